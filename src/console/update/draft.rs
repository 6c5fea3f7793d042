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
use crate::domain::draft::{Draft, DraftLine, DraftOp, DraftRecord, DraftTarget};
use crate::domain::event::ClockTime;
use crate::domain::record::{Measure, Moment, Op, PendingRecord, RecordRef, Target, UNDO_REASON};
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
    let offered = offered.map(|saved| kept_line(model, &saved.line, saved.selection));
    Draft {
        lines: model.own.as_ref().map_or(0, |own| model.ledger.line_count(own.slot)),
        operator: model.operator().to_owned(),
        line: (!line.text.is_empty()).then(|| kept_line(model, line, selection)),
        tare: model.tare.clone(),
        paper: model.paper.map(|at| ClockTime(at.time())),
        paper_day: model.paper.map(|at| at.date_naive()),
        rejected: model
            .rejected
            .iter()
            .filter(|line| unsaved_record(line).is_none())
            .map(|line| draft_line(model, line.text.clone(), line.selection))
            .chain(machine_line)
            .chain(offered)
            .collect(),
        pending: model
            .rejected
            .iter()
            .filter_map(unsaved_record)
            .cloned()
            .chain(model.pending.iter().map(|pending| draft_record(model, pending)))
            .collect(),
        recorded: Vec::new(),
    }
}

/// Returns the record that an earlier run could not save, if the rejected line is such a record.
fn unsaved_record(line: &RejectedLine) -> Option<&DraftRecord> {
    match &line.reason {
        RejectReason::RecordNotSaved(record) => Some(record),
        _ => None,
    }
}

fn kept_line(model: &Model, line: &EntryLine, selection: Selection) -> DraftLine {
    let (text, selection) = typed_text::kept(model, line, selection);
    draft_line(model, text, selection)
}

fn draft_line(model: &Model, text: String, selection: Selection) -> DraftLine {
    let known = model.material(selection);
    let grade = known.zip(selection.grade).and_then(|((_, material), grade)| material.grades.get(grade));
    DraftLine { text, material: known.map(|(_, material)| material.id.clone()), grade: grade.cloned() }
}

fn draft_record(model: &Model, pending: &PendingRecord) -> DraftRecord {
    let material_line =
        |measure: &Measure, about: bool, material: &String, grade: &Option<String>| DraftLine {
            text: format::typed(measure, about),
            material: Some(material.clone()),
            grade: grade.clone(),
        };
    let (mut line, mut record) = (None, None);
    match &pending.op {
        Op::Entry(entry) => {
            let typed = material_line(&entry.measure, entry.about, &entry.material, &entry.grade);
            // If a correction were typed again as a line, it would be recorded as a second entry.
            match entry.corrects {
                None => line = Some(typed),
                Some(target) => {
                    record = draft_target(model, target).map(|of| DraftOp::Correction { of, line: typed });
                }
            }
        }
        Op::Void { of, reason } => {
            let reason = reason.clone();
            record = draft_target(model, *of).map(|of| DraftOp::Void { of, reason });
        }
        Op::People { count } => record = Some(DraftOp::People { count: *count }),
        Op::Operator { name } => record = Some(DraftOp::Operator { name: name.clone() }),
        Op::Out { material, measure, to, .. } => {
            let line = material_line(measure, false, material, &None);
            record = Some(DraftOp::Out { line, to: to.clone() });
        }
        Op::Open { .. } | Op::Close | Op::Seen { .. } | Op::Fork { .. } | Op::Unknown { .. } => {}
    }
    let description = labels::pending_record(pending, model);
    let why = model.save_error.as_ref().map(|why| model.texts.show(why));
    DraftRecord { at: pending.at, line, description, record, why }
}

/// Returns a target in the form of a draft, or `None` if the target is neither on the disk nor on its way there.
fn draft_target(model: &Model, target: Target) -> Option<DraftTarget> {
    match (model.name_of(target), target) {
        (Some(name), _) => Some(name.into()),
        (None, Target::Ticket(ticket)) => {
            model.pending_record(ticket).map(|pending| DraftTarget::Pending(pending.at))
        }
        (None, Target::Record(_)) => None,
    }
}

/// Restores the draft that was saved at this time. A line of the same operator returns to the entry line. A line
/// of another operator, and records that were on their way to the disk, become rejected lines.
pub(super) fn restore_draft(model: &mut Model, mut draft: Draft, saved_at: Moment) {
    remove_undone(model, &mut draft);
    let Draft { operator, line, tare, paper, paper_day, rejected, pending, recorded, .. } = draft;
    model.warnings.extend(recorded.into_iter().map(saved));
    for record in pending {
        match record.line {
            Some(line) => {
                add_rejected(model, line, RejectReason::NotSaved { at: record.at, why: record.why });
            }
            None => model.rejected.push(RejectedLine {
                text: typed_text::with_marks(&record.description),
                selection: Selection::default(),
                reason: RejectReason::RecordNotSaved(Box::new(record)),
            }),
        }
    }
    for line in rejected {
        add_rejected(model, line, RejectReason::FromDraft { operator: operator.clone() });
    }
    // Without the tare, the amounts of the same operator would be larger, and without the sheet, later.
    if operator == model.operator() {
        model.tare = tare.filter(|id| model.event.tares.iter().any(|tare| tare.id == *id));
        let day = paper_day.unwrap_or(model.event.date);
        let offset = model.event.utc_offset.0;
        model.paper = paper.and_then(|time| day.and_time(time.0).and_local_timezone(offset).single());
    }
    let Some(line) = line else { return mention_restored(model) };
    if operator != model.operator() || line.text.chars().count() > LINE_MAX {
        add_rejected(model, line, RejectReason::FromDraft { operator });
        return mention_restored(model);
    }
    model.selection = selection(model, &line);
    // If a control character were dropped, it could join two numbers.
    let text = typed_text::with_marks(&line.text);
    model.line = EntryLine { text, ..EntryLine::default() };
    model.notify(Notice::DraftRestored(saved_at));
}

/// Says at the start that there are rejected lines, which later the hint of the message line says, and that a paper sheet
/// is still being typed in: otherwise, what is weighed now would get its time.
fn mention_restored(model: &mut Model) {
    let count = model.rejected.len();
    let rejected = (count > 0).then(|| Message::NoticeNotTaken { count: count.into() }.into());
    let paper = model.paper.map(|_| Message::NoticePaper.into());
    let restored: Vec<Text> = rejected.into_iter().chain(paper).collect();
    let others = match model.notice() {
        Some(Notice::Started(notices)) => notices.clone(),
        None => Vec::new(),
        Some(_) => return,
    };
    if !restored.is_empty() {
        model.notify(Notice::Started(restored.into_iter().chain(others).collect()));
    }
}

/// Removes the pending records that were undone before the disk had confirmed them.
fn remove_undone(model: &Model, draft: &mut Draft) {
    draft.remove_undone(|at| {
        let own = model.own.as_ref()?;
        let views = model.ledger.records_of(own.slot).map(|index| model.ledger.view(index));
        views.filter(|view| view.at_ms == at.timestamp_millis()).map(|view| view.target).next()
    });
}

/// Adds a warning for each part of a draft, for a console without an entry line.
pub(super) fn warn_of_draft(model: &mut Model, mut draft: Draft) {
    remove_undone(model, &mut draft);
    let Draft { line, rejected, pending, recorded, .. } = draft;
    model.warnings.extend(recorded.into_iter().map(saved));
    let records: Vec<Text> = pending.into_iter().map(|record| record_not_saved(model, record)).collect();
    let lines = rejected.into_iter().chain(line).map(|line| {
        match labels::selection(model, selection(model, &line)) {
            Some(material) => format!("{material} {}", line.text),
            None => line.text,
        }
    });
    let warnings: Vec<Text> = lines.map(not_saved).collect();
    model.warnings.extend(records.into_iter().chain(warnings));
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

/// Returns the warning for a text that was not recorded.
fn not_saved(what: String) -> Text {
    Message::WarningNotSavedBefore { what: what.into() }.into()
}

/// Returns the warning for a record that was not saved. If it was an undo, the same command would now take back another
/// record.
fn record_not_saved(model: &Model, record: DraftRecord) -> Text {
    let DraftRecord { description, record, why, .. } = record;
    let what = match why {
        Some(why) => format!("{description} ({why})"),
        None => description,
    };
    match record {
        Some(DraftOp::Void { of, reason }) if reason == UNDO_REASON => {
            let number = of.record().map(|name: RecordRef| model.ledger.label(name)).unwrap_or_default();
            Message::WarningUndoNotSaved { what: what.into(), no: number.into() }.into()
        }
        _ => not_saved(what),
    }
}
