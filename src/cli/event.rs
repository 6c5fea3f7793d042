//! `tarazy event`: create, list and show events.

use chrono::NaiveDate;
use clap::Subcommand;
use serde::Serialize;

use crate::cli::failure::Failure;
use crate::cli::setting::{self, Setting};
use crate::cli::{choice, output};
use crate::domain::catalogue::{Material, Unit};
use crate::domain::event::Event;
use crate::domain::mass::Grams;
use crate::domain::tally::Tally;
use crate::entry;
use crate::journal::folder::{self, EventFolder, SlugChoice};
use crate::journal::reader;
use crate::language::format;
use crate::report::columns::{Edge, lay_out};

/// The widest line where everything else fits.
const WIDTH: usize = 100;

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Create an event and print its slug
    New(New),
    /// List the events, newest first
    List(Json),
    /// Show one event
    Show(Json),
}

/// Options of `event new`.
#[derive(Debug, clap::Args)]
pub struct New {
    /// The event's name
    name: String,
    /// The day, such as 2026-01-25 [default: today]
    #[arg(long)]
    date: Option<String>,
    /// Where it takes place
    #[arg(long)]
    venue: Option<String>,
    /// Who organises it
    #[arg(long)]
    organiser: Option<String>,
    /// Who supports it
    #[arg(long)]
    supporter: Option<String>,
    /// How much is hoped for, in kilograms, such as paper=800
    #[arg(long, value_name = "MATERIAL=AMOUNT")]
    target: Vec<String>,
}

/// Options of commands that only print.
#[derive(Debug, clap::Args)]
pub struct Json {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    slug: &'a str,
    name: &'a str,
    date: NaiveDate,
    people: i64,
    entries: i64,
    total_net_g: i64,
}

#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    row: Row<'a>,
    voided: i64,
    folder: String,
    event: &'a Event,
}

/// Carries out one of the commands.
///
/// # Errors
/// [`Failure`].
pub fn run(setting: &Setting, command: Command) -> Result<(), Failure> {
    match command {
        Command::New(args) => new(setting, args),
        Command::List(args) => list(setting, args.json),
        Command::Show(args) => show(setting, args.json),
    }
}

fn new(setting: &Setting, args: New) -> Result<(), Failure> {
    let (today, offset) = setting::today();
    let date = args.date.as_deref().map_or(Ok(today), choice::date)?;
    let mut event = Event::new(folder::random_id()?, &args.name, date, offset).map_err(Failure::NewEvent)?;
    event.venue = text("--venue", args.venue)?;
    event.organiser = text("--organiser", args.organiser)?;
    event.supporter = text("--supporter", args.supporter)?;
    for given in &args.target {
        let (index, grams) = target(&event, given)?;
        event.materials[index].target_g = Some(grams);
    }
    let made = setting.data()?.create(&event, SlugChoice::Named)?;
    output::text(&(made.slug + "\n"))
}

/// A text of an event; an empty one is none.
fn text(option: &'static str, given: Option<String>) -> Result<Option<String>, Failure> {
    let given = given.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    given.map(|given| choice::text(option, &given).map(str::to_owned)).transpose()
}

/// A material's place and how much of it is hoped for, written `paper=800`.
fn target(event: &Event, given: &str) -> Result<(usize, Grams), Failure> {
    let bad = || Failure::BadTarget(given.to_owned());
    let (material, typed) = given.split_once('=').ok_or_else(bad)?;
    let (index, material) = choice::material(event, material)?;
    if material.unit == Unit::Pcs || entry::selector(typed).is_some() {
        return Err(bad());
    }
    // One record may hold two tonnes; what a whole day hopes for may be more.
    let whole = Material { max_g: Grams::RECORD_MAX, ..material.clone() };
    let refused = |refusal: entry::Refusal| Failure::Amount {
        typed: typed.to_owned(),
        reason: refusal.reason,
        unit: material.unit,
    };
    let amount = entry::parse(typed, &whole, event.decimals()).map_err(refused)?;
    Ok((index, amount.measure.net()))
}

fn list(setting: &Setting, json: bool) -> Result<(), Failure> {
    let listing = setting.data()?.listing()?;
    let mut sums = Vec::new();
    for folder in &listing.events {
        sums.push((folder, reader::replay(folder)?.0));
    }
    if json {
        let rows: Vec<_> = sums.iter().map(|(folder, ledger)| row(folder, ledger.tally())).collect();
        output::json(&rows)?;
    } else {
        let texts = &setting.texts;
        let rows: Vec<_> = sums
            .iter()
            .map(|(folder, ledger)| {
                let tally = ledger.tally();
                let kilograms = format::kilograms(tally.net, texts.language());
                vec![
                    folder.slug.clone(),
                    format::date(folder.event.date),
                    format::clean(&folder.event.name).into_owned(),
                    texts.with("people-count", &[("count", tally.people.into())]),
                    texts.with("entries-count", &[("count", tally.entries.into())]),
                    format!("{kilograms} {}", texts.get("unit-kg")),
                ]
            })
            .collect();
        let edges = [Edge::Left, Edge::Left, Edge::Left, Edge::Right, Edge::Right, Edge::Right];
        output::text(&lay_out(&rows, &edges, 2, WIDTH))?;
    }
    if listing.broken.is_empty() {
        return Ok(());
    }
    Err(Failure::BrokenEvents(listing.broken.into_iter().map(|(_, fault)| fault).collect()))
}

fn show(setting: &Setting, json: bool) -> Result<(), Failure> {
    let folder = setting.reading()?;
    let (ledger, _) = reader::replay(&folder)?;
    let tally = ledger.tally();
    let event = &folder.event;
    if json {
        let row = row(&folder, tally);
        let folder = folder.path.to_string_lossy().into_owned();
        return output::json(&Shown { row, voided: tally.voided, folder, event });
    }
    let texts = &setting.texts;
    let language = texts.language();
    let mass = |grams| format!("{} {}", format::kilograms(grams, language), texts.get("unit-kg"));
    let mut rows = vec![
        vec![texts.get("report-event-slug"), folder.slug.clone()],
        vec![texts.get("report-date"), format::date(event.date)],
    ];
    let partners = [
        (texts.get("report-venue"), &event.venue),
        (texts.get("report-organiser"), &event.organiser),
        (texts.get("report-supporter"), &event.supporter),
    ];
    for (label, partner) in partners {
        rows.extend(partner.as_ref().map(|text| vec![label, format::clean(text).into_owned()]));
    }
    rows.push(vec![texts.get("report-people"), format::integer(tally.people, language)]);
    rows.push(vec![texts.get("report-entries"), format::integer(tally.entries, language)]);
    rows.push(vec![texts.get("report-voided"), format::integer(tally.voided, language)]);
    rows.push(vec![texts.get("report-total"), mass(tally.net)]);
    for material in &event.materials {
        let Some(target) = material.target_g else { continue };
        let name = format::clean(texts.local(&material.name)).into_owned();
        let label = texts.with("event-target", &[("material", (&name).into())]);
        rows.push(vec![label, mass(target)]);
    }
    let folder = folder.path.to_string_lossy();
    rows.push(vec![texts.get("event-folder"), format::clean(&folder).into_owned()]);
    let name = format::clean(&event.name);
    output::text(&format!("{name}\n{}", lay_out(&rows, &[Edge::Left, Edge::Left], 0, usize::MAX)))
}

fn row<'a>(folder: &'a EventFolder, tally: &Tally) -> Row<'a> {
    Row {
        id: &folder.event.id,
        slug: &folder.slug,
        name: &folder.event.name,
        date: folder.event.date,
        people: tally.people,
        entries: tally.entries,
        total_net_g: tally.net.get(),
    }
}
