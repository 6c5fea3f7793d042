//! The files of `tarazy sync` beside the journals (docs/journal.md Y5 to Y8).
//!
//! Invariant: no sum depends on them. If one is missing or damaged, more is read from the server again.

use std::io::{ErrorKind, Write};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::domain::event::Event;
use crate::domain::record::LineHash;
use crate::journal::absorbed::absorber;
use crate::journal::data_dir::{DataDir, Listing, SlugChoice};
use crate::journal::event_folder::EventFolder;
use crate::journal::folder_error::FolderError;
use crate::journal::folder_lock::FolderLock;
use crate::journal::fs::{self, NewFile, PathError, at};
use crate::journal::random::random_id;
use crate::journal::sync_status::SyncStatus;
use crate::journal::{line, names, slug};

/// The maximum number of bytes read.
const LENGTH_MAX: u64 = 4 * 1024 * 1024;

/// What this machine and the server last agreed on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Agreed {
    /// The text of `event.json`.
    #[serde(default)]
    pub event: Option<String>,
    /// The point of the stream up to which everything was here.
    #[serde(default)]
    pub point: Option<StreamPoint>,
    /// The hashes of the last line of each local file at that point, in hex.
    #[serde(default)]
    heads: Vec<String>,
}

/// A point of a stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StreamPoint {
    /// When the stream was made, which distinguishes it from another one with the same name.
    pub created: String,
    /// The sequence of a message, or 0.
    pub sequence: u64,
    /// When the server stored that message. A message that is published again after a loss has another time.
    pub time: String,
}

impl Agreed {
    /// Reads what an event agreed on, or nothing if that cannot be read.
    #[must_use]
    pub(crate) fn read(folder: &EventFolder) -> Self {
        let text = fs::read_text(&folder.path.join(names::SYNC_AGREED), LENGTH_MAX);
        text.ok().and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
    }

    /// Replaces the file.
    ///
    /// # Errors
    /// [`PathError`] if the folder of the event cannot be written.
    pub(crate) fn write(&self, folder: &EventFolder) -> Result<(), PathError> {
        replace(folder, names::SYNC_AGREED, self)
    }

    /// Returns the last lines of the files, or `None` if one cannot be read.
    #[must_use]
    pub(crate) fn heads(&self) -> Option<Vec<LineHash>> {
        self.heads.iter().map(|head| LineHash::parse(head)).collect()
    }

    /// Sets the last lines of the files.
    pub(crate) fn set_heads(&mut self, heads: &[LineHash]) {
        self.heads = heads.iter().map(LineHash::to_string).collect();
    }
}

impl SyncStatus {
    /// Replaces the status of an event. It is not synced, because it describes only a running process.
    ///
    /// # Errors
    /// [`PathError`] if the folder of the event cannot be written.
    pub(crate) fn write(&self, folder: &EventFolder) -> Result<(), PathError> {
        replace(folder, names::SYNC_STATUS, self)
    }
}

fn replace(folder: &EventFolder, name: &str, content: &impl Serialize) -> Result<(), PathError> {
    let path = folder.path.join(name);
    let mut text = serde_json::to_string(content).map_err(|error| at(&path)(error.into()))?;
    text.push('\n');
    fs::replace_unconfirmed(&path, names::TEMPORARY_SYNC, text.as_bytes())
}

/// The right to synchronise an event, which one process has.
#[derive(Debug)]
pub(crate) struct SyncLock {
    _lock: FolderLock,
}

impl SyncLock {
    /// Takes the lock of an event.
    ///
    /// # Errors
    /// [`FolderError::Busy`] if another process has it.
    pub(crate) fn acquire(folder: &EventFolder) -> Result<Self, FolderError> {
        Ok(Self { _lock: FolderLock::acquire(&folder.path, names::SYNC_LOCK)? })
    }
}

/// Returns the name of this data folder on servers: 32 hex digits, which are made up once.
///
/// # Errors
/// [`FolderError`] if the folder of events cannot be written.
pub(crate) fn machine(data: &DataDir) -> Result<String, FolderError> {
    let _one_at_a_time = data.lock(names::SYNC_LOCK)?;
    let events = data.events_path();
    let path = events.join(names::SYNC_MACHINE);
    match fs::read_text(&path, LENGTH_MAX) {
        Ok(text) if text.trim_end().len() == 32 && text.trim_end().bytes().all(|b| b.is_ascii_hexdigit()) => {
            return Ok(text.trim_end().to_owned());
        }
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(at(&path)(error).into()),
        _ => {}
    }
    let name = format!("{:032x}", random_id().map_err(FolderError::Random)?);
    fs::replace_shared(&path, names::TEMPORARY_SYNC, format!("{name}\n").as_bytes())?;
    Ok(name)
}

/// Returns the slug that an event gets where it is free.
#[must_use]
pub(crate) fn slug_of(event: &Event) -> String {
    slug::of_event(event.date, &event.name, 1)
}

/// Returns the local event with this id, and whether it was created from `event`. An event that took in this one is
/// returned for it.
///
/// # Errors
/// [`FolderError`] if the events cannot be read, or the event cannot be created.
pub(crate) fn make_event(data: &DataDir, event: &Event) -> Result<(EventFolder, bool), FolderError> {
    let _one_at_a_time = data.lock(names::MERGE_LOCK)?;
    let Listing { events, broken } = data.listing()?;
    let known = events.iter().find(|folder| folder.event.id == event.id);
    let known = known.or_else(|| events.iter().find(|folder| folder.event.owns(&event.id)));
    if let Some(known) = known {
        return Ok((absorber(&events, &known.event).unwrap_or(known).clone(), false));
    }
    // An event that cannot be read may be this one.
    match broken.into_iter().next() {
        Some((_, error)) => Err(error),
        None => Ok((data.create(event, SlugChoice::Named)?, true)),
    }
}

/// Keeps a copy of an event whose fields lost a conflict, and returns its path.
///
/// # Errors
/// [`PathError`] if the copy cannot be written.
pub(crate) fn keep_event(folder: &EventFolder, event: &Event) -> Result<PathBuf, PathError> {
    let text = event.to_json().map_err(|error| at(&folder.path)(error.into()))?;
    let path = folder.path.join(names::event_copy(line::hash(text.as_bytes()).short()));
    let mut copy = NewFile::shared_in(&folder.path, names::TEMPORARY_SYNC).map_err(at(&folder.path))?;
    copy.write_all(text.as_bytes()).and_then(|()| copy.replace(&path)).map_err(at(&path))?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::testing::folder;

    #[test]
    fn what_was_agreed_is_read_again_and_damage_means_nothing() {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        assert_eq!(Agreed::read(&folder), Agreed::default());
        let point = StreamPoint { created: "2026-01-25T09:00:00Z".into(), sequence: 7, time: "ab".into() };
        let mut agreed = Agreed { event: Some("{}".into()), point: Some(point), heads: Vec::new() };
        agreed.set_heads(&[LineHash([7; 32])]);
        agreed.write(&folder).unwrap();
        assert_eq!(Agreed::read(&folder), agreed);
        assert_eq!(agreed.heads(), Some(vec![LineHash([7; 32])]));
        std::fs::write(folder.path.join(".sync.json"), "{\"point\":").unwrap();
        assert_eq!(Agreed::read(&folder), Agreed::default());
        assert!(SyncLock::acquire(&folder).is_ok());
    }

    #[test]
    fn a_data_folder_keeps_its_name() {
        let data = tempfile::tempdir().unwrap();
        let dir = DataDir::at(data.path());
        folder(data.path());
        let name = machine(&dir).unwrap();
        assert_eq!((machine(&dir).unwrap(), name.len()), (name, 32));
        assert_eq!(dir.listing().unwrap().events.len(), 1);
        assert!(dir.listing().unwrap().broken.is_empty());
    }
}
