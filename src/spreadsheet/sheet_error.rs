//! Why a file has no sheet that can be read.

use thiserror::Error;

/// Why a file has no sheet.
#[derive(Debug, Error)]
pub(crate) enum SheetError {
    /// The file is neither a text nor a workbook that can be read.
    #[error("the file is not a table")]
    NotATable,
    /// The workbook is protected by a password.
    #[error("the workbook has a password")]
    Password,
    /// There is no sheet of this name.
    #[error("there is no sheet {name:?}")]
    NoSheet { name: String, known: Vec<String> },
    /// No cell has content.
    #[error("the file has no content")]
    Empty,
    /// The quote that is opened in this row is not closed.
    #[error("the quote of row {row} is not closed")]
    UnclosedQuote { row: u32 },
    /// The row has an invisible line end outside of quotes, and cells after it.
    #[error("row {row} has an invisible line end")]
    HiddenLineEnd { row: u32, character: char },
    /// The sheet has more cells than the program reads.
    #[error("the sheet has too many cells")]
    TooLarge,
}
