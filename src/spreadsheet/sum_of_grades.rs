//! Amounts that state the sum of the grades beside them: `Пластик 10`, `Пластик 1: 6`, `Пластик 2: 4`.

use crate::spreadsheet::table::{Action, TableEntry, TableRow};

/// Returns the numbers of rows with an amount without a grade that is the sum of at least two grades of the same material,
/// directly before or after it.
pub(super) fn find(rows: &[TableRow]) -> Vec<u32> {
    let sums = rows.iter().enumerate().filter(|(index, row)| {
        let Some((entry, None)) = entry_of(row) else { return false };
        is_sum(entry, rows[index + 1..].iter()) || is_sum(entry, rows[..*index].iter().rev())
    });
    sums.map(|(_, row)| row.number).collect()
}

/// Returns the entry of a row and its grade.
const fn entry_of(row: &TableRow) -> Option<(&TableEntry, Option<&String>)> {
    match &row.action {
        Action::Entry(entry) => Some((entry, entry.grade.as_ref())),
        Action::People { .. } | Action::Undo => None,
    }
}

fn is_sum<'a>(whole: &TableEntry, beside: impl Iterator<Item = &'a TableRow>) -> bool {
    let grades = beside.map_while(|row| match entry_of(row) {
        Some((entry, Some(_))) if entry.material == whole.material => Some(entry.measure.net().get()),
        _ => None,
    });
    let (count, sum) = grades.fold((0, 0_i64), |(count, sum), grams| (count + 1, sum.saturating_add(grams)));
    count > 1 && sum == whole.measure.net().get()
}
