//! An option that takes one of several words.
//!
//! Invariant: help and completions name the words, and a word that is none of them is refused by this
//! program, in the reader's language, not by the parser of arguments.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, TypedValueParser};
use clap::{Arg, Command};

use crate::cli::failure::Failure;

/// Takes any text and offers these.
#[derive(Clone, Copy, Debug)]
pub struct Words(pub &'static [&'static str]);

impl TypedValueParser for Words {
    type Value = String;

    fn parse_ref(&self, _: &Command, _: Option<&Arg>, value: &OsStr) -> Result<String, clap::Error> {
        Ok(value.to_string_lossy().into_owned())
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.0.iter().map(|word| PossibleValue::new(*word))))
    }
}

/// What the given word stands for.
///
/// # Errors
/// [`Failure::UnknownChoice`] names those that there are.
pub fn one_of<T: Copy>(option: &'static str, given: &str, known: &[(&'static str, T)]) -> Result<T, Failure> {
    known.iter().find(|(word, _)| *word == given).map(|(_, choice)| *choice).ok_or_else(|| {
        let known = known.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ");
        Failure::UnknownChoice { option, given: given.to_owned(), known }
    })
}
