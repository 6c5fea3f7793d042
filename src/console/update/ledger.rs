//! Updates the model after a change of the ledger.

use crate::console::model::Model;
use crate::console::notice::Notice;
use crate::console::update::{journal_faults, overlay};
use crate::domain::ledger::RecordStatus;
use crate::domain::record::{Op, RecordRef};

/// Notes which sums grew, reports forks, lost lines, reached targets and superseded corrections, and repeats the search of the history. `at_cursor` is
/// the record that was under the history's cursor before the change.
pub(super) fn after_change(model: &mut Model, at_cursor: Option<RecordRef>) {
    model.growth.note(model.ledger.tally(), model.now);
    journal_faults::find_in_ledger(model);
    report_targets(model);
    report_superseded(model);
    report_changes(model);
    overlay::history::refresh(model, at_cursor);
}

/// Reports a target when it is reached for the first time.
fn report_targets(model: &mut Model) {
    let reached = model.targets_reached_now();
    if let Some(id) = reached.difference(&model.reached_targets).next() {
        model.notify(Notice::TargetReached(Some(id.clone()).filter(|id| !id.is_empty())));
    }
    // If an undo takes a sum below its target again, the target stays in the set, so it is not reported a
    // second time.
    model.reached_targets.extend(reached);
}

/// Reports once that another station voided or corrected a record of ours.
fn report_changes(model: &mut Model) {
    let Some(own) = &model.own else { return };
    if matches!(model.notice(), Some(Notice::Rejected(_))) {
        return;
    }
    let changes = model.ledger.changed_by_others(own.slot);
    if let Some((record, by)) = changes.into_iter().find(|(_, by)| !model.changed_elsewhere.contains(by)) {
        model.changed_elsewhere.insert(by);
        model.notify(Notice::ChangedElsewhere { record, by });
    }
}

/// Reports once that a correction of ours was superseded. The report is needed because two operators may
/// correct the same record at the same time, and both see that their correction was saved.
fn report_superseded(model: &mut Model) {
    if matches!(model.notice(), Some(Notice::Rejected(_))) {
        return;
    }
    let is_correction = |op: &Op<_>| matches!(op, Op::Entry(entry) if entry.corrects.is_some());
    let corrections = model.own_records.iter().filter(|record| is_correction(&record.op));
    let is_superseded = |name: &RecordRef| {
        let index = model.ledger.find(*name);
        index.is_some_and(|index| model.ledger.status(index) == RecordStatus::Conflict)
    };
    let unreported = corrections.filter_map(|record| record.saved_as);
    let unreported = unreported.filter(|name| !model.superseded.contains(name)).find(is_superseded);
    if let Some(name) = unreported {
        model.superseded.insert(name);
        model.notify(Notice::CorrectionSuperseded(name));
    }
}
