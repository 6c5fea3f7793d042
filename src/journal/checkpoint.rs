//! Checkpoints: the decoded lines of journals that are long and healthy, so that a console need not decode them when it
//! starts (docs/journal.md K1 to K8).
//!
//! Invariants:
//! - A checkpoint is made only from a whole reading of a journal without a fault, during which the journal's file did not
//!   change.
//! - A checkpoint is used only if the file has not changed since, as far as its metadata shows, and still ends with the
//!   same line. Otherwise, and on any doubt, the journal is read.
//! - A program that starts from a checkpoint still reads the journal later, and compares the two ([`Unproven`]).
//! - Nothing but the time of a start depends on a checkpoint, so nothing about it is reported.

pub(crate) mod file;
mod stamp;

use std::fs::{self, DirBuilder, File};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, FileExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use directories::ProjectDirs;

use crate::domain::event::EventIds;
use crate::domain::ledger::Ledger;
use crate::domain::record::{LineHash, ShortHash, StationId};
use crate::journal::checkpoint::file::{CheckpointFile, Header, PREFIX};
use crate::journal::checkpoint::stamp::Stamp;
use crate::journal::event_folder::EventFolder;
use crate::journal::fault::Note;
use crate::journal::folder_error::FolderError;
use crate::journal::journal_state::{JournalState, LineContent, Restored};
use crate::journal::line::{self, LINE_MAX};
use crate::journal::prefix::PrefixMarks;
use crate::journal::station_lock::is_held;
use crate::journal::{self, account, temporary};

/// The folder of checkpoints in the account's folder for this program's caches.
const FOLDER: &str = "checkpoints";

/// The minimum length of a journal in bytes. A shorter one is read in a few milliseconds.
const LENGTH_MIN: u64 = 256 * 1024;

/// How many bytes a console reads at most when it ends. This takes about a second.
const READ_MAX: u64 = 256 * 1024 * 1024;

/// How long a file must have had its times before it is read. A change within one tick of the system's clock, at most
/// 10 ms, may leave them as they are.
const SETTLES: Duration = Duration::from_millis(100);

/// How long a checkpoint is kept.
const KEPT: Duration = Duration::from_secs(90 * 24 * 3600);

/// The checkpoints of this account.
#[derive(Clone, Debug)]
pub(crate) struct Checkpoints {
    folder: PathBuf,
    length_min: u64,
}

/// A journal whose beginning was taken from a checkpoint, and the line up to which it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unproven {
    /// The path of the journal.
    pub file: PathBuf,
    /// The number of lines.
    pub lines: u64,
    /// The hash of the last of these lines.
    pub head: LineHash,
}

/// What [`replay`] found.
pub(crate) struct Replayed {
    pub ledger: Ledger,
    pub states: Vec<JournalState>,
    /// The journals that were not read.
    pub unproven: Vec<Unproven>,
}

/// Same as [`journal::reader::replay_with`], but takes journals from their checkpoints where they have one. `each` receives
/// only the lines that are read. The journal `must_read` is read in any case.
///
/// # Errors
/// Returns the same errors as [`journal::reader::replay`].
pub(crate) fn replay(
    folder: &EventFolder,
    checkpoints: Option<&Checkpoints>,
    must_read: Option<&Path>,
    each: &mut dyn FnMut(&JournalState, LineContent<'_>),
) -> Result<Replayed, FolderError> {
    let mut ledger = Ledger::new(&folder.event);
    let (mut states, mut unproven) = (Vec::new(), Vec::new());
    let ids = folder.event.ids();
    for (station, file) in folder.journals()? {
        let usable = checkpoints.filter(|_| must_read != Some(&*file));
        let restored = usable.and_then(|checkpoints| checkpoints.restore(station, &file, ids, &mut ledger));
        let state = match restored {
            Some((state, head)) => {
                unproven.push(Unproven { file, lines: state.lines, head });
                state
            }
            None => {
                let mut state = JournalState::new(station, file);
                state.read_into(ids, &mut ledger, each);
                state
            }
        };
        states.push(state);
    }
    Ok(Replayed { ledger, states, unproven })
}

impl Checkpoints {
    /// Returns the checkpoints in the platform's cache folder, or `None` if this account has no home folder.
    #[must_use]
    pub(crate) fn platform() -> Option<Self> {
        let dirs = ProjectDirs::from("", "", "tarazy")?;
        Some(Self { folder: dirs.cache_dir().join(FOLDER), length_min: LENGTH_MIN })
    }

    /// Returns the checkpoints in this folder, of journals of any length.
    #[must_use]
    pub(crate) const fn at(folder: PathBuf) -> Self {
        Self { folder, length_min: 1 }
    }

    /// Makes a checkpoint of each journal of an event that has none that fits, and is long and healthy. Takes a tenth of a
    /// second, and as long as reading these journals. Does nothing if they are all short.
    pub(crate) fn store(&self, folder: &EventFolder) {
        // The next start reads the journals that have no checkpoint.
        let _unwritten = self.try_store(folder);
    }

    fn try_store(&self, folder: &EventFolder) -> io::Result<()> {
        let seen = Instant::now();
        let journals = self.without_checkpoint(folder);
        if journals.is_empty() {
            return Ok(());
        }
        DirBuilder::new().recursive(true).mode(0o700).create(&self.folder)?;
        if !self.is_own_folder() {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        self.remove_old();
        // From now on a change of a file shows in its times, even if their clock has long ticks.
        thread::sleep(SETTLES.saturating_sub(seen.elapsed()));
        for (station, path, stamp) in journals {
            self.store_journal(station, &path, stamp, folder.event.ids())?;
        }
        Ok(())
    }

    /// Returns the journals to read, with the stamps that they have now.
    fn without_checkpoint(&self, folder: &EventFolder) -> Vec<(StationId, PathBuf, Stamp)> {
        let stations = folder.stations();
        let mut left = READ_MAX;
        let mut journals = Vec::new();
        for (station, path) in folder.journals().unwrap_or_default() {
            let Some(stamp) = Stamp::of(&path).filter(Stamp::is_exact) else { continue };
            // A station in use will write more.
            let is_due = (self.length_min..=left).contains(&stamp.length)
                && is_held(&stations, station) != Some(true)
                && self.open(&path).is_none_or(|known| known.header.stamp != stamp);
            if is_due {
                left -= stamp.length;
                journals.push((station, path, stamp));
            }
        }
        journals
    }

    /// Reads a journal and stores its lines, if it is healthy and its file has still this stamp afterwards.
    fn store_journal(
        &self,
        station: StationId,
        path: &Path,
        stamp: Stamp,
        event: EventIds<'_>,
    ) -> io::Result<()> {
        let mut ledger = Ledger::of_one_journal();
        let mut state = JournalState::new(station, path.to_owned());
        state.read_into(event, &mut ledger, &mut |_, _| {});
        let is_whole = state.bytes == stamp.length && state.identity == Some((stamp.device, stamp.inode));
        let (Some(header), Some(rows)) =
            (header_of(&state, stamp).filter(|_| is_whole), ledger.journal_rows())
        else {
            return Ok(());
        };
        if Stamp::of(path) != Some(stamp) {
            return Ok(());
        }
        let name = self.path_of(path).ok_or(io::ErrorKind::NotFound)?;
        file::write(&self.folder, &name, header, &rows)
    }

    /// Enters the lines of a journal from its checkpoint. Returns its state and its last line, or `None` if the journal must
    /// be read.
    fn restore(
        &self,
        station: StationId,
        path: &Path,
        event: EventIds<'_>,
        ledger: &mut Ledger,
    ) -> Option<(JournalState, LineHash)> {
        let mut checkpoint = self.open(path)?;
        let Header { stamp, journal, lines, last_line_start, head, last_at, .. } = checkpoint.header;
        let header = &mut checkpoint.header;
        let found_event = header.event.clone();
        let is_same = header.station == station
            && event.contains(&found_event)
            && Stamp::of(path) == Some(stamp)
            && ends_with(path, &stamp, last_line_start, head).unwrap_or(false);
        if !is_same || !checkpoint.is_intact() {
            return None;
        }
        let tables = std::mem::take(&mut checkpoint.header.tables);
        let rows = usize::try_from(lines).ok()?;
        let mut entry = ledger.enter_rows((station, station), journal, rows, tables)?;
        let slot = entry.slot();
        let mut marks = PrefixMarks::default();
        let mut enter = |row: &_| {
            let hash: ShortHash = entry.enter(row);
            marks.add(Some(hash));
        };
        // If this fails in the middle, the journal is read. Lines that are in the ledger change nothing then.
        checkpoint.for_each_row(&mut enter).ok()?;
        let restored = Restored {
            journal,
            event: found_event,
            slot,
            lines,
            bytes: stamp.length,
            last_line_start,
            head,
            last_at,
            marks,
            identity: (stamp.device, stamp.inode),
            modified: stamp.modified(),
        };
        Some((JournalState::restored(station, path.to_owned(), restored), head))
    }

    /// Opens the checkpoint of a journal, if it is a private file of this account.
    fn open(&self, journal: &Path) -> Option<CheckpointFile> {
        if !self.is_own_folder() {
            return None;
        }
        let file = journal::fs::open(&self.path_of(journal)?).ok()?;
        let meta = file.metadata().ok()?;
        (meta.is_file() && is_private(&meta)).then(|| CheckpointFile::open(file)).flatten()
    }

    /// Returns the path of the checkpoint of a journal, or `None` if the journal does not exist.
    fn path_of(&self, journal: &Path) -> Option<PathBuf> {
        let name = line::hash(journal.canonicalize().ok()?.as_os_str().as_bytes());
        Some(self.folder.join(name.to_string()))
    }

    fn is_own_folder(&self) -> bool {
        self.folder.symlink_metadata().is_ok_and(|meta| meta.is_dir() && is_private(&meta))
    }

    /// Removes checkpoints of events that are over.
    fn remove_old(&self) {
        temporary::sweep(&self.folder, &[PREFIX]);
        let is_old = |file: &fs::DirEntry| {
            let modified = file.metadata().and_then(|meta| meta.modified());
            modified.is_ok_and(|at| SystemTime::now().duration_since(at).is_ok_and(|age| age > KEPT))
        };
        let is_checkpoint = |file: &fs::DirEntry| {
            file.file_name().to_str().is_some_and(|name| LineHash::parse(name).is_some())
        };
        for file in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            if is_checkpoint(&file) && is_old(&file) {
                // What cannot be removed stays.
                let _kept = fs::remove_file(file.path());
            }
        }
    }
}

/// Returns whether a file or folder belongs to this account, and nobody else may read or change it.
fn is_private(meta: &fs::Metadata) -> bool {
    meta.uid() == account::own_uid() && meta.mode() & 0o077 == 0
}

/// Returns the header of the checkpoint of a journal that was read, or `None` if the journal has a fault, or anything that
/// this program does not write.
fn header_of(state: &JournalState, stamp: Stamp) -> Option<Header> {
    // The clock may jump. No total depends on it, and only `verify` lists these notes.
    let is_usual = state.notes.iter().all(|note| matches!(note.what, Note::Clock { .. }));
    let is_healthy = is_usual
        && state.faults.is_empty()
        && state.partial_bytes == 0
        && !state.newline_missing
        && state.next_seq == state.lines + 1
        && state.station == state.name;
    let (event, journal, head) = (state.event.clone()?, state.journal?, state.head?);
    is_healthy.then(|| Header {
        program: file::PROGRAM.to_owned(),
        stamp,
        station: state.station,
        journal,
        event,
        lines: state.lines,
        last_line_start: state.last_line_start,
        head,
        last_at: state.last_at,
        tables: Default::default(),
    })
}

/// Returns whether the file with this stamp ends with a line that starts at `start` and has the hash `head`.
fn ends_with(path: &Path, stamp: &Stamp, start: u64, head: LineHash) -> io::Result<bool> {
    let file: File = journal::fs::open(path)?;
    let length = stamp.length.checked_sub(start).and_then(|length| usize::try_from(length).ok());
    let Some(length) = length.filter(|length| (1..=LINE_MAX).contains(length)) else { return Ok(false) };
    let mut bytes = vec![0; length];
    file.read_exact_at(&mut bytes, start)?;
    Ok(bytes.pop() == Some(b'\n') && line::hash(&bytes) == head)
}

#[cfg(test)]
mod tests;
