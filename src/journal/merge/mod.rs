//! Merges the journals of a copied event folder into an event. The copy may come from a USB stick, from rsync
//! or from a backup.
//!
//! Invariants (docs/journal.md M1 to M7):
//! - A journal is identified by the id in its first line, not by its file name. Lines that are already in a
//!   local file are not changed. Missing lines are copied byte for byte, as whole lines, and are synced
//!   before the merge reports them.
//! - No line is removed or changed. If two copies of one journal were continued separately, both are kept.
//! - The result is the same whether copies are merged once or twice, in any order, at the same time or after
//!   a crash.
//! - Only regular files are read, and each is checked again after it was copied.

mod error;
#[cfg(feature = "sync")]
pub(crate) mod lines;
mod source;

use std::cmp::Reverse;
use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::{Path, PathBuf};

pub(crate) use error::MergeError;
pub(crate) use source::{MergeSource, find_event, find_source, join};

use crate::domain::record::{JournalId, LineHash, Moment, StationId};
use crate::journal::account::own_uid;
use crate::journal::event_folder::EventFolder;
use crate::journal::fault::Fault;
use crate::journal::folder_error::FolderError;
use crate::journal::folder_lock::FolderLock;
use crate::journal::fs::{self, NewFile, PathError, at, sync_folder};
use crate::journal::journal_state::JournalState;
use crate::journal::reader;
use crate::journal::station_lock::{LockError, StationLock};
use crate::journal::torn_tail::{self, FileEnd};
use crate::journal::{journal_file, merged_mark, names};

/// The result of merging one file of the copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MergeResult {
    /// The name of the file in the copy.
    pub file: String,
    pub outcome: MergeOutcome,
    /// The number of faults in the file. Damaged lines are merged too, unchanged.
    pub faults: u64,
    /// The number of bytes of a partial line at the end of the file. The partial line is not merged.
    pub torn_bytes: u64,
}

/// The outcome of merging one file of the copy. `here` is the station whose file holds the journal now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum MergeOutcome {
    /// Every line was already in a local file.
    AlreadyHere { here: StationId },
    /// This many lines were appended to a local file.
    Appended { here: StationId, lines: u64 },
    /// The file was added as a new local file. This many of its lines were in no local file before.
    Added { here: StationId, lines: u64 },
    /// The file was not merged.
    Skipped(SkipReason),
}

/// Why a file was not merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SkipReason {
    /// The file is a symbolic link, a folder or a device.
    NotAFile,
    /// The file could be mistaken for a journal, but has a name that no station can have.
    UnrecognizedName,
    /// The file holds no whole line.
    Empty,
    /// The file belongs to the event with the id `found`.
    OtherEvent { found: String },
    /// The file cannot be read.
    Unreadable { kind: io::ErrorKind },
    /// The file was changed while it was copied.
    Changed,
    /// The file holds lines that are in no local file, but may be in the file of the station `here`, which cannot be
    /// read.
    LocalUnreadable { here: StationId },
    /// Every name that the file could get is in use.
    NoFreeName,
}

/// Merges all journals of the copy into the event.
///
/// A file that cannot be merged is reported and does not stop the others.
///
/// # Errors
/// [`MergeError`] if the copy is the event's own folder, or the event cannot be written. Files merged before
/// the error remain merged.
pub(crate) fn merge(
    source: &MergeSource,
    folder: &EventFolder,
    now: Moment,
) -> Result<Vec<MergeResult>, MergeError> {
    let stations = folder.stations();
    if std::fs::canonicalize(&stations).map_err(at(&stations))? == source.stations {
        return Err(MergeError::SameFolder(source.stations.clone()));
    }
    let _one_at_a_time = FolderLock::acquire(&folder.path, names::MERGE_LOCK)?;
    remove_leftovers(&stations)?;
    let mut merger = Merger::new(folder, stations, now, |_| true)?;
    let mut results = Vec::new();
    for (station, file) in source.journals()? {
        results.push(merger.merge_file(station, &file)?);
    }
    results.extend(source.unrecognized()?.iter().map(|file| skipped(file, SkipReason::UnrecognizedName)));
    Ok(results)
}

fn read(station: StationId, file: &Path, folder: &EventFolder) -> JournalState {
    reader::read_file(station, file.to_owned(), folder.event.ids(), &mut |_, _| {})
}

fn skipped(file: &Path, reason: SkipReason) -> MergeResult {
    MergeResult {
        file: file.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        outcome: MergeOutcome::Skipped(reason),
        faults: 0,
        torn_bytes: 0,
    }
}

/// Removes the temporary files of a merge that was killed. Nothing in them was reported as merged.
fn remove_leftovers(stations: &Path) -> Result<(), PathError> {
    for entry in std::fs::read_dir(stations).map_err(at(stations))? {
        let entry = entry.map_err(at(stations))?;
        let own = entry.metadata().is_ok_and(|meta| meta.uid() == own_uid());
        if own && entry.file_name().to_string_lossy().starts_with(names::TEMPORARY_MERGE) {
            std::fs::remove_file(entry.path()).map_err(at(&entry.path()))?;
        }
    }
    Ok(())
}

/// A journal file of the local event.
struct LocalJournal {
    name: StationId,
    file: PathBuf,
    journal: JournalId,
    /// The length of the file's lines in bytes.
    bytes: u64,
    head: Option<LineHash>,
    /// Whether the file has no fault.
    is_sound: bool,
}

impl LocalJournal {
    /// Returns `None` if the file holds no line.
    fn from_state(name: StationId, state: &JournalState) -> Option<Self> {
        let journal = state.journal?;
        let is_sound = state.faults.is_empty();
        Some(Self { name, file: state.file.clone(), journal, bytes: state.bytes, head: state.head, is_sound })
    }
}

/// A journal of the copy, opened and read.
struct SourceJournal {
    path: PathBuf,
    file: File,
    station: StationId,
    journal: JournalId,
    lines: u64,
    /// The length of the lines in bytes.
    bytes: u64,
    /// Whether the last line lacks its newline. The merge adds it.
    newline_missing: bool,
    head: Option<LineHash>,
    /// Whether the file has no fault.
    is_sound: bool,
}

impl SourceJournal {
    /// Returns the length in bytes of the lines with all their newlines.
    const fn whole_bytes(&self) -> u64 {
        self.bytes + self.newline_missing as u64
    }
}

/// A merge into one event.
struct Merger<'a> {
    folder: &'a EventFolder,
    stations: PathBuf,
    now: Moment,
    local: Vec<LocalJournal>,
    /// The stations whose files cannot be read to their end, each with its journal if that is known.
    unreadable: Vec<(StationId, Option<JournalId>)>,
}

impl<'a> Merger<'a> {
    /// Reads the journals of a folder into which is merged, apart from those that `takes_part` leaves out.
    ///
    /// # Errors
    /// Returns the same errors as [`EventFolder::journals`].
    fn new(
        folder: &'a EventFolder,
        stations: PathBuf,
        now: Moment,
        takes_part: impl Fn(&Path) -> bool,
    ) -> Result<Self, FolderError> {
        let mut merger = Self { folder, stations, now, local: Vec::new(), unreadable: Vec::new() };
        for (name, file) in folder.journals()? {
            if !takes_part(&file) {
                continue;
            }
            let state = read(name, &file, folder);
            if state.read_error().is_some() {
                merger.unreadable.push((name, state.journal));
            } else {
                merger.local.extend(LocalJournal::from_state(name, &state));
            }
        }
        Ok(merger)
    }

    fn merge_file(&mut self, station: StationId, path: &Path) -> Result<MergeResult, FolderError> {
        let state = read(station, path, self.folder);
        let reason = state.faults.iter().find_map(|fault| match &fault.what {
            Fault::NotAFile => Some(SkipReason::NotAFile),
            Fault::Unreadable { kind, .. } => Some(SkipReason::Unreadable { kind: *kind }),
            Fault::OtherEvent { found } => Some(SkipReason::OtherEvent { found: found.clone() }),
            _ => None,
        });
        let (faults, torn_bytes) = (state.faults.len() as u64 + state.more_faults, state.partial_bytes);
        let journal = match (reason, state.journal) {
            (None, Some(journal)) => journal,
            (reason, _) => {
                let reason = reason.unwrap_or(SkipReason::Empty);
                return Ok(MergeResult { torn_bytes, ..skipped(path, reason) });
            }
        };
        let outcome = match fs::open(path) {
            Err(error) => unreadable(&error),
            Ok(file) => {
                let JournalState { station, lines, bytes, newline_missing, head, .. } = state;
                let (path, is_sound) = (path.to_owned(), faults == 0);
                let copy = SourceJournal {
                    path,
                    file,
                    station,
                    journal,
                    lines,
                    bytes,
                    newline_missing,
                    head,
                    is_sound,
                };
                self.merge_journal(&copy)?
            }
        };
        Ok(MergeResult { outcome, faults, torn_bytes, ..skipped(path, SkipReason::Empty) })
    }

    /// Finds the lines of the copy that are already in local files, and adds the missing lines.
    fn merge_journal(&mut self, copy: &SourceJournal) -> Result<MergeOutcome, FolderError> {
        // The indices of the local files that the copy continues, and the maximum number of lines that the
        // copy has in common with one local file.
        let (mut continued, mut common_lines) = (Vec::new(), 0);
        let same_journal = self.local.iter().enumerate().filter(|(_, local)| local.journal == copy.journal);
        for (index, local) in same_journal {
            let shorter = copy.bytes.min(local.bytes);
            let common = match common_prefix(&copy.file, &local.file, shorter) {
                Ok(common) => common,
                Err(failed) => return failed.into_outcome(&local.file),
            };
            if common.bytes == shorter && copy.bytes <= local.bytes {
                return Ok(MergeOutcome::AlreadyHere { here: local.name });
            }
            if common.bytes == shorter {
                continued.push(index);
            }
            common_lines = common.lines.max(common_lines);
            if common.bytes < shorter {
                match self.lines_in_common(copy, local) {
                    lines if lines == copy.lines => {
                        return Ok(MergeOutcome::AlreadyHere { here: local.name });
                    }
                    lines => common_lines = lines.max(common_lines),
                }
            }
        }
        continued.sort_by_key(|index| Reverse(self.local[*index].bytes));
        for index in continued {
            if let Some(outcome) = self.append_to(index, copy)? {
                return Ok(outcome);
            }
        }
        // If lines of this journal may be in a file that cannot be read, another file for it would stay beside that one.
        let may_hold = |journal: &Option<JournalId>| journal.is_none_or(|journal| journal == copy.journal);
        if let Some((here, _)) = self.unreadable.iter().find(|(_, journal)| may_hold(journal)) {
            return Ok(MergeOutcome::Skipped(SkipReason::LocalUnreadable { here: *here }));
        }
        self.add_file(copy, common_lines)
    }

    /// Returns the number of lines of the copy that a local file holds too, although bytes around lines differ (R1).
    ///
    /// If both chains are unbroken, the hash of a line stands for all lines before it.
    fn lines_in_common(&self, copy: &SourceJournal, local: &LocalJournal) -> u64 {
        let line_with = |file: &Path, head| {
            let mut line = 0;
            reader::read_file(local.name, file.to_owned(), self.folder.event.ids(), &mut |state, _| {
                if state.head == head && state.faults.is_empty() {
                    line = state.lines;
                }
            });
            line
        };
        // The copy ends within the local file, or the local file ends within the copy.
        let copy_ends = if copy.is_sound { line_with(&local.file, copy.head) } else { 0 };
        let local_ends = if local.is_sound { line_with(&copy.path, local.head) } else { 0 };
        copy_ends.max(local_ends)
    }

    /// Appends the lines of the copy that follow the end of a local file.
    ///
    /// Returns `None` if another console or another account writes the local file, because the next line of
    /// the local file may not be written yet.
    fn append_to(&mut self, index: usize, copy: &SourceJournal) -> Result<Option<MergeOutcome>, FolderError> {
        let LocalJournal { name, ref file, bytes, .. } = self.local[index];
        if file.symlink_metadata().is_ok_and(|meta| meta.uid() != own_uid()) {
            return Ok(None);
        }
        let Some(_lock) = self.lock_station(name)? else { return Ok(None) };
        let open = journal_file::open(file).map_err(at(file))?;
        let before = read(name, file, self.folder);
        let end = FileEnd::read(&open).map_err(at(file))?;
        if before.bytes != bytes {
            return Ok(None);
        }
        if end.torn_len > 0 {
            torn_tail::repair(&open, file, &end, before.newline_missing).map_err(at(file))?;
        }
        let start = open.metadata().map_err(at(file))?.len();
        if start != bytes + u64::from(before.newline_missing) {
            return Ok(None);
        }
        if start == copy.whole_bytes() {
            self.local[index].bytes = start;
            return Ok(Some(MergeOutcome::AlreadyHere { here: name }));
        }
        let cut_back = || open.set_len(start).and_then(|()| open.sync_all()).map_err(at(file));
        match copy_lines(copy, start, &open) {
            Ok(()) => open.sync_all().map_err(at(file))?,
            Err(failed) => {
                cut_back()?;
                return failed.into_outcome(file).map(Some);
            }
        }
        let after = read(name, file, self.folder);
        if (after.bytes, after.head) != (copy.whole_bytes(), copy.head) {
            cut_back()?;
            return Ok(Some(MergeOutcome::Skipped(SkipReason::Changed)));
        }
        let local = &mut self.local[index];
        (local.bytes, local.head, local.is_sound) = (after.bytes, after.head, after.faults.is_empty());
        Ok(Some(MergeOutcome::Appended { here: name, lines: after.lines - before.lines }))
    }

    /// Adds the copy beside the local files: under its station's name if that name is unused, otherwise
    /// under a similar name. `common_lines` is the number of lines of the copy that are already in a local
    /// file.
    fn add_file(&mut self, copy: &SourceJournal, common_lines: u64) -> Result<MergeOutcome, FolderError> {
        let mut new =
            NewFile::shared_in(&self.stations, names::TEMPORARY_MERGE).map_err(at(&self.stations))?;
        if let Err(failed) = copy_lines(copy, 0, new.file()) {
            return failed.into_outcome(new.path());
        }
        new.file().sync_all().map_err(at(new.path()))?;
        let state = read(copy.station, new.path(), self.folder);
        if (state.bytes, state.head, state.journal) != (copy.whole_bytes(), copy.head, Some(copy.journal)) {
            return Ok(MergeOutcome::Skipped(SkipReason::Changed));
        }
        for name in std::iter::once(copy.station).chain(names::names_beside(copy.station)) {
            let path = self.folder.journal(name);
            // A console creates a journal only while it holds the station's lock, so no journal appears
            // between the check and the rename.
            let Some(_lock) = self.lock_station(name)? else { continue };
            if path.symlink_metadata().is_ok() {
                continue;
            }
            match merged_mark::write(&self.stations, name, copy.journal) {
                // A mark that another account left there cannot be replaced.
                Err(failed) if failed.error.kind() == io::ErrorKind::PermissionDenied => continue,
                other => other?,
            }
            match new.rename_to_unused(&path) {
                Ok(()) => {}
                Err(failed) if failed.error.kind() == io::ErrorKind::AlreadyExists => {
                    new = failed.file;
                    continue;
                }
                Err(failed) => return Err(at(&path)(failed.error).into()),
            }
            sync_folder(&self.stations).map_err(at(&self.stations))?;
            let added = LocalJournal::from_state(name, &state);
            self.local.extend(added.map(|added| LocalJournal { file: path, ..added }));
            return Ok(MergeOutcome::Added { here: name, lines: copy.lines - common_lines });
        }
        Ok(MergeOutcome::Skipped(SkipReason::NoFreeName))
    }

    fn lock_station(&self, station: StationId) -> Result<Option<StationLock>, FolderError> {
        lock_station(&self.stations, station, self.now)
    }
}

/// Takes the lock of a station, or returns `None` if another process holds the station or another account owns it.
fn lock_station(
    stations: &Path,
    station: StationId,
    now: Moment,
) -> Result<Option<StationLock>, FolderError> {
    match StationLock::acquire(stations, station, now) {
        Ok(lock) => Ok(Some(lock)),
        Err(LockError::Io { path, error }) => Err(FolderError::Io { path, error }),
        Err(_) => Ok(None),
    }
}

/// An I/O error of one of the two files that are compared or copied.
enum CopyError {
    Source(io::Error),
    Local(io::Error),
}

impl CopyError {
    /// If the source cannot be read, returns the outcome that skips the file. If the local file at `local`
    /// cannot be read or written, returns the error, which ends the merge.
    fn into_outcome(self, local: &Path) -> Result<MergeOutcome, FolderError> {
        match self {
            Self::Source(error) => Ok(unreadable(&error)),
            Self::Local(error) => Err(at(local)(error).into()),
        }
    }
}

fn unreadable(error: &io::Error) -> MergeOutcome {
    MergeOutcome::Skipped(SkipReason::Unreadable { kind: error.kind() })
}

/// The number of bytes read at once.
const BLOCK: usize = 64 * 1024;

/// The common beginning of two files.
struct CommonPrefix {
    bytes: u64,
    /// The number of whole lines in the common beginning.
    lines: u64,
}

/// Compares the first `len` bytes of two files. Holes that both files have are skipped.
fn common_prefix(source: &File, local: &Path, len: u64) -> Result<CommonPrefix, CopyError> {
    let local = fs::open(local).map_err(CopyError::Local)?;
    let (mut ours, mut theirs) = (vec![0; BLOCK], vec![0; BLOCK]);
    let mut common = CommonPrefix { bytes: 0, lines: 0 };
    while common.bytes < len {
        let data = fs::next_data(&local, common.bytes).map_err(CopyError::Local)?;
        let data = data.min(fs::next_data(source, common.bytes).map_err(CopyError::Source)?);
        common.bytes = data.min(len);
        let size = usize::try_from(len - common.bytes).map_or(BLOCK, |rest| rest.min(BLOCK));
        local.read_exact_at(&mut ours[..size], common.bytes).map_err(CopyError::Local)?;
        source.read_exact_at(&mut theirs[..size], common.bytes).map_err(CopyError::Source)?;
        let equal = ours[..size].iter().zip(&theirs[..size]).take_while(|(a, b)| a == b).count();
        common.bytes += equal as u64;
        common.lines += ours[..equal].iter().filter(|byte| **byte == b'\n').count() as u64;
        if equal < size {
            break;
        }
    }
    Ok(common)
}

/// Appends the lines of the source, starting at `offset`, to `local`. Adds the newline that the last line may lack. A hole
/// of the source becomes a hole.
fn copy_lines(source: &SourceJournal, mut offset: u64, mut local: &File) -> Result<(), CopyError> {
    let mut block = vec![0; BLOCK];
    while offset < source.bytes {
        let data = fs::next_data(&source.file, offset).map_err(CopyError::Source)?.min(source.bytes);
        if data > offset {
            let end = local.seek(SeekFrom::End(0)).map_err(CopyError::Local)? + (data - offset);
            local.set_len(end).and_then(|()| local.seek(SeekFrom::Start(end))).map_err(CopyError::Local)?;
            offset = data;
            continue;
        }
        let size = usize::try_from(source.bytes - offset).map_or(BLOCK, |rest| rest.min(BLOCK));
        match source.file.read_at(&mut block[..size], offset) {
            // The file was truncated, which is noticed when the copy is checked.
            Ok(0) => return Ok(()),
            Ok(read) => {
                local.write_all(&block[..read]).map_err(CopyError::Local)?;
                offset += read as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(CopyError::Source(error)),
        }
    }
    if source.newline_missing {
        local.write_all(b"\n").map_err(CopyError::Local)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
