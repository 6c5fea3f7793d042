//! Writes a journal again whose file was removed, replaced or cut while it is in use (docs/journal.md W2).
//!
//! The journal gets the same bytes, so it keeps its identity, and its lines count once, in however many files they are.
//!
//! Invariants:
//! - The new file is complete and synced before it gets a name.
//! - A file that holds anything else than lines of this journal is never replaced.

use std::fs::File;
use std::io::{self, Seek, SeekFrom};
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::Path;

use crate::domain::record::StationId;
use crate::journal::fs::{self, NewFile, RenameError, sync_folder};
use crate::journal::kept_lines::KeptLines;
use crate::journal::names;
use crate::journal::station_lock::StationLock;

/// The number of bytes read at once.
const BLOCK: usize = 64 * 1024;

/// How often to try to give the new file its own name.
const PUT_BACK_TRIES: usize = 3;

/// The result of writing a journal again.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Rebuilt {
    /// The offset of the kept lines in the new file.
    pub start: u64,
    /// Whether lines before the kept lines are missing in the new file.
    pub incomplete: bool,
    pub place: Place,
}

/// Where a journal was written again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// At its own path. What was there is gone, or held only lines of this journal.
    Own,
    /// Under the name of this station, because something else is at its own path.
    Beside(StationId),
}

/// Writes the journal of `station` again, from what is left in the open file and from the kept lines.
///
/// If it must get another name, its lock is returned as well. The name is unused, so the lock is free.
pub(super) fn rebuild(
    file: &File,
    path: &Path,
    station: StationId,
    kept: &KeptLines,
    lock: impl Fn(StationId) -> Option<StationLock>,
) -> io::Result<(Rebuilt, Option<StationLock>)> {
    let folder = path.parent().unwrap_or(path);
    let new = NewFile::shared_in(folder, names::TEMPORARY_JOURNAL)?;
    let (start, incomplete) = copy_lines_before(file, kept, new.file())?;
    new.file().seek(SeekFrom::End(0))?;
    kept.write_to(new.file())?;
    let mut new = match put_back(new, path)? {
        Ok(()) => {
            sync_folder(folder)?;
            return Ok((Rebuilt { start, incomplete, place: Place::Own }, None));
        }
        Err(new) => new,
    };
    for name in names::names_beside(station) {
        let path = folder.join(names::journal(name));
        if path.symlink_metadata().is_ok() {
            continue;
        }
        let Some(lock) = lock(name) else { continue };
        match new.rename_to_unused(&path) {
            Ok(()) => {
                sync_folder(folder)?;
                return Ok((Rebuilt { start, incomplete, place: Place::Beside(name) }, Some(lock)));
            }
            Err(failed) if failed.error.kind() == io::ErrorKind::AlreadyExists => new = failed.file,
            Err(failed) => return Err(failed.error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Copies the lines before the kept lines. Returns the length that was copied, and whether lines are missing.
///
/// If even the first line is gone, the kept copy of it is written, so that the journal keeps its identity.
fn copy_lines_before(file: &File, kept: &KeptLines, new: &File) -> io::Result<(u64, bool)> {
    let opening = kept.opening();
    let mut first = vec![0; opening.len()];
    let is_ours = file.read_exact_at(&mut first, 0).is_ok() && first == opening;
    let mut lines_len = 0;
    if is_ours {
        let mut block = vec![0; BLOCK];
        let mut offset = 0;
        // Bytes that cannot be read are lost, like bytes that were cut off. The kept lines must not wait for them.
        while let Ok(data) = fs::next_data(file, offset)
            && data < kept.start()
        {
            let room = usize::try_from(kept.start() - data).map_or(BLOCK, |rest| rest.min(BLOCK));
            match file.read_at(&mut block[..room], data) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Ok(0) | Err(_) => break,
                Ok(read) => {
                    // A hole stays a hole.
                    new.write_all_at(&block[..read], data)?;
                    offset = data + read as u64;
                    let newline = block[..read].iter().rposition(|byte| *byte == b'\n');
                    lines_len = newline.map_or(lines_len, |newline| data + newline as u64 + 1);
                }
            }
        }
    }
    if lines_len == 0 && kept.start() > 0 {
        new.write_all_at(opening, 0)?;
        lines_len = opening.len() as u64;
    }
    new.set_len(lines_len)?;
    Ok((lines_len, lines_len < kept.start()))
}

/// Gives the new file the journal's own path, unless something else than this journal is there. Then the file is
/// returned.
fn put_back(mut new: NewFile, path: &Path) -> io::Result<Result<(), NewFile>> {
    for _ in 0..PUT_BACK_TRIES {
        let named = match path.symlink_metadata() {
            Ok(_) if holds_only_lines_of(path, new.file())? => new.rename_over(path),
            Ok(_) => return Ok(Err(new)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => new.rename_to_unused(path),
            Err(error) => return Err(error),
        };
        let Err(RenameError { error, file }) = named else { return Ok(Ok(())) };
        new = file;
        match error.kind() {
            // Another program was faster. What it has placed there may be an older copy.
            io::ErrorKind::AlreadyExists => {}
            // This account may not replace the other file.
            io::ErrorKind::PermissionDenied | io::ErrorKind::IsADirectory => break,
            _ => return Err(error),
        }
    }
    Ok(Err(new))
}

/// Returns whether the file at `path` holds only what `whole` holds too: the beginning of it, and perhaps the end of it.
/// The end is there if the file was cut immediately before lines were appended to it.
fn holds_only_lines_of(path: &Path, whole: &File) -> io::Result<bool> {
    let Ok(part) = fs::open(path) else { return Ok(false) };
    let meta = part.metadata()?;
    let (part_len, whole_len) = (meta.size(), whole.metadata()?.size());
    if !meta.is_file() || part_len > whole_len {
        return Ok(false);
    }
    let same = fs::common_len(&part, 0, whole, 0, part_len)?;
    let rest = part_len - same;
    Ok(fs::common_len(&part, same, whole, whole_len - rest, rest)? == rest)
}
