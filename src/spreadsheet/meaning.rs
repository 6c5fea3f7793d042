//! The meanings of the names of columns.

use crate::domain::event::Event;
use crate::spreadsheet::column::{Column, ColumnMeaning, HeaderError};
use crate::spreadsheet::mapping::{Mapping, NameAnswer};
use crate::spreadsheet::material::{FoundMaterial, MaterialNames, NotFound};
use crate::spreadsheet::own::OwnTable;
use crate::spreadsheet::words::{self, AmountUnit, ColumnName, Role};

/// Gives each name its meaning.
pub(super) fn columns(
    names: Vec<(usize, String)>,
    materials: &MaterialNames<'_>,
    mapping: &Mapping,
) -> Result<Vec<Column>, HeaderError> {
    let own = OwnTable::of(&names.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>());
    let column = |(index, name): (usize, String)| {
        let (meaning, sureness) = match mapping.column(&name) {
            Some(NameAnswer::NotImported) => (ColumnMeaning::NotImported, 9),
            Some(NameAnswer::Means(meaning)) => (given_meaning(&name, meaning, materials)?, 9),
            None => {
                let known = own.map_or_else(|| words::column(&name), |own| own.column(&name));
                match known {
                    Some(ColumnName { role, unit, sureness }) => {
                        (ColumnMeaning::Known { role, unit }, sureness)
                    }
                    None => (material_column(&name, materials, mapping).unwrap_or(ColumnMeaning::Unknown), 0),
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

/// Returns what an answer says of a column.
///
/// # Errors
/// [`HeaderError::BadMeaning`] if it is neither a role nor a material.
pub(super) fn given_meaning(
    name: &str,
    meaning: &str,
    materials: &MaterialNames<'_>,
) -> Result<ColumnMeaning, HeaderError> {
    let unit = words::split_unit(&words::normalise(name)).1;
    if let Some((_, role, own)) = MEANINGS.iter().find(|(known, ..)| *known == meaning) {
        return Ok(ColumnMeaning::Known { role: *role, unit: own.or(unit) });
    }
    let found = given_material(materials.event, meaning);
    found.map(|found| ColumnMeaning::Material { found, unit }).ok_or_else(|| HeaderError::BadMeaning {
        column: name.to_owned(),
        meaning: meaning.to_owned(),
        near: materials.near_ids(meaning),
    })
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
        ColumnMeaning::Part { .. }
        | ColumnMeaning::Unclear { .. }
        | ColumnMeaning::Unknown
        | ColumnMeaning::NotImported => None,
    }
}

/// Returns how a mapping names a material.
pub(super) fn answer_of(event: &Event, found: &FoundMaterial) -> String {
    let id = event.materials.get(found.index).map_or("", |material| material.id.as_str());
    found.grade.as_ref().map_or_else(|| id.to_owned(), |grade| format!("{id}:{grade}"))
}

/// Recognises the column of one material: `Картон, кг`, `weight_paper`.
pub(super) fn material_column(
    name: &str,
    materials: &MaterialNames<'_>,
    mapping: &Mapping,
) -> Option<ColumnMeaning> {
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
            return given_material(materials.event, answer)
                .map(|found| ColumnMeaning::Material { found, unit });
        }
        None => {}
    }
    match materials.find_name(&rest) {
        Ok(found) => Some(ColumnMeaning::Material { found, unit }),
        Err(NotFound::Several(proposals)) => Some(ColumnMeaning::Unclear { proposals }),
        Err(NotFound::Unknown) if has_amount => Some(ColumnMeaning::Unclear { proposals: Vec::new() }),
        Err(NotFound::Unknown) => None,
    }
}
