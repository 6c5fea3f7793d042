//! File operations for journals, their companion files and reports.
//!
//! Invariants:
//! - No file is opened through a symbolic link (docs/journal.md F7), and opening a named pipe does not block.
//! - A file is replaced as a whole: readers get the old file or the complete new one, even after a crash.

use std::fs::{self, File, FileType, OpenOptions, Permissions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{FileExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;
use tempfile::{NamedTempFile, PersistError};
use thiserror::Error;

use crate::journal::sharing::{FILE_MODE, Sharing};
use crate::journal::{names, temporary};

/// The number of bytes that are compared at once.
const COMPARED: usize = 64 * 1024;

/// An I/O error and the path that it concerns.
#[derive(Debug, Error)]
#[error("cannot access {}", path.display())]
pub struct PathError {
    pub path: PathBuf,
    #[source]
    pub error: io::Error,
}

/// Returns a function that adds this path to an I/O error, for `map_err`.
pub(super) fn at(path: &Path) -> impl FnOnce(io::Error) -> PathError {
    let path = path.to_owned();
    move |error| PathError { path, error }
}

/// Returns open options that fail on a symbolic link and do not block on a named pipe. The caller adds the
/// access mode.
pub(super) fn no_follow() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.custom_flags(OFlags::NOFOLLOW.union(OFlags::NONBLOCK).bits().cast_signed());
    options
}

/// Opens a file for reading. Fails on a symbolic link.
pub(super) fn open(path: &Path) -> io::Result<File> {
    no_follow().read(true).open(path)
}

/// Reads the text of a file. Fails on a symbolic link, and if the file has more than `max` bytes.
pub(super) fn read_text(path: &Path, max: u64) -> io::Result<String> {
    let file = open(path)?;
    if file.metadata()?.len() > max {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let mut text = String::new();
    file.take(max).read_to_string(&mut text)?;
    Ok(text)
}

/// Returns the offset of the first byte at or after `from` that is stored and not in a hole of a sparse file, or the
/// length of the file if there is none. All bytes before it are NUL. Moves the file's position.
///
/// If the system does not know where holes are, the result is `from`.
pub(super) fn next_data(file: &File, from: u64) -> io::Result<u64> {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{SeekFrom, seek};
        use rustix::io::Errno;
        match seek(file, SeekFrom::Data(from)) {
            Ok(data) => Ok(data.max(from)),
            // Nothing but a hole follows.
            Err(Errno::NXIO) => Ok(file.metadata()?.len().max(from)),
            Err(Errno::INVAL | Errno::NOTSUP) => Ok(from),
            Err(error) => Err(error.into()),
        }
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = file;
        Ok(from)
    }
}

/// Returns how many of `len` bytes at these offsets of two files are the same.
pub(super) fn common_len(a: &File, a_offset: u64, b: &File, b_offset: u64, len: u64) -> io::Result<u64> {
    let (mut ours, mut theirs) = (vec![0; COMPARED], vec![0; COMPARED]);
    let mut common = 0;
    while common < len {
        let size = usize::try_from(len - common).map_or(COMPARED, |rest| rest.min(COMPARED));
        a.read_exact_at(&mut ours[..size], a_offset + common)?;
        b.read_exact_at(&mut theirs[..size], b_offset + common)?;
        let equal = ours[..size].iter().zip(&theirs[..size]).take_while(|(a, b)| a == b).count();
        common += equal as u64;
        if equal < size {
            break;
        }
    }
    Ok(common)
}

/// Syncs this folder, so that the names in it survive a crash.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Returns the names and types of the entries of a folder, sorted by name.
///
/// A missing folder has no entries. Names that are not UTF-8 are left out, because this program creates no
/// such names.
pub(super) fn list(folder: &Path) -> Result<Vec<(String, FileType)>, PathError> {
    let list = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other.map_err(at(folder))?,
    };
    let mut entries = Vec::new();
    for entry in list {
        let entry = entry.map_err(at(folder))?;
        if let Ok(name) = entry.file_name().into_string() {
            entries.push((name, entry.file_type().map_err(at(&entry.path()))?));
        }
    }
    entries.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(entries)
}

/// Replaces or creates a file in a shared folder, and syncs the file and its name.
///
/// The temporary name begins with `prefix`. The error names the file, or the folder if the folder cannot be
/// written.
pub(super) fn replace_shared(path: &Path, prefix: &str, content: &[u8]) -> Result<(), PathError> {
    replace_unconfirmed(path, prefix, content)?;
    let folder = path.parent().unwrap_or(path);
    sync_folder(folder).map_err(at(folder))
}

/// Same as [`replace_shared`], but without the sync of the folder. Until the caller syncs it, a power cut may bring the
/// old file back.
pub(super) fn replace_unconfirmed(path: &Path, prefix: &str, content: &[u8]) -> Result<(), PathError> {
    let folder = path.parent().unwrap_or(path);
    let mut new = NewFile::shared_in(folder, prefix).map_err(at(folder))?;
    new.write_all(content).and_then(|()| new.replace(path)).map_err(at(path))
}

/// A new file with a temporary name. The caller writes the content and then renames the file. The file is
/// removed if this value is dropped before the rename.
#[derive(Debug)]
pub(crate) struct NewFile(NamedTempFile);

impl NewFile {
    /// Creates a file with this mode, reduced by the umask.
    ///
    /// # Errors
    /// Returns an error if the folder cannot be written.
    pub(crate) fn create_in(folder: &Path, mode: u32) -> io::Result<Self> {
        Self::create(folder, names::TEMPORARY_OUTPUT, mode)
    }

    /// Creates a file that the group of a shared folder may read. Its temporary name begins with `prefix`.
    pub(super) fn shared_in(folder: &Path, prefix: &str) -> io::Result<Self> {
        let file = Self::create(folder, prefix, FILE_MODE)?;
        Sharing::of_folder(folder)?.share_file(file.file())?;
        Ok(file)
    }

    /// Creates a file whose temporary name begins with `prefix`. First removes files with such names that killed
    /// processes left there.
    fn create(folder: &Path, prefix: &str, mode: u32) -> io::Result<Self> {
        temporary::sweep(folder, &[prefix]);
        let permissions = Permissions::from_mode(mode);
        let file = tempfile::Builder::new().prefix(prefix).permissions(permissions).tempfile_in(folder)?;
        temporary::mark_as_used(file.as_file());
        Ok(Self(file))
    }

    pub(super) fn file(&self) -> &File {
        self.0.as_file()
    }

    /// Returns the temporary path.
    pub(super) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Sets this mode, whatever the umask is.
    ///
    /// # Errors
    /// Returns an error if the system refuses the mode.
    pub(crate) fn set_mode(&self, mode: u32) -> io::Result<()> {
        self.0.as_file().set_permissions(Permissions::from_mode(mode))
    }

    /// Syncs the file and renames it to `path`, which is replaced if it exists.
    ///
    /// # Errors
    /// Returns an error if the file cannot be synced or renamed. `path` is then unchanged.
    pub(crate) fn replace(self, path: &Path) -> io::Result<()> {
        Ok(self.rename_over(path)?)
    }

    /// Like [`NewFile::replace`]. If the file cannot be renamed, it is returned with the error.
    pub(super) fn rename_over(self, path: &Path) -> Result<(), RenameError> {
        self.sync_and_rename(|file| file.persist(path))
    }

    /// Syncs the file and renames it to `path`, unless `path` exists.
    pub(super) fn rename_to_unused(self, path: &Path) -> Result<(), RenameError> {
        self.sync_and_rename(|file| file.persist_noclobber(path))
    }

    fn sync_and_rename(
        self,
        rename: impl FnOnce(NamedTempFile) -> Result<File, PersistError>,
    ) -> Result<(), RenameError> {
        if let Err(error) = self.0.as_file().sync_all() {
            return Err(RenameError { error, file: self });
        }
        let renamed = rename(self.0).map(drop);
        renamed.map_err(|PersistError { error, file }| RenameError { error, file: Self(file) })
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// A new file that could not be renamed, and the reason.
#[derive(Debug, Error)]
#[error("cannot rename {}", file.path().display())]
pub(super) struct RenameError {
    /// `AlreadyExists` if the name is in use.
    #[source]
    pub error: io::Error,
    pub file: NewFile,
}

impl From<RenameError> for io::Error {
    fn from(failed: RenameError) -> Self {
        failed.error
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaced_file_holds_the_new_content_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("A.merged");
        for content in ["a long first line", "short"] {
            replace_shared(&path, ".x-", content.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), content);
        }
        assert_eq!(list(folder.path()).unwrap().len(), 1);
    }

    #[test]
    fn name_in_use_is_not_replaced_and_the_new_file_is_returned() {
        let folder = tempfile::tempdir().unwrap();
        let (used, unused) = (folder.path().join("used"), folder.path().join("unused"));
        fs::write(&used, "old").unwrap();
        let mut new = NewFile::shared_in(folder.path(), ".x-").unwrap();
        new.write_all(b"new").unwrap();
        let failed = new.rename_to_unused(&used).unwrap_err();
        assert_eq!(failed.error.kind(), io::ErrorKind::AlreadyExists);
        failed.file.rename_to_unused(&unused).unwrap();
        assert_eq!(fs::read_to_string(used).unwrap() + &fs::read_to_string(unused).unwrap(), "oldnew");
    }

    #[test]
    fn links_are_not_opened() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        fs::write(&file, "").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        assert!(open(&file).is_ok() && open(&link).is_err());
    }
}
