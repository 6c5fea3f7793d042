//! The records that a table becomes.
//!
//! Invariant: the file alone determines which row an `undo` voids, so a continued import gives the same result as an
//! uninterrupted one.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use crate::domain::event::Event;
use crate::domain::record::{Moment, ShortHash, StationId};
use crate::spreadsheet::{self, Action, Reading, RowFault, TableEntry, TableRow, When};

/// Effect of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RowAction {
    Entry(TableEntry),
    People {
        count: u32,
    },
    /// Undoes the row at this index of [`ImportTable::rows`].
    Undo {
        row: usize,
    },
}

/// One record of the table, apart from its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ImportRow {
    /// The number of the row that a spreadsheet program shows. Records of one row have the same number.
    pub line: u32,
    pub at: Moment,
    pub station: StationId,
    /// Empty if nobody is on duty.
    pub operator: String,
    pub action: RowAction,
}

/// A valid table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ImportTable {
    /// The first 16 hex digits of the file's SHA-256, which identify its rows in the journals.
    pub file: ShortHash,
    pub rows: Vec<ImportRow>,
}

impl ImportTable {
    /// Converts the rows of a table for this event. Rows without a station are of `station`, and rows without a day are of
    /// the event's day.
    ///
    /// # Errors
    /// Returns the rows that undo nothing.
    pub(crate) fn new(
        bytes: &[u8],
        reading: &Reading,
        event: &Event,
        station: StationId,
    ) -> Result<Self, Vec<(u32, RowFault)>> {
        let mut rows: Vec<ImportRow> = Vec::with_capacity(reading.rows.len());
        let mut faults = Vec::new();
        // Rows of each station that an `undo` row can still void, newest last.
        let mut live: BTreeMap<StationId, Vec<usize>> = BTreeMap::new();
        for row in &reading.rows {
            let station = row.station.unwrap_or(station);
            let undoable = live.entry(station).or_default();
            let action = match &row.action {
                Action::Undo => match undoable.pop() {
                    Some(row) => RowAction::Undo { row },
                    None => {
                        faults.push((row.number, RowFault::NothingToUndo(station)));
                        continue;
                    }
                },
                Action::People { count } => RowAction::People { count: *count },
                Action::Entry(entry) => RowAction::Entry(entry.clone()),
            };
            if !matches!(action, RowAction::Undo { .. }) {
                undoable.push(rows.len());
            }
            let (at, operator) = (moment(row, event), row.operator.clone());
            rows.push(ImportRow { line: row.number, at, station, operator, action });
        }
        if faults.is_empty() { Ok(Self { file: file_hash(bytes), rows }) } else { Err(faults) }
    }

    /// Returns the stations in the table, sorted.
    #[must_use]
    pub(super) fn stations(&self) -> BTreeSet<StationId> {
        self.rows.iter().map(|row| row.station).collect()
    }

    /// Counts the rows of each day that is not the day of the event.
    #[must_use]
    pub(super) fn other_days(&self, event: &Event) -> BTreeMap<NaiveDate, usize> {
        let mut days = BTreeMap::new();
        for row in &self.rows {
            let day = event.day_of(row.at.to_utc());
            if day != event.date {
                *days.entry(day).or_default() += 1;
            }
        }
        days
    }
}

fn file_hash(bytes: &[u8]) -> ShortHash {
    let mut digest = [0; 8];
    digest.copy_from_slice(&Sha256::digest(bytes)[..8]);
    ShortHash(u64::from_be_bytes(digest))
}

/// Returns the moment of a row. A day without a time begins with its first moment.
fn moment(row: &TableRow, event: &Event) -> Moment {
    let offset = event.utc_offset.0;
    match row.when {
        Some(When::Moment(at)) => at,
        Some(When::Local { date, time }) => spreadsheet::at_offset(date, time, offset),
        None => spreadsheet::at_offset(event.date, row.time, offset),
    }
}
