//! `update` decides: a message changes the model and returns what is to be done.
//!
//! Invariants: nothing that was typed is dropped without Esc or Backspace; a record becomes part of the
//! sums only by [`Msg::Saved`].

mod amount;
mod burst;
mod disk;
mod overlay;
mod record;
mod weighing;

pub use amount::caret;
pub use overlay::menu_key;

use crate::console::keymap::{self, Action, Mode};
use crate::console::model::{Model, Notice, Selection};
use crate::console::msg::{Effect, Msg, Stamp};
use crate::console::overlay::Overlay;
use crate::domain::event::Event;

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
        Msg::Resized(columns, rows) => model.size = (columns, rows),
        Msg::Saved(records) => disk::saved(model, records),
        Msg::NotSaved(why) => model.trouble = Some(why),
        Msg::Moved { station, journal, opened, why } => disk::moved(model, station, journal, &opened, why),
        Msg::Rejected(ticket, why) => disk::rejected(model, ticket, why),
        Msg::Warning(words) => model.warnings.push(words),
        Msg::Report { style, language, text, written } => {
            overlay::take_report(model, style, language, &text, written);
        }
        Msg::Union(union) => disk::union(model, union),
        Msg::Event(event) => change_event(model, *event),
        Msg::Ended(status) => {
            // Somebody who weighed and then lost the line meant the person that the space counted.
            burst::settle_space(model, &mut effects);
            model.ended = Some(status);
            effects.push(Effect::Quit);
        }
    }
    effects
}

/// Takes over a changed event. What was selected stays selected, by its id.
fn change_event(model: &mut Model, event: Event) {
    let selected = model.material(model.selection).map(|(_, material)| material.id.clone());
    let grade = model.selection.grade;
    if event.utc_offset != model.event.utc_offset {
        model.ledger.move_hours(&event);
    }
    model.event = event;
    let place = selected.and_then(|id| model.event.material(&id).map(|(place, _)| place));
    let place = place.filter(|place| !model.event.materials[*place].hidden);
    let grade = place
        .and(grade)
        .filter(|grade| place.is_some_and(|place| *grade < model.event.materials[place].grades.len()));
    model.selection = Selection { material: place, grade };
    if model.preset().is_none() {
        model.tare = None;
    }
    // Forms that hold places of the old catalogue would record into other materials.
    model
        .overlays
        .retain(|overlay| !matches!(overlay, Overlay::Correct(_) | Overlay::HandOver(_) | Overlay::Find(_)));
    for line in &mut model.not_taken {
        line.selection = Selection::default();
    }
    model.reached = model.reached_now();
    model.notice = Some(Notice::EventChanged);
}

fn press(model: &mut Model, key: crate::console::key::Key, stamp: Stamp, effects: &mut Vec<Effect>) {
    let mode = model.mode();
    let binding = keymap::resolve(mode, key, model.snapshot());
    if model.too_small()
        && !binding.is_some_and(|binding| matches!(binding.action, Action::Quit | Action::Leave))
    {
        // Nobody sees what a key would do.
        return;
    }
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
            model.notice = Some(Notice::Language);
            overlay::ask_report(model, false, effects);
        }
        _ if mode == Mode::Weighing => weighing::act(model, action, key, stamp, effects),
        _ => overlay::act(model, action, key, stamp, effects),
    }
}

#[cfg(test)]
pub(crate) mod tests;
