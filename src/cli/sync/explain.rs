//! Errors of the sync in the reader's language.

use crate::language::{Explain, Message, Text, format};
use crate::sync::error::{NoAnswer, SyncError, TlsFault};

impl Explain for SyncError {
    fn explain(&self) -> Text {
        match self {
            Self::Address(server) => Message::SyncBadAddress { server: server.into() },
            Self::Unreachable { server, why } => {
                let server = server.into();
                match why {
                    NoAnswer::Silent => Message::SyncSilent { server },
                    NoAnswer::Refused => Message::SyncRefused { server },
                    NoAnswer::UnknownName => Message::SyncUnknownName { server },
                    NoAnswer::NotNats => Message::SyncNotNats { server },
                    NoAnswer::Other(reason) => Message::SyncUnreachable { server, reason: reason.into() },
                }
            }
            Self::Denied { server } => Message::SyncDenied { server: server.into() },
            Self::Tls { server, fault } => {
                let server = server.into();
                match fault {
                    TlsFault::UnknownAuthority => Message::SyncTlsAuthority { server },
                    TlsFault::Expired => Message::SyncTlsExpired { server },
                    TlsFault::OtherName => Message::SyncTlsName { server },
                    TlsFault::NotEncrypted => Message::SyncTlsPlain { server },
                    TlsFault::Other(reason) => Message::SyncTls { server, reason: reason.into() },
                }
            }
            Self::NoJetStream { server } => Message::SyncNoJetstream { server: server.into() },
            Self::NoDomain { server, domain } => {
                Message::SyncNoDomain { server: server.into(), domain: domain.into() }
            }
            Self::Full { server } => Message::SyncFull { server: server.into() },
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
            Self::LinesMissing { count } => Message::SyncMissing { count: (*count).into() },
            Self::AlreadyRunning(event) => Message::SyncRunning { event: event.into() },
            Self::Folder(error) => return error.explain(),
            Self::Start(error) => Message::SyncStart { reason: error.explain() },
        }
        .into()
    }
}
