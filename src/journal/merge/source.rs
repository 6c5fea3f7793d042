//! Finds the copy to merge and the event that it belongs to.
//!
//! Invariants:
//! - The copy is not changed. An event is created only by [`find_event`].
//! - No symbolic link is followed below the given folder.

use std::fs;
use std::path::{Path, PathBuf};

use crate::domain::event::Event;
use crate::domain::record::StationId;
use crate::journal::data_dir::{DataDir, SlugChoice};
use crate::journal::event_folder::{self, EventFolder};
use crate::journal::fault::{Fault, Located};
use crate::journal::folder_error::FolderError;
use crate::journal::fs::at;
use crate::journal::merge::error::MergeError;
use crate::journal::reader;
use crate::journal::{event_file, names};

/// A copy of an event's journals.
#[derive(Debug)]
pub(crate) struct MergeSource {
    /// The folder of journals, without symbolic links in its path.
    pub(super) stations: PathBuf,
    /// The event in the copy's `event.json`, or `None` if that file cannot be read.
    event: Option<Event>,
    /// The event's id, from `event.json` or from the journals.
    pub(super) event_id: String,
}

/// Finds the copy in a folder. The folder may be an event's folder, the folder `stations` in it, or a data
/// folder that contains the event.
///
/// `slug` names the local event that the copy should belong to. If the folder is a data folder, `slug`
/// chooses one of its events.
///
/// # Errors
/// [`MergeError`] if the folder holds no copy, or if it holds several events and `slug` is `None`.
pub(crate) fn find_source(
    folder: &Path,
    data: &DataDir,
    slug: Option<&str>,
) -> Result<MergeSource, MergeError> {
    let path = fs::canonicalize(folder).map_err(at(folder))?;
    if is_folder(&path.join(names::STATIONS)) {
        return source_of_event(&path);
    }
    if is_folder(&path.join(names::EVENTS)) {
        let wanted = slug.map(|slug| data.open(slug)).transpose()?;
        let mut events = DataDir::at(&path).listing()?.events;
        if let Some(wanted) = wanted {
            events.retain(|event| event.event.id == wanted.event.id);
        }
        return match events.as_slice() {
            [] => Err(MergeError::NoCopy(path)),
            [event] => source_of_event(&event.path),
            several => {
                let slugs = several.iter().map(|event| event.slug.clone()).collect();
                Err(MergeError::SeveralEvents { path, slugs })
            }
        };
    }
    let parent = path.parent().map(Path::to_owned);
    source_of_stations(path, parent.as_deref())
}

fn is_folder(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|meta| meta.is_dir())
}

fn source_of_event(path: &Path) -> Result<MergeSource, MergeError> {
    source_of_stations(path.join(names::STATIONS), Some(path))
}

fn source_of_stations(stations: PathBuf, event_folder: Option<&Path>) -> Result<MergeSource, MergeError> {
    let journals = event_folder::journals_in(&stations)?;
    // The journals alone identify the event, so an `event.json` that is missing or damaged is no error here.
    let event = event_folder.and_then(|folder| event_file::read(folder).ok());
    let id = event.as_ref().map(|event| event.id.clone());
    match id.or_else(|| journals.iter().find_map(|(station, file)| event_id_of(*station, file))) {
        Some(event_id) if !journals.is_empty() => Ok(MergeSource { stations, event, event_id }),
        _ => Err(MergeError::NoCopy(stations)),
    }
}

/// Returns the event id in a journal's first line.
fn event_id_of(station: StationId, file: &Path) -> Option<String> {
    // The reader reports each event id that differs from the expected id. The expected id is empty here,
    // and no event has an empty id, so every event id is reported.
    let state = reader::read_file(station, file.to_owned(), "", &mut |_, _| {});
    state.faults.into_iter().find_map(|Located { what, .. }| match what {
        Fault::OtherEvent { found } => Some(found),
        _ => None,
    })
}

/// Returns the local event that the copy belongs to, and whether that event was created for the copy.
///
/// # Errors
/// [`MergeError`] if `slug` names an event that is not the copy's event, or if the event does not exist
/// locally and the copy has no `event.json` from which it could be created.
pub(crate) fn find_event(
    source: &MergeSource,
    data: &DataDir,
    slug: Option<&str>,
) -> Result<(EventFolder, bool), MergeError> {
    if let Some(slug) = slug {
        let folder = data.open(slug)?;
        if folder.event.id != source.event_id {
            return Err(MergeError::OtherEvent { slug: slug.to_owned(), name: source.event_name() });
        }
        return Ok((folder, false));
    }
    if let Some(folder) = existing_event(source, data)? {
        return Ok((folder, false));
    }
    let Some(event) = &source.event else {
        return Err(MergeError::UnknownEvent(source.stations.clone()));
    };
    // If two merges run at the same time, the second finds the event that the first created.
    let _one_at_a_time = data.lock(names::MERGE_LOCK)?;
    match existing_event(source, data)? {
        Some(folder) => Ok((folder, false)),
        None => Ok((data.create(event, SlugChoice::Named)?, true)),
    }
}

fn existing_event(source: &MergeSource, data: &DataDir) -> Result<Option<EventFolder>, FolderError> {
    let listing = data.listing()?;
    let found = listing.events.into_iter().find(|folder| folder.event.id == source.event_id);
    match listing.broken.into_iter().next() {
        // An event that cannot be read may be the event of the copy. Creating a second event would split its
        // records between two events.
        Some((_, error)) if found.is_none() => Err(error),
        _ => Ok(found),
    }
}

impl MergeSource {
    /// Returns the event's name, or its id if the name is unknown.
    fn event_name(&self) -> String {
        self.event.as_ref().map_or_else(|| self.event_id.clone(), |event| event.name.clone())
    }

    /// Returns the files that have the name of a journal.
    pub(super) fn journals(&self) -> Result<Vec<(StationId, PathBuf)>, FolderError> {
        event_folder::journals_in(&self.stations)
    }

    /// Returns the files that could be mistaken for a journal.
    pub(super) fn unrecognized(&self) -> Result<Vec<PathBuf>, FolderError> {
        event_folder::unrecognized_in(&self.stations)
    }
}
