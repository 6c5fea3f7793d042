//! Records that an earlier run of the console could not save and that are no lines: an undo or another void, a
//! correction, people, a hand-over, or a change of operator.
//!
//! Invariant: such a record is recorded only if the operator asks for it, and only if it still has an effect.

use crate::console::model::Model;
use crate::console::msg::Effect;
use crate::console::notice::Notice;
use crate::console::selection::Selection;
use crate::console::update::overlay::{changeable, prompt};
use crate::console::update::{people, records};
use crate::domain::draft::{DraftLine, DraftOp, DraftRecord, DraftTarget};
use crate::domain::record::{Op, RecordRef};
use crate::entry::{self, Amount};
use crate::screen::clock::Timestamp;

/// Records it now. Returns `None` if it can no longer be recorded: the record that it changes no longer counts, its
/// material is no longer in the catalogue, or the operator is already on duty.
pub(super) fn record(
    model: &mut Model,
    record: DraftRecord,
    now: Timestamp,
    effects: &mut Vec<Effect>,
) -> Option<()> {
    match record.record? {
        DraftOp::People { count } => people::count(model, count, now, effects),
        DraftOp::Operator { name } => prompt::change_operator(model, name, now, effects)?,
        DraftOp::Void { of, reason } => {
            let target = changeable_target(model, &of)?;
            records::void(model, target, reason, now, effects);
        }
        DraftOp::Correction { of, line } => {
            let target = changeable_target(model, &of)?;
            let (selection, amount) = amount(model, &line)?;
            let op = records::correction(model, selection, &amount, &line.text, target)?;
            records::forget_for_undo(model, target);
            let ticket = records::append(model, op, now, effects);
            model.notify(Notice::Recorded(ticket));
        }
        DraftOp::Out { line, to } => {
            let (_, amount) = amount(model, &line)?;
            let (material, measure, typed) = (line.material?, amount.measure, Some(line.text));
            let ticket = records::append(model, Op::Out { material, measure, to, typed }, now, effects);
            model.notify(Notice::Recorded(ticket));
        }
        DraftOp::Unknown => return None,
    }
    Some(())
}

fn changeable_target(model: &Model, of: &DraftTarget) -> Option<RecordRef> {
    of.record().filter(|target| changeable::check(model, *target).is_ok())
}

/// Returns the material and the amount of a line. The amount was accepted before, so the maximum of the material does
/// not apply again.
fn amount(model: &Model, line: &DraftLine) -> Option<(Selection, Amount)> {
    let (index, known) = model.event.material(line.material.as_deref()?)?;
    let grade = match &line.grade {
        Some(grade) => Some(known.grades.iter().position(|known| known == grade)?),
        None => None,
    };
    let amount = entry::read(&line.text).amount(&known.unlimited(), model.event.decimals()).ok()?;
    Some((Selection { material: Some(index), grade }, amount))
}
