//! What the library reports beside the requests: the state of the connection, and what the server forbids.

use std::sync::{Mutex, PoisonError};

use async_nats::{Event, ServerError};
use tokio::sync::Notify;

/// What the library reported.
#[derive(Debug, Default)]
pub(super) struct Reports {
    state: Mutex<ReportState>,
    /// Wakes those who wait for an answer after every report.
    pub changed: Notify,
}

#[derive(Debug, Default)]
pub(super) struct ReportState {
    /// Whether the connection is gone and not yet made again.
    pub is_down: bool,
    /// Whether the library has given up, as it does if a server rejects the key.
    pub is_closed: bool,
    /// What the server last forbade.
    pub forbidden: Option<String>,
    /// Whether the server did not accept the key.
    pub is_denied: bool,
    /// What the library last said about the connection.
    pub last_error: Option<String>,
}

impl Reports {
    /// Reads or changes the state.
    pub(super) fn with<T>(&self, read: impl FnOnce(&mut ReportState) -> T) -> T {
        read(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Adds a report.
    pub(super) fn add(&self, event: &Event) {
        self.with(|state| match event {
            Event::Connected => (state.is_down, state.is_denied, state.last_error) = (false, false, None),
            Event::Disconnected => state.is_down = true,
            Event::Closed => state.is_closed = true,
            Event::ServerError(ServerError::AuthorizationViolation) => state.is_denied = true,
            Event::ServerError(ServerError::Other(text)) => match forbidden(text) {
                Some(what) => state.forbidden = Some(what),
                None if text.to_lowercase().contains("authorization") => state.is_denied = true,
                None => state.last_error = Some(text.clone()),
            },
            Event::ClientError(error) => state.last_error = Some(error.to_string()),
            _ => {}
        });
        self.changed.notify_waiters();
    }
}

/// Returns what a message of the server forbids, such as `Publish to "$JS.API.STREAM.CREATE.TARAZY"`.
fn forbidden(text: &str) -> Option<String> {
    let at = text.to_lowercase().find("permissions violation for ")?;
    text.get(at + "permissions violation for ".len()..).map(|what| what.trim_end_matches('\'').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_forbidden_is_kept_apart_from_other_errors_of_the_server() {
        let reports = Reports::default();
        let error = |text: &str| Event::ServerError(ServerError::Other(text.to_owned()));
        reports.add(&error("Permissions Violation for Publish to \"tarazy.1.2.3\"'"));
        reports.add(&error("maximum connections exceeded"));
        let read =
            |state: &mut ReportState| (state.forbidden.take(), state.last_error.clone(), state.is_denied);
        let forbidden = Some("Publish to \"tarazy.1.2.3\"".to_owned());
        let other = Some("maximum connections exceeded".to_owned());
        assert_eq!(reports.with(read), (forbidden, other.clone(), false));
        reports.add(&error("Authorization Violation"));
        assert_eq!(reports.with(read), (None, other, true));
        reports.add(&Event::Connected);
        assert_eq!(reports.with(read), (None, None, false));
    }
}
