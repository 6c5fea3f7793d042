//! The signal at a refusal: the terminal's bell, or a flash of the entry line.
//!
//! `update` only counts refusals, because it has no clock. The loop compares the counts.

use std::time::{Duration, Instant};

use crate::settings::choice::Alert;

/// How long the entry line is reversed. A new refusal during the flash prolongs it, so the line never flickers.
const FLASH_TIME: Duration = Duration::from_millis(150);

/// The state of the signal.
pub(super) struct RefusalSignal {
    alert: Alert,
    /// The number of refusals that were signalled.
    signalled: u64,
    flash_ends: Option<Instant>,
}

impl RefusalSignal {
    /// Returns a signal that has nothing to do yet. `refusals` is the number of refusals so far.
    pub(super) const fn new(alert: Alert, refusals: u64) -> Self {
        Self { alert, signalled: refusals, flash_ends: None }
    }

    /// Starts the flash if there are new refusals, and returns whether the bell must ring.
    pub(super) fn note(&mut self, refusals: u64) -> bool {
        let is_new = refusals != self.signalled;
        self.signalled = refusals;
        if is_new && self.alert.flashes() {
            self.flash_ends = Some(Instant::now() + FLASH_TIME);
        }
        is_new && self.alert.rings()
    }

    /// Returns whether the entry line must be drawn reversed.
    pub(super) const fn is_flashing(&self) -> bool {
        self.flash_ends.is_some()
    }

    /// Returns the time until the flash ends, or `None` if there is no flash.
    pub(super) fn time_left(&self) -> Option<Duration> {
        self.flash_ends.map(|end| end.saturating_duration_since(Instant::now()))
    }

    /// Ends the flash if its time is over, and returns whether it ended.
    pub(super) fn end_flash(&mut self) -> bool {
        let is_over = self.time_left().is_some_and(|left| left.is_zero());
        if is_over {
            self.flash_ends = None;
        }
        is_over
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_refusal_gives_the_chosen_signal_once() {
        for (alert, rings, flashes) in [
            (Alert::None, false, false),
            (Alert::Bell, true, false),
            (Alert::Flash, false, true),
            (Alert::Both, true, true),
        ] {
            let mut signal = RefusalSignal::new(alert, 3);
            assert!(!signal.note(3) && !signal.is_flashing(), "{alert:?}: refusals before do not count");
            assert_eq!((signal.note(4), signal.is_flashing()), (rings, flashes), "{alert:?}");
            assert!(!signal.note(4), "{alert:?}: the bell rings once");
            assert_eq!(signal.time_left().is_some(), flashes, "{alert:?}");
        }
    }

    #[test]
    fn a_flash_ends_when_its_time_is_over() {
        let mut signal = RefusalSignal::new(Alert::Flash, 0);
        assert!(!signal.end_flash());
        signal.flash_ends = Some(Instant::now());
        assert!(signal.end_flash() && !signal.is_flashing());
        assert!(!signal.end_flash());
    }
}
