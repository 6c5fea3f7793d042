//! The command tree, with one file per command. It parses arguments and returns an exit status.
//!
//! Invariants:
//! - Results go to standard output, messages to standard error. If the reader closes standard output early,
//!   the command ends without an error.
//! - Every failure is reported in the chosen language and has one of the exit statuses of `docs/cli.md`. Only
//!   errors in the usage of options come from clap.

mod add;
mod argument;
mod balance;
mod board;
mod config;
mod configuration;
mod console;
mod console_event;
mod context;
mod current_event;
mod damage;
mod event;
mod failure;
pub(crate) mod import;
mod input_file;
mod local_zone;
mod log;
mod manual;
mod merge;
mod out;
mod output;
mod people;
mod pick;
mod repeat;
mod report;
mod saving;
mod seal;
mod season;
mod second_copy;
mod sheet;
mod usage;
mod verify;
mod void;
mod watch;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand};

use crate::cli::configuration::GivenOptions;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::language::Texts;
use crate::settings::Source;

/// How to weigh, at the end of the help and of the manual page.
const WEIGHING: &str = "In the console, type the letter of the material and the weight (q12.5), or the weight first \
and the letter after it (12.5q), then press Enter. F1 lists all keys.";

/// The console of a weighing station at a recycling drive. Without a command, opens the console.
#[derive(Debug, Parser)]
#[command(name = "tarazy", version, max_term_width = 100, after_help = WEIGHING)]
struct Cli {
    #[command(flatten)]
    common: CommonOptions,
    #[command(flatten)]
    console: console::Args,
    #[command(subcommand)]
    command: Option<Command>,
}

/// Options that every command takes.
#[derive(Debug, clap::Args)]
struct CommonOptions {
    /// The folder with all events [env: TARAZY_DATA_DIR]
    #[arg(long, global = true, value_name = "DIR")]
    data_dir: Option<PathBuf>,
    /// The event: its slug, its date, or the beginning of its slug or name [default: today's, if only one can be meant]
    #[arg(long, global = true, value_name = "EVENT")]
    event: Option<String>,
    /// The language of texts: kk, ru or en; `board` can alternate several, such as kk,ru [env:
    /// TARAZY_LANG] [default: the locale's]
    #[arg(long, global = true, value_name = "LANG")]
    lang: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Open a read-only console, for the lead
    Watch(watch::Args),
    /// Open the public screen for a projector; F10 ends it
    Board(board::Args),
    /// Create, change, list and show events
    #[command(subcommand)]
    Event(event::Command),
    /// Record one entry
    Add(add::Args),
    /// Count more people
    People(people::Args),
    /// Record a hand-over to a collector
    Out(out::Args),
    /// Compare collected and handed-over amounts
    Balance(balance::Args),
    /// Void an entry, a count of people or a hand-over
    Void(void::Args),
    /// Import a CSV file of typed entries
    Import(import::Args),
    /// Merge the journals of a copied event folder
    Merge(merge::Args),
    /// End an event: name the last line of every journal, and record nothing more
    Seal,
    /// Go on with a sealed event
    Reopen(seal::ReopenArgs),
    /// List the records, newest last
    Log(log::Args),
    /// Print the event's result
    Report(report::Args),
    /// Print the events of a year side by side
    Season(season::Args),
    /// Print a paper tally sheet for a power failure
    Sheet(sheet::Args),
    /// Check every line of every journal
    Verify(verify::Args),
    /// Print the settings of the station and check them
    Config(config::Args),
    /// Print the completions of a shell
    Completions(manual::Args),
    /// Print the manual page
    Man,
}

/// Runs the command given by the program's arguments.
#[must_use]
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return usage_exit_code(error),
    };
    let Cli { common, console, command } = cli;
    if command.is_some() && console.any_given() {
        let text = "--station, --operator, --ascii, --theme, --mouse, --alert, --scale, --mirror and --plain before a command apply to the console only: write them after the command";
        return usage_exit_code(Cli::command().error(ErrorKind::ArgumentConflict, text));
    }
    let CommonOptions { data_dir, event, lang } = common;
    let mut options = GivenOptions::default();
    options.add("data_dir", data_dir);
    options.add("language", lang);
    match &command {
        None => console.give_to(&mut options),
        Some(Command::Watch(args)) => args.screen.give_to(&mut options),
        Some(Command::Board(args)) => args.screen.give_to(&mut options),
        Some(_) => {}
    }
    let context = Context::new(configuration::read(&options), event);
    let takes_any_settings = matches!(command, Some(Command::Config(_)));
    if !takes_any_settings && let Some(rejected) = context.config.rejected.first() {
        return report_failure(&Failure::Setting(rejected.clone()), &context.texts);
    }
    let has_languages = context.config.settings.languages.len() > 1
        && context.config.source("language") != Source::File
        && !matches!(command, Some(Command::Board(_)));
    if has_languages && !takes_any_settings {
        return report_failure(&Failure::OneLanguage, &context.texts);
    }
    if prints_faults(command.as_ref()) {
        configuration::print_faults(&context.config, &context.texts);
    }
    let done = match command {
        None => return console_exit_code(console::run(&context, console), &context),
        Some(Command::Watch(_)) => return console_exit_code(watch::run(&context), &context),
        Some(Command::Board(_)) => return exit_code(board::run(&context), &context),
        Some(Command::Config(args)) => return exit_code(config::run(&context, &args), &context),
        Some(Command::Event(command)) => event::run(&context, command),
        Some(Command::Add(args)) => add::run(&context, &args),
        Some(Command::People(args)) => people::run(&context, &args),
        Some(Command::Out(args)) => out::run(&context, &args),
        Some(Command::Balance(args)) => balance::run(&context, &args),
        Some(Command::Void(args)) => void::run(&context, &args),
        Some(Command::Import(args)) => import::run(&context, &args),
        Some(Command::Merge(args)) => merge::run(&context, &args),
        Some(Command::Seal) => seal::seal(&context),
        Some(Command::Reopen(args)) => seal::reopen(&context, &args),
        Some(Command::Log(args)) => log::run(&context, &args),
        Some(Command::Report(args)) => report::run(&context, &args),
        Some(Command::Season(args)) => season::run(&context, &args),
        Some(Command::Completions(args)) => manual::completions(Cli::command(), &args),
        Some(Command::Man) => manual::man(Cli::command()),
        Some(Command::Sheet(args)) => sheet::run(&context, &args),
        Some(Command::Verify(args)) => verify::run(&context, &args),
    };
    exit_code(done.map(|()| ExitCode::SUCCESS), &context)
}

/// Returns whether the faults of `config.json` are printed before this command. The consoles and `config` show them
/// themselves, and completions and the manual do not depend on settings.
const fn prints_faults(command: Option<&Command>) -> bool {
    !matches!(
        command,
        None | Some(Command::Watch(_) | Command::Config(_) | Command::Completions(_) | Command::Man)
    )
}

/// Like [`exit_code`], for a console. A console that could not start has not shown the faults of `config.json`.
fn console_exit_code(done: Result<ExitCode, Failure>, context: &Context) -> ExitCode {
    if done.is_err() {
        configuration::print_faults(&context.config, &context.texts);
    }
    exit_code(done, context)
}

/// Returns the exit status of a command. If it failed, prints the messages first.
fn exit_code(done: Result<ExitCode, Failure>, context: &Context) -> ExitCode {
    match done {
        Ok(status) => status,
        Err(failure) => report_failure(&failure, &context.texts),
    }
}

/// Prints a failure and returns its exit status.
fn report_failure(failure: &Failure, texts: &Texts) -> ExitCode {
    for line in failure.lines() {
        output::message(&texts.show(line));
    }
    ExitCode::from(failure.status())
}

/// Prints the output of clap and returns the exit status. The options were not read, so the language is that of the settings.
fn usage_exit_code(error: clap::Error) -> ExitCode {
    usage::print(error).unwrap_or_else(|failure| {
        let context = Context::new(configuration::read(&GivenOptions::default()), None);
        report_failure(&failure, &context.texts)
    })
}
