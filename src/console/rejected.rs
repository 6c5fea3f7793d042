//! Lines that were not accepted, and why.

use crate::console::selection::Selection;
use crate::domain::draft::DraftRecord;
use crate::domain::record::Moment;
use crate::entry::{Reading, Span, ValidationError};
use crate::scale::FrameError;
use crate::scale::capture::NoWeight;

/// Why a line was not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RejectReason {
    /// The text is not an amount.
    Amount(ValidationError),
    /// No pane is selected.
    NoMaterial,
    /// The number before the `*` of an `N*` is not in the catalogue.
    NoSuchNumber { number: u32, material_count: usize },
    /// The material of an `N*G*`, at this index of the catalogue, has no grade of this name.
    NoSuchGrade { material: usize, grade: String },
    /// The text has an `N*`, although a letter has already selected a material.
    NumberAfterLetter,
    /// The `N*` names a material that is no longer offered.
    Hidden { number: u32 },
    /// A pasted line is neither an amount nor a letter with an amount.
    NotAnEntry,
    /// A pasted or machine-typed amount has no letter and follows a rejected line, so its material is unknown
    /// (docs/input.md, M6).
    UnknownMaterial,
    /// A machine line came while a window or a question about people was open.
    Busy,
    /// The line is part of a paste whose end did not come.
    CutPaste,
    /// The scale sent a weight while a paper sheet was being typed in.
    OnPaper,
    /// A line came while the terminal was too small to show what it does.
    TooSmall,
    /// The event is sealed.
    Sealed,
    /// The amount needed confirmation, but other keys or lines followed.
    NeedsConfirmation,
    /// The scale typed a frame that must not be recorded.
    Scale(FrameError),
    /// The scale on a wire shows no weight that may be recorded.
    NoWeight(NoWeight),
    /// The scale printed another weight before this one was recorded.
    Replaced,
    /// A load that should have been recorded by itself was taken away before, because something else was being done.
    Missed,
    /// The preset tare with this name is not below the weight of the scale.
    TareAboveWeight { tare: String },
    /// The scale has subtracted a tare, and a preset tare is selected too.
    TwoTares,
    /// The line was typed by this operator in an earlier run of the console, and was not recorded.
    FromDraft { operator: String },
    /// The line was recorded at that time in an earlier run of the console, but that run ended before the
    /// record was saved.
    /// `why` says why the disk did not accept it.
    NotSaved { at: Moment, why: Option<String> },
    /// The same for a record that is not a line of its own, such as an undo or people. The text of the line describes it.
    RecordNotSaved(Box<DraftRecord>),
}

impl RejectReason {
    /// Returns the range of columns in the text that the caret marks.
    #[must_use]
    pub fn span(&self, reading: &Reading) -> Option<Span> {
        match self {
            Self::Amount(error) => Some(error.span),
            Self::NoSuchNumber { .. }
            | Self::NoSuchGrade { .. }
            | Self::NumberAfterLetter
            | Self::Hidden { .. } => reading.selector_span(),
            Self::NoMaterial
            | Self::NotAnEntry
            | Self::UnknownMaterial
            | Self::NeedsConfirmation
            | Self::Scale(_)
            | Self::NoWeight(_)
            | Self::Replaced
            | Self::Missed
            | Self::TareAboveWeight { .. }
            | Self::TwoTares
            | Self::Busy
            | Self::CutPaste
            | Self::OnPaper
            | Self::TooSmall
            | Self::Sealed
            | Self::FromDraft { .. }
            | Self::NotSaved { .. }
            | Self::RecordNotSaved(_) => None,
        }
    }
}

/// A line that was not accepted. The line stays in a list until the operator puts it back into the entry line
/// or removes it.
#[derive(Clone, Debug)]
pub(super) struct RejectedLine {
    pub text: String,
    pub selection: Selection,
    pub reason: RejectReason,
}
