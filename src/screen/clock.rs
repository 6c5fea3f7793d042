//! The two clocks of a full screen: the wall clock and a monotonic one.
//!
//! Invariant: durations are measured with the monotonic clock, because the wall clock may be set while the program runs.

use std::sync::OnceLock;
use std::time::{Duration, Instant, SystemTime};

use chrono::{DateTime, Utc};

/// Returns the current time of the wall clock. It may be before 1970, for which `chrono::Utc::now` panics.
#[must_use]
pub(crate) fn utc_now() -> DateTime<Utc> {
    SystemTime::now().into()
}

/// A moment, by both clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timestamp {
    /// The wall clock in UTC. It may jump in either direction.
    pub wall: DateTime<Utc>,
    /// The time since the program started. It never decreases.
    pub since_start: Duration,
}

/// When the first clock of this program was started.
static STARTED: OnceLock<Instant> = OnceLock::new();

/// Reads both clocks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clock {
    started: Instant,
}

impl Clock {
    /// Returns a clock whose monotonic part is zero when the program's first clock is started.
    ///
    /// All clocks of the program agree, because a screen may hand over input to the next one.
    #[must_use]
    pub(crate) fn start() -> Self {
        Self { started: *STARTED.get_or_init(Instant::now) }
    }

    /// Returns the current moment.
    #[must_use]
    pub(crate) fn now(self) -> Timestamp {
        Timestamp { wall: utc_now(), since_start: self.started.elapsed() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_monotonic_clock_never_decreases() {
        let clock = Clock::start();
        let first = clock.now();
        let second = clock.now();
        assert!(first.since_start <= second.since_start);
    }
}
