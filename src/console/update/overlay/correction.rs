//! The form that corrects a record.

use crate::console::model::{Model, Notice};
use crate::console::msg::Effect;
use crate::console::overlay::{Correction, HistoryError, Overlay};
use crate::console::rejected::RejectReason;
use crate::console::selection::{Selection, next_grade as grade_after};
use crate::console::update::overlay::history;
use crate::console::update::records;
use crate::domain::ledger::RecordStatus;
use crate::entry;
use crate::screen::clock::Timestamp;

pub(super) fn next_grade(model: &mut Model) {
    if let Some(Overlay::Correct(form)) = model.overlays.last_mut() {
        let grades = model.event.materials.get(form.material).map_or(0, |material| material.grades.len());
        form.grade = grade_after(form.grade, grades);
    }
}

/// Records the correction, unless the record was voided meanwhile or the text is not an amount.
pub(super) fn submit(model: &mut Model, mut form: Correction, now: Timestamp, effects: &mut Vec<Effect>) {
    let selection = Selection { material: Some(form.material), grade: form.grade };
    let typed = form.amount.text();
    let amount = match model.material(selection) {
        Some((_, material)) => {
            entry::parse(typed, material, model.event.decimals()).map_err(RejectReason::Amount)
        }
        None => Err(RejectReason::NoMaterial),
    };
    let amount = match amount {
        Ok(amount) => amount,
        Err(reason) => {
            form.rejected = Some(reason);
            model.overlays.push(Overlay::Correct(form));
            return;
        }
    };
    // Another operator may have voided the record meanwhile.
    let index = model.ledger.find(form.target);
    if !index.is_some_and(|index| model.ledger.status(index) == RecordStatus::Counted) {
        history::reject(model, HistoryError::NotCounted);
        return;
    }
    let Some(op) = records::correction(model, selection, &amount, typed, form.target) else { return };
    records::forget_for_undo(model, form.target);
    let ticket = records::append(model, op, now, effects);
    model.notice = Some(Notice::Recorded(ticket));
}
