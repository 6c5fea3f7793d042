//! Lines that a file should hold and does not hold: they stay in the sums and are reported.

use std::ops::Range;

use crate::domain::ledger::Ledger;
use crate::domain::ledger::change::MissingLines;
use crate::domain::ledger::file::Role;
use crate::domain::ledger::view::Slot;
use crate::domain::mass::Grams;

impl Ledger {
    /// Returns the lines that no file holds, for each file that has lost some.
    ///
    /// The ledger is the same after the call as before. It changes meanwhile, because the difference is found by
    /// taking the lines out of the sums.
    pub fn missing(&mut self) -> Vec<MissingLines> {
        let ranges = self.missing_ranges();
        if ranges.is_empty() {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut removed = Vec::new();
        for (slot, range) in ranges {
            let lost: Vec<usize> = range.clone().filter(|index| self.is_lost(slot, *index)).collect();
            let before = self.amounts();
            removed.push((slot, self.clear(slot, range)));
            let after = self.amounts();
            if let Some(first) = lost.first() {
                found.push(MissingLines {
                    name: self.file(slot).name,
                    first: *first as u64 + 1,
                    lines: lost.len() as u64,
                    net: Grams::new(before[0].saturating_sub(after[0])),
                    pieces: before[1].saturating_sub(after[1]),
                    people: before[2].saturating_sub(after[2]),
                });
            }
        }
        for (slot, records) in removed.into_iter().rev() {
            self.put_back(slot, records);
        }
        // Every record is where it was, so the derived values are those of before.
        self.files.iter_mut().for_each(|file| file.is_unsettled = false);
        found
    }

    /// Returns the missing records of each file that has some.
    pub(super) fn missing_ranges(&self) -> Vec<(Slot, Range<usize>)> {
        let files = self.files.iter().zip(0..);
        let ranges = files.map(|(file, slot)| {
            let len = file.records.len();
            let range = if file.role == Role::Kept { 0..len } else { file.missing.clone() };
            (Slot(slot), range.start.min(len)..range.end.min(len))
        });
        ranges.filter(|(_, range)| !range.is_empty()).collect()
    }

    /// Returns whether no file holds this missing record.
    fn is_lost(&self, slot: Slot, index: usize) -> bool {
        let file = self.file(slot);
        let Some(record) = file.readable(index) else { return false };
        !file.twins.iter().map(|twin| self.file(*twin)).any(|twin| {
            !twin.is_missing(index) && twin.readable(index).is_some_and(|other| other.hash == record.hash)
        })
    }

    /// Returns the sums that are compared: net grams, pieces and people.
    fn amounts(&self) -> [i64; 3] {
        let pieces = self.tally.materials.iter().map(|sum| sum.pieces).sum();
        [self.tally.net.get(), pieces, self.tally.people]
    }
}
