//! Converts what an operator types into an amount.
//!
//! Invariant: a text either means exactly one amount or is rejected with a reason and the columns that are
//! wrong. Nothing is dropped, rounded or guessed. An accepted amount is within the material's maximum, its
//! tare is below its gross, and it was computed in whole grams. `docs/grammar.md` describes the grammar.

mod characters;
mod error;
mod kazakh;
pub(crate) mod keyboard;
mod lexer;
mod parser;
mod read;

pub(crate) use characters::{UNKNOWN_KEY_MARK, is_about};
pub(crate) use error::{Span, ValidationError, ValidationErrorKind};
pub(crate) use lexer::{LINE_MAX, TYPED_MAX, may_be_in_amount};
pub(crate) use parser::{Amount, GRAM_DECIMALS};
pub use read::read;
pub(crate) use read::{Reading, ReadingKind, begins_amount, parse};

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
