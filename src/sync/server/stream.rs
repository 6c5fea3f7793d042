//! The stream with the lines of all events: publishing to it, and reading from it.

use std::time::Duration;

use async_nats::jetstream::consumer::{AckPolicy, Consumer, DeliverPolicy, pull};
use async_nats::jetstream::context::{PublishAckFuture, PublishErrorKind};
use async_nats::jetstream::message::PublishMessage;
use async_nats::jetstream::stream;
use async_nats::jetstream::stream::{ConsumerErrorKind, RawMessageErrorKind};

use crate::domain::record::JournalId;
use crate::journal::sync_files::StreamPoint;
use crate::sync::error::SyncError;
use crate::sync::event_sync::OutgoingLine;
use crate::sync::server::Server;

/// The name of the stream.
pub(super) const STREAM: &str = "TARAZY";

/// The header that names the line before a line, if the line itself does not.
pub(in crate::sync) const AFTER: &str = "Tarazy-After";

/// How long the server keeps the position of a reader that is gone.
const READER_KEPT: Duration = Duration::from_secs(60);

/// How long the server may take to answer for a reader.
const READER_ANSWER: Duration = Duration::from_secs(3);

/// How often the server says that it is there while it has no lines.
const HEARTBEAT: Duration = Duration::from_secs(5);

/// The number of lines that are requested at once.
const BATCH: usize = 2_000;

/// The stream, and what distinguishes it from another one.
#[derive(Clone, Debug)]
pub(in crate::sync) struct OpenStream {
    pub(super) stream: stream::Stream<()>,
    /// When it was made.
    pub created: String,
    pub last_sequence: u64,
    /// Whether messages were removed, so that a later message does not prove that earlier ones are there.
    pub has_holes: bool,
}

/// The result of publishing a line.
pub(in crate::sync) enum Published {
    Stored {
        sequence: u64,
        is_duplicate: bool,
    },
    /// The subject has other messages than expected.
    OtherEnd,
}

impl Server {
    /// Sends a line. The result is waited for by [`Server::confirmed`].
    ///
    /// # Errors
    /// [`SyncError`] if the line cannot be sent.
    pub(in crate::sync) async fn send(
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
        sent.map_err(|error| self.failure(&error))
    }

    /// Waits until the server has stored a line.
    ///
    /// # Errors
    /// [`SyncError`] if it is not known that it did.
    pub(in crate::sync) async fn confirmed(&self, sent: PublishAckFuture) -> Result<Published, SyncError> {
        match self.guarded(sent.into_future()).await? {
            Ok(stored) => Ok(Published::Stored { sequence: stored.sequence, is_duplicate: stored.duplicate }),
            Err(error) if error.kind() == PublishErrorKind::WrongLastSequence => Ok(Published::OtherEnd),
            Err(error) => Err(self.failure(&error)),
        }
    }
}

impl OpenStream {
    /// Returns whether the stream still has the message of this point.
    ///
    /// # Errors
    /// [`SyncError`] if the server does not answer.
    pub(in crate::sync) async fn has(&self, server: &Server, point: &StreamPoint) -> Result<bool, SyncError> {
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
                _ => Err(server.failure(&error)),
            },
        }
    }

    /// Starts to read the lines of an event after this sequence.
    ///
    /// # Errors
    /// [`SyncError`] if the server does not answer.
    pub(in crate::sync) async fn read(
        &self,
        server: &Server,
        event: &str,
        after: u64,
    ) -> Result<Reading, SyncError> {
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
                _ => server.failure(&error),
            })?;
        let is_at_end = reader.cached_info().num_pending == 0;
        let messages = reader
            .stream()
            .max_messages_per_batch(BATCH)
            .heartbeat(HEARTBEAT)
            .expires(3 * HEARTBEAT)
            .messages()
            .await
            .map_err(|error| server.failure(&error))?;
        Ok(Reading { consumer: reader, messages, is_at_end })
    }
}

/// A position in a stream.
pub(in crate::sync) struct Reading {
    consumer: Consumer<pull::Config>,
    pub messages: pull::Stream,
    /// Whether the server had nothing to read at the start.
    pub is_at_end: bool,
}

impl Reading {
    /// Asks the server whether everything was read. While others write, the numbers in the messages may be too high. Returns
    /// `None` if the server does not know this reader, as after one server of a cluster has failed.
    pub(in crate::sync) async fn is_finished(&self, server: &Server) -> Option<bool> {
        let info = tokio::time::timeout(READER_ANSWER, server.guarded(self.consumer.get_info())).await;
        Some(info.ok()?.ok()?.ok()?.num_pending == 0)
    }
}

/// Returns the id of a message. Damaged lines of different journals may be equal.
fn message_id(line: &OutgoingLine) -> String {
    if line.is_record { line.hash.to_string() } else { format!("{}-{}", line.hash, line.journal) }
}

/// Returns the subject of a journal.
pub(in crate::sync) fn subject(event: &str, machine: &str, journal: JournalId) -> String {
    format!("tarazy.{event}.{machine}.{journal}")
}

/// Returns the value of a header.
pub(in crate::sync) fn header<'a>(headers: &'a async_nats::HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).map(async_nats::HeaderValue::as_str)
}
