//! What a running `tarazy sync` reports to people.

use std::path::PathBuf;

use crate::domain::record::Moment;
use crate::journal::merge::MergeResult;
use crate::sync::error::SyncError;

/// Something that happened to one event.
#[derive(Debug)]
pub(crate) struct SyncReport<'a> {
    /// The slug of the event.
    pub event: &'a str,
    pub what: What<'a>,
}

/// What happened.
#[derive(Debug)]
pub(crate) enum What<'a> {
    /// This machine and the server have the same lines, for the first time or again.
    Agreed { at: Moment, totals: LineTotals },
    /// They no longer have, or do not yet.
    Waiting { since: Moment, why: &'a SyncError },
    /// A journal from the server was not merged.
    Skipped(MergeResult),
    /// `event.json` was changed by another machine.
    EventChanged,
    /// Fields of `event.json` were changed differently by another machine. `copy` holds how they were here.
    Conflict { fields: Vec<String>, copy: PathBuf },
    /// The event on the server cannot be read by this version.
    EventUnreadable,
}

/// Numbers of lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct LineTotals {
    /// The number of different lines here.
    pub here: usize,
    /// How many of them came from the server since the start.
    pub received: u64,
    /// How many lines were sent to the server since the start.
    pub sent: u64,
    /// How many lines from the server wait for lines before them.
    pub waiting: usize,
}
