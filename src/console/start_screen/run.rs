//! Runs the start screen: connects it to the terminal and to signals.

use std::io;
use std::mem;
use std::sync::mpsc::{self, Receiver};

use crate::console::gesture::{GestureConsole, Gestures, KeyContext};
use crate::console::msg::Msg;
use crate::console::run::incoming::{Incoming, ended};
use crate::console::start_screen::model::{StartAnswer, StartModel, StartQuestion};
use crate::console::start_screen::update::update;
use crate::console::start_screen::view::view;
use crate::language::Texts;
use crate::screen::clock::Clock;
use crate::screen::full_screen::{self, FullScreen};
use crate::screen::input::{self, HandedOver, Input, ReadAt};
use crate::screen::key::Key;
use crate::screen::setup::Features;
use crate::screen::shutdown::{self, HANGUP_STATUS};
use crate::screen::theme::Theme;

/// An input, and when it was read.
type TimedInput = (Input, ReadAt);

/// Asks on the full screen which event is meant. F2 changes the language of `texts`. The terminal is restored before
/// this returns.
///
/// Keys that follow the choice, and a signal that comes before the console watches for signals, reach the console.
///
/// # Errors
/// The terminal cannot be set up.
pub(crate) fn ask(
    question: StartQuestion,
    texts: &mut Texts,
    theme: Theme,
    features: Features,
) -> io::Result<StartAnswer> {
    let clock = Clock::start();
    let (sender, inbox) = mpsc::channel();
    shutdown::watch_signals(sender.clone(), ended)?;
    let mut screen = FullScreen::enter(features)?;
    shutdown::stop_on_panic(sender.clone(), ended);
    let mut model = StartModel::new(question, texts.clone(), theme, (0, 0));
    let mut gestures = Gestures::default();
    // The Enter that started the program may still be held down, or may have been pressed twice. So an Enter directly
    // after the first frame is no answer.
    gestures.note_acted(Key::Enter, clock.now());
    draw(&mut model, &mut screen);
    let reader = input::spawn_reader(sender, clock, |input, read| Some(Incoming::Input(input, read)), ended)?;
    let mut unhandled = run_loop(&mut model, &mut screen, &mut gestures, &inbox);
    let state = reader.stop();
    shutdown::keep_signals();
    // Neither the reader nor a signal adds to the inbox from here on.
    for incoming in inbox.try_iter() {
        match incoming {
            Incoming::Input(input, read) => unhandled.push((input, read)),
            Incoming::Msg(msg) => update(&mut model, msg),
            Incoming::Scale(_) => {}
        }
    }
    *texts = model.texts;
    let answer = model.answer.unwrap_or(StartAnswer::Quit { status: HANGUP_STATUS });
    match (answer, state) {
        (StartAnswer::Quit { .. }, _) => {}
        // The terminal is gone.
        (_, None) => return Ok(StartAnswer::Quit { status: HANGUP_STATUS }),
        (_, Some(state)) => {
            HandedOver { inputs: unhandled, state }.keep();
            screen.leave_to_next_screen();
        }
    }
    Ok(answer)
}

/// Runs until there is an answer. Returns the inputs that are for the console: the choosing Enter, which may be held
/// down, and the key after it.
fn run_loop(
    model: &mut StartModel,
    screen: &mut FullScreen,
    gestures: &mut Gestures,
    inbox: &Receiver<Incoming>,
) -> Vec<TimedInput> {
    while model.answer.is_none() {
        // The sender of the signals lives as long as this loop, so the channel stays open.
        let Ok(first) = inbox.recv() else { break };
        for incoming in std::iter::once(first).chain(inbox.try_iter()) {
            // A key is interpreted by the size that the operator saw.
            let (columns, rows) = screen.shown_size();
            update(model, Msg::Resized(columns, rows));
            let key = apply(incoming, model, gestures);
            if model.answer.is_some() {
                let read = key.as_ref().map_or(0, |(_, read)| read.read);
                let acted = model.chosen_at.map(|at| (Input::Acted(Key::Enter), ReadAt { at, read }));
                return acted.into_iter().chain(key).collect();
            }
        }
        draw(model, screen);
    }
    Vec::new()
}

/// Applies a message or an input. If it makes the waiting Enter count, but is not part of the answer, it is returned.
fn apply(incoming: Incoming, model: &mut StartModel, gestures: &mut Gestures) -> Option<TimedInput> {
    let mut screen = LiveScreen(model);
    match incoming {
        Incoming::Msg(msg) => screen.send(msg),
        Incoming::Input(Input::Background { is_light }, _) => screen.send(Msg::Background { is_light }),
        // The next frame has the new size. The question is answered with the keyboard.
        Incoming::Input(Input::Resized | Input::Mouse(_), _) => {}
        // A scale is read only by the console.
        Incoming::Scale(_) => {}
        Incoming::Input(Input::Quiet(_), read) => gestures.silence(read.at, &mut screen),
        Incoming::Input(Input::Acted(key), read) => gestures.note_acted(key, read.at),
        // An Enter waits until it is clear that no other Enter comes with it, so this key is not the Enter that chose.
        Incoming::Input(Input::Key(press), read) => {
            gestures.key(press, read, &mut screen);
            return Some((Input::Key(press), read));
        }
        Incoming::Input(Input::Paste(text), read) => {
            gestures.paste(text.clone(), read.at, &mut screen);
            return Some((Input::Paste(text), read));
        }
    }
    None
}

/// Draws a frame. A terminal that is gone ends the screen.
fn draw(model: &mut StartModel, screen: &mut FullScreen) {
    if mem::take(&mut model.must_redraw) {
        full_screen::set_up_again();
    }
    if screen.draw(|frame| view(model, frame)).is_err() {
        update(model, Msg::Ended(HANGUP_STATUS));
    }
}

/// The start screen as the gestures see it.
struct LiveScreen<'a>(&'a mut StartModel);

impl GestureConsole for LiveScreen<'_> {
    fn context(&self) -> KeyContext {
        self.0.context()
    }

    fn send(&mut self, msg: Msg) {
        update(self.0, msg);
    }
}
