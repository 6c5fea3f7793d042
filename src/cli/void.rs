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
use crate::language::Message;

/// Options of `void`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(value_name = Message::ValueRecord, help = Message::OptionRecord)]
    record: String,
    #[arg(long, value_name = Message::ValueText, help = Message::OptionReason)]
    reason: String,
    #[arg(long, value_name = Message::ValueStation, help = Message::OptionStationVoid)]
    station: Option<String>,
}

/// Voids a record and prints the name of the void.
///
/// # Errors
/// [`Failure`]; nothing is recorded.
pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let (station, seq) = argument::record(&args.record)?;
    let chosen = args.station.as_deref().map(argument::station).transpose()?;
    let reason = argument::text("--reason", args.reason.trim())?;
    if reason.is_empty() {
        return Err(Failure::NoReason);
    }
    let folder = context.open_for_changing()?;
    context.warn_of_clock(&folder);
    let (ledger, states) = reader::replay(&folder)?;
    let name = || format!("{station}:{seq}");
    let Some(index) = ledger.find_by_number(station, seq) else {
        let exists = states.iter().any(|state| state.name == station && (1..state.next_seq).contains(&seq));
        return Err(if exists { Failure::NotVoidable(name()) } else { Failure::NoRecord(name()) });
    };
    match ledger.status(index) {
        RecordStatus::Voided | RecordStatus::Corrected => return Err(Failure::AlreadyVoid(name())),
        RecordStatus::Counted | RecordStatus::Conflict | RecordStatus::Copy => {}
    }
    let of = ledger.view(index).target;
    let open_station =
        open_chosen(context, &folder, chosen.map_or(StationChoice::OwnOrFree(of), StationChoice::Given))?;
    let op = Op::Void { of: Target::Record(of), reason: reason.to_owned() };
    let pending =
        PendingRecord { ticket: Ticket(0), at: context::now(&folder.event), op, import: None, key: None };
    saving::save_and_name(context, &folder, open_station, vec![pending])
}

/// The station that records the void.
enum StationChoice {
    Given(StationId),
    /// The station of this record, or the first free station if that one is in use.
    OwnOrFree(RecordRef),
}

fn open_chosen(
    context: &Context,
    folder: &EventFolder,
    choice: StationChoice,
) -> Result<OpenStation, OpenError> {
    match choice {
        StationChoice::Given(id) => saving::open(context, folder, Some(id)),
        StationChoice::OwnOrFree(of) => match saving::open(context, folder, Some(of.station)) {
            Err(OpenError::Lock { .. } | OpenError::OtherAccount { .. } | OpenError::OtherStation { .. }) => {
                saving::open(context, folder, None)
            }
            opened => opened,
        },
    }
}
