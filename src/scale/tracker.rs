//! Follows the frames of a scale: whether the weight is stable, whether the scale was empty between two loads, and whether
//! frames still come. Time is a value, so a test decides what time it is.
//!
//! ```text
//! opened -> until the display was empty for half a second -> a load may be recorded once -> until it was empty again
//! ```
//! The gross weight is not known in frames that show a net weight, so "empty" means what is on the display.

use std::time::Duration;

use crate::scale::live::{LiveState, LiveWeight, Load, ShownWeight};
use crate::scale::protocol::WireFrame;
use crate::scale::reading::{LoadState, ScaleReading, WireWeight};

/// The scale counts as empty up to this many divisions.
const EMPTY_DIVISIONS: i64 = 2;
/// How long the scale must be empty before the next load may be recorded.
const EMPTY_TIME: Duration = Duration::from_millis(500);
/// How long the weight must not change if the protocol has no mark of stability.
const UNMARKED_TIME: Duration = Duration::from_secs(1);
/// How many equal frames are needed then, because two frames of a slow scale may be equal by chance.
const UNMARKED_FRAMES: u32 = 3;
/// How many stable frames with the same weight are needed, because a scale may say "stable" while the weight jumps.
const MARKED_FRAMES: u32 = 2;
/// How long the weight must be stable before it may be recorded without a key.
const SETTLED_TIME: Duration = Duration::from_millis(500);
/// After this time without a frame, the last weight is no longer shown.
pub(crate) const SILENCE: Duration = Duration::from_secs(2);

/// Frames with the same weight, one after another.
#[derive(Clone, Copy, Debug)]
struct Still {
    weight: WireWeight,
    since: Duration,
    frames: u32,
}

/// Follows the frames of one scale.
#[derive(Clone, Debug)]
pub(crate) struct LoadTracker {
    /// Whether the scale sends one frame for each load, when somebody presses its print key.
    prints: bool,
    /// The division that the operator stated, in milligrams.
    division_mg: Option<i64>,
    live: LiveWeight,
    skips_next: bool,
    /// When the last frame came, or the port was opened.
    last_frame: Duration,
    empty_since: Option<Duration>,
    /// Whether there was a load since the scale was empty.
    was_loaded: bool,
    /// Whether the last load that was not empty was shown as a net weight.
    loaded_net: Option<bool>,
    still: Option<Still>,
}

impl LoadTracker {
    /// Returns the tracker of a scale whose port is not open.
    #[must_use]
    pub(crate) fn new(prints: bool, division_mg: Option<i64>) -> Self {
        Self {
            prints,
            division_mg,
            live: LiveWeight { state: LiveState::Gone, shown: None, load: Load::default() },
            skips_next: false,
            last_frame: Duration::ZERO,
            empty_since: None,
            was_loaded: false,
            loaded_net: None,
            still: None,
        }
    }

    /// Returns what the scale shows now.
    #[must_use]
    pub(crate) const fn live(&self) -> &LiveWeight {
        &self.live
    }

    /// The port was opened, or frames were lost. What is on the scale may have been recorded before.
    pub(crate) fn opened(&mut self, now: Duration) {
        self.lose_weight(LiveState::Waiting);
        self.begin_unknown_load();
        self.last_frame = now;
        // The first frame may be the end of one: `2.50 kg` of `12.50 kg`.
        self.skips_next = !self.prints;
    }

    /// Nobody knows whether the load is the one before, so that it may have been recorded.
    fn begin_unknown_load(&mut self) {
        if self.prints {
            self.live.load.was_empty_before = true;
            return;
        }
        self.live.load = Load { number: self.live.load.number + 1, was_empty_before: false, is_empty: false };
        self.was_loaded = false;
        self.loaded_net = None;
    }

    /// The port is gone, or another program reads it.
    pub(crate) fn gone(&mut self, is_busy: bool) {
        self.lose_weight(if is_busy { LiveState::Busy } else { LiveState::Gone });
    }

    /// Time has passed. `has_noise` tells whether bytes came since the last frame that belonged to none.
    pub(crate) fn wait(&mut self, now: Duration, has_noise: bool) {
        if matches!(self.live.state, LiveState::Gone | LiveState::Busy)
            || now.saturating_sub(self.last_frame) < SILENCE
        {
            return;
        }
        match (self.prints, has_noise) {
            // A scale that prints says nothing between two loads. The other lines of its label are no frames.
            (true, true) if self.live.state == LiveState::Waiting => self.lose_weight(LiveState::Noise),
            (true, _) => {}
            (false, has_noise) => {
                // Silence ends the load, once.
                if !matches!(self.live.state, LiveState::Silent | LiveState::Noise | LiveState::Waiting) {
                    self.begin_unknown_load();
                }
                self.lose_weight(if has_noise { LiveState::Noise } else { LiveState::Silent });
            }
        }
    }

    /// A frame has come.
    pub(crate) fn frame(&mut self, frame: &WireFrame, now: Duration) {
        let reading = &frame.reading;
        self.last_frame = now;
        if std::mem::take(&mut self.skips_next) {
            return;
        }
        let shown = ShownWeight::of(frame, self.division_mg);
        if self.prints {
            self.live.load =
                Load { number: self.live.load.number + 1, was_empty_before: true, is_empty: false };
            self.live.state = match reading.state {
                LoadState::Stable | LoadState::Unsure => LiveState::Stable { is_settled: true },
                ref state => LiveState::of(state),
            };
            self.live.shown = shown;
            return;
        }
        let weight = shown.as_ref().map(|shown| shown.weight);
        self.live.load.is_empty = is_empty(reading, weight) && !self.was_tared(reading, weight);
        if !self.live.load.is_empty && weight.is_some() {
            self.loaded_net.get_or_insert(reading.is_net);
        }
        self.follow_load(now);
        self.live.state = match self.stillness(&reading.state, weight, now) {
            Some(is_settled) => LiveState::Stable { is_settled },
            None => LiveState::of(&reading.state),
        };
        self.live.shown = shown;
    }

    /// Returns whether a display of about zero only means that the tare key was pressed under a load that was shown as gross.
    fn was_tared(&self, reading: &ScaleReading, weight: Option<WireWeight>) -> bool {
        let is_zero =
            weight.is_some_and(|weight| weight.milligrams.abs() <= weight.division_mg * EMPTY_DIVISIONS);
        is_zero && reading.is_net && self.loaded_net == Some(false)
    }

    /// Notes whether the scale is empty, and counts the load when the scale was empty for long enough.
    fn follow_load(&mut self, now: Duration) {
        let load = &mut self.live.load;
        if !load.is_empty {
            self.was_loaded = true;
            self.empty_since = None;
            return;
        }
        let since = *self.empty_since.get_or_insert(now);
        let is_new = self.was_loaded || !load.was_empty_before;
        if is_new && now.saturating_sub(since) >= EMPTY_TIME {
            *load = Load { number: load.number + 1, was_empty_before: true, ..*load };
            self.was_loaded = false;
            self.loaded_net = None;
        }
    }

    /// Returns `None` if the weight is not stable, or else whether it has not changed for a while.
    fn stillness(&mut self, state: &LoadState, weight: Option<WireWeight>, now: Duration) -> Option<bool> {
        let is_marked = *state == LoadState::Stable;
        let weight = weight.filter(|_| is_marked || *state == LoadState::Unsure);
        let Some(weight) = weight else {
            self.still = None;
            return None;
        };
        // A stable weight may be one division more or less from frame to frame.
        let most = if is_marked { weight.division_mg } else { 0 };
        let still = self
            .still
            .filter(|still| still.weight.milligrams.abs_diff(weight.milligrams) <= most.unsigned_abs());
        let still = still.map_or(Still { weight, since: now, frames: 1 }, |still| Still {
            frames: still.frames.saturating_add(1),
            ..still
        });
        self.still = Some(still);
        let time = now.saturating_sub(still.since);
        if is_marked {
            return (still.frames >= MARKED_FRAMES).then_some(time >= SETTLED_TIME);
        }
        (time >= UNMARKED_TIME && still.frames >= UNMARKED_FRAMES).then_some(true)
    }

    /// Forgets the weight, so that no old one can be recorded.
    fn lose_weight(&mut self, state: LiveState) {
        self.live.state = state;
        self.live.shown = None;
        self.live.load.is_empty = false;
        self.empty_since = None;
        self.still = None;
    }
}

/// Returns whether the display shows an empty scale. Without a container whose tare was subtracted, it shows less than zero.
fn is_empty(reading: &ScaleReading, weight: Option<WireWeight>) -> bool {
    match (&reading.state, weight) {
        (LoadState::Stable | LoadState::Moving | LoadState::Unsure | LoadState::Minus, Some(weight)) => {
            weight.milligrams <= weight.division_mg.saturating_mul(EMPTY_DIVISIONS)
        }
        (LoadState::Minus, None) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scale::protocol::{Protocol, WireDecoder};

    /// A tracker with a scale that sends lines.
    struct Scale {
        tracker: LoadTracker,
        now: Duration,
    }

    impl Scale {
        fn opened() -> Self {
            let mut tracker = LoadTracker::new(false, None);
            tracker.opened(Duration::ZERO);
            let mut scale = Self { tracker, now: Duration::ZERO };
            scale.line("dropped 1.00 kg", 0);
            scale
        }

        /// Sends a line this many milliseconds after the last one.
        fn line(&mut self, line: &str, millis: u64) -> &LiveWeight {
            self.now += Duration::from_millis(millis);
            let mut decoder = WireDecoder::new(Protocol::Line);
            for frame in decoder.read(format!("{line}\r\n").as_bytes(), &mut Vec::new()) {
                self.tracker.frame(&frame, self.now);
            }
            self.tracker.live()
        }

        fn lines(&mut self, line: &str, count: usize) -> &LiveWeight {
            (0..count).for_each(|_| _ = self.line(line, 100));
            self.tracker.live()
        }

        fn number(&self) -> u64 {
            self.tracker.live().load.number
        }
    }

    #[test]
    fn the_first_frame_after_opening_is_dropped() {
        let mut tracker = LoadTracker::new(false, None);
        tracker.opened(Duration::ZERO);
        let frames =
            WireDecoder::new(Protocol::Line).read(b"ST,+2.50 kg\r\nST,+12.50 kg\r\n", &mut Vec::new());
        tracker.frame(&frames[0], Duration::ZERO);
        assert_eq!((&tracker.live().state, &tracker.live().shown), (&LiveState::Waiting, &None));
        tracker.frame(&frames[1], Duration::ZERO);
        assert_eq!(tracker.live().shown.as_ref().unwrap().weight.grams(), 12_500);
    }

    #[test]
    fn a_weight_without_a_mark_is_stable_after_a_second_of_equal_frames() {
        let mut scale = Scale::opened();
        scale.line("12.50 kg", 100);
        assert_eq!(scale.lines("12.50 kg", 9).state, LiveState::Moving);
        assert_eq!(scale.line("12.50 kg", 100).state, LiveState::Stable { is_settled: true });
        assert_eq!(scale.line("12.51 kg", 100).state, LiveState::Moving);
        // Two frames of a slow scale are not enough.
        scale.line("9.00 kg", 1_100);
        assert_eq!(scale.line("9.00 kg", 1_100).state, LiveState::Moving);
        assert_eq!(scale.line("9.00 kg", 1_100).state, LiveState::Stable { is_settled: true });
    }

    #[test]
    fn a_marked_weight_is_settled_after_half_a_second() {
        let mut scale = Scale::opened();
        // One frame may be a jump of the weight.
        assert_eq!(scale.line("ST,+12.50 kg", 100).state, LiveState::Moving);
        assert_eq!(scale.line("ST,+12.50 kg", 100).state, LiveState::Stable { is_settled: false });
        // One division more or less is the same weight.
        assert_eq!(scale.line("ST,+12.51 kg", 300).state, LiveState::Stable { is_settled: false });
        assert_eq!(scale.line("ST,+12.49 kg", 100).state, LiveState::Stable { is_settled: true });
        assert_eq!(scale.line("ST,+12.52 kg", 100).state, LiveState::Moving);
        assert_eq!(scale.line("ST,+12.52 kg", 100).state, LiveState::Stable { is_settled: false });
        scale.line("US,+12.52 kg", 100);
        scale.line("ST,+12.52 kg", 100);
        assert_eq!(scale.line("ST,+12.52 kg", 400).state, LiveState::Stable { is_settled: false });
    }

    #[test]
    fn a_load_ends_when_the_scale_was_empty_for_half_a_second() {
        let mut scale = Scale::opened();
        assert!(!scale.lines("ST,+12.50 kg", 3).load.was_empty_before);
        let first = scale.number();
        scale.lines("ST,+0.02 kg", 5);
        assert_eq!(scale.number(), first, "400 ms");
        let live = scale.line("ST,+0.00 kg", 100).clone();
        assert!(live.load.was_empty_before && live.load.is_empty);
        assert_eq!(live.load.number, first + 1);
        // Zero counts once, until there is a load.
        scale.lines("ST,+0.00 kg", 30);
        assert_eq!(scale.number(), first + 1);
        // Three divisions are a load. A short zero does not end it, and neither does an error between two zeros.
        scale.lines("ST,+0.03 kg", 3);
        scale.lines("ST,+0.00 kg", 5);
        scale.line("OL", 100);
        scale.lines("ST,+0.00 kg", 5);
        assert_eq!(scale.number(), first + 1);
        scale.line("ST,+0.00 kg", 100);
        assert_eq!(scale.number(), first + 2);
        // Below zero, a container with its tare was taken away.
        scale.lines("ST,+5.00 kg", 3);
        scale.lines("ST,-0.80 kg", 6);
        assert_eq!(scale.number(), first + 3);
    }

    #[test]
    fn the_tare_key_under_a_load_does_not_end_it() {
        let mut scale = Scale::opened();
        scale.lines("ST,GS,+ 0.00kg", 6);
        scale.lines("ST,GS,+12.50kg", 5);
        let number = scale.number();
        scale.lines("ST,NT,+ 0.00kg", 8);
        assert_eq!(scale.number(), number);
        scale.lines("ST,GS,+12.50kg", 5);
        assert_eq!(scale.number(), number);
        // A container whose tare was subtracted stays there: the next display of zero ends a load that was shown as net.
        scale.lines("ST,GS,+ 0.00kg", 6);
        scale.lines("ST,GS,+ 0.80kg", 3);
        scale.lines("ST,NT,+ 0.00kg", 8);
        let number = scale.number();
        scale.lines("ST,NT,+ 5.00kg", 5);
        assert_eq!(scale.number(), number);
        scale.lines("ST,NT,- 0.80kg", 6);
        assert_eq!(scale.number(), number + 1);
    }

    #[test]
    fn a_stated_division_decides_what_is_empty() {
        let mut scale = Scale::opened();
        scale.tracker.division_mg = Some(50_000);
        scale.lines("ST,+5.00 kg", 3);
        let number = scale.number();
        scale.lines("ST,+0.10 kg", 6);
        assert_eq!(scale.number(), number + 1);
        assert_eq!(scale.tracker.live().shown.as_ref().unwrap().weight.division_mg, 50_000);
    }

    #[test]
    fn silence_noise_and_a_pulled_cable_take_the_weight_away() {
        let mut scale = Scale::opened();
        scale.lines("ST,+12.50 kg", 10);
        let number = scale.number();
        scale.tracker.wait(scale.now + Duration::from_millis(1_900), false);
        assert!(scale.tracker.live().shown.is_some());
        for (has_noise, state) in [(false, LiveState::Silent), (true, LiveState::Noise)] {
            scale.tracker.wait(scale.now + SILENCE, has_noise);
            assert_eq!((&scale.tracker.live().state, &scale.tracker.live().shown), (&state, &None));
        }
        // After a silence, nobody knows whether the load is the one before.
        scale.now += SILENCE;
        let load = scale.line("ST,+12.50 kg", 100).load;
        assert!(load.number == number + 1 && !load.was_empty_before);
        scale.tracker.gone(false);
        assert_eq!(scale.tracker.live().state, LiveState::Gone);
        scale.tracker.wait(scale.now + SILENCE, true);
        assert_eq!(scale.tracker.live().state, LiveState::Gone);
        scale.tracker.opened(scale.now);
        scale.line("ST,+12.50 kg", 100);
        let load = scale.line("ST,+12.50 kg", 100).load;
        assert!(load.number == number + 2 && !load.was_empty_before);
        // A zero that began before a silence does not count.
        scale.lines("ST,+0.00 kg", 3);
        scale.tracker.wait(scale.now + SILENCE, false);
        scale.now += SILENCE;
        assert!(!scale.line("ST,+0.00 kg", 0).load.was_empty_before);
    }
}
