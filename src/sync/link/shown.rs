//! What was last written and reported about an event.

use std::mem::Discriminant;
use std::time::{Duration, Instant};

use crate::domain::record::Moment;
use crate::journal::sync_status::HEARTBEAT_S;
use crate::sync::error::SyncError;

/// A status that could not be written is tried again after this time.
const REWRITE_PAUSE: Duration = Duration::from_secs(2);

/// What was last written and reported.
#[derive(Default)]
pub(super) struct Status {
    /// When this machine and the server last had the same lines.
    pub agreed: Option<Moment>,
    /// Since when they have not.
    pub since: Option<Moment>,
    /// Whether it was reported that both have the same lines, since they had not.
    pub is_agreement_told: bool,
    /// The kinds of reasons that were reported since both had the same lines.
    pub told_reasons: Vec<Discriminant<SyncError>>,
    /// When the file was last written, and whether it said that both have the same lines.
    pub written: Option<(Instant, bool)>,
    /// Why the file could not be written.
    pub unwritten: Option<SyncError>,
    /// Since when lines have waited for lines before them.
    pub missing_since: Option<Instant>,
}

impl Status {
    /// Notes whether both have the same lines now.
    pub(super) fn note(&mut self, is_complete: bool, now: Moment) {
        if is_complete {
            (self.agreed, self.since) = (Some(now), None);
        } else {
            self.since.get_or_insert(now);
        }
    }

    /// Returns what the file says. A line that is on its way for a few seconds is no news.
    pub(super) fn is_shown(&self, is_complete: bool, has_failed: bool, now: Moment) -> bool {
        let is_recent = |agreed: Moment| (now - agreed).num_seconds().abs() < 5;
        is_complete || (!has_failed && self.agreed.is_some_and(is_recent))
    }

    /// Returns whether the file must be written, if it is to say this.
    pub(super) fn is_due(&self, shown: bool) -> bool {
        let heartbeat = Duration::from_secs(HEARTBEAT_S.unsigned_abs());
        let pause = if self.unwritten.is_some() { REWRITE_PAUSE } else { heartbeat };
        self.written.is_none_or(|(at, was_shown)| {
            at.elapsed() >= pause || (was_shown != shown && self.unwritten.is_none())
        })
    }
}
