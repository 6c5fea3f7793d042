//! The report as a workbook for spreadsheet programs: a summary with a chart, the tables of the other reports, and every
//! record.
//!
//! Invariants:
//! - Amounts, days and times are numbers of the spreadsheet, so it can add and sort them, and shows them in its own language.
//!   An amount that contains estimates is shown with `~` by its number format.
//! - Texts are cells of type text, so none can be a formula.
//! - Equal events give equal bytes: the workbook does not contain the time at which it was written.
//! - The sheet of records is read by `tarazy import` (`spreadsheet::words`), with people and times. Records that do not count
//!   are listed with their status.

mod entries;
mod overview;
mod parts;
mod sheet;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use thiserror::Error;

use crate::domain::ledger::Ledger;
use crate::language::Texts;
use crate::report::Report;
use crate::report::labels::ReportLabels;

/// Rows of a sheet, with its header.
const ROWS_MAX: usize = 1_048_576;

/// Why there is no workbook.
#[derive(Debug, Error)]
pub(crate) enum WorkbookError {
    /// A sheet has no place for the records.
    #[error("a sheet has no place for {0} records")]
    TooManyRecords(usize),
    #[error("the workbook cannot be written")]
    Workbook(#[from] XlsxError),
}

/// Renders the report and the records as an XLSX file. Operators are included only if `names` is set.
///
/// # Errors
/// [`WorkbookError`].
pub(crate) fn render(
    report: &Report<'_>,
    ledger: &Ledger,
    names: bool,
    texts: &Texts,
) -> Result<Vec<u8>, WorkbookError> {
    let labels = ReportLabels { texts };
    let records = entries::table(report.event, ledger, names, labels);
    if records.rows.len() >= ROWS_MAX {
        return Err(WorkbookError::TooManyRecords(records.rows.len()));
    }
    let mut workbook = Workbook::new();
    // Without a time of its own the crate would write the time now.
    let made = match sheet::excel_day(report.event.date) {
        Some(day) => day,
        None => ExcelDateTime::from_ymd(2000, 1, 1)?,
    };
    let title = texts.event_name(report.event.given_name());
    workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&made));
    let tables = parts::tables(report, names, labels);
    overview::write(workbook.add_worksheet(), report, &tables, labels)?;
    for table in tables.iter().chain([&records]) {
        sheet::write(workbook.add_worksheet(), table)?;
    }
    Ok(workbook.save_to_buffer()?)
}
