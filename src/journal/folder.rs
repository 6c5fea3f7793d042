//! The data folder: which events there are, and which one is meant.
//!
//! Invariants:
//! - Only slugs and station ids are ever joined to a path.
//! - Reading never creates anything.
//! - An event appears whole or not at all: its folder is built under a temporary name and renamed, so two
//!   consoles that start together end up in one event.

use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Duration, Utc};

use crate::domain::event::{Event, EventFault, is_slug};
use crate::domain::record::{Moment, StationId};
use crate::journal::{event_file, slug, station};

/// For how long after its last record an event of another day is still the one that is written.
const STILL_OPEN: Duration = Duration::hours(18);

/// The folder that holds all events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataDir(PathBuf);

/// One event on the disk.
#[derive(Clone, Debug)]
pub struct EventFolder {
    pub slug: String,
    pub path: PathBuf,
    pub event: Event,
}

/// How a new event's folder is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlugChoice {
    /// The date alone: the one event that a day gets by itself. If it exists it is opened instead.
    Day,
    /// Date and name, with `-2`, `-3` … where that is taken.
    Named,
}

/// Why a folder or an event cannot be used.
#[derive(Debug)]
pub enum FolderFault {
    Io {
        path: PathBuf,
        error: io::Error,
    },
    /// Not of the form `[a-z0-9-]{1,64}`.
    BadSlug(String),
    /// There is no such event.
    NoEvent {
        slug: String,
    },
    /// `event.json` is no event that this version can work with.
    Event {
        path: PathBuf,
        fault: EventFault,
    },
    /// Another process has been changing `event.json` for seconds.
    Busy {
        path: PathBuf,
    },
    /// The event that was to be made is none.
    NewEvent(EventFault),
    /// The system gave no random numbers.
    Random,
}

impl From<EventFault> for FolderFault {
    fn from(fault: EventFault) -> Self {
        Self::NewEvent(fault)
    }
}

/// All that stands in the folder of events.
#[derive(Debug, Default)]
pub struct Listing {
    /// The newest date first.
    pub events: Vec<EventFolder>,
    /// Events that cannot be read, by slug.
    pub broken: Vec<(String, FolderFault)>,
}

impl DataDir {
    /// The platform's data folder of this account; `None` where it has no home.
    #[must_use]
    pub fn platform() -> Option<Self> {
        todo!()
    }

    #[must_use]
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Every event, readable or not.
    ///
    /// # Errors
    /// [`FolderFault::Io`] where the folder cannot be listed. No folder is no event.
    pub fn listing(&self) -> Result<Listing, FolderFault> {
        todo!()
    }

    /// Every event that can be read, the newest date first.
    ///
    /// # Errors
    /// As [`DataDir::listing`].
    pub fn events(&self) -> Result<Vec<EventFolder>, FolderFault> {
        self.listing().map(|listing| listing.events)
    }

    /// The event of this slug.
    ///
    /// # Errors
    /// [`FolderFault`] where the slug is refused, unknown, or its event broken.
    pub fn open(&self, slug: &str) -> Result<EventFolder, FolderFault> {
        todo!()
    }

    /// Makes the event's folder.
    ///
    /// # Errors
    /// [`FolderFault`]; no half-made event is left behind.
    pub fn create(&self, event: &Event, choice: SlugChoice) -> Result<EventFolder, FolderFault> {
        todo!()
    }
}

impl EventFolder {
    /// The folder of the stations' journals.
    #[must_use]
    pub fn stations(&self) -> PathBuf {
        self.path.join("stations")
    }

    /// The files that are journals by their name, sorted. No folder is no journal.
    ///
    /// # Errors
    /// [`FolderFault::Io`] where the folder cannot be listed.
    pub fn journals(&self) -> Result<Vec<PathBuf>, FolderFault> {
        todo!()
    }

    /// The latest moment that any journal's last line notes.
    #[must_use]
    pub fn last_at(&self) -> Option<Moment> {
        todo!()
    }
}

/// The event that a command means which only reads: today's, else the newest.
///
/// # Errors
/// [`FolderFault`], also where an event of today is there but broken.
pub fn for_reading(data: &DataDir, now: DateTime<Utc>) -> Result<Option<EventFolder>, FolderFault> {
    todo!()
}

/// The event that a command means which writes: today's, else the newest with a line of the last 18
/// hours, else a new one.
///
/// # Errors
/// [`FolderFault`], also where an event of today is there but broken, and whatever `new_event` returns.
pub fn for_writing(
    data: &DataDir,
    now: DateTime<Utc>,
    new_event: impl FnOnce() -> Result<Event, FolderFault>,
) -> Result<EventFolder, FolderFault> {
    todo!()
}

/// A random number of 128 bits, for events and journals.
///
/// # Errors
/// [`FolderFault::Random`] where the system gives none.
pub fn random_id() -> Result<u128, FolderFault> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|_| FolderFault::Random)?;
    Ok(u128::from_be_bytes(bytes))
}
