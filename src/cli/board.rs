//! `tarazy board`: the public screen.

use std::process::ExitCode;

use crate::board::run::{self, BoardOptions};
use crate::cli::configuration::ScreenOptions;
use crate::cli::context::{self, Context};
use crate::cli::failure::Failure;
use crate::cli::local_zone::LocalZone;
use crate::journal::folder_error::FolderError;
use crate::screen::clock::utc_now;
use crate::screen::full_screen;
use crate::screen::setup::Features;

/// Options of `board`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    pub screen: ScreenOptions,
}

/// Shows the public screen until the user quits or the terminal closes.
///
/// # Errors
/// [`Failure`].
pub(super) fn run(context: &Context) -> Result<ExitCode, Failure> {
    let slug = context.event().map(str::to_owned);
    // The board waits for an event that does not exist yet, but no event can have an empty name.
    if let Some(slug) = slug.as_ref().filter(|slug| slug.trim().is_empty()) {
        return Err(FolderError::NoEvent { slug: slug.clone() }.into());
    }
    let environment = context::environment();
    full_screen::check(&environment.term).map_err(Failure::Terminal)?;
    let data = context.data()?;
    let offset = LocalZone::of_machine()?.offset_at(utc_now());
    let theme = context.theme(&environment);
    let features = Features::new(&environment.term, false).with_theme(&theme);
    let options = BoardOptions { data, slug, offset, languages: context.languages(), theme, features };
    run::run(options).map(ExitCode::from).map_err(Failure::Thread)
}
