//! The mark `<ID>.merged` beside a journal that was merged from a copy.
//!
//! Invariant (docs/journal.md M6): only the next merge writes to a marked journal. The journal's own
//! console may continue the original elsewhere, so a console that continued the copy here would fork the
//! journal. The mark holds the journal's id, so a mark left over from another journal with the same file
//! name has no effect.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::domain::record::{JournalId, StationId};
use crate::journal::fs::{self, PathError};
use crate::journal::names;

/// The maximum number of bytes read. A mark holds one id and a newline.
const LENGTH_MAX: u64 = 64;

fn path_of(stations: &Path, station: StationId) -> PathBuf {
    stations.join(names::merged_mark(station))
}

/// Returns whether the station has a mark, no matter which journal the mark names.
pub(super) fn exists(stations: &Path, station: StationId) -> bool {
    path_of(stations, station).symlink_metadata().is_ok()
}

/// Returns whether the station's file, which holds `journal`, was merged from a copy.
///
/// If the mark cannot be read, the result is `true`, because a fork is worse than using another station id.
pub(super) fn covers(stations: &Path, station: StationId, journal: JournalId) -> bool {
    let mut text = String::new();
    let read = fs::open(&path_of(stations, station))
        .and_then(|file| file.take(LENGTH_MAX).read_to_string(&mut text));
    match read {
        Ok(_) => JournalId::parse(text.trim_end()).is_none_or(|marked| marked == journal),
        Err(error) => error.kind() != io::ErrorKind::NotFound,
    }
}

/// Writes the mark of a station's journal. The mark is written before the journal appears.
pub(super) fn write(stations: &Path, station: StationId, journal: JournalId) -> Result<(), PathError> {
    let content = format!("{journal}\n");
    fs::replace_shared(&path_of(stations, station), names::TEMPORARY_MERGE, content.as_bytes())
}
