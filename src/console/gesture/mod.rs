//! Hand or machine: separates presses of a hand, repeats of a held key, and machine lines.
//!
//! Only this module compares the times of keys. `update` receives presses that count, and whole machine lines.
//! `docs/input.md` has the rules (G1 to G9).
//!
//! Invariants:
//! - A key that is held down acts once. Its repeats reach `update` only if it types, moves or erases.
//! - A key that does more than type is not sent while it may still be part of a machine line.

mod alt;
mod context;
mod repeats;
mod run;
mod spaces;
mod timing;
mod words;

use std::time::Duration;

pub use crate::console::gesture::context::{GestureConsole, KeyContext};

use crate::console::action::{Action, FormAction, PanesAction, WeighingAction};
use crate::console::gesture::repeats::{KeyVerdict, Repeats, WaitingKey};
use crate::console::gesture::run::{Ended, OpenRun};
use crate::console::gesture::spaces::{Spaces, SpacesVerdict};
use crate::console::gesture::timing::{FASTEST_REPEAT, RUN_GAP};
use crate::console::gesture::words::{KeypadKeys, Letters};
use crate::console::keymap;
use crate::console::msg::Msg;
use crate::screen::clock::Timestamp;
use crate::screen::input::{KeyPress, MouseAction, ReadAt};
use crate::screen::key::Key;

/// ETX, which some scales send after the end of a line.
const END_OF_FRAME: Key = Key::Ctrl('c');

/// What a key does, if a hand pressed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum KeyClass {
    /// A character that types or selects something. Its effect can be taken back.
    Types,
    /// A Space that counts a person.
    CountsPerson,
    /// A character that does something else.
    CharActs,
    /// A control character (Ctrl with a key, or Tab), or a key that is not known.
    Control,
    Enter,
    /// Any other key. Only a hand presses it (G3).
    Hand,
}

/// Groups the keys of one terminal into presses, repeats and machine lines.
#[derive(Debug, Default)]
pub struct Gestures {
    run: OpenRun,
    repeats: Repeats,
    spaces: Spaces,
    letters: Letters,
    keypad: KeypadKeys,
    /// When the last key came.
    last_key_at: Option<Duration>,
    /// The read that brought the last key.
    last_read: u64,
    /// The last key.
    last_key: Option<Key>,
}

impl Gestures {
    /// Handles the next key.
    pub fn key(&mut self, press: KeyPress, read: ReadAt, console: &mut impl GestureConsole) {
        let at = read.at;
        self.pass_time(at.since_start, console);
        // The waiting key comes first, because it may change what this key does.
        if !self.repeats.is_last(press.key) {
            self.settle_key(press.key, at, console);
        }
        if let Key::Alt(c) = press.key {
            self.alt(c, read, console);
            self.note_key(press.key, read);
            return;
        }
        let class = class(press.key, console.context());
        match (class, press.key) {
            (KeyClass::Types | KeyClass::CountsPerson | KeyClass::CharActs, Key::Char(c))
                if !self.run.is_by_hand() =>
            {
                self.run_char(c, class, read, console);
            }
            (KeyClass::Control, key) => self.control(key, read, console),
            (KeyClass::Hand, Key::Backspace) if self.run.is_open() => {
                self.letters.clear();
                self.continue_run(press.key, KeyClass::Control, at, console);
            }
            (KeyClass::Enter, _) if self.run.takes_enter() => {
                self.end_machine_line(at, console);
            }
            (_, key) => {
                self.end_run(console);
                if class != KeyClass::Enter {
                    self.run.turn_by_hand();
                }
                self.by_hand(KeyPress { key, ..press }, class, read, console);
            }
        }
        self.note_key(press.key, read);
    }

    fn note_key(&mut self, key: Key, read: ReadAt) {
        self.last_key = Some(key);
        self.last_key_at = Some(read.at.since_start);
        self.last_read = read.read;
    }

    /// Handles a character with Alt. Only a hand presses it (G3).
    fn alt(&mut self, c: char, read: ReadAt, console: &mut impl GestureConsole) {
        self.end_run(console);
        self.run.turn_by_hand();
        for key in alt::intended_keys(c, console.context()) {
            let class = class(key, console.context());
            self.by_hand(key.into(), class, read, console);
        }
    }

    /// Notes a key that acted on the screen before. It may still be held down, and an Enter is not alone if it comes soon
    /// after it (G5, G6).
    pub fn note_acted(&mut self, key: Key, at: Timestamp) {
        self.repeats.note_acted(key, at.since_start);
    }

    /// Handles a silence: no byte has come until `now`.
    pub fn silence(&mut self, now: Timestamp, console: &mut impl GestureConsole) {
        self.pass_time(now.since_start, console);
    }

    /// Handles a bracketed paste.
    pub fn paste(&mut self, text: String, at: Timestamp, console: &mut impl GestureConsole) {
        self.pass_time(at.since_start, console);
        self.end_run(console);
        self.send_spaces(console);
        self.settle_key(Key::Unknown, at, console);
        self.last_key_at = Some(at.since_start);
        console.send(Msg::Paste(text, at));
    }

    /// Handles an action with the mouse. Only a hand makes it (G3).
    pub fn mouse(&mut self, action: MouseAction, at: Timestamp, console: &mut impl GestureConsole) {
        self.pass_time(at.since_start, console);
        self.settle_key(Key::Unknown, at, console);
        self.end_run(console);
        self.run.turn_by_hand();
        self.send_spaces(console);
        self.letters.clear();
        self.keypad.clear();
        self.last_key_at = Some(at.since_start);
        self.last_key = None;
        console.send(Msg::Mouse(action, at));
    }

    /// Handles the end of the terminal. Waiting Spaces still count people. A waiting Enter confirms nothing.
    pub fn finish(&mut self, console: &mut impl GestureConsole) {
        self.send_spaces(console);
    }

    /// Decides about everything that has waited long enough.
    fn pass_time(&mut self, now: Duration, console: &mut impl GestureConsole) {
        if self.last_key_at.is_some_and(|last| now.saturating_sub(last) >= RUN_GAP) {
            self.end_run(console);
            self.run = OpenRun::default();
        }
        if let Some((count, at)) = self.spaces.due(now) {
            console.send(Msg::Spaces(count, at));
        }
        if let Some(waiting) = self.repeats.due(now) {
            act(waiting, console);
        }
    }

    /// Handles a character that may belong to a machine line (G1, G2).
    fn run_char(&mut self, c: char, class: KeyClass, read: ReadAt, console: &mut impl GestureConsole) {
        let (key, at) = (Key::Char(c), read.at);
        self.keypad.clear();
        if self.run.is_padding() && class == KeyClass::CountsPerson {
            self.spaces.press_again(read);
            self.run.push(key);
            return;
        }
        if self.run.is_open() {
            self.letters.clear();
            self.continue_run(key, class, at, console);
            return;
        }
        match class {
            KeyClass::CountsPerson => {
                self.letters.clear();
                if self.press_space(read, console) {
                    self.run.begin_waiting(key, at);
                }
            }
            KeyClass::Types => {
                self.send_spaces(console);
                self.run.begin_shown(c, at);
                console.send(Msg::RunBegins);
                console.send(Msg::Key(key, at));
                if let Some(word) = self.letters.press(c, at.since_start, console.context()) {
                    console.send(Msg::Word(word));
                }
            }
            _ => {
                self.send_spaces(console);
                self.letters.clear();
                self.run.begin_waiting(key, at);
            }
        }
    }

    /// Adds a key to the open run.
    fn continue_run(&mut self, key: Key, class: KeyClass, at: Timestamp, console: &mut impl GestureConsole) {
        self.spaces.forget();
        if let Some(waiting) = self.run.show() {
            console.send(Msg::RunBegins);
            show_char(waiting, at, console);
        }
        self.run.push(key);
        match class {
            KeyClass::Types => console.send(Msg::Key(key, at)),
            _ => show_char(key, at, console),
        }
    }

    /// Handles a control character that may belong to a machine line (G4).
    fn control(&mut self, key: Key, read: ReadAt, console: &mut impl GestureConsole) {
        let at = read.at;
        self.letters.clear();
        self.keypad.clear();
        let gap = self.last_key_at.map(|last| at.since_start.saturating_sub(last));
        let is_soon = gap.is_some_and(|gap| gap < RUN_GAP);
        if self.run.is_open() {
            let is_repeat = self.run.is_waiting_for(key) && gap.is_some_and(|gap| gap >= FASTEST_REPEAT);
            if !is_repeat {
                self.continue_run(key, KeyClass::Control, at, console);
            }
            self.repeats.note_in_run(key, at.since_start);
        } else if self.run.is_by_hand()
            && (self.last_read == read.read || is_soon && matches!(self.last_key, Some(Key::Char(_))))
        {
            show_char(key, at, console);
        } else if is_soon
            && key == END_OF_FRAME
            && (self.run.follows_line() || self.last_key == Some(Key::Enter))
        {
            // It is part of the frame (G4).
        } else {
            self.send_spaces(console);
            self.repeats.note_again(key);
            self.run.begin_waiting(key, at);
        }
    }

    /// Handles an Enter that ends a machine line, or that directly follows one (G1).
    fn end_machine_line(&mut self, at: Timestamp, console: &mut impl GestureConsole) {
        self.letters.clear();
        self.spaces.forget();
        self.repeats.note_machine_enter(at.since_start);
        if self.run.show().is_some() {
            console.send(Msg::RunBegins);
        }
        let follows_line = self.run.follows_line();
        if let Some(text) = self.run.end_line() {
            console.send(Msg::MachineLine { text, follows_line, now: at });
        }
    }

    /// Ends the open run without an Enter: its characters are typed text, and its waiting key counts as a press.
    fn end_run(&mut self, console: &mut impl GestureConsole) {
        match self.run.end() {
            Some(Ended::Typed(text, at)) if text.chars().nth(1).is_some() => {
                console.send(Msg::RunTyped(text, at));
            }
            Some(Ended::Waiting(key, at)) => match class(key, console.context()) {
                // `self.spaces` counts this Space.
                KeyClass::CountsPerson => {}
                KeyClass::Control => self.control_by_hand(key, at, console),
                _ => console.send(Msg::Key(key, at)),
            },
            Some(Ended::Typed(..)) | None => {}
        }
    }

    /// Handles a key that a hand pressed.
    fn by_hand(&mut self, press: KeyPress, class: KeyClass, read: ReadAt, console: &mut impl GestureConsole) {
        let (key, at) = (press.key, read.at);
        let mode = console.context().mode;
        self.letters.clear();
        match class {
            KeyClass::CountsPerson => {
                self.press_space(read, console);
            }
            KeyClass::Types | KeyClass::CharActs => {
                self.send_spaces(console);
                console.send(Msg::Key(key, at));
            }
            _ if moves_or_erases(key, console.context()) && !self.repeats.is_last(key) => {
                self.send_spaces(console);
                console.send(Msg::Key(key, at));
            }
            _ => {
                self.send_spaces(console);
                self.act_unless_repeated(press, at, console);
            }
        }
        if self.keypad.press(key, at.since_start, mode) {
            console.send(Msg::NumLockOff);
        }
    }

    /// Handles a control character that came by itself (G4).
    fn control_by_hand(&mut self, key: Key, at: Timestamp, console: &mut impl GestureConsole) {
        if moves_or_erases(key, console.context()) {
            console.send(Msg::Key(key, at));
        } else {
            self.act_unless_repeated(KeyPress { key, marked_repeat: false }, at, console);
        }
    }

    /// Sends a key that acts, unless it waits or is a repeat (G5, G6).
    fn act_unless_repeated(&mut self, press: KeyPress, at: Timestamp, console: &mut impl GestureConsole) {
        let asks = console.context().snapshot.held;
        match self.repeats.press(press, at, asks) {
            KeyVerdict::Acts => console.send(Msg::Key(press.key, at)),
            KeyVerdict::Waits => {}
            KeyVerdict::Repeat => console.send(Msg::KeyHeldDown(press.key)),
        }
    }

    /// Handles a Space on the empty line (G7). Returns whether it waits for the end of the run.
    fn press_space(&mut self, read: ReadAt, console: &mut impl GestureConsole) -> bool {
        match self.spaces.press(read) {
            SpacesVerdict::Waits => true,
            SpacesVerdict::Send(count, at) => {
                console.send(Msg::Spaces(count, at));
                false
            }
            SpacesVerdict::Repeat => {
                console.send(Msg::KeyHeldDown(Key::Char(' ')));
                false
            }
        }
    }

    fn send_spaces(&mut self, console: &mut impl GestureConsole) {
        if let Some((count, at)) = self.spaces.take() {
            console.send(Msg::Spaces(count, at));
        }
    }

    /// Decides about the waiting key, because this key follows it.
    fn settle_key(&mut self, key: Key, at: Timestamp, console: &mut impl GestureConsole) {
        if let Some(waiting) = self.repeats.settle(key, at.since_start) {
            act(waiting, console);
        }
    }
}

/// Sends a key that has waited. An Enter is not sent if a question was opened or closed meanwhile.
fn act(waiting: WaitingKey, console: &mut impl GestureConsole) {
    let asks = console.context().snapshot.held;
    if waiting.key != Key::Enter || waiting.confirms == asks {
        console.send(Msg::Key(waiting.key, waiting.at));
    }
}

/// Shows a key of a run that does more than type if a hand presses it.
fn show_char(key: Key, at: Timestamp, console: &mut impl GestureConsole) {
    match key {
        // On the empty line, spaces before and after a letter are padding, which is not shown.
        Key::Char(' ') => {}
        Key::Char(c) => console.send(Msg::TypeChar(c, at)),
        _ => console.send(Msg::Key(Key::Unknown, at)),
    }
}

/// Returns what a key does in this context.
fn class(key: Key, context: KeyContext) -> KeyClass {
    match key {
        Key::Enter => KeyClass::Enter,
        Key::Ctrl(_) | Key::Tab | Key::Unknown => KeyClass::Control,
        Key::Char(_) => match keymap::resolve(context.mode, key, context.snapshot) {
            Some(Action::Weighing(WeighingAction::CountPerson)) => KeyClass::CountsPerson,
            Some(
                Action::Weighing(WeighingAction::Select(_) | WeighingAction::Type(_))
                | Action::Watching(_)
                | Action::Form(FormAction::Edit(_)),
            ) => KeyClass::Types,
            _ => KeyClass::CharActs,
        },
        _ => KeyClass::Hand,
    }
}

/// Returns whether a key only moves or erases, so that its repeats may act too (G5).
fn moves_or_erases(key: Key, context: KeyContext) -> bool {
    matches!(
        keymap::resolve(context.mode, key, context.snapshot),
        None | Some(
            Action::Move(_)
                | Action::Form(
                    FormAction::Edit(_)
                        | FormAction::NextMaterial
                        | FormAction::PreviousMaterial
                        | FormAction::NextGrade
                        | FormAction::NextField
                )
                | Action::Weighing(WeighingAction::Erase | WeighingAction::Dismiss)
                | Action::Panes(
                    PanesAction::SelectNext
                        | PanesAction::SelectPrevious
                        | PanesAction::SelectAbove
                        | PanesAction::SelectBelow
                        | PanesAction::NextPage
                        | PanesAction::PreviousPage
                )
        )
    )
}

#[cfg(test)]
mod tests;
