//! How far the writer's thread is, for a caller that cannot wait for the disk.
//!
//! Invariant: a record is in exactly one of three states. It is saved, or it certainly is not in the journal, or the
//! journal may hold it. The state changes before and after the disk is used, so it is right even while a call to
//! the disk does not return.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::domain::record::Ticket;

/// The records that were appended and not reported as saved when the writer ended, in the order in which they were
/// appended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// The journal may hold these records: the disk did not answer, or they could not be cut off again.
    pub perhaps_saved: Vec<Ticket>,
    /// The journal does not hold these records.
    pub not_saved: Vec<Ticket>,
    /// Whether the journal's file was changed from outside and could not be written again. Then records that were
    /// reported as saved may be gone.
    pub is_damaged: bool,
}

/// The state that the handle and the thread share.
#[derive(Clone, Debug, Default)]
pub(super) struct Progress(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    /// The records that were not reported as saved, oldest first.
    waiting: VecDeque<Ticket>,
    /// How many of the first waiting records the journal may hold.
    perhaps: usize,
    /// Whether the caller no longer waits. Nothing may be written after that.
    stopped: bool,
    is_damaged: bool,
}

impl Progress {
    fn state(&self) -> MutexGuard<'_, State> {
        // A panic elsewhere leaves the state as it was, and it is still right.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes an appended record.
    pub(super) fn appended(&self, ticket: Ticket) {
        self.state().waiting.push_back(ticket);
    }

    /// Notes that the journal may hold the first `count` waiting records. Returns `false` if the caller no longer
    /// waits: then nothing may be written.
    #[must_use]
    pub(super) fn begin_write(&self, count: usize) -> bool {
        let mut state = self.state();
        if !state.stopped {
            state.perhaps = count;
        }
        !state.stopped
    }

    /// Notes that the journal may hold the first `count` waiting records, and none of the others.
    pub(super) fn set_perhaps(&self, count: usize) {
        self.state().perhaps = count;
    }

    /// Notes that the first `count` waiting records are saved.
    pub(super) fn saved(&self, count: usize) {
        let mut state = self.state();
        let count = count.min(state.waiting.len());
        state.waiting.drain(..count);
        state.perhaps = 0;
    }

    /// Notes whether the journal's file was changed from outside and could not be written again.
    pub(super) fn set_damaged(&self, is_damaged: bool) {
        self.state().is_damaged = is_damaged;
    }

    /// Notes that the waiting record at this index left the queue, because no line can hold it.
    pub(super) fn removed(&self, index: usize) {
        self.state().waiting.remove(index);
    }

    /// Forbids further writes, and returns what became of the waiting records.
    pub(super) fn stop(&self) -> Outcome {
        let mut state = self.state();
        state.stopped = true;
        state.outcome()
    }

    /// Returns what would become of the waiting records if the writer ended now.
    #[cfg(test)]
    pub(super) fn outcome(&self) -> Outcome {
        self.state().outcome()
    }
}

impl State {
    fn outcome(&self) -> Outcome {
        let mut waiting = self.waiting.clone();
        let not_saved = waiting.split_off(self.perhaps.min(waiting.len()));
        Outcome { perhaps_saved: waiting.into(), not_saved: not_saved.into(), is_damaged: self.is_damaged }
    }
}
