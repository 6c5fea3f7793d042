//! The parts that all full screens share: terminal, input, characters, styles, drawing, lists and text fields.
//!
//! Invariant: this module does not depend on what a screen shows. Both the console and the board use it.

mod canvas;
pub(crate) mod clock;
pub(crate) mod digits;
mod drawing;
pub(crate) mod encoder;
pub(crate) mod field;
pub(crate) mod full_screen;
pub(crate) mod input;
mod job_control;
pub(crate) mod key;
pub(crate) mod line_printer;
pub(crate) mod list;
pub(crate) mod paint;
mod palette;
mod raw_mode;
pub(crate) mod setup;
pub(crate) mod shutdown;
mod size;
pub(crate) mod theme;
