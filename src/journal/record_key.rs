//! Records that a script has given a key, so that a repeated command does not record them twice (docs/journal.md L11).
//!
//! Invariant: while a [`KeyLock`] lives, no other process of this data folder writes a record with a key in this event.

use crate::domain::record::{Record, RecordKey, RecordRef, StationId};
use crate::journal::event_folder::EventFolder;
use crate::journal::folder_error::FolderError;
use crate::journal::folder_lock::FolderLock;
use crate::journal::fs::{PathError, at, open};
use crate::journal::journal_state::LineContent;
use crate::journal::{names, reader};

/// The lock of an event that is held from the search for a key until its record is on the disk.
#[derive(Debug)]
pub(crate) struct KeyLock {
    _lock: FolderLock,
}

impl KeyLock {
    /// Takes the lock, and waits for it if another process holds it.
    ///
    /// # Errors
    /// [`FolderError`] if the lock cannot be taken.
    pub(crate) fn acquire(folder: &EventFolder) -> Result<Self, FolderError> {
        FolderLock::acquire(&folder.path, names::KEY_LOCK).map(|lock| Self { _lock: lock })
    }
}

/// A record that has the key.
#[derive(Debug)]
pub(crate) struct KeyedRecord {
    /// The station that the journal's file is named after.
    pub name: StationId,
    /// The name by which other records refer to it.
    pub target: RecordRef,
    pub record: Record,
}

/// Finds the record with this key in all journals of the event. If there are several, returns the first one of the
/// first journal by name.
///
/// # Errors
/// [`FolderError`] if a journal cannot be read, because it may hold the record.
pub(crate) fn find(folder: &EventFolder, key: &RecordKey) -> Result<Option<KeyedRecord>, FolderError> {
    let mut found = None;
    for (name, file) in folder.journals()? {
        let mut record = None;
        let state = reader::read_file(name, file, folder.event.ids(), &mut |_, line| match line {
            LineContent::Record(read) if record.is_none() && read.key.as_ref() == Some(key) => {
                record = Some(read.clone());
            }
            LineContent::Record(_) | LineContent::Unreadable => {}
        });
        if let Some(error) = state.read_error() {
            return Err(at(&state.file)(error).into());
        }
        if found.is_none()
            && let Some(record) = record
        {
            let target = RecordRef { station: state.station, seq: record.seq, hash: record.hash.short() };
            found = Some(KeyedRecord { name, target, record });
        }
    }
    Ok(found)
}

/// Like [`find`], but returns the record only if it is on the disk, and not only in memory after a failed sync.
///
/// # Errors
/// [`KeyError`].
pub(crate) fn find_on_disk(folder: &EventFolder, key: &RecordKey) -> Result<Option<KeyedRecord>, KeyError> {
    let Some(found) = find(folder, key)? else { return Ok(None) };
    let path = folder.journal(found.name);
    let file = open(&path).map_err(|error| FolderError::from(at(&path)(error)))?;
    file.sync_data().map_err(|error| KeyError::Unsynced(at(&path)(error)))?;
    // After a failed sync the kernel may show data that is not on the disk (docs/journal.md W4).
    #[cfg(target_os = "linux")]
    let _ = rustix::fs::fadvise(&file, 0, None, rustix::fs::Advice::DontNeed);
    Ok(find(folder, key)?)
}

/// Why it cannot be said whether a record with a key is in the journals.
#[derive(Debug, thiserror::Error)]
pub(crate) enum KeyError {
    #[error("the journals cannot be read")]
    Folder(#[from] FolderError),
    /// The record is there, but the disk does not confirm it.
    #[error("the record is there, but its journal cannot be synced")]
    Unsynced(#[source] PathError),
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::domain::record::{Op, PendingRecord};
    use crate::journal::station::open_station;
    use crate::journal::testing::{TEST_DISK, folder, id, noon, pending};
    use crate::journal::writer::{Outcome, Writer};

    fn key(text: &str) -> RecordKey {
        RecordKey::parse(text).unwrap()
    }

    fn record(folder: &EventFolder, station: &str, text: &str) {
        let open = open_station(folder, Some(id(station)), noon(), "0").unwrap();
        let writer = Writer::spawn(open, |_| ()).unwrap();
        writer.append(PendingRecord { key: Some(key(text)), ..pending(1, Op::People { count: 1 }) });
        assert_eq!(writer.finish(TEST_DISK), Outcome::default());
    }

    #[test]
    fn a_key_is_found_in_the_journal_of_any_station() {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        assert!(find_on_disk(&folder, &key("k1")).unwrap().is_none());
        record(&folder, "A", "k1");
        record(&folder, "B", "k2");
        for (text, station) in [("k1", "A"), ("k2", "B")] {
            let found = find_on_disk(&folder, &key(text)).unwrap().unwrap();
            assert_eq!((found.name, found.record.seq), (id(station), 2));
        }
        assert!(find_on_disk(&folder, &key("k")).unwrap().is_none());
        fs::create_dir(folder.journal(id("C"))).unwrap();
        assert!(find(&folder, &key("k1")).is_ok(), "a folder is no journal and holds no record");
    }

    #[test]
    fn a_journal_that_cannot_be_read_may_hold_the_key() {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        record(&folder, "A", "k1");
        fs::set_permissions(folder.journal(id("A")), fs::Permissions::from_mode(0o000)).unwrap();
        // Root reads it all the same.
        if fs::read(folder.journal(id("A"))).is_err() {
            assert!(find(&folder, &key("k2")).is_err());
        }
    }

    #[test]
    fn one_process_at_a_time_uses_keys() {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        let lock = KeyLock::acquire(&folder).unwrap();
        assert!(matches!(KeyLock::acquire(&folder), Err(FolderError::Busy { .. })));
        drop(lock);
        assert!(KeyLock::acquire(&folder).is_ok());
    }
}
