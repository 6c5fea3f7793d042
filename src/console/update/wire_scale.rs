//! The weight of a scale on a wire: one key records it, once for each load, or it is recorded by itself (docs/scales.md).

use crate::console::entry_line::{HoldReason, Origin};
use crate::console::model::Model;
use crate::console::msg::Effect;
use crate::console::notice::Notice;
use crate::console::rejected::RejectReason;
use crate::console::update::{entry_line, typed_text};
use crate::console::wire_station::{ALONE_TIME, CapturedWeight};
use crate::domain::catalogue::Unit;
use crate::scale::capture::{Decision, Doubt};
use crate::scale::live::{LiveState, LiveWeight};
use crate::screen::clock::Timestamp;

/// The scale shows another weight, or is in another state.
pub(super) fn show(model: &mut Model, live: LiveWeight, now: Timestamp) {
    keep_printed(model, &live);
    let Some(wire) = &mut model.wire else { return };
    let had_failed = wire.failed_since.is_some();
    wire.live = live;
    wire.failed_since = wire.live.state.has_failed().then(|| wire.failed_since.unwrap_or(now.wall));
    // The reason is more important than what was done before.
    if !had_failed && wire.failed_since.is_some() && !model.notice().is_some_and(Notice::is_refusal) {
        model.clear_notice();
    }
}

/// Moves the weight that a scale has printed to the rejected lines if another one follows before it was recorded.
fn keep_printed(model: &mut Model, next: &LiveWeight) {
    let Some(wire) = model.wire.as_ref().filter(|wire| wire.prints) else { return };
    let live = &wire.live;
    let is_followed = next.load.number != live.load.number || next.shown.is_none();
    let (LiveState::Stable { .. }, Some(shown)) = (&live.state, &live.shown) else { return };
    // The weight of an open question is in the entry line.
    let is_asked = matches!(&model.line.origin, Origin::Scale(held) if held.load == live.load.number);
    if is_followed && !wire.capture.has_recorded(live) && !is_asked && shown.weight.grams() > 0 {
        let text = wire.captured(shown).text(model.texts.language());
        typed_text::reject_line(model, &text, RejectReason::Replaced);
    }
}

/// Handles Enter on the empty line: records the weight of the scale, or asks about it.
pub(super) fn press(model: &mut Model, now: Timestamp, effects: &mut Vec<Effect>) {
    let Some(wire) = &model.wire else { return };
    let decision = wire.capture.decide(&wire.live, now.since_start);
    if decision == Decision::Repeated {
        return;
    }
    let result = match decision {
        Decision::Record(shown) => Ok((wire.captured(shown), None)),
        Decision::Ask(shown, doubt) => Ok((wire.captured(shown), Some(doubt))),
        Decision::Refuse(why) => Err(RejectReason::NoWeight(why)),
        Decision::Repeated => return,
    };
    model.clear_notice();
    let result = result.and_then(|(weight, doubt)| take(model, weight, doubt, now, effects));
    if let Err(reason) = result {
        model.notify(Notice::Rejected(reason));
    }
}

/// Records a settled weight without a key, if the station works so and nothing else is being done.
pub(super) fn record_alone(model: &mut Model, now: Timestamp, effects: &mut Vec<Effect>) {
    let Some(wire) = model.wire.as_ref().filter(|wire| wire.is_automatic && is_free(model)) else { return };
    let number = wire.live.load.number;
    let (weight, doubt) = match wire.capture.decide_alone(&wire.live, now.since_start) {
        Some(Decision::Record(shown)) => (wire.captured(shown), None),
        Some(Decision::Ask(shown, doubt)) => (wire.captured(shown), Some(doubt)),
        Some(Decision::Refuse(_) | Decision::Repeated) | None => return,
    };
    if wire.refused_load == Some(number) {
        return;
    }
    let result = take(model, weight, doubt, now, effects);
    let Some(wire) = &mut model.wire else { return };
    match result {
        Ok(()) if model.line.held.is_none() => wire.alone_until = Some(now.since_start + ALONE_TIME),
        Ok(()) => {}
        // One refusal for each load is enough.
        Err(reason) => {
            wire.refused_load = Some(number);
            model.notify(Notice::Rejected(reason));
        }
    }
}

/// Returns whether nothing is being typed, asked or shown, so that a weight may be recorded without a key.
fn is_free(model: &Model) -> bool {
    let takes_weight = model.material(model.selection).is_some_and(|(_, material)| material.unit == Unit::Kg);
    takes_weight
        && model.own.is_some()
        && model.event.sealed.is_none()
        && model.overlays.is_empty()
        && model.line.text.is_empty()
        && model.line.held.is_none()
        && model.line.undone.is_none()
        && model.paper.is_none()
        && !model.is_too_small()
}

/// Takes a weight into the entry line, and records it or asks about it.
///
/// # Errors
/// Returns the reason if the weight must not be recorded. The entry line is then unchanged.
fn take(
    model: &mut Model,
    weight: CapturedWeight,
    doubt: Option<Doubt>,
    now: Timestamp,
    effects: &mut Vec<Effect>,
) -> Result<(), RejectReason> {
    if model.paper.is_some() {
        return Err(RejectReason::OnPaper);
    }
    if weight.shown.is_net && model.selected_tare().is_some() {
        return Err(RejectReason::TwoTares);
    }
    let before = model.line.clone();
    model.line.text = weight.text(model.texts.language());
    model.line.origin = Origin::Scale(Box::new(weight));
    let result = entry_line::submit_weight(model, doubt.map(HoldReason::Load), now, effects);
    if result.is_err() {
        model.line = before;
    }
    result
}

/// Ends the hint about a record that was made without a key.
pub(super) fn end_hint(model: &mut Model, now: Timestamp) {
    if let Some(wire) = &mut model.wire
        && wire.alone_until.is_some_and(|until| until <= now.since_start)
    {
        wire.alone_until = None;
    }
}
