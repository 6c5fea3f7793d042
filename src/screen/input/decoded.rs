//! The events of the decoder.

use crate::screen::key::Key;

/// One key press.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyPress {
    /// The key.
    pub key: Key,
    /// Whether the terminal marked the press as an automatic repeat of a key that is held down (event type 2 of the
    /// kitty keyboard protocol). Most terminals mark nothing, so `false` does not mean that the key was pressed anew.
    pub marked_repeat: bool,
}

/// A press without a mark.
impl From<Key> for KeyPress {
    fn from(key: Key) -> Self {
        Self { key, marked_repeat: false }
    }
}

/// What the bytes of a terminal mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decoded {
    /// A key press.
    Key(KeyPress),
    /// A bracketed paste. It ends with U+FFFD if a part of it is missing.
    Paste(String),
    /// The answer to `CSI ? u`: the terminal supports the kitty keyboard protocol.
    KittyAnswer,
}

impl From<Key> for Decoded {
    fn from(key: Key) -> Self {
        Self::Key(key.into())
    }
}
