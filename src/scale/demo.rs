//! A simulated scale, to learn the console without one. It sends frames of the protocol `cas`: every few seconds a load comes,
//! swings for a moment, rests, and is taken away.

use std::thread;
use std::time::{Duration, Instant};

/// The time between two frames.
const FRAME_TIME: Duration = Duration::from_millis(100);
/// One load, in frames: the scale is empty, the load swings, rests, and is taken away.
const LOAD_FRAMES: u64 = 100;
const EMPTY_UNTIL: u64 = 30;
const SWINGS_UNTIL: u64 = 40;
const RESTS_UNTIL: u64 = 96;
/// The loads, in divisions of 10 g. Their number has no factor in common with the number of materials in most events.
const LOADS: [i64; 7] = [1_250, 320, 4_870, 65, 780, 2_140, 1_015];

/// A simulated scale since it was switched on.
#[derive(Debug)]
pub(crate) struct DemoScale {
    start: Instant,
    sent: u64,
}

impl DemoScale {
    pub(super) fn start() -> Self {
        Self { start: Instant::now(), sent: 0 }
    }

    /// Waits for the next frame. A frame that nobody read in time is never sent.
    pub(super) fn read(&mut self, bytes: &mut [u8]) -> usize {
        let frame_ms = u64::try_from(FRAME_TIME.as_millis()).unwrap_or(u64::MAX);
        let due = |number: u64| Duration::from_millis(frame_ms.saturating_mul(number));
        thread::sleep(due(self.sent + 1).saturating_sub(self.start.elapsed()));
        let elapsed = u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.sent = elapsed / frame_ms;
        let frame = frame(self.sent);
        let count = frame.len().min(bytes.len());
        bytes[..count].copy_from_slice(&frame[..count]);
        count
    }
}

/// Returns the frame with this number.
fn frame(number: u64) -> Vec<u8> {
    let in_load = number % LOAD_FRAMES;
    let load = usize::try_from(number / LOAD_FRAMES).map_or(0, |load| LOADS[load % LOADS.len()]);
    let swing = i64::try_from(number * 7 % 13).unwrap_or(0) - 6;
    let (divisions, is_stable) = match in_load {
        0..EMPTY_UNTIL => (0, true),
        EMPTY_UNTIL..SWINGS_UNTIL => {
            let part = i64::try_from(in_load - EMPTY_UNTIL + 1).unwrap_or(0);
            ((load * part / 10 + swing).max(1), false)
        }
        SWINGS_UNTIL..RESTS_UNTIL => (load, true),
        _ => (load / 2, false),
    };
    let (mark, lamp) = if is_stable { ("ST", 0xc4) } else { ("US", 0x84) };
    let weight = format!("{:05}.{:02}", divisions / 100, divisions % 100);
    [format!("{mark},GS,1").as_bytes(), &[lamp, b','], weight.as_bytes(), b" kg\r\n"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scale::capture::{Capture, Decision};
    use crate::scale::protocol::{Protocol, WireDecoder};
    use crate::scale::tracker::LoadTracker;

    #[test]
    fn every_load_can_be_recorded_once() {
        let (mut decoder, mut tracker) = (WireDecoder::new(Protocol::Cas), LoadTracker::new(false, None));
        let mut capture = Capture::default();
        tracker.opened(Duration::ZERO);
        let mut recorded = Vec::new();
        for number in 0..LOAD_FRAMES * 7 {
            let now = FRAME_TIME * u32::try_from(number).unwrap();
            for frame in decoder.read(&frame(number), &mut Vec::new()) {
                tracker.frame(&frame, now);
            }
            if let Some(Decision::Record(shown)) = capture.decide_alone(tracker.live(), now) {
                recorded.push(shown.weight.grams() / 10);
                capture.note(tracker.live().load.number, Some(shown.weight), now);
            }
        }
        assert_eq!(recorded, LOADS);
        assert_eq!(decoder.noise(), 0);
    }
}
