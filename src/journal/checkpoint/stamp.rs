//! The metadata of a journal's file that shows whether the file has changed.

use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use crate::journal::fs;

/// Nanoseconds in the unit of file systems with coarse times. FAT has times of 10 ms and of 2 s, others of 1 s.
const COARSE_NS: i64 = 1_000_000;

/// The identity, length and times of a file.
///
/// Every change of a file sets its time of change (`ctime`), which no program can choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamp {
    pub(super) device: u64,
    pub(super) inode: u64,
    pub(super) length: u64,
    /// Seconds and nanoseconds since 1970-01-01 UTC.
    modified: (i64, i64),
    changed: (i64, i64),
}

impl Stamp {
    /// Opens a file and returns its stamp, or `None` if it is not a regular file. A network disk asks its server when a file
    /// is opened, and may answer other questions from memory.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let meta = fs::open(path).ok()?.metadata().ok().filter(std::fs::Metadata::is_file)?;
        Some(Self {
            device: meta.dev(),
            inode: meta.ino(),
            length: meta.len(),
            modified: (meta.mtime(), meta.mtime_nsec()),
            changed: (meta.ctime(), meta.ctime_nsec()),
        })
    }

    /// Returns whether the file system has times that are fine enough to show each change. On one that has not, a
    /// checkpoint is never made. Of the others, one file in a million seems to be there.
    pub(super) const fn is_exact(&self) -> bool {
        self.changed.1 % COARSE_NS != 0
    }

    /// Returns the time of modification, or `None` if it is before 1970.
    pub(super) fn modified(&self) -> Option<SystemTime> {
        let seconds = Duration::from_secs(u64::try_from(self.modified.0).ok()?);
        let nanoseconds = Duration::from_nanos(u64::try_from(self.modified.1).ok()?);
        SystemTime::UNIX_EPOCH.checked_add(seconds + nanoseconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_has_the_time_of_modification_that_a_reader_compares() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let stamp = Stamp::of(file.path()).unwrap();
        assert_eq!(stamp.modified(), file.as_file().metadata().unwrap().modified().ok());
        assert!(Stamp::of(file.path().parent().unwrap()).is_none());
    }

    #[test]
    fn coarse_times_are_not_exact() {
        let exact = Stamp { device: 1, inode: 1, length: 1, modified: (1, 0), changed: (1, 123_456_789) };
        assert!(exact.is_exact());
        for nanoseconds in [0, 10_000_000, 990_000_000] {
            assert!(!Stamp { changed: (1, nanoseconds), ..exact }.is_exact());
        }
    }
}
