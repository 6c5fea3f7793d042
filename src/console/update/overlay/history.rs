//! The history: the search, and voiding or correcting the record under the cursor.

use crate::console::action::HistoryAction;
use crate::console::form_field::FormField;
use crate::console::model::Model;
use crate::console::overlay::{Correction, History, HistoryError, Overlay, Question};
use crate::console::search;
use crate::console::update::overlay::{changeable, prompt};
use crate::domain::ledger::{Ledger, RecordIndex, RecordKind};
use crate::domain::record::RecordRef;
use crate::entry;
use crate::language::{Message, Text};
use crate::screen::field::TextField;
use crate::screen::key::Key;
use crate::screen::list::ListCursor;

pub(crate) fn open(model: &mut Model) {
    model.overlays.push(Overlay::History(History::default()));
    refresh(model, None);
}

pub(crate) fn apply(model: &mut Model, action: HistoryAction) {
    if let Some(history) = top(model) {
        history.dismiss();
    }
    let result = match action {
        HistoryAction::Correct => begin_correction(model),
        HistoryAction::Void => begin_void(model),
        HistoryAction::RejectRecording => Err(HistoryError::WatchOnly),
    };
    if let Err(error) = result {
        changeable::reject(model, error);
    }
}

/// Returns the record under the cursor.
pub(crate) fn record_at_cursor(model: &Model) -> Option<RecordRef> {
    let history = model.overlays.iter().find_map(|overlay| match overlay {
        Overlay::History(history) => Some(history),
        _ => None,
    })?;
    Some(model.ledger.view(index_at_cursor(history, &model.ledger)?).target)
}

fn index_at_cursor(history: &History, ledger: &Ledger) -> Option<RecordIndex> {
    ledger.at_position(&history.found.records, history.cursor.position())
}

/// Searches again, and moves the cursor to this record. If this record is not found, the cursor moves to the
/// first found record.
pub(crate) fn refresh(model: &mut Model, record: Option<RecordRef>) {
    for overlay in &mut model.overlays {
        let Overlay::History(history) = overlay else { continue };
        let text = history.search.text();
        history.found.search(&model.ledger, &model.event, &model.texts, text, model.now);
        let index = record.and_then(|record| model.ledger.find(record));
        let position = index.and_then(|index| model.ledger.position(&history.found.records, index));
        history.cursor = ListCursor::at(position.unwrap_or_default());
    }
}

pub(super) fn edit_search(model: &mut Model, key: Key) {
    let Some(history) = top(model) else { return };
    history.dismiss();
    if history.search.press(key) {
        refresh(model, None);
    }
}

/// Clears the search if the history is the top overlay, and keeps the cursor on the same record. Returns
/// `false` if there is no search to clear.
pub(super) fn clear_search(model: &mut Model) -> bool {
    let Some(history) = top(model).filter(|history| !history.search.text().is_empty()) else { return false };
    history.search.clear();
    history.dismiss();
    let record = record_at_cursor(model);
    refresh(model, record);
    true
}

/// Shows a hint about the last correction, if the history is on top.
pub(super) fn show_hint(model: &mut Model, hint: Option<Text>) {
    if let Some(history) = top(model) {
        history.hint = hint;
    }
}

fn top(model: &mut Model) -> Option<&mut History> {
    match model.overlays.last_mut() {
        Some(Overlay::History(history)) => Some(history),
        _ => None,
    }
}

/// Returns the record under the cursor of the topmost overlay. Returns `None` if the topmost overlay is not a
/// history, or if the search found nothing.
///
/// # Errors
/// The reason if the record cannot be changed ([`changeable::check`]).
fn changeable_record(model: &mut Model) -> Result<Option<RecordIndex>, HistoryError> {
    let index = match model.overlays.last() {
        Some(Overlay::History(history)) => index_at_cursor(history, &model.ledger),
        _ => None,
    };
    if let Some(index) = index {
        changeable::check(model, model.ledger.view(index).target)?;
    }
    Ok(index)
}

fn begin_void(model: &mut Model) -> Result<(), HistoryError> {
    if let Some(index) = changeable_record(model)? {
        let target = model.ledger.view(index).target;
        let usual = model.texts.get(Message::ReasonMistake);
        let reason = TextField::prefilled(usual, TextField::DEFAULT_LIMIT);
        prompt::open(model, Question::VoidReason(target), reason);
    }
    Ok(())
}

fn begin_correction(model: &mut Model) -> Result<(), HistoryError> {
    let Some(index) = changeable_record(model)? else { return Ok(()) };
    let view = model.ledger.view(index);
    if !matches!(view.kind, RecordKind::Weight | RecordKind::Pieces) {
        return Err(HistoryError::NotAnEntry);
    }
    let id = view.material.and_then(|index| model.ledger.material_id(usize::from(index)));
    let known = id.and_then(|id| model.event.material(id));
    let (material, known) = known.ok_or(HistoryError::UnknownMaterial)?;
    let form = Correction {
        target: view.target,
        material,
        grade: view.grade.and_then(|grade| known.grades.iter().position(|known| known == grade)),
        amount: FormField::new(TextField::prefilled(search::typed_amount(&view), entry::LINE_MAX)),
    };
    model.overlays.push(Overlay::Correct(form));
    Ok(())
}
