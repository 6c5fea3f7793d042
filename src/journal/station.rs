//! Opens a station for writing: takes its lock, and opens, creates or repairs its journal.
//!
//! Invariants (docs/journal.md S1 to S6):
//! - Nothing is repaired or written before the station's lock is held.
//! - A torn tail is copied, and the copy is synced, before the tail is cut off. Repeating these steps gives
//!   the same result.
//! - The first line of a new journal, and its name in the folder, are synced before the journal is used.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use crate::domain::event::{Event, EventIds};
use crate::domain::record::{JournalId, LineHash, Moment, Op, Record, StationId};
use crate::journal::chain::Chain;
use crate::journal::disk::OpenedJournal;
use crate::journal::event_folder::EventFolder;
use crate::journal::folder_error::FolderError;
use crate::journal::fs::at;
use crate::journal::journal_file::{self, JournalFile, remove_unused};
use crate::journal::journal_state::LineContent;
use crate::journal::kept_lines::KeptLines;
use crate::journal::line::{self, LINE_MAX};
use crate::journal::names::station_ids;
use crate::journal::open_error::{OpenError, OpenNote};
use crate::journal::seen::{SeenNotes, VisibleHeads};
use crate::journal::station_lock::{LockError, StationLock, is_held};
use crate::journal::torn_tail::{FileEnd, Repair, repair};
use crate::journal::{account, event_file, merged_mark, names, reader, temporary};

/// A station that this process holds and may write.
#[derive(Debug)]
pub(crate) struct OpenStation {
    pub station: StationId,
    pub notes: Vec<OpenNote>,
    pub(super) opened: OpenedJournal<JournalFile>,
    /// What the journal notes about other journals, or `None` if it notes nothing.
    pub(super) seen_notes: Option<SeenNotes>,
}

impl OpenStation {
    const fn new(opened: OpenedJournal<JournalFile>, notes: Vec<OpenNote>) -> Self {
        Self { station: opened.chain.station(), notes, opened, seen_notes: None }
    }

    /// Lets the station note these heads of other journals (docs/journal.md A1). `now` is its clock.
    #[must_use]
    pub(crate) fn noting(self, visible: VisibleHeads, now: impl Fn() -> Moment + Send + 'static) -> Self {
        let OpenedJournal { disk, journal, .. } = &self.opened;
        let notes = SeenNotes::new(*journal, disk.file(), visible, now);
        Self { seen_notes: Some(notes), ..self }
    }

    /// Lets the station note the heads that it sees in the folder now, for a process that runs only for a moment.
    #[must_use]
    pub(crate) fn noting_now(self, folder: &EventFolder, now: impl Fn() -> Moment + Send + 'static) -> Self {
        let station = self.noting(VisibleHeads::default(), now);
        station.seen_notes.iter().for_each(|notes| notes.look_once(folder));
        station
    }
}

/// Opens a station of this event for writing.
///
/// If `station` is `None`, opens the first free station that has a journal, or else the first free station
/// that has none. `app` is the version of this program, for the first line of a new journal.
///
/// # Errors
/// [`OpenError`] if the station is held, or its journal cannot be continued.
pub(crate) fn open_station(
    folder: &EventFolder,
    station: Option<StationId>,
    now: Moment,
    app: &str,
) -> Result<OpenStation, OpenError> {
    check_not_sealed(folder, &folder.event)?;
    let stations = folder.stations();
    temporary::sweep(&stations, &names::TEMPORARY_IN_STATIONS);
    temporary::sweep(&folder.path, &[names::TEMPORARY_EVENT_FILE, names::TEMPORARY_PUBLISHED]);
    let open = |station| open_one(folder, station, now, app);
    if let Some(station) = station {
        return open(station).map_err(|error| with_operator(with_free_id(error, folder), folder));
    }
    for station in stations_with_journal(folder)?.into_iter().chain(station_ids()) {
        match open(station) {
            Err(error) if error.concerns_one_station() => {}
            other => return other,
        }
    }
    Err(OpenError::NoFreeId)
}

/// Returns an error if the event is sealed.
fn check_not_sealed(folder: &EventFolder, event: &Event) -> Result<(), OpenError> {
    match &event.sealed {
        Some(seal) => Err(OpenError::Sealed { slug: folder.slug.clone(), at: seal.at }),
        None => Ok(()),
    }
}

/// Returns the operator on duty at a station, or an empty text. The operator is taken from the last record of
/// the station's journal that names one.
#[must_use]
pub(crate) fn last_operator(folder: &EventFolder, station: StationId) -> String {
    let mut operator = String::new();
    reader::read_file(station, folder.journal(station), folder.event.ids(), &mut |_, line| {
        if let LineContent::Record(Record { op: Op::Operator { name }, .. }) = line {
            operator.clone_from(name);
        }
    });
    operator
}

/// Adds to the error the operator who works at the held station, because volunteers recognize an operator's
/// name but not an account.
fn with_operator(mut error: OpenError, folder: &EventFolder) -> OpenError {
    if let OpenError::Lock { station, error: LockError::Held { .. }, operator, .. } = &mut error {
        *operator = last_operator(folder, *station);
    }
    error
}

/// Adds to the error the station id that can be opened instead, if there is one.
fn with_free_id(mut error: OpenError, folder: &EventFolder) -> OpenError {
    if !error.concerns_one_station() {
        return error;
    }
    if let OpenError::Lock { station, free, .. }
    | OpenError::OtherAccount { station, free, .. }
    | OpenError::OtherStation { station, free, .. }
    | OpenError::Merged { station, free } = &mut error
    {
        // The requested station may have become free in the meantime, so exclude it: it must not be offered
        // as its own replacement.
        *free = free_id(folder).filter(|free| free != station);
    }
    error
}

/// Returns the stations that have a journal, shortest id first.
fn stations_with_journal(folder: &EventFolder) -> Result<Vec<StationId>, OpenError> {
    let mut stations: Vec<_> = match folder.journals() {
        Ok(journals) => journals.into_iter().map(|(station, _)| station).collect(),
        Err(FolderError::Io { path, error }) => return Err(OpenError::Io { path, error }),
        Err(_) => Vec::new(),
    };
    stations.sort_by_key(|station| (station.as_str().len(), *station));
    Ok(stations)
}

/// Returns the id that [`open_station`] would choose.
#[must_use]
pub(crate) fn free_id(folder: &EventFolder) -> Option<StationId> {
    let stations = folder.stations();
    let is_free = |station: &StationId| {
        let is_own_or_missing =
            |path: PathBuf| path.symlink_metadata().map_or(true, |meta| meta.uid() == account::own_uid());
        is_held(&stations, *station) == Some(false)
            && is_own_or_missing(folder.journal(*station))
            && reader::identity_of(&folder.journal(*station)).is_none_or(|(event, journal)| {
                event == folder.event.id && !merged_mark::covers(&stations, *station, journal)
            })
    };
    stations_with_journal(folder).ok()?.into_iter().chain(station_ids()).find(is_free)
}

fn open_one(
    folder: &EventFolder,
    station: StationId,
    now: Moment,
    app: &str,
) -> Result<OpenStation, OpenError> {
    let (stations, event) = (folder.stations(), folder.event.ids());
    let path = stations.join(names::journal(station));
    match path.symlink_metadata() {
        Ok(meta) if !meta.is_file() => return Err(OpenError::NotAFile { path }),
        Ok(meta) if meta.uid() != account::own_uid() => {
            return Err(OpenError::OtherAccount { station, user: account::name(meta.uid()), free: None });
        }
        _ => {}
    }
    let lock =
        StationLock::acquire(&stations, station, now).map_err(|error| OpenError::lock(station, error))?;
    // The event may have been sealed before this station had its lock (E2). If the event can no longer be read, others
    // report it.
    if let Ok(event) = event_file::read(&folder.path) {
        check_not_sealed(folder, &event)?;
    }
    match journal_file::open(&path) {
        Ok(file) => {
            let journal = JournalFile::new(file, path.clone(), station, event.own(), app, lock);
            continue_journal(journal, &path, station, event, now)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let file = journal_file::create(&path).map_err(at(&path))?;
            let journal = JournalFile::new(file, path.clone(), station, event.own(), app, lock);
            let opened = journal.begin(&now, Vec::new()).inspect_err(|_| remove_unused(&path))?;
            Ok(OpenStation::new(opened, Vec::new()))
        }
        Err(error) => Err(at(&path)(error).into()),
    }
}

/// Repairs the end of an existing journal, checks that it belongs to the station, and prepares to append to
/// it.
fn continue_journal(
    journal: JournalFile,
    path: &Path,
    station: StationId,
    event: EventIds<'_>,
    now: Moment,
) -> Result<OpenStation, OpenError> {
    let file = journal.file();
    if !file.metadata().map_err(at(path))?.is_file() {
        return Err(OpenError::NotAFile { path: path.to_owned() });
    }
    // The code below relies on the last lines, so those lines must be on the disk. The metadata of the file
    // need not be on the disk.
    file.sync_data().map_err(at(path))?;
    let mut notes = Vec::new();
    let mut end = FileEnd::read(file).map_err(at(path))?;
    if end.torn_len > 0 {
        // The reader decides whether these bytes are a line, so that every reader agrees with the writer.
        let state = reader::read_file(station, path.to_owned(), event, &mut |_, _| {});
        if let Some(journal) = state.journal {
            let stations = path.parent().unwrap_or(path);
            check_owner(stations, station, event, state.station, journal, state.event.as_deref())?;
        }
        let (offset, bytes) = (end.whole_len, end.torn_len);
        match repair(file, path, &end, state.newline_missing).map_err(at(path))? {
            Repair::NewlineAdded => {
                let (file, line) = (path.to_owned(), state.lines);
                notes.push(OpenNote::NewlineAdded { file, line, offset: state.last_line_start });
            }
            Repair::SetAside { copy } => notes.push(OpenNote::TornTail { file: copy, offset, bytes }),
            // The next lines report a damaged last line.
            Repair::LineEnded => {}
        }
        end = FileEnd::read(file).map_err(at(path))?;
    }
    if end.whole_len == 0 {
        return Ok(OpenStation::new(journal.begin(&now, Vec::new())?, notes));
    }
    let JournalSummary { station: found_station, journal: id, event: found_event, next_seq, head, opening } =
        match JournalSummary::from_first_and_last_line(file, &end).map_err(at(path))? {
            Some(summary) => summary,
            None => JournalSummary::from_all_lines(station, path, event, &mut notes),
        };
    let stations = path.parent().unwrap_or(path);
    check_owner(stations, station, event, found_station, id, found_event.as_deref())?;
    let chain = Chain::new(station, next_seq, head);
    let kept = KeptLines::new(opening, end.whole_len);
    let opened = OpenedJournal { disk: journal, chain, journal: id, kept, records: Vec::new() };
    Ok(OpenStation::new(opened, notes))
}

/// Checks that a journal belongs to this station and that no other machine may be writing it. Such a journal is not
/// repaired either: its torn tail may be a line that is being written elsewhere.
///
/// # Errors
/// [`OpenError`] if the journal belongs to another station or event, or was merged from a copy (docs/journal.md S4).
fn check_owner(
    stations: &Path,
    station: StationId,
    event: EventIds<'_>,
    found_station: StationId,
    journal: JournalId,
    found_event: Option<&str>,
) -> Result<(), OpenError> {
    if found_station != station {
        return Err(OpenError::OtherStation { station, found: found_station, free: None });
    }
    if merged_mark::covers(stations, station, journal) {
        return Err(OpenError::Merged { station, free: None });
    }
    // A journal of an event that was merged into this one belongs to a console of that event, even if its
    // mark is missing.
    match found_event.filter(|found| *found != event.own()) {
        Some(found) if event.contains(found) => Err(OpenError::Merged { station, free: None }),
        Some(found) => Err(OpenError::OtherEvent { station, found: found.to_owned() }),
        None => Ok(()),
    }
}

/// The data about an existing journal that is needed to append to it.
struct JournalSummary {
    station: StationId,
    journal: JournalId,
    /// The id of the journal's event, or `None` if the first line cannot be read.
    event: Option<String>,
    next_seq: u64,
    head: Option<LineHash>,
    /// The first line with its newline, or nothing if a line is damaged.
    opening: Vec<u8>,
}

impl JournalSummary {
    /// Reads only the first and the last line, because a journal may be long. Returns `None` if one of them
    /// is damaged.
    fn from_first_and_last_line(file: &File, end: &FileEnd) -> io::Result<Option<Self>> {
        let (Some(first), Some(last)) = (reader::first_record(file)?, &end.last_line) else {
            return Ok(None);
        };
        let Op::Open { event, station, journal, .. } = first.op else { return Ok(None) };
        let Ok(last) = line::decode(last) else { return Ok(None) };
        Ok(Some(Self {
            station,
            journal,
            event: Some(event),
            next_seq: last.record.seq + 1,
            head: Some(last.record.hash),
            opening: first_line(file)?,
        }))
    }

    /// Reads the whole journal, and adds a note if its last line is damaged.
    fn from_all_lines(
        station: StationId,
        path: &Path,
        event: EventIds<'_>,
        notes: &mut Vec<OpenNote>,
    ) -> Self {
        let state = reader::read_file(station, path.to_owned(), event, &mut |_, _| {});
        if state.last_line_damaged {
            notes.push(OpenNote::DamagedEnd { file: path.to_owned(), offset: state.last_line_start });
        }
        Self {
            station: state.station,
            journal: state.journal.unwrap_or(JournalId(0)),
            event: state.event,
            next_seq: state.next_seq,
            head: state.head,
            opening: Vec::new(),
        }
    }
}

/// Returns the bytes of the first line with its newline, or nothing if the line is too long.
fn first_line(mut file: &File) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.rewind()?;
    file.take(2 * LINE_MAX as u64).read_to_end(&mut bytes)?;
    bytes.truncate(bytes.iter().position(|byte| *byte == b'\n').map_or(0, |end| end + 1));
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write;

    use super::*;
    use crate::journal::fault::Fault;
    use crate::journal::testing::{folder, golden, id, noon, place};

    /// An event in a separate data folder.
    struct TestEvent {
        _data: tempfile::TempDir,
        folder: EventFolder,
    }

    impl TestEvent {
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

    /// Returns whether opening the station created its journal.
    fn created(station: &OpenStation) -> bool {
        matches!(station.opened.records.first(), Some(Record { op: Op::Open { .. }, .. }))
    }

    #[test]
    fn new_journal_starts_with_an_opening_line() {
        let here = TestEvent::new();
        let opened = here.open(None).unwrap();
        assert!(created(&opened) && opened.notes.is_empty());
        assert_eq!(opened.station, id("A"));
        let bytes = here.read("A.jsonl");
        let line = line::decode(bytes.strip_suffix(b"\n").unwrap()).unwrap();
        assert!(matches!(line.record.op, Op::Open { event, journal, .. }
            if event == here.folder.event.id && journal == opened.opened.journal));
        let mode = |name: &str| here.folder.stations().join(name).metadata().unwrap().mode() & 0o777;
        assert_eq!((mode("A.jsonl") & !0o640, mode("A.lock")), (0, 0o600));
    }

    #[test]
    fn folder_or_link_in_place_of_a_lock_blocks_only_that_station() {
        let here = TestEvent::new();
        fs::create_dir(here.folder.stations().join("A.lock")).unwrap();
        std::os::unix::fs::symlink("elsewhere", here.folder.stations().join("B.lock")).unwrap();
        assert_eq!(here.open(None).unwrap().station, id("C"));
        match here.open(Some("A")) {
            Err(OpenError::Lock { error: LockError::NotAFile { .. }, free, .. }) => {
                assert_eq!(free, Some(id("C")));
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn existing_journal_is_opened_before_a_new_one_is_created() {
        let here = TestEvent::new();
        let first = here.open(None).unwrap();
        let second = here.open(None).unwrap();
        assert_eq!((first.station, second.station), (id("A"), id("B")));
        assert_eq!(free_id(&here.folder), Some(id("C")));
        match here.open(Some("A")) {
            Err(OpenError::Lock { error: LockError::Held { holder: Some(holder) }, free, .. }) => {
                assert_eq!((holder.pid, free), (std::process::id(), Some(id("C"))));
            }
            other => panic!("{other:?}"),
        }
        let journal = first.opened.journal;
        drop(first);
        let again = here.open(None).unwrap();
        assert_eq!((again.station, again.opened.journal, created(&again)), (id("A"), journal, false));
        assert_eq!(here.read("A.jsonl").iter().filter(|byte| **byte == b'\n').count(), 1);
    }

    #[test]
    fn torn_tail_is_set_aside_once() {
        for (name, tail) in [("torn.jsonl", 40), ("nul-tail.jsonl", 74)] {
            let here = TestEvent::new();
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
            // If a crash came after the tail was copied and before it was cut off, opening the station
            // repeats both steps with the same result.
            fs::write(&path, &whole).unwrap();
            let count = || fs::read_dir(here.folder.stations()).unwrap().count();
            let before = count();
            drop(here.open(None).unwrap());
            assert_eq!(count(), before);
            assert!(here.open(None).unwrap().notes.is_empty());
        }
    }

    #[test]
    fn whole_last_line_gets_its_newline_back_before_anything_else() {
        for (name, cut, added) in [("sound.jsonl", 1, &b"\n"[..]), ("unreadable.jsonl", 1, b"\n")] {
            let here = TestEvent::new();
            let bytes = golden(name);
            fs::write(here.folder.journal(id("A")), &bytes[..bytes.len() - cut]).unwrap();
            let mut opened = here.open(Some("A")).unwrap();
            assert!(
                matches!(opened.notes[..], [OpenNote::NewlineAdded { line: 16, .. }]),
                "{:?}",
                opened.notes
            );
            assert_eq!(here.read("A.jsonl"), [&bytes[..bytes.len() - cut], added].concat());
            assert_eq!(opened.opened.kept.end(), bytes.len() as u64);
            assert_eq!(opened.opened.chain.add_own(&noon(), Op::Close).unwrap().0.seq, 17);
            drop(opened);
            assert!(here.open(Some("A")).unwrap().notes.is_empty());
            assert_eq!(fs::read_dir(here.folder.stations()).unwrap().count(), 2, "a journal and a lock");
        }
    }

    #[test]
    fn journal_of_an_opening_line_without_its_newline_is_continued() {
        let here = TestEvent::new();
        let first = here.open(Some("A")).unwrap().opened.journal;
        let bytes = here.read("A.jsonl");
        fs::write(here.folder.journal(id("A")), bytes.strip_suffix(b"\n").unwrap()).unwrap();
        let again = here.open(Some("A")).unwrap();
        assert_eq!((again.opened.journal, created(&again), here.read("A.jsonl")), (first, false, bytes));
    }

    /// Opens station A, appends a line and returns what a reader then finds: the lines, the next number and the
    /// faults.
    fn open_and_append(here: &TestEvent) -> (u64, u64, Vec<Fault>) {
        let path = here.folder.journal(id("A"));
        let mut opened = here.open(Some("A")).unwrap();
        assert_eq!(opened.opened.kept.end(), path.metadata().unwrap().len());
        let (record, mut line) = opened.opened.chain.add_own(&noon(), Op::Close).unwrap();
        line.push(b'\n');
        fs::OpenOptions::new().append(true).open(&path).unwrap().write_all(&line).unwrap();
        let state = reader::read_file(id("A"), path, here.folder.event.ids(), &mut |_, _| {});
        assert_eq!(record.seq + 1, state.next_seq);
        (state.lines, state.next_seq, state.faults.into_iter().map(|fault| fault.what).collect())
    }

    #[test]
    fn huge_tails_are_repaired_in_bounded_time() {
        const TERA: u64 = 1 << 40;
        let long = vec![b'x'; 17 * 1024 * 1024];
        for (tail, file_len, expected) in [
            // A hole holds nothing and is cut off.
            (&b""[..], Some(TERA), (17, 18, 0)),
            (b"half a line", Some(TERA), (17, 18, 0)),
            // Text that is too long to be copied becomes a damaged line.
            (&long, None, (18, 19, 1)),
            (&long, Some(TERA), (18, 19, 1)),
        ] {
            let here = TestEvent::new();
            let path = place(&here.folder, "sound.jsonl", "A");
            let mut file = fs::OpenOptions::new().append(true).open(&path).unwrap();
            file.write_all(tail).unwrap();
            if let Some(len) = file_len {
                file.set_len(len).unwrap();
            }
            let (lines, next_seq, faults) = open_and_append(&here);
            assert_eq!((lines, next_seq, faults.len()), expected, "{} {file_len:?}", tail.len());
        }
    }

    #[test]
    fn lines_after_nuls_and_converted_line_ends_are_continued() {
        let sound = String::from_utf8(golden("sound.jsonl")).unwrap();
        let first = sound.find('\n').unwrap() + 1;
        for bytes in [
            sound.replace('\n', "\r\n"),
            format!("{}{sound}", "\0".repeat(100_000)),
            format!("{}{}{}", &sound[..first], "\0".repeat(100_000), &sound[first..]),
            format!("{}\r", sound.replace('\n', "\r\n").trim_end()),
        ] {
            let here = TestEvent::new();
            fs::write(here.folder.journal(id("A")), bytes).unwrap();
            assert_eq!(open_and_append(&here), (17, 18, Vec::new()));
        }
    }

    #[test]
    fn new_lines_follow_the_last_line_even_if_it_is_damaged() {
        for (name, damaged) in [("sound.jsonl", 0), ("unreadable.jsonl", 0), ("unreadable-end.jsonl", 1)] {
            let here = TestEvent::new();
            let path = place(&here.folder, name, "A");
            let mut opened = here.open(Some("A")).unwrap();
            assert_eq!(opened.notes.len(), damaged, "{name}");
            let (record, line) = opened.opened.chain.add_own(&noon(), Op::Close).unwrap();
            assert_eq!(record.seq, 17, "{name}");
            drop(opened);
            let before = reader::read_file(id("A"), path.clone(), here.folder.event.ids(), &mut |_, _| {});
            let mut bytes = golden(name);
            bytes.extend(line);
            bytes.push(b'\n');
            fs::write(&path, bytes).unwrap();
            let after = reader::read_file(id("A"), path, here.folder.event.ids(), &mut |_, _| {});
            assert_eq!(after.faults, before.faults, "{name}");
            assert_eq!(after.next_seq, 18, "{name}");
        }
    }

    #[test]
    fn journal_without_a_whole_line_is_started_again() {
        for bytes in [&b""[..], b"{\"seq\":1"] {
            let here = TestEvent::new();
            fs::write(here.folder.journal(id("A")), bytes).unwrap();
            let opened = here.open(None).unwrap();
            assert_eq!((created(&opened), opened.notes.len()), (true, usize::from(!bytes.is_empty())));
            assert!(here.read("A.jsonl").starts_with(b"{\"seq\":1,\"at\""));
        }
    }

    #[test]
    fn journal_of_an_event_that_was_merged_into_this_one_is_not_continued() {
        let mut here = TestEvent::new();
        let journal = String::from_utf8(golden("sound.jsonl")).unwrap();
        let other = "0123456789abcdef0123456789abcdef".to_owned();
        let path = here.folder.journal(id("A"));
        fs::write(&path, journal.replace(&here.folder.event.id, &other)).unwrap();
        let before = fs::read(&path).unwrap();
        assert!(matches!(here.open(Some("A")), Err(OpenError::OtherEvent { .. })));
        // The mark of a merged journal is missing, as in a folder that was put together by hand.
        here.folder.event.also.push(other);
        match here.open(Some("A")) {
            Err(OpenError::Merged { station, free: Some(free) }) => {
                assert!(station == id("A") && free != station)
            }
            opened => panic!("{opened:?}"),
        }
        assert_eq!(here.open(None).unwrap().station, id("B"));
        assert_eq!(fs::read(&path).unwrap(), before);
    }

    #[test]
    fn the_torn_tail_of_a_journal_that_others_may_be_writing_is_not_cut_off() {
        let journal = [&golden("sound.jsonl")[..], b"{\"seq\":14,\"at\":\"2026"].concat();
        let text = String::from_utf8(journal).unwrap();
        let other_event = text.replacen("fedcba98", "0edcba98", 1);
        for (station, content, mark) in [("A", &text, true), ("A", &other_event, false), ("B", &text, false)]
        {
            let here = TestEvent::new();
            let path = here.folder.journal(id(station));
            fs::write(&path, content).unwrap();
            if mark {
                let mark = here.folder.stations().join("A.merged");
                fs::write(mark, "0123456789abcdef0123456789abcdef\n").unwrap();
            }
            here.open(Some(station)).unwrap_err();
            assert_eq!(&fs::read_to_string(&path).unwrap(), content);
        }
    }

    #[test]
    fn links_and_journals_of_other_stations_or_events_are_not_written() {
        let here = TestEvent::new();
        place(&here.folder, "sound.jsonl", "D");
        std::os::unix::fs::symlink("/etc/passwd", here.folder.journal(id("A"))).unwrap();
        let other_event = String::from_utf8(golden("sound.jsonl")).unwrap().replace("fedcba98", "00000000");
        let other_event = other_event.replace(r#""station":"A""#, r#""station":"B""#);
        fs::write(here.folder.journal(id("B")), other_event).unwrap();
        assert!(matches!(here.open(Some("A")), Err(OpenError::NotAFile { .. })));
        assert!(matches!(here.open(Some("B")), Err(OpenError::OtherEvent { .. })));
        assert!(
            matches!(here.open(Some("D")), Err(OpenError::OtherStation { found, .. }) if found == id("A"))
        );
        assert_eq!(here.open(None).unwrap().station, id("C"));
    }
}
