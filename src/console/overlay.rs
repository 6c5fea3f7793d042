//! The windows above the panes: help, menu, history, forms, questions.
//!
//! Invariant: an overlay has only the state of its own display and input. Everything that affects the sums is in the
//! model.

use std::path::PathBuf;

use crate::console::form_field::FormField;
use crate::console::keymap::Mode;
use crate::console::msg::ReportStyle;
use crate::console::search::FoundRecords;
use crate::domain::record::RecordRef;
use crate::language::Text;
use crate::screen::field::TextField;
use crate::screen::list::ListCursor;

/// The history: the records that the search finds, newest first.
#[derive(Debug, Default)]
pub(crate) struct History {
    pub search: TextField,
    pub found: FoundRecords,
    pub cursor: ListCursor,
    /// Why the last action failed.
    pub error: Option<HistoryError>,
    /// A hint that the amount of the last correction is far below usual.
    pub hint: Option<Text>,
}

impl History {
    /// Removes the error and the hint.
    pub(crate) fn dismiss(&mut self) {
        self.error = None;
        self.hint = None;
    }
}

/// Why a record in the history cannot be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HistoryError {
    /// The record no longer counts.
    NotCounted,
    /// A void or a correction of the record is on its way to the disk.
    BeingChanged,
    /// The record is not an entry. Only entries can be corrected. Records of people and hand-overs can only
    /// be voided.
    NotAnEntry,
    /// The material of the record is not in the catalogue of this event.
    UnknownMaterial,
    /// This console only watches.
    WatchOnly,
}

/// A correction of one record.
#[derive(Clone, Debug)]
pub(crate) struct Correction {
    /// The name of the record. The form stores the name, because the index of a record changes when the
    /// journals are read again.
    pub target: RecordRef,
    /// The index of the material in the catalogue.
    pub material: usize,
    /// The index of the grade in the material's list of grades.
    pub grade: Option<usize>,
    pub amount: FormField,
}

/// The help, and a search in it.
#[derive(Debug, Default)]
pub(crate) struct Help {
    pub search: TextField,
    pub scroll: ListCursor,
}

/// A search for a material.
#[derive(Debug, Default)]
pub(crate) struct Find {
    pub search: TextField,
    /// The indexes of the found materials in the catalogue.
    pub found: Vec<usize>,
    pub cursor: ListCursor,
}

/// The form for a hand-over to a collector.
#[derive(Clone, Debug)]
pub(crate) struct HandOver {
    /// The index of the material in the catalogue.
    pub material: usize,
    pub amount: FormField,
    pub collector: FormField,
    /// Whether the collector's name field receives the keys, instead of the amount field.
    pub collector_focused: bool,
}

impl HandOver {
    /// Returns the field that receives the keys.
    #[must_use]
    pub(crate) const fn focused(&self) -> &FormField {
        if self.collector_focused { &self.collector } else { &self.amount }
    }

    /// Returns the field that receives the keys, to edit it.
    pub(crate) const fn focused_mut(&mut self) -> &mut FormField {
        if self.collector_focused { &mut self.collector } else { &mut self.amount }
    }
}

/// What a prompt asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Question {
    /// Who works at this station.
    Operator,
    /// How many people arrived as a group.
    PeopleCount,
    /// The reason for voiding this record.
    VoidReason(RecordRef),
    /// Why both sides of this fork count.
    ForkReason(RecordRef, RecordRef),
    /// The time on the paper sheet, perhaps with its day.
    PaperTime,
}

/// A question that is answered with one line of text.
#[derive(Clone, Debug)]
pub(crate) struct Prompt {
    pub question: Question,
    pub answer: FormField,
}

/// The report on the current state of the journals.
#[derive(Default)]
pub(crate) struct ReportView {
    pub style: ReportStyle,
    /// The lines of the report. The list is empty until the journals have been read.
    pub lines: Vec<String>,
    pub scroll: ListCursor,
    /// The file to which the report was written, or why the report was not written.
    pub written: Option<Result<PathBuf, Text>>,
}

/// A window above the panes.
pub(crate) enum Overlay {
    Help(Help),
    Menu(ListCursor),
    History(History),
    Prompt(Prompt),
    Correct(Correction),
    Find(Find),
    HandOver(HandOver),
    Balance(ListCursor),
    Report(ReportView),
    /// The list of rejected lines.
    Rejected(ListCursor),
    /// The list of faults in the journals.
    Faults(ListCursor),
    /// The question whether to quit although something is typed or not saved.
    Quit,
}

impl Overlay {
    /// Returns the mode that determines the keys of the overlay.
    #[must_use]
    pub(crate) const fn mode(&self) -> Mode {
        match self {
            Self::Help(_) => Mode::Help,
            Self::Menu(_) => Mode::Menu,
            Self::History(_) => Mode::History,
            Self::Prompt(_) => Mode::Prompt,
            Self::Correct(_) => Mode::Correct,
            Self::Find(_) => Mode::Find,
            Self::HandOver(_) => Mode::HandOver,
            Self::Balance(_) => Mode::Balance,
            Self::Report(_) => Mode::Report,
            Self::Rejected(_) => Mode::Rejected,
            Self::Faults(_) => Mode::Faults,
            Self::Quit => Mode::Quit,
        }
    }

    /// Returns the form's field that receives the keys, or `None` if the overlay is not a form.
    #[must_use]
    pub(crate) const fn field(&self) -> Option<&FormField> {
        match self {
            Self::Prompt(prompt) => Some(&prompt.answer),
            Self::Correct(form) => Some(&form.amount),
            Self::HandOver(form) => Some(form.focused()),
            Self::Help(_)
            | Self::Menu(_)
            | Self::History(_)
            | Self::Find(_)
            | Self::Balance(_)
            | Self::Report(_)
            | Self::Rejected(_)
            | Self::Faults(_)
            | Self::Quit => None,
        }
    }

    /// Same as [`Overlay::field`], to edit the field.
    pub(crate) const fn field_mut(&mut self) -> Option<&mut FormField> {
        match self {
            Self::Prompt(prompt) => Some(&mut prompt.answer),
            Self::Correct(form) => Some(&mut form.amount),
            Self::HandOver(form) => Some(form.focused_mut()),
            Self::Help(_)
            | Self::Menu(_)
            | Self::History(_)
            | Self::Find(_)
            | Self::Balance(_)
            | Self::Report(_)
            | Self::Rejected(_)
            | Self::Faults(_)
            | Self::Quit => None,
        }
    }

    /// Returns whether a question about the text of the overlay's field is open. Enter confirms it.
    #[must_use]
    pub(crate) fn has_open_question(&self) -> bool {
        self.field().is_some_and(|field| field.question().is_some())
    }
}
