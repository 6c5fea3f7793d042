//! Why the data folder or an event in it cannot be used.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::domain::event::EventError;
use crate::journal::fs::PathError;

/// Why the data folder or an event in it cannot be used.
#[derive(Debug, Error)]
pub enum FolderError {
    /// The system refused an access.
    #[error("cannot access {}", path.display())]
    Io {
        path: PathBuf,
        #[source]
        error: io::Error,
    },
    /// The text is not a slug, `[a-z0-9-]{1,64}`.
    #[error("{0:?} is not a slug")]
    BadSlug(String),
    /// There is no event with this slug, date or beginning.
    #[error("there is no event {slug}")]
    NoEvent { slug: String },
    /// Several events have this date or this beginning.
    #[error("{given:?} may mean several events: {}", slugs.join(", "))]
    SeveralEvents { given: String, slugs: Vec<String> },
    /// The event was merged into another one, so nothing more is written to it.
    #[error("the event {slug} is part of {into}")]
    Absorbed { slug: String, into: String },
    /// The path of a folder is a symbolic link, which could lead anywhere.
    #[error("{} is a symbolic link", path.display())]
    Link { path: PathBuf },
    /// The data folder, or a folder above it, is a symbolic link to something that does not exist, such as a stick that
    /// is not inserted.
    #[error("{} is a link to {}, which does not exist", path.display(), target.display())]
    AbsentTarget { path: PathBuf, target: PathBuf },
    /// The path of `event.json` is a link, a folder or a device.
    #[error("{} is not a regular file", path.display())]
    NotAFile { path: PathBuf },
    /// Another event's `event.json` replaced this one.
    #[error("{} describes another event", path.display())]
    OtherEvent { path: PathBuf },
    /// `event.json` does not describe an event that this version can use.
    #[error("{} does not describe a valid event", path.display())]
    Event {
        path: PathBuf,
        #[source]
        error: EventError,
    },
    /// The event was created, but the disk did not confirm its name. A power cut may remove it.
    #[error("the disk did not confirm the new event {slug}")]
    Unconfirmed {
        slug: String,
        #[source]
        error: io::Error,
    },
    /// `event.json` was replaced, but the disk did not confirm it. A power cut may bring the old file back.
    #[error("the disk did not confirm the change of the event {slug}")]
    ChangeUnconfirmed {
        slug: String,
        #[source]
        error: io::Error,
    },
    /// Another process has held this lock for several seconds.
    #[error("another process holds {}", path.display())]
    Busy { path: PathBuf },
    /// The event to be written is not valid.
    #[error("the event is not valid")]
    NewEvent(#[from] EventError),
    /// The system provided no random number.
    #[error("the system provided no random number")]
    Random(#[from] getrandom::Error),
}

impl FolderError {
    /// Returns the error of a step after the event was changed: the caller must not say that the change was refused.
    pub(crate) fn after_change(self, slug: &str) -> Self {
        match self {
            Self::Io { error, .. } => Self::ChangeUnconfirmed { slug: slug.to_owned(), error },
            error => error,
        }
    }
}

impl From<PathError> for FolderError {
    fn from(PathError { path, error }: PathError) -> Self {
        Self::Io { path, error }
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use super::*;

    #[test]
    fn io_error_is_the_source_of_a_folder_error() {
        let error = io::Error::from(io::ErrorKind::PermissionDenied);
        let error = FolderError::from(PathError { path: "events".into(), error });
        assert_eq!(error.to_string(), "cannot access events");
        let source = error.source().and_then(|source| source.downcast_ref::<io::Error>());
        assert_eq!(source.map(io::Error::kind), Some(io::ErrorKind::PermissionDenied));
    }
}
