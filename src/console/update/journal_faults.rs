//! The faults in the journals. They are reported when they appear, and listed until they are repaired.
//!
//! Invariant: a repaired fault is removed from the list. A fault never replaces the message about a rejected line.

use chrono::DateTime;

use crate::console::model::Model;
use crate::console::msg::{JournalFault, MirrorFault};
use crate::console::notice::Notice;
use crate::console::overlay::{Overlay, Question};
use crate::console::update::overlay::prompt;
use crate::domain::ledger::{AcknowledgedFork, MissingLines, RecordIndex};
use crate::domain::record::StationId;
use crate::language::{Language, Message, format};
use crate::screen::field::TextField;

/// Replaces the faults of the files.
pub(super) fn replace(model: &mut Model, faults: Vec<JournalFault>) {
    let is_known = |fault: &JournalFault| {
        model.file_faults.iter().any(|old| (&old.file, old.line) == (&fault.file, fault.line))
    };
    let has_new = !faults.iter().all(is_known);
    model.file_faults = faults;
    report(model, has_new);
}

/// Finds the faults that the ledger knows of: copies of one journal that were continued separately, and lines that
/// files have lost.
pub(super) fn find_in_ledger(model: &mut Model) {
    let known = model.ledger_faults.len();
    let mut faults = forks(model);
    model.acknowledged_forks = faults.extract_if(.., |fault| fault.fork.is_none()).collect();
    let language = model.texts.language();
    faults.extend(model.ledger.missing().iter().map(|missing| lost_lines(missing, language)));
    model.ledger_faults = faults;
    let has_new = model.ledger_faults.len() > known;
    report(model, has_new);
}

/// Replaces the fault of the second copy.
pub(super) fn replace_mirror(model: &mut Model, fault: Option<Box<MirrorFault>>) {
    let is_new = fault.is_some() && model.mirror.is_none();
    model.mirror = fault;
    if is_new && !matches!(model.notice(), Some(Notice::Rejected(_))) {
        model.notify(Notice::MirrorBehind);
    }
    if model.mirror.is_none() && model.notice() == Some(&Notice::MirrorBehind) {
        model.clear_notice();
    }
    report(model, false);
}

fn report(model: &mut Model, has_new: bool) {
    if has_new && !matches!(model.notice(), Some(Notice::Rejected(_))) {
        model.notify(Notice::NewFaults);
    }
    let count = model.all_faults().count();
    let listed = count + model.acknowledged_forks.len();
    if count == 0 && model.notice() == Some(&Notice::NewFaults) {
        model.clear_notice();
    }
    for overlay in &mut model.overlays {
        if let Overlay::Faults(cursor) = overlay {
            cursor.clamp(listed);
        }
    }
}

/// Returns all forks. The acknowledged ones say by whom, when and why instead of what to do.
fn forks(model: &Model) -> Vec<JournalFault> {
    let fork = |(a, b): (RecordIndex, RecordIndex)| {
        let acknowledged = model.ledger.acknowledged((a, b));
        let [file, other] = [model.ledger.name(a.slot)?, model.ledger.name(b.slot)?].map(file_name);
        let seq = model.ledger.view(a).target.seq.to_string();
        Some(JournalFault {
            what: Message::FaultFork { file: (&file).into(), other: other.into(), seq: seq.into() }.into(),
            file,
            line: 0,
            fork: acknowledged.is_none().then(|| model.ledger.fork_sides((a, b))),
            means: acknowledged.map_or(Message::MeansFork, |by| acknowledgement(&by, model)),
            gone: None,
        })
    };
    model.ledger.forks().into_iter().filter_map(fork).collect()
}

fn acknowledgement(by: &AcknowledgedFork, model: &Model) -> Message {
    let at = DateTime::from_timestamp_millis(by.at_ms).unwrap_or_default();
    let at = format::date_time(at.with_timezone(&model.event.utc_offset.0));
    let who = format::author(by.name, &by.operator);
    Message::MeansForkAcknowledged { who: who.into(), at: at.into(), reason: (&by.reason).into() }
}

/// Asks why the fork under the cursor of the list of faults is as it should be.
pub(super) fn ask_about_fork(model: &mut Model) {
    if let Some((of, other)) = model.fork_at_cursor() {
        prompt::open(model, Question::ForkReason(of, other), TextField::default());
    }
}

/// Describes lines that a file has lost, and by how much the sums differ from the files because of them.
fn lost_lines(missing: &MissingLines, language: Language) -> JournalFault {
    let file = file_name(missing.name);
    let signed = |number: i64, text: String| if number > 0 { format!("+{text}") } else { text };
    let count = |number: i64| signed(number, format::integer(number, language));
    let kg = signed(missing.net.get(), format::kilograms(missing.net, language));
    JournalFault {
        what: Message::FaultLostLines {
            file: (&file).into(),
            lines: missing.lines.into(),
            seq: missing.first.to_string().into(),
        }
        .into(),
        file,
        line: 0,
        means: Message::MeansLostLines {
            kg: kg.into(),
            pieces: count(missing.pieces).into(),
            people: count(missing.people).into(),
        },
        fork: None,
        gone: Some(missing.numbers()),
    }
}

/// Returns the name of a journal's file (docs/journal.md, Folders).
fn file_name(name: StationId) -> String {
    format!("{name}.jsonl")
}
