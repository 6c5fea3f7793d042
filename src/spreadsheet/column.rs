//! The columns of a table, and what they contain.

use thiserror::Error;

use crate::domain::record::StationId;
use crate::spreadsheet::cell::{Cell, Sheet};
use crate::spreadsheet::material::FoundMaterial;
use crate::spreadsheet::number;
use crate::spreadsheet::words::{self, AmountUnit, Role};

/// The number of rows from which the content of a column is recognised.
const PROBED_ROWS: usize = 200;

/// The meaning of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ColumnMeaning {
    Known {
        role: Role,
        unit: Option<AmountUnit>,
    },
    /// The amounts of one material.
    Material {
        found: FoundMaterial,
        unit: Option<AmountUnit>,
    },
    /// The amounts of a material that is not clear: one of these, by their index, or another one.
    Unclear {
        proposals: Vec<usize>,
    },
    /// The amounts of one day or station.
    Part {
        part: Part,
        unit: Option<AmountUnit>,
    },
    /// The name is not recognised.
    Unknown,
    /// The mapping says that the column is not imported.
    NotImported,
}

/// The rows of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Those of the day in this cell.
    Day(Cell),
    Station(StationId),
}

/// A column with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    /// The index, from 0.
    pub index: usize,
    pub name: String,
    pub meaning: ColumnMeaning,
    /// How surely the name has its role.
    pub sureness: u8,
}

/// The header of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    /// The index of its first row in [`Sheet::rows`].
    pub first: usize,
    /// The index of the first row after it.
    pub end: usize,
    pub columns: Vec<Column>,
    /// Whether each material has a column.
    pub is_wide: bool,
    /// Whether each day or station has a column.
    pub has_parts: bool,
    /// Whether the header is `at,station,operator,material,grade,typed`, in any order.
    pub is_plain: bool,
}

/// Why a sheet has no table.
#[derive(Debug, Error, PartialEq, Eq)]
pub(crate) enum HeaderError {
    /// No row is a header. The number is that of the row that is the most like one.
    #[error("there is no header")]
    NoHeader { nearest: Option<u32> },
    /// The header has no column of this role.
    #[error("the column of the {role:?} is missing")]
    Missing { row: u32, role: Role, is_plain: bool },
    #[error("the column {name:?} appears twice")]
    Duplicate { row: u32, name: String },
    /// Each of these columns may be the one.
    #[error("several columns may be the {role:?}: {names:?}")]
    Several { row: u32, role: Role, names: Vec<String> },
    /// The mapping gives a column a meaning that does not exist. These ids of materials may be meant.
    #[error("the mapping says {meaning:?} of the column {column:?}")]
    BadMeaning { column: String, meaning: String, near: Vec<String> },
    /// The mapping gives a name a material that is not in the catalogue. These ids may be meant.
    #[error("the mapping says {answer:?} of {name:?}")]
    UnknownMaterial { name: String, answer: String, near: Vec<String>, known: Vec<String> },
    /// The mapping gives a name a grade that its material does not have.
    #[error("the mapping says {answer:?} of {name:?}")]
    UnknownGrade { name: String, answer: String, known: Vec<String> },
    /// The mapping gives a name a station that cannot exist.
    #[error("the mapping says {answer:?} of {name:?}")]
    BadStation { name: String, answer: String },
}

/// The names of our own six columns.
pub(super) const PLAIN: [&str; 6] = ["at", "station", "operator", "material", "grade", "typed"];

/// Returns the name in lower case.
pub(super) fn lower(column: &Column) -> String {
    column.name.to_lowercase()
}

/// Returns whether the name is recognised.
pub(super) const fn is_known(column: &Column) -> bool {
    matches!(column.meaning, ColumnMeaning::Known { .. } | ColumnMeaning::Material { .. })
}

/// Returns whether a column has this role.
pub(super) fn has_role(column: &Column, wanted: Role) -> bool {
    matches!(column.meaning, ColumnMeaning::Known { role, .. } if role == wanted)
}

/// Counts the cells of a column that may be amounts, and the others, in the first rows of the table.
pub(super) fn amounts_and_texts(sheet: &Sheet, end: usize, column: usize) -> (usize, usize) {
    let cells =
        sheet.rows.get(end..).unwrap_or_default().iter().take(PROBED_ROWS).map(|row| row.cell(column));
    let is_amount = |cell: &&Cell| match cell {
        Cell::Number(_) | Cell::Shown { .. } | Cell::Uncomputed => true,
        Cell::Text(text) => {
            // "5А" is the name of a class, and "12,5 кг" or "13,3-0,8" is an amount.
            let is_amount = |read: number::ReadNumber<'_>| {
                !read.rest.starts_with(char::is_alphabetic) || words::begins_with_unit(read.rest)
            };
            number::read(text).is_some_and(is_amount) || words::is_nothing(text)
        }
        _ => false,
    };
    let (amounts, texts): (Vec<&Cell>, Vec<&Cell>) =
        cells.filter(|cell| !cell.is_empty()).partition(is_amount);
    (amounts.len(), texts.len())
}

impl Header {
    /// Returns the first column with a role.
    pub(super) fn column(&self, role: Role) -> Option<&Column> {
        self.columns.iter().find(|column| has_role(column, role))
    }

    /// Returns the names of the columns in a form that is the same for the tables of one series.
    #[must_use]
    pub(crate) fn signature(&self) -> String {
        self.columns.iter().map(|column| words::normalise(&column.name)).collect::<Vec<_>>().join("\u{1f}")
    }
}
