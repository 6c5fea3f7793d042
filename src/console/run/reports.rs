//! The report of this moment, made beside the console: reading and checking a long day takes longer than a
//! key may wait.
//!
//! Invariant: what is shown is read from the journals, as `tarazy report` reads them, not from the model.

use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::thread;

use crate::console::msg::{Msg, ReportStyle};
use crate::journal::event_file;
use crate::journal::event_folder::EventFolder;
use crate::journal::verify::ProbeLocks;
use crate::language::{Explain, Language, Message, Text, Texts};
use crate::report::{self, file, press, text};

pub(super) struct Reports {
    folder: EventFolder,
    locks: ProbeLocks,
    sender: Sender<Msg>,
}

impl Reports {
    pub(super) const fn new(folder: EventFolder, locks: ProbeLocks, sender: Sender<Msg>) -> Self {
        Self { folder, locks, sender }
    }

    /// Reads, writes if that is wished, and answers with a message.
    pub(super) fn make(&self, style: ReportStyle, language: Language, write: bool) {
        let (mut folder, locks, sender) = (self.folder.clone(), self.locks, self.sender.clone());
        thread::spawn(move || {
            let texts = Texts::new(language);
            // The lead may have changed the event; one that is broken now was sound at the start.
            if let Ok(event) = event_file::read(&folder.path) {
                folder.event = event;
            }
            let text = match report::read_with(&folder, locks, &texts) {
                Ok((report, _)) => match style {
                    ReportStyle::Full => text::render(&report, false, &texts),
                    ReportStyle::Press => press::render(report.event, &report.summary, &texts),
                },
                Err(fault) => texts.show(fault.explain()),
            };
            let written = write.then(|| keep(&folder, style, language, &text));
            // The console may have ended meanwhile.
            let _ended = sender.send(Msg::Report { style, language, text, written });
        });
    }
}

fn keep(folder: &EventFolder, style: ReportStyle, language: Language, text: &str) -> Result<PathBuf, Text> {
    let kind = match style {
        ReportStyle::Full => "report",
        ReportStyle::Press => "press",
    };
    let name = format!("{}-{kind}-{}.txt", folder.slug, language.code());
    file::keep(&name, text)
        .map_err(|error| Message::ReportNotWritten { file: name.into(), reason: error.explain() }.into())
}
