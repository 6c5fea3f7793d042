//! The start screen: it asks which event is meant, before a console opens one.
//!
//! It has its own loop (`run`), because there is no event, no station and no entry line yet. `update` decides, `view`
//! draws, and `plain` asks line by line.
//!
//! Invariants:
//! - It reads and writes no file.
//! - Only an Enter that a hand pressed by itself chooses (docs/input.md, G6). Lines of a scale, pastes and repeats of a
//!   held key choose nothing.
//! - No key is lost or read twice: what is typed after the choice reaches the console.

mod help;
mod labels;
mod model;
mod plain;
mod run;
#[cfg(test)]
mod tests;
mod update;
mod view;

pub(crate) use model::{StartAnswer, StartEvent, StartQuestion};
pub(crate) use plain::ask_plain;
pub(crate) use run::ask;
