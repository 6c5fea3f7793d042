//! Whether a record of the history can be voided or corrected.

use crate::console::model::Model;
use crate::console::overlay::{HistoryError, Overlay};
use crate::domain::ledger::RecordStatus;
use crate::domain::record::RecordRef;

/// Checks that a record can be voided or corrected.
///
/// # Errors
/// [`HistoryError::NotCounted`] if the record does not count, and [`HistoryError::BeingChanged`] if a change of it is
/// on its way to the disk.
pub(super) fn check(model: &Model, record: RecordRef) -> Result<(), HistoryError> {
    let index = model.ledger.find(record);
    if !index.is_some_and(|index| model.ledger.status(index) == RecordStatus::Counted) {
        Err(HistoryError::NotCounted)
    } else if model.pending_change(record).is_some() {
        Err(HistoryError::BeingChanged)
    } else {
        Ok(())
    }
}

/// Shows why the record cannot be changed, if the history is on top.
pub(super) fn reject(model: &mut Model, error: HistoryError) {
    if let Some(Overlay::History(history)) = model.overlays.last_mut() {
        history.error = Some(error);
        model.note_refusal();
    }
}
