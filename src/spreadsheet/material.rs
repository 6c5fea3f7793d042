//! Finds the material that a person named.
//!
//! Invariant: a name is never taken because it is similar. Similar materials are only proposed.

use std::collections::BTreeSet;

use crate::domain::catalogue::{LocalText, Material};
use crate::domain::event::Event;
use crate::entry::keyboard;
use crate::spreadsheet::words;

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

/// The minimum similarity of a proposal.
const SIMILAR_MIN: f64 = 0.85;

/// Finds a material by id, key, number, name, or name and grade.
///
/// # Errors
/// Returns up to three materials that may be meant, by their index.
pub(super) fn find(event: &Event, given: &str) -> Result<FoundMaterial, Vec<usize>> {
    let plain = |index: usize| FoundMaterial { index, grade: None };
    if let Some(index) = by_code(event, given) {
        return Ok(plain(index));
    }
    find_name(event, given)
}

/// Finds a material by id, name, or name and grade.
///
/// # Errors
/// Same as [`find`].
pub(super) fn find_name(event: &Event, given: &str) -> Result<FoundMaterial, Vec<usize>> {
    let normal = words::normalise(given);
    let plain = |index: usize| FoundMaterial { index, grade: None };
    if let Some((index, _)) = event.material(given).or_else(|| event.material(&given.to_lowercase())) {
        return Ok(plain(index));
    }
    let whole = by_whole_name(event, &normal);
    if let [index] = whole[..] {
        return Ok(plain(index));
    }
    if let Some(found) = with_grade(event, &normal) {
        return Ok(found);
    }
    if normal.split(' ').all(|word| GENERIC.contains(&word)) {
        return Err(similar(event, &normal));
    }
    let by_words = by_words(event, &normal);
    match by_words[..] {
        [index] => return Ok(plain(index)),
        [] => {}
        _ => return Err(by_words.into_iter().take(PROPOSALS_MAX).collect()),
    }
    let beginnings = by_beginning(event, &normal);
    match beginnings[..] {
        [index] => Ok(plain(index)),
        [] => Err(similar(event, &normal)),
        _ => Err(beginnings.into_iter().take(PROPOSALS_MAX).collect()),
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

/// Returns the materials of which a name has this property.
fn materials_where(event: &Event, mut has: impl FnMut(&str) -> bool) -> Vec<usize> {
    let found =
        event.materials.iter().enumerate().filter(|(_, material)| names(material).any(|name| has(&name)));
    found.map(|(index, _)| index).collect()
}

fn by_whole_name(event: &Event, normal: &str) -> Vec<usize> {
    materials_where(event, |name| name == normal)
}

/// Finds a name with a grade after it, such as `пластик 1`.
fn with_grade(event: &Event, normal: &str) -> Option<FoundMaterial> {
    let (name, grade) = normal.rsplit_once(' ')?;
    let name = name.trim_end_matches(" №").trim_end_matches(" марка").trim_end_matches(" сорт");
    let candidates = match by_whole_name(event, name) {
        found if found.is_empty() => by_words(event, name),
        found => found,
    };
    let [index] = candidates[..] else { return None };
    let known = event.materials.get(index)?.grades.iter().find(|known| words::normalise(known) == grade)?;
    Some(FoundMaterial { index, grade: Some(known.clone()) })
}

/// Returns the materials that have all of these words in one name.
fn by_words(event: &Event, normal: &str) -> Vec<usize> {
    let given: Vec<&str> = normal.split(' ').collect();
    if given.iter().all(|word| word.chars().count() < 2 || word.bytes().all(|byte| byte.is_ascii_digit())) {
        return Vec::new();
    }
    materials_where(event, |name| {
        let known: BTreeSet<&str> = name.split(' ').collect();
        given.iter().all(|word| known.contains(word))
    })
}

/// Returns the materials that have a name with this beginning.
fn by_beginning(event: &Event, normal: &str) -> Vec<usize> {
    if normal.chars().count() < BEGINNING_MIN {
        return Vec::new();
    }
    materials_where(event, |name| name.starts_with(normal))
}

/// Returns the materials whose names, or words of names, are the most similar, best first.
fn similar(event: &Event, normal: &str) -> Vec<usize> {
    let similarity = |material: &Material| {
        let mut best = 0.0_f64;
        for name in names(material) {
            let words = name.split(' ').filter(|word| word.chars().count() >= BEGINNING_MIN);
            best = words
                .chain([name.as_str()])
                .map(|part| strsim::jaro_winkler(part, normal))
                .fold(best, f64::max);
        }
        best
    };
    let mut all: Vec<(f64, usize)> =
        event.materials.iter().enumerate().map(|(index, material)| (similarity(material), index)).collect();
    all.retain(|(similarity, _)| *similarity >= SIMILAR_MIN);
    // The sort keeps the order of the catalogue.
    all.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    all.into_iter().take(PROPOSALS_MAX).map(|(_, index)| index).collect()
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
        match find(&event, given) {
            Ok(FoundMaterial { index, grade: None }) => ids(&[index]),
            Ok(FoundMaterial { index, grade: Some(grade) }) => format!("{} {grade}", ids(&[index])),
            Err(proposals) => format!("? {}", ids(&proposals)),
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
        for given in ["0", "19", "99"] {
            assert_eq!(found(given), "? ", "{given}");
        }
    }
}
