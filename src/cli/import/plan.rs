//! Converts rows into the records that are still missing.
//!
//! Invariant: the records of a station keep the order of its rows. If a row's operator is
//! not the one on duty, an operator record comes first. Every record names its row, so an import can continue
//! after an interruption between any two records.

use std::collections::BTreeMap;

use crate::cli::import::imported::KnownRows;
use crate::cli::import::table::{ImportRow, ImportTable, RowAction};
use crate::domain::event::Event;
use crate::domain::record::{
    Entry, ImportRef, LineHash, Op, PendingRecord, RecordRef, ShortHash, Source, StationId, Target, Ticket,
    UNDO_REASON,
};
use crate::journal::line::{self, LineError};
use crate::spreadsheet::TableEntry;

/// Returns the missing records, by station. `on_duty` are the operators at the end of the journals.
#[must_use]
pub(super) fn missing(
    event: &Event,
    table: &ImportTable,
    known: &KnownRows,
    mut on_duty: BTreeMap<StationId, String>,
) -> BTreeMap<StationId, Vec<PendingRecord>> {
    let mut drafts: BTreeMap<StationId, Vec<PendingRecord>> = BTreeMap::new();
    for (index, row) in table.rows.iter().enumerate() {
        if known.contains(index) {
            continue;
        }
        let import = Some(ImportRef { file: table.file, row: row.line });
        let station = drafts.entry(row.station).or_default();
        let operator = on_duty.entry(row.station).or_default();
        if *operator != row.operator {
            operator.clone_from(&row.operator);
            let op = Op::Operator { name: row.operator.clone() };
            station.push(PendingRecord { ticket: ticket(index, 1), at: row.at, op, import, key: None });
        }
        let op = record_op(event, row, |undone| {
            let record = known.records.get(undone).copied().flatten();
            record.map_or(Target::Ticket(ticket(undone, 0)), Target::Record)
        });
        station.push(PendingRecord { ticket: ticket(index, 0), at: row.at, op, import, key: None });
    }
    drafts
}

/// Checks that the records of a row fit into journal lines.
///
/// # Errors
/// [`LineError`] if one does not fit.
pub(super) fn fits(event: &Event, row: &ImportRow) -> Result<(), LineError> {
    // Assume the maximum length of each part, so that no row fails after others were written.
    let nothing = RecordRef { station: row.station, seq: u64::from(u32::MAX), hash: ShortHash(0) };
    let import = Some(ImportRef { file: ShortHash(0), row: u32::MAX });
    let at = line::to_line_precision(&row.at);
    let operator = Op::Operator { name: row.operator.clone() };
    for op in [operator, record_op(event, row, |_| nothing)] {
        line::encode(u64::from(u32::MAX), &at, &op, import, None, Some(&LineHash([0; 32])))?;
    }
    Ok(())
}

fn record_op<T>(event: &Event, row: &ImportRow, target: impl FnOnce(usize) -> T) -> Op<T> {
    match &row.action {
        RowAction::People { count } => Op::People { count: *count },
        RowAction::Undo { row } => Op::Void { of: target(*row), reason: UNDO_REASON.to_owned() },
        RowAction::Entry(TableEntry { material, grade, measure, about, typed }) => Op::Entry(Entry {
            material: material_id(event, *material),
            grade: grade.clone(),
            measure: *measure,
            tare_name: None,
            about: *about,
            source: Source::Import,
            scale: None,
            typed: Some(typed.clone()),
            corrects: None,
        }),
    }
}

fn material_id(event: &Event, material: usize) -> String {
    event.materials.get(material).map(|material| material.id.clone()).unwrap_or_default()
}

/// Returns the ticket for one record of a row. Part 0 is the row's own record, and part 1 is its operator
/// record.
fn ticket(row: usize, part: u64) -> Ticket {
    Ticket(u64::try_from(row).unwrap_or(u64::MAX / 2) * 2 + part)
}
