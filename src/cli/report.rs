//! `tarazy report`: the event's result.

use std::path::PathBuf;

use clap::ValueEnum;

use crate::cli::failure::Failure;
use crate::cli::setting::Setting;
use crate::cli::{output, verify};
use crate::journal::folder::EventFolder;
use crate::journal::reader;
use crate::journal::verify::{self as check, Finding};
use crate::language::{Language, Texts};
use crate::report::summary::Summary;
use crate::report::{Report, json, text};

/// Options of `report`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// How it is written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Name the operators of each station
    #[arg(long)]
    names: bool,
    /// Write it to this file, whole or not at all
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// Prints or writes the report.
///
/// # Errors
/// [`Failure`]; damage of journals is part of the report and no failure.
pub fn run(setting: &Setting, args: &Args) -> Result<(), Failure> {
    let folder = setting.reading()?;
    let report = match args.format {
        Format::Text => text::render(&gather(&folder, &setting.texts)?, args.names, &setting.texts),
        Format::Json => {
            // What programs read does not change with the language of people.
            let texts = Texts::new(Language::En);
            json::render(&gather(&folder, &texts)?, args.names)
                .map_err(|error| Failure::Output(error.into()))?
        }
    };
    output::to(args.output.as_deref(), &report)
}

/// The event's sums and the state of its journals.
///
/// # Errors
/// [`Failure`] where the folder of stations cannot be listed.
pub fn gather<'a>(folder: &'a EventFolder, texts: &Texts) -> Result<Report<'a>, Failure> {
    let (ledger, states) = reader::replay(folder)?;
    let findings = check::verify(folder, &[])?;
    let heads: Vec<_> = states.iter().map(|state| (state.station, state.head)).collect();
    let faults = findings.iter().filter(|finding| finding.is_fault());
    let damage: Vec<_> = faults.map(|finding: &Finding| verify::flaw(folder, finding, texts)).collect();
    Ok(Report {
        event: &folder.event,
        slug: &folder.slug,
        summary: Summary::new(&folder.event, &ledger, &heads),
        verified: damage.is_empty(),
        damage,
    })
}
