//! What may lie over the panes: help, menu, history, prompts, questions.
//!
//! Invariant: an overlay owns only what it needs to ask or to show; everything that counts stays in the
//! model.

use std::path::PathBuf;

use crate::console::keymap::Mode;
use crate::console::model::RejectReason;
use crate::console::search::FoundRecords;
use crate::domain::record::RecordRef;
use crate::language::Text;
use crate::screen::field::TextField;
use crate::screen::list::ListCursor;

/// What a prompt asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    Operator,
    /// How many people came together.
    Group,
    /// Why this record is voided.
    Reason(RecordRef),
    /// The time that stands on the paper sheet.
    PaperTime,
}

/// The history: the records that the search leaves, newest first.
#[derive(Debug, Default)]
pub struct History {
    pub search: TextField,
    pub found: FoundRecords,
    pub cursor: ListCursor,
    /// Shown under the list: why the last wish was not granted.
    pub refused: Option<HistoryRefusal>,
}

/// Why a record in the history cannot be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HistoryRefusal {
    /// It does not count any more.
    NotCounted,
    /// Only weighings can be corrected; people and hand-overs are voided.
    NotAnEntry,
    /// Its material is not in this event's catalogue.
    UnknownMaterial,
    /// This console only watches.
    OnlyWatches,
}

/// A correction of one record.
#[derive(Clone, Debug)]
pub struct Correction {
    /// By its name: rows move when the journals are read anew.
    pub target: RecordRef,
    pub material: usize,
    pub grade: Option<usize>,
    pub input: TextField,
    pub refused: Option<RejectReason>,
}

/// A material that is looked for by its name.
#[derive(Debug, Default)]
pub struct Find {
    pub search: TextField,
    /// Places in the catalogue.
    pub found: Vec<usize>,
    pub cursor: ListCursor,
}

/// What goes to a collector.
#[derive(Clone, Debug)]
pub struct HandOver {
    pub material: usize,
    pub amount: TextField,
    pub to: TextField,
    /// Whether the collector's name has the keyboard.
    pub naming: bool,
    pub refused: Option<HandOverRefusal>,
}

/// Why a hand-over was not recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HandOverRefusal {
    Amount(RejectReason),
    /// Nobody was named.
    Nobody,
}

/// How the report is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// Every figure.
    #[default]
    Full,
    /// The list as it is published.
    Press,
}

/// The report of this moment.
#[derive(Default)]
pub struct ReportView {
    pub style: Style,
    /// Nothing until the journals were read.
    pub lines: Vec<String>,
    pub scroll: ListCursor,
    /// Where it was written, or why it was not.
    pub written: Option<Result<PathBuf, Text>>,
}

/// One thing that lies over the panes.
pub enum Overlay {
    /// Scrolled down by so many lines.
    Help(ListCursor),
    /// The place of the cursor.
    Menu(ListCursor),
    History(History),
    Prompt {
        question: Question,
        input: TextField,
        refused: bool,
    },
    Correct(Correction),
    Find(Find),
    HandOver(HandOver),
    /// Scrolled down by so many lines.
    Balance(ListCursor),
    Report(ReportView),
    /// The place of the cursor in the list of lines not taken.
    Rejected(ListCursor),
    /// The place of the cursor in the list of what is wrong with the journals.
    Faults(ListCursor),
    Quit,
}

impl Overlay {
    #[must_use]
    pub const fn mode(&self) -> Mode {
        match self {
            Self::Help(_) => Mode::Help,
            Self::Menu(_) => Mode::Menu,
            Self::History(_) => Mode::History,
            Self::Prompt { .. } => Mode::Prompt,
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
