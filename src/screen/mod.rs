//! What every full screen is made of: the terminal and its input, characters and styles, drawing, lists and text
//! fields.
//!
//! Invariant: nothing here depends on what a screen shows. The console and the board use it alike.

pub(crate) mod backend;
pub(crate) mod clock;
pub(crate) mod escape;
pub(crate) mod field;
pub(crate) mod full_screen;
pub(crate) mod input;
pub(crate) mod key;
pub(crate) mod list;
pub(crate) mod paint;
pub(crate) mod shutdown;
pub(crate) mod theme;
