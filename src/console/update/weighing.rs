//! The actions of a console that weighs.

use crate::console::action::WeighingAction;
use crate::console::model::{Model, Notice};
use crate::console::msg::Effect;
use crate::console::overlay::{Overlay, Question};
use crate::console::update::overlay::{hand_over, prompt};
use crate::console::update::{entry_line, records};
use crate::screen::clock::Timestamp;
use crate::screen::field::TextField;
use crate::screen::list::ListCursor;

pub(super) fn apply(model: &mut Model, action: WeighingAction, now: Timestamp, effects: &mut Vec<Effect>) {
    // Every key except the confirming Enter first closes the question and returns to the unchanged text.
    let held = model.line.held.take();
    if action != WeighingAction::OpenRejected {
        model.notice = None;
    }
    match action {
        WeighingAction::Select(letter) => entry_line::select(model, letter, now),
        WeighingAction::Type(c) => entry_line::type_char(model, c),
        WeighingAction::Dismiss => {}
        WeighingAction::Record => entry_line::submit(model, now, effects),
        WeighingAction::Confirm => entry_line::confirm(model, held, now, effects),
        WeighingAction::RetrySaving => effects.push(Effect::Retry),
        WeighingAction::Erase => {
            model.line.text.pop();
        }
        WeighingAction::Clear if held.is_some() => {}
        WeighingAction::Clear => entry_line::clear(model),
        WeighingAction::ToggleEstimate => model.line.estimate = !model.line.estimate,
        WeighingAction::NextTare => entry_line::next_tare(model),
        WeighingAction::CountPerson => model.line.pending_space = Some(now),
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
            model.notice = Some(Notice::PaperSheetEnded);
        }
        WeighingAction::OpenHandOver => hand_over::open(model),
        WeighingAction::OpenRejected => model.overlays.push(Overlay::Rejected(ListCursor::default())),
    }
}
