//! Decides when the journals of an event are polled: once a second, and soon after one of them was changed on this machine.
//!
//! Invariants:
//! - The poll of each second depends on no notification. So nothing is lost if the system has none, as on network disks,
//!   if it drops some, or if the folder is replaced.
//! - However often journals change, they are polled only a few times a second.

use std::ffi::OsStr;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use crate::journal::change_notice::ChangeNotice;

/// The time between two complete polls.
const INTERVAL: Duration = Duration::from_secs(1);

/// The time from a notification to the poll. Usually a sync takes less, so the line that is read will stay.
const DELAY: Duration = Duration::from_millis(40);

/// The time from a notification to the end of the wait for the next one.
const PAUSE: Duration = Duration::from_millis(250);

/// What is polled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Poll {
    /// Everything, because a second has passed.
    Complete,
    /// The journals, because one of them was changed.
    Journals,
}

/// The times of the polls of one thread.
#[derive(Debug)]
pub(crate) struct PollTimer {
    notice: ChangeNotice,
    interval: Duration,
    next_complete: Instant,
    /// Notifications are not waited for until then.
    paused_until: Instant,
}

impl Default for PollTimer {
    fn default() -> Self {
        Self::with_interval(INTERVAL)
    }
}

impl PollTimer {
    fn with_interval(interval: Duration) -> Self {
        let now = Instant::now();
        Self { notice: ChangeNotice::default(), interval, next_complete: now + interval, paused_until: now }
    }

    /// Waits until a poll is due. `stations` is the folder of the journals, and `own` the name of the journal that this
    /// program writes, whose growth is no reason to poll.
    pub(crate) fn wait(&mut self, stations: Option<&Path>, own: Option<&OsStr>) -> Poll {
        // The folder may have been replaced by another one of the same name.
        self.notice.watch(stations);
        loop {
            let now = Instant::now();
            if now >= self.next_complete {
                self.next_complete = now + self.interval;
                return Poll::Complete;
            }
            let left = self.next_complete - now;
            if now < self.paused_until {
                thread::sleep(left.min(self.paused_until - now));
                continue;
            }
            if self.notice.wait(left) {
                self.paused_until = Instant::now() + PAUSE;
                thread::sleep(DELAY);
                if self.notice.take_changes(own) {
                    return Poll::Journals;
                }
            }
        }
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::fs::{self, File};
    use std::io::{self, Write};

    use super::*;

    const NEVER: Duration = Duration::from_secs(3600);

    fn wait(timer: &mut PollTimer, stations: &Path) -> Poll {
        timer.wait(Some(stations), Some("A.jsonl".as_ref()))
    }

    /// Makes the next poll a complete one.
    fn pass_a_second(timer: &mut PollTimer, stations: &Path) {
        timer.next_complete = Instant::now();
        assert_eq!(wait(timer, stations), Poll::Complete);
        timer.notice.watch(Some(stations));
    }

    #[test]
    fn a_journal_that_grows_appears_disappears_or_is_replaced_is_polled_before_the_second_is_over() {
        let temp = tempfile::tempdir().unwrap();
        let stations = temp.path();
        let mut timer = PollTimer::with_interval(NEVER);
        pass_a_second(&mut timer, stations);
        let mut file = File::create(stations.join("B.jsonl")).unwrap();
        let changes: [&mut dyn FnMut() -> io::Result<()>; 5] = [
            &mut || file.write_all(b"1\n"),
            &mut || fs::write(stations.join("C.jsonl"), "1\n"),
            &mut || fs::rename(stations.join("C.jsonl"), stations.join("D.jsonl")),
            &mut || fs::remove_file(stations.join("D.jsonl")),
            // Our own journal, by somebody else.
            &mut || fs::rename(stations.join("B.jsonl"), stations.join("A.jsonl")),
        ];
        for change in changes {
            change().unwrap();
            assert_eq!(wait(&mut timer, stations), Poll::Journals);
        }
    }

    #[test]
    fn a_folder_that_was_replaced_is_watched_from_the_next_second_on() {
        let temp = tempfile::tempdir().unwrap();
        let (stations, away) = (temp.path().join("stations"), temp.path().join("away"));
        let mut timer = PollTimer::with_interval(NEVER);
        for _ in 0..2 {
            // A folder that is missing is no reason to poll all the time.
            pass_a_second(&mut timer, &stations);
            fs::create_dir(&stations).unwrap();
            pass_a_second(&mut timer, &stations);
            fs::write(stations.join("B.jsonl"), "1\n").unwrap();
            assert_eq!(wait(&mut timer, &stations), Poll::Journals);
            let _none_yet = fs::remove_dir_all(&away);
            fs::rename(&stations, &away).unwrap();
        }
    }

    #[test]
    fn a_second_passes_also_without_notifications() {
        let mut timer = PollTimer::with_interval(Duration::from_millis(1));
        timer.notice = ChangeNotice::none();
        for stations in [None, Some(Path::new("/nonexistent"))] {
            assert_eq!(timer.wait(stations, None), Poll::Complete);
        }
    }
}
