//! Counting people. A Space on the empty entry line counts one person. A group can be counted at once.

use crate::console::model::{Held, Model, Notice};
use crate::console::msg::Effect;
use crate::console::update::records;
use crate::domain::record::Op;
use crate::screen::clock::Timestamp;

/// So many Spaces that arrive together are counted without a question. A slow connection may deliver several
/// presses at once, but so may a key that was held down.
const SPACES_COUNTED: u32 = 3;

/// Handles presses of the space bar that arrived together: each counts a person. More than
/// [`SPACES_COUNTED`] are asked about.
pub(super) fn press_space(model: &mut Model, presses: u32, now: Timestamp, effects: &mut Vec<Effect>) {
    if model.is_too_small() {
        model.notice = Some(Notice::KeysIgnored);
    } else if presses > SPACES_COUNTED {
        model.line.held = Some(Held::People(presses));
    } else {
        (0..presses).for_each(|_| count(model, 1, now, effects));
    }
}

/// Records a number of people who arrived together.
pub(super) fn count(model: &mut Model, count: u32, now: Timestamp, effects: &mut Vec<Effect>) {
    let ticket = records::append(model, Op::People { count }, now, effects);
    model.notice = Some(Notice::Recorded(ticket));
}
