//! The style with which the terminal writes, and the shortest sequence that changes it.

use std::io::Write;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// The style with which the terminal writes text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pen {
    pub(super) fg: Color,
    pub(super) bg: Color,
    pub(super) modifier: Modifier,
}

/// The modifiers with their SGR parameters.
const MODIFIERS: [(Modifier, u8); 9] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::RAPID_BLINK, 6),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

/// The modifiers that one parameter removes, without the other modifiers and the colours.
const REMOVALS: [(Modifier, u8); 3] =
    [(Modifier::BOLD.union(Modifier::DIM), 22), (Modifier::UNDERLINED, 24), (Modifier::REVERSED, 27)];

/// The modifiers that are visible on a blank.
const VISIBLE_ON_BLANKS: Modifier =
    Modifier::REVERSED.union(Modifier::UNDERLINED).union(Modifier::CROSSED_OUT);

impl Pen {
    pub(super) const PLAIN: Self = Self { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };

    pub(super) fn of(cell: &Cell) -> Self {
        let mut modifier = cell.modifier;
        if modifier.contains(Modifier::BOLD) {
            // On some terminals the later of the two wins.
            modifier -= Modifier::DIM;
        }
        Self { fg: cell.fg, bg: cell.bg, modifier }
    }

    /// Returns whether a blank that is written with this pen, or erased, looks like a plain one. A text colour or bold is not
    /// visible on it.
    pub(super) fn writes_plain_blanks(self) -> bool {
        self.bg == Color::Reset && !self.modifier.intersects(VISIBLE_ON_BLANKS)
    }

    /// Adds the shortest sequence that changes the pen from `before` to this one.
    pub(super) fn push_change(self, before: Self, bytes: &mut Vec<u8>) {
        if before == self {
            return;
        }
        if self == Self::PLAIN {
            bytes.extend(b"\x1b[m");
            return;
        }
        let start = bytes.len();
        // An empty parameter is 0, which resets everything.
        bytes.extend(b"\x1b[;");
        self.push_parameters(Self::PLAIN, bytes);
        if let Some(kept) = self.remove_from(before) {
            let reset = bytes.split_off(start);
            bytes.extend(b"\x1b[");
            for (modifiers, parameter) in REMOVALS {
                if (before.modifier - kept.modifier).intersects(modifiers) {
                    push_number(bytes, parameter);
                }
            }
            self.push_parameters(kept, bytes);
            if reset.len() < bytes.len() - start {
                bytes.truncate(start);
                bytes.extend(reset);
            }
        }
        // Replace the last semicolon with the end of the sequence.
        bytes.pop();
        bytes.push(b'm');
    }

    /// Returns what is left of `before` after everything that this pen lacks was removed by itself. Returns `None` if only a
    /// reset removes it.
    fn remove_from(self, before: Self) -> Option<Self> {
        let mut kept = before;
        let excess = before.modifier - self.modifier;
        for (modifiers, _) in REMOVALS {
            if excess.intersects(modifiers) {
                kept.modifier -= modifiers;
            }
        }
        self.modifier.contains(kept.modifier).then_some(kept)
    }

    /// Adds the parameters that lead from a pen to this one. The other one has no modifier that this one lacks.
    fn push_parameters(self, from: Self, bytes: &mut Vec<u8>) {
        for (modifier, parameter) in MODIFIERS {
            if (self.modifier - from.modifier).contains(modifier) {
                push_number(bytes, parameter);
            }
        }
        if self.fg != from.fg {
            push_colour(bytes, self.fg, 30);
        }
        if self.bg != from.bg {
            push_colour(bytes, self.bg, 40);
        }
    }
}

/// Adds a parameter and a semicolon.
fn push_number(bytes: &mut Vec<u8>, number: u8) {
    // Writing to memory cannot fail.
    let _ = write!(bytes, "{number};");
}

/// Adds the parameters of a colour. `base` is 30 for the text and 40 for the background.
fn push_colour(bytes: &mut Vec<u8>, colour: Color, base: u8) {
    let number = match colour {
        Color::Reset => 9,
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 60,
        Color::LightRed => 61,
        Color::LightGreen => 62,
        Color::LightYellow => 63,
        Color::LightBlue => 64,
        Color::LightMagenta => 65,
        Color::LightCyan => 66,
        Color::White => 67,
        Color::Indexed(index) => {
            let _ = write!(bytes, "{};5;{index};", base + 8);
            return;
        }
        Color::Rgb(red, green, blue) => {
            let _ = write!(bytes, "{};2;{red};{green};{blue};", base + 8);
            return;
        }
    };
    push_number(bytes, base + number);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(from: Pen, to: Pen) -> String {
        let mut bytes = Vec::new();
        to.push_change(from, &mut bytes);
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn the_shortest_change_is_chosen() {
        let plain = Pen::PLAIN;
        let bold = Pen { modifier: Modifier::BOLD, ..plain };
        let dim = Pen { modifier: Modifier::DIM, ..plain };
        let green = Pen { fg: Color::Green, ..plain };
        let selected = Pen { fg: Color::Cyan, modifier: Modifier::BOLD | Modifier::REVERSED, ..plain };
        let crossed = Pen { modifier: Modifier::CROSSED_OUT | Modifier::REVERSED, ..plain };
        assert_eq!(change(bold, bold), "");
        assert_eq!(change(selected, plain), "\x1b[m");
        assert_eq!(change(plain, selected), "\x1b[1;7;36m");
        assert_eq!(change(selected, Pen { modifier: Modifier::BOLD, ..selected }), "\x1b[27m");
        assert_eq!(change(selected, bold), "\x1b[;1m");
        assert_eq!(change(bold, dim), "\x1b[;2m");
        assert_eq!(change(bold, green), "\x1b[;32m");
        assert_eq!(change(crossed, Pen { modifier: Modifier::REVERSED, ..plain }), "\x1b[;7m");
        assert_eq!(change(green, Pen { fg: Color::Rgb(1, 2, 3), ..plain }), "\x1b[38;2;1;2;3m");
    }
}
