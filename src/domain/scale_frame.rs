//! What a scale on a wire sent for one weighing, which is kept as evidence for the amount.

use std::fmt;

/// The frame of a scale from which an amount was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScaleFrame {
    /// The name of the protocol, as in the option `--scale`.
    pub protocol: String,
    /// The serial number of the scale, if the scale told it.
    pub serial: Option<String>,
    /// The bytes as the scale sent them.
    pub raw: FrameBytes,
}

/// The bytes of a frame. As text they are pairs of lower-case hex digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameBytes(Vec<u8>);

impl FrameBytes {
    /// The most bytes of a frame. The frames of all protocols are shorter, and a journal line has room for it.
    pub const MAX: usize = 256;

    /// Returns the bytes of a frame, or `None` if there are none or more than [`Self::MAX`].
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Option<Self> {
        (1..=Self::MAX).contains(&bytes.len()).then_some(Self(bytes))
    }

    /// Parses pairs of lower-case hex digits. Returns `None` for any other text.
    #[must_use]
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Some(byte - b'0'),
            b'a'..=b'f' => Some(byte - b'a' + 10),
            _ => None,
        };
        let (pairs, []) = text.as_bytes().as_chunks::<2>() else { return None };
        let bytes = pairs.iter().map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?));
        Self::new(bytes.collect::<Option<_>>()?)
    }
}

impl fmt::Display for FrameBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_read_back_from_their_text() {
        let bytes = FrameBytes::new((0..=255).collect()).unwrap();
        assert_eq!(FrameBytes::parse(&bytes.to_string()), Some(bytes));
        assert_eq!(FrameBytes::parse("000d0a").unwrap().to_string(), "000d0a");
        let long = "00".repeat(257);
        for text in ["", "0", "0D", "0g", " 0", "000", "é", long.as_str()] {
            assert_eq!(FrameBytes::parse(text), None, "{text}");
        }
    }
}
