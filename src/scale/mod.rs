//! Reads what a scale sends.
//!
//! Invariant: a line is read as a weight only if it says beyond doubt how many kilograms the scale shows now.
//! Everything else has a reason why it must not be recorded, or is not the line of a scale at all.

pub(crate) mod frame;
mod tokens;
pub(crate) mod wedge;

pub(crate) use frame::FrameError;
