//! Errors of the sync in the reader's language.

use crate::language::{Explain, Message, Text, format};
use crate::sync::error::SyncError;

impl Explain for SyncError {
    fn explain(&self) -> Text {
        match self {
            Self::Address(server) => Message::SyncBadAddress { server: server.into() },
            Self::Unreachable { server, reason } if reason.is_empty() => {
                Message::SyncSilent { server: server.into() }
            }
            Self::Unreachable { server, reason } => {
                Message::SyncUnreachable { server: server.into(), reason: reason.into() }
            }
            Self::Denied { server } => Message::SyncDenied { server: server.into() },
            Self::Tls { server, reason } => Message::SyncTls { server: server.into(), reason: reason.into() },
            Self::NoJetStream { server } => Message::SyncNoJetstream { server: server.into() },
            Self::NoStream { server } => Message::SyncNoStream { server: server.into() },
            Self::Forbidden { server, what } => {
                Message::SyncForbidden { server: server.into(), what: what.into() }
            }
            Self::NoSuchEvent { server, event } => {
                Message::SyncNoEvent { server: server.into(), event: event.into() }
            }
            Self::SeveralEvents { server, event, ids } => Message::SyncSeveralEvents {
                server: server.into(),
                event: event.into(),
                ids: format::list(ids).into(),
            },
            Self::UnreadableEvent { server, event } => {
                Message::SyncUnreadableEvent { server: server.into(), event: event.into() }
            }
            Self::NoKey(path) => Message::SyncNoKey { file: path.into() },
            Self::File { path, error } => Message::CliFile { file: path.into(), reason: error.explain() },
            Self::Server { server, reason } => {
                Message::SyncServer { server: server.into(), reason: reason.into() }
            }
            Self::AlreadyRunning(event) => Message::SyncRunning { event: event.into() },
            Self::Folder(error) => return error.explain(),
            Self::Start(error) => Message::SyncStart { reason: error.explain() },
        }
        .into()
    }
}
