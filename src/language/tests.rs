//! The texts against each other and against the code that asks for them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use unicode_width::UnicodeWidthStr;

use super::*;

/// The areas, in the order of [`Language::resources`], with the floor that uses them. While a floor does
/// not exist, nothing can be said about the use of its texts.
const AREAS: [(&str, &str); 5] = [
    ("console", "console"),
    ("errors", "language"),
    ("cli", "cli"),
    ("report", "report"),
    ("board", "board"),
];

/// Beginnings of keys that the code puts together at run time. A key under one of them counts as used.
const COMPUTED: [&str; 0] = [];

/// Families whose keys stand in tables: every literal in the code with such a beginning must be a key.
const FAMILIES: [&str; 8] =
    ["action-", "help-", "mode-", "notice-", "refused-", "amount-", "held-", "catalogue-"];

/// Families that stand on one line of 80 columns, and the columns that they may take with short
/// arguments.
const WIDTHS: [(&str, usize); 18] = [
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
    ("hint-", 76),
    ("ask-", 76),
    ("prompt-", 60),
    ("history-", 76),
    ("open-", 76),
    // They follow "NOT SAVED: ".
    ("write-", 62),
];

/// One message as its file has it.
struct Message {
    area: &'static str,
    key: String,
    body: String,
}

impl Message {
    /// The names of its arguments.
    fn args(&self) -> BTreeSet<String> {
        let name = |rest: &str| rest.chars().take_while(|c| c.is_ascii_alphanumeric()).collect::<String>();
        self.body.split('$').skip(1).map(name).collect()
    }
}

/// Every message of a language: a line that begins with a key, and the lines that belong to it.
fn messages(language: Language) -> Vec<Message> {
    let mut all: Vec<Message> = Vec::new();
    for (text, (area, _)) in language.resources().into_iter().zip(AREAS) {
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some((key, body)) =
                line.split_once(" = ").filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()))
            {
                all.push(Message { area, key: key.to_owned(), body: body.to_owned() });
            } else if let Some(message) = all.last_mut() {
                message.body += "\n";
                message.body += line;
            }
        }
    }
    all
}

/// Every key with its arguments.
fn signatures(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    messages(language).into_iter().map(|message| (message.key.clone(), message.args())).collect()
}

/// A message with these arguments in all places; names of arguments live for ever, as literals do.
fn filled(texts: &Texts, message: &Message, arg: Arg<'_>) -> String {
    let args: Vec<(&'static str, Arg<'_>)> =
        message.args().into_iter().map(|name| (&*name.leak(), arg)).collect();
    texts.with(&message.key, &args)
}

/// The text of every source file except this one.
fn sources() -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, into: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, into);
            } else if path.extension().is_some_and(|extension| extension == "rs")
                && !path.ends_with("language/tests.rs")
            {
                let text = fs::read_to_string(&path).unwrap();
                into.push((path, text));
            }
        }
    }
    let mut all = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
    all
}

/// Every string literal that could be a key.
fn literals(source: &str) -> impl Iterator<Item = &str> {
    let is_key = |text: &&str| {
        !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    source.split('"').filter(is_key)
}

/// A place where the code asks for a text.
struct Request<'a> {
    key: &'a str,
    /// The names of the arguments, where they stand there as literals.
    args: Option<BTreeSet<&'a str>>,
}

/// Every `texts.get("key")` and `texts.with("key", …)`, however it is broken into lines.
fn requests(source: &str) -> impl Iterator<Item = Request<'_>> {
    source.split("texts").skip(1).filter_map(|rest| {
        let rest = rest.trim_start();
        let bare = rest.strip_prefix(".get(");
        let (key, rest) =
            bare.or_else(|| rest.strip_prefix(".with("))?.trim_start().strip_prefix('"')?.split_once('"')?;
        let listed = rest.trim_start_matches([',', ' ', '\n']).strip_prefix("&[");
        let args = match (bare, listed) {
            (Some(_), _) => Some(BTreeSet::new()),
            (None, Some(list)) => Some(names(list)),
            (None, None) => None,
        };
        Some(Request { key, args })
    })
}

/// The names in `("name", value), …` up to the closing bracket.
fn names(list: &str) -> BTreeSet<&str> {
    let mut depth = 0_i32;
    let end = list.find(|c| {
        depth += i32::from(matches!(c, '[' | '(')) - i32::from(matches!(c, ']' | ')'));
        depth < 0
    });
    let starts = list[..end.unwrap_or(list.len())].split("(\"").skip(1);
    starts.filter_map(|name| name.split_once("\",").map(|(name, _)| name)).collect()
}

#[test]
fn every_file_parses_and_no_key_stands_twice() {
    for language in Language::ALL {
        for (text, (area, _)) in language.resources().into_iter().zip(AREAS) {
            let parsed = FluentResource::try_new(text.to_owned()).map_err(|(_, errors)| errors);
            assert!(parsed.is_ok(), "{}/{area}.ftl: {:?}", language.code(), parsed.err());
        }
        let mut keys = BTreeSet::new();
        for message in messages(language) {
            assert!(keys.insert(message.key.clone()), "{} stands twice in {}", message.key, language.code());
        }
    }
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
        let order = |language| messages(language).into_iter().map(|m| m.key).collect::<Vec<_>>();
        assert_eq!(order(language), order(Language::En), "the files keep one order");
    }
}

#[test]
fn every_text_that_the_code_asks_for_exists_and_gets_its_arguments() {
    let known = signatures(Language::En);
    for (path, source) in sources() {
        let path = path.display();
        for key in literals(&source).filter(|key| FAMILIES.iter().any(|family| key.starts_with(family))) {
            assert!(known.contains_key(key), "{path}: there is no text {key:?}");
        }
        for Request { key, args } in requests(&source) {
            let Some(expected) = known.get(key) else { panic!("{path}: there is no text {key:?}") };
            if let Some(args) = args {
                let expected: BTreeSet<&str> = expected.iter().map(String::as_str).collect();
                assert_eq!(args, expected, "{path}: arguments of {key:?}");
            }
        }
    }
}

#[test]
fn no_key_lies_unused() {
    let sources = sources();
    let used: BTreeSet<&str> = sources.iter().flat_map(|(_, source)| literals(source)).collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let built = |area: &str| AREAS.iter().any(|(name, floor)| *name == area && root.join(floor).is_dir());
    let unused: Vec<String> = messages(Language::En)
        .into_iter()
        .filter(|message| built(message.area))
        .map(|message| message.key)
        .filter(|key| !used.contains(key.as_str()))
        .filter(|key| !COMPUTED.iter().any(|prefix| key.starts_with(prefix)))
        .collect();
    assert_eq!(unused, [""; 0], "texts that nobody asks for");
}

#[test]
fn what_comes_out_may_go_to_a_terminal() {
    let hostile = "a\u{1b}[2J\u{202e}\u{200b}\nb";
    for language in Language::ALL {
        let texts = Texts::new(language);
        for message in messages(language) {
            for arg in
                [Arg::Text(hostile), Arg::Text(""), 0_i64.into(), 1_i64.into(), 2_i64.into(), 5_i64.into()]
            {
                let text = filled(&texts, &message, arg);
                assert_eq!(format::clean(&text), text, "{}", message.key);
                assert!(!text.is_empty() && !text.contains(['{', '}', '⟨', '$']), "{}: {text}", message.key);
            }
        }
    }
}

#[test]
fn texts_keep_within_their_columns() {
    for language in Language::ALL {
        let texts = Texts::new(language);
        for message in messages(language) {
            let Some((_, most)) = WIDTHS.iter().find(|(family, _)| message.key.starts_with(family)) else {
                continue;
            };
            for arg in [Arg::Text("12,5 кг"), 22_i64.into()] {
                let text = filled(&texts, &message, arg);
                assert!(
                    text.width() <= *most,
                    "{} {}: {} > {most}: {text}",
                    language.code(),
                    message.key,
                    text.width()
                );
            }
        }
    }
}

#[test]
fn english_is_plain_ascii() {
    let texts = Texts::new(Language::En);
    for message in messages(Language::En) {
        let text = filled(&texts, &message, Arg::Text("x"));
        assert!(text.is_ascii(), "{}: {text}", message.key);
    }
}

#[test]
fn plural_forms_follow_the_language() {
    let cases = [
        (Language::Kk, 1, "1 адам"),
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
        let text = Texts::new(language).with("people-count", &[("count", Arg::Number(count))]);
        assert_eq!(text, expected);
    }
}

#[test]
fn one_record_saved_after_all_is_one_record() {
    for (language, count, expected) in [
        (Language::En, 1, "1 record is on the disk"),
        (Language::En, 2, "2 records are on the disk"),
        (Language::Ru, 1, "1 запись на диске"),
        (Language::Ru, 3, "3 записи на диске"),
        (Language::Ru, 12, "12 записей на диске"),
        (Language::Kk, 1, "1 жазба дискіде"),
    ] {
        let text = Texts::new(language).with("notice-saved-after-all", &[("count", Arg::Number(count))]);
        assert!(text.ends_with(expected), "{text}");
    }
}

#[test]
fn a_missing_key_shows_itself() {
    assert_eq!(Texts::new(Language::Kk).get("no-such-key"), "⟨no-such-key⟩");
}

#[test]
fn the_language_key_goes_round() {
    for language in Language::ALL {
        assert_eq!(Language::parse(language.code()), Some(language));
        assert_eq!(language.next().next().next(), language);
    }
    assert_eq!(Language::Kk.next(), Language::Ru);
    assert_eq!(Language::parse("kk_KZ"), None);
}

#[test]
fn the_first_variable_that_is_set_decides() {
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
fn a_text_of_the_catalogue_is_never_missing_where_there_is_one() {
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
