//! Finds the header of a table, and what its columns contain.
//!
//! Invariant: a table is accepted only if it has a material and an amount in each row, or a column for each material.

use crate::domain::event::Event;
use crate::spreadsheet::cell::{Cell, Row, Sheet};
use crate::spreadsheet::column::{
    Column, ColumnMeaning, Header, HeaderError, PLAIN, amounts_and_texts, has_role, is_known, lower,
};
use crate::spreadsheet::mapping::{Mapping, NameAnswer};
use crate::spreadsheet::material::{self, FoundMaterial};
use crate::spreadsheet::number;
use crate::spreadsheet::own::OwnTable;
use crate::spreadsheet::roles;
use crate::spreadsheet::words::{self, AmountUnit, ColumnName, Role};

/// The number of rows in which the header is looked for.
const SEARCHED_ROWS: usize = 100;

/// Finds the header.
///
/// # Errors
/// [`HeaderError`].
pub(crate) fn find(sheet: &Sheet, event: &Event, mapping: &Mapping) -> Result<Header, HeaderError> {
    let mut best: Option<(usize, u32, Vec<Column>)> = None;
    for (index, row) in sheet.rows.iter().enumerate().take(SEARCHED_ROWS) {
        let single = columns(names_of_row(row), event, mapping)?;
        let next = sheet.rows.get(index + 1).filter(|next| is_second_row(row, next, event, mapping));
        let (columns, end) = match next {
            Some(next) => (columns(names_of_two_rows(row, next), event, mapping)?, index + 2),
            None => (single, index + 1),
        };
        let columns = without_texts(sheet, end, columns);
        if let Some(is_wide) = kind(row, &columns) {
            return roles::accept(sheet, index, end, columns, is_wide);
        }
        let known = columns.iter().filter(|column| is_known(column)).count();
        if known > best.as_ref().map_or(1, |(count, ..)| *count) {
            best = Some((known, row.number, columns));
        }
    }
    let Some((_, row, columns)) = best else { return Err(HeaderError::NoHeader) };
    let has_material = columns.iter().any(|column| has_role(column, Role::Material));
    let role = if has_material { Role::Amount } else { Role::Material };
    Err(HeaderError::Missing {
        row,
        role,
        is_plain: columns.iter().all(|column| PLAIN.contains(&lower(column).as_str())),
    })
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
fn is_second_row(upper: &Row, row: &Row, event: &Event, mapping: &Mapping) -> bool {
    let names = names_of_row(row);
    if names.len() != row.filled().count() || names.is_empty() {
        return false;
    }
    let is_column = |name: &str| {
        mapping.column(name).is_some()
            || words::column(name).is_some()
            || matches!(material_column(name, event, mapping), Some(ColumnMeaning::Material { .. }))
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

/// Gives each name its meaning.
fn columns(
    names: Vec<(usize, String)>,
    event: &Event,
    mapping: &Mapping,
) -> Result<Vec<Column>, HeaderError> {
    let own = OwnTable::of(&names.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>());
    let column = |(index, name): (usize, String)| {
        let (meaning, sureness) = match mapping.column(&name) {
            Some(NameAnswer::NotImported) => (ColumnMeaning::NotImported, 9),
            Some(NameAnswer::Means(meaning)) => (given_meaning(&name, meaning, event)?, 9),
            None => {
                let known = own.map_or_else(|| words::column(&name), |own| own.column(&name));
                match known {
                    Some(ColumnName { role, unit, sureness }) => {
                        (ColumnMeaning::Known { role, unit }, sureness)
                    }
                    None => (material_column(&name, event, mapping).unwrap_or(ColumnMeaning::Unknown), 0),
                }
            }
        };
        Ok(Column { index, name, meaning, sureness })
    };
    names.into_iter().map(column).collect()
}

/// The roles that a mapping gives, besides the ids of materials.
const MEANINGS: [(&str, Role, Option<AmountUnit>); 20] = [
    ("at", Role::At, None),
    ("date", Role::Date, None),
    ("time", Role::Time, None),
    ("station", Role::Station, None),
    ("operator", Role::Operator, None),
    ("material", Role::Material, None),
    ("grade", Role::Grade, None),
    ("typed", Role::Amount, None),
    ("amount", Role::Amount, None),
    ("kg", Role::Amount, Some(AmountUnit::Kilograms)),
    ("g", Role::Amount, Some(AmountUnit::Grams)),
    ("t", Role::Amount, Some(AmountUnit::Tonnes)),
    ("gross", Role::Gross, None),
    ("tare", Role::Tare, None),
    ("net", Role::Net, None),
    ("unit", Role::Unit, None),
    ("pieces", Role::Pieces, None),
    ("people", Role::People, None),
    ("note", Role::Note, None),
    ("total", Role::Total, None),
];

fn given_meaning(name: &str, meaning: &str, event: &Event) -> Result<ColumnMeaning, HeaderError> {
    let unit = words::split_unit(&words::normalise(name)).1;
    if let Some((_, role, own)) = MEANINGS.iter().find(|(known, ..)| *known == meaning) {
        return Ok(ColumnMeaning::Known { role: *role, unit: own.or(unit) });
    }
    let found = given_material(event, meaning);
    found
        .map(|found| ColumnMeaning::Material { found, unit })
        .ok_or_else(|| HeaderError::BadMeaning { column: name.to_owned(), meaning: meaning.to_owned() })
}

/// Returns the material that an answer names: an id, perhaps with a colon and a grade.
pub(super) fn given_material(event: &Event, answer: &str) -> Option<FoundMaterial> {
    let (id, grade) = answer.split_once(':').map_or((answer, None), |(id, grade)| (id, Some(grade)));
    let (index, material) = event.material(id)?;
    let is_known = grade.is_none_or(|grade| material.grades.iter().any(|known| known == grade));
    is_known.then(|| FoundMaterial { index, grade: grade.map(str::to_owned) })
}

/// Returns the keyword of a meaning for a mapping.
pub(super) fn keyword(column: &Column, event: &Event) -> Option<String> {
    match &column.meaning {
        ColumnMeaning::Known { role, unit } => MEANINGS
            .iter()
            .rev()
            .find(|(_, known, own)| known == role && (own.is_none() || own == unit))
            .map(|(keyword, ..)| (*keyword).to_owned()),
        ColumnMeaning::Material { found, .. } => Some(answer_of(event, found)),
        ColumnMeaning::Unclear { .. } | ColumnMeaning::Unknown | ColumnMeaning::NotImported => None,
    }
}

/// Returns how a mapping names a material.
pub(super) fn answer_of(event: &Event, found: &FoundMaterial) -> String {
    let id = event.materials.get(found.index).map_or("", |material| material.id.as_str());
    found.grade.as_ref().map_or_else(|| id.to_owned(), |grade| format!("{id}:{grade}"))
}

/// Recognises the column of one material: `Картон, кг`, `weight_paper`.
fn material_column(name: &str, event: &Event, mapping: &Mapping) -> Option<ColumnMeaning> {
    if name.len() > 120 {
        return None;
    }
    let (rest, unit) = words::split_unit(&words::normalise(name));
    let without = words::without_amount_words(&rest);
    let has_amount = without.is_some() || unit.is_some();
    let rest = without.unwrap_or(rest);
    if rest.is_empty() {
        return None;
    }
    match mapping.material(name).or_else(|| mapping.material(&rest)) {
        Some(NameAnswer::NotImported) => return Some(ColumnMeaning::NotImported),
        Some(NameAnswer::Means(answer)) => {
            return given_material(event, answer).map(|found| ColumnMeaning::Material { found, unit });
        }
        None => {}
    }
    match material::find_name(event, &rest) {
        Ok(found) => Some(ColumnMeaning::Material { found, unit }),
        Err(proposals) if has_amount || proposals.len() > 1 => Some(ColumnMeaning::Unclear { proposals }),
        Err(_) => None,
    }
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
