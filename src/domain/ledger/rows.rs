//! The lines of one journal as rows of a fixed size, so that they can be stored and entered again without their text
//! (docs/journal.md K1).
//!
//! Invariants:
//! - Rows are made from a ledger that read one healthy journal and nothing else, so no row depends on another journal.
//! - Rows enter a ledger in the same way as the lines that they were made from: only their text is not decoded again.

use std::collections::BTreeMap;
use std::iter::Peekable;
use std::vec;

use serde::{Deserialize, Serialize};

use crate::domain::ledger::acknowledged::Acknowledgement;
use crate::domain::ledger::file::{COPY, CompactRecord, DAMAGED, OPERATOR, Role, UNKNOWN, VOIDS};
use crate::domain::ledger::view::{RecordKind, Slot};
use crate::domain::ledger::{Ledger, Link, intern, record_index};
use crate::domain::record::{JournalId, RecordRef, ShortHash, StationId};
use crate::domain::tally::TallyRun;

/// The size of a row in bytes.
pub(crate) const ROW_BYTES: usize = 32;

/// Times in milliseconds since 1970-01-01 UTC lie between this and its negative: the range of the calendar.
const AT_MAX: i64 = 8_200_000_000_000_000;

/// The maximum number of different names of one kind. A ledger gives the names after the 65 535th the same index, so such
/// a journal has no rows.
const NAMES_MAX: usize = 60_000;

/// What the rows of a journal refer to by index.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RowTables {
    materials: Vec<String>,
    grades: Vec<String>,
    operators: Vec<String>,
    unknown_ops: Vec<String>,
    /// What lines say about other records, by the index of the line, in order.
    links: Vec<(u32, RowLink)>,
}

/// What a line says about other records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum RowLink {
    /// It voids a record, with this reason.
    Voids(RowTarget, String),
    /// It corrects a record.
    Corrects(RowTarget),
    /// It acknowledges a fork, with this reason.
    Forks(RowTarget, RowTarget, String),
}

/// A reference to a record: station, number and short hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct RowTarget(StationId, u64, u64);

impl From<RecordRef> for RowTarget {
    fn from(RecordRef { station, seq, hash }: RecordRef) -> Self {
        Self(station, seq, hash.0)
    }
}

impl From<RowTarget> for RecordRef {
    fn from(RowTarget(station, seq, hash): RowTarget) -> Self {
        Self { station, seq, hash: ShortHash(hash) }
    }
}

/// The rows of the only journal of a ledger.
pub(crate) struct JournalRows<'a> {
    pub(crate) tables: RowTables,
    records: &'a [CompactRecord],
}

impl JournalRows<'_> {
    /// Returns the rows, in the order of the lines.
    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = [u8; ROW_BYTES]> + '_ {
        self.records.iter().map(|record| record.to_bytes())
    }
}

/// Ledgers and rows.
impl Ledger {
    /// Returns a ledger for the rows of one journal. It belongs to no event.
    #[must_use]
    pub(crate) fn of_one_journal() -> Self {
        Self::empty(0, Vec::new())
    }

    /// Returns the rows of the only journal, or `None` if the ledger has several files, or the journal has a line that cannot
    /// be read.
    #[must_use]
    pub(crate) fn journal_rows(&self) -> Option<JournalRows<'_>> {
        let [file] = &self.files[..] else { return None };
        let tables = [&self.materials, &self.grades, &self.operators, &self.unknown_ops];
        let is_whole = |record: &CompactRecord| record.flags & (DAMAGED | COPY) == 0;
        if tables.iter().any(|names| names.len() > NAMES_MAX) || !file.records.iter().all(is_whole) {
            return None;
        }
        let [materials, grades, operators, unknown_ops] = tables.map(Clone::clone);
        let links = self.links()?.into_iter().collect();
        Some(JournalRows {
            tables: RowTables { materials, grades, operators, unknown_ops, links },
            records: &file.records,
        })
    }

    /// Returns what each line of the only journal says about other records, by the index of the line.
    fn links(&self) -> Option<BTreeMap<u32, RowLink>> {
        let index = |by: &RecordRef| u32::try_from(by.seq.checked_sub(1)?).ok();
        let mut links = BTreeMap::new();
        for (target, references) in &self.references {
            for (by, reason) in &references.voids {
                links.insert(index(by)?, RowLink::Voids((*target).into(), reason.clone()));
            }
        }
        for (by, target) in &self.targets {
            links.insert(index(by)?, RowLink::Corrects((*target).into()));
        }
        for Acknowledgement { index, of, other, reason, .. } in &self.acknowledgements {
            let link = RowLink::Forks((*of).into(), (*other).into(), reason.clone());
            links.insert(u32::try_from(*index).ok()?, link);
        }
        Some(links)
    }

    /// Adds a file whose lines are known as `rows` rows, which must enter next. Returns `None` if the file is known already.
    pub(crate) fn enter_rows(
        &mut self,
        (name, station): (StationId, StationId),
        journal: JournalId,
        rows: usize,
        tables: RowTables,
    ) -> Option<RowEntry<'_>> {
        if self.slot(name, journal).is_some() {
            return None;
        }
        self.revision += 1;
        let slot = self.add_file(name, station, journal, rows, Role::Others);
        let indexes = |texts: &mut Vec<String>, names: &[String]| -> Vec<u16> {
            names.iter().map(|name| intern(texts, name)).collect()
        };
        let materials = indexes(&mut self.materials, &tables.materials);
        let grades = indexes(&mut self.grades, &tables.grades);
        let operators = indexes(&mut self.operators, &tables.operators);
        let unknown_ops = indexes(&mut self.unknown_ops, &tables.unknown_ops);
        let links = tables.links.into_iter().peekable();
        let run = TallyRun::default();
        Some(RowEntry { ledger: self, slot, next: 0, materials, grades, operators, unknown_ops, links, run })
    }
}

/// Enters the rows of one journal into a ledger.
pub(crate) struct RowEntry<'a> {
    ledger: &'a mut Ledger,
    slot: Slot,
    /// The index of the next row.
    next: u32,
    /// The index in the ledger of each name of the tables.
    materials: Vec<u16>,
    grades: Vec<u16>,
    operators: Vec<u16>,
    unknown_ops: Vec<u16>,
    links: Peekable<vec::IntoIter<(u32, RowLink)>>,
    /// What was counted and is not in the sums yet.
    run: TallyRun,
}

impl Drop for RowEntry<'_> {
    fn drop(&mut self) {
        self.ledger.tally.end_run(&mut self.run);
    }
}

impl RowEntry<'_> {
    /// Returns the slot of the file.
    pub(crate) const fn slot(&self) -> Slot {
        self.slot
    }

    /// Enters the next row, which a [`RowCheck`] has accepted. Returns the short hash of its line.
    pub(crate) fn enter(&mut self, row: &[u8; ROW_BYTES]) -> ShortHash {
        let mut compact = CompactRecord::from_bytes(row);
        let at = |indexes: &[u16], index: usize| indexes.get(index).copied();
        compact.material = at(&self.materials, usize::from(compact.material)).unwrap_or(u16::MAX);
        let grade = compact.grade.checked_sub(1).and_then(|grade| at(&self.grades, usize::from(grade)));
        compact.grade = grade.map_or(0, |grade| grade.saturating_add(1));
        compact.operator = at(&self.operators, usize::from(compact.operator)).unwrap_or_default();
        let hash = compact.hash;
        let (slot, index) = (self.slot, self.next as usize);
        self.next += 1;
        self.ledger.compare_with_twins(slot, index, hash);
        if compact.flags & OPERATOR != 0 {
            let operator = at(&self.operators, compact.second as usize).unwrap_or_default();
            compact.second = u32::from(operator);
            self.ledger.file_mut(slot).operator = operator;
        }
        if compact.flags & UNKNOWN != 0 {
            compact.second = u32::from(at(&self.unknown_ops, compact.second as usize).unwrap_or_default());
        }
        let link = match self.links.next_if(|(of, _)| *of as usize == index) {
            None => None,
            Some((_, RowLink::Voids(target, reason))) => Some(Link::Voids { target: target.into(), reason }),
            Some((_, RowLink::Corrects(target))) => Some(Link::Corrects { target: target.into() }),
            Some((_, RowLink::Forks(of, other, reason))) => {
                let (of, other) = (of.into(), other.into());
                let acknowledgement = Acknowledgement { slot, index, hash, of, other, reason };
                self.ledger.acknowledgements.push(acknowledgement);
                None
            }
        };
        if link.is_none() && self.is_alone(&compact, index) {
            self.count(compact, index);
        } else {
            self.ledger.insert(slot, index, compact, link);
        }
        hash
    }

    /// Returns whether a record counts, because no other record refers to it and no other file can have it.
    fn is_alone(&self, compact: &CompactRecord, index: usize) -> bool {
        let Self { ledger, slot, .. } = self;
        compact.is_countable()
            && ledger.file(*slot).twins.is_empty()
            && !ledger.references.contains_key(&ledger.reference_at(*slot, index, compact.hash))
    }

    /// Does for such a record what [`Ledger::insert`] does, in less time.
    fn count(&mut self, compact: CompactRecord, index: usize) {
        let Self { ledger, slot, run, .. } = self;
        ledger.file_mut(*slot).put(index, compact);
        if let Some((key, contribution)) = ledger.counted(record_index(*slot, index), compact.weighed()) {
            ledger.tally.count_in_run(run, key, contribution, ledger.offset_ms);
        }
    }
}

/// Checks rows before the first one enters a ledger.
pub(crate) struct RowCheck<'a> {
    tables: &'a RowTables,
    next: u32,
    links: Peekable<std::slice::Iter<'a, (u32, RowLink)>>,
}

impl<'a> RowCheck<'a> {
    /// Checks the rows that belong to these tables.
    pub(crate) fn new(tables: &'a RowTables) -> Self {
        Self { tables, next: 0, links: tables.links.iter().peekable() }
    }

    /// Returns whether the next row could come from a healthy journal with these tables.
    pub(crate) fn accepts(&mut self, row: &[u8; ROW_BYTES]) -> bool {
        let compact = CompactRecord::from_bytes(row);
        let RowTables { materials, grades, operators, unknown_ops, .. } = self.tables;
        let second = compact.second as usize;
        let link = self.links.next_if(|(of, _)| *of == self.next);
        self.next += 1;
        kind_of(row[KIND]).is_some()
            && compact.flags & (DAMAGED | COPY) == 0
            && (-AT_MAX..=AT_MAX).contains(&compact.at_ms)
            && (compact.material == u16::MAX || usize::from(compact.material) < materials.len())
            && usize::from(compact.grade) <= grades.len()
            && usize::from(compact.operator) < operators.len()
            && (compact.flags & OPERATOR == 0 || second < operators.len())
            && (compact.flags & UNKNOWN == 0 || second < unknown_ops.len())
            && match link {
                None => compact.flags & VOIDS == 0,
                Some((_, RowLink::Voids(..))) => compact.flags & VOIDS != 0,
                Some((_, RowLink::Corrects(_))) => compact.is_entry(),
                Some((_, RowLink::Forks(..))) => compact.kind == RecordKind::Note,
            }
    }

    /// Returns whether every link belonged to a row.
    pub(crate) fn is_complete(&self) -> bool {
        self.links.len() == 0
    }
}

/// The index of the byte of a row that has the kind.
const KIND: usize = 30;

const KINDS: [RecordKind; 6] = [
    RecordKind::Note,
    RecordKind::Weight,
    RecordKind::Pieces,
    RecordKind::People,
    RecordKind::Out,
    RecordKind::OutPieces,
];

/// Returns the kind with this number, if there is one.
fn kind_of(number: u8) -> Option<RecordKind> {
    KINDS.get(usize::from(number)).copied()
}

/// Rows as bytes. Numbers are in little-endian order.
impl CompactRecord {
    fn to_bytes(self) -> [u8; ROW_BYTES] {
        let Self { hash, at_ms, amount, second, material, grade, operator, kind, flags } = self;
        let kind = KINDS.iter().position(|known| *known == kind).unwrap_or_default();
        let mut row = [0; ROW_BYTES];
        row[..8].copy_from_slice(&hash.0.to_le_bytes());
        row[8..16].copy_from_slice(&at_ms.to_le_bytes());
        row[16..20].copy_from_slice(&amount.to_le_bytes());
        row[20..24].copy_from_slice(&second.to_le_bytes());
        row[24..26].copy_from_slice(&material.to_le_bytes());
        row[26..28].copy_from_slice(&grade.to_le_bytes());
        row[28..KIND].copy_from_slice(&operator.to_le_bytes());
        row[KIND] = u8::try_from(kind).unwrap_or_default();
        row[KIND + 1] = flags;
        row
    }

    /// Reads a row. A kind that does not exist is a note.
    fn from_bytes(row: &[u8; ROW_BYTES]) -> Self {
        let mut rest = &row[..];
        Self {
            hash: ShortHash(u64::from_le_bytes(take(&mut rest))),
            at_ms: i64::from_le_bytes(take(&mut rest)),
            amount: u32::from_le_bytes(take(&mut rest)),
            second: u32::from_le_bytes(take(&mut rest)),
            material: u16::from_le_bytes(take(&mut rest)),
            grade: u16::from_le_bytes(take(&mut rest)),
            operator: u16::from_le_bytes(take(&mut rest)),
            kind: kind_of(row[KIND]).unwrap_or(RecordKind::Note),
            flags: row[KIND + 1],
        }
    }
}

/// Returns the next bytes of a row.
fn take<const N: usize>(rest: &mut &[u8]) -> [u8; N] {
    let Some((first, after)) = rest.split_first_chunk() else { return [0; N] };
    *rest = after;
    *first
}
