//! A run: characters that follow each other faster than anyone types.

use crate::entry;
use crate::screen::clock::Timestamp;
use crate::screen::key::Key;

/// What a run turned out to be, if no Enter ended it.
#[derive(Debug)]
pub(super) enum Ended {
    /// Typed text, which was shown as it came.
    Typed(String, Timestamp),
    /// A single key that waited.
    Waiting(Key, Timestamp),
}

/// How the keys since the last pause came.
#[derive(Debug, Default)]
enum State {
    /// No key since the last pause, or the line of a machine has just ended.
    #[default]
    Empty,
    /// The first character or control character waits, because it could do more than type. Further spaces may
    /// follow a space.
    Waiting(Key, Timestamp),
    /// The characters are shown.
    Shown(Timestamp),
    /// A key that only a hand presses came: all keys since the last pause are presses of a hand.
    ByHand,
}

/// The run that is open.
#[derive(Debug, Default)]
pub(super) struct Run {
    state: State,
    text: String,
    /// Whether a machine line ended since the last pause.
    after_line: bool,
}

impl Run {
    /// Returns whether a key that only a hand presses came since the last pause.
    pub(super) const fn is_by_hand(&self) -> bool {
        matches!(self.state, State::ByHand)
    }

    /// Returns whether there are characters that a machine may have typed.
    pub(super) const fn is_open(&self) -> bool {
        matches!(self.state, State::Waiting(..) | State::Shown(_))
    }

    /// Returns whether an Enter belongs to a machine line: it ends the run, or it follows such an Enter at once.
    pub(super) const fn takes_enter(&self) -> bool {
        self.is_open() || matches!(self.state, State::Empty) && self.after_line
    }

    /// Returns whether the run has only spaces that are not shown.
    pub(super) fn is_padding(&self) -> bool {
        matches!(self.state, State::Waiting(Key::Char(' '), _))
    }

    /// Begins a run with a character that is shown.
    pub(super) fn begin_shown(&mut self, c: char, at: Timestamp) {
        self.state = State::Shown(at);
        self.text = c.to_string();
    }

    /// Begins a run with a key that waits.
    pub(super) fn begin_waiting(&mut self, key: Key, at: Timestamp) {
        self.state = State::Waiting(key, at);
        self.text = as_text(key).to_string();
    }

    /// Adds a key.
    pub(super) fn push(&mut self, key: Key) {
        self.text.push(as_text(key));
    }

    /// Returns the key that has waited, because it is part of a longer run. Returns `None` if the run is shown
    /// already.
    pub(super) fn show(&mut self) -> Option<Key> {
        let State::Waiting(key, at) = self.state else { return None };
        self.state = State::Shown(at);
        Some(key)
    }

    /// Ends the run with an Enter, and returns its text. Returns `None` for an Enter that follows the end of a
    /// machine line at once.
    pub(super) fn end_line(&mut self) -> Option<String> {
        self.state = State::Empty;
        self.after_line = true;
        Some(std::mem::take(&mut self.text)).filter(|text| !text.is_empty())
    }

    /// Ends the run without an Enter. Returns `None` if no run is open.
    pub(super) fn end(&mut self) -> Option<Ended> {
        match std::mem::take(&mut self.state) {
            State::Waiting(key, at) => {
                self.text.clear();
                Some(Ended::Waiting(key, at))
            }
            State::Shown(at) => Some(Ended::Typed(std::mem::take(&mut self.text), at)),
            state => {
                self.state = state;
                None
            }
        }
    }

    /// Notes a key that only a hand presses.
    pub(super) fn turn_by_hand(&mut self) {
        self.state = State::ByHand;
        self.after_line = false;
    }
}

/// Returns the character by which the text of a run shows a key.
fn as_text(key: Key) -> char {
    match key {
        Key::Char(c) => c,
        Key::Tab => '\t',
        // The byte of Ctrl and a letter is the letter's place in the alphabet.
        Key::Ctrl(c) => char::from((c as u32 & 0x1f) as u8),
        _ => entry::UNKNOWN_KEY_MARK,
    }
}
