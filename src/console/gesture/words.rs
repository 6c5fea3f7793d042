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
/// The time in which these arrows come.
const ARROWS_TIME: Duration = Duration::from_secs(1);

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

/// The arrows that were pressed in a row.
#[derive(Debug, Default)]
pub(super) struct Arrows(VecDeque<(Key, Duration)>);

impl Arrows {
    /// Adds a key. Returns whether NumLock may be off.
    pub(super) fn press(&mut self, key: Key, now: Duration) -> bool {
        match key {
            Key::Up | Key::Down | Key::Left | Key::Right => {
                self.0.push_back((key, now));
                self.0.retain(|(_, at)| now.saturating_sub(*at) <= ARROWS_TIME);
                let differ = self.0.iter().any(|(other, _)| *other != key);
                self.0.len() >= ARROWS && differ
            }
            key => {
                self.0.clear();
                matches!(key, Key::Home | Key::End | Key::Insert | Key::Begin)
            }
        }
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }
}
