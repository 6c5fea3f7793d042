//! The lock of one station: who holds it, since when.
//!
//! Invariant: as long as a [`StationLock`] lives, no other process holds the same station. The lock is
//! the kernel's, on the open file, so it is free again however its holder ends; the file itself stays,
//! because removing it would let two holders each lock their own.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Seek, Write};
use std::os::unix::fs::{FileExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::domain::record::{Moment, StationId};
use crate::journal::rights::{self, account, no_follow, own_uid};

/// The most of a lock file that is read: it holds one short line.
const NOTE_MAX: usize = 1024;
/// How often, and how long apart, a note is looked for that is not there yet.
const NOTE_TRIES: u32 = 100;
const NOTE_PAUSE: Duration = Duration::from_millis(5);

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
pub enum LockError {
    /// Another process writes it. `holder` is unknown where its note could not be read.
    Held {
        holder: Option<Box<Holder>>,
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
    /// Closing it gives the station back.
    file: File,
}

impl Drop for StationLock {
    fn drop(&mut self) {
        // Whoever asks next is not told of one who has left. Only a note: the lock is the kernel's.
        let _ = self.file.set_len(0);
    }
}

impl StationLock {
    /// Takes the lock `<ID>.lock` in this folder of stations.
    ///
    /// # Errors
    /// [`LockError`] where it is held, owned by another account, or cannot be written.
    pub fn take(stations: &Path, id: StationId, now: Moment) -> Result<Self, LockError> {
        let path = stations.join(format!("{id}.lock"));
        if path.symlink_metadata().is_ok_and(|meta| !meta.is_file()) {
            return Err(LockError::NotAFile { path });
        }
        let fault = |error| LockError::Io { path: path.clone(), error };
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
                        LockError::OtherAccount { user: account(meta.uid()) }
                    }
                    _ => fault(error),
                });
            }
            Err(error) => return Err(fault(error)),
        };
        let mut tries = 0;
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(error)) => return Err(fault(error)),
            }
            // Without a note it was taken in this moment, or somebody only asks whether it is held.
            let holder = holder_of(&file);
            if holder.is_some() || tries == NOTE_TRIES {
                return Err(LockError::Held { holder });
            }
            tries += 1;
            thread::sleep(NOTE_PAUSE);
        }
        let holder = Holder { user: account(own_uid()), pid: std::process::id(), host: host(), since: now };
        let mut note = serde_json::to_vec(&holder).map_err(|error| fault(error.into()))?;
        note.push(b'\n');
        // Only a note for people: a full disk must not keep anyone from trying.
        let _ = file.set_len(0).and_then(|()| file.rewind()).and_then(|()| file.write_all(&note));
        Ok(Self { file })
    }
}

/// Who holds it, by the note.
fn holder_of(file: &File) -> Option<Box<Holder>> {
    let mut note = vec![0; NOTE_MAX];
    let read = file.read_at(&mut note, 0).ok()?;
    serde_json::from_slice(&note[..read]).ok()
}

/// Whether some process holds this station now; `None` where that cannot be told.
#[must_use]
pub fn is_held(stations: &Path, id: StationId) -> Option<bool> {
    let path = stations.join(format!("{id}.lock"));
    match rights::open(&path) {
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
            Err(LockError::Held { holder: Some(holder) }) => {
                assert_eq!((holder.pid, holder.since), (std::process::id(), now()));
            }
            other => panic!("{other:?}"),
        }
        drop(first);
        // Of who has left nothing is told.
        assert_eq!(std::fs::read(folder.path().join("A.lock")).unwrap(), b"");
        assert!(StationLock::take(folder.path(), id, now()).is_ok());
    }

    #[test]
    fn who_only_asks_for_a_moment_keeps_nobody_out() {
        let folder = tempfile::tempdir().unwrap();
        let id = StationId::parse("A").unwrap();
        drop(StationLock::take(folder.path(), id, now()).unwrap());
        let asked = File::open(folder.path().join("A.lock")).unwrap();
        asked.try_lock_shared().unwrap();
        thread::scope(|scope| {
            let taken = scope.spawn(|| StationLock::take(folder.path(), id, now()));
            drop(asked);
            assert!(taken.join().unwrap().is_ok());
        });
    }

    #[test]
    fn a_symbolic_link_is_no_lock() {
        let folder = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink("elsewhere", folder.path().join("A.lock")).unwrap();
        let fault = StationLock::take(folder.path(), StationId::parse("A").unwrap(), now());
        assert!(matches!(fault, Err(LockError::NotAFile { .. })), "{fault:?}");
        assert!(!folder.path().join("elsewhere").exists());
    }
}
