//! Settles which of several columns has a role, and what the columns beside those of materials contain.

use std::collections::HashSet;

use crate::spreadsheet::cell::{Cell, Row, Sheet};
use crate::spreadsheet::column::{
    Column, ColumnMeaning, Header, HeaderError, PLAIN, amounts_and_texts, has_role, lower,
};
use crate::spreadsheet::material::MaterialNames;
use crate::spreadsheet::other_numbers;
use crate::spreadsheet::words::{self, AmountUnit, Role};

/// The maximum number of columns for which materials are proposed.
const PROPOSALS_MAX: usize = 50;

/// Settles which of several columns has a role.
///
/// # Errors
/// [`HeaderError`] if two columns may have one role.
pub(super) fn accept(
    sheet: &Sheet,
    first: usize,
    end: usize,
    mut columns: Vec<Column>,
    is_wide: bool,
    materials: &MaterialNames<'_>,
) -> Result<Header, HeaderError> {
    let row = sheet.rows[first].number;
    let plain: Vec<String> = columns.iter().map(lower).collect();
    let is_plain =
        plain.len() == PLAIN.len() && PLAIN.iter().all(|name| plain.iter().any(|other| other == name));
    check_no_duplicate(row, &columns)?;
    if is_wide {
        // Such a table says nothing about one material in these columns.
        let is_narrow = |role: Role| {
            matches!(
                role,
                Role::Grade | Role::Amount | Role::Gross | Role::Net | Role::Tare | Role::Unit | Role::Pieces
            )
        };
        for column in &mut columns {
            if matches!(column.meaning, ColumnMeaning::Known { role, .. } if is_narrow(role)) {
                column.meaning = ColumnMeaning::Unknown;
            }
        }
        mark_neighbours(sheet, end, &mut columns);
        propose(materials, &mut columns);
    } else {
        settle_amounts(sheet, end, &mut columns);
        check_one_form(sheet, row, end, &columns)?;
        for column in &mut columns {
            if matches!(column.meaning, ColumnMeaning::Material { .. } | ColumnMeaning::Unclear { .. }) {
                column.meaning = ColumnMeaning::Unknown;
            }
        }
    }
    let has = |columns: &[Column], role: Role| columns.iter().any(|column| has_role(column, role));
    if has(&columns, Role::Date) && has(&columns, Role::At) {
        // The day of a form's answer is not the day of the weighing.
        ignore(&mut columns, Role::At);
    }
    settle_all(row, &mut columns)?;
    check_weights(row, &mut columns)?;
    let end = end + usize::from(sheet.rows.get(end).is_some_and(numbers_columns));
    Ok(Header { first, end, columns, is_wide, has_parts: false, is_plain })
}

/// Leaves each role to one column.
///
/// # Errors
/// [`HeaderError::Several`].
pub(super) fn settle_all(row: u32, columns: &mut [Column]) -> Result<(), HeaderError> {
    SINGLE.into_iter().try_for_each(|role| settle(row, columns, role))
}

/// The roles that only one column may have.
const SINGLE: [Role; 18] = [
    Role::At,
    Role::Date,
    Role::Time,
    Role::Station,
    Role::Operator,
    Role::Material,
    Role::Grade,
    Role::Amount,
    Role::Gross,
    Role::Tare,
    Role::Net,
    Role::Unit,
    Role::Pieces,
    Role::PiecesWeight,
    Role::People,
    Role::Kind,
    Role::Standing,
    Role::About,
];

fn ignore(columns: &mut [Column], role: Role) {
    for column in columns.iter_mut().filter(|column| has_role(column, role)) {
        column.meaning = ColumnMeaning::Unknown;
    }
}

fn check_no_duplicate(row: u32, columns: &[Column]) -> Result<(), HeaderError> {
    let mut known = HashSet::new();
    for column in columns {
        let is_single = match &column.meaning {
            ColumnMeaning::Known { role, .. } => SINGLE.contains(role),
            ColumnMeaning::Material { .. } => true,
            _ => false,
        };
        if !known.insert(words::normalise(&column.name)) && is_single {
            return Err(HeaderError::Duplicate { row, name: column.name.clone() });
        }
    }
    Ok(())
}

/// Proposes materials for the first columns whose material is not clear.
fn propose(materials: &MaterialNames<'_>, columns: &mut [Column]) {
    let mut left = PROPOSALS_MAX;
    for column in columns {
        if let ColumnMeaning::Unclear { proposals } = &mut column.meaning
            && proposals.is_empty()
            && left > 0
        {
            left -= 1;
            let (rest, _) = words::split_unit(&words::normalise(&column.name));
            *proposals = materials.near(&words::without_amount_words(&rest).unwrap_or(rest));
        }
    }
}

/// Leaves a role only to the column that has it most surely.
fn settle(row: u32, columns: &mut [Column], role: Role) -> Result<(), HeaderError> {
    let sureness = |column: &&Column| has_role(column, role).then_some(column.sureness);
    let Some(surest) = columns.iter().filter_map(|column| sureness(&column)).max() else { return Ok(()) };
    let names: Vec<String> = columns
        .iter()
        .filter(|column| sureness(column) == Some(surest))
        .map(|column| column.name.clone())
        .collect();
    if names.len() > 1 {
        return Err(HeaderError::Several { row, role, names });
    }
    for column in columns.iter_mut().filter(|column| has_role(column, role) && column.sureness < surest) {
        column.meaning = ColumnMeaning::Unknown;
    }
    Ok(())
}

/// Finds the column of amounts if its name alone does not say so, and the column of pieces beside a weight.
fn settle_amounts(sheet: &Sheet, end: usize, columns: &mut [Column]) {
    let has = |columns: &[Column], roles: &[Role]| {
        columns.iter().any(|column| roles.iter().any(|role| has_role(column, *role)))
    };
    let weights = [Role::Amount, Role::Gross, Role::Net];
    if !has(columns, &weights) && !has(columns, &[Role::Pieces]) {
        let totals: Vec<usize> = columns
            .iter()
            .enumerate()
            .filter(|(_, column)| has_role(column, Role::Total) && !is_money(column))
            .map(|(index, _)| index)
            .collect();
        // Beside other numbers, such as those of each station, a total is no weighing.
        let is_beside = |column: &Column| {
            let is_free = matches!(
                column.meaning,
                ColumnMeaning::Unknown | ColumnMeaning::Unclear { .. } | ColumnMeaning::Material { .. }
            );
            is_free && !other_numbers::is_named(&column.name) && has_numbers(sheet, end, column)
        };
        if let ([index], false) = (&totals[..], columns.iter().any(is_beside)) {
            let column = &mut columns[*index];
            let unit = words::split_unit(&words::normalise(&column.name)).1;
            column.meaning = ColumnMeaning::Known { role: Role::Amount, unit };
            column.sureness = 1;
        }
    }
    // "Принято?" with yes and no is no weight, and pounds beside kilograms are not needed.
    if columns.iter().filter(|column| has_role(column, Role::Amount)).count() > 1 {
        for column in columns.iter_mut().filter(|column| has_role(column, Role::Amount)) {
            let is_foreign =
                matches!(column.meaning, ColumnMeaning::Known { unit: Some(AmountUnit::Foreign), .. });
            if is_foreign || matches!(amounts_and_texts(sheet, end, column.index), (0, 1..)) {
                column.meaning = ColumnMeaning::Unknown;
            }
        }
    }
    // "Количество" beside "Вес" counts pieces.
    let is_sure = |column: &Column| has_role(column, Role::Amount) && column.sureness > 1;
    let has_weight = columns.iter().any(is_sure) || has(columns, &[Role::Gross, Role::Net]);
    if has_weight && !has(columns, &[Role::Pieces]) {
        for column in columns.iter_mut() {
            if column.sureness == 1
                && matches!(column.meaning, ColumnMeaning::Known { role: Role::Amount, unit: None })
            {
                column.meaning = ColumnMeaning::Known { role: Role::Pieces, unit: None };
            }
        }
    }
}

/// Checks that gross, tare and net are told apart. `Вес` beside `Тара` may be either.
fn check_weights(row: u32, columns: &mut [Column]) -> Result<(), HeaderError> {
    let place = |columns: &[Column], role: Role| columns.iter().position(|column| has_role(column, role));
    let (amount, gross) = (place(columns, Role::Amount), place(columns, Role::Gross));
    let (tare, net) = (place(columns, Role::Tare), place(columns, Role::Net));
    let become_role = |columns: &mut [Column], index: usize, role: Role| {
        if let ColumnMeaning::Known { role: old, .. } = &mut columns[index].meaning {
            *old = role;
        }
    };
    let names = |places: &[Option<usize>]| {
        places.iter().flatten().map(|index| columns[*index].name.clone()).collect::<Vec<_>>()
    };
    match (amount, gross, tare, net) {
        (Some(amount), None, Some(_), Some(_)) => become_role(columns, amount, Role::Gross),
        (Some(amount), Some(_), _, None) => become_role(columns, amount, Role::Net),
        (Some(_), None, Some(_), None) => {
            return Err(HeaderError::Several { row, role: Role::Gross, names: names(&[amount, tare]) });
        }
        (Some(_), _, _, Some(_)) => {
            return Err(HeaderError::Several { row, role: Role::Net, names: names(&[amount, net]) });
        }
        (None, Some(_), None, None) => {
            return Err(HeaderError::Missing { row, role: Role::Tare, is_plain: false });
        }
        (None, None, Some(_), None) => {
            return Err(HeaderError::Missing { row, role: Role::Gross, is_plain: false });
        }
        _ => {}
    }
    Ok(())
}

/// Refuses a table that has an amount in each row, and numbers in the column of a material beside it.
fn check_one_form(sheet: &Sheet, row: u32, end: usize, columns: &[Column]) -> Result<(), HeaderError> {
    let amounts = [Role::Amount, Role::Gross, Role::Net, Role::Pieces];
    let is_amount = |column: &&Column| amounts.iter().any(|role| has_role(column, *role));
    if !columns.iter().any(|column| is_amount(&column)) {
        return Err(HeaderError::Missing { row, role: Role::Amount, is_plain: false });
    }
    let is_beside = |column: &&Column| {
        matches!(column.meaning, ColumnMeaning::Material { .. }) && has_numbers(sheet, end, column)
    };
    if !columns.iter().any(|column| is_beside(&column)) {
        return Ok(());
    }
    let names = columns.iter().filter(|column| is_amount(column) || is_beside(column));
    let names = names.map(|column| column.name.clone()).collect();
    Err(HeaderError::Several { row, role: Role::Amount, names })
}

/// Returns whether a column has numbers and nothing else.
fn has_numbers(sheet: &Sheet, end: usize, column: &Column) -> bool {
    matches!(amounts_and_texts(sheet, end, column.index), (1.., 0))
}

/// Returns whether a sum without a unit may be one of money.
fn is_money(column: &Column) -> bool {
    let (rest, unit) = words::split_unit(&words::normalise(&column.name));
    unit.is_none() && matches!(rest.as_str(), "сумма" | "sum")
}

/// Marks columns of numbers beside the columns of materials: they may be materials that the catalogue does not have.
fn mark_neighbours(sheet: &Sheet, end: usize, columns: &mut [Column]) {
    let is_material = |column: &Column| {
        matches!(column.meaning, ColumnMeaning::Material { .. } | ColumnMeaning::Unclear { .. })
    };
    let (Some(first), Some(last)) =
        (columns.iter().position(is_material), columns.iter().rposition(is_material))
    else {
        return;
    };
    let count = columns.len();
    let mut mark = |index: usize| {
        let column = &mut columns[index];
        if column.meaning == ColumnMeaning::Unknown
            && column.sureness == 0
            && !other_numbers::is_named(&column.name)
            && has_numbers(sheet, end, column)
        {
            column.meaning = ColumnMeaning::Unclear { proposals: Vec::new() };
            return true;
        }
        false
    };
    for index in first..=last {
        mark(index);
    }
    (0..first).rev().take_while(|index| mark(*index)).for_each(drop);
    (last + 1..count).take_while(|index| mark(*index)).for_each(drop);
}

/// Returns whether a row below the header numbers the columns: `1 2 3 4`.
pub(super) fn numbers_columns(row: &Row) -> bool {
    let cells: Vec<&Cell> = row.filled().map(|(_, cell)| cell).collect();
    cells.len() > 2
        && cells
            .iter()
            .zip(1_u32..)
            .all(|(cell, number)| cell.text().trim_end_matches('.') == number.to_string())
}
