//! `update` decides: a message changes the model and returns what is to be done.
//!
//! Invariants: nothing that was typed is dropped without Esc or Backspace; a record becomes part of the
//! sums only by [`Msg::Saved`].

mod amount;
mod burst;
mod journal_faults;
mod others;
mod overlay;
mod record;
mod restore;
mod weighing;

pub use amount::caret;
pub use journal_faults::look as look_at_journals;
pub use overlay::menu_key;
pub use restore::{begun, restore, tell};

use crate::console::keymap::{self, Action, Mode};
use crate::console::model::{Model, Notice, Selection};
use crate::console::msg::{Effect, Msg};
use crate::console::overlay::Overlay;
use crate::console::search;
use crate::domain::event::Event;
use crate::screen::clock::Timestamp;
use crate::screen::key::Key;
use crate::screen::list::ListCursor;

/// Takes in one message.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let mut effects = Vec::new();
    match msg {
        Msg::Key(key, stamp) => {
            model.now = stamp.wall;
            for key in meant(model, key) {
                burst::before_key(model, key, stamp, &mut effects);
                press(model, key, stamp, &mut effects);
            }
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
        Msg::Saved(records) => others::saved(model, records),
        Msg::NotSaved(why) => model.trouble = Some(why),
        Msg::Moved { file, station, journal, opened, why } => {
            others::moved(model, file, station, journal, &opened, why);
        }
        Msg::Unwritable(ticket, why) => others::unwritable(model, ticket, why),
        Msg::Warning(words) => model.warnings.push(words),
        Msg::Faults(faults) => journal_faults::replace(model, faults),
        Msg::Report { style, language, text, written } => {
            overlay::take_report(model, style, language, &text, written);
        }
        Msg::FromOthers(union) => others::union(model, union),
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

/// Takes over a changed event. What was selected or begun stays so, by id and name: places may have moved.
fn change_event(model: &mut Model, event: Event) {
    if event.utc_offset != model.event.utc_offset {
        model.ledger.change_utc_offset(&event);
    }
    let old = std::mem::replace(&mut model.event, event);
    let event = &model.event;
    let offered = |selection: Selection| {
        let shown = selection.material.is_some_and(|place| !event.materials[place].hidden);
        if shown { selection } else { Selection::default() }
    };
    model.selection = offered(follow(&old, event, model.selection));
    model.line.before = offered(follow(&old, event, model.line.before));
    for line in &mut model.rejected {
        line.selection = offered(follow(&old, event, line.selection));
    }
    // A form goes only where its material is gone: there is nothing left that it could record.
    model.overlays.retain_mut(|overlay| match overlay {
        Overlay::Correct(form) => {
            let moved = follow(&old, event, Selection { material: Some(form.material), grade: form.grade });
            form.grade = moved.grade;
            moved.material.map(|place| form.material = place).is_some()
        }
        Overlay::HandOver(form) => {
            let moved = follow(&old, event, Selection { material: Some(form.material), grade: None });
            moved.material.map(|place| form.material = place).is_some()
        }
        Overlay::Find(find) => {
            find.found = search::find_materials(event, find.search.text());
            find.cursor = ListCursor::default();
            true
        }
        _ => true,
    });
    if model.preset().is_none() {
        model.tare = None;
    }
    model.reached = model.reached_now();
    model.notice = Some(Notice::EventChanged);
}

/// Where a material and its grade stand in the changed event.
fn follow(old: &Event, new: &Event, selection: Selection) -> Selection {
    let was = selection.material.and_then(|place| old.materials.get(place));
    let Some((place, material)) = was.and_then(|was| new.material(&was.id)) else {
        return Selection::default();
    };
    let grade = was.zip(selection.grade).and_then(|(was, grade)| was.grades.get(grade));
    let grade = grade.and_then(|name| material.grades.iter().position(|known| known == name));
    Selection { material: Some(place), grade }
}

/// What stands before a sign in a begun amount that came with Alt, or right behind an Esc.
const UNCLEAR: char = '^';

/// The keys that a key stands for. Alt with a sign, and an Esc that reached us in one packet with the sign behind it, are
/// the same bytes. Where Esc erases nothing that was typed, both may well have been pressed. In a begun amount the
/// sign stays in the line behind a mark, and Enter is refused until somebody has looked; in a form it is nothing.
fn meant(model: &Model, key: Key) -> Vec<Key> {
    let Key::Alt(c) = key else { return vec![key] };
    match model.mode() {
        Mode::Weighing if !model.line.text.is_empty() => vec![Key::Char(UNCLEAR), Key::Char(c)],
        Mode::History | Mode::Prompt | Mode::Correct | Mode::Find | Mode::HandOver => Vec::new(),
        _ => vec![Key::Esc, Key::Char(c)],
    }
}

fn press(model: &mut Model, key: Key, stamp: Timestamp, effects: &mut Vec<Effect>) {
    let mode = model.mode();
    let binding = keymap::resolve(mode, key, model.snapshot());
    if model.too_small()
        && !binding.is_some_and(|binding| matches!(binding.action, Action::Quit | Action::Leave))
    {
        // Nobody sees what a key would do.
        return;
    }
    if binding.is_none_or(|binding| !matches!(binding.action, Action::Select | Action::Look)) {
        // Only the very next key may go on to the next grade.
        model.line.letter = None;
    }
    let Some(binding) = binding else { return };
    act(model, mode, binding.action, key, stamp, effects);
}

/// Carries out an action, by key or from the menu.
fn act(model: &mut Model, mode: Mode, action: Action, key: Key, stamp: Timestamp, effects: &mut Vec<Effect>) {
    match action {
        Action::Language => {
            let now = model.texts.language();
            let next = model.theme.displayable(now.next());
            model.notice = Some(if next == now { Notice::OnlyEnglish } else { Notice::Language });
            model.texts = crate::language::Texts::new(next);
            overlay::ask_report(model, false, effects);
        }
        _ if matches!(mode, Mode::Weighing | Mode::Watching) => {
            weighing::act(model, action, key, stamp, effects)
        }
        _ => overlay::act(model, action, key, stamp, effects),
    }
}

#[cfg(test)]
pub(crate) mod tests;
