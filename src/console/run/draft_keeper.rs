//! Keeps what is begun in the station's draft file, so that a lost line or a killed program loses nothing
//! that was typed, and brings back what was left there.
//!
//! Invariant: keeping is never on the way of a key: a thread of its own writes, and only the newest state. What cannot
//! be written is not told: the disk that refuses it tells so itself, with the next record.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use chrono::Utc;

use crate::console::model::Model;
use crate::console::run::GRACE;
use crate::console::update::{current_draft, restore_draft, warn_of_draft};
use crate::domain::draft::Draft;
use crate::domain::event::UtcOffset;
use crate::domain::record::{Record, StationId};
use crate::journal::draft_file::{DraftFile, StoredDraft, read};
use crate::journal::event_folder::EventFolder;
use crate::journal::journal_state::{JournalState, LineContent};
use crate::language::Message;

/// How long typing goes on before it is kept.
const CALM: Duration = Duration::from_millis(200);

/// What was begun at the station when its last console ended.
pub(super) struct LeftBehind {
    station: StationId,
    kept: io::Result<Option<StoredDraft>>,
    /// The station's journal. By its file: a copy of the same journal may stand beside it.
    journal: PathBuf,
    /// What that journal holds behind the lines that were confirmed then.
    since: Vec<Record>,
}

impl LeftBehind {
    pub(super) fn read(folder: &EventFolder, station: StationId) -> Self {
        let kept = read(&folder.stations(), station);
        Self { station, kept, journal: folder.journal(station), since: Vec::new() }
    }

    /// Looks at an item of a journal: what turned out to be recorded is not offered again.
    pub(super) fn look(&mut self, state: &JournalState, item: LineContent<'_>) {
        if let (LineContent::Record(record), Ok(Some(kept))) = (item, &self.kept)
            && record.seq > kept.draft.lines
            && state.file == self.journal
        {
            self.since.push(record.clone());
        }
    }

    /// Puts it back where it was.
    pub(super) fn put_back(self, model: &mut Model) {
        if let Some(StoredDraft { at, draft }) = self.begun(model) {
            restore_draft(model, draft, at);
        }
    }

    /// Tells it, where there is no screen to put it back on. The file stays for the next console that has one.
    pub(super) fn tell(self, model: &mut Model) {
        if let Some(kept) = self.begun(model) {
            warn_of_draft(model, kept.draft);
        }
    }

    /// What is not recorded of it.
    fn begun(self, model: &mut Model) -> Option<StoredDraft> {
        let Ok(kept) = self.kept else {
            model.warnings.push(Message::DraftUnreadable { station: self.station.into() }.into());
            return None;
        };
        let mut kept = kept?;
        kept.draft.remove_recorded(&self.since);
        Some(kept)
    }
}

/// What is to be kept, and for whom.
struct State {
    station: StationId,
    offset: UtcOffset,
    begun: Draft,
}

pub(super) struct Keeper {
    /// Nothing once the console ends.
    states: Option<Sender<State>>,
    /// Tells that all is written.
    done: Receiver<()>,
    last: Option<(StationId, Draft)>,
}

impl Keeper {
    pub(super) fn start(stations: PathBuf) -> Self {
        let (states, inbox) = mpsc::channel();
        let (written, done) = mpsc::channel();
        let _detached: JoinHandle<()> = thread::spawn(move || {
            write(&stations, &inbox);
            // The console may have given up waiting.
            let _late = written.send(());
        });
        Self { states: Some(states), done, last: None }
    }

    /// Keeps what is begun now, if that changed.
    pub(super) fn keep(&mut self, model: &Model) {
        let Some(own) = &model.own else { return };
        let begun = current_draft(model);
        let same = |(station, last): &(StationId, Draft)| {
            *station == own.station && (*last == begun || last.is_empty() && begun.is_empty())
        };
        if self.last.as_ref().is_some_and(same) {
            return;
        }
        self.last = Some((own.station, begun.clone()));
        if let Some(states) = &self.states {
            let state = State { station: own.station, offset: model.event.utc_offset, begun };
            // The thread ends only after this side.
            let _gone = states.send(state);
        }
    }

    /// Writes what is begun at the end, and waits for it, unless the disk does not answer.
    pub(super) fn finish(mut self, model: &Model) {
        self.keep(model);
        self.states = None;
        let _late = self.done.recv_timeout(GRACE);
    }
}

fn write(stations: &Path, inbox: &Receiver<State>) {
    let mut open: Option<(StationId, DraftFile)> = None;
    let mut ended = false;
    while !ended {
        let Ok(mut state) = inbox.recv() else { break };
        // What comes meanwhile is newer.
        loop {
            match inbox.recv_timeout(CALM) {
                Ok(newer) => state = newer,
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => {
                    ended = true;
                    break;
                }
            }
        }
        // Whoever moved to another station takes what is begun along.
        if let Some((_, mut old)) = open.take_if(|(station, _)| *station != state.station) {
            let _told_by_the_journal = old.remove();
        }
        let (_, file) = open.get_or_insert_with(|| (state.station, DraftFile::new(stations, state.station)));
        let _told_by_the_journal = if state.begun.is_empty() {
            file.clear()
        } else {
            file.write(&StoredDraft { at: Utc::now().with_timezone(&state.offset.0), draft: state.begun })
        };
    }
    if let Some((_, mut file)) = open {
        let _told_by_the_journal = file.remove_if_empty();
    }
}
