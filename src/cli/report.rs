//! `tarazy report`: prints the event's result.

use std::io::{self, IsTerminal};
use std::path::PathBuf;

use crate::cli::context::{self, Context};
use crate::cli::damage::Damage;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::pick::{self, Choices};
use crate::domain::ledger::Ledger;
use crate::language::{Language, Message, Texts};
use crate::report::csv::{CsvOptions, MassForm, Separator};
use crate::report::labels::ReportLabels;
use crate::report::press::PressOptions;
use crate::report::press::rounding::Decimals;
use crate::report::xlsx::{self, WorkbookError};
use crate::report::{self, Report, csv, html, json, markdown, press, read, text};

/// Options of `report`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(long, default_value = "text", value_parser = Choices(&["text", "markdown", "csv", "json", "html", "xlsx"]), value_name = Message::ValueFormat, help = Message::OptionFormat)]
    format: String,
    #[arg(long, default_value = "full", value_parser = Choices(&["full", "press"]), value_name = Message::ValueStyle, help = Message::OptionStyle)]
    style: String,
    #[arg(long, value_parser = Choices(&["0", "1", "2"]), value_name = Message::ValueCount, help = Message::OptionDecimals)]
    decimals: Option<String>,
    #[arg(long, help = Message::OptionWithOther)]
    with_other: bool,
    #[arg(long, value_parser = Choices(&[",", ";", "tab"]), value_name = Message::ValueSeparator, help = Message::OptionSeparator)]
    separator: Option<String>,
    #[arg(long, value_parser = Choices(&["comma", "point"]), value_name = Message::ValueFormat, help = Message::OptionReportDecimal)]
    decimal: Option<String>,
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
    Xlsx,
}

const FORMATS: [(&str, Format); 6] = [
    ("text", Format::Text),
    ("markdown", Format::Markdown),
    ("csv", Format::Csv),
    ("json", Format::Json),
    ("html", Format::Html),
    ("xlsx", Format::Xlsx),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Full,
    Press,
}

const SEPARATORS: [(&str, Separator); 3] =
    [(",", Separator::Comma), (";", Separator::Semicolon), ("tab", Separator::Tab)];

const MASS_FORMS: [(&str, MassForm); 2] = [("comma", MassForm::Comma), ("point", MassForm::Point)];

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
    let given = [("--separator", args.separator.is_some()), ("--decimal", args.decimal.is_some())];
    if let Some((option, _)) = given.into_iter().find(|(_, given)| *given && format != Format::Csv) {
        return Err(Failure::CsvOnly(option));
    }
    if format == Format::Xlsx && args.output.is_none() && io::stdout().is_terminal() {
        return Err(Failure::WorkbookToTerminal);
    }
    let csv = csv_options(args)?;
    let decimals = args.decimals.as_deref().map(|given| pick::one_of("--decimals", given, &DECIMALS));
    let options =
        PressOptions { decimals: decimals.transpose()?.unwrap_or_default(), with_other: args.with_other };
    let folder = context.open_for_reading()?;
    // Output for programs does not depend on the language.
    let english = (format == Format::Json).then(|| Texts::new(Language::En));
    let texts = english.as_ref().unwrap_or(&context.texts);
    let (report, ledger) = read(&folder, texts)?;
    let written = match style {
        Style::Full => render_full(&report, &ledger, format, csv, args.output.is_some(), texts)?,
        Style::Press => render_press(&report, format, options, texts)?.into_bytes(),
    };
    let data = context.data()?;
    output::write_to(args.output.as_deref(), &written, &data)?;
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

/// Returns the form of the rows of CSV. Kilograms with a comma need another separator than the comma.
fn csv_options(args: &Args) -> Result<CsvOptions, Failure> {
    let mass = args.decimal.as_deref().map(|given| pick::one_of("--decimal", given, &MASS_FORMS));
    let mass = mass.transpose()?.unwrap_or(MassForm::Grams);
    let separator = args.separator.as_deref().map(|given| pick::one_of("--separator", given, &SEPARATORS));
    let usual = if mass == MassForm::Comma { Separator::Semicolon } else { Separator::Comma };
    Ok(CsvOptions { separator: separator.transpose()?.unwrap_or(usual), mass, names: args.names })
}

fn render_full(
    report: &Report<'_>,
    ledger: &Ledger,
    format: Format,
    csv: CsvOptions,
    is_file: bool,
    texts: &Texts,
) -> Result<Vec<u8>, Failure> {
    let names = csv.names;
    let text = match format {
        Format::Text => text::render(report, names, texts),
        Format::Markdown => markdown::render(report, names, texts),
        Format::Csv => {
            let rows = csv::render(report.event, ledger, csv, texts);
            // Without the byte order mark, spreadsheets misread Cyrillic letters.
            let mark = if is_file { "\u{feff}" } else { "" };
            format!("{mark}{}", rows.map_err(|error| Failure::Output(error.into()))?)
        }
        Format::Json => json::render(report, names).map_err(|error| Failure::Output(error.into()))?,
        Format::Html => html::render(report, names, texts),
        Format::Xlsx => {
            return xlsx::render(report, ledger, names, texts).map_err(|error| match error {
                WorkbookError::TooManyRecords(records) => Failure::TooManyRecords(records),
                WorkbookError::Workbook(error) => Failure::Output(io::Error::other(error)),
            });
        }
    };
    Ok(text.into_bytes())
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
