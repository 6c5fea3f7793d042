//! Files that people keep: written whole or not at all, in a place where they will be found.
//!
//! Invariant: whoever reads the file meets the old one or the new one, never a half.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use directories::UserDirs;

use crate::journal::fs::NewFile;

/// Puts a file in place whole.
///
/// # Errors
/// Where it cannot be written; what stood there before still stands there.
pub fn replace(path: &Path, text: &str) -> io::Result<()> {
    // A link keeps its place: what it points to is replaced. A pipe or a device can only be written.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if path.metadata().is_ok_and(|meta| !meta.is_file()) {
        return std::fs::write(&path, text);
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    // The mode of any new file, less what the umask takes: a report is made to be read by others.
    let mut file = NewFile::create_in(folder, 0o666)?;
    file.write_all(text.as_bytes())?;
    file.replace(&path)
}

/// Puts a file where a person looks for it, in the account's documents, else in its home, else in the
/// folder that the program was started in, and returns where that is. `name` is a file's name.
///
/// # Errors
/// As [`replace`].
pub fn keep(name: &str, text: &str) -> io::Result<PathBuf> {
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
    fn a_file_is_replaced_whole_and_nothing_is_left_beside_it() {
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
