//! One event on one server: reads, merges, publishes, and keeps what was agreed.
//!
//! Invariant: an error of one event does not keep other events from being synchronised, and an error of one activity does
//! not keep the others from being done.

mod event;
mod publishing;
mod shown;
mod status;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use async_nats::jetstream::kv;
use chrono::{DateTime, Utc};
use tokio::sync::mpsc::Sender;
use tokio::task::JoinHandle;

use crate::domain::event::Event;
use crate::domain::record::{JournalId, Moment};
use crate::journal::event_folder::EventFolder;
use crate::journal::folder_error::FolderError;
use crate::journal::merge::MergeResult;
use crate::journal::sync_files::{Agreed, StreamPoint, SyncLock};
use crate::sync::error::SyncError;
use crate::sync::event_sync::EventSync;
use crate::sync::link::shown::Status;
use crate::sync::reader::{Incoming, read_for_ever};
use crate::sync::received::ReceivedLine;
use crate::sync::report::{LineTotals, SyncReport, What};
use crate::sync::server::Server;
use crate::sync::server::stream::OpenStream;

/// While everything is read from the server, it is merged in parts of about this many bytes.
const MERGED_AT_ONCE: usize = 64 * 1024 * 1024;

/// How often `event.json` is compared with the server.
const EVENT_PAUSE: Duration = Duration::from_secs(2);

/// A merge that failed is tried again after this time.
const MERGE_PAUSE: Duration = Duration::from_secs(2);

/// If the server has more lines than can wait for others, it is read again after this time.
const REREAD_PAUSE: Duration = Duration::from_secs(30);

/// One event that is synchronised with one server.
pub(super) struct Link {
    sync: EventSync,
    _lock: SyncLock,
    machine: String,
    agreed: Agreed,
    /// Distinguishes messages of a reader from those of one before it.
    generation: u64,
    reader: Option<JoinHandle<()>>,
    /// Whether everything was read that the server had.
    is_caught_up: bool,
    /// The sequence up to which the event was read.
    read: u64,
    /// The last message that was read.
    known: StreamPoint,
    /// The highest sequence that the server confirmed.
    confirmed: u64,
    /// The last message of each own subject, as far as it is known.
    ends: HashMap<JournalId, u64>,
    /// Whether the stream was read from its start, so that a subject without a known end is empty.
    is_read_from_start: bool,
    received: Vec<ReceivedLine>,
    received_bytes: usize,
    totals: LineTotals,
    merging: Activity,
    publishing: Activity,
    /// Comparing `event.json`.
    describing: Activity,
    /// Why the reader had to begin again.
    unread: Option<SyncError>,
    is_event_agreed: bool,
    is_unreadable_told: bool,
    /// Whether something has happened since lines were last merged that may make it possible to merge more.
    has_news: bool,
    /// What could not be merged and was reported.
    told_skips: Vec<MergeResult>,
    /// Lines that were dropped are not read again before this time.
    reread_due: Instant,
    status: Status,
}

/// Something that is done again and again.
struct Activity {
    /// It is not done before this time.
    due: Instant,
    /// Why it failed the last time.
    failed: Option<SyncError>,
}

impl Activity {
    fn new() -> Self {
        Self { due: Instant::now(), failed: None }
    }

    fn is_due(&self) -> bool {
        self.due <= Instant::now()
    }

    /// Notes the result. After an error, it is not done for a while.
    fn end(&mut self, result: Result<(), SyncError>) {
        self.failed = result.err();
        if let Some(error) = &self.failed {
            self.due = Instant::now() + error.retry_after();
        }
    }
}

impl Link {
    /// Prepares to synchronise an event.
    ///
    /// # Errors
    /// [`SyncError`] if another process does so already, or the event cannot be read.
    pub(super) fn new(folder: EventFolder, machine: String) -> Result<Self, SyncError> {
        let lock = SyncLock::acquire(&folder).map_err(|error| match error {
            FolderError::Busy { .. } => SyncError::AlreadyRunning(folder.slug.clone()),
            error => error.into(),
        })?;
        let agreed = Agreed::read(&folder);
        Ok(Self {
            sync: EventSync::open(folder)?,
            _lock: lock,
            machine,
            agreed,
            generation: 0,
            reader: None,
            is_caught_up: false,
            read: 0,
            known: StreamPoint { created: String::new(), sequence: 0, time: String::new() },
            confirmed: 0,
            ends: HashMap::new(),
            is_read_from_start: false,
            received: Vec::new(),
            received_bytes: 0,
            totals: LineTotals::default(),
            merging: Activity::new(),
            publishing: Activity::new(),
            describing: Activity::new(),
            unread: None,
            is_event_agreed: false,
            is_unreadable_told: false,
            has_news: true,
            told_skips: Vec::new(),
            reread_due: Instant::now(),
            status: Status::default(),
        })
    }

    pub(super) fn slug(&self) -> &str {
        &self.sync.folder.slug
    }

    pub(super) fn folder(&self) -> &EventFolder {
        &self.sync.folder
    }

    /// Returns numbers that change as long as something is done.
    pub(super) fn progress(&self) -> (u64, u64, u64, usize) {
        (self.read, self.totals.received, self.totals.sent, self.sync.lines())
    }

    pub(super) fn totals(&self) -> LineTotals {
        LineTotals { here: self.sync.lines(), waiting: self.sync.waiting(), ..self.totals }
    }

    /// Compares what is known of the stream with the stream, and starts to read where that is necessary. A reader of an
    /// earlier connection would notice only after seconds that it gets nothing.
    ///
    /// # Errors
    /// [`SyncError`] if the server does not answer.
    pub(super) async fn check(
        &mut self,
        index: usize,
        is_new_connection: bool,
        server: &Arc<Server>,
        stream: &OpenStream,
        incoming: &Sender<Incoming>,
    ) -> Result<(), SyncError> {
        let mut start = None;
        if self.generation == 0 {
            start = Some(0);
            if let (Some(point), Some(heads)) = (self.agreed.point.clone(), self.agreed.heads())
                && !stream.has_holes
                && stream.has(server, &point).await?
                && self.sync.resume_at(&heads)
            {
                start = Some(point.sequence);
                self.known = point;
            }
        } else if self.needs_check()
            // What was confirmed and not yet read may be lost without a trace.
            || (is_new_connection && self.confirmed > self.read)
            || stream.last_sequence < self.confirmed
            || !stream.has(server, &self.known).await?
        {
            start = Some(0);
        } else if is_new_connection || self.reader.as_ref().is_none_or(JoinHandle::is_finished) {
            start = Some(self.read);
        }
        if let Some(after) = start {
            self.read_from(after, index, server, stream, incoming);
        }
        Ok(())
    }

    fn read_from(
        &mut self,
        after: u64,
        index: usize,
        server: &Arc<Server>,
        stream: &OpenStream,
        incoming: &Sender<Incoming>,
    ) {
        self.forget_reader();
        if after == 0 {
            if self.sync.has_dropped {
                self.reread_due = Instant::now() + REREAD_PAUSE;
            }
            self.sync.forget_server();
            self.ends.clear();
            (self.received, self.received_bytes) = (Vec::new(), 0);
            self.known = StreamPoint { created: stream.created.clone(), sequence: 0, time: String::new() };
        }
        self.confirmed = after;
        self.is_read_from_start = after == 0;
        self.generation += 1;
        (self.is_caught_up, self.read) = (false, after);
        let event = self.sync.folder.event.id.clone();
        let reading = read_for_ever(
            Arc::clone(server),
            stream.clone(),
            event,
            after,
            (index, self.generation),
            incoming.clone(),
        );
        self.reader = Some(tokio::spawn(reading));
    }

    /// Ends the reader, whose connection is gone. The next check starts another one.
    pub(super) fn forget_reader(&mut self) {
        if let Some(reader) = self.reader.take() {
            reader.abort();
        }
    }

    /// Takes a message of the reader. After an error, the reader goes on by itself.
    pub(super) fn take(&mut self, incoming: Incoming) {
        if incoming.reader.1 != self.generation {
            return;
        }
        self.unread = None;
        match incoming.what {
            Err(error) => self.unread = Some(error),
            Ok(None) => self.is_caught_up = true,
            Ok(Some(message)) => {
                self.read = message.sequence;
                (self.known.sequence, self.known.time) = (message.sequence, message.time);
                self.is_caught_up |= message.is_last;
                if message.machine == self.machine {
                    self.ends.insert(message.journal, message.sequence);
                }
                let ids = self.sync.folder.event.ids();
                let line = ReceivedLine::new(message.journal, &message.content, message.after, ids);
                if let Some(line) = line {
                    self.received_bytes += line.content.len();
                    self.received.push(line);
                }
            }
        }
    }

    /// Does everything that is due.
    pub(super) async fn step(
        &mut self,
        server: &Server,
        bucket: &kv::Store,
        started: Instant,
        report: &mut dyn FnMut(SyncReport<'_>),
    ) {
        if self.merging.is_due() {
            let merged = self.merge(started.elapsed(), report);
            self.merging.end(merged);
        }
        if self.publishing.is_due() {
            let published = self.publish(server).await;
            self.publishing.end(published);
        }
        self.exchange_event(server, bucket, report).await;
    }

    /// Compares `event.json` with the server, if it is time.
    pub(super) async fn exchange_event(
        &mut self,
        server: &Server,
        bucket: &kv::Store,
        report: &mut dyn FnMut(SyncReport<'_>),
    ) {
        if self.describing.is_due() {
            self.describing.due = Instant::now() + EVENT_PAUSE;
            let compared = self.compare_event(server, bucket, report).await;
            self.describing.end(compared);
        }
    }

    /// Returns why something of this event cannot be done at the moment.
    pub(super) fn failure(&self) -> Option<&SyncError> {
        let activities = [&self.merging, &self.publishing, &self.describing];
        activities.into_iter().find_map(|activity| activity.failed.as_ref()).or(self.unread.as_ref())
    }

    /// Returns the same reason as [`Self::failure`], and forgets it.
    pub(super) fn take_failure(&mut self) -> Option<SyncError> {
        let activities = [&mut self.merging, &mut self.publishing, &mut self.describing];
        activities.into_iter().find_map(|activity| activity.failed.take()).or_else(|| self.unread.take())
    }

    /// Merges what was received.
    ///
    /// # Errors
    /// [`SyncError::Folder`] if the event cannot be read or written.
    fn merge(
        &mut self,
        since_start: Duration,
        report: &mut dyn FnMut(SyncReport<'_>),
    ) -> Result<(), SyncError> {
        if !self.is_caught_up && self.received_bytes < MERGED_AT_ONCE {
            return Ok(());
        }
        self.has_news |= self.sync.look()? || !self.received.is_empty();
        self.sync.receive(self.received.drain(..));
        self.received_bytes = 0;
        // Lines that wait for others may be many, so they are looked through only after a change.
        if self.sync.waiting() == 0 || !(self.has_news || self.sync.waits_for_file(since_start)) {
            return Ok(());
        }
        self.has_news = true;
        let settled = self.sync.settle(since_start, now(&self.sync.folder.event))?;
        self.has_news = !settled.skipped.is_empty();
        if self.has_news {
            self.merging.due = Instant::now() + MERGE_PAUSE;
        }
        self.totals.received += settled.lines;
        for result in settled.skipped {
            if !self.told_skips.contains(&result) {
                self.told_skips.push(result.clone());
                report(SyncReport { event: self.slug(), what: What::Skipped(result) });
            }
        }
        Ok(())
    }

    /// Returns whether lines must be read from the server again.
    pub(super) fn needs_check(&self) -> bool {
        self.sync.has_dropped && self.reread_due <= Instant::now()
    }

    /// Returns whether everything was read and published that can be.
    fn is_idle(&mut self) -> bool {
        self.is_caught_up
            && self.received.is_empty()
            && self.is_event_agreed
            && self.read >= self.confirmed
            && !self.sync.is_unsettled()
            && self.sync.outgoing(1, 1).is_empty()
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.forget_reader();
    }
}

/// Returns the current time in the event's offset.
fn now(event: &Event) -> Moment {
    DateTime::<Utc>::from(SystemTime::now()).with_timezone(&event.utc_offset.0)
}
