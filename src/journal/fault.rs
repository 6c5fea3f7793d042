//! What readers find in a journal: faults, and notes that are not faults.

use std::io;

use crate::domain::record::{LineHash, Moment, StationId};
use crate::journal::line::LineError;

/// Damage in a journal file (docs/journal.md R3-R7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The file cannot be opened, or cannot be read to its end.
    Unreadable {
        /// Why the system refused.
        kind: io::ErrorKind,
    },
    /// The journal's name belongs to a symbolic link, a folder or a device.
    NotAFile,
    /// A whole line that cannot be decoded. Its number is used up.
    Line(LineError),
    /// The line's `prev` is not the hash of the bytes before it: one of the two was changed.
    Chain {
        /// The hash of the previous line; `None` in the first.
        expected: Option<LineHash>,
        /// The line's `prev`.
        found: Option<LineHash>,
    },
    /// The line's number is not the next one.
    Sequence {
        /// The next number.
        expected: u64,
        /// The line's number.
        found: u64,
    },
    /// The first line does not open the journal.
    NoOpen,
    /// A later line opens a journal again.
    SecondOpen,
    /// The journal belongs to another event.
    OtherEvent {
        /// The id of that event.
        found: String,
    },
}

/// Something unusual in a journal that is not damage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// The clock went back, or far ahead, between two lines.
    Clock {
        /// The moment of the earlier line.
        from: Moment,
        /// The moment of the later line.
        to: Moment,
    },
    /// The file is named after another station than the one in its first line: a copy was added under an
    /// unused name.
    Renamed {
        /// The station in the first line.
        station: StationId,
    },
}

/// A fault or a note, and its position in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located<T> {
    /// The line's number, from 1; 0 for the file as a whole.
    pub line: u64,
    /// The start of the line, in bytes from the start of the file.
    pub offset: u64,
    /// What was found there.
    pub what: T,
}
