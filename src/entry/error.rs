//! Why a typed text is not an amount, and which of its columns are wrong.

use crate::domain::limits::OverLimit;

/// Columns of a typed text, counted in characters; the end is exclusive.
///
/// Every character that an amount may hold is one column wide. An empty span marks the position where
/// something is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

impl Span {
    /// Returns the columns from `start` to `end`; `end` is exclusive.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Returns the span of the single column `at`.
    pub(super) const fn one(at: usize) -> Self {
        Self { start: at, end: at + 1 }
    }
}

/// A validation error: why a typed text is not an amount, and which of its columns are wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the columns {}..{} of the typed text are wrong", .span.start, .span.end)]
pub struct ValidationError {
    #[source]
    pub kind: ValidationErrorKind,
    pub span: Span,
}

/// Why a text is not an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ValidationErrorKind {
    /// There is no number: the text is empty, or holds only `~`, `N*` or a unit.
    #[error("there is no number")]
    Empty,
    /// The text has more than `most` characters ([`TYPED_MAX`](crate::entry::TYPED_MAX)).
    #[error("the text has more than {most} characters")]
    TooLong { most: usize },
    /// Bytes that were not UTF-8. The decoder of the keyboard replaced them with U+FFFD.
    #[error("the text was not UTF-8")]
    NotUtf8,
    /// The mark of a key that the program cannot read ([`UNKNOWN_KEY_MARK`](crate::entry::UNKNOWN_KEY_MARK)).
    #[error("a key was pressed that cannot be read")]
    UnknownKey,
    /// A character that cannot be part of an amount.
    #[error("{0:?} cannot be part of an amount")]
    Stray(char),
    /// A second decimal mark in one number.
    #[error("a number has two decimal marks")]
    TwoMarks,
    /// A decimal mark without a digit on both sides.
    #[error("a decimal mark has no digit on one side")]
    MarkAtEdge,
    /// More decimals than the event's scales show. The decimal mark may have been meant as a thousands
    /// separator.
    #[error("a number has more than {decimals} decimals")]
    TooFine { decimals: usize },
    /// A number that is zero.
    #[error("a number is zero")]
    Zero,
    /// `+`, `-` or `/` without a number on both sides.
    #[error("a sign has no number on one side")]
    SignAtEdge,
    /// The tare is not below the gross, so the net weight would not be positive.
    #[error("the tare is not below the gross")]
    TareNotBelowGross,
    /// A space between digits.
    #[error("a space is between digits")]
    SpaceInside,
    /// Decimals in a number of pieces.
    #[error("a number of pieces has decimals")]
    NotWhole,
    /// A tare in a number of pieces.
    #[error("pieces have a tare")]
    PiecesTare,
    /// A unit of mass after a number of pieces.
    #[error("a number of pieces has a unit of mass")]
    PiecesUnit,
    /// `P/W` (pieces and their weight) for a material measured in kilograms.
    #[error("the material is not counted in pieces")]
    WeightedPieces,
    /// A `*` that does not follow the number of a material at the start.
    #[error("\"*\" does not follow the number of a material at the start")]
    Star,
    /// A `~` that is not at the start, or a second `~`.
    #[error("\"~\" is not at the start, or there are two")]
    About,
    /// Characters of the Kazakh top row, which are not read as digits without a confirmation.
    #[error("the text has characters of the Kazakh top row")]
    KazakhMix,
    /// The amount is above the material's maximum.
    #[error("the amount is above the maximum of the material")]
    Over(#[source] OverLimit),
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use super::*;
    use crate::domain::mass::Grams;

    #[test]
    fn the_sources_of_an_error_lead_to_the_limit() {
        let kind = ValidationErrorKind::Over(OverLimit::Mass(Grams::new(2_000_000)));
        let error = ValidationError { kind, span: Span::new(0, 7) };
        let mut chain = vec![error.to_string()];
        let mut source = error.source();
        while let Some(error) = source {
            chain.push(error.to_string());
            source = error.source();
        }
        assert_eq!(
            chain,
            [
                "the columns 0..7 of the typed text are wrong",
                "the amount is above the maximum of the material",
                "the maximum is 2000000 g",
            ]
        );
    }
}
