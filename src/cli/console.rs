//! `tarazy` without a command: the console.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Args as _, Command};

use crate::cli::argument;
use crate::cli::configuration::{self, ConsoleScreenOptions, GivenOptions};
use crate::cli::console_event::{self, Asking, ConsoleEvent};
use crate::cli::console_scale::{self, DemoEvent};
use crate::cli::context::{self, Context};
use crate::cli::failure::{self, Failure};
use crate::cli::pick::Choices;
use crate::cli::{output, second_copy};
use crate::console::run::{self, ConsoleEnd, ConsoleStart, RunError, UnsavedRecords};
use crate::journal::checkpoint::Checkpoints;
use crate::journal::station;
use crate::language::{Message, Texts};
use crate::screen::full_screen;

/// Options of the console itself.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(long, value_name = Message::ValueStation, help = Message::OptionStationConsole)]
    station: Option<String>,
    #[arg(long, value_name = Message::ValueName, help = Message::OptionOperatorConsole)]
    operator: Option<String>,
    #[command(flatten)]
    screen: ConsoleScreenOptions,
    #[arg(long, value_parser = Choices(&["none", "bell", "flash", "both"]), value_name = Message::ValueAlert, help = Message::OptionAlert)]
    alert: Option<String>,
    #[arg(long, value_name = Message::ValueScale, help = Message::OptionScale)]
    scale: Option<String>,
    #[arg(long,
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true",
        value_parser = Choices(&["true", "false"]), value_name = Message::ValueSwitch, help = Message::OptionAuto)]
    auto: Option<String>,
    #[arg(long, value_name = Message::ValueDir, help = Message::OptionMirror)]
    mirror: Option<PathBuf>,
    #[arg(long, help = Message::OptionPlain)]
    plain: bool,
}

impl Args {
    /// Returns the options of the console that were given before a command or without one.
    #[must_use]
    pub(super) fn given(matches: &ArgMatches) -> Vec<String> {
        let known = Self::augment_args(Command::new(""));
        let is_given =
            |option: &&Arg| matches.value_source(option.get_id().as_str()) == Some(ValueSource::CommandLine);
        let given = known.get_arguments().filter(is_given);
        given.filter_map(|option| Some(format!("--{}", option.get_long()?))).collect()
    }

    /// Adds the given options that are settings of the screen.
    pub(super) fn give_to(&self, options: &mut GivenOptions) {
        self.screen.give_to(options);
        options.add("alert", self.alert.as_ref());
        options.add("scale", self.scale.as_ref());
        options.add("auto", self.auto.as_ref());
        options.add("mirror", self.mirror.as_ref());
    }
}

/// Opens the console. The terminal is checked before anything is created.
///
/// # Errors
/// [`Failure`].
pub(super) fn run(context: &Context, args: Args) -> Result<ExitCode, Failure> {
    let Args { station, operator, scale: _, auto: _, plain, screen: _, alert: _, mirror: _ } = args;
    let scale = console_scale::connect(context, plain)?;
    let environment = context::environment();
    if !plain {
        full_screen::check(&environment.term).map_err(Failure::Terminal)?;
    }
    let settings = &context.config.settings;
    let mirror = second_copy::folder(context)?;
    let wanted = station.as_deref().map(argument::station).transpose()?.or(settings.station);
    let operator = operator.as_deref().map(argument::operator).transpose()?.map(str::to_owned);
    let theme = context.theme(&environment);
    let mut texts = context.texts.in_language(theme.displayable(context.texts.language()));
    let features = context.features(&environment);
    let asking = if plain { Asking::Plain } else { Asking::FullScreen(theme, features) };
    let demo =
        scale.as_ref().filter(|scale| scale.is_demo()).map(|_| DemoEvent::create(context)).transpose()?;
    let opened = match &demo {
        Some(demo) => demo.opened(),
        None => console_event::open(context, &mut texts, asking)?,
    };
    let (folder, mut notices) = match opened {
        ConsoleEvent::Opened { folder, notices } => (*folder, notices),
        ConsoleEvent::Left { status } => return Ok(ExitCode::from(status)),
    };
    // A script that feeds the plain console often has no locale at all, and needs none.
    let names_locale = !plain || !environment.locale.is_empty();
    notices.extend(context.locale_notice(&environment).filter(|_| names_locale));
    if plain {
        notices.drain(..).for_each(|notice| output::message(&texts.show(notice)));
    }
    let now = context::now(&folder.event);
    let station = station::open_station(&folder, wanted, now, env!("CARGO_PKG_VERSION"))?;
    let event = folder.clone();
    let start = ConsoleStart {
        folder,
        station,
        operator,
        default_operator: settings.operator.clone(),
        texts,
        theme,
        features,
        alert: settings.alert,
        warnings: configuration::warnings(&context.config, &context.texts, !plain),
        scale,
        plain,
        notices,
        mirror: mirror.filter(|_| demo.is_none()),
    };
    let end = run::run(start).map_err(run_error)?;
    let ConsoleEnd { status, unsaved, late, language } = end;
    let UnsavedRecords { not_saved, perhaps_saved, is_damaged } = unsaved;
    let texts = Texts::new(language);
    let print = |heading: Message, records: &[String]| {
        if !records.is_empty() {
            output::message(&texts.get(heading));
            records.iter().for_each(|record| output::message(record));
        }
    };
    late.iter().for_each(|sentence| output::message(sentence));
    if is_damaged {
        output::message(&texts.get(Message::ConsoleDamaged));
    }
    let (count, perhaps) = (not_saved.len().into(), perhaps_saved.len().into());
    // Only the full screen keeps a draft.
    let (unsaved_heading, perhaps_heading) = if plain {
        (Message::ConsoleUnsaved { count }, Message::ConsolePerhapsSaved { count: perhaps })
    } else {
        (Message::ConsoleUnsavedKept { count }, Message::ConsolePerhapsSavedKept { count: perhaps })
    };
    print(unsaved_heading, &not_saved);
    print(perhaps_heading, &perhaps_saved);
    let is_clean = status == 0 && !is_damaged && not_saved.is_empty() && perhaps_saved.is_empty();
    if is_clean && let Some(checkpoints) = Checkpoints::platform() {
        checkpoints.store(&event);
    }
    Ok(ExitCode::from(match status {
        0 if is_damaged || !perhaps_saved.is_empty() => failure::UNKNOWN,
        0 if !not_saved.is_empty() => failure::FILE,
        status => status,
    }))
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

#[cfg(test)]
mod tests {
    use clap::{Args as _, Command};

    use super::*;
    use crate::settings::choice::{Alert, Choice, ThemeChoice};

    #[test]
    fn the_help_lists_the_values_of_the_settings() {
        let command = Args::augment_args(Command::new("tarazy"));
        for (option, names) in [("theme", ThemeChoice::names()), ("alert", Alert::names())] {
            let argument = command.get_arguments().find(|argument| argument.get_id() == option).unwrap();
            let values = argument.get_possible_values();
            assert_eq!(values.iter().map(|value| value.get_name()).collect::<Vec<_>>(), names, "{option}");
        }
    }
}
