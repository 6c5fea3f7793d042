//! Rows that state sums.

use std::collections::BTreeMap;

use crate::domain::catalogue::Unit;
use crate::spreadsheet::amount::{self, CellAmount};
use crate::spreadsheet::cell::{Cell, Row};
use crate::spreadsheet::column::ColumnMeaning;
use crate::spreadsheet::number;
use crate::spreadsheet::rows::Reader;
use crate::spreadsheet::words::{self, AmountUnit, Role};

impl Reader<'_> {
    /// Returns the amount of a cell in thousandths, or `None` if it is not known.
    fn stated(&self, row: &Row, index: usize, unit: Option<AmountUnit>) -> Option<i64> {
        match amount::read(row.cell(index)).ok()? {
            CellAmount::Nothing => Some(0),
            CellAmount::Number { value, unit: own, .. } => {
                let unit = own.or(unit).unwrap_or(AmountUnit::Kilograms);
                // A sum of pieces is compared like one of kilograms, in thousandths.
                let unit = if unit == AmountUnit::Pieces { AmountUnit::Kilograms } else { unit };
                Some(value.with(self.proofs.decimal)?.grams(unit).ok()?.grams)
            }
            CellAmount::Typed(_) => None,
        }
    }

    /// Returns the sum that the amount columns of a row state, in thousandths, or `None` if one is not known.
    fn stated_sum(&self, row: &Row) -> Option<i64> {
        if !self.header.is_wide && !self.header.has_parts {
            let (index, unit) = self.places.main?;
            return self.stated(row, index, unit).filter(|sum| *sum > 0);
        }
        let mut sum = 0;
        for column in &self.header.columns {
            let unit = match &column.meaning {
                ColumnMeaning::Part { unit, .. } => *unit,
                // Pieces are not added to kilograms.
                ColumnMeaning::Material { found, unit }
                    if self.event.materials.get(found.index).is_some_and(|known| known.unit == Unit::Kg) =>
                {
                    *unit
                }
                _ => continue,
            };
            sum += self.stated(row, column.index, unit)?;
        }
        (sum > 0).then_some(sum)
    }

    /// Returns the amounts of the columns of materials in thousandths, or `None` if one is not known.
    pub(super) fn stated_columns(&self, row: &Row) -> Option<BTreeMap<usize, i64>> {
        let columns = self.header.columns.iter().filter_map(|column| match &column.meaning {
            ColumnMeaning::Material { unit, .. } => Some((column.index, *unit)),
            _ => None,
        });
        columns.map(|(index, unit)| Some((index, self.stated(row, index, unit)?))).collect()
    }

    /// Reads a row whose name ends with a word for a sum, such as `Day total`. Returns whether it is one. In the column of
    /// materials, the amount must be the sum of the rows above, because `Картон всего` may be a weighing.
    pub(super) fn is_named_total(&mut self, row: &Row) -> bool {
        let first = row.filled().find_map(|(index, cell)| match cell {
            Cell::Text(text) if number::read(text).is_none() => Some((index, text)),
            _ => None,
        });
        let Some((index, text)) = first else { return false };
        if !words::ends_with_total(text) || self.header.is_plain {
            return false;
        }
        let is_material = self.places.material.is_some_and(|(material, _)| material == index);
        let has_material = self.places.material.is_some_and(|(material, _)| !row.cell(material).is_empty());
        let is_sum = || self.stated_sum(row).is_some_and(|stated| self.sums.is_sum(stated));
        let is_total = if is_material { is_sum() } else { !has_material };
        if is_total {
            self.total_row(row);
        }
        is_total
    }

    /// Notes a row of sums.
    pub(super) fn total_row(&mut self, row: &Row) {
        self.total_rows.push(row.number);
        if let Some(stated) = self.stated_sum(row) {
            self.sums.check(row.number, stated);
        }
    }

    /// Returns whether a row has nothing but the sum of the rows above it.
    pub(super) fn is_unnamed_total(&self, row: &Row) -> bool {
        let amounts = self.places.amounts(self.header);
        let only_amounts = row.filled().all(|(index, _)| {
            amounts.contains(&index)
                || self.header.columns.iter().any(|column| {
                    column.index == index
                        && matches!(column.meaning, ColumnMeaning::Known { role: Role::Total, .. })
                })
        });
        only_amounts && self.stated_sum(row).is_some_and(|stated| self.sums.is_sum(stated))
    }

    /// Returns the sum that a row above the header states: its only number.
    pub(super) fn title_total(&self, row: &Row) -> Option<(u32, i64)> {
        let mut sums = row.filled().filter_map(|(_, cell)| match amount::read(cell) {
            Ok(CellAmount::Number { value, unit, .. }) => {
                let unit = unit.unwrap_or(AmountUnit::Kilograms);
                let is_mass = matches!(unit, AmountUnit::Kilograms | AmountUnit::Grams | AmountUnit::Tonnes);
                let mass = value.with(self.proofs.decimal)?.grams(unit).ok()?;
                is_mass.then_some(mass.grams)
            }
            _ => None,
        });
        match (sums.next(), sums.next()) {
            (Some(only), None) => Some((row.number, only)),
            _ => None,
        }
    }
}
