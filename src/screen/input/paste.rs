//! Collects the text of a bracketed paste.

/// The sequence that ends a paste.
const END: &[u8] = b"\x1b[201~";
/// The maximum size of a paste in bytes. It limits the memory. A sheet of a whole day is much smaller.
pub(super) const MAX_BYTES: usize = 4 << 20;

/// An unfinished paste.
#[derive(Debug, Default)]
pub(super) struct Paste {
    bytes: Vec<u8>,
    /// The number of bytes of [`END`] that were read last.
    end_bytes: usize,
    /// Whether a part was cut off, because the paste was too long.
    cut: bool,
}

impl Paste {
    /// Adds a byte, and returns whether it ended the paste.
    pub(super) fn add(&mut self, byte: u8) -> bool {
        if byte != END[self.end_bytes] {
            // Only the first byte of the end sequence is Esc, so no other start of it is among these bytes.
            self.keep(&END[..self.end_bytes]);
            self.end_bytes = 0;
        }
        if byte != END[self.end_bytes] {
            self.keep(&[byte]);
            return false;
        }
        self.end_bytes += 1;
        self.end_bytes == END.len()
    }

    fn keep(&mut self, bytes: &[u8]) {
        let free = MAX_BYTES - self.bytes.len();
        self.cut |= free < bytes.len();
        self.bytes.extend(bytes.iter().take(free));
    }

    /// Returns the text. It ends with U+FFFD if the end was cut off, or if `whole` is false.
    pub(super) fn into_text(self, whole: bool) -> String {
        let mut text = String::from_utf8_lossy(&self.bytes).into_owned();
        if (self.cut || !whole) && !text.ends_with(char::REPLACEMENT_CHARACTER) {
            text.push(char::REPLACEMENT_CHARACTER);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        let mut paste = Paste::default();
        let whole = bytes.iter().any(|byte| paste.add(*byte));
        paste.into_text(whole)
    }

    #[test]
    fn a_paste_ends_only_with_its_end_sequence() {
        assert_eq!(text(b"\x1b[201~"), "");
        assert_eq!(text(b"q1\rw2\n\x1b[201~"), "q1\rw2\n");
        assert_eq!(text(b"a\x1b[20\x1b[201~"), "a\x1b[20");
        assert_eq!(text(b"a\x1b\x1b[201~"), "a\x1b");
        assert_eq!(text(b"a\x1b[200~\x1b[201~"), "a\x1b[200~");
        assert_eq!(text(b"q1\xff\xd0\x1b[201~"), "q1\u{fffd}\u{fffd}");
    }

    #[test]
    fn an_incomplete_paste_ends_with_a_replacement_character() {
        assert_eq!(text(b""), "\u{fffd}");
        assert_eq!(text(b"q1\x1b[20"), "q1\u{fffd}");
        assert_eq!(text(b"q1\xd0"), "q1\u{fffd}");
        let long = [&vec![b'1'; MAX_BYTES + 1][..], END].concat();
        assert_eq!(text(&long), format!("{}\u{fffd}", "1".repeat(MAX_BYTES)));
        assert_eq!(text(&long[1..]).len(), MAX_BYTES);
    }
}
