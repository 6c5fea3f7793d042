//! The settings of the station for a command, and the options that override them.

use std::env;
use std::ffi::OsString;

use crate::cli::output;
use crate::cli::pick::Choices;
use crate::language::{Explain, Message, Text, Texts};
use crate::settings::{self, ResolvedSettings};

/// Options of every full screen.
#[derive(Debug, Default, clap::Args)]
pub(super) struct ScreenOptions {
    #[arg(long,
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true",
        value_parser = Choices(&["true", "false"]), value_name = Message::ValueSwitch, help = Message::OptionAscii)]
    ascii: Option<String>,
    #[arg(long, value_parser = Choices(&["dark", "light", "contrast", "auto"]), value_name = Message::ValueTheme, help = Message::OptionTheme)]
    theme: Option<String>,
}

/// Options of the full screens with keys.
#[derive(Debug, Default, clap::Args)]
pub(super) struct ConsoleScreenOptions {
    #[command(flatten)]
    screen: ScreenOptions,
    #[arg(long,
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "true",
        value_parser = Choices(&["true", "false"]), value_name = Message::ValueSwitch, help = Message::OptionMouse)]
    mouse: Option<String>,
}

/// The values of options by the key of their setting.
#[derive(Debug, Default)]
pub(super) struct GivenOptions(Vec<(&'static str, OsString)>);

impl GivenOptions {
    /// Adds the value of an option, if it was given.
    pub(super) fn add(&mut self, key: &'static str, value: Option<impl Into<OsString>>) {
        self.0.extend(value.map(|value| (key, value.into())));
    }
}

impl ScreenOptions {
    /// Adds the given options.
    pub(super) fn give_to(&self, options: &mut GivenOptions) {
        options.add("ascii", self.ascii.as_ref());
        options.add("theme", self.theme.as_ref());
    }
}

impl ConsoleScreenOptions {
    /// Adds the given options.
    pub(super) fn give_to(&self, options: &mut GivenOptions) {
        self.screen.give_to(options);
        options.add("mouse", self.mouse.as_ref());
    }
}

/// The maximum number of faults that every command prints.
const PRINTED_MAX: usize = 20;

/// Collects the settings from `config.json`, the environment and these options.
#[must_use]
pub(super) fn read(options: &GivenOptions) -> ResolvedSettings {
    settings::resolve(settings::platform_path().as_deref(), |name| env::var_os(name), &options.0)
}

/// Prints each fault of `config.json` on standard error, or only their number if there are many.
pub(super) fn print_faults(config: &ResolvedSettings, texts: &Texts) {
    let faults = &config.file_faults;
    if faults.len() > PRINTED_MAX {
        let number = settings::warning(faults, texts);
        number.iter().for_each(|number| output::message(&texts.show(number)));
        return;
    }
    faults.iter().for_each(|fault| output::message(&texts.show(fault.explain())));
}

/// Returns the faults of `config.json` as warnings of a console. A full screen has room for one sentence.
#[must_use]
pub(super) fn warnings(config: &ResolvedSettings, texts: &Texts, full_screen: bool) -> Vec<Text> {
    if full_screen {
        settings::warning(&config.file_faults, texts).into_iter().collect()
    } else {
        config.file_faults.iter().map(Explain::explain).collect()
    }
}
