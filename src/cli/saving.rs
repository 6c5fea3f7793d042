//! Saving the records of a command.
//!
//! Invariant: every record that [`save`] returns is on the disk. If any record could not be saved, the
//! command fails.

use std::collections::BTreeMap;
use std::sync::mpsc;
use std::time::Duration;

use crate::cli::context::{self, Context};
use crate::cli::failure::Failure;
use crate::cli::{output, second_copy};
use crate::domain::record::{LineHash, Moment, Op, PendingRecord, Record, StationId, Target, Ticket};
use crate::journal::chain::EncodeError;
use crate::journal::event_folder::EventFolder;
use crate::journal::open_error::OpenError;
use crate::journal::station::{self, OpenStation};
use crate::journal::writer::{WriteError, Writer, WriterEvent};
use crate::language::{Explain, errors};

/// Opens a station for writing and reports repairs and faults of its journal. Without an id, opens the
/// first free station.
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
    let event = folder.event.clone();
    Ok(station.noting_now(folder, move || context::now(&event)))
}

/// How long a command waits for the disk to answer about a batch of records.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(30);

/// Saves the records in this order and releases the station.
///
/// Calls `on_saved` after each write with the number of records that it saved.
///
/// # Errors
/// [`Failure`] if not all records are on the disk.
pub(super) fn save(
    context: &Context,
    folder: &EventFolder,
    station: OpenStation,
    pending: Vec<PendingRecord>,
    on_saved: &mut dyn FnMut(usize),
) -> Result<Vec<(StationId, Record)>, Failure> {
    let of = pending.len();
    // An imported record is found again by its row, and another one by its key.
    let is_repeatable = pending.iter().any(|record| record.import.is_some() || record.key.is_some());
    let mut progress = SaveProgress {
        id: station.station,
        saved: Vec::with_capacity(of),
        heads: BTreeMap::new(),
        write_error: None,
        is_rescued: false,
        encode_error: None,
    };
    let (sender, events) = mpsc::channel();
    // If the receiver is gone, the command has already failed.
    let writer = Writer::spawn(station, move |event| drop(sender.send(event))).map_err(Failure::Thread)?;
    for pending in pending {
        writer.append(pending);
    }
    let mut limit = ANSWER_TIMEOUT;
    while progress.saved.len() < of && progress.write_error.is_none() && progress.encode_error.is_none() {
        match events.recv_timeout(ANSWER_TIMEOUT) {
            Ok(event) => progress.handle_event(event, context, on_saved),
            Err(_no_answer) => {
                limit = Duration::ZERO;
                break;
            }
        }
    }
    // Retry a failed write once. Records that still fail are reported as not saved.
    let outcome = writer.finish(limit);
    for event in events.try_iter() {
        progress.handle_event(event, context, on_saved);
    }
    let SaveProgress { saved, heads, write_error, encode_error, .. } = progress;
    second_copy::update(context, folder, heads);
    if let Some(error) = encode_error {
        return Err(Failure::Encode(error));
    }
    if saved.len() == of && !outcome.is_damaged {
        return Ok(saved);
    }
    let (error, saved) = (write_error.unwrap_or(WriteError::NoAnswer), saved.len());
    // A record is certainly not in the journal only if the writer says so.
    if saved + outcome.not_saved.len() == of && !outcome.is_damaged {
        Err(Failure::Write { error, saved, of })
    } else {
        Err(Failure::PerhapsSaved { error, saved, of, is_repeatable })
    }
}

/// Results collected from the writer's events.
struct SaveProgress {
    /// The name of the current journal; it changes if a journal fails.
    id: StationId,
    saved: Vec<(StationId, Record)>,
    /// The last line of each journal that is on the disk.
    heads: BTreeMap<StationId, LineHash>,
    write_error: Option<WriteError>,
    /// Whether another file took the place of the journal.
    is_rescued: bool,
    encode_error: Option<EncodeError>,
}

impl SaveProgress {
    fn handle_event(&mut self, event: WriterEvent, context: &Context, on_saved: &mut dyn FnMut(usize)) {
        match event {
            WriterEvent::Saved(records) => {
                self.heads.extend(records.last().map(|(_, record)| (self.id, record.hash)));
                on_saved(records.len());
                self.saved.extend(records.into_iter().map(|(_, record)| (self.id, record)));
            }
            WriterEvent::Moved { from, to, .. } => {
                let rescued = self.is_rescued.then_some(&WriteError::Replaced);
                if let Some(error) = self.write_error.as_ref().or(rescued) {
                    output::message(&context.texts.get(errors::station_moved(from, to, error)));
                }
                self.id = to;
            }
            WriterEvent::Restored { station, change, incomplete } => {
                output::message(&context.texts.get(errors::journal_restored(station, change, incomplete)));
            }
            WriterEvent::Rescued { station, name, incomplete } => {
                output::message(&context.texts.get(errors::journal_rescued(station, name, incomplete)));
                // The next records are in that file, until the writer moves on.
                self.id = name;
                self.is_rescued = true;
            }
            WriterEvent::Noted(record) => drop(self.heads.insert(self.id, record.hash)),
            WriterEvent::Failed(error) => self.write_error = Some(error),
            WriterEvent::Unwritable { error, .. } => self.encode_error = Some(error),
        }
    }
}

/// Returns an operator record if `operator` is not the one on duty at this station. Without `operator`, the operator of
/// the settings goes on duty if nobody is.
#[must_use]
pub(super) fn operator_change(
    context: &Context,
    folder: &EventFolder,
    station: StationId,
    operator: Option<&str>,
    at: Moment,
) -> Option<PendingRecord> {
    let configured = context.config.settings.operator.as_deref();
    if operator.is_none() && configured.is_none() {
        return None;
    }
    let on_duty = station::last_operator(folder, station);
    let name = operator.or_else(|| configured.filter(|_| on_duty.is_empty()))?;
    let op = Op::<Target>::Operator { name: name.to_owned() };
    (on_duty != name).then_some(PendingRecord { ticket: Ticket(0), at, op, import: None, key: None })
}

/// Saves records and prints the name of the last one, such as `A:17`.
///
/// # Errors
/// Same as [`save`]. If it fails, no name is printed. [`Failure::Unanswered`] if only the name cannot be printed.
pub(super) fn save_and_name(
    context: &Context,
    folder: &EventFolder,
    station: OpenStation,
    pending: Vec<PendingRecord>,
) -> Result<(), Failure> {
    let saved = save(context, folder, station, pending, &mut |_| ())?;
    let Some((station, record)) = saved.last() else { return Ok(()) };
    print_name(*station, record.seq)
}

/// Prints the name of a record that is on the disk.
///
/// # Errors
/// [`Failure::Unanswered`].
pub(super) fn print_name(station: StationId, seq: u64) -> Result<(), Failure> {
    let name = format!("{station}:{seq}");
    output::answer(&format!("{name}\n"), Some(name))
}
