//! A lock on a folder that is held for the duration of one change.
//!
//! Invariant: the lock is held by the kernel on the open file, so the lock is released no matter how the
//! process that holds it ends.

use std::fs::{File, TryLockError};
use std::io;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use crate::journal::account::own_uid;
use crate::journal::folder_error::FolderError;
use crate::journal::fs::{at, no_follow};
use crate::journal::sharing::{FILE_MODE, Sharing};

/// How long to wait for another process to finish its change.
const WAIT_MAX: Duration = Duration::from_secs(3);

/// The pause between two attempts.
const RETRY_PAUSE: Duration = Duration::from_millis(10);

/// A held lock. Dropping it releases the lock.
#[derive(Debug)]
pub(super) struct FolderLock {
    _file: File,
}

impl FolderLock {
    /// Takes the lock file `name` in this folder, and waits for it if another process holds it.
    ///
    /// Read permission for the lock file is enough, so every account that may see the event can take the
    /// lock.
    pub(super) fn acquire(folder: &Path, name: &str) -> Result<Self, FolderError> {
        let path = folder.join(name);
        let file = open_or_create(folder, &path).map_err(at(&path))?;
        let start = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _file: file }),
                Err(TryLockError::WouldBlock) if start.elapsed() < WAIT_MAX => thread::sleep(RETRY_PAUSE),
                Err(TryLockError::WouldBlock) => return Err(FolderError::Busy { path }),
                Err(TryLockError::Error(error)) => return Err(FolderError::Io { path, error }),
            }
        }
    }
}

fn open_or_create(folder: &Path, path: &Path) -> io::Result<File> {
    match no_follow().read(true).open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        other => return other,
    }
    let file = no_follow().read(true).write(true).create(true).truncate(false).mode(FILE_MODE).open(path)?;
    // If another account created the file in the meantime, the file is already shared.
    if file.metadata()?.uid() == own_uid() {
        Sharing::of_folder(folder)?.share_file(&file)?;
    }
    Ok(file)
}
