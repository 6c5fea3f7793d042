//! Classifies the characters that an amount may contain.

/// Returns whether a character is a decimal mark. `ю` and `б` are decimal marks too: in a Cyrillic layout
/// they are on the keys of `.` and `,`.
pub(super) fn is_mark(c: char) -> bool {
    matches!(to_lowercase(c), '.' | ',' | 'ю' | 'б')
}

/// Returns whether a character may be part of a number: an ASCII digit or a decimal mark.
pub(super) fn is_digit_or_mark(c: char) -> bool {
    c.is_ascii_digit() || is_mark(c)
}

/// Returns whether a character is one of the signs that may be between or before numbers.
pub(super) const fn is_sign(c: char) -> bool {
    matches!(c, '+' | '-' | '/' | '*' | '~')
}

/// Returns whether a character is a space. No-break spaces are included, because printed numbers use them
/// between groups of digits.
pub(super) const fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}')
}

/// Returns a Latin or Cyrillic letter in lower case. Any other character is returned unchanged, including
/// look-alikes such as the Kelvin sign.
pub(super) fn to_lowercase(c: char) -> char {
    match c {
        'А'..='Я' | 'Ѐ'..='Џ' | 'Ѡ'..='ԯ' => c.to_lowercase().next().unwrap_or(c),
        _ => c.to_ascii_lowercase(),
    }
}
