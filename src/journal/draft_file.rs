//! The file `<ID>.draft`: what was begun at a station and is in no journal yet.
//!
//! Invariants:
//! - It belongs to whoever holds the station's lock, and is no part of any sum.
//! - One line, written at once; what stands behind its line feed is left from before and means nothing.
//! - It is not synced: it outlives the program and a lost terminal, not a power failure. A record is safe
//!   in the journal, never here.

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

/// The most that is read: thousands of lines that were set aside.
const LENGTH_MAX: u64 = 1024 * 1024;

/// What stands in the file.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// When it was written.
    pub at: Moment,
    #[serde(flatten)]
    pub begun: Draft,
}

fn path_of(stations: &Path, station: StationId) -> PathBuf {
    stations.join(names::draft(station))
}

/// What was begun at this station when its console ended; nothing where there is no file, or an empty one.
///
/// # Errors
/// Where the file cannot be read, belongs to another account, or holds something else.
pub fn read(stations: &Path, station: StationId) -> io::Result<Option<Kept>> {
    let opened = open(&path_of(stations, station));
    let file = match opened {
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

/// The file of one station, made when there is something to keep.
pub struct DraftFile {
    path: PathBuf,
    file: Option<File>,
}

impl DraftFile {
    #[must_use]
    pub fn new(stations: &Path, station: StationId) -> Self {
        Self { path: path_of(stations, station), file: None }
    }

    /// Keeps this instead of what was kept before.
    ///
    /// # Errors
    /// Where the file cannot be written. What was typed is still on the screen then.
    pub fn keep(&mut self, kept: &Kept) -> io::Result<()> {
        let mut line = serde_json::to_vec(kept)?;
        line.push(b'\n');
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(
                no_follow()
                    .write(true)
                    .create(true)
                    .truncate(false)
                    .mode(PRIVATE_FILE_MODE)
                    .open(&self.path)?,
            ),
        };
        file.write_all_at(&line, 0)?;
        file.set_len(line.len() as u64)
    }

    /// Keeps nothing any more. The file stays for the next line.
    ///
    /// # Errors
    /// Where the file cannot be emptied.
    pub fn clear(&mut self) -> io::Result<()> {
        match &self.file {
            Some(file) => file.set_len(0),
            None => self.remove(),
        }
    }

    /// Takes the file away where it keeps nothing.
    ///
    /// # Errors
    /// Where it cannot be removed. None is no error.
    pub fn remove_empty(&mut self) -> io::Result<()> {
        match &self.file {
            Some(file) if file.metadata()?.len() > 0 => Ok(()),
            Some(_) => self.remove(),
            None => Ok(()),
        }
    }

    /// Takes the file away.
    ///
    /// # Errors
    /// Where it cannot be removed. None is no error.
    pub fn remove(&mut self) -> io::Result<()> {
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

    fn kept(text: &str) -> Kept {
        let line = DraftLine { text: text.into(), material: Some("paper".into()), grade: None };
        let begun =
            Draft { lines: 3, operator: "Айгерім".into(), line: Some(line), ..Draft::default() };
        Kept { at: noon(), begun }
    }

    #[test]
    fn what_was_kept_last_is_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let mut file = DraftFile::new(folder.path(), id("A"));
        assert_eq!(read(folder.path(), id("A")).unwrap(), None);
        file.keep(&kept("12,5-0,8")).unwrap();
        file.keep(&kept("1")).unwrap();
        assert_eq!(read(folder.path(), id("A")).unwrap(), Some(kept("1")));
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
    fn its_bytes_are_frozen() {
        let folder = tempfile::tempdir().unwrap();
        DraftFile::new(folder.path(), id("A")).keep(&kept("12,5")).unwrap();
        assert_eq!(
            fs::read_to_string(folder.path().join("A.draft")).unwrap(),
            "{\"at\":\"2026-01-25T12:00:00+05:00\",\"lines\":3,\"operator\":\"Айгерім\",\
             \"line\":{\"text\":\"12,5\",\"material\":\"paper\"}}\n"
        );
    }

    #[test]
    fn a_longer_line_from_before_is_no_part_of_it() {
        let folder = tempfile::tempdir().unwrap();
        DraftFile::new(folder.path(), id("A")).keep(&kept("1")).unwrap();
        let path = folder.path().join("A.draft");
        let mut bytes = fs::read(&path).unwrap();
        bytes.extend(b"rest of before\"}\n");
        fs::write(&path, bytes).unwrap();
        assert_eq!(read(folder.path(), id("A")).unwrap(), Some(kept("1")));
    }

    #[test]
    fn foreign_things_are_refused() {
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
        assert!(DraftFile::new(folder.path(), id("A")).keep(&kept("1")).is_err());
        assert_eq!(fs::read_to_string(other).unwrap(), "kept");
    }
}
