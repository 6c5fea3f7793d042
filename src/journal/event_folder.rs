//! The folder of one event: `event.json` and the journals of its stations.
//!
//! Invariant: only station ids are joined to the path.

use std::path::{Path, PathBuf};

use crate::domain::event::Event;
use crate::domain::record::StationId;
use crate::journal::folder_error::FolderError;
use crate::journal::fs::{at, list};
use crate::journal::names;

/// One event on the disk.
#[derive(Clone, Debug)]
pub struct EventFolder {
    /// The name of the folder.
    pub slug: String,
    /// The path of the folder.
    pub path: PathBuf,
    /// The content of `event.json` when it was last read.
    pub event: Event,
}

impl EventFolder {
    /// Returns the path of `event.json`.
    #[must_use]
    pub fn event_file(&self) -> PathBuf {
        self.path.join(names::EVENT_FILE)
    }

    /// Returns the folder of the stations' journals.
    #[must_use]
    pub fn stations(&self) -> PathBuf {
        self.path.join(names::STATIONS)
    }

    /// Returns the path of a station's journal.
    #[must_use]
    pub fn journal(&self, station: StationId) -> PathBuf {
        self.stations().join(names::journal(station))
    }

    /// Returns the files that have the name of a journal, sorted by name. Links and folders are included.
    ///
    /// # Errors
    /// [`FolderError::Io`] if the folder of journals cannot be listed or does not exist. That folder is
    /// created together with the event, so an event without the folder has lost its journals.
    pub fn journals(&self) -> Result<Vec<(StationId, PathBuf)>, FolderError> {
        let stations = self.stations();
        stations.symlink_metadata().map_err(at(&stations))?;
        journals_in(&stations)
    }

    /// Returns the files that are in the folder of journals and could be mistaken for a journal, but are
    /// not read. These are links, and `.jsonl` files with a name that no station can have.
    ///
    /// # Errors
    /// [`FolderError::Io`] if the folder of journals cannot be listed.
    pub fn unrecognized(&self) -> Result<Vec<PathBuf>, FolderError> {
        unrecognized_in(&self.stations())
    }
}

/// Same as [`EventFolder::journals`], but for any folder of stations.
pub(super) fn journals_in(stations: &Path) -> Result<Vec<(StationId, PathBuf)>, FolderError> {
    let journal = |name: &String| Some((names::station_of_journal(name)?, stations.join(name)));
    Ok(list(stations)?.iter().filter_map(|(name, _)| journal(name)).collect())
}

/// Same as [`EventFolder::unrecognized`], but for any folder of stations.
pub(super) fn unrecognized_in(stations: &Path) -> Result<Vec<PathBuf>, FolderError> {
    let mut entries = list(stations)?;
    entries.retain(|(name, kind)| {
        names::is_misnamed_journal(name) || (kind.is_symlink() && names::station_of_journal(name).is_none())
    });
    Ok(entries.into_iter().map(|(name, _)| stations.join(name)).collect())
}
