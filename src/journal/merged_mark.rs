//! The mark `<ID>.merged` beside a journal that was merged from a copy.
//!
//! Invariant (docs/journal.md M6): only the next merge writes to a marked journal. The journal's own
//! console may continue the original elsewhere, so a console that continued the copy here would fork the
//! journal. The mark holds the journal's id, so a mark left over from another journal with the same file
//! name has no effect.

use std::io::{self, Read};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use crate::domain::record::{JournalId, StationId};
use crate::journal::fs::{self, PathError};
use crate::journal::names;

/// The maximum number of bytes read. A mark holds one id and a newline.
const LENGTH_MAX: u64 = 64;

fn path_of(stations: &Path, station: StationId) -> PathBuf {
    stations.join(names::merged_mark(station))
}

/// Returns whether the station's file, which holds `journal`, was merged from a copy.
///
/// Only the account that owns the file can have merged it, so a mark of another account has no effect. If the mark
/// cannot be read, the result is `true`, because a fork is worse than using another station id.
pub(super) fn covers(stations: &Path, station: StationId, journal: JournalId) -> bool {
    let path = path_of(stations, station);
    let owner = |path: &Path| path.symlink_metadata().map(|meta| meta.uid());
    match (owner(&path), owner(&stations.join(names::journal(station)))) {
        (Err(error), _) => return error.kind() != io::ErrorKind::NotFound,
        (Ok(mark), Ok(journal)) if mark != journal => return false,
        _ => {}
    }
    let mut text = String::new();
    let read = fs::open(&path).and_then(|file| file.take(LENGTH_MAX).read_to_string(&mut text));
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

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{chown, symlink};

    use super::*;
    use crate::journal::testing::id;

    #[test]
    fn a_mark_covers_the_journal_that_it_names() {
        let folder = tempfile::tempdir().unwrap();
        let stations = folder.path();
        std::fs::write(stations.join("A.jsonl"), "").unwrap();
        assert!(!covers(stations, id("A"), JournalId(1)));
        write(stations, id("A"), JournalId(1)).unwrap();
        assert!(covers(stations, id("A"), JournalId(1)) && !covers(stations, id("A"), JournalId(2)));
        for content in ["", "no id", &"1".repeat(1000)] {
            std::fs::write(stations.join("A.merged"), content).unwrap();
            assert!(covers(stations, id("A"), JournalId(1)), "{content}");
        }
        std::fs::remove_file(stations.join("A.merged")).unwrap();
        symlink("elsewhere", stations.join("A.merged")).unwrap();
        assert!(covers(stations, id("A"), JournalId(1)));
    }

    #[test]
    #[ignore = "changes the owner of a file, so it needs root; .ci/run runs it"]
    fn a_mark_of_another_account_has_no_effect() {
        let folder = tempfile::tempdir().unwrap();
        let stations = folder.path();
        std::fs::write(stations.join("A.jsonl"), "").unwrap();
        write(stations, id("A"), JournalId(1)).unwrap();
        chown(stations.join("A.merged"), Some(65_534), None).unwrap();
        assert!(!covers(stations, id("A"), JournalId(1)));
        chown(stations.join("A.jsonl"), Some(65_534), None).unwrap();
        assert!(covers(stations, id("A"), JournalId(1)));
    }
}
