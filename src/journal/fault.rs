//! What readers find in a journal: faults, and notes that are not faults.

use std::io;

use crate::domain::record::{LineHash, Moment, StationId};
use crate::journal::line::LineError;

/// Damage in a journal file (docs/journal.md R3-R7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The file cannot be opened, or cannot be read to its end.
    Unreadable {
        /// The kind of the system's error.
        kind: io::ErrorKind,
        /// The number of the system's error, or `None` if the system reported none.
        code: Option<i32>,
    },
    /// The path of the journal is a symbolic link, a folder or a device.
    NotAFile,
    /// A whole line cannot be decoded. No other record gets the number of this line.
    Line(LineError),
    /// The line's `prev` is not the hash of the previous line, so either this line or the previous line was
    /// changed.
    Chain {
        /// The hash of the previous line, or `None` if this is the first line.
        expected: Option<LineHash>,
        /// The line's `prev`.
        found: Option<LineHash>,
    },
    /// The line's number is not the expected next number.
    Sequence {
        /// The expected number.
        expected: u64,
        /// The line's number.
        found: u64,
    },
    /// The first line is not an opening line.
    NoOpen,
    /// A line after the first is an opening line.
    SecondOpen,
    /// The journal belongs to another event.
    OtherEvent {
        /// The id of that event.
        found: String,
    },
}

impl Fault {
    /// Returns the system's error if the file cannot be opened, or cannot be read to its end.
    pub(crate) fn read_error(&self) -> Option<io::Error> {
        match self {
            Self::Unreadable { kind, code } => {
                Some(code.map_or_else(|| (*kind).into(), io::Error::from_raw_os_error))
            }
            _ => None,
        }
    }
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
    /// The name of the file does not match the station in the file's first line, because a copy was added
    /// under an unused name.
    Renamed {
        /// The station in the first line.
        station: StationId,
    },
    /// NULs are before a line, as a disk leaves them after a power failure. The line counts.
    Nuls {
        /// The number of NULs.
        bytes: u64,
    },
    /// A carriage return is before the newline of a line, because another program converted the line ends. Such
    /// lines count. Only the first one has a note.
    CarriageReturn,
}

/// A fault or a note, and its position in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located<T> {
    /// The line's number, starting at 1, or 0 if the finding concerns the file as a whole.
    pub line: u64,
    /// The offset of the line in bytes from the start of the file.
    pub offset: u64,
    /// The fault or note that was found at this line.
    pub what: T,
}
