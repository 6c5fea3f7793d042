//! The catalogue: which materials an event takes, on which keys, in which groups and streams.
//!
//! Invariant of a checked catalogue: 1 to 99 materials, ids and keys unique, every group and stream
//! that is named exists. Field names and defaults are those of `event.json` (docs/journal.md); fields
//! that this version does not know survive a rewrite.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::domain::mass::Grams;

/// The most materials that one event may have: two digits select any of them.
pub const MATERIALS_MAX: usize = 99;

/// One text in several languages, by language code (`kk`, `ru`, `en`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LocalText(pub BTreeMap<String, String>);

impl LocalText {
    /// The text in exactly this language.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&str> {
        self.0.get(code).map(String::as_str)
    }

    /// The text in this language, else in English, else in any, with the language that it is in: a name is
    /// better than none.
    #[must_use]
    pub fn nearest(&self, code: &str) -> Option<(&str, &str)> {
        let known = |code: &str| self.0.get_key_value(code);
        let found = known(code).or_else(|| known("en")).or_else(|| self.0.iter().next());
        found.map(|(code, text)| (code.as_str(), text.as_str()))
    }
}

/// How a material is counted. Kilograms and pieces are never added to each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    #[default]
    Kg,
    Pcs,
}

/// How the published list states a material's sum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Press {
    #[default]
    Kg,
    Pcs,
    /// Tonnes, rounded down to 0.1 t, with "more than".
    Tonnes,
}

/// How the published list names something, by language code: the name as it stands after "800 kg of" or
/// after a number of pieces. A catalogue that has none is named by its lower-cased names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PressName(pub BTreeMap<String, PressForms>);

/// One language's name in the published list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum PressForms {
    /// The same after every number.
    Same(String),
    /// By plural category of the number before it: `one`, `few`, `many`, `other`.
    ByCount(BTreeMap<String, String>),
}

impl PressName {
    /// The name in exactly this language after a number of this plural category, else its form for any
    /// other number.
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
    /// The Latin capital of the key that selects it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<char>,
    pub name: LocalText,
    /// A label of at most 12 columns.
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
    /// Not offered any more; what was recorded still counts.
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
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl Material {
    /// A material in kilograms with the usual limits, which has no name yet.
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
            extra: Map::new(),
        }
    }

    /// The material without limits of its own, only with those of a record: a day's target and what a
    /// lorry takes away may be more than one weighing.
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

/// Materials that are published as one sum (clear and coloured glass).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    pub id: String,
    pub name: LocalText,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub press_name: Option<PressName>,
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// A container whose weight is known beforehand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tare {
    pub id: String,
    pub name: LocalText,
    pub g: Grams,
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// What is wrong with a catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CatalogueError {
    /// Not between 1 and [`MATERIALS_MAX`] materials.
    Count(usize),
    /// An id that is not of the form `[a-z0-9-]{1,32}`.
    BadId(String),
    /// One of [`RESERVED`].
    ReservedId(String),
    DuplicateId(String),
    /// Two materials on one key.
    DuplicateKey {
        key: char,
        first: String,
        second: String,
    },
    /// A key that is no Latin capital letter.
    BadKey {
        id: String,
        key: char,
    },
    UnknownStream {
        id: String,
        stream: String,
    },
    UnknownGroup {
        id: String,
        group: String,
    },
    /// A limit that is not positive or above what one record may hold.
    BadLimit(String),
    /// No name in any language.
    NoName(String),
    /// A container whose id is not of the form of a material's, or stands twice, or that weighs nothing.
    BadTare(String),
}

/// What no material may be called: the command line and imports have another meaning for it.
pub const RESERVED: [&str; 2] = ["participants", "total"];

/// Whether a material's id has the form `[a-z0-9-]{1,32}`.
#[must_use]
pub fn is_id(text: &str) -> bool {
    (1..=32).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// Checks the rules that hold between materials, groups and streams.
///
/// # Errors
/// The first fault in catalogue order.
pub fn check(materials: &[Material], groups: &[Group], streams: &[String]) -> Result<(), CatalogueError> {
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
        if RESERVED.contains(&material.id.as_str()) {
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
            && !groups.iter().any(|known| known.id == *group)
        {
            return Err(CatalogueError::UnknownGroup { id: id(), group: group.clone() });
        }
        let grams = |limit: Grams| limit.is_positive() && limit <= Grams::RECORD_MAX;
        let target = material.target_g.is_none_or(Grams::is_positive) && material.target_pieces != Some(0);
        if !grams(material.max_g) || !grams(material.confirm_above_g) || material.max_pieces == 0 || !target {
            return Err(CatalogueError::BadLimit(id()));
        }
    }
    Ok(())
}

/// Checks the containers.
///
/// # Errors
/// [`CatalogueError::BadTare`] names the first that is not sound.
pub fn check_tares(tares: &[Tare]) -> Result<(), CatalogueError> {
    for (place, tare) in tares.iter().enumerate() {
        let twice = tares[..place].iter().any(|other| other.id == tare.id);
        if !is_id(&tare.id) || twice || !tare.g.is_positive() || tare.g > Grams::RECORD_MAX {
            return Err(CatalogueError::BadTare(tare.id.clone()));
        }
    }
    Ok(())
}
