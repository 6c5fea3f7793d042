//! What is wrong with the journals: told once when it appears, listed as long as it lasts.
//!
//! Invariant: a fault that is gone leaves the list; no fault takes the place of a sentence about a line that
//! was refused.

use std::path::Path;

use crate::console::model::{Model, Notice};
use crate::console::msg::JournalFault;
use crate::console::overlay::Overlay;
use crate::domain::ledger::RecordIndex;
use crate::language::Message;

/// Takes over the list of what is wrong with the files.
pub(super) fn replace(model: &mut Model, faults: Vec<JournalFault>) {
    let known = |fault: &JournalFault| {
        model.faults.iter().any(|old| (&old.file, old.line) == (&fault.file, fault.line))
    };
    let fresh = !faults.iter().all(known);
    model.faults = faults;
    told(model, fresh);
}

/// Looks at once for what is wrong when the console opens, and for copies that parted when lines came.
pub fn look(model: &mut Model) {
    let before = model.forks.len();
    model.forks = forks(model);
    let fresh = model.forks.len() > before;
    told(model, fresh);
}

fn told(model: &mut Model, fresh: bool) {
    if fresh && !matches!(model.notice, Some(Notice::Rejected(_))) {
        model.notice = Some(Notice::Faults);
    }
    if model.all_faults().next().is_none() && model.notice == Some(Notice::Faults) {
        model.notice = None;
    }
    let count = model.all_faults().count();
    for overlay in &mut model.overlays {
        if let Overlay::Faults(cursor) = overlay {
            cursor.clamp(count);
        }
    }
}

/// Copies of one journal that went on apart.
fn forks(model: &Model) -> Vec<JournalFault> {
    let name = |row: RecordIndex| {
        let (file, _) = model.files.iter().find(|(_, slot)| *slot == row.slot)?;
        file.file_name().map(|name| Path::new(name).display().to_string())
    };
    let fork = |(a, b): (RecordIndex, RecordIndex)| {
        let (file, other) = (name(a)?, name(b)?);
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
