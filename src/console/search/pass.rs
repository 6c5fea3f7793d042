//! One pass over all records that a search compares, on two threads if there are many.

use std::iter;
use std::ops::Range;
use std::panic;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::console::search::found_sum::FoundSum;
use crate::console::search::query::Query;
use crate::domain::ledger::{Ledger, RecordList, RecordStatus, ScannedRecord, Slot, Uncounted};
use crate::domain::record::StationId;

/// With this many records or more, a second thread saves more time than it costs. Tests use few records, and must try it too.
const DIVIDED_FROM: usize = if cfg!(test) { 4 } else { 50_000 };
/// How many records a thread compares at once. The system may let one of the two threads wait.
const PART_MAX: usize = if cfg!(test) { 3 } else { 16_384 };

/// What a pass needs to know.
pub(super) struct Pass<'a> {
    pub(super) ledger: &'a Ledger,
    pub(super) query: &'a Query,
    pub(super) uncounted: &'a Uncounted,
    /// The records to compare, or `None` for all.
    pub(super) among: Option<&'a RecordList>,
}

/// What a pass has found.
#[derive(Default)]
pub(super) struct Found {
    pub(super) records: RecordList,
    pub(super) sum: FoundSum,
}

/// Some records of one file.
struct Part {
    slot: Slot,
    name: StationId,
    /// Which lines of the file, or which of the records to compare. They start with 0.
    range: Range<usize>,
}

impl Pass<'_> {
    /// Compares all records.
    pub(super) fn run(&self) -> Found {
        let parts = self.parts();
        let next = AtomicUsize::new(0);
        let take_part = || {
            let index = next.fetch_add(1, Ordering::Relaxed);
            parts.get(index).map(|part| (index, self.compare(part)))
        };
        let work = || iter::from_fn(take_part).collect::<Vec<_>>();
        let count: usize = parts.iter().map(|part| part.range.len()).sum();
        let mut results = if count < DIVIDED_FROM { work() } else { on_two_threads(work) };
        results.sort_unstable_by_key(|(index, _)| *index);
        let mut found = Found::default();
        for (Part { slot, .. }, (_, (indexes, sum))) in parts.iter().zip(results) {
            found.records.extend(*slot, &indexes);
            found.sum += sum;
        }
        found
    }

    fn parts(&self) -> Vec<Part> {
        let mut parts = Vec::new();
        for (slot, name) in self.ledger.slots() {
            let count = self.among.map_or_else(|| self.ledger.lines(slot), |among| among.of(slot).len());
            let starts = (0..count).step_by(PART_MAX);
            parts.extend(starts.map(|start| Part { slot, name, range: start..count.min(start + PART_MAX) }));
        }
        parts
    }

    /// Returns the indexes of the records that are found in a part, and their sum.
    fn compare(&self, part: &Part) -> (Vec<u32>, FoundSum) {
        let Self { ledger, query, uncounted, among } = self;
        let Part { slot, name, range } = part;
        let (mut query, mut uncounted) = (query.for_file(*name), uncounted.of(*slot));
        let mut sum = FoundSum::default();
        let mut matches = |index: u32, record: &ScannedRecord| {
            let mut status = RecordStatus::Counted;
            while let [(other, found), rest @ ..] = uncounted
                && *other <= index
            {
                (status, uncounted) = (if *other == index { *found } else { status }, rest);
            }
            let is_found = query.matches(record, status);
            if is_found {
                sum.add(record, status == RecordStatus::Counted);
            }
            is_found
        };
        let found = if let Some(among) = among {
            let known = among.of(*slot).get(range.clone()).unwrap_or_default().iter().copied();
            known.filter(|index| matches(*index, &ledger.scanned(*slot, *index))).collect()
        } else {
            let records = ledger.scan(*slot, range.clone());
            records.filter(|(index, record)| matches(*index, record)).map(|(index, _)| index).collect()
        };
        (found, sum)
    }
}

/// Lets two threads do the same work, and returns the results of both.
fn on_two_threads<T: Send>(work: impl Fn() -> Vec<T> + Sync) -> Vec<T> {
    thread::scope(|scope| {
        let other = thread::Builder::new().name("search".to_owned()).spawn_scoped(scope, &work);
        let mut results = work();
        // If the system has no thread left, this one did everything.
        if let Ok(other) = other {
            results.extend(other.join().unwrap_or_else(|panicked| panic::resume_unwind(panicked)));
        }
        results
    })
}
