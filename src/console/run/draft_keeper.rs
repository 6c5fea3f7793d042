//! Keeps the current draft in the station's draft file, so that a lost connection or a killed program does not
//! lose what was typed.
//!
//! Invariant: no key waits for the draft. A separate thread writes only the newest state of the draft.
//! Failures are not reported here, because a failure of the disk is reported when the next record is saved.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::console::model::Model;
use crate::console::update::current_draft;
use crate::domain::draft::Draft;
use crate::domain::event::UtcOffset;
use crate::domain::record::StationId;
use crate::journal::draft_file::{DraftFile, StoredDraft};
use crate::screen::clock::utc_now;

/// The time between a change of the draft and its write. Further changes in this time are written together.
const WRITE_DELAY: Duration = Duration::from_millis(200);

/// A draft on its way to the disk.
struct QueuedDraft {
    station: StationId,
    offset: UtcOffset,
    draft: Draft,
}

/// The handle of the thread that writes the draft file.
pub(super) struct DraftKeeper {
    /// The queue of drafts to write, or `None` once the console ends.
    queue: Option<Sender<QueuedDraft>>,
    /// Receives a message when all queued drafts are written.
    finished: Receiver<()>,
    last_queued: Option<(StationId, Draft)>,
}

impl DraftKeeper {
    pub(super) fn start(stations: PathBuf) -> Self {
        let (queue, drafts) = mpsc::channel();
        let (done, finished) = mpsc::channel();
        let _detached: JoinHandle<()> = thread::spawn(move || {
            write_drafts(&stations, &drafts);
            // Sending fails if the console no longer waits, so the result is ignored.
            let _late = done.send(());
        });
        Self { queue: Some(queue), finished, last_queued: None }
    }

    /// Queues the current draft if it changed.
    pub(super) fn keep(&mut self, model: &Model) {
        let Some(own) = &model.own else { return };
        let draft = current_draft(model);
        let is_same = |(station, last): &(StationId, Draft)| {
            *station == own.station && (*last == draft || last.is_empty() && draft.is_empty())
        };
        if self.last_queued.as_ref().is_some_and(is_same) {
            return;
        }
        self.last_queued = Some((own.station, draft.clone()));
        if let Some(queue) = &self.queue {
            // Sending cannot fail, because the thread ends only after the queue is closed.
            let _closed =
                queue.send(QueuedDraft { station: own.station, offset: model.event.utc_offset, draft });
        }
    }

    /// Writes the last draft, and waits until it is written, but no longer than `limit`.
    pub(super) fn finish(mut self, model: &Model, limit: Duration) {
        self.keep(model);
        self.queue = None;
        let _late = self.finished.recv_timeout(limit);
    }
}

/// Writes the drafts until the queue is closed. Errors are ignored, as the module explains.
fn write_drafts(stations: &Path, drafts: &Receiver<QueuedDraft>) {
    let mut open: Option<(StationId, DraftFile)> = None;
    let mut closed = false;
    while !closed {
        let Ok(mut newest) = drafts.recv() else { break };
        let write_at = Instant::now() + WRITE_DELAY;
        loop {
            match drafts.recv_timeout(write_at.saturating_duration_since(Instant::now())) {
                Ok(newer) => newest = newer,
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => {
                    closed = true;
                    break;
                }
            }
        }
        let QueuedDraft { station, offset, draft } = newest;
        // If the console moved to another station, the draft moves to that station too.
        if let Some((_, mut old)) = open.take_if(|(old, _)| *old != station) {
            let _ignored = old.remove();
        }
        let (_, file) = open.get_or_insert_with(|| (station, DraftFile::new(stations, station)));
        let _ignored = if draft.is_empty() {
            file.clear()
        } else {
            file.write(&StoredDraft { at: utc_now().with_timezone(&offset.0), draft })
        };
    }
    if let Some((_, mut file)) = open {
        let _ignored = file.remove_if_empty();
    }
}
