//! The overlays with a text field.

use crate::console::action::FormAction;
use crate::console::entry_line::SavedField;
use crate::console::model::Model;
use crate::console::msg::Effect;
use crate::console::notice::Notice;
use crate::console::overlay::{Help, Overlay};
use crate::console::rejected::RejectReason;
use crate::console::update::overlay::{correction, find, hand_over, history, prompt};
use crate::screen::clock::Timestamp;
use crate::screen::field::TextField;
use crate::screen::key::Key;
use crate::screen::list::ListCursor;

pub(crate) fn apply(model: &mut Model, action: FormAction, now: Timestamp, effects: &mut Vec<Effect>) {
    match action {
        FormAction::Edit(key) => {
            edit(model, key);
        }
        FormAction::Submit if model.event.sealed.is_some() && records(model) => {
            model.notify(Notice::Rejected(RejectReason::Sealed));
        }
        FormAction::Submit => submit(model, now, effects),
        FormAction::NextMaterial => step_material(model, 1),
        FormAction::PreviousMaterial => step_material(model, -1),
        FormAction::NextGrade => correction::next_grade(model),
        FormAction::NextField => hand_over::next_field(model),
    }
}

/// Returns whether the form on top records something.
fn records(model: &Model) -> bool {
    matches!(model.overlays.last(), Some(Overlay::Prompt(_) | Overlay::Correct(_) | Overlay::HandOver(_)))
}

/// Sends a key to the text field of the overlay on top. Returns whether the field takes it: a full one takes no character.
pub(crate) fn edit(model: &mut Model, key: Key) -> bool {
    let field = model.overlays.last().and_then(text_field);
    if let (Key::Char(_), Some(limit)) = (key, field.and_then(TextField::full_at)) {
        model.notify(Notice::FieldFull(limit));
        return false;
    }
    send(model, key);
    true
}

const fn text_field(overlay: &Overlay) -> Option<&TextField> {
    match overlay {
        Overlay::Help(help) => Some(&help.search),
        Overlay::History(history) => Some(&history.search),
        Overlay::Find(find) => Some(&find.search),
        overlay => match overlay.field() {
            Some(field) => Some(field.input()),
            None => None,
        },
    }
}

fn send(model: &mut Model, key: Key) {
    let Some(overlay) = model.overlays.last_mut() else { return };
    match overlay {
        Overlay::History(_) => history::edit_search(model, key),
        Overlay::Find(search) => find::edit(search, key, &model.event),
        Overlay::Prompt(_) | Overlay::Correct(_) | Overlay::HandOver(_) => {
            if let Some(field) = overlay.field_mut() {
                field.press(key);
            }
        }
        Overlay::Help(help) => {
            if help.search.press(key) {
                help.scroll = ListCursor::default();
            }
        }
        Overlay::Menu(_)
        | Overlay::Balance(_)
        | Overlay::Report(_)
        | Overlay::Rejected(_)
        | Overlay::Faults(_)
        | Overlay::Quit => {}
    }
}

/// Returns the state of the text field on top, to restore it later.
pub(crate) fn save_field(model: &Model) -> Option<SavedField> {
    match model.overlays.last()? {
        Overlay::History(history) => {
            Some(SavedField::History(history.search.clone(), history::record_at_cursor(model)))
        }
        Overlay::Help(help) => Some(SavedField::Help(help.search.clone(), help.scroll)),
        Overlay::Find(find) => Some(SavedField::Find(find.search.clone(), find.cursor)),
        overlay => overlay.field().map(|field| SavedField::Form(field.clone())),
    }
}

/// Restores an earlier state of the text field on top, and repeats its search.
pub(crate) fn restore_field(model: &mut Model, saved: SavedField) {
    let Some(overlay) = model.overlays.last_mut() else { return };
    match (overlay, saved) {
        (Overlay::History(history), SavedField::History(search, record))
            if history.search.text() != search.text() =>
        {
            history.search = search;
            history::refresh(model, record);
        }
        (Overlay::Help(help), SavedField::Help(search, scroll)) => *help = Help { search, scroll },
        (Overlay::Find(find), SavedField::Find(search, cursor)) => {
            find.search = search;
            find::search_again(find, &model.event);
            find.cursor = cursor;
        }
        (overlay, SavedField::Form(saved)) => {
            if let Some(field) = overlay.field_mut() {
                *field = saved;
            }
        }
        (_, SavedField::Help(..) | SavedField::History(..) | SavedField::Find(..)) => {}
    }
}

/// Accepts the text of the overlay on top and closes it. If the text is rejected, the overlay stays open and
/// shows the reason.
fn submit(model: &mut Model, now: Timestamp, effects: &mut Vec<Effect>) {
    match model.overlays.pop() {
        Some(Overlay::Prompt(prompt)) => prompt::submit(model, prompt, now, effects),
        Some(Overlay::Correct(form)) => correction::submit(model, form, now, effects),
        Some(Overlay::Find(search)) => find::submit(model, search),
        Some(Overlay::HandOver(form)) => hand_over::submit(model, form, now, effects),
        without_form => return model.overlays.extend(without_form),
    }
    let field = model.overlays.last().and_then(Overlay::field);
    if field.is_some_and(|field| field.rejection().is_some() || field.question().is_some()) {
        model.note_refusal();
    }
}

/// In the form on top, selects the material that is `by` steps further in the catalogue. Hidden materials
/// are skipped.
fn step_material(model: &mut Model, by: isize) {
    let offered = model.offered_materials();
    let next = |index: usize| {
        let position = offered.iter().position(|other| *other == index).unwrap_or(0);
        let position = (position + offered.len()).saturating_add_signed(by) % offered.len().max(1);
        offered.get(position).copied().unwrap_or(index)
    };
    if let Some(Overlay::Correct(form)) = model.overlays.last_mut() {
        form.material = next(form.material);
        form.grade = None;
        form.amount.forget_answers();
    } else if let Some(Overlay::HandOver(form)) = model.overlays.last_mut() {
        form.material = next(form.material);
        form.amount.forget_answers();
    }
}
