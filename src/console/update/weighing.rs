//! The actions of the weighing screen: select, type, record, undo, and what opens an overlay.

use tui_input::Input;

use crate::console::key::Key;
use crate::console::keymap::Action;
use crate::console::model::{HOLD, Hold, Model, Notice, Refused, Selection};
use crate::console::msg::{Effect, Stamp};
use crate::console::overlay::{Overlay, Question};
use crate::console::update::{overlay, record};
use crate::domain::record::Source;
use crate::entry::{self, Reason, Refusal, Span, layout};

/// The panes stand in rows of six, as the keys do.
const ROW: usize = 6;

pub(super) fn act(model: &mut Model, action: Action, key: Key, stamp: Stamp, effects: &mut Vec<Effect>) {
    let letter = model.line.letter.take();
    // Any key but the confirming Enter goes back to the text, which is intact.
    let hold = model.line.hold.take();
    if !matches!(action, Action::Help | Action::Language | Action::Refused) {
        model.notice = None;
    }
    match action {
        Action::Select => select(model, key, letter, stamp),
        Action::Type => type_character(model, key),
        Action::Record => enter(model, stamp, effects),
        Action::Confirm => confirm(model, hold, stamp, effects),
        Action::Retry => {
            model.trouble = None;
            effects.push(Effect::Retry);
        }
        Action::Erase => {
            model.line.text.pop();
        }
        // Where an amount was held, the first Esc only goes back to it.
        Action::Clear if hold.is_some() => {}
        Action::Clear => clear(model),
        Action::NextPane => step(model, |place, count| (place + 1) % count),
        Action::PreviousPane => step(model, |place, count| (place + count - 1) % count),
        Action::PaneDown => {
            step(model, |place, count| if place + ROW < count { place + ROW } else { place % ROW })
        }
        Action::PaneUp => step(model, |place, count| {
            let column = place % ROW;
            let last = (count - 1) / ROW * ROW + column;
            let last = if last < count { last } else { last - ROW.min(last) };
            place.checked_sub(ROW).unwrap_or(last)
        }),
        Action::About => model.line.about = !model.line.about,
        Action::Person => model.line.space = Some(stamp),
        Action::Group => overlay::ask(model, Question::Group, Input::default()),
        Action::Undo => record::undo(model, stamp, effects),
        Action::Redo => record::redo(model, stamp, effects),
        Action::Operator => {
            let name = model.operator.clone();
            overlay::ask(model, Question::Operator, Input::new(name));
        }
        Action::History => overlay::open_history(model),
        Action::Refused => model.overlays.push(Overlay::Refused(0)),
        Action::Help => model.overlays.push(Overlay::Help(0)),
        Action::Menu => model.overlays.push(Overlay::Menu(0)),
        Action::Quit => {
            // What is merely on its way is written before the console ends; what the disk refused is not.
            if model.line.text.is_empty() && model.trouble.is_none() && model.not_taken.is_empty() {
                effects.push(Effect::Quit);
            } else {
                model.overlays.push(Overlay::Quit);
            }
        }
        _ => {}
    }
}

/// A letter selects its pane; the same letter again at once goes through its grades.
fn select(model: &mut Model, key: Key, last: Option<usize>, stamp: Stamp) {
    let Key::Char(typed) = key else { return };
    let place = layout::key_of(typed).and_then(|key| model.event.on_key(key.to_ascii_uppercase()));
    let Some(place) = place else {
        model.notice = Some(Notice::NoMaterialOnKey(typed));
        model.line.orphan = Some((typed, stamp.since_start));
        return;
    };
    let grades = model.event.materials.get(place).map_or(0, |material| material.grades.len());
    let grade = match model.selection.grade {
        _ if last != Some(place) => None,
        None => (grades > 0).then_some(0),
        Some(grade) => (grade + 1 < grades).then_some(grade + 1),
    };
    model.selection = Selection { material: Some(place), grade };
    model.line.letter = Some(place);
    model.line.lettered = true;
}

pub(super) fn type_character(model: &mut Model, key: Key) {
    let Key::Char(typed) = key else { return };
    if model.line.text.chars().count() >= entry::TYPED_MAX {
        model.notice = Some(Notice::Full);
        return;
    }
    if model.line.text.is_empty() {
        model.line.before = model.selection;
    }
    model.line.text.push(typed);
    if typed == '*' && entry::selector(&model.line.text).is_some() {
        model.notice = match model.aim() {
            Ok(aim) => aim.material.map(Notice::Named),
            Err(why) => Some(Notice::Refused(why)),
        };
    }
}

fn clear(model: &mut Model) {
    model.line.text.clear();
    model.line.about = false;
}

/// Moves the selection through the panes; the amount stays.
fn step(model: &mut Model, next: impl Fn(usize, usize) -> usize) {
    let count = model.event.materials.len();
    let place = model.selection.material.map_or(0, |place| next(place, count));
    model.selection = Selection { material: Some(place.min(count.saturating_sub(1))), grade: None };
}

/// Enter: a record, or the reason why not, with the text left as it was.
pub(super) fn enter(model: &mut Model, stamp: Stamp, effects: &mut Vec<Effect>) {
    if model.line.text.is_empty() {
        return;
    }
    match layout::kazakh(&model.line.text) {
        layout::Typed::Plain => {
            let reading = model.line.text.clone();
            take(model, &reading, stamp, effects);
        }
        layout::Typed::Proposed(reading) => match weigh(model, &reading) {
            Ok(_) => model.line.hold = Some(Hold { reading, since: stamp.since_start }),
            Err(why) => refuse(model, why, stamp),
        },
        layout::Typed::Mixed(span) => {
            let why = Refused::Amount(Refusal { reason: Reason::KazakhMix, span });
            refuse(model, why, stamp);
        }
    }
}

/// The second Enter of an amount that was held. One that comes at once is a bouncing key, or the next
/// frame of a scale: the amount stays held.
fn confirm(model: &mut Model, hold: Option<Hold>, stamp: Stamp, effects: &mut Vec<Effect>) {
    let Some(hold) = hold else { return };
    if stamp.since_start < hold.since + HOLD {
        model.line.hold = Some(hold);
        return;
    }
    take(model, &hold.reading, stamp, effects);
}

fn weigh(model: &Model, reading: &str) -> Result<(Selection, entry::Amount), Refused> {
    let aim = model.aim()?;
    let (_, material) = model.material(aim).ok_or(Refused::NoMaterial)?;
    let mut amount = entry::parse(reading, material, model.event.decimals()).map_err(Refused::Amount)?;
    amount.about |= model.line.about;
    Ok((aim, amount))
}

fn take(model: &mut Model, reading: &str, stamp: Stamp, effects: &mut Vec<Effect>) {
    match weigh(model, reading) {
        Ok((aim, amount)) => {
            let Some(op) = record::entry(model, aim, &amount, Source::Typed, &model.line.text, None) else {
                return;
            };
            model.selection = aim;
            model.line = crate::console::model::EntryLine::default();
            let ticket = record::append(model, op, stamp, effects);
            model.notice = Some(Notice::Recorded(ticket));
        }
        Err(why) => refuse(model, why, stamp),
    }
}

pub(super) fn refuse(model: &mut Model, why: Refused, stamp: Stamp) {
    model.line.refused_at = Some(stamp.since_start);
    model.notice = Some(Notice::Refused(why));
}

/// Where the caret of a refusal stands, in columns of the typed text.
#[must_use]
pub fn caret(why: &Refused, text: &str) -> Option<Span> {
    match why {
        Refused::Amount(refusal) => Some(refusal.span),
        Refused::NoSuchNumber { .. } | Refused::NumberAfterLetter => {
            let star = text.chars().position(|c| c == '*')?;
            Some(Span { start: 0, end: star + 1 })
        }
        Refused::NoMaterial | Refused::NeedsConfirmation => None,
    }
}
