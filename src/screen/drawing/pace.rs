//! How fast frames may follow each other on a slow line.
//!
//! A program, the system and the network between them keep thousands of bytes that the terminal has not read. On a line of
//! 9600 baud that is many seconds of old frames. So a frame that the line may be slow for ends with a question (DSR,
//! `CSI 5 n`), which a terminal answers after it has drawn the frame. While too many bytes are unanswered, no frame
//! begins, and a newer frame replaces the one that waits.
//!
//! A terminal that does not answer, or answers at once, gets every frame at once.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// The question that the terminal answers with `CSI 0 n`.
pub(super) const QUESTION: &[u8] = b"\x1b[5n";

/// A frame of so many bytes is asked about, even if the line was fast before.
const LARGE: usize = 1000;
/// A large frame that is answered later is the sign of a slow line.
const SLOW: Duration = Duration::from_millis(150);
/// On a slow line, a frame begins while no more bytes than these are unanswered.
const MAX_UNANSWERED: usize = 100;
/// A question that was not answered after this time will not be.
const GIVE_UP: Duration = Duration::from_secs(3);

/// What the terminal has not answered, and whether the line is slow.
#[derive(Debug)]
pub(super) struct Pace {
    /// When each question was sent, and the bytes before it.
    unanswered: VecDeque<(Instant, usize)>,
    is_slow: bool,
    /// Whether the terminal has ever answered.
    answers: bool,
}

impl Pace {
    /// Returns the pace of a line of which nothing is known.
    pub(super) const fn new() -> Self {
        Self { unanswered: VecDeque::new(), is_slow: false, answers: false }
    }

    /// Returns how long the next frame waits if no answer comes, or `None` if it may begin.
    pub(super) fn time_to_begin(&self, now: Instant) -> Option<Duration> {
        let bytes: usize = self.unanswered.iter().map(|(_, bytes)| bytes).sum();
        let newest = self.unanswered.back().filter(|_| self.is_slow && bytes > MAX_UNANSWERED)?;
        Some(GIVE_UP.saturating_sub(now.saturating_duration_since(newest.0))).filter(|time| !time.is_zero())
    }

    /// Notes a frame of this size. Returns whether the question is to follow it.
    pub(super) fn begins(&mut self, bytes: usize, now: Instant) -> bool {
        // Answers that did not come in time will not come.
        self.unanswered.retain(|(at, _)| now.saturating_duration_since(*at) < GIVE_UP);
        let asks = self.is_slow && bytes > 0 || bytes >= LARGE;
        if asks {
            self.unanswered.push_back((now, bytes));
        }
        asks
    }

    /// Notes an answer to the oldest question.
    pub(super) fn answered(&mut self, now: Instant) {
        let Some((at, bytes)) = self.unanswered.pop_front() else { return };
        self.answers = true;
        let is_late = now.saturating_duration_since(at) > SLOW;
        // A small frame is answered soon on a slow line too.
        self.is_slow = is_late || self.is_slow && bytes < LARGE;
    }

    /// Returns whether an answer is on its way, from a terminal that answers.
    pub(super) fn awaits_answer(&self, now: Instant) -> bool {
        let is_awaited = |(at, _): &(Instant, usize)| now.saturating_duration_since(*at) < GIVE_UP;
        self.answers && self.unanswered.iter().any(is_awaited)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Pace {
        /// Returns the pace of a line that is known to be slow.
        pub(in crate::screen::drawing) fn slow() -> Self {
            Self { is_slow: true, answers: true, ..Self::new() }
        }

        fn may_begin(&self, now: Instant) -> bool {
            self.time_to_begin(now).is_none()
        }
    }

    fn at(millis: u64) -> impl Fn(Instant) -> Instant {
        move |start| start + Duration::from_millis(millis)
    }

    #[test]
    fn a_line_that_answers_at_once_gets_every_frame_at_once() {
        let (start, mut pace) = (Instant::now(), Pace::new());
        assert!(pace.begins(2700, start));
        assert!(pace.may_begin(start), "nothing is known yet");
        pace.answered(at(20)(start));
        for millis in 100..200 {
            assert!(!pace.begins(500, at(millis)(start)) && pace.may_begin(at(millis)(start)));
        }
    }

    #[test]
    fn a_terminal_that_never_answers_gets_every_frame_at_once() {
        let (start, mut pace) = (Instant::now(), Pace::new());
        for millis in 0..100 {
            assert!(pace.begins(2700, at(millis)(start)));
            assert!(pace.may_begin(at(millis)(start)) && !pace.awaits_answer(at(millis)(start)));
        }
    }

    #[test]
    fn on_a_slow_line_a_frame_waits_for_the_answer_to_the_one_before() {
        let (start, mut pace) = (Instant::now(), Pace::new());
        assert!(pace.begins(2700, start));
        pace.answered(at(2800)(start));
        // The echo of a digit is small, so it does not hold the next one back.
        for millis in [3000, 3010, 3020] {
            assert!(pace.may_begin(at(millis)(start)) && pace.begins(26, at(millis)(start)));
        }
        assert!(pace.begins(500, at(3030)(start)));
        assert_eq!(pace.time_to_begin(at(3040)(start)), Some(Duration::from_millis(2990)));
        for millis in [3050, 3080, 3100] {
            pace.answered(at(millis)(start));
            assert!(!pace.may_begin(at(millis)(start)));
        }
        assert!(pace.awaits_answer(at(3600)(start)));
        pace.answered(at(3650)(start));
        assert!(pace.may_begin(at(3650)(start)) && !pace.awaits_answer(at(3650)(start)));
    }

    #[test]
    fn a_line_that_becomes_fast_or_silent_does_not_stay_slow() {
        let (start, mut pace) = (Instant::now(), Pace::new());
        pace.begins(2700, start);
        pace.answered(at(2800)(start));
        pace.begins(500, at(3000)(start));
        assert!(!pace.may_begin(at(5999)(start)) && pace.may_begin(at(6000)(start)));
        pace.begins(3000, at(6000)(start));
        pace.answered(at(6010)(start));
        assert!(pace.may_begin(at(6010)(start)));
        assert!(!pace.begins(500, at(6020)(start)), "a fast line is not asked");
    }
}
