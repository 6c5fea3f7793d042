//! Keys, independent of any terminal library.
//!
//! Invariant: a character is stored exactly as typed. Only [`crate::entry::keyboard`] maps it to a physical key.

use std::fmt;

/// One key press.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A character, as typed.
    Char(char),
    /// Ctrl with a key. The value is the lower-case Latin letter of the key, whatever the keyboard layout.
    Ctrl(char),
    /// A character typed with Alt, or Esc and a character in one packet. The terminal sends the same bytes
    /// for both.
    Alt(char),
    /// A function key, numbered from 1.
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
    /// Insert.
    Insert,
    /// The middle key of the numeric keypad while NumLock is off.
    Begin,
    /// A key whose sequence is not known.
    Unknown,
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
