//! Opens a file of any kind: a text with separated cells, or a workbook.

use crate::spreadsheet::cell::{FileKind, Sheet};
use crate::spreadsheet::delimited::{self, DelimitedError};
use crate::spreadsheet::sheet_error::SheetError;
use crate::spreadsheet::{encoding, own, workbook};

/// Reads the sheets of a file that may have the table: those that have content, visible ones first, and the records of our
/// own workbook before all others. With a name, only that sheet. A text file has one sheet.
///
/// # Errors
/// [`SheetError`].
pub(crate) fn sheets(bytes: &[u8], name: Option<&str>) -> Result<Vec<Sheet>, SheetError> {
    let sheets = if workbook::is_workbook(bytes) {
        let mut sheets = workbook::read(bytes, name)?;
        sheets.sort_by_key(|sheet| !own::has_records(sheet));
        sheets
    } else {
        if let Some(name) = name {
            return Err(SheetError::NoSheet { name: name.to_owned(), known: Vec::new() });
        }
        vec![read_text(bytes)?]
    };
    if sheets.iter().all(|sheet| sheet.rows.is_empty()) { Err(SheetError::Empty) } else { Ok(sheets) }
}

fn read_text(bytes: &[u8]) -> Result<Sheet, SheetError> {
    let decoded = encoding::decode(bytes).ok_or(SheetError::NotATable)?;
    // A web page or an XML file that has the name of a spreadsheet.
    if decoded.text.trim_start().starts_with('<') {
        return Err(SheetError::NotATable);
    }
    let read = delimited::read(&decoded.text).map_err(|error| match error {
        DelimitedError::UnclosedQuote { row } => SheetError::UnclosedQuote { row },
        DelimitedError::HiddenLineEnd { row, character } => SheetError::HiddenLineEnd { row, character },
        DelimitedError::TooLarge => SheetError::TooLarge,
    })?;
    let kind = FileKind::Text {
        encoding: decoded.encoding,
        is_guessed: decoded.is_guessed,
        separator: read.separator,
    };
    Ok(Sheet { kind, rows: read.rows, blank_rows: read.blank_rows })
}
