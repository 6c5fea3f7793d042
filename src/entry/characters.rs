//! Classifies the characters that an amount may contain.

use crate::entry::error::{Span, ValidationError, ValidationErrorKind};

/// The character that marks an unknown key in a typed text (docs/input.md, D2 and E1). No amount contains it, so a
/// text with it is rejected until the operator removes it. Console fonts contain it. `?` is a key of the console.
pub(crate) const UNKNOWN_KEY_MARK: char = '\u{a4}';

/// Checks that a text has no mark of unreadable input: U+FFFD for bytes that were not UTF-8, or
/// [`UNKNOWN_KEY_MARK`].
///
/// # Errors
/// Returns [`ValidationErrorKind::NotUtf8`] or [`ValidationErrorKind::UnknownKey`] for the first such
/// character. What the operator typed there is unknown, so this error is checked before any other.
pub(super) fn check_readable(text: &str) -> Result<(), ValidationError> {
    let kind = |c| match c {
        char::REPLACEMENT_CHARACTER => Some(ValidationErrorKind::NotUtf8),
        UNKNOWN_KEY_MARK => Some(ValidationErrorKind::UnknownKey),
        _ => None,
    };
    let error = text.chars().enumerate().find_map(|(at, c)| Some((at, kind(c)?)));
    error.map_or(Ok(()), |(at, kind)| Err(ValidationError { kind, span: Span::one(at) }))
}

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
    matches!(c, '+' | '-' | '/' | '*') || is_about(c)
}

/// Returns whether a character marks an estimate. `ё` does too: in a Cyrillic layout it is on the key of `~`, and means
/// nothing else in an amount.
pub(crate) const fn is_about(c: char) -> bool {
    matches!(c, '~' | 'ё' | 'Ё')
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
