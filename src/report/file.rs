//! Writes report files, completely or not at all, to a folder where the user finds them.
//!
//! Invariants:
//! - A reader sees either the old file or the new file, never a part of one.
//! - Nothing is written into the folder of events, whatever path is given (docs/journal.md W8). Otherwise a
//!   report could replace a journal.

use std::fs::{self, Metadata};
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use directories::UserDirs;
use thiserror::Error;

use crate::journal::fs::{NewFile, sync_folder};
use crate::language::{Explain, Message, Text};

/// Why a report file was not written.
#[derive(Debug, Error)]
pub(crate) enum ReportFileError {
    /// The path is in the folder of events.
    #[error("{} is in the folder of events", path.display())]
    InEvents { path: PathBuf },
    #[error("the file cannot be written")]
    Io(#[from] io::Error),
}

impl Explain for ReportFileError {
    fn explain(&self) -> Text {
        match self {
            Self::InEvents { path } => Message::ReportInEvents { file: path.into() }.into(),
            Self::Io(error) => error.explain(),
        }
    }
}

/// Replaces a file atomically, or creates it. An existing file keeps its mode. `events` is the folder of events.
///
/// # Errors
/// [`ReportFileError`] if the path is in the folder of events, or the file cannot be written. The previous file is
/// then unchanged, unless only the sync of its folder failed.
pub(crate) fn replace(path: &Path, content: &[u8], events: &Path) -> Result<(), ReportFileError> {
    // If the path is a symbolic link, the link stays and its target is replaced. A pipe or a device cannot be
    // replaced, so the content is written to it.
    let given = path;
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    if is_within(&folder.canonicalize()?, events) {
        return Err(ReportFileError::InEvents { path: given.to_owned() });
    }
    let old = path.metadata().ok();
    if old.as_ref().is_some_and(|meta| !meta.is_file()) {
        return Ok(fs::write(&path, content)?);
    }
    let old_mode = old.map(|meta| meta.permissions().mode() & 0o777);
    // Other users may read reports, so a new file gets the default mode, reduced by the umask.
    let mut file = NewFile::create_in(folder, old_mode.unwrap_or(0o666))?;
    if let Some(mode) = old_mode {
        file.set_mode(mode)?;
    }
    file.write_all(content)?;
    file.replace(&path)?;
    match sync_folder(folder) {
        // The file is complete. Some file systems cannot sync a folder, and one without the right to read cannot be
        // opened for it.
        Err(error)
            if !matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::PermissionDenied) =>
        {
            Err(error.into())
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Returns whether a folder, given by its canonical path, is the folder of events or inside it.
///
/// Folders are compared by device and inode: two paths of one folder may differ, for example on a file system that
/// does not distinguish capital letters.
fn is_within(folder: &Path, events: &Path) -> bool {
    let id = |meta: Metadata| (meta.dev(), meta.ino());
    let Ok(events) = events.metadata().map(id) else { return false };
    folder.ancestors().any(|folder| folder.metadata().is_ok_and(|meta| id(meta) == events))
}

/// Writes a file to the first folder that exists (the account's documents folder, its home, or the current
/// folder) and returns the path. `name` is a file name without folders; `events` is the folder of events.
///
/// # Errors
/// Returns the errors of [`replace`].
pub(crate) fn keep(name: &str, text: &str, events: &Path) -> Result<PathBuf, ReportFileError> {
    let dirs = UserDirs::new();
    let documents = dirs.as_ref().and_then(UserDirs::document_dir).filter(|folder| folder.is_dir());
    let home = dirs.as_ref().map(UserDirs::home_dir).filter(|folder| folder.is_dir());
    let path = documents.or(home).unwrap_or_else(|| Path::new(".")).join(name);
    replace(&path, text.as_bytes(), events)?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_file_is_replaced_atomically_without_leftovers() {
        let folder = tempfile::tempdir().unwrap();
        let replace = |path: &Path, text: &str| replace(path, text.as_bytes(), Path::new("/nowhere"));
        let (file, link) = (folder.path().join("report.txt"), folder.path().join("link"));
        fs::write(&file, "old").unwrap();
        symlink(&file, &link).unwrap();
        replace(&link, "new").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
        assert!(link.is_symlink());
        assert!(replace(&folder.path().join("nowhere/report.txt"), "new").is_err());
        assert!(replace(Path::new("/dev/full"), "new").is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }
    #[test]
    fn an_existing_file_keeps_its_mode() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("report.txt");
        for mode in [0o600, 0o666, 0o444] {
            fs::write(&file, "old").unwrap();
            fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
            replace(&file, b"new", Path::new("/nowhere")).unwrap();
            assert_eq!(fs::read_to_string(&file).unwrap(), "new");
            assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, mode);
            fs::remove_file(&file).unwrap();
        }
    }

    #[test]
    fn no_path_leads_into_the_folder_of_events() {
        let root = tempfile::tempdir().unwrap();
        let at = |path: &str| root.path().join(path);
        fs::create_dir_all(at("data/events/day/stations")).unwrap();
        fs::create_dir(at("elsewhere")).unwrap();
        fs::write(at("data/events/day/stations/A.jsonl"), "records").unwrap();
        symlink(at("data"), at("data-link")).unwrap();
        symlink(at("data/events/day/stations"), at("elsewhere/folder")).unwrap();
        symlink(at("data/events/day/stations/A.jsonl"), at("elsewhere/file")).unwrap();
        for events in ["data/events", "data-link/events"] {
            for path in [
                "data/events/day/stations/A.jsonl",
                "data/events/day/stations/B.jsonl",
                "data/events/day/event.json",
                "data/events/report.txt",
                "data/../data-link/events/day/stations/A.jsonl",
                "elsewhere/folder/A.jsonl",
                "elsewhere/folder/new.txt",
                "elsewhere/folder/../report.txt",
                "elsewhere/file",
            ] {
                let refused = replace(&at(path), b"report", &at(events));
                assert!(matches!(refused, Err(ReportFileError::InEvents { .. })), "{path}: {refused:?}");
            }
            for path in ["data/report.txt", "data/events/../other.txt", "elsewhere/report.txt"] {
                replace(&at(path), b"report", &at(events)).unwrap();
            }
        }
        assert_eq!(fs::read_to_string(at("data/events/day/stations/A.jsonl")).unwrap(), "records");
        assert_eq!(fs::read_dir(at("data/events/day/stations")).unwrap().count(), 1);
        assert_eq!(fs::read_dir(at("data/events")).unwrap().count(), 1);
    }
}
