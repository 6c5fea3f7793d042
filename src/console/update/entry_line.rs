//! The entry line turns typed text into a record, after up to two questions.
//!
//! Invariants: rejected or held text stays unchanged in the entry line. Only a separate Enter, at least
//! [`HOLD_TIME`] after the question, confirms a held amount.

use crate::console::model::{EntryLine, HOLD_TIME, HeldAmount, HoldReason, Model, Notice};
use crate::console::msg::Effect;
use crate::console::rejected::RejectReason;
use crate::console::selection::Selection;
use crate::console::update::{panes, records};
use crate::domain::guard::{self, Plausibility};
use crate::entry::{self, Amount, Reading, ReadingKind, ValidationError, ValidationErrorKind};
use crate::screen::clock::Timestamp;

/// The longest text of the entry line, in characters. An amount may have only [`entry::TYPED_MAX`]
/// characters. The entry line accepts far more, so that a text that is too long for an amount is rejected as
/// a whole and never recorded in part.
pub(super) const LINE_MAX: usize = 4 * entry::TYPED_MAX;

/// Selects the material bound to the key of a letter. If the previous key also selected that material,
/// selects its next grade.
pub(super) fn select(model: &mut Model, letter: char, now: Timestamp) {
    if panes::select(model, letter) {
        model.line.selected_by_letter = true;
    } else {
        // The letter may start a line of a burst.
        model.line.unbound_letter = Some((letter, now.since_start));
    }
}

pub(super) fn type_char(model: &mut Model, c: char) {
    if model.line.text.chars().count() >= LINE_MAX {
        model.notice = Some(Notice::LineFull);
        return;
    }
    model.line.text.push(c);
    if c == '*' {
        let reading = model.reading();
        if reading.material_number().is_some() {
            model.notice = match model.selection_of(&reading) {
                Ok(selection) => selection.material.map(Notice::MaterialSelected),
                Err(reason) => Some(Notice::Rejected(reason)),
            };
        }
    }
}

pub(super) fn clear(model: &mut Model) {
    model.line.text.clear();
    model.line.estimate = false;
}

/// Selects the next preset tare of the event. After the last preset tare, selects none.
pub(super) fn next_tare(model: &mut Model) {
    let tares = &model.event.tares;
    let index = model.tare.as_ref().and_then(|id| tares.iter().position(|tare| tare.id == *id));
    model.tare = tares.get(index.map_or(0, |index| index + 1)).map(|tare| tare.id.clone());
    model.notice = Some(if tares.is_empty() { Notice::NoTares } else { Notice::TareChanged });
}

/// Handles Enter: records the amount, holds it, or rejects it with a reason.
pub(super) fn submit(model: &mut Model, now: Timestamp, effects: &mut Vec<Effect>) {
    if model.line.text.is_empty() {
        return;
    }
    let reading = model.reading();
    match reading.kind {
        ReadingKind::Plain => check_and_record(model, reading, now, effects),
        ReadingKind::Proposed => match selected_amount(model, &reading) {
            Ok(_) => hold(model, reading, HoldReason::Proposed, now),
            Err(reason) => reject(model, reason, now),
        },
        ReadingKind::Mixed(span) => {
            let error = ValidationError { kind: ValidationErrorKind::KazakhMix, span };
            reject(model, RejectReason::Amount(error), now);
        }
    }
}

/// Handles the second Enter for a held amount. If this Enter comes too soon, it comes from a bouncing key or
/// from the next output of a scale, so the amount stays held.
pub(super) fn confirm(
    model: &mut Model,
    held: Option<HeldAmount>,
    now: Timestamp,
    effects: &mut Vec<Effect>,
) {
    let Some(held) = held else { return };
    if now.since_start < held.held_at + HOLD_TIME {
        model.line.held = Some(held);
        return;
    }
    match held.reason {
        HoldReason::Proposed => check_and_record(model, held.reading, now, effects),
        HoldReason::SlipGuard(_) => match selected_amount(model, &held.reading) {
            Ok((selection, amount)) => record(model, selection, &amount, now, effects),
            Err(reason) => reject(model, reason, now),
        },
    }
}

fn hold(model: &mut Model, reading: Reading, reason: HoldReason, now: Timestamp) {
    model.line.held = Some(HeldAmount { reading, reason, held_at: now.since_start });
}

/// Returns the material and the amount of a text.
fn selected_amount(model: &Model, reading: &Reading) -> Result<(Selection, Amount), RejectReason> {
    reading.check_readable().map_err(RejectReason::Amount)?;
    let selection = model.selection_of(reading)?;
    let (_, material) = model.material(selection).ok_or(RejectReason::NoMaterial)?;
    let amount = model.net_amount(reading, material).map_err(RejectReason::Amount)?;
    Ok((selection, amount))
}

/// Records an amount. If the slip guard considers the amount unusual, asks for confirmation first.
fn check_and_record(model: &mut Model, reading: Reading, now: Timestamp, effects: &mut Vec<Effect>) {
    let (selection, amount) = match selected_amount(model, &reading) {
        Ok(selected) => selected,
        Err(reason) => return reject(model, reason, now),
    };
    let plausibility = plausibility(model, selection, &amount, &reading);
    if plausibility.needs_confirmation() {
        return hold(model, reading, HoldReason::SlipGuard(plausibility), now);
    }
    record(model, selection, &amount, now, effects);
    if let (Plausibility::FarBelow { usual }, Some(Notice::Recorded(ticket))) = (plausibility, &model.notice)
    {
        model.notice = Some(Notice::BelowUsual { ticket: *ticket, usual });
    }
}

/// Compares an amount with the last entries of this station.
fn plausibility(model: &Model, selection: Selection, amount: &Amount, reading: &Reading) -> Plausibility {
    let Some((_, material)) = model.material(selection) else { return Plausibility::Fine };
    let sizes = model.own.as_ref().map(|own| model.ledger.last_sizes(own.slot, &material.id));
    let usual = guard::usual_size(sizes.unwrap_or_default());
    guard::check(material, &amount.measure, usual, reading.is_one_whole_number())
}

fn record(
    model: &mut Model,
    selection: Selection,
    amount: &Amount,
    now: Timestamp,
    effects: &mut Vec<Effect>,
) {
    let Some(op) = records::entry(model, selection, amount) else { return };
    model.selection = selection;
    model.line = EntryLine::default();
    let ticket = records::append(model, op, now, effects);
    model.notice = Some(Notice::Recorded(ticket));
}

fn reject(model: &mut Model, reason: RejectReason, now: Timestamp) {
    model.line.rejected_at = Some(now.since_start);
    model.notice = Some(Notice::Rejected(reason));
}
