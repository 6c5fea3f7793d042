//! The windows above the panes: help, menu, history, forms, questions.
//!
//! Invariant: an overlay has only the state of its own display and input. Everything that affects the sums is in the
//! model.

use std::path::PathBuf;

use crate::console::keymap::Mode;
use crate::console::msg::ReportStyle;
use crate::console::rejected::RejectReason;
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
}

/// Why a record in the history cannot be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HistoryError {
    /// It no longer counts.
    NotCounted,
    /// Only entries can be corrected; people and hand-overs are voided.
    NotAnEntry,
    /// Its material is not in the catalogue of this event.
    UnknownMaterial,
    /// This console only watches.
    WatchOnly,
}

/// A correction of one record.
#[derive(Clone, Debug)]
pub(crate) struct Correction {
    /// The record's name, because its index changes when the journals are read again.
    pub target: RecordRef,
    /// The index in the catalogue.
    pub material: usize,
    /// The index in the material's grades.
    pub grade: Option<usize>,
    pub amount: TextField,
    /// Why the last amount was not accepted.
    pub rejected: Option<RejectReason>,
}

/// A search for a material.
#[derive(Debug, Default)]
pub(crate) struct Find {
    pub search: TextField,
    /// Indexes in the catalogue.
    pub found: Vec<usize>,
    pub cursor: ListCursor,
}

/// The form for a hand-over to a collector.
#[derive(Clone, Debug)]
pub(crate) struct HandOver {
    /// The index in the catalogue.
    pub material: usize,
    pub amount: TextField,
    pub collector: TextField,
    /// Whether the collector's name field receives the keys, instead of the amount field.
    pub collector_focused: bool,
    /// Why the last attempt was rejected.
    pub error: Option<HandOverError>,
}

/// Why a hand-over was not recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum HandOverError {
    Amount(RejectReason),
    NoCollector,
}

/// What a prompt asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Question {
    /// Who works at this station.
    Operator,
    /// How many people came together.
    PeopleCount,
    /// Why this record is voided.
    VoidReason(RecordRef),
    /// The time on the paper sheet.
    PaperTime,
}

/// A question that is answered with one line of text.
#[derive(Clone, Debug)]
pub(crate) struct Prompt {
    pub question: Question,
    pub answer: TextField,
    /// Whether the last answer was not accepted.
    pub rejected: bool,
}

/// The report of this moment.
#[derive(Default)]
pub(crate) struct ReportView {
    pub style: ReportStyle,
    /// Empty until the journals have been read.
    pub lines: Vec<String>,
    pub scroll: ListCursor,
    /// The file that it was written to, or why it was not written.
    pub written: Option<Result<PathBuf, Text>>,
}

/// A window above the panes.
pub(crate) enum Overlay {
    Help(ListCursor),
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
    /// Returns the mode that determines its keys.
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
}
