//! One word for one thing (docs/language.md, Terms), one way to write signs, and full stops after amounts.

use std::collections::BTreeMap;

use super::{Definition, definitions};
use crate::language::Language;

/// A part of a word that no text may contain, and what to write instead.
type Rule = (&'static str, &'static str);

const KAZAKH: &[Rule] = &[
    ("станция", "бекет"),
    ("іс-шара", "экоакция"),
    (" акция", "экоакция"),
    ("тапсыр", "өткізу"),
    ("сұрып", "марка"),
    ("сұрпы", "марка"),
    ("ыдыс", "тара"),
    ("ақау", "бүліну"),
    ("бұзыл", "бүлін"),
    ("қойылған мәтін", "кірістірілген мәтін"),
    ("жиын", "қосынды"),
    ("сонда да", "бәрібір"),
    (" атаңыз", "көрсетіңіз"),
    ("килограммд", "килограмд"),
    ("килограммн", "килограмн"),
    ("айрыл", "бөлінген"),
    ("дайын тара", "тізімдегі тара"),
];

const RUSSIAN: &[Rule] = &[
    ("станци", "пост"),
    ("событи", "экоакция"),
    (" акци", "экоакция"),
    ("вывоз", "передача"),
    ("вывез", "передано"),
    ("увёз", "передано"),
    ("сорт", "марка"),
    ("сбой в журнал", "повреждение"),
    ("сбои", "повреждения"),
    ("переспрос", "подтверждать"),
    ("готовая тара", "тара из списка"),
    ("готовую тару", "тару из списка"),
    ("назовите", "укажите"),
    ("не понята", "непонятна"),
];

const ENGLISH: &[Rule] = &[
    ("grade", "type"),
    ("container", "tare"),
    ("mended", "fixed"),
    (" behind it", "after it"),
    (" is no ", "is not a"),
    ("stands", "is"),
    ("a head", "per person"),
    ("not taken:", "not accepted"),
];

/// Families of keys whose texts may contain a word: an event of a kind that has no name of its own, and the name of a
/// column.
const EXCEPTIONS: [(&str, &str); 2] = [("press-", "іс-шара"), ("option-import-file", "grade")];

const fn rules(language: Language) -> &'static [Rule] {
    match language {
        Language::Kk => KAZAKH,
        Language::Ru => RUSSIAN,
        Language::En => ENGLISH,
    }
}

/// Returns the text of a message with a zero for each argument.
fn prose(message: &Definition) -> String {
    let mut text = message.body.clone();
    while let Some(start) = text.find("{ $") {
        // The forms of a plural are between its selector and its closing brace, which stays.
        let rest = &text[start..];
        let end = rest.find(['}', '>']).map_or(text.len(), |end| start + end + 1);
        text.replace_range(start..end, "0");
    }
    text
}

fn found(check: impl Fn(Language, &str, &str) -> Option<String>) -> Vec<String> {
    let mut all = Vec::new();
    for language in Language::ALL {
        for message in definitions(language) {
            if let Some(fault) = check(language, &message.key, &prose(&message)) {
                all.push(format!("{} {}: {fault}", language.code(), message.key));
            }
        }
    }
    all
}

#[test]
fn no_text_uses_another_word_for_a_term() {
    let faults = found(|language, key, text| {
        // "There is no such key" and "is no longer" are as they should be.
        let text =
            format!(" {}", text.to_lowercase()).replace("there is no ", "").replace("is no longer", "");
        let excepted =
            |word: &str| EXCEPTIONS.iter().any(|(family, known)| key.starts_with(family) && *known == word);
        let (word, better) =
            rules(language).iter().find(|(word, _)| text.contains(word) && !excepted(word))?;
        Some(format!("\"{}\" instead of \"{better}\"", word.trim()))
    });
    assert_eq!(faults, [""; 0]);
}

#[test]
fn percent_and_numero_have_no_space_and_a_dash_is_short() {
    let faults = found(|_, _, text| {
        let wrong = [" %", "\u{a0}%", "№ 3", "—"];
        wrong.iter().find(|sign| text.contains(**sign)).map(|sign| format!("\"{sign}\""))
    });
    assert_eq!(faults, [""; 0]);
    for language in Language::ALL {
        for message in definitions(language) {
            let apart = message.body.contains("№ {") || message.body.contains("} %");
            assert!(!apart, "{} {}: no space after № and before %", language.code(), message.key);
        }
    }
}

#[test]
fn no_full_stop_follows_an_amount_in_russian() {
    // `шт.` brings one.
    let amounts = ["amount", "usual", "limit", "likely", "left", "what", "total"];
    let faults: BTreeMap<_, _> = definitions(Language::Ru)
        .into_iter()
        .filter(|message| amounts.iter().any(|name| message.body.contains(&format!("{{ ${name} }}."))))
        .map(|message| (message.key, message.body))
        .collect();
    assert!(faults.is_empty(), "{faults:?}");
}

#[test]
fn no_kazakh_suffix_follows_an_argument() {
    // A percent sign and the hyphen of an ordinal always take the same suffix.
    let faults: Vec<_> = definitions(Language::Kk)
        .into_iter()
        .filter(|message| {
            message.body.match_indices('}').any(|(end, _)| {
                let rest = &message.body[end + 1..];
                // A size such as 80x24 is no word.
                let glued = rest.starts_with(char::is_alphabetic) && !rest.starts_with("x{");
                let suffix = rest.strip_prefix('-').is_some_and(|rest| {
                    rest.starts_with(char::is_alphabetic)
                        && !ORDINALS.iter().any(|word| rest.starts_with(word))
                });
                // The particle of a question and the conjunction "with" depend on the word before them too.
                let next = rest.strip_prefix(' ').and_then(|rest| rest.split([' ', '?', ',']).next());
                glued || suffix || next.is_some_and(|word| HARMONIC.contains(&word))
            })
        })
        .map(|message| message.key)
        .collect();
    assert_eq!(faults, [""; 0]);
}

/// Words whose form depends on the word before them.
const HARMONIC: [&str; 12] = ["ма", "ме", "ба", "бе", "па", "пе", "мен", "бен", "пен", "да", "де", "та"];

/// Words that a number with a hyphen numbers, such as 17-жол.
const ORDINALS: [&str; 4] = ["жол", "байт", "материал", "жазба"];
