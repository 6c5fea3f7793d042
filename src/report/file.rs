//! Writes report files, completely or not at all, to a folder where the user finds them.
//!
//! Invariant: a reader sees either the old file or the new file, never a part of one.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use directories::UserDirs;

use crate::journal::fs::NewFile;

/// Replaces a file atomically.
///
/// # Errors
/// Returns an error if the file cannot be written. The previous file is then unchanged.
pub(crate) fn replace(path: &Path, text: &str) -> io::Result<()> {
    // If the path is a symbolic link, the link stays and its target is replaced. A pipe or a device cannot be
    // replaced, so the text is written to it.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if path.metadata().is_ok_and(|meta| !meta.is_file()) {
        return std::fs::write(&path, text);
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    // Other users may read reports, so the file gets the default mode, reduced by the umask.
    let mut file = NewFile::create_in(folder, 0o666)?;
    file.write_all(text.as_bytes())?;
    file.replace(&path)
}

/// Writes a file to the first folder that exists (the account's documents folder, its home, or the current
/// folder) and returns the path. `name` is a file name without folders.
///
/// # Errors
/// Returns the errors of [`replace`].
pub(crate) fn keep(name: &str, text: &str) -> io::Result<PathBuf> {
    let dirs = UserDirs::new();
    let documents = dirs.as_ref().and_then(UserDirs::document_dir).filter(|folder| folder.is_dir());
    let home = dirs.as_ref().map(UserDirs::home_dir).filter(|folder| folder.is_dir());
    let path = documents.or(home).unwrap_or_else(|| Path::new(".")).join(name);
    replace(&path, text)?;
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
}
