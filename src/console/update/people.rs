//! Counting people. A space on the empty entry line counts one person. A group can be counted at once.

use crate::console::model::{Model, Notice};
use crate::console::msg::Effect;
use crate::console::update::records;
use crate::domain::record::Op;
use crate::screen::clock::Timestamp;

/// Counts one person if a space is pending.
pub(super) fn count_pending_person(model: &mut Model, effects: &mut Vec<Effect>) {
    if let Some(space) = model.line.pending_space.take() {
        count(model, 1, space, effects);
    }
}

/// Records a number of people who arrived together.
pub(super) fn count(model: &mut Model, count: u32, now: Timestamp, effects: &mut Vec<Effect>) {
    let ticket = records::append(model, Op::People { count }, now, effects);
    model.notice = Some(Notice::Recorded(ticket));
}
