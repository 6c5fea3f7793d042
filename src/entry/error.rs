//! Why a typed text is not an amount, and which of its columns are wrong.

use crate::domain::guard::OverLimit;

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
    /// Returns the columns from `start` up to, but without, `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Returns the one column `at`.
    pub(super) const fn one(at: usize) -> Self {
        Self { start: at, end: at + 1 }
    }
}

/// A typed text that is not an amount: why, and which of its columns are wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ValidationError {
    pub kind: ValidationErrorKind,
    pub span: Span,
}

/// Why a text is not an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValidationErrorKind {
    /// There is no number: the text is empty, or holds only `~`, `N*` or a unit.
    Empty,
    /// The text has more than `most` characters ([`TYPED_MAX`](crate::entry::TYPED_MAX)).
    TooLong { most: usize },
    /// A letter or sign that cannot be part of an amount.
    Stray(char),
    /// A second decimal mark in one number.
    TwoMarks,
    /// A decimal mark without a digit on both sides.
    MarkAtEdge,
    /// More decimals than the event's scales show; the mark may be meant to group thousands.
    TooFine { decimals: usize },
    /// A number that is zero.
    Zero,
    /// `+`, `-` or `/` without a number on both sides.
    SignAtEdge,
    /// The tare is not below the gross, so nothing would be left.
    TareNotBelowGross,
    /// A space between digits.
    SpaceInside,
    /// Decimals in a number of pieces.
    NotWhole,
    /// A tare in a number of pieces.
    PiecesTare,
    /// A unit of mass after a number of pieces.
    PiecesUnit,
    /// `P/W` for a material counted in kilograms.
    WeightedPieces,
    /// A `*` that does not follow the number of a material at the start.
    Star,
    /// A `~` that is not at the start, or a second one.
    About,
    /// Characters of the Kazakh top row, which are not read as digits without a confirmation.
    KazakhMix,
    /// The amount is above the material's maximum.
    Over(OverLimit),
}
