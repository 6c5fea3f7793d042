//! The lexer: typed characters become numbers, signs and a unit, each with its columns.
//!
//! Invariant: every character is part of a token or is a permitted space; any other text is rejected.

use crate::entry::characters::{check_readable, is_about, is_digit_or_mark, is_sign, is_space, to_lowercase};
use crate::entry::error::{Span, ValidationError, ValidationErrorKind};
use crate::entry::kazakh;

/// The maximum length of a typed amount in characters.
pub(crate) const TYPED_MAX: usize = 64;

/// The longest text of a field for an amount, in characters. It is far longer than an amount may be, so that a
/// text that is too long is rejected as a whole and never recorded in part.
pub(crate) const LINE_MAX: usize = 4 * TYPED_MAX;

/// The units that may follow an amount. In a Cyrillic layout the keys `k` and `g` type `лп`.
const UNITS: [&str; 3] = ["kg", "кг", "лп"];

/// The kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// Digits and decimal marks, in any order.
    Number,
    /// One of `+ - / * ~`. An `ё` is a `~`.
    Sign(char),
    Unit,
}

/// One token of a text, and its columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) span: Span,
}

/// The `N*` at the start of a text, which selects material number N, or the `N*G*`, which also selects its grade named G.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Selector {
    /// The number N, or `None` if it exceeds `u32`.
    pub(super) number: Option<u32>,
    /// The columns of G, which has only digits.
    pub(super) grade: Option<Span>,
    /// The columns of the numbers, the stars, and the spaces between and after them.
    pub(super) span: Span,
    /// The column of the last star.
    pub(super) star: usize,
}

/// A text that was split into tokens. It contains nothing but tokens and spaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LexedText {
    pub(super) chars: Vec<char>,
    pub(super) selector: Option<Selector>,
    /// All tokens, including those of the selector. A unit is always the last one.
    pub(super) tokens: Vec<Token>,
}

/// Splits a text into tokens.
///
/// # Errors
/// Returns an error for the first column that is wrong. The kinds of error are
/// [`ValidationErrorKind::NotUtf8`], [`ValidationErrorKind::UnknownKey`], [`ValidationErrorKind::TooLong`],
/// [`ValidationErrorKind::Stray`], [`ValidationErrorKind::KazakhMix`] and
/// [`ValidationErrorKind::SpaceInside`], checked in this order.
pub(super) fn lex(text: &str) -> Result<LexedText, ValidationError> {
    check_readable(text)?;
    let chars: Vec<char> = text.chars().collect();
    if chars.len() > TYPED_MAX {
        let span = Span::new(TYPED_MAX, chars.len());
        return Err(ValidationError { kind: ValidationErrorKind::TooLong { most: TYPED_MAX }, span });
    }
    let unit = find_unit(&chars);
    let before_unit = unit.map_or(&chars[..], |unit| &chars[..unit.start]);
    // Report stray characters first: while their purpose is unclear, the rest of the text cannot be
    // interpreted.
    if let Some(at) = before_unit.iter().position(|c| !may_be_in_amount(*c)) {
        let kind = ValidationErrorKind::Stray(before_unit[at]);
        return Err(ValidationError { kind, span: Span::one(at) });
    }
    if let Some(span) = kazakh::find_top_row(text) {
        return Err(ValidationError { kind: ValidationErrorKind::KazakhMix, span });
    }
    let mut tokens = numbers_and_signs(before_unit)?;
    tokens.extend(unit.map(|span| Token { kind: TokenKind::Unit, span }));
    let selector = find_selector(text);
    Ok(LexedText { chars, selector, tokens })
}

fn numbers_and_signs(chars: &[char]) -> Result<Vec<Token>, ValidationError> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let len = chars[at..].iter().take_while(|c| is_digit_or_mark(**c)).count();
        if len == 0 {
            if is_sign(chars[at]) {
                let sign = if is_about(chars[at]) { '~' } else { chars[at] };
                tokens.push(Token { kind: TokenKind::Sign(sign), span: Span::one(at) });
            }
            at += 1;
            continue;
        }
        if let Some(before) = tokens.last().filter(|token| token.kind == TokenKind::Number) {
            let span = Span::new(before.span.end, at);
            return Err(ValidationError { kind: ValidationErrorKind::SpaceInside, span });
        }
        tokens.push(Token { kind: TokenKind::Number, span: Span::new(at, at + len) });
        at += len;
    }
    Ok(tokens)
}

/// Finds the `N*` or `N*G*` at the start of a text, regardless of what follows. A `~` may precede it.
pub(super) fn find_selector(text: &str) -> Option<Selector> {
    let chars: Vec<char> = text.chars().collect();
    let spaces = |from: usize| chars[from..].iter().take_while(|c| is_space(**c)).count();
    let mut start = spaces(0);
    if chars.get(start).is_some_and(|c| is_about(*c)) {
        start += 1;
        start += spaces(start);
    }
    // Returns the columns of digits with a star after them, the column of that star, and where the next part begins.
    let starred = |from: usize| {
        let end = from + chars[from..].iter().take_while(|c| c.is_ascii_digit()).count();
        let star = end + spaces(end);
        let is_starred = end > from && chars.get(star) == Some(&'*');
        is_starred.then(|| (Span::new(from, end), star, star + 1 + spaces(star + 1)))
    };
    let (number, star, end) = starred(start)?;
    let number = chars[number.start..number.end].iter().collect::<String>().parse().ok();
    Some(match starred(end) {
        Some((grade, star, end)) => {
            Selector { number, grade: Some(grade), span: Span::new(start, end), star }
        }
        None => Selector { number, grade: None, span: Span::new(start, end), star },
    })
}

/// Finds the unit at the end of a text; spaces may follow it.
fn find_unit(chars: &[char]) -> Option<Span> {
    let end = chars.iter().rposition(|c| !is_space(*c))? + 1;
    let start = end.checked_sub(2)?;
    let last_two: String = chars[start..end].iter().map(|c| to_lowercase(*c)).collect();
    UNITS.contains(&last_two.as_str()).then_some(Span::new(start, end))
}

/// Returns whether a character may be part of an amount, also of one that is typed on the Kazakh top row.
pub(crate) fn may_be_in_amount(c: char) -> bool {
    is_digit_or_mark(c) || is_sign(c) || is_space(c) || kazakh::is_top_row(c)
}
