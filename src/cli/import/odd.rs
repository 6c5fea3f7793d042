//! Unusual rows: those for which the slip guard would have required a confirmation in the console.
//!
//! Invariant: each row is judged as the console would have judged it, against the last entries of its
//! station and material. These are first the entries in the journals, then the earlier rows of the file,
//! without those already taken back.

use std::collections::{BTreeMap, BTreeSet};

use crate::cli::import::known::Known;
use crate::cli::import::table::{ImportTable, RowAction};
use crate::domain::event::Event;
use crate::domain::guard::{self, Plausibility, RECENT_ENTRIES};
use crate::domain::ledger::Ledger;
use crate::domain::record::{Measure, StationId};
use crate::entry;

/// A row whose amount the console would have held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Held {
    /// Line number in the file.
    pub line: u32,
    pub verdict: Plausibility,
    pub measure: Measure,
}

/// One live entry of a station and material; lists of them are ordered newest last.
struct Weighed {
    /// Index of its row in the file; `None` for an entry of the journals.
    row: Option<usize>,
    size: i64,
}

/// Returns the rows that would have been held, without rows that are already in the journals and rows that
/// the file itself takes back.
#[must_use]
pub(super) fn held(event: &Event, table: &ImportTable, known: &Known, ledger: Option<&Ledger>) -> Vec<Held> {
    let undone: BTreeSet<usize> = table
        .rows
        .iter()
        .filter_map(|row| if let RowAction::Undo { row } = row.action { Some(row) } else { None })
        .collect();
    let mut held = Vec::new();
    let mut sizes: BTreeMap<(StationId, usize), Vec<Weighed>> = BTreeMap::new();
    for (index, row) in table.rows.iter().enumerate() {
        if known.rows.contains_key(&row.line) {
            continue;
        }
        match &row.action {
            RowAction::Entry { material, measure, typed, .. } => {
                let Some(known) = event.materials.get(*material) else { continue };
                let before = sizes
                    .entry((row.station, *material))
                    .or_insert_with(|| recorded(ledger, row.station, &known.id));
                let last = before.iter().rev().take(RECENT_ENTRIES).map(|weighed| weighed.size).collect();
                let verdict = guard::check(
                    known,
                    measure,
                    guard::usual_size(last),
                    entry::read(typed).is_one_whole_number(),
                );
                if verdict.needs_confirmation() && !undone.contains(&index) {
                    held.push(Held { line: row.line, verdict, measure: *measure });
                }
                before.push(Weighed { row: Some(index), size: guard::size(measure) });
            }
            RowAction::Undo { row: undone } => {
                sizes.values_mut().for_each(|sizes| sizes.retain(|weighed| weighed.row != Some(*undone)));
            }
            RowAction::People { .. } => {}
        }
    }
    held
}

/// Returns the last sizes in a station's journal, newest last.
fn recorded(ledger: Option<&Ledger>, station: StationId, material: &str) -> Vec<Weighed> {
    let Some(ledger) = ledger else { return Vec::new() };
    let slot = ledger.files().find(|(_, id, _)| *id == station).map(|(slot, ..)| slot);
    let newest_first = slot.map_or_else(Vec::new, |slot| ledger.last_sizes(slot, material));
    newest_first.into_iter().rev().map(|size| Weighed { row: None, size }).collect()
}
