//! Records that acknowledge forks.

use crate::domain::ledger::view::Slot;
use crate::domain::record::{RecordRef, ShortHash, StationId};

/// A record that acknowledges a fork.
pub(super) struct Acknowledgement {
    pub(super) slot: Slot,
    pub(super) index: usize,
    pub(super) hash: ShortHash,
    /// The first record of one side that differs from the other side.
    pub(super) of: RecordRef,
    /// The record of the other side with the same number.
    pub(super) other: RecordRef,
    pub(super) reason: String,
}

/// Who acknowledged a fork, when, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcknowledgedFork {
    /// The name of the file whose journal has the record.
    pub name: StationId,
    /// The operator, or the empty string.
    pub operator: String,
    /// The time, in milliseconds since 1970-01-01 UTC.
    pub at_ms: i64,
    pub reason: String,
}
