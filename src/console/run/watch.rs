//! What others do to the event while this console runs: new lines in other stations' journals, new
//! journals, a changed `event.json`.
//!
//! Invariants: half a line waits until it is whole; a journal that shrank or was replaced makes everything
//! be read anew; one that cannot be read is told, never left out silently. Looks at sizes, which works on
//! network disks too.

use std::mem;
use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crate::console::msg::{JournalUpdate, Msg, NewLines};
use crate::console::run::fault_list::Faults;
use crate::domain::ledger::Slot;
use crate::journal::event_folder::EventFolder;
use crate::journal::follow::Follower;
use crate::journal::journal_state::{JournalState, LineContent};
use crate::journal::tail::ReadProgress;

/// How often it looks: everyone's totals are everywhere within a second.
const EVERY: Duration = Duration::from_millis(500);

/// The journal that this console writes now: its records come from the writer. None where it only watches.
pub(super) type Ours = Arc<Mutex<Option<PathBuf>>>;

pub(super) struct Watch {
    follower: Follower,
    ours: Ours,
    /// Our journal at the last look.
    own: Option<PathBuf>,
    /// Something is to be read anew, and could not be yet.
    stale: bool,
    faults: Faults,
    sender: Sender<Msg>,
}

impl Watch {
    /// `states` are the journals as far as they have been read.
    pub(super) fn new(
        folder: EventFolder,
        states: Vec<JournalState>,
        ours: Ours,
        sender: Sender<Msg>,
    ) -> Self {
        let faults = Faults::new(&states);
        let own = current(&ours);
        Self { follower: Follower::new(folder, states), ours, own, stale: false, faults, sender }
    }

    /// Looks until nobody listens any more.
    pub(super) fn start(mut self) {
        thread::spawn(move || {
            loop {
                thread::sleep(EVERY);
                let (event, journals) = (self.event(), self.journals());
                let faults = self.faults.changed(&self.follower.states).map(Msg::Faults);
                let news = [event, journals, faults].into_iter().flatten();
                // Whoever does not listen any more has ended.
                if news.map(|msg| self.sender.send(msg)).any(|sent| sent.is_err()) {
                    return;
                }
            }
        });
    }

    fn event(&mut self) -> Option<Msg> {
        let read = self.follower.changed_event()?;
        let event = self.faults.event(read)?;
        Some(Msg::Event(Box::new(event)))
    }

    /// What is new in the journals of others.
    fn journals(&mut self) -> Option<Msg> {
        let listed = self.follower.journals().map(|_| ());
        self.faults.listing(listed)?;
        let own = current(&self.ours);
        // Weighing goes on elsewhere: what the old journal holds is not known from the writer any more.
        self.stale |= mem::replace(&mut self.own, own.clone()) != own;
        let id = self.follower.folder.event.id.clone();
        let mut news = Vec::new();
        for state in &mut self.follower.states {
            // Our journal may only grow; what it says came from the writer.
            if own.as_ref() == Some(&state.file) {
                continue;
            }
            let mut lines = Vec::new();
            let progress = state.read_new_lines(&id, &mut |_, item| {
                lines.push(match item {
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
        if self.stale
            && let Ok(Some(ledger)) = self.follower.reload(own.as_deref())
        {
            self.stale = false;
            let files = slots(&self.follower.states);
            return Some(Msg::OtherJournals(JournalUpdate::Reread { ledger: Box::new(ledger), files }));
        }
        (!news.is_empty()).then_some(Msg::OtherJournals(JournalUpdate::NewLines(news)))
    }
}

/// Our journal now.
fn current(ours: &Ours) -> Option<PathBuf> {
    ours.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// Which file stands where in the ledger.
pub(super) fn slots(states: &[JournalState]) -> Vec<(PathBuf, Slot)> {
    states.iter().filter_map(|state| Some((state.file.clone(), state.slot?))).collect()
}
