//! The form that records a hand-over to a collector.

use crate::console::field_text;
use crate::console::form_field::{Checked, Doubt, FieldQuestion, FormField, Rejection};
use crate::console::model::Model;
use crate::console::msg::Effect;
use crate::console::notice::Notice;
use crate::console::overlay::{HandOver, Overlay};
use crate::console::update::records;
use crate::domain::catalogue::Unit;
use crate::domain::guard;
use crate::domain::record::{Measure, Op};
use crate::entry;
use crate::language::Message;
use crate::screen::clock::Timestamp;
use crate::screen::field::TextField;

/// Opens the form for the selected material or, if no material is selected, for the first material.
pub(crate) fn open(model: &mut Model) {
    let Some(material) = model.selection.material.or_else(|| model.offered_materials().first().copied())
    else {
        return;
    };
    let collector = TextField::prefilled(model.last_collector.clone(), TextField::DEFAULT_LIMIT);
    model.overlays.push(Overlay::HandOver(HandOver {
        material,
        amount: FormField::new(TextField::new("", entry::LINE_MAX)),
        collector: FormField::new(collector),
        collector_focused: false,
    }));
}

pub(super) fn next_field(model: &mut Model) {
    if let Some(Overlay::HandOver(form)) = model.overlays.last_mut() {
        form.amount.close_question();
        form.collector_focused = !form.collector_focused;
    }
}

/// Moves the focus to the collector's name, or records the hand-over. Does neither if a field is rejected or a question
/// is open.
pub(super) fn submit(model: &mut Model, mut form: HandOver, now: Timestamp, effects: &mut Vec<Effect>) {
    let checked = check(model, &form);
    let Some((material, measure)) = form.amount.submit(checked) else {
        form.collector_focused = false;
        model.overlays.push(Overlay::HandOver(form));
        return;
    };
    let was_focused = std::mem::replace(&mut form.collector_focused, true);
    let collector = form.collector.text();
    // The first Enter only moves the focus to the empty name.
    let collector = if was_focused || !collector.trim().is_empty() {
        let checked = field_text::required_name(collector, Message::RefusedNobody);
        form.collector.submit(checked)
    } else {
        None
    };
    let Some(collector) = collector else {
        model.overlays.push(Overlay::HandOver(form));
        return;
    };
    model.last_collector.clone_from(&collector);
    let typed = Some(form.amount.text().to_owned());
    let op = Op::Out { material, measure, to: collector, typed };
    let ticket = records::append(model, op, now, effects);
    model.notify(Notice::Recorded(ticket));
}

/// Returns the id of the material and the amount. Hand-overs are large, so neither the slip guard nor the maximum of
/// the material applies. Instead, the form asks about more than what is left.
///
/// # Errors
/// Returns the reason if the text is not an amount of the material.
fn check(model: &Model, form: &HandOver) -> Result<Checked<(String, Measure)>, Rejection> {
    let (typed, event) = (form.amount.text(), &model.event);
    let material = event.materials.get(form.material).ok_or_else(field_text::no_material)?.unlimited();
    let (reading, amount) = field_text::amount(typed, form.material, &material, event.decimals())?;
    let measure = amount.measure;
    let proposal = FieldQuestion::of_proposal(&reading, typed, field_text::amount_text(&measure));
    let sum = model.ledger.sum(&material.id);
    let left = match material.unit {
        Unit::Kg => sum.left_net().get(),
        Unit::Pcs => sum.left_pieces(),
    };
    let more = guard::is_more_than_left(&measure, left).then(|| {
        let amount = field_text::amount_text(&measure);
        let text = if left > 0 {
            Message::HeldMoreThanLeft { amount, left: field_text::size_text(left, material.unit) }
        } else {
            Message::HeldNothingLeft { amount }
        };
        FieldQuestion { doubt: Doubt::MoreThanLeft, text: text.into() }
    });
    let questions = proposal.into_iter().chain(more).collect();
    Ok(Checked { value: (material.id, measure), questions })
}
