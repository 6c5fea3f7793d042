//! The operator's screen.
//!
//! `update` decides, `view` draws, `run` connects both to keyboard, disk and clock. Private state of
//! components could disagree with the one fold that is the truth, so there is none: replay, scripted
//! tests and live use share this one path.

mod action;
pub mod keymap;
mod labels;
pub mod model;
pub mod msg;
pub mod overlay;
mod rejected;
pub mod run;
pub mod search;
mod selection;
#[cfg(test)]
mod testing;
pub mod update;
pub mod view;
