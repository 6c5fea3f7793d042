//! Parses a CSV file of typed entries into checked rows.
//!
//! Invariant: an [`ImportTable`] exists only if every line of the file is valid; nothing is skipped or
//! guessed. The file alone determines which row an `undo` voids, so a continued import gives the same result
//! as an uninterrupted one.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use crate::cli::argument;
use crate::cli::argument::error::ArgumentError;
use crate::cli::import::error::{COLUMNS, InvalidRows, RowError, TableError};
use crate::domain::event::{Event, TEXT_MAX};
use crate::domain::record::{Measure, Moment, ShortHash, StationId};
use crate::entry::Amount;

/// Value of the column `material` for a count of people.
const PEOPLE: &str = "participants";

/// Value of the column `typed` that undoes an earlier row.
const UNDO: &str = "undo";

/// Effect of one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RowAction {
    /// `material` is an index in the catalogue.
    Entry {
        material: usize,
        grade: Option<String>,
        measure: Measure,
        about: bool,
        typed: String,
    },
    People {
        count: u32,
    },
    /// Undoes the row at this index of [`ImportTable::rows`].
    Undo {
        row: usize,
    },
}

/// One valid row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ImportRow {
    /// Line number where the row starts, from 1. The header counts.
    pub line: u32,
    pub at: Moment,
    pub station: StationId,
    /// Empty if nobody is on duty.
    pub operator: String,
    pub action: RowAction,
}

/// A valid file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ImportTable {
    /// The first 16 hex digits of the file's SHA-256, which identify its rows in the journals.
    pub file: ShortHash,
    pub rows: Vec<ImportRow>,
}

/// Returns the file without its byte order mark.
fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes)
}

/// Returns a reader that also returns rows with too many or too few fields.
fn reader(text: &[u8]) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().has_headers(false).flexible(true).trim(csv::Trim::All).from_reader(text)
}

impl ImportTable {
    /// Reads and checks a whole file.
    ///
    /// # Errors
    /// [`TableError`], with all invalid rows.
    pub(crate) fn read(bytes: &[u8], event: &Event) -> Result<Self, TableError> {
        let mut digest = [0; 8];
        digest.copy_from_slice(&Sha256::digest(bytes)[..8]);
        let file = ShortHash(u64::from_be_bytes(digest));
        let text = without_mark(bytes);
        let mut reader = reader(text);
        let mut records = reader.byte_records();
        // If there is a row, reading it cannot fail, because it is in memory and may have any number of
        // fields.
        let header = records.next().and_then(Result::ok).ok_or(TableError::NoHeader)?;
        let column_indices = column_indices(&header)?;
        let mut lines = LineCounter { text, at: 0, line: 1 };
        let mut rows: Vec<ImportRow> = Vec::new();
        let mut errors = InvalidRows::default();
        // Rows of each station that an `undo` row can still void, newest last.
        let mut live: BTreeMap<StationId, Vec<usize>> = BTreeMap::new();
        for record in records.filter_map(Result::ok) {
            let line = lines.line_at(record.position().map_or(0, csv::Position::byte));
            match read_row(&record, &column_indices, line, event, &live) {
                Ok(row) => {
                    let undoable = live.entry(row.station).or_default();
                    match row.action {
                        RowAction::Undo { .. } => drop(undoable.pop()),
                        RowAction::Entry { .. } | RowAction::People { .. } => undoable.push(rows.len()),
                    }
                    rows.push(row);
                }
                Err(error) => errors.add(line, error),
            }
        }
        if errors.is_empty() { Ok(Self { file, rows }) } else { Err(TableError::Rows(errors)) }
    }

    /// Returns the times of the rows, as far as the file can be read. [`ImportTable::read`] reports its errors.
    #[must_use]
    pub(crate) fn times(bytes: &[u8]) -> Vec<Moment> {
        let mut reader = reader(without_mark(bytes));
        let mut records = reader.byte_records().filter_map(Result::ok);
        let Some(Ok(column_indices)) = records.next().map(|header| column_indices(&header)) else {
            return Vec::new();
        };
        let time = |record: csv::ByteRecord| {
            let at = std::str::from_utf8(record.get(column_indices[0])?).ok()?;
            argument::time(at).ok()
        };
        records.filter_map(time).collect()
    }

    /// Returns the stations in the file, sorted.
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

/// Returns the field index of each column, in the order of [`COLUMNS`].
fn column_indices(header: &csv::ByteRecord) -> Result<[usize; 6], TableError> {
    let mut column_indices = [None; 6];
    for (index, name) in header.iter().enumerate() {
        let name = String::from_utf8_lossy(name);
        match COLUMNS.iter().position(|column| *column == name) {
            None => return Err(TableError::UnknownColumn(name.into_owned())),
            Some(column) if column_indices[column].is_some() => {
                return Err(TableError::DuplicateColumn(name.into_owned()));
            }
            Some(column) => column_indices[column] = Some(index),
        }
    }
    let mut found = [0; 6];
    for (column, name) in COLUMNS.into_iter().enumerate() {
        found[column] = column_indices[column].ok_or(TableError::MissingColumn(name))?;
    }
    Ok(found)
}

fn read_row(
    record: &csv::ByteRecord,
    column_indices: &[usize; 6],
    line: u32,
    event: &Event,
    live: &BTreeMap<StationId, Vec<usize>>,
) -> Result<ImportRow, RowError> {
    if record.len() != COLUMNS.len() {
        return Err(RowError::Fields { expected: COLUMNS.len(), found: record.len() });
    }
    let mut fields = [""; 6];
    for (field, index) in fields.iter_mut().zip(column_indices) {
        *field = std::str::from_utf8(&record[*index]).map_err(|_| RowError::Encoding)?;
    }
    let [at, station, operator, material, grade, typed] = fields;
    let at = argument::time(at)?;
    let station = argument::station(station)?;
    if operator.chars().count() > TEXT_MAX || operator.chars().any(char::is_control) {
        return Err(RowError::Operator(operator.to_owned()));
    }
    let action = match material {
        "" if typed == UNDO => {
            let row = live.get(&station).and_then(|rows| rows.last().copied());
            RowAction::Undo { row: row.ok_or(RowError::NothingToUndo(station))? }
        }
        PEOPLE => {
            let count = argument::people(typed)?;
            RowAction::People { count }
        }
        id => read_entry(id, grade, typed, event)?,
    };
    Ok(ImportRow { line, at, station, operator: operator.to_owned(), action })
}

fn read_entry(id: &str, grade: &str, typed: &str, event: &Event) -> Result<RowAction, ArgumentError> {
    let (index, material) = event.material(id).ok_or_else(|| argument::unknown_material(event, id))?;
    let grade = argument::grade(material, (!grade.is_empty()).then_some(grade))?;
    let Amount { measure, about } = argument::amount(event, index, typed)?;
    Ok(RowAction::Entry { material: index, grade, measure, about, typed: typed.to_owned() })
}

/// Converts ascending byte offsets into line numbers.
struct LineCounter<'a> {
    text: &'a [u8],
    at: usize,
    line: u32,
}

impl LineCounter<'_> {
    /// Returns the line of the record that starts at this byte, after skipping empty lines.
    fn line_at(&mut self, byte: u64) -> u32 {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX);
        while let Some(b) = self.text.get(self.at) {
            let ends = *b == b'\n' || (*b == b'\r' && self.text.get(self.at + 1) != Some(&b'\n'));
            if self.at >= byte && !matches!(b, b'\n' | b'\r') {
                break;
            }
            self.line += u32::from(ends);
            self.at += 1;
        }
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::UtcOffset;

    fn lines(text: &str) -> Vec<u32> {
        let day = NaiveDate::from_ymd_opt(2026, 1, 25).unwrap();
        let event = Event::new(1, "R", day, UtcOffset::parse("+05:00").unwrap()).unwrap();
        let table = ImportTable::read(text.as_bytes(), &event).unwrap();
        table.rows.iter().map(|row| row.line).collect()
    }

    #[test]
    fn row_numbers_are_the_line_numbers_of_an_editor() {
        let row = "2026-01-25T12:00:00+05:00,A,O,paper,,1";
        for (end, blank) in [("\n", "\n\n"), ("\r\n", "\r\n\r\n"), ("\r", "\r\r")] {
            let header = COLUMNS.join(",");
            assert_eq!(lines(&[&header, row, row].join(end)), [2, 3], "{end:?}");
            assert_eq!(lines(&[&header, row, row].join(blank)), [3, 5], "{end:?}");
            assert_eq!(lines(&format!("{blank}{header}{end}{row}")), [4], "{end:?}");
        }
        assert_eq!(lines(&format!("\u{feff}{}", COLUMNS.join(","))), [0; 0]);
    }

    #[test]
    fn an_undo_takes_back_the_nearest_live_row_of_its_station() {
        let day = NaiveDate::from_ymd_opt(2026, 1, 25).unwrap();
        let event = Event::new(1, "R", day, UtcOffset::parse("+05:00").unwrap()).unwrap();
        let at = "2026-01-25T12:00:00+05:00";
        let mut text = COLUMNS.join(",");
        for row in
            ["A,O,paper,,1", "B,O,participants,,+2", "A,O,paper,,2", "A,O,,,undo", "B,O,,,undo", "A,O,,,undo"]
        {
            text += &format!("\n{at},{row}");
        }
        let table = ImportTable::read(text.as_bytes(), &event).unwrap();
        let undone: Vec<usize> = table
            .rows
            .iter()
            .filter_map(|row| if let RowAction::Undo { row } = row.action { Some(row) } else { None })
            .collect();
        assert_eq!(undone, [2, 1, 0]);
        text += &format!("\n{at},A,O,,,undo");
        let error = ImportTable::read(text.as_bytes(), &event).unwrap_err();
        assert!(
            matches!(error, TableError::Rows(rows) if matches!(rows.listed[..], [(8, RowError::NothingToUndo(_))]))
        );
    }
}
