//! Conversion between the lines of a journal and records (docs/journal.md L1-L10).
//!
//! The functions are pure. Invariants:
//! - `decode(encode(x))` is `x`, and one record always has the same bytes.
//! - A decoded record holds only valid amounts: amounts are positive and at most [`Grams::RECORD_MAX`], and
//!   the net weight is exactly gross minus tare.
//! - Fields and operations that a later version adds never make a line unreadable.
//!
//! [`Grams::RECORD_MAX`]: crate::domain::mass::Grams::RECORD_MAX

mod content;
mod decode;
mod encode;
mod error;
mod fields;
mod hash;
mod moment;
#[cfg(test)]
mod tests;

pub(crate) use content::content;
pub(crate) use decode::JournalLine;
pub use decode::decode;
pub(super) use decode::decode_hashed;
pub use encode::encode;
pub(crate) use error::LineError;
pub(crate) use fields::LINE_MAX;
pub use hash::hash;
pub(crate) use hash::parse_hash;
pub(crate) use moment::to_line_precision;
