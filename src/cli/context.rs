//! The context of a command: data folder, event and language.

use std::env;
use std::path::PathBuf;

use chrono::{DateTime, Utc};

use crate::cli::argument::error::ArgumentError;
use crate::cli::failure::Failure;
use crate::domain::event::Event;
use crate::domain::record::Moment;
use crate::journal::data_dir::DataDir;
use crate::journal::event_folder::EventFolder;
use crate::journal::event_query::Purpose;
use crate::language::{Language, Texts};
use crate::screen::theme::Environment;

/// Options that every command receives.
pub(super) struct Context {
    pub texts: Texts,
    /// The option or variable that gave the data folder, and the folder.
    data_dir: Option<(&'static str, PathBuf)>,
    event: Option<String>,
}

impl Context {
    /// Creates a context. Options override the environment; an empty variable counts as unset.
    #[must_use]
    pub(super) fn new(data_dir: Option<PathBuf>, event: Option<String>, language: Language) -> Self {
        let variable = || env::var_os("TARAZY_DATA_DIR").filter(|value| !value.is_empty());
        let data_dir = data_dir
            .map(|path| ("--data-dir", path))
            .or_else(|| variable().map(|path| ("TARAZY_DATA_DIR", path.into())));
        Self { texts: Texts::new(language), data_dir, event }
    }

    /// Returns the folder with all events.
    ///
    /// # Errors
    /// [`Failure::NoDataFolder`] if none is given and the account has no home folder. [`Failure::Tilde`] if the path
    /// begins with a tilde, which only a shell replaces: the program would create a folder of that name.
    pub(super) fn data(&self) -> Result<DataDir, Failure> {
        match &self.data_dir {
            Some((origin, path)) if path.as_os_str().as_encoded_bytes().starts_with(b"~") => {
                Err(Failure::Tilde { origin, path: path.clone() })
            }
            Some((_, path)) => Ok(DataDir::at(path)),
            None => DataDir::platform().ok_or(Failure::NoDataFolder),
        }
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
    Utc::now().with_timezone(&event.utc_offset.0)
}

/// Converts a time of the ledger to the event's offset.
#[must_use]
pub(super) fn moment(event: &Event, at_ms: i64) -> Moment {
    DateTime::<Utc>::from_timestamp_millis(at_ms).unwrap_or_default().with_timezone(&event.utc_offset.0)
}

/// Returns the languages from `--lang`, `TARAZY_LANG` or the locale, whichever is set first. Commas separate
/// several languages.
///
/// # Errors
/// [`ArgumentError::BadLanguage`] if one is unknown.
pub(super) fn languages(lang: Option<&str>) -> Result<Vec<Language>, ArgumentError> {
    let variable = || {
        let value = env::var_os("TARAZY_LANG").filter(|value| !value.is_empty())?;
        Some(("TARAZY_LANG", value.to_string_lossy().into_owned()))
    };
    let given = lang.map(|lang| ("--lang", lang.to_owned())).or_else(variable);
    let Some((origin, given)) = given else { return Ok(vec![from_locale()]) };
    let known = |name: &str| {
        let error = || ArgumentError::BadLanguage { origin, given: given.clone() };
        Language::parse(name.trim()).ok_or_else(error)
    };
    given.split(',').map(known).collect()
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
    }
}

/// Returns the language of the locale.
#[must_use]
pub(super) fn from_locale() -> Language {
    let values = ["LC_ALL", "LC_MESSAGES", "LANG"].map(|name| env::var(name).unwrap_or_default());
    Language::from_locale(values.iter().map(String::as_str))
}
