//! The draft: input that is not recorded yet, kept so that it can be restored after a lost connection.
//!
//! Invariant: a restored draft is never recorded automatically. It stays in the entry line or in the list of rejected
//! lines until the operator acts on it.

use crate::console::entry_line::EntryLine;
use crate::console::labels;
use crate::console::model::Model;
use crate::console::notice::Notice;
use crate::console::rejected::{RejectReason, RejectedLine};
use crate::console::selection::Selection;
use crate::console::update::typed_text;
use crate::domain::draft::{Draft, DraftLine, DraftRecord};
use crate::domain::record::{Moment, Op, PendingRecord};
use crate::entry::LINE_MAX;
use crate::language::{Message, Text, format};

/// Returns the input that would be lost if the console ended now.
#[must_use]
pub(crate) fn current_draft(model: &Model) -> Draft {
    // If a machine line came after typed text, the typed text is the line.
    let half_typed = model.line.half_typed.as_deref();
    let (line, selection) = half_typed.map_or((&model.line, model.selection), |half_typed| {
        (&half_typed.before.line, half_typed.before.selection)
    });
    let machine_line =
        half_typed.map(|half_typed| draft_line(model, half_typed.machine_line.clone(), selection));
    let offered = model.line.offered.as_deref();
    let offered = offered.map(|saved| draft_line(model, saved.line.text_with_mark(), saved.selection));
    Draft {
        lines: model.own.as_ref().map_or(0, |own| model.ledger.line_count(own.slot)),
        operator: model.operator().to_owned(),
        line: (!line.text.is_empty()).then(|| draft_line(model, line.text_with_mark(), selection)),
        tare: model.tare.clone(),
        paper: model.paper,
        rejected: model
            .rejected
            .iter()
            .map(|line| draft_line(model, line.text.clone(), line.selection))
            .chain(machine_line)
            .chain(offered)
            .collect(),
        pending: model.pending.iter().map(|pending| draft_record(model, pending)).collect(),
        recorded: Vec::new(),
    }
}

fn draft_line(model: &Model, text: String, selection: Selection) -> DraftLine {
    let known = model.material(selection);
    let grade = known.zip(selection.grade).and_then(|((_, material), grade)| material.grades.get(grade));
    DraftLine { text, material: known.map(|(_, material)| material.id.clone()), grade: grade.cloned() }
}

fn draft_record(model: &Model, pending: &PendingRecord) -> DraftRecord {
    let line = match &pending.op {
        // If a correction were typed again, it would be recorded as a second entry, so the draft has no line
        // for a correction.
        Op::Entry(entry) if entry.corrects.is_none() => Some(DraftLine {
            text: format::typed(&entry.measure, entry.about),
            material: Some(entry.material.clone()),
            grade: entry.grade.clone(),
        }),
        _ => None,
    };
    DraftRecord { at: pending.at, line, description: labels::pending_record(pending, model) }
}

/// Restores the draft that was saved at this time. A line of the same operator returns to the entry line. A line
/// of another operator, and records that were on their way to the disk, become rejected lines.
pub(super) fn restore_draft(model: &mut Model, draft: Draft, saved_at: Moment) {
    let Draft { operator, line, tare, paper, rejected, pending, recorded, .. } = draft;
    model.warnings.extend(recorded.into_iter().map(saved));
    for DraftRecord { at, line, description } in pending {
        match line {
            Some(line) => add_rejected(model, line, RejectReason::NotSaved { at }),
            None => model.warnings.push(not_saved(description)),
        }
    }
    for line in rejected {
        add_rejected(model, line, RejectReason::FromDraft { operator: operator.clone() });
    }
    // Without the tare, the amounts of the same operator would be larger, and without the sheet, later.
    if operator == model.operator() {
        model.tare = tare.filter(|id| model.event.tares.iter().any(|tare| tare.id == *id));
        model.paper = paper;
    }
    let Some(line) = line else { return };
    if operator != model.operator() || line.text.chars().count() > LINE_MAX {
        add_rejected(model, line, RejectReason::FromDraft { operator });
        return;
    }
    model.selection = selection(model, &line);
    // If a control character were dropped, it could join two numbers.
    let text = typed_text::with_marks(&line.text);
    model.line = EntryLine { text, ..EntryLine::default() };
    model.notify(Notice::DraftRestored(saved_at));
}

/// Adds a warning for each part of a draft, for a console without an entry line.
pub(super) fn warn_of_draft(model: &mut Model, draft: Draft) {
    let Draft { line, rejected, pending, recorded, .. } = draft;
    model.warnings.extend(recorded.into_iter().map(saved));
    let records = pending.into_iter().map(|record| record.description);
    let lines = rejected.into_iter().chain(line).map(|line| {
        match labels::selection(model, selection(model, &line)) {
            Some(material) => format!("{material} {}", line.text),
            None => line.text,
        }
    });
    let warnings: Vec<Text> = records.chain(lines).map(not_saved).collect();
    model.warnings.extend(warnings);
}

fn add_rejected(model: &mut Model, line: DraftLine, reason: RejectReason) {
    let selection = selection(model, &line);
    model.rejected.push(RejectedLine { text: line.text, selection, reason });
}

fn selection(model: &Model, line: &DraftLine) -> Selection {
    let known = line.material.as_ref().and_then(|id| model.event.material(id));
    let Some((index, material)) = known.filter(|(_, material)| !material.hidden) else {
        return Selection::default();
    };
    let grade = line.grade.as_ref().and_then(|name| material.grades.iter().position(|known| known == name));
    Selection { material: Some(index), grade }
}

/// Returns the sentence for a record that was on its way to the disk, and is in the journal.
fn saved(record: DraftRecord) -> Text {
    Message::WarningSavedBefore { what: record.description.into() }.into()
}

/// Returns the warning for a record that cannot be typed again as a line: a record of people, a void, a
/// hand-over or a correction.
fn not_saved(record: String) -> Text {
    Message::WarningNotSavedBefore { what: record.into() }.into()
}
