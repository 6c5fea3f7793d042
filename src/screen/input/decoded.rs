//! The events of the decoder.

use crate::screen::key::Key;

/// A press of one key, or an automatic repeat of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyPress {
    /// The key.
    pub key: Key,
    /// Whether the terminal marked the press as an automatic repeat of a key that is held down (event type 2 of the
    /// kitty keyboard protocol). Most terminals mark nothing, so a repeat may have `false` too.
    pub marked_repeat: bool,
}

impl From<Key> for KeyPress {
    fn from(key: Key) -> Self {
        Self { key, marked_repeat: false }
    }
}

/// What a hand did with the mouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseAction {
    /// The left button was pressed.
    Click {
        /// The column of the pointer, from 0.
        column: u16,
        /// The row of the pointer, from 0.
        row: u16,
    },
    /// The wheel was turned up by one step.
    WheelUp,
    /// The wheel was turned down by one step.
    WheelDown,
}

/// An event that the bytes of a terminal mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decoded {
    /// A key press.
    Key(KeyPress),
    /// A bracketed paste. It ends with U+FFFD if a part of it is missing.
    Paste(String),
    /// An action with the mouse. Only a decoder that was asked to gives these.
    Mouse(MouseAction),
    /// The answer to `CSI ? u`: the terminal supports the kitty keyboard protocol.
    KittyAnswer,
    /// The answer to `OSC 11 ; ?`, the colour of the background.
    Background {
        /// Whether it is nearer to white than to black.
        is_light: bool,
    },
    /// The answer to `CSI 5 n`: the terminal has drawn what it received before.
    StatusAnswer,
}

impl From<Key> for Decoded {
    fn from(key: Key) -> Self {
        Self::Key(key.into())
    }
}
