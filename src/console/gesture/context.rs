//! What the gestures need to know of the console.

use crate::console::keymap::{Mode, Snapshot};
use crate::console::model::Model;
use crate::console::msg::Msg;

/// The part of the console's state that decides what a key would do.
#[derive(Clone, Copy, Debug)]
pub struct Context {
    /// The part of the console that receives the key.
    pub mode: Mode,
    /// The state on which the bindings depend.
    pub snapshot: Snapshot,
}

impl Context {
    /// Returns the context of the next key.
    #[must_use]
    pub fn of(model: &Model) -> Self {
        Self { mode: model.mode(), snapshot: model.snapshot() }
    }
}

/// The console that receives the gestures. Each message may change the context of the next key.
pub trait Console {
    /// Returns the context of the next key.
    fn context(&self) -> Context;
    /// Applies a message.
    fn send(&mut self, msg: Msg);
}
