//! The command tree, with one file per command. It parses arguments and returns an exit status.
//!
//! Invariants:
//! - Results go to standard output, messages to standard error. If the reader closes standard output early,
//!   the command ends without an error.
//! - Help and every failure are in the chosen language, and a failure has one of the exit statuses of `docs/cli.md`.

mod add;
mod argument;
mod balance;
mod board;
mod config;
mod configuration;
mod console;
mod console_event;
mod console_scale;
mod context;
mod current_event;
mod damage;
mod event;
mod failure;
mod help;
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
mod scale;
mod seal;
mod season;
mod second_copy;
mod sheet;
mod sync;
mod usage;
mod verify;
mod void;
mod watch;

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::cli::configuration::GivenOptions;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::language::{Message, Texts};
use crate::settings::Source;

/// The command line. `help` names the message of each help text.
#[derive(Debug, Parser)]
#[command(
    name = "tarazy",
    version,
    propagate_version = true,
    max_term_width = 100,
    about = Message::CommandTarazy,
    after_help = Message::CommandWeighing
)]
struct Cli {
    #[command(flatten)]
    console: console::Args,
    #[command(flatten)]
    common: CommonOptions,
    #[command(subcommand)]
    command: Option<Command>,
}

/// Options that every command takes.
#[derive(Debug, clap::Args)]
struct CommonOptions {
    #[arg(long, global = true, value_name = Message::ValueDir, help = Message::OptionDataDir)]
    data_dir: Option<PathBuf>,
    #[arg(long, global = true, value_name = Message::ValueEvent, help = Message::OptionEvent)]
    event: Option<String>,
    #[arg(long, global = true, value_name = Message::ValueLang, help = Message::OptionLang)]
    lang: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    #[command(about = Message::CommandWatch)]
    Watch(watch::Args),
    #[command(about = Message::CommandBoard)]
    Board(board::Args),
    #[command(subcommand, about = Message::CommandEvent)]
    Event(event::Command),
    #[command(about = Message::CommandAdd)]
    Add(add::Args),
    #[command(about = Message::CommandPeople)]
    People(people::Args),
    #[command(about = Message::CommandOut)]
    Out(out::Args),
    #[command(about = Message::CommandBalance)]
    Balance(balance::Args),
    #[command(about = Message::CommandVoid)]
    Void(void::Args),
    #[command(about = Message::CommandImport)]
    Import(import::Args),
    #[command(about = Message::CommandMerge)]
    Merge(merge::Args),
    #[command(about = Message::CommandSync)]
    Sync(sync::Args),
    #[command(about = Message::CommandSeal)]
    Seal,
    #[command(about = Message::CommandReopen)]
    Reopen(seal::ReopenArgs),
    #[command(about = Message::CommandLog)]
    Log(log::Args),
    #[command(about = Message::CommandReport)]
    Report(report::Args),
    #[command(about = Message::CommandSeason)]
    Season(season::Args),
    #[command(about = Message::CommandSheet)]
    Sheet(sheet::Args),
    #[command(about = Message::CommandVerify)]
    Verify(verify::Args),
    #[command(subcommand, about = Message::CommandScale)]
    Scale(scale::Command),
    #[command(about = Message::CommandConfig)]
    Config(config::Args),
    #[command(about = Message::CommandCompletions)]
    Completions(manual::Args),
    #[command(about = Message::CommandMan)]
    Man,
}

/// Runs the command given by the program's arguments.
#[must_use]
pub fn main() -> ExitCode {
    let arguments: Vec<OsString> = env::args_os().collect();
    let parsed = Cli::command().try_get_matches_from(&arguments).and_then(|matches| {
        let console_options = console::Args::given(&matches);
        Ok((Cli::from_arg_matches(&matches)?, console_options))
    });
    let (cli, console_options) = match parsed {
        Ok(parsed) => parsed,
        Err(_) => return wrong_usage(&arguments),
    };
    let Cli { common, console, command } = cli;
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
    if command.is_some() && !console_options.is_empty() {
        return report_failure(&Failure::ConsoleOptions(console_options), &context.texts);
    }
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
        Some(Command::Sync(args)) => sync::run(&context, &args),
        Some(Command::Seal) => seal::seal(&context),
        Some(Command::Reopen(args)) => seal::reopen(&context, &args),
        Some(Command::Log(args)) => log::run(&context, &args),
        Some(Command::Report(args)) => report::run(&context, &args),
        Some(Command::Season(args)) => season::run(&context, &args),
        Some(Command::Completions(args)) => {
            manual::completions(help::translated(Cli::command(), &context.texts), &args)
        }
        Some(Command::Man) => manual::man(help::translated(Cli::command(), &context.texts), &context.texts),
        Some(Command::Sheet(args)) => sheet::run(&context, &args),
        Some(Command::Scale(command)) => scale::run(&context, command),
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

/// Prints the help or the error that clap found in these arguments, and returns the exit status.
fn wrong_usage(arguments: &[OsString]) -> ExitCode {
    let mut options = GivenOptions::default();
    options.add("language", usage::given_language(arguments));
    let texts = Context::new(configuration::read(&options), None).texts;
    let tree = help::translated(Cli::command(), &texts);
    usage::print(tree, arguments, &texts).unwrap_or_else(|failure| report_failure(&failure, &texts))
}
