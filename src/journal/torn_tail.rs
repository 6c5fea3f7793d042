//! The end of a journal file: its last line, and what follows it (docs/journal.md R2).
//!
//! Invariants:
//! - A torn tail is copied, and the copy is synced, before the tail is cut off. Repeating these steps gives the
//!   same result.
//! - Memory and time are bounded, whatever the file holds: no hole of a sparse file is read, and a tail that is
//!   too long to copy is not copied.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::domain::record::LineHash;
use crate::journal::blocks::HASHED_MAX;
use crate::journal::fs::{self, NewFile, sync_folder};
use crate::journal::line::{self, LINE_MAX};
use crate::journal::names;

/// The number of bytes that are searched at once.
const CHUNK: u64 = 16 * LINE_MAX as u64;

/// How a journal's file ends.
pub(super) struct FileEnd {
    /// The length in bytes up to the last newline, including it.
    pub(super) whole_len: u64,
    /// The number of bytes after the last newline.
    pub(super) torn_len: u64,
    /// The content of the last line that has a newline, or `None` if it is too long.
    pub(super) last_line: Option<Vec<u8>>,
}

impl FileEnd {
    /// Reads the end of the file.
    pub(super) fn read(file: &File) -> io::Result<Self> {
        let len = file.metadata()?.len();
        let whole = after_last(file, 0..len, |byte| byte == b'\n')?;
        let torn_len = len - whole;
        let Some(end) = whole.checked_sub(1) else {
            return Ok(Self { whole_len: 0, torn_len, last_line: None });
        };
        let start = end.saturating_sub(2 * LINE_MAX as u64);
        let mut last = read_part(file, start..end)?;
        let newline = last.iter().rposition(|byte| *byte == b'\n');
        // Without a newline, what is before these bytes belongs to the line.
        let is_whole = newline.is_some() || start == 0;
        last.drain(..newline.map_or(0, |newline| newline + 1));
        let content = line::content(&last);
        last.truncate(content.end);
        last.drain(..content.start);
        let last_line = (is_whole && last.len() < LINE_MAX).then_some(last);
        Ok(Self { whole_len: whole, torn_len, last_line })
    }

    /// Returns the length of the file in bytes.
    pub(super) const fn file_len(&self) -> u64 {
        self.whole_len + self.torn_len
    }
}

/// How the end of a journal was repaired.
pub(super) enum Repair {
    /// The missing newline of the last line was added.
    NewlineAdded,
    /// A torn tail was moved to the file `copy`.
    SetAside { copy: PathBuf },
    /// A newline was added to a torn tail that is too long to be copied. It is a damaged line now.
    LineEnded,
}

/// Repairs a journal that has bytes after its last newline, so that a line can be appended. The caller holds the
/// station's lock.
///
/// `is_line` says that these bytes are a whole line, which counts.
pub(super) fn repair(file: &File, path: &Path, end: &FileEnd, is_line: bool) -> io::Result<Repair> {
    if is_line {
        add_newline(file)?;
        return Ok(Repair::NewlineAdded);
    }
    let (start, file_len) = (end.whole_len, end.file_len());
    let copied = match end.torn_len {
        0..=HASHED_MAX => end.torn_len,
        // NULs at the end are a hole or unwritten blocks, and hold nothing.
        _ => after_last(file, start..file_len, |byte| byte != 0)? - start,
    };
    if copied > HASHED_MAX {
        add_newline(file)?;
        return Ok(Repair::LineEnded);
    }
    set_aside(file, path, start, copied).map(|copy| Repair::SetAside { copy })
}

fn add_newline(mut file: &File) -> io::Result<()> {
    file.seek(SeekFrom::End(0))?;
    file.write_all(b"\n")?;
    file.sync_data()
}

/// Copies `len` bytes of a torn tail that starts at the offset `start` to `<ID>.jsonl.torn-<offset>-<hash>`, syncs
/// the copy, and then cuts the tail off. Returns the path of the copy.
fn set_aside(mut file: &File, path: &Path, start: u64, len: u64) -> io::Result<PathBuf> {
    let folder = path.parent().unwrap_or(path);
    let mut copy = NewFile::shared_in(folder, names::TEMPORARY_TORN_TAIL)?;
    let mut hasher = Sha256::new();
    let mut buffer = [0; LINE_MAX];
    file.seek(SeekFrom::Start(start))?;
    let mut tail = file.take(len);
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
    let name = names::torn_tail(path.file_name().unwrap_or_default(), start, hash);
    let aside = folder.join(name);
    copy.replace(&aside)?;
    sync_folder(folder)?;
    file.set_len(start)?;
    file.sync_all()?;
    Ok(aside)
}

/// Returns the offset after the last byte in a part of the file for which `is_wanted` is true, or the start of the
/// part if there is none. NUL must not be wanted.
pub(super) fn after_last(file: &File, part: Range<u64>, is_wanted: impl Fn(u8) -> bool) -> io::Result<u64> {
    let mut end = part.end;
    // The search goes backwards. Its steps grow while they find only holes, so a hole of a terabyte takes few.
    let mut step = CHUNK;
    while end > part.start {
        let start = end.saturating_sub(step).max(part.start);
        if fs::next_data(file, start)? >= end {
            end = start;
            step = step.saturating_mul(2);
        } else if step > CHUNK {
            step /= 2;
        } else {
            let bytes = read_part(file, start..end)?;
            if let Some(found) = bytes.iter().rposition(|byte| is_wanted(*byte)) {
                return Ok(start + found as u64 + 1);
            }
            end = start;
        }
    }
    Ok(part.start)
}

fn read_part(file: &File, part: Range<u64>) -> io::Result<Vec<u8>> {
    let len = usize::try_from(part.end - part.start).map_err(|_| io::ErrorKind::FileTooLarge)?;
    let mut bytes = vec![0; len];
    file.read_exact_at(&mut bytes, part.start)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns a file with this content, of which the NULs at 1 MiB and above are a hole.
    fn file(parts: &[(u64, &[u8])], len: u64) -> File {
        let file = tempfile::tempfile().unwrap();
        for (offset, bytes) in parts {
            file.write_all_at(bytes, *offset).unwrap();
        }
        file.set_len(len).unwrap();
        file
    }

    fn end(parts: &[(u64, &[u8])], len: u64) -> (u64, u64, Option<String>) {
        let end = FileEnd::read(&file(parts, len)).unwrap();
        (end.whole_len, end.torn_len, end.last_line.map(|line| String::from_utf8(line).unwrap()))
    }

    #[test]
    fn the_last_line_is_found_before_and_after_holes() {
        const TERA: u64 = 1 << 40;
        let text = |text: &str| Some(text.to_owned());
        for (parts, len, expected) in [
            (&[] as &[(u64, &[u8])], 0, (0, 0, None)),
            (&[], TERA, (0, TERA, None)),
            (&[(0, b"a\nb\n")], 4, (4, 0, text("b"))),
            (&[(0, b"a\nbc")], 4, (2, 2, text("a"))),
            (&[(0, b"a\nb\r\n")], TERA, (5, TERA - 5, text("b"))),
            (&[(0, b"a\n"), (100, b"b\n")], 102, (102, 0, text("b"))),
            // More NULs than a line may have bytes: what is before them may belong to the line.
            (&[(0, b"a\n"), (TERA, b"b\n")], TERA + 2, (TERA + 2, 0, None)),
            (&[(0, b"a\n"), (TERA, b"b")], TERA + 1, (2, TERA - 1, text("a"))),
        ] {
            assert_eq!(end(parts, len), expected, "{parts:?} {len}");
        }
    }

    #[test]
    fn a_line_that_is_too_long_is_not_returned() {
        let long = [&b"a\n"[..], &vec![b'x'; LINE_MAX], b"\n"].concat();
        assert_eq!(end(&[(0, &long)], long.len() as u64), (long.len() as u64, 0, None));
    }
}
