//! `tarazy report`: prints the event's result.

use std::path::PathBuf;

use crate::cli::context::{self, Context};
use crate::cli::damage::Damage;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::pick::{self, Choices};
use crate::domain::ledger::Ledger;
use crate::language::{Language, Message, Texts};
use crate::report::csv::Separator;
use crate::report::labels::ReportLabels;
use crate::report::press::PressOptions;
use crate::report::press::rounding::Decimals;
use crate::report::{self, Report, csv, html, json, markdown, press, read, text};

/// Options of `report`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(long, default_value = "text", value_parser = Choices(&["text", "markdown", "csv", "json", "html"]), value_name = Message::ValueFormat, help = Message::OptionFormat)]
    format: String,
    #[arg(long, default_value = "full", value_parser = Choices(&["full", "press"]), value_name = Message::ValueStyle, help = Message::OptionStyle)]
    style: String,
    #[arg(long, value_parser = Choices(&["0", "1", "2"]), value_name = Message::ValueCount, help = Message::OptionDecimals)]
    decimals: Option<String>,
    #[arg(long, help = Message::OptionWithOther)]
    with_other: bool,
    #[arg(long, value_parser = Choices(&[",", ";", "tab"]), value_name = Message::ValueSeparator, help = Message::OptionSeparator)]
    separator: Option<String>,
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

const SEPARATORS: [(&str, Separator); 3] =
    [(",", Separator::Comma), (";", Separator::Semicolon), ("tab", Separator::Tab)];

const DECIMALS: [(&str, Decimals); 3] = [("0", Decimals::Zero), ("1", Decimals::One), ("2", Decimals::Two)];

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
    let given = [("--decimals", args.decimals.is_some()), ("--with-other", args.with_other)];
    if let Some((option, _)) = given.into_iter().find(|(_, given)| *given && style != Style::Press) {
        return Err(Failure::PressOnly(option));
    }
    if args.separator.is_some() && format != Format::Csv {
        return Err(Failure::CsvOnly("--separator"));
    }
    let separator = args.separator.as_deref().map(|given| pick::one_of("--separator", given, &SEPARATORS));
    let separator = separator.transpose()?.unwrap_or(Separator::Comma);
    let decimals = args.decimals.as_deref().map(|given| pick::one_of("--decimals", given, &DECIMALS));
    let options =
        PressOptions { decimals: decimals.transpose()?.unwrap_or_default(), with_other: args.with_other };
    let folder = context.open_for_reading()?;
    // Output for programs does not depend on the language.
    let english = (format == Format::Json).then(|| Texts::new(Language::En));
    let texts = english.as_ref().unwrap_or(&context.texts);
    let (report, ledger) = read(&folder, texts)?;
    let written = match style {
        Style::Full => render_full(&report, &ledger, format, separator, args.names, texts)?,
        Style::Press => render_press(&report, format, options, texts)?,
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
    if format == Format::Csv || style == Style::Press {
        // The rows, and the text for publication, have no place for it.
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
    separator: Separator,
    names: bool,
    texts: &Texts,
) -> Result<String, Failure> {
    Ok(match format {
        Format::Text => text::render(report, names, texts),
        Format::Markdown => markdown::render(report, names, texts),
        Format::Csv => csv::render(report.event, ledger, names, separator, texts)
            .map_err(|error| Failure::Output(error.into()))?,
        Format::Json => json::render(report, names).map_err(|error| Failure::Output(error.into()))?,
        Format::Html => html::render(report, names, texts),
    })
}

fn render_press(
    report: &Report<'_>,
    format: Format,
    options: PressOptions,
    texts: &Texts,
) -> Result<String, Failure> {
    if report.summary.entries == 0 && report.summary.people == 0 {
        return Err(Failure::NothingToPublish);
    }
    Ok(match format {
        Format::Markdown => press::render_markdown(report.event, &report.summary, options, texts),
        _ => press::render(report.event, &report.summary, options, texts),
    })
}
