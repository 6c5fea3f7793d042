//! What every full screen of ours stands on: the terminal, keys, colours, strokes, and how it all ends.
//!
//! Invariant: knows nothing of what is shown; the operator's console and the public's board use it alike.

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
