//! The items of the publication: what came, how it is named, and which list it belongs to.
//!
//! Invariants: kilograms and pieces are separate items. The materials of a group are one item, at the position of
//! the group's first material. A group is named by those of its materials that came. Materials that nobody brought
//! are omitted.

use crate::domain::catalogue::{LocalText, Press, PressName, Unit};
use crate::domain::event::Event;
use crate::language::{Message, Texts};
use crate::report::press::numbers::{category, number};
use crate::report::summary::{MaterialRow, Summary};

/// The id of the material for everything that no other material covers, in the built-in catalogue.
const OTHER: &str = "other";

/// The part of the publication that an item belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Materials in kilograms, whose sum is printed.
    Weighed,
    /// Materials in pieces.
    Counted,
    /// What people brought to a swap.
    Given,
    /// What people took from a swap.
    Taken,
    Food,
    Other,
    /// Goods for charity.
    Reuse,
}

/// How much came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Amount {
    Grams(i64),
    Pieces(i64),
}

/// One item of the publication.
pub(super) struct Item<'a> {
    pub part: Part,
    pub amount: Amount,
    /// Whether the amount contains estimates.
    pub about: bool,
    /// Whether the catalogue publishes the material in tonnes.
    pub tonnes: bool,
    /// One name, or the names of those materials of a group that came.
    names: Vec<Name<'a>>,
    grades: Vec<&'a str>,
}

/// The name of a material or a group in the catalogue.
struct Name<'a> {
    press: Option<&'a PressName>,
    name: &'a LocalText,
    id: &'a str,
}

/// Returns the items in the order of the catalogue.
#[must_use]
pub(super) fn items<'a>(event: &'a Event, summary: &'a Summary) -> Vec<Item<'a>> {
    let mut subjects: Vec<Vec<&MaterialRow>> = Vec::new();
    for row in &summary.materials {
        let known = subjects.iter_mut().find(|rows| row.group.is_some() && rows[0].group == row.group);
        match known {
            Some(rows) => rows.push(row),
            None => subjects.push(vec![row]),
        }
    }
    subjects
        .iter()
        .flat_map(|rows| [Unit::Kg, Unit::Pcs].map(|unit| item(event, rows, unit)))
        .flatten()
        .collect()
}

/// Returns the item of a group's materials, or of one material, in this unit.
fn item<'a>(event: &'a Event, rows: &[&'a MaterialRow], unit: Unit) -> Option<Item<'a>> {
    let amount_of = |row: &MaterialRow| match unit {
        Unit::Kg => row.net.get(),
        Unit::Pcs => row.pieces,
    };
    let came: Vec<&MaterialRow> = rows.iter().copied().filter(|row| amount_of(row) != 0).collect();
    let first = *came.first()?;
    let sum = came.iter().map(|row| amount_of(row)).sum();
    let material = |row: &MaterialRow| event.material(&row.id).map(|(_, material)| material);
    let is_missing = |row: &&MaterialRow| {
        amount_of(row) == 0 && row.unit == unit && material(row).is_some_and(|material| !material.hidden)
    };
    let group = first.group.as_ref().and_then(|id| event.groups.iter().find(|group| group.id == *id));
    let names = match group {
        Some(group) if !rows.iter().any(is_missing) => {
            vec![Name { press: group.press_name.as_ref(), name: &group.name, id: &group.id }]
        }
        _ => came
            .iter()
            .map(|row| Name {
                press: material(row).and_then(|material| material.press_name.as_ref()),
                name: &row.name,
                id: &row.id,
            })
            .collect(),
    };
    let grades = match came[..] {
        [row] if unit == Unit::Kg => row.grades.iter().map(|(grade, _)| grade.as_str()).collect(),
        _ => Vec::new(),
    };
    Some(Item {
        part: part(first, unit),
        amount: match unit {
            Unit::Kg => Amount::Grams(sum),
            Unit::Pcs => Amount::Pieces(sum),
        },
        about: came.iter().any(|row| row.about),
        tonnes: material(first).is_some_and(|material| material.press == Press::Tonnes),
        names,
        grades,
    })
}

fn part(row: &MaterialRow, unit: Unit) -> Part {
    match (row.stream.as_deref(), unit) {
        (Some("given"), _) => Part::Given,
        (Some("taken"), _) => Part::Taken,
        (Some("food"), _) => Part::Food,
        (Some("reuse"), _) => Part::Reuse,
        _ if row.id == OTHER => Part::Other,
        (_, Unit::Kg) => Part::Weighed,
        (_, Unit::Pcs) => Part::Counted,
    }
}

impl Item<'_> {
    /// Returns the text of the item in kilograms. `mass` is the printed mass.
    #[must_use]
    pub(super) fn weighed(&self, mass: String, texts: &Texts) -> String {
        // A mass noun takes the form that follows "five kilograms of".
        let name = self.name("many", texts);
        let item = if self.is_published(texts) {
            texts.get(Message::PressMass { amount: mass.into(), name: name.into() })
        } else {
            texts.get(Message::PressMassOf { amount: mass.into(), name: name.into() })
        };
        if self.grades.is_empty() {
            return item;
        }
        let grades = self.grades.join(", ");
        texts.get(Message::PressGrades { item: item.into(), grades: grades.into() })
    }

    /// Returns the text of the item in pieces.
    #[must_use]
    pub(super) fn counted(&self, pieces: i64, texts: &Texts) -> String {
        let name = self.name(&category(pieces, texts), texts).into();
        let amount = number(pieces, texts.language()).into();
        match (self.is_published(texts), self.about) {
            (true, false) => texts.get(Message::PressPieces { amount, name }),
            (true, true) => texts.get(Message::PressPiecesAbout { amount, name }),
            (false, false) => texts.get(Message::PressPiecesOf { amount, name }),
            (false, true) => texts.get(Message::PressPiecesOfAbout { amount, name }),
        }
    }

    /// Returns whether the catalogue has published names in this language, with the right grammatical case and
    /// number.
    fn is_published(&self, texts: &Texts) -> bool {
        self.names.iter().all(|name| name.published("other", texts).is_some())
    }

    /// Returns the name, or all names as one phrase. If one of them is not published, all are in the nominative.
    fn name(&self, category: &str, texts: &Texts) -> String {
        let published = self.is_published(texts);
        let mut names = self.names.iter().map(|name| {
            let published = name.published(category, texts).filter(|_| published);
            published.map_or_else(|| name.plain(texts), str::to_owned)
        });
        let last = names.next_back().unwrap_or_default();
        let others = names.collect::<Vec<_>>().join(", ");
        if others.is_empty() {
            return last;
        }
        texts.get(Message::PressAnd { first: others.into(), last: last.into() })
    }
}

impl Name<'_> {
    fn published(&self, category: &str, texts: &Texts) -> Option<&str> {
        self.press?.get(texts.language().code(), category)
    }

    fn plain(&self, texts: &Texts) -> String {
        let name = texts.local(self.name);
        lower(if name.is_empty() { self.id } else { name })
    }
}

/// Returns the name as used within a sentence: with a lower-case first letter, except for an abbreviation.
fn lower(name: &str) -> String {
    let mut letters = name.chars();
    let Some(first) = letters.next() else { return String::new() };
    if letters.clone().next().is_some_and(char::is_uppercase) {
        return name.to_owned();
    }
    first.to_lowercase().chain(letters).collect()
}
