//! The actions of the panes, to weigh or only to watch: select, type, record, undo, and what opens an
//! overlay.

use crate::console::keymap::Action;
use crate::console::model::{Model, Notice, PANES, PANES_IN_ROW, Selection};
use crate::console::msg::Effect;
use crate::console::overlay::{Overlay, Question};
use crate::console::update::{amount, overlay, record};
use crate::entry::{self, keyboard};
use crate::screen::clock::Timestamp;
use crate::screen::field::TextField;
use crate::screen::key::Key;
use crate::screen::list::ListCursor;

/// What the entry line holds at most, in characters. An amount may have [`entry::TYPED_MAX`].
pub(super) const LINE_MAX: usize = 4 * entry::TYPED_MAX;

pub(super) fn act(model: &mut Model, action: Action, key: Key, stamp: Timestamp, effects: &mut Vec<Effect>) {
    let letter = model.line.letter.take();
    // Any key but the confirming Enter goes back to the text, which is intact.
    let hold = model.line.hold.take();
    if !matches!(action, Action::Help | Action::Language | Action::Rejected) {
        model.notice = None;
    }
    match action {
        Action::Select => select(model, key, letter, stamp),
        Action::Type => type_character(model, key),
        Action::Record => amount::enter(model, stamp, effects),
        Action::Confirm => amount::confirm(model, hold, stamp, effects),
        Action::Retry => effects.push(Effect::Retry),
        Action::Erase => {
            model.line.text.pop();
        }
        // Where an amount was held, the first Esc only goes back to it.
        Action::Clear if hold.is_some() => {}
        Action::Clear => clear(model),
        Action::NextPane => step(model, 1),
        Action::PreviousPane => step(model, -1),
        Action::PaneDown => step(model, PANES_IN_ROW as isize),
        Action::PaneUp => step(model, -(PANES_IN_ROW as isize)),
        Action::NextPage => step(model, PANES as isize),
        Action::PreviousPage => step(model, -(PANES as isize)),
        Action::About => model.line.about = !model.line.about,
        Action::Tare => next_tare(model),
        Action::Chart => model.chart = model.chart.next(),
        Action::Find => overlay::open_find(model),
        Action::HandOver => overlay::open_hand_over(model),
        Action::Report => overlay::open_report(model, effects),
        Action::Faults => model.overlays.push(Overlay::Faults(ListCursor::default())),
        Action::Balance => model.overlays.push(Overlay::Balance(ListCursor::default())),
        Action::Paper if model.paper.take().is_some() => model.notice = Some(Notice::PaperEnded),
        Action::Paper => overlay::ask(model, Question::PaperTime, TextField::default()),
        Action::Person => model.line.space = Some(stamp),
        Action::Group => overlay::ask(model, Question::Group, TextField::default()),
        Action::Undo => record::undo(model, stamp, effects),
        Action::Redo => record::redo(model, stamp, effects),
        Action::Operator => {
            let name = TextField::prefilled(model.operator(), TextField::DEFAULT_LIMIT);
            overlay::ask(model, Question::Operator, name);
        }
        Action::History => overlay::open_history(model),
        Action::Rejected => model.overlays.push(Overlay::Rejected(ListCursor::default())),
        Action::Help => model.overlays.push(Overlay::Help(ListCursor::default())),
        Action::Menu => model.overlays.push(Overlay::Menu(ListCursor::default())),
        Action::Quit => {
            // What is merely on its way is written before the console ends; what the disk refused is not.
            if model.line.text.is_empty() && model.trouble.is_none() && model.rejected.is_empty() {
                effects.push(Effect::Quit);
            } else {
                model.overlays.push(Overlay::Quit);
            }
        }
        Action::Look => {
            // No pane is on that key; the message says so.
            let _no_pane = look(model, key, letter);
        }
        Action::Deselect => model.selection = Selection::default(),
        Action::OnlyWatches => model.notice = Some(Notice::OnlyWatches),
        _ => {}
    }
}

/// The material on the key of this letter.
pub(super) fn pane(model: &Model, letter: char) -> Option<usize> {
    let place = model.event.index_on_key(keyboard::key_of(letter)?.to_ascii_uppercase())?;
    (!model.event.materials[place].hidden).then_some(place)
}

/// A letter selects its pane; the same letter again at once goes through its grades.
fn select(model: &mut Model, key: Key, last: Option<usize>, stamp: Timestamp) {
    match look(model, key, last) {
        Ok(()) => model.line.lettered = true,
        // It may begin a line of a burst.
        Err(letter) => model.line.orphan = letter.map(|letter| (letter, stamp.since_start)),
    }
}

/// Selects the pane of a letter; where there is none, the letter comes back.
fn look(model: &mut Model, key: Key, last: Option<usize>) -> Result<(), Option<char>> {
    let Key::Char(typed) = key else { return Err(None) };
    let Some(place) = pane(model, typed) else {
        model.notice = Some(Notice::NoMaterialOnKey(typed));
        return Err(Some(typed));
    };
    let grades = model.event.materials.get(place).map_or(0, |material| material.grades.len());
    let grade = match model.selection.grade {
        _ if last != Some(place) => None,
        None => (grades > 0).then_some(0),
        Some(grade) => (grade + 1 < grades).then_some(grade + 1),
    };
    model.selection = Selection { material: Some(place), grade };
    model.line.letter = Some(place);
    Ok(())
}

pub(super) fn type_character(model: &mut Model, key: Key) {
    let Key::Char(typed) = key else { return };
    // Far above what an amount may have: what is too long is refused whole, never recorded in part.
    if model.line.text.chars().count() >= LINE_MAX {
        model.notice = Some(Notice::Full);
        return;
    }
    model.line.text.push(typed);
    if typed == '*' && model.reading().material_number().is_some() {
        model.notice = match model.aim() {
            Ok(aim) => aim.material.map(Notice::Named),
            Err(why) => Some(Notice::Rejected(why)),
        };
    }
}

fn clear(model: &mut Model) {
    model.line.text.clear();
    model.line.about = false;
}

/// Moves the selection by so many panes, round the end, to the first that holds a material; the amount
/// stays.
fn step(model: &mut Model, by: isize) {
    let slots = model.slots();
    let at = model.selection.material.and_then(|place| slots.iter().position(|slot| *slot == Some(place)));
    // Round means: within the row of panes, the column, or the same place of all pages.
    let whole = slots.len().next_multiple_of(by.unsigned_abs().max(1));
    let round = (1..=whole).map(|times| {
        let moved = by.saturating_mul(isize::try_from(times).unwrap_or(isize::MAX));
        at.map_or(times - 1, |at| (at + whole * whole).saturating_add_signed(moved) % whole)
    });
    if let Some(place) = round.filter_map(|slot| slots.get(slot).copied().flatten()).next() {
        model.selection = Selection { material: Some(place), grade: None };
    }
}

/// The next preset tare of the event, after the last one none.
fn next_tare(model: &mut Model) {
    let tares = &model.event.tares;
    let at = model.tare.as_ref().and_then(|id| tares.iter().position(|tare| tare.id == *id));
    model.tare = tares.get(at.map_or(0, |at| at + 1)).map(|tare| tare.id.clone());
    model.notice = Some(if tares.is_empty() { Notice::NoTares } else { Notice::Tare });
}
