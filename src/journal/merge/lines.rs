//! Merges lines that arrive one by one, as over a network, by the rules of a copy (docs/journal.md M2 to M7).
//!
//! Invariants:
//! - A line is appended only directly after the line that it follows, under the station's lock, and is synced and read
//!   again before it is reported.
//! - What cannot be appended comes as a whole journal, and goes through the same steps as a file of a copy.

use std::fs::File;
use std::io::{self, Read, Write};
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::Path;

use crate::domain::record::{JournalId, LineHash, Moment, StationId};
use crate::journal::account::own_uid;
use crate::journal::event_folder::EventFolder;
use crate::journal::folder_error::FolderError;
use crate::journal::folder_lock::FolderLock;
use crate::journal::fs::{self, NewFile, at};
use crate::journal::journal_state::JournalState;
use crate::journal::merge::{MergeOutcome, Merger, lock_station, remove_leftovers, skipped};
use crate::journal::merge::{MergeResult, SkipReason};
use crate::journal::tail::ReadProgress;
use crate::journal::torn_tail::{self, FileEnd};
use crate::journal::{journal_file, names, reader};

/// The result of [`append_lines`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Appending {
    /// The lines are on the disk.
    Done,
    /// Another process or another account writes the file.
    InUse,
    /// The file no longer ends with the line that `state` ends with. The caller should read it again.
    Changed,
}

/// Appends whole lines to a local file that was read up to its end. `lines` ends with a newline, and `head` is the hash of
/// its last line.
///
/// # Errors
/// [`FolderError`] if the file cannot be read or written. It is then as it was.
pub(crate) fn append_lines(
    folder: &EventFolder,
    state: &JournalState,
    lines: &[u8],
    head: LineHash,
    now: Moment,
) -> Result<Appending, FolderError> {
    let file = &state.file;
    if file.symlink_metadata().is_ok_and(|meta| meta.uid() != own_uid()) {
        return Ok(Appending::InUse);
    }
    let _one_at_a_time = FolderLock::acquire(&folder.path, names::MERGE_LOCK)?;
    let Some(_lock) = lock_station(&folder.stations(), state.name, now)? else {
        return Ok(Appending::InUse);
    };
    let mut after = state.clone();
    let progress = after.read_new_lines(folder.event.ids(), &mut |_, _| {});
    if progress != ReadProgress::NewLines(0) || after.read_error().is_some() || after.head != state.head {
        return Ok(Appending::Changed);
    }
    let open = journal_file::open(file).map_err(at(file))?;
    let end = FileEnd::read(&open).map_err(at(file))?;
    if end.torn_len > 0 {
        torn_tail::repair(&open, file, &end, after.newline_missing).map_err(at(file))?;
    }
    let start = open.metadata().map_err(at(file))?.len();
    if start != after.bytes + u64::from(after.newline_missing) {
        return Ok(Appending::Changed);
    }
    let cut_back = || open.set_len(start).and_then(|()| open.sync_all()).map_err(at(file));
    if let Err(error) = (&open).write_all(lines).and_then(|()| open.sync_all()) {
        cut_back()?;
        return Err(at(file)(error).into());
    }
    let progress = after.read_new_lines(folder.event.ids(), &mut |_, _| {});
    let is_whole = after.bytes == start + lines.len() as u64 && after.head == Some(head);
    if progress == ReadProgress::Replaced || !is_whole {
        cut_back()?;
        return Ok(Appending::Changed);
    }
    Ok(Appending::Done)
}

/// Merges a journal that consists of the first `prefix` bytes of a local file, if there is one, and of whole lines that
/// follow them.
///
/// # Errors
/// [`FolderError`] if the event cannot be read or written.
pub(crate) fn merge_whole(
    folder: &EventFolder,
    (journal, station): (JournalId, StationId),
    prefix: Option<(&Path, u64)>,
    lines: &[u8],
    now: Moment,
) -> Result<MergeResult, FolderError> {
    let _one_at_a_time = FolderLock::acquire(&folder.path, names::MERGE_LOCK)?;
    let stations = folder.stations();
    remove_leftovers(&stations)?;
    let mut copy = NewFile::shared_in(&folder.path, names::TEMPORARY_SYNC).map_err(at(&folder.path))?;
    let path = copy.path().to_owned();
    if let Some((file, bytes)) = prefix {
        let open = fs::open(file).map_err(at(file))?;
        let copied = io::copy(&mut (&open).take(bytes), &mut copy).map_err(at(&path))?;
        if copied != bytes {
            return Ok(skipped(&path, SkipReason::Changed));
        }
        if !ends_with_newline(&open, bytes).map_err(at(file))? {
            copy.write_all(b"\n").map_err(at(&path))?;
        }
    }
    copy.write_all(lines).map_err(at(&path))?;
    // Journals with another identity take no part.
    let may_be_same = |file: &Path| reader::identity_of(file).is_none_or(|(_, identity)| identity == journal);
    let mut merger = Merger::new(folder, stations, now, may_be_same)?;
    merger.merge_file(station, &path)
}

fn ends_with_newline(file: &File, bytes: u64) -> io::Result<bool> {
    let Some(last) = bytes.checked_sub(1) else { return Ok(true) };
    let mut byte = [0];
    file.read_exact_at(&mut byte, last)?;
    Ok(byte == *b"\n")
}

impl MergeResult {
    /// Returns whether every line is in a local file now.
    #[must_use]
    pub(crate) const fn is_complete(&self) -> bool {
        !matches!(self.outcome, MergeOutcome::Skipped(_))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write;

    use super::*;
    use crate::domain::record::Op;
    use crate::journal::merge::read;
    use crate::journal::station::open_station;
    use crate::journal::testing::{append, folder, id, noon, weight};

    /// Returns an event with a journal of two lines, the state of its file, and the bytes of a third line.
    fn journal(data: &Path) -> (EventFolder, JournalState, Vec<u8>) {
        let folder = folder(data);
        let add = || append(&folder, id("A"), noon(), Op::Entry(weight("paper", 1000)));
        add();
        let path = folder.journal(id("A"));
        let before = fs::read(&path).unwrap();
        add();
        let line = fs::read(&path).unwrap()[before.len()..].to_vec();
        fs::write(&path, before).unwrap();
        let state = read(id("A"), &path, &folder);
        (folder, state, line)
    }

    fn head(line: &[u8]) -> LineHash {
        crate::journal::line::hash(&line[..line.len() - 1])
    }

    #[test]
    fn a_line_is_appended_after_the_half_line_of_a_crash_was_set_aside() {
        let data = tempfile::tempdir().unwrap();
        let (folder, _, line) = journal(data.path());
        let path = folder.journal(id("A"));
        fs::OpenOptions::new().append(true).open(&path).unwrap().write_all(&line[..20]).unwrap();
        let state = read(id("A"), &path, &folder);
        let done = append_lines(&folder, &state, &line, head(&line), noon()).unwrap();
        assert_eq!(done, Appending::Done);
        let after = read(id("A"), &path, &folder);
        assert_eq!((after.lines, after.faults.len(), after.head), (3, 0, Some(head(&line))));
        let torn = fs::read_dir(folder.stations()).unwrap().map(Result::unwrap);
        assert!(torn.into_iter().any(|entry| entry.file_name().to_string_lossy().contains(".torn-")));
    }

    #[test]
    fn a_file_that_is_in_use_or_changed_meanwhile_stays_as_it_is() {
        let data = tempfile::tempdir().unwrap();
        let (folder, state, line) = journal(data.path());
        let path = folder.journal(id("A"));
        let before = fs::read(&path).unwrap();
        let append_it = || append_lines(&folder, &state, &line, head(&line), noon()).unwrap();
        let console = open_station(&folder, Some(id("A")), noon(), "0").unwrap();
        assert_eq!((append_it(), fs::read(&path).unwrap()), (Appending::InUse, before.clone()));
        drop(console);
        // Bytes that are not the line that they should be are cut off again.
        let wrong = append_lines(&folder, &state, &line, LineHash([0; 32]), noon()).unwrap();
        assert_eq!((wrong, fs::read(&path).unwrap()), (Appending::Changed, before));
        append(&folder, id("A"), noon(), Op::Entry(weight("paper", 7)));
        let longer = fs::read(&path).unwrap();
        assert_eq!((append_it(), fs::read(&path).unwrap()), (Appending::Changed, longer));
    }
}
