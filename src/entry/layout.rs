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
