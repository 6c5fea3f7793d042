//! Finds the material that a person named.
//!
//! Invariant: a name is never taken because it is similar. Similar materials are only proposed.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::domain::catalogue::{LocalText, Material};
use crate::domain::event::Event;
use crate::entry::keyboard;
use crate::spreadsheet::{kin, words};

/// A material of the catalogue, perhaps with a grade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FoundMaterial {
    /// The index in the catalogue.
    pub index: usize,
    pub grade: Option<String>,
}

/// The maximum number of proposals.
const PROPOSALS_MAX: usize = 3;

/// The minimum number of letters of the beginning of a name.
const BEGINNING_MIN: usize = 4;

/// Words that name no material by themselves. A catalogue may still have one of them as a whole name.
const GENERIC: [&str; 22] = [
    "отходы",
    "отход",
    "отходов",
    "изделия",
    "изделие",
    "вещи",
    "просроченные",
    "электронные",
    "цветное",
    "қалдық",
    "қалдықтар",
    "өнімдер",
    "өнімдері",
    "заттар",
    "электрондық",
    "waste",
    "products",
    "goods",
    "items",
    "expired",
    "electronic",
    "coloured",
];

/// The minimum nearness of a proposal.
const NEAR_MIN: f64 = 0.86;

/// The nearness of a word that contains another one, such as `автошины` and `шины`.
const CONTAINED: f64 = 0.95;

/// The nearness of words of one kind, such as `бумага` and `картон`.
const KIN: f64 = 0.9;

/// Why a name is no material.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NotFound {
    /// The name is a part of the names of these materials, by their index.
    Several(Vec<usize>),
    Unknown,
}

/// The materials of an event, with their names normalised once.
pub(super) struct MaterialNames<'a> {
    pub event: &'a Event,
    /// The index of a material, and one of its names.
    names: Vec<(usize, String)>,
    /// The words of all names. Most texts of a table have another word, and are not looked up further.
    words: HashSet<String>,
}

impl<'a> MaterialNames<'a> {
    pub(super) fn new(event: &'a Event) -> Self {
        let materials = event.materials.iter().enumerate();
        let names = materials.flat_map(|(index, material)| {
            let names: BTreeSet<String> = names(material).collect();
            names.into_iter().map(move |name| (index, name))
        });
        let names: Vec<(usize, String)> = names.collect();
        let words = names.iter().flat_map(|(_, name)| name.split(' ')).map(str::to_owned).collect();
        Self { event, names, words }
    }

    /// Finds a material by id, key, number, name, or name and grade.
    ///
    /// # Errors
    /// [`NotFound`].
    pub(super) fn find(&self, given: &str) -> Result<FoundMaterial, NotFound> {
        if let Some(index) = by_code(self.event, given) {
            return Ok(FoundMaterial { index, grade: None });
        }
        self.find_name(given)
    }

    /// Finds a material by id, name, or name and grade.
    ///
    /// # Errors
    /// [`NotFound`].
    pub(super) fn find_name(&self, given: &str) -> Result<FoundMaterial, NotFound> {
        let given = words::without_list_number(given);
        let normal = words::normalise(given);
        let plain = |index: usize| FoundMaterial { index, grade: None };
        if let Some((index, _)) =
            self.event.material(given).or_else(|| self.event.material(&given.to_lowercase()))
        {
            return Ok(plain(index));
        }
        let whole = self.materials_where(|name| name == normal);
        if let [index] = whole[..] {
            return Ok(plain(index));
        }
        if let Some(found) = self.with_grade(&normal) {
            return Ok(found);
        }
        if normal.split(' ').all(|word| GENERIC.contains(&word)) {
            return Err(NotFound::Unknown);
        }
        let by_words = self.by_words(&normal);
        match by_words[..] {
            [index] => return Ok(plain(index)),
            [] => {}
            _ => return Err(NotFound::Several(by_words.into_iter().take(PROPOSALS_MAX).collect())),
        }
        let beginnings = self.by_beginning(&normal);
        match beginnings[..] {
            [index] => Ok(plain(index)),
            [] => Err(NotFound::Unknown),
            _ => Err(NotFound::Several(beginnings.into_iter().take(PROPOSALS_MAX).collect())),
        }
    }

    /// Returns up to three materials that a name may mean, best first: those with a similar name, with a part of it, or of
    /// the same kind.
    pub(super) fn near(&self, given: &str) -> Vec<usize> {
        let normal = words::normalise(given);
        let mut best: BTreeMap<usize, f64> = BTreeMap::new();
        for (index, name) in &self.names {
            let nearness = nearness(name, &normal);
            if nearness >= NEAR_MIN {
                let known = best.entry(*index).or_insert(nearness);
                *known = known.max(nearness);
            }
        }
        let mut all: Vec<(usize, f64)> = best.into_iter().collect();
        // The sort keeps the order of the catalogue.
        all.sort_by(|(_, a), (_, b)| b.total_cmp(a));
        all.into_iter().take(PROPOSALS_MAX).map(|(index, _)| index).collect()
    }

    /// Returns the ids of up to three materials that an unknown id may mean, best first. A name is often written in its place.
    pub(super) fn near_ids(&self, id: &str) -> Vec<String> {
        let near = match self.find(id) {
            Ok(found) => vec![found.index],
            Err(NotFound::Several(several)) => several,
            Err(NotFound::Unknown) => self.near(id),
        };
        near.into_iter()
            .filter_map(|index| self.event.materials.get(index))
            .map(|found| found.id.clone())
            .collect()
    }

    /// Returns the materials that have a name with this property.
    fn materials_where(&self, mut has: impl FnMut(&str) -> bool) -> Vec<usize> {
        let mut found: Vec<usize> =
            self.names.iter().filter(|(_, name)| has(name)).map(|(index, _)| *index).collect();
        found.dedup();
        found
    }

    /// Finds a name with a grade after it, such as `пластик 1`.
    fn with_grade(&self, normal: &str) -> Option<FoundMaterial> {
        let (name, grade) = normal.rsplit_once(' ')?;
        let name = name.trim_end_matches(" №").trim_end_matches(" марка").trim_end_matches(" сорт");
        let candidates = match self.materials_where(|known| known == name) {
            found if found.is_empty() => self.by_words(name),
            found => found,
        };
        let [index] = candidates[..] else { return None };
        let grades = &self.event.materials.get(index)?.grades;
        let known = grades.iter().find(|known| words::normalise(known) == grade)?;
        Some(FoundMaterial { index, grade: Some(known.clone()) })
    }

    /// Returns the materials that have all of these words in one name.
    fn by_words(&self, normal: &str) -> Vec<usize> {
        let given: Vec<&str> = normal.split(' ').collect();
        if !given.iter().all(|word| self.words.contains(*word)) {
            return Vec::new();
        }
        if given.iter().all(|word| word.chars().count() < 2 || word.bytes().all(|byte| byte.is_ascii_digit()))
        {
            return Vec::new();
        }
        self.materials_where(|name| given.iter().all(|word| name.split(' ').any(|known| known == *word)))
    }

    /// Returns the materials that have a name with this beginning.
    fn by_beginning(&self, normal: &str) -> Vec<usize> {
        if normal.chars().count() < BEGINNING_MIN {
            return Vec::new();
        }
        self.materials_where(|name| name.starts_with(normal))
    }
}

/// Finds a material by the letter of its key, or by its number.
fn by_code(event: &Event, given: &str) -> Option<usize> {
    let mut letters = given.chars();
    let by_key = || {
        let key = keyboard::key_of(letters.next()?)?.to_ascii_uppercase();
        letters.next().is_none().then(|| event.index_on_key(key))?
    };
    let by_number = || {
        let is_number = given.len() <= 2 && given.bytes().all(|byte| byte.is_ascii_digit());
        let index = is_number.then(|| given.parse::<usize>().ok())??.checked_sub(1)?;
        (index < event.materials.len()).then_some(index)
    };
    by_number().or_else(by_key)
}

/// Returns all names of a material, normalised.
fn names(material: &Material) -> impl Iterator<Item = String> {
    let texts = |text: &LocalText| text.0.values().map(|name| words::normalise(name)).collect::<Vec<_>>();
    let id = words::normalise(&material.id);
    texts(&material.name).into_iter().chain(texts(&material.short)).chain([id])
}

/// Returns how near a name is to what was given, from 0 to 1.
fn nearness(name: &str, given: &str) -> f64 {
    let is_long = |word: &&str| word.chars().count() >= BEGINNING_MIN;
    let is_general = given.split(' ').all(|word| GENERIC.contains(&word));
    // Beside other words, a general word says nothing.
    let counts = |word: &&str| is_general || !GENERIC.contains(word);
    let mut best = strsim::jaro_winkler(name, given);
    for part in name.split(' ').filter(counts) {
        if is_long(&part) {
            best = best.max(strsim::jaro_winkler(part, given));
        }
        for word in given.split(' ').filter(counts) {
            if is_long(&part) && is_long(&word) {
                if part.contains(word) || word.contains(part) {
                    best = best.max(CONTAINED);
                }
                best = best.max(strsim::jaro_winkler(part, word));
            }
            if kin::are_kin(part, word) {
                best = best.max(KIN);
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::domain::event::UtcOffset;

    fn event() -> Event {
        let day = NaiveDate::from_ymd_opt(2026, 1, 25).unwrap();
        Event::new(1, "R", day, UtcOffset::parse("+05:00").unwrap()).unwrap()
    }

    fn found(given: &str) -> String {
        let event = event();
        let ids = |indices: &[usize]| {
            indices.iter().map(|index| event.materials[*index].id.as_str()).collect::<Vec<_>>().join(" ")
        };
        let names = MaterialNames::new(&event);
        match names.find(given) {
            Ok(FoundMaterial { index, grade: None }) => ids(&[index]),
            Ok(FoundMaterial { index, grade: Some(grade) }) => format!("{} {grade}", ids(&[index])),
            Err(NotFound::Several(proposals)) => format!("? {}", ids(&proposals)),
            Err(NotFound::Unknown) => format!("? {}", ids(&names.near(given))),
        }
    }

    #[test]
    fn a_material_is_found_by_code_and_name() {
        let cases = [
            ("paper", "paper"),
            ("Paper", "paper"),
            ("q", "paper"),
            ("й", "paper"),
            ("Ц", "plastic"),
            ("2", "plastic"),
            ("Картон және макулатура", "paper"),
            ("КАРТОН И МАКУЛАТУРА", "paper"),
            ("картон", "paper"),
            ("Макулатура", "paper"),
            ("макулатура и картон", "paper"),
            ("Стекло бесц.", "glass-clear"),
            ("бесцветное стекло", "glass-clear"),
            ("Пластик 1", "plastic 1"),
            ("пластик-1", "plastic 1"),
            ("Пластик №1", "plastic 1"),
            ("Пластик, марка 1", "plastic 1"),
            ("Алюм", "aluminium"),
            ("Батар", "batteries"),
            ("дәрі-дәрмек", "medicines"),
            ("e-waste", "e-waste"),
            ("1. Картон", "paper"),
            ("2) Пластик 1", "plastic 1"),
            ("Electronic waste", "e-waste"),
        ];
        for (given, expected) in cases {
            assert_eq!(found(given), expected, "{given}");
        }
    }

    #[test]
    fn an_unclear_name_is_only_proposed() {
        assert_eq!(found("стекло"), "? glass-clear glass-coloured");
        assert!(found("Макулатра").starts_with("? paper"));
        assert_eq!(found("Vaisselle"), "? ");
        // Three letters are too few for a beginning.
        assert!(found("Алю").starts_with('?'));
        assert!(found("Пластик 9").starts_with("? plastic"));
        for (given, proposals) in [
            ("Шины", "? tyres"),
            ("Бумага", "? paper"),
            ("қағаз", "? paper"),
            ("гофрокартон", "? paper"),
            ("Old tires", "? tyres"),
            ("ПЭТ бутылки", "? plastic glass-clear glass-coloured"),
            ("Металл", "? aluminium cans"),
            ("Лампочки", "? lamps"),
            ("Мусор", "? other"),
        ] {
            assert_eq!(found(given), proposals, "{given}");
        }
        for given in ["0", "19", "99"] {
            assert_eq!(found(given), "? ", "{given}");
        }
    }
}
