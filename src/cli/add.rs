//! `tarazy add`: records one entry, in the console's grammar.

use crate::cli::context::{self, Context};
use crate::cli::failure::Failure;
use crate::cli::pick::{self, Choices};
use crate::cli::repeat::{self, Repeat};
use crate::cli::{argument, output, saving};
use crate::domain::catalogue::Material;
use crate::domain::event::Event;
use crate::domain::guard::{self, Plausibility};
use crate::domain::record::{Entry, Measure, Op, PendingRecord, Source, StationId, Target, Ticket};
use crate::entry::{self, Amount};
use crate::journal::event_folder::EventFolder;
use crate::journal::reader;
use crate::language::{Message, errors};

/// The sources that `--source` names.
const SOURCES: [(&str, Source); 1] = [("paper", Source::Paper)];

/// Options of `add`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(value_name = Message::ValueMaterial, help = Message::OptionMaterial)]
    material: String,
    #[arg(allow_negative_numbers = true, value_name = Message::ValueAmount, help = Message::OptionAmount)]
    typed: String,
    #[arg(long, value_name = Message::ValueStation, help = Message::OptionStation)]
    station: Option<String>,
    #[arg(long, value_name = Message::ValueName, help = Message::OptionOperator)]
    operator: Option<String>,
    #[arg(long, value_name = Message::ValueGrade, help = Message::OptionGrade)]
    grade: Option<String>,
    #[arg(long, value_name = Message::ValueTime, help = Message::OptionAt)]
    at: Option<String>,
    #[arg(long, value_parser = Choices(&["paper"]), value_name = Message::ValueSource, help = Message::OptionSource)]
    source: Option<String>,
    #[arg(long, value_name = Message::ValueKey, help = Message::OptionId)]
    id: Option<String>,
    #[arg(long, help = Message::OptionYes)]
    yes: bool,
}

/// Records one entry and prints its name.
///
/// # Errors
/// [`Failure`]; nothing is recorded.
pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let id = argument::station_or_default(args.station.as_deref(), &context.config.settings)?;
    let at = args.at.as_deref().map(argument::time).transpose()?;
    let operator = args.operator.as_deref().map(argument::operator).transpose()?;
    let key = args.id.as_deref().map(argument::key).transpose()?;
    let (folder, (op, hint)) = context.open_for_writing(at, |event, folder| {
        let (index, measure, op) = parse_entry(event, args)?;
        let plausibility = if args.yes || repeat::is_known(folder, key.as_ref())? {
            Plausibility::Fine
        } else {
            check_plausibility(&event.materials[index], &measure, &args.typed, folder, id)?
        };
        if plausibility.needs_confirmation() {
            return Err(Failure::HeldAmount { plausibility, measure });
        }
        Ok((op, errors::held_amount(&plausibility, &measure)))
    })?;
    let Repeat::New(_lock) = repeat::check(context, &folder, key.as_ref(), &op, at)? else { return Ok(()) };
    let at = at.unwrap_or_else(|| context::now(&folder.event));
    let station = saving::open(context, &folder, Some(id))?;
    let mut drafts: Vec<PendingRecord> =
        saving::operator_change(context, &folder, id, operator, at).into_iter().collect();
    drafts.push(PendingRecord { ticket: Ticket(1), at, op, import: None, key });
    saving::save_and_name(context, &folder, station, drafts)?;
    hint.iter().for_each(|hint| output::message(&context.texts.show(hint)));
    Ok(())
}

/// Compares the amount with the last entries of this station, using the slip guard.
fn check_plausibility(
    material: &Material,
    measure: &Measure,
    typed: &str,
    folder: Option<&EventFolder>,
    station: StationId,
) -> Result<Plausibility, Failure> {
    let mut usual = None;
    if let Some(folder) = folder {
        let (ledger, _) = reader::replay(folder)?;
        let slot = ledger.files().find(|(_, id, _)| *id == station).map(|(slot, ..)| slot);
        usual = slot.and_then(|slot| guard::usual_size(ledger.last_sizes(slot, &material.id)));
    }
    Ok(guard::check(material, measure, usual, entry::read(typed).is_one_whole_number()))
}

/// Parses the arguments with this event's catalogue. Returns the material's index, the measure and the
/// record.
fn parse_entry(event: &Event, args: &Args) -> Result<(usize, Measure, Op<Target>), Failure> {
    let source = args.source.as_deref().map(|given| pick::one_of("--source", given, &SOURCES)).transpose()?;
    let (index, material) = argument::material(event, &args.material)?;
    let grade = argument::grade(material, args.grade.as_deref())?;
    let typed = args.typed.as_str();
    let Amount { measure, about } = argument::amount(event, index, typed)?;
    let op = Op::Entry(Entry {
        material: material.id.clone(),
        grade,
        measure,
        tare_name: None,
        about,
        source: source.unwrap_or(Source::Typed),
        scale: None,
        typed: Some(typed.to_owned()),
        corrects: None,
    });
    Ok((index, measure, op))
}
