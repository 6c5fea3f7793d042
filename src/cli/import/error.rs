//! Why a file is not imported, and the texts of these errors.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use thiserror::Error;

use crate::cli::argument::error::ArgumentError;
use crate::domain::event::TEXT_MAX;
use crate::domain::record::StationId;
use crate::journal::line::LineError;
use crate::language::{Explain, Message, Text, format};

/// The columns, in the order in which messages list them.
pub(super) const COLUMNS: [&str; 6] = ["at", "station", "operator", "material", "grade", "typed"];

/// Maximum number of invalid or unusual rows that are listed. Further rows are only counted.
pub(super) const LISTED_ROWS_MAX: usize = 20;

/// Why a file was not imported. Nothing was written.
#[derive(Debug, Error)]
pub(crate) enum ImportError {
    #[error("{} cannot be imported", file.display())]
    Table {
        file: PathBuf,
        #[source]
        error: TableError,
    },
    /// The rows are of several days, and no event was named.
    #[error("the rows are of {} days", .0.len())]
    SeveralDays(Vec<NaiveDate>),
    /// This many rows were already imported from another file.
    #[error("{0} rows were imported from another file")]
    AlreadyImported(usize),
    /// `--strict` was given and there is a warning.
    #[error("there are warnings")]
    Strict,
}

/// Why a file is not valid.
#[derive(Debug, Error)]
pub(crate) enum TableError {
    /// The file has no lines, or its first line is empty.
    #[error("there is no header")]
    NoHeader,
    #[error("unknown column {0:?}")]
    UnknownColumn(String),
    #[error("duplicate column {0:?}")]
    DuplicateColumn(String),
    #[error("the column {0:?} is missing")]
    MissingColumn(&'static str),
    #[error("{} rows are not valid", .0.count)]
    Rows(InvalidRows),
}

/// The invalid rows of a file.
#[derive(Debug, Default)]
pub(crate) struct InvalidRows {
    /// The line numbers and errors of the first [`LISTED_ROWS_MAX`] rows. The others are only counted, because a file
    /// may have millions of them.
    pub(super) listed: Vec<(u32, RowError)>,
    count: usize,
}

impl InvalidRows {
    pub(super) const fn is_empty(&self) -> bool {
        self.count == 0
    }

    pub(super) fn add(&mut self, line: u32, error: RowError) {
        self.count += 1;
        if self.listed.len() < LISTED_ROWS_MAX {
            self.listed.push((line, error));
        }
    }
}

impl FromIterator<(u32, RowError)> for InvalidRows {
    fn from_iter<I: IntoIterator<Item = (u32, RowError)>>(rows: I) -> Self {
        let mut all = Self::default();
        rows.into_iter().for_each(|(line, error)| all.add(line, error));
        all
    }
}

/// Why a row is not valid.
#[derive(Debug, Error)]
pub(crate) enum RowError {
    /// The bytes are not UTF-8.
    #[error("the row is not UTF-8")]
    Encoding,
    #[error("{found} fields, expected {expected}")]
    Fields { expected: usize, found: usize },
    /// The name is longer than [`TEXT_MAX`] characters or has control characters.
    #[error("{0:?} is not the name of an operator")]
    Operator(String),
    /// A field with an invalid value.
    #[error("a field is not valid")]
    Field(#[from] ArgumentError),
    /// There is no earlier row of this station to undo.
    #[error("there is no earlier row of station {0} to undo")]
    NothingToUndo(StationId),
    /// The row does not fit into a journal line.
    #[error("the row does not fit into a journal line")]
    Line(#[source] LineError),
}

impl ImportError {
    /// Returns a message for each of the first errors, and a last message with the total number of invalid
    /// rows.
    #[must_use]
    pub(crate) fn lines(&self) -> Vec<Text> {
        match self {
            Self::AlreadyImported(count) => vec![Message::ImportKnownRows { count: (*count).into() }.into()],
            Self::SeveralDays(days) => {
                vec![Message::ImportSeveralDays { days: format::list(days).into() }.into()]
            }
            Self::Strict => vec![Message::ImportStrict.into()],
            Self::Table { file, error: TableError::Rows(rows) } => {
                let line = |(row, error): &(u32, RowError)| at_row(file, *row, error.explain()).into();
                let mut lines: Vec<Text> = rows.listed.iter().map(line).collect();
                lines.push(Message::ImportRefused { count: rows.count.into() }.into());
                lines
            }
            Self::Table { file, error } => vec![at_row(file, 1, error.explain()).into()],
        }
    }
}

/// Prefixes an error with the name of the file and the number of the row.
pub(super) fn at_row(file: &Path, row: u32, error: Text) -> Message {
    Message::ImportLine { file: file.into(), row: row.to_string().into(), fault: error }
}

impl Explain for TableError {
    fn explain(&self) -> Text {
        let columns = COLUMNS.join(",").into();
        let message = match self {
            Self::NoHeader | Self::Rows(_) => Message::ImportNoHeader { columns },
            Self::UnknownColumn(column) => Message::ImportUnknownColumn { column: column.into(), columns },
            Self::DuplicateColumn(column) => Message::ImportDuplicateColumn { column: column.into() },
            Self::MissingColumn(column) => Message::ImportMissingColumn { column: (*column).into() },
        };
        message.into()
    }
}

impl Explain for RowError {
    fn explain(&self) -> Text {
        let message = match self {
            Self::Encoding => Message::ImportEncoding,
            Self::Fields { expected, found } => {
                Message::ImportFields { expected: (*expected).into(), found: (*found).into() }
            }
            Self::Operator(name) => Message::ImportOperator { name: name.into(), most: TEXT_MAX.into() },
            Self::Field(error) => return error.explain(),
            Self::NothingToUndo(station) => Message::ImportNothingToUndo { station: (*station).into() },
            Self::Line(error) => return error.explain(),
        };
        message.into()
    }
}
