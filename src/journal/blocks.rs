//! Splits the bytes of a journal into blocks of hashed lines.

use std::io::{self, BufRead, Read};
use std::ops::Range;

use sha2::{Digest, Sha256};

use crate::domain::record::LineHash;
use crate::journal::line::{self, JournalLine, LINE_MAX, LineError};

/// The size of a block in bytes.
pub(super) const BLOCK: usize = 256 * 1024;

/// The usual length of a line in bytes, to estimate the number of lines.
pub(super) const USUAL_LINE: usize = 180;

/// The maximum number of bytes that are searched for a newline: a damaged file may claim any length.
pub(super) const NEWLINE_SEARCH_MAX: u64 = 16 * 1024 * 1024;

/// The thread that reads and hashes decodes one of this many lines, so that both threads have about the same
/// work.
const PREDECODED_SHARE: usize = 3;

/// Whole lines of a journal, in order.
pub(super) enum Block {
    /// Lines of at most [`BLOCK`] bytes together.
    Lines {
        bytes: Vec<u8>,
        /// The position of each line in `bytes`, without its newline, and its hash.
        lines: Vec<(Range<usize>, LineHash)>,
        /// The last of these lines, decoded.
        decoded: Vec<Result<JournalLine, LineError>>,
    },
    /// One line that is longer than [`LINE_MAX`]. `bytes` includes its newline.
    LongLine { bytes: u64, hash: LineHash },
}

impl Block {
    /// Hashes the lines in `bytes` and decodes a share of them.
    fn new(bytes: Vec<u8>) -> Self {
        let mut start = 0;
        let mut rest = &*bytes;
        let mut lines = Vec::with_capacity(bytes.len() / USUAL_LINE);
        // Reading from memory cannot fail; 0 bytes mean the end of the block.
        while let Ok(len @ 1..) = rest.skip_until(b'\n') {
            let line = start..start + len - 1;
            let hash = line::hash(&bytes[line.clone()]);
            lines.push((line, hash));
            start += len;
        }
        let (_, last) = lines.split_at(lines.len() - lines.len() / PREDECODED_SHARE);
        let decoded =
            last.iter().map(|(line, hash)| line::decode_hashed(&bytes[line.clone()], *hash)).collect();
        Self::Lines { bytes, lines, decoded }
    }
}

/// Reads to the end and passes each block of whole lines to `each`. Returns the number of bytes after the last newline.
///
/// # Errors
/// Errors of `input`. The whole lines read before the error are passed on.
pub(super) fn read_blocks(mut input: impl Read, mut each: impl FnMut(Block)) -> io::Result<u64> {
    let mut rest = Vec::new();
    loop {
        let mut block = Vec::with_capacity(BLOCK);
        block.append(&mut rest);
        let wanted = BLOCK - block.len();
        let read = input.by_ref().take(wanted as u64).read_to_end(&mut block);
        let whole = block.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
        rest = block.split_off(whole);
        each(Block::new(block));
        if read? < wanted {
            return Ok(rest.len() as u64);
        }
        if rest.len() >= LINE_MAX {
            match read_long_line(&mut input, &mut rest)? {
                LongLine::Whole { bytes, hash } => each(Block::LongLine { bytes, hash }),
                LongLine::Partial { bytes } => return Ok(bytes),
            }
        }
    }
}

/// A line that is longer than [`LINE_MAX`].
enum LongLine {
    /// `bytes` includes the newline.
    Whole { bytes: u64, hash: LineHash },
    /// No newline was found.
    Partial { bytes: u64 },
}

/// Reads the rest of a long line whose first bytes are in `buffer`. After a whole line, `buffer` holds the bytes that
/// follow it.
fn read_long_line(input: &mut impl Read, buffer: &mut Vec<u8>) -> io::Result<LongLine> {
    let mut hasher = Sha256::new();
    let mut bytes = 0;
    loop {
        let newline = buffer.iter().position(|byte| *byte == b'\n');
        let part = newline.unwrap_or(buffer.len());
        hasher.update(&buffer[..part]);
        bytes += part as u64;
        if newline.is_some() {
            buffer.drain(..=part);
            return Ok(LongLine::Whole { bytes: bytes + 1, hash: LineHash(hasher.finalize().into()) });
        }
        if bytes > NEWLINE_SEARCH_MAX {
            return Ok(LongLine::Partial { bytes });
        }
        buffer.clear();
        if input.by_ref().take(BLOCK as u64).read_to_end(buffer)? == 0 {
            return Ok(LongLine::Partial { bytes });
        }
    }
}
