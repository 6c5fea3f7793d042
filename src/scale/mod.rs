//! Reads the frames of a scale: of one that types like a keyboard (docs/input.md, M2), and of one on a wire.
//!
//! Invariant: bytes are read as a weight only if they mean, without doubt, the kilograms that the scale shows now. Anything
//! else is rejected with a reason, or is not the frame of a scale.

pub(crate) mod frame;
pub(crate) mod port;
pub(crate) mod protocol;
pub(crate) mod reading;
mod tokens;
pub(crate) mod wedge;
pub(crate) mod wire;

pub(crate) use frame::FrameError;
