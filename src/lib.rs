//! Tarazy: the full-screen console of a weighing station at a recycling drive.
//!
//! The modules form layers. In this list, each module imports only modules to its left:
//!
//! ```text
//! domain <- entry, journal, scale <- language, spreadsheet, sync <- report, settings <- screen <- console, board <- cli
//! ```
//!
//! In the console and the board, only `run` uses `journal`. `docs/architecture.md` describes each layer, and
//! `tests/it/layering.rs` checks the imports.
//!
//! The crate is a program, not a library. Its only entry point is [`cli::main`]. [`testing`] is only for the
//! tests and benchmarks of this crate.

mod board;
pub mod cli;
mod console;
mod domain;
mod entry;
mod journal;
mod language;
mod report;
mod scale;
mod screen;
mod settings;
mod spreadsheet;
#[cfg(feature = "sync")]
mod sync;
pub mod testing;
