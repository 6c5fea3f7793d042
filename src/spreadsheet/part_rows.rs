//! Reads the rows of a table whose columns are days or stations.

use crate::spreadsheet::amount::{self, AmountCells, CellAmount};
use crate::spreadsheet::cell::Row;
use crate::spreadsheet::column::{ColumnMeaning, Part};
use crate::spreadsheet::days;
use crate::spreadsheet::fault::RowFault;
use crate::spreadsheet::layout;
use crate::spreadsheet::rows::{FoundName, Reader, RowFrame, Stop, is_zero};
use crate::spreadsheet::table::Action;
use crate::spreadsheet::words;

impl Reader<'_> {
    /// Reads a row with one material, and an amount for each day or station.
    pub(super) fn row_of_parts(&mut self, row: &Row) -> Result<(), Stop> {
        self.check_fields(row)?;
        let material = layout::cell(row, self.places.material).text();
        let unit_text = layout::cell(row, self.places.unit).text();
        let unit = match words::unit(&unit_text) {
            None if !words::is_nothing(&unit_text) => {
                return Err(RowFault::Unit(unit_text.into_owned()).into());
            }
            unit => unit,
        };
        let mut amounts = Vec::new();
        for column in &self.header.columns {
            let ColumnMeaning::Part { part, unit: column_unit } = &column.meaning else { continue };
            let amount = amount::read(row.cell(column.index))?;
            if !matches!(amount, CellAmount::Nothing) && !is_zero(&amount) {
                amounts.push((part, AmountCells { main: (amount, *column_unit), unit, ..self.no_amounts() }));
            }
        }
        if amounts.is_empty() {
            self.check_merged(row, &material)?;
            return self.row_without_amount(row);
        }
        if self.is_named_total(row) {
            return Ok(());
        }
        if material.is_empty() && self.is_unnamed_total(row) {
            self.total_row(row);
            return Ok(());
        }
        self.suspicions.check(row)?;
        self.check_merged(row, &material)?;
        let found = self.material(&material)?;
        for (part, amounts) in amounts {
            if let Err(stop) = self.amount_of_part(row, part, &found, &material, &amounts) {
                self.stop(row.number, stop);
            }
        }
        Ok(())
    }

    fn amount_of_part(
        &mut self,
        row: &Row,
        part: &Part,
        found: &FoundName,
        name: &str,
        amounts: &AmountCells,
    ) -> Result<(), Stop> {
        let frame = match part {
            Part::Station(station) => RowFrame { station: Some(*station), ..self.frame(row)? },
            Part::Day(day) => {
                let when = days::with_time(self.day_of(day)?, self.time(row)?);
                self.frame_at(row, Some(when))?
            }
        };
        match found {
            FoundName::Doubt(_) => {}
            FoundName::NotImported => return Err(Stop::LeftOut),
            FoundName::People => {
                let count = amount::people(&amounts.main.0)?;
                self.push(row, &frame, Action::People { count });
            }
            FoundName::Material(found) => {
                let grade = self.grade(row, found, name)?;
                self.entry(row, &frame, found.index, grade, amounts)?;
            }
        }
        Ok(())
    }
}
