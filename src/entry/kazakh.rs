//! Amounts typed on the top row of a Kazakh keyboard, where other layouts have digits.
//!
//! Invariant: the program does not guess. It only proposes such a text as an amount, which the operator must
//! confirm. A text with two possible meanings gets no proposal.

use crate::entry::characters::{is_mark, is_sign, is_space, to_lowercase};
use crate::entry::error::Span;
use crate::entry::keyboard::key_of;

/// The Kazakh letters that are on the keys of digits. A proposal needs at least one of them.
const DIGIT_LETTERS: &str = "әіңғүұқ";

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
pub(super) fn classify(typed: &str) -> TopRowText {
    let Some(span) = find_top_row(typed) else { return TopRowText::Plain };
    if typed.chars().any(|c| c.is_ascii_digit() || matches!(c, ',' | '.')) {
        return TopRowText::Mixed(span);
    }
    if !typed.chars().any(is_digit_letter) {
        return TopRowText::Plain;
    }
    let proposal: Option<String> = typed.chars().map(on_us_keyboard).collect();
    proposal.map_or(TopRowText::Plain, TopRowText::Proposed)
}

/// Returns whether a character is one of the seven Kazakh letters on the keys of digits.
pub(super) fn is_digit_letter(c: char) -> bool {
    DIGIT_LETTERS.contains(to_lowercase(c))
}

/// Returns whether a character comes from a top-row key of the Kazakh layout. On a US keyboard the same key
/// types a part of an amount.
pub(super) fn is_top_row(c: char) -> bool {
    c == '"' || to_lowercase(c) == 'ө' || is_digit_letter(c)
}

/// Finds the first run of characters of the Kazakh top row.
pub(super) fn find_top_row(text: &str) -> Option<Span> {
    let start = text.chars().position(is_top_row)?;
    let len = text.chars().skip(start).take_while(|c| is_top_row(*c)).count();
    Some(Span::new(start, start + len))
}

/// Returns what the key of a character types on a US keyboard, or `None` if that is not part of an amount.
fn on_us_keyboard(c: char) -> Option<char> {
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
    use crate::entry::testing::{csv_rows, only_character};

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
        ] {
            assert_eq!(classify(typed), TopRowText::Proposed(proposal.to_owned()), "{typed}");
        }
    }

    #[test]
    fn a_text_without_proof_of_the_top_row_is_plain() {
        // Each of these texts has no letter that is on the key of a digit, or has other characters that
        // cannot be part of an amount.
        for typed in ["", "12,5", "12w5", "ю", "\"\"", "ө", "әw", "ә кг", "қағаз", "һә", "ә!"] {
            assert_eq!(classify(typed), TopRowText::Plain, "{typed}");
        }
    }

    #[test]
    fn a_top_row_with_digits_or_marks_is_mixed() {
        for (typed, start, end) in
            [("\"ә,ғ", 0, 2), ("1ә5", 1, 2), ("12қ", 2, 3), (".ү", 1, 2), ("12ө5", 2, 3), ("5\"w", 1, 2)]
        {
            assert_eq!(classify(typed), TopRowText::Mixed(Span::new(start, end)), "{typed}");
        }
    }

    /// Returns what each key types on a layout (in lower case and with Caps Lock), and what it types on a US
    /// keyboard. The digits and signs of the numpad are included; they are the same on every layout.
    fn keys(layout: &str) -> Vec<(char, char)> {
        let rows = csv_rows(KEYBOARDS);
        let column = |name: &str| rows[0].iter().position(|title| title == name).unwrap();
        let (us, other) = (column("us"), column(layout));
        let mut keys: Vec<(char, char)> = rows[1..]
            .iter()
            .filter(|row| !row[other].is_empty())
            .map(|row| (only_character(&row[other]), only_character(&row[us])))
            .collect();
        let capitals: Vec<_> = keys
            .iter()
            .filter_map(|(c, us)| c.to_uppercase().next().filter(|capital| capital != c).map(|c| (c, *us)))
            .collect();
        keys.extend(capitals);
        keys.extend("0123456789+-*/ ".chars().map(|c| (c, c)));
        // Pairs with the same typed character and the same intended character need only one try.
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// Tries every sequence of up to `len` keys and returns the number of proposals.
    fn try_all(keys: &[(char, char)], typed: &mut String, meant: &mut String, len: usize) -> usize {
        let mut proposals = 0;
        if let TopRowText::Proposed(proposal) = classify(typed) {
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

    /// Returns whether a text with this character can still be proposed.
    fn can_be_proposed(c: char) -> bool {
        matches!(classify(&format!("ә{c}")), TopRowText::Proposed(_))
    }

    #[test]
    fn every_proposal_is_what_the_same_keys_type_on_a_us_keyboard() {
        for layout in ["us", "ru_winkeys", "kz_basic", "kz_ext", "kz_ruskaz", "win_kbdkaz"] {
            let keys = keys(layout);
            let short = try_all(&keys, &mut String::new(), &mut String::new(), 2);
            // To limit the number of tries, longer sequences have only characters that can be proposed, and
            // sequences of four keys have no capitals. The short sequences cover all other characters.
            let mut kept = keys;
            kept.retain(|(c, _)| can_be_proposed(*c));
            let middle = try_all(&kept, &mut String::new(), &mut String::new(), 3);
            kept.retain(|(c, _)| !c.is_uppercase());
            let long = try_all(&kept, &mut String::new(), &mut String::new(), 4);
            let bare = ["kz_basic", "kz_ext", "win_kbdkaz"].contains(&layout);
            assert_eq!([short, middle, long].map(|proposals| proposals > 0), [bare; 3], "{layout}");
        }
    }
}
