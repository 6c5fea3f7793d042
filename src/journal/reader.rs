//! Journals to records, streaming.
//!
//! Invariants (journal.md, Reading 6-9):
//! - A tail without a line feed is left alone: it may be half a write.
//! - A whole line that cannot be read uses up its number and is named; every line that can be read
//!   counts, and each line's `prev` is checked against the bytes before it as they stand.
//! - A journal that cannot be read is listed with its reason.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::domain::ledger::{Ledger, Slot};
use crate::domain::record::{JournalId, LineHash, Moment, Op, Record, Source, StationId};
use crate::journal::folder::{EventFolder, FolderFault};
use crate::journal::line::{self, LINE_MAX, LineFault};
use crate::journal::lock::no_follow;

/// What is wrong in a journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Damage {
    /// The file cannot be opened or read to its end.
    Unreadable { kind: io::ErrorKind },
    /// A symbolic link, a folder or a device stands where a journal should.
    NotAFile,
    /// A whole line that cannot be read. Its number is used up.
    Line(LineFault),
    /// The line does not follow the bytes before it: one of the two was changed.
    Chain { expected: Option<LineHash>, found: Option<LineHash> },
    /// The line's number is not the one that comes next.
    Sequence { expected: u64, found: u64 },
    /// The first line does not open the journal.
    NoOpen,
    /// Another line opens a journal again.
    SecondOpen,
    /// The journal belongs to the event with this id.
    OtherEvent { found: String },
}

/// What is worth knowing about a journal and no damage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// The clock went back, or far ahead, between two lines.
    Clock { from: Moment, to: Moment },
    /// The file is named after another station than the journal: it was brought in under a free name.
    Renamed { station: StationId },
}

/// Where something was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault<T> {
    /// The line's number, from 1; 0 for the file itself.
    pub line: u64,
    /// Where the line begins, in bytes from the file's start.
    pub offset: u64,
    pub what: T,
}

/// One journal file as far as it was read, and all that is needed to go on from there.
#[derive(Clone, Debug)]
pub struct JournalState {
    pub file: PathBuf,
    /// Whose records these are: the first line's station, else the file's name.
    pub station: StationId,
    /// From the first line. Where that cannot be read, the second line's `prev` stands in, which copies
    /// of the same journal share.
    pub journal: Option<JournalId>,
    /// Its place in the ledger it was read into.
    pub slot: Option<Slot>,
    /// Whole lines, readable or not.
    pub lines: u64,
    /// Bytes of the whole lines: where reading goes on.
    pub bytes: u64,
    /// The hash of the last whole line.
    pub head: Option<LineHash>,
    /// The number that comes next.
    pub next: u64,
    /// Bytes behind the last line feed.
    pub tail: u64,
    pub last_at: Option<Moment>,
    pub damage: Vec<Fault<Damage>>,
    pub notes: Vec<Fault<Note>>,
}

/// One line of a journal as readers get it.
#[derive(Clone, Copy, Debug)]
pub enum Item<'a> {
    Record(&'a Record),
    /// A number that was used up by a line that cannot be read.
    Unreadable,
}

/// How going on with a journal went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// This many new lines.
    Lines(u64),
    /// The file shrank, was replaced or is gone: everything read from it is to be forgotten.
    Replaced,
}

/// How many numbers may be missing before a line for the rest to keep their own.
const GAP_MAX: u64 = 65_536;

/// Bytes read at once.
const CHUNK: u64 = 256 * 1024;

impl JournalState {
    /// A journal of which nothing was read yet.
    #[must_use]
    pub fn new(file: PathBuf) -> Self {
        todo!()
    }

    /// Reads the whole lines that came since, in order.
    ///
    /// `event` is the id that the journal should belong to.
    pub fn go_on(&mut self, event: &str, each: &mut dyn FnMut(&Self, Item<'_>)) -> Progress {
        todo!()
    }

    /// Reads the whole lines that came since into the ledger.
    pub fn follow(&mut self, event: &str, ledger: &mut Ledger) -> Progress {
        todo!()
    }
}

/// Reads one journal from its beginning.
pub fn read_file(file: PathBuf, event: &str, each: &mut dyn FnMut(&JournalState, Item<'_>)) -> JournalState {
    let mut state = JournalState::new(file);
    state.go_on(event, each);
    state
}

/// Reads every journal of an event: the union that its totals are.
///
/// # Errors
/// [`FolderFault`] where the folder of stations cannot be listed; a single journal that cannot be read
/// is listed with its damage.
pub fn replay(folder: &EventFolder) -> Result<(Ledger, Vec<JournalState>), FolderFault> {
    let mut ledger = Ledger::new(&folder.event);
    let mut states = Vec::new();
    for file in folder.journals()? {
        let mut state = JournalState::new(file);
        state.follow(&folder.event.id, &mut ledger);
        states.push(state);
    }
    Ok((ledger, states))
}
