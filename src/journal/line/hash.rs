//! The hash of a line, and the form of the hash in the `prev` field.

use sha2::{Digest, Sha256};

use crate::domain::record::LineHash;

/// Returns the SHA-256 of a line's bytes without its newline.
#[must_use]
pub fn hash(bytes: &[u8]) -> LineHash {
    LineHash(Sha256::digest(bytes).into())
}

/// Parses the 64 lower-case hex digits of a line's hash.
#[must_use]
pub(crate) fn parse_hash(text: &str) -> Option<LineHash> {
    let digits: &[u8; 64] = text.as_bytes().try_into().ok()?;
    let mut hash = [0; 32];
    // The values are combined and checked once at the end, because a branch for each digit is slower.
    let mut seen = 0;
    for (byte, pair) in hash.iter_mut().zip(digits.as_chunks::<2>().0) {
        let (high, low) = (HEX_VALUES[usize::from(pair[0])], HEX_VALUES[usize::from(pair[1])]);
        seen |= high | low;
        *byte = high << 4 | low;
    }
    (seen != NOT_HEX).then_some(LineHash(hash))
}

/// The entry in [`HEX_VALUES`] for a byte that is not a lower-case hex digit. No hex digit has a value that
/// sets the upper four bits.
const NOT_HEX: u8 = 0xff;

/// The value of each byte as a lower-case hex digit. This is a table for speed, because every line of a
/// journal holds 64 digits.
const HEX_VALUES: [u8; 256] = {
    let mut values = [NOT_HEX; 256];
    let mut value = 0;
    while value < 16 {
        values[b"0123456789abcdef"[value as usize] as usize] = value;
        value += 1;
    }
    values
};
