//! Reads whole journals: one file, or all journals of an event into a ledger.
//!
//! Invariant: a journal that cannot be read is still listed, with its fault (docs/journal.md R6).

use std::fs::File;
use std::io::{self, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use crate::domain::event::EventIds;
use crate::domain::ledger::Ledger;
use crate::domain::record::{JournalId, Op, Record, StationId};
use crate::journal::event_folder::EventFolder;
use crate::journal::folder_error::FolderError;
use crate::journal::journal_state::{JournalState, LineContent};
use crate::journal::{blocks, fs, line};

/// Reads one journal from its start.
pub(crate) fn read_file(
    station: StationId,
    file: PathBuf,
    event: EventIds<'_>,
    each: &mut dyn FnMut(&JournalState, LineContent<'_>),
) -> JournalState {
    let mut state = JournalState::new(station, file);
    state.read_new_lines(event, each);
    state
}

/// Returns the record in a journal's first line, or `None` if that line cannot be decoded. Moves the file's
/// position.
///
/// # Errors
/// Returns an error if the file cannot be read.
pub(super) fn first_record(mut file: &File) -> io::Result<Option<Record>> {
    file.seek(SeekFrom::Start(0))?;
    let line = blocks::first_line(file)?;
    Ok(line.and_then(|line| Some(line::decode(&line).ok()?.record)))
}

/// Returns the event id and the identity in a journal's first line, or `None` if that line cannot be read.
pub(super) fn identity_of(file: &Path) -> Option<(String, JournalId)> {
    if !file.symlink_metadata().ok()?.is_file() {
        return None;
    }
    match first_record(&fs::open(file).ok()?).ok()??.op {
        Op::Open { event, journal, .. } => Some((event, journal)),
        _ => None,
    }
}

/// Reads every journal of an event into a ledger.
///
/// # Errors
/// [`FolderError`] if the folder of stations cannot be listed. A journal that cannot be read is no error: it
/// is listed with its fault.
pub fn replay(folder: &EventFolder) -> Result<(Ledger, Vec<JournalState>), FolderError> {
    replay_with(folder, &mut |_, _| {})
}

/// Same as [`replay`], but also passes the content of every line to `each`.
///
/// # Errors
/// Returns the same errors as [`replay`].
pub(crate) fn replay_with(
    folder: &EventFolder,
    each: &mut dyn FnMut(&JournalState, LineContent<'_>),
) -> Result<(Ledger, Vec<JournalState>), FolderError> {
    let mut ledger = Ledger::new(&folder.event);
    let mut states = Vec::new();
    for (station, file) in folder.journals()? {
        let mut state = JournalState::new(station, file);
        state.read_into(folder.event.ids(), &mut ledger, each);
        states.push(state);
    }
    Ok((ledger, states))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::journal::fault::Fault;
    use crate::journal::testing::{folder, place};

    #[test]
    fn a_journal_that_cannot_be_read_is_listed() {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        place(&folder, "sound.jsonl", "A");
        std::os::unix::fs::symlink("A.jsonl", folder.stations().join("B.jsonl")).unwrap();
        fs::create_dir(folder.stations().join("C.jsonl")).unwrap();
        fs::write(folder.stations().join("a.jsonl"), "ignored").unwrap();
        fs::write(folder.stations().join("D.jsonl"), "").unwrap();
        let (ledger, states) = replay(&folder).unwrap();
        let found: Vec<_> =
            states.iter().map(|state| (state.station.to_string(), state.faults.len())).collect();
        assert_eq!(found, [("A", 0), ("B", 1), ("C", 1), ("D", 0)].map(|(id, n)| (id.to_owned(), n)));
        assert!(states[1..3].iter().all(|state| state.faults[0].what == Fault::NotAFile));
        assert_eq!(ledger.files().count(), 1);
    }
}
