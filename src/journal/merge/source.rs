//! Which copy is meant, and which event it belongs to.
//!
//! Invariant: nothing is changed here, neither in the copy nor among the events; below the folder that was
//! named no symbolic link is followed.

use std::fs;
use std::path::{Path, PathBuf};

use crate::domain::event::Event;
use crate::domain::record::StationId;
use crate::journal::event_file;
use crate::journal::folder::{self, DataDir, EventFolder, FolderError, SlugChoice, at};
use crate::journal::merge::MergeError;
use crate::journal::reader::{self, Damage, Fault};

/// A copy of an event's journals.
#[derive(Debug)]
pub struct Source {
    /// Without any link in it.
    pub(super) stations: PathBuf,
    /// From its `event.json`, where there is one.
    event: Option<Event>,
    /// The event's id.
    pub(super) event_id: String,
}

/// Finds the copy in the folder that was named: an event's folder, the `stations` in it, or a data folder with
/// the event in it. `slug` is the event here that it should belong to.
///
/// # Errors
/// [`MergeError`] where nothing there is a copy, or several are and nobody said which.
pub fn find(named: &Path, data: &DataDir, slug: Option<&str>) -> Result<Source, MergeError> {
    let path = fs::canonicalize(named).map_err(at(named))?;
    if is_folder(&path.join("stations")) {
        return of_event(&path);
    }
    if is_folder(&path.join("events")) {
        let wanted = slug.map(|slug| data.open(slug)).transpose()?;
        let mut events = DataDir::at(&path).listing()?.events;
        if let Some(wanted) = wanted {
            events.retain(|event| event.event.id == wanted.event.id);
        }
        return match events.as_slice() {
            [] => Err(MergeError::NoCopy(path)),
            [event] => of_event(&event.path),
            several => {
                let slugs = several.iter().map(|event| event.slug.clone()).collect();
                Err(MergeError::Several { path, slugs })
            }
        };
    }
    let parent = path.parent().map(Path::to_owned);
    of_stations(path, parent.as_deref())
}

fn is_folder(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|meta| meta.is_dir())
}

fn of_event(path: &Path) -> Result<Source, MergeError> {
    of_stations(path.join("stations"), Some(path))
}

fn of_stations(stations: PathBuf, event: Option<&Path>) -> Result<Source, MergeError> {
    let journals = folder::journals_in(&stations)?;
    let event = match event.map(event_file::read) {
        Some(Ok(event)) => Some(event),
        // A copy of the journals alone will do, and a broken description takes no line from them.
        Some(Err(_)) | None => None,
    };
    let id = event.as_ref().map(|event| event.id.clone());
    match id.or_else(|| journals.iter().find_map(|(station, file)| event_of(*station, file))) {
        Some(event_id) if !journals.is_empty() => Ok(Source { stations, event, event_id }),
        _ => Err(MergeError::NoCopy(stations)),
    }
}

/// The event that a journal's first line names.
fn event_of(station: StationId, file: &Path) -> Option<String> {
    let state = reader::read_file(station, file.to_owned(), "", &mut |_, _| {});
    state.damage.into_iter().find_map(|Fault { what, .. }| match what {
        Damage::OtherEvent { found } => Some(found),
        _ => None,
    })
}

/// The event here that the copy belongs to, and whether it was made for it.
///
/// # Errors
/// [`MergeError`] where the event that was named is another one, or where the copy has no `event.json` that a
/// new event could be made from.
pub fn target(
    source: &Source,
    data: &DataDir,
    slug: Option<&str>,
) -> Result<(EventFolder, bool), MergeError> {
    if let Some(slug) = slug {
        let folder = data.open(slug)?;
        if folder.event.id != source.event_id {
            return Err(MergeError::OtherEvent { here: slug.to_owned(), name: source.name() });
        }
        return Ok((folder, false));
    }
    if let Some(folder) = known(source, data)? {
        return Ok((folder, false));
    }
    let Some(event) = &source.event else {
        return Err(MergeError::UnknownEvent(source.stations.clone()));
    };
    // Of two merges at once the second finds what the first has made.
    let _one_at_a_time = data.lock("merge.lock")?;
    match known(source, data)? {
        Some(folder) => Ok((folder, false)),
        None => Ok((data.create(event, SlugChoice::Named)?, true)),
    }
}

/// The event here that the copy belongs to.
fn known(source: &Source, data: &DataDir) -> Result<Option<EventFolder>, FolderError> {
    let listing = data.listing()?;
    let found = listing.events.into_iter().find(|folder| folder.event.id == source.event_id);
    match listing.broken.into_iter().next() {
        // It may be the very one: a second one beside it would part what belongs together.
        Some((_, fault)) if found.is_none() => Err(fault),
        _ => Ok(found),
    }
}

impl Source {
    /// The event's name, else its id.
    fn name(&self) -> String {
        self.event.as_ref().map_or_else(|| self.event_id.clone(), |event| event.name.clone())
    }

    /// The files that are journals by their names.
    pub(super) fn journals(&self) -> Result<Vec<(StationId, PathBuf)>, FolderError> {
        folder::journals_in(&self.stations)
    }

    /// Those that are not but look alike.
    pub(super) fn strays(&self) -> Result<Vec<PathBuf>, FolderError> {
        folder::strays_in(&self.stations)
    }
}
