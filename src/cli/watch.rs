//! `tarazy watch`: the read-only console.

use std::process::ExitCode;

use crate::cli::console::run_error;
use crate::cli::context::{self, Context};
use crate::cli::current_event::zone_notice;
use crate::cli::failure::Failure;
use crate::console::run;
use crate::language::Text;
use crate::screen::full_screen;

/// Options of `watch`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Draw with ASCII characters only
    #[arg(long)]
    ascii: bool,
}

/// Shows the event in a console that writes nothing.
///
/// # Errors
/// [`Failure`].
pub(super) fn run(context: &Context, args: &Args) -> Result<ExitCode, Failure> {
    let environment = context::environment();
    full_screen::check(&environment.term).map_err(Failure::Terminal)?;
    let (folder, notice) = context.shown_event()?;
    let notices = notice.map(Text::from).into_iter().chain(zone_notice(&folder.event)).collect();
    let texts = context.texts.clone();
    let status = run::watch(folder, texts, &environment, args.ascii, notices).map_err(run_error)?;
    Ok(ExitCode::from(status))
}
