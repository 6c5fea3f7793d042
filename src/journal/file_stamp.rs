//! Metadata that shows whether a file was changed or replaced, so that the file need not be read.

use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::{Duration, SystemTime};

/// The identity, length and modification time of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct FileStamp {
    device: u64,
    inode: u64,
    len: u64,
    modified: Option<SystemTime>,
}

impl FileStamp {
    /// Returns `None` if the path names no regular file.
    pub(super) fn read(path: &Path) -> Option<Self> {
        let meta = path.symlink_metadata().ok().filter(|meta| meta.is_file())?;
        Some(Self { device: meta.dev(), inode: meta.ino(), len: meta.len(), modified: meta.modified().ok() })
    }

    /// Returns whether the file has only grown since `before`, as far as its metadata shows.
    pub(super) fn continues(&self, before: &Self) -> bool {
        (self.device, self.inode) == (before.device, before.inode) && self.len >= before.len
    }

    /// Returns whether the file was last changed at least this long before `wall`.
    pub(super) fn is_unchanged_for(&self, time: Duration, wall: SystemTime) -> bool {
        self.modified.is_some_and(|at| wall.duration_since(at).is_ok_and(|age| age >= time))
    }
}
