//! What every full screen of ours stands on: the terminal, keys, colours, strokes, and how it all ends.
//!
//! Invariant: knows nothing of what is shown; the operator's console and the public's board use it alike.

pub mod backend;
pub mod ends;
pub mod key;
pub mod paint;
pub mod rejoin;
pub mod terminal;
pub mod theme;
