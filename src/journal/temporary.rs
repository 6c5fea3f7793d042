//! Removes temporary files and folders of processes that were killed.
//!
//! Invariants (docs/journal.md F11):
//! - A temporary file is locked by the process that writes it, for as long as it exists.
//! - Only what has one of this program's temporary names, is locked by nobody and has not changed for an hour is
//!   removed. The hour covers the moment before a new file is locked, and file systems without locks.
//! - Nothing in such a file was ever reported as saved.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::{Duration, SystemTime};

use rustix::fs::OFlags;

/// The number of random characters after the prefix of a temporary name.
const RANDOM_CHARS: usize = 6;

/// How long a temporary file is kept after its last change.
const AGE_MIN: Duration = Duration::from_secs(3600);

/// Removes what killed processes left in a folder under names with these prefixes. What cannot be removed stays.
pub(super) fn sweep(folder: &Path, prefixes: &[&str]) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        if is_temporary(&entry.file_name(), prefixes) {
            let _ = remove_abandoned(&entry.path());
        }
    }
}

/// Marks a temporary file or folder as in use until `file` is closed. If the file system has no locks, only its age
/// protects it.
pub(super) fn mark_as_used(file: &File) {
    let _ = file.try_lock();
}

fn is_temporary(name: &OsStr, prefixes: &[&str]) -> bool {
    let is_random =
        |rest: &str| rest.len() == RANDOM_CHARS && rest.bytes().all(|b| b.is_ascii_alphanumeric());
    name.to_str()
        .is_some_and(|name| prefixes.iter().filter_map(|prefix| name.strip_prefix(prefix)).any(is_random))
}

/// Removes a file or folder that nobody uses. Links are neither removed nor followed.
fn remove_abandoned(path: &Path) -> std::io::Result<()> {
    let flags = OFlags::NOFOLLOW.union(OFlags::NONBLOCK).bits().cast_signed();
    let file = OpenOptions::new().read(true).custom_flags(flags).open(path)?;
    let meta = file.metadata()?;
    let age = SystemTime::now().duration_since(meta.modified()?).unwrap_or_default();
    if age < AGE_MIN || file.try_lock().is_err() {
        return Ok(());
    }
    if meta.is_dir() {
        fs::remove_dir_all(path)
    } else if meta.is_file() {
        fs::remove_file(path)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lets the last change of a file or folder be this long ago.
    fn age(path: &Path, age: Duration) {
        File::open(path).unwrap().set_modified(SystemTime::now() - age).unwrap();
    }

    #[test]
    fn only_old_unused_files_with_a_temporary_name_are_removed() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let day = Duration::from_secs(24 * 3600);
        let kept =
            [".torn-new123", ".torn-used12", ".torn-toolong", ".torn-a-b123", "torn-abc123", ".other-abc123"];
        for name in kept.iter().chain(&[".torn-abc123", ".merge-abc123"]) {
            fs::write(at(name), "").unwrap();
            age(&at(name), day);
        }
        fs::create_dir(at(".new-abc123")).unwrap();
        fs::write(at(".new-abc123").join("event.json"), "{}").unwrap();
        age(&at(".new-abc123"), day);
        age(&at(".torn-new123"), Duration::ZERO);
        std::os::unix::fs::symlink("A.jsonl", at(".torn-link12")).unwrap();
        let used = File::open(at(".torn-used12")).unwrap();
        mark_as_used(&used);
        sweep(folder.path(), &[".torn-", ".merge-", ".new-"]);
        let left = |name: &&str| at(name).symlink_metadata().is_ok();
        assert!(kept.iter().all(left) && left(&".torn-link12"));
        assert!(![".torn-abc123", ".merge-abc123", ".new-abc123"].iter().any(left));
        drop(used);
        sweep(folder.path(), &[".torn-"]);
        assert!(!left(&".torn-used12"));
    }
}
