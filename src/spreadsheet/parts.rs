//! Tables whose columns are days or stations, and whose rows are materials.
//!
//! Invariant: a header of days is accepted only if exactly one column may have the materials, and if the columns of the days
//! have amounts.

use crate::spreadsheet::cell::{Cell, Row, Sheet};
use crate::spreadsheet::column::{
    Column, ColumnMeaning, Header, HeaderError, Part, amounts_and_texts, has_role,
};
use crate::spreadsheet::date;
use crate::spreadsheet::layout::named_station;
use crate::spreadsheet::mapping::Mapping;
use crate::spreadsheet::material::MaterialNames;
use crate::spreadsheet::meaning;
use crate::spreadsheet::roles;
use crate::spreadsheet::words::{self, AmountUnit, Role};

/// Returns whether a cell of a header is a day or a station.
pub(super) fn is_part(cell: &Cell) -> bool {
    part(cell).is_some()
}

/// Returns whether a cell of a row is a day or a station.
pub(super) fn has_part(row: &Row) -> bool {
    row.filled().any(|(_, cell)| is_part(cell))
}

/// Returns whether a row may name the columns of amounts by days or stations.
pub(super) fn has_parts(row: &Row) -> bool {
    row.filled().filter(|(_, cell)| is_part(cell)).count() > 1
}

fn part(cell: &Cell) -> Option<Part> {
    match cell {
        Cell::Moment(_) => Some(Part::Day(cell.clone())),
        Cell::Text(text) => named_station(text)
            .map(Part::Station)
            .or_else(|| date::read(cell).is_day().then(|| Part::Day(cell.clone()))),
        _ => None,
    }
}

/// Finds a table of days or stations whose header begins at this row. The days may be in the row below the names of the other
/// columns.
///
/// # Errors
/// [`HeaderError`] if two columns may have one role.
pub(super) fn find(
    sheet: &Sheet,
    first: usize,
    materials: &MaterialNames<'_>,
    mapping: &Mapping,
) -> Result<Option<Header>, HeaderError> {
    let row = &sheet.rows[first];
    if has_part(row) {
        let cells = row.filled().map(|(index, cell)| (index, cell.clone())).collect();
        return header_of(sheet, first, first + 1, cells, None, materials, mapping);
    }
    let Some(below) = sheet.rows.get(first + 1).filter(|below| has_parts(below)) else { return Ok(None) };
    let mut unit = None;
    let mut cells = Vec::new();
    for index in 0..row.cells.len().max(below.cells.len()) {
        let (upper, lower) = (row.cell(index), below.cell(index));
        if is_part(lower) {
            // "Вес, кг" above the days.
            unit = unit.or_else(|| words::split_unit(&words::normalise(&upper.text())).1);
            cells.push((index, lower.clone()));
        } else if lower.is_empty() || lower == upper {
            cells.extend((!upper.is_empty()).then(|| (index, upper.clone())));
        } else if upper.is_empty() {
            cells.push((index, lower.clone()));
        } else {
            return Ok(None);
        }
    }
    header_of(sheet, first, first + 2, cells, unit, materials, mapping)
}

fn header_of(
    sheet: &Sheet,
    first: usize,
    end: usize,
    cells: Vec<(usize, Cell)>,
    unit: Option<AmountUnit>,
    materials: &MaterialNames<'_>,
    mapping: &Mapping,
) -> Result<Option<Header>, HeaderError> {
    let mut columns = Vec::new();
    for (index, cell) in cells {
        let name = cell.text().into_owned();
        match (part(&cell), &cell) {
            (Some(part), _) if mapping.column(&name).is_none() => {
                let meaning = ColumnMeaning::Part { part, unit };
                columns.push(Column { index, name, meaning, sureness: 9 });
            }
            (_, Cell::Text(_) | Cell::Moment(_)) => {
                columns.extend(meaning::columns(vec![(index, name)], materials, mapping)?);
            }
            // A number is no name, so the row is one of data.
            _ => return Ok(None),
        }
    }
    if !is_table(sheet, end, &columns) {
        return Ok(None);
    }
    if !columns.iter().any(|column| has_role(column, Role::Material)) {
        let Some(index) = column_of_texts(sheet, end, &columns) else { return Ok(None) };
        let name = columns.iter().find(|column| column.index == index).map_or("", |column| &column.name);
        let meaning = ColumnMeaning::Known { role: Role::Material, unit: None };
        let column = Column { index, name: name.to_owned(), meaning, sureness: 1 };
        columns.retain(|column| column.index != index);
        columns.push(column);
        columns.sort_by_key(|column| column.index);
    }
    roles::settle_all(sheet.rows[first].number, &mut columns)?;
    let end = end + usize::from(sheet.rows.get(end).is_some_and(roles::numbers_columns));
    Ok(Some(Header { first, end, columns, is_wide: false, has_parts: true, is_plain: false }))
}

/// Returns whether columns are those of a table of days or of stations: there are enough of one of them, they have amounts, and
/// no other column has any.
fn is_table(sheet: &Sheet, end: usize, columns: &[Column]) -> bool {
    let has = |roles: &[Role]| columns.iter().any(|column| roles.iter().any(|role| has_role(column, *role)));
    let parts = || columns.iter().filter(|column| matches!(column.meaning, ColumnMeaning::Part { .. }));
    let days =
        parts().filter(|column| matches!(column.meaning, ColumnMeaning::Part { part: Part::Day(_), .. }));
    let (count, days) = (parts().count(), days.count());
    let is_enough = count > 1 || count == 1 && days == 1 && has(&[Role::Material]);
    let other_amounts = [
        Role::Amount,
        Role::Gross,
        Role::Tare,
        Role::Net,
        Role::Pieces,
        Role::People,
        Role::Kind,
        Role::Standing,
    ];
    // Each day needs one place.
    let own_days = [Role::Date, Role::At];
    let own_stations = [Role::Station];
    let is_of_materials = |column: &Column| {
        matches!(column.meaning, ColumnMeaning::Material { .. } | ColumnMeaning::Unclear { .. })
    };
    let is_unnamed = |index: &usize| !columns.iter().any(|column| column.index == *index);
    let Some(leftmost) = parts().map(|column| column.index).min() else { return false };
    let width =
        sheet.rows.get(end..).unwrap_or_default().iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut unnamed = (leftmost..width).filter(is_unnamed);
    let (mut has_amounts, mut has_texts) = (false, false);
    for column in parts() {
        let (amounts, texts) = amounts_and_texts(sheet, end, column.index);
        has_amounts |= amounts > 0;
        has_texts |= texts > amounts;
    }
    is_enough
        && (days == 0 || days == count)
        && !has(&other_amounts)
        && !(days > 0 && has(&own_days))
        && !(days == 0 && has(&own_stations))
        && !columns.iter().any(is_of_materials)
        && has_amounts
        && !has_texts
        // An amount below no name may be the second one of a day.
        && !unnamed.any(|index| amounts_and_texts(sheet, end, index).0 > 0)
}

/// Finds the only column of texts left of the days or stations whose name is not recognised, or is empty.
fn column_of_texts(sheet: &Sheet, end: usize, columns: &[Column]) -> Option<usize> {
    let is_part = |column: &&Column| matches!(column.meaning, ColumnMeaning::Part { .. });
    let leftmost = columns.iter().filter(is_part).map(|column| column.index).min()?;
    let is_free = |index: &usize| {
        columns
            .iter()
            .find(|column| column.index == *index)
            .is_none_or(|column| column.meaning == ColumnMeaning::Unknown)
    };
    let is_of_texts = |index: &usize| {
        let (amounts, texts) = amounts_and_texts(sheet, end, *index);
        texts > amounts
    };
    let mut found = (0..leftmost).filter(is_free).filter(is_of_texts);
    let only = found.next();
    only.filter(|_| found.next().is_none())
}
