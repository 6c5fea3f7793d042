//! `tarazy sheet`: prints a paper tally sheet.

use std::path::PathBuf;

use clap::ValueEnum;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::report::sheet::{self, Sheet};
use crate::report::sheet_html;

/// Options of `sheet`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The format: HTML prints on A4, text on any printer
    #[arg(long, value_enum, default_value_t = Format::Html)]
    format: Format,
    /// Write to this file, completely or not at all
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Html,
    Text,
}

/// Prints or writes the sheet.
///
/// # Errors
/// [`Failure`].
pub(super) fn run(context: &Context, args: &Args) -> Result<(), Failure> {
    let folder = context.open_for_reading()?;
    let sheet = Sheet::new(&folder.event, &context.texts);
    let text = match args.format {
        Format::Html => sheet_html::render(&sheet, &context.texts),
        Format::Text => sheet::text(&sheet, &context.texts),
    };
    output::write_to(args.output.as_deref(), &text, &context.data()?)
}
