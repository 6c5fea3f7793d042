//! `tarazy report`: prints the event's result.

use std::path::PathBuf;

use crate::cli::context::{self, Context};
use crate::cli::damage::Damage;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::pick::{self, Choices};
use crate::domain::ledger::Ledger;
use crate::language::{Language, Message, Texts};
use crate::report::labels::ReportLabels;
use crate::report::{self, Report, csv, html, json, markdown, press, read, text};

/// Options of `report`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(long, default_value = "text", value_parser = Choices(&["text", "markdown", "csv", "json", "html"]), value_name = Message::ValueFormat, help = Message::OptionFormat)]
    format: String,
    #[arg(long, default_value = "full", value_parser = Choices(&["full", "press"]), value_name = Message::ValueStyle, help = Message::OptionStyle)]
    style: String,
    #[arg(long, help = Message::OptionNames)]
    names: bool,
    #[arg(long, value_name = Message::ValueFile, help = Message::OptionOutput)]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Text,
    Markdown,
    Csv,
    Json,
    Html,
}

const FORMATS: [(&str, Format); 5] = [
    ("text", Format::Text),
    ("markdown", Format::Markdown),
    ("csv", Format::Csv),
    ("json", Format::Json),
    ("html", Format::Html),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Full,
    Press,
}

const STYLES: [(&str, Style); 2] = [("full", Style::Full), ("press", Style::Press)];

/// Prints or writes the report.
///
/// # Errors
/// [`Failure`]. Damage in journals is part of the report and not a failure.
pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let format = pick::one_of("--format", &args.format, &FORMATS)?;
    let style = pick::one_of("--style", &args.style, &STYLES)?;
    if style == Style::Press && !matches!(format, Format::Text | Format::Markdown) {
        return Err(Failure::PressFormat(args.format.clone()));
    }
    if style == Style::Press && args.names {
        return Err(Failure::PressNames);
    }
    let folder = context.open_for_reading()?;
    // Output for programs does not depend on the language.
    let english = (format == Format::Json).then(|| Texts::new(Language::En));
    let texts = english.as_ref().unwrap_or(&context.texts);
    let (report, ledger) = read(&folder, texts)?;
    let written = match style {
        Style::Full => render_full(&report, &ledger, format, args.names, texts)?,
        Style::Press => render_press(&report, format, texts)?,
    };
    let data = context.data()?;
    match &args.output {
        // Without the byte order mark, spreadsheets misread Cyrillic letters.
        Some(_) if format == Format::Csv => {
            output::write_to(args.output.as_deref(), &format!("\u{feff}{written}"), &data)?
        }
        path => output::write_to(path.as_deref(), &written, &data)?,
    }
    if args.output.is_some() {
        report::remember(&folder, &report, context::now(&folder.event));
    }
    if format == Format::Csv {
        // The rows have no place for it.
        let labels = ReportLabels { texts: &context.texts };
        labels.seal(&report).iter().for_each(|sentence| output::message(sentence));
    }
    // Some formats do not show damage, and nobody may open the file soon, so standard error always reports it.
    Damage::of(&report).warn(&context.texts);
    Ok(())
}

fn render_full(
    report: &Report<'_>,
    ledger: &Ledger,
    format: Format,
    names: bool,
    texts: &Texts,
) -> Result<String, Failure> {
    Ok(match format {
        Format::Text => text::render(report, names, texts),
        Format::Markdown => markdown::render(report, names, texts),
        Format::Csv => {
            csv::render(report.event, ledger, names, texts).map_err(|error| Failure::Output(error.into()))?
        }
        Format::Json => json::render(report, names).map_err(|error| Failure::Output(error.into()))?,
        Format::Html => html::render(report, names, texts),
    })
}

fn render_press(report: &Report<'_>, format: Format, texts: &Texts) -> Result<String, Failure> {
    if report.summary.entries == 0 {
        return Err(Failure::NothingToPublish);
    }
    Ok(match format {
        Format::Markdown => press::render_markdown(report.event, &report.summary, texts),
        _ => press::render(report.event, &report.summary, texts),
    })
}
