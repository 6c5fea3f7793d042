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
use crate::domain::ledger::Ledger;
use crate::domain::record::StationId;
use crate::journal::event_file;
use crate::journal::event_folder::EventFolder;
use crate::journal::folder_error::FolderError;
use crate::journal::reader::{self, JournalState};

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
        let event = Mark::of(&folder.event_file());
        Self { folder, states, event }
    }

    /// The event, where `event.json` was changed, or went away, since the last look.
    ///
    /// # Errors
    /// [`FolderError`] where it cannot be read, or is another event's.
    pub fn event(&mut self) -> Option<Result<Event, FolderError>> {
        let now = Mark::of(&self.folder.event_file());
        if now == self.event {
            return None;
        }
        self.event = now;
        Some(event_file::read(&self.folder.path).and_then(|event| {
            if event.id != self.folder.event.id {
                return Err(FolderError::OtherEvent { path: self.folder.event_file() });
            }
            self.folder.event = event.clone();
            Ok(event)
        }))
    }

    /// Every journal that is known now, with those that appeared since the last look. What went away before
    /// anything could be read of it is forgotten.
    ///
    /// # Errors
    /// As [`EventFolder::journals`].
    pub fn journals(&mut self) -> Result<&mut [JournalState], FolderError> {
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

    /// Reads everything from the beginning. What was read before and is gone now stays among the journals as one that
    /// cannot be read, until it is back. Nothing is done where the journal that is `needed` is not there.
    ///
    /// # Errors
    /// As [`Follower::journals`].
    pub fn anew(&mut self, needed: Option<&Path>) -> Result<Option<Ledger>, FolderError> {
        if needed.is_some_and(|file| !file.is_file()) {
            return Ok(None);
        }
        let (ledger, mut states) = reader::replay(&self.folder)?;
        // Journals that went away with their folder in this moment were not read.
        self.folder.journals()?;
        let read = |file: &Path| states.iter().any(|state| state.file == file && state.slot.is_some());
        if needed.is_some_and(|file| !read(file)) {
            return Ok(None);
        }
        let gone: Vec<JournalState> = self
            .states
            .iter()
            .filter(|old| old.was_read() && !states.iter().any(|state| state.file == old.file))
            .map(|old| JournalState::missed(old.name, old.file.clone()))
            .collect();
        states.extend(gone);
        self.states = states;
        Ok(Some(ledger))
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
