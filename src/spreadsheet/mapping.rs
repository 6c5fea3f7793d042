//! The answers to the doubts about a table, as a JSON file holds them (`--map`, and the files in `maps/`).
//!
//! Invariant: an answer that is a list is still open, so a proposal that nobody has edited decides nothing.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use crate::spreadsheet::date::DateOrder;
use crate::spreadsheet::number::DecimalMark;
use crate::spreadsheet::words;

/// An answer, or the list of possible answers.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(untagged)]
pub(crate) enum Answer<T> {
    Open(Vec<T>),
    /// `null` is an answer too: the column or material is not imported.
    Given(Option<T>),
}

impl<T: Copy> Answer<T> {
    /// Returns the answer if there is one.
    pub(crate) const fn given(&self) -> Option<T> {
        match self {
            Self::Given(Some(value)) => Some(*value),
            Self::Given(None) | Self::Open(_) => None,
        }
    }
}

/// What happens to a row whose day has no meaning, such as `27/sept`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum BadDates {
    /// The row is not imported.
    Skip,
    /// The row has the day of the row above.
    Above,
}

/// The answers about a table. Each part may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Mapping {
    /// What a column contains, by its name: one of the roles of [`role`](crate::spreadsheet::header), the id of a material,
    /// or `null`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub columns: BTreeMap<String, Answer<String>>,
    /// The id of a material, perhaps with a colon and a grade, by its name in the table.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub materials: BTreeMap<String, Answer<String>>,
    /// The id of a station, by its name in the table.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub stations: BTreeMap<String, Answer<String>>,
    /// The order of days such as `04/07/2022`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dates: Option<Answer<DateOrder>>,
    /// The year of days such as `25.01`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<Answer<i32>>,
    /// The day of the event that the command names. A day without a year is near it.
    #[serde(skip)]
    pub near: Option<NaiveDate>,
    /// The decimal mark of numbers such as `1,800`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimal: Option<Answer<DecimalMark>>,
    /// The station of rows that name none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub station: Option<String>,
    /// Whether bare numbers in the column of days are the days that a spreadsheet program counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day_numbers: Option<Answer<bool>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bad_dates: Option<Answer<BadDates>>,
    /// The parts of a proposal that are only for its reader.
    #[serde(default, skip_serializing)]
    pub summary: Option<IgnoredPart>,
    #[serde(default, skip_serializing)]
    pub doubts: Option<IgnoredPart>,
}

/// A part of a file that is accepted and not read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct IgnoredPart;

impl<'de> Deserialize<'de> for IgnoredPart {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(deserializer).map(|_| Self)
    }
}

/// The answer to a name in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameAnswer<'a> {
    /// The name means this.
    Means(&'a str),
    /// What has the name is not imported.
    NotImported,
}

impl Mapping {
    /// Parses a file.
    ///
    /// # Errors
    /// The error names the line and what is expected.
    pub(crate) fn parse(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text.trim_start_matches('\u{feff}'))
    }

    pub(super) fn column(&self, name: &str) -> Option<NameAnswer<'_>> {
        find(&self.columns, name)
    }

    pub(super) fn material(&self, name: &str) -> Option<NameAnswer<'_>> {
        find(&self.materials, name)
    }

    pub(super) fn station_named(&self, name: &str) -> Option<&str> {
        match find(&self.stations, name)? {
            NameAnswer::Means(station) => Some(station),
            NameAnswer::NotImported => None,
        }
    }

    /// Takes the answers of another mapping where this one has none.
    pub(crate) fn fill_from(&mut self, other: Self) {
        for (mine, others) in [
            (&mut self.columns, other.columns),
            (&mut self.materials, other.materials),
            (&mut self.stations, other.stations),
        ] {
            for (name, answer) in others {
                if find(mine, &name).is_none() {
                    mine.insert(name, answer);
                }
            }
        }
        self.dates = given_or(self.dates.take(), other.dates);
        self.year = given_or(self.year.take(), other.year);
        self.decimal = given_or(self.decimal.take(), other.decimal);
        self.station = self.station.take().or(other.station);
        self.day_numbers = given_or(self.day_numbers.take(), other.day_numbers);
        self.bad_dates = given_or(self.bad_dates.take(), other.bad_dates);
    }
}

fn given_or<T: Copy>(mine: Option<Answer<T>>, other: Option<Answer<T>>) -> Option<Answer<T>> {
    mine.filter(|answer| answer.given().is_some()).or(other)
}

/// Finds an answer by the name in the table, apart from capitals, spaces and punctuation.
fn find<'a>(answers: &'a BTreeMap<String, Answer<String>>, name: &str) -> Option<NameAnswer<'a>> {
    if answers.is_empty() {
        return None;
    }
    let answer = answers.get(name).or_else(|| {
        let normal = words::normalise(name);
        answers.iter().find(|(known, _)| words::normalise(known) == normal).map(|(_, answer)| answer)
    })?;
    match answer {
        Answer::Open(_) => None,
        Answer::Given(None) => Some(NameAnswer::NotImported),
        Answer::Given(Some(value)) => Some(NameAnswer::Means(value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_documentation_is_read() {
        let mapping = Mapping::parse(
            r#"{"columns":{"Дата":"date","Вес, кг":"kg"},"materials":{"Картон":"paper","Мусор":null,
                "Стекло":["glass-clear","glass-coloured"]},
                "dates":"dmy","decimal":"comma","station":"P","day_numbers":true,"bad_dates":"above","doubts":[1]}"#,
        )
        .unwrap();
        assert_eq!(mapping.column("вес кг"), Some(NameAnswer::Means("kg")));
        assert_eq!(mapping.material("МУСОР "), Some(NameAnswer::NotImported));
        // An answer that is still a list decides nothing.
        assert_eq!(mapping.material("стекло"), None);
        assert_eq!(mapping.dates.and_then(|answer| answer.given()), Some(DateOrder::Dmy));
        assert!(Mapping::parse(r#"{"colums":{}}"#).is_err());
        assert!(Mapping::parse(r#"{"dates":"ymd"}"#).is_err());
    }
}
