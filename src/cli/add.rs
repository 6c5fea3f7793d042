//! `tarazy add`: one weighing, in the console's grammar.

use crate::cli::failure::Failure;
use crate::cli::setting::{self, Setting};
use crate::cli::{choice, saving};
use crate::domain::event::Event;
use crate::domain::record::{Draft, Entry, Op, Source, Target, Ticket};
use crate::entry::Amount;

/// Options of `add`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The material: its id, key letter or number
    material: String,
    /// The amount, such as 12,5 or 12.5-0.8
    #[arg(allow_negative_numbers = true)]
    typed: String,
    /// The station that records it [default: A]
    #[arg(long, value_name = "ID")]
    station: Option<String>,
    /// Who operates the station from here on
    #[arg(long, value_name = "NAME")]
    operator: Option<String>,
    /// The grade, such as 1
    #[arg(long)]
    grade: Option<String>,
    /// When it was weighed [default: now]
    #[arg(long, value_name = "RFC3339")]
    at: Option<String>,
    /// Where the amount was read from, if nobody weighed it just now
    #[arg(long, value_parser = ["paper"])]
    source: Option<String>,
}

/// Records one weighing and prints its name.
///
/// # Errors
/// [`Failure`]; nothing is then recorded.
pub fn run(setting: &Setting, args: &Args) -> Result<(), Failure> {
    let id = choice::station_or_first(args.station.as_deref())?;
    let at = args.at.as_deref().map(choice::time).transpose()?;
    let operator = args.operator.as_deref().map(choice::operator).transpose()?;
    let (folder, op) = setting.writing(|event| entry_of(event, args))?;
    let at = at.unwrap_or_else(|| setting::now(&folder.event));
    let station = saving::open(setting, &folder, Some(id))?;
    let mut drafts: Vec<Draft> = saving::operator_change(&folder, id, operator, at).into_iter().collect();
    drafts.push(Draft { ticket: Ticket(1), at, op, import: None });
    saving::save_and_name(setting, station, drafts)
}

/// What the arguments mean with this event's catalogue.
fn entry_of(event: &Event, args: &Args) -> Result<Op<Target>, Failure> {
    let (index, material) = choice::material(event, &args.material)?;
    let grade = choice::grade(material, args.grade.as_deref())?;
    let typed = args.typed.as_str();
    let Amount { measure, about } = choice::amount(event, index, typed)?;
    Ok(Op::Entry(Entry {
        material: material.id.clone(),
        grade,
        measure,
        tare_name: None,
        about,
        source: if args.source.is_some() { Source::Paper } else { Source::Typed },
        typed: Some(typed.to_owned()),
        corrects: None,
    }))
}
