//! `tarazy watch`: the console without writing.

use std::process::ExitCode;

use crate::cli::console::run_error;
use crate::cli::context::{self, Context};
use crate::cli::failure::Failure;
use crate::console::run;
use crate::screen::full_screen;

/// Options of the console that only watches.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Draw with ASCII characters only
    #[arg(long)]
    ascii: bool,
}

/// Shows the event like the console, and writes nothing.
///
/// # Errors
/// [`Failure`].
pub(super) fn run(context: &Context, args: &Args) -> Result<ExitCode, Failure> {
    let environment = context::environment();
    full_screen::check(&environment.term).map_err(Failure::Terminal)?;
    let folder = context.reading()?;
    let status = run::watch(folder, context.texts.clone(), &environment, args.ascii).map_err(run_error)?;
    Ok(ExitCode::from(status))
}
