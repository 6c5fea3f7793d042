//! The faults in the journals. They are reported when they appear, and listed until they are repaired.
//!
//! Invariant: a repaired fault is removed from the list. A fault never replaces the message about a rejected line.

use std::path::Path;

use crate::console::model::Model;
use crate::console::msg::JournalFault;
use crate::console::notice::Notice;
use crate::console::overlay::Overlay;
use crate::domain::ledger::RecordIndex;
use crate::language::Message;

/// Replaces the faults of the files.
pub(super) fn replace(model: &mut Model, faults: Vec<JournalFault>) {
    let is_known = |fault: &JournalFault| {
        model.file_faults.iter().any(|old| (&old.file, old.line) == (&fault.file, fault.line))
    };
    let has_new = !faults.iter().all(is_known);
    model.file_faults = faults;
    report(model, has_new);
}

/// Finds copies of one journal that were continued separately.
pub(super) fn find_forks(model: &mut Model) {
    let known = model.forks.len();
    model.forks = forks(model);
    let has_new = model.forks.len() > known;
    report(model, has_new);
}

fn report(model: &mut Model, has_new: bool) {
    if has_new && !matches!(model.notice(), Some(Notice::Rejected(_))) {
        model.notify(Notice::NewFaults);
    }
    let count = model.all_faults().count();
    if count == 0 && model.notice() == Some(&Notice::NewFaults) {
        model.clear_notice();
    }
    for overlay in &mut model.overlays {
        if let Overlay::Faults(cursor) = overlay {
            cursor.clamp(count);
        }
    }
}

fn forks(model: &Model) -> Vec<JournalFault> {
    let file_name = |index: RecordIndex| {
        let (file, _) = model.files.iter().find(|(_, slot)| *slot == index.slot)?;
        file.file_name().map(|name| Path::new(name).display().to_string())
    };
    let fork = |(a, b): (RecordIndex, RecordIndex)| {
        let (file, other) = (file_name(a)?, file_name(b)?);
        let seq = model.ledger.view(a).target.seq.to_string();
        Some(JournalFault {
            what: Message::FaultFork { file: (&file).into(), other: other.into(), seq: seq.into() }.into(),
            file,
            line: 0,
            means: Message::MeansFork,
        })
    };
    model.ledger.forks().into_iter().filter_map(fork).collect()
}
