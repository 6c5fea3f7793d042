//! `tarazy watch`: the read-only console.

use std::process::ExitCode;

use crate::cli::configuration::{self, ConsoleScreenOptions};
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
    #[command(flatten)]
    pub screen: ConsoleScreenOptions,
}

/// Shows the event in a console that writes nothing.
///
/// # Errors
/// [`Failure`].
pub(super) fn run(context: &Context) -> Result<ExitCode, Failure> {
    let environment = context::environment();
    full_screen::check(&environment.term).map_err(Failure::Terminal)?;
    let (folder, notice) = context.shown_event()?;
    let notices = notice.map(Text::from).into_iter().chain(zone_notice(&folder.event));
    let notices = notices.chain(context.locale_notice(&environment)).collect();
    let texts = context.texts.clone();
    let warnings = configuration::warnings(&context.config, &context.texts, true);
    let theme = context.theme(&environment);
    let features = context.features(&environment);
    let status = run::watch(folder, texts, theme, features, warnings, notices).map_err(run_error)?;
    Ok(ExitCode::from(status))
}
