//! Runs the effects that `update` returns.

use std::ops::ControlFlow;

use crate::console::model::Model;
use crate::console::msg::{Effect, Msg};
use crate::console::run::report_maker::ReportMaker;
use crate::console::update::update;
use crate::journal::writer::Writer;
use crate::screen::full_screen;

/// The parts of the console that effects need.
pub(super) struct EffectRunner<'a> {
    /// The writer of the journal. It is `None` in a console that only watches, because no key of such a
    /// console makes a record.
    pub(super) writer: Option<&'a Writer>,
    /// The maker of reports. It is `None` in the plain console, which has no command for a report.
    pub(super) reports: Option<&'a ReportMaker>,
}

impl EffectRunner<'_> {
    /// Passes a message to `update` and runs the effects that `update` returns. Returns `Break` if `update`
    /// asks to quit.
    pub(super) fn apply(&self, model: &mut Model, msg: Msg) -> ControlFlow<()> {
        for effect in update(model, msg) {
            match effect {
                Effect::Append(pending) => {
                    if let Some(writer) = self.writer {
                        writer.append(*pending);
                    }
                }
                Effect::Retry => self.retry(),
                Effect::Report { style, language, write } => {
                    if let Some(reports) = self.reports {
                        reports.make(style, language, write);
                    }
                }
                Effect::Redraw => full_screen::set_up_again(),
                Effect::Quit => return ControlFlow::Break(()),
            }
        }
        ControlFlow::Continue(())
    }

    /// Tries again to save what the disk did not accept.
    pub(super) fn retry(&self) {
        if let Some(writer) = self.writer {
            writer.retry();
        }
    }
}
