//! What the disk reports.

use std::path::PathBuf;

use crate::console::model::{Model, Notice, OwnStation};
use crate::console::msg::{FromOthers, NewLines};
use crate::console::update::{journal_faults, overlay};
use crate::domain::ledger::RecordStatus;
use crate::domain::record::{JournalId, Op, Record, RecordRef, StationId, Ticket};
use crate::language::Text;

pub(super) fn saved(model: &mut Model, records: Vec<(Ticket, Record)>) {
    let count = records.len();
    let at = overlay::at_cursor(model);
    let Some(own) = &mut model.own else { return };
    for (ticket, record) in records {
        if let Some(place) = model.pending.iter().position(|pending| pending.ticket == ticket) {
            model.pending.remove(place);
        }
        let name = RecordRef { station: own.station, seq: record.seq, hash: record.hash.short() };
        if let Ok(place) = model.done.binary_search_by_key(&ticket, |done| done.ticket) {
            model.done[place].saved = Some(name);
        }
        if let Op::Operator { name } = &record.op {
            own.operator.clone_from(name);
        }
        // After everything was read anew the ledger may hold it already.
        if record.seq > model.ledger.line_count(own.slot) {
            model.ledger.apply(own.slot, &record);
        }
    }
    if model.trouble.take().is_some() {
        model.notice = Some(Notice::SavedAfterAll(count));
    }
    journal_faults::look(model);
    celebrate(model);
    superseded(model);
    overlay::refresh_history(model, at);
}

/// Takes in what others have written.
pub(super) fn union(model: &mut Model, union: FromOthers) {
    let at = overlay::at_cursor(model);
    match union {
        FromOthers::NewLines(news) => {
            for NewLines { file, name, station, journal, lines } in news {
                let known = model.files.iter().find(|(path, _)| *path == file).map(|(_, slot)| *slot);
                let slot = known.unwrap_or_else(|| {
                    let slot = model.ledger.add_file(name, station, journal, lines.len());
                    model.files.push((file, slot));
                    slot
                });
                for line in &lines {
                    match line {
                        Some(record) => model.ledger.apply(slot, record),
                        None => model.ledger.skip_damaged(slot),
                    }
                }
            }
        }
        FromOthers::Anew { ledger, files } => {
            if let Some(own) = &mut model.own {
                // By its file: a copy of it may stand beside it.
                let file = model.files.iter().find(|(_, slot)| *slot == own.slot).map(|(file, _)| file);
                let found = files.iter().find(|(other, _)| Some(other) == file);
                // A journal of our own that is gone is the writer's to put back; until then the old sums stand.
                let Some((_, slot)) = found else { return };
                own.slot = *slot;
            }
            model.ledger = *ledger;
            model.files = files;
        }
    }
    journal_faults::look(model);
    celebrate(model);
    superseded(model);
    overlay::refresh_history(model, at);
}

/// A target that was reached is told once, quietly.
fn celebrate(model: &mut Model) {
    let now = model.reached_now();
    if let Some(id) = now.difference(&model.reached).next() {
        model.notice = Some(Notice::Reached(Some(id.clone()).filter(|id| !id.is_empty())));
    }
    // What an undo took back may be reached again; it was told.
    model.reached.extend(now);
}

/// Where two corrected one record at once, whoever's does not count is told, once: both saw theirs saved.
fn superseded(model: &mut Model) {
    if matches!(model.notice, Some(Notice::Rejected(_))) {
        return;
    }
    let corrects = |op: &Op<_>| matches!(op, Op::Entry(entry) if entry.corrects.is_some());
    let ours = model.done.iter().filter(|done| corrects(&done.op)).filter_map(|done| done.saved);
    let conflict = |name: &RecordRef| {
        let row = model.ledger.find(*name);
        row.is_some_and(|row| model.ledger.status(row) == RecordStatus::Conflict)
    };
    let fresh = ours.filter(|name| !model.superseded.contains(name)).find(conflict);
    if let Some(name) = fresh {
        model.superseded.insert(name);
        model.notice = Some(Notice::Superseded(name));
    }
}

/// From here on another station's journal is written.
pub(super) fn moved(
    model: &mut Model,
    file: PathBuf,
    station: StationId,
    journal: JournalId,
    opened: &[Record],
    why: Text,
) {
    let slot = model.ledger.add_file(station, station, journal, 0);
    for record in opened {
        model.ledger.apply(slot, record);
    }
    model.files.push((file, slot));
    let operator = model.operator().to_owned();
    model.own = Some(OwnStation { slot, station, operator });
    model.warnings.push(why);
}

/// A record that no journal can hold does not wait for ever.
pub(super) fn unwritable(model: &mut Model, ticket: Ticket, why: Text) {
    model.pending.retain(|pending| pending.ticket != ticket);
    if let Ok(place) = model.done.binary_search_by_key(&ticket, |done| done.ticket) {
        model.done[place].live = false;
    }
    model.notice = Some(Notice::Unwritable);
    model.warnings.push(why);
}
