//! The connection to the server: one stream with the lines, and one bucket with the events.
//!
//! Invariants:
//! - Errors that the server reports only beside a request, such as a missing right, end the request at once.
//! - Nothing here decides what is published or appended.

use std::future::Future;
use std::pin::pin;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use async_nats::connection::State;
use async_nats::jetstream::consumer::{AckPolicy, Consumer, DeliverPolicy, pull};
use async_nats::jetstream::context::{
    CreateStreamErrorKind, GetStreamErrorKind, PublishAckFuture, PublishErrorKind, RequestErrorKind,
};
use async_nats::jetstream::message::PublishMessage;
use async_nats::jetstream::stream::{ConsumerErrorKind, RawMessageErrorKind};
use async_nats::jetstream::{self, ErrorCode, kv, stream};
use async_nats::{Client, ConnectErrorKind, ConnectOptions, Event, ServerError};
use futures_util::future::{Either, select};
use tokio::sync::Notify;

use crate::domain::record::JournalId;
use crate::journal::sync_files::StreamPoint;
use crate::sync::error::SyncError;
use crate::sync::event_sync::OutgoingLine;
use crate::sync::options::ServerOptions;

/// The stream with the lines of all events.
pub(super) const STREAM: &str = "TARAZY";

/// The bucket with the descriptions of all events.
pub(super) const BUCKET: &str = "tarazy";

/// The number of versions of an event that the server keeps.
const HISTORY: i64 = 8;

/// The header that names the line before a line, if the line itself does not.
pub(super) const AFTER: &str = "Tarazy-After";

/// The number of copies in a cluster.
const REPLICAS: usize = 3;

/// How long one request may take.
const REQUEST: Duration = Duration::from_secs(10);

/// How long the first connection may take.
const CONNECT: Duration = Duration::from_secs(10);

/// How long the server keeps the position of a reader that is gone.
const READER_KEPT: Duration = Duration::from_secs(60);

/// How long the server may take to answer for a reader.
const READER_ANSWER: Duration = Duration::from_secs(3);

/// How often the server says that it is there while it has no lines.
const HEARTBEAT: Duration = Duration::from_secs(5);

/// The number of lines that are requested at once.
const BATCH: usize = 2_000;

/// The pause before each attempt to connect again, which grows to the second value.
const RECONNECT: (Duration, Duration) = (Duration::from_millis(250), Duration::from_secs(4));

/// What the library reports beside the requests.
#[derive(Debug, Default)]
struct Reports {
    state: Mutex<ReportState>,
    changed: Notify,
}

#[derive(Debug, Default)]
struct ReportState {
    /// Whether the connection is gone and not yet made again.
    is_down: bool,
    /// Whether the library has given up, as it does if a server rejects the key.
    is_closed: bool,
    /// What the server last forbade.
    forbidden: Option<String>,
    is_denied: bool,
    last_error: Option<String>,
}

impl Reports {
    fn with<T>(&self, read: impl FnOnce(&mut ReportState) -> T) -> T {
        read(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn add(&self, event: &Event) {
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

/// The connection as seen from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Connection {
    /// Connected, for this many times.
    Up(u64),
    /// Not connected. The library tries again by itself.
    Down { is_denied: bool, reason: Option<String> },
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
    reports: Arc<Reports>,
}

/// The stream, and what distinguishes it from another one.
#[derive(Clone, Debug)]
pub(super) struct OpenStream {
    stream: stream::Stream<()>,
    pub created: String,
    pub last_sequence: u64,
    /// Whether messages were removed, so that a later message does not prove that earlier ones are there.
    pub has_holes: bool,
}

/// The result of publishing a line.
pub(super) enum Published {
    Stored {
        sequence: u64,
        is_duplicate: bool,
    },
    /// The subject has other messages than expected.
    OtherEnd,
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
        if let Some(ca) = &options.ca {
            connect = connect.add_root_certificates(ca.clone()).require_tls(true);
        }
        let server = options.shown();
        let connected = tokio::time::timeout(2 * CONNECT, connect.connect(options.address.clone())).await;
        let client = match connected {
            Ok(Ok(client)) => client,
            Ok(Err(error)) => return Err(connect_error(server, &error, &reports)),
            Err(_) => {
                return Err(SyncError::Unreachable { server, reason: "timed out".to_owned() });
            }
        };
        let builder = jetstream::context::ContextBuilder::new().timeout(REQUEST).ack_timeout(REQUEST);
        let context = match &options.domain {
            Some(domain) => builder.domain(domain.clone()).build(client.clone()),
            None => builder.build(client.clone()),
        };
        Ok(Self { name: server, client, context, reports })
    }

    /// Returns whether the server is connected now.
    pub(super) fn connection(&self) -> Connection {
        if self.client.connection_state() == State::Connected {
            return Connection::Up(self.client.statistics().connects.load(Ordering::Relaxed));
        }
        self.reports.with(|state| match state.is_closed {
            true => Connection::Closed,
            false => Connection::Down { is_denied: state.is_denied, reason: state.last_error.clone() },
        })
    }

    /// Forgets what the server forbade before.
    pub(super) fn forget_forbidden(&self) {
        self.reports.with(|state| state.forbidden = None);
    }

    /// Opens stream and bucket, and tries again for this time if the server has no answer at the moment.
    ///
    /// # Errors
    /// [`SyncError`] if that does not pass.
    pub(super) async fn open_patiently(&self, wait: Duration) -> Result<(OpenStream, kv::Store), SyncError> {
        let start = Instant::now();
        loop {
            let opened = match self.open_stream().await {
                Ok(stream) => self.open_bucket().await.map(|bucket| (stream, bucket)),
                Err(error) => Err(error),
            };
            match opened {
                Err(SyncError::Server { .. } | SyncError::Unreachable { .. }) if start.elapsed() < wait => {
                    tokio::time::sleep(RECONNECT.0).await;
                }
                opened => return opened,
            }
        }
    }

    /// Opens the stream, and makes it if there is none.
    ///
    /// # Errors
    /// [`SyncError`] if there is no stream and it cannot be made.
    pub(super) async fn open_stream(&self) -> Result<OpenStream, SyncError> {
        let found = self.guarded(self.context.get_stream(STREAM)).await?;
        let opened = match found {
            Ok(found) => found,
            Err(error) => match error.kind() {
                GetStreamErrorKind::JetStream(error) if error.error_code() == ErrorCode::STREAM_NOT_FOUND => {
                    self.make_stream().await?
                }
                GetStreamErrorKind::JetStream(error) => return Err(self.jetstream_error(&error)),
                _ => return Err(self.request_error(&error)),
            },
        };
        let info = opened.cached_info();
        let (created, state) = (info.created.to_string(), &info.state);
        let has_holes = state.first_sequence > 1 || state.deleted_count.is_some_and(|count| count > 0);
        let last_sequence = state.last_sequence;
        let stream = self.context.get_stream_no_info(STREAM).await;
        let stream = stream.map_err(|error| self.other(&error))?;
        Ok(OpenStream { stream, created, last_sequence, has_holes })
    }

    /// Makes the stream, in a cluster with three copies.
    ///
    /// # Errors
    /// [`SyncError`] if this key may not do so.
    pub(super) async fn make_stream(&self) -> Result<stream::Stream, SyncError> {
        self.make(&|num_replicas| stream::Config {
            name: STREAM.to_owned(),
            description: Some("Journals of Tarazy".to_owned()),
            subjects: vec!["tarazy.*.*.*".to_owned()],
            num_replicas,
            allow_direct: true,
            deny_delete: true,
            deny_purge: true,
            ..stream::Config::default()
        })
        .await
    }

    /// Makes a stream with as many copies as possible.
    async fn make(&self, config: &dyn Fn(usize) -> stream::Config) -> Result<stream::Stream, SyncError> {
        let mut failed = None;
        for replicas in self.replicas() {
            match self.guarded(self.context.get_or_create_stream(config(replicas))).await {
                Ok(Ok(made)) => return Ok(made),
                Ok(Err(error)) => failed = Some(error),
                Err(SyncError::Forbidden { what, .. }) if what.contains("STREAM.CREATE") => {
                    return Err(SyncError::NoStream { server: self.name.clone() });
                }
                Err(error) => return Err(error),
            }
        }
        Err(match failed {
            Some(error) => match error.kind() {
                CreateStreamErrorKind::JetStream(error) => self.jetstream_error(&error),
                CreateStreamErrorKind::TimedOut | CreateStreamErrorKind::JetStreamUnavailable => {
                    SyncError::NoStream { server: self.name.clone() }
                }
                _ => self.other(&error),
            },
            None => SyncError::NoStream { server: self.name.clone() },
        })
    }

    /// Opens the bucket with the events, and makes it if there is none.
    ///
    /// # Errors
    /// [`SyncError`] if there is no bucket and it cannot be made.
    pub(super) async fn open_bucket(&self) -> Result<kv::Store, SyncError> {
        if let Ok(found) = self.guarded(self.context.get_key_value(BUCKET)).await? {
            return Ok(found);
        }
        // `create_key_value` asks for the account first, whose answer by a server of the version 2.9 it cannot read.
        self.make(&|num_replicas| stream::Config {
            name: format!("KV_{BUCKET}"),
            description: Some("Events of Tarazy".to_owned()),
            subjects: vec![format!("$KV.{BUCKET}.>")],
            max_messages_per_subject: HISTORY,
            discard: stream::DiscardPolicy::New,
            allow_rollup: true,
            deny_delete: true,
            allow_direct: true,
            num_replicas,
            ..stream::Config::default()
        })
        .await?;
        self.guarded(self.context.get_key_value(BUCKET)).await?.map_err(|error| self.other(&error))
    }

    /// Returns the numbers of copies to try, best first.
    fn replicas(&self) -> Vec<usize> {
        if self.client.server_info().cluster.is_some() { vec![REPLICAS, 1] } else { vec![1] }
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
                    return SyncError::Unreachable { server, reason: String::new() };
                }
                changed.await;
            }
        };
        match select(pin!(request), pin!(interrupted)).await {
            Either::Left((result, _)) => Ok(result),
            Either::Right((error, _)) => Err(error),
        }
    }

    fn jetstream_error(&self, error: &jetstream::Error) -> SyncError {
        let server = self.name.clone();
        match error.error_code() {
            ErrorCode::JETSTREAM_NOT_ENABLED | ErrorCode::JETSTREAM_NOT_ENABLED_FOR_ACCOUNT => {
                SyncError::NoJetStream { server }
            }
            _ => SyncError::Server { server, reason: error.to_string() },
        }
    }

    /// Explains a request that failed without an answer of JetStream. If nobody receives it, there is no JetStream.
    fn request_error(&self, error: &(dyn std::error::Error + 'static)) -> SyncError {
        let mut source = Some(error);
        while let Some(error) = source {
            let kind = error.downcast_ref::<jetstream::context::RequestError>().map(|error| error.kind());
            if kind == Some(RequestErrorKind::NoResponders) {
                return SyncError::NoJetStream { server: self.name.clone() };
            }
            source = error.source();
        }
        self.other(error)
    }

    /// Returns an error of the server that has no text of its own.
    pub(super) fn other(&self, error: &(dyn std::error::Error + 'static)) -> SyncError {
        SyncError::Server { server: self.name.clone(), reason: chain(error) }
    }

    /// Sends a line. The result is waited for by [`Server::confirmed`].
    ///
    /// # Errors
    /// [`SyncError`] if the line cannot be sent.
    pub(super) async fn send(
        &self,
        subject: String,
        line: &OutgoingLine,
        expected: Option<u64>,
    ) -> Result<PublishAckFuture, SyncError> {
        let mut message = PublishMessage::build()
            .payload(line.content.clone().into())
            .message_id(message_id(line))
            .expected_stream(STREAM);
        if let Some(after) = line.after {
            message = message.header(AFTER, after.to_string().as_str());
        }
        if let Some(sequence) = expected {
            message = message.expected_last_subject_sequence(sequence);
        }
        let sent = self.guarded(self.context.send_publish(subject, message)).await?;
        sent.map_err(|error| self.other(&error))
    }

    /// Waits until the server has stored a line.
    ///
    /// # Errors
    /// [`SyncError`] if it is not known that it did.
    pub(super) async fn confirmed(&self, sent: PublishAckFuture) -> Result<Published, SyncError> {
        match self.guarded(sent.into_future()).await? {
            Ok(stored) => Ok(Published::Stored { sequence: stored.sequence, is_duplicate: stored.duplicate }),
            Err(error) if error.kind() == PublishErrorKind::WrongLastSequence => Ok(Published::OtherEnd),
            Err(error) => Err(self.other(&error)),
        }
    }
}

impl OpenStream {
    /// Returns whether the stream still has the message of this point.
    ///
    /// # Errors
    /// [`SyncError`] if the server does not answer.
    pub(super) async fn has(&self, server: &Server, point: &StreamPoint) -> Result<bool, SyncError> {
        if point.sequence == 0 {
            return Ok(true);
        }
        if self.created != point.created || self.last_sequence < point.sequence {
            return Ok(false);
        }
        match server.guarded(self.stream.get_raw_message(point.sequence)).await? {
            Ok(message) => Ok(message.time.to_string() == point.time),
            Err(error) => match error.kind() {
                RawMessageErrorKind::JetStream(_) => Ok(false),
                _ => Err(server.other(&error)),
            },
        }
    }

    /// Starts to read the lines of an event after this sequence.
    ///
    /// # Errors
    /// [`SyncError`] if the server does not answer.
    pub(super) async fn read(&self, server: &Server, event: &str, after: u64) -> Result<Reading, SyncError> {
        let config = pull::Config {
            deliver_policy: DeliverPolicy::ByStartSequence { start_sequence: after + 1 },
            ack_policy: AckPolicy::None,
            filter_subject: format!("tarazy.{event}.*.*"),
            inactive_threshold: READER_KEPT,
            memory_storage: true,
            ..pull::Config::default()
        };
        let reader: Consumer<pull::Config> = server
            .guarded(self.stream.create_consumer(config))
            .await?
            .map_err(|error| match error.kind() {
                ConsumerErrorKind::JetStream(error) => server.jetstream_error(&error),
                _ => server.other(&error),
            })?;
        let is_at_end = reader.cached_info().num_pending == 0;
        let messages = reader
            .stream()
            .max_messages_per_batch(BATCH)
            .heartbeat(HEARTBEAT)
            .expires(3 * HEARTBEAT)
            .messages()
            .await
            .map_err(|error| server.other(&error))?;
        Ok(Reading { consumer: reader, messages, is_at_end })
    }
}

/// A position in a stream.
pub(super) struct Reading {
    consumer: Consumer<pull::Config>,
    pub messages: pull::Stream,
    /// Whether the server had nothing to read at the start.
    pub is_at_end: bool,
}

impl Reading {
    /// Asks the server whether everything was read. While others write, the numbers in the messages may be too high. Returns
    /// `None` if the server does not know this reader, as after one server of a cluster has failed.
    pub(super) async fn is_finished(&self, server: &Server) -> Option<bool> {
        let info = tokio::time::timeout(READER_ANSWER, server.guarded(self.consumer.get_info())).await;
        Some(info.ok()?.ok()?.ok()?.num_pending == 0)
    }
}

/// Returns the id of a message. Damaged lines of different journals may be equal.
fn message_id(line: &OutgoingLine) -> String {
    if line.is_record { line.hash.to_string() } else { format!("{}-{}", line.hash, line.journal) }
}

/// Returns the subject of a journal.
pub(super) fn subject(event: &str, machine: &str, journal: JournalId) -> String {
    format!("tarazy.{event}.{machine}.{journal}")
}

/// Returns the value of a header.
pub(super) fn header<'a>(headers: &'a async_nats::HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).map(async_nats::HeaderValue::as_str)
}

fn connect_error(server: String, error: &async_nats::ConnectError, reports: &Reports) -> SyncError {
    let reason = chain(error);
    match error.kind() {
        ConnectErrorKind::ServerParse => SyncError::Address(server),
        ConnectErrorKind::AuthorizationViolation | ConnectErrorKind::Authentication => {
            SyncError::Denied { server }
        }
        ConnectErrorKind::Tls => SyncError::Tls { server, reason },
        _ if reports.with(|state| state.is_denied) => SyncError::Denied { server },
        _ if is_tls(error) => SyncError::Tls { server, reason },
        _ => SyncError::Unreachable { server, reason },
    }
}

fn is_tls(error: &(dyn std::error::Error + 'static)) -> bool {
    let text = chain(error).to_lowercase();
    ["certificate", "tls", "handshake"].iter().any(|word| text.contains(word))
}

/// Returns an error and its sources as one text.
fn chain(error: &(dyn std::error::Error + 'static)) -> String {
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
