//! `tarazy out`: records a hand-over to a collector.

use crate::cli::context::{self, Context};
use crate::cli::failure::Failure;
use crate::cli::repeat::{self, Repeat};
use crate::cli::{argument, saving};
use crate::domain::event::Event;
use crate::domain::record::{Op, PendingRecord, Target, Ticket};
use crate::language::Message;

/// Options of `out`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(value_name = Message::ValueMaterial, help = Message::OptionMaterial)]
    material: String,
    #[arg(allow_negative_numbers = true, value_name = Message::ValueAmount, help = Message::OptionAmountOut)]
    typed: String,
    #[arg(long, value_name = Message::ValueName, help = Message::OptionTo)]
    to: String,
    #[arg(long, value_name = Message::ValueStation, help = Message::OptionStation)]
    station: Option<String>,
    #[arg(long, value_name = Message::ValueName, help = Message::OptionOperator)]
    operator: Option<String>,
    #[arg(long, value_name = Message::ValueTime, help = Message::OptionAtOut)]
    at: Option<String>,
    #[arg(long, value_name = Message::ValueKey, help = Message::OptionId)]
    id: Option<String>,
}

/// Records one hand-over and prints its name.
///
/// The slip guard and the material's maximum do not apply, because a lorry load is heavy. The only limit is
/// the maximum of a record.
///
/// # Errors
/// [`Failure`]; nothing is recorded.
pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let id = argument::station_or_default(args.station.as_deref(), &context.config.settings)?;
    let at = args.at.as_deref().map(argument::time).transpose()?;
    let operator = args.operator.as_deref().map(argument::operator).transpose()?;
    let key = args.id.as_deref().map(argument::key).transpose()?;
    let (folder, op) = context.open_for_writing(at, |event, _| parse_hand_over(event, args))?;
    let Repeat::New(_lock) = repeat::check(context, &folder, key.as_ref(), &op, at)? else { return Ok(()) };
    let at = at.unwrap_or_else(|| context::now(&folder.event));
    let station = saving::open(context, &folder, Some(id))?;
    let mut drafts: Vec<PendingRecord> =
        saving::operator_change(context, &folder, id, operator, at).into_iter().collect();
    drafts.push(PendingRecord { ticket: Ticket(1), at, op, import: None, key });
    saving::save_and_name(context, &folder, station, drafts)
}

/// Parses the arguments with this event's catalogue.
fn parse_hand_over(event: &Event, args: &Args) -> Result<Op<Target>, Failure> {
    let (index, material) = argument::material(event, &args.material)?;
    let to = argument::text("--to", args.to.trim())?;
    if to.is_empty() {
        return Err(Failure::NoCollector);
    }
    let amount = argument::amount_of(event, index, &material.unlimited(), &args.typed)?;
    Ok(Op::Out {
        material: material.id.clone(),
        measure: amount.measure,
        to: to.to_owned(),
        typed: Some(args.typed.clone()),
    })
}
