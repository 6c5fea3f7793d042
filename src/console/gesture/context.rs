//! The console as the gestures see it.

use crate::console::keymap::{Mode, Snapshot};
use crate::console::model::Model;
use crate::console::msg::Msg;

/// The part of the console's state that decides what a key does.
#[derive(Clone, Copy, Debug)]
pub struct KeyContext {
    /// The part of the console that receives the key.
    pub mode: Mode,
    /// The state on which the bindings depend.
    pub snapshot: Snapshot,
}

impl KeyContext {
    /// Returns the context of the next key.
    #[must_use]
    pub fn of(model: &Model) -> Self {
        Self { mode: model.mode(), snapshot: model.snapshot() }
    }
}

/// The console that receives the gestures. Each message may change the context of the next key.
pub trait GestureConsole {
    /// Returns the context of the next key.
    fn context(&self) -> KeyContext;
    /// Applies a message.
    fn send(&mut self, msg: Msg);
}
