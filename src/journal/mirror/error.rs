//! Why a second copy is not complete.

use std::path::PathBuf;

use thiserror::Error;

use crate::journal::fs::PathError;

/// Why the copy is not complete.
#[derive(Debug, Error)]
pub(crate) enum MirrorError {
    #[error("the copy cannot be written")]
    Path(#[from] PathError),
    /// A link, or something else that is not what has this name in a copy.
    #[error("{} is a link, or is not what has this name in a copy", path.display())]
    NotOurs { path: PathBuf },
    /// The folder is the data folder, or in it.
    #[error("{} is in the data folder", path.display())]
    InData { path: PathBuf },
    /// The copy holds lines that the journal lacks.
    #[error("{} holds lines that the journal lacks", path.display())]
    Ahead { path: PathBuf },
    /// The journal's file does not hold the saved lines at the moment.
    #[error("{} does not hold the saved lines", path.display())]
    Changed { path: PathBuf },
    /// Every name that the copy could get is in use.
    #[error("every name in {} is in use", path.display())]
    NoFreeName { path: PathBuf },
    /// The system does not answer.
    #[error("{} does not answer", path.display())]
    NoAnswer { path: PathBuf },
}
