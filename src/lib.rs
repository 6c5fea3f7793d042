//! Tarazy: the full-screen console of a weighing station at a recycling drive.
//!
//! The floors of the house, and its one rule: imports point downwards.
//!
//! ```text
//! domain <- entry, journal <- language <- report <- screen <- console, board <- cli
//! ```
//!
//! `domain` uses nothing of ours; of the console and the board only `run` touches `journal` (not update, not
//! view); nobody imports `cli`. A test reads every `use crate::` line and fails on a breach.

pub mod board;
pub mod cli;
pub mod console;
pub mod domain;
pub mod entry;
pub mod journal;
pub mod language;
pub mod report;
pub mod screen;
