//! Queries about the files and records of the ledger. They do not change it.

use std::collections::binary_heap::PeekMut;
use std::collections::{BTreeMap, BinaryHeap};

use chrono::{DateTime, FixedOffset};

use crate::domain::guard;
use crate::domain::ledger::file::{CompactRecord, Role, WeighedTime};
use crate::domain::ledger::view::{RecordIndex, RecordKind, RecordStatus, RecordView, Slot};
use crate::domain::ledger::{Ledger, References};
use crate::domain::mass::Grams;
use crate::domain::record::{JournalId, Moment, RecordRef, ShortHash, StationId};
use crate::domain::tally::{Contribution, MaterialSum, Sum, Tally};

/// Sums.
impl Ledger {
    /// Returns the sums of the event.
    #[must_use]
    pub const fn tally(&self) -> &Tally {
        &self.tally
    }

    /// Returns the moment at which an hour of [`Tally::hours`] begins, or `None` if it is beyond the range of the calendar.
    #[must_use]
    pub fn hour_start(&self, hour: i64) -> Option<Moment> {
        let offset = FixedOffset::east_opt(i32::try_from(self.offset_ms / 1000).ok()?)?;
        DateTime::from_timestamp_millis(hour - self.offset_ms).map(|at| at.with_timezone(&offset))
    }

    /// Returns the sums of the material with this id. They are zero if no journal has it.
    #[must_use]
    pub fn sum(&self, material: &str) -> MaterialSum {
        let index = self.material_index(material);
        index.and_then(|index| self.tally.materials.get(index)).cloned().unwrap_or_default()
    }

    /// Returns the sums of each file by its name. A record that is in several files of one journal counts
    /// for the file whose name sorts first.
    #[must_use]
    pub fn station_sums(&self) -> BTreeMap<StationId, Sum> {
        let mut sums = BTreeMap::new();
        for (slot, name) in self.holders() {
            let counted = self.records_of(slot).filter(|index| self.status(*index) == RecordStatus::Counted);
            let contributions = counted.filter_map(|index| self.contribution(index));
            let sum = contributions.map(Contribution::sum).sum::<Sum>();
            if sum != Sum::default() {
                *sums.entry(name).or_default() += sum;
            }
        }
        sums
    }

    /// Returns the sizes ([`guard::size`]) of the latest entries of a material in this file, newest first.
    /// Only entries that count are included, and at most [`guard::RECENT_ENTRIES`] of them.
    #[must_use]
    pub fn last_sizes(&self, slot: Slot, material: &str) -> Vec<i64> {
        self.sizes(slot, material, None)
    }

    /// Same as [`Ledger::last_sizes`] for the file of this record, but without the record itself.
    #[must_use]
    pub fn last_sizes_beside(&self, record: RecordIndex, material: &str) -> Vec<i64> {
        self.sizes(record.slot, material, Some(record))
    }

    fn sizes(&self, slot: Slot, material: &str, excluded: Option<RecordIndex>) -> Vec<i64> {
        let Some(material) = self.materials.iter().position(|id| id == material) else { return Vec::new() };
        let entries = self.records_of(slot).filter(|index| {
            let record = self.compact(*index);
            usize::from(record.material) == material
                && matches!(record.kind, RecordKind::Weight | RecordKind::Pieces)
                && excluded != Some(*index)
        });
        let counted = entries.filter(|index| self.status(*index) == RecordStatus::Counted);
        counted
            .take(guard::RECENT_ENTRIES)
            .map(|index| {
                let record = self.compact(index);
                i64::from(if record.kind == RecordKind::Pieces { record.second } else { record.amount })
            })
            .collect()
    }

    /// Returns the index in the tally of the material with this id.
    #[must_use]
    pub fn material_index(&self, material: &str) -> Option<usize> {
        self.materials.iter().position(|id| id == material)
    }

    /// Returns the id of the material with this index in the tally.
    #[must_use]
    pub fn material_id(&self, index: usize) -> Option<&str> {
        self.materials.get(index).map(String::as_str)
    }

    /// Returns the name of the grade with this index in the tally.
    #[must_use]
    pub fn grade(&self, index: u16) -> Option<&str> {
        self.grades.get(usize::from(index)).map(String::as_str)
    }
}

/// Files.
impl Ledger {
    /// Returns the files with their names and journals, in the order in which they were added. Files that do not
    /// exist any more are included.
    pub fn files(&self) -> impl Iterator<Item = (Slot, StationId, JournalId)> + '_ {
        let files = self.files.iter().zip(0..).filter(|(file, _)| file.role != Role::Kept);
        files.map(|(file, slot)| (Slot(slot), file.name, file.journal))
    }

    /// Returns where records are: the files, and the lists of records that this program keeps.
    pub(super) fn holders(&self) -> impl Iterator<Item = (Slot, StationId)> + '_ {
        self.files.iter().zip(0..).map(|(file, slot)| (Slot(slot), file.name))
    }

    /// Returns the name of the file in this slot, without its extension.
    #[must_use]
    pub fn name(&self, slot: Slot) -> Option<StationId> {
        self.files.get(usize::from(slot.0)).map(|file| file.name)
    }

    /// Returns the slot of the file with this name and journal.
    #[must_use]
    pub fn slot(&self, name: StationId, journal: JournalId) -> Option<Slot> {
        self.files().find(|(_, found, id)| (*found, *id) == (name, journal)).map(|(slot, ..)| slot)
    }

    /// Returns the number of lines of this file that were added, including damaged ones.
    #[must_use]
    pub fn line_count(&self, slot: Slot) -> u64 {
        self.files.get(usize::from(slot.0)).map_or(0, |file| file.records.len() as u64)
    }

    /// Returns the id of the file's journal.
    #[must_use]
    pub fn journal(&self, slot: Slot) -> Option<JournalId> {
        self.files.get(usize::from(slot.0)).map(|file| file.journal)
    }

    /// Returns the operator who works at the station of this file now, or an empty text if there is none.
    #[must_use]
    pub fn operator(&self, slot: Slot) -> &str {
        self.operator_name(self.files.get(usize::from(slot.0)).map_or(0, |file| file.operator))
    }

    /// Returns the name of the operator with this index in the ledger, or an empty text if there is none.
    pub(super) fn operator_name(&self, operator: u16) -> &str {
        self.operators.get(usize::from(operator)).map_or("", String::as_str)
    }

    /// Returns the forks: for each pair of files of one journal that were continued separately, the first
    /// record in each file that differs from the other file.
    #[must_use]
    pub fn forks(&self) -> Vec<(RecordIndex, RecordIndex)> {
        let record = |slot, index| RecordIndex { slot, index };
        self.forks.iter().map(|((a, b), index)| (record(*a, *index), record(*b, *index))).collect()
    }
}

/// One record.
impl Ledger {
    /// Finds the record of this station with this number and hash.
    #[must_use]
    pub fn find(&self, target: RecordRef) -> Option<RecordIndex> {
        let index = u32::try_from(target.seq.checked_sub(1)?).ok()?;
        self.files.iter().zip(0..).find_map(|(file, slot)| {
            let record = (file.station == target.station).then(|| file.records.get(index as usize))??;
            let is_target = record.hash == target.hash && record.is_countable();
            is_target.then_some(RecordIndex { slot: Slot(slot), index })
        })
    }

    /// Finds the countable record with this number in the file of this name. If the record is a copy, returns
    /// the same record in the other file of the journal. A record that the file has lost is found only if the
    /// file has no other record with this number.
    #[must_use]
    pub fn find_by_number(&self, name: StationId, seq: u64) -> Option<RecordIndex> {
        let index = u32::try_from(seq.checked_sub(1)?).ok()?;
        let in_file = |missing: bool| {
            self.files.iter().zip(0..).find_map(|(file, slot)| {
                let record = (file.name == name).then(|| file.records.get(index as usize))??;
                if record.kind == RecordKind::Note || file.is_missing(index as usize) != missing {
                    None
                } else if record.is_copy() {
                    self.find(RecordRef { station: file.station, seq, hash: record.hash })
                } else {
                    Some(RecordIndex { slot: Slot(slot), index })
                }
            })
        };
        in_file(false).or_else(|| in_file(true))
    }

    /// Returns the label of a record ([`RecordView::label`]). If no journal has the record, the label names
    /// the station in the reference.
    #[must_use]
    pub fn label(&self, target: RecordRef) -> String {
        let unknown = || format!("{}:{}", target.station, target.seq);
        self.find(target).map_or_else(unknown, |index| self.view(index).label())
    }

    /// Returns the content of a record.
    #[must_use]
    pub fn view(&self, index: RecordIndex) -> RecordView<'_> {
        let file = self.file(index.slot);
        let record = self.compact(index);
        let weighed = matches!(record.kind, RecordKind::Weight | RecordKind::Out);
        let pieces = matches!(record.kind, RecordKind::Pieces | RecordKind::OutPieces);
        RecordView {
            target: self.reference(index),
            name: file.name,
            kind: record.kind,
            at_ms: record.at_ms,
            material: (weighed || pieces).then_some(record.material),
            grade: record.grade.checked_sub(1).and_then(|grade| self.grade(grade)),
            net: if weighed || pieces { Grams::new(i64::from(record.amount)) } else { Grams::ZERO },
            tare: if weighed { Grams::new(i64::from(record.second)) } else { Grams::ZERO },
            count: if pieces { record.second } else { record.amount },
            about: record.is_estimate(),
            operator: self.operator_name(record.operator),
        }
    }

    /// Returns the name of the operation, if only a later version knows it.
    #[must_use]
    pub fn unknown_op(&self, index: RecordIndex) -> Option<&str> {
        let record = self.compact(index);
        let name = record.is_unknown().then(|| self.unknown_ops.get(record.second as usize))?;
        name.map(String::as_str)
    }

    /// Returns the reference by which other records refer to this record.
    pub(super) fn reference(&self, index: RecordIndex) -> RecordRef {
        self.reference_at(index.slot, index.index as usize, self.compact(index).hash)
    }

    /// Returns the reference to a record with this index and hash.
    pub(super) fn reference_at(&self, slot: Slot, index: usize, hash: ShortHash) -> RecordRef {
        RecordRef { station: self.file(slot).station, seq: index as u64 + 1, hash }
    }

    /// Returns whether a record counts, and if not, why.
    #[must_use]
    pub fn status(&self, index: RecordIndex) -> RecordStatus {
        if self.compact(index).is_copy() {
            return RecordStatus::Copy;
        }
        let own_ref = self.reference(index);
        let references = self.references.get(&own_ref);
        if references.is_none() && !self.targets.contains_key(&own_ref) {
            return RecordStatus::Counted;
        }
        let has_counted_correction = |references: &References| {
            references.corrections.iter().any(|correction| self.counted_in_tree(*correction).is_some())
        };
        if self.counted_in_tree(self.root(own_ref)) == Some(index) {
            RecordStatus::Counted
        } else if references.is_some_and(References::is_voided) {
            RecordStatus::Voided
        } else if references.is_some_and(has_counted_correction) {
            RecordStatus::Corrected
        } else {
            RecordStatus::Conflict
        }
    }

    /// Returns the record that counts in place of this record: the record itself, or a correction.
    #[must_use]
    pub fn counted_instead_of(&self, index: RecordIndex) -> Option<RecordIndex> {
        self.counted_in_tree(self.root(self.reference(index)))
    }

    /// Returns the record that this one corrects, if it is a correction.
    #[must_use]
    pub fn corrected_by(&self, correction: RecordIndex) -> Option<RecordRef> {
        self.targets.get(&self.reference(correction)).copied()
    }

    /// Returns when the load of an entry was weighed, in milliseconds since 1970-01-01 UTC. For a correction, this is the
    /// time of the first record of its chain that is in a journal. For every other record, it is the record's own time.
    #[must_use]
    pub fn weighed_ms(&self, index: RecordIndex) -> i64 {
        self.weighed(index).at_ms
    }

    /// Returns when the load of an entry was weighed, like [`Ledger::weighed_ms`], and whether the time of day is known.
    pub(super) fn weighed(&self, index: RecordIndex) -> WeighedTime {
        let mut weighed = self.compact(index).weighed();
        let mut record = self.reference(index);
        // The bound ends the loop even if forged corrections form a cycle.
        for _ in 0..self.targets.len() {
            let Some(target) = self.targets.get(&record) else { break };
            record = *target;
            weighed = self.find(record).map_or(weighed, |found| self.compact(found).weighed());
        }
        weighed
    }

    /// Returns the reason of the void of this record. If there are several voids, the one with the lowest
    /// (station, number) is used.
    #[must_use]
    pub fn void_reason(&self, index: RecordIndex) -> Option<&str> {
        let references = self.references.get(&self.reference(index))?;
        references.voids.first().map(|(_, reason)| reason.as_str())
    }
}

/// Lists of records.
impl Ledger {
    /// Returns all countable records of one file, newest first.
    pub fn records_of(&self, slot: Slot) -> impl DoubleEndedIterator<Item = RecordIndex> + '_ {
        self.records_where(slot, CompactRecord::is_countable)
    }

    fn records_where(
        &self,
        slot: Slot,
        listed: fn(&CompactRecord) -> bool,
    ) -> impl DoubleEndedIterator<Item = RecordIndex> + '_ {
        let records = self.files.get(usize::from(slot.0)).map_or(&[][..], |file| &file.records);
        let len = u32::try_from(records.len()).unwrap_or(u32::MAX);
        (0..len)
            .rev()
            .filter(move |index| listed(&records[*index as usize]))
            .map(move |index| RecordIndex { slot, index })
    }

    /// Returns all countable records of all files, newest first.
    ///
    /// Records of one file keep their order. If a record has an earlier time than another one before it in the
    /// file, it is sorted by the latest time before it. Such records were typed from paper, or made after a
    /// clock was set back. The time of a line that is not listed does not count.
    pub fn newest_first(&self) -> impl Iterator<Item = RecordIndex> + '_ {
        self.merged(self.holders().map(|(slot, _)| self.records_of(slot)).collect())
    }

    /// Same as [`Ledger::newest_first`], with the records whose operation only a later version knows.
    pub fn newest_first_with_unknown(&self) -> impl Iterator<Item = RecordIndex> + '_ {
        let listed = |record: &CompactRecord| record.is_countable() || record.is_unknown();
        self.merged(self.holders().map(|(slot, _)| self.records_where(slot, listed)).collect())
    }

    /// Returns the key by which records are ordered; the newest record has the greatest one. If two records have the same
    /// time, the record of the file whose name sorts later counts as the newer one.
    pub(super) fn order_key(&self, record: RecordIndex) -> (i64, StationId, RecordIndex) {
        let file = self.file(record.slot);
        (file.latest_until(record.index as usize), file.name, record)
    }

    /// Merges the records of each file, newest first, into one list. `files` has an iterator for each slot.
    pub(super) fn merged<'a>(
        &'a self,
        mut files: Vec<impl Iterator<Item = RecordIndex> + 'a>,
    ) -> impl Iterator<Item = RecordIndex> + 'a {
        let heads = files.iter_mut().filter_map(Iterator::next);
        let mut heads: BinaryHeap<_> = heads.map(|record| self.order_key(record)).collect();
        std::iter::from_fn(move || {
            let mut head = heads.peek_mut()?;
            let (.., record) = *head;
            match files[usize::from(record.slot.0)].next() {
                Some(next) => *head = self.order_key(next),
                None => drop(PeekMut::pop(head)),
            }
            Some(record)
        })
    }
}
