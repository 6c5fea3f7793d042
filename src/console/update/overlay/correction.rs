//! The form that corrects a record.

use crate::console::field_text;
use crate::console::form_field::{Checked, Doubt, FieldQuestion, Rejection};
use crate::console::model::Model;
use crate::console::msg::Effect;
use crate::console::notice::Notice;
use crate::console::overlay::{Correction, Overlay};
use crate::console::selection::{Selection, next_grade as grade_after};
use crate::console::update::overlay::{changeable, history};
use crate::console::update::{plausibility, records};
use crate::domain::guard::Plausibility;
use crate::entry::Amount;
use crate::language::errors;
use crate::screen::clock::Timestamp;

pub(super) fn next_grade(model: &mut Model) {
    if let Some(Overlay::Correct(form)) = model.overlays.last_mut() {
        let grades = model.event.materials.get(form.material).map_or(0, |material| material.grades.len());
        form.grade = grade_after(form.grade, grades);
        form.amount.close_question();
    }
}

/// Records the correction, unless the text is rejected, a question is open, or the record was voided meanwhile.
pub(super) fn submit(model: &mut Model, mut form: Correction, now: Timestamp, effects: &mut Vec<Effect>) {
    let checked = check(model, &form);
    let Some((amount, plausibility)) = form.amount.submit(checked) else {
        model.overlays.push(Overlay::Correct(form));
        return;
    };
    // Another operator may have voided the record meanwhile.
    if let Err(error) = changeable::check(model, form.target) {
        changeable::reject(model, error);
        return;
    }
    let selection = Selection { material: Some(form.material), grade: form.grade };
    let typed = form.amount.text();
    let Some(op) = records::correction(model, selection, &amount, typed, form.target) else { return };
    records::forget_for_undo(model, form.target);
    let ticket = records::append(model, op, now, effects);
    model.notify(Notice::Recorded(ticket));
    if let Plausibility::FarBelow { usual } = plausibility {
        model.notify(Notice::BelowUsual { ticket, usual });
        // The history is on top again and covers the message line.
        history::show_hint(model, errors::held_amount(&plausibility, &amount.measure));
    }
}

/// Reads the amount, and compares it with the other entries.
///
/// # Errors
/// Returns the reason if the text is not an amount of the material.
fn check(model: &Model, form: &Correction) -> Result<Checked<(Amount, Plausibility)>, Rejection> {
    let (typed, event) = (form.amount.text(), &model.event);
    let material = event.materials.get(form.material).ok_or_else(field_text::no_material)?;
    let (reading, amount) = field_text::amount(typed, form.material, material, event.decimals())?;
    let corrected = model.ledger.find(form.target);
    let plausibility = plausibility::check(model, material, &amount.measure, &reading, corrected);
    let proposal = FieldQuestion::of_proposal(&reading, typed, field_text::amount_text(&amount.measure));
    let unusual = errors::held_amount(&plausibility, &amount.measure)
        .filter(|_| plausibility.needs_confirmation())
        .map(|text| FieldQuestion { doubt: Doubt::Unusual, text });
    let questions = proposal.into_iter().chain(unusual).collect();
    Ok(Checked { value: (amount, plausibility), questions })
}
