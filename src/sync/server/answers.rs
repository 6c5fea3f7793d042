//! Explains requests that failed.

use std::error::Error;

use async_nats::jetstream::context::{RequestError, RequestErrorKind};
use async_nats::jetstream::{self, ErrorCode};

use crate::sync::error::{NoAnswer, SyncError, chain};
use crate::sync::server::Server;
use crate::sync::server::failures::source;

impl Server {
    /// Explains an answer of JetStream.
    pub(super) fn jetstream_error(&self, error: &jetstream::Error) -> SyncError {
        let server = self.name.clone();
        match error.error_code() {
            ErrorCode::JETSTREAM_NOT_ENABLED | ErrorCode::JETSTREAM_NOT_ENABLED_FOR_ACCOUNT => {
                self.no_jetstream()
            }
            ErrorCode::INSUFFICIENT_RESOURCES
            | ErrorCode::STORAGE_RESOURCES_EXCEEDED
            | ErrorCode::MEMORY_RESOURCES_EXCEEDED
            | ErrorCode::STREAM_STORE_FAILED => SyncError::Full { server },
            _ => SyncError::Server { server, reason: error.to_string() },
        }
    }

    /// Explains the first request to JetStream. If nobody receives it, there is no JetStream.
    pub(super) fn first_request_error(&self, error: &(dyn Error + 'static)) -> SyncError {
        match source::<RequestError>(error).map(RequestError::kind) {
            Some(RequestErrorKind::NoResponders) => self.no_jetstream(),
            _ => self.failure(error),
        }
    }

    /// Explains any other request that failed.
    pub(in crate::sync) fn failure(&self, error: &(dyn Error + 'static)) -> SyncError {
        if let Some(answer) = source::<jetstream::Error>(error) {
            return self.jetstream_error(answer);
        }
        let (server, reason) = (self.name.clone(), chain(error));
        // Five types of the library say so, each in its own way.
        if reason.to_lowercase().contains("timed out") {
            return SyncError::Unreachable { server, why: NoAnswer::Silent };
        }
        SyncError::Server { server, reason }
    }

    fn no_jetstream(&self) -> SyncError {
        let server = self.name.clone();
        match self.domain.clone() {
            Some(domain) => SyncError::NoDomain { server, domain },
            None => SyncError::NoJetStream { server },
        }
    }
}
