//! Follows an event while it is written: journals that grow, appear, shrink or are replaced, and changes of
//! `event.json`.
//!
//! Invariants:
//! - Only names, sizes and times are polled, because polling them also works on network disks. The content of a
//!   journal is read by a [`JournalState`].
//! - A ledger that applies every [`JournalChange`] holds what the files hold, and the lines that files have
//!   lost (docs/journal.md R5, R11).
//! - A file that cannot be read to its end is not taken for a shorter one.

use std::collections::HashMap;
use std::ffi::OsString;
use std::io;
use std::mem;
use std::path::{Path, PathBuf};

use crate::domain::event::{Event, EventIds};
use crate::domain::ledger::{FileEnd, JournalChange};
use crate::domain::record::{JournalId, Record, StationId};
use crate::journal::event_file;
use crate::journal::event_folder::EventFolder;
use crate::journal::file_stamp::FileStamp;
use crate::journal::folder_error::FolderError;
use crate::journal::journal_state::{JournalState, LineContent};
use crate::journal::prefix::PrefixMarks;
use crate::journal::tail::ReadProgress;

/// The size in bytes up to which a journal with damaged lines is read again when it grows.
const REPAIRED_MAX: u64 = 16 * 1024 * 1024;

/// An event that is polled for changes.
pub struct Follower {
    /// The folder of the event.
    pub folder: EventFolder,
    /// The state of each journal, which records how far the journal has been read.
    pub states: Vec<JournalState>,
    /// What was last reported about each file.
    reported: HashMap<PathBuf, Reported>,
    /// The stamp of `event.json` at the last poll, or `None` if there was no such file.
    event_stamp: Option<FileStamp>,
    /// Journals to read from their start at the next poll.
    doubted: Vec<PathBuf>,
}

/// The journal that this program writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnProgress {
    /// The file of the journal.
    pub file: PathBuf,
    /// The number of lines that are known to be saved.
    pub acknowledged: u64,
}

/// What the ledger knows about a file.
struct Reported {
    station: StationId,
    journal: JournalId,
    /// `None` if the file was not read to its end.
    end: Option<ReportedEnd>,
}

/// The part of a [`FileEnd`] whose change is reported.
#[derive(Clone, Copy, PartialEq, Eq)]
struct ReportedEnd {
    lines: u64,
    /// Whether this program writes the file, and if so, whether saved lines are missing.
    lacks_saved_lines: Option<bool>,
}

impl Follower {
    /// Creates a follower of an event whose journals have been read up to the positions in `states`.
    #[must_use]
    pub fn new(folder: EventFolder, states: Vec<JournalState>) -> Self {
        let event_stamp = FileStamp::read(&folder.event_file());
        let reported = states.iter().filter_map(|state| {
            let end = ReportedEnd { lines: state.next_seq - 1, lacks_saved_lines: None };
            let end = (!state.is_unreadable()).then_some(end);
            let reported = Reported { station: state.station, journal: state.journal?, end };
            Some((state.file.clone(), reported))
        });
        let reported = reported.collect();
        Self { folder, states, reported, event_stamp, doubted: Vec::new() }
    }

    /// Lets the next poll read these journals from their start, because they may not be what the states say.
    pub fn doubt(&mut self, journals: Vec<PathBuf>) {
        self.doubted.extend(journals);
    }

    /// Returns the event if `event.json` was changed or removed since the last call, else `None`.
    ///
    /// # Errors
    /// [`FolderError`] if the file cannot be read, or describes another event.
    pub fn changed_event(&mut self) -> Option<Result<Event, FolderError>> {
        let stamp = FileStamp::read(&self.folder.event_file());
        if stamp == self.event_stamp {
            return None;
        }
        self.event_stamp = stamp;
        Some(event_file::read(&self.folder.path).and_then(|event| {
            if event.id != self.folder.event.id {
                return Err(FolderError::OtherEvent { path: self.folder.event_file() });
            }
            // Journals that were read before may now belong to the event (docs/journal.md M8).
            self.states.iter_mut().for_each(|state| state.check_event(event.ids()));
            self.folder.event = event.clone();
            Ok(event)
        }))
    }

    /// Reads what was added to the journals, and the journals that appeared or were replaced. Returns the
    /// changes since the last call. `own` is the journal that this program writes, as it was before the call.
    ///
    /// A journal that no longer exists stays in `states` if it was read before.
    ///
    /// # Errors
    /// Returns the same errors as [`EventFolder::journals`]. The journals of a folder that has disappeared are
    /// not taken for lost ones.
    pub fn poll(&mut self, own: Option<&OwnProgress>) -> Result<Vec<JournalChange>, FolderError> {
        self.list_journals()?;
        let Self { folder, states, reported, doubted, .. } = self;
        let doubted = mem::take(doubted);
        let own_lines =
            |state: &JournalState| own.filter(|own| own.file == state.file).map(|own| own.acknowledged);
        let mut changes = Vec::new();
        let mut gone = Vec::new();
        for state in states.iter_mut() {
            let mut from = state.next_seq;
            let mut lines = Vec::new();
            let progress =
                state.read_marked_lines(folder.event.ids(), &mut |_, line| lines.push(record(line)));
            // The hash of the last line proves that nothing before it changed, unless there is damage before it.
            let has_grown = from > 1 && !lines.is_empty() && state.bytes <= REPAIRED_MAX;
            let may_be_repaired = has_grown && state.faults.iter().any(|fault| fault.line > 0);
            if progress == ReadProgress::Replaced || may_be_repaired || doubted.contains(&state.file) {
                if is_gone(&state.file) {
                    gone.push(state);
                    continue;
                }
                let old = read_again(state, folder.event.ids(), &mut from, &mut lines);
                changes.extend(retraction(&old, state));
            }
            let end = (!state.is_unreadable()).then(|| state.next_seq - 1);
            report(state, NewLines { from, lines, end }, own_lines(state), reported, &mut changes);
        }
        // Listing the folder fails if it disappeared while its journals were read.
        if !gone.is_empty() && folder.journals().is_ok() {
            for state in gone {
                *state = JournalState::gone(state.name, state.file.clone());
                let nothing = NewLines { from: 1, lines: Vec::new(), end: Some(0) };
                report(state, nothing, own_lines(state), reported, &mut changes);
            }
        }
        Ok(changes)
    }

    /// Lists the journals again, so that `states` has all known journals, including those that appeared.
    fn list_journals(&mut self) -> Result<(), FolderError> {
        let mut listed: HashMap<OsString, StationId> = self
            .folder
            .journals()?
            .into_iter()
            .map(|(station, file)| (file.into_os_string(), station))
            .collect();
        self.states.retain(|state| listed.remove(state.file.as_os_str()).is_some() || state.has_existed());
        let mut new: Vec<_> = listed.into_iter().collect();
        new.sort();
        self.states.extend(new.into_iter().map(|(file, station)| JournalState::new(station, file.into())));
        Ok(())
    }
}

/// Lines that were read from a file.
struct NewLines {
    /// The number of the first line.
    from: u64,
    lines: Vec<Option<Record>>,
    /// The number of lines in the file, or `None` if it could not be read to its end.
    end: Option<u64>,
}

/// Reads a replaced file from its beginning. `lines` are those that were just read, from the number `from`. Replaces them by
/// those that may differ from what was reported before, and `from` by the number of the first of them. Returns the state
/// before.
fn read_again(
    state: &mut JournalState,
    event: EventIds<'_>,
    from: &mut u64,
    lines: &mut Vec<Option<Record>>,
) -> JournalState {
    let new = JournalState::new(state.name, state.file.clone());
    let old = mem::replace(state, new);
    let reported = *from - 1;
    let mut marks = PrefixMarks::default();
    *from = 1;
    lines.clear();
    // If the file is replaced again meanwhile, the next poll finds out.
    let _progress = state.read_new_lines(event, &mut |state, line| {
        lines.push(record(line));
        marks.add(line.hash());
        if marks.ends_at_mark_of(&old.marks, reported) {
            *from = state.next_seq + 1;
            lines.clear();
        }
    });
    state.marks = marks;
    old
}

/// Returns the change for a last line that counted without its newline (docs/journal.md R2) and turned out to
/// be the beginning of another line. It is not a lost line.
fn retraction(old: &JournalState, new: &JournalState) -> Option<JournalChange> {
    let was_not_whole = old.newline_missing && new.next_seq < old.next_seq && new.partial_bytes > 0;
    let (from, lines) = (old.next_seq - 1, vec![None]);
    let (name, station) = (old.name, old.station);
    let journal = old.journal.filter(|_| was_not_whole)?;
    Some(JournalChange { name, station, journal, from, lines, end: None })
}

/// Adds the changes of a file: the end of the journal that the file held before, if it holds another one or
/// none, and the new lines. `own_lines` is the number of saved lines if this program writes the file.
fn report(
    state: &JournalState,
    NewLines { from, lines, end }: NewLines,
    own_lines: Option<u64>,
    reported: &mut HashMap<PathBuf, Reported>,
    changes: &mut Vec<JournalChange>,
) {
    let (name, file) = (state.name, &state.file);
    let file_end = |lines| FileEnd { lines, acknowledged: own_lines };
    let is_other = |old: &Reported| match state.journal {
        Some(journal) => journal != old.journal,
        None => end.is_some(),
    };
    if reported.get(file).is_some_and(is_other)
        && let Some(Reported { station, journal, .. }) = reported.remove(file)
    {
        let end = Some(file_end(0));
        changes.push(JournalChange { name, station, journal, from: 1, lines: Vec::new(), end });
    }
    let Some(journal) = state.journal else { return };
    let reported_end = end.map(|lines| ReportedEnd {
        lines,
        lacks_saved_lines: own_lines.map(|acknowledged| acknowledged > lines),
    });
    let before = reported.get(file).map(|reported| reported.end);
    if lines.is_empty() && (reported_end.is_none() || before == Some(reported_end)) {
        return;
    }
    let station = state.station;
    reported.insert(file.clone(), Reported { station, journal, end: reported_end });
    changes.push(JournalChange { name, station, journal, from, lines, end: end.map(file_end) });
}

fn record(line: LineContent<'_>) -> Option<Record> {
    match line {
        LineContent::Record(record) => Some(record.clone()),
        LineContent::Unreadable => None,
    }
}

fn is_gone(path: &Path) -> bool {
    path.symlink_metadata().is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}

#[cfg(test)]
mod tests;
