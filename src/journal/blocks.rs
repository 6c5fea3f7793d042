//! Splits the bytes of a journal into blocks of hashed lines.

use std::io::{self, BufRead, Read};
use std::ops::Range;

use sha2::{Digest, Sha256};

use crate::domain::record::LineHash;
use crate::journal::line::{self, JournalLine, LINE_MAX, LineError};

/// The size of a block in bytes.
pub(super) const BLOCK: usize = 256 * 1024;

/// The usual length of a line in bytes. It is used to estimate the number of lines in a block.
pub(super) const USUAL_LINE: usize = 180;

/// The maximum number of bytes that are searched for a newline. There is a limit because a damaged file may
/// claim any length.
pub(super) const NEWLINE_SEARCH_MAX: u64 = 16 * 1024 * 1024;

/// The thread that reads and hashes lines also decodes one line out of this many, so that this thread and
/// the thread that applies the records have about the same amount of work.
const PREDECODED_SHARE: usize = 3;

/// Whole lines of a journal, in order.
pub(super) enum Block {
    /// Lines whose total length is at most [`BLOCK`] bytes.
    Lines {
        bytes: Vec<u8>,
        /// The byte range of each line in `bytes`, excluding its newline, and the hash of the line.
        lines: Vec<(Range<usize>, LineHash)>,
        /// The decoded form of the last lines of the block.
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
        // Reading from memory cannot fail. A length of 0 bytes means that the block ends here.
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

/// Reads `input` to the end and passes each block of whole lines to `each`. Returns the number of bytes after
/// the last newline.
///
/// # Errors
/// Returns the errors of `input`. The whole lines read before the error are still passed to `each`.
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
    /// The whole line was read. `bytes` is its length including the newline.
    Whole { bytes: u64, hash: LineHash },
    /// No newline was found in the first `bytes` bytes of the line.
    Partial { bytes: u64 },
}

/// Reads the rest of a long line whose first bytes are in `buffer`. If the line is whole, `buffer` then holds
/// the bytes that follow the line.
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
