//! The journal's own thread: records become lines, lines become safe.
//!
//! Invariants (journal.md, Writing 1-5):
//! - A record is reported saved only after its line was written whole and synced.
//! - Everything queued while the disk was busy goes out as one write and one sync.
//! - After a failure nothing is lost and nothing spins: drafts wait for [`Writer::retry`], or some seconds.

use std::io;
use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};

use crate::domain::record::{Draft, JournalId, Record, StationId, Ticket};
use crate::journal::chain::EncodeFault;
use crate::journal::station::{OpenFault, OpenStation};

/// What the writer has to tell. Comes from the writer's thread.
#[derive(Debug)]
pub enum Report {
    /// These are on the disk, in this order.
    Saved(Vec<(Ticket, Record)>),
    /// NOT SAVED: every draft that was not reported saved waits.
    Failed(WriteFault),
    /// This draft can never become a line; it is out of the queue.
    Refused { draft: Draft, why: EncodeFault },
    /// The old station became read-only; weighing goes on in a new journal, which begins with `opened`
    /// (on the disk already). Records of the old journal keep their names.
    Moved { from: StationId, to: StationId, journal: JournalId, opened: Vec<Record>, why: WriteFault },
    /// The journal's file had been removed; it stands again under its name with every saved record.
    Restored { station: StationId },
}

/// What went wrong with the disk.
#[derive(Debug)]
pub enum WriteFault {
    /// Only a part was written; it was cut off again. Mostly a full disk.
    Short {
        wrote: u64,
        of: u64,
    },
    Write(io::Error),
    Sync(io::Error),
    /// The file behind the journal's name is no longer the one that is written: replaced or changed.
    Replaced,
    /// The journal's file was removed and could not be put back.
    Removed(io::Error),
    /// What was not saved could not be cut off again, or what is on the disk could not be made sure of.
    Cut(io::Error),
    /// No new station could be opened to go on in.
    NoStation(OpenFault),
}

/// A handle on the writer's thread.
#[derive(Debug)]
pub struct Writer {
    commands: Sender<Command>,
    thread: JoinHandle<Vec<Draft>>,
}

enum Command {
    Append(Draft),
    Retry,
    Finish,
}

impl Writer {
    /// Starts the thread. `report` is called from it.
    ///
    /// # Errors
    /// Where the system starts no thread.
    pub fn spawn(station: OpenStation, report: impl FnMut(Report) + Send + 'static) -> io::Result<Self> {
        todo!()
    }

    /// Queues a record.
    pub fn append(&self, draft: Draft) {
        // The thread ends only in `finish`, which takes the handle.
        let _ = self.commands.send(Command::Append(draft));
    }

    /// Tries again what could not be saved.
    pub fn retry(&self) {
        let _ = self.commands.send(Command::Retry);
    }

    /// Saves what is queued, gives the station back and returns what could not be saved.
    #[must_use]
    pub fn finish(self) -> Vec<Draft> {
        let _ = self.commands.send(Command::Finish);
        self.thread.join().unwrap_or_default()
    }
}
