//! Follows an event while it is written: journals that grow or appear, and changes of `event.json`.
//!
//! Invariant: only names, sizes and times are polled, because polling them also works on network disks. The
//! content of a journal is read by a [`JournalState`].

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
use crate::journal::journal_state::JournalState;
use crate::journal::reader;

/// An event that is polled for changes.
pub struct Follower {
    /// The folder of the event.
    pub folder: EventFolder,
    /// The state of each journal, which records how far the journal has been read.
    pub states: Vec<JournalState>,
    /// The stamp of `event.json` at the last poll, or `None` if there was no such file.
    event_stamp: Option<FileStamp>,
}

impl Follower {
    /// Creates a follower of an event whose journals have been read up to the positions in `states`.
    #[must_use]
    pub fn new(folder: EventFolder, states: Vec<JournalState>) -> Self {
        let event_stamp = FileStamp::read(&folder.event_file());
        Self { folder, states, event_stamp }
    }

    /// Returns the event if `event.json` was changed or removed since the last call, else `None`.
    ///
    /// # Errors
    /// [`FolderError`] if the file cannot be read, or describes another event.
    pub fn changed_event(&mut self) -> Option<Result<Event, FolderError>> {
        let stamp = FileStamp::read(&self.folder.event_file());
        if stamp == self.event_stamp {
            return None;
        }
        self.event_stamp = stamp;
        Some(event_file::read(&self.folder.path).and_then(|event| {
            if event.id != self.folder.event.id {
                return Err(FolderError::OtherEvent { path: self.folder.event_file() });
            }
            // Journals that were read before may now belong to the event (docs/journal.md M8).
            self.states.iter_mut().for_each(|state| state.check_event(event.ids()));
            self.folder.event = event.clone();
            Ok(event)
        }))
    }

    /// Lists the journals again, and returns all known journals, including those that appeared since the last
    /// call.
    ///
    /// A journal that no longer exists stays in the list if it was read before.
    ///
    /// # Errors
    /// Returns the same errors as [`EventFolder::journals`].
    pub fn journals(&mut self) -> Result<&mut [JournalState], FolderError> {
        let mut listed: HashMap<OsString, StationId> = self
            .folder
            .journals()?
            .into_iter()
            .map(|(station, file)| (file.into_os_string(), station))
            .collect();
        self.states.retain(|state| listed.remove(state.file.as_os_str()).is_some() || state.has_existed());
        let mut new: Vec<_> = listed.into_iter().collect();
        new.sort();
        self.states.extend(new.into_iter().map(|(file, station)| JournalState::new(station, file.into())));
        Ok(&mut self.states)
    }

    /// Reads every journal again from its beginning, into a new ledger.
    ///
    /// A journal that was read before and no longer exists stays in the list as a journal that cannot be
    /// read. Returns `None`, and changes nothing, if the journal `required` does not exist.
    ///
    /// # Errors
    /// Returns the same errors as [`Follower::journals`].
    pub fn reload(&mut self, required: Option<&Path>) -> Result<Option<Ledger>, FolderError> {
        if required.is_some_and(|file| !file.is_file()) {
            return Ok(None);
        }
        let (ledger, mut states) = reader::replay(&self.folder)?;
        // This call fails if the folder disappeared while its journals were read. In that case the missing
        // journals are not reported as lost.
        self.folder.journals()?;
        let was_read = |file: &Path| states.iter().any(|state| state.file == file && state.slot.is_some());
        if required.is_some_and(|file| !was_read(file)) {
            return Ok(None);
        }
        let gone: Vec<JournalState> = self
            .states
            .iter()
            .filter(|old| old.has_existed() && !states.iter().any(|state| state.file == old.file))
            .map(|old| JournalState::gone(old.name, old.file.clone()))
            .collect();
        states.extend(gone);
        self.states = states;
        Ok(Some(ledger))
    }
}

/// Metadata that shows whether a file was changed or replaced, so that the file need not be read.
#[derive(PartialEq, Eq)]
struct FileStamp {
    inode: u64,
    len: u64,
    modified: SystemTime,
}

impl FileStamp {
    /// Returns `None` if the file does not exist or cannot be examined.
    fn read(path: &Path) -> Option<Self> {
        let meta = fs::metadata(path).ok()?;
        Some(Self { inode: meta.ino(), len: meta.len(), modified: meta.modified().ok()? })
    }
}
