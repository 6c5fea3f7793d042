//! The journals of the other stations.

use std::path::PathBuf;

use crate::console::model::Model;
use crate::console::msg::{JournalUpdate, NewLines};
use crate::console::update::{ledger, overlay};
use crate::domain::ledger::{Ledger, Slot};

/// Adds new records of other stations.
pub(super) fn apply(model: &mut Model, update: JournalUpdate) {
    let at_cursor = overlay::history::record_at_cursor(model);
    match update {
        JournalUpdate::NewLines(news) => news.into_iter().for_each(|lines| add_lines(model, lines)),
        JournalUpdate::Reread { ledger, files } => {
            if !replace_ledger(model, *ledger, files) {
                return;
            }
        }
    }
    ledger::after_change(model, at_cursor);
}

fn add_lines(model: &mut Model, NewLines { file, name, station, journal, lines }: NewLines) {
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

/// Replaces the ledger with one that was read again. Returns `false` if our own journal is missing. The
/// writer restores our journal, and until then the old sums stay.
fn replace_ledger(model: &mut Model, ledger: Ledger, files: Vec<(PathBuf, Slot)>) -> bool {
    if let Some(own) = &mut model.own {
        // Find our journal by its file, because the same folder may contain a copy of it.
        let file = model.files.iter().find(|(_, slot)| *slot == own.slot).map(|(file, _)| file);
        let Some((_, slot)) = files.iter().find(|(other, _)| Some(other) == file) else { return false };
        own.slot = *slot;
    }
    model.ledger = ledger;
    model.files = files;
    true
}
