//! Why events cannot be synchronised.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use thiserror::Error;

use crate::journal::folder_error::FolderError;
use crate::journal::fs::PathError;

/// What failed is tried again after this time.
pub(super) const RETRY_PAUSE: Duration = Duration::from_millis(500);

/// What will be the same for a while is tried again after this time.
const LASTING_PAUSE: Duration = Duration::from_secs(4);

/// Why no NATS server answers.
#[derive(Debug, Error)]
pub(crate) enum NoAnswer {
    /// Nothing comes back in time, or the connection was lost.
    #[error("no answer")]
    Silent,
    /// Nothing listens on the port.
    #[error("connection refused")]
    Refused,
    /// The network has no address for the name.
    #[error("unknown name")]
    UnknownName,
    /// Something else listens on the port.
    #[error("no NATS server")]
    NotNats,
    #[error("{0}")]
    Other(String),
}

/// Why a connection cannot be encrypted.
#[derive(Debug, Error)]
pub(crate) enum TlsFault {
    /// The certificate is of an authority that this machine does not trust.
    #[error("unknown authority")]
    UnknownAuthority,
    /// The certificate is no longer valid, or not yet.
    #[error("expired certificate")]
    Expired,
    /// The certificate is for other names than the address.
    #[error("certificate of another name")]
    OtherName,
    /// The server does not encrypt.
    #[error("no TLS")]
    NotEncrypted,
    #[error("{0}")]
    Other(String),
}

/// Why `tarazy sync` ended without success. `server` is the address that was given, and `reason` a text of the library, in
/// English.
#[derive(Debug, Error)]
pub(crate) enum SyncError {
    /// The address is not of the form `nats://host:port`.
    #[error("{0:?} is no address of a NATS server")]
    Address(String),
    /// No NATS server answers at the address.
    #[error("{server} cannot be reached: {why}")]
    Unreachable { server: String, why: NoAnswer },
    /// The server did not accept the key, or wants one.
    #[error("{server} does not let this machine in")]
    Denied { server: String },
    /// The server's certificate is not trusted, or the connection cannot be encrypted.
    #[error("no secure connection to {server}: {fault}")]
    Tls { server: String, fault: TlsFault },
    /// The server, or the account on it, has no JetStream.
    #[error("{server} has no JetStream")]
    NoJetStream { server: String },
    /// No JetStream of this domain answers.
    #[error("{server} has no JetStream domain {domain}")]
    NoDomain { server: String, domain: String },
    /// The server may not store more.
    #[error("{server} has no room left")]
    Full { server: String },
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
    /// This many lines from the server wait for lines before them.
    #[error("{count} lines from the server wait for lines before them that no connected machine has sent")]
    LinesMissing { count: usize },
    #[error("the event cannot be read or written")]
    Folder(#[from] FolderError),
    /// The system has no thread or no timer for the connection.
    #[error("the connection cannot be started")]
    Start(#[source] io::Error),
}

impl SyncError {
    /// Returns whether the server did answer, so that the same request has the same answer until an administrator changes
    /// something.
    pub(super) const fn is_lasting(&self) -> bool {
        matches!(
            self,
            Self::Denied { .. }
                | Self::NoJetStream { .. }
                | Self::NoDomain { .. }
                | Self::NoStream { .. }
                | Self::Forbidden { .. }
                | Self::Full { .. }
        )
    }

    /// Returns after which time the same is tried again.
    pub(super) const fn retry_after(&self) -> Duration {
        if self.is_lasting() { LASTING_PAUSE } else { RETRY_PAUSE }
    }

    /// Returns whether what is known of the connection and of the stream may be wrong after this error.
    pub(super) const fn is_of_connection(&self) -> bool {
        !matches!(self, Self::Folder(_) | Self::Full { .. } | Self::Forbidden { .. })
    }
}

impl From<PathError> for SyncError {
    fn from(error: PathError) -> Self {
        Self::Folder(error.into())
    }
}

/// Returns an error and its sources as one text, for logs.
pub(super) fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        let part = error.to_string();
        if !text.contains(&part) {
            text = format!("{text}: {part}");
        }
        source = error.source();
    }
    text
}
