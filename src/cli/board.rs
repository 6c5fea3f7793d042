//! `tarazy board`: the public screen.

use std::process::ExitCode;

use chrono::Utc;

use crate::board::run::{self, BoardOptions};
use crate::cli::context::{self, Context};
use crate::cli::failure::Failure;
use crate::cli::local_zone::LocalZone;
use crate::journal::folder_error::FolderError;
use crate::language::Language;
use crate::screen::full_screen;

/// Options of `board`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Draw with ASCII characters only
    #[arg(long)]
    ascii: bool,
}

/// Shows the public screen until the user quits or the terminal closes.
///
/// # Errors
/// [`Failure`].
pub(super) fn run(context: &Context, languages: Vec<Language>, args: &Args) -> Result<ExitCode, Failure> {
    let slug = context.event().map(str::to_owned);
    // The board waits for an event that does not exist yet, but no event can have an empty name.
    if let Some(slug) = slug.as_ref().filter(|slug| slug.trim().is_empty()) {
        return Err(FolderError::NoEvent { slug: slug.clone() }.into());
    }
    let environment = context::environment();
    full_screen::check(&environment.term).map_err(Failure::Terminal)?;
    let data = context.data()?;
    let offset = LocalZone::of_machine()?.offset_at(Utc::now());
    let options = BoardOptions { data, slug, offset, languages, environment, ascii: args.ascii };
    run::run(options).map(ExitCode::from).map_err(Failure::Thread)
}
