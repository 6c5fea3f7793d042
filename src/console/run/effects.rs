//! Runs the effects that `update` returns.

use std::ops::ControlFlow;

use crate::console::model::Model;
use crate::console::msg::{Effect, Msg};
use crate::console::run::report_maker::ReportMaker;
use crate::console::update::update;
use crate::journal::writer::Writer;

/// The parts of the console that effects need.
pub(super) struct EffectRunner<'a> {
    /// `None` in a console that only watches: none of its keys asks for a record.
    pub(super) writer: Option<&'a Writer>,
    /// `None` in the plain console: it has no command for a report.
    pub(super) reports: Option<&'a ReportMaker>,
}

impl EffectRunner<'_> {
    /// Passes a message to `update` and runs its effects. Returns `Break` if `update` asks to quit.
    pub(super) fn apply(&self, model: &mut Model, msg: Msg) -> ControlFlow<()> {
        for effect in update(model, msg) {
            match effect {
                Effect::Append(pending) => {
                    if let Some(writer) = self.writer {
                        writer.append(*pending);
                    }
                }
                Effect::Retry => {
                    if let Some(writer) = self.writer {
                        writer.retry();
                    }
                }
                Effect::Report { style, language, write } => {
                    if let Some(reports) = self.reports {
                        reports.make(style, language, write);
                    }
                }
                Effect::Quit => return ControlFlow::Break(()),
            }
        }
        ControlFlow::Continue(())
    }
}
