//! What reaches the console, and what it asks for: messages in, effects out.
//!
//! Invariant: the update knows no file and no clock; a message carries the time at which it arose, and an
//! effect says what is to be done, not how.

use std::path::PathBuf;

use crate::console::overlay::Style;
use crate::domain::event::Event;
use crate::domain::ledger::{Ledger, Slot};
use crate::domain::record::{JournalId, PendingRecord, Record, StationId, Ticket};
use crate::language::{Language, Message, Text};
use crate::screen::clock::Timestamp;
use crate::screen::key::Key;

/// Something that is wrong with the journals, as long as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalFault {
    /// The file's own name, such as `B.jsonl`.
    pub file: String,
    /// The line, from 1; 0 for the file itself.
    pub line: u64,
    /// Where it is, and what.
    pub what: Text,
    /// What it means for the sums.
    pub means: Message,
}

/// New lines of another station's journal; a line that cannot be read is nothing, but uses up its number.
#[derive(Debug)]
pub struct NewLines {
    pub file: PathBuf,
    /// What the file is called.
    pub name: StationId,
    /// Whose records it holds.
    pub station: StationId,
    pub journal: JournalId,
    pub lines: Vec<Option<Record>>,
}

/// What others have written.
pub enum FromOthers {
    NewLines(Vec<NewLines>),
    /// A journal shrank or was replaced: everything was read anew.
    Anew {
        ledger: Box<Ledger>,
        files: Vec<(PathBuf, Slot)>,
    },
}

/// What reaches the console.
pub enum Msg {
    Key(Key, Timestamp),
    /// Bracketed paste.
    Paste(String, Timestamp),
    /// The terminal has so many columns and rows now.
    Resized(u16, u16),
    Clock(Timestamp),
    /// These records are on the disk, in this order.
    Saved(Vec<(Ticket, Record)>),
    /// Nothing that waits is on the disk.
    NotSaved(Text),
    /// The journal of the station could not be used any more: another one goes on in this file.
    Moved {
        file: PathBuf,
        station: StationId,
        journal: JournalId,
        opened: Vec<Record>,
        why: Text,
    },
    /// A record that can never be written, with the reason.
    Unwritable(Ticket, Text),
    Warning(Text),
    /// Everything that is wrong with the files now; forks are seen by what they hold.
    Faults(Vec<JournalFault>),
    FromOthers(FromOthers),
    /// The report that was asked for.
    Report {
        style: Style,
        language: Language,
        text: String,
        written: Option<Result<PathBuf, Text>>,
    },
    /// `event.json` was changed.
    Event(Box<Event>),
    /// The terminal is gone, or a signal asked to end: status 128 + signal.
    Ended(u8),
}

/// What the console asks for.
#[derive(Debug, PartialEq, Eq)]
pub enum Effect {
    Append(Box<PendingRecord>),
    /// Try again to write what waits.
    Retry,
    /// Read the journals and report; with `write` also into a file.
    Report {
        style: Style,
        language: Language,
        write: bool,
    },
    Quit,
}
