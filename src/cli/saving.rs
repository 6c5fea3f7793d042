//! Records of a command on their way to the disk.
//!
//! Invariant: whatever [`save`] returns is on the disk; where one record is not, the command fails.

use std::sync::mpsc;

use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::setting::{self, Setting};
use crate::domain::record::{Draft, Moment, Op, Record, StationId, Target, Ticket};
use crate::journal::folder::EventFolder;
use crate::journal::reader::{self, Item};
use crate::journal::station::{self, OpenFault, OpenStation};
use crate::journal::writer::{Report, Writer};
use crate::language::errors;

/// Opens a station for writing, and tells what had to be repaired. Without an id, the first free one.
///
/// # Errors
/// [`OpenFault`].
pub fn open(
    setting: &Setting,
    folder: &EventFolder,
    id: Option<StationId>,
) -> Result<OpenStation, OpenFault> {
    let now = setting::now(&folder.event);
    let station = station::open_station(folder, id, now, env!("CARGO_PKG_VERSION"))?;
    for note in &station.notes {
        output::message(&errors::open_note(note, &setting.texts));
    }
    Ok(station)
}

/// Saves records in this order and gives the station back. `each` is told how many were saved.
///
/// # Errors
/// [`Failure`] where not all of them are on the disk.
pub fn save(
    setting: &Setting,
    station: OpenStation,
    drafts: Vec<Draft>,
    each: &mut dyn FnMut(usize),
) -> Result<Vec<(StationId, Record)>, Failure> {
    let mut id = station.station;
    let mut saved = Vec::with_capacity(drafts.len());
    let expected = drafts.len();
    let (sender, reports) = mpsc::channel();
    // Where the receiver is gone, the command has failed already.
    let writer = Writer::spawn(station, move |report| drop(sender.send(report))).map_err(Failure::Thread)?;
    for draft in drafts {
        writer.append(draft);
    }
    while saved.len() < expected {
        match reports.recv() {
            Ok(Report::Saved(records)) => {
                each(records.len());
                saved.extend(records.into_iter().map(|(_, record)| (id, record)));
            }
            Ok(Report::Moved { to, why, .. }) => {
                output::message(&errors::write_fault(&why, &setting.texts));
                id = to;
            }
            Ok(Report::Restored { .. }) => {}
            Ok(Report::Failed(why)) => {
                // The disk gets one more chance; what it still refuses stays unsaved, and is said to be.
                drop(writer.finish());
                return Err(Failure::Write { why, saved: saved.len(), of: expected });
            }
            Ok(Report::Refused { why, .. }) => {
                drop(writer.finish());
                return Err(Failure::Encode(why));
            }
            Err(mpsc::RecvError) => return Err(Failure::WriterGone { saved: saved.len(), of: expected }),
        }
    }
    drop(writer.finish());
    Ok(saved)
}

/// The records that name the operator, where another one is on duty at this station.
#[must_use]
pub fn operator_change(
    folder: &EventFolder,
    station: StationId,
    operator: Option<&str>,
    at: Moment,
) -> Option<Draft> {
    let name = operator?;
    let file = folder.stations().join(format!("{station}.jsonl"));
    let mut on_duty = String::new();
    reader::read_file(file, &folder.event.id, &mut |_, item| {
        if let Item::Record(Record { op: Op::Operator { name }, .. }) = item {
            on_duty.clone_from(name);
        }
    });
    let op = Op::<Target>::Operator { name: name.to_owned() };
    (on_duty != name).then_some(Draft { ticket: Ticket(0), at, op, import: None })
}

/// Saves records and prints the last one's name, such as `A:17`.
///
/// # Errors
/// As [`save`]; nothing is then printed.
pub fn save_and_name(setting: &Setting, station: OpenStation, drafts: Vec<Draft>) -> Result<(), Failure> {
    let saved = save(setting, station, drafts, &mut |_| ())?;
    let name = saved.last().map(|(station, record)| format!("{station}:{}\n", record.seq));
    output::text(&name.unwrap_or_default())
}
