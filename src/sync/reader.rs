//! Reads the lines of an event from the server, in a task of its own.

use std::sync::Arc;
use std::time::Duration;

use async_nats::jetstream;
use futures_util::StreamExt;
use tokio::sync::mpsc::Sender;

use crate::domain::record::{JournalId, LineHash};
use crate::sync::error::{RETRY_PAUSE, SyncError};
use crate::sync::received::CONTENT_MAX;
use crate::sync::server::Server;
use crate::sync::server::stream::{AFTER, OpenStream, header};

/// After this time without a line, the server is asked whether there are more.
const SILENCE: Duration = Duration::from_millis(500);

/// A message of a reader.
pub(super) struct Incoming {
    /// The index of the event, and the generation of the reader.
    pub reader: (usize, u64),
    /// A line; or nothing, if everything was read that the server had.
    pub what: Result<Option<IncomingLine>, SyncError>,
}

/// A line as it is on the server.
pub(super) struct IncomingLine {
    pub sequence: u64,
    /// When the server stored it.
    pub time: String,
    /// Whether the server had no later line of the event.
    pub is_last: bool,
    pub machine: String,
    pub journal: JournalId,
    pub after: Option<LineHash>,
    pub content: Vec<u8>,
}

/// Sends all lines of an event after this sequence, and those that come later. Ends when nobody receives them.
pub(super) async fn read_for_ever(
    server: Arc<Server>,
    stream: OpenStream,
    event: String,
    mut after: u64,
    reader: (usize, u64),
    lines: Sender<Incoming>,
) {
    loop {
        let mut reading = match stream.read(&server, &event, after).await {
            Ok(reading) => reading,
            Err(error) => {
                if lines.send(Incoming { reader, what: Err(error) }).await.is_err() {
                    return;
                }
                tokio::time::sleep(RETRY_PAUSE).await;
                continue;
            }
        };
        let mut is_at_end = reading.is_at_end;
        if is_at_end && lines.send(Incoming { reader, what: Ok(None) }).await.is_err() {
            return;
        }
        // After an error, reading starts again after the last line.
        loop {
            let next = reading.messages.next();
            let next = if is_at_end {
                next.await
            } else if let Ok(next) = tokio::time::timeout(SILENCE, next).await {
                next
            } else {
                let Some(is_finished) = reading.is_finished(&server).await else { break };
                is_at_end = is_finished;
                if is_at_end && lines.send(Incoming { reader, what: Ok(None) }).await.is_err() {
                    return;
                }
                continue;
            };
            let Some(Ok(message)) = next else { break };
            let Ok(info) = message.info() else { continue };
            let (sequence, is_last) = (info.stream_sequence, info.pending == 0);
            is_at_end |= is_last;
            after = sequence;
            let what = line(&message, sequence, info.published.to_string(), is_last);
            if (what.is_some() || is_last) && lines.send(Incoming { reader, what: Ok(what) }).await.is_err() {
                return;
            }
        }
        tokio::time::sleep(RETRY_PAUSE).await;
    }
}

/// Returns the line in a message, or `None` if its subject is that of no journal.
fn line(message: &jetstream::Message, sequence: u64, time: String, is_last: bool) -> Option<IncomingLine> {
    let mut tokens = message.subject.split('.').skip(2);
    let (machine, journal) = (tokens.next()?, tokens.next().and_then(JournalId::parse)?);
    // Nobody sends such a line, and many of them would fill the memory.
    let content = if message.payload.len() > CONTENT_MAX { Vec::new() } else { message.payload.to_vec() };
    let headers = message.headers.as_ref();
    let value = |name: &str| headers.and_then(|headers| header(headers, name));
    Some(IncomingLine {
        sequence,
        time,
        is_last,
        machine: machine.to_owned(),
        journal,
        after: value(AFTER).and_then(LineHash::parse),
        content,
    })
}
