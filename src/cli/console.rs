//! `tarazy` without a command: the console.

use std::process::ExitCode;

use crate::cli::argument;
use crate::cli::console_event::{self, Asking, ConsoleEvent};
use crate::cli::context::{self, Context};
use crate::cli::failure::{self, Failure};
use crate::cli::output;
use crate::console::run::{self, ConsoleStart, RunError};
use crate::journal::station;
use crate::language::{Message, Texts};
use crate::screen::full_screen;
use crate::screen::theme::Theme;

/// Options of the console itself.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The station [default: the first free one]
    #[arg(long, value_name = "ID")]
    station: Option<String>,
    /// The operator of the station
    #[arg(long, value_name = "NAME")]
    operator: Option<String>,
    /// Draw with ASCII characters only
    #[arg(long)]
    ascii: bool,
    /// Read the lines of a scale that types like a keyboard: wedge, or wedge:PREFIX
    #[arg(long, value_name = "SCALE")]
    scale: Option<String>,
    /// Work line by line, for screen readers and simple terminals; `?` shows help
    #[arg(long)]
    plain: bool,
}

impl Args {
    /// Returns whether any of these options was given.
    #[must_use]
    pub(super) const fn any_given(&self) -> bool {
        self.station.is_some() || self.operator.is_some() || self.ascii || self.scale.is_some() || self.plain
    }
}

/// Opens the console. The terminal is checked before anything is created.
///
/// # Errors
/// [`Failure`].
pub(super) fn run(context: &Context, args: Args) -> Result<ExitCode, Failure> {
    let Args { station, operator, ascii, scale, plain } = args;
    let scale = scale.as_deref().map(argument::scale).transpose()?;
    let environment = context::environment();
    if !plain {
        full_screen::check(&environment.term).map_err(Failure::Terminal)?;
    }
    let wanted = station.as_deref().map(argument::station).transpose()?;
    let operator = operator.as_deref().map(argument::operator).transpose()?.map(str::to_owned);
    let mut texts = context.texts.clone();
    let asking = if plain { Asking::Plain } else { Asking::FullScreen(Theme::new(&environment, ascii)) };
    let (folder, mut notices) = match console_event::open(context, &mut texts, asking)? {
        ConsoleEvent::Opened { folder, notices } => (*folder, notices),
        ConsoleEvent::Left { status } => return Ok(ExitCode::from(status)),
    };
    if plain {
        notices.drain(..).for_each(|notice| output::message(&texts.show(notice)));
    }
    let now = context::now(&folder.event);
    let station = station::open_station(&folder, wanted, now, env!("CARGO_PKG_VERSION"))?;
    let start = ConsoleStart { folder, station, operator, texts, environment, ascii, scale, plain, notices };
    let end = run::run(start).map_err(run_error)?;
    if !end.unsaved.is_empty() {
        let texts = Texts::new(end.language);
        output::message(&texts.get(Message::ConsoleUnsaved { count: end.unsaved.len().into() }));
        end.unsaved.iter().for_each(|record| output::message(record));
        return Ok(ExitCode::from(if end.status == 0 { failure::FILE } else { end.status }));
    }
    Ok(ExitCode::from(end.status))
}

/// Converts an error of the console into a failure of the command.
pub(super) fn run_error(error: RunError) -> Failure {
    match error {
        RunError::Folder(error) => Failure::Folder(error),
        RunError::OwnJournal { source, .. } => Failure::OwnJournal(source),
        RunError::Writer(error) => Failure::Thread(error),
        RunError::Terminal(error) => Failure::Output(error),
    }
}
