//! The end of a journal file: its last line, and a torn tail after it (docs/journal.md R1, R2).
//!
//! Invariant: a torn tail is copied, and the copy is synced, before the tail is cut off. Repeating these
//! steps gives the same result.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::domain::record::LineHash;
use crate::journal::fs::{NewFile, sync_folder};
use crate::journal::line::LINE_MAX;
use crate::journal::names;

/// How a journal's file ends.
pub(super) struct FileEnd {
    /// The length of the whole lines in bytes.
    pub(super) whole_len: u64,
    /// The number of bytes after the last newline.
    pub(super) torn_len: u64,
    /// The last whole line without its newline, or `None` if it is too long.
    pub(super) last_line: Option<Vec<u8>>,
}

impl FileEnd {
    /// Reads the end of the file.
    pub(super) fn read(file: &File) -> io::Result<Self> {
        const CHUNK: usize = 16 * LINE_MAX;
        let len = file.metadata()?.len();
        let mut buffer = vec![0; CHUNK];
        let mut whole = len;
        // Search backwards for the last newline.
        while whole > 0 {
            let start = whole.saturating_sub(CHUNK as u64);
            let chunk = &mut buffer[..usize::try_from(whole - start).unwrap_or(CHUNK)];
            file.read_exact_at(chunk, start)?;
            if let Some(newline) = chunk.iter().rposition(|byte| *byte == b'\n') {
                whole = start + newline as u64 + 1;
                break;
            }
            whole = start;
        }
        if whole == 0 {
            return Ok(Self { whole_len: 0, torn_len: len, last_line: None });
        }
        let start = (whole - 1).saturating_sub(LINE_MAX as u64);
        let mut last = vec![0; usize::try_from(whole - 1 - start).unwrap_or(LINE_MAX)];
        file.read_exact_at(&mut last, start)?;
        let last_line = match last.iter().rposition(|byte| *byte == b'\n') {
            Some(newline) => Some(last.split_off(newline + 1)),
            None => (start == 0).then_some(last),
        };
        Ok(Self { whole_len: whole, torn_len: len - whole, last_line })
    }
}

/// Copies a torn tail to `<ID>.jsonl.torn-<offset>-<hash>`, syncs the copy, and then cuts the tail off.
/// Returns the path of the copy.
pub(super) fn set_aside(mut file: &File, path: &Path, end: &FileEnd) -> io::Result<PathBuf> {
    let folder = path.parent().unwrap_or(path);
    let mut copy = NewFile::shared_in(folder, names::TEMPORARY_TORN_TAIL)?;
    let mut hasher = Sha256::new();
    let mut buffer = [0; LINE_MAX];
    file.seek(SeekFrom::Start(end.whole_len))?;
    let mut tail = file.take(end.torn_len);
    loop {
        match tail.read(&mut buffer)? {
            0 => break,
            read => {
                hasher.update(&buffer[..read]);
                copy.write_all(&buffer[..read])?;
            }
        }
    }
    let hash = LineHash(hasher.finalize().into()).short();
    let name = names::torn_tail(path.file_name().unwrap_or_default(), end.whole_len, hash);
    let aside = folder.join(name);
    copy.replace(&aside)?;
    sync_folder(folder)?;
    file.set_len(end.whole_len)?;
    file.sync_all()?;
    Ok(aside)
}
