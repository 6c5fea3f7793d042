//! A run: characters with less than 30 ms between them (docs/input.md, G1).

use crate::entry;
use crate::screen::clock::Timestamp;
use crate::screen::key::Key;

/// The longest text of a run that is kept, in bytes. No amount and no frame is that long.
const TEXT_MAX: usize = 4096;

/// How a run ended without an Enter.
#[derive(Debug)]
pub(super) enum Ended {
    /// The characters are typed text. They were shown when they came.
    Typed(String, Timestamp),
    /// The run is a single key, which waited.
    Waiting(Key, Timestamp),
}

/// The keys since the last pause.
#[derive(Debug, Default)]
enum RunState {
    /// No key has come since the last pause, or a machine line has just ended.
    #[default]
    Empty,
    /// The first key waits, because it does more than type. Further spaces may follow a space.
    Waiting(Key, Timestamp),
    /// The characters are shown.
    Shown(Timestamp),
    /// A key that only a hand presses has come, so all keys since the last pause are presses of a hand (G3).
    ByHand,
}

/// The run that is open.
#[derive(Debug, Default)]
pub(super) struct OpenRun {
    state: RunState,
    text: String,
    /// Whether a machine line ended since the last pause.
    after_line: bool,
}

impl OpenRun {
    /// Returns whether a key that only a hand presses has come since the last pause.
    pub(super) const fn is_by_hand(&self) -> bool {
        matches!(self.state, RunState::ByHand)
    }

    /// Returns whether there are keys that a machine may have typed.
    pub(super) const fn is_open(&self) -> bool {
        matches!(self.state, RunState::Waiting(..) | RunState::Shown(_))
    }

    /// Returns whether an Enter now belongs to a machine line: it ends the run, or directly follows such an Enter.
    pub(super) const fn takes_enter(&self) -> bool {
        self.is_open() || matches!(self.state, RunState::Empty) && self.after_line
    }

    /// Returns whether the run has only spaces so far. They are not shown.
    pub(super) fn is_padding(&self) -> bool {
        matches!(self.state, RunState::Waiting(Key::Char(' '), _))
    }

    /// Returns whether the run is only this key so far, which waits.
    pub(super) fn is_waiting_for(&self, key: Key) -> bool {
        matches!(self.state, RunState::Waiting(waiting, _) if waiting == key)
    }

    /// Returns whether the run directly follows a machine line.
    pub(super) const fn follows_line(&self) -> bool {
        self.after_line
    }

    /// Begins a run with a character that is shown.
    pub(super) fn begin_shown(&mut self, c: char, at: Timestamp) {
        self.state = RunState::Shown(at);
        self.text = c.to_string();
    }

    /// Begins a run with a key that waits.
    pub(super) fn begin_waiting(&mut self, key: Key, at: Timestamp) {
        self.state = RunState::Waiting(key, at);
        self.text = as_text(key).to_string();
    }

    /// Adds a key.
    ///
    /// The text of a run that is longer than every line is cut. It is then too long to be recorded.
    pub(super) fn push(&mut self, key: Key) {
        if self.text.len() < TEXT_MAX {
            self.text.push(as_text(key));
        }
    }

    /// Returns the waiting key, which must be shown now because the run goes on. Returns `None` if the run is already
    /// shown.
    pub(super) fn show(&mut self) -> Option<Key> {
        let RunState::Waiting(key, at) = self.state else { return None };
        self.state = RunState::Shown(at);
        Some(key)
    }

    /// Ends the run with an Enter, and returns its text. Returns `None` for an Enter that directly follows a machine
    /// line.
    pub(super) fn end_line(&mut self) -> Option<String> {
        self.state = RunState::Empty;
        self.after_line = true;
        Some(std::mem::take(&mut self.text)).filter(|text| !text.is_empty())
    }

    /// Ends the run without an Enter. Returns `None` if no run is open.
    pub(super) fn end(&mut self) -> Option<Ended> {
        match std::mem::take(&mut self.state) {
            RunState::Waiting(key, at) => {
                self.text.clear();
                Some(Ended::Waiting(key, at))
            }
            RunState::Shown(at) => Some(Ended::Typed(std::mem::take(&mut self.text), at)),
            state => {
                self.state = state;
                None
            }
        }
    }

    /// Notes a key that only a hand presses.
    pub(super) fn turn_by_hand(&mut self) {
        self.state = RunState::ByHand;
        self.after_line = false;
    }
}

/// Returns the character that represents a key in the text of a run.
fn as_text(key: Key) -> char {
    match key {
        Key::Char(c) => c,
        Key::Tab => '\t',
        // The byte of Ctrl and a letter is the position of the letter in the alphabet.
        Key::Ctrl(c) => char::from((c as u32 & 0x1f) as u8),
        _ => entry::UNKNOWN_KEY_MARK,
    }
}
