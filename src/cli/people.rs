//! `tarazy people`: adds to the count of people.

use crate::cli::context::{self, Context};
use crate::cli::failure::Failure;
use crate::cli::repeat::{self, Repeat};
use crate::cli::{argument, saving};
use crate::domain::record::{Op, PendingRecord, Ticket};
use crate::language::Message;

/// Options of `people`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(allow_negative_numbers = true, value_name = Message::ValueCount, help = Message::OptionPeople)]
    count: String,
    #[arg(long, value_name = Message::ValueStation, help = Message::OptionStation)]
    station: Option<String>,
    #[arg(long, value_name = Message::ValueKey, help = Message::OptionId)]
    id: Option<String>,
}

/// Records a count of people and prints the record's name.
///
/// # Errors
/// [`Failure`]; nothing is recorded.
pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let id = argument::station_or_default(args.station.as_deref(), &context.config.settings)?;
    let count = argument::people(&args.count)?;
    let key = args.id.as_deref().map(argument::key).transpose()?;
    let (folder, ()) = context.open_for_writing(None, |_, _| Ok(()))?;
    let op = Op::People { count };
    let Repeat::New(_lock) = repeat::check(context, &folder, key.as_ref(), &op, None)? else { return Ok(()) };
    let at = context::now(&folder.event);
    let station = saving::open(context, &folder, Some(id))?;
    let drafts = vec![PendingRecord { ticket: Ticket(0), at, op, import: None, key }];
    saving::save_and_name(context, &folder, station, drafts)
}
