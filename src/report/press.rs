//! The list for publication: one item per line, in the style of the movement.
//!
//! ```text
//! 800 кг картон және макулатура;
//! 790 кг пластик (1, 2, 4, 5, 6);
//! 2060 кг түссіз және түрлі-түсті әйнек;
//! шамамен 300 кг нан өнімдері;
//! 1,5 тоннадан астам зат.
//! ```
//!
//! Invariants: kilograms and pieces are separate items. The materials of a group are one item, at the
//! position of the group's first material. Materials that nobody brought are omitted. Masses are whole
//! kilograms, rounded half up, or tonnes rounded down, with "more than" if rounding down made the number
//! smaller.

use crate::domain::catalogue::{LocalText, Press, PressName};
use crate::domain::event::Event;
use crate::domain::mass::Grams;
use crate::language::{Language, Message, Texts, format};
use crate::report::markdown;
use crate::report::summary::{MaterialRow, Summary};

/// Grams in a kilogram.
const KILOGRAM: i64 = 1_000;
/// Grams in a tenth of a tonne.
const TENTH_OF_TONNE: i64 = 100_000;
/// The smallest number whose thousands are separated.
const GROUPED_FROM: i64 = 10_000;

/// Renders the list, one item per line, each ending in `;` and the last in `.`. The list is empty if nothing
/// was collected.
#[must_use]
pub(crate) fn render(event: &Event, summary: &Summary, texts: &Texts) -> String {
    ended(&items(event, summary, texts), |item| item.to_owned())
}

/// Renders the same list as [`render`], but in Markdown.
#[must_use]
pub(crate) fn render_markdown(event: &Event, summary: &Summary, texts: &Texts) -> String {
    ended(&items(event, summary, texts), |item| format!("- {}", markdown::escaped(item)))
}

fn ended(items: &[String], line: impl Fn(&str) -> String) -> String {
    let last = items.len().saturating_sub(1);
    // The full stop of an abbreviation also ends the sentence.
    let end = |place, item: &str| match (place == last, item.ends_with('.')) {
        (true, true) => "\n",
        (true, false) => ".\n",
        (false, _) => ";\n",
    };
    items.iter().enumerate().map(|(place, item)| line(item) + end(place, item)).collect()
}

/// Subject of one item: a material or a group of materials.
#[derive(Default)]
struct Subject {
    name: LocalText,
    press_name: Option<PressName>,
    id: String,
    net: Grams,
    pieces: i64,
    about: bool,
    tonnes: bool,
    grades: Vec<String>,
}

fn items(event: &Event, summary: &Summary, texts: &Texts) -> Vec<String> {
    let mut subjects: Vec<(Option<&str>, Subject)> = Vec::new();
    for row in summary.materials.iter().filter(|row| row.entries != 0) {
        let group = row.group.as_deref();
        let place = group.and_then(|group| subjects.iter().position(|(known, _)| *known == Some(group)));
        match place {
            Some(place) => subjects[place].1.add(row),
            None => {
                let mut subject = Subject::new(event, row);
                subject.add(row);
                subjects.push((group, subject));
            }
        }
    }
    subjects.iter().flat_map(|(_, subject)| subject.items(texts)).collect()
}

impl Subject {
    fn new(event: &Event, first: &MaterialRow) -> Self {
        let material = event.material(&first.id).map(|(_, material)| material);
        let tonnes = material.is_some_and(|material| material.press == Press::Tonnes);
        let group = first.group.as_ref().and_then(|id| event.groups.iter().find(|group| group.id == *id));
        match group {
            Some(group) => Self {
                name: group.name.clone(),
                press_name: group.press_name.clone(),
                id: group.id.clone(),
                tonnes,
                ..Self::default()
            },
            None => Self {
                name: first.name.clone(),
                press_name: material.and_then(|material| material.press_name.clone()),
                id: first.id.clone(),
                grades: first.grades.iter().map(|(grade, _)| grade.clone()).collect(),
                tonnes,
                ..Self::default()
            },
        }
    }

    fn add(&mut self, row: &MaterialRow) {
        self.net += row.net;
        self.pieces += row.pieces;
        self.about |= row.about;
    }

    /// Returns the item in kilograms and the item in pieces, without items whose amount is zero.
    fn items(&self, texts: &Texts) -> Vec<String> {
        let mut items = Vec::new();
        if self.net != Grams::ZERO {
            // A mass noun takes the form that follows "five kilograms of".
            let name = self.name(texts, "many");
            let amount = self.mass(texts);
            let item = if self.is_published(texts) {
                texts.get(Message::PressMass { amount: amount.into(), name: name.into() })
            } else {
                texts.get(Message::PressMassOf { amount: amount.into(), name: name.into() })
            };
            items.push(self.graded(item, texts));
        }
        if self.pieces != 0 {
            let name = self.name(texts, &category(self.pieces, texts));
            let count = number(self.pieces, texts.language());
            let item = match (self.is_published(texts), self.about) {
                (true, false) => texts.get(Message::PressPieces { amount: count.into(), name: name.into() }),
                (true, true) => {
                    texts.get(Message::PressPiecesAbout { amount: count.into(), name: name.into() })
                }
                (false, false) => {
                    texts.get(Message::PressPiecesOf { amount: count.into(), name: name.into() })
                }
                (false, true) => {
                    texts.get(Message::PressPiecesOfAbout { amount: count.into(), name: name.into() })
                }
            };
            items.push(item);
        }
        items
    }

    fn mass(&self, texts: &Texts) -> String {
        let language = texts.language();
        let grams = self.net.get();
        if self.tonnes && grams >= TENTH_OF_TONNE {
            let tonnes = format::tonnes_down(self.net, language);
            // Fractions have their own plural form.
            let form = if grams / TENTH_OF_TONNE % 10 == 0 {
                category(grams / TENTH_OF_TONNE / 10, texts)
            } else {
                "other".into()
            };
            return match (self.about, grams % TENTH_OF_TONNE == 0) {
                (true, _) => {
                    texts.get(Message::PressTonnesAbout { amount: tonnes.into(), form: form.into() })
                }
                (false, true) => texts.get(Message::PressTonnes { amount: tonnes.into(), form: form.into() }),
                (false, false) => {
                    texts.get(Message::PressTonnesMore { amount: tonnes.into(), form: form.into() })
                }
            };
        }
        let kilograms = (grams + KILOGRAM / 2).div_euclid(KILOGRAM);
        if kilograms == 0 {
            return texts.get(Message::PressKgUnder);
        }
        let kilograms = number(kilograms, language);
        if self.about {
            texts.get(Message::PressKgAbout { amount: kilograms.into() })
        } else {
            texts.get(Message::PressKg { amount: kilograms.into() })
        }
    }

    fn graded(&self, item: String, texts: &Texts) -> String {
        if self.grades.is_empty() {
            return item;
        }
        let grades = self.grades.join(", ");
        texts.get(Message::PressGrades { item: item.into(), grades: grades.into() })
    }

    /// Returns whether the catalogue has a published name in this language, with the right grammatical case
    /// and number.
    fn is_published(&self, texts: &Texts) -> bool {
        self.published(texts, "other").is_some()
    }

    fn published(&self, texts: &Texts, category: &str) -> Option<&str> {
        self.press_name.as_ref()?.get(texts.language().code(), category)
    }

    fn name(&self, texts: &Texts, category: &str) -> String {
        if let Some(name) = self.published(texts, category) {
            return name.to_owned();
        }
        let name = texts.local(&self.name);
        lower(if name.is_empty() { &self.id } else { name })
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

/// Returns the plural category of a number: `one`, `few`, `many` or `other`.
fn category(count: i64, texts: &Texts) -> String {
    texts.get(Message::PluralCategory { count: count.into() })
}

fn number(number: i64, language: Language) -> String {
    if number < GROUPED_FROM { number.to_string() } else { format::integer(number, language) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::UtcOffset;
    use crate::domain::ledger::Ledger;

    /// Renders the list of an event with these amounts. Each amount consists of an id, the grams, the
    /// pieces, and whether it is an estimate.
    fn list(language: Language, amounts: &[(&str, i64, i64, bool)], change: fn(&mut Event)) -> String {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 1, 25).unwrap();
        let mut event = Event::new(1, "R", day, UtcOffset::parse("+05:00").unwrap()).unwrap();
        change(&mut event);
        let mut summary = Summary::new(&event, &Ledger::new(&event), &[]);
        for (id, net, pieces, about) in amounts {
            let row = summary.materials.iter_mut().find(|row| row.id == *id).unwrap();
            (row.net, row.pieces, row.about, row.entries) = (Grams::new(*net), *pieces, *about, 1);
        }
        render(&event, &summary, &Texts::new(language))
    }

    fn standard(language: Language, amounts: &[(&str, i64, i64, bool)]) -> String {
        list(language, amounts, |_| ())
    }

    #[test]
    fn nouns_agree_with_numbers() {
        let cases = [
            (Language::Ru, 1, "1 лампа.\n"),
            (Language::Ru, 22, "22 лампы.\n"),
            (Language::Ru, 1_500, "1500 ламп.\n"),
            (Language::Ru, 12_001, "12\u{a0}001 лампа.\n"),
            (Language::En, 1, "1 lamp.\n"),
            (Language::En, 12_001, "12,001 lamps.\n"),
            (Language::Kk, 1, "1 дана шам.\n"),
            (Language::Kk, 1_500, "1500 дана шам.\n"),
        ];
        for (language, pieces, expected) in cases {
            assert_eq!(standard(language, &[("lamps", 0, pieces, false)]), expected);
        }
        assert_eq!(standard(Language::Ru, &[("lamps", 0, 50, true)]), "примерно 50 ламп.\n");
        assert_eq!(standard(Language::Kk, &[("lamps", 0, 50, true)]), "шамамен 50 дана шам.\n");
    }

    #[test]
    fn kilograms_are_whole_and_tonnes_are_rounded_down() {
        let cases = [
            (Language::Kk, "paper", 499, "1 кг-нан аз картон және макулатура.\n"),
            (Language::Ru, "paper", 500, "1 кг картона и макулатуры.\n"),
            (Language::En, "paper", 10_499_600, "10,500 kg of cardboard and waste paper.\n"),
            (
                Language::Ru,
                "reuse",
                99_900,
                "100 кг вещей для благотворительности и повторного использования.\n",
            ),
            (
                Language::Kk,
                "reuse",
                1_599_999,
                "1,5 тоннадан астам зат (қайырымдылыққа және қайта пайдалануға).\n",
            ),
            (Language::En, "reuse", 1_500_000, "1.5 tonnes of goods for charity and reuse.\n"),
            (Language::En, "reuse", 1_000_001, "more than 1 tonne of goods for charity and reuse.\n"),
            (
                Language::Ru,
                "reuse",
                2_000_001,
                "более 2 тонн вещей для благотворительности и повторного использования.\n",
            ),
            (
                Language::Ru,
                "reuse",
                2_000_000,
                "2 тонны вещей для благотворительности и повторного использования.\n",
            ),
            (
                Language::Ru,
                "reuse",
                21_000_001,
                "более 21 тонны вещей для благотворительности и повторного использования.\n",
            ),
        ];
        for (language, id, net, expected) in cases {
            assert_eq!(standard(language, &[(id, net, 0, false)]), expected);
        }
        let about = standard(Language::En, &[("reuse", 1_530_000, 0, true)]);
        assert_eq!(about, "about 1.5 tonnes of goods for charity and reuse.\n");
    }

    #[test]
    fn a_group_is_one_item_and_inherits_estimates() {
        let amounts =
            [("glass-coloured", 750_000, 0, true), ("aluminium", 1_000, 0, false), ("jars", 0, 3, false)];
        let text = standard(Language::Ru, &amounts);
        assert_eq!(
            text,
            "около 750 кг бесцветного и цветного стекла;\n1 кг алюминия;\n3 стеклянные банки.\n"
        );
        assert_eq!(standard(Language::Ru, &[]), "");
    }

    #[test]
    fn a_catalogue_without_published_names_uses_its_own_names() {
        let plain = |event: &mut Event| {
            for material in &mut event.materials {
                material.press_name = None;
            }
            event.materials[9].name = LocalText([("ru".to_owned(), "ПЭТ-бутылки".to_owned())].into());
        };
        let amounts = [("paper", 5_000, 0, true), ("foam", 2_000, 0, false), ("tyres", 0, 36, false)];
        let cases = [
            (
                Language::Kk,
                "шамамен 5 кг картон және макулатура;\n2 кг ПЭТ-бутылки;\n36 дана автокөлік шиналары.\n",
            ),
            (Language::Ru, "картон и макулатура – около 5 кг;\nПЭТ-бутылки – 2 кг;\nавтошины – 36 шт.\n"),
            (Language::En, "about 5 kg of cardboard and waste paper;\n2 kg of ПЭТ-бутылки;\n36 car tyres.\n"),
        ];
        for (language, expected) in cases {
            assert_eq!(list(language, &amounts, plain), expected);
        }
    }
}
