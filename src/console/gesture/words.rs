//! Typed words (docs/input.md, G8), and keys that show that NumLock may be off (G9).

use std::collections::VecDeque;
use std::time::Duration;

use crate::console::gesture::context::KeyContext;
use crate::console::keymap::Mode;
use crate::console::msg::WORD_MAX;
use crate::entry::{self, keyboard};
use crate::screen::key::Key;

/// The number of letters that are a word.
const WORD_LETTERS: usize = 4;
/// How many letters of a word that begins like an amount of the Kazakh top row cannot be part of an amount. An amount with its
/// material has one such letter.
const PLAIN_LETTERS: usize = 2;
/// The time in which the letters of a word are typed.
const WORD_TIME: Duration = Duration::from_secs(2);
/// The number of arrows that look like digits of the keypad.
const ARROWS: usize = 3;
/// The time in which keys belong together.
const KEYPAD_TIME: Duration = Duration::from_secs(1);

/// The letters that were typed in a row on the empty line.
#[derive(Debug, Default)]
pub(super) struct Letters {
    letters: VecDeque<(char, Duration)>,
    /// The key of the character directly before.
    last_key: Option<char>,
}

impl Letters {
    /// Adds a character that begins a run. Returns the word if it is complete. `context` is the context after the
    /// character.
    pub(super) fn press(&mut self, c: char, now: Duration, context: KeyContext) -> Option<String> {
        let key = keyboard::key_of(c).unwrap_or(c);
        let is_same_key = self.last_key.replace(key) == Some(key);
        if context.mode != Mode::Weighing || !c.is_alphabetic() || is_same_key {
            self.letters.clear();
            return None;
        }
        self.letters.push_back((c, now));
        let is_late = |(_, at): &(char, Duration)| now.saturating_sub(*at) > WORD_TIME;
        while self.letters.front().is_some_and(is_late) || self.letters.len() > WORD_MAX {
            self.letters.pop_front();
        }
        // A word begins on the empty line, so the line has no more letters than the word.
        let is_alone = context.snapshot.line_letters.is_some_and(|letters| letters <= self.letters.len());
        let has_digits = self.letters.iter().any(|(c, _)| entry::begins_amount(*c));
        let plain = self.letters.iter().filter(|(c, _)| !entry::may_be_in_amount(*c)).count();
        let may_be_word = !has_digits || plain >= PLAIN_LETTERS;
        let is_word = is_alone && self.letters.len() >= WORD_LETTERS && may_be_word;
        is_word.then(|| self.letters.drain(..).map(|(c, _)| c).collect())
    }

    pub(super) fn clear(&mut self) {
        self.letters.clear();
        self.last_key = None;
    }
}

/// The keys in a row that a keypad also sends while NumLock is off.
#[derive(Debug, Default)]
pub(super) struct KeypadKeys(VecDeque<(Key, Duration)>);

impl KeypadKeys {
    /// Adds a key. Returns whether NumLock may be off.
    pub(super) fn press(&mut self, key: Key, now: Duration, mode: Mode) -> bool {
        match mode {
            Mode::Weighing => self.is_keypad_on_panes(key, now),
            Mode::Prompt | Mode::Correct | Mode::HandOver | Mode::Find => self.is_keypad_in_field(key, now),
            _ => {
                self.clear();
                false
            }
        }
    }

    /// Over the panes, where arrows move from pane to pane.
    fn is_keypad_on_panes(&mut self, key: Key, now: Duration) -> bool {
        if is_arrow(key) {
            self.add(key, now);
            return self.0.len() >= ARROWS && self.has_different();
        }
        self.clear();
        is_end_of_line(key) || is_keypad_only(key)
    }

    /// In a field, where arrows, Home and End move. Nobody pages there, or moves to an end of the text and then elsewhere
    /// at once.
    fn is_keypad_in_field(&mut self, key: Key, now: Duration) -> bool {
        if is_keypad_only(key) {
            return true;
        }
        if !is_arrow(key) && !is_end_of_line(key) && !is_paging(key) {
            self.clear();
            return false;
        }
        self.add(key, now);
        let has_jump = self.0.iter().any(|(key, _)| is_end_of_line(*key) || is_paging(*key));
        has_jump && self.has_different()
    }

    fn add(&mut self, key: Key, now: Duration) {
        self.0.push_back((key, now));
        self.0.retain(|(_, at)| now.saturating_sub(*at) <= KEYPAD_TIME);
    }

    fn has_different(&self) -> bool {
        self.0.front().is_some_and(|(first, _)| self.0.iter().any(|(other, _)| other != first))
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }
}

const fn is_arrow(key: Key) -> bool {
    matches!(key, Key::Up | Key::Down | Key::Left | Key::Right)
}

const fn is_end_of_line(key: Key) -> bool {
    matches!(key, Key::Home | Key::End)
}

const fn is_paging(key: Key) -> bool {
    matches!(key, Key::PageUp | Key::PageDown)
}

/// Returns whether the console uses the key for nothing, so that only a keypad sends it.
const fn is_keypad_only(key: Key) -> bool {
    matches!(key, Key::Insert | Key::Begin)
}
