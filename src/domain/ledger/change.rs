//! What a reader of journal files reports to the ledger, and what the ledger reports about them.

use std::ops::RangeInclusive;

use crate::domain::mass::Grams;
use crate::domain::record::{JournalId, Record, StationId};

/// How far a file reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileEnd {
    /// The number of lines of the file, including those that cannot be read.
    pub lines: u64,
    /// If this program writes the file: the number of lines that it knew to be saved before the file was
    /// read. `None` if somebody else writes it.
    pub acknowledged: Option<u64>,
}

/// What was read from a journal file since it was read before. The lines before `from` are unchanged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalChange {
    /// The station that the file is named after.
    pub name: StationId,
    /// The station whose records the file contains.
    pub station: StationId,
    /// The journal. If a file holds another journal than before, there is a change for each of them.
    pub journal: JournalId,
    /// The number of the first line in `lines`.
    pub from: u64,
    /// The lines, in order. `None` is a line that cannot be read.
    pub lines: Vec<Option<Record>>,
    /// Where the file ends, or `None` if it could not be read to its end.
    pub end: Option<FileEnd>,
}

/// Lines that are in the sums although no file holds them, and by how much the sums differ from the files
/// because of them. The differences are negative if the lines void or correct records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MissingLines {
    /// The name of the file that held the lines, without its extension.
    pub name: StationId,
    /// The number of the first of these lines.
    pub first: u64,
    /// The number of these lines.
    pub lines: u64,
    pub net: Grams,
    pub pieces: i64,
    pub people: i64,
}

impl MissingLines {
    /// Returns the numbers of the first and the last of these lines.
    #[must_use]
    pub const fn numbers(&self) -> RangeInclusive<u64> {
        self.first..=self.first + self.lines.saturating_sub(1)
    }
}
