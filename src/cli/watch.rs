//! `tarazy watch`: the console without writing.

use std::process::ExitCode;

use crate::cli::console::run_fault;
use crate::cli::failure::Failure;
use crate::cli::setting::{self, Setting};
use crate::console::run;
use crate::screen::terminal;

/// Options of the console that only watches.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Draw with ASCII signs only
    #[arg(long)]
    ascii: bool,
}

/// Shows the event as the console does, and changes nothing.
///
/// # Errors
/// [`Failure`].
pub fn run(setting: &Setting, args: &Args) -> Result<ExitCode, Failure> {
    let environment = setting::environment();
    terminal::check(&environment.term).map_err(Failure::Terminal)?;
    let folder = setting.reading()?;
    let status = run::watch(folder, setting.texts.clone(), &environment, args.ascii).map_err(run_fault)?;
    Ok(ExitCode::from(status))
}
