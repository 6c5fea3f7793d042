//! The context of a command: data folder, event and language.
//!
//! Invariant: a command that only reads creates nothing. A command that writes chooses the event by the
//! rules of `docs/cli.md`, implemented in [`current_event`].

use std::env;
use std::path::PathBuf;

use chrono::{DateTime, Local, NaiveDate, Offset, Utc};

use crate::cli::argument::error::ArgumentError;
use crate::cli::failure::Failure;
use crate::domain::event::{Event, UtcOffset};
use crate::domain::record::Moment;
use crate::journal::current_event;
use crate::journal::data_dir::DataDir;
use crate::journal::event_folder::EventFolder;
use crate::journal::folder_error::FolderError;
use crate::journal::random::random_id;
use crate::language::{Language, Message, Texts};
use crate::screen::theme::Environment;

/// Options that every command receives.
pub(super) struct Context {
    pub texts: Texts,
    data_dir: Option<PathBuf>,
    event: Option<String>,
}

impl Context {
    /// Creates a context. Options override the environment; an empty variable counts as unset.
    #[must_use]
    pub(super) fn new(data_dir: Option<PathBuf>, event: Option<String>, language: Language) -> Self {
        let data_dir = data_dir
            .or_else(|| env::var_os("TARAZY_DATA_DIR").filter(|value| !value.is_empty()).map(PathBuf::from));
        Self { texts: Texts::new(language), data_dir, event }
    }

    /// Returns the folder with all events.
    ///
    /// # Errors
    /// [`Failure::NoDataFolder`] if none is given and the account has no home folder.
    pub(super) fn data(&self) -> Result<DataDir, Failure> {
        self.data_dir.as_ref().map(DataDir::at).or_else(DataDir::platform).ok_or(Failure::NoDataFolder)
    }

    /// Returns the slug of `--event`.
    #[must_use]
    pub(super) fn event(&self) -> Option<&str> {
        self.event.as_deref()
    }

    /// Opens the event of a command that only reads.
    ///
    /// # Errors
    /// [`Failure::NoEvent`] if there is no event, or the error that prevents reading it.
    pub(super) fn open_for_reading(&self) -> Result<EventFolder, Failure> {
        let data = self.data()?;
        match &self.event {
            Some(slug) => Ok(data.open(slug)?),
            None => current_event::for_reading(&data, Utc::now())?.ok_or(Failure::NoEvent),
        }
    }

    /// Opens the event of a command that changes only existing data.
    ///
    /// Same as [`Context::open_for_writing`], but never creates an event. If there is no event to write to,
    /// opens the event that reading commands use.
    ///
    /// # Errors
    /// Same as [`Context::open_for_reading`].
    pub(super) fn open_for_changing(&self) -> Result<EventFolder, Failure> {
        if self.event.is_some() {
            return self.open_for_reading();
        }
        let none = || FolderError::NoEvent { slug: String::new() };
        match current_event::for_writing(&self.data()?, Utc::now(), || Err(none())) {
            Err(FolderError::NoEvent { .. }) => self.open_for_reading(),
            found => Ok(found?),
        }
    }

    /// Opens the event of a command that writes, and returns it with the result of `check`. On a new day it
    /// creates the event, but only after `check` has succeeded, so a failed command creates nothing. `check`
    /// receives the folder if it exists.
    ///
    /// # Errors
    /// The error that prevents finding or creating the event, or the error of `check`.
    pub(super) fn open_for_writing<T>(
        &self,
        mut check: impl FnMut(&Event, Option<&EventFolder>) -> Result<T, Failure>,
    ) -> Result<(EventFolder, T), Failure> {
        let data = self.data()?;
        let folder = match &self.event {
            Some(slug) => data.open(slug)?,
            None => {
                let mut rejected = None;
                let new_event = || {
                    let (today, offset) = today();
                    let name = self.texts.get(Message::EventUnnamed);
                    let event = Event::new(random_id()?, &name, today, offset)?;
                    check(&event, None).map_err(|failure| {
                        rejected = Some(failure);
                        FolderError::NoEvent { slug: String::new() }
                    })?;
                    Ok(event)
                };
                let found = current_event::for_writing(&data, Utc::now(), new_event);
                if let Some(failure) = rejected {
                    return Err(failure);
                }
                found?
            }
        };
        let checked = check(&folder.event, Some(&folder))?;
        Ok((folder, checked))
    }
}

/// Returns the machine's day and offset from UTC, for a new event.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "a new event takes the offset of the machine")]
pub(super) fn today() -> (NaiveDate, UtcOffset) {
    let now = Local::now();
    (now.date_naive(), UtcOffset(now.offset().fix()))
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
