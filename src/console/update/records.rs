//! The records of this run: new ones, undo and redo.
//!
//! Invariants: undo voids the newest record of this run that still counts. Redo records the undone record
//! again: with the time of its paper sheet if it has one, otherwise with a new time. Only entries and groups of people
//! that are typed while a paper sheet is open have its time. Every new record empties the redo list. Undo is a record like any other: it is pending until
//! the disk has confirmed it.

use crate::console::entry_line::{Origin, UndoneAmount};
use crate::console::model::{Model, OwnRecord};
use crate::console::msg::Effect;
use crate::console::notice::Notice;
use crate::console::selection::Selection;
use crate::console::update::load;
use crate::domain::ledger::RecordStatus;
use crate::domain::record::{
    Entry, Measure, Moment, Op, PendingRecord, RecordRef, Source, Target, Ticket, UNDO_REASON,
};
use crate::entry::Amount;
use crate::screen::clock::Timestamp;

/// Returns the entry of an amount in the entry line, or `None` if no material is selected.
pub(super) fn entry(model: &Model, selection: Selection, amount: &Amount) -> Option<Op<Target>> {
    let weighed = matches!(amount.measure, Measure::Weight { .. });
    let (source, typed, scale) = match &model.line.origin {
        Origin::Wedge(frame) => (Source::Wedge, Some(frame.as_str()), None),
        Origin::Scale(weight) => (Source::Scale, None, weight.evidence()),
        Origin::Hand | Origin::Machine(_) => (model.entry_source(), Some(model.line.text.as_str()), None),
    };
    let entry = new_entry(model, selection, amount, typed)?;
    let tare_name = model.tare.clone().filter(|_| weighed);
    Some(Op::Entry(Entry { source, tare_name, scale, ..entry }))
}

/// Returns the correction of an entry, or `None` if no material is selected. The preset tare is not
/// subtracted, because the tare applies only to what is on the scale now.
pub(super) fn correction(
    model: &Model,
    selection: Selection,
    amount: &Amount,
    typed: &str,
    target: RecordRef,
) -> Option<Op<Target>> {
    let entry = new_entry(model, selection, amount, Some(typed))?;
    Some(Op::Entry(Entry { corrects: Some(Target::Record(target)), ..entry }))
}

fn new_entry(
    model: &Model,
    selection: Selection,
    amount: &Amount,
    typed: Option<&str>,
) -> Option<Entry<Target>> {
    let (_, material) = model.material(selection)?;
    Some(Entry {
        material: material.id.clone(),
        grade: selection.grade.and_then(|grade| material.grades.get(grade)).cloned(),
        measure: amount.measure,
        tare_name: None,
        about: amount.about,
        source: Source::Typed,
        scale: None,
        typed: typed.map(str::to_owned),
        corrects: None,
    })
}

/// Sends a new record to the disk, with the present time.
pub(super) fn append(model: &mut Model, op: Op<Target>, now: Timestamp, effects: &mut Vec<Effect>) -> Ticket {
    model.redo.clear();
    model.line.undone = None;
    send(model, op, None, now, effects)
}

/// Sends a new record that is copied from the paper sheet, if one is being typed in. Then it has the time of the sheet.
pub(super) fn append_of_sheet(
    model: &mut Model,
    op: Op<Target>,
    now: Timestamp,
    effects: &mut Vec<Effect>,
) -> Ticket {
    model.redo.clear();
    model.line.undone = None;
    let on_sheet = model.paper;
    send(model, op, on_sheet, now, effects)
}

fn send(
    model: &mut Model,
    op: Op<Target>,
    on_sheet: Option<Moment>,
    now: Timestamp,
    effects: &mut Vec<Effect>,
) -> Ticket {
    let ticket = model.new_ticket();
    if matches!(op, Op::Entry(_) | Op::People { .. } | Op::Out { .. }) {
        let op = op.clone();
        model.own_records.push(OwnRecord {
            ticket,
            op,
            amount: None,
            on_sheet,
            undoable: true,
            saved_as: None,
        });
    }
    let at = on_sheet.unwrap_or_else(|| model.moment(now));
    let pending = PendingRecord { ticket, at, op, import: None, key: None };
    model.pending.push_back(pending.clone());
    effects.push(Effect::Append(Box::new(pending)));
    ticket
}

/// Voids a record of any station, with a reason.
pub(super) fn void(
    model: &mut Model,
    target: RecordRef,
    reason: String,
    now: Timestamp,
    effects: &mut Vec<Effect>,
) {
    forget_for_undo(model, target);
    let ticket =
        model.own_records.iter().find(|record| record.saved_as == Some(target)).map(|record| record.ticket);
    if let Some(ticket) = ticket {
        load::note_undone(model, ticket);
    }
    let void = append(model, Op::Void { of: Target::Record(target), reason }, now, effects);
    model.notify(Notice::RecordVoided { void, target });
}

/// Names the operator of the next records. An empty name means nobody. A paper sheet ends with its operator.
pub(super) fn change_operator(
    model: &mut Model,
    name: String,
    now: Timestamp,
    effects: &mut Vec<Effect>,
) -> Ticket {
    model.paper = None;
    append(model, Op::Operator { name }, now, effects)
}

/// Excludes a voided or corrected record from undo.
pub(super) fn forget_for_undo(model: &mut Model, target: RecordRef) {
    if let Some(record) = model.own_records.iter_mut().find(|record| record.saved_as == Some(target)) {
        record.undoable = false;
    }
}

pub(super) fn undo(model: &mut Model, now: Timestamp, effects: &mut Vec<Effect>) {
    let Some(index) =
        model.own_records.iter().rposition(|record| record.undoable && may_count(model, record))
    else {
        model.notify(Notice::NothingToUndo);
        return;
    };
    let record = &mut model.own_records[index];
    record.undoable = false;
    let undone = record.ticket;
    model.redo.push(undone);
    load::note_undone(model, undone);
    let op = Op::Void { of: Target::Ticket(undone), reason: UNDO_REASON.to_owned() };
    let void = send(model, op, None, now, effects);
    model.notify(Notice::Undone { void, undone });
    if model.line.text.is_empty() {
        model.line.undone = amount_to_offer(model, undone);
    }
}

/// Returns the amount of an undone entry, if it would mean the same now: with the same preset tare, and on the same paper
/// sheet.
fn amount_to_offer(model: &Model, undone: Ticket) -> Option<UndoneAmount> {
    let record = model.own_record(undone)?;
    let Op::Entry(entry) = &record.op else { return None };
    let is_weight = matches!(entry.measure, Measure::Weight { .. });
    let is_same = record.on_sheet == model.paper && (!is_weight || entry.tare_name == model.tare);
    let text = record.amount.clone().filter(|_| is_same)?;
    Some(UndoneAmount { text, has_material: false })
}

/// Returns whether a record counts, or will count when the disk has confirmed it. Another station may have voided or
/// corrected it.
fn may_count(model: &Model, record: &OwnRecord) -> bool {
    let index = record.saved_as.and_then(|name| model.ledger.find(name));
    index.is_none_or(|index| model.ledger.status(index) == RecordStatus::Counted)
}

pub(super) fn redo(model: &mut Model, now: Timestamp, effects: &mut Vec<Effect>) {
    let undone = model.redo.pop();
    let Some((undone, record)) = undone.and_then(|ticket| Some((ticket, model.own_record(ticket)?))) else {
        model.notify(Notice::NothingToRedo);
        return;
    };
    let (op, on_sheet, amount) = (record.op.clone(), record.on_sheet, record.amount.clone());
    let ticket = send(model, op, on_sheet, now, effects);
    load::note_redone(model, undone, ticket);
    model.line.undone = None;
    if let Some(record) = model.own_records.last_mut() {
        record.amount = amount;
    }
    model.notify(Notice::Redone(ticket));
}

/// Forgets a record that no journal can hold. If it was an undo, the record that it should have voided still counts.
pub(super) fn forget_unwritable(model: &mut Model, ticket: Ticket) {
    let undone = match model.pending_record(ticket).map(|pending| &pending.op) {
        Some(Op::Void { of: Target::Ticket(undone), .. }) => Some(*undone),
        _ => None,
    };
    model.pending.retain(|pending| pending.ticket != ticket);
    model.redo.retain(|redo| Some(*redo) != undone);
    for record in &mut model.own_records {
        if record.ticket == ticket {
            record.undoable = false;
        } else if Some(record.ticket) == undone {
            record.undoable = record.saved_as.is_some();
        }
    }
}
