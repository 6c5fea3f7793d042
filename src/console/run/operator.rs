//! Applies everything that reaches the console: groups the input into presses and lines, and passes it to `update`.

use std::ops::ControlFlow;

use crate::console::gesture::{GestureConsole, Gestures, KeyContext};
use crate::console::model::Model;
use crate::console::msg::Msg;
use crate::console::run::effects::EffectRunner;
use crate::console::run::incoming::Incoming;
use crate::scale::reader::ScaleNews;
use crate::screen::clock::Clock;
use crate::screen::input::Input;

/// Groups the operator's input into presses and lines.
#[derive(Default)]
pub(super) struct Operator(Gestures);

impl Operator {
    /// Applies a message or an input. Returns `Break` if the console is asked to quit, and whether the screen must be drawn
    /// again.
    pub(super) fn apply(
        &mut self,
        incoming: Incoming,
        model: &mut Model,
        effects: &EffectRunner<'_>,
        (clock, scale): (Clock, Option<&ScaleNews>),
    ) -> (ControlFlow<()>, bool) {
        let mut console = LiveConsole { model, effects, flow: ControlFlow::Continue(()), changed: false };
        // A key is about what the scale shows now, not about what it showed before this program was stopped.
        if let (Some(news), Incoming::Input(..)) = (scale, &incoming) {
            let is_heard = news.is_heard();
            console.show(news, clock);
            if !is_heard {
                console.send(Msg::ScaleUnheard(clock.now()));
            }
        }
        match incoming {
            Incoming::Input(Input::Key(press), read) => self.0.key(press, read, &mut console),
            Incoming::Input(Input::Paste(text), read) => self.0.paste(text, read.at, &mut console),
            Incoming::Input(Input::Mouse(action), read) => self.0.mouse(action, read.at, &mut console),
            Incoming::Input(Input::Acted(key), read) => self.0.note_acted(key, read.at),
            Incoming::Input(Input::Quiet(_), read) => self.0.silence(read.at, &mut console),
            Incoming::Input(Input::Background { is_light }, _) => console.send(Msg::Background { is_light }),
            // The next frame has the new size. Until then, keys are interpreted by the size of the frame on the screen.
            Incoming::Input(Input::Resized, _) => console.changed = true,
            Incoming::Scale(news) => console.show(&news, clock),
            Incoming::Msg(msg) => {
                if let Msg::Ended(_) = msg {
                    self.0.finish(&mut console);
                }
                console.send(msg);
            }
        }
        (console.flow, console.changed)
    }
}

/// The model and its effects, during one input.
struct LiveConsole<'a> {
    model: &'a mut Model,
    effects: &'a EffectRunner<'a>,
    flow: ControlFlow<()>,
    changed: bool,
}

impl LiveConsole<'_> {
    /// Shows what the scale has sent.
    fn show(&mut self, news: &ScaleNews, clock: Clock) {
        for live in news.take() {
            self.send(Msg::Scale(Box::new(live), clock.now()));
        }
    }
}

impl GestureConsole for LiveConsole<'_> {
    fn context(&self) -> KeyContext {
        KeyContext::of(self.model)
    }

    fn send(&mut self, msg: Msg) {
        self.changed = true;
        if self.flow.is_continue() {
            self.flow = self.effects.apply(self.model, msg);
        }
    }
}
