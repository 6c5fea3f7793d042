//! The weight that a scale has printed, until it is recorded.

use crate::console::entry_line::Origin;
use crate::console::model::Model;
use crate::console::rejected::RejectReason;
use crate::console::update::typed_text;
use crate::scale::live::{LiveState, LiveWeight};

/// Moves the weight that a scale has printed to the rejected lines if another one follows before it was recorded, or if the
/// console ends.
pub(super) fn keep(model: &mut Model, next: Option<&LiveWeight>) {
    let Some(wire) = model.wire.as_ref().filter(|wire| wire.prints) else { return };
    let live = &wire.live;
    let is_followed = next.is_none_or(|next| next.load.number != live.load.number || next.shown.is_none());
    let (LiveState::Stable { .. }, Some(shown)) = (&live.state, &live.shown) else { return };
    // The weight of an open question is in the entry line.
    let is_asked = matches!(&model.line.origin, Origin::Scale(held) if held.load == live.load.number);
    if is_followed && !wire.capture.has_decided(live) && !is_asked && shown.weight.grams() > 0 {
        let text = wire.captured(shown).text(&model.texts);
        typed_text::reject_line(model, &text, RejectReason::Replaced);
    }
}
