//! `update` decides: a message changes the model and returns what is to be done.
//!
//! Invariants: nothing that was typed is dropped without Esc or Backspace; a record becomes part of the
//! sums only by [`Msg::Saved`].

mod burst;
mod disk;
mod overlay;
mod record;
mod weighing;

pub use overlay::menu_digit;
pub use weighing::caret;

use crate::console::keymap::{self, Action, Mode};
use crate::console::model::Model;
use crate::console::msg::{Effect, Msg, Stamp};

/// Takes in one message.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let mut effects = Vec::new();
    match msg {
        Msg::Key(key, stamp) => {
            model.now = stamp.wall;
            burst::before_key(model, key, stamp, &mut effects);
            press(model, key, stamp, &mut effects);
        }
        Msg::Paste(text, stamp) => {
            model.now = stamp.wall;
            burst::settle_space(model, &mut effects);
            burst::paste(model, &text, stamp, &mut effects);
        }
        Msg::Clock(stamp) => {
            model.now = stamp.wall;
            if model.deadline().is_some_and(|due| stamp.since_start >= due) {
                burst::settle_space(model, &mut effects);
            }
        }
        Msg::Resized => {}
        Msg::Saved(records) => disk::saved(model, records),
        Msg::NotSaved(why) => model.trouble = Some(why),
        Msg::Moved { station, journal, opened, why } => disk::moved(model, station, journal, &opened, why),
        Msg::Rejected(ticket, why) => disk::rejected(model, ticket, why),
        Msg::Warning(words) => model.warnings.push(words),
        Msg::Ended(status) => {
            // Somebody who weighed and then lost the line meant the person that the space counted.
            burst::settle_space(model, &mut effects);
            model.ended = Some(status);
            effects.push(Effect::Quit);
        }
    }
    effects
}

fn press(model: &mut Model, key: crate::console::key::Key, stamp: Stamp, effects: &mut Vec<Effect>) {
    let mode = model.mode();
    let binding = keymap::resolve(mode, key, model.snapshot());
    if binding.is_none_or(|binding| binding.action != Action::Select) {
        // Only the very next key may go on to the next grade.
        model.line.letter = None;
    }
    let Some(binding) = binding else { return };
    act(model, mode, binding.action, key, stamp, effects);
}

/// Carries out an action, by key or from the menu.
fn act(
    model: &mut Model,
    mode: Mode,
    action: Action,
    key: crate::console::key::Key,
    stamp: Stamp,
    effects: &mut Vec<Effect>,
) {
    match action {
        Action::Language => {
            let next = model.texts.language().next();
            model.texts = crate::language::Texts::new(next);
            model.notice = Some(crate::console::model::Notice::Language);
        }
        _ if mode == Mode::Weighing => weighing::act(model, action, key, stamp, effects),
        _ => overlay::act(model, action, key, stamp, effects),
    }
}

#[cfg(test)]
pub(crate) mod tests;
