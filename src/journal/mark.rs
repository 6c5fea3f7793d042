//! The mark `<ID>.merged` beside a journal that was taken in from a copy.
//!
//! Invariant: a marked journal is written by nobody but the next merge. Its own console stands elsewhere and
//! goes on there; whoever continued it here would fork it. The mark holds the journal's identity, so one that
//! is left over from another journal of that name means nothing.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::domain::record::{JournalId, StationId};
use crate::journal::folder::{FolderError, at, sync_folder};
use crate::journal::rights;

/// How the names of files begin that a merge has half made.
pub(super) const TEMPORARY: &str = ".merge-";

/// The most that is read: one identity and its line feed.
const LENGTH_MAX: u64 = 64;

fn path_of(stations: &Path, id: StationId) -> PathBuf {
    stations.join(format!("{id}.merged"))
}

/// Whether anything marks the file of this station.
pub(super) fn is_there(stations: &Path, id: StationId) -> bool {
    path_of(stations, id).symlink_metadata().is_ok()
}

/// Whether the file of this station, which holds `journal`, was taken in. A mark that cannot be read counts:
/// a fork is worse than another free id.
pub(super) fn marks(stations: &Path, id: StationId, journal: JournalId) -> bool {
    let mut text = String::new();
    let read =
        rights::open(&path_of(stations, id)).and_then(|file| file.take(LENGTH_MAX).read_to_string(&mut text));
    match read {
        Ok(_) => JournalId::parse(text.trim_end()).is_none_or(|marked| marked == journal),
        Err(error) => error.kind() != io::ErrorKind::NotFound,
    }
}

/// Marks the file of this station, before it appears.
pub(super) fn set(stations: &Path, id: StationId, journal: JournalId) -> Result<(), FolderError> {
    let path = path_of(stations, id);
    let mut new = rights::temporary(stations, TEMPORARY).map_err(at(stations))?;
    writeln!(new, "{journal}").and_then(|()| new.as_file().sync_all()).map_err(at(&path))?;
    new.persist(&path).map_err(|fault| at(&path)(fault.error))?;
    sync_folder(stations)
}
