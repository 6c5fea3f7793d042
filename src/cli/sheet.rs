//! `tarazy sheet`: prints a paper tally sheet.

use std::path::PathBuf;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::pick::{self, Choices};
use crate::language::Message;
use crate::report::sheet::{self, Sheet};
use crate::report::sheet_html;

/// Options of `sheet`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(long, default_value = "html", value_parser = Choices(&["html", "text"]), value_name = Message::ValueFormat, help = Message::OptionFormatSheet)]
    format: String,
    #[arg(long, value_name = Message::ValueFile, help = Message::OptionOutput)]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy)]
enum Format {
    Html,
    Text,
}

const FORMATS: [(&str, Format); 2] = [("html", Format::Html), ("text", Format::Text)];

/// Prints or writes the sheet.
///
/// # Errors
/// [`Failure`].
pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let format = pick::one_of("--format", &args.format, &FORMATS)?;
    let folder = context.open_for_reading()?;
    let sheet = Sheet::new(&folder.event, &context.texts);
    let text = match format {
        Format::Html => sheet_html::render(&sheet, &context.texts),
        Format::Text => sheet::text(&sheet, &context.texts),
    };
    output::write_to(args.output.as_deref(), text.as_bytes(), &context.data()?)
}
