//! Reads the frames of a scale: of one that types like a keyboard (docs/input.md, M2), and of one on a wire.
//!
//! Invariant: bytes are read as a weight only if they mean, without doubt, the kilograms that the scale shows now. Anything
//! else is rejected with a reason, or is not the frame of a scale.

pub(crate) mod capture;
mod demo;
pub(crate) mod frame;
pub(crate) mod live;
pub(crate) mod option;
pub(crate) mod port;
pub(crate) mod protocol;
pub(crate) mod reader;
pub(crate) mod reading;
pub(crate) mod session;
mod tokens;
pub(crate) mod tracker;
pub(crate) mod wedge;
pub(crate) mod wire;

pub(crate) use frame::FrameError;
