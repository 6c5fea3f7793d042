//! The weight of a scale on a wire: one key records it, once for each load, or it is recorded by itself (docs/scales.md).

use crate::console::entry_line::{HoldReason, Origin};
use crate::console::model::Model;
use crate::console::msg::Effect;
use crate::console::notice::Notice;
use crate::console::rejected::RejectReason;
use crate::console::update::{entry_line, printed, typed_text};
use crate::console::wire_station::{ALONE_TIME, CapturedWeight, EDIT_PAUSE};
use crate::domain::catalogue::Unit;
use crate::entry::ValidationErrorKind;
use crate::scale::capture::{self, Decision, Doubt};
use crate::scale::live::{LiveState, LiveWeight};
use crate::screen::clock::Timestamp;

/// The scale shows another weight, or is in another state.
pub(super) fn show(model: &mut Model, live: LiveWeight, now: Timestamp) {
    printed::keep(model, Some(&live));
    keep_missed(model, &live);
    let Some(wire) = &mut model.wire else { return };
    let (had_failed, before) = (wire.failed_since.is_some(), std::mem::replace(&mut wire.live, live));
    let live = &wire.live;
    wire.failed_since = live.state.has_failed().then(|| wire.failed_since.unwrap_or(now.wall));
    let has_failed = !had_failed && wire.failed_since.is_some();
    let is_other_load = live.load.number != before.load.number;
    let must_be_emptied = is_other_load && !live.load.was_empty_before;
    let is_other_state = live.state != before.state;
    // An offer to record the amount of a load for another material ends with that load.
    if is_other_load
        && wire.is_automatic
        && model.line.undone.as_ref().is_some_and(|undone| !undone.has_material)
    {
        model.line.undone = None;
    }
    // A message about what the scale no longer shows would be wrong, and what the scale shows now is more important than what
    // was done before.
    let is_old = match model.notice() {
        Some(Notice::Rejected(RejectReason::NoWeight(_) | RejectReason::TareAboveWeight { .. })) => {
            is_other_state || is_other_load
        }
        // The message about a saved record has been read by then.
        Some(notice) => {
            let record = notice.record().and_then(|ticket| model.own_record(ticket));
            (has_failed || must_be_emptied) && record.is_some_and(|record| record.saved_as.is_some())
        }
        None => false,
    };
    if is_old {
        model.clear_notice();
    }
}

/// Forgets the weight, because the thread that reads the scale has not run for a while.
pub(super) fn forget(model: &mut Model, now: Timestamp) {
    let Some(wire) = model.wire.as_ref().filter(|wire| !wire.prints) else { return };
    let live = LiveWeight { state: LiveState::Waiting, shown: None, load: wire.live.load };
    show(model, live, now);
}

/// Moves the weight of a load that should have been recorded by itself to the rejected lines if it was taken away before.
fn keep_missed(model: &mut Model, next: &LiveWeight) {
    let Some(wire) = model.wire.as_mut().filter(|wire| wire.is_automatic && !wire.prints) else { return };
    if next.load.number == wire.live.load.number {
        let may_wait = next.load.was_empty_before && !wire.capture.has_decided(next);
        if let Some(shown) = capture::settled_load(next).filter(|_| may_wait) {
            let (shown, load) = (shown.clone(), next.load.number);
            wire.waiting = Some(CapturedWeight { shown, load, protocol: wire.protocol });
        }
        return;
    }
    let number = wire.live.load.number;
    let is_decided = wire.capture.has_decided(&wire.live);
    let Some(missed) = wire.waiting.take().filter(|weight| weight.load == number && !is_decided) else {
        return;
    };
    let is_asked = matches!(&model.line.origin, Origin::Scale(held) if held.load == number);
    if !is_asked {
        typed_text::reject_line(model, &missed.text(&model.texts), RejectReason::Missed);
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
    if wire.edited_at.is_some_and(|edited| now.since_start < edited + EDIT_PAUSE) {
        return;
    }
    let this = (wire.live.load.number, model.selection, model.tare.clone());
    let (weight, doubt) = match wire.capture.decide_alone(&wire.live, now.since_start) {
        Some(Decision::Record(shown)) => (wire.captured(shown), None),
        Some(Decision::Ask(shown, doubt)) => (wire.captured(shown), Some(doubt)),
        Some(Decision::Refuse(_) | Decision::Repeated) | None => return,
    };
    if wire.refused.as_ref() == Some(&this) {
        return;
    }
    let result = take(model, weight, doubt, now, effects);
    let Some(wire) = &mut model.wire else { return };
    match result {
        Ok(()) if model.line.held.is_none() => wire.alone_until = Some(now.since_start + ALONE_TIME),
        Ok(()) => {}
        // One refusal for each load is enough.
        Err(reason) => {
            wire.refused = Some(this);
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
    model.line.text = weight.text(&model.texts);
    model.line.origin = Origin::Scale(Box::new(weight));
    let result = entry_line::submit_weight(model, doubt.map(HoldReason::Load), now, effects);
    if result.is_err() {
        model.line = before;
    }
    result.map_err(|reason| match (reason, model.selected_tare()) {
        (RejectReason::Amount(error), Some(preset))
            if error.kind == ValidationErrorKind::TareNotBelowGross =>
        {
            RejectReason::TareAboveWeight { tare: model.texts.local_marked(&preset.name).into_owned() }
        }
        (reason, _) => reason,
    })
}

/// Notes that a text in the entry line was changed.
pub(super) fn note_edit(model: &mut Model, now: Timestamp) {
    if let Some(wire) = &mut model.wire {
        wire.edited_at = Some(now.since_start);
    }
}

/// Ends the hint about a record that was made without a key.
pub(super) fn end_hint(model: &mut Model, now: Timestamp) {
    if let Some(wire) = &mut model.wire
        && wire.alone_until.is_some_and(|until| until <= now.since_start)
    {
        wire.alone_until = None;
    }
}
