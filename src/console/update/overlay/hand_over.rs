//! The form that records a hand-over to a collector.

use crate::console::model::{Model, Notice};
use crate::console::msg::Effect;
use crate::console::overlay::{HandOver, HandOverError, Overlay};
use crate::console::rejected::RejectReason;
use crate::console::update::records;
use crate::domain::record::{Measure, Op};
use crate::entry;
use crate::screen::clock::Timestamp;
use crate::screen::field::TextField;
use crate::screen::key::Key;

/// Opens the form for the selected material or, if no material is selected, for the first material.
pub(crate) fn open(model: &mut Model) {
    let Some(material) = model.selection.material.or_else(|| model.offered_materials().first().copied())
    else {
        return;
    };
    model.overlays.push(Overlay::HandOver(HandOver {
        material,
        amount: TextField::new("", entry::TYPED_MAX),
        collector: TextField::new(model.last_collector.clone(), TextField::DEFAULT_LIMIT),
        collector_focused: false,
        error: None,
    }));
}

pub(super) fn next_field(model: &mut Model) {
    if let Some(Overlay::HandOver(form)) = model.overlays.last_mut() {
        form.collector_focused = !form.collector_focused;
    }
}

pub(super) fn edit(form: &mut HandOver, key: Key) {
    form.error = None;
    focused_field(form).press(key);
}

/// Returns the field that receives the keys.
pub(super) const fn focused_field(form: &mut HandOver) -> &mut TextField {
    if form.collector_focused { &mut form.collector } else { &mut form.amount }
}

/// Moves the focus to the collector's name, or records the hand-over.
pub(super) fn submit(model: &mut Model, mut form: HandOver, now: Timestamp, effects: &mut Vec<Effect>) {
    let collector = form.collector.text().trim().to_owned();
    match parse_amount(model, &form) {
        Err(reason) => {
            form.error = Some(HandOverError::Amount(reason));
            form.collector_focused = false;
            model.overlays.push(Overlay::HandOver(form));
        }
        Ok(_) if collector.is_empty() => {
            // The first Enter only moves the focus to the name.
            form.error = form.collector_focused.then_some(HandOverError::NoCollector);
            form.collector_focused = true;
            model.overlays.push(Overlay::HandOver(form));
        }
        Ok((material, measure)) => {
            model.last_collector.clone_from(&collector);
            let typed = Some(form.amount.text().to_owned());
            let op = Op::Out { material, measure, to: collector, typed };
            let ticket = records::append(model, op, now, effects);
            model.notice = Some(Notice::Recorded(ticket));
        }
    }
}

/// Returns the id of the material and the amount. Hand-overs are large, so neither the slip guard nor the maximum of
/// the material applies.
fn parse_amount(model: &Model, form: &HandOver) -> Result<(String, Measure), RejectReason> {
    let material = model.event.materials.get(form.material).ok_or(RejectReason::NoMaterial)?.unlimited();
    let amount = entry::parse(form.amount.text(), &material, model.event.decimals());
    Ok((material.id, amount.map_err(RejectReason::Amount)?.measure))
}
