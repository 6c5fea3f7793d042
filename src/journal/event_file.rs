//! `event.json`: read, and changed by replacing it whole.
//!
//! Invariant: readers see the old or the new event, never a half; two changes at once both count,
//! because each reads what the other wrote, under `event.lock`.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use crate::domain::event::Event;
use crate::journal::folder::{EventFolder, FolderError, at, sync_folder};
use crate::journal::rights::{self, Sharing, no_follow, own_uid};

/// The most bytes that are read. An event with all materials that it may have, and long names, takes a tenth.
const LENGTH_MAX: u64 = 1024 * 1024;

/// How long another's change is waited for.
const PATIENCE: Duration = Duration::from_secs(3);

/// How long to wait before looking again.
const PAUSE: Duration = Duration::from_millis(10);

/// Reads `event.json` in this folder.
///
/// # Errors
/// [`FolderError`] where it is not there, cannot be read, or is no event.
pub fn read(folder: &Path) -> Result<Event, FolderError> {
    let path = folder.join("event.json");
    if !path.symlink_metadata().map_err(at(&path))?.is_file() {
        return Err(FolderError::NotAFile { path });
    }
    let text = text_of(&path).map_err(at(&path))?;
    Event::from_json(&text).map_err(|fault| FolderError::Event { path, fault })
}

/// The file's text: never through a link, never waiting for a pipe, never more than an event can be.
fn text_of(path: &Path) -> io::Result<String> {
    let file = rights::open(path)?;
    if file.metadata()?.len() > LENGTH_MAX {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let mut text = String::new();
    file.take(LENGTH_MAX).read_to_string(&mut text)?;
    Ok(text)
}

/// Writes `event.json` whole or not at all.
pub(super) fn write(folder: &Path, event: &Event) -> Result<(), FolderError> {
    let path = folder.join("event.json");
    let text = event.to_json().map_err(|error| at(&path)(error.into()))?;
    let mut new = rights::temporary(folder, ".event-").map_err(at(folder))?;
    new.write_all(text.as_bytes()).and_then(|()| new.as_file().sync_all()).map_err(at(&path))?;
    new.persist(&path).map_err(|fault| at(&path)(fault.error))?;
    sync_folder(folder)
}

/// Reads the event anew, changes it and writes it, all under `event.lock`. Returns it as it now stands.
///
/// # Errors
/// Whatever `change` returns, and [`FolderError`], also where the changed event is not sound; the file
/// is then as it was.
pub fn change<E: From<FolderError>>(
    folder: &EventFolder,
    change: impl FnOnce(&mut Event) -> Result<(), E>,
) -> Result<EventFolder, E> {
    let _lock = lock(&folder.path, "event.lock")?;
    let mut event = read(&folder.path)?;
    change(&mut event)?;
    event.check().map_err(FolderError::NewEvent)?;
    write(&folder.path, &event)?;
    Ok(EventFolder { event, ..folder.clone() })
}

/// Takes a lock that only one change of the event may hold. Reading rights are enough, so everyone who may
/// see the event can wait for it.
pub(super) fn lock(folder: &Path, name: &str) -> Result<File, FolderError> {
    let path = folder.join(name);
    let options = |create| {
        let mut options = OpenOptions::new();
        options.read(true).write(create).create(create).truncate(false);
        options.mode(0o640).custom_flags(no_follow());
        options
    };
    let file = match options(false).open(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => options(true).open(&path).and_then(|file| {
            // Another may have made it meanwhile: then it is theirs, and open already.
            if file.metadata()?.uid() == own_uid() {
                Sharing::of(folder)?.open_up(&file)?;
            }
            Ok(file)
        }),
        other => other,
    };
    let file = file.map_err(at(&path))?;
    let start = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if start.elapsed() < PATIENCE => thread::sleep(PAUSE),
            Err(TryLockError::WouldBlock) => return Err(FolderError::Busy { path }),
            Err(TryLockError::Error(error)) => return Err(FolderError::Io { path, error }),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::domain::event::EventError;
    use crate::journal::testing::folder;

    #[test]
    fn changes_at_once_all_count() {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        thread::scope(|scope| {
            for number in 0..8 {
                let folder = &folder;
                scope.spawn(move || {
                    change::<FolderError>(folder, |event| {
                        event.extra.insert(format!("field{number}"), number.into());
                        Ok(())
                    })
                    .unwrap();
                });
            }
        });
        assert_eq!(read(&folder.path).unwrap().extra.len(), 8);
        let names = fs::read_dir(&folder.path).unwrap().count();
        assert_eq!(names, 3, "event.json, event.lock, stations and nothing else");
    }

    #[test]
    fn a_refused_change_leaves_the_file_as_it_was() {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        let before = fs::read(folder.path.join("event.json")).unwrap();
        let fault = change::<FolderError>(&folder, |event| {
            event.name = String::new();
            Ok(())
        });
        assert!(matches!(fault, Err(FolderError::NewEvent(EventError::Name))));
        assert!(change(&folder, |_| Err(FolderError::Random)).is_err());
        assert_eq!(fs::read(folder.path.join("event.json")).unwrap(), before);
    }
}
