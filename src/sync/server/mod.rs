//! The connection to the server: one stream with the lines, and one bucket with the events.
//!
//! Invariants:
//! - Errors that the server reports only beside a request, such as a missing right, end the request at once.
//! - Nothing here decides what is published or appended.

mod answers;
mod failures;
mod prepare;
mod reports;
pub(super) mod stream;

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use async_nats::connection::State;
use async_nats::jetstream;
use async_nats::{Client, ConnectOptions};
use futures_util::future::{Either, select};

use crate::sync::error::{NoAnswer, SyncError};
use crate::sync::options::ServerOptions;
use crate::sync::server::reports::Reports;

/// How long one request may take.
const REQUEST: Duration = Duration::from_secs(10);

/// How long the first connection may take.
const CONNECT: Duration = Duration::from_secs(10);

/// How many lines may be on their way to the server. The library waits for ever above this number, so whoever sends more must
/// wait for confirmations first.
pub(super) const IN_FLIGHT_MAX: usize = 8_000;

/// The pause before each attempt to connect again, which grows to the second value.
const RECONNECT: (Duration, Duration) = (Duration::from_millis(250), Duration::from_secs(4));

/// The connection as seen from outside.
#[derive(Debug)]
pub(super) enum Connection {
    /// Connected, for this many times.
    Up(u64),
    /// Not connected, for this reason. The library tries again by itself.
    Down(SyncError),
    /// Not connected any more.
    Closed,
}

/// A connected server.
#[derive(Debug)]
pub(super) struct Server {
    /// The address as people know it.
    pub name: String,
    client: Client,
    context: jetstream::Context,
    /// The JetStream domain, if it is not that of the server.
    domain: Option<String>,
    reports: Arc<Reports>,
}

impl Server {
    /// Connects for the first time.
    ///
    /// # Errors
    /// [`SyncError`] if the server cannot be reached or does not let this machine in.
    pub(super) async fn connect(options: &ServerOptions) -> Result<Self, SyncError> {
        let reports = Arc::new(Reports::default());
        let shared = Arc::clone(&reports);
        let mut connect = ConnectOptions::new()
            .name("tarazy")
            .connection_timeout(CONNECT)
            .request_timeout(Some(REQUEST))
            .ping_interval(Duration::from_secs(10))
            .reconnect_delay_callback(|attempts| {
                let (first, last) = RECONNECT;
                let doublings = u32::try_from(attempts.saturating_sub(1).min(8)).unwrap_or_default();
                first.saturating_mul(1 << doublings).min(last)
            })
            .event_callback(move |event| {
                shared.add(&event);
                std::future::ready(())
            });
        if let Some(seed) = &options.seed {
            connect = connect.nkey(seed.clone());
        }
        if let Some((user, password)) = options.login() {
            connect = connect.user_and_password(user.to_owned(), password.to_owned());
        }
        if let Some(ca) = &options.ca {
            connect = connect.add_root_certificates(ca.clone()).require_tls(true);
        }
        let server = options.shown();
        let connected = tokio::time::timeout(2 * CONNECT, connect.connect(options.address.clone())).await;
        let client = match connected {
            Ok(Ok(client)) => client,
            Ok(Err(error)) => {
                let is_denied = reports.with(|state| state.is_denied);
                return Err(failures::no_connection(server, &error, is_denied));
            }
            Err(_) => return Err(SyncError::Unreachable { server, why: NoAnswer::Silent }),
        };
        let builder = jetstream::context::ContextBuilder::new()
            .timeout(REQUEST)
            .ack_timeout(REQUEST)
            .max_ack_inflight(IN_FLIGHT_MAX);
        let context = match &options.domain {
            Some(domain) => builder.domain(domain.clone()).build(client.clone()),
            None => builder.build(client.clone()),
        };
        Ok(Self { name: server, client, context, domain: options.domain.clone(), reports })
    }

    /// Returns whether the server is connected now.
    pub(super) fn connection(&self) -> Connection {
        if self.client.connection_state() == State::Connected {
            return Connection::Up(self.client.statistics().connects.load(Ordering::Relaxed));
        }
        let server = self.name.clone();
        self.reports.with(|state| match &state.last_error {
            _ if state.is_closed => Connection::Closed,
            _ if state.is_denied => Connection::Down(SyncError::Denied { server }),
            Some(error) => Connection::Down(failures::no_connection_text(server, error)),
            None => Connection::Down(SyncError::Unreachable { server, why: NoAnswer::Silent }),
        })
    }

    /// Forgets what the server forbade before.
    pub(super) fn forget_forbidden(&self) {
        self.reports.with(|state| state.forbidden = None);
    }

    /// Waits for a request, but not longer than until the server forbids something or is gone.
    ///
    /// # Errors
    /// [`SyncError::Forbidden`] or [`SyncError::Unreachable`].
    pub(super) async fn guarded<T>(&self, request: impl Future<Output = T>) -> Result<T, SyncError> {
        let interrupted = async {
            let server = self.name.clone();
            loop {
                let changed = self.reports.changed.notified();
                if let Some(what) = self.reports.with(|state| state.forbidden.take()) {
                    return SyncError::Forbidden { server, what };
                }
                if self.reports.with(|state| state.is_down) {
                    return SyncError::Unreachable { server, why: NoAnswer::Silent };
                }
                changed.await;
            }
        };
        match select(pin!(request), pin!(interrupted)).await {
            Either::Left((result, _)) => Ok(result),
            Either::Right((error, _)) => Err(error),
        }
    }
}
