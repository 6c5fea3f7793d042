//! The journal files, as they are on the disk.

use crate::console::model::Model;
use crate::console::update::{ledger, overlay};
use crate::domain::ledger::JournalChange;

/// Applies what was read from the journal files.
pub(super) fn apply(model: &mut Model, changes: &[JournalChange]) {
    let at_cursor = overlay::history::record_at_cursor(model);
    for change in changes {
        model.ledger.apply_change(change);
    }
    ledger::after_change(model, at_cursor);
}
