//! What one station notes about the heads of the other journals (docs/journal.md A1 to A3).
//!
//! Invariant: a note never delays a record or makes one fail. The writer asks only for heads that were read before, and
//! leaves the note out if it cannot have it at once.

use std::collections::HashMap;
use std::fmt;
use std::fs::File;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use chrono::TimeDelta;

use crate::domain::record::{JournalId, Moment, Op, Record, RecordRef, SEEN_MAX, SeenHead, ShortHash};
use crate::journal::event_folder::EventFolder;
use crate::journal::heads::{HeadReader, records_at_end};
use crate::journal::line::LINE_MAX;

/// The time between two notes of one journal.
const NOTE_EVERY: TimeDelta = TimeDelta::minutes(1);

/// The number of bytes at the end of the own journal that are searched for its notes.
const NOTES_SEARCH: u64 = 16 * LINE_MAX as u64;

/// The heads that a station sees, shared between the thread that reads them and the writer.
#[derive(Clone, Debug, Default)]
pub(crate) struct VisibleHeads(Arc<Mutex<Vec<SeenHead>>>);

impl VisibleHeads {
    /// Replaces the heads.
    pub(crate) fn set(&self, heads: Vec<SeenHead>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = heads;
    }

    /// Returns the heads, or none if another thread is replacing them.
    fn get(&self) -> Vec<SeenHead> {
        self.0.try_lock().map_or_else(|_| Vec::new(), |heads| heads.clone())
    }

    /// Returns whether a writer may still ask for the heads.
    #[must_use]
    pub(crate) fn is_shared(&self) -> bool {
        Arc::strong_count(&self.0) > 1
    }
}

/// The notes of one journal.
pub(crate) struct SeenNotes {
    own: JournalId,
    visible: VisibleHeads,
    now: Box<dyn Fn() -> Moment + Send>,
    /// The head of each journal when it was last noted, and the number of that note.
    noted: HashMap<JournalId, (ShortHash, u64)>,
    /// The number of the next note.
    next: u64,
    /// The time of the last note.
    last_at: Option<Moment>,
}

impl fmt::Debug for SeenNotes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { own, last_at, .. } = self;
        f.debug_struct("SeenNotes").field("own", own).field("last_at", last_at).finish_non_exhaustive()
    }
}

impl SeenNotes {
    /// Goes on with the notes of the journal `own`, whose file is `file`. The times of the notes are those of `now`.
    #[must_use]
    pub(super) fn new(
        own: JournalId,
        file: &File,
        visible: VisibleHeads,
        now: impl Fn() -> Moment + Send + 'static,
    ) -> Self {
        let (noted, now) = (HashMap::new(), Box::new(now));
        let mut notes = Self { own, visible, now, noted, next: 1, last_at: None };
        // If the end of the journal cannot be read, heads are noted again, which does no harm.
        records_at_end(file, NOTES_SEARCH)
            .unwrap_or_default()
            .iter()
            .for_each(|record| notes.confirm(record));
        notes
    }

    /// Looks at the other journals once, if a note may be due. A process that runs only for a moment does so.
    pub(super) fn look_once(&self, folder: &EventFolder) {
        if !self.is_soon((self.now)()) {
            self.visible.set(HeadReader::new(folder.clone()).look(Duration::ZERO, SystemTime::now()));
        }
    }

    /// Returns whether the last note is less than a minute old. A clock that was set back does not stop the notes.
    fn is_soon(&self, at: Moment) -> bool {
        self.last_at.is_some_and(|last| (TimeDelta::zero()..NOTE_EVERY).contains(&(at - last)))
    }

    /// Returns the note that is due and its time: at most once a minute, or when the station `closes`.
    #[must_use]
    pub(super) fn due(&self, closes: bool) -> Option<(Moment, Op<RecordRef>)> {
        let at = (self.now)();
        if !closes && self.is_soon(at) {
            return None;
        }
        let noted = |head: &SeenHead| self.noted.get(&head.journal);
        let is_new = |head: &SeenHead| noted(head).is_none_or(|(hash, _)| *hash != head.hash);
        let mut journals = self.visible.get();
        // A copy of this journal under another name is not another journal.
        journals.retain(|head| head.journal != self.own && is_new(head));
        // The journals that were noted longest ago come first, so that each one has its turn.
        journals.sort_by_key(|head| noted(head).map_or(0, |(_, number)| *number));
        journals.truncate(SEEN_MAX);
        (!journals.is_empty()).then_some((at, Op::Seen { journals }))
    }

    /// Remembers a record of the journal that is on the disk, if it is a note.
    pub(super) fn confirm(&mut self, record: &Record) {
        let Op::Seen { journals } = &record.op else { return };
        for SeenHead { journal, hash, .. } in journals {
            self.noted.insert(*journal, (*hash, self.next));
        }
        self.next += 1;
        self.last_at = Some(record.at);
    }

    /// Starts the notes of a new journal, which has none.
    pub(super) fn move_to(&mut self, journal: JournalId) {
        self.own = journal;
        self.noted.clear();
        self.last_at = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::record::LineHash;
    use crate::journal::testing::{id, noon};

    const OWN: JournalId = JournalId(1);

    fn head(journal: u128, seq: u64) -> SeenHead {
        let hash = ShortHash(seq);
        SeenHead { station: id("B"), name: None, journal: JournalId(journal), seq, hash, merged: false }
    }

    /// The notes of a journal at a time that the test sets.
    struct TestNotes {
        notes: SeenNotes,
        visible: VisibleHeads,
        now: Arc<Mutex<Moment>>,
    }

    impl TestNotes {
        fn new() -> Self {
            let (visible, now) = (VisibleHeads::default(), Arc::new(Mutex::new(noon())));
            let clock = Arc::clone(&now);
            let file = tempfile::tempfile().unwrap();
            let notes = SeenNotes::new(OWN, &file, visible.clone(), move || *clock.lock().unwrap());
            Self { notes, visible, now }
        }

        fn wait(&self, seconds: i64) {
            *self.now.lock().unwrap() += TimeDelta::seconds(seconds);
        }

        /// Returns the journals and numbers of the note that is due, and saves it.
        fn note(&mut self, closes: bool) -> Vec<(u128, u64)> {
            let Some((at, op)) = self.notes.due(closes) else { return Vec::new() };
            let named = match &op {
                Op::Seen { journals } => journals.iter().map(|head| (head.journal.0, head.seq)).collect(),
                other => panic!("{other:?}"),
            };
            self.notes.confirm(&Record { seq: 1, at, op, import: None, key: None, hash: LineHash([0; 32]) });
            named
        }
    }

    #[test]
    fn a_changed_journal_is_noted_at_most_once_a_minute_and_at_the_end() {
        let mut station = TestNotes::new();
        assert_eq!(station.note(true), []);
        station.visible.set(vec![head(OWN.0, 7), head(2, 1), head(3, 1)]);
        assert_eq!(station.note(false), [(2, 1), (3, 1)]);
        station.visible.set(vec![head(2, 1), head(3, 2)]);
        station.wait(59);
        assert_eq!(station.note(false), []);
        station.wait(1);
        assert_eq!(station.note(false), [(3, 2)]);
        station.visible.set(vec![head(2, 9), head(3, 2)]);
        assert_eq!(station.note(true), [(2, 9)]);
        assert_eq!(station.note(true), [], "nothing has changed");
        // The clock was set back.
        station.visible.set(vec![head(2, 10)]);
        station.wait(-3600);
        assert_eq!(station.note(false), [(2, 10)]);
    }

    #[test]
    fn of_many_journals_each_one_has_its_turn() {
        let mut station = TestNotes::new();
        let mut noted = Vec::new();
        for round in 1..=3 {
            station.visible.set((2..52).map(|journal| head(journal, round)).collect());
            let journals = station.note(true);
            assert_eq!(journals.len(), SEEN_MAX);
            noted.extend(journals.into_iter().map(|(journal, _)| journal));
        }
        noted.sort_unstable();
        noted.dedup();
        assert_eq!(noted.len(), 50);
    }

    #[test]
    fn a_new_journal_of_the_station_notes_everything_again() {
        let mut station = TestNotes::new();
        station.visible.set(vec![head(2, 1)]);
        assert_eq!(station.note(false).len(), 1);
        station.notes.move_to(JournalId(9));
        station.visible.set(vec![head(OWN.0, 7), head(2, 1), head(9, 1)]);
        assert_eq!(station.note(false), [(OWN.0, 7), (2, 1)]);
    }

    #[test]
    fn heads_that_are_just_being_read_are_not_waited_for() {
        let mut station = TestNotes::new();
        station.visible.set(vec![head(2, 1)]);
        let reading = station.visible.clone();
        let guard = reading.0.lock().unwrap();
        assert_eq!(station.note(false), []);
        drop(guard);
        assert_eq!(station.note(false), [(2, 1)]);
    }
}
