//! The board: the public screen on a wall or a projector, which runs for days without an operator.
//!
//! [`run`] reads the journals into a [`model::EventSnapshot`]; [`model`] holds what is shown and decides when it
//! changes; [`view`] draws it. Invariants:
//! - The board writes no file and takes no lock.
//! - It never shows the name of an operator or a station.
//! - A snapshot stays on the screen until a newer one replaces it.

pub(crate) mod model;
pub(crate) mod run;
pub(crate) mod view;
