//! Lines that were not accepted, and why.

use crate::console::selection::Selection;
use crate::domain::record::Moment;
use crate::entry::{Reading, Span, ValidationError};

/// Why a line was not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RejectReason {
    /// The text is not an amount.
    Amount(ValidationError),
    /// No pane is selected.
    NoMaterial,
    /// The N of an `N*` is not in the catalogue.
    NoSuchNumber { number: u32, material_count: usize },
    /// An `N*` after a letter: the letter has already selected a material.
    NumberAfterLetter,
    /// The `N*` of a material that is no longer offered.
    Hidden { number: u32 },
    /// A pasted line that is not an amount, with or without a letter before it.
    NotAnEntry,
    /// A pasted amount without a letter, after a line that was not understood: its material is unknown.
    UnknownMaterial,
    /// The amount needed confirmation, but other keys or lines followed.
    NeedsConfirmation,
    /// Typed by this operator in an earlier run of the console, and not recorded.
    FromDraft { operator: String },
    /// Recorded at that time in an earlier run of the console, which ended before it was saved.
    NotSaved { at: Moment },
}

impl RejectReason {
    /// Returns the columns of the text that the caret marks.
    #[must_use]
    pub fn span(&self, reading: &Reading) -> Option<Span> {
        match self {
            Self::Amount(error) => Some(error.span),
            Self::NoSuchNumber { .. } | Self::NumberAfterLetter | Self::Hidden { .. } => {
                reading.selector_span()
            }
            Self::NoMaterial
            | Self::NotAnEntry
            | Self::UnknownMaterial
            | Self::NeedsConfirmation
            | Self::FromDraft { .. }
            | Self::NotSaved { .. } => None,
        }
    }
}

/// A line that was not accepted. It stays in a list until the operator puts it back or removes it.
#[derive(Clone, Debug)]
pub(super) struct RejectedLine {
    pub text: String,
    pub selection: Selection,
    pub reason: RejectReason,
}
