//! `tarazy void`: voids a record.

use crate::cli::context::{self, Context};
use crate::cli::failure::Failure;
use crate::cli::{argument, saving};
use crate::domain::ledger::RecordStatus;
use crate::domain::record::{Op, PendingRecord, RecordRef, StationId, Target, Ticket};
use crate::journal::event_folder::EventFolder;
use crate::journal::open_error::OpenError;
use crate::journal::reader;
use crate::journal::station::OpenStation;

/// Options of `void`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The record, such as A:17
    record: String,
    /// The reason
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// The station that records the void [default: the record's own, else the first free one]
    #[arg(long, value_name = "ID")]
    station: Option<String>,
}

/// Voids a record and prints the name of the void.
///
/// # Errors
/// [`Failure`]; nothing is recorded.
pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let (station, seq) = argument::record(&args.record)?;
    let by = args.station.as_deref().map(argument::station).transpose()?;
    let reason = argument::text("--reason", args.reason.trim())?;
    if reason.is_empty() {
        return Err(Failure::NoReason);
    }
    let folder = context.changing()?;
    let (ledger, states) = reader::replay(&folder)?;
    let name = || format!("{station}:{seq}");
    let Some(row) = ledger.find_by_number(station, seq) else {
        let there = states.iter().any(|state| state.name == station && (1..state.next_seq).contains(&seq));
        return Err(if there { Failure::NotVoidable(name()) } else { Failure::NoRecord(name()) });
    };
    match ledger.status(row) {
        RecordStatus::Voided | RecordStatus::Corrected => return Err(Failure::AlreadyVoid(name())),
        RecordStatus::Counted | RecordStatus::Conflict | RecordStatus::Copy => {}
    }
    let of = ledger.view(row).target;
    let desk = open(context, &folder, by.map_or(Desk::Free(of), Desk::Given))?;
    let op = Op::Void { of: Target::Record(of), reason: reason.to_owned() };
    let pending = PendingRecord { ticket: Ticket(0), at: context::now(&folder.event), op, import: None };
    saving::save_and_name(context, desk, vec![pending])
}

/// The station that records the void.
enum Desk {
    Given(StationId),
    /// The station of this record if it is free, else the first free station.
    Free(RecordRef),
}

fn open(context: &Context, folder: &EventFolder, desk: Desk) -> Result<OpenStation, OpenError> {
    match desk {
        Desk::Given(id) => saving::open(context, folder, Some(id)),
        Desk::Free(of) => match saving::open(context, folder, Some(of.station)) {
            Err(OpenError::Lock { .. } | OpenError::OtherAccount { .. } | OpenError::OtherStation { .. }) => {
                saving::open(context, folder, None)
            }
            opened => opened,
        },
    }
}
