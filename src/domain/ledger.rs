//! The ledger: the union of all journals of an event, and the rules that decide which of their records
//! count.
//!
//! Invariants:
//! - The [`Tally`] depends only on the set of applied records, never on their order.
//! - A record is identified by journal, number and hash. If one journal has two files with different names,
//!   its records count once. If two copies of a journal were continued separately (a fork), both sides count
//!   and the fork is reported.
//! - Every line enters by file and number, and a line that is there already changes nothing. So a ledger that
//!   followed its files all day equals a ledger that reads them afresh (`enter`), except for lines that a file
//!   has lost since (`missing`).
//! - A voided record does not count. A correction replaces its target in the sums. If a record has several
//!   corrections, the correction with the lowest (station, number) counts and the others are conflicts. A
//!   voided correction corrects nothing, so its target counts again.
//! - A correction counts at the time of the first record of its chain, because that is when the load was on the scale.
//!   If that record is in no journal, the time of the first one that is there counts.
//!
//! A record takes 32 bytes, because an event may have a million of them.

mod acknowledged;
mod change;
mod changes;
mod enter;
mod file;
mod leave;
mod missing;
mod pages;
mod queries;
mod record_list;
pub(crate) mod rows;
mod scan;
mod scanned;
mod view;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::domain::event::Event;
use crate::domain::ledger::acknowledged::Acknowledgement;
use crate::domain::ledger::file::{
    ABOUT, COPY, CompactRecord, IMPORTED, LedgerFile, OPERATOR, Role, UNKNOWN, VOIDS, WeighedTime,
};
use crate::domain::mass::Grams;
use crate::domain::record::{Entry, JournalId, Measure, Op, Record, RecordRef, ShortHash, StationId};
use crate::domain::tally::{Contribution, Tally, TallyKey};

pub(crate) use acknowledged::AcknowledgedFork;
pub(crate) use change::{FileEnd, JournalChange, MissingLines};
pub(crate) use record_list::RecordList;
pub(crate) use scanned::{ScannedRecord, Uncounted};
pub(crate) use view::{RecordIndex, RecordKind, RecordStatus, RecordView, Slot};

/// The records that refer to one record.
#[derive(Default)]
struct References {
    /// The voids and their reasons, sorted. The first one, with the lowest (station, number), is effective.
    voids: Vec<(RecordRef, String)>,
    corrections: BTreeSet<RecordRef>,
}

impl References {
    const fn is_voided(&self) -> bool {
        !self.voids.is_empty()
    }

    fn is_empty(&self) -> bool {
        self.voids.is_empty() && self.corrections.is_empty()
    }
}

/// How a record changes whether another one counts.
#[derive(Clone, Debug)]
enum Link {
    Voids { target: RecordRef, reason: String },
    Corrects { target: RecordRef },
}

/// The union of all journals of one event.
pub struct Ledger {
    offset_ms: i64,
    materials: Vec<String>,
    grades: Vec<String>,
    operators: Vec<String>,
    /// The names of operations that only a later version knows.
    unknown_ops: Vec<String>,
    files: Vec<LedgerFile>,
    /// The records that refer to each target. The target itself may be missing from all journals.
    references: HashMap<RecordRef, References>,
    /// The target of each correction.
    targets: HashMap<RecordRef, RecordRef>,
    /// For each pair of files of one journal that forked, the index of the first record that differs.
    forks: BTreeMap<(Slot, Slot), u32>,
    /// The records that acknowledge forks. Those that are no longer in their file have no effect.
    acknowledgements: Vec<Acknowledgement>,
    tally: Tally,
    /// Changes with the records and their meaning.
    revision: u64,
}

impl Ledger {
    /// Returns an empty ledger. The materials of the event's catalogue get the first indexes, in the order of
    /// the catalogue. Materials that only the journals have follow.
    #[must_use]
    pub fn new(event: &Event) -> Self {
        let offset_ms = i64::from(event.utc_offset.0.local_minus_utc()) * 1000;
        Self::empty(offset_ms, event.materials.iter().map(|material| material.id.clone()).collect())
    }

    /// Returns an empty ledger in which these materials have the first indexes.
    fn empty(offset_ms: i64, materials: Vec<String>) -> Self {
        Self {
            offset_ms,
            materials,
            grades: Vec::new(),
            operators: vec![String::new()],
            unknown_ops: Vec::new(),
            files: Vec::new(),
            references: HashMap::new(),
            targets: HashMap::new(),
            forks: BTreeMap::new(),
            acknowledgements: Vec::new(),
            tally: Tally::default(),
            revision: 0,
        }
    }

    /// Adds a journal file without records.
    fn add_file(
        &mut self,
        name: StationId,
        station: StationId,
        journal: JournalId,
        capacity: usize,
        role: Role,
    ) -> Slot {
        let slot = Slot(u16::try_from(self.files.len()).unwrap_or(u16::MAX));
        let is_twin = |file: &&LedgerFile| file.journal == journal || file.name == name;
        let twins: Vec<Slot> = self
            .files
            .iter()
            .zip(0..)
            .filter(|(file, _)| is_twin(file))
            .map(|(_, twin)| Slot(twin))
            .collect();
        for twin in &twins {
            self.files[usize::from(twin.0)].twins.push(slot);
        }
        let mut file = LedgerFile::new(name, station, journal, capacity);
        (file.twins, file.role) = (twins, role);
        self.files.push(file);
        slot
    }

    /// Puts a record at this index of a file: after the last record, or in place of a line that was not
    /// readable. The index decides the record's number; the number written in the line is ignored.
    fn apply(&mut self, slot: Slot, index: usize, record: &Record) {
        let hash = record.hash.short();
        let file = self.file(slot);
        let at_ms = record.at.timestamp_millis();
        let mut compact = CompactRecord { hash, at_ms, operator: file.operator, ..CompactRecord::NOTE };
        self.compare_with_twins(slot, index, hash);
        if record.import.is_some() {
            compact.flags |= IMPORTED;
        }
        let mut link = None;
        match &record.op {
            Op::Operator { name } => {
                let operator = intern(&mut self.operators, name);
                compact.flags |= OPERATOR;
                compact.second = u32::from(operator);
                self.file_mut(slot).operator = operator;
            }
            Op::Entry(entry) => {
                self.fill_entry(&mut compact, entry);
                link = entry.corrects.map(|target| Link::Corrects { target });
            }
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
            Op::Void { of, reason } => {
                compact.flags |= VOIDS;
                link = Some(Link::Voids { target: *of, reason: reason.clone() });
            }
            Op::Unknown { op } => {
                compact.flags |= UNKNOWN;
                compact.second = u32::from(intern(&mut self.unknown_ops, op));
            }
            Op::Fork { of, other, reason } => {
                let (of, other, reason) = (*of, *other, reason.clone());
                self.acknowledgements.push(Acknowledgement { slot, index, hash, of, other, reason });
            }
            Op::Open { .. } | Op::Close | Op::Seen { .. } => {}
        }
        self.insert(slot, index, compact, link);
    }

    /// Recomputes the tally after the event's offset from UTC was changed, because the offset decides where
    /// an hour begins.
    pub fn change_utc_offset(&mut self, event: &Event) {
        self.revision += 1;
        self.offset_ms = i64::from(event.utc_offset.0.local_minus_utc()) * 1000;
        let voided = self.tally.voided;
        self.tally = Tally { voided, ..Tally::default() };
        let slots: Vec<Slot> = self.holders().map(|(slot, _)| slot).collect();
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

    /// Compares a record of a file, by its hash, with the record that has the same number in each other file
    /// of the journal. Adds a fork for each file whose record differs.
    fn compare_with_twins(&mut self, slot: Slot, index: usize, hash: ShortHash) {
        let file = &self.files[usize::from(slot.0)];
        for twin in &file.twins {
            let other = &self.files[usize::from(twin.0)];
            let differs = other.readable(index).is_some_and(|record| record.hash != hash);
            if differs && file.journal == other.journal && !file.is_missing(index) && !other.is_missing(index)
            {
                let index = u32::try_from(index).unwrap_or(u32::MAX);
                let first = self.forks.entry((slot.min(*twin), slot.max(*twin))).or_insert(index);
                *first = index.min(*first);
            }
        }
    }

    /// Puts a record into its file, and adds it to the sums if it counts. If several files have the record, it
    /// counts in the one whose name sorts first, in whichever order they are read.
    fn insert(&mut self, slot: Slot, index: usize, mut compact: CompactRecord, link: Option<Link>) {
        if let Some(original) = self.original(slot, index, compact.hash) {
            if self.precedes(original, slot) {
                compact.flags |= COPY;
                self.file_mut(slot).put(index, compact);
                return;
            }
            if self.make_copy(original, index, self.file(slot).station) {
                self.file_mut(slot).put(index, compact);
                return;
            }
        }
        let own_ref = self.reference_at(slot, index, compact.hash);
        let corrects = match link {
            Some(Link::Voids { target, reason }) => {
                self.file_mut(slot).put(index, compact);
                self.void(target, own_ref, reason);
                return;
            }
            Some(Link::Corrects { target }) => Some(target),
            None => None,
        };
        if !compact.is_countable() {
            self.file_mut(slot).put(index, compact);
            return;
        }
        // The usual case: no other record refers to this one, so it counts.
        if corrects.is_none() && !self.references.contains_key(&own_ref) {
            self.file_mut(slot).put(index, compact);
            self.count_at(record_index(slot, index), compact.weighed(), 1);
            return;
        }
        self.tally.voided += i64::from(compact.is_entry());
        self.recount(&[own_ref, corrects.unwrap_or(own_ref)], |ledger| {
            ledger.file_mut(slot).put(index, compact);
            if let Some(target) = corrects {
                ledger.targets.insert(own_ref, target);
                ledger.references.entry(target).or_default().corrections.insert(own_ref);
            }
        });
    }

    /// Returns the other file in which the same record counts.
    fn original(&self, slot: Slot, index: usize, hash: ShortHash) -> Option<Slot> {
        let same = |twin: &&Slot| {
            let record = self.file(**twin).readable(index);
            record.is_some_and(|record| record.hash == hash && !record.is_copy())
        };
        self.file(slot).twins.iter().find(same).copied()
    }

    /// Returns whether a record that is in both files counts in the first one.
    fn precedes(&self, slot: Slot, other: Slot) -> bool {
        let rank = |slot: Slot| (self.file(slot).name, self.file(slot).role == Role::Kept, slot);
        rank(slot) < rank(other)
    }

    fn void(&mut self, target: RecordRef, by: RecordRef, reason: String) {
        self.recount(&[target], |ledger| {
            let voids = &mut ledger.references.entry(target).or_default().voids;
            if let Err(position) = voids.binary_search_by(|(other, _)| other.cmp(&by)) {
                voids.insert(position, (by, reason));
            }
        });
    }

    /// Subtracts the records that count in the trees of corrections of these records, calls `change`, and then
    /// adds the records that count after it.
    fn recount(&mut self, members: &[RecordRef], change: impl FnOnce(&mut Self)) {
        for root in self.roots(members) {
            if let Some(index) = self.counted_in_tree(root) {
                self.count(index, -1);
                self.count_voided(index, 1);
            }
        }
        change(self);
        for root in self.roots(members) {
            if let Some(index) = self.counted_in_tree(root) {
                self.count(index, 1);
                self.count_voided(index, -1);
            }
        }
    }

    /// Adds to the number of voided entries, if the record is an entry.
    fn count_voided(&mut self, record: RecordIndex, by: i64) {
        if self.compact(record).is_entry() {
            self.tally.voided += by;
        }
    }

    /// Returns the roots of the trees of corrections to which these records belong, each once.
    fn roots(&self, members: &[RecordRef]) -> BTreeSet<RecordRef> {
        members.iter().map(|member| self.root(*member)).collect()
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

    /// Adds a record to the sums (`sign` 1) or subtracts it (`sign` -1). A correction counts at the time of what was
    /// weighed.
    fn count(&mut self, index: RecordIndex, sign: i64) {
        self.count_at(index, self.weighed(index), sign);
    }

    /// Same as [`Ledger::count`], at this time.
    fn count_at(&mut self, index: RecordIndex, weighed: WeighedTime, sign: i64) {
        let Some((key, contribution)) = self.counted(index, weighed) else { return };
        self.tally.count(key, contribution, sign, self.offset_ms);
    }

    /// Returns what a record adds to which sums if it counts at this time.
    fn counted(&self, index: RecordIndex, weighed: WeighedTime) -> Option<(TallyKey, Contribution)> {
        let contribution = self.contribution(index)?;
        let record = self.compact(index);
        let material = (record.kind != RecordKind::People).then_some(record.material);
        let has_time = weighed.has_time_of_day(self.offset_ms);
        let grade = record.grade.checked_sub(1);
        Some((TallyKey { at_ms: weighed.at_ms, has_time, material, grade }, contribution))
    }
}

/// Returns the index of a record. A journal has at most 4 294 967 295 records (docs/journal.md L3).
fn record_index(slot: Slot, index: usize) -> RecordIndex {
    RecordIndex { slot, index: u32::try_from(index).unwrap_or(u32::MAX) }
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
pub(crate) mod testing;
#[cfg(test)]
mod tests;
