//! `tarazy` without a command: the console.

use std::process::ExitCode;

use crate::cli::argument;
use crate::cli::context::{self, Context};
use crate::cli::current_event::{self, ChosenEvent};
use crate::cli::failure::{self, Failure};
use crate::cli::output;
use crate::console::run::{self, ConsoleStart, RunError};
use crate::journal::data_dir::SlugChoice;
use crate::journal::station;
use crate::language::{Message, Texts};
use crate::screen::full_screen;

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
    let data = context.data()?;
    let (folder, notice) = match context.choose_for_writing(&data, None)? {
        ChosenEvent::Existing { folder, notice } => (folder, notice),
        ChosenEvent::New => {
            let event = context.event_of_today()?;
            let (folder, notice) = current_event::create(&data, &event, SlugChoice::Day)?;
            (folder, Some(notice))
        }
        ChosenEvent::Unclear(question) => return Err(question.into_failure()),
    };
    let notices = current_event::start_notices(&folder, notice);
    let now = context::now(&folder.event);
    let station = station::open_station(&folder, wanted, now, env!("CARGO_PKG_VERSION"))?;
    let texts = context.texts.clone();
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
