//! The content of a line: its bytes without those that damage or another program added around them.

use std::ops::Range;

/// Returns the range of the content in a line that is given without its newline. NULs before the content and one
/// carriage return after it are left out (docs/journal.md R1).
#[must_use]
pub(crate) fn content(line: &[u8]) -> Range<usize> {
    let start = line.iter().take_while(|byte| **byte == 0).count();
    let end = if line[start..].ends_with(b"\r") { line.len() - 1 } else { line.len() };
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nuls_before_a_line_and_a_carriage_return_after_it_are_not_content() {
        for (line, expected) in [
            (&b"{}"[..], &b"{}"[..]),
            (b"\0\0{}", b"{}"),
            (b"{}\r", b"{}"),
            (b"\0{}\r\r", b"{}\r"),
            (b"{}\0", b"{}\0"),
            (b"\0\0", b""),
            (b"\0\r", b""),
            (b"\r", b""),
            (b"", b""),
        ] {
            assert_eq!(&line[content(line)], expected, "{line:?}");
        }
    }
}
