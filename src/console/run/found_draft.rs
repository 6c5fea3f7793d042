//! The draft that the station's previous console left on the disk.

use std::io;
use std::path::{Path, PathBuf};

use crate::console::msg::Msg;
use crate::domain::record::{Record, StationId};
use crate::journal::draft_file::{self, StoredDraft};
use crate::journal::event_folder::EventFolder;
use crate::journal::journal_state::{JournalState, LineContent};
use crate::language::Message;

/// The draft of the previous console, and the records written to its journal after the draft.
pub(super) struct FoundDraft {
    station: StationId,
    stored: io::Result<Option<StoredDraft>>,
    /// The file of the station's journal. The journal's id is not enough, because a copy of the journal has
    /// the same id.
    journal: PathBuf,
    recorded_since: Vec<Record>,
}

impl FoundDraft {
    pub(super) fn read(folder: &EventFolder, station: StationId) -> Self {
        let stored = draft_file::read(&folder.stations(), station);
        Self { station, stored, journal: folder.journal(station), recorded_since: Vec::new() }
    }

    /// Returns the journal whose lines must be passed to [`FoundDraft::note_recorded`], if there is a draft.
    pub(super) fn journal(&self) -> Option<&Path> {
        matches!(self.stored, Ok(Some(_))).then_some(&*self.journal)
    }

    /// Notes a journal line, so that a line of the draft is not restored if it was recorded after the draft
    /// was saved.
    pub(super) fn note_recorded(&mut self, state: &JournalState, line: LineContent<'_>) {
        if let (LineContent::Record(record), Ok(Some(stored))) = (line, &self.stored)
            && record.seq > stored.draft.lines
            && state.file == self.journal
        {
            self.recorded_since.push(record.clone());
        }
    }

    /// Returns the message that restores the draft. If the draft cannot be read, returns a warning instead.
    pub(super) fn restoration(self) -> Option<Msg> {
        self.message(|StoredDraft { at, draft }| Msg::RestoreDraft { draft: Box::new(draft), saved_at: at })
    }

    /// Returns the message that warns of the draft, for a console without an entry line. The draft file is
    /// kept for the next console that uses the full screen.
    pub(super) fn warning(self) -> Option<Msg> {
        self.message(|stored| Msg::WarnOfDraft(Box::new(stored.draft)))
    }

    fn message(self, to_message: fn(StoredDraft) -> Msg) -> Option<Msg> {
        let Ok(stored) = self.stored else {
            let station = self.station.into();
            return Some(Msg::Warning(Message::DraftUnreadable { station }.into()));
        };
        let mut stored = stored?;
        stored.draft.remove_recorded(&self.recorded_since);
        Some(to_message(stored))
    }
}
