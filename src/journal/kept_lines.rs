//! The last lines of a journal, kept in memory so that the journal can be written again if its file is changed from
//! outside (docs/journal.md W2).
//!
//! Invariant: the kept bytes are whole lines that are known to be on the disk, in order and without a gap up to the end of
//! the journal.

use std::collections::VecDeque;
use std::io::{self, Write};

/// The number of bytes kept. Of a longer journal, the newest lines are kept.
const KEPT_MAX: usize = 16 * 1024 * 1024;

/// The first line of a journal, and its last lines.
#[derive(Debug)]
pub(super) struct KeptLines {
    /// The first line of the journal with its newline, or nothing if it cannot be read.
    opening: Vec<u8>,
    /// The offset of the kept bytes in the journal.
    start: u64,
    bytes: VecDeque<u8>,
    /// The number of bytes that may be kept.
    most: usize,
}

impl KeptLines {
    /// Creates the lines of a journal that this process continues at `end`.
    pub(super) fn new(opening: Vec<u8>, end: u64) -> Self {
        Self { opening, start: end, bytes: VecDeque::new(), most: KEPT_MAX }
    }

    /// Adds whole lines that are now on the disk.
    pub(super) fn push(&mut self, lines: &[u8]) {
        self.bytes.extend(lines);
        let excess = self.bytes.len().saturating_sub(self.most);
        if excess > 0 {
            // Drop whole lines. The last dropped byte is the first newline at or after the excess.
            let newline = self.bytes.iter().skip(excess - 1).position(|byte| *byte == b'\n');
            let dropped = newline.map_or(self.bytes.len(), |after| excess + after);
            self.bytes.drain(..dropped);
            self.start += dropped as u64;
        }
    }

    /// Returns the first line of the journal with its newline, or nothing if it cannot be read.
    pub(super) fn opening(&self) -> &[u8] {
        &self.opening
    }

    /// Returns the length of the journal in bytes: all of it is known to be on the disk.
    pub(super) fn end(&self) -> u64 {
        self.start + self.bytes.len() as u64
    }

    /// Returns the offset of the first kept line. What is before it, only the file holds.
    pub(super) const fn start(&self) -> u64 {
        self.start
    }

    /// Returns the offset and the length of the lines before the kept lines for which there is room.
    pub(super) fn missing(&self) -> (u64, usize) {
        let room = self.most.saturating_sub(self.bytes.len());
        let len = usize::try_from(self.start).unwrap_or(room).min(room);
        (self.start - len as u64, len)
    }

    /// Adds the bytes directly before the kept lines. If they begin in the middle of a line, that line is left out.
    pub(super) fn prepend(&mut self, bytes: &[u8]) {
        let is_whole = bytes.len() as u64 == self.start;
        let newline = bytes.iter().position(|byte| *byte == b'\n');
        let lines = if is_whole { bytes } else { newline.map_or(&[][..], |end| &bytes[end + 1..]) };
        self.start -= lines.len() as u64;
        let newer = std::mem::replace(&mut self.bytes, lines.to_vec().into());
        self.bytes.extend(newer);
    }

    /// Writes the kept lines.
    pub(super) fn write_to(&self, mut to: impl Write) -> io::Result<()> {
        let (first, second) = self.bytes.as_slices();
        to.write_all(first)?;
        to.write_all(second)
    }

    /// Notes that the kept lines begin at this offset now, because the journal was written again without some lines
    /// before them.
    pub(super) const fn set_start(&mut self, start: u64) {
        self.start = start;
    }

    #[cfg(test)]
    pub(super) const fn with_room(mut self, most: usize) -> Self {
        self.most = most;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(kept: &KeptLines) -> String {
        let mut bytes = Vec::new();
        kept.write_to(&mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn whole_lines_before_the_kept_lines_are_added_if_there_is_room() {
        let file = b"open\nab\ncd\n";
        for (most, kept_lines) in
            [(100, "open\nab\ncd\nef\n"), (11, "ab\ncd\nef\n"), (9, "cd\nef\n"), (3, "ef\n")]
        {
            let mut kept = KeptLines::new(b"open\n".to_vec(), 11).with_room(most);
            kept.push(b"ef\n");
            let (from, len) = kept.missing();
            let from = usize::try_from(from).unwrap();
            kept.prepend(&file[from..from + len]);
            assert_eq!((written(&kept).as_str(), kept.end()), (kept_lines, 14), "{most}");
        }
    }

    #[test]
    fn the_newest_whole_lines_are_kept() {
        let mut kept = KeptLines::new(b"open\n".to_vec(), 100).with_room(8);
        kept.push(b"ab\ncd\n");
        assert_eq!((written(&kept).as_str(), kept.start(), kept.end()), ("ab\ncd\n", 100, 106));
        kept.push(b"ef\n");
        assert_eq!((written(&kept).as_str(), kept.start(), kept.end()), ("cd\nef\n", 103, 109));
        kept.push(b"longer\ngh\n");
        assert_eq!((written(&kept).as_str(), kept.start(), kept.end()), ("gh\n", 116, 119));
        kept.push(b"much longer than the room\n");
        assert_eq!((written(&kept).as_str(), kept.start(), kept.end()), ("", 145, 145));
    }
}
