//! Makes reports in a thread, because reading and verifying the journals of a long day would delay the keys.
//!
//! Invariant: a report is made from the journals, as `tarazy report` reads them, and not from the model.

use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::thread;

use crate::console::msg::{Msg, ReportStyle};
use crate::console::run::incoming::Incoming;
use crate::journal::event_file;
use crate::journal::event_folder::EventFolder;
use crate::journal::verify::ProbeLocks;
use crate::language::{Explain, Language, Message, Text, Texts};
use crate::report::press::PressOptions;
use crate::report::{self, file, press, text};
use crate::screen::clock::utc_now;

pub(super) struct ReportMaker {
    folder: EventFolder,
    /// Whether a report says which stations are in use.
    locks: ProbeLocks,
    sender: Sender<Incoming>,
}

impl ReportMaker {
    pub(super) const fn new(folder: EventFolder, locks: ProbeLocks, sender: Sender<Incoming>) -> Self {
        Self { folder, locks, sender }
    }

    /// Starts a report. If `write` is true, the report is also written to a file. The thread answers with
    /// [`Msg::Report`].
    pub(super) fn make(&self, style: ReportStyle, language: Language, write: bool) {
        let (mut folder, locks, sender) = (self.folder.clone(), self.locks, self.sender.clone());
        thread::spawn(move || {
            let texts = Texts::new(language);
            // The lead may have changed the event. If the event's file is now damaged, use the event that
            // was read at the start.
            if let Ok(event) = event_file::read(&folder.path) {
                folder.event = event;
            }
            let read = report::read_with(&folder, locks, &texts);
            let text = match &read {
                Ok((report, _)) => match style {
                    ReportStyle::Full => text::render(report, false, &texts),
                    ReportStyle::Press => {
                        press::render(report.event, &report.summary, PressOptions::default(), &texts)
                    }
                },
                Err(error) => texts.show(error.explain()),
            };
            let written = write.then(|| write_file(&folder, style, language, &text));
            // A console that only watches writes nothing into the folder of events.
            if let (Some(Ok(_)), Ok((report, _)), ProbeLocks::Yes) = (&written, &read, locks) {
                let at = utc_now().with_timezone(&folder.event.utc_offset.0);
                report::remember(&folder, report, at);
            }
            // Sending fails if the console has already ended, so the result is ignored.
            let _ended = sender.send(Msg::Report { style, language, text, written }.into());
        });
    }
}

fn write_file(
    folder: &EventFolder,
    style: ReportStyle,
    language: Language,
    text: &str,
) -> Result<PathBuf, Text> {
    let kind = match style {
        ReportStyle::Full => "report",
        ReportStyle::Press => "press",
    };
    let name = format!("{}-{kind}-{}.txt", folder.slug, language.code());
    // The folder of an event is in the folder of events.
    let events = folder.path.parent().unwrap_or(&folder.path);
    file::keep(&name, text, events)
        .map_err(|error| Message::ReportNotWritten { file: name.into(), reason: error.explain() }.into())
}
