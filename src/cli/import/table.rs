//! A CSV file of typed entries becomes checked rows.
//!
//! Invariant: a [`Table`] exists only where every line of the file was understood; nothing is skipped
//! and nothing guessed. Which row an `undo` takes back follows from the file alone, so an import that
//! was interrupted means the same when it goes on.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use crate::cli::choice;
use crate::cli::failure::Failure;
use crate::domain::event::{Event, TEXT_MAX};
use crate::domain::record::{Measure, Moment, ShortHash, StationId};
use crate::entry::Amount;
use crate::journal::line::LineError;

/// The columns, in the order in which messages name them.
pub const COLUMNS: [&str; 6] = ["at", "station", "operator", "material", "grade", "typed"];

/// What the material column says where people are counted.
const PEOPLE: &str = "participants";

/// What the typed column says where the row before is taken back.
const UNDO: &str = "undo";

/// What one row does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// `material` is its place in the catalogue.
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
    /// Takes back the row at this place of [`Table::rows`].
    Undo {
        row: usize,
    },
}

/// One understood row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line of the file on which it starts, from 1; the header is a line too.
    pub line: u32,
    pub at: Moment,
    pub station: StationId,
    /// Empty is nobody.
    pub operator: String,
    pub deed: Deed,
}

/// A whole file that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The first 16 hex digits of the file's SHA-256: what its rows are known by in the journals.
    pub file: ShortHash,
    pub rows: Vec<Row>,
}

/// Why a file was not understood.
#[derive(Debug)]
pub enum TableError {
    /// No line, or an empty first one.
    NoHeader,
    UnknownColumn(String),
    DuplicateColumn(String),
    MissingColumn(&'static str),
    /// Lines that were not understood, by their number.
    Rows(Vec<(u32, RowError)>),
}

/// Why a row was not understood.
#[derive(Debug)]
pub enum RowError {
    /// The bytes are no UTF-8 text.
    Encoding,
    Fields {
        expected: usize,
        found: usize,
    },
    /// Longer than [`TEXT_MAX`] characters, or with control characters.
    Operator(String),
    /// A field that does not say what it should.
    Field(Failure),
    /// No earlier row of this station is left to take back.
    NothingToUndo(StationId),
    /// No line of a journal can hold it.
    Line(LineError),
}

impl From<Failure> for RowError {
    fn from(failure: Failure) -> Self {
        Self::Field(failure)
    }
}

impl Table {
    /// Reads and checks a whole file.
    ///
    /// # Errors
    /// [`TableError`]; for rows, all that were not understood.
    pub fn read(bytes: &[u8], event: &Event) -> Result<Self, TableError> {
        let mut digest = [0; 8];
        digest.copy_from_slice(&Sha256::digest(bytes)[..8]);
        let file = ShortHash(u64::from_be_bytes(digest));
        let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text);
        let mut records = reader.byte_records();
        // Reading from memory meets no other error: rows may have any number of fields.
        let header = records.next().and_then(Result::ok).ok_or(TableError::NoHeader)?;
        let places = places(&header)?;
        let mut lines = Lines { text, at: 0, line: 1 };
        let mut rows: Vec<Row> = Vec::new();
        let mut faults = Vec::new();
        // The rows of each station that an undo could take back, newest last.
        let mut live: BTreeMap<StationId, Vec<usize>> = BTreeMap::new();
        for record in records.filter_map(Result::ok) {
            let line = lines.of(record.position().map_or(0, csv::Position::byte));
            match read_row(&record, &places, line, event, &live) {
                Ok(row) => {
                    let standing = live.entry(row.station).or_default();
                    match row.deed {
                        Deed::Undo { .. } => drop(standing.pop()),
                        Deed::Entry { .. } | Deed::People { .. } => standing.push(rows.len()),
                    }
                    rows.push(row);
                }
                Err(fault) => faults.push((line, fault)),
            }
        }
        if faults.is_empty() { Ok(Self { file, rows }) } else { Err(TableError::Rows(faults)) }
    }

    /// The stations that the file names, in order.
    #[must_use]
    pub fn stations(&self) -> BTreeSet<StationId> {
        self.rows.iter().map(|row| row.station).collect()
    }

    /// How many rows fall on which other day than the event's.
    #[must_use]
    pub fn other_days(&self, event: &Event) -> BTreeMap<NaiveDate, usize> {
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

/// Which field of a row holds which column, in the order of [`COLUMNS`].
fn places(header: &csv::ByteRecord) -> Result<[usize; 6], TableError> {
    let mut places = [None; 6];
    for (place, name) in header.iter().enumerate() {
        let name = String::from_utf8_lossy(name);
        match COLUMNS.iter().position(|column| *column == name) {
            None => return Err(TableError::UnknownColumn(name.into_owned())),
            Some(column) if places[column].is_some() => {
                return Err(TableError::DuplicateColumn(name.into_owned()));
            }
            Some(column) => places[column] = Some(place),
        }
    }
    let mut found = [0; 6];
    for (column, name) in COLUMNS.into_iter().enumerate() {
        found[column] = places[column].ok_or(TableError::MissingColumn(name))?;
    }
    Ok(found)
}

fn read_row(
    record: &csv::ByteRecord,
    places: &[usize; 6],
    line: u32,
    event: &Event,
    live: &BTreeMap<StationId, Vec<usize>>,
) -> Result<Row, RowError> {
    if record.len() != COLUMNS.len() {
        return Err(RowError::Fields { expected: COLUMNS.len(), found: record.len() });
    }
    let mut fields = [""; 6];
    for (field, place) in fields.iter_mut().zip(places) {
        *field = std::str::from_utf8(&record[*place]).map_err(|_| RowError::Encoding)?;
    }
    let [at, station, operator, material, grade, typed] = fields;
    let at = choice::time(at)?;
    let station = choice::station(station)?;
    if operator.chars().count() > TEXT_MAX || operator.chars().any(char::is_control) {
        return Err(RowError::Operator(operator.to_owned()));
    }
    let deed = match material {
        "" if typed == UNDO => {
            let row = live.get(&station).and_then(|rows| rows.last().copied());
            Deed::Undo { row: row.ok_or(RowError::NothingToUndo(station))? }
        }
        PEOPLE => {
            let count = choice::people(typed).ok_or_else(|| Failure::BadPeople(typed.to_owned()))?;
            Deed::People { count }
        }
        id => read_entry(id, grade, typed, event)?,
    };
    Ok(Row { line, at, station, operator: operator.to_owned(), deed })
}

fn read_entry(id: &str, grade: &str, typed: &str, event: &Event) -> Result<Deed, Failure> {
    let (index, material) = event.material(id).ok_or_else(|| choice::unknown_material(event, id))?;
    let grade = choice::grade(material, (!grade.is_empty()).then_some(grade))?;
    let Amount { measure, about } = choice::amount(event, index, typed)?;
    Ok(Deed::Entry { material: index, grade, measure, about, typed: typed.to_owned() })
}

/// Counts lines up to places in a text that come in order.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: u32,
}

impl Lines<'_> {
    /// The line on which the record begins whose bytes begin here; empty lines before it are passed.
    fn of(&mut self, byte: u64) -> u32 {
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
        let table = Table::read(text.as_bytes(), &event).unwrap();
        table.rows.iter().map(|row| row.line).collect()
    }

    #[test]
    fn rows_are_the_lines_that_an_editor_shows() {
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
    fn an_undo_takes_back_the_nearest_row_of_its_station_that_stands() {
        let day = NaiveDate::from_ymd_opt(2026, 1, 25).unwrap();
        let event = Event::new(1, "R", day, UtcOffset::parse("+05:00").unwrap()).unwrap();
        let at = "2026-01-25T12:00:00+05:00";
        let mut text = COLUMNS.join(",");
        for row in
            ["A,O,paper,,1", "B,O,participants,,+2", "A,O,paper,,2", "A,O,,,undo", "B,O,,,undo", "A,O,,,undo"]
        {
            text += &format!("\n{at},{row}");
        }
        let table = Table::read(text.as_bytes(), &event).unwrap();
        let undone: Vec<usize> = table
            .rows
            .iter()
            .filter_map(|row| if let Deed::Undo { row } = row.deed { Some(row) } else { None })
            .collect();
        assert_eq!(undone, [2, 1, 0]);
        text += &format!("\n{at},A,O,,,undo");
        let fault = Table::read(text.as_bytes(), &event).unwrap_err();
        assert!(
            matches!(fault, TableError::Rows(rows) if matches!(rows[..], [(8, RowError::NothingToUndo(_))]))
        );
    }
}
