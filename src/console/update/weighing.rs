//! The actions of a console that weighs.

use crate::console::action::WeighingAction;
use crate::console::model::Model;
use crate::console::msg::Effect;
use crate::console::notice::Notice;
use crate::console::overlay::{Overlay, Question};
use crate::console::rejected::RejectReason;
use crate::console::update::overlay::{hand_over, prompt};
use crate::console::update::{entry_line, machine_line, people, records, typed_text, wire_scale};
use crate::entry;
use crate::screen::clock::Timestamp;
use crate::screen::field::TextField;
use crate::screen::list::ListCursor;

pub(super) fn apply(model: &mut Model, action: WeighingAction, now: Timestamp, effects: &mut Vec<Effect>) {
    if action == WeighingAction::Record && model.line.text.is_empty() {
        match &model.line.undone {
            None if model.wire.is_some() => return wire_scale::press(model, now, effects),
            // An Enter with nothing to record, such as a second one, leaves the message about the last record.
            None => return,
            Some(undone) if !undone.has_material => {
                model.notify(Notice::UndoneNeedsLetter);
                return;
            }
            Some(_) => {}
        }
    }
    if action != WeighingAction::OpenRejected {
        model.clear_notice();
    }
    match action {
        WeighingAction::Confirm => {
            let held = model.line.held.take();
            let result = entry_line::confirm(model, held, now, effects);
            show_rejection(model, result);
        }
        WeighingAction::OtherReading => machine_line::show_other_reading(model),
        action => {
            // Any other action first closes the question and keeps the text.
            let had_question = typed_text::close_question(model);
            without_question(model, action, had_question, now, effects);
        }
    }
}

/// Runs an action after the question was closed. `had_question` states whether one was open.
fn without_question(
    model: &mut Model,
    action: WeighingAction,
    had_question: bool,
    now: Timestamp,
    effects: &mut Vec<Effect>,
) {
    if model.event.sealed.is_some() && records(action) {
        return show_rejection(model, Err(RejectReason::Sealed));
    }
    match action {
        WeighingAction::Confirm | WeighingAction::OtherReading | WeighingAction::Dismiss => {}
        WeighingAction::Select(letter) => entry_line::select(model, letter),
        WeighingAction::Type(c) if had_question && starts_line(c) => {
            // The weight of a scale was not typed. It is still on the scale.
            if !model.line.text.is_empty() {
                entry_line::begin_instead_of_held(model);
            }
            if entry::begins_amount(c) {
                entry_line::press_char(model, c);
            } else {
                entry_line::select(model, c);
            }
        }
        WeighingAction::Type(c) => {
            wire_scale::note_edit(model, now);
            entry_line::press_char(model, c);
        }
        WeighingAction::Record => {
            let result = entry_line::submit(model, now, effects);
            show_rejection(model, result);
        }
        WeighingAction::RetrySaving => effects.push(Effect::Retry),
        WeighingAction::Erase => {
            wire_scale::note_edit(model, now);
            entry_line::erase(model);
        }
        // The key closed the question. It does not change what was recorded before.
        WeighingAction::Clear | WeighingAction::Undo | WeighingAction::Redo if had_question => {}
        WeighingAction::Clear => entry_line::clear(model),
        WeighingAction::ToggleEstimate => model.line.estimate = !model.line.estimate,
        WeighingAction::NextTare => entry_line::next_tare(model),
        WeighingAction::CountPerson => people::count(model, 1, now, effects),
        WeighingAction::CountGroup => prompt::open(model, Question::PeopleCount, TextField::default()),
        WeighingAction::Undo => records::undo(model, now, effects),
        WeighingAction::Redo => records::redo(model, now, effects),
        WeighingAction::ChangeOperator => {
            let name = TextField::prefilled(model.operator(), TextField::DEFAULT_LIMIT);
            prompt::open(model, Question::Operator, name);
        }
        WeighingAction::StartPaperSheet => prompt::open(model, Question::PaperTime, TextField::default()),
        WeighingAction::EndPaperSheet => {
            model.paper = None;
            model.notify(Notice::PaperSheetEnded);
        }
        WeighingAction::OpenHandOver => hand_over::open(model),
        WeighingAction::OpenRejected => model.overlays.push(Overlay::Rejected(ListCursor::default())),
    }
}

/// Returns whether an action records something, at once or in a form. An amount is checked when it is read.
const fn records(action: WeighingAction) -> bool {
    matches!(
        action,
        WeighingAction::CountPerson
            | WeighingAction::CountGroup
            | WeighingAction::Undo
            | WeighingAction::Redo
            | WeighingAction::ChangeOperator
            | WeighingAction::StartPaperSheet
            | WeighingAction::OpenHandOver
    )
}

/// Returns whether a character after a question begins a new line, instead of continuing the text (docs/input.md, E2).
fn starts_line(c: char) -> bool {
    c.is_ascii_digit() || c.is_alphabetic()
}

fn show_rejection(model: &mut Model, result: Result<(), RejectReason>) {
    if let Err(reason) = result {
        model.notify(Notice::Rejected(reason));
    }
}
