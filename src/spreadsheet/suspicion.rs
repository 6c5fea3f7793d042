//! Rows that may not mean what was collected: hand-overs, cancelled rows, further tables, and amounts that were split.
//!
//! Invariant: nothing here changes an amount. A row that looks suspicious is refused, and a person decides.

use crate::spreadsheet::cell::{Cell, Row, Sheet};
use crate::spreadsheet::column::{ColumnMeaning, Header};
use crate::spreadsheet::date;
use crate::spreadsheet::fault::RowFault;
use crate::spreadsheet::layout::{self, Places};
use crate::spreadsheet::number;
use crate::spreadsheet::remarks;
use crate::spreadsheet::words::{self, Role};

/// The suspicious columns of a table.
#[derive(Clone, Debug, Default)]
pub(super) struct Suspicions {
    /// Columns that people read and that are not imported, with their names.
    remarks: Vec<(usize, String)>,
    /// The columns that make a record: of the material and the amounts.
    used: Vec<usize>,
    /// The columns that may name a row: those of texts that are not imported, also without a name.
    labels: Vec<usize>,
    /// Columns of amounts whose decimals may be in the next column, because a comma separates the cells.
    split: Vec<usize>,
}

impl Suspicions {
    /// Collects the suspicious columns of a table with these rows.
    pub(super) fn new(sheet: &Sheet, header: &Header, places: &Places, rows: &[&Row]) -> Self {
        let is_remark = |meaning: &ColumnMeaning| {
            matches!(meaning, ColumnMeaning::Unknown | ColumnMeaning::Known { role: Role::Note, .. })
        };
        let remarks = header
            .columns
            .iter()
            .filter(|column| is_remark(&column.meaning))
            .map(|column| (column.index, column.name.clone()))
            .collect();
        let may_be_split = |index: &usize| {
            let next = header.columns.iter().find(|column| column.index == index + 1);
            let amounts = rows.iter().filter(|row| is_whole(row.cell(*index)));
            next.is_none_or(|next| match next.meaning {
                ColumnMeaning::Known { role: Role::Note | Role::Operator, .. } => true,
                // A column that has a number in each row is one of numbers.
                ColumnMeaning::Unknown => !amounts.clone().all(|row| is_decimals(row.cell(index + 1))),
                _ => false,
            })
        };
        let split = match sheet.is_comma_separated() {
            true => places.amounts(header).into_iter().filter(may_be_split).collect(),
            false => Vec::new(),
        };
        let mut used = places.amounts(header);
        used.extend(places.material.map(|(index, _)| index));
        let is_label = |index: &usize| {
            header.columns.iter().find(|column| column.index == *index).is_none_or(|column| {
                matches!(
                    column.meaning,
                    ColumnMeaning::Unknown | ColumnMeaning::Known { role: Role::RowNumber, .. }
                )
            })
        };
        let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        // Our own columns have no labels.
        let labels = if header.is_plain { Vec::new() } else { (0..width).filter(is_label).collect() };
        Self { remarks, used, labels, split }
    }

    /// Returns whether a row looks like a remark below a table with a column for each material: `Вывезено | 16`. It has a name
    /// and one number beside it, and a blank row or a sum is between it and the last row with amounts.
    pub(super) fn is_below_table(&self, row: &Row, last: u32) -> bool {
        let mut filled = row.filled();
        let (Some((name, Cell::Text(_))), Some((amount, _)), None) =
            (filled.next(), filled.next(), filled.next())
        else {
            return false;
        };
        let is_apart = last > 0 && row.number > last.saturating_add(1);
        is_apart && self.labels.contains(&name) && amount == name + 1 && self.used.len() > 1
    }

    /// Checks a row with an amount.
    ///
    /// # Errors
    /// [`RowFault::Hidden`] or [`RowFault::Struck`] if a person does not see the row, or sees that it does not count;
    /// [`RowFault::NotWeighed`] if its name says so; [`RowFault::SplitAmount`] if a comma of the amount may have separated cells, [`RowFault::NotCollected`] if a remark says
    /// that the row does not count.
    pub(super) fn check(&self, row: &Row) -> Result<(), RowFault> {
        if row.is_hidden {
            return Err(RowFault::Hidden);
        }
        if row.struck.iter().any(|column| self.used.contains(column) && !row.cell(*column).is_empty()) {
            return Err(RowFault::Struck);
        }
        for index in &self.split {
            let (here, next) = (row.cell(*index), row.cell(index + 1));
            if is_whole(here) && is_decimals(next) {
                return Err(RowFault::SplitAmount(format!("{},{}", here.text(), next.text())));
            }
        }
        for (index, name) in &self.remarks {
            let cell = row.cell(*index);
            let value = cell.text();
            // A number is no remark, apart from the 1 of a box that is ticked.
            let has_unit = words::split_unit(&words::normalise(name)).1.is_some();
            let is_number = number::read(&value).is_some_and(|read| {
                (value != "1" || has_unit) && (read.rest.is_empty() || words::unit(read.rest).is_some())
            });
            let is_word = matches!(cell, Cell::Text(_) | Cell::Number(_))
                && !is_number
                && !words::is_nothing(&value)
                && !words::is_no(&value);
            let says_no = matches!(cell, Cell::Text(_))
                && !has_unit
                && (words::is_no(&value) || words::is_nothing(&value))
                && remarks::asks_whether_it_counts(name);
            if says_no || is_word && (remarks::is_not_collected(&value) || remarks::is_not_collected(name)) {
                return Err(RowFault::NotCollected { column: name.clone(), value: value.into_owned() });
            }
        }
        for index in &self.labels {
            if let Cell::Text(text) = row.cell(*index)
                && remarks::is_not_weighed(text)
            {
                return Err(RowFault::NotWeighed(text.clone()));
            }
        }
        Ok(())
    }
}

/// Returns whether a cell is a whole number that was typed.
fn is_whole(cell: &Cell) -> bool {
    matches!(cell, Cell::Text(text) if text.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Returns whether a cell may be the decimals of a number.
fn is_decimals(cell: &Cell) -> bool {
    is_whole(cell) && cell.text().len() <= 3
}

/// Returns whether a row has nothing but one text that begins with a word, such as a signature. In whichever column it is, it is
/// no amount.
pub(super) fn is_remark(row: &Row) -> bool {
    caption(row).is_some_and(|text| {
        // "* вес указан без тары", "(«Эко» 2026)"
        let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        let is_word = text.chars().take_while(|c| c.is_alphabetic()).count() > 1;
        // "Суббота, 24.01.2026" is the day of the rows below.
        let is_day = row.filled().any(|(_, cell)| date::read(cell).is_day());
        is_word && !is_day && number::read(text).is_none()
    })
}

/// Returns the caption of a row that has nothing but one text, unless the text names a station.
pub(super) fn caption(row: &Row) -> Option<&str> {
    let mut filled = row.filled();
    match (filled.next(), filled.next()) {
        (Some((_, Cell::Text(text))), None) if layout::named_station(text).is_none() => Some(text),
        _ => None,
    }
}
