//! The context of a command: settings, data folder, event and language.

use std::env;

use chrono::{DateTime, Utc};

use crate::cli::failure::Failure;
use crate::cli::output;
use crate::domain::event::Event;
use crate::domain::record::Moment;
use crate::journal::data_dir::DataDir;
use crate::journal::event_folder::EventFolder;
use crate::journal::event_query::Purpose;
use crate::language::{Language, Message, Text, Texts, format};
use crate::screen::clock::utc_now;
use crate::screen::setup::Features;
use crate::screen::theme::{Environment, Theme};
use crate::settings::ResolvedSettings;

/// Options that every command receives.
pub(super) struct Context {
    pub texts: Texts,
    /// The settings of the station.
    pub config: ResolvedSettings,
    event: Option<String>,
}

impl Context {
    /// Creates a context with these settings and the value of `--event`. The first language of the settings, or else the
    /// locale, is the language of texts.
    #[must_use]
    pub(super) fn new(config: ResolvedSettings, event: Option<String>) -> Self {
        let language = config.settings.languages.first().copied().unwrap_or_else(from_locale);
        Self { texts: Texts::new(language), config, event }
    }

    /// Returns the languages that the public screen alternates.
    #[must_use]
    pub(super) fn languages(&self) -> Vec<Language> {
        let configured = &self.config.settings.languages;
        if configured.is_empty() { vec![self.texts.language()] } else { configured.clone() }
    }

    /// Returns the theme of a screen on this terminal.
    #[must_use]
    pub(super) fn theme(&self, environment: &Environment) -> Theme {
        Theme::chosen(environment, self.config.settings.ascii, self.config.settings.theme)
    }

    /// Returns what a console uses this terminal for.
    #[must_use]
    pub(super) fn features(&self, environment: &Environment) -> Features {
        Features::new(&environment.term, self.config.settings.mouse).with_theme(&self.theme(environment))
    }

    /// Prints what the operator should know, if there is anything.
    pub(super) fn notify(&self, notice: Option<Message>) {
        if let Some(notice) = notice {
            output::message(&self.texts.get(notice));
        }
    }

    /// Returns the folder with all events.
    ///
    /// # Errors
    /// [`Failure::NoDataFolder`] if none is given and the account has no home folder.
    pub(super) fn data(&self) -> Result<DataDir, Failure> {
        let given = self.config.settings.data_dir.as_ref();
        given.map(DataDir::at).or_else(DataDir::platform).ok_or(Failure::NoDataFolder)
    }

    /// Returns the value of `--event`.
    #[must_use]
    pub(super) fn event(&self) -> Option<&str> {
        self.event.as_deref()
    }

    /// Opens the event of a command that writes, as an option such as `--event` names it.
    ///
    /// # Errors
    /// The error that prevents finding or reading the event.
    pub(super) fn open_named(&self, given: &str) -> Result<EventFolder, Failure> {
        Ok(self.data()?.find(given, Purpose::Writing)?)
    }

    /// Returns a sentence if the locale is not UTF-8. The screen is then in English and ASCII. Who asked for ASCII knows that.
    #[must_use]
    pub(super) fn locale_notice(&self, environment: &Environment) -> Option<Text> {
        if environment.is_utf8() || self.config.settings.ascii {
            return None;
        }
        let locale = if environment.locale.is_empty() { "C" } else { &environment.locale };
        Some(Message::NoticeNotUtf8 { locale: format::quoted(locale).into() }.into())
    }

    /// Opens the event of `--event` for a command that writes, or returns `None` without that option.
    ///
    /// # Errors
    /// Same as [`Context::open_named`].
    pub(super) fn named_event(&self) -> Result<Option<EventFolder>, Failure> {
        self.event().map(|given| self.open_named(given)).transpose()
    }
}

/// Returns the current time in the event's offset.
#[must_use]
pub(super) fn now(event: &Event) -> Moment {
    utc_now().with_timezone(&event.utc_offset.0)
}

/// Converts a time of the ledger to the event's offset.
#[must_use]
pub(super) fn moment(event: &Event, at_ms: i64) -> Moment {
    DateTime::<Utc>::from_timestamp_millis(at_ms).unwrap_or_default().with_timezone(&event.utc_offset.0)
}

/// Reads the properties of the terminal from the environment.
#[must_use]
pub(super) fn environment() -> Environment {
    let variable = |name| env::var(name).unwrap_or_default();
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].map(variable).into_iter().find(|value| !value.is_empty());
    Environment {
        term: variable("TERM"),
        locale: locale.unwrap_or_default(),
        no_colour: !variable("NO_COLOR").is_empty(),
        colorfgbg: variable("COLORFGBG"),
        colorterm: variable("COLORTERM"),
    }
}

/// Returns the language of the locale.
#[must_use]
fn from_locale() -> Language {
    let values = ["LC_ALL", "LC_MESSAGES", "LANG"].map(|name| env::var(name).unwrap_or_default());
    Language::from_locale(values.iter().map(String::as_str))
}
