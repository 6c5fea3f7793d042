//! An event as it goes on: journals that grow or appear, an `event.json` that changes.
//!
//! Invariant: looks at names, sizes and times only, which works on network disks too; what a journal holds
//! is read by its [`JournalState`].

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::SystemTime;

use crate::domain::event::Event;
use crate::domain::record::StationId;
use crate::journal::event_file;
use crate::journal::folder::{EventFolder, FolderFault};
use crate::journal::reader::JournalState;

/// One event that is looked at again and again.
pub struct Follower {
    pub folder: EventFolder,
    /// The journals as far as they have been read.
    pub states: Vec<JournalState>,
    event: Option<Mark>,
}

impl Follower {
    /// `states` are the journals as far as they have been read.
    #[must_use]
    pub fn new(folder: EventFolder, states: Vec<JournalState>) -> Self {
        let event = Mark::of(&folder.path.join("event.json"));
        Self { folder, states, event }
    }

    /// The event, where `event.json` was changed since the last look.
    pub fn event(&mut self) -> Option<Result<Event, FolderFault>> {
        let now = Mark::of(&self.folder.path.join("event.json"));
        if now == self.event || now.is_none() {
            return None;
        }
        self.event = now;
        let read = event_file::read(&self.folder.path);
        if let Ok(event) = &read {
            self.folder.event = event.clone();
        }
        Some(read)
    }

    /// Every journal that is known now, with those that appeared since the last look. What went away before
    /// anything could be read of it is forgotten.
    ///
    /// # Errors
    /// [`FolderFault::Io`] where the folder of stations cannot be listed.
    pub fn journals(&mut self) -> Result<&mut [JournalState], FolderFault> {
        let mut listed: HashMap<OsString, StationId> = self
            .folder
            .journals()?
            .into_iter()
            .map(|(station, file)| (file.into_os_string(), station))
            .collect();
        self.states.retain(|state| listed.remove(state.file.as_os_str()).is_some() || state.was_read());
        let mut new: Vec<_> = listed.into_iter().collect();
        new.sort();
        self.states.extend(new.into_iter().map(|(file, station)| JournalState::new(station, file.into())));
        Ok(&mut self.states)
    }
}

/// What tells a changed file without reading it: inode, length, time.
#[derive(PartialEq, Eq)]
struct Mark(u64, u64, SystemTime);

impl Mark {
    fn of(path: &Path) -> Option<Self> {
        let data = fs::metadata(path).ok()?;
        Some(Self(data.ino(), data.len(), data.modified().ok()?))
    }
}
