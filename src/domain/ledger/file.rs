//! One journal file in the ledger, and its records in compact form.

use crate::domain::ledger::view::{RecordKind, Slot};
use crate::domain::record::{JournalId, ShortHash, StationId};

/// Flag: the entry is an estimate.
pub(super) const ABOUT: u8 = 1;
/// Flag: another file of the same journal has the same record, which counts there.
pub(super) const COPY: u8 = 2;
/// Flag: the line could not be read. Its content is unknown, so the record is treated neither as a copy nor
/// as a fork.
pub(super) const DAMAGED: u8 = 4;

/// One record in 32 bytes.
#[derive(Clone, Copy)]
pub(super) struct CompactRecord {
    pub(super) hash: ShortHash,
    /// The time of the record, in milliseconds since 1970-01-01 UTC.
    pub(super) at_ms: i64,
    /// Net grams, or the number of people.
    pub(super) amount: u32,
    /// The number of pieces, or the tare in grams.
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

    pub(super) const fn is_copy(&self) -> bool {
        self.flags & COPY != 0
    }

    pub(super) const fn is_damaged(&self) -> bool {
        self.flags & DAMAGED != 0
    }

    pub(super) const fn is_estimate(&self) -> bool {
        self.flags & ABOUT != 0
    }

    /// Returns whether the record may add to the sums: it has a measure or people, and is not a copy.
    pub(super) fn is_countable(&self) -> bool {
        self.kind != RecordKind::Note && !self.is_copy()
    }
}

/// One journal file.
pub(super) struct LedgerFile {
    /// The file's name without its extension. If the journal came from a copy of the event, its file may not
    /// be named after its station.
    pub(super) name: StationId,
    /// The station that wrote the journal. Voids and corrections refer to its records by this id.
    pub(super) station: StationId,
    pub(super) journal: JournalId,
    /// The index in the ledger of the operator who works at the station now.
    pub(super) operator: u16,
    pub(super) records: Vec<CompactRecord>,
    /// The other files of the same journal.
    pub(super) twins: Vec<Slot>,
    /// The latest time of all records, in milliseconds since 1970-01-01 UTC.
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
            operator: 0,
            records: Vec::with_capacity(capacity),
            twins: Vec::new(),
            latest_ms: i64::MIN,
            backdated: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, record: CompactRecord) {
        let index = self.records.len();
        self.records.push(record);
        if record.at_ms >= self.latest_ms {
            self.latest_ms = record.at_ms;
        } else if let Some(run) = self.backdated.last_mut().filter(|run| run.until == index) {
            // The latest time before this record equals the latest time before its run.
            run.until += 1;
        } else {
            let latest_ms = self.latest_ms;
            self.backdated.push(BackdatedRun { from: index, until: index + 1, latest_ms });
        }
    }

    /// Adds a line that could not be read. The time of the line is unknown too, so the line does not change
    /// the latest time of the file.
    pub(super) fn push_damaged(&mut self) {
        self.records.push(CompactRecord { flags: DAMAGED, ..CompactRecord::NOTE });
    }

    /// Returns the latest time up to and including this record, in milliseconds since 1970-01-01 UTC.
    pub(super) fn latest_until(&self, index: usize) -> i64 {
        let after = self.backdated.partition_point(|run| run.from <= index);
        let run = after.checked_sub(1).map(|before| &self.backdated[before]).filter(|run| index < run.until);
        run.map_or(self.records[index].at_ms, |run| run.latest_ms)
    }
}
