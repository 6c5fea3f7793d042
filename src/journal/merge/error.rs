//! Why a copy cannot be merged.

use std::path::PathBuf;

use thiserror::Error;

use crate::journal::folder_error::FolderError;
use crate::journal::fs::PathError;

/// Why a copy cannot be merged at all.
#[derive(Debug, Error)]
pub(crate) enum MergeError {
    /// The event cannot be read or written.
    #[error("cannot read or write the event")]
    Folder(#[from] FolderError),
    /// The folder holds no journals.
    #[error("{} holds no journals", .0.display())]
    NoCopy(PathBuf),
    /// The folder is a data folder with several events, and none was chosen.
    #[error("{} holds several events: {}", path.display(), slugs.join(", "))]
    SeveralEvents { path: PathBuf, slugs: Vec<String> },
    /// The copy does not belong to the event `slug`. `name` is the name, the date or the id of the event
    /// that the copy belongs to.
    #[error("the copy belongs to the event {name}, not to {slug}")]
    OtherEvent { slug: String, name: String },
    /// The copy names several local events as parts of its event, and none was chosen.
    #[error("the copy belongs to several events: {}", slugs.join(", "))]
    SeveralHere { slugs: Vec<String> },
    /// The event does not exist in this data folder, and the copy has no `event.json` from which the event
    /// could be created.
    #[error("{} belongs to an unknown event", .0.display())]
    UnknownEvent(PathBuf),
    /// The folder is the event's own folder and not a copy.
    #[error("{} is the folder of the event itself", .0.display())]
    SameFolder(PathBuf),
}

impl From<PathError> for MergeError {
    fn from(error: PathError) -> Self {
        Self::Folder(error.into())
    }
}
