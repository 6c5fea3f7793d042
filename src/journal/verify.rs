//! The check of an event's journals: chain, sequence, forks, torn tails, names that name nothing.

use std::path::PathBuf;

use crate::domain::record::{LineHash, RecordRef, StationId};
use crate::journal::folder::{EventFolder, FolderFault};
use crate::journal::reader::{Damage, Note};

/// One thing that was found, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub file: PathBuf,
    /// The line's number, from 1; 0 for the file itself.
    pub line: u64,
    /// Where the line begins, in bytes from the file's start.
    pub offset: u64,
    pub what: What,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    Damage(Damage),
    Note(Note),
    /// Bytes behind the last line feed. `live`: the station is in use, so it may be half a write.
    TornTail {
        bytes: u64,
        live: bool,
    },
    /// This journal and the one in `other` are copies that went on apart from this record on.
    Fork {
        seq: u64,
        other: PathBuf,
    },
    /// A void or a correction names a record that is in no journal here.
    NamesNothing {
        target: RecordRef,
    },
    /// No journal of this station holds a line with this hash: what a report printed was changed.
    HeadMissing {
        station: StationId,
        head: LineHash,
    },
    /// A `.jsonl` file whose name is no station's: not counted.
    Stray,
}

impl Finding {
    /// Whether the answer to "is everything in order?" is no.
    #[must_use]
    pub const fn is_fault(&self) -> bool {
        match self.what {
            What::Damage(_) | What::Fork { .. } | What::HeadMissing { .. } => true,
            What::TornTail { live, .. } => !live,
            What::Note(_) | What::NamesNothing { .. } | What::Stray => false,
        }
    }
}

/// Checks every journal of the event. `heads` are hashes that reports once printed, by station.
///
/// # Errors
/// [`FolderFault`] where the folder of stations cannot be listed.
pub fn verify(folder: &EventFolder, heads: &[(StationId, LineHash)]) -> Result<Vec<Finding>, FolderFault> {
    todo!()
}
