//! Rows become the records that are still missing.
//!
//! Invariant: the records of a station keep the order of its rows; an operator's record comes before the
//! first record of another operator's row. Every record names its row, so that a cut anywhere between
//! two of them can be gone on from.

use std::collections::BTreeMap;

use crate::cli::import::known::{Known, Likeness};
use crate::cli::import::table::{Deed, Row, Table};
use crate::domain::event::Event;
use crate::domain::record::{
    Entry, ImportRef, LineHash, Op, PendingRecord, RecordRef, ShortHash, Source, StationId, Target, Ticket,
};
use crate::journal::line::{self, LineError};

/// The reason of a void that an `undo` row makes.
const REASON: &str = "undo";

/// The records that are missing, by station.
#[must_use]
pub fn missing(event: &Event, table: &Table, known: &Known) -> BTreeMap<StationId, Vec<PendingRecord>> {
    let mut on_duty = known.on_duty.clone();
    let mut drafts: BTreeMap<StationId, Vec<PendingRecord>> = BTreeMap::new();
    for (index, row) in table.rows.iter().enumerate() {
        if known.rows.contains_key(&row.line) {
            continue;
        }
        let import = Some(ImportRef { file: table.file, row: row.line });
        let station = drafts.entry(row.station).or_default();
        let operator = on_duty.entry(row.station).or_default();
        if *operator != row.operator {
            operator.clone_from(&row.operator);
            let op = Op::Operator { name: row.operator.clone() };
            station.push(PendingRecord { ticket: ticket(index, 1), at: row.at, op, import });
        }
        let op = op(event, row, |undone| {
            let line = table.rows.get(undone).map_or(0, |row| row.line);
            known.rows.get(&line).map_or(Target::Ticket(ticket(undone, 0)), |record| Target::Record(*record))
        });
        station.push(PendingRecord { ticket: ticket(index, 0), at: row.at, op, import });
    }
    drafts
}

/// How many rows another file brought already that this one has not.
#[must_use]
pub fn brought_by_others(event: &Event, table: &Table, known: &Known) -> usize {
    let fresh = table.rows.iter().filter(|row| !known.rows.contains_key(&row.line));
    fresh.filter_map(|row| likeness(event, row)).filter(|row| known.others.contains(row)).count()
}

/// Whether a line of a journal can hold a row's records.
///
/// # Errors
/// [`LineError`] where one cannot be written.
pub fn fits(event: &Event, row: &Row) -> Result<(), LineError> {
    // The longest that each part can be: so that no row is refused after others were written.
    let nothing = RecordRef { station: row.station, seq: u64::from(u32::MAX), hash: ShortHash(0) };
    let import = Some(ImportRef { file: ShortHash(0), row: u32::MAX });
    let at = line::to_line_precision(&row.at);
    let operator = Op::Operator { name: row.operator.clone() };
    for op in [operator, op(event, row, |_| nothing)] {
        line::encode(u64::from(u32::MAX), &at, &op, import, Some(&LineHash([0; 32])))?;
    }
    Ok(())
}

fn op<T>(event: &Event, row: &Row, target: impl FnOnce(usize) -> T) -> Op<T> {
    match &row.deed {
        Deed::People { count } => Op::People { count: *count },
        Deed::Undo { row } => Op::Void { of: target(*row), reason: REASON.to_owned() },
        Deed::Entry { material, grade, measure, about, typed } => Op::Entry(Entry {
            material: id(event, *material),
            grade: grade.clone(),
            measure: *measure,
            tare_name: None,
            about: *about,
            source: Source::Import,
            typed: Some(typed.clone()),
            corrects: None,
        }),
    }
}

fn likeness(event: &Event, row: &Row) -> Option<Likeness> {
    let (at_ms, station) = (row.at.timestamp_millis(), row.station);
    match &row.deed {
        Deed::Entry { material, typed, .. } => {
            let (material, typed) = (id(event, *material), typed.clone());
            Some(Likeness::Entry { at_ms, station, material, typed })
        }
        Deed::People { count } => Some(Likeness::People { at_ms, station, count: *count }),
        Deed::Undo { .. } => None,
    }
}

fn id(event: &Event, material: usize) -> String {
    event.materials.get(material).map(|material| material.id.clone()).unwrap_or_default()
}

/// Tickets of a row: 0 is what it says, 1 its operator.
fn ticket(row: usize, part: u64) -> Ticket {
    Ticket(u64::try_from(row).unwrap_or(u64::MAX / 2) * 2 + part)
}
