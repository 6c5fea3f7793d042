//! The operations on a journal's file that the writer needs.
//!
//! This is a trait so that the writer's rules can be tested with a disk that fails on request.

use std::io;

use crate::domain::record::{JournalId, LineHash, Moment, Op, Record, RecordRef};
use crate::journal::chain::Chain;
use crate::journal::open_error::OpenError;

/// A journal's file.
pub(super) trait Disk: Sized {
    /// Appends `bytes` with one call of `write(2)`. Returns the number of bytes written.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize>;
    /// Syncs the written bytes to the disk.
    fn sync(&mut self) -> io::Result<()>;
    /// Truncates the file to this length.
    fn truncate(&mut self, len: u64) -> io::Result<()>;
    /// Compares the open file with the file at the journal's path.
    fn check_path(&self) -> io::Result<PathState>;
    /// Reopens the file and reads all of it. Returns its length and the hash of its last line.
    fn reopen_and_read(&mut self) -> io::Result<(u64, Option<LineHash>)>;
    /// Writes the first `len` bytes of the open file back to the journal's path, where the file no longer
    /// exists.
    fn restore(&mut self, len: u64) -> io::Result<()>;
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
    /// The length in bytes of the part of the journal that is known to be on the disk.
    pub saved_len: u64,
    /// The records written when the journal was opened.
    pub records: Vec<Record>,
}
