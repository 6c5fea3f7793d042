//! Which load of the scale on a wire is recorded.

use crate::console::entry_line::{Held, HoldReason, Origin};
use crate::console::model::Model;
use crate::console::wire_station::CapturedWeight;
use crate::domain::record::Ticket;
use crate::scale::live::LiveState;
use crate::screen::clock::Timestamp;

/// Notes that a record was made, so that the load on the scale is not recorded again.
pub(super) fn note_recorded(
    model: &mut Model,
    (origin, is_weight): (&Origin, bool),
    ticket: Ticket,
    now: Timestamp,
) {
    let Some(wire) = &mut model.wire else { return };
    // The text is done.
    wire.edited_at = None;
    match origin {
        Origin::Scale(weight) => {
            wire.capture.note(weight.load, Some(weight.shown.weight), now.since_start);
            wire.ticket = Some(ticket);
        }
        // A typed amount wins: it is that of the load on the scale. A sheet is copied without a load, pieces are not weighed, and
        // what a scale has printed waits for its own Enter.
        Origin::Hand | Origin::Machine(_) | Origin::Wedge(_) => {
            let is_load = !wire.live.load.is_empty && wire.live.state != LiveState::Waiting && !wire.prints;
            if is_weight && is_load && model.paper.is_none() && !wire.capture.has_recorded(&wire.live) {
                let weight = wire.live.shown.as_ref().map(|shown| shown.weight);
                wire.capture.note(wire.live.load.number, weight, now.since_start);
                wire.ticket = Some(ticket);
                wire.alone_until = None;
            }
        }
    }
}

/// Returns whether a typed amount would be a second record of the load on the scale.
pub(super) fn is_second_record(model: &Model) -> bool {
    let Some(wire) = model.wire.as_ref().filter(|wire| !wire.prints && model.paper.is_none()) else {
        return false;
    };
    wire.live.shown.is_some() && !wire.live.load.is_empty && wire.capture.has_recorded(&wire.live)
}

/// Notes that a record was taken back: a key may record the load again.
pub(super) fn note_undone(model: &mut Model, undone: Ticket) {
    if let Some(wire) = model.wire.as_mut().filter(|wire| wire.ticket == Some(undone)) {
        wire.capture.note_undone(true);
        wire.alone_until = None;
    }
}

/// Notes that a record was made again, so that its load is recorded.
pub(super) fn note_redone(model: &mut Model, undone: Ticket, redone: Ticket) {
    if let Some(wire) = model.wire.as_mut().filter(|wire| wire.ticket == Some(undone)) {
        wire.capture.note_undone(false);
        wire.ticket = Some(redone);
    }
}

/// Notes that a question about a weight of the scale was closed, and returns whether its weight must be kept elsewhere: if the
/// load is no longer on the scale, and the question was not whether it is another load.
pub(super) fn note_closed(model: &mut Model, weight: &CapturedWeight, question: Option<&Held>) -> bool {
    let Some(wire) = &mut model.wire else { return true };
    if matches!(question, Some(Held::Amount { reason: HoldReason::Load(_), .. })) {
        wire.capture.decline(weight.load, weight.shown.weight);
        return false;
    }
    wire.live.load.number != weight.load
}
