//! Texts in Kazakh, Russian and English; plurals; numbers and dates; error texts.
//!
//! This is the only module with text for people: the rest of the crate works with [`Message`] values. The
//! texts are in `kk/`, `ru/` and `en/`, one Fluent file per area, embedded into the program.
//!
//! Invariants:
//! - Every key exists in all three languages with the same arguments, and [`Message`] has a variant for each.
//!   The build script checks it.
//! - Every message is used. A test checks it.
//! - What [`Texts`] returns has no control, bidirectional or invisible character, regardless of the
//!   arguments, so it may be written to a terminal. A test checks it.
//! - English is plain ASCII, because it serves terminals without UTF-8. A test checks it.
//!
//! How to add a text or a language: `docs/language.md`.

pub(crate) mod errors;
mod explain;
pub(crate) mod format;
mod locale;
mod message;
mod texts;

pub(crate) use explain::Explain;
pub use locale::Language;
pub(crate) use message::{Message, Text};
pub use texts::Texts;

#[cfg(test)]
mod tests;
