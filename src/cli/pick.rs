//! An option that takes one of several values.
//!
//! Invariant: help and completions list the values. An unknown value is reported by this program, in the
//! user's language, and not by clap.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, TypedValueParser};
use clap::{Arg, Command};

use crate::cli::argument::error::ArgumentError;

/// Accepts any text, and lists these values in the help and in completions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Choices(pub &'static [&'static str]);

impl TypedValueParser for Choices {
    type Value = String;

    fn parse_ref(&self, _: &Command, _: Option<&Arg>, value: &OsStr) -> Result<String, clap::Error> {
        Ok(value.to_string_lossy().into_owned())
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.0.iter().map(|word| PossibleValue::new(*word))))
    }
}

/// Returns the choice that the given value names.
///
/// # Errors
/// [`ArgumentError::UnknownChoice`] lists the known values.
pub(super) fn one_of<T: Copy>(
    option: &'static str,
    given: &str,
    known: &[(&'static str, T)],
) -> Result<T, ArgumentError> {
    known.iter().find(|(word, _)| *word == given).map(|(_, choice)| *choice).ok_or_else(|| {
        let known = known.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ");
        ArgumentError::UnknownChoice { option, given: given.to_owned(), known }
    })
}
