//! Everything that reaches the console: messages of its threads, and input of the terminal.

use crate::console::msg::Msg;
use crate::scale::reader::ScaleNews;
use crate::screen::input::{Input, ReadAt};

/// A message or an input.
pub(in crate::console) enum Incoming {
    Msg(Msg),
    Input(Input, ReadAt),
    /// The scale on a wire has news.
    Scale(ScaleNews),
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
            Self::Input(..) | Self::Scale(_) => None,
        }
    }
}

/// Returns the message of a signal, or of the end of the terminal. `status` is the exit status.
pub(in crate::console) const fn ended(status: u8) -> Incoming {
    Incoming::Msg(Msg::Ended(status))
}
