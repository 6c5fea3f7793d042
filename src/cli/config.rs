//! `tarazy config`: prints the settings of the station, where they come from, and what is wrong with them.

use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;
use serde_json::Value;

use crate::cli::context::Context;
use crate::cli::failure::{self, Failure};
use crate::cli::output;
use crate::journal::data_dir::DataDir;
use crate::language::{Explain, Message, format};
use crate::report::columns::{Edge, lay_out};
use crate::settings::{ResolvedSettings, SETTINGS, Source};

/// Options of `config`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(long, help = Message::OptionJson)]
    json: bool,
}

/// The JSON form, a stable interface: later versions only add fields.
#[derive(Serialize)]
struct ConfigJson<'a> {
    file: Option<&'a Path>,
    exists: bool,
    settings: Vec<SettingJson>,
    faults: Vec<FaultJson>,
}

#[derive(Serialize)]
struct SettingJson {
    key: &'static str,
    value: Value,
    source: &'static str,
    variable: &'static str,
    option: &'static str,
}

#[derive(Serialize)]
struct FaultJson {
    /// The variable or option, or null for a fault of the file.
    name: Option<&'static str>,
    line: Option<usize>,
    /// The reason in English.
    reason: String,
}

/// Prints the settings on standard output and the faults on standard error. The status is 2 if a value is wrong.
///
/// # Errors
/// [`Failure::Output`].
pub(super) fn run(context: &Context, args: &Args) -> Result<ExitCode, Failure> {
    let (config, texts) = (&context.config, &context.texts);
    if args.json {
        print_json(context)?;
    } else {
        print_table(context)?;
    }
    config.file_faults.iter().for_each(|fault| output::message(&texts.show(fault.explain())));
    for rejected in &config.rejected {
        output::message(&texts.show(rejected.explain()));
    }
    let is_sound = config.file_faults.is_empty() && config.rejected.is_empty();
    Ok(if is_sound { ExitCode::SUCCESS } else { ExitCode::from(failure::REFUSED) })
}

/// Returns the values that are in use, in the order of [`SETTINGS`]. Null means that there is no value.
fn values(context: &Context) -> Vec<Value> {
    let mut settings = context.config.settings.clone();
    // The defaults of these two depend on the environment.
    if settings.languages.is_empty() {
        settings.languages = vec![context.texts.language()];
    }
    settings.data_dir = settings.data_dir.or_else(|| DataDir::platform().map(|data| data.path().to_owned()));
    SETTINGS.iter().map(|setting| (setting.field)(&mut settings).to_json()).collect()
}

fn print_table(context: &Context) -> Result<(), Failure> {
    let (config, texts) = (&context.config, &context.texts);
    let heading = match &config.file {
        Some(file) if config.file_exists => Message::ConfigFile { file: file.into() },
        Some(file) => Message::ConfigNoFile { file: file.into() },
        None => Message::ConfigNowhere,
    };
    let rows: Vec<Vec<String>> = SETTINGS
        .iter()
        .zip(config.sources)
        .zip(values(context))
        .map(|((setting, source), value)| {
            let value = match &value {
                Value::Null => texts.get(Message::ConfigUnset),
                Value::String(text) => format::clean(text).into_owned(),
                value => value.to_string(),
            };
            let source = texts.get(match source {
                Source::Default => Message::ConfigFromDefault,
                Source::File => Message::ConfigFromFile,
                Source::Environment => Message::ConfigFromEnvironment { name: setting.variable.into() },
                Source::Option => Message::ConfigFromOption { name: setting.option.into() },
            });
            vec![setting.key.to_owned(), value, source, texts.get(&setting.label)]
        })
        .collect();
    let table = lay_out(&rows, &[Edge::Left; 4], 0, usize::MAX);
    output::text(&format!("{}\n{table}", texts.get(heading)))
}

fn print_json(context: &Context) -> Result<(), Failure> {
    let config = &context.config;
    let settings = SETTINGS.iter().zip(config.sources).zip(values(context));
    output::json(&ConfigJson {
        file: config.file.as_deref(),
        exists: config.file_exists,
        settings: settings
            .map(|((setting, source), value)| SettingJson {
                key: setting.key,
                value,
                source: source.id(),
                variable: setting.variable,
                option: setting.option,
            })
            .collect(),
        faults: faults(config),
    })
}

fn faults(config: &ResolvedSettings) -> Vec<FaultJson> {
    let of_file = config.file_faults.iter().map(|fault| FaultJson {
        name: None,
        line: fault.line,
        reason: fault.reason.to_string(),
    });
    let others = config.rejected.iter().map(|rejected| FaultJson {
        name: Some(rejected.name),
        line: None,
        reason: rejected.error.to_string(),
    });
    of_file.chain(others).collect()
}
