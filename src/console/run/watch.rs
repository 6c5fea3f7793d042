//! What others do to the event while this console runs: new lines in other stations' journals, new
//! journals, a changed `event.json`.
//!
//! Invariants: half a line waits until it is whole; a journal that shrank or was replaced makes everything
//! be read anew; one that cannot be read is told, never left out silently. Looks at sizes, which works on
//! network disks too.

use std::collections::HashSet;
use std::mem;
use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crate::console::msg::{Msg, News, Union};
use crate::domain::ledger::Slot;
use crate::domain::record::JournalId;
use crate::journal::folder::EventFolder;
use crate::journal::follow::Follower;
use crate::journal::reader::{self, Item, JournalState, Progress};
use crate::language::errors;

/// How often it looks: everyone's totals are everywhere within a second.
const EVERY: Duration = Duration::from_millis(500);

/// The journals that this console wrote itself: their records come from the writer.
pub(super) type Ours = Arc<Mutex<HashSet<JournalId>>>;

pub(super) struct Watch {
    follower: Follower,
    ours: Ours,
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
        Self { follower: Follower::new(folder, states), ours, sender }
    }

    /// Looks until nobody listens any more.
    pub(super) fn start(mut self) {
        thread::spawn(move || {
            loop {
                thread::sleep(EVERY);
                let journals = self.journals();
                let told =
                    [self.event(), journals].into_iter().flatten().try_for_each(|msg| self.sender.send(msg));
                if told.is_err() {
                    return;
                }
            }
        });
    }

    fn event(&mut self) -> Option<Msg> {
        Some(match self.follower.event()? {
            Ok(event) => Msg::Event(Box::new(event)),
            Err(fault) => Msg::Warning(Arc::new(move |texts| errors::folder_fault(&fault, texts))),
        })
    }

    fn is_ours(&self, journal: Option<JournalId>) -> bool {
        let ours = self.ours.lock().unwrap_or_else(PoisonError::into_inner);
        journal.is_some_and(|journal| ours.contains(&journal))
    }

    /// What is new in the journals of others.
    fn journals(&mut self) -> Option<Msg> {
        self.follower.journals().ok()?;
        let id = self.follower.folder.event.id.clone();
        let mut news = Vec::new();
        let mut states = mem::take(&mut self.follower.states);
        let mut replaced = false;
        for state in &mut states {
            // A journal of ours may only grow; what it says came from the writer.
            if self.is_ours(state.journal) {
                continue;
            }
            let damage = state.damage.len();
            let mut lines = Vec::new();
            let progress = state.go_on(&id, &mut |_, item| {
                lines.push(match item {
                    Item::Record(record) => Some(record.clone()),
                    Item::Unreadable => None,
                });
            });
            replaced |= progress == Progress::Replaced;
            for fault in state.damage.iter().skip(damage).take(3) {
                let (file, fault) = (state.file.clone(), fault.clone());
                let words = Arc::new(move |texts: &_| errors::damage(&file, &fault, texts));
                // Whoever does not listen any more is noticed by the next message.
                let _ended = self.sender.send(Msg::Warning(words));
            }
            if let Some(journal) =
                state.journal.filter(|journal| !lines.is_empty() && !self.is_ours(Some(*journal)))
            {
                news.push(News { file: state.file.clone(), station: state.station, journal, lines });
            }
        }
        self.follower.states = states;
        if replaced {
            return self.anew();
        }
        (!news.is_empty()).then_some(Msg::Union(Union::News(news)))
    }

    /// Reads everything from the beginning.
    fn anew(&mut self) -> Option<Msg> {
        let (ledger, states) = reader::replay(&self.follower.folder).ok()?;
        let files = slots(&states);
        self.follower.states = states;
        Some(Msg::Union(Union::Anew { ledger: Box::new(ledger), files }))
    }
}

/// Which file stands where in the ledger.
pub(super) fn slots(states: &[JournalState]) -> Vec<(PathBuf, Slot)> {
    states.iter().filter_map(|state| Some((state.file.clone(), state.slot?))).collect()
}
