//! The lexer: typed characters become numbers, signs and a unit, each with its columns.
//!
//! Invariant: every character is part of a token or a tolerated space, else the text is refused.

use crate::entry::layout;
use crate::entry::{Span, TYPED_MAX, ValidationError, ValidationErrorKind};

/// The units that may stand at the end: `лп` are the keys k and g in a Cyrillic layout.
const UNITS: [&str; 3] = ["kg", "кг", "лп"];

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Digits and decimal marks, in any order.
    Number,
    /// One of `+ - / * ~`.
    Sign(char),
    Unit,
}

/// A piece of the text, with its columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Span,
}

/// A leading `N*`.
pub(super) struct Star {
    /// The number, or `None` where it is beyond any catalogue.
    pub(super) number: Option<u32>,
    /// The number, the star and the spaces between and behind them.
    pub(super) span: Span,
}

/// Cuts a text into tokens. Spaces are left out; a unit is always the last token.
///
/// # Errors
/// [`ValidationErrorKind::TooLong`], [`ValidationErrorKind::Stray`], [`ValidationErrorKind::KazakhMix`], [`ValidationErrorKind::SpaceInside`].
pub(super) fn lex(typed: &str) -> Result<Vec<Token>, ValidationError> {
    let chars: Vec<char> = typed.chars().collect();
    if chars.len() > TYPED_MAX {
        let span = Span::new(TYPED_MAX, chars.len());
        return Err(ValidationError { reason: ValidationErrorKind::TooLong { most: TYPED_MAX }, span });
    }
    let unit = unit(&chars);
    let body = unit.map_or(&chars[..], |unit| &chars[..unit.start]);
    // Strange letters first: what they were meant for is unknown, and so is what the rest means.
    if let Some(at) = body.iter().position(|c| !is_known(*c)) {
        return Err(ValidationError {
            reason: ValidationErrorKind::Stray(body[at]),
            span: Span::new(at, at + 1),
        });
    }
    if let Some(span) = layout::top_row(typed) {
        return Err(ValidationError { reason: ValidationErrorKind::KazakhMix, span });
    }
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while at < body.len() {
        let len = body[at..].iter().take_while(|c| is_figure(**c)).count();
        if len == 0 {
            if is_sign(body[at]) {
                tokens.push(Token { kind: Kind::Sign(body[at]), span: Span::new(at, at + 1) });
            }
            at += 1;
            continue;
        }
        if let Some(before) = tokens.last().filter(|token| token.kind == Kind::Number) {
            return Err(ValidationError {
                reason: ValidationErrorKind::SpaceInside,
                span: Span::new(before.span.end, at),
            });
        }
        tokens.push(Token { kind: Kind::Number, span: Span::new(at, at + len) });
        at += len;
    }
    tokens.extend(unit.map(|span| Token { kind: Kind::Unit, span }));
    Ok(tokens)
}

/// The leading `N*` of a text, whatever follows it.
pub(super) fn star(typed: &str) -> Option<Star> {
    let chars: Vec<char> = typed.chars().collect();
    let spaces = |from: usize| chars[from..].iter().take_while(|c| is_space(**c)).count();
    let mut start = spaces(0);
    if chars.get(start) == Some(&'~') {
        start += 1;
        start += spaces(start);
    }
    let digits: String = chars[start..].iter().take_while(|c| c.is_ascii_digit()).collect();
    let star = start + digits.len() + spaces(start + digits.len());
    if digits.is_empty() || chars.get(star) != Some(&'*') {
        return None;
    }
    let end = star + 1 + spaces(star + 1);
    Some(Star { number: digits.parse().ok(), span: Span::new(start, end) })
}

/// The unit at the end of a text, before closing spaces.
fn unit(chars: &[char]) -> Option<Span> {
    let end = chars.iter().rposition(|c| !is_space(*c))? + 1;
    let start = end.checked_sub(2)?;
    let last: String = chars[start..end].iter().map(|c| lower(*c)).collect();
    UNITS.contains(&last.as_str()).then_some(Span::new(start, end))
}

/// A decimal mark; the keys of `.` and `,` type `ю` and `б` in a Cyrillic layout.
pub(super) fn is_mark(c: char) -> bool {
    matches!(lower(c), '.' | ',' | 'ю' | 'б')
}

/// A sign between or before numbers.
pub(super) const fn is_sign(c: char) -> bool {
    matches!(c, '+' | '-' | '/' | '*' | '~')
}

/// A space, also one that does not break, as numbers are grouped with in print.
pub(super) const fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}')
}

fn is_figure(c: char) -> bool {
    c.is_ascii_digit() || is_mark(c)
}

fn is_known(c: char) -> bool {
    is_figure(c) || is_sign(c) || is_space(c) || layout::is_top_row(c)
}

/// The small letter of a Latin or Cyrillic one; everything else stays, also look-alikes such as the
/// Kelvin sign.
pub(super) fn lower(c: char) -> char {
    match c {
        'А'..='Я' | 'Ѐ'..='Џ' | 'Ѡ'..='ԯ' => c.to_lowercase().next().unwrap_or(c),
        _ => c.to_ascii_lowercase(),
    }
}
