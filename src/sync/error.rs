//! Why events cannot be synchronised.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::journal::folder_error::FolderError;
use crate::journal::fs::PathError;

/// Why `tarazy sync` ended without success. `server` is the address that was given, and `reason` a text of the system or
/// of the library, in English.
#[derive(Debug, Error)]
pub(crate) enum SyncError {
    /// The address is not of the form `nats://host:port`.
    #[error("{0:?} is no address of a NATS server")]
    Address(String),
    /// Nothing answers at the address.
    #[error("{server} cannot be reached: {reason}")]
    Unreachable { server: String, reason: String },
    /// The server did not accept the key, or wants one.
    #[error("{server} does not let this machine in")]
    Denied { server: String },
    /// The server's certificate is not trusted, or the connection cannot be encrypted.
    #[error("no secure connection to {server}: {reason}")]
    Tls { server: String, reason: String },
    /// The server, or the account on it, has no JetStream.
    #[error("{server} has no JetStream")]
    NoJetStream { server: String },
    /// The server stores nothing of Tarazy yet, and this key may not change that.
    #[error("{server} has no stream")]
    NoStream { server: String },
    /// This key may not do what is needed.
    #[error("{server} forbids {what}")]
    Forbidden { server: String, what: String },
    /// No event of the server has this name.
    #[error("{server} has no event {event}")]
    NoSuchEvent { server: String, event: String },
    /// Several events of the server have this name.
    #[error("{server} has several events {event}: {}", ids.join(", "))]
    SeveralEvents { server: String, event: String, ids: Vec<String> },
    /// An event on the server cannot be read by this version.
    #[error("the event {event} of {server} cannot be read")]
    UnreadableEvent { server: String, event: String },
    /// The file of the key holds no nkey seed of a user.
    #[error("{} holds no key of a user", .0.display())]
    NoKey(PathBuf),
    /// A file of an option cannot be read.
    #[error("{} cannot be read", path.display())]
    File {
        path: PathBuf,
        #[source]
        error: io::Error,
    },
    /// The server failed in another way.
    #[error("{server}: {reason}")]
    Server { server: String, reason: String },
    /// The event is synchronised already.
    #[error("the event {0} is synchronised by another process")]
    AlreadyRunning(String),
    #[error("the event cannot be read or written")]
    Folder(#[from] FolderError),
    /// The system has no thread or no timer for the connection.
    #[error("the connection cannot be started")]
    Start(#[source] io::Error),
}

impl SyncError {
    /// Returns the same error once more. What other types hold is replaced by their texts.
    pub(super) fn again(&self) -> Self {
        match self {
            Self::Unreachable { server, reason } => {
                Self::Unreachable { server: server.clone(), reason: reason.clone() }
            }
            Self::Denied { server } => Self::Denied { server: server.clone() },
            Self::Tls { server, reason } => Self::Tls { server: server.clone(), reason: reason.clone() },
            Self::NoJetStream { server } => Self::NoJetStream { server: server.clone() },
            Self::NoStream { server } => Self::NoStream { server: server.clone() },
            Self::Forbidden { server, what } => {
                Self::Forbidden { server: server.clone(), what: what.clone() }
            }
            Self::Folder(FolderError::Io { path, error }) => {
                let error =
                    error.raw_os_error().map_or_else(|| error.kind().into(), io::Error::from_raw_os_error);
                Self::Folder(FolderError::Io { path: path.clone(), error })
            }
            Self::Server { server, reason } => {
                Self::Server { server: server.clone(), reason: reason.clone() }
            }
            other => Self::Server { server: String::new(), reason: other.to_string() },
        }
    }
}

impl From<PathError> for SyncError {
    fn from(error: PathError) -> Self {
        Self::Folder(error.into())
    }
}
