//! One event on one server: reads, merges, publishes, and keeps what was agreed.

use std::collections::HashMap;
use std::mem::{Discriminant, discriminant};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use async_nats::jetstream::kv;
use chrono::{DateTime, Utc};
use tokio::sync::mpsc::Sender;
use tokio::task::JoinHandle;

use crate::domain::event::Event;
use crate::domain::record::{JournalId, LineHash, Moment};
use crate::journal::event_file;
use crate::journal::event_folder::EventFolder;
use crate::journal::folder_error::FolderError;
use crate::journal::sync_files::{Agreed, StreamPoint, SyncLock, keep_event};
use crate::journal::sync_status::{HEARTBEAT_S, SyncStatus};
use crate::sync::error::SyncError;
use crate::sync::event_fields::{self, MergedEvent};
use crate::sync::event_sync::EventSync;
use crate::sync::reader::{Incoming, read_for_ever};
use crate::sync::received::ReceivedLine;
use crate::sync::report::{LineTotals, SyncReport, What};
use crate::sync::server::{OpenStream, Published, Server, subject};

/// The number of bytes that are published before confirmations are waited for.
const PUBLISHED_AT_ONCE: usize = 1024 * 1024;

/// While everything is read from the server, it is merged in parts of about this many bytes.
const MERGED_AT_ONCE: usize = 64 * 1024 * 1024;

/// How often `event.json` is compared with the server.
const EVENT_PAUSE: Duration = Duration::from_secs(2);

/// A merge that failed is tried again after this time.
const MERGE_PAUSE: Duration = Duration::from_secs(2);

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
    /// When `event.json` is compared next.
    event_due: Instant,
    is_event_agreed: bool,
    is_unreadable_told: bool,
    merge_due: Instant,
    status: Status,
}

/// What was last written and reported.
#[derive(Default)]
struct Status {
    agreed: Option<Moment>,
    since: Option<Moment>,
    /// Whether it was reported that both have the same lines, since they had not.
    is_agreement_told: bool,
    /// The kinds of reasons that were reported since both had the same lines.
    told_reasons: Vec<Discriminant<SyncError>>,
    written: Option<(Instant, bool)>,
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
        let now = Instant::now();
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
            event_due: now,
            is_event_agreed: false,
            is_unreadable_told: false,
            merge_due: now,
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
        } else if self.sync.has_dropped
            // What was confirmed and not yet read may be lost without a trace.
            || (is_new_connection && self.confirmed > self.read)
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

    /// Takes a message of the reader.
    ///
    /// # Errors
    /// The error that the reader met. It goes on by itself.
    pub(super) fn take(&mut self, incoming: Incoming) -> Result<(), SyncError> {
        if incoming.reader.1 != self.generation {
            return Ok(());
        }
        match incoming.what? {
            None => self.is_caught_up = true,
            Some(message) => {
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
        Ok(())
    }

    /// Merges what was received.
    ///
    /// # Errors
    /// [`SyncError::Folder`] if the event cannot be written. It is tried again.
    pub(super) fn merge(
        &mut self,
        started: Instant,
        report: &mut dyn FnMut(SyncReport),
    ) -> Result<(), SyncError> {
        if !self.is_caught_up && self.received_bytes < MERGED_AT_ONCE {
            return Ok(());
        }
        self.sync.look()?;
        self.sync.receive(self.received.drain(..));
        self.received_bytes = 0;
        if self.sync.waiting() == 0 || Instant::now() < self.merge_due {
            return Ok(());
        }
        let settled = self.sync.settle(started.elapsed(), now(&self.sync.folder.event));
        if settled.as_ref().map_or(true, |settled| !settled.skipped.is_empty()) {
            self.merge_due = Instant::now() + MERGE_PAUSE;
        }
        let settled = settled?;
        self.totals.received += settled.lines;
        let event = self.slug().to_owned();
        settled.skipped.into_iter().for_each(|result| {
            report(SyncReport { event: event.clone(), what: What::Skipped(result) });
        });
        Ok(())
    }

    /// Publishes what the server lacks.
    ///
    /// # Errors
    /// [`SyncError`] if the server did not confirm a line.
    pub(super) async fn publish(&mut self, server: &Server) -> Result<(), SyncError> {
        if !self.is_caught_up {
            return Ok(());
        }
        loop {
            let lines = self.sync.outgoing(PUBLISHED_AT_ONCE);
            if lines.is_empty() {
                return Ok(());
            }
            let mut sent: Vec<(JournalId, LineHash, _)> = Vec::new();
            let mut failed = None;
            let mut last = None;
            for line in &lines {
                let is_first = last.replace(line.journal) != Some(line.journal);
                let known = self.ends.get(&line.journal).copied();
                let expected = known.or(self.is_read_from_start.then_some(0)).filter(|_| is_first);
                let subject = subject(&self.sync.folder.event.id, &self.machine, line.journal);
                match server.send(subject, line, expected).await {
                    Ok(waiting) => sent.push((line.journal, line.hash, waiting)),
                    Err(error) => {
                        failed = Some(error);
                        break;
                    }
                }
            }
            let mut other_end = false;
            for (journal, hash, waiting) in sent {
                match server.confirmed(waiting).await {
                    Ok(Published::Stored { sequence, is_duplicate }) => {
                        self.sync.confirm([hash]);
                        if !is_duplicate {
                            self.totals.sent += 1;
                            self.ends.insert(journal, sequence);
                        }
                        self.confirmed = self.confirmed.max(sequence);
                    }
                    Ok(Published::OtherEnd) => {
                        // The reader will bring what is there. The line is then known, or sent without a condition.
                        self.ends.remove(&journal);
                        self.is_read_from_start = false;
                        other_end = true;
                    }
                    Err(error) => failed = failed.or(Some(error)),
                }
            }
            if let Some(error) = failed {
                return Err(error);
            }
            if other_end {
                return Ok(());
            }
        }
    }

    /// Compares `event.json` with the server, if it is time.
    ///
    /// # Errors
    /// [`SyncError`] if the server does not answer, or the event cannot be read or written.
    pub(super) async fn exchange_event(
        &mut self,
        server: &Server,
        bucket: &kv::Store,
        report: &mut dyn FnMut(SyncReport),
    ) -> Result<(), SyncError> {
        if Instant::now() < self.event_due {
            return Ok(());
        }
        let ours = event_file::read(&self.folder().path)?;
        if ours.id != self.sync.folder.event.id {
            return Err(FolderError::OtherEvent { path: self.folder().event_file() }.into());
        }
        self.set_event(ours.clone());
        let key = ours.id.clone();
        let entry = server.guarded(bucket.entry(&key)).await?.map_err(|error| server.other(&error))?;
        let entry = entry.filter(|entry| entry.operation == kv::Operation::Put);
        let text = |event: &Event| event.to_json().map_err(|error| FolderError::NewEvent(event_error(error)));
        self.is_event_agreed = false;
        let Some(entry) = entry else {
            let made = server.guarded(bucket.create(&key, text(&ours)?.into())).await?;
            // Another machine may have made it. Then it is merged the next time.
            if made.is_ok() {
                return self.agree_on(text(&ours)?);
            }
            return Ok(());
        };
        let theirs = std::str::from_utf8(&entry.value).ok().and_then(|text| Event::from_json(text).ok());
        let Some(theirs) = theirs.filter(|theirs| theirs.id == ours.id) else {
            if !std::mem::replace(&mut self.is_unreadable_told, true) {
                report(SyncReport { event: self.slug().to_owned(), what: What::EventUnreadable });
            }
            self.event_due = Instant::now() + EVENT_PAUSE;
            self.is_event_agreed = true;
            return Ok(());
        };
        if theirs == ours {
            return self.agree_on(text(&ours)?);
        }
        let merged = event_fields::merge(self.agreed.event.as_deref(), &ours, &theirs);
        let MergedEvent { event: merged, conflicts } = merged.unwrap_or_else(|_| MergedEvent {
            event: theirs.clone(),
            conflicts: vec!["event.json".to_owned()],
        });
        if merged != theirs {
            let update = bucket.update(&key, text(&merged)?.into(), entry.revision);
            if let Err(error) = server.guarded(update).await? {
                return match error.kind() {
                    kv::UpdateErrorKind::WrongLastRevision => Ok(()),
                    _ => Err(server.other(&error)),
                };
            }
        }
        let event = self.slug().to_owned();
        if !conflicts.is_empty() {
            let copy = keep_event(self.folder(), &ours)?;
            report(SyncReport { event: event.clone(), what: What::Conflict { fields: conflicts, copy } });
        }
        if merged != ours {
            let changed = event_file::change(self.folder(), |event| {
                if *event != ours {
                    return Err(Changing::Meanwhile);
                }
                *event = merged.clone();
                Ok(())
            });
            match changed {
                Ok(_) => report(SyncReport { event, what: What::EventChanged }),
                // Both sides are merged again.
                Err(Changing::Meanwhile) => return Ok(()),
                Err(Changing::Folder(error)) => return Err(error.into()),
            }
            self.set_event(merged.clone());
        }
        self.agree_on(text(&merged)?)
    }

    /// Takes over a changed event. If other journals belong to it now, the server is read again.
    fn set_event(&mut self, event: Event) {
        self.sync.has_dropped |= event.also != self.sync.folder.event.also;
        self.sync.folder.event = event;
    }

    fn agree_on(&mut self, text: String) -> Result<(), SyncError> {
        self.event_due = Instant::now() + EVENT_PAUSE;
        self.is_event_agreed = true;
        self.is_unreadable_told = false;
        if self.agreed.event.as_ref() != Some(&text) {
            self.agreed.event = Some(text);
            self.agreed.write(&self.sync.folder)?;
        }
        Ok(())
    }

    /// Returns whether lines must be read from the server again.
    pub(super) const fn needs_check(&self) -> bool {
        self.sync.has_dropped
    }

    /// Returns whether everything was read and published that can be.
    pub(super) fn is_idle(&mut self) -> bool {
        self.is_caught_up
            && self.received.is_empty()
            && self.is_event_agreed
            && self.read >= self.confirmed
            && !self.sync.is_unsettled()
            && self.sync.outgoing(1).is_empty()
    }

    /// Writes and reports whether this machine and the server have the same lines. `why` says why they may not.
    ///
    /// # Errors
    /// [`SyncError::Folder`] if the event's folder cannot be written.
    pub(super) fn show(
        &mut self,
        server: &str,
        why: Option<SyncError>,
        report: &mut dyn FnMut(SyncReport),
    ) -> Result<bool, SyncError> {
        let is_complete = why.is_none() && self.is_idle() && self.sync.waiting() == 0;
        let now = now(&self.sync.folder.event);
        let event = self.slug().to_owned();
        if is_complete {
            self.status.agreed = Some(now);
            self.status.since = None;
            if !std::mem::replace(&mut self.status.is_agreement_told, true) {
                self.status.told_reasons.clear();
                report(SyncReport { event, what: What::Agreed { at: now, totals: self.totals() } });
            }
        } else {
            let since = *self.status.since.get_or_insert(now);
            if let Some(why) = &why {
                let kind = discriminant(why);
                if !self.status.told_reasons.contains(&kind) {
                    self.status.told_reasons.push(kind);
                    self.status.is_agreement_told = false;
                    let why = why.again();
                    report(SyncReport { event, what: What::Waiting { since, why } });
                }
            }
        }
        // A line that is on its way for a moment is no news.
        let is_shown = is_complete || (why.is_none() && self.status.is_recent(now));
        let due = Duration::from_secs(HEARTBEAT_S.unsigned_abs());
        let is_due = |(at, shown): (Instant, bool)| shown != is_shown || at.elapsed() >= due;
        if self.status.written.is_none_or(is_due) {
            self.status.written = Some((Instant::now(), is_shown));
            let status = SyncStatus {
                server: server.to_owned(),
                complete: is_shown,
                agreed: self.status.agreed,
                since: self.status.since.filter(|_| !is_shown),
                alive: now,
                reason: why.map(|why| why.to_string()),
                waiting: self.sync.waiting(),
            };
            status.write(&self.sync.folder)?;
            if is_complete {
                self.save_point()?;
            }
        }
        Ok(is_complete)
    }

    /// Notes that everything up to the last message is here.
    fn save_point(&mut self) -> Result<(), SyncError> {
        if self.agreed.point.as_ref() == Some(&self.known) {
            return Ok(());
        }
        self.agreed.point = Some(self.known.clone());
        self.agreed.set_heads(&self.sync.heads());
        Ok(self.agreed.write(&self.sync.folder)?)
    }

    /// Writes that nobody synchronises the event any more.
    pub(super) fn end(&mut self, server: &str) -> Result<(), SyncError> {
        let now = now(&self.sync.folder.event);
        if self.status.since.is_none() && self.status.agreed.is_some() {
            self.save_point()?;
        }
        let status = SyncStatus {
            server: server.to_owned(),
            complete: false,
            agreed: self.status.agreed,
            since: Some(self.status.since.unwrap_or(now)),
            alive: now,
            reason: Some("ended".to_owned()),
            waiting: self.sync.waiting(),
        };
        Ok(status.write(&self.sync.folder)?)
    }
}

impl Status {
    /// Returns whether this machine and the server had the same lines a few seconds ago.
    fn is_recent(&self, now: Moment) -> bool {
        self.agreed.is_some_and(|agreed| (now - agreed).num_seconds().abs() < 5)
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.forget_reader();
    }
}

/// Why `event.json` was not changed.
enum Changing {
    /// Somebody else changed it.
    Meanwhile,
    Folder(FolderError),
}

impl From<FolderError> for Changing {
    fn from(error: FolderError) -> Self {
        Self::Folder(error)
    }
}

const fn event_error(error: serde_json::Error) -> crate::domain::event::EventError {
    crate::domain::event::EventError::Json(error)
}

/// Returns the current time in the event's offset.
fn now(event: &Event) -> Moment {
    DateTime::<Utc>::from(SystemTime::now()).with_timezone(&event.utc_offset.0)
}
