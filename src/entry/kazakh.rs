//! Amounts typed on the top row of a Kazakh keyboard, where other layouts have digits.
//!
//! Invariant: the program does not guess. It only proposes such a text as an amount, which the operator must
//! confirm. A text with two possible meanings gets no proposal.

use crate::entry::characters::{is_about, is_mark, is_sign, is_space, to_lowercase};
use crate::entry::error::Span;
use crate::entry::keyboard::key_of;

/// The Kazakh letters that are on the keys of digits. A proposal needs at least one of them.
const DIGIT_LETTERS: &str = "әіңғүұқ";

/// The Kazakh letters on the keys `-` and `=`.
const SIGN_LETTERS: &str = "өһ";

/// The letters that the Kazakh layout with Latin letters has in their place. They are never proposed, because this layout
/// has no decimal mark on the keys `.` and `,`.
const LATIN_LETTERS: &str = "áíńǵúýóśćÁÍŃǴÚÝÓŚĆ";

/// How a text relates to the Kazakh top row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TopRowText {
    /// The text was not typed on the top row, or would not be an amount on a US keyboard. The parser then
    /// reads the text as it is.
    Plain,
    /// Typed on the Kazakh top row by an operator who expected digits there. Holds the amount that the same
    /// keys type on a US keyboard.
    Proposed(String),
    /// A mixture of top-row characters with digits or decimal marks, which is ambiguous. The span is the
    /// first run of top-row characters.
    Mixed(Span),
}

/// Looks for an amount typed on the Kazakh top row, where the keys 1 to 0 type `"әіңғ,.үұқ`.
///
/// A text is proposed only if it has one of the seven Kazakh letters and neither an ASCII digit nor `,` or
/// `.`: a `,` or `.` may come from the keys 6 and 7, or be a decimal mark.
///
/// `ү` is 8, or `*` if Shift was held. The case of a letter shows that only together with CapsLock, which the text does
/// not tell. So it is read for both, and is ambiguous if both give an amount.
pub(super) fn classify(typed: &str) -> TopRowText {
    let Some(span) = find_top_row(typed) else { return TopRowText::Plain };
    if typed.chars().any(|c| c.is_ascii_digit() || matches!(c, ',' | '.')) {
        return TopRowText::Mixed(span);
    }
    if !typed.chars().any(is_digit_letter) {
        return TopRowText::Plain;
    }
    let read = |caps_lock| typed.chars().map(|c| on_us_keyboard(c, caps_lock)).collect::<Option<String>>();
    match (read(false), read(true)) {
        (None, None) => TopRowText::Plain,
        (Some(proposal), None) | (None, Some(proposal)) => TopRowText::Proposed(proposal),
        (Some(one), Some(other)) if one == other => TopRowText::Proposed(one),
        (Some(one), Some(other)) => match (can_be_amount(&one), can_be_amount(&other)) {
            (true, true) => TopRowText::Mixed(span),
            (true, false) => TopRowText::Proposed(one),
            (false, true) => TopRowText::Proposed(other),
            (false, false) => TopRowText::Plain,
        },
    }
}

/// Returns whether the stars of a text of digits and signs allow it to be an amount: it has none, or it begins with
/// `N*` and goes on.
fn can_be_amount(text: &str) -> bool {
    let Some((number, rest)) = text.split_once('*') else { return true };
    let number = number.trim_matches(|c| is_about(c) || is_space(c));
    !number.is_empty()
        && number.chars().all(|c| c.is_ascii_digit())
        && !rest.is_empty()
        && !rest.contains('*')
}

/// Returns whether a character is one of the seven Kazakh letters on the keys of digits.
pub(super) fn is_digit_letter(c: char) -> bool {
    DIGIT_LETTERS.contains(to_lowercase(c))
}

/// Returns whether a character comes from a top-row key of a Kazakh layout. On a US keyboard the same key
/// types a part of an amount.
pub(super) fn is_top_row(c: char) -> bool {
    c == '"' || SIGN_LETTERS.contains(to_lowercase(c)) || is_digit_letter(c) || LATIN_LETTERS.contains(c)
}

/// Finds the first run of characters of the Kazakh top row.
pub(super) fn find_top_row(text: &str) -> Option<Span> {
    let start = text.chars().position(is_top_row)?;
    let len = text.chars().skip(start).take_while(|c| is_top_row(*c)).count();
    Some(Span::new(start, start + len))
}

/// Returns what the key of a character types on a US keyboard, or `None` if that is not part of an amount.
///
/// Shift was held if the case of a letter is not the one of `caps_lock`.
fn on_us_keyboard(c: char, caps_lock: bool) -> Option<char> {
    if c == '"' {
        return Some('1');
    }
    if c == ')' {
        return Some('~');
    }
    if is_top_row(c) || is_mark(c) {
        let key = key_of(c)?;
        return match (c.is_uppercase() != caps_lock, key) {
            (false, '=') => None,
            (false, key) => Some(key),
            (true, '8') => Some('*'),
            (true, '=') => Some('+'),
            (true, _) => None,
        };
    }
    (is_sign(c) || is_space(c)).then(|| if is_about(c) { '~' } else { c })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::testing::{csv_rows, only_character, paper, tyres};

    const KEYBOARDS: &str = include_str!("../../tests/data/keyboards.csv");

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
            // With Shift, the keys 8 and = are signs, also while CapsLock is on.
            ("іҮ\"ә", "3*12"),
            ("ІүӘ", "3*2"),
            ("ІһӘЮҒ", "3+2.5"),
            (")іқ", "~30"),
            ("\"ү", "18"),
            ("ҮүӘ", "8*2"),
        ] {
            assert_eq!(classify(typed), TopRowText::Proposed(proposal.to_owned()), "{typed}");
        }
    }

    #[test]
    fn a_text_without_proof_of_the_top_row_is_plain() {
        // Each of these texts has no letter that is on the key of a digit, or has other characters that
        // cannot be part of an amount.
        for typed in
            ["", "12,5", "12w5", "ю", "\"\"", "ө", "әw", "ә кг", "қағаз", "һә", "ә!", "іӘ", "\"á", "áí"]
        {
            assert_eq!(classify(typed), TopRowText::Plain, "{typed}");
        }
    }

    #[test]
    fn a_top_row_with_digits_or_marks_is_mixed() {
        for (typed, start, end) in [
            ("\"ә,ғ", 0, 2),
            ("1ә5", 1, 2),
            ("12қ", 2, 3),
            (".ү", 1, 2),
            ("12ө5", 2, 3),
            ("5\"w", 1, 2),
            ("1á5", 1, 2),
            // 181 with CapsLock off, or 1*1 with CapsLock and Shift.
            ("\"ү\"", 0, 3),
            ("\"Ү\"\"", 0, 4),
        ] {
            assert_eq!(classify(typed), TopRowText::Mixed(Span::new(start, end)), "{typed}");
        }
    }

    /// Returns what each key types on a layout, with and without Shift, and what it types on a US keyboard. The keys of the
    /// numpad, which type the same on every layout, are among them.
    fn keys(layout: &str, caps_lock: bool) -> Vec<(char, char)> {
        let rows = csv_rows(KEYBOARDS);
        let column = |name: &str| rows[0].iter().position(|title| title == name).unwrap();
        let columns = |name: &str| [column(name), column(&format!("{name}_shift"))];
        let (us, other) = (columns("us"), columns(layout));
        let mut keys = Vec::new();
        for row in &rows[1..] {
            for shift in [0, 1] {
                let is_letter = other.iter().all(|column| row[*column].chars().any(char::is_alphabetic));
                let level = if caps_lock && is_letter { 1 - shift } else { shift };
                let (typed, meant) = (&row[other[level]], &row[us[shift]]);
                if !typed.is_empty() && !meant.is_empty() {
                    keys.push((only_character(typed), only_character(meant)));
                }
            }
        }
        keys.extend("0123456789+-*/ ".chars().map(|c| (c, c)));
        // Pairs with the same typed character and the same intended character need only one try.
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// Returns whether a text is an amount of a material.
    fn is_amount(text: &str) -> bool {
        [paper(), tyres()].iter().any(|material| crate::entry::parse(text, material, 2).is_ok())
    }

    /// Tries every sequence of up to `len` keys and returns the number of proposals.
    fn try_all(keys: &[(char, char)], typed: &mut String, meant: &mut String, len: usize) -> usize {
        let mut proposals = 0;
        if let TopRowText::Proposed(proposal) = classify(typed) {
            assert!(proposal == *meant || !is_amount(meant), "{typed}: {proposal}, not {meant}");
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

    /// Returns whether a text with this character can still be proposed.
    fn can_be_proposed(c: char) -> bool {
        ["ә", "Ә"].iter().any(|letter| matches!(classify(&format!("{letter}{c}")), TopRowText::Proposed(_)))
    }

    #[test]
    fn every_proposal_is_what_the_same_keys_type_on_a_us_keyboard() {
        for (layout, caps_lock) in
            ["us", "ru_winkeys", "kz_basic", "kz_ext", "kz_ruskaz", "kz_latin", "win_kbdkaz"]
                .into_iter()
                .flat_map(|layout| [(layout, false), (layout, true)])
        {
            let mut keys = keys(layout, caps_lock);
            let short = try_all(&keys, &mut String::new(), &mut String::new(), 2);
            // To limit the number of tries, sequences of three keys have only characters that can be proposed, and
            // longer sequences only those on which the meaning of the others depends.
            keys.retain(|(c, _)| can_be_proposed(*c) && !c.is_ascii_digit());
            let middle = try_all(&keys, &mut String::new(), &mut String::new(), 3);
            keys.retain(|(c, _)| "\"әіүюһӘІҮЮҺ*+~)".contains(*c));
            let long = try_all(&keys, &mut String::new(), &mut String::new(), 4);
            let bare = ["kz_basic", "kz_ext", "win_kbdkaz"].contains(&layout);
            assert_eq!([short, middle, long].map(|proposals| proposals > 0), [bare; 3], "{layout}");
        }
    }
}
