//! What a protocol finds at the beginning of the bytes that were read.

use crate::scale::reading::ScaleReading;

/// What is at the beginning of the bytes that were read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Scan {
    /// The beginning of a frame, or nothing.
    Incomplete,
    /// This many bytes, at least one, that belong to no frame, or to a damaged one.
    Noise(usize),
    /// A frame of this many bytes, and what must be sent to the scale for it.
    Frame(usize, ScaleReading, &'static [u8]),
    /// This many bytes that have no weight, and what must be sent to the scale for them.
    Reply(usize, &'static [u8]),
    /// This many bytes with the serial number of the scale.
    Serial(usize, String),
}

/// Looks for a frame that ends with a line feed. `parse` reads the line without CR and LF; `None` is noise.
pub(super) fn scan_line(bytes: &[u8], most: usize, parse: impl Fn(&[u8]) -> Option<ScaleReading>) -> Scan {
    let Some(end) = bytes.iter().position(|byte| *byte == b'\n') else {
        // A frame longer than the longest is none, but its end may be the beginning of one.
        return if bytes.len() > most { Scan::Noise(bytes.len() - most) } else { Scan::Incomplete };
    };
    let line = bytes[..end].strip_suffix(b"\r").unwrap_or(&bytes[..end]);
    match parse(line) {
        Some(reading) => Scan::Frame(end + 1, reading, &[]),
        None => Scan::Noise(end + 1),
    }
}
