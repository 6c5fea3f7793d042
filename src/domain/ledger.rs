//! The ledger: the union of all journals of an event, and the rules that decide which of their records
//! count.
//!
//! Invariants:
//! - The [`Tally`] depends only on the set of applied records, never on their order.
//! - A record is identified by journal, number and hash. If one journal has two files with different names,
//!   its records count once. If two copies of a journal were continued separately (a fork), both sides count
//!   and the fork is reported.
//! - A voided record does not count. A correction replaces its target in the sums. If a record has several
//!   corrections, the correction with the lowest (station, number) counts and the others are conflicts. A
//!   voided correction corrects nothing, so its target counts again.
//!
//! A record takes 32 bytes, because an event may have a million of them.

mod file;
mod queries;
mod view;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::domain::event::Event;
use crate::domain::ledger::file::{ABOUT, COPY, CompactRecord, LedgerFile};
use crate::domain::mass::Grams;
use crate::domain::record::{Entry, JournalId, Measure, Op, Record, RecordRef, ShortHash, StationId};
use crate::domain::tally::{Contribution, Tally, TallyKey};

pub(crate) use view::{RecordIndex, RecordKind, RecordStatus, RecordView, Slot};

/// The records that refer to one record.
#[derive(Default)]
struct References {
    /// The effective void, which is the one with the lowest (station, number), and its reason.
    void: Option<(RecordRef, String)>,
    corrections: BTreeSet<RecordRef>,
}

impl References {
    const fn is_voided(&self) -> bool {
        self.void.is_some()
    }
}

/// The union of all journals of one event.
pub struct Ledger {
    offset_ms: i64,
    materials: Vec<String>,
    grades: Vec<String>,
    operators: Vec<String>,
    files: Vec<LedgerFile>,
    /// The records that refer to each target. The target itself may be missing from all journals.
    references: HashMap<RecordRef, References>,
    /// The target of each correction.
    targets: HashMap<RecordRef, RecordRef>,
    /// For each pair of files of one journal that forked, the index of the first record that differs.
    forks: BTreeMap<(Slot, Slot), u32>,
    tally: Tally,
}

impl Ledger {
    /// Returns an empty ledger. The materials of the event's catalogue get the first indexes, in the order of
    /// the catalogue. Materials that only the journals have follow.
    #[must_use]
    pub fn new(event: &Event) -> Self {
        Self {
            offset_ms: i64::from(event.utc_offset.0.local_minus_utc()) * 1000,
            materials: event.materials.iter().map(|material| material.id.clone()).collect(),
            grades: Vec::new(),
            operators: vec![String::new()],
            files: Vec::new(),
            references: HashMap::new(),
            targets: HashMap::new(),
            forks: BTreeMap::new(),
            tally: Tally::default(),
        }
    }

    /// Adds a journal file without records. `name` is the name of the file and `station` the station that
    /// wrote it. `capacity` is the expected number of records, or 0.
    pub fn add_file(
        &mut self,
        name: StationId,
        station: StationId,
        journal: JournalId,
        capacity: usize,
    ) -> Slot {
        let slot = Slot(u16::try_from(self.files.len()).unwrap_or(u16::MAX));
        let twins: Vec<Slot> =
            self.files().filter(|(.., other)| *other == journal).map(|(twin, ..)| twin).collect();
        for twin in &twins {
            self.files[usize::from(twin.0)].twins.push(slot);
        }
        let mut file = LedgerFile::new(name, station, journal, capacity);
        file.twins = twins;
        self.files.push(file);
        slot
    }

    /// Adds the next record of a file. The record's number is its position in the file; the number written in
    /// the line is ignored.
    pub fn apply(&mut self, slot: Slot, record: &Record) {
        let hash = record.hash.short();
        let file = self.file(slot);
        let own_ref = RecordRef { station: file.station, seq: file.records.len() as u64 + 1, hash };
        let at_ms = record.at.timestamp_millis();
        let mut compact = CompactRecord { hash, at_ms, operator: file.operator, ..CompactRecord::NOTE };
        if self.compare_with_twins(slot, hash) {
            compact.flags |= COPY;
        }
        match &record.op {
            Op::Operator { name } => {
                let operator = intern(&mut self.operators, name);
                self.file_mut(slot).operator = operator;
            }
            Op::Entry(entry) => self.fill_entry(&mut compact, entry),
            Op::People { count } => {
                compact.kind = RecordKind::People;
                compact.amount = *count;
            }
            Op::Out { material, measure, .. } => {
                self.fill_measure(&mut compact, material, measure);
                compact.kind = match compact.kind {
                    RecordKind::Pieces => RecordKind::OutPieces,
                    _ => RecordKind::Out,
                };
            }
            Op::Void { of, reason } if !compact.is_copy() => self.void(*of, own_ref, reason),
            Op::Void { .. } | Op::Open { .. } | Op::Close | Op::Seen { .. } | Op::Unknown { .. } => {}
        }
        let corrects = match &record.op {
            Op::Entry(entry) => entry.corrects,
            _ => None,
        };
        self.insert(slot, compact, own_ref, corrects);
    }

    /// Adds a line that could not be read. The line takes the next record number and adds nothing to the
    /// sums.
    pub fn skip_damaged(&mut self, slot: Slot) {
        self.file_mut(slot).push_damaged();
    }

    /// Recomputes the tally after the event's offset from UTC was changed, because the offset decides where
    /// an hour begins.
    pub fn change_utc_offset(&mut self, event: &Event) {
        self.offset_ms = i64::from(event.utc_offset.0.local_minus_utc()) * 1000;
        let voided = self.tally.voided;
        self.tally = Tally { voided, ..Tally::default() };
        let slots: Vec<Slot> = self.files().map(|(slot, ..)| slot).collect();
        let all: Vec<RecordIndex> =
            slots.into_iter().flat_map(|slot| self.records_of(slot).collect::<Vec<_>>()).collect();
        for index in all {
            if self.status(index) == RecordStatus::Counted {
                self.count(index, 1);
            }
        }
    }

    fn file(&self, slot: Slot) -> &LedgerFile {
        &self.files[usize::from(slot.0)]
    }

    fn file_mut(&mut self, slot: Slot) -> &mut LedgerFile {
        &mut self.files[usize::from(slot.0)]
    }

    fn compact(&self, index: RecordIndex) -> &CompactRecord {
        &self.file(index.slot).records[index.index as usize]
    }

    fn fill_entry(&mut self, compact: &mut CompactRecord, entry: &Entry<RecordRef>) {
        self.fill_measure(compact, &entry.material, &entry.measure);
        if entry.about {
            compact.flags |= ABOUT;
        }
        if let Some(grade) = &entry.grade {
            compact.grade = intern(&mut self.grades, grade).saturating_add(1);
        }
    }

    fn fill_measure(&mut self, compact: &mut CompactRecord, material: &str, measure: &Measure) {
        compact.material = intern(&mut self.materials, material);
        compact.amount = u32::try_from(measure.net().get()).unwrap_or(u32::MAX);
        (compact.kind, compact.second) = match *measure {
            Measure::Weight { tare, .. } => {
                (RecordKind::Weight, u32::try_from(tare.get()).unwrap_or(u32::MAX))
            }
            Measure::Pieces { count, .. } => (RecordKind::Pieces, count),
        };
    }

    /// Compares the next record of a file, by its hash, with the record that has the same number in each
    /// other file of the journal. Adds a fork for each file whose record differs. Returns whether one of
    /// the other files has the same record.
    fn compare_with_twins(&mut self, slot: Slot, hash: ShortHash) -> bool {
        let file = &self.files[usize::from(slot.0)];
        let index = file.records.len();
        let mut is_copy = false;
        for twin in &file.twins {
            let records = &self.files[usize::from(twin.0)].records;
            let Some(other) = records.get(index).filter(|other| !other.is_damaged()) else { continue };
            if other.hash == hash {
                is_copy = true;
            } else {
                let index = u32::try_from(index).unwrap_or(u32::MAX);
                let first = self.forks.entry((slot.min(*twin), slot.max(*twin))).or_insert(index);
                *first = index.min(*first);
            }
        }
        is_copy
    }

    fn void(&mut self, target: RecordRef, by: RecordRef, reason: &str) {
        let root = self.root(target);
        self.recount(&[root], |ledger| {
            let void = &mut ledger.references.entry(target).or_default().void;
            if void.as_ref().is_none_or(|(lowest, _)| by < *lowest) {
                *void = Some((by, reason.to_owned()));
            }
        });
    }

    /// Adds a record to its file, and to the sums if it counts.
    fn insert(
        &mut self,
        slot: Slot,
        compact: CompactRecord,
        own_ref: RecordRef,
        corrects: Option<RecordRef>,
    ) {
        if !compact.is_countable() {
            self.file_mut(slot).push(compact);
            return;
        }
        // The usual case: no other record refers to this one, so it counts.
        if corrects.is_none() && !self.references.contains_key(&own_ref) {
            let file = self.file_mut(slot);
            file.push(compact);
            let index = u32::try_from(file.records.len() - 1).unwrap_or(u32::MAX);
            self.count(RecordIndex { slot, index }, 1);
            return;
        }
        let mut roots = vec![own_ref];
        if let Some(target) = corrects {
            let root = self.root(target);
            if root != own_ref {
                roots.push(root);
            }
        }
        self.tally.voided += 1;
        self.recount(&roots, |ledger| {
            ledger.file_mut(slot).push(compact);
            if let Some(target) = corrects {
                ledger.targets.insert(own_ref, target);
                ledger.references.entry(target).or_default().corrections.insert(own_ref);
            }
        });
    }

    /// Subtracts the records that count in these trees of corrections, calls `change`, and then adds the
    /// records that count after it.
    fn recount(&mut self, roots: &[RecordRef], change: impl FnOnce(&mut Self)) {
        for root in roots {
            if let Some(index) = self.counted_in_tree(*root) {
                self.count(index, -1);
                self.tally.voided += 1;
            }
        }
        change(self);
        let mut roots: Vec<RecordRef> = roots.iter().map(|root| self.root(*root)).collect();
        roots.dedup();
        for root in roots {
            if let Some(index) = self.counted_in_tree(root) {
                self.count(index, 1);
                self.tally.voided -= 1;
            }
        }
    }

    /// Returns the record at which a chain of corrections begins.
    fn root(&self, mut target: RecordRef) -> RecordRef {
        // A chain cannot be longer than the list of corrections. This bound ends the loop even if forged
        // corrections form a cycle.
        for _ in 0..=self.targets.len() {
            match self.targets.get(&target) {
                Some(parent) => target = *parent,
                None => break,
            }
        }
        target
    }

    /// Returns the record that counts in a tree of corrections, if there is one: the first correction that
    /// is not voided, or else the root.
    fn counted_in_tree(&self, root: RecordRef) -> Option<RecordIndex> {
        // The search is depth-first and visits corrections before their target. It is not recursive, because
        // chains may be long.
        let mut stack = vec![(root, false)];
        let mut seen = BTreeSet::new();
        while let Some((record, corrections_done)) = stack.pop() {
            let references = self.references.get(&record);
            if !corrections_done
                && let Some(references) = references.filter(|references| !references.corrections.is_empty())
            {
                if seen.insert(record) {
                    stack.push((record, true));
                    let corrections = references.corrections.iter().rev();
                    stack.extend(corrections.map(|correction| (*correction, false)));
                }
                continue;
            }
            if !references.is_some_and(References::is_voided)
                && let Some(index) = self.find(record)
            {
                return Some(index);
            }
        }
        None
    }

    /// Returns what a record adds to the sums if it counts.
    fn contribution(&self, index: RecordIndex) -> Option<Contribution> {
        let record = self.compact(index);
        let net = Grams::new(i64::from(record.amount));
        let about = record.is_estimate();
        Some(match record.kind {
            RecordKind::Note => return None,
            RecordKind::Weight => Contribution::Weight { net, about },
            RecordKind::Pieces => Contribution::Pieces { count: record.second, weight: net, about },
            RecordKind::People => Contribution::People { count: record.amount },
            RecordKind::Out => Contribution::Out { net, pieces: 0 },
            RecordKind::OutPieces => Contribution::Out { net: Grams::ZERO, pieces: record.second },
        })
    }

    /// Adds a record to the sums (`sign` 1) or subtracts it (`sign` -1).
    fn count(&mut self, index: RecordIndex, sign: i64) {
        let Some(contribution) = self.contribution(index) else { return };
        let record = self.compact(index);
        let material = (record.kind != RecordKind::People).then_some(record.material);
        let key = TallyKey { at_ms: record.at_ms, material, grade: record.grade.checked_sub(1) };
        self.tally.count(key, contribution, sign, self.offset_ms);
    }
}

/// Returns the index of a text in a list, and adds the text if it is new. If the list has 65 535 texts, every
/// new text gets the last index.
fn intern(texts: &mut Vec<String>, text: &str) -> u16 {
    let index = texts.iter().position(|known| known == text).unwrap_or_else(|| {
        if texts.len() < usize::from(u16::MAX) {
            texts.push(text.to_owned());
        }
        texts.len() - 1
    });
    u16::try_from(index).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests;
