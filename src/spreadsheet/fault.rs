//! Why a row is not imported as it is.

use thiserror::Error;

use crate::domain::catalogue::{LocalText, Unit};
use crate::domain::record::StationId;
use crate::entry::ValidationErrorKind;

/// Why a row has no meaning.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub(crate) enum RowFault {
    #[error("{found} fields, expected {expected}")]
    Fields { expected: usize, found: usize },
    /// The name is too long or has control characters.
    #[error("{0:?} is not the name of an operator")]
    Operator(String),
    #[error("{0:?} is not a station id")]
    Station(String),
    /// The text in the column of days is not a day.
    #[error("{0:?} is not a time")]
    Date(String),
    /// The text in the column of days of any other table is not a day.
    #[error("{0:?} is not a day")]
    Day(String),
    /// The text in the column of times is not a time.
    #[error("{0:?} is not a time of day")]
    TimeOfDay(String),
    /// The cell of the day is empty, and the days above do not mean the rows below them.
    #[error("the row has no day")]
    NoDate,
    #[error("the row has no material")]
    NoMaterial,
    #[error("{typed:?} is not an amount")]
    Amount { typed: String, reason: ValidationErrorKind, unit: Unit },
    /// The amount begins with the number of another material.
    #[error("{typed:?} begins with the number of another material")]
    OtherMaterial { typed: String },
    /// The text has no meaning as an amount in this column.
    #[error("{0:?} cannot be read as an amount")]
    Unreadable(String),
    /// The amount is finer than a gram.
    #[error("{0:?} is finer than a gram")]
    TooFine(String),
    #[error("{0:?} is below zero")]
    Negative(String),
    /// The amount is in pounds or ounces.
    #[error("{0:?} is not metric")]
    Foreign(String),
    /// The material is counted in pieces, and the amount is a mass.
    #[error("{0:?} is not a number of pieces")]
    NotPieces(String),
    /// The material is weighed, and the amount is a number of pieces.
    #[error("{0:?} is not a mass")]
    NotMass(String),
    #[error("{0:?} is not a unit")]
    Unit(String),
    /// The spreadsheet program has made a day of the amount.
    #[error("the amount is a day: {0}")]
    DateAsAmount(String),
    /// The cell has a formula whose result was never computed.
    #[error("a formula has no result")]
    Uncomputed,
    /// The cell has an error of the spreadsheet program.
    #[error("a cell has the error {0}")]
    CellFault(String),
    /// Gross minus tare is not net.
    #[error("{gross} - {tare} is not {net}")]
    NetDiffers { gross: String, tare: String, net: String },
    #[error("{0:?} is not a number of people")]
    People(String),
    #[error("there is no grade {grade:?}")]
    Grade { material: LocalText, grade: String, known: Vec<String> },
    /// The name of the material and the column of grades name two grades.
    #[error("the row has two grades")]
    TwoGrades { name: String, grade: String },
    /// There is no earlier row of this station to undo.
    #[error("there is no earlier row of station {0} to undo")]
    NothingToUndo(StationId),
    /// A comma that separates cells may be the decimal mark of the amount.
    #[error("the amount may have been split: {0:?}")]
    SplitAmount(String),
    /// The row has no name, and its amounts are the sums of the rows above it.
    #[error("the row may be a total")]
    PerhapsTotal,
    /// Another table begins here, after this caption, or the caption says that the rows below were handed over.
    #[error("another table begins after {0:?}")]
    SecondTable(String),
    /// The caption has a day and other words, and the rows below it have no day.
    #[error("{0:?} may be the day of the rows below")]
    PerhapsDay(String),
    /// The name of the row says that it is a plan, a mean or something else that was not weighed.
    #[error("the row {0:?} is no weighing")]
    NotWeighed(String),
    /// The amount is the sum of the amounts of the material's grades in the rows or columns beside it.
    #[error("the amount is the sum of its grades")]
    SumOfGrades,
    /// The workbook hides the row.
    #[error("the row is hidden")]
    Hidden,
    /// The material or amount is struck through.
    #[error("the row is struck through")]
    Struck,
    /// A column that is not imported says that the row does not count, or that it was handed over.
    #[error("the column {column:?} says {value:?}")]
    NotCollected { column: String, value: String },
    /// The workbook shows the number with a unit that is not part of the cell, so that a person sees another amount.
    #[error("{number} is shown with {unit:?}")]
    Shown { number: String, unit: String },
    /// One amount is merged over rows with several materials.
    #[error("the amount is merged over several materials")]
    MergedAmount,
}
