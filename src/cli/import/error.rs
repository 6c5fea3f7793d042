//! Why a file is not imported, and the texts of these errors.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use thiserror::Error;

use crate::journal::line::LineError;
use crate::language::{Explain, Message, Text, errors, format};
use crate::spreadsheet::{HeaderError, NearestHeader, Role, SheetError};

/// Maximum number of invalid or unusual rows that are listed. Further rows are only counted.
pub(super) const LISTED_ROWS_MAX: usize = 20;

/// Maximum number of doubts about names that are listed. Further ones are only counted.
const LISTED_DOUBTS_MAX: usize = 20;

/// Maximum number of columns that one message names.
pub(super) const NAMED_COLUMNS_MAX: usize = 20;

/// Maximum number of rows that one doubt names.
const NAMED_ROWS_MAX: usize = 8;

/// Why a file was not imported. Nothing was written.
#[derive(Debug, Error)]
pub(crate) enum ImportError {
    /// The file has no sheet that can be read.
    #[error("{} cannot be read", file.display())]
    Sheet {
        file: PathBuf,
        #[source]
        error: SheetError,
    },
    /// The sheet has no table.
    #[error("{} has no table", file.display())]
    Header {
        file: PathBuf,
        #[source]
        error: Box<HeaderError>,
        /// The row that is the most like a header.
        nearest: Option<Box<NearestHeader>>,
    },
    /// Rows of the table are not clear.
    #[error("{} is not clear", file.display())]
    Unclear { file: PathBuf, rows: Box<UnclearRows> },
    /// The rows are of several days, and no event was named.
    #[error("the rows are of {} days", .0.len())]
    SeveralDays(Vec<NaiveDate>),
    /// Neither the rows nor the titles have a day, and no event was named.
    #[error("the rows have no day")]
    NoDay { file: PathBuf, rows: Vec<u32> },
    /// The table has rows, but no amount.
    #[error("nothing was weighed")]
    Nothing { file: PathBuf },
    /// The table has a header, in this row, and no rows.
    #[error("the table has no rows")]
    NoRows { file: PathBuf, row: u32 },
    /// The file of `--map` is no mapping.
    #[error("{} is not a mapping", file.display())]
    Map {
        file: PathBuf,
        #[source]
        error: serde_json::Error,
    },
    /// A folder or file for the answers cannot be used.
    #[error("{} cannot be used", file.display())]
    Answers {
        file: PathBuf,
        #[source]
        error: io::Error,
    },
    /// `--strict` was given and there is a warning.
    #[error("there are warnings")]
    Strict,
}

/// The doubts and invalid rows of a table, as texts.
#[derive(Debug, Default)]
pub(crate) struct UnclearRows {
    /// The first [`LISTED_DOUBTS_MAX`] doubts with their rows.
    doubts: Vec<(Vec<u32>, Text)>,
    /// The number of further doubts.
    more_doubts: usize,
    /// The ids of all materials, if a name is none of them.
    known: Vec<String>,
    /// The numbers and faults of the first [`LISTED_ROWS_MAX`] rows. The others are only counted, because a file may have
    /// millions of them.
    faults: Vec<(u32, Text)>,
    /// The numbers of all rows with a doubt or a fault.
    rows: BTreeSet<u32>,
}

impl UnclearRows {
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Returns each doubt and each listed fault, with its rows.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Vec<u32>, &Text)> {
        let faults = self.faults.iter().map(|(row, text)| (vec![*row], text));
        self.doubts.iter().map(|(rows, text)| (rows.clone(), text)).chain(faults)
    }

    /// Lists the materials once after the doubts.
    pub(super) fn list_materials(&mut self, ids: Vec<String>) {
        self.known = ids;
    }

    /// Returns how many further doubts there are, and the ids of the materials.
    pub(super) fn after_doubts(&self) -> Vec<Text> {
        let more =
            (self.more_doubts > 0).then(|| Message::ImportMoreDoubts { count: self.more_doubts.into() });
        let known = (!self.known.is_empty())
            .then(|| Message::ImportKnownMaterials { known: self.known.join(", ").into() });
        more.into_iter().chain(known).map(Text::from).collect()
    }

    pub(super) fn add_fault(&mut self, row: u32, fault: &impl Explain) {
        self.rows.insert(row);
        if self.faults.len() < LISTED_ROWS_MAX {
            self.faults.push((row, fault.explain()));
        }
    }

    pub(super) fn add_doubt(&mut self, rows: &[u32], text: Text) {
        self.rows.extend(rows);
        if self.doubts.len() < LISTED_DOUBTS_MAX {
            self.doubts.push((rows.to_vec(), text));
        } else {
            self.more_doubts += 1;
        }
    }
}

/// A row that does not fit into a journal line.
#[derive(Debug, Error)]
#[error("the row does not fit into a journal line")]
pub(super) struct LongRow(#[source] pub(super) LineError);

impl Explain for LongRow {
    fn explain(&self) -> Text {
        self.0.explain()
    }
}

impl ImportError {
    /// Returns a message for each doubt and each of the first invalid rows, and a last message with the number of rows.
    #[must_use]
    pub(crate) fn lines(&self) -> Vec<Text> {
        match self {
            Self::SeveralDays(days) => {
                vec![Message::ImportSeveralDays { days: format::list(days).into() }.into()]
            }
            Self::Strict => vec![Message::ImportStrict.into()],
            Self::Unclear { file, rows } => {
                let doubts = rows.doubts.iter().map(|(rows, text)| at_rows(file, rows, text.clone()).into());
                let faults = rows.faults.iter().map(|(row, text)| at_row(file, *row, text.clone()).into());
                let mut lines: Vec<Text> = doubts.chain(rows.after_doubts()).chain(faults).collect();
                lines.push(Message::ImportRefused { count: rows.rows.len().into() }.into());
                lines
            }
            Self::NoDay { file, rows } => vec![at_rows(file, rows, Message::ImportNoEventDay.into()).into()],
            Self::Nothing { file } => vec![in_file(file, Message::ImportNothing.into())],
            Self::NoRows { file, row } => vec![at_row(file, *row, Message::ImportNoRows.into()).into()],
            Self::Map { file, error } => {
                vec![Message::ImportBadMap { file: file.into(), reason: errors::json_reason(error) }.into()]
            }
            Self::Answers { file, error } => {
                vec![Message::CliFile { file: file.into(), reason: error.explain() }.into()]
            }
            Self::Sheet { file, error } => match error {
                SheetError::UnclosedQuote { row } | SheetError::HiddenLineEnd { row, .. } => {
                    vec![at_row(file, *row, error.explain()).into()]
                }
                _ => vec![in_file(file, error.explain())],
            },
            Self::Header { file, error, nearest } => header_lines(file, error, nearest.as_deref()),
        }
    }
}

/// Returns the error of a header, and the names in the row that is the most like one.
fn header_lines(file: &Path, error: &HeaderError, nearest: Option<&NearestHeader>) -> Vec<Text> {
    let (row, is_about_names) = match error {
        HeaderError::NoHeader { nearest } => (Some(nearest.unwrap_or(1)), true),
        HeaderError::Missing { row, .. } => (Some(*row), true),
        HeaderError::Duplicate { row, .. } | HeaderError::Several { row, .. } => (Some(*row), false),
        HeaderError::BadMeaning { .. }
        | HeaderError::UnknownMaterial { .. }
        | HeaderError::UnknownGrade { .. }
        | HeaderError::BadStation { .. } => (None, false),
    };
    let fault = match (error, nearest) {
        (HeaderError::NoHeader { nearest: Some(_) }, Some(nearest)) => Message::ImportNoHeaderNear {
            missing: joined(nearest.missing.iter().map(|role| role_name(*role))),
        }
        .into(),
        _ => error.explain(),
    };
    let mut lines =
        vec![row.map_or_else(|| in_file(file, fault.clone()), |row| at_row(file, row, fault.clone()).into())];
    if let Some(nearest) = nearest.filter(|_| is_about_names) {
        let names: Vec<String> = nearest.columns.iter().map(|(name, _)| name.clone()).collect();
        let columns = column_names(&names);
        lines.push(Message::ImportHeaderColumns { row: nearest.row.to_string().into(), columns }.into());
    }
    lines
}

/// Joins texts with commas.
fn joined(texts: impl Iterator<Item = Text>) -> Text {
    let mut parts: Vec<Text> = Vec::new();
    for text in texts {
        if !parts.is_empty() {
            parts.push(", ".into());
        }
        parts.push(text);
    }
    Text::Joined(parts)
}

/// Returns the first names of columns, quoted, and how many more there are.
fn column_names(names: &[String]) -> Text {
    let named: Vec<String> = names.iter().take(NAMED_COLUMNS_MAX).map(|name| format::quoted(name)).collect();
    let (named, more) = (named.join(", "), names.len().saturating_sub(NAMED_COLUMNS_MAX));
    match more {
        0 => named.into(),
        more => Message::ImportMoreRows { rows: named.into(), count: more.into() }.into(),
    }
}

/// Prefixes an error with the name of the file.
fn in_file(file: &Path, fault: Text) -> Text {
    Message::ImportInFile { file: file.into(), fault }.into()
}

/// Prefixes an error with the name of the file and the number of the row.
pub(super) fn at_row(file: &Path, row: u32, error: Text) -> Message {
    Message::ImportLine { file: file.into(), row: row.to_string().into(), fault: error }
}

/// Prefixes a doubt with the name of the file and the numbers of its rows.
fn at_rows(file: &Path, rows: &[u32], fault: Text) -> Message {
    match rows {
        [row] => at_row(file, *row, fault),
        rows => Message::ImportLines { file: file.into(), rows: row_numbers(rows), fault },
    }
}

/// Returns the numbers of the first rows, and how many more there are.
pub(super) fn row_numbers(rows: &[u32]) -> Text {
    let named: Vec<String> = rows.iter().take(NAMED_ROWS_MAX).map(u32::to_string).collect();
    let more = rows.len() - named.len();
    let named = named.join(", ");
    if more == 0 {
        named.into()
    } else {
        Message::ImportMoreRows { rows: named.into(), count: more.into() }.into()
    }
}

impl Explain for SheetError {
    fn explain(&self) -> Text {
        let message = match self {
            Self::NotATable => Message::ImportNotATable,
            Self::Password => Message::ImportPassword,
            Self::NoSheet { known, .. } if known.is_empty() => Message::ImportNoSheets,
            Self::NoSheet { name, known } => {
                Message::ImportNoSheet { sheet: format::quoted(name).into(), known: known.join(", ").into() }
            }
            Self::Empty => Message::ImportEmpty,
            Self::UnclosedQuote { .. } => Message::ImportUnclosedQuote,
            Self::HiddenLineEnd { character, .. } => {
                Message::ImportHiddenLineEnd { character: format!("U+{:04X}", u32::from(*character)).into() }
            }
            Self::TooLarge => Message::ImportTooLarge,
        };
        message.into()
    }
}

impl Explain for HeaderError {
    fn explain(&self) -> Text {
        let message = match self {
            Self::NoHeader { .. } => Message::ImportNoHeader,
            Self::Missing { role, is_plain, .. } => {
                let column = match (role, is_plain) {
                    (Role::Amount, true) => "typed".into(),
                    (Role::Material, true) => "material".into(),
                    (role, _) => role_name(*role),
                };
                Message::ImportMissingColumn { column }
            }
            Self::Duplicate { name, .. } => {
                Message::ImportDuplicateColumn { column: format::quoted(name).into() }
            }
            Self::Several { role, names, .. } => {
                let names: Vec<String> = names.iter().map(|name| format::quoted(name)).collect();
                Message::ImportSeveralColumns { role: role_name(*role), columns: names.join(", ").into() }
            }
            Self::BadMeaning { column, meaning, near } => {
                let (column, meaning) = (format::quoted(column).into(), format::quoted(meaning).into());
                return with_known(Message::ImportBadMeaning { column, meaning }, near, &[]);
            }
            Self::UnknownMaterial { name, answer, near, known } => {
                let (name, answer) = (format::quoted(name).into(), format::quoted(answer).into());
                return with_known(Message::ImportUnknownMaterial { name, answer }, near, known);
            }
            Self::UnknownGrade { name, answer, known } => {
                let (name, answer) = (format::quoted(name).into(), format::quoted(answer).into());
                return with_known(Message::ImportUnknownType { name, answer }, &[], known);
            }
            Self::BadStation { name, answer } => Message::ImportUnknownStation {
                name: format::quoted(name).into(),
                answer: format::quoted(answer).into(),
            },
        };
        message.into()
    }
}

/// Adds the values that are near to an unknown one, or all known ones.
fn with_known(message: Message, near: &[String], known: &[String]) -> Text {
    let fault: Text = message.into();
    match (near, known) {
        ([], []) => fault,
        ([], known) => Message::ImportKnown { fault, known: known.join(", ").into() }.into(),
        (near, _) => Message::ImportNearest { fault, proposals: near.join(", ").into() }.into(),
    }
}

/// Returns the name of what a column contains.
pub(super) fn role_name(role: Role) -> Text {
    let message = match role {
        Role::At | Role::Date => Message::ImportRoleDate,
        Role::Time => Message::ImportRoleTime,
        Role::Station => Message::ImportRoleStation,
        Role::Operator => Message::ImportRoleOperator,
        Role::Material => Message::ImportRoleMaterial,
        Role::Grade => Message::ImportRoleGrade,
        Role::Amount => Message::ImportRoleAmount,
        Role::Gross => Message::ImportRoleGross,
        Role::Tare => Message::ImportRoleTare,
        Role::Net => Message::ImportRoleNet,
        Role::Unit => Message::ImportRoleUnit,
        Role::Pieces | Role::PiecesWeight => Message::ImportRolePieces,
        Role::People => Message::ImportRolePeople,
        Role::Note
        | Role::Total
        | Role::RowNumber
        | Role::Kind
        | Role::Standing
        | Role::About
        | Role::Own => Message::ImportRoleOther,
    };
    message.into()
}
