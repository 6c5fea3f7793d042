//! The content of a spreadsheet: rows of cells, with the row numbers that a spreadsheet program shows.

use std::borrow::Cow;

use chrono::{NaiveDateTime, NaiveTime, Timelike};

/// The maximum number of cells of a sheet. A larger sheet is refused, because it may be a compressed bomb.
pub(super) const CELLS_MAX: usize = 20_000_000;

/// The content of one cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Cell {
    #[default]
    Empty,
    /// A text without spaces at its ends. It is not empty.
    Text(String),
    /// A number of a workbook, as the shortest decimal text with a point, such as `12.5`.
    Number(String),
    /// A day of a workbook, with a time or at midnight.
    Moment(NaiveDateTime),
    /// A time of day without a day.
    Time(NaiveTime),
    /// A formula whose result was never computed.
    Uncomputed,
    /// An error of the spreadsheet program, such as `#REF!`.
    Fault(String),
    /// A number that the workbook shows with a unit other than kilograms or pieces, such as `12.5` with `т`.
    Shown { number: String, unit: String },
    /// A cell that is merged with a number in a row above. The number is not repeated.
    Merged,
}

impl Cell {
    /// Creates a cell from a text, without the spaces and invisible characters at its ends.
    pub(super) fn from_text(text: &str) -> Self {
        let trimmed = trim(text);
        if trimmed.is_empty() { Self::Empty } else { Self::Text(trimmed.to_owned()) }
    }

    /// Returns whether the cell has no content.
    pub(crate) const fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// Returns the content as a text: `12.5`, `2026-01-25`, `2026-01-25 14:05:00`.
    pub(crate) fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Empty | Self::Uncomputed | Self::Merged => Cow::Borrowed(""),
            Self::Text(text) | Self::Number(text) | Self::Fault(text) | Self::Shown { number: text, .. } => {
                Cow::Borrowed(text)
            }
            Self::Moment(at) if at.num_seconds_from_midnight() == 0 => {
                Cow::Owned(at.format("%Y-%m-%d").to_string())
            }
            Self::Moment(at) => Cow::Owned(at.format("%Y-%m-%d %H:%M:%S").to_string()),
            Self::Time(time) => Cow::Owned(time.format("%H:%M:%S").to_string()),
        }
    }
}

/// Removes spaces of every kind and invisible marks from both ends.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}')
    })
}

/// One row with at least one cell that is not empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// The number that a spreadsheet program shows, from 1.
    pub number: u32,
    /// The cells from the first column, without empty ones at the end.
    pub cells: Vec<Cell>,
    /// The number of fields that the row has in a text file, with empty ones.
    pub width: usize,
    /// Whether the workbook hides the row, as a filter does.
    pub is_hidden: bool,
    /// The columns of the cells that are struck through.
    pub struck: Vec<usize>,
}

impl Row {
    /// Creates a row, or returns `None` if all cells are empty.
    pub(super) fn new(number: u32, mut cells: Vec<Cell>) -> Option<Self> {
        let width = cells.len();
        while cells.last().is_some_and(Cell::is_empty) {
            cells.pop();
        }
        (!cells.is_empty()).then_some(Self { number, cells, width, is_hidden: false, struck: Vec::new() })
    }

    /// Returns the cell of a column, from 0.
    pub(crate) fn cell(&self, column: usize) -> &Cell {
        const EMPTY: &Cell = &Cell::Empty;
        self.cells.get(column).unwrap_or(EMPTY)
    }

    /// Returns the cells that are not empty, with their columns.
    pub(super) fn filled(&self) -> impl Iterator<Item = (usize, &Cell)> {
        self.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty())
    }
}

/// What a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FileKind {
    Text {
        /// The name of the encoding, such as `windows-1251`.
        encoding: &'static str,
        /// Whether the encoding was guessed from the characters that it gives.
        is_guessed: bool,
        separator: char,
    },
    Workbook {
        /// The name of the sheet.
        sheet: String,
        /// The names of the other sheets that have content.
        others: Vec<String>,
    },
}

/// One sheet of a workbook, or a text file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sheet {
    pub kind: FileKind,
    /// The rows that are not blank, in order.
    pub rows: Vec<Row>,
    /// The number of blank rows above the last row with content, and of blank rows of a text file after it.
    pub blank_rows: usize,
}

impl Sheet {
    /// Returns whether the sheet is a text file in which commas separate the cells.
    pub(super) const fn is_comma_separated(&self) -> bool {
        matches!(self.kind, FileKind::Text { separator: ',', .. })
    }

    /// Returns whether the sheet is a text file.
    pub(super) const fn is_text(&self) -> bool {
        matches!(self.kind, FileKind::Text { .. })
    }
}

/// Returns the letters that a spreadsheet program shows for a column, from 0: `A`, `Z`, `AA`.
#[must_use]
pub(super) fn column_letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        let letters = [0, 25, 26, 701, 702].map(column_letters);
        assert_eq!(letters, ["A", "Z", "AA", "ZZ", "AAA"]);
    }

    #[test]
    fn spaces_and_invisible_marks_at_the_ends_do_not_count() {
        assert_eq!(Cell::from_text("\u{feff} \u{a0}12,5\t\u{200b}"), Cell::Text("12,5".into()));
        assert_eq!(Cell::from_text(" \u{a0}"), Cell::Empty);
    }
}
