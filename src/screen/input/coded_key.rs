//! Keys that a terminal sends as the number of a character and its modifiers, as in xterm's modifyOtherKeys and in the
//! kitty keyboard protocol.
//!
//! Invariant: a key gives the same events as in the older encoding of the same terminal, if that encoding has the key.
//! For example, Alt+Enter gives Esc and Enter, because its older encoding is the bytes of Esc and Enter.

use crate::entry::keyboard;
use crate::screen::key::Key;

const SHIFT: u32 = 1;
/// Alt, and the kitty protocol's Meta, which replaces Alt on a few keyboards.
const ALT: u32 = 2 | 32;
const CTRL: u32 = 4;
/// Super and Hyper. A key with one of them is meant for the window manager.
const SUPER: u32 = 8 | 16;

/// The first keypad code of the kitty protocol: the digit 0. The other digits follow.
const KEYPAD_0: u32 = 57_399;
/// The code of F13. F14 to F35 follow.
const F13: u32 = 57_376;
/// The codes of all keys without a character in the kitty protocol, a private area of Unicode.
const FUNCTIONAL: std::ops::RangeInclusive<u32> = 57_344..=63_743;

/// A key as a terminal describes it.
#[derive(Debug, Default)]
pub(super) struct CodedKey {
    /// The key's character without Shift, or the number of a key that has no character.
    pub(super) code: u32,
    /// The key's character with Shift.
    pub(super) shifted: Option<u32>,
    /// The character of the same key in the standard layout (US).
    pub(super) base: Option<u32>,
    /// One more than the sum of the modifiers.
    pub(super) modifiers: u32,
    /// The characters that the press types.
    pub(super) text: Vec<u32>,
}

impl CodedKey {
    /// Returns the keys of a press. A key that does nothing by itself, such as CapsLock, gives none.
    pub(super) fn keys(&self) -> Vec<Key> {
        if let Some(key) = self.character_key() {
            return if self.has(ALT) { vec![Key::Esc, key] } else { vec![key] };
        }
        if let Some(key) = function_key(self.code) {
            return vec![key];
        }
        if let Some(c) = keypad_character(self.code) {
            return self.typed(Some(c));
        }
        if FUNCTIONAL.contains(&self.code) {
            return Vec::new();
        }
        let Some(c) = character(self.code) else { return vec![Key::Unknown] };
        if self.has(SUPER) {
            return vec![Key::Unknown];
        }
        if self.has(CTRL) {
            let key = control(self.latin(c));
            return if self.has(ALT) { vec![Key::Esc, key] } else { vec![key] };
        }
        self.typed(self.with_shift(c))
    }

    fn has(&self, modifier: u32) -> bool {
        self.modifiers.saturating_sub(1) & modifier != 0
    }

    /// Returns the key if it has a control character in the older encoding.
    fn character_key(&self) -> Option<Key> {
        Some(match self.code {
            9 if self.has(SHIFT) => Key::BackTab,
            9 => Key::Tab,
            10 | 13 | 57_414 => Key::Enter,
            27 => Key::Esc,
            8 | 127 => Key::Backspace,
            _ => return None,
        })
    }

    /// Returns the character with Shift applied, or `None` if the number that the terminal sent is no character.
    fn with_shift(&self, c: char) -> Option<char> {
        match self.shifted {
            _ if !self.has(SHIFT) => Some(c),
            Some(shifted) => character(shifted),
            None => {
                let mut uppercase = c.to_uppercase();
                uppercase.next().filter(|_| uppercase.next().is_none()).or(Some(c))
            }
        }
    }

    /// Returns the character of a key with Ctrl. The standard layout counts only if the layout in use is not Latin.
    /// With a German layout, for example, Ctrl+Z is the key that is labelled Z.
    fn latin(&self, c: char) -> char {
        if c.is_ascii() { c } else { self.base.and_then(character).unwrap_or(c) }
    }

    /// Returns the keys of a press that types `c`, or the characters that the terminal sent with it.
    fn typed(&self, c: Option<char>) -> Vec<Key> {
        if self.has(ALT) {
            return vec![c.map_or(Key::Unknown, Key::Alt)];
        }
        if self.text.is_empty() {
            return vec![c.map_or(Key::Unknown, Key::Char)];
        }
        let characters = self.text.iter().map(|code| character(*code));
        characters.map(|c| Key::Char(c.unwrap_or(char::REPLACEMENT_CHARACTER))).collect()
    }
}

/// Returns the key of a character that is pressed with Ctrl. The key is the same in every layout.
///
/// In the older encoding, Ctrl+J and Ctrl+M are the bytes of Enter, and Ctrl+H, Ctrl+I and Ctrl+`[` are those of
/// Backspace, Tab and Esc.
pub(super) fn control(c: char) -> Key {
    match keyboard::key_of(c).unwrap_or(c) {
        'j' | 'm' => Key::Enter,
        'h' => Key::Backspace,
        'i' => Key::Tab,
        '[' => Key::Esc,
        ' ' => Key::Ctrl('@'),
        key => Key::Ctrl(key),
    }
}

/// Returns the printable character with this number.
fn character(code: u32) -> Option<char> {
    char::from_u32(code).filter(|c| !c.is_control())
}

fn function_key(code: u32) -> Option<Key> {
    Some(match code {
        F13..=57_398 => Key::F(u8::try_from(code - F13).ok()? + 13),
        57_417 => Key::Left,
        57_418 => Key::Right,
        57_419 => Key::Up,
        57_420 => Key::Down,
        57_421 => Key::PageUp,
        57_422 => Key::PageDown,
        57_423 => Key::Home,
        57_424 => Key::End,
        57_425 => Key::Insert,
        57_426 => Key::Delete,
        57_427 => Key::Begin,
        _ => return None,
    })
}

fn keypad_character(code: u32) -> Option<char> {
    Some(match code {
        KEYPAD_0..=57_408 => char::from_digit(code - KEYPAD_0, 10)?,
        57_409 => '.',
        57_410 => '/',
        57_411 => '*',
        57_412 => '-',
        57_413 => '+',
        57_415 => '=',
        57_416 => ',',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_keys_are_the_same_in_every_layout() {
        for (c, key) in [
            ('q', Key::Ctrl('q')),
            ('й', Key::Ctrl('q')),
            ('Я', Key::Ctrl('z')),
            ('j', Key::Enter),
            ('ь', Key::Enter),
            ('h', Key::Backspace),
            ('i', Key::Tab),
            ('[', Key::Esc),
            (' ', Key::Ctrl('@')),
            ('5', Key::Ctrl('5')),
        ] {
            assert_eq!(control(c), key, "{c}");
        }
    }
}
