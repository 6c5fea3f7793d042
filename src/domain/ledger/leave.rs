//! How lines leave the ledger again, because a file has gone another way.
//!
//! Invariant: a record that this program knows to be saved never leaves the sums. If its file does not hold it
//! any more, it moves to a list of kept records, where it still counts.

use std::collections::HashMap;
use std::ops::Range;

use crate::domain::ledger::file::{COPY, CompactRecord, Role};
use crate::domain::ledger::view::Slot;
use crate::domain::ledger::{Ledger, Link, record_index};
use crate::domain::record::{RecordRef, StationId};

/// A record that was taken out of the ledger.
pub(super) struct RemovedRecord {
    index: usize,
    compact: CompactRecord,
    link: Option<Link>,
}

impl Ledger {
    /// Removes the record at this index, and all after it, because the file has another line there.
    pub(super) fn cut(&mut self, slot: Slot, index: usize) {
        let len = self.file(slot).records.len();
        self.keep_safe(slot, index..len);
        self.clear(slot, index..len);
        let file = self.file_mut(slot);
        file.records.truncate(index);
        file.safe = file.safe.min(index);
        file.is_unsettled = true;
    }

    /// Moves the safe records of a range to the list of kept records, where they count as before.
    pub(super) fn keep_safe(&mut self, slot: Slot, range: Range<usize>) {
        for index in range.start..range.end.min(self.file(slot).safe) {
            let Some(record) = self.file(slot).readable(index).copied() else { continue };
            let kept = self.kept_file(slot);
            let file = self.file_mut(kept);
            if file.readable(index).is_none() {
                file.push_damaged_until(index);
                // The record keeps its reference, so nothing else in the ledger changes.
                file.put(index, record);
                self.file_mut(slot).vacate(index);
            }
        }
        if let Some(kept) = self.file(slot).kept {
            self.settle(kept, None);
        }
    }

    /// Returns the list of kept records of a file.
    pub(super) fn kept_file(&mut self, slot: Slot) -> Slot {
        let file = self.file(slot);
        let (name, station, journal) = (file.name, file.station, file.journal);
        if let Some(kept) = file.kept {
            return kept;
        }
        let kept = self.add_file(name, station, journal, 0, Role::Kept);
        self.file_mut(slot).kept = Some(kept);
        kept
    }

    /// Takes the records of a range out of the sums. Their numbers stay used up. If another file has the same
    /// record, it counts there from now on.
    pub(super) fn clear(&mut self, slot: Slot, range: Range<usize>) -> Vec<RemovedRecord> {
        let targets = self.targets_of_voids(slot, range.clone());
        range.filter_map(|index| self.clear_record(slot, index, &targets)).collect()
    }

    /// Puts records back that [`Ledger::clear`] returned.
    pub(super) fn put_back(&mut self, slot: Slot, records: Vec<RemovedRecord>) {
        for RemovedRecord { index, mut compact, link } in records {
            compact.flags &= !COPY;
            self.insert(slot, index, compact, link);
        }
    }

    fn clear_record(
        &mut self,
        slot: Slot,
        index: usize,
        targets: &HashMap<RecordRef, RecordRef>,
    ) -> Option<RemovedRecord> {
        let compact = *self.file(slot).readable(index)?;
        if compact.is_copy() {
            self.file_mut(slot).vacate(index);
            return Some(RemovedRecord { index, compact, link: None });
        }
        let own_ref = self.reference_at(slot, index, compact.hash);
        let link = self.link(own_ref, targets);
        let heir = self.heir(slot, index, &compact);
        match heir.filter(|heir| self.file(*heir).station == own_ref.station) {
            Some(heir) => {
                self.file_mut(slot).vacate(index);
                self.file_mut(heir).records[index].flags &= !COPY;
            }
            None => {
                self.uncount(slot, index, &compact, link.as_ref());
                // The file of the heir belongs to another station, so others refer to its record in another way.
                if let Some(heir) = heir {
                    let mut record = self.file(heir).records[index];
                    record.flags &= !COPY;
                    self.insert(heir, index, record, link.clone());
                }
            }
        }
        Some(RemovedRecord { index, compact, link })
    }

    /// Makes a record a copy, because the same record counts in a file of `station` from now on. Returns whether
    /// it is already in the sums: other records refer to it in the same way if it has the same station.
    pub(super) fn make_copy(&mut self, slot: Slot, index: usize, station: StationId) -> bool {
        let is_counted = self.file(slot).station == station;
        if !is_counted {
            let targets = self.targets_of_voids(slot, index..index + 1);
            let compact = self.file(slot).records[index];
            let link = self.link(self.reference_at(slot, index, compact.hash), &targets);
            self.uncount(slot, index, &compact, link.as_ref());
            self.file_mut(slot).records[index] = compact;
        }
        self.file_mut(slot).records[index].flags |= COPY;
        is_counted
    }

    /// Returns the file in which a record counts if this file does not have it.
    fn heir(&self, slot: Slot, index: usize, record: &CompactRecord) -> Option<Slot> {
        let same =
            |twin: &&Slot| self.file(**twin).readable(index).is_some_and(|other| other.hash == record.hash);
        self.file(slot)
            .twins
            .iter()
            .copied()
            .filter(|twin| same(&twin))
            .reduce(|first, twin| if self.precedes(twin, first) { twin } else { first })
    }

    /// Removes a record that is not a copy, and takes back what it changed.
    fn uncount(&mut self, slot: Slot, index: usize, compact: &CompactRecord, link: Option<&Link>) {
        let own_ref = self.reference_at(slot, index, compact.hash);
        let corrects = match link {
            Some(Link::Voids { target, .. }) => {
                self.file_mut(slot).vacate(index);
                self.recount(&[*target], |ledger| ledger.forget_reference(*target, own_ref));
                return;
            }
            Some(Link::Corrects { target }) => Some(*target),
            None => None,
        };
        if !compact.is_countable() {
            self.file_mut(slot).vacate(index);
            return;
        }
        if corrects.is_none() && !self.references.contains_key(&own_ref) {
            self.count_at(record_index(slot, index), compact.weighed(), -1);
            self.file_mut(slot).vacate(index);
            return;
        }
        self.recount(&[own_ref, corrects.unwrap_or(own_ref)], |ledger| {
            ledger.file_mut(slot).vacate(index);
            if let Some(target) = corrects {
                ledger.targets.remove(&own_ref);
                ledger.forget_reference(target, own_ref);
            }
        });
        self.tally.voided -= i64::from(compact.is_entry());
    }

    /// Forgets that `by` voids or corrects `target`.
    fn forget_reference(&mut self, target: RecordRef, by: RecordRef) {
        if let Some(references) = self.references.get_mut(&target) {
            references.voids.retain(|(other, _)| *other != by);
            references.corrections.remove(&by);
            if references.is_empty() {
                self.references.remove(&target);
            }
        }
    }

    /// Returns how a record changes whether another one counts.
    fn link(&self, own_ref: RecordRef, targets_of_voids: &HashMap<RecordRef, RecordRef>) -> Option<Link> {
        if let Some(target) = self.targets.get(&own_ref) {
            return Some(Link::Corrects { target: *target });
        }
        let target = *targets_of_voids.get(&own_ref)?;
        let voids = &self.references.get(&target)?.voids;
        let (_, reason) = voids.iter().find(|(by, _)| *by == own_ref)?;
        Some(Link::Voids { target, reason: reason.clone() })
    }

    /// Returns the target of each void, if the range has a void. The ledger finds voids by their target, so this
    /// reads all of them.
    fn targets_of_voids(&self, slot: Slot, mut range: Range<usize>) -> HashMap<RecordRef, RecordRef> {
        let records = &self.file(slot).records;
        if !range.any(|index| records.get(index).is_some_and(CompactRecord::is_void)) {
            return HashMap::new();
        }
        let voids = self.references.iter();
        voids.flat_map(|(target, references)| references.voids.iter().map(|(by, _)| (*by, *target))).collect()
    }
}
