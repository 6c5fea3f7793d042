//! What every full screen is made of: the terminal and its input, characters and styles, drawing, lists and text
//! fields.
//!
//! Invariant: nothing here depends on what a screen shows. The console and the board use it alike.

pub mod backend;
pub mod clock;
pub mod escape;
pub mod field;
pub mod full_screen;
pub mod input;
pub mod key;
pub mod list;
pub mod paint;
pub mod shutdown;
pub mod theme;
