//! Why the console could not run.

use std::io;
use std::path::PathBuf;

use crate::journal::folder_error::FolderError;

/// Why the console could not run.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RunError {
    /// The journals could not be listed.
    #[error("the journals cannot be listed")]
    Folder(#[source] FolderError),
    /// The journal of our station was opened, but could not be read.
    #[error("the journal {} cannot be read", path.display())]
    OwnJournal { path: PathBuf, source: io::Error },
    /// The system could not start the writer of the journal.
    #[error("the writer of the journal cannot be started")]
    Writer(#[source] io::Error),
    /// The terminal could not be set up, or signals could not be caught.
    #[error("the terminal cannot be set up")]
    Terminal(#[source] io::Error),
}
