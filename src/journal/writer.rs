//! Writes records to a station's journal, in a thread of its own (docs/journal.md W1-W7).
//!
//! Invariants:
//! - A record is reported as saved only after its whole line was written and synced.
//! - Records that are queued while the disk is busy are saved together by one write and one sync.
//! - After a failure, no record is lost, and saving is not retried in a tight loop: unsaved records wait for
//!   [`Writer::retry`] or for a few seconds.

mod event;
mod guarded;
mod progress;
mod save_loop;
#[cfg(test)]
pub(crate) mod stepped;
#[cfg(test)]
mod tests;

use std::io;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Weak};
use std::thread;
use std::time::Duration;

use signal_hook::consts::SIGXFSZ;

use crate::domain::record::PendingRecord;
use crate::journal::station::OpenStation;
pub(crate) use event::{FileChange, WriteError, WriterEvent};
pub(crate) use progress::Outcome;
use progress::Progress;
use save_loop::{Command, SaveLoop};

/// Has the journals of a writer compared with what it left, while it has nothing to save (docs/journal.md W2).
#[derive(Debug)]
pub(crate) struct JournalChecker(Weak<Sender<Command>>);

impl JournalChecker {
    /// Wakes the writer's thread, which checks its journals. Does nothing if the writer has ended.
    pub(crate) fn check(&self) {
        if let Some(commands) = self.0.upgrade() {
            let _ended = commands.send(Command::Check);
        }
    }
}

/// A handle to the thread that writes a station's journal.
#[derive(Debug)]
pub(crate) struct Writer {
    commands: Arc<Sender<Command>>,
    progress: Progress,
    /// Nothing is sent here. The channel is disconnected when the thread has ended and released the station.
    ended: Receiver<()>,
}

impl Writer {
    /// Starts the thread, which calls `report` for each event.
    ///
    /// # Errors
    /// Returns an error if the system does not start a thread or does not accept the signal handler.
    pub(crate) fn spawn(
        station: OpenStation,
        report: impl FnMut(WriterEvent) + Send + 'static,
    ) -> io::Result<Self> {
        // By default, the signal that reports an exceeded file size limit ends the program. If the signal is
        // caught, the write fails instead, as it does on a full disk.
        signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)))?;
        let (commands, inbox) = mpsc::channel();
        let (end, ended) = mpsc::channel();
        let progress = Progress::default();
        let save_loop = SaveLoop::new(station.opened, progress.clone(), report);
        let mut save_loop = save_loop.with_notes(station.seen_notes);
        thread::Builder::new().name("journal".to_owned()).spawn(move || {
            save_loop.run(&inbox);
            drop(save_loop);
            drop(end);
        })?;
        Ok(Self { commands: Arc::new(commands), progress, ended })
    }

    /// Queues a record.
    pub(crate) fn append(&self, pending: PendingRecord) {
        self.progress.appended(pending.ticket);
        // The thread ends only in `finish`, which consumes the handle.
        let _ = self.commands.send(Command::Append(Box::new(pending)));
    }

    /// Tries again to save the records that could not be saved.
    pub(crate) fn retry(&self) {
        let _ = self.commands.send(Command::Retry);
    }

    /// Returns what another thread uses to have the journals checked.
    pub(crate) fn checker(&self) -> JournalChecker {
        JournalChecker(Arc::downgrade(&self.commands))
    }

    /// Saves the queued records, releases the station and returns what became of the records that were not
    /// reported as saved. Waits at most for `limit`. If the disk has not answered by then, the station stays locked until
    /// the program ends, and nothing more is written.
    #[must_use]
    pub(crate) fn finish(self, limit: Duration) -> Outcome {
        let _ = self.commands.send(Command::Finish);
        // The result says only that the thread has ended, or that it has not.
        let _ = self.ended.recv_timeout(limit);
        self.progress.stop()
    }
}
