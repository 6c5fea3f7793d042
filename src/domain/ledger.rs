//! The ledger: the union of an event's journals, and what of it counts.
//!
//! Invariants:
//! - The [`Tally`] depends only on the set of records that were applied, never on their order.
//! - A record is (journal, number, hash). The same journal under two names counts once; where two
//!   copies of a journal went on apart (a fork), both sides count and the fork is noted.
//! - A record that was voided does not count. A correction takes its target's place; where several
//!   stand, the one with the lowest (station, number) counts and the others are conflicts. A correction
//!   that was itself voided no longer corrects, so its target counts again.
//!
//! Rows are 32 bytes, because an event may hold a million.

mod reading;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::domain::event::Event;
use crate::domain::guard;
use crate::domain::mass::Grams;
use crate::domain::record::{Entry, JournalId, Measure, Op, Record, RecordRef, ShortHash, StationId};
use crate::domain::tally::{Contribution, MaterialSum, Place, Tally};

/// One journal file within the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot(u16);

/// One record within the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordIndex {
    pub slot: Slot,
    /// The record's number in its journal, less one.
    index: u32,
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Opening, operator, void, close, unknown, damage: part of the journal, nothing to count.
    Note,
    Weight,
    Pieces,
    People,
    Out,
    OutPieces,
}

/// Why a row counts or does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Counted,
    /// Taken back by a void.
    Voided,
    /// Replaced by a correction.
    Corrected,
    /// A correction beside one that came first.
    Conflict,
    /// Another copy of this journal holds the same record.
    Copy,
}

#[derive(Clone, Copy)]
struct Row {
    hash: ShortHash,
    at_ms: i64,
    /// Net grams or people.
    amount: u32,
    /// Pieces, or the tare in grams.
    second: u32,
    material: u16,
    /// Place in the list of grades plus one; 0 is none.
    grade: u16,
    operator: u16,
    kind: Kind,
    flags: u8,
}

impl Row {
    /// A line without anything to count.
    const NOTE: Self = Self {
        hash: ShortHash(0),
        at_ms: 0,
        amount: 0,
        second: 0,
        material: u16::MAX,
        grade: 0,
        operator: 0,
        kind: Kind::Note,
        flags: 0,
    };
}

const ABOUT: u8 = 1;
const COPY: u8 = 2;
/// The line could not be read: nothing is known of it, so it is neither a copy nor a fork of another.
const DAMAGED: u8 = 4;

/// A row as readers see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordView<'a> {
    pub target: RecordRef,
    /// What people call its station here: the name of the file.
    pub name: StationId,
    pub kind: Kind,
    pub at_ms: i64,
    /// The place of the material in [`Ledger::material_id`].
    pub material: Option<u16>,
    pub grade: Option<&'a str>,
    /// Net grams, or what the pieces weigh.
    pub net: Grams,
    pub tare: Grams,
    /// Pieces or people.
    pub count: u32,
    pub about: bool,
    pub operator: &'a str,
}

impl RecordView<'_> {
    /// What people call this record: `A:17`, the name of its file here and its number.
    #[must_use]
    pub fn label(&self) -> String {
        format!("{}:{}", self.name, self.target.seq)
    }
}

struct File {
    /// What the file is called here. A journal that came in from a copy may have another name than its station had.
    name: StationId,
    /// Whose records these are: by it they are named in voids and corrections.
    station: StationId,
    journal: JournalId,
    /// Place in the list of operators.
    operator: u16,
    rows: Vec<Row>,
    /// Other files of the same journal.
    twins: Vec<Slot>,
    /// The latest time of all rows.
    latest_ms: i64,
    /// Runs of rows that were noted with an earlier time than one before them.
    late: Vec<Late>,
}

/// Rows of one file from a place up to another, and the latest time before them.
struct Late {
    from: usize,
    until: usize,
    latest_ms: i64,
}

impl File {
    fn push(&mut self, row: Row) {
        let index = self.rows.len();
        self.rows.push(row);
        if row.at_ms >= self.latest_ms {
            self.latest_ms = row.at_ms;
        } else if let Some(late) = self.late.last_mut().filter(|late| late.until == index) {
            // No later time stands between them, so it is the same.
            late.until += 1;
        } else {
            self.late.push(Late { from: index, until: index + 1, latest_ms: self.latest_ms });
        }
    }

    /// The latest time up to this row.
    fn latest_until(&self, index: usize) -> i64 {
        let after = self.late.partition_point(|late| late.from <= index);
        let late = after.checked_sub(1).map(|place| &self.late[place]).filter(|late| index < late.until);
        late.map_or(self.rows[index].at_ms, |late| late.latest_ms)
    }
}

/// What names a record from outside.
#[derive(Default)]
struct Marks {
    /// The first void that names it, by station and number, and its reason.
    voided: Option<(RecordRef, String)>,
    corrections: BTreeSet<RecordRef>,
}

/// The union of all journals of one event.
pub struct Ledger {
    offset_ms: i64,
    materials: Vec<String>,
    grades: Vec<String>,
    operators: Vec<String>,
    files: Vec<File>,
    marks: HashMap<RecordRef, Marks>,
    /// The target of each correction.
    corrects: HashMap<RecordRef, RecordRef>,
    /// For each pair of copies that went on apart, the first place where they differ.
    forks: BTreeMap<(Slot, Slot), u32>,
    tally: Tally,
}

impl Ledger {
    /// An empty ledger. The materials of the event's catalogue come first, in its order; others that
    /// journals name follow.
    #[must_use]
    pub fn new(event: &Event) -> Self {
        Self {
            offset_ms: i64::from(event.utc_offset.0.local_minus_utc()) * 1000,
            materials: event.materials.iter().map(|material| material.id.clone()).collect(),
            grades: Vec::new(),
            operators: vec![String::new()],
            files: Vec::new(),
            marks: HashMap::new(),
            corrects: HashMap::new(),
            forks: BTreeMap::new(),
            tally: Tally::default(),
        }
    }

    /// Adds a journal file, by the name that it has here and by the station that wrote it. `rows` is how many records
    /// to expect, or 0.
    pub fn open(&mut self, name: StationId, station: StationId, journal: JournalId, rows: usize) -> Slot {
        let slot = Slot(u16::try_from(self.files.len()).unwrap_or(u16::MAX));
        let twins: Vec<Slot> =
            self.files().filter(|(.., other)| *other == journal).map(|(twin, ..)| twin).collect();
        for twin in &twins {
            self.files[usize::from(twin.0)].twins.push(slot);
        }
        let rows = Vec::with_capacity(rows);
        let (latest_ms, late) = (i64::MIN, Vec::new());
        self.files.push(File { name, station, journal, operator: 0, rows, twins, latest_ms, late });
        slot
    }

    /// Adds the next record of a file: its number is its place, whatever was noted in the line.
    pub fn apply(&mut self, slot: Slot, record: &Record) {
        let short = record.hash.short();
        let file = &self.files[usize::from(slot.0)];
        let target = RecordRef { station: file.station, seq: file.rows.len() as u64 + 1, hash: short };
        let at_ms = record.at.timestamp_millis();
        let mut row = Row { hash: short, at_ms, operator: file.operator, ..Row::NOTE };
        if self.is_copy(slot, short) {
            row.flags |= COPY;
        }
        match &record.op {
            Op::Operator { name } => {
                let place = intern(&mut self.operators, name);
                self.files[usize::from(slot.0)].operator = place;
            }
            Op::Entry(entry) => self.fill_entry(&mut row, entry),
            Op::People { count } => {
                row.kind = Kind::People;
                row.amount = *count;
            }
            Op::Out { material, measure, .. } => {
                self.fill_measure(&mut row, material, measure);
                row.kind = if row.kind == Kind::Pieces { Kind::OutPieces } else { Kind::Out };
            }
            Op::Void { of, reason } if row.flags & COPY == 0 => self.void(*of, target, reason),
            Op::Void { .. } | Op::Open { .. } | Op::Close | Op::Unknown { .. } => {}
        }
        let corrects = match &record.op {
            Op::Entry(entry) => entry.corrects,
            _ => None,
        };
        self.insert(slot, row, target, corrects);
    }

    /// Uses up the next number of a file, whose line could not be read.
    pub fn skip(&mut self, slot: Slot) {
        // Nothing is known of it, its time neither.
        self.files[usize::from(slot.0)].rows.push(Row { flags: DAMAGED, ..Row::NOTE });
    }

    fn fill_entry(&mut self, row: &mut Row, entry: &Entry<RecordRef>) {
        self.fill_measure(row, &entry.material, &entry.measure);
        if entry.about {
            row.flags |= ABOUT;
        }
        if let Some(grade) = &entry.grade {
            row.grade = intern(&mut self.grades, grade).saturating_add(1);
        }
    }

    fn fill_measure(&mut self, row: &mut Row, material: &str, measure: &Measure) {
        row.material = intern(&mut self.materials, material);
        row.amount = u32::try_from(measure.net().get()).unwrap_or(u32::MAX);
        (row.kind, row.second) = match *measure {
            Measure::Weight { tare, .. } => (Kind::Weight, u32::try_from(tare.get()).unwrap_or(u32::MAX)),
            Measure::Pieces { count, .. } => (Kind::Pieces, count),
        };
    }

    /// Whether another file of the same journal holds the record that comes next in this one. Where it
    /// holds another record at that number, the journal has forked.
    fn is_copy(&mut self, slot: Slot, hash: ShortHash) -> bool {
        let file = &self.files[usize::from(slot.0)];
        let index = file.rows.len();
        let mut copy = false;
        for twin in &file.twins {
            let rows = &self.files[usize::from(twin.0)].rows;
            let Some(row) = rows.get(index).filter(|row| row.flags & DAMAGED == 0) else { continue };
            copy |= row.hash == hash;
            if row.hash != hash {
                let index = u32::try_from(index).unwrap_or(u32::MAX);
                let first = self.forks.entry((slot.min(*twin), slot.max(*twin))).or_insert(index);
                *first = index.min(*first);
            }
        }
        copy
    }

    fn void(&mut self, of: RecordRef, by: RecordRef, reason: &str) {
        let root = self.root(of);
        self.recount(&[root], |ledger| {
            let voided = &mut ledger.marks.entry(of).or_default().voided;
            if voided.as_ref().is_none_or(|(first, _)| by < *first) {
                *voided = Some((by, reason.to_owned()));
            }
        });
    }

    fn insert(&mut self, slot: Slot, row: Row, target: RecordRef, corrects: Option<RecordRef>) {
        if row.kind == Kind::Note || row.flags & COPY != 0 {
            self.files[usize::from(slot.0)].push(row);
            return;
        }
        // Most records are named by no other: they count, and there is nothing to weigh up.
        if corrects.is_none() && !self.marks.contains_key(&target) {
            let file = &mut self.files[usize::from(slot.0)];
            file.push(row);
            let id = RecordIndex { slot, index: u32::try_from(file.rows.len() - 1).unwrap_or(u32::MAX) };
            self.count(id, 1);
            return;
        }
        let mut roots = vec![target];
        if let Some(parent) = corrects {
            let root = self.root(parent);
            if root != target {
                roots.push(root);
            }
        }
        self.tally.voided += 1;
        self.recount(&roots, |ledger| {
            ledger.files[usize::from(slot.0)].push(row);
            if let Some(parent) = corrects {
                ledger.corrects.insert(target, parent);
                ledger.marks.entry(parent).or_default().corrections.insert(target);
            }
        });
    }

    /// Takes off what these trees of corrections count, changes something, and counts them anew.
    fn recount(&mut self, roots: &[RecordRef], change: impl FnOnce(&mut Self)) {
        for root in roots {
            if let Some(id) = self.counted(*root) {
                self.count(id, -1);
                self.tally.voided += 1;
            }
        }
        change(self);
        let mut roots: Vec<RecordRef> = roots.iter().map(|root| self.root(*root)).collect();
        roots.dedup();
        for root in roots {
            if let Some(id) = self.counted(root) {
                self.count(id, 1);
                self.tally.voided -= 1;
            }
        }
    }

    /// The record at the top of a chain of corrections.
    fn root(&self, mut target: RecordRef) -> RecordRef {
        // A chain cannot be longer than the list of corrections; the bound stops a forged circle.
        for _ in 0..=self.corrects.len() {
            match self.corrects.get(&target) {
                Some(parent) => target = *parent,
                None => break,
            }
        }
        target
    }

    /// The one record that counts for this one: the first standing correction, else itself.
    fn counted(&self, root: RecordRef) -> Option<RecordIndex> {
        // Depth first, corrections before what they correct, without recursion: chains may be long.
        let mut open = vec![(root, false)];
        let mut seen = BTreeSet::new();
        while let Some((target, corrections_done)) = open.pop() {
            let marks = self.marks.get(&target);
            if !corrections_done && let Some(marks) = marks.filter(|marks| !marks.corrections.is_empty()) {
                if seen.insert(target) {
                    open.push((target, true));
                    open.extend(marks.corrections.iter().rev().map(|correction| (*correction, false)));
                }
                continue;
            }
            if marks.is_none_or(|marks| marks.voided.is_none())
                && let Some(id) = self.find(target)
            {
                return Some(id);
            }
        }
        None
    }

    /// What a row adds where it counts.
    fn contribution(&self, id: RecordIndex) -> Option<Contribution> {
        let row = self.files[usize::from(id.slot.0)].rows[id.index as usize];
        let net = Grams::new(i64::from(row.amount));
        let about = row.flags & ABOUT != 0;
        Some(match row.kind {
            Kind::Note => return None,
            Kind::Weight => Contribution::Weight { net, about },
            Kind::Pieces => Contribution::Pieces { count: row.second, weight: net, about },
            Kind::People => Contribution::People { count: row.amount },
            Kind::Out => Contribution::Out { net, pieces: 0 },
            Kind::OutPieces => Contribution::Out { net: Grams::ZERO, pieces: row.second },
        })
    }

    fn count(&mut self, id: RecordIndex, sign: i64) {
        let Some(what) = self.contribution(id) else { return };
        let row = self.files[usize::from(id.slot.0)].rows[id.index as usize];
        let material = (row.kind != Kind::People).then_some(row.material);
        let grade = row.grade.checked_sub(1);
        let place = Place { at_ms: row.at_ms, material, grade };
        self.tally.count(place, what, sign, self.offset_ms);
    }

    /// Cuts the hours anew after the event's offset from UTC was changed.
    pub fn move_hours(&mut self, event: &Event) {
        self.offset_ms = i64::from(event.utc_offset.0.local_minus_utc()) * 1000;
        let voided = self.tally.voided;
        self.tally = Tally { voided, ..Tally::default() };
        let slots: Vec<Slot> = self.files().map(|(slot, ..)| slot).collect();
        let rows: Vec<RecordIndex> =
            slots.into_iter().flat_map(|slot| self.rows_of(slot).collect::<Vec<_>>()).collect();
        for id in rows {
            if self.standing(id) == Standing::Counted {
                self.count(id, 1);
            }
        }
    }

    /// The sums.
    #[must_use]
    pub const fn tally(&self) -> &Tally {
        &self.tally
    }

    /// The sums of the material with this id; nothing where no journal names it.
    #[must_use]
    pub fn sum(&self, material: &str) -> MaterialSum {
        let place = self.materials.iter().position(|id| id == material);
        place.and_then(|place| self.tally.materials.get(place)).cloned().unwrap_or_default()
    }

    /// The sizes (grams, or pieces) of the last live entries of a material in one file, newest first, at
    /// most [`guard::LOOKS_BACK`].
    #[must_use]
    pub fn last_sizes(&self, slot: Slot, material: &str) -> Vec<i64> {
        let Some(place) = self.materials.iter().position(|id| id == material) else { return Vec::new() };
        let of_material = self.rows_of(slot).filter(|id| {
            let row = &self.files[usize::from(id.slot.0)].rows[id.index as usize];
            usize::from(row.material) == place && matches!(row.kind, Kind::Weight | Kind::Pieces)
        });
        let live = of_material.filter(|id| self.standing(*id) == Standing::Counted);
        live.take(guard::LOOKS_BACK)
            .map(|id| {
                let row = &self.files[usize::from(id.slot.0)].rows[id.index as usize];
                i64::from(if row.kind == Kind::Pieces { row.second } else { row.amount })
            })
            .collect()
    }

    /// The id of the material at this place of the tally.
    #[must_use]
    pub fn material_id(&self, index: usize) -> Option<&str> {
        self.materials.get(index).map(String::as_str)
    }

    /// The name of the grade at this place of the tally.
    #[must_use]
    pub fn grade(&self, index: u16) -> Option<&str> {
        self.grades.get(usize::from(index)).map(String::as_str)
    }
}

/// The place of a text in a list, adding it where it is new. Past 65534 texts the last place is shared.
fn intern(texts: &mut Vec<String>, text: &str) -> u16 {
    let place = texts.iter().position(|known| known == text).unwrap_or_else(|| {
        if texts.len() < usize::from(u16::MAX) {
            texts.push(text.to_owned());
        }
        texts.len() - 1
    });
    u16::try_from(place).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests;
