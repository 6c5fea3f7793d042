//! Counting people. A Space on the empty entry line counts one person. A group can be counted at once.

use crate::console::entry_line::Held;
use crate::console::model::Model;
use crate::console::msg::Effect;
use crate::console::notice::Notice;
use crate::console::rejected::RejectReason;
use crate::console::update::records;
use crate::domain::record::Op;
use crate::screen::clock::Timestamp;

/// The most Spaces of one read that are counted without a question. A slow connection may deliver several presses
/// together, but also the repeats of a held key.
const SPACES_COUNTED: u32 = 3;

/// Handles presses of the space bar that came in one read: each counts a person (docs/input.md, G7). If there are more
/// than [`SPACES_COUNTED`], asks first.
pub(super) fn press_space(model: &mut Model, presses: u32, now: Timestamp, effects: &mut Vec<Effect>) {
    if model.is_too_small() {
        model.notify(Notice::KeysIgnored);
    } else if model.event.sealed.is_some() {
        model.notify(Notice::Rejected(RejectReason::Sealed));
    } else if let Some(Held::People(asked)) = &mut model.line.held {
        *asked = asked.saturating_add(presses);
    } else if presses > SPACES_COUNTED {
        model.note_refusal();
        model.line.held = Some(Held::People(presses));
    } else {
        (0..presses).for_each(|_| count(model, 1, now, effects));
    }
}

/// Records a number of people who arrive now.
pub(super) fn count(model: &mut Model, count: u32, now: Timestamp, effects: &mut Vec<Effect>) {
    let ticket = records::append(model, Op::People { count }, now, effects);
    model.notify(Notice::Recorded(ticket));
}

/// Records a group of people: those of the paper sheet if one is being typed in, otherwise people who arrive together.
pub(super) fn count_group(model: &mut Model, count: u32, now: Timestamp, effects: &mut Vec<Effect>) {
    let ticket = records::append_of_sheet(model, Op::People { count }, now, effects);
    model.notify(Notice::Recorded(ticket));
}
