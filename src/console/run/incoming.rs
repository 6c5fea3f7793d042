//! What reaches the console: messages of its threads, and input of the terminal.

use crate::console::msg::Msg;
use crate::screen::input::{Input, ReadAt};

/// One thing that reaches the console.
pub(super) enum Incoming {
    Msg(Msg),
    Input(Input, ReadAt),
}

impl From<Msg> for Incoming {
    fn from(msg: Msg) -> Self {
        Self::Msg(msg)
    }
}

impl Incoming {
    /// Returns the message, or `None` for input of the full screen.
    pub(super) fn into_msg(self) -> Option<Msg> {
        match self {
            Self::Msg(msg) => Some(msg),
            Self::Input(..) => None,
        }
    }
}

/// Returns what the end of the terminal or a signal sends.
pub(super) const fn ended(status: u8) -> Incoming {
    Incoming::Msg(Msg::Ended(status))
}
