//! Why the data folder or an event in it cannot be used.

use std::io;
use std::path::PathBuf;

use crate::domain::event::EventError;
use crate::journal::fs::PathError;

/// Why the data folder or an event in it cannot be used.
#[derive(Debug)]
pub enum FolderError {
    /// The system refused an access.
    Io { path: PathBuf, error: io::Error },
    /// The text is not a slug, `[a-z0-9-]{1,64}`.
    BadSlug(String),
    /// There is no event with this slug.
    NoEvent { slug: String },
    /// The path of a folder is a symbolic link, which could lead anywhere.
    Link { path: PathBuf },
    /// The path of `event.json` is a link, a folder or a device.
    NotAFile { path: PathBuf },
    /// Another event's `event.json` replaced this one.
    OtherEvent { path: PathBuf },
    /// `event.json` does not describe an event that this version can use.
    Event { path: PathBuf, fault: EventError },
    /// Another process has held this lock for seconds.
    Busy { path: PathBuf },
    /// The event to be written is not valid.
    NewEvent(EventError),
    /// The system provided no random number.
    Random(getrandom::Error),
}

impl From<PathError> for FolderError {
    fn from(PathError { path, error }: PathError) -> Self {
        Self::Io { path, error }
    }
}

impl From<EventError> for FolderError {
    fn from(error: EventError) -> Self {
        Self::NewEvent(error)
    }
}

impl From<getrandom::Error> for FolderError {
    fn from(error: getrandom::Error) -> Self {
        Self::Random(error)
    }
}
