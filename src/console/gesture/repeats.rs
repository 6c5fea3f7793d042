//! Repeats of keys that act: a key that is held down acts once (docs/input.md, G5 and G6).

use std::time::Duration;

use crate::console::gesture::timing::{FIRST_REPEAT, RUN_GAP};
use crate::screen::clock::Timestamp;
use crate::screen::input::KeyPress;
use crate::screen::key::Key;

/// The longest time between two repeats. Keyboards repeat a held key every 30 to 100 ms. A key that does not come
/// again within this time is not held down.
const NEXT_REPEAT: Duration = Duration::from_millis(150);
/// The time without another Enter after an Enter that confirms something or may be a repeat.
const QUIET_AFTER_ENTER: Duration = Duration::from_millis(300);
/// The time without another Enter before an Enter that confirms something.
const QUIET_BEFORE_ENTER: Duration = Duration::from_millis(200);

/// What to do with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KeyVerdict {
    Acts,
    /// The key acts if no repeat follows.
    Waits,
    Repeat,
}

/// A key that acts unless a repeat follows.
#[derive(Clone, Copy, Debug)]
pub(super) struct WaitingKey {
    pub key: Key,
    pub at: Timestamp,
    until: Duration,
    /// Whether a question about an amount was open when the key was pressed.
    pub confirms: bool,
}

/// Recognises the repeats of keys that act.
#[derive(Debug, Default)]
pub(super) struct Repeats {
    /// The last key that acts and its time, or `None` if another key followed.
    last: Option<(Key, Duration)>,
    /// Whether a repeat has shown that this key is held down.
    held_down: bool,
    waiting: Option<WaitingKey>,
    /// The time of the last Enter, of a hand or a machine.
    last_enter: Option<Duration>,
}

impl Repeats {
    /// Decides about a key that acts. `asks` states whether a question about an amount is open.
    pub(super) fn press(&mut self, press: KeyPress, at: Timestamp, asks: bool) -> KeyVerdict {
        let KeyPress { key, marked_repeat } = press;
        let now = at.since_start;
        let before = self.last.replace((key, now)).filter(|(last, _)| *last == key);
        let gap = before.map(|(_, before)| now.saturating_sub(before));
        let was_waiting = self.waiting.take().is_some();
        let quiet_after = if key == Key::Enter { QUIET_AFTER_ENTER } else { NEXT_REPEAT };
        let confirms = asks && key == Key::Enter;
        let since_enter = if key == Key::Enter {
            self.last_enter.replace(now).map(|enter| now.saturating_sub(enter))
        } else {
            None
        };
        let is_near = |gap: Option<Duration>, near: Duration| gap.is_some_and(|gap| gap < near);
        let is_repeat = was_waiting
            || self.held_down && is_near(gap, quiet_after)
            || confirms && is_near(since_enter, QUIET_BEFORE_ENTER);
        self.held_down = marked_repeat || is_repeat;
        if self.held_down {
            return KeyVerdict::Repeat;
        }
        if confirms || gap.is_some_and(|gap| gap < FIRST_REPEAT) {
            self.waiting = Some(WaitingKey { key, at, until: now + quiet_after, confirms });
            return KeyVerdict::Waits;
        }
        KeyVerdict::Acts
    }

    /// Notes that the waiting key came once more, so that both are repeats. [`Self::press`] may follow later.
    pub(super) fn note_again(&mut self, key: Key) {
        if self.waiting.take_if(|waiting| waiting.key == key).is_some() {
            self.held_down = true;
        }
    }

    /// Notes a key of a run, which acts on nothing (G4). The same key soon after the run is a repeat.
    pub(super) fn note_in_run(&mut self, key: Key, now: Duration) {
        self.last = Some((key, now));
        self.held_down = true;
    }

    /// Notes that an Enter ended a machine line.
    pub(super) fn note_machine_enter(&mut self, now: Duration) {
        // A second Enter without another key is a repeat.
        self.held_down = self.is_last(Key::Enter);
        self.last = Some((Key::Enter, now));
        self.last_enter = Some(now);
    }

    /// Notes a key that acted on the screen before.
    pub(super) fn note_acted(&mut self, key: Key, now: Duration) {
        self.last = Some((key, now));
        if key == Key::Enter {
            self.last_enter = Some(now);
        }
    }

    /// Returns whether this key is the last one that acts.
    pub(super) fn is_last(&self, key: Key) -> bool {
        self.last.is_some_and(|(last, _)| last == key)
    }

    /// Returns the waiting key, because another key follows it, so it is not held down. If it is an Enter that
    /// confirms, Esc takes it back. So does a character less than 30 ms later, because then a machine sent the Enter.
    pub(super) fn settle(&mut self, next: Key, now: Duration) -> Option<WaitingKey> {
        self.last = None;
        self.held_down = false;
        let is_taken_back = |waiting: &WaitingKey| {
            let in_run = now.saturating_sub(waiting.at.since_start) < RUN_GAP;
            waiting.confirms && (next == Key::Esc || in_run && matches!(next, Key::Char(_)))
        };
        self.waiting.take().filter(|waiting| !is_taken_back(waiting))
    }

    /// Returns the waiting key if it has waited long enough.
    pub(super) fn due(&mut self, now: Duration) -> Option<WaitingKey> {
        self.waiting.take_if(|waiting| now >= waiting.until)
    }
}
