//! Rows that an operator would have been asked about.
//!
//! Invariant: each row is looked at as the console would have: against the last entries of its station and
//! material, first those that the journals hold, then the rows of the file as they come, without those
//! that were taken back by then.

use std::collections::{BTreeMap, BTreeSet};

use crate::cli::import::known::Known;
use crate::cli::import::table::{Deed, Table};
use crate::domain::event::Event;
use crate::domain::guard::{self, LOOKS_BACK, Plausibility};
use crate::domain::ledger::Ledger;
use crate::domain::record::{Measure, StationId};
use crate::entry;

/// A row that would have been held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// The line of the file.
    pub line: u32,
    pub verdict: Plausibility,
    pub measure: Measure,
}

/// One live entry of a station and material; they stand newest last.
struct Weighed {
    /// The place of the row that brought it; none for one of the journals.
    row: Option<usize>,
    size: i64,
}

/// The rows that would have been held, without those that the journals hold already and those that the file
/// itself takes back.
#[must_use]
pub fn held(event: &Event, table: &Table, known: &Known, ledger: Option<&Ledger>) -> Vec<Held> {
    let undone: BTreeSet<usize> = table
        .rows
        .iter()
        .filter_map(|row| if let Deed::Undo { row } = row.deed { Some(row) } else { None })
        .collect();
    let mut held = Vec::new();
    let mut sizes: BTreeMap<(StationId, usize), Vec<Weighed>> = BTreeMap::new();
    for (index, row) in table.rows.iter().enumerate() {
        if known.rows.contains_key(&row.line) {
            continue;
        }
        match &row.deed {
            Deed::Entry { material, measure, typed, .. } => {
                let Some(known) = event.materials.get(*material) else { continue };
                let before = sizes
                    .entry((row.station, *material))
                    .or_insert_with(|| recorded(ledger, row.station, &known.id));
                let last = before.iter().rev().take(LOOKS_BACK).map(|weighed| weighed.size).collect();
                let verdict = guard::check(
                    known,
                    measure,
                    guard::usual(last),
                    entry::read(typed).is_one_whole_number(),
                );
                if verdict.holds() && !undone.contains(&index) {
                    held.push(Held { line: row.line, verdict, measure: *measure });
                }
                before.push(Weighed { row: Some(index), size: guard::size(measure) });
            }
            Deed::Undo { row: undone } => {
                sizes.values_mut().for_each(|sizes| sizes.retain(|weighed| weighed.row != Some(*undone)));
            }
            Deed::People { .. } => {}
        }
    }
    held
}

/// The last sizes that a station's journal holds, newest last.
fn recorded(ledger: Option<&Ledger>, station: StationId, material: &str) -> Vec<Weighed> {
    let Some(ledger) = ledger else { return Vec::new() };
    let slot = ledger.files().find(|(_, id, _)| *id == station).map(|(slot, ..)| slot);
    let newest_first = slot.map_or_else(Vec::new, |slot| ledger.last_sizes(slot, material));
    newest_first.into_iter().rev().map(|size| Weighed { row: None, size }).collect()
}
