//! Keyboard layouts: which key a character sits on, and the Kazakh top row.
//!
//! Invariant: nothing here guesses silently. A text typed on a top row without digits is at most
//! *proposed* as an amount; where two readings are possible there is no proposal.

use crate::entry::Span;
use crate::entry::lexer::{is_mark, is_sign, is_space, lower};

/// The Cyrillic letters, in lower case, and the US keys that they sit on: 33 Russian ones, the same in the
/// ru and kz layouts, and nine Kazakh ones of the top row.
const KEYS: [(&str, &str); 5] = [
    ("йцукенгшщзхъ", "qwertyuiop[]"),
    ("фывапролджэ", "asdfghjkl;'"),
    ("ячсмитьбю", "zxcvbnm,."),
    ("ё", "`"),
    ("әіңғүұқөһ", "2345890-="),
];

/// The Kazakh letters that stand where other layouts have digits. Only they make a proposal.
const DIGITS: &str = "әіңғүұқ";

/// The US key (a small Latin letter, a digit or punctuation) that a letter sits on: Cyrillic letters by
/// their place in the ru and kz layouts, Latin letters themselves. Other characters are no letters: bind
/// them by what they are, for they move between layouts.
#[must_use]
pub fn key_of(c: char) -> Option<char> {
    if c.is_ascii_alphabetic() {
        return Some(c.to_ascii_lowercase());
    }
    let small = lower(c);
    KEYS.iter()
        .flat_map(|(letters, keys)| letters.chars().zip(keys.chars()))
        .find_map(|(letter, key)| (letter == small).then_some(key))
}

/// What a text is with regard to the Kazakh top row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// Nothing of it, or nothing that could be an amount: `parse` has the word.
    Plain,
    /// Typed on the top row as if it had digits: the amount in ASCII, to be shown and confirmed.
    Proposed(String),
    /// Kazakh signs among digits or decimal marks, the first of them at this spot: ambiguous, refused.
    Mixed(Span),
}

/// Looks for an amount that was typed on the Kazakh top row, where the keys 1 to 0 give `"әіңғ,.үұқ`.
///
/// Proposes only where one of the seven Kazakh letters stands and neither an ASCII digit nor `,` or `.`:
/// those two may be the keys 6 and 7 as well as decimal marks. Tried over every short sequence of keys on
/// six layouts, the proposal is always what the same keys type on a US keyboard.
#[must_use]
pub fn kazakh(typed: &str) -> Typed {
    let Some(span) = top_row(typed) else { return Typed::Plain };
    if typed.chars().any(|c| c.is_ascii_digit() || matches!(c, ',' | '.')) {
        return Typed::Mixed(span);
    }
    if !typed.chars().any(|c| DIGITS.contains(lower(c))) {
        return Typed::Plain;
    }
    typed.chars().map(meant).collect::<Option<String>>().map_or(Typed::Plain, Typed::Proposed)
}

/// Whether a character begins an amount where the entry line is empty.
#[must_use]
pub fn begins_amount(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | ',' | '~' | '+' | '-' | '"') || DIGITS.contains(lower(c))
}

/// Whether a character is a sign of the Kazakh top row that stands for one of an amount.
pub(super) fn is_top_row(c: char) -> bool {
    c == '"' || lower(c) == 'ө' || DIGITS.contains(lower(c))
}

/// The columns of the first run of Kazakh top row signs.
pub(super) fn top_row(typed: &str) -> Option<Span> {
    let start = typed.chars().position(is_top_row)?;
    let len = typed.chars().skip(start).take_while(|c| is_top_row(*c)).count();
    Some(Span::new(start, start + len))
}

/// The sign of an amount that the same key types on a US keyboard.
fn meant(c: char) -> Option<char> {
    if c == '"' {
        Some('1')
    } else if is_top_row(c) || is_mark(c) {
        key_of(c)
    } else {
        (is_sign(c) || is_space(c)).then_some(c)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOTKEYS: &str = include_str!("../../tests/data/hotkeys.csv");
    const KEYBOARDS: &str = include_str!("../../tests/data/keyboards.csv");

    /// The rows of a small CSV file.
    fn rows(text: &str) -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    fn only(text: &str) -> char {
        let mut chars = text.chars();
        let first = chars.next().unwrap();
        assert_eq!(chars.next(), None, "{text}");
        first
    }

    #[test]
    fn every_cyrillic_letter_works_as_the_key_it_sits_on() {
        let rows = rows(HOTKEYS);
        assert_eq!(rows.len(), 1 + 2 * 42);
        for row in &rows[1..] {
            assert_eq!(key_of(only(&row[0])), Some(only(&row[1])), "{}", row[0]);
        }
        for c in "aZ".chars() {
            assert_eq!(key_of(c), Some(c.to_ascii_lowercase()));
        }
        for c in "1,.+ \"ŵ\u{212a}".chars() {
            assert_eq!(key_of(c), None, "{c}");
        }
    }

    #[test]
    fn a_top_row_without_digits_makes_a_proposal() {
        for (typed, proposal) in [
            ("\"әюғ", "12.5"),
            ("\"әбғ", "12,5"),
            ("ӘІҢ", "234"),
            ("ғүұқ", "5890"),
            ("~ і * \"ә + ң", "~ 3 * 12 + 4"),
            ("ә\"өқюү", "21-0.8"),
            ("ң/іә", "4/32"),
        ] {
            assert_eq!(kazakh(typed), Typed::Proposed(proposal.to_owned()), "{typed}");
        }
        // Nothing Kazakh, only a quotation mark, or letters that are no amount: not for this rule.
        for typed in ["", "12,5", "12w5", "ю", "\"\"", "ө", "әw", "ә кг", "қағаз", "һә", "ә!"] {
            assert_eq!(kazakh(typed), Typed::Plain, "{typed}");
        }
        for (typed, start, end) in
            [("\"ә,ғ", 0, 2), ("1ә5", 1, 2), ("12қ", 2, 3), (".ү", 1, 2), ("12ө5", 2, 3), ("5\"w", 1, 2)]
        {
            assert_eq!(kazakh(typed), Typed::Mixed(Span::new(start, end)), "{typed}");
        }
    }

    #[test]
    fn digits_marks_and_signs_begin_an_amount() {
        for c in "0123456789.,~+-\"әіңғүұқӘІҢҒҮҰҚ".chars() {
            assert!(begins_amount(c), "{c}");
        }
        for c in "qйөһЮб/* ?\u{a0}٣".chars() {
            assert!(!begins_amount(c), "{c}");
        }
    }

    /// What each key types on the layout (small, then with Caps Lock), beside what it types on a US keyboard.
    /// The numpad's digits and signs come last: they are the same everywhere.
    fn keys(layout: &str) -> Vec<(char, char)> {
        let rows = rows(KEYBOARDS);
        let column = |name: &str| rows[0].iter().position(|title| title == name).unwrap();
        let (us, other) = (column("us"), column(layout));
        let mut keys: Vec<(char, char)> = rows[1..]
            .iter()
            .filter(|row| !row[other].is_empty())
            .map(|row| (only(&row[other]), only(&row[us])))
            .collect();
        let capitals: Vec<_> = keys
            .iter()
            .filter_map(|(c, us)| c.to_uppercase().next().filter(|capital| capital != c).map(|c| (c, *us)))
            .collect();
        keys.extend(capitals);
        keys.extend("0123456789+-*/ ".chars().map(|c| (c, c)));
        // Two keys that type the same and mean the same need to be tried once.
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// Tries every sequence of up to `len` keys; returns how many led to a proposal.
    fn try_all(keys: &[(char, char)], typed: &mut String, meant: &mut String, len: usize) -> usize {
        let mut proposals = 0;
        if let Typed::Proposed(proposal) = kazakh(typed) {
            assert_eq!(proposal, *meant, "{typed}");
            proposals += 1;
        }
        if len > 0 {
            for (c, us) in keys {
                typed.push(*c);
                meant.push(*us);
                proposals += try_all(keys, typed, meant, len - 1);
                typed.pop();
                meant.pop();
            }
        }
        proposals
    }

    /// Whether a proposal survives this character.
    fn keeps(c: char) -> bool {
        matches!(kazakh(&format!("ә{c}")), Typed::Proposed(_))
    }

    #[test]
    fn no_sequence_of_keys_leads_to_a_wrong_proposal() {
        for layout in ["us", "ru_winkeys", "kz_basic", "kz_ext", "kz_ruskaz", "win_kbdkaz"] {
            let keys = keys(layout);
            let short = try_all(&keys, &mut String::new(), &mut String::new(), 2);
            // Longer sequences only of characters that a proposal survives, four without capitals: shorter
            // ones show the others.
            let mut kept = keys;
            kept.retain(|(c, _)| keeps(*c));
            let middle = try_all(&kept, &mut String::new(), &mut String::new(), 3);
            kept.retain(|(c, _)| !c.is_uppercase());
            let long = try_all(&kept, &mut String::new(), &mut String::new(), 4);
            let bare = ["kz_basic", "kz_ext", "win_kbdkaz"].contains(&layout);
            assert_eq!([short, middle, long].map(|proposals| proposals > 0), [bare; 3], "{layout}");
        }
    }
}
