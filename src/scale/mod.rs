//! Reads the lines of a scale (docs/input.md, M2).
//!
//! Invariant: a line is read as a weight only if it means, without doubt, the kilograms that the scale shows now. Any
//! other line is rejected with a reason, or is not the line of a scale.

pub(crate) mod frame;
mod tokens;
pub(crate) mod wedge;

pub(crate) use frame::FrameError;
