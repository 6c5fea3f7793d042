//! The events that the writer reports: saved records, failures, and changes of the journal.

use std::io;

use crate::domain::record::{JournalId, PendingRecord, Record, StationId, Ticket};
use crate::journal::chain::EncodeError;
use crate::journal::open_error::OpenError;

/// An event that the writer reports from its thread.
#[derive(Debug)]
pub(crate) enum WriterEvent {
    /// These records are on the disk, in this order.
    Saved(Vec<(Ticket, Record)>),
    /// The journal noted the heads of other journals. This record, an [`Op::Seen`](crate::domain::record::Op::Seen), is
    /// on the disk after the records of the last [`WriterEvent::Saved`].
    Noted(Record),
    /// Saving failed (NOT SAVED): every record that was not reported as saved waits for a retry, unless
    /// [`WriterEvent::Moved`] and [`WriterEvent::Saved`] follow without a retry.
    Failed(WriteError),
    /// This record can never be encoded as a journal line. It has left the queue.
    Unwritable {
        /// The record.
        pending: PendingRecord,
        /// Why it cannot be encoded.
        error: EncodeError,
    },
    /// The station became read-only, for the reason in the last [`WriterEvent::Failed`]. Recording continues
    /// in a new journal. Tickets of saved records still refer to those records.
    Moved {
        /// The station that became read-only.
        from: StationId,
        /// The station of the new journal.
        to: StationId,
        /// The identity of the new journal.
        journal: JournalId,
        /// The first records of the new journal. They are already on the disk.
        opened: Vec<Record>,
    },
    /// The journal's file was changed from outside. The writer wrote the journal again at its own path.
    Restored {
        /// The station of the journal.
        station: StationId,
        /// What had happened to the file.
        change: FileChange,
        /// Whether lines from before this run are missing now.
        incomplete: bool,
    },
    /// Something else is at the journal's path. The writer wrote the journal again under another name. If it is the
    /// current journal, [`WriterEvent::Moved`] follows before the next record.
    Rescued {
        /// The station of the journal.
        station: StationId,
        /// The station after which the new file is named.
        name: StationId,
        /// Whether lines from before this run are missing now.
        incomplete: bool,
    },
}

/// How the file of a journal was changed from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileChange {
    /// No file is at its path.
    Removed,
    /// Another file is at its path, or other lines were appended.
    Replaced,
    /// The end of the file was cut off, or all of it.
    Cut,
}

/// Why records could not be saved.
#[derive(Debug, thiserror::Error)]
pub(crate) enum WriteError {
    /// Only a part of the bytes was written, and that part was cut off again. The usual reason is a full
    /// disk.
    #[error("only {wrote} of {of} bytes were written")]
    Short {
        /// The number of bytes written.
        wrote: u64,
        /// The number of bytes to write.
        of: u64,
    },
    /// The write failed.
    #[error("the journal cannot be written")]
    Write(#[source] io::Error),
    /// The sync failed after the write.
    #[error("the journal cannot be synced")]
    Sync(#[source] io::Error),
    /// Another file has taken the journal's place.
    #[error("another file is at the journal's path")]
    Replaced,
    /// The journal's file was changed from outside, and the journal could not be written again.
    #[error("the journal's file was changed from outside and cannot be written again")]
    Rebuild(#[source] io::Error),
    /// Unsaved bytes could not be cut off, or the disk does not hold all saved bytes.
    #[error("the journal cannot be reset to its last saved record")]
    Truncate(#[source] io::Error),
    /// The disk did not answer in time.
    #[error("the disk did not answer in time")]
    NoAnswer,
    /// No new station could be opened in which the writer could continue.
    #[error("no other station can be opened")]
    NoStation(#[source] OpenError),
}
