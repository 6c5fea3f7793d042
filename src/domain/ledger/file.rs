//! One journal file in the ledger, and its records in compact form.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::domain::ledger::view::{RecordKind, Slot};
use crate::domain::record::{JournalId, Record, ShortHash, StationId};

/// Flag: the entry is an estimate.
pub(super) const ABOUT: u8 = 1;
/// Flag: another file of the same journal has the same record, which counts there.
pub(super) const COPY: u8 = 2;
/// Flag: the line could not be read. Its content is unknown, so the record is treated neither as a copy nor
/// as a fork. A number whose line has not been read yet has this flag too.
pub(super) const DAMAGED: u8 = 4;
/// Flag: the record voids another record.
pub(super) const VOIDS: u8 = 8;
/// Flag: the record names the operator, whose index is in `second`.
pub(super) const OPERATOR: u8 = 16;
/// Flag: only a later version knows the operation. The index of its name is in `second`.
pub(super) const UNKNOWN: u8 = 32;

/// Flag: the record was imported from a table.
pub(super) const IMPORTED: u8 = 64;

/// Milliseconds of a day.
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// When a load was weighed.
#[derive(Clone, Copy)]
pub(super) struct WeighedTime {
    /// Milliseconds since 1970-01-01 UTC.
    pub(super) at_ms: i64,
    is_imported: bool,
}

impl WeighedTime {
    /// Returns whether the time of day is known. A table that has only days gives the first moment of a day
    /// (docs/journal.md L12).
    pub(super) const fn has_time_of_day(self, offset_ms: i64) -> bool {
        !self.is_imported || (self.at_ms + offset_ms).rem_euclid(DAY_MS) != 0
    }
}

/// One record in 32 bytes.
#[derive(Clone, Copy)]
pub(super) struct CompactRecord {
    pub(super) hash: ShortHash,
    /// The time of the record, in milliseconds since 1970-01-01 UTC.
    pub(super) at_ms: i64,
    /// Net grams, or the number of people.
    pub(super) amount: u32,
    /// The number of pieces, the tare in grams, or the index of the operator that the record names.
    pub(super) second: u32,
    /// The index of the material in the ledger.
    pub(super) material: u16,
    /// The index of the grade in the ledger, plus one; 0 means no grade.
    pub(super) grade: u16,
    /// The index of the operator in the ledger.
    pub(super) operator: u16,
    pub(super) kind: RecordKind,
    pub(super) flags: u8,
}

impl CompactRecord {
    /// A record that adds nothing to the sums.
    pub(super) const NOTE: Self = Self {
        hash: ShortHash(0),
        at_ms: 0,
        amount: 0,
        second: 0,
        material: u16::MAX,
        grade: 0,
        operator: 0,
        kind: RecordKind::Note,
        flags: 0,
    };

    pub(super) const fn weighed(&self) -> WeighedTime {
        WeighedTime { at_ms: self.at_ms, is_imported: self.flags & IMPORTED != 0 }
    }

    pub(super) const fn is_copy(&self) -> bool {
        self.flags & COPY != 0
    }

    pub(super) const fn is_damaged(&self) -> bool {
        self.flags & DAMAGED != 0
    }

    pub(super) const fn is_void(&self) -> bool {
        self.flags & VOIDS != 0
    }

    /// Returns whether the record is one weighing.
    pub(super) const fn is_entry(&self) -> bool {
        matches!(self.kind, RecordKind::Weight | RecordKind::Pieces)
    }

    /// Returns whether only a later version knows the operation, and the record is not a copy.
    pub(super) const fn is_unknown(&self) -> bool {
        self.flags & (UNKNOWN | COPY) == UNKNOWN
    }

    pub(super) const fn is_estimate(&self) -> bool {
        self.flags & ABOUT != 0
    }

    /// Returns whether the record may add to the sums: it has a measure or people, and is not a copy.
    pub(super) fn is_countable(&self) -> bool {
        self.kind != RecordKind::Note && !self.is_copy()
    }
}

/// The part that a journal file has in this run of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Somebody else writes the file.
    Others,
    /// This program writes the file.
    Own,
    /// There is no such file: these are records that this program knows to be saved, although the file of
    /// their journal holds other lines now.
    Kept,
}

/// One journal file.
pub(super) struct LedgerFile {
    /// The file's name without its extension. If the journal came from a copy of the event, its file may not
    /// be named after its station.
    pub(super) name: StationId,
    /// The station that wrote the journal. Voids and corrections refer to its records by this id.
    pub(super) station: StationId,
    pub(super) journal: JournalId,
    pub(super) role: Role,
    /// The index in the ledger of the operator who works at the station now.
    pub(super) operator: u16,
    pub(super) records: Vec<CompactRecord>,
    /// The other files of the same journal, and files of the same name with another journal.
    pub(super) twins: Vec<Slot>,
    /// The number of leading records that this program knows to be saved. They never leave the sums.
    pub(super) safe: usize,
    /// The records that the file should hold and does not hold.
    pub(super) missing: Range<usize>,
    /// Lines that were read from this program's own file and are not confirmed, by index.
    pub(super) parked: BTreeMap<usize, Option<Record>>,
    /// Where the safe records are that the file does not hold any more.
    pub(super) kept: Option<Slot>,
    /// Whether a record was changed since the derived values were computed.
    pub(super) is_unsettled: bool,
    /// The latest time of all records that lists show, in milliseconds since 1970-01-01 UTC.
    latest_ms: i64,
    /// The runs of records that have an earlier time than a record before them, in the order of the file.
    backdated: Vec<BackdatedRun>,
}

/// Consecutive records whose times are earlier than the latest time before them.
struct BackdatedRun {
    /// The index of the first record.
    from: usize,
    /// The index after the last record.
    until: usize,
    /// The latest time of the records before this run, in milliseconds since 1970-01-01 UTC.
    latest_ms: i64,
}

impl LedgerFile {
    /// Returns a file without records. `capacity` is the expected number of records.
    pub(super) fn new(name: StationId, station: StationId, journal: JournalId, capacity: usize) -> Self {
        Self {
            name,
            station,
            journal,
            role: Role::Others,
            operator: 0,
            records: Vec::with_capacity(capacity),
            twins: Vec::new(),
            safe: 0,
            missing: 0..0,
            parked: BTreeMap::new(),
            kept: None,
            is_unsettled: false,
            latest_ms: i64::MIN,
            backdated: Vec::new(),
        }
    }

    /// Returns the readable record with this index.
    pub(super) fn readable(&self, index: usize) -> Option<&CompactRecord> {
        self.records.get(index).filter(|record| !record.is_damaged())
    }

    /// Returns whether the file should hold this record and does not.
    pub(super) fn is_missing(&self, index: usize) -> bool {
        self.role == Role::Kept || self.missing.contains(&index)
    }

    /// Puts a record at this index: after the last record, or in place of a line that was not readable.
    pub(super) fn put(&mut self, index: usize, record: CompactRecord) {
        if index < self.records.len() {
            self.records[index] = record;
            self.is_unsettled = true;
        } else {
            self.push(record);
        }
    }

    fn push(&mut self, record: CompactRecord) {
        let index = self.records.len();
        self.records.push(record);
        self.note_time(index);
    }

    /// Notes the time of a record, which must be called for each record in the order of the file.
    ///
    /// Records that no list shows have no place among the others: the first line of a journal that was made by an import is
    /// later than all of its rows.
    fn note_time(&mut self, index: usize) {
        let record = &self.records[index];
        let at_ms = record.at_ms;
        // A copy has its place too, because it counts here if the other file loses it.
        if record.kind == RecordKind::Note && record.flags & UNKNOWN == 0 {
            if let Some(run) = self.backdated.last_mut().filter(|run| run.until == index) {
                run.until += 1;
            }
        } else if at_ms >= self.latest_ms {
            self.latest_ms = at_ms;
        } else if let Some(run) = self.backdated.last_mut().filter(|run| run.until == index) {
            // The latest time before this record equals the latest time before its run.
            run.until += 1;
        } else {
            let latest_ms = self.latest_ms;
            self.backdated.push(BackdatedRun { from: index, until: index + 1, latest_ms });
        }
    }

    /// Adds lines that could not be read, up to this number of lines. The time of such a line is unknown too,
    /// so it does not change the latest time of the file.
    pub(super) fn push_damaged_until(&mut self, len: usize) {
        let damaged = CompactRecord { flags: DAMAGED, operator: self.operator, ..CompactRecord::NOTE };
        let len = len.max(self.records.len());
        self.records.resize(len, damaged);
    }

    /// Removes the content of a record, which keeps its number.
    pub(super) fn vacate(&mut self, index: usize) {
        if let Some(record) = self.records.get_mut(index) {
            *record = CompactRecord { flags: DAMAGED, operator: record.operator, ..CompactRecord::NOTE };
            self.is_unsettled = true;
        }
    }

    /// Computes again what depends on the order of the records: the operator of each, and the latest times.
    pub(super) fn settle(&mut self) {
        self.is_unsettled = false;
        self.latest_ms = i64::MIN;
        self.backdated.clear();
        let mut operator = 0;
        for index in 0..self.records.len() {
            let record = &mut self.records[index];
            record.operator = operator;
            if record.flags & OPERATOR != 0 {
                operator = u16::try_from(record.second).unwrap_or(u16::MAX);
            }
            if !record.is_damaged() {
                self.note_time(index);
            }
        }
        self.operator = operator;
    }

    /// Returns the latest time up to and including this record, in milliseconds since 1970-01-01 UTC.
    pub(super) fn latest_until(&self, index: usize) -> i64 {
        let after = self.backdated.partition_point(|run| run.from <= index);
        let run = after.checked_sub(1).map(|before| &self.backdated[before]).filter(|run| index < run.until);
        run.map_or(self.records[index].at_ms, |run| run.latest_ms)
    }
}
