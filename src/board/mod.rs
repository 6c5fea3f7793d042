//! The board: the public screen on a wall or a projector, that nobody touches for days.
//!
//! [`run`] reads the journals and turns them into a [`model::Picture`]; [`model`] keeps what is shown and when
//! it changes; [`view`] draws it. Invariants: it writes nothing and takes no lock; no name of an operator or a
//! station is in its picture; what it once showed stays until there is something newer.

pub mod model;
pub mod run;
pub mod view;
