//! Pages of a list of records.
//!
//! Invariant: the records have the order of [`Ledger::newest_first`], although the list only keeps the order inside each file. A
//! page anywhere in a list of a million records costs a few searches in each file.

use std::ops::Range;

use crate::domain::ledger::Ledger;
use crate::domain::ledger::record_list::RecordList;
use crate::domain::ledger::view::{RecordIndex, Slot};

impl Ledger {
    /// Returns the records at these positions of a list, from 0 for the newest one.
    #[must_use]
    pub fn page(&self, list: &RecordList, positions: Range<usize>) -> Vec<RecordIndex> {
        if positions.start >= list.len() {
            return Vec::new();
        }
        let newer = self.newer_than_position(list, positions.start);
        let files = list.files().zip(newer).map(|((slot, indexes), newer)| {
            indexes.iter().rev().skip(newer).map(move |index| RecordIndex { slot, index: *index })
        });
        self.merged(files.collect()).take(positions.len()).collect()
    }

    /// Returns the record at one position of a list.
    #[must_use]
    pub fn at_position(&self, list: &RecordList, position: usize) -> Option<RecordIndex> {
        self.page(list, position..position + 1).first().copied()
    }

    /// Returns the position of a record in a list.
    #[must_use]
    pub fn position(&self, list: &RecordList, record: RecordIndex) -> Option<usize> {
        let (_, own) = list.files().find(|(slot, _)| *slot == record.slot)?;
        own.binary_search(&record.index).ok()?;
        let key = self.order_key(record);
        let newer = list.files().map(|(slot, indexes)| {
            let older =
                indexes.partition_point(|index| self.order_key(RecordIndex { slot, index: *index }) <= key);
            indexes.len() - older
        });
        Some(newer.sum())
    }

    /// Returns for each file of a list how many of its records have a position before this one.
    fn newer_than_position(&self, list: &RecordList, position: usize) -> Vec<usize> {
        let time = |slot: Slot, index: u32| self.file(slot).latest_until(index as usize);
        let newer = |slot: Slot, indexes: &[u32], at_ms: i64| {
            indexes.len() - indexes.partition_point(|index| time(slot, *index) <= at_ms)
        };
        let mut filled: Vec<(Slot, &[u32])> =
            list.files().filter(|(_, indexes)| !indexes.is_empty()).collect();
        let mut counts = vec![0; list.files().count()];
        if let [(slot, _)] = filled[..] {
            counts[usize::from(slot.0)] = position;
            return counts;
        }
        // The latest time that this many records or fewer are after.
        let oldest = filled.iter().filter_map(|(slot, indexes)| Some(time(*slot, *indexes.first()?))).min();
        let newest = filled.iter().filter_map(|(slot, indexes)| Some(time(*slot, *indexes.last()?))).max();
        let (mut before, mut at_ms) = (oldest.unwrap_or(0).saturating_sub(1), newest.unwrap_or(0));
        while before.saturating_add(1) < at_ms {
            let middle = before.midpoint(at_ms);
            let count: usize = filled.iter().map(|(slot, indexes)| newer(*slot, indexes, middle)).sum();
            if count <= position {
                at_ms = middle;
            } else {
                before = middle;
            }
        }
        for (slot, indexes) in &filled {
            counts[usize::from(slot.0)] = newer(*slot, indexes, at_ms);
        }
        // Records of the same time: those of the file whose name sorts last come first.
        let mut rest = position.saturating_sub(counts.iter().sum());
        filled.sort_unstable_by_key(|(slot, _)| (self.file(*slot).name, *slot));
        for (slot, indexes) in filled.into_iter().rev() {
            let count = &mut counts[usize::from(slot.0)];
            let same = newer(slot, indexes, at_ms.saturating_sub(1)).saturating_sub(*count).min(rest);
            *count += same;
            rest -= same;
        }
        counts
    }
}
