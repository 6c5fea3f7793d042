//! Splits the bytes of a journal into blocks of hashed lines (docs/journal.md R1, R9).
//!
//! Invariants:
//! - Memory is bounded, whatever the file holds: at most one block and the start of one line are kept.
//! - A hole of a sparse file takes no time where its NULs cannot change the result: before a line, and in a
//!   line that is longer than [`HASHED_MAX`].

use std::fs::File;
use std::io::{self, BufRead, Read, Seek, SeekFrom};
use std::ops::Range;

use sha2::{Digest, Sha256};

use crate::domain::record::LineHash;
use crate::journal::fs;
use crate::journal::line::{self, JournalLine, LINE_MAX, LineError};

/// The size of a block in bytes.
pub(super) const BLOCK: usize = 256 * 1024;

/// The usual length of a line in bytes. It is used to estimate the number of lines in a block.
pub(super) const USUAL_LINE: usize = 180;

/// The maximum number of bytes of a line that its hash covers. A valid line is far shorter. A damaged file may
/// hold a line of any length.
pub(super) const HASHED_MAX: u64 = 16 * 1024 * 1024;

/// The thread that reads and hashes lines also decodes one line out of this many, so that this thread and
/// the thread that applies the records have about the same amount of work.
const PREDECODED_SHARE: usize = 3;

/// A source of bytes that may have holes, as a sparse file does.
pub(super) trait Input: Read {
    /// Skips the hole at the current position. Returns the number of bytes skipped, which are all NUL.
    fn skip_hole(&mut self) -> io::Result<u64>;
}

impl Input for &File {
    fn skip_hole(&mut self) -> io::Result<u64> {
        let from = self.stream_position()?;
        let to = fs::next_data(self, from)?;
        self.seek(SeekFrom::Start(to))?;
        Ok(to - from)
    }
}

/// Bytes in memory have no holes.
#[cfg(test)]
impl Input for &[u8] {
    fn skip_hole(&mut self) -> io::Result<u64> {
        Ok(0)
    }
}

/// The length of a line in its file, and the bytes of it that are not content (docs/journal.md R1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    /// The length in bytes, including the newline if there is one.
    pub(super) bytes: u64,
    /// The number of NULs before the content.
    pub(super) nuls: u64,
    /// Whether a carriage return follows the content.
    pub(super) carriage_return: bool,
}

/// A line in the bytes of a block.
pub(super) struct HashedLine {
    /// The byte range of the content.
    pub(super) content: Range<usize>,
    pub(super) frame: Frame,
    /// The hash of the content.
    pub(super) hash: LineHash,
}

/// Whole lines of a journal, in order.
pub(super) enum Block {
    /// Lines whose total length is at most [`BLOCK`] bytes.
    Lines {
        bytes: Vec<u8>,
        lines: Vec<HashedLine>,
        /// The decoded form of the last lines of the block.
        decoded: Vec<Result<JournalLine, LineError>>,
    },
    /// One line whose content is too long.
    LongLine { frame: Frame, content_len: u64, hash: LineHash },
}

impl Block {
    /// Hashes the lines in `bytes` and decodes a share of them.
    fn new(bytes: Vec<u8>) -> Self {
        let mut start = 0;
        let mut rest = &*bytes;
        let mut lines = Vec::with_capacity(bytes.len() / USUAL_LINE);
        // Reading from memory cannot fail. A length of 0 bytes means that the block ends here.
        while let Ok(len @ 1..) = rest.skip_until(b'\n') {
            let raw = &bytes[start..start + len - 1];
            let Range { start: nuls, end } = line::content(raw);
            let content = start + nuls..start + end;
            let hash = line::hash(&bytes[content.clone()]);
            let carriage_return = end < raw.len();
            let frame = Frame { bytes: len as u64, nuls: nuls as u64, carriage_return };
            lines.push(HashedLine { content, frame, hash });
            start += len;
        }
        let (_, last) = lines.split_at(lines.len() - lines.len() / PREDECODED_SHARE);
        let decode = |line: &HashedLine| line::decode_hashed(&bytes[line.content.clone()], line.hash);
        let decoded = last.iter().map(decode).collect();
        Self::Lines { bytes, lines, decoded }
    }
}

/// A line whose newline has not been read yet.
#[derive(Clone, Debug)]
pub(super) struct OpenLine {
    /// The number of NULs before the content.
    nuls: u64,
    /// The first bytes of the content, at most [`LINE_MAX`].
    start: Vec<u8>,
    content_len: u64,
    /// Covers at most [`HASHED_MAX`] bytes of the content.
    hasher: Sha256,
    /// Whether the last byte read is a carriage return. It is not content if a newline follows.
    carriage_return: bool,
}

impl OpenLine {
    /// Returns a line of which nothing was read.
    pub(super) fn new() -> Self {
        Self { nuls: 0, start: Vec::new(), content_len: 0, hasher: Sha256::new(), carriage_return: false }
    }

    /// Returns the number of bytes read.
    pub(super) const fn len(&self) -> u64 {
        self.nuls + self.content_len + self.carriage_return as u64
    }

    /// Returns the content and its hash, or `None` if the content is too long for a line.
    pub(super) fn content(&self) -> Option<(&[u8], LineHash)> {
        (self.content_len < LINE_MAX as u64).then(|| (&*self.start, line::hash(&self.start)))
    }

    /// Returns the frame of the line if `newline` bytes end it.
    pub(super) const fn frame(&self, newline: u64) -> Frame {
        Frame { bytes: self.len() + newline, nuls: self.nuls, carriage_return: self.carriage_return }
    }

    /// Adds bytes without a newline.
    fn feed(&mut self, mut bytes: &[u8]) {
        if self.content_len == 0 && !self.carriage_return {
            let nuls = bytes.iter().take_while(|byte| **byte == 0).count();
            self.nuls += nuls as u64;
            bytes = &bytes[nuls..];
        }
        if bytes.is_empty() {
            return;
        }
        if self.carriage_return {
            self.add_content(b"\r");
        }
        let content = bytes.strip_suffix(b"\r");
        self.carriage_return = content.is_some();
        self.add_content(content.unwrap_or(bytes));
    }

    fn add_content(&mut self, bytes: &[u8]) {
        let kept = bytes.len().min(LINE_MAX - self.start.len());
        self.start.extend_from_slice(&bytes[..kept]);
        let hashed = usize::try_from(HASHED_MAX.saturating_sub(self.content_len)).unwrap_or(usize::MAX);
        self.hasher.update(&bytes[..bytes.len().min(hashed)]);
        self.content_len += bytes.len() as u64;
    }

    /// Skips a hole, if its NULs change neither the content nor the hash.
    fn skip_hole(&mut self, input: &mut impl Input) -> io::Result<()> {
        if self.content_len == 0 && !self.carriage_return {
            self.nuls += input.skip_hole()?;
        } else if self.content_len >= HASHED_MAX {
            let skipped = input.skip_hole()?;
            if skipped > 0 {
                self.content_len += skipped + u64::from(self.carriage_return);
                self.carriage_return = false;
            }
        }
        Ok(())
    }

    /// Reads `buffer` and then `input` up to the next newline. Returns whether there is one. `buffer` then
    /// holds the bytes after it.
    fn read_to_newline(&mut self, input: &mut impl Input, buffer: &mut Vec<u8>) -> io::Result<bool> {
        loop {
            let read = (&**buffer).skip_until(b'\n')?;
            if let Some(line) = buffer[..read].strip_suffix(b"\n") {
                self.feed(line);
                buffer.drain(..read);
                return Ok(true);
            }
            self.feed(buffer);
            buffer.clear();
            self.skip_hole(input)?;
            if input.by_ref().take(BLOCK as u64).read_to_end(buffer)? == 0 {
                return Ok(false);
            }
        }
    }

    /// Returns the line as a block. Its newline was read.
    fn into_block(self) -> Block {
        let frame = self.frame(1);
        if self.content_len >= LINE_MAX as u64 {
            let hash = LineHash(self.hasher.finalize().into());
            return Block::LongLine { frame, content_len: self.content_len, hash };
        }
        let (content, hash) = (0..self.start.len(), line::hash(&self.start));
        let lines = vec![HashedLine { content, frame, hash }];
        Block::Lines { bytes: self.start, lines, decoded: Vec::new() }
    }
}

/// Reads `input` to the end and passes each block of whole lines to `each`. Returns the line after the last
/// newline, which is empty if nothing follows.
///
/// `resumed` is such a line of an earlier reading, whose bytes `input` does not give again.
///
/// # Errors
/// Returns the errors of `input`. The whole lines read before the error are still passed to `each`.
pub(super) fn read_blocks(
    mut input: impl Input,
    resumed: Option<OpenLine>,
    mut each: impl FnMut(Block),
) -> io::Result<OpenLine> {
    let mut rest = Vec::new();
    if let Some(mut line) = resumed {
        if !line.read_to_newline(&mut input, &mut rest)? {
            return Ok(line);
        }
        each(line.into_block());
    }
    loop {
        let mut block = Vec::with_capacity(BLOCK);
        block.append(&mut rest);
        let wanted = BLOCK - block.len();
        let read = input.by_ref().take(wanted as u64).read_to_end(&mut block);
        let whole = block.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
        rest = block.split_off(whole);
        each(Block::new(block));
        let at_end = read? < wanted;
        if at_end || rest.len() >= LINE_MAX {
            let mut line = OpenLine::new();
            if !line.read_to_newline(&mut input, &mut rest)? {
                return Ok(line);
            }
            each(line.into_block());
        }
    }
}

/// Returns the content of the first line of a journal, or `None` if it is too long or has no newline.
pub(super) fn first_line(mut input: impl Input) -> io::Result<Option<Vec<u8>>> {
    let mut line = OpenLine::new();
    let mut buffer = Vec::new();
    while line.content_len < LINE_MAX as u64 {
        line.skip_hole(&mut input)?;
        if input.by_ref().take(LINE_MAX as u64).read_to_end(&mut buffer)? == 0 {
            break;
        }
        let read = (&*buffer).skip_until(b'\n')?;
        match buffer[..read].strip_suffix(b"\n") {
            None => line.feed(&buffer),
            Some(last) => {
                line.feed(last);
                return Ok((line.content_len < LINE_MAX as u64).then_some(line.start));
            }
        }
        buffer.clear();
    }
    Ok(None)
}
