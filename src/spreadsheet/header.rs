//! Finds the header of a table, and what its columns contain.
//!
//! Invariant: a table is accepted only if it has a material and an amount in each row, or a column for each material.

use crate::domain::event::Event;
use crate::spreadsheet::cell::{Cell, Row, Sheet};
use crate::spreadsheet::column::{
    Column, ColumnMeaning, Header, HeaderError, PLAIN, amounts_and_texts, has_role, is_known, lower,
};
use crate::spreadsheet::mapping::Mapping;
use crate::spreadsheet::material::MaterialNames;
use crate::spreadsheet::meaning::{columns, keyword, material_column};
use crate::spreadsheet::words::{self, AmountUnit, Role};
use crate::spreadsheet::{number, parts, roles};

/// The number of rows in which the header is looked for.
const SEARCHED_ROWS: usize = 100;

/// Finds the header.
///
/// # Errors
/// [`HeaderError`].
pub(super) fn find(
    sheet: &Sheet,
    names: &MaterialNames<'_>,
    mapping: &Mapping,
) -> Result<Header, HeaderError> {
    let mut best = Nearest::default();
    // Days above a column of texts without a name may be a title: "Период | 24.01.2026 | 25.01.2026".
    let mut perhaps = None;
    for (index, row) in sheet.rows.iter().enumerate().take(SEARCHED_ROWS) {
        let (columns, end) = columns_at(sheet, index, row, names, mapping)?;
        let next = sheet.rows.get(index + 1);
        match kind(row, &columns) {
            // Days or stations, perhaps below a heading such as "Вес, кг", may be the columns of amounts.
            Some(false) if parts::has_part(row) || next.is_some_and(parts::has_parts) => {
                if let Some(header) = parts::find(sheet, index, names, mapping)? {
                    return Ok(header);
                }
                return roles::accept(sheet, index, end, columns, false, names);
            }
            Some(is_wide) => return roles::accept(sheet, index, end, columns, is_wide, names),
            None => {}
        }
        if perhaps.is_none()
            && let Some(header) = parts::find(sheet, index, names, mapping)?
        {
            if columns.iter().any(|column| has_role(column, Role::Material)) {
                return Ok(header);
            }
            perhaps = Some(header);
        }
        best.see(row, columns);
    }
    if let Some(header) = perhaps {
        return Ok(header);
    }
    let row = best.row;
    if best.known < 2 {
        return Err(HeaderError::NoHeader { nearest: row });
    }
    let has_material = best.columns.iter().any(|column| has_role(column, Role::Material));
    let role = if has_material { Role::Amount } else { Role::Material };
    Err(HeaderError::Missing {
        row: row.unwrap_or(1),
        role,
        is_plain: best.columns.iter().all(|column| PLAIN.contains(&lower(column).as_str())),
    })
}

/// Returns the meanings of the columns if the header begins at this row, and the index of the row after it.
fn columns_at(
    sheet: &Sheet,
    index: usize,
    row: &Row,
    names: &MaterialNames<'_>,
    mapping: &Mapping,
) -> Result<(Vec<Column>, usize), HeaderError> {
    let next = sheet.rows.get(index + 1).filter(|next| is_second_row(row, next, names, mapping));
    let (columns, end) = match next {
        Some(next) => (columns(names_of_two_rows(row, next), names, mapping)?, index + 2),
        None => (columns(names_of_row(row), names, mapping)?, index + 1),
    };
    Ok((without_texts(sheet, end, columns), end))
}

/// The row that is the most like a header: the one with the most recognised names, then with the most names.
#[derive(Default)]
struct Nearest {
    row: Option<u32>,
    columns: Vec<Column>,
    known: usize,
    names: usize,
}

impl Nearest {
    fn see(&mut self, row: &Row, columns: Vec<Column>) {
        let known = columns.iter().filter(|column| is_known(column)).count();
        let is_value = |(_, cell): (usize, &Cell)| match cell {
            Cell::Text(text) => number::read(text).is_some() || parts::is_part(cell),
            _ => true,
        };
        // A row with one text is a title, and a row with values is one of data.
        let names = if row.filled().any(is_value) { 0 } else { columns.len() };
        // One recognised name may be a word of a title or a note.
        if (known > 1 || names > 1) && (known.max(1), names) > (self.known.max(1), self.names) {
            *self = Self { row: Some(row.number), columns, known, names };
        }
    }
}

/// The row that is the most like a header, as a help if a sheet has no table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NearestHeader {
    /// The number that a spreadsheet program shows.
    pub row: u32,
    /// The names of its columns, with the keyword of a mapping if the name is recognised.
    pub columns: Vec<(String, Option<String>)>,
    /// What is needed and not recognised.
    pub missing: Vec<Role>,
}

/// Finds the row that is the most like a header, or returns `None` if no row has names.
pub(crate) fn nearest(sheet: &Sheet, event: &Event, mapping: &Mapping) -> Option<NearestHeader> {
    let names = MaterialNames::new(event);
    let mut best = Nearest::default();
    for (index, row) in sheet.rows.iter().enumerate().take(SEARCHED_ROWS) {
        let (columns, _) = columns_at(sheet, index, row, &names, mapping).ok()?;
        // An error about a complete header names its own columns.
        let is_table = kind(row, &columns).is_some();
        best.see(row, columns);
        if is_table {
            break;
        }
    }
    let row = best.row?;
    let has =
        |roles: &[Role]| best.columns.iter().any(|column| roles.iter().any(|role| has_role(column, *role)));
    let missing = [
        (Role::Material, has(&[Role::Material])),
        (Role::Amount, has(&[Role::Amount, Role::Gross, Role::Net, Role::Pieces])),
    ];
    let missing = missing.into_iter().filter(|(_, has)| !has).map(|(role, _)| role).collect();
    let columns = best.columns.iter().map(|column| (column.name.clone(), keyword(column, event))).collect();
    Some(NearestHeader { row, columns, missing })
}

/// Returns the names in one row. A number is no name.
fn names_of_row(row: &Row) -> Vec<(usize, String)> {
    let name = |(index, cell): (usize, &Cell)| match cell {
        Cell::Text(text) => Some((index, text.clone())),
        _ => None,
    };
    row.filled().filter_map(name).collect()
}

/// Returns the names in two rows: a name of the upper row is also that of the empty cells to its right.
fn names_of_two_rows(upper: &Row, lower: &Row) -> Vec<(usize, String)> {
    let mut names = Vec::new();
    let mut above = "";
    for index in 0..upper.cells.len().max(lower.cells.len()) {
        let (top, bottom) = (text(upper.cell(index)), text(lower.cell(index)));
        if !top.is_empty() {
            above = top;
        }
        match (top, bottom) {
            ("", "") => {}
            // A cell that is merged over both rows has its text in both.
            (top, "") => names.push((index, top.to_owned())),
            (top, bottom) if top == bottom => names.push((index, top.to_owned())),
            // "Картон" above "кг".
            (_, bottom) if words::unit(bottom).is_some() && !above.is_empty() => {
                names.push((index, format!("{above}, {bottom}")));
            }
            (_, bottom) => names.push((index, combined(above, bottom))),
        }
    }
    names
}

fn text(cell: &Cell) -> &str {
    if let Cell::Text(text) = cell { text } else { "" }
}

/// Combines a group's name with the name below it: `Вес, кг` and `брутто` become `брутто, кг`.
fn combined(above: &str, below: &str) -> String {
    let has_unit = words::split_unit(&words::normalise(below)).1.is_some();
    match words::split_unit(&words::normalise(above)) {
        (_, Some(AmountUnit::Kilograms)) if !has_unit => format!("{below}, кг"),
        (_, Some(AmountUnit::Grams)) if !has_unit => format!("{below}, г"),
        (_, Some(AmountUnit::Tonnes)) if !has_unit => format!("{below}, т"),
        (_, Some(AmountUnit::Pieces)) if !has_unit => format!("{below}, шт"),
        (_, Some(AmountUnit::Foreign)) if !has_unit => format!("{below}, lb"),
        _ => below.to_owned(),
    }
}

/// Returns whether a row is the second row of a header: it has only names, at least one of them below a name that the upper
/// row does not repeat, and none below the column of days or materials.
fn is_second_row(upper: &Row, row: &Row, materials: &MaterialNames<'_>, mapping: &Mapping) -> bool {
    let names = names_of_row(row);
    if names.len() != row.filled().count() || names.is_empty() {
        return false;
    }
    let is_column = |name: &str| {
        mapping.column(name).is_some()
            || words::column(name).is_some()
            || matches!(material_column(name, materials, mapping), Some(ColumnMeaning::Material { .. }))
    };
    let own: Vec<&(usize, String)> =
        names.iter().filter(|(index, name)| text(upper.cell(*index)) != name).collect();
    let is_group = |(index, _): &&(usize, String)| {
        // The names of a group are below it, or below the empty cells to its right.
        upper.cells.get(..=*index).unwrap_or(&upper.cells).iter().any(|cell| !cell.is_empty())
    };
    let data_column = |index: usize| {
        words::column(text(upper.cell(index)))
            .is_some_and(|known| matches!(known.role, Role::Date | Role::At | Role::Time))
    };
    // A title has no name of a column.
    let is_header = upper.filled().count() > 1
        && names_of_row(upper).iter().any(|(_, name)| words::column(name).is_some());
    is_header
        && !own.is_empty()
        && names_of_row(upper).len() == upper.filled().count()
        && own.iter().all(|(_, name)| is_column(name))
        && own.iter().all(is_group)
        && !own.iter().any(|(index, _)| data_column(*index))
        && (own.len() > 1 || upper.cells.len() <= own[0].0 + 1)
        && own.iter().any(|(index, _)| text(upper.cell(*index)).is_empty() || own.len() > 1)
}

/// Leaves a column to a material only if most of its cells are amounts. A list of words has no amounts, whatever its name is.
fn without_texts(sheet: &Sheet, end: usize, mut columns: Vec<Column>) -> Vec<Column> {
    for column in &mut columns {
        if matches!(column.meaning, ColumnMeaning::Material { .. } | ColumnMeaning::Unclear { .. })
            && column.sureness == 0
        {
            let (amounts, texts) = amounts_and_texts(sheet, end, column.index);
            if texts > amounts {
                column.meaning = ColumnMeaning::Unknown;
            }
        }
    }
    columns
}

/// Decides whether columns make a table: `Some(false)` with a column of materials, `Some(true)` with a column for each
/// material, `None` if neither.
fn kind(row: &Row, columns: &[Column]) -> Option<bool> {
    let has = |roles: &[Role]| columns.iter().any(|column| roles.iter().any(|role| has_role(column, *role)));
    let amounts = [Role::Amount, Role::Gross, Role::Net, Role::Pieces, Role::Total];
    let may_be_amount = |column: &Column| {
        matches!(column.meaning, ColumnMeaning::Unclear { .. })
            && words::split_unit(&words::normalise(&column.name)).1.is_some()
    };
    if has(&[Role::Material]) {
        return has(&amounts).then_some(false);
    }
    let materials =
        columns.iter().filter(|column| matches!(column.meaning, ColumnMeaning::Material { .. })).count();
    let unclear = columns.iter().filter(|column| may_be_amount(column)).count();
    let is_value = |cell: &Cell| match cell {
        Cell::Text(text) => number::read(text).is_some(),
        _ => true,
    };
    let place = [Role::Date, Role::At, Role::Station, Role::People, Role::Total, Role::RowNumber, Role::Time];
    let is_wide = materials + unclear >= 2 || materials == 1 && has(&place);
    (is_wide && !row.filled().any(|(_, cell)| is_value(cell))).then_some(true)
}
