//! Checks the texts against each other and against the code that uses them.

mod vocabulary;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use fluent_bundle::FluentResource;
use unicode_width::UnicodeWidthStr;

use super::message::TextFile;
use super::texts::source;
use super::*;
use crate::domain::catalogue::LocalText;
use crate::domain::mass::Grams;

/// Families of keys whose texts are shown on one line of 80 columns, and the maximum width of these texts
/// with short arguments.
const WIDTHS: [(&str, usize); 20] = [
    ("action-", 12),
    ("help-", 60),
    ("mode-", 30),
    ("column-", 12),
    ("standing-", 16),
    ("unit-", 4),
    ("state-", 30),
    ("amount-", 76),
    ("over-", 76),
    ("held-", 76),
    ("refused-", 76),
    ("notice-", 76),
    ("start-notice-", 76),
    ("hint-", 76),
    ("ask-", 76),
    ("prompt-", 60),
    ("history-", 76),
    ("open-", 76),
    ("setting-", 100),
    // The text is shown after "NOT SAVED: ".
    ("write-", 62),
];

/// A message in a Fluent file.
struct Definition {
    key: String,
    body: String,
}

impl Definition {
    /// Returns the names of the arguments.
    fn args(&self) -> BTreeSet<String> {
        let name = |rest: &str| rest.chars().take_while(|c| c.is_ascii_alphanumeric()).collect::<String>();
        self.body.split('$').skip(1).map(name).collect()
    }
}

/// Returns every message of a language: a line that begins with a key, and the lines that continue it.
fn definitions(language: Language) -> Vec<Definition> {
    let mut all: Vec<Definition> = Vec::new();
    for text in TextFile::ALL.map(|file| source(language, file)) {
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some((key, body)) =
                line.split_once(" = ").filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()))
            {
                all.push(Definition { key: key.to_owned(), body: body.to_owned() });
            } else if let Some(message) = all.last_mut() {
                message.body += "\n";
                message.body += line;
            }
        }
    }
    all
}

/// Returns every key with its arguments.
fn signatures(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    definitions(language).into_iter().map(|message| (message.key.clone(), message.args())).collect()
}

/// Returns every message, once for each combination of these arguments.
fn filled(texts: &[&str], numbers: &[i64]) -> Vec<Message> {
    let pairs = texts.iter().flat_map(|text| numbers.iter().map(move |number| (*text, *number)));
    pairs.flat_map(|(text, number)| Message::all(&text.into(), number.into())).collect()
}

/// Returns the content of all source files except this one.
fn sources() -> String {
    fn walk(folder: &Path, into: &mut String) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, into);
            } else if path.extension().is_some_and(|extension| extension == "rs")
                && !path.ends_with("language/tests.rs")
            {
                *into += &fs::read_to_string(&path).unwrap();
            }
        }
    }
    let mut all = String::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
    all
}

/// Returns the variants of [`Message`] that a source names.
fn named(source: &str) -> BTreeSet<&str> {
    let end = |rest: &str| rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    source.split("Message::").skip(1).map(|rest| &rest[..end(rest)]).collect()
}

#[test]
fn every_file_parses_and_no_key_is_duplicated() {
    for language in Language::ALL {
        for file in TextFile::ALL {
            let text = source(language, file).to_owned();
            let parsed = FluentResource::try_new(text).map_err(|(_, errors)| errors);
            assert!(parsed.is_ok(), "{}, {file:?}: {:?}", language.code(), parsed.err());
        }
        let mut keys = BTreeSet::new();
        for message in definitions(language) {
            assert!(keys.insert(message.key.clone()), "{} is duplicated in {}", message.key, language.code());
        }
    }
}

#[test]
fn a_clone_and_the_texts_in_the_same_language_share_the_parsed_files() {
    let texts = Texts::new(Language::En);
    assert!(texts.in_language(Language::En).shares_files_with(&texts));
    assert!(!texts.in_language(Language::Ru).shares_files_with(&texts));
    assert_eq!(texts.in_language(Language::Ru).get(Message::UnitKg), "кг");
}

#[test]
fn all_languages_have_the_same_keys_and_arguments() {
    let english = signatures(Language::En);
    assert!(english.len() > 100);
    for language in [Language::Kk, Language::Ru] {
        let other = signatures(language);
        for (key, args) in &english {
            assert_eq!(other.get(key), Some(args), "{key} in {}", language.code());
        }
        for key in other.keys() {
            assert!(english.contains_key(key), "{key} is in {} only", language.code());
        }
        let order = |language| definitions(language).into_iter().map(|m| m.key).collect::<Vec<_>>();
        assert_eq!(order(language), order(Language::En), "the files have the same order");
    }
}

#[test]
fn the_enum_and_the_embedded_files_have_the_same_keys() {
    let keys: BTreeSet<String> = filled(&[""], &[0]).iter().map(|message| message.key().to_owned()).collect();
    assert_eq!(keys, signatures(Language::En).into_keys().collect());
}

#[test]
fn every_message_is_used() {
    let sources = sources();
    let used = named(&sources);
    let unused: Vec<_> = filled(&[""], &[0])
        .iter()
        .map(|message| format!("{message:?}"))
        .filter(|text| !named(&format!("Message::{text}")).is_subset(&used))
        .collect();
    assert_eq!(unused, [""; 0], "texts that no code uses");
}

#[test]
fn every_text_is_safe_for_a_terminal() {
    let hostile = "a\u{1b}[2J\u{202e}\u{200b}\nb";
    for language in Language::ALL {
        let texts = Texts::new(language);
        for message in filled(&[hostile, ""], &[0, 1, 2, 5]) {
            let text = texts.get(&message);
            assert_eq!(format::clean(&text), text, "{}", message.key());
            assert!(!text.is_empty() && !text.contains(['{', '}', '⟨', '$']), "{}: {text}", message.key());
        }
    }
}

#[test]
fn no_text_is_wider_than_its_family_allows() {
    for language in Language::ALL {
        let texts = Texts::new(language);
        for message in filled(&["12,5 кг"], &[22]) {
            let key = message.key();
            let Some((_, most)) = WIDTHS.iter().find(|(family, _)| key.starts_with(family)) else {
                continue;
            };
            let text = texts.get(&message);
            let width = text.width();
            assert!(width <= *most, "{} {key}: {width} > {most}: {text}", language.code());
        }
    }
}

#[test]
fn english_is_plain_ascii() {
    let texts = Texts::new(Language::En);
    for message in filled(&["x"], &[1, 1_243]) {
        let text = texts.get(&message);
        assert!(text.is_ascii(), "{}: {text}", message.key());
    }
}

#[test]
fn plural_forms_follow_the_language() {
    let cases = [
        (Language::Kk, 1_i64, "1 адам"),
        (Language::Kk, 1243, "1\u{a0}243 адам"),
        (Language::Ru, 1, "1 человек"),
        (Language::Ru, 2, "2 человека"),
        (Language::Ru, 11, "11 человек"),
        (Language::Ru, 21, "21 человек"),
        (Language::Ru, 1243, "1\u{a0}243 человека"),
        (Language::Ru, 0, "0 человек"),
        (Language::En, 1, "1 person"),
        (Language::En, 1243, "1,243 people"),
    ];
    for (language, count, expected) in cases {
        let text = Texts::new(language).get(Message::PeopleCount { count: count.into() });
        assert_eq!(text, expected);
    }
}

#[test]
fn the_number_of_saved_records_selects_the_plural_form() {
    for (language, count, expected) in [
        (Language::En, 1_i64, "1 record is on the disk"),
        (Language::En, 2, "2 records are on the disk"),
        (Language::Ru, 1, "1 запись на диске"),
        (Language::Ru, 3, "3 записи на диске"),
        (Language::Ru, 12, "12 записей на диске"),
        (Language::Kk, 1, "1 жазба дискіде"),
    ] {
        let text = Texts::new(language).get(Message::NoticeSavedAfterAll { count: count.into() });
        assert!(text.ends_with(expected), "{text}");
    }
}

#[test]
fn the_language_key_cycles_through_all_languages() {
    for language in Language::ALL {
        assert_eq!(Language::parse(language.code()), Some(language));
        assert_eq!(language.next().next().next(), language);
    }
    assert_eq!(Language::Kk.next(), Language::Ru);
    assert_eq!(Language::parse("kk_KZ"), None);
}

#[test]
fn the_first_locale_variable_that_is_set_decides() {
    let cases = [
        (["", "", ""], Language::Kk),
        (["kk_KZ.UTF-8", "en_US.UTF-8", "en_US.UTF-8"], Language::Kk),
        (["", "", "ru_RU.UTF-8"], Language::Ru),
        (["", "ru", "kk_KZ"], Language::Ru),
        (["C", "", "kk_KZ.UTF-8"], Language::En),
        (["", "", "C.UTF-8"], Language::En),
        (["", "", "POSIX"], Language::En),
        (["", "", "de_DE.UTF-8"], Language::En),
        (["", "", "rue_UA"], Language::En),
    ];
    for (values, expected) in cases {
        assert_eq!(Language::from_locale(values), expected, "{values:?}");
    }
}

#[test]
fn a_catalogue_text_falls_back_to_the_nearest_language() {
    let text = |pairs: &[(&str, &str)]| {
        LocalText(pairs.iter().map(|(code, text)| ((*code).to_owned(), (*text).to_owned())).collect())
    };
    let texts = Texts::new(Language::Kk);
    assert_eq!(texts.local(&text(&[("kk", "Шыны"), ("en", "Glass")])), "Шыны");
    assert_eq!(texts.local(&text(&[("ru", "Стекло"), ("en", "Glass")])), "Glass");
    assert_eq!(texts.local(&text(&[("ru", "Стекло")])), "Стекло");
    assert_eq!(texts.local_marked(&text(&[("ru", "Стекло")])), "Стекло (ru)");
    assert_eq!(texts.local_marked(&text(&[("kk", "Шыны\u{202e}")])), "Шыны");
    assert_eq!(texts.local(&text(&[])), "");
}

#[test]
fn a_mass_is_split_into_kilograms_and_grams() {
    let cases = [
        (12_500, Language::Kk, "12 кг 500 г"),
        (800, Language::Kk, "800 г"),
        (1_004_000, Language::Ru, "1\u{a0}004 кг"),
        (11_005, Language::En, "11 kg 5 g"),
        (0, Language::Ru, "0 кг"),
        (-800, Language::Ru, "-800 г"),
    ];
    for (grams, language, expected) in cases {
        assert_eq!(Texts::new(language).show(Text::KilogramsAndGrams(Grams::new(grams))), expected);
    }
}

#[test]
fn an_offset_brings_its_own_utc() {
    for language in Language::ALL {
        for text in TextFile::ALL.map(|file| source(language, file)) {
            assert!(!text.contains("UTC{"), "{language:?}: format::utc_offset writes the UTC");
        }
    }
}
