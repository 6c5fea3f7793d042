//! Records of this run: new ones, undo, redo.
//!
//! Invariant: undo takes back the newest record of this run that still counts; redo records it again
//! with a new time; any new record empties the redo list.

use crate::console::model::{Model, Notice, OwnRecord, Selection};
use crate::console::msg::Effect;
use crate::domain::record::{Entry, Measure, Op, PendingRecord, Source, Target, Ticket};
use crate::entry;
use crate::screen::clock::Timestamp;

/// The entry that an amount becomes. `None` only where the selection is empty.
pub(super) fn entry(
    model: &Model,
    aim: Selection,
    amount: &entry::Amount,
    source: Source,
    typed: &str,
    corrects: Option<Target>,
) -> Option<Op<Target>> {
    let (_, material) = model.material(aim)?;
    let grade = aim.grade.and_then(|grade| material.grades.get(grade)).cloned();
    let weighed = matches!(amount.measure, Measure::Weight { .. });
    // A correction is typed as a whole; the preset belongs to what stands on the scale now.
    let tare_name = model.tare.clone().filter(|_| weighed && corrects.is_none());
    Some(Op::Entry(Entry {
        material: material.id.clone(),
        grade,
        measure: amount.measure,
        tare_name,
        about: amount.about,
        source,
        typed: Some(typed.to_owned()),
        corrects,
    }))
}

/// Sends a new record on its way to the disk.
pub(super) fn append(
    model: &mut Model,
    op: Op<Target>,
    stamp: Timestamp,
    effects: &mut Vec<Effect>,
) -> Ticket {
    model.redo.clear();
    send(model, op, stamp, effects)
}

fn send(model: &mut Model, op: Op<Target>, stamp: Timestamp, effects: &mut Vec<Effect>) -> Ticket {
    let ticket = model.ticket();
    if matches!(op, Op::Entry(_) | Op::People { .. } | Op::Out { .. }) {
        model.done.push(OwnRecord { ticket, op: op.clone(), live: true, saved: None });
    }
    let at = if matches!(op, Op::Void { .. }) { model.moment(stamp) } else { model.weighed_at(stamp) };
    let pending = PendingRecord { ticket, at, op, import: None };
    model.pending.push_back(pending.clone());
    effects.push(Effect::Append(Box::new(pending)));
    ticket
}

pub(super) fn undo(model: &mut Model, stamp: Timestamp, effects: &mut Vec<Effect>) {
    let Some(done) = model.done.iter_mut().rev().find(|done| done.live) else {
        model.notice = Some(Notice::NothingToUndo);
        return;
    };
    done.live = false;
    let (ticket, op) = (done.ticket, done.op.clone());
    model.redo.push(op);
    send(model, Op::Void { of: Target::Ticket(ticket), reason: "undo".to_owned() }, stamp, effects);
    model.notice = Some(Notice::Undone(ticket));
}

pub(super) fn redo(model: &mut Model, stamp: Timestamp, effects: &mut Vec<Effect>) {
    let Some(op) = model.redo.pop() else {
        model.notice = Some(Notice::NothingToRedo);
        return;
    };
    let ticket = send(model, op, stamp, effects);
    model.notice = Some(Notice::Redone(ticket));
}
