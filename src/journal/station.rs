//! Opening a station for writing: lock, journal, repair.
//!
//! Invariants:
//! - Nothing is repaired or written before the station's lock is held.
//! - A torn tail is copied aside and synced before it is cut off; doing it twice is the same.
//! - A new journal's first line, and its name in the folder, are on the disk before it is used.

use std::io;
use std::path::{Path, PathBuf};

use crate::domain::record::{JournalId, Moment, Record, StationId};
use crate::journal::chain::{Chain, EncodeFault};
use crate::journal::disk::JournalFile;
use crate::journal::folder::{EventFolder, FolderFault};
use crate::journal::line::LineFault;
use crate::journal::lock::LockFault;

/// Why a station cannot be opened.
#[derive(Debug)]
pub enum OpenFault {
    /// Somebody else writes this station, or owns it; `free` is the next free id.
    Lock {
        station: StationId,
        fault: LockFault,
        free: Option<StationId>,
    },
    /// The journal belongs to another account; `free` is the next free id.
    OtherAccount {
        station: StationId,
        user: String,
        free: Option<StationId>,
    },
    /// The file of this name holds the journal of another station, brought in under a free name.
    OtherStation {
        station: StationId,
        found: StationId,
        free: Option<StationId>,
    },
    /// The journal belongs to the event with this id.
    OtherEvent {
        station: StationId,
        found: String,
    },
    /// A symbolic link, a folder or a device stands where the journal should.
    NotAFile {
        path: PathBuf,
    },
    /// Every id is taken.
    NoFreeId,
    Io {
        path: PathBuf,
        error: io::Error,
    },
    /// The system gave no random numbers.
    Random,
    /// The first line could not be made.
    Line(LineFault),
}

/// What the operator is to be told about an opened station.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenNote {
    /// A half-written end was set aside.
    TornTail { file: PathBuf, offset: u64, bytes: u64 },
    /// The last whole line cannot be read; weighing goes on behind it.
    DamagedEnd { file: PathBuf, offset: u64 },
}

/// A station that this process holds and may write.
#[derive(Debug)]
pub struct OpenStation {
    pub station: StationId,
    pub journal: JournalId,
    /// Whether this call made the journal.
    pub created: bool,
    pub notes: Vec<OpenNote>,
    pub(super) chain: Chain,
    pub(super) disk: JournalFile,
}

/// Opens a station of this event for writing. Without an id: the first whose journal is there and free,
/// else the first new one.
///
/// # Errors
/// [`OpenFault`] says who holds it, or what is wrong with it.
pub fn open_station(
    folder: &EventFolder,
    id: Option<StationId>,
    now: Moment,
    app: &str,
) -> Result<OpenStation, OpenFault> {
    todo!()
}

/// The ids that stations get by themselves: A to Z, then A1, A2 …
fn ids() -> impl Iterator<Item = StationId> {
    let letters = ('A'..='Z').map(String::from);
    letters.chain((1..=999).map(|n| format!("A{n}"))).filter_map(|text| StationId::parse(&text))
}
