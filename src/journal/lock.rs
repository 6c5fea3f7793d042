//! The lock of one station: who holds it, since when.
//!
//! Invariant: as long as a [`StationLock`] lives, no other process holds the same station. The lock is
//! the kernel's, on the open file, so it is free again however its holder ends; the file itself stays,
//! because removing it would let two holders each lock their own.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::domain::record::{Moment, StationId};
use crate::journal::rights::{account, no_follow, own_uid};

/// The most of a lock file that is read: it holds one short line.
const NOTE_MAX: u64 = 1024;

/// What a lock file says about its holder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// The account.
    pub user: String,
    pub pid: u32,
    pub host: String,
    pub since: Moment,
}

/// Why a station is not free.
#[derive(Debug)]
pub enum LockFault {
    /// Another process writes it. `holder` is unknown where its note could not be read.
    Held {
        holder: Option<Holder>,
    },
    /// It belongs to another account of this machine.
    OtherAccount {
        user: String,
    },
    /// A link, a folder or a device stands where the lock should.
    NotAFile {
        path: PathBuf,
    },
    Io {
        path: PathBuf,
        error: io::Error,
    },
}

/// A station that this process may write.
#[derive(Debug)]
pub struct StationLock {
    /// Held, not used: closing it gives the station back.
    _file: File,
}

impl StationLock {
    /// Takes the lock `<ID>.lock` in this folder of stations.
    ///
    /// # Errors
    /// [`LockFault`] where it is held, owned by another account, or cannot be written.
    pub fn take(stations: &Path, id: StationId, now: Moment) -> Result<Self, LockFault> {
        let path = stations.join(format!("{id}.lock"));
        if path.symlink_metadata().is_ok_and(|meta| !meta.is_file()) {
            return Err(LockFault::NotAFile { path });
        }
        let fault = |error| LockFault::Io { path: path.clone(), error };
        let opened = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .custom_flags(no_follow())
            .open(&path);
        let mut file = match opened {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                return Err(match path.symlink_metadata() {
                    Ok(meta) if meta.uid() != own_uid() => {
                        LockFault::OtherAccount { user: account(meta.uid()) }
                    }
                    _ => fault(error),
                });
            }
            Err(error) => return Err(fault(error)),
        };
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut note = String::new();
                let read = file.take(NOTE_MAX).read_to_string(&mut note);
                let holder = read.ok().and_then(|_| serde_json::from_str(&note).ok());
                return Err(LockFault::Held { holder });
            }
            Err(TryLockError::Error(error)) => return Err(fault(error)),
        }
        let holder = Holder { user: account(own_uid()), pid: std::process::id(), host: host(), since: now };
        let mut note = serde_json::to_vec(&holder).map_err(|error| fault(error.into()))?;
        note.push(b'\n');
        // Only a note for people: a full disk must not keep anyone from trying.
        let _ = file.set_len(0).and_then(|()| file.rewind()).and_then(|()| file.write_all(&note));
        Ok(Self { _file: file })
    }
}

/// Whether some process holds this station now; `None` where that cannot be told.
#[must_use]
pub fn is_held(stations: &Path, id: StationId) -> Option<bool> {
    let path = stations.join(format!("{id}.lock"));
    match OpenOptions::new().read(true).custom_flags(no_follow()).open(path) {
        Ok(file) => match file.try_lock_shared() {
            Ok(()) => Some(false),
            Err(TryLockError::WouldBlock) => Some(true),
            Err(TryLockError::Error(_)) => None,
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Some(false),
        Err(_) => None,
    }
}

fn host() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Moment {
        Moment::parse_from_rfc3339("2026-01-25T12:00:00.000+05:00").unwrap()
    }

    #[test]
    fn a_second_holder_is_told_who_is_first() {
        let folder = tempfile::tempdir().unwrap();
        let id = StationId::parse("A").unwrap();
        assert_eq!(is_held(folder.path(), id), Some(false));
        let first = StationLock::take(folder.path(), id, now()).unwrap();
        assert_eq!(is_held(folder.path(), id), Some(true));
        match StationLock::take(folder.path(), id, now()) {
            Err(LockFault::Held { holder: Some(holder) }) => {
                assert_eq!((holder.pid, holder.since), (std::process::id(), now()));
            }
            other => panic!("{other:?}"),
        }
        drop(first);
        assert!(StationLock::take(folder.path(), id, now()).is_ok());
    }

    #[test]
    fn a_symbolic_link_is_no_lock() {
        let folder = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink("elsewhere", folder.path().join("A.lock")).unwrap();
        let fault = StationLock::take(folder.path(), StationId::parse("A").unwrap(), now());
        assert!(matches!(fault, Err(LockFault::NotAFile { .. })), "{fault:?}");
        assert!(!folder.path().join("elsewhere").exists());
    }
}
