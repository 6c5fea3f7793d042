//! The loop of the writer's thread, which takes commands, saves batches and recovers from failures
//! (docs/journal.md W1-W7).
//!
//! The loop works on any [`Disk`], so that each step can be tested with a disk that fails on request.

use std::collections::VecDeque;
use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use crate::domain::record::{LineHash, MOVED_REASON, Op, PendingRecord, Record, RecordRef, Ticket};
use crate::journal::chain::Chain;
use crate::journal::disk::{Disk, OpenedJournal};
use crate::journal::seen::SeenNotes;
use crate::journal::writer::event::{WriteError, WriterEvent};
use crate::journal::writer::guarded::GuardedJournal;
use crate::journal::writer::progress::Progress;

/// The size in bytes at which a batch is full. The size is limited so that a long import is not held in
/// memory twice.
const BATCH_MAX: usize = 1024 * 1024;

/// The time after which a failed save is retried even without a request, because space may have become
/// free.
const RETRY_AFTER: Duration = Duration::from_secs(10);

/// How often a journal that was changed from outside is written again at once before the next retry.
const REBUILD_TRIES: usize = 3;

/// A command to the writer's thread.
pub(super) enum Command {
    Append(Box<PendingRecord>),
    Retry,
    /// Compares the journals with what the writer left, unless saving failed: then they are compared at the next retry (W2).
    Check,
    /// Ends the thread. The thread also ends if the handle is dropped.
    Finish,
}

/// The state of the writer's thread.
pub(super) struct SaveLoop<D, F> {
    journal: GuardedJournal<D>,
    chain: Chain,
    pub(super) queue: VecDeque<PendingRecord>,
    /// Whether saving failed. If so, the disk is not used again before a retry.
    blocked: bool,
    /// A batch that is on the disk, but not reported as saved: meanwhile the journal's file was changed from outside, and
    /// it could not be written again yet. The records are still in the queue.
    unreported: Option<(Vec<BatchRecord>, Option<Record>)>,
    /// `None` while the journal may be written. Otherwise, the records that the journal may hold although
    /// they were never reported as saved.
    abandoned: Option<Vec<RecordRef>>,
    /// What the handle reads if the disk does not answer.
    progress: Progress,
    /// The operator of the station, who is also named in a new journal.
    operator: Option<String>,
    /// The journals that are no longer written, with their heads. They are kept open so that this process keeps the
    /// locks, and they are guarded like the current journal.
    old_journals: Vec<(GuardedJournal<D>, Option<LineHash>)>,
    /// What the journal notes about other journals, or `None` if it notes nothing.
    notes: Option<SeenNotes>,
    report: F,
}

/// Why an attempt to save ended.
enum SaveError {
    /// The journal is unchanged. The same records may be tried again.
    Retry(WriteError),
    /// The journal must not be written any more.
    Abandon {
        error: WriteError,
        /// The records that the journal may hold although they were never reported as saved.
        unconfirmed: Vec<RecordRef>,
    },
    /// The handle no longer waits, so nothing may be written.
    Stopped,
}

impl<D: Disk, F: FnMut(WriterEvent)> SaveLoop<D, F> {
    pub(super) fn new(opened: OpenedJournal<D>, progress: Progress, report: F) -> Self {
        let OpenedJournal { disk, chain, kept, .. } = opened;
        Self {
            journal: GuardedJournal { disk, kept, station: chain.station(), has_older_lines: false },
            chain,
            queue: VecDeque::new(),
            blocked: false,
            unreported: None,
            abandoned: None,
            progress,
            operator: None,
            old_journals: Vec::new(),
            notes: None,
            report,
        }
    }

    /// Lets the journal note the heads of other journals.
    pub(super) fn with_notes(self, notes: Option<SeenNotes>) -> Self {
        Self { notes, ..self }
    }

    /// Runs until the handle is finished or dropped.
    pub(super) fn run(&mut self, inbox: &Receiver<Command>) {
        let mut finished = false;
        // When a failed save is tried again. Records that keep coming do not put it off.
        let mut retry_at: Option<Instant> = None;
        while !finished {
            let first = match retry_at.map(|at| at.saturating_duration_since(Instant::now())) {
                Some(wait) => inbox.recv_timeout(wait),
                None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            let first = first.unwrap_or_else(|error| match error {
                RecvTimeoutError::Timeout => Command::Retry,
                RecvTimeoutError::Disconnected => Command::Finish,
            });
            // All records that were queued while the disk was busy are saved together.
            let due = retry_at.filter(|at| *at <= Instant::now()).map(|_| Command::Retry);
            let checked;
            (finished, checked) = self.handle(std::iter::once(first).chain(inbox.try_iter()).chain(due));
            if !self.blocked {
                retry_at = None;
            } else if checked || retry_at.is_none() {
                retry_at = Some(Instant::now() + RETRY_AFTER);
            }
        }
    }

    /// Carries out commands, and saves what is queued. Returns whether the last command was among them, and whether the
    /// journals were checked.
    pub(super) fn handle(&mut self, commands: impl IntoIterator<Item = Command>) -> (bool, bool) {
        let (mut finished, mut check) = (false, false);
        for command in commands {
            check |= match command {
                Command::Append(_) => false,
                Command::Check => !self.blocked,
                Command::Retry | Command::Finish => true,
            };
            finished |= self.accept(command);
        }
        if check {
            self.check_journals();
        }
        self.save_queue();
        (finished, check)
    }

    /// Carries out a command, but does not save records. Returns whether the command was the last one.
    pub(super) fn accept(&mut self, command: Command) -> bool {
        let last = matches!(command, Command::Finish);
        match command {
            Command::Append(pending) => self.queue.push_back(*pending),
            Command::Retry | Command::Finish => self.blocked = false,
            Command::Check => {}
        }
        last
    }

    /// Saves the queued records, unless an earlier failure waits for a retry.
    pub(super) fn save_queue(&mut self) {
        let mut moved = false;
        while !self.blocked && !self.queue.is_empty() {
            let step = if let Some((records, note)) = self.unreported.take() {
                self.report_batch(records, note)
            } else if moved && self.abandoned.is_some() {
                // The new journal was attacked as well.
                Err(SaveError::Retry(WriteError::Replaced))
            } else if let Some(unconfirmed) = self.abandoned.take() {
                moved = true;
                self.move_to_next_station(unconfirmed)
            } else {
                self.save_batch()
            };
            let error = match step {
                Ok(()) => continue,
                Err(SaveError::Retry(error)) => {
                    self.blocked = true;
                    error
                }
                Err(SaveError::Abandon { error, unconfirmed }) => {
                    self.abandoned = Some(unconfirmed);
                    // Each attempt moves to a new journal at most once, so that a broken disk is not filled
                    // with new journals (W6).
                    self.blocked = moved;
                    error
                }
                Err(SaveError::Stopped) => return,
            };
            (self.report)(WriterEvent::Failed(error));
        }
    }

    /// Checks all journals that this process has written, also while there is nothing to save: the program may end at
    /// any time, and with it what it keeps in memory.
    pub(super) fn check_journals(&mut self) {
        // If even the path cannot be examined, there is nothing to report before a record is to be saved.
        if let Err(error @ WriteError::Rebuild(_)) = self.check_journal() {
            self.blocked = true;
            (self.report)(WriterEvent::Failed(error));
        }
        // This is done here and not when the journal is opened, so that a command does not wait for it.
        self.journal.keep_older_lines();
        for (old, head) in &mut self.old_journals {
            // A failure is not reported: it is tried again at the next check, and weighing does not depend on it.
            if let Ok(Some(change)) = old.change(true)
                && let Ok(event) = old.rebuild(change, *head)
            {
                (self.report)(event);
            }
        }
    }

    /// Writes and syncs one batch (W1).
    fn save_batch(&mut self) -> Result<(), SaveError> {
        self.check_journal().map_err(SaveError::Retry)?;
        if self.abandoned.is_some() {
            return Ok(());
        }
        let position = self.chain.position();
        let Batch { bytes, records, note } = self.next_batch();
        if records.is_empty() {
            return Ok(());
        }
        if !self.progress.begin_write(records.len()) {
            self.chain.reset_to(position);
            return Err(SaveError::Stopped);
        }
        let error = match self.journal.disk.write(&bytes) {
            Ok(wrote) if wrote == bytes.len() => match self.journal.disk.sync() {
                Ok(()) => {
                    self.journal.kept.push(&bytes);
                    return self.report_batch(records, note);
                }
                Err(error) => WriteError::Sync(error),
            },
            Ok(wrote) => WriteError::Short { wrote: wrote as u64, of: bytes.len() as u64 },
            Err(error) => WriteError::Write(error),
        };
        self.chain.reset_to(position);
        match self.reset_file(&error) {
            Ok(()) => {
                self.progress.set_perhaps(0);
                Err(SaveError::Retry(error))
            }
            Err(reset_error) => {
                let written = match error {
                    WriteError::Write(_) => 0,
                    WriteError::Short { wrote, .. } => wrote,
                    _ => bytes.len() as u64,
                };
                self.progress.set_perhaps(records.iter().filter(|record| record.end <= written).count());
                let unconfirmed = self.unconfirmed(&records, written);
                Err(SaveError::Abandon { error: WriteError::Truncate(reset_error), unconfirmed })
            }
        }
    }

    /// Checks that the journal's file is as the writer left it, and writes the journal again if it is not, because its
    /// records were reported as saved (W2). If something else is at its path, the journal is abandoned.
    fn check_journal(&mut self) -> Result<(), WriteError> {
        let change = self.journal.change(self.abandoned.is_some()).map_err(WriteError::Write)?;
        let Some(change) = change else {
            self.progress.set_damaged(false);
            return Ok(());
        };
        self.progress.set_damaged(true);
        // The file may be changed once more meanwhile, by a program that does so all the time.
        let mut tries = 1..REBUILD_TRIES;
        let event = loop {
            match self.journal.rebuild(change, self.chain.head()) {
                Ok(event) => break event,
                Err(error) if tries.next().is_none() => return Err(WriteError::Rebuild(error)),
                Err(_) => {}
            }
        };
        self.progress.set_damaged(false);
        if matches!(event, WriterEvent::Rescued { .. }) {
            self.abandoned.get_or_insert_default();
        }
        (self.report)(event);
        Ok(())
    }

    /// Reports a batch that is on the disk as saved, unless the file was changed while it was written.
    fn report_batch(&mut self, records: Vec<BatchRecord>, note: Option<Record>) -> Result<(), SaveError> {
        match self.check_journal() {
            Ok(()) => {
                self.confirm(records, note);
                Ok(())
            }
            Err(error) => {
                self.unreported = Some((records, note));
                Err(SaveError::Retry(error))
            }
        }
    }

    /// Encodes queued records until the batch is full. Records that can never be encoded leave the queue
    /// (W7).
    fn next_batch(&mut self) -> Batch {
        let mut batch = Batch { bytes: Vec::new(), records: Vec::new(), note: None };
        while batch.bytes.len() < BATCH_MAX
            && let Some(pending) = self.queue.get(batch.records.len())
        {
            match self.chain.add(pending) {
                Ok((record, line)) => {
                    batch.bytes.extend(line);
                    batch.bytes.push(b'\n');
                    let end = batch.bytes.len() as u64;
                    batch.records.push(BatchRecord { ticket: pending.ticket, record, end });
                }
                Err(error) => {
                    if let Some(pending) = self.queue.remove(batch.records.len()) {
                        self.progress.removed(batch.records.len());
                        (self.report)(WriterEvent::Unwritable { pending, error });
                    }
                }
            }
        }
        self.add_note(&mut batch);
        batch
    }

    /// Adds a note about other journals after the records of a batch, if one is due (docs/journal.md A1). The records
    /// come first, so that they have the same bytes if they are written again after a failure.
    fn add_note(&mut self, batch: &mut Batch) {
        let Some(last) = batch.records.last() else { return };
        let closes = last.record.op == Op::Close;
        let Some((at, op)) = self.notes.as_ref().and_then(|notes| notes.due(closes)) else { return };
        // A note that cannot be encoded is left out, because it must not make a record fail.
        let Ok((record, line)) = self.chain.add_own(&at, op) else { return };
        batch.bytes.extend(line);
        batch.bytes.push(b'\n');
        batch.note = Some(record);
    }

    /// Reports a batch as saved.
    fn confirm(&mut self, records: Vec<BatchRecord>, note: Option<Record>) {
        self.queue.drain(..records.len());
        self.progress.saved(records.len());
        for BatchRecord { record, .. } in &records {
            if let Op::Operator { name } = &record.op {
                self.operator = Some(name.clone());
            }
        }
        let saved = records.into_iter().map(|BatchRecord { ticket, record, .. }| (ticket, record)).collect();
        (self.report)(WriterEvent::Saved(saved));
        if let Some(note) = note {
            self.notes.iter_mut().for_each(|notes| notes.confirm(&note));
            (self.report)(WriterEvent::Noted(note));
        }
    }

    /// Resets the file to its saved length (W3). After a failed sync the page cache may differ from the disk,
    /// so the file is also synced and read again before anything is written (W4).
    fn reset_file(&mut self, error: &WriteError) -> io::Result<()> {
        self.journal.disk.truncate(self.journal.kept.end())?;
        if matches!(error, WriteError::Sync(_)) {
            self.journal.disk.sync()?;
            self.journal.verify(self.chain.head())?;
        }
        Ok(())
    }

    /// Returns the records of a batch that are included in sums and whose lines end within the first
    /// `written` bytes.
    fn unconfirmed(&self, records: &[BatchRecord], written: u64) -> Vec<RecordRef> {
        let counts = |op: &Op<_>| matches!(op, Op::Entry(_) | Op::People { .. } | Op::Out { .. });
        records
            .iter()
            .filter(|BatchRecord { record, end, .. }| *end <= written && counts(&record.op))
            .map(|BatchRecord { record, .. }| RecordRef {
                station: self.chain.station(),
                seq: record.seq,
                hash: record.hash.short(),
            })
            .collect()
    }

    /// Continues in a new journal under the next free id (W5). The new journal names the operator and voids
    /// the unconfirmed records. The unconfirmed records are written again to the new journal, so each is
    /// included in the sums once, regardless of the content of the old disk.
    fn move_to_next_station(&mut self, unconfirmed: Vec<RecordRef>) -> Result<(), SaveError> {
        let Some(at) = self.queue.front().map(|pending| pending.at) else { return Ok(()) };
        let operator = self.operator.clone().map(|name| Op::Operator { name });
        let voids = unconfirmed.iter().map(|of| Op::Void { of: *of, reason: MOVED_REASON.to_owned() });
        let first = operator.into_iter().chain(voids).collect();
        let OpenedJournal { disk, chain, journal, kept, records } =
            match self.journal.disk.create_next(&at, first) {
                Ok(opened) => opened,
                Err(error) => {
                    self.abandoned = Some(unconfirmed);
                    return Err(SaveError::Retry(WriteError::NoStation(error)));
                }
            };
        let (from, to) = (self.chain.station(), chain.station());
        let next = GuardedJournal { disk, kept, station: to, has_older_lines: true };
        self.old_journals.push((std::mem::replace(&mut self.journal, next), self.chain.head()));
        self.chain.continue_in(chain);
        // The new journal voids what the old one may hold.
        self.progress.set_perhaps(0);
        self.notes.iter_mut().for_each(|notes| notes.move_to(journal));
        (self.report)(WriterEvent::Moved { from, to, journal, opened: records });
        Ok(())
    }
}

/// Lines that are written together.
struct Batch {
    bytes: Vec<u8>,
    records: Vec<BatchRecord>,
    /// What the journal notes about other journals after these records.
    note: Option<Record>,
}

/// A record of a batch.
struct BatchRecord {
    ticket: Ticket,
    record: Record,
    /// The offset in the bytes of the batch at which the line of the record ends.
    end: u64,
}
