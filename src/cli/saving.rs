//! Saving the records of a command.
//!
//! Invariant: every record that [`save`] returns is on the disk. If one record is not, the command fails.

use std::sync::mpsc;

use crate::cli::context::{self, Context};
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::domain::record::{Moment, Op, PendingRecord, Record, StationId, Target, Ticket};
use crate::journal::chain::EncodeError;
use crate::journal::event_folder::EventFolder;
use crate::journal::open_error::OpenError;
use crate::journal::station::{self, OpenStation};
use crate::journal::writer::{WriteError, Writer, WriterEvent};
use crate::language::{Explain, Message, errors};

/// Opens a station for writing and reports repairs. Without an id, opens the first free station.
///
/// # Errors
/// [`OpenError`].
pub(super) fn open(
    context: &Context,
    folder: &EventFolder,
    id: Option<StationId>,
) -> Result<OpenStation, OpenError> {
    let now = context::now(&folder.event);
    let station = station::open_station(folder, id, now, env!("CARGO_PKG_VERSION"))?;
    for note in &station.notes {
        output::message(&context.texts.show(note.explain()));
    }
    Ok(station)
}

/// Saves records in this order and releases the station. Calls `each` with the number of records saved.
///
/// # Errors
/// [`Failure`] if not all records are on the disk.
pub(super) fn save(
    context: &Context,
    station: OpenStation,
    pending: Vec<PendingRecord>,
    each: &mut dyn FnMut(usize),
) -> Result<Vec<(StationId, Record)>, Failure> {
    let of = pending.len();
    let mut told = Told { id: station.station, saved: Vec::with_capacity(of), failed: None, refused: None };
    let (sender, reports) = mpsc::channel();
    // If the receiver is gone, the command has already failed.
    let writer = Writer::spawn(station, move |report| drop(sender.send(report))).map_err(Failure::Thread)?;
    for pending in pending {
        writer.append(pending);
    }
    while told.saved.len() < of && told.failed.is_none() && told.refused.is_none() {
        let Ok(report) = reports.recv() else { break };
        told.take(report, context, each);
    }
    // Tries a failed disk once more. Records that still fail are reported as not saved.
    let left = writer.finish();
    for report in reports {
        told.take(report, context, each);
    }
    let Told { saved, failed, refused, .. } = told;
    if let Some(why) = refused {
        return Err(Failure::Encode(why));
    }
    match failed {
        _ if saved.len() == of => Ok(saved),
        Some(error) if !left.is_empty() => Err(Failure::Write { error, saved: saved.len(), of }),
        _ => Err(Failure::WriterGone { saved: saved.len(), of }),
    }
}

/// State collected from the writer's events.
struct Told {
    /// The current station; it changes if a journal fails.
    id: StationId,
    saved: Vec<(StationId, Record)>,
    failed: Option<WriteError>,
    refused: Option<EncodeError>,
}

impl Told {
    fn take(&mut self, report: WriterEvent, context: &Context, each: &mut dyn FnMut(usize)) {
        match report {
            WriterEvent::Saved(records) => {
                each(records.len());
                self.saved.extend(records.into_iter().map(|(_, record)| (self.id, record)));
            }
            WriterEvent::Moved { from, to, .. } => {
                if let Some(why) = &self.failed {
                    output::message(&context.texts.get(errors::station_moved(from, to, why)));
                }
                self.id = to;
            }
            WriterEvent::Restored { station } => {
                output::message(&context.texts.get(Message::StationRestored { station: station.into() }));
            }
            WriterEvent::Failed(why) => self.failed = Some(why),
            WriterEvent::Unwritable { error: why, .. } => self.refused = Some(why),
        }
    }
}

/// Returns the operator record, if another operator is on duty at this station.
#[must_use]
pub(super) fn operator_change(
    folder: &EventFolder,
    station: StationId,
    operator: Option<&str>,
    at: Moment,
) -> Option<PendingRecord> {
    let name = operator?;
    let on_duty = station::last_operator(folder, station);
    let op = Op::<Target>::Operator { name: name.to_owned() };
    (on_duty != name).then_some(PendingRecord { ticket: Ticket(0), at, op, import: None })
}

/// Saves records and prints the name of the last one, such as `A:17`.
///
/// # Errors
/// As for [`save`]; nothing is printed.
pub(super) fn save_and_name(
    context: &Context,
    station: OpenStation,
    pending: Vec<PendingRecord>,
) -> Result<(), Failure> {
    let saved = save(context, station, pending, &mut |_| ())?;
    let name = saved.last().map(|(station, record)| format!("{station}:{}\n", record.seq));
    output::text(&name.unwrap_or_default())
}
