//! Handles the messages from the writer of our own journal.

use crate::console::model::{Model, OwnStation};
use crate::console::notice::Notice;
use crate::console::update::{ledger, overlay, records};
use crate::domain::record::{JournalId, Op, Record, RecordRef, StationId, Ticket};
use crate::language::Text;

/// Adds records to the sums, because they are now on the disk.
pub(super) fn saved(model: &mut Model, records: Vec<(Ticket, Record)>) {
    let waiting = model.pending.len();
    let at_cursor = overlay::history::record_at_cursor(model);
    let Some(own) = &mut model.own else { return };
    for (ticket, record) in records {
        if let Some(index) = model.pending.iter().position(|pending| pending.ticket == ticket) {
            model.pending.remove(index);
        }
        let name = RecordRef { station: own.station, seq: record.seq, hash: record.hash.short() };
        if let Ok(index) = model.own_records.binary_search_by_key(&ticket, |record| record.ticket) {
            model.own_records[index].saved_as = Some(name);
        }
        if let Op::Operator { name } = &record.op {
            own.operator.clone_from(name);
        }
        model.ledger.confirm(own.slot, &record);
    }
    if model.has_unsaved() {
        model.saved_since_failure += waiting - model.pending.len();
        // The writer saves a long queue in parts.
        if model.pending.is_empty() {
            model.save_error = None;
            model.disk_is_silent = false;
            let count = std::mem::take(&mut model.saved_since_failure);
            model.notify(Notice::SavedAfterFailure(count));
        }
    }
    ledger::after_change(model, at_cursor);
}

/// Says that the journal was changed from outside and written again. If that failed before, the failure is over, but
/// "saved after all" would be too little: records that were saved before were in danger too.
pub(super) fn restored(model: &mut Model, what: Text) {
    model.save_error = None;
    model.disk_is_silent = false;
    model.saved_since_failure = 0;
    model.warnings.push(what.clone());
    model.notify(Notice::JournalRestored(what));
}

/// Continues in the journal of another station.
pub(super) fn moved(model: &mut Model, station: StationId, journal: JournalId, opened: &[Record], why: Text) {
    let at_cursor = overlay::history::record_at_cursor(model);
    if let Some(old) = &model.own {
        model.ledger.release(old.slot);
    }
    let slot = model.ledger.open_file(station, station, journal, 0);
    model.ledger.take_over(slot);
    for record in opened {
        model.ledger.confirm(slot, record);
    }
    let operator = model.own.take().map(|own| own.operator).unwrap_or_default();
    model.own = Some(OwnStation { slot, station, operator });
    model.warnings.push(why);
    ledger::after_change(model, at_cursor);
}

/// Removes a pending record that no journal can hold.
pub(super) fn unwritable(model: &mut Model, ticket: Ticket, why: Text) {
    records::forget_unwritable(model, ticket);
    model.notify(Notice::RecordUnwritable);
    model.warnings.push(why);
}
