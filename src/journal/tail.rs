//! Reads a growing journal file step by step (docs/journal.md R1, R2, R5, R6, R9).
//!
//! Invariants:
//! - Bytes after the last newline are not processed yet, because they may be part of an unfinished write. A
//!   whole line without its newline counts at once, and is the same line when its newline follows.
//! - A reader that follows a file gets the same result as one that reads it from its start.
//! - Reading continues only if the file is the same one that was read before. Otherwise the caller must
//!   discard what was read.
//! - A file that cannot be read has a fault that gives the reason.
//!
//! A console may have to read a million lines before it opens. So for a long journal one thread reads and
//! hashes the lines, and a second thread decodes and applies the records. The second thread has more to do,
//! so the first thread also decodes a share of each block.

use std::fs::{File, Metadata};
use std::io::{self, Seek, SeekFrom};
use std::mem;
use std::os::unix::fs::{FileExt, MetadataExt};
use std::panic;
use std::sync::mpsc;
use std::thread;

use crate::domain::event::EventIds;
use crate::domain::ledger::Ledger;
use crate::domain::record::{JournalId, LineHash};
use crate::journal::blocks::{Block, Input, OpenLine, USUAL_LINE, read_blocks};
use crate::journal::fault::Fault;
use crate::journal::fs;
use crate::journal::journal_state::{JournalState, LineContent, LongTail};
use crate::journal::line::{self, LINE_MAX, LineError};

/// Result of reading the lines that were added to a journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadProgress {
    /// The number of new lines.
    NewLines(u64),
    /// The file shrank, was replaced or no longer exists. The caller must discard everything that was read
    /// from it.
    Replaced,
}

/// The maximum number of ledger rows to allocate in advance. There is a limit because a damaged file may
/// claim any length.
const ROWS_MAX: u64 = 4_000_000;

/// The unit in which the system reports how much of a file is stored, in bytes.
const STAT_BLOCK: u64 = 512;

/// The minimum number of bytes after the last newline that are not read again when the file grows.
const LONG_TAIL_MIN: u64 = 64 * 1024;

/// The maximum number of blocks that may wait for the second thread.
const QUEUED_BLOCKS: usize = 4;

/// The minimum number of new bytes for which a second thread is started.
const PARALLEL_MIN: u64 = 1024 * 1024;

impl JournalState {
    /// Reads the whole lines that were added and passes the content of each to `each`, in order.
    ///
    /// `event` holds the ids of the event that the journal should belong to.
    pub fn read_new_lines(
        &mut self,
        event: EventIds<'_>,
        each: &mut dyn FnMut(&Self, LineContent<'_>),
    ) -> ReadProgress {
        let failed = self.read_error().is_some();
        self.faults.retain(|fault| !matches!(fault.what, Fault::Unreadable { .. } | Fault::NotAFile));
        let before = self.lines;
        match self.read_if_same_file(failed, event, each) {
            Ok(true) => ReadProgress::NewLines(self.lines - before),
            Ok(false) => ReadProgress::Replaced,
            Err(error) => {
                self.add_fault(0, 0, Fault::Unreadable { kind: error.kind(), code: error.raw_os_error() });
                ReadProgress::NewLines(self.lines - before)
            }
        }
    }

    /// Reads the whole lines that were added, if the file is still the one that was read before. Returns
    /// whether it is the same file. `failed` says that the last reading did not reach the end.
    fn read_if_same_file(
        &mut self,
        failed: bool,
        event: EventIds<'_>,
        each: &mut dyn FnMut(&Self, LineContent<'_>),
    ) -> io::Result<bool> {
        let meta = match self.file.symlink_metadata() {
            Err(error) if error.kind() == io::ErrorKind::NotFound && self.identity.is_some() => {
                return Ok(false);
            }
            other => other?,
        };
        if !meta.is_file() {
            self.add_fault(0, 0, Fault::NotAFile);
            return Ok(self.identity.is_none());
        }
        let is_other = |meta: &Metadata| self.identity.is_some_and(|known| known != (meta.dev(), meta.ino()));
        if is_other(&meta) || meta.len() < self.bytes {
            return Ok(false);
        }
        if !failed && self.identity.is_some() && meta.len() == self.bytes + self.partial_bytes {
            // No bytes were added. If the modification time changed nevertheless, bytes that were already
            // read may have changed.
            let modified = meta.modified().ok();
            let before = mem::replace(&mut self.modified, modified);
            return Ok(before.is_none() || before == modified);
        }
        self.modified = None;
        let mut file = fs::open(&self.file)?;
        // The file may have been replaced since its path was looked at.
        let meta = file.metadata()?;
        if !meta.is_file() {
            self.add_fault(0, 0, Fault::NotAFile);
            return Ok(self.identity.is_none());
        }
        if is_other(&meta) || meta.len() < self.bytes {
            return Ok(false);
        }
        if self.lines > 0 && !self.last_line_is_unchanged(&file)? {
            return Ok(false);
        }
        self.identity = Some((meta.dev(), meta.ino()));
        if self.newline_missing && meta.len() > self.bytes && !self.accept_missing_newline(&file)? {
            return Ok(false);
        }
        let resumed = self.long_tail.take().filter(|tail| tail.is_unchanged(&file, self.bytes));
        let resumed = resumed.map(|tail| tail.line);
        let start = self.bytes + resumed.as_ref().map_or(0, OpenLine::len);
        file.seek(SeekFrom::Start(start))?;
        let tail = if meta.len().saturating_sub(start) < PARALLEL_MIN {
            self.read_blocks(&file, resumed, event, each)?
        } else {
            self.read_blocks_in_parallel(&file, resumed, event, each)?
        };
        self.accept_tail(&tail, event, each);
        if self.partial_bytes > LONG_TAIL_MIN {
            self.long_tail = LongTail::new(tail, &file, self.bytes).ok();
        }
        // A writer may have cut or extended the file meanwhile. Otherwise reading must reach the file's end.
        let end = meta.len().min(file.metadata()?.len());
        if self.bytes + self.partial_bytes < end {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(true)
    }

    /// Returns whether the last line that was read is still there. The hash of that line covers all lines
    /// before it, so a file that was truncated and grew again is not mistaken for one that only grew.
    fn last_line_is_unchanged(&self, file: &File) -> io::Result<bool> {
        let len = self.bytes - self.last_line_start;
        if len > 2 * LINE_MAX as u64 {
            return Ok(true);
        }
        let mut line = vec![0; usize::try_from(len).unwrap_or(LINE_MAX)];
        file.read_exact_at(&mut line, self.last_line_start)?;
        let has_newline = self.newline_missing || line.pop() == Some(b'\n');
        Ok(has_newline && self.head == Some(line::hash(&line[line::content(&line)])))
    }

    /// Reads the newline that the last line lacked. Returns whether it is there and the line is the one that
    /// was read, and not the start of a longer one.
    fn accept_missing_newline(&mut self, file: &File) -> io::Result<bool> {
        let mut added = [0; 2];
        let read = file.read_at(&mut added, self.bytes)?;
        let Some(newline) = added[..read].iter().position(|byte| *byte == b'\n') else { return Ok(false) };
        self.bytes += newline as u64 + 1;
        self.newline_missing = false;
        // If a carriage return was added too, a fresh reader notes it.
        Ok(newline == 0 && self.last_line_is_unchanged(file)?)
    }

    /// Reads lines to the end of `input`.
    #[cfg(test)]
    pub(super) fn read_lines(
        &mut self,
        input: &[u8],
        event: EventIds<'_>,
        each: &mut dyn FnMut(&Self, LineContent<'_>),
    ) -> io::Result<()> {
        let tail = self.read_blocks(input, None, event, each)?;
        self.accept_tail(&tail, event, each);
        Ok(())
    }

    /// Reads whole lines to the end of `input`. Returns the bytes after the last newline.
    fn read_blocks(
        &mut self,
        input: impl Input,
        resumed: Option<OpenLine>,
        event: EventIds<'_>,
        each: &mut dyn FnMut(&Self, LineContent<'_>),
    ) -> io::Result<OpenLine> {
        read_blocks(input, resumed, |block| self.accept_block(block, event, each))
    }

    /// Same as [`Self::read_blocks`], but another thread reads and hashes lines in advance.
    fn read_blocks_in_parallel(
        &mut self,
        input: impl Input + Send,
        resumed: Option<OpenLine>,
        event: EventIds<'_>,
        each: &mut dyn FnMut(&Self, LineContent<'_>),
    ) -> io::Result<OpenLine> {
        let (sender, blocks) = mpsc::sync_channel(QUEUED_BLOCKS);
        thread::scope(|scope| {
            let read = move || {
                read_blocks(input, resumed, |block| {
                    // The receiver is gone only if its thread panics.
                    let _ = sender.send(block);
                })
            };
            let reader = thread::Builder::new().name("reader".to_owned()).spawn_scoped(scope, read)?;
            blocks.into_iter().for_each(|block| self.accept_block(block, event, each));
            reader.join().unwrap_or_else(|panicked| panic::resume_unwind(panicked))
        })
    }

    fn accept_block(
        &mut self,
        block: Block,
        event: EventIds<'_>,
        each: &mut dyn FnMut(&Self, LineContent<'_>),
    ) {
        match block {
            Block::Lines { bytes, lines, decoded } => {
                let (first, _) = lines.split_at(lines.len() - decoded.len());
                let first =
                    first.iter().map(|line| line::decode_hashed(&bytes[line.content.clone()], line.hash));
                for (line, decoded) in lines.iter().zip(first.chain(decoded)) {
                    self.accept_line(line.frame, decoded, line.hash, event, each);
                }
            }
            Block::LongLine { frame, content_len, hash } => {
                let error = LineError::TooLong { bytes: content_len + 1 };
                self.accept_line(frame, Err(error), hash, event, each);
            }
        }
    }

    /// Same as [`Self::read_new_lines`], but also keeps the fingerprints of the lines, which show how far a
    /// file that is read again is the same.
    pub(super) fn read_marked_lines(
        &mut self,
        event: EventIds<'_>,
        each: &mut dyn FnMut(&Self, LineContent<'_>),
    ) -> ReadProgress {
        let mut marks = mem::take(&mut self.marks);
        let progress = self.read_new_lines(event, &mut |state, content| {
            each(state, content);
            marks.add(content.hash());
        });
        self.marks = marks;
        progress
    }

    /// Reads the whole journal into the ledger, and passes the content of each line to `each`.
    pub(super) fn read_into(
        &mut self,
        event: EventIds<'_>,
        ledger: &mut Ledger,
        each: &mut dyn FnMut(&Self, LineContent<'_>),
    ) {
        let stored = |meta: &Metadata| meta.len().min(meta.blocks().saturating_mul(STAT_BLOCK));
        let rows = self.file.symlink_metadata().map_or(0, |meta| stored(&meta) / USUAL_LINE as u64);
        let rows = rows.min(ROWS_MAX);
        let mut slot = None;
        // A file that is replaced while it is read has a fault, and a follower reads it again.
        let _progress = self.read_marked_lines(event, &mut |state, content| {
            let open = || {
                let journal = state.journal.unwrap_or(JournalId(0));
                let rows = usize::try_from(rows).unwrap_or_default();
                ledger.open_file(state.name, state.station, journal, rows)
            };
            let slot = *slot.get_or_insert_with(open);
            let line = match content {
                LineContent::Record(record) => Some(record),
                LineContent::Unreadable => None,
            };
            ledger.enter(slot, state.next_seq, line);
            each(state, content);
        });
        self.slot = slot;
    }
}

impl LongTail {
    /// Keeps a tail that starts at the offset `start` of the file.
    fn new(line: OpenLine, file: &File, start: u64) -> io::Result<Self> {
        let end = hash_before(file, start + line.len())?;
        Ok(Self { line, end })
    }

    /// Returns whether the file still has this tail at the offset `start`, as far as its last bytes show.
    fn is_unchanged(&self, file: &File, start: u64) -> bool {
        hash_before(file, start + self.line.len()).is_ok_and(|end| end == self.end)
    }
}

/// Returns the hash of the last bytes before this offset, which must be at least [`LINE_MAX`].
fn hash_before(file: &File, offset: u64) -> io::Result<LineHash> {
    let mut bytes = vec![0; LINE_MAX];
    file.read_exact_at(&mut bytes, offset.saturating_sub(LINE_MAX as u64))?;
    Ok(line::hash(&bytes))
}

#[cfg(test)]
mod tests;
