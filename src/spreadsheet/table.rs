//! A table that was read: its records, what is not clear, and what was left out.

use chrono::NaiveTime;

use crate::domain::record::{Measure, StationId};
use crate::spreadsheet::column::Header;
use crate::spreadsheet::date::When;
use crate::spreadsheet::doubt::Doubt;
use crate::spreadsheet::fault::RowFault;
use crate::spreadsheet::mapping::Mapping;
use crate::spreadsheet::totals::TotalCheck;

/// A weighing that a row records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TableEntry {
    /// The index in the catalogue.
    pub material: usize,
    pub grade: Option<String>,
    pub measure: Measure,
    /// Whether the amount is an estimate.
    pub about: bool,
    /// The text of the table, as evidence.
    pub typed: String,
}

/// What a row records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    Entry(TableEntry),
    People {
        count: u32,
    },
    /// The newest earlier row of the station that is not yet undone is undone.
    Undo,
}

/// One record of a table. A row with several materials has several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TableRow {
    /// The number that a spreadsheet program shows.
    pub number: u32,
    /// `None` if neither the row nor a title has a day.
    pub when: Option<When>,
    /// The time of day that the row has in a column of its own.
    pub time: Option<NaiveTime>,
    /// `None` if the row names no station.
    pub station: Option<StationId>,
    /// Empty if the row names nobody.
    pub operator: String,
    pub action: Action,
}

/// What was not imported, or not as it is written in the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Rows with content in which nothing was weighed.
    pub nothing: usize,
    /// Rows that the mapping leaves out.
    pub left_out: usize,
    /// Repeated headers.
    pub headers: usize,
    /// Records of our own CSV that are no counted entries.
    pub not_counted: usize,
    /// Amounts from which the rounding error of a spreadsheet program was removed.
    pub rounded: usize,
    /// Rows that have the day of the row above.
    pub filled_down: usize,
    /// Rows that have the station of the row above.
    pub stations_filled_down: usize,
    /// The numbers of rows in which nothing was weighed, but another cell has a number.
    pub nothing_beside_numbers: Vec<u32>,
    /// Rows without a time.
    pub without_time: usize,
}

/// A table that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    pub header: Header,
    /// The numbers of the first row of the header and of the rows above it.
    pub header_row: u32,
    pub title_rows: Vec<u32>,
    /// The text of the title, as a name of the event.
    pub title: Option<String>,
    pub rows: Vec<TableRow>,
    /// The days of the rows with amounts, also of those that are not clear otherwise, without duplicates.
    pub days: Vec<When>,
    pub faults: Vec<(u32, RowFault)>,
    pub doubts: Vec<Doubt>,
    pub counts: Counts,
    /// The numbers of the rows of sums.
    pub total_rows: Vec<u32>,
    pub totals: Vec<TotalCheck>,
    /// Names of columns that are not read, with content.
    pub ignored: Vec<String>,
    /// The numbers of rows with a `?` inside a word, where a letter was lost.
    pub lost_letters: Vec<u32>,
    /// The answers that were used or are needed, as a proposal for `--map`.
    pub proposal: Mapping,
}
