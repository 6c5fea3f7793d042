//! One pass over all records that a search compares, on two threads if there are many.

use std::ops::Range;
use std::panic;
use std::thread;

use crate::console::search::found_sum::FoundSum;
use crate::console::search::query::Query;
use crate::domain::ledger::{Ledger, RecordList, RecordStatus, ScannedRecord, Slot, Uncounted};
use crate::domain::record::StationId;

/// From so many records on, a second thread saves more time than it costs. Tests have fewer records.
const DIVIDED_FROM: usize = if cfg!(test) { 4 } else { 50_000 };

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
        let (first, second) = divide(self.parts());
        if second.is_empty() {
            return self.compare(&first);
        }
        thread::scope(|scope| {
            let name = "search".to_owned();
            let other = thread::Builder::new().name(name).spawn_scoped(scope, || self.compare(&second));
            let mut found = self.compare(&first);
            let newer = match other {
                Ok(other) => other.join().unwrap_or_else(|panicked| panic::resume_unwind(panicked)),
                // The system has no thread left.
                Err(_) => self.compare(&second),
            };
            found.records.append(&newer.records);
            found.sum += newer.sum;
            found
        })
    }

    fn parts(&self) -> Vec<Part> {
        let count = |slot| self.among.map_or_else(|| self.ledger.lines(slot), |among| among.of(slot).len());
        let files = self.ledger.slots();
        files.map(|(slot, name)| Part { slot, name, range: 0..count(slot) }).collect()
    }

    fn compare(&self, parts: &[Part]) -> Found {
        let Self { ledger, query, uncounted, among } = self;
        let mut found = Found::default();
        for Part { slot, name, range } in parts {
            let (mut query, mut uncounted) = (query.for_file(*name), uncounted.of(*slot));
            let sum = &mut found.sum;
            let mut matches = |index: u32, record: &ScannedRecord| {
                let mut status = RecordStatus::Counted;
                while let [(other, other_status), rest @ ..] = uncounted
                    && *other <= index
                {
                    (status, uncounted) = (if *other == index { *other_status } else { status }, rest);
                }
                let is_found = query.matches(record, status);
                if is_found {
                    sum.add(record, status == RecordStatus::Counted);
                }
                is_found
            };
            if let Some(among) = among {
                let known = among.of(*slot).get(range.clone()).unwrap_or_default().iter().copied();
                let narrowed = known.filter(|index| matches(*index, &ledger.scanned(*slot, *index)));
                found.records.extend(*slot, narrowed);
            } else {
                let matching =
                    ledger.scan(*slot, range.clone()).filter(|(index, record)| matches(*index, record));
                found.records.extend(*slot, matching.map(|(index, _)| index));
            }
        }
        found
    }
}

/// Divides many records into two halves, or leaves the second one empty.
fn divide(parts: Vec<Part>) -> (Vec<Part>, Vec<Part>) {
    let total: usize = parts.iter().map(|part| part.range.len()).sum();
    if total < DIVIDED_FROM {
        return (parts, Vec::new());
    }
    let (mut first, mut second) = (Vec::new(), Vec::new());
    let mut left = total / 2;
    for Part { slot, name, range } in parts {
        let middle = range.start + range.len().min(left);
        left -= middle - range.start;
        for (half, range) in [(&mut first, range.start..middle), (&mut second, middle..range.end)] {
            if !range.is_empty() {
                half.push(Part { slot, name, range });
            }
        }
    }
    (first, second)
}
