//! The operator's screen.
//!
//! `update` decides, `view` draws, and `run` connects both to keyboard, disk and clock. All state is in one
//! model, so no part of the screen can contradict the ledger. Replay, scripted tests and live use all run the
//! same `update`.

mod action;
mod entry_line;
mod field_text;
mod form_field;
pub(crate) mod gesture;
mod growth;
pub mod keymap;
mod labels;
pub(crate) mod model;
pub(crate) mod msg;
mod notice;
pub(crate) mod overlay;
mod paper;
mod rejected;
pub(crate) mod run;
pub(crate) mod search;
mod selection;
pub(crate) mod start_screen;
#[cfg(test)]
mod testing;
pub(crate) mod update;
pub(crate) mod view;
pub(crate) mod wire_station;
