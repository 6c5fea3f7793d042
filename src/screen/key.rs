//! Keys, free of any terminal library's types.
//!
//! Invariant: a character arrives as typed; which key of the keyboard it sits on is asked of
//! [`crate::entry::keyboard`] and nowhere else.

use std::fmt;

/// One key press.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    Char(char),
    /// With Ctrl: the Latin lower-case letter of that key, whatever the layout.
    Ctrl(char),
    /// With Alt, or right behind an Esc: a terminal sends the same bytes for both.
    Alt(char),
    F(u8),
    Enter,
    Esc,
    Backspace,
    Delete,
    Tab,
    BackTab,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Char(' ') => f.write_str("Space"),
            Self::Char(c) => write!(f, "{c}"),
            Self::Ctrl(c) => write!(f, "Ctrl+{}", c.to_ascii_uppercase()),
            Self::Alt(c) => write!(f, "Alt+{c}"),
            Self::F(n) => write!(f, "F{n}"),
            Self::BackTab => f.write_str("Shift+Tab"),
            Self::Delete => f.write_str("Del"),
            Self::Up => f.write_str("↑"),
            Self::Down => f.write_str("↓"),
            Self::Left => f.write_str("←"),
            Self::Right => f.write_str("→"),
            Self::PageUp => f.write_str("PgUp"),
            Self::PageDown => f.write_str("PgDn"),
            other => fmt::Debug::fmt(other, f),
        }
    }
}
