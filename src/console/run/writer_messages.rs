//! Turns the events of the journal's writer into messages.

use crate::console::model::NO_TICKET;
use crate::console::msg::Msg;
use crate::console::run::journal_watcher::OwnJournal;
use crate::journal::event_folder::EventFolder;
use crate::journal::follow::OwnProgress;
use crate::journal::writer::{WriteError, WriterEvent};
use crate::language::{Explain, Text, errors};

pub(super) struct WriterMessages {
    folder: EventFolder,
    own_journal: OwnJournal,
    /// The first failure since records were last saved. This failure is given as the reason if the station
    /// moves to a new journal.
    first_error: Option<WriteError>,
}

impl WriterMessages {
    pub(super) const fn new(folder: EventFolder, own_journal: OwnJournal) -> Self {
        Self { folder, own_journal, first_error: None }
    }

    /// Sends the message for an event. If the station moved, the watcher treats the new journal as ours after
    /// the console knows of it.
    pub(super) fn send(&mut self, event: WriterEvent, send: impl FnOnce(Msg)) {
        let moved_to = match &event {
            WriterEvent::Moved { to, opened, .. } => Some(OwnProgress {
                file: self.folder.journal(*to),
                acknowledged: opened.last().map_or(0, |record| record.seq),
            }),
            _ => None,
        };
        send(self.message(event));
        if let Some(own) = moved_to {
            self.own_journal.set(own);
        }
    }

    fn message(&mut self, event: WriterEvent) -> Msg {
        match event {
            WriterEvent::Saved(records) => {
                self.first_error = None;
                if let Some((_, last)) = records.last() {
                    self.own_journal.acknowledge(last.seq);
                }
                Msg::Saved(records)
            }
            // No pending record waits for this one.
            WriterEvent::Noted(record) => Msg::Saved(vec![(NO_TICKET, record)]),
            WriterEvent::Failed(error) => {
                let why = error.explain();
                self.first_error.get_or_insert(error);
                Msg::NotSaved(why)
            }
            WriterEvent::Unwritable { pending, error } => Msg::Unwritable(pending.ticket, error.explain()),
            WriterEvent::Moved { from, to, journal, opened } => {
                let why = match &self.first_error {
                    Some(error) => errors::station_moved(from, to, error).into(),
                    None => Text::default(),
                };
                Msg::Moved { station: to, journal, opened, why }
            }
            WriterEvent::Restored { station, change, incomplete } => {
                Msg::JournalRestored(errors::journal_restored(station, change, incomplete).into())
            }
            WriterEvent::Rescued { station, name, incomplete } => {
                self.first_error.get_or_insert(WriteError::Replaced);
                Msg::JournalRestored(errors::journal_rescued(station, name, incomplete).into())
            }
        }
    }
}
