//! The lock of one station, and the note in it that names its holder.
//!
//! Invariant (docs/journal.md S1, S2): while a [`StationLock`] lives, no other process holds the same
//! station. The kernel holds the lock on the open file, so the station is released no matter how the holding
//! process ends. The lock file is never removed, because otherwise two processes could each lock a different
//! file.

use std::fs::{File, TryLockError};
use std::io::{self, Seek, Write};
use std::os::unix::fs::{FileExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::domain::record::{Moment, StationId};
use crate::journal::fs::{self, PathError, at, no_follow};
use crate::journal::sharing::PRIVATE_FILE_MODE;
use crate::journal::{account, names};

/// The maximum number of bytes read from a lock file. A lock file holds one short line.
const NOTE_MAX: usize = 1024;

/// The number of attempts to read a note that is not written yet, and the pause between two attempts.
const NOTE_TRIES: u32 = 100;
const NOTE_PAUSE: Duration = Duration::from_millis(5);

/// The note in a lock file: who holds the station.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Holder {
    /// The account's name.
    pub user: String,
    pub pid: u32,
    pub host: String,
    pub since: Moment,
}

/// Why a station is not free.
#[derive(Debug, Error)]
pub(crate) enum LockError {
    /// Another process holds the station. `holder` is `None` if the note could not be read.
    #[error("another process holds the station: {holder:?}")]
    Held { holder: Option<Box<Holder>> },
    /// The station belongs to another account of this machine.
    #[error("the station belongs to the account {user}")]
    OtherAccount { user: String },
    /// The path of the lock is a link, a folder or a device.
    #[error("{} is not a regular file", path.display())]
    NotAFile { path: PathBuf },
    /// The system refused an access.
    #[error("cannot access {}", path.display())]
    Io {
        path: PathBuf,
        #[source]
        error: io::Error,
    },
}

impl From<PathError> for LockError {
    fn from(PathError { path, error }: PathError) -> Self {
        Self::Io { path, error }
    }
}

/// A station that this process may write. Dropping it releases the station.
#[derive(Debug)]
pub(crate) struct StationLock {
    file: File,
    since: Moment,
}

impl Drop for StationLock {
    fn drop(&mut self) {
        // The note is removed so that a released lock reports no holder. If the removal fails, no harm is
        // done, because the kernel holds the lock itself and releases the lock when the file is closed.
        let _ = self.file.set_len(0);
    }
}

impl StationLock {
    /// Takes the lock `<ID>.lock` in this folder of stations.
    ///
    /// # Errors
    /// [`LockError`] if the station is held or belongs to another account, or if the lock cannot be
    /// written.
    pub(crate) fn acquire(stations: &Path, station: StationId, now: Moment) -> Result<Self, LockError> {
        let path = stations.join(names::lock(station));
        let mut file = open_or_create(&path)?;
        try_lock(&file, &path)?;
        let holder = Holder {
            user: account::name(account::own_uid()),
            pid: std::process::id(),
            host: host_name(),
            since: now,
        };
        let mut note = serde_json::to_vec(&holder).map_err(|error| at(&path)(error.into()))?;
        note.push(b'\n');
        // The note only informs people, so the station can still be used if there is no space for the note.
        let _ = file.set_len(0).and_then(|()| file.rewind()).and_then(|()| file.write_all(&note));
        Ok(Self { file, since: now })
    }

    /// Returns the time that was given when the lock was taken.
    pub(super) const fn since(&self) -> Moment {
        self.since
    }
}

fn open_or_create(path: &Path) -> Result<File, LockError> {
    if path.symlink_metadata().is_ok_and(|meta| !meta.is_file()) {
        return Err(LockError::NotAFile { path: path.to_owned() });
    }
    let mut options = no_follow();
    options.read(true).write(true).create(true).truncate(false).mode(PRIVATE_FILE_MODE);
    options.open(path).map_err(|error| {
        let owner = path.symlink_metadata().map(|meta| meta.uid());
        match owner {
            Ok(uid) if error.kind() == io::ErrorKind::PermissionDenied && uid != account::own_uid() => {
                LockError::OtherAccount { user: account::name(uid) }
            }
            _ => at(path)(error).into(),
        }
    })
}

/// Locks the file, or reports its holder.
fn try_lock(file: &File, path: &Path) -> Result<(), LockError> {
    let mut tries = 0;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(error)) => return Err(at(path)(error).into()),
        }
        // If there is no note, another process either has just taken the lock or is only checking whether
        // the lock is held (see `is_held`).
        let holder = read_holder(file);
        if holder.is_some() || tries == NOTE_TRIES {
            return Err(LockError::Held { holder });
        }
        tries += 1;
        thread::sleep(NOTE_PAUSE);
    }
}

/// Reads the note of a lock file, or returns `None` if the file holds no valid note.
fn read_holder(file: &File) -> Option<Box<Holder>> {
    let mut note = vec![0; NOTE_MAX];
    let read = file.read_at(&mut note, 0).ok()?;
    serde_json::from_slice(&note[..read]).ok()
}

/// Returns whether a process holds this station now, or `None` if that cannot be determined.
#[must_use]
pub(crate) fn is_held(stations: &Path, station: StationId) -> Option<bool> {
    match fs::open(&stations.join(names::lock(station))) {
        Ok(file) => match file.try_lock_shared() {
            Ok(()) => Some(false),
            Err(TryLockError::WouldBlock) => Some(true),
            Err(TryLockError::Error(_)) => None,
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Some(false),
        Err(_) => None,
    }
}

fn host_name() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::testing::{id, noon};

    #[test]
    fn held_station_reports_its_holder_until_it_is_released() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(is_held(folder.path(), id("A")), Some(false));
        let first = StationLock::acquire(folder.path(), id("A"), noon()).unwrap();
        assert_eq!(is_held(folder.path(), id("A")), Some(true));
        match StationLock::acquire(folder.path(), id("A"), noon()) {
            Err(LockError::Held { holder: Some(holder) }) => {
                assert_eq!((holder.pid, holder.since), (std::process::id(), noon()));
            }
            other => panic!("{other:?}"),
        }
        drop(first);
        assert_eq!(std::fs::read(folder.path().join("A.lock")).unwrap(), b"", "the note is removed");
        assert!(StationLock::acquire(folder.path(), id("A"), noon()).is_ok());
    }

    #[test]
    fn short_check_of_a_lock_does_not_make_another_process_fail() {
        let folder = tempfile::tempdir().unwrap();
        drop(StationLock::acquire(folder.path(), id("A"), noon()).unwrap());
        let check = File::open(folder.path().join("A.lock")).unwrap();
        check.try_lock_shared().unwrap();
        thread::scope(|scope| {
            let acquired = scope.spawn(|| StationLock::acquire(folder.path(), id("A"), noon()));
            drop(check);
            assert!(acquired.join().unwrap().is_ok());
        });
    }

    #[test]
    fn symbolic_link_is_not_used_as_a_lock() {
        let folder = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink("elsewhere", folder.path().join("A.lock")).unwrap();
        let result = StationLock::acquire(folder.path(), id("A"), noon());
        assert!(matches!(result, Err(LockError::NotAFile { .. })), "{result:?}");
        assert!(!folder.path().join("elsewhere").exists());
    }
}
