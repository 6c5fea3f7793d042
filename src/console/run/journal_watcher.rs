//! Watches the event for changes by others: new lines in the journals of other stations, new journals, a changed
//! `event.json`.
//!
//! Invariants:
//! - A partial line is read only after it is complete.
//! - If a journal shrank or was replaced, all journals are read again.
//! - A journal that cannot be read is reported.
//!
//! The watcher polls file sizes, which also works on network disks.

use std::mem;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crate::console::msg::{JournalUpdate, Msg, NewLines};
use crate::console::run::incoming::Incoming;
use crate::console::run::journal_faults::FaultReporter;
use crate::domain::ledger::Slot;
use crate::journal::event_folder::EventFolder;
use crate::journal::follow::Follower;
use crate::journal::journal_state::{JournalState, LineContent};
use crate::journal::tail::ReadProgress;

/// The time between two polls. Every station sees each new total within a second.
const POLL_INTERVAL: Duration = Duration::from_millis(500);

/// The file of the journal that this console writes, or `None` if it only watches. The records of this
/// journal come from the writer, so the watcher skips the file.
#[derive(Clone)]
pub(super) struct OwnJournal(Arc<Mutex<Option<PathBuf>>>);

impl OwnJournal {
    pub(super) fn new(file: Option<PathBuf>) -> Self {
        Self(Arc::new(Mutex::new(file)))
    }

    pub(super) fn set(&self, file: PathBuf) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(file);
    }

    fn get(&self) -> Option<PathBuf> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

pub(super) struct JournalWatcher {
    follower: Follower,
    own_journal: OwnJournal,
    /// The file of our journal at the last poll.
    own_file: Option<PathBuf>,
    /// Whether all journals must be read again.
    stale: bool,
    faults: FaultReporter,
    sender: Sender<Incoming>,
}

impl JournalWatcher {
    /// Watches an event whose journals have been read as far as `states`.
    pub(super) fn new(
        folder: EventFolder,
        states: Vec<JournalState>,
        own_journal: OwnJournal,
        sender: Sender<Incoming>,
    ) -> Self {
        let faults = FaultReporter::new(&states);
        let own_file = own_journal.get();
        Self { follower: Follower::new(folder, states), own_journal, own_file, stale: false, faults, sender }
    }

    /// Polls in a separate thread until the console ends.
    pub(super) fn spawn(mut self) {
        thread::spawn(move || {
            loop {
                thread::sleep(POLL_INTERVAL);
                let (event, journals) = (self.poll_event(), self.poll_journals());
                // `merge --into` changes `event.json` before it adds journals. Polling it again after the journals
                // were read avoids reporting these journals as those of another event.
                let changed_meanwhile = self.poll_event();
                let faults = self.faults.changed(&self.follower.states).map(Msg::Faults);
                let messages = [event, journals, changed_meanwhile, faults].into_iter().flatten();
                if messages.map(|msg| self.sender.send(msg.into())).any(|sent| sent.is_err()) {
                    return;
                }
            }
        });
    }

    fn poll_event(&mut self) -> Option<Msg> {
        let read = self.follower.changed_event()?;
        let event = self.faults.check_event(read)?;
        Some(Msg::Event(Box::new(event)))
    }

    fn poll_journals(&mut self) -> Option<Msg> {
        let listed = self.follower.journals().map(|_| ());
        self.faults.check_listing(listed)?;
        let own_file = self.own_journal.get();
        // If the console moved to another journal, the old journal is read like the journals of other
        // stations.
        self.stale |= mem::replace(&mut self.own_file, own_file.clone()) != own_file;
        let news = self.read_new_lines(own_file.as_deref());
        if self.stale
            && let Ok(Some(ledger)) = self.follower.reload(own_file.as_deref())
        {
            self.stale = false;
            let files = slots(&self.follower.states);
            return Some(Msg::OtherJournals(JournalUpdate::Reread { ledger: Box::new(ledger), files }));
        }
        (!news.is_empty()).then_some(Msg::OtherJournals(JournalUpdate::NewLines(news)))
    }

    /// Reads the new lines of all journals except our own. Sets `stale` if one of them shrank or was replaced.
    fn read_new_lines(&mut self, own_file: Option<&Path>) -> Vec<NewLines> {
        let Follower { folder, states, .. } = &mut self.follower;
        let mut news = Vec::new();
        for state in states {
            if own_file == Some(&state.file) {
                continue;
            }
            let mut lines = Vec::new();
            let progress = state.read_new_lines(folder.event.ids(), &mut |_, line| {
                lines.push(match line {
                    LineContent::Record(record) => Some(record.clone()),
                    LineContent::Unreadable => None,
                });
            });
            self.stale |= progress == ReadProgress::Replaced;
            if let Some(journal) = state.journal.filter(|_| !lines.is_empty()) {
                let (name, station) = (state.name, state.station);
                news.push(NewLines { file: state.file.clone(), name, station, journal, lines });
            }
        }
        news
    }
}

/// Returns the ledger slot of each journal file that has one.
pub(super) fn slots(states: &[JournalState]) -> Vec<(PathBuf, Slot)> {
    states.iter().filter_map(|state| Some((state.file.clone(), state.slot?))).collect()
}
