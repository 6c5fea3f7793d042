//! Keys, independent of any terminal library.
//!
//! Invariant: a character is stored exactly as typed. Only [`crate::entry::keyboard`] maps it to a physical key.

use std::fmt;

/// One key press.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A character, as typed.
    Char(char),
    /// Ctrl with a key: its lower-case Latin letter, in any keyboard layout.
    Ctrl(char),
    /// Alt with a character, or Esc and the character in one packet: the terminal sends the same bytes for both.
    Alt(char),
    /// A function key, from 1.
    F(u8),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Tab.
    Tab,
    /// Shift and Tab.
    BackTab,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
}

/// Formats a key for the footer, the help and the manual.
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
