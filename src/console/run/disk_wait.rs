//! How long the disk has not answered about the oldest record on its way to it.

use std::time::{Duration, Instant};

use crate::domain::record::Ticket;

/// The time that the disk may take before the operator is warned. Even a slow memory card answers within it.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// The wait for the disk.
#[derive(Debug, Default)]
pub(super) struct DiskWait(Option<Wait>);

#[derive(Debug)]
struct Wait {
    /// The oldest record without an answer.
    oldest: Ticket,
    since: Instant,
    is_told: bool,
}

impl DiskWait {
    /// Notes the oldest record without an answer. If it was another one before, the disk has answered meanwhile.
    pub(super) fn note(&mut self, oldest: Option<Ticket>, now: Instant) {
        let is_same = |wait: &Wait| Some(wait.oldest) == oldest;
        if !self.0.as_ref().is_some_and(is_same) {
            self.0 = oldest.map(|oldest| Wait { oldest, since: now, is_told: false });
        }
    }

    /// Returns how long it is until the operator must be told, or `None` if there is nothing to tell.
    pub(super) fn time_left(&self, now: Instant) -> Option<Duration> {
        let wait = self.0.as_ref().filter(|wait| !wait.is_told)?;
        Some(PATIENCE.saturating_sub(now.saturating_duration_since(wait.since)))
    }

    /// Returns whether it is time to tell the operator. Returns `true` once for each wait.
    pub(super) fn is_due(&mut self, now: Instant) -> bool {
        let is_due = self.time_left(now).is_some_and(|left| left.is_zero());
        if let Some(wait) = self.0.as_mut().filter(|_| is_due) {
            wait.is_told = true;
        }
        is_due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_that_does_not_answer_is_told_once() {
        let start = Instant::now();
        let after = |seconds| start + Duration::from_secs(seconds);
        let mut wait = DiskWait::default();
        assert_eq!(wait.time_left(start), None);
        wait.note(Some(Ticket(1)), start);
        wait.note(Some(Ticket(1)), after(3));
        assert_eq!(wait.time_left(after(3)), Some(Duration::from_secs(2)));
        assert!(!wait.is_due(after(4)));
        assert!(wait.is_due(after(5)));
        assert!(!wait.is_due(after(6)));
        assert_eq!(wait.time_left(after(6)), None);
    }

    #[test]
    fn a_disk_that_answers_about_older_records_is_not_silent() {
        let start = Instant::now();
        let after = |seconds| start + Duration::from_secs(seconds);
        let mut wait = DiskWait::default();
        for second in 0..60 {
            wait.note(Some(Ticket(second)), after(second));
            assert!(!wait.is_due(after(second)));
        }
        wait.note(None, after(60));
        assert_eq!(wait.time_left(after(90)), None);
    }
}
