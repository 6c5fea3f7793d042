//! What became of a record of this run: it is saved, or on its way to the disk.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::console::labels;
use crate::console::model::Model;
use crate::console::view::layout;
use crate::domain::mass::Grams;
use crate::domain::record::{Measure, Op, PendingRecord, Ticket};
use crate::language::{Message, format};

/// Returns the message that a record was saved or, until the disk has confirmed it, that it is being saved.
pub(crate) fn recorded_text(ticket: Ticket, model: &Model) -> (String, Style) {
    let (theme, texts) = (&model.theme, &model.texts);
    match model.own_record(ticket).and_then(|done| done.saved_as) {
        Some(name) => {
            let saved = |what: String| {
                format!("{} {}", theme.saved(), texts.get(Message::NoticeSaved { amount: what.into() }))
            };
            let text = match model.own_record(ticket) {
                // The list has the number and the name, which would take many bytes.
                Some(done) if has_list(model) => saved(labels::short_content(&done.op, model)),
                _ => {
                    let number = format!("{}{}", theme.numero(), name.seq);
                    format!("{} {} {number}", saved(record_text(ticket, model)), theme.dot())
                }
            };
            let alone = if is_alone(ticket, model) {
                format!("  {}", texts.get(Message::NoticeAlone))
            } else {
                String::new()
            };
            (text + &alone, theme.good())
        }
        None => match model.pending_record(ticket) {
            Some(pending) => (saving_text(pending, model), theme.attention()),
            None => {
                let what = record_text(ticket, model);
                (texts.get(Message::NoticeSaving { what: what.into() }), theme.attention())
            }
        },
    }
}

/// Returns the message for a record below the usual amount: whether the record is saved yet, the usual
/// amount, and how to undo the record.
pub(super) fn below_usual_text(ticket: Ticket, usual: i64, model: &Model) -> (String, Style) {
    let (saved, _) = recorded_text(ticket, model);
    let hint = model.texts.get(Message::HintSmall { usual: usual_text(ticket, usual, model).into() });
    (format::sentences(&saved, &hint), model.theme.attention())
}

/// Returns the usual amount of the record's material, with its unit.
pub(crate) fn usual_text(ticket: Ticket, usual: i64, model: &Model) -> String {
    match model.own_record(ticket).map(|done| &done.op) {
        Some(Op::Entry(entry)) if matches!(entry.measure, Measure::Pieces { .. }) => {
            labels::pieces(usual, &model.texts)
        }
        _ => labels::kilograms(Grams::new(usual), &model.texts),
    }
}

/// Returns whether the screen has a list of the newest records with the names of their materials.
fn has_list(model: &Model) -> bool {
    let (width, height) = model.size;
    let plan = layout::plan(Rect { x: 0, y: 0, width, height }, layout::Contents::of(model));
    plan.is_some_and(|plan| plan.has_large_total() && plan.entries.height > 1)
}

/// Returns the message that a record is on its way to the disk.
pub(super) fn saving_text(pending: &PendingRecord, model: &Model) -> String {
    let what = labels::operation(&pending.op, model);
    model.texts.get(Message::NoticeSaving { what: what.into() })
}

/// Returns the message that the lines of a paste are on their way to the disk.
pub(super) fn pasting_text(accepted: usize, rejected: usize, model: &Model) -> String {
    let saving = model.texts.get(Message::NoticePasting { count: accepted.into() });
    if rejected == 0 {
        return saving;
    }
    let rejected = model.texts.get(Message::NoticeNotTaken { count: rejected.into() });
    format::sentences(&saving, &rejected)
}

/// Describes a record of this run, such as `W 1 Пластик 12,5 кг`, with the tare that was subtracted.
pub(super) fn record_text(ticket: Ticket, model: &Model) -> String {
    let Some(done) = model.own_record(ticket) else { return String::new() };
    labels::content(&done.op, model)
}

/// Returns whether the message must say that this record was made without a key.
fn is_alone(ticket: Ticket, model: &Model) -> bool {
    model.wire.as_ref().is_some_and(|wire| wire.alone_until.is_some() && wire.ticket == Some(ticket))
}
