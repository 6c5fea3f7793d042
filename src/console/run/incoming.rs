//! What reaches the console: messages of its threads, and input of the terminal.

use std::ops::ControlFlow;

use crate::console::gesture::{self, Context, Gestures};
use crate::console::model::Model;
use crate::console::msg::Msg;
use crate::console::run::effects::EffectRunner;
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

/// Hands input to the console, grouped into presses and lines.
#[derive(Default)]
pub(super) struct Operator(Gestures);

impl Operator {
    /// Applies what has come. Returns `Break` if the console is asked to quit, and whether the console received
    /// anything.
    pub(super) fn apply(
        &mut self,
        incoming: Incoming,
        model: &mut Model,
        effects: &EffectRunner<'_>,
    ) -> (ControlFlow<()>, bool) {
        let mut console = LiveConsole { model, effects, flow: ControlFlow::Continue(()), changed: false };
        match incoming {
            Incoming::Input(Input::Key(press), read) => self.0.key(press, read, &mut console),
            Incoming::Input(Input::Paste(text), read) => self.0.paste(text, read.at, &mut console),
            Incoming::Input(Input::Quiet(_), read) => self.0.silence(read.at, &mut console),
            Incoming::Input(Input::Resized(columns, rows), _) => {
                gesture::Console::send(&mut console, Msg::Resized(columns, rows));
            }
            Incoming::Msg(msg) => {
                if let Msg::Ended(_) = msg {
                    self.0.finish(&mut console);
                }
                gesture::Console::send(&mut console, msg);
            }
        }
        (console.flow, console.changed)
    }
}

/// The console that runs.
struct LiveConsole<'a> {
    model: &'a mut Model,
    effects: &'a EffectRunner<'a>,
    flow: ControlFlow<()>,
    changed: bool,
}

impl gesture::Console for LiveConsole<'_> {
    fn context(&self) -> Context {
        Context::of(self.model)
    }

    fn send(&mut self, msg: Msg) {
        self.changed = true;
        if self.flow.is_continue() {
            self.flow = self.effects.apply(self.model, msg);
        }
    }
}
