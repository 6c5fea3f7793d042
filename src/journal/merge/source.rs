//! Finds the copy to merge and the event that it belongs to.
//!
//! Invariants:
//! - The copy is not changed. An event is created only by [`find_event`].
//! - No symbolic link is followed below the given folder.

use std::fs;
use std::path::{Path, PathBuf};

use crate::domain::event::Event;
use crate::domain::record::StationId;
use crate::journal::absorbed::absorber;
use crate::journal::data_dir::{DataDir, Listing, SlugChoice};
use crate::journal::event_folder::{self, EventFolder};
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
/// `wanted` is the local event that the copy will be merged into, if it was named. If the folder is a data
/// folder with several events, the one that belongs to `wanted` is chosen.
///
/// # Errors
/// [`MergeError`] if the folder holds no copy, or if it holds several events and none of them belongs to
/// `wanted`.
pub(crate) fn find_source(folder: &Path, wanted: Option<&Event>) -> Result<MergeSource, MergeError> {
    let path = fs::canonicalize(folder).map_err(at(folder))?;
    if !path.is_dir() {
        return Err(MergeError::NoCopy(path));
    }
    if is_folder(&path.join(names::STATIONS)) {
        return source_of_event(&path);
    }
    if is_folder(&path.join(names::EVENTS)) {
        let mut events = DataDir::at(&path).listing()?.events;
        if let Some(wanted) = wanted {
            let is_copy = |folder: &EventFolder| folder.event.id == wanted.id;
            let is_part =
                |folder: &EventFolder| wanted.owns(&folder.event.id) || folder.event.owns(&wanted.id);
            if events.iter().any(is_copy) {
                events.retain(is_copy);
            } else if events.iter().any(is_part) {
                events.retain(is_part);
            }
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
    let in_journals = || journals.iter().find_map(|(_, file)| Some(reader::identity_of(file)?.0));
    match id.or_else(in_journals) {
        Some(event_id) if !journals.is_empty() => Ok(MergeSource { stations, event, event_id }),
        _ => Err(MergeError::NoCopy(stations)),
    }
}

/// Returns the local event that the copy belongs to, and whether that event was created for the copy.
///
/// A copy belongs to an event if they have the same id, or if one of them lists the id of the other (M8).
///
/// # Errors
/// [`MergeError`] if the copy does not belong to the event `wanted`, if it belongs to several local events, or
/// if it belongs to none and has no `event.json` from which the event could be created.
pub(crate) fn find_event(
    source: &MergeSource,
    data: &DataDir,
    wanted: Option<EventFolder>,
) -> Result<(EventFolder, bool), MergeError> {
    if let Some(folder) = wanted {
        if !source.belongs_to(&folder.event) {
            return Err(MergeError::OtherEvent { slug: folder.slug, name: source.event_name() });
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

/// Finds the local event that the copy belongs to. An event that was merged into another one is replaced by
/// that one, because nobody uses it any more (M9).
fn existing_event(source: &MergeSource, data: &DataDir) -> Result<Option<EventFolder>, MergeError> {
    let Listing { events, broken } = data.listing()?;
    let mut found: Vec<&EventFolder> = Vec::new();
    for folder in events.iter().filter(|folder| source.belongs_to(&folder.event)) {
        let folder = absorber(&events, &folder.event).unwrap_or(folder);
        if !found.iter().any(|other| other.event.id == folder.event.id) {
            found.push(folder);
        }
    }
    match (found.as_slice(), broken.into_iter().next()) {
        ([folder], _) => Ok(Some((*folder).clone())),
        // An event that cannot be read may be the event of the copy. Creating a second event would split its
        // records between two events.
        ([], Some((_, error))) => Err(error.into()),
        ([], None) => Ok(None),
        (several, _) => {
            Err(MergeError::SeveralHere { slugs: several.iter().map(|folder| folder.slug.clone()).collect() })
        }
    }
}

/// Notes in `event.json` each id of the copy's event that the event lacks, so that its journals belong to the
/// event. Must be called before the journals are merged: then no reader sees one that does not belong yet.
///
/// # Errors
/// [`FolderError`] if `event.json` cannot be changed.
pub(crate) fn join(source: &MergeSource, folder: &EventFolder) -> Result<EventFolder, FolderError> {
    let missing = |event: &Event| -> Vec<String> {
        let also = source.event.iter().flat_map(|event| &event.also);
        std::iter::once(&source.event_id).chain(also).filter(|id| !event.owns(id)).cloned().collect()
    };
    // Changing nothing needs no right to change `event.json`.
    if missing(&folder.event).is_empty() {
        return Ok(folder.clone());
    }
    event_file::change(folder, |event| {
        event.also.extend(missing(event));
        Ok(())
    })
}

impl MergeSource {
    /// Returns the event in the copy's `event.json`, or `None` if that file cannot be read.
    #[must_use]
    pub(crate) const fn event(&self) -> Option<&Event> {
        self.event.as_ref()
    }

    /// Returns whether the copy was taken from this folder of an event.
    #[must_use]
    pub(crate) fn is_from(&self, folder: &EventFolder) -> bool {
        fs::canonicalize(folder.stations()).is_ok_and(|stations| stations == self.stations)
    }

    fn belongs_to(&self, event: &Event) -> bool {
        event.owns(&self.event_id) || self.event.as_ref().is_some_and(|copy| copy.owns(&event.id))
    }

    /// Returns the event's name, or its date if nobody has named it, or its id if it is unknown.
    #[must_use]
    pub(crate) fn event_name(&self) -> String {
        let event = self.event.as_ref();
        event.map_or_else(
            || self.event_id.clone(),
            |event| event.given_name().map_or_else(|| event.date.to_string(), str::to_owned),
        )
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
