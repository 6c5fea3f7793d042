//! The list of rejected lines.

use crate::console::action::RejectedAction;
use crate::console::entry_line::EntryLine;
use crate::console::model::Model;
use crate::console::msg::Effect;
use crate::console::notice::Notice;
use crate::console::overlay::Overlay;
use crate::console::rejected::{RejectReason, RejectedLine};
use crate::console::update::overlay::unsaved_record;
use crate::console::update::typed_text;
use crate::domain::draft::{DraftOp, DraftRecord};
use crate::screen::clock::Timestamp;

pub(crate) fn apply(model: &mut Model, action: RejectedAction, now: Timestamp, effects: &mut Vec<Effect>) {
    let Some(Overlay::Rejected(cursor)) = model.overlays.last() else { return };
    let index = cursor.position();
    match action {
        RejectedAction::PutBack => {
            model.overlays.pop();
            match model.rejected.get(index).map(|line| line.reason.clone()) {
                Some(RejectReason::RecordNotSaved(_)) if model.event.sealed.is_some() => {
                    model.notify(Notice::Rejected(RejectReason::Sealed));
                }
                Some(RejectReason::RecordNotSaved(record)) => {
                    record_again(model, index, *record, now, effects);
                }
                _ => put_back(model, index),
            }
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

/// Records a record of an earlier run. If that is no longer possible, it stays in the list.
fn record_again(
    model: &mut Model,
    index: usize,
    record: DraftRecord,
    now: Timestamp,
    effects: &mut Vec<Effect>,
) {
    if matches!(record.record, None | Some(DraftOp::Unknown)) {
        model.notify(Notice::Rejected(RejectReason::RecordNotSaved(Box::new(record))));
    } else if unsaved_record::record(model, record, now, effects).is_some() {
        model.rejected.remove(index);
    } else {
        model.notify(Notice::CannotRecordAgain);
    }
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
