//! Digits that are three rows high, for the number that everybody looks for.
//!
//! ```text
//! ▄ ▄ ▄▄▄ ▄▄▄ ▄▄▄   ▄▄▄      │ │ ┌── ┌─┐      _   _
//! █▄█ █ █ █ █ █ █   █▄▄      └─┤ └─┐ │ │     |_| | |
//!   █ █▄█ █▄█ █▄█ ▄ █▄█        │ ──┘ └─┘ ,    _|.|_|
//! ```
//! The console of Linux has no half blocks, so its digits are lines, and those of ASCII too.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::screen::paint::{print, width};
use crate::screen::theme::CharacterSet;

/// The height of a number, in rows.
pub(crate) const ROWS: u16 = 3;

/// Returns the pixel rows of a character from top to bottom, and the width of the character in pixels. The
/// leftmost pixel of a row is bit 0b100.
pub(crate) const fn pixels(c: char) -> ([u8; 5], u16) {
    match c {
        '0' => ([0b111, 0b101, 0b101, 0b101, 0b111], 3),
        '1' => ([0b010, 0b110, 0b010, 0b010, 0b111], 3),
        '2' => ([0b111, 0b001, 0b111, 0b100, 0b111], 3),
        '3' => ([0b111, 0b001, 0b111, 0b001, 0b111], 3),
        '4' => ([0b101, 0b101, 0b111, 0b001, 0b001], 3),
        '5' => ([0b111, 0b100, 0b111, 0b001, 0b111], 3),
        '6' => ([0b111, 0b100, 0b111, 0b101, 0b111], 3),
        '7' => ([0b111, 0b001, 0b001, 0b001, 0b001], 3),
        '8' => ([0b111, 0b101, 0b111, 0b101, 0b111], 3),
        '9' => ([0b111, 0b101, 0b111, 0b001, 0b111], 3),
        ',' => ([0, 0, 0, 0b100, 0b100], 1),
        '.' => ([0, 0, 0, 0, 0b100], 1),
        ':' => ([0, 0b100, 0, 0b100, 0], 1),
        '-' => ([0, 0, 0b110, 0, 0], 2),
        // The thousands separator has no pixels of its own, because the gap between two characters is enough.
        _ => ([0; 5], 0),
    }
}

/// Returns the rows of a character of lines.
const fn lines(c: char, characters: CharacterSet) -> [&'static str; 3] {
    match (characters, c) {
        (_, ',') => [" ", " ", ","],
        (_, '.') => [" ", " ", "."],
        (CharacterSet::Ascii, '0') => [" _ ", "| |", "|_|"],
        (CharacterSet::Ascii, '1') => ["   ", "  |", "  |"],
        (CharacterSet::Ascii, '2') => [" _ ", " _|", "|_ "],
        (CharacterSet::Ascii, '3') => [" _ ", " _|", " _|"],
        (CharacterSet::Ascii, '4') => ["   ", "|_|", "  |"],
        (CharacterSet::Ascii, '5') => [" _ ", "|_ ", " _|"],
        (CharacterSet::Ascii, '6') => [" _ ", "|_ ", "|_|"],
        (CharacterSet::Ascii, '7') => [" _ ", "  |", "  |"],
        (CharacterSet::Ascii, '8') => [" _ ", "|_|", "|_|"],
        (CharacterSet::Ascii, '9') => [" _ ", "|_|", " _|"],
        (CharacterSet::Ascii, '-') => ["   ", " _ ", "   "],
        (_, '0') => ["┌─┐", "│ │", "└─┘"],
        (_, '1') => [" ┐ ", " │ ", " │ "],
        (_, '2') => ["──┐", "┌─┘", "└──"],
        (_, '3') => ["──┐", " ─┤", "──┘"],
        (_, '4') => ["│ │", "└─┤", "  │"],
        (_, '5') => ["┌──", "└─┐", "──┘"],
        (_, '6') => ["┌──", "├─┐", "└─┘"],
        (_, '7') => ["──┐", "  │", "  │"],
        (_, '8') => ["┌─┐", "├─┤", "└─┘"],
        (_, '9') => ["┌─┐", "└─┤", "──┘"],
        (_, '-') => ["   ", " ─ ", "   "],
        _ => ["", "", ""],
    }
}

/// Returns the rows of a character of half blocks. Its five pixels end at the lower edge.
fn half_blocks(c: char) -> [String; 3] {
    let (pixels, width) = pixels(c);
    let is_set = |y: Option<usize>, x: u16| y.is_some_and(|y| pixels[y] & (0b100 >> x) > 0);
    [0, 1, 2].map(|row: usize| {
        let cell = |x| match (is_set((2 * row).checked_sub(1), x), is_set(Some(2 * row), x)) {
            (true, true) => '█',
            (true, false) => '▀',
            (false, true) => '▄',
            (false, false) => ' ',
        };
        (0..width).map(cell).collect()
    })
}

/// Returns the rows of a number.
pub(crate) fn rows(text: &str, characters: CharacterSet) -> [String; 3] {
    let mut rows = [String::new(), String::new(), String::new()];
    for (index, c) in text.chars().enumerate() {
        let glyph = match characters {
            CharacterSet::Unicode => half_blocks(c),
            CharacterSet::LinuxConsole | CharacterSet::Ascii => lines(c, characters).map(str::to_owned),
        };
        for (row, part) in rows.iter_mut().zip(glyph) {
            if index > 0 {
                row.push(' ');
            }
            row.push_str(&part);
        }
    }
    rows
}

/// Returns the width of a number, in columns.
#[must_use]
pub(crate) fn columns(text: &str, characters: CharacterSet) -> u16 {
    width(&rows(text, characters)[0])
}

/// Draws a number at the top left of the area.
pub(crate) fn draw(buffer: &mut Buffer, area: Rect, text: &str, characters: CharacterSet, style: Style) {
    for (y, row) in (0..).zip(rows(text, characters)) {
        print(buffer, area, 0, y, &row, style);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_drawn_in_each_character_set() {
        let drawn = |characters| rows("4,120.6", characters).join("\n");
        assert_eq!(
            drawn(CharacterSet::Unicode),
            "▄ ▄    ▄  ▄▄▄ ▄▄▄   ▄▄▄\n█▄█   ▀█  ▄▄█ █ █   █▄▄\n  █ █ ▄█▄ █▄▄ █▄█ ▄ █▄█"
        );
        assert_eq!(
            drawn(CharacterSet::LinuxConsole),
            "│ │    ┐  ──┐ ┌─┐   ┌──\n└─┤    │  ┌─┘ │ │   ├─┐\n  │ ,  │  └── └─┘ . └─┘"
        );
        assert_eq!(
            drawn(CharacterSet::Ascii),
            "           _   _     _ \n|_|     |  _| | |   |_ \n  | ,   | |_  |_| . |_|"
        );
    }

    #[test]
    fn no_two_digits_look_alike_and_all_are_equally_wide() {
        for characters in [CharacterSet::Unicode, CharacterSet::LinuxConsole, CharacterSet::Ascii] {
            let digits: Vec<_> = ('0'..='9').map(|c| rows(&c.to_string(), characters)).collect();
            for (index, digit) in digits.iter().enumerate() {
                assert!(digit.iter().all(|row| width(row) == 3), "{digit:?}");
                assert!(!digits[..index].contains(digit), "{digit:?}");
            }
            assert!(characters != CharacterSet::Ascii || digits.concat().concat().is_ascii());
            assert_eq!(columns("6\u{a0}115,4", characters), 22);
        }
    }
}
