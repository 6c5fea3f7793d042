//! Ends a console at a station: saves the last records and releases the station.

use std::time::{Duration, Instant};

use crate::console::labels;
use crate::console::model::{Model, NO_TICKET};
use crate::domain::record::{Moment, Op, PendingRecord, Ticket};
use crate::journal::writer::{Outcome, Writer};

/// How long an ending console waits for the disk in all. A signal must end the console within three seconds.
const DISK_TIMEOUT: Duration = Duration::from_millis(2500);

/// How much of this time the draft may take. The draft is not synced, so it needs no more unless the disk hangs.
const DRAFT_TIMEOUT: Duration = Duration::from_millis(500);

/// How much of this time the second copy may take. The next console completes it.
const MIRROR_TIMEOUT: Duration = Duration::from_secs(1);

/// What an ending console can still wait for.
pub(super) struct Deadline(Instant);

impl Deadline {
    /// Starts the time.
    pub(super) fn start() -> Self {
        Self(Instant::now() + DISK_TIMEOUT)
    }

    /// Returns how long to wait for the draft.
    pub(super) fn for_draft(&self) -> Duration {
        self.for_journal().min(DRAFT_TIMEOUT)
    }

    /// Returns how long to wait for the second copy.
    pub(super) fn for_mirror(&self) -> Duration {
        self.for_journal().min(MIRROR_TIMEOUT)
    }

    fn for_journal(&self) -> Duration {
        self.0.saturating_duration_since(Instant::now())
    }
}

/// The records that were not reported as saved when the console ended, as texts.
#[derive(Debug, Default)]
pub(crate) struct UnsavedRecords {
    /// The journal does not hold these records.
    pub not_saved: Vec<String>,
    /// The journal may hold these records.
    pub perhaps_saved: Vec<String>,
    /// Whether the journal's file was changed from outside and could not be written again.
    pub is_damaged: bool,
}

/// Saves the pending records and the record that closes the journal, then releases the station. Returns what is not
/// saved. If the disk does not answer in time, that is what is on its way to the disk.
pub(super) fn close_station(
    writer: Writer,
    model: &Model,
    at: Moment,
    deadline: &Deadline,
) -> UnsavedRecords {
    writer.append(PendingRecord { ticket: NO_TICKET, at, op: Op::Close, import: None, key: None });
    let Outcome { perhaps_saved, not_saved, is_damaged } = writer.finish(deadline.for_journal());
    // The model does not have the closing record.
    let texts = |tickets: Vec<Ticket>| {
        let pending = tickets.into_iter().filter_map(|ticket| model.pending_record(ticket));
        pending.map(|pending| labels::pending_record(pending, model)).collect()
    };
    UnsavedRecords { perhaps_saved: texts(perhaps_saved), not_saved: texts(not_saved), is_damaged }
}
