//! Finds unusual rows: those that the console would have asked the operator to confirm.
//!
//! Invariant: as in the console, a row is compared with the last entries of its station and material. These
//! are the entries in the journals, followed by the earlier rows of the file that were not yet undone.

use std::collections::{BTreeMap, BTreeSet};

use crate::cli::import::imported::KnownRows;
use crate::cli::import::table::{ImportTable, RowAction};
use crate::domain::event::Event;
use crate::domain::guard::{self, Plausibility, RECENT_ENTRIES};
use crate::domain::ledger::Ledger;
use crate::domain::record::{Measure, StationId};
use crate::entry;
use crate::spreadsheet::TableEntry;

/// A row whose amount needs confirmation in the console.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct UnusualRow {
    /// Line number in the file.
    pub line: u32,
    pub plausibility: Plausibility,
    pub measure: Measure,
}

/// An entry of a station and material, not yet undone. Lists of entries are ordered newest last.
struct RecentEntry {
    /// Index of its row in the file; `None` for an entry of the journals.
    row: Option<usize>,
    size: i64,
}

/// Returns the unusual rows. Rows already in the journals and rows that the file undoes are left out.
#[must_use]
pub(super) fn unusual_rows(
    event: &Event,
    table: &ImportTable,
    known: &KnownRows,
    ledger: Option<&Ledger>,
) -> Vec<UnusualRow> {
    let undone: BTreeSet<usize> = table
        .rows
        .iter()
        .filter_map(|row| if let RowAction::Undo { row } = row.action { Some(row) } else { None })
        .collect();
    let mut unusual = Vec::new();
    let mut sizes: BTreeMap<(StationId, usize), Vec<RecentEntry>> = BTreeMap::new();
    for (row_index, row) in table.rows.iter().enumerate() {
        if known.contains(row_index) {
            continue;
        }
        match &row.action {
            RowAction::Entry(TableEntry { material: index, measure, typed, .. }) => {
                let Some(material) = event.materials.get(*index) else { continue };
                let before = sizes
                    .entry((row.station, *index))
                    .or_insert_with(|| recorded(ledger, row.station, &material.id));
                let last = before.iter().rev().take(RECENT_ENTRIES).map(|entry| entry.size).collect();
                let plausibility = guard::check(
                    material,
                    measure,
                    guard::usual_size(last),
                    entry::read(typed).is_one_whole_number(),
                );
                if plausibility.needs_confirmation() && !undone.contains(&row_index) {
                    unusual.push(UnusualRow { line: row.line, plausibility, measure: *measure });
                }
                before.push(RecentEntry { row: Some(row_index), size: guard::size(measure) });
            }
            RowAction::Undo { row: undone } => {
                sizes.values_mut().for_each(|sizes| sizes.retain(|entry| entry.row != Some(*undone)));
            }
            RowAction::People { .. } => {}
        }
    }
    unusual
}

/// Returns the last entries of a material in a station's journal, newest last.
fn recorded(ledger: Option<&Ledger>, station: StationId, material: &str) -> Vec<RecentEntry> {
    let Some(ledger) = ledger else { return Vec::new() };
    let slot = ledger.files().find(|(_, id, _)| *id == station).map(|(slot, ..)| slot);
    let newest_first = slot.map_or_else(Vec::new, |slot| ledger.last_sizes(slot, material));
    newest_first.into_iter().rev().map(|size| RecentEntry { row: None, size }).collect()
}
