//! Why a station cannot be opened for writing, and what was repaired if it was opened.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::domain::record::{Moment, StationId};
use crate::journal::fs::PathError;
use crate::journal::line::LineError;
use crate::journal::station_lock::LockError;

/// Why a station cannot be opened. `free` is the station id that the operator can use instead.
#[derive(Debug, Error)]
pub(crate) enum OpenError {
    /// The lock of the station was not acquired: another process holds the station, or the lock cannot be
    /// used.
    #[error("cannot lock station {station}")]
    Lock {
        station: StationId,
        #[source]
        error: LockError,
        /// The operator on duty according to the station's journal, or an empty text if there is none.
        operator: String,
        free: Option<StationId>,
    },
    /// The journal belongs to another account.
    #[error("the journal of station {station} belongs to the account {user}")]
    OtherAccount { station: StationId, user: String, free: Option<StationId> },
    /// The file of this station holds the journal of another station, because a copy of that journal was
    /// added under an unused name.
    #[error("the file of station {station} holds the journal of station {found}")]
    OtherStation { station: StationId, found: StationId, free: Option<StationId> },
    /// The journal was merged from a copy, so the console of the original may still write to the original.
    #[error("the journal of station {station} was merged from a copy")]
    Merged { station: StationId, free: Option<StationId> },
    /// The journal belongs to the event with this id.
    #[error("the journal of station {station} belongs to the event {found}")]
    OtherEvent { station: StationId, found: String },
    /// The event was sealed at this time, so nothing is recorded in it.
    #[error("the event {slug} is sealed since {at}")]
    Sealed { slug: String, at: Moment },
    /// The path of the journal is a symbolic link, a folder or a device.
    #[error("{} is not a regular file", path.display())]
    NotAFile { path: PathBuf },
    /// Every id is in use.
    #[error("every station id is in use")]
    NoFreeId,
    /// The system refused an access.
    #[error("cannot access {}", path.display())]
    Io {
        path: PathBuf,
        #[source]
        error: io::Error,
    },
    /// The system provided no random number.
    #[error("the system provided no random number")]
    Random(#[source] getrandom::Error),
    /// The first line of a new journal could not be encoded.
    #[error("cannot encode the first line of the journal")]
    Line(#[source] LineError),
}

impl OpenError {
    /// Returns the error for a lock that was not acquired. The operator and the free id are filled in later.
    pub(super) const fn lock(station: StationId, error: LockError) -> Self {
        Self::Lock { station, error, operator: String::new(), free: None }
    }

    /// Returns whether the error concerns only this station. If so, another id can be opened.
    pub(super) const fn concerns_one_station(&self) -> bool {
        match self {
            Self::Lock { error, .. } => !matches!(error, LockError::Io { .. }),
            Self::OtherAccount { .. }
            | Self::OtherStation { .. }
            | Self::Merged { .. }
            | Self::OtherEvent { .. }
            | Self::NotAFile { .. } => true,
            Self::Sealed { .. } | Self::NoFreeId | Self::Io { .. } | Self::Random(_) | Self::Line(_) => false,
        }
    }
}

impl From<PathError> for OpenError {
    fn from(PathError { path, error }: PathError) -> Self {
        Self::Io { path, error }
    }
}

/// A repair or a fault of the journal that is reported to the operator when a station is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum OpenNote {
    /// A partial line of `bytes` bytes at the end of the journal was moved to `file`.
    TornTail { file: PathBuf, offset: u64, bytes: u64 },
    /// The last line was whole but for its newline, which was added. The line counts.
    NewlineAdded { file: PathBuf, line: u64, offset: u64 },
    /// The last whole line cannot be read. New lines are appended after it.
    DamagedEnd { file: PathBuf, offset: u64 },
}
