//! The tables that `tarazy report` writes: CSV, and the sheet of records of a workbook in each language.
//!
//! A test of the report compares these names with its texts. A name only grows: files of older versions keep theirs.

use crate::spreadsheet::cell::{Cell, Sheet};
use crate::spreadsheet::column::Header;
use crate::spreadsheet::words::{AmountUnit, ColumnName, Role};

/// Rows at the beginning of a sheet in which its header is searched.
const HEADER_ROWS: usize = 20;

/// Columns of our CSV.
const CSV: &[(&str, Role, Option<AmountUnit>)] = &[
    ("record", Role::Own, None),
    ("kind", Role::Kind, None),
    ("at", Role::At, None),
    ("station", Role::Station, None),
    ("operator", Role::Operator, None),
    ("material", Role::Material, None),
    ("name", Role::Own, None),
    ("stream", Role::Own, None),
    ("grade", Role::Grade, None),
    ("net_g", Role::Net, Some(AmountUnit::Grams)),
    ("net_kg", Role::Net, Some(AmountUnit::Kilograms)),
    ("gross_g", Role::Gross, Some(AmountUnit::Grams)),
    ("gross_kg", Role::Gross, Some(AmountUnit::Kilograms)),
    ("tare_g", Role::Tare, Some(AmountUnit::Grams)),
    ("tare_kg", Role::Tare, Some(AmountUnit::Kilograms)),
    ("pieces", Role::Pieces, None),
    ("pieces_g", Role::PiecesWeight, Some(AmountUnit::Grams)),
    ("pieces_kg", Role::PiecesWeight, Some(AmountUnit::Kilograms)),
    ("about", Role::About, None),
    ("standing", Role::Standing, None),
    ("reason", Role::Own, None),
];

/// Columns of the sheet of records, in Kazakh, Russian and English.
const RECORDS: &[([&str; 3], Role, Option<AmountUnit>)] = &[
    (["Жазба", "Запись", "Record"], Role::Own, None),
    (["Жазба түрі", "Вид записи", "Kind of record"], Role::Kind, None),
    (["Күні мен уақыты", "День и время", "Day and time"], Role::At, None),
    (["Бекет", "Пост", "Station"], Role::Station, None),
    (["Оператор", "Оператор", "Operator"], Role::Operator, None),
    (["Материал коды", "Код материала", "Material id"], Role::Material, None),
    (["Материал", "Материал", "Material"], Role::Own, None),
    (["Бағыт", "Направление", "Stream"], Role::Own, None),
    (["Маркасы", "Марка", "Type"], Role::Grade, None),
    (["Нетто, кг", "Нетто, кг", "Net, kg"], Role::Net, Some(AmountUnit::Kilograms)),
    (["Брутто, кг", "Брутто, кг", "Gross, kg"], Role::Gross, Some(AmountUnit::Kilograms)),
    (["Тара, кг", "Тара, кг", "Tare, kg"], Role::Tare, Some(AmountUnit::Kilograms)),
    (["Дана саны", "Штуки", "Pieces"], Role::Pieces, None),
    (
        ["Даналар салмағы, кг", "Вес штук, кг", "Weight of pieces, kg"],
        Role::PiecesWeight,
        Some(AmountUnit::Kilograms),
    ),
    (["Қатысушылар", "Участники", "Participants"], Role::People, None),
    (["Шамамен", "Примерно", "Estimate"], Role::About, None),
    (["Күйі", "Состояние", "Status"], Role::Standing, None),
    (["Себебі", "Причина", "Reason"], Role::Own, None),
];

/// Which of our tables a header belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OwnTable {
    Csv,
    /// The sheet of records, in the language of this index of [`RECORDS`].
    Records(usize),
}

impl OwnTable {
    /// Returns the table whose needed columns are among these names.
    pub(super) fn of(names: &[&str]) -> Option<Self> {
        let has = |wanted: &str| names.contains(&wanted);
        if has("standing") && (has("net_g") || has("net_kg")) {
            return Some(Self::Csv);
        }
        let is_needed =
            |role: &Role| matches!(role, Role::Kind | Role::Material | Role::Net | Role::Standing);
        let is = |language: &usize| {
            RECORDS.iter().filter(|(_, role, _)| is_needed(role)).all(|(names, ..)| has(names[*language]))
        };
        (0..3).find(is).map(Self::Records)
    }

    /// Returns the meaning of a column.
    pub(super) fn column(self, name: &str) -> Option<ColumnName> {
        let (role, unit) = match self {
            Self::Csv => CSV.iter().find(|(own, ..)| *own == name).map(|(_, role, unit)| (*role, *unit)),
            Self::Records(language) => RECORDS
                .iter()
                .find(|(names, ..)| names[language] == name)
                .map(|(_, role, unit)| (*role, *unit)),
        }?;
        Some(ColumnName { role, unit, sureness: 3 })
    }
}

/// Returns whether a sheet has our records. Other sheets of our workbook have sums, which look like a table too.
pub(super) fn has_records(sheet: &Sheet) -> bool {
    sheet.rows.iter().take(HEADER_ROWS).any(|row| {
        let mut names: Vec<&str> = Vec::new();
        for (_, cell) in row.filled() {
            if let Cell::Text(text) = cell {
                names.push(text);
            }
        }
        OwnTable::of(&names).is_some()
    })
}

/// Returns whether the amounts of a table are kilograms of our CSV, which never separates thousands: every mark in them is
/// the decimal mark.
pub(super) fn has_plain_kilograms(header: &Header) -> bool {
    let has = |wanted: &str| header.columns.iter().any(|column| column.name == wanted);
    has("standing") && has("net_kg")
}

/// Returns whether a record counts, by the text of its status.
pub(super) fn is_counted(status: &str) -> bool {
    ["counted", "учтено", "есептелді"].contains(&status)
}

/// Returns whether a kind of record is imported: an entry, or people.
pub(super) fn is_imported(kind: &str) -> bool {
    ["entry", "взвешивание", "өлшеу", "people", "люди", "адам"].contains(&kind)
}

/// Returns whether the text says that an amount is an estimate.
pub(super) fn is_yes(text: &str) -> bool {
    ["yes", "да", "иә"].contains(&text)
}
