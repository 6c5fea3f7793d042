//! The list of rejected lines.

use crate::console::action::RejectedAction;
use crate::console::entry_line::EntryLine;
use crate::console::model::Model;
use crate::console::notice::Notice;
use crate::console::overlay::Overlay;
use crate::console::rejected::{RejectReason, RejectedLine};
use crate::console::update::typed_text;

pub(crate) fn apply(model: &mut Model, action: RejectedAction) {
    let Some(Overlay::Rejected(cursor)) = model.overlays.last() else { return };
    let index = cursor.position();
    match action {
        RejectedAction::PutBack => {
            model.overlays.pop();
            put_back(model, index);
        }
        RejectedAction::Remove => remove(model, index),
    }
}

/// Puts a rejected line back into the entry line. Text that is already in the entry line becomes a rejected
/// line.
fn put_back(model: &mut Model, index: usize) {
    if index >= model.rejected.len() {
        return;
    }
    let RejectedLine { text, selection, reason } = model.rejected.remove(index);
    typed_text::reject_offered(model);
    if !model.line.text.is_empty() {
        typed_text::reject_text(model, RejectReason::NeedsConfirmation);
    }
    model.line = EntryLine { text, ..EntryLine::default() };
    if selection.material.is_some() {
        model.selection = selection;
    }
    model.notify(Notice::Rejected(reason));
}

/// Removes a rejected line, and closes the list if it is then empty.
fn remove(model: &mut Model, index: usize) {
    if index < model.rejected.len() {
        model.rejected.remove(index);
    }
    if model.rejected.is_empty() {
        model.overlays.pop();
    } else if let Some(Overlay::Rejected(cursor)) = model.overlays.last_mut() {
        cursor.clamp(model.rejected.len());
    }
}
