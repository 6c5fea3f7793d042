//! The operations on a journal's file that the writer needs.
//!
//! This is a trait so that the writer's rules can be tested with a disk that fails on request.

use std::io;

use crate::domain::record::{JournalId, LineHash, Moment, Op, Record, RecordRef};
use crate::journal::chain::Chain;
use crate::journal::kept_lines::KeptLines;
use crate::journal::open_error::OpenError;
use crate::journal::rebuild::Rebuilt;

/// A journal's file.
pub(super) trait Disk: Sized {
    /// Appends `bytes` with one call of `write(2)`. Returns the number of bytes written.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize>;
    /// Syncs the written bytes to the disk.
    fn sync(&mut self) -> io::Result<()>;
    /// Truncates the file to this length. Does nothing if it is shorter.
    fn truncate(&mut self, len: u64) -> io::Result<()>;
    /// Compares the open file with the file at the journal's path.
    fn check_path(&self) -> io::Result<PathState>;
    /// Reopens the file and reads all of it. Returns its length and the hash of its last line.
    fn reopen_and_read(&mut self) -> io::Result<(u64, Option<LineHash>)>;
    /// Reads `len` bytes of the open file from this offset.
    fn read(&self, offset: u64, len: usize) -> io::Result<Vec<u8>>;
    /// Writes the journal again, whose file was changed from outside, and opens the new file. `kept` are its last lines.
    fn rebuild(&mut self, kept: &KeptLines) -> io::Result<Rebuilt>;
    /// Creates the journal of the next free station. The operations in `first` are written after the opening
    /// line.
    fn create_next(&self, at: &Moment, first: Vec<Op<RecordRef>>) -> Result<OpenedJournal<Self>, OpenError>;
}

/// Which file is at the journal's path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PathState {
    /// The open file is at the path. `len` is its length in bytes.
    SameFile { len: u64 },
    /// Another file is at the path.
    OtherFile,
    /// No file is at the path.
    Missing,
}

/// A journal that was just opened.
#[derive(Debug)]
pub(super) struct OpenedJournal<D> {
    pub disk: D,
    pub chain: Chain,
    pub journal: JournalId,
    /// The lines that are kept in memory. Everything up to their end is known to be on the disk.
    pub kept: KeptLines,
    /// The records written when the journal was opened.
    pub records: Vec<Record>,
}
