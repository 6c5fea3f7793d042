//! Why an argument is not valid.

use thiserror::Error;

use crate::domain::catalogue::{LocalText, Unit};
use crate::domain::event::TEXT_MAX;
use crate::domain::limits::PEOPLE_MAX;
use crate::domain::record::RecordKey;
use crate::entry::ValidationErrorKind;
use crate::language::{Explain, Message, Text, errors, format};

/// Why the value of an argument, an option or a variable is not valid.
#[derive(Debug, Error)]
pub(crate) enum ArgumentError {
    #[error("there is no material {given:?}")]
    UnknownMaterial { given: String, known: Vec<String> },
    #[error("there is no grade {grade:?}")]
    UnknownGrade { material: LocalText, grade: String, known: Vec<String> },
    /// The value is not one of the option's choices.
    #[error("{given:?} is not a value of {option}")]
    UnknownChoice { option: &'static str, given: String, known: String },
    /// The value of `--id` is not valid.
    #[error("{0:?} is not a key")]
    BadKey(String),
    #[error("{0:?} is not a station id")]
    BadStation(String),
    #[error("{0:?} is not the name of a record")]
    BadRecord(String),
    #[error("{0:?} is not a time")]
    BadTime(String),
    #[error("{0:?} is not a date")]
    BadDate(String),
    #[error("{0:?} is not a year")]
    BadYear(String),
    #[error("{0:?} is not a number of records")]
    BadCount(String),
    #[error("{0:?} is not a number of people from 1 to {PEOPLE_MAX}")]
    BadPeople(String),
    /// The value is not `MATERIAL=AMOUNT` in the material's unit.
    #[error("{0:?} is not a target")]
    BadTarget(String),
    /// The value of an option is malformed; `form` is an example of the right form.
    #[error("{option}: {given:?} is not of the form {form}")]
    BadForm { option: &'static str, form: &'static str, given: String },
    /// The value is not `ID:HASH` with 64 hex digits.
    #[error("{0:?} is not the head of a journal")]
    BadHead(String),
    /// The value is longer than [`TEXT_MAX`] characters.
    #[error("the value of {option} is longer than {TEXT_MAX} characters")]
    LongText { option: &'static str },
    /// A part of the value of an option is not valid. `given` is the whole value, such as `paper=8oo`.
    #[error("{option}: {given:?} is not valid")]
    InOption { option: &'static str, given: String, source: Box<ArgumentError> },
    #[error("{typed:?} is not an amount")]
    Amount { typed: String, reason: ValidationErrorKind, unit: Unit },
    /// The amount begins with the number of another material.
    #[error("{typed:?} begins with the number of another material")]
    OtherMaterial { typed: String },
}

impl ArgumentError {
    /// Adds the option in which this part of a value was given. An error that names the option already stays the same.
    pub(crate) fn in_option(self, option: &'static str, given: &str) -> Self {
        match self {
            Self::UnknownMaterial { .. } | Self::Amount { .. } => {
                Self::InOption { option, given: given.to_owned(), source: Box::new(self) }
            }
            other => other,
        }
    }
}

impl Explain for ArgumentError {
    fn explain(&self) -> Text {
        let message = match self {
            Self::UnknownMaterial { given, known } => Message::CliUnknownMaterial {
                material: format::quoted(given).into(),
                known: known.join(", ").into(),
            },
            Self::UnknownGrade { material, grade, known } => {
                let material = Text::Local(material.clone());
                if known.is_empty() {
                    Message::CliNoGrades { material }
                } else {
                    Message::CliUnknownGrade {
                        material,
                        grade: format::quoted(grade).into(),
                        known: known.join(", ").into(),
                    }
                }
            }
            Self::UnknownChoice { option, given, known } => Message::CliUnknownChoice {
                option: (*option).into(),
                given: format::quoted(given).into(),
                known: known.into(),
            },
            Self::BadYear(given) => Message::CliBadYear { year: format::quoted(given).into() },
            Self::BadStation(given) => Message::CliBadStation { station: format::quoted(given).into() },
            Self::BadKey(given) => {
                Message::CliBadKey { key: format::quoted(given).into(), most: RecordKey::LENGTH_MAX.into() }
            }
            Self::BadRecord(given) => Message::CliBadRecord { record: format::quoted(given).into() },
            Self::BadTime(given) => Message::CliBadTime { time: format::quoted(given).into() },
            Self::BadDate(given) => Message::CliBadDate { date: format::quoted(given).into() },
            Self::BadPeople(given) => {
                Message::CliBadPeople { typed: format::quoted(given).into(), most: PEOPLE_MAX.into() }
            }
            Self::BadCount(given) => Message::CliBadCount { given: format::quoted(given).into() },
            Self::BadTarget(given) => Message::CliBadTarget { target: format::quoted(given).into() },
            Self::BadForm { option, form, given } => Message::CliBadForm {
                option: (*option).into(),
                form: (*form).into(),
                given: format::quoted(given).into(),
            },
            Self::BadHead(given) => Message::CliBadHead { head: format::quoted(given).into() },
            Self::LongText { option } => {
                Message::CliLongText { option: (*option).into(), most: TEXT_MAX.into() }
            }
            Self::InOption { option, given, source } => {
                let reason = match &**source {
                    // The whole value is quoted already.
                    Self::Amount { reason, unit, .. } => errors::validation_error(*reason, *unit).into(),
                    source => source.explain(),
                };
                Message::CliInOption { option: (*option).into(), given: format::quoted(given).into(), reason }
            }
            Self::Amount { typed, reason, unit } => {
                let reason = errors::validation_error(*reason, *unit).into();
                Message::ImportAmount { typed: format::quoted(typed).into(), reason }
            }
            Self::OtherMaterial { typed } => {
                Message::ImportOtherMaterial { typed: format::quoted(typed).into() }
            }
        };
        message.into()
    }
}
