//! Opening a station for writing: lock, journal, repair.
//!
//! Invariants:
//! - Nothing is repaired or written before the station's lock is held.
//! - A torn tail is copied aside and synced before it is cut off; doing it twice is the same.
//! - A new journal's first line, and its name in the folder, are on the disk before it is used.

use std::fs::File;
use std::io;
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::{Path, PathBuf};

use crate::domain::record::{JournalId, LineHash, Moment, Op, Record, StationId};
use crate::journal::chain::Chain;
use crate::journal::disk::OpenedJournal;
use crate::journal::event_folder::EventFolder;
use crate::journal::fault::Fault;
use crate::journal::folder_error::FolderError;
use crate::journal::fs::at;
use crate::journal::journal_file::{self, JournalFile, remove_unused};
use crate::journal::journal_state::LineContent;
use crate::journal::line::{self, LINE_MAX};
use crate::journal::names::station_ids;
use crate::journal::open_error::{OpenError, OpenNote};
use crate::journal::station_lock::{LockError, StationLock, is_held};
use crate::journal::torn_tail::{FileEnd, set_aside};
use crate::journal::{account, merged_mark, names, reader};

/// A station that this process holds and may write.
#[derive(Debug)]
pub struct OpenStation {
    pub station: StationId,
    pub journal: JournalId,
    /// Whether this call made the journal.
    pub created: bool,
    pub notes: Vec<OpenNote>,
    pub(super) opened: OpenedJournal<JournalFile>,
}

/// Opens a station of this event for writing. Without an id: the first whose journal is there and free,
/// else the first new one.
///
/// # Errors
/// [`OpenError`] says who holds it, or what is wrong with it.
pub fn open_station(
    folder: &EventFolder,
    id: Option<StationId>,
    now: Moment,
    app: &str,
) -> Result<OpenStation, OpenError> {
    let stations = folder.stations();
    let open = |id| open_one(&stations, &folder.event.id, id, now, app);
    if let Some(id) = id {
        return open(id).map_err(|error| with_operator(with_free_id(error, folder), folder));
    }
    for id in existing(folder)?.into_iter().chain(station_ids()) {
        match open(id) {
            Err(fault) if fault.concerns_one_station() => {}
            other => return other,
        }
    }
    Err(OpenError::NoFreeId)
}

/// Returns the operator on duty at a station, by the last record of its journal that names one, or an empty text.
#[must_use]
pub fn last_operator(folder: &EventFolder, station: StationId) -> String {
    let mut operator = String::new();
    reader::read_file(station, folder.journal(station), &folder.event.id, &mut |_, item| {
        if let LineContent::Record(Record { op: Op::Operator { name }, .. }) = item {
            operator.clone_from(name);
        }
    });
    operator
}

/// Adds the operator who works at a held station: volunteers know the name, not the account.
fn with_operator(mut error: OpenError, folder: &EventFolder) -> OpenError {
    if let OpenError::Lock { station, fault: LockError::Held { .. }, operator, .. } = &mut error {
        *operator = last_operator(folder, *station);
    }
    error
}

/// Adds the id that can be opened instead, if another id can.
fn with_free_id(mut error: OpenError, folder: &EventFolder) -> OpenError {
    if !error.concerns_one_station() {
        return error;
    }
    if let OpenError::Lock { station, free, .. }
    | OpenError::OtherAccount { station, free, .. }
    | OpenError::OtherStation { station, free, .. }
    | OpenError::Merged { station, free } = &mut error
    {
        // The station itself may have become free in the meantime.
        *free = free_id(folder).filter(|free| free != station);
    }
    error
}

/// The stations that have a journal, short ids first.
fn existing(folder: &EventFolder) -> Result<Vec<StationId>, OpenError> {
    let mut found: Vec<_> = match folder.journals() {
        Ok(journals) => journals.into_iter().map(|(id, _)| id).collect(),
        Err(FolderError::Io { path, error }) => return Err(OpenError::Io { path, error }),
        Err(_) => Vec::new(),
    };
    found.sort_by_key(|id| (id.as_str().len(), *id));
    Ok(found)
}

/// The id that would be opened if none were asked for.
#[must_use]
pub fn free_id(folder: &EventFolder) -> Option<StationId> {
    let stations = folder.stations();
    let free = |id: &StationId| {
        let ours =
            |path: PathBuf| path.symlink_metadata().map_or(true, |meta| meta.uid() == account::own_uid());
        is_held(&stations, *id) == Some(false)
            && ours(stations.join(names::journal(*id)))
            && !merged_mark::exists(&stations, *id)
    };
    existing(folder).ok()?.into_iter().chain(station_ids()).find(free)
}

fn open_one(
    stations: &Path,
    event: &str,
    id: StationId,
    now: Moment,
    app: &str,
) -> Result<OpenStation, OpenError> {
    let path = stations.join(names::journal(id));
    let io = || at(&path);
    match path.symlink_metadata() {
        Ok(meta) if !meta.is_file() => return Err(OpenError::NotAFile { path }),
        Ok(meta) if meta.uid() != account::own_uid() => {
            return Err(OpenError::OtherAccount { station: id, user: account::name(meta.uid()), free: None });
        }
        _ => {}
    }
    let lock = StationLock::acquire(stations, id, now).map_err(|error| OpenError::lock(id, error))?;
    let file = match journal_file::open(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let file = journal_file::create(&path).map_err(io())?;
            let file = JournalFile::new(file, path.clone(), id, event, app, lock);
            let opened = file.begin(&now, Vec::new()).inspect_err(|_| remove_unused(&path))?;
            return Ok(station_of(opened, true, Vec::new()));
        }
        other => other.map_err(io())?,
    };
    if !file.metadata().map_err(io())?.is_file() {
        return Err(OpenError::NotAFile { path });
    }
    // What the last lines say is trusted next: they must be on the disk. Their bytes are enough.
    file.sync_data().map_err(io())?;
    let mut notes = Vec::new();
    let end = FileEnd::read(&file).map_err(io())?;
    if end.torn_len > 0 {
        let aside = set_aside(&file, &path, &end).map_err(io())?;
        notes.push(OpenNote::TornTail { file: aside, offset: end.whole_len, bytes: end.torn_len });
    }
    let disk = JournalFile::new(file, path.clone(), id, event, app, lock);
    if end.whole_len == 0 {
        return Ok(station_of(disk.begin(&now, Vec::new())?, true, notes));
    }
    let known = match Known::quick(disk.file(), &end).map_err(io())? {
        Some(known) => known,
        None => Known::by_reading(id, &path, event, &mut notes),
    };
    if known.station != id {
        return Err(OpenError::OtherStation { station: id, found: known.station, free: None });
    }
    if merged_mark::covers(stations, id, known.journal) {
        return Err(OpenError::Merged { station: id, free: None });
    }
    if let Some(found) = known.event.filter(|found| found != event) {
        return Err(OpenError::OtherEvent { station: id, found });
    }
    let chain = Chain::new(id, known.next, known.head);
    let opened =
        OpenedJournal { disk, chain, journal: known.journal, saved_len: end.whole_len, records: Vec::new() };
    Ok(station_of(opened, false, notes))
}

const fn station_of(opened: OpenedJournal<JournalFile>, created: bool, notes: Vec<OpenNote>) -> OpenStation {
    OpenStation { station: opened.chain.station(), journal: opened.journal, created, notes, opened }
}

/// What of an existing journal is needed to go on with it.
struct Known {
    station: StationId,
    journal: JournalId,
    /// The id of its event, where its first line can be read.
    event: Option<String>,
    next: u64,
    head: Option<LineHash>,
}

impl Known {
    /// From the first and the last line alone, where both can be read: a journal may be long.
    fn quick(file: &File, end: &FileEnd) -> io::Result<Option<Self>> {
        let mut first = vec![0; usize::try_from(end.whole_len).unwrap_or(LINE_MAX).min(LINE_MAX)];
        file.read_exact_at(&mut first, 0)?;
        let Some(len) = first.iter().position(|byte| *byte == b'\n') else { return Ok(None) };
        let (Ok(first), Some(last)) = (line::decode(&first[..len]), &end.last_line) else { return Ok(None) };
        let Op::Open { event, station, journal, .. } = first.record.op else { return Ok(None) };
        let Ok(last) = line::decode(last) else { return Ok(None) };
        Ok(Some(Self {
            station,
            journal,
            event: Some(event),
            next: last.record.seq + 1,
            head: Some(last.record.hash),
        }))
    }

    /// From all of it, where one of the two is damaged: its numbers are used up, and weighing goes on.
    fn by_reading(id: StationId, path: &Path, event: &str, notes: &mut Vec<OpenNote>) -> Self {
        let mut other = None;
        let state = reader::read_file(id, path.to_owned(), event, &mut |_, item| {
            if let LineContent::Record(record) = item
                && record.seq == 1
                && let Op::Open { event, .. } = &record.op
            {
                other = Some(event.clone());
            }
        });
        let last = state.faults.iter().rev().find(|fault| fault.line == state.lines);
        if let Some(fault) = last.filter(|fault| matches!(fault.what, Fault::Line(_))) {
            notes.push(OpenNote::DamagedEnd { file: path.to_owned(), offset: fault.offset });
        }
        Self {
            station: state.station,
            journal: state.journal.unwrap_or(JournalId(0)),
            event: other,
            next: state.next_seq,
            head: state.head,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::journal::testing::{folder, golden, id, noon, place};

    struct Place {
        _data: tempfile::TempDir,
        folder: EventFolder,
    }

    impl Place {
        fn new() -> Self {
            let data = tempfile::tempdir().unwrap();
            let folder = folder(data.path());
            Self { _data: data, folder }
        }

        fn open(&self, station: Option<&str>) -> Result<OpenStation, OpenError> {
            open_station(&self.folder, station.map(id), noon(), "0.1.0")
        }

        fn read(&self, name: &str) -> Vec<u8> {
            fs::read(self.folder.stations().join(name)).unwrap()
        }
    }

    #[test]
    fn a_new_station_begins_with_its_first_line() {
        let place = Place::new();
        let opened = place.open(None).unwrap();
        assert!(opened.created && opened.notes.is_empty());
        assert_eq!(opened.station, id("A"));
        let bytes = place.read("A.jsonl");
        let line = line::decode(bytes.strip_suffix(b"\n").unwrap()).unwrap();
        assert!(matches!(line.record.op, Op::Open { event, journal, .. }
            if event == place.folder.event.id && journal == opened.journal));
        let mode = |name: &str| place.folder.stations().join(name).metadata().unwrap().mode() & 0o777;
        assert_eq!((mode("A.jsonl") & !0o640, mode("A.lock")), (0, 0o600));
    }

    #[test]
    fn something_else_under_a_locks_name_takes_that_station_and_no_other() {
        let place = Place::new();
        fs::create_dir(place.folder.stations().join("A.lock")).unwrap();
        std::os::unix::fs::symlink("elsewhere", place.folder.stations().join("B.lock")).unwrap();
        assert_eq!(place.open(None).unwrap().station, id("C"));
        match place.open(Some("A")) {
            Err(OpenError::Lock { fault: LockError::NotAFile { .. }, free, .. }) => {
                assert_eq!(free, Some(id("C")));
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_first_free_id_is_a_journal_that_is_there() {
        let place = Place::new();
        let first = place.open(None).unwrap();
        let second = place.open(None).unwrap();
        assert_eq!((first.station, second.station), (id("A"), id("B")));
        assert_eq!(free_id(&place.folder), Some(id("C")));
        match place.open(Some("A")) {
            Err(OpenError::Lock { fault: LockError::Held { holder: Some(holder) }, free, .. }) => {
                assert_eq!((holder.pid, free), (std::process::id(), Some(id("C"))));
            }
            other => panic!("{other:?}"),
        }
        let journal = first.journal;
        drop(first);
        let again = place.open(None).unwrap();
        assert_eq!((again.station, again.journal, again.created), (id("A"), journal, false));
        assert_eq!(place.read("A.jsonl").iter().filter(|byte| **byte == b'\n').count(), 1);
    }

    #[test]
    fn a_torn_tail_is_set_aside_once() {
        for (name, tail) in [("torn.jsonl", 40), ("nul-tail.jsonl", 74)] {
            let here = Place::new();
            let path = place(&here.folder, name, "A");
            let opened = here.open(None).unwrap();
            let [OpenNote::TornTail { file, offset, bytes }] = &opened.notes[..] else {
                panic!("{:?}", opened.notes)
            };
            let whole = golden(name);
            assert_eq!(*bytes, tail);
            assert_eq!(fs::read(file).unwrap(), whole[usize::try_from(*offset).unwrap()..]);
            assert_eq!(here.read("A.jsonl"), golden("sound.jsonl"));
            let hash = line::hash(&fs::read(file).unwrap()).short();
            assert_eq!(
                file.file_name().unwrap().to_str(),
                Some(format!("A.jsonl.torn-{offset}-{hash}").as_str())
            );
            drop(opened);
            // A crash between the copy and the cut does it all again, with the same result.
            fs::write(&path, &whole).unwrap();
            let count = || fs::read_dir(here.folder.stations()).unwrap().count();
            let before = count();
            drop(here.open(None).unwrap());
            assert_eq!(count(), before);
            assert!(here.open(None).unwrap().notes.is_empty());
        }
    }

    #[test]
    fn a_journal_goes_on_behind_what_it_holds() {
        for (name, damaged) in [("sound.jsonl", 0), ("unreadable.jsonl", 0), ("unreadable-end.jsonl", 1)] {
            let here = Place::new();
            let path = place(&here.folder, name, "A");
            let mut opened = here.open(Some("A")).unwrap();
            assert_eq!(opened.notes.len(), damaged, "{name}");
            let (record, line) = opened.opened.chain.add_own(&noon(), Op::Close).unwrap();
            assert_eq!(record.seq, 17, "{name}");
            drop(opened);
            let before = reader::read_file(id("A"), path.clone(), &here.folder.event.id, &mut |_, _| {});
            let mut bytes = golden(name);
            bytes.extend(line);
            bytes.push(b'\n');
            fs::write(&path, bytes).unwrap();
            let after = reader::read_file(id("A"), path, &here.folder.event.id, &mut |_, _| {});
            assert_eq!(after.faults, before.faults, "{name}");
            assert_eq!(after.next_seq, 18, "{name}");
        }
    }

    #[test]
    fn an_empty_journal_is_begun_again() {
        for bytes in [&b""[..], b"{\"seq\":1"] {
            let here = Place::new();
            fs::write(here.folder.stations().join("A.jsonl"), bytes).unwrap();
            let opened = here.open(None).unwrap();
            assert_eq!((opened.created, opened.notes.len()), (true, usize::from(!bytes.is_empty())));
            assert!(here.read("A.jsonl").starts_with(b"{\"seq\":1,\"at\""));
        }
    }

    #[test]
    fn foreign_journals_are_not_written() {
        let here = Place::new();
        place(&here.folder, "sound.jsonl", "D");
        std::os::unix::fs::symlink("/etc/passwd", here.folder.stations().join("A.jsonl")).unwrap();
        let other_event = String::from_utf8(golden("sound.jsonl")).unwrap().replace("fedcba98", "00000000");
        let other_event = other_event.replace(r#""station":"A""#, r#""station":"B""#);
        fs::write(here.folder.stations().join("B.jsonl"), other_event).unwrap();
        assert!(matches!(here.open(Some("A")), Err(OpenError::NotAFile { .. })));
        assert!(matches!(here.open(Some("B")), Err(OpenError::OtherEvent { .. })));
        assert!(
            matches!(here.open(Some("D")), Err(OpenError::OtherStation { found, .. }) if found == id("A"))
        );
        assert_eq!(here.open(None).unwrap().station, id("C"));
    }
}
