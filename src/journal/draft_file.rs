//! The file `<ID>.draft`: input that was typed at a station and not yet recorded.
//!
//! Invariants (docs/journal.md D1, D2):
//! - The file belongs to the process that holds the station's lock. No sum includes the content of the
//!   file.
//! - It holds one line, written in one call. Bytes after the newline are remains of an earlier draft and are
//!   ignored.
//! - The file is not synced. It survives if the program or the terminal ends, but not if the power fails.

use std::fs::{self, File};
use std::io::{self, Read};
use std::os::unix::fs::{FileExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::domain::draft::Draft;
use crate::domain::record::{Moment, StationId};
use crate::journal::account::own_uid;
use crate::journal::fs::{no_follow, open};
use crate::journal::names;
use crate::journal::sharing::PRIVATE_FILE_MODE;

/// The maximum number of bytes read. This is enough for thousands of rejected lines.
const LENGTH_MAX: u64 = 1024 * 1024;

/// The content of a draft file.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StoredDraft {
    /// When the file was written.
    pub at: Moment,
    #[serde(flatten)]
    pub draft: Draft,
}

fn path_of(stations: &Path, station: StationId) -> PathBuf {
    stations.join(names::draft(station))
}

/// Reads the draft of a station. Returns `None` if there is no file, or an empty one.
///
/// # Errors
/// Returns an error if the file cannot be read, belongs to another account, or does not hold a draft.
pub(crate) fn read(stations: &Path, station: StationId) -> io::Result<Option<StoredDraft>> {
    let file = match open(&path_of(stations, station)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        other => other?,
    };
    let meta = file.metadata()?;
    if !meta.is_file() || meta.uid() != own_uid() || meta.len() > LENGTH_MAX {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut text = Vec::new();
    file.take(LENGTH_MAX).read_to_end(&mut text)?;
    match text.split(|byte| *byte == b'\n').next() {
        None | Some([]) => Ok(None),
        Some(line) => Ok(Some(serde_json::from_slice(line)?)),
    }
}

/// The draft file of one station. It is created when a draft is first written.
pub(crate) struct DraftFile {
    path: PathBuf,
    /// The open file, or `None` until this process writes a draft.
    file: Option<File>,
}

impl DraftFile {
    /// Returns the draft file of a station without creating anything on the disk.
    #[must_use]
    pub(crate) fn new(stations: &Path, station: StationId) -> Self {
        Self { path: path_of(stations, station), file: None }
    }

    /// Replaces the content of the file.
    ///
    /// # Errors
    /// Returns an error if the file cannot be written.
    pub(crate) fn write(&mut self, draft: &StoredDraft) -> io::Result<()> {
        let mut line = serde_json::to_vec(draft)?;
        line.push(b'\n');
        let file = match &mut self.file {
            Some(file) => file,
            none => {
                let mut options = no_follow();
                options.write(true).create(true).truncate(false).mode(PRIVATE_FILE_MODE);
                none.insert(options.open(&self.path)?)
            }
        };
        file.write_all_at(&line, 0)?;
        file.set_len(line.len() as u64)
    }

    /// Empties the file, or removes it if this process has not written it.
    ///
    /// # Errors
    /// Returns an error if the file cannot be changed.
    pub(crate) fn clear(&mut self) -> io::Result<()> {
        match &self.file {
            Some(file) => file.set_len(0),
            None => self.remove(),
        }
    }

    /// Removes the file if it was written and then cleared.
    ///
    /// # Errors
    /// Returns an error if the file cannot be removed.
    pub(crate) fn remove_if_empty(&mut self) -> io::Result<()> {
        match &self.file {
            Some(file) if file.metadata()?.len() > 0 => Ok(()),
            Some(_) => self.remove(),
            None => Ok(()),
        }
    }

    /// Removes the file, if it exists.
    ///
    /// # Errors
    /// Returns an error if the file cannot be removed.
    pub(crate) fn remove(&mut self) -> io::Result<()> {
        self.file = None;
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::draft::DraftLine;
    use crate::journal::testing::{id, noon};

    fn draft(text: &str) -> StoredDraft {
        let line = DraftLine { text: text.into(), material: Some("paper".into()), grade: None };
        let draft =
            Draft { lines: 3, operator: "Айгерім".into(), line: Some(line), ..Draft::default() };
        StoredDraft { at: noon(), draft }
    }

    #[test]
    fn last_written_draft_is_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let mut file = DraftFile::new(folder.path(), id("A"));
        assert_eq!(read(folder.path(), id("A")).unwrap(), None);
        file.write(&draft("12,5-0,8")).unwrap();
        file.write(&draft("1")).unwrap();
        assert_eq!(read(folder.path(), id("A")).unwrap(), Some(draft("1")));
        assert_eq!(read(folder.path(), id("B")).unwrap(), None);
        let path = folder.path().join("A.draft");
        assert_eq!(path.metadata().unwrap().mode() & 0o777, 0o600);
        file.clear().unwrap();
        assert_eq!(read(folder.path(), id("A")).unwrap(), None);
        file.remove().unwrap();
        assert!(!path.exists());
        file.remove().unwrap();
    }

    #[test]
    fn bytes_of_the_file_are_frozen() {
        let folder = tempfile::tempdir().unwrap();
        DraftFile::new(folder.path(), id("A")).write(&draft("12,5")).unwrap();
        assert_eq!(
            fs::read_to_string(folder.path().join("A.draft")).unwrap(),
            "{\"at\":\"2026-01-25T12:00:00+05:00\",\"lines\":3,\"operator\":\"Айгерім\",\
             \"line\":{\"text\":\"12,5\",\"material\":\"paper\"}}\n"
        );
    }

    #[test]
    fn rest_of_a_longer_line_is_ignored() {
        let folder = tempfile::tempdir().unwrap();
        DraftFile::new(folder.path(), id("A")).write(&draft("1")).unwrap();
        let path = folder.path().join("A.draft");
        let mut bytes = fs::read(&path).unwrap();
        bytes.extend(b"rest of before\"}\n");
        fs::write(&path, bytes).unwrap();
        assert_eq!(read(folder.path(), id("A")).unwrap(), Some(draft("1")));
    }

    #[test]
    fn other_content_and_links_are_errors() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("A.draft");
        for bytes in [&b"no json\n"[..], b"\0\0\0\0"] {
            fs::write(&path, bytes).unwrap();
            assert!(read(folder.path(), id("A")).is_err());
        }
        fs::remove_file(&path).unwrap();
        let other = folder.path().join("secret");
        fs::write(&other, "kept").unwrap();
        std::os::unix::fs::symlink(&other, &path).unwrap();
        assert!(read(folder.path(), id("A")).is_err());
        assert!(DraftFile::new(folder.path(), id("A")).write(&draft("1")).is_err());
        assert_eq!(fs::read_to_string(other).unwrap(), "kept");
    }
}
