//! The messages that reach the console, and the effects that it asks for.
//!
//! Invariant: `update` uses no file and no clock. A message carries the time of its cause. An effect says
//! what to do, but not how to do it.

use std::ops::RangeInclusive;
use std::path::PathBuf;

use crate::domain::draft::Draft;
use crate::domain::event::Event;
use crate::domain::ledger::JournalChange;
use crate::domain::record::{JournalId, Moment, PendingRecord, Record, RecordRef, StationId, Ticket};
use crate::language::{Language, Message, Text};
use crate::scale::live::LiveWeight;
use crate::screen::clock::Timestamp;
use crate::screen::input::MouseAction;
use crate::screen::key::Key;

/// The maximum number of letters of a [`Msg::Word`]. The state before each of them is kept, so a word selects nothing.
pub(in crate::console) const WORD_MAX: usize = 8;

/// A fault in a journal. It is reported until it is repaired.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalFault {
    /// The name of the file without its folder, such as `B.jsonl`.
    pub file: String,
    /// The line number, from 1, or 0 if the fault concerns the whole file.
    pub line: u64,
    /// The location and the kind of the fault.
    pub what: Text,
    /// The text that explains what the fault means for the sums.
    pub means: Message,
    /// The first records of the two sides, if the fault is a fork that nobody has acknowledged.
    pub fork: Option<(RecordRef, RecordRef)>,
    /// The numbers of the lines that the file lacks, if the fault is that it lacks lines.
    pub gone: Option<RangeInclusive<u64>>,
}

impl JournalFault {
    /// Returns whether this fault already says that the lines of the other one are gone.
    pub(in crate::console) fn covers(&self, other: &Self) -> bool {
        let (Some(gone), Some(others)) = (&self.gone, &other.gone) else { return false };
        self.file == other.file && gone.contains(others.start()) && gone.contains(others.end())
    }
}

/// Since when the second copy of the journal is not complete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MirrorFault {
    /// The time of day, as operators see it.
    pub since: String,
    /// What the list of faults shows.
    pub fault: JournalFault,
}

/// Whether this machine and a server have the same lines, as `tarazy sync` says. The times are those that operators see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyncState {
    /// They had at this time.
    Agreed(String),
    /// They have not since this time.
    Since(String),
}

/// The style of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReportStyle {
    /// The full report with all figures.
    #[default]
    Full,
    /// The text for publication.
    Press,
}

/// A message to the console.
pub enum Msg {
    /// The journals were read.
    Started {
        /// The operator that was given when the console was started. `None` keeps the last operator of the
        /// journal.
        operator: Option<String>,
        /// Sentences that are shown until the first key is pressed.
        notices: Vec<Text>,
        /// The current time.
        now: Timestamp,
    },
    /// The draft of the previous console, for the entry line.
    RestoreDraft {
        /// The draft.
        draft: Box<Draft>,
        /// When the draft was saved.
        saved_at: Moment,
    },
    /// The draft of the previous console, for a console without an entry line.
    WarnOfDraft(Box<Draft>),
    /// A hand pressed a key, or the next character of a run came. Repeats of a held key are sent only if it
    /// types, moves or erases.
    Key(Key, Timestamp),
    /// A run begins. The changes of its characters may be taken back.
    RunBegins,
    /// The next character of a run, which does more than type if a hand presses it. Here it only types.
    TypeChar(char, Timestamp),
    /// A run of several characters ended in silence, so it is typed text.
    RunTyped(String, Timestamp),
    /// A run ended with Enter, so a machine typed this line. The line replaces the characters since
    /// [`Msg::RunBegins`].
    MachineLine {
        /// The line without its end.
        text: String,
        /// Whether the line followed another one without a pause.
        follows_line: bool,
        /// The time of the Enter.
        now: Timestamp,
    },
    /// Space was pressed on the empty line. Presses that came in one read are one message with their number.
    Spaces(u32, Timestamp),
    /// A hand typed these letters in a row, so they are a word.
    Word(String),
    /// The keys that the keypad sends while NumLock is off came.
    NumLockOff,
    /// A repeat of this key was ignored, because the key is held down.
    KeyHeldDown(Key),
    /// An action with the mouse.
    Mouse(MouseAction, Timestamp),
    /// A bracketed paste.
    Paste(String, Timestamp),
    /// A line of the plain console: an amount, with or without a letter.
    PlainLine(String, Timestamp),
    /// The size of the frame that the operator sees, in columns and rows.
    Resized(u16, u16),
    /// The terminal has said whether its background is light.
    Background {
        /// Whether it is.
        is_light: bool,
    },
    /// The time has advanced.
    Clock(Timestamp),
    /// Nothing was heard of the scale on a wire for a while.
    ScaleUnheard(Timestamp),
    /// The scale on a wire shows this.
    Scale(Box<LiveWeight>, Timestamp),
    /// These records are on the disk, in this order.
    Saved(Vec<(Ticket, Record)>),
    /// The disk failed: no pending record is saved.
    NotSaved(Text),
    /// The disk has not answered for a while. It may still save the pending records.
    NoAnswer,
    /// The station's journal can no longer be used, so new records go to another file.
    Moved {
        /// The new station.
        station: StationId,
        /// The id of the new journal.
        journal: JournalId,
        /// Records that were written when the journal was opened.
        opened: Vec<Record>,
        /// Why the old journal cannot be used.
        why: Text,
    },
    /// A record that can never be written, and why.
    Unwritable(Ticket, Text),
    /// A warning to show.
    Warning(Text),
    /// The station's journal was changed from outside and written again. The text says what happened and what counts.
    JournalRestored(Text),
    /// All faults of the files. Forks are not included, because `update` finds them in the ledger.
    Faults(Vec<JournalFault>),
    /// What the journal files hold has changed, our own file included.
    Journals(Vec<JournalChange>),
    /// The second copy of the journal is not complete, or is complete again.
    Mirror(Option<Box<MirrorFault>>),
    /// What `tarazy sync` says has changed. `None` if nobody ever synchronised the event.
    Sync(Option<SyncState>),
    /// The answer to [`Effect::Report`].
    Report {
        /// The style of the report.
        style: ReportStyle,
        /// The language of the report.
        language: Language,
        /// The report.
        text: String,
        /// The file to which the report was written, or why the report was not written. `None` if no file was
        /// requested.
        written: Option<Result<PathBuf, Text>>,
    },
    /// `event.json` was changed.
    Event(Box<Event>),
    /// The terminal is gone, or a signal asked the console to end. The payload is the exit status: 128 plus
    /// the number of the signal.
    Ended(u8),
}

impl Msg {
    /// Returns the time of the keys, the scale and the clock, after which a weight may be recorded without a key.
    pub(in crate::console) const fn time(&self) -> Option<Timestamp> {
        match self {
            Self::Key(_, now)
            | Self::Spaces(_, now)
            | Self::Mouse(_, now)
            | Self::Paste(_, now)
            | Self::Clock(now)
            | Self::Scale(_, now) => Some(*now),
            _ => None,
        }
    }
}

/// An effect that `update` asks for.
#[derive(Debug, PartialEq, Eq)]
pub enum Effect {
    /// Write this record to the journal.
    Append(Box<PendingRecord>),
    /// Try again to write the pending records.
    Retry,
    /// Read the journals and make a report. If `write` is true, also write the report to a file.
    Report {
        /// The style of the report.
        style: ReportStyle,
        /// The language of the report.
        language: Language,
        /// Whether to write the report to a file.
        write: bool,
    },
    /// Set the terminal up again, and draw the whole next frame.
    Redraw,
    /// End the console.
    Quit,
}
