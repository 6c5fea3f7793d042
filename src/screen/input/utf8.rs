//! Joins the bytes of UTF-8 characters, one byte at a time.

use std::str;

/// The longest character in UTF-8.
const MAX_BYTES: usize = 4;

/// An unfinished character.
#[derive(Debug, Default)]
pub(super) struct Utf8 {
    bytes: [u8; MAX_BYTES],
    length: usize,
}

/// The result of adding a byte.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Utf8Step {
    /// The character is unfinished.
    Unfinished,
    /// The byte completed a character, or it cannot begin one and became U+FFFD.
    Char(char),
    /// The bytes before this one are no character and become U+FFFD. This byte must be read anew.
    InvalidBefore,
}

impl Utf8 {
    /// Adds a byte. A control character U+0080 to U+009F becomes U+FFFD too (docs/input.md, D1).
    ///
    /// The value must not be used again after any result except [`Utf8Step::Unfinished`].
    pub(super) fn add(&mut self, byte: u8) -> Utf8Step {
        let before = self.length;
        // A character ends before the buffer is full, so there is always room.
        let Some(free) = self.bytes.get_mut(before) else { return Utf8Step::InvalidBefore };
        *free = byte;
        self.length += 1;
        match str::from_utf8(&self.bytes[..self.length]) {
            Ok(text) => {
                let c = text.chars().next().filter(|c| !matches!(c, '\u{80}'..='\u{9f}'));
                Utf8Step::Char(c.unwrap_or(char::REPLACEMENT_CHARACTER))
            }
            Err(error) if error.error_len().is_none() => Utf8Step::Unfinished,
            Err(_) if before == 0 => Utf8Step::Char(char::REPLACEMENT_CHARACTER),
            Err(_) => Utf8Step::InvalidBefore,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_byte_that_cannot_belong_to_a_character_is_read_anew() {
        let steps = |bytes: &[u8]| {
            let mut utf8 = Utf8::default();
            bytes.iter().map(|byte| utf8.add(*byte)).collect::<Vec<_>>()
        };
        use Utf8Step::{Char, InvalidBefore, Unfinished};
        assert_eq!(steps(b"q"), [Char('q')]);
        assert_eq!(steps("й".as_bytes()), [Unfinished, Char('й')]);
        assert_eq!(steps("😀".as_bytes()), [Unfinished, Unfinished, Unfinished, Char('😀')]);
        assert_eq!(steps(b"\xff"), [Char('\u{fffd}')]);
        assert_eq!(steps(b"\x80"), [Char('\u{fffd}')]);
        assert_eq!(steps(b"\xd0q"), [Unfinished, InvalidBefore]);
        assert_eq!(steps(b"\xe2\x84\xe2"), [Unfinished, Unfinished, InvalidBefore]);
        // An overlong form, a surrogate, and a character above U+10FFFF.
        assert_eq!(steps(b"\xe0\x80"), [Unfinished, InvalidBefore]);
        assert_eq!(steps(b"\xed\xa0"), [Unfinished, InvalidBefore]);
        assert_eq!(steps(b"\xf4\x90"), [Unfinished, InvalidBefore]);
        assert_eq!(steps("\u{9b}".as_bytes()), [Unfinished, Char('\u{fffd}')]);
        assert_eq!(steps("\u{feff}".as_bytes())[2], Char('\u{feff}'));
    }
}
