//! `tarazy season`: prints the events of a year side by side.

use std::path::PathBuf;

use chrono::Datelike;

use crate::cli::argument::error::ArgumentError;
use crate::cli::context::Context;
use crate::cli::damage::Damage;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::pick::{self, Choices};
use crate::journal::absorbed::without_absorbed;
use crate::journal::data_dir::Listing;
use crate::language::Message;
use crate::report::read;
use crate::report::season::{Season, data, html, text};

/// Options of `season`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(value_name = Message::ValueYear, help = Message::OptionYear)]
    year: Option<String>,
    #[arg(long, default_value = "text", value_parser = Choices(&["text", "csv", "json", "html"]), value_name = Message::ValueFormat, help = Message::OptionFormat)]
    format: String,
    #[arg(long, value_name = Message::ValueFile, help = Message::OptionOutput)]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Text,
    Csv,
    Json,
    Html,
}

const FORMATS: [(&str, Format); 5] = [
    ("text", Format::Text),
    ("csv", Format::Csv),
    ("json", Format::Json),
    ("html", Format::Html),
    ("table", Format::Text),
];

/// Prints the season, or writes it to a file.
///
/// # Errors
/// [`Failure`]. Unreadable events of that year are reported after the output.
pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let format = pick::one_of("--format", &args.format, &FORMATS)?;
    let given = args.year.as_deref().map(parse_year).transpose()?;
    let data = context.data()?;
    let Listing { events, broken } = data.listing()?;
    // The records of an absorbed event are in the event that absorbed it, and must not count twice.
    let events = without_absorbed(events);
    let mut years: Vec<i32> = events.iter().map(|folder| folder.event.date.year()).collect();
    years.dedup();
    let year = given.or_else(|| years.first().copied()).ok_or(Failure::NoEvent)?;
    // The only known date of an unreadable event is the one at the beginning of its slug.
    let broken: Vec<_> =
        broken.into_iter().filter(|(slug, _)| slug.starts_with(&format!("{year:04}-"))).collect();
    let texts = &context.texts;
    let mut season = Season::new(year);
    let mut damage = Vec::new();
    for folder in events.iter().filter(|folder| folder.event.date.year() == year) {
        let (report, _) = read(folder, texts)?;
        season.add(report.event, report.slug, &report.summary, report.verified);
        damage.push(Damage::of(&report));
    }
    let broken: Vec<_> = broken.into_iter().map(|(_, error)| error).collect();
    if season.kinds.is_empty() {
        return Err(if broken.is_empty() {
            Failure::NoSeason { year, known: years }
        } else {
            Failure::BrokenEvents(broken)
        });
    }
    let written = match format {
        Format::Text => text::render(&season, texts),
        Format::Csv => data::csv(&season).map_err(|error| Failure::Output(error.into()))?,
        Format::Json => data::json(&season).map_err(|error| Failure::Output(error.into()))?,
        Format::Html => html::render(&season, texts),
    };
    match &args.output {
        Some(_) if format == Format::Csv => {
            output::write_to(args.output.as_deref(), format!("\u{feff}{written}").as_bytes(), &data)?
        }
        path => output::write_to(path.as_deref(), written.as_bytes(), &data)?,
    }
    damage.iter().for_each(|damage| damage.warn(texts));
    if broken.is_empty() { Ok(()) } else { Err(Failure::BrokenEvents(broken)) }
}

/// Parses a year of four digits.
fn parse_year(given: &str) -> Result<i32, ArgumentError> {
    let digits = given.len() == 4 && given.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| given.parse().ok()).flatten().ok_or_else(|| ArgumentError::BadYear(given.to_owned()))
}
