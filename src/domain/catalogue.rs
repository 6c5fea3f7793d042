//! The catalogue: which materials an event accepts, which keys select them, and which groups and streams they
//! belong to.
//!
//! Invariant of a checked catalogue: it has 1 to 99 materials, their ids and keys are unique, and their
//! groups and streams exist. Field names and defaults are those of `event.json` (docs/journal.md). Fields
//! that this version does not know are kept when the file is rewritten.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::mass::Grams;
use crate::domain::unknown_fields::{Members, UnknownFields};

/// The maximum number of materials of one event, so that two digits can select any of them.
pub(crate) const MATERIALS_MAX: usize = 99;

/// A text in several languages, by language code (`kk`, `ru`, `en`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LocalText(pub BTreeMap<String, String>);

impl LocalText {
    /// Returns the text in exactly this language.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&str> {
        self.0.get(code).map(String::as_str)
    }

    /// Returns the text in this language, or else in English, or else in any language, with the code of its
    /// language. Returns `None` only if there is no text at all.
    #[must_use]
    pub fn nearest(&self, code: &str) -> Option<(&str, &str)> {
        let text_in = |code: &str| self.0.get_key_value(code);
        let found = text_in(code).or_else(|| text_in("en")).or_else(|| self.0.iter().next());
        found.map(|(code, text)| (code.as_str(), text.as_str()))
    }
}

/// The unit in which a material is counted. Kilograms and pieces are never added to each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    #[default]
    Kg,
    Pcs,
}

/// How the text for publication states a material's sum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Press {
    #[default]
    Kg,
    Pcs,
    /// From one tonne on, tonnes with one decimal and, if they are not exact, "more than", "almost" or "about".
    Tonnes,
}

/// A name for the text for publication, by language code, in the grammatical form that follows "800 kg of" or a
/// number of pieces. If this name is missing, the list uses the material's name in lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PressName(pub BTreeMap<String, PressForms>);

/// The name for the text for publication in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum PressForms {
    /// One form for every number.
    Same(String),
    /// The forms by the plural category of the number before the name: `one`, `few`, `many`, `other`.
    ByCount(BTreeMap<String, String>),
}

impl PressName {
    /// Returns the name in this language only. The name has the form for this plural category, or the form
    /// `other` if that one is missing.
    #[must_use]
    pub fn get(&self, code: &str, category: &str) -> Option<&str> {
        match self.0.get(code)? {
            PressForms::Same(name) => Some(name),
            PressForms::ByCount(forms) => {
                forms.get(category).or_else(|| forms.get("other")).map(String::as_str)
            }
        }
    }
}

/// One material of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Material {
    pub id: String,
    /// The Latin capital letter of the key that selects the material.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<char>,
    pub name: LocalText,
    /// A short name of at most 12 columns.
    #[serde(default)]
    pub short: LocalText,
    #[serde(default)]
    pub unit: Unit,
    pub stream: String,
    #[serde(default)]
    pub group: Option<String>,
    #[serde(default)]
    pub grades: Vec<String>,
    #[serde(default)]
    pub target_g: Option<Grams>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_pieces: Option<u32>,
    /// Whether the material is no longer offered. Its records still count.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
    #[serde(default = "max_g")]
    pub max_g: Grams,
    #[serde(default = "confirm_above_g")]
    pub confirm_above_g: Grams,
    #[serde(default = "max_pieces")]
    pub max_pieces: u32,
    #[serde(default = "confirm_above_pieces")]
    pub confirm_above_pieces: u32,
    #[serde(default)]
    pub press: Press,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub press_name: Option<PressName>,
    #[serde(flatten, skip_deserializing)]
    pub extra: UnknownFields,
}

impl Material {
    /// Returns a material in kilograms with the default limits and without a name.
    #[must_use]
    pub fn blank(id: &str, stream: &str) -> Self {
        Self {
            id: id.to_owned(),
            key: None,
            name: LocalText::default(),
            short: LocalText::default(),
            unit: Unit::Kg,
            stream: stream.to_owned(),
            group: None,
            grades: Vec::new(),
            target_g: None,
            target_pieces: None,
            hidden: false,
            max_g: max_g(),
            confirm_above_g: confirm_above_g(),
            max_pieces: max_pieces(),
            confirm_above_pieces: confirm_above_pieces(),
            press: Press::Kg,
            press_name: None,
            extra: UnknownFields::default(),
        }
    }

    /// Returns a copy of the material that is limited only by what a record can hold. A target or a
    /// hand-over needs this copy because it may exceed the limits of one weighing.
    #[must_use]
    pub fn unlimited(&self) -> Self {
        Self { max_g: Grams::RECORD_MAX, max_pieces: u32::MAX, ..self.clone() }
    }
}

const fn max_g() -> Grams {
    Grams::new(2_000_000)
}

const fn confirm_above_g() -> Grams {
    Grams::new(100_000)
}

const fn max_pieces() -> u32 {
    10_000
}

const fn confirm_above_pieces() -> u32 {
    1_000
}

/// Materials that are published as one sum, such as clear and coloured glass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    pub id: String,
    pub name: LocalText,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub press_name: Option<PressName>,
    #[serde(flatten, skip_deserializing)]
    pub extra: UnknownFields,
}

/// A preset tare: a container of known weight.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tare {
    pub id: String,
    pub name: LocalText,
    pub g: Grams,
    #[serde(flatten, skip_deserializing)]
    pub extra: UnknownFields,
}

/// The fields of [`Material`], [`Group`] and [`Tare`].
const MATERIAL_FIELDS: [&str; 17] = [
    "id",
    "key",
    "name",
    "short",
    "unit",
    "stream",
    "group",
    "grades",
    "target_g",
    "target_pieces",
    "hidden",
    "max_g",
    "confirm_above_g",
    "max_pieces",
    "confirm_above_pieces",
    "press",
    "press_name",
];
const GROUP_FIELDS: [&str; 3] = ["id", "name", "press_name"];
const TARE_FIELDS: [&str; 3] = ["id", "name", "g"];

/// Reads the fields of later versions in the lists of the catalogue. `event` is the object that the lists were decoded
/// from.
///
/// # Errors
/// Returns an error if a list holds something other than objects.
pub(crate) fn read_unknown_fields(
    event: &Members<'_>,
    materials: &mut [Material],
    groups: &mut [Group],
    tares: &mut [Tare],
) -> Result<(), serde_json::Error> {
    UnknownFields::read_each(event, "materials", &MATERIAL_FIELDS, materials, |item| &mut item.extra)?;
    UnknownFields::read_each(event, "groups", &GROUP_FIELDS, groups, |item| &mut item.extra)?;
    UnknownFields::read_each(event, "tares", &TARE_FIELDS, tares, |item| &mut item.extra)
}

/// Why a catalogue is not valid.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CatalogueError {
    /// The number of materials is not between 1 and [`MATERIALS_MAX`].
    #[error("a catalogue of {0} materials; there must be 1 to {MATERIALS_MAX}")]
    Count(usize),
    /// An id that is not of the form `[a-z0-9-]{1,32}`.
    #[error("material id {0:?} is not of the form [a-z0-9-]{{1,32}}")]
    BadId(String),
    /// An id that is one of [`RESERVED_IDS`].
    #[error("material id {0:?} is reserved")]
    ReservedId(String),
    #[error("two materials have the id {0:?}")]
    DuplicateId(String),
    /// Two materials share a key.
    #[error("materials {first:?} and {second:?} are both on the key {key:?}")]
    DuplicateKey { key: char, first: String, second: String },
    /// A key that is not a Latin capital letter.
    #[error("material {id:?} is on the key {key:?}, which is not a Latin capital letter")]
    BadKey { id: String, key: char },
    #[error("material {id:?} belongs to the unknown stream {stream:?}")]
    UnknownStream { id: String, stream: String },
    #[error("material {id:?} belongs to the unknown group {group:?}")]
    UnknownGroup { id: String, group: String },
    /// A limit or target that is not positive, or a limit above what one record may hold.
    #[error("material {0:?} has a limit or target that is not positive or too high")]
    BadLimit(String),
    /// A name is missing in every language.
    #[error("material {0:?} has no name")]
    NoName(String),
    /// A preset tare whose id is not of the form `[a-z0-9-]{1,32}` or not unique, or whose weight is not
    /// positive or above what one record may hold.
    #[error("preset tare {0:?} has an invalid or duplicate id, or an invalid weight")]
    BadTare(String),
}

/// The ids that no material may have, because they have another meaning on the command line and in imports.
pub(crate) const RESERVED_IDS: [&str; 2] = ["participants", "total"];

/// Returns whether the id of a material or preset tare has the form `[a-z0-9-]{1,32}`.
#[must_use]
pub(crate) fn is_id(text: &str) -> bool {
    (1..=32).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// Checks the materials, and checks that their groups and streams exist.
///
/// # Errors
/// Returns the first [`CatalogueError`] in the order of the catalogue.
pub(crate) fn check(
    materials: &[Material],
    groups: &[Group],
    streams: &[String],
) -> Result<(), CatalogueError> {
    if !(1..=MATERIALS_MAX).contains(&materials.len()) {
        return Err(CatalogueError::Count(materials.len()));
    }
    let mut ids: Vec<&str> = Vec::new();
    let mut keys: BTreeMap<char, &str> = BTreeMap::new();
    for material in materials {
        let id = || material.id.clone();
        if !is_id(&material.id) {
            return Err(CatalogueError::BadId(id()));
        }
        if RESERVED_IDS.contains(&material.id.as_str()) {
            return Err(CatalogueError::ReservedId(id()));
        }
        if ids.contains(&material.id.as_str()) {
            return Err(CatalogueError::DuplicateId(id()));
        }
        ids.push(&material.id);
        if material.name.0.values().all(|name| name.trim().is_empty()) {
            return Err(CatalogueError::NoName(id()));
        }
        if let Some(key) = material.key {
            if !key.is_ascii_uppercase() {
                return Err(CatalogueError::BadKey { id: id(), key });
            }
            if let Some(first) = keys.insert(key, &material.id) {
                return Err(CatalogueError::DuplicateKey { key, first: first.to_owned(), second: id() });
            }
        }
        if !streams.contains(&material.stream) {
            return Err(CatalogueError::UnknownStream { id: id(), stream: material.stream.clone() });
        }
        if let Some(group) = &material.group
            && !groups.iter().any(|existing| existing.id == *group)
        {
            return Err(CatalogueError::UnknownGroup { id: id(), group: group.clone() });
        }
        let is_limit = |limit: Grams| limit.is_positive() && limit <= Grams::RECORD_MAX;
        let targets_are_positive =
            material.target_g.is_none_or(Grams::is_positive) && material.target_pieces != Some(0);
        if !is_limit(material.max_g)
            || !is_limit(material.confirm_above_g)
            || material.max_pieces == 0
            || !targets_are_positive
        {
            return Err(CatalogueError::BadLimit(id()));
        }
    }
    Ok(())
}

/// Checks the preset tares.
///
/// # Errors
/// Returns [`CatalogueError::BadTare`] with the id of the first tare that is not valid.
pub(crate) fn check_tares(tares: &[Tare]) -> Result<(), CatalogueError> {
    for (index, tare) in tares.iter().enumerate() {
        let duplicate = tares[..index].iter().any(|other| other.id == tare.id);
        if !is_id(&tare.id) || duplicate || !tare.g.is_positive() || tare.g > Grams::RECORD_MAX {
            return Err(CatalogueError::BadTare(tare.id.clone()));
        }
    }
    Ok(())
}
