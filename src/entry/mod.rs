//! What an operator types becomes an amount: lexer, parser, errors with a span, keyboard layouts.
//!
//! Invariant: the text either means exactly one amount or is refused with a reason and the spot; nothing
//! is dropped, rounded or guessed. Whatever [`parse`] accepts lies within the material's maximum, its
//! tare is below its gross, and it was computed in whole grams. The grammar is written out in
//! `docs/grammar.md`.

pub mod layout;
mod lexer;
mod parser;

use std::borrow::Cow;

use crate::domain::catalogue::Material;
use crate::domain::guard::OverLimit;
use crate::domain::record::Measure;

/// The most characters that an amount may be typed in.
pub const TYPED_MAX: usize = 64;

/// Columns of the typed text, counted in characters (every character that an amount may hold is one column
/// wide); the end is exclusive. An empty span is the spot where something is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

impl Span {
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }
}

/// Why a text is no amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValidationErrorKind {
    /// No number: nothing typed, or only `~`, `N*` or a unit.
    Empty,
    /// More characters than [`TYPED_MAX`].
    TooLong { most: usize },
    /// A letter or sign that is no part of an amount.
    Stray(char),
    /// A second decimal mark in one number.
    TwoMarks,
    /// A decimal mark without a digit on both sides.
    MarkAtEdge,
    /// More decimals than the event's scales have: a thousands mark, perhaps.
    TooFine { decimals: usize },
    /// A number that is nothing.
    Zero,
    /// `+`, `-` or `/` without a number on both sides.
    SignAtEdge,
    /// Nothing would be left.
    TareNotBelowGross,
    /// A space between digits.
    SpaceInside,
    /// Decimals for a material counted in pieces.
    NotWhole,
    /// A tare in a count of pieces.
    PiecesTare,
    /// A unit of mass behind a count of pieces.
    PiecesUnit,
    /// `P/W` for a material counted in kilograms.
    WeightedPieces,
    /// `*` elsewhere than behind the material's number at the start.
    Star,
    /// `~` elsewhere than at the start, or twice.
    About,
    /// Signs of the Kazakh top row, which no rule reads by itself (see [`layout::kazakh`]).
    KazakhMix,
    /// More than one record of this material may hold.
    Over(OverLimit),
}

/// A refused text: why, and which columns of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ValidationError {
    pub reason: ValidationErrorKind,
    pub span: Span,
}

/// What a text means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    pub measure: Measure,
    /// Marked with `~`: an estimate.
    pub about: bool,
}

/// Reads an amount of this material. `decimals` is `Event::decimals()`. A leading `N*` is taken as read;
/// whoever asks looks at [`selector`] first and passes the material that it names.
///
/// # Errors
/// [`ValidationError`], with the first spot that is wrong.
pub fn parse(typed: &str, material: &Material, decimals: usize) -> Result<Amount, ValidationError> {
    parser::parse(typed, material, decimals)
}

/// The material's number of a leading `N*` (a `~` may stand before it), as soon as the star is typed and
/// whatever follows it. The number need not be in the catalogue.
#[must_use]
pub fn selector(typed: &str) -> Option<u32> {
    lexer::star(typed)?.number
}

/// The typed text without its `N*`. [`parse`] gives both forms the same amount.
#[must_use]
pub fn without_selector(typed: &str) -> Cow<'_, str> {
    let Some(star) = lexer::star(typed) else { return Cow::Borrowed(typed) };
    let kept = |(column, _): &(usize, char)| !(star.span.start..star.span.end).contains(column);
    Cow::Owned(typed.chars().enumerate().filter(kept).map(|(_, c)| c).collect())
}

/// Whether the amount is one number without a decimal mark, so that a lost mark may explain its size. A
/// `~`, an `N*` and a unit may stand beside it.
#[must_use]
pub fn is_plain(typed: &str) -> bool {
    let body = without_selector(typed);
    let is_number = |c: &char| c.is_ascii_digit() || lexer::is_mark(*c);
    let numbers = body.split(|c| !is_number(&c)).filter(|number| !number.is_empty());
    numbers.count() == 1 && !body.contains(lexer::is_mark)
}

#[cfg(test)]
mod tests;
