//! An event as it goes on: journals that grow or appear, an `event.json` that changes.
//!
//! Invariant: looks at names, sizes and times only, which works on network disks too; what a journal holds
//! is read by its [`JournalState`].

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::SystemTime;

use crate::domain::event::Event;
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

    /// Every journal that is known now, with those that appeared since the last look.
    ///
    /// # Errors
    /// [`FolderFault::Io`] where the folder of stations cannot be listed.
    pub fn journals(&mut self) -> Result<&mut [JournalState], FolderFault> {
        for (station, file) in self.folder.journals()? {
            if !self.states.iter().any(|state| state.file == file) {
                self.states.push(JournalState::new(station, file));
            }
        }
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
