//! Journals to records, streaming.
//!
//! Invariants (journal.md, Reading 6-9):
//! - A tail without a line feed is left alone: it may be half a write.
//! - A whole line that cannot be read uses up its number and is named; every line that can be read
//!   counts, and each line's `prev` is checked against the bytes before it as they stand.
//! - A journal that cannot be read is listed with its reason.
//!
//! A million lines are read before the console opens. In a long journal one thread reads and hashes, the
//! other decodes and takes in; because that is more, the first decodes a part of each block too.

use std::fs::File;
use std::io::{self, BufRead, Read, Seek, SeekFrom};
use std::mem;
use std::ops::Range;
use std::os::unix::fs::{FileExt, MetadataExt};
use std::panic;
use std::path::PathBuf;
use std::sync::mpsc;
use std::thread;
use std::time::SystemTime;

use sha2::{Digest, Sha256};

use crate::domain::ledger::{Ledger, Slot};
use crate::domain::record::{JournalId, LineHash, Moment, Op, Record, Source, StationId};
use crate::journal::event_folder::EventFolder;
use crate::journal::folder_error::FolderError;
use crate::journal::fs;
use crate::journal::line::{self, LINE_MAX, Line, LineError};

/// What is wrong in a journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Damage {
    /// The file cannot be opened or read to its end.
    Unreadable { kind: io::ErrorKind },
    /// A symbolic link, a folder or a device stands where a journal should.
    NotAFile,
    /// A whole line that cannot be read. Its number is used up.
    Line(LineError),
    /// The line does not follow the bytes before it: one of the two was changed.
    Chain { expected: Option<LineHash>, found: Option<LineHash> },
    /// The line's number is not the one that comes next.
    Sequence { expected: u64, found: u64 },
    /// The first line does not open the journal.
    NoOpen,
    /// Another line opens a journal again.
    SecondOpen,
    /// The journal belongs to the event with this id.
    OtherEvent { found: String },
}

/// What is worth knowing about a journal and no damage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// The clock went back, or far ahead, between two lines.
    Clock { from: Moment, to: Moment },
    /// The file is named after another station than the journal: it was brought in under a free name.
    Renamed { station: StationId },
}

/// Where something was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault<T> {
    /// The line's number, from 1; 0 for the file itself.
    pub line: u64,
    /// Where the line begins, in bytes from the file's start.
    pub offset: u64,
    pub what: T,
}

/// One journal file as far as it was read, and all that is needed to go on from there.
#[derive(Clone, Debug)]
pub struct JournalState {
    pub file: PathBuf,
    /// What the file is called.
    pub name: StationId,
    /// Whose records these are: the first line's station, else the file's name.
    pub station: StationId,
    /// From the first line. Where that cannot be read, its hash stands in, which copies share.
    pub journal: Option<JournalId>,
    /// Its place in the ledger it was read into.
    pub slot: Option<Slot>,
    /// Whole lines, readable or not.
    pub lines: u64,
    /// Bytes of the whole lines: where reading goes on.
    pub bytes: u64,
    /// Where the last whole line begins.
    pub last_begins: u64,
    /// The hash of the last whole line.
    pub head: Option<LineHash>,
    /// The number that comes next.
    pub next: u64,
    /// Bytes behind the last line feed.
    pub tail: u64,
    /// When the last record was made that has no time of its own, as those from paper have.
    pub last_at: Option<Moment>,
    pub damage: Vec<Fault<Damage>>,
    pub notes: Vec<Fault<Note>>,
    /// How far the lines' own numbers are ahead of their places.
    shift: i64,
    /// Device and inode of the file that was read.
    identity: Option<(u64, u64)>,
    /// When the file was changed last, as was seen when nothing in it was new.
    modified: Option<SystemTime>,
    /// It was here before, so that its absence is told.
    expected: bool,
}

/// One line of a journal as readers get it.
#[derive(Clone, Copy, Debug)]
pub enum Item<'a> {
    Record(&'a Record),
    /// A number that was used up by a line that cannot be read.
    Unreadable,
}

/// How going on with a journal went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// This many new lines.
    Lines(u64),
    /// The file shrank, was replaced or is gone: everything read from it is to be forgotten.
    Replaced,
}

/// How many numbers may be missing before a line for the rest to keep their own.
const GAP_MAX: u64 = 65_536;

/// A clock that goes back by this much, or ahead by that much, is worth a note.
const CLOCK_BACK_MS: i64 = 1_000;
const CLOCK_AHEAD_MS: i64 = 18 * 3_600_000;

/// The usual length of a line, to guess how many there are.
const LINE_USUAL: usize = 180;

/// The most lines that room is made for beforehand: a broken file may claim any length.
const ROWS_MAX: u64 = 4_000_000;

/// Bytes read at once.
const BLOCK: usize = 256 * 1024;

/// So far a line's end is looked for. A file may claim any length, and what stands in it without an end is no line.
const TAIL_READ: u64 = 16 * 1024 * 1024;

/// How many blocks may wait to be taken in.
const AHEAD: usize = 4;

/// Of so many lines, the thread that reads decodes one: then both have about as much to do.
const DECODED_AHEAD: usize = 3;

/// From how many bytes on a second thread repays its start.
const SHARED: u64 = 1024 * 1024;

impl JournalState {
    /// A journal of which nothing was read yet. It is the station's of that name unless its first line says
    /// otherwise.
    #[must_use]
    pub fn new(name: StationId, file: PathBuf) -> Self {
        Self {
            name,
            station: name,
            file,
            journal: None,
            slot: None,
            lines: 0,
            bytes: 0,
            last_begins: 0,
            head: None,
            next: 1,
            tail: 0,
            last_at: None,
            damage: Vec::new(),
            notes: Vec::new(),
            shift: 0,
            identity: None,
            modified: None,
            expected: false,
        }
    }

    /// A journal that was here before and is gone.
    #[must_use]
    pub(super) fn missed(name: StationId, file: PathBuf) -> Self {
        let mut state = Self { expected: true, ..Self::new(name, file) };
        state.fault(0, 0, Damage::Unreadable { kind: io::ErrorKind::NotFound });
        state
    }

    /// Whether its file was found and opened at least once.
    #[must_use]
    pub const fn was_read(&self) -> bool {
        self.identity.is_some() || self.expected
    }

    /// Reads the whole lines that came since, in order.
    ///
    /// `event` is the id that the journal should belong to.
    pub fn go_on(&mut self, event: &str, each: &mut dyn FnMut(&Self, Item<'_>)) -> Progress {
        self.damage.retain(|fault| !matches!(fault.what, Damage::Unreadable { .. } | Damage::NotAFile));
        let before = self.lines;
        match self.read_on(event, each) {
            Ok(true) => Progress::Lines(self.lines - before),
            Ok(false) => Progress::Replaced,
            Err(error) => {
                self.fault(0, 0, Damage::Unreadable { kind: error.kind() });
                Progress::Lines(self.lines - before)
            }
        }
    }

    /// Whether the file is still the one that was read before.
    fn read_on(&mut self, event: &str, each: &mut dyn FnMut(&Self, Item<'_>)) -> io::Result<bool> {
        let meta = match self.file.symlink_metadata() {
            Err(error) if error.kind() == io::ErrorKind::NotFound && self.identity.is_some() => {
                return Ok(false);
            }
            other => other?,
        };
        if !meta.is_file() {
            self.fault(0, 0, Damage::NotAFile);
            return Ok(self.identity.is_none());
        }
        let identity = (meta.dev(), meta.ino());
        if self.identity.is_some_and(|known| known != identity) || meta.len() < self.bytes {
            return Ok(false);
        }
        if self.identity.is_some() && meta.len() == self.bytes + self.tail {
            // Nothing was added. Where it was changed all the same, something in it is not what was read.
            let modified = meta.modified().ok();
            let before = mem::replace(&mut self.modified, modified);
            return Ok(before.is_none() || before == modified);
        }
        self.modified = None;
        let mut file = fs::open(&self.file)?;
        let opened = file.metadata()?;
        if !opened.is_file() || (opened.dev(), opened.ino()) != identity {
            return Ok(self.identity.is_none());
        }
        if self.lines > 0 && !self.still_holds(&file)? {
            return Ok(false);
        }
        self.identity = Some(identity);
        file.seek(SeekFrom::Start(self.bytes))?;
        if meta.len() - self.bytes < SHARED {
            self.lines(file, event, each)?;
        } else {
            self.lines_ahead(file, event, each)?;
        }
        if self.tail > TAIL_READ {
            // It was not read to its end.
            self.tail = meta.len().saturating_sub(self.bytes);
        }
        Ok(true)
    }

    /// Whether the last line that was read is still there. Its hash stands for all before it: a file that
    /// was cut and grew again in the meantime does not pass for one that only grew.
    fn still_holds(&self, file: &File) -> io::Result<bool> {
        let len = self.bytes - self.last_begins;
        if len > LINE_MAX as u64 {
            return Ok(true);
        }
        let mut line = vec![0; usize::try_from(len).unwrap_or(LINE_MAX)];
        file.read_exact_at(&mut line, self.last_begins)?;
        Ok(line.pop() == Some(b'\n') && self.head == Some(line::hash(&line)))
    }

    pub(super) fn lines(
        &mut self,
        input: impl Read,
        event: &str,
        each: &mut dyn FnMut(&Self, Item<'_>),
    ) -> io::Result<()> {
        self.tail = read_pieces(input, |piece| self.take_piece(piece, event, each))?;
        Ok(())
    }

    /// As [`Self::lines`], with a thread that reads and hashes ahead.
    fn lines_ahead(
        &mut self,
        input: impl Read + Send,
        event: &str,
        each: &mut dyn FnMut(&Self, Item<'_>),
    ) -> io::Result<()> {
        let (sender, pieces) = mpsc::sync_channel(AHEAD);
        self.tail = thread::scope(|scope| {
            let read = move || {
                read_pieces(input, |piece| {
                    // Nobody takes it only where the other thread panics.
                    let _ = sender.send(piece);
                })
            };
            let reader = thread::Builder::new().name("reader".to_owned()).spawn_scoped(scope, read)?;
            pieces.into_iter().for_each(|piece| self.take_piece(piece, event, each));
            reader.join().unwrap_or_else(|panicked| panic::resume_unwind(panicked))
        })?;
        Ok(())
    }

    fn take_piece(&mut self, piece: Piece, event: &str, each: &mut dyn FnMut(&Self, Item<'_>)) {
        match piece {
            Piece::Lines { block, lines, decoded } => {
                let (earlier, _) = lines.split_at(lines.len() - decoded.len());
                let earlier =
                    earlier.iter().map(|(line, hash)| line::decode_hashed(&block[line.clone()], *hash));
                for ((line, hash), decoded) in lines.iter().zip(earlier.chain(decoded)) {
                    self.take_line(line.len() as u64 + 1, decoded, *hash, event, each);
                }
            }
            Piece::Long { bytes, hash } => {
                self.take_line(bytes, Err(LineError::TooLong { bytes }), hash, event, each);
            }
        }
    }

    /// Takes in one whole line. `bytes` counts its line feed.
    fn take_line(
        &mut self,
        bytes: u64,
        decoded: Result<Line, LineError>,
        hash: LineHash,
        event: &str,
        each: &mut dyn FnMut(&Self, Item<'_>),
    ) {
        let (line, offset) = (self.lines + 1, self.bytes);
        let before = self.head.replace(hash);
        self.lines = line;
        self.last_begins = offset;
        self.bytes += bytes;
        self.tail = 0;
        if line == 1 {
            self.begin(decoded.as_ref().ok(), hash, event);
        }
        match decoded {
            Ok(Line { record, prev }) => {
                if prev != before {
                    self.fault(line, offset, Damage::Chain { expected: before, found: prev });
                }
                if line > 1 && matches!(record.op, Op::Open { .. }) {
                    self.fault(line, offset, Damage::SecondOpen);
                }
                self.align(record.seq, line, offset, each);
                self.note_clock(&record, line, offset);
                each(self, Item::Record(&record));
            }
            Err(fault) => {
                self.fault(line, offset, Damage::Line(fault));
                each(self, Item::Unreadable);
            }
        }
        self.next += 1;
    }

    fn begin(&mut self, line: Option<&Line>, hash: LineHash, event: &str) {
        let Some(Op::Open { event: found, station, journal, .. }) = line.map(|line| &line.record.op) else {
            let mut first = [0; 16];
            first.copy_from_slice(&hash.0[..16]);
            self.journal = Some(JournalId(u128::from_be_bytes(first)));
            self.fault(1, 0, Damage::NoOpen);
            return;
        };
        self.journal = Some(*journal);
        if found != event {
            self.fault(1, 0, Damage::OtherEvent { found: found.clone() });
        }
        if *station != self.station {
            self.notes.push(Fault { line: 1, offset: 0, what: Note::Renamed { station: *station } });
            self.station = *station;
        }
    }

    /// Compares a line's number with its place. Where lines before it are missing, their numbers are used
    /// up, so that the rest is still found under its own.
    fn align(&mut self, seq: u64, line: u64, offset: u64, each: &mut dyn FnMut(&Self, Item<'_>)) {
        let expected = self.next.saturating_add_signed(self.shift);
        if seq == expected {
            return;
        }
        self.fault(line, offset, Damage::Sequence { expected, found: seq });
        if seq > self.next && seq - self.next <= GAP_MAX {
            while self.next < seq {
                each(self, Item::Unreadable);
                self.next += 1;
            }
        }
        self.shift = seq.cast_signed().wrapping_sub(self.next.cast_signed());
    }

    /// Notes when the clock went back, or far ahead. Records with a time of their own are left out.
    fn note_clock(&mut self, record: &Record, line: u64, offset: u64) {
        let brought = match &record.op {
            Op::Entry(entry) => matches!(entry.source, Source::Paper | Source::Import),
            _ => false,
        };
        if brought || record.import.is_some() {
            return;
        }
        if let Some(from) = self.last_at.replace(record.at) {
            let step = record.at.timestamp_millis() - from.timestamp_millis();
            if !(-CLOCK_BACK_MS..=CLOCK_AHEAD_MS).contains(&step) {
                self.notes.push(Fault { line, offset, what: Note::Clock { from, to: record.at } });
            }
        }
    }

    fn fault(&mut self, line: u64, offset: u64, what: Damage) {
        self.damage.push(Fault { line, offset, what });
    }

    /// Reads the whole lines that came since into the ledger.
    pub fn follow(&mut self, event: &str, ledger: &mut Ledger) -> Progress {
        self.follow_with(event, ledger, &mut |_, _| {})
    }

    fn follow_with(
        &mut self,
        event: &str,
        ledger: &mut Ledger,
        each: &mut dyn FnMut(&Self, Item<'_>),
    ) -> Progress {
        let rows =
            self.file.symlink_metadata().map_or(0, |meta| (meta.len() / LINE_USUAL as u64).min(ROWS_MAX));
        let mut slot = self.slot;
        let progress = self.go_on(event, &mut |state, item| {
            let open = || {
                let journal = state.journal.unwrap_or(JournalId(0));
                ledger.open(state.name, state.station, journal, usize::try_from(rows).unwrap_or_default())
            };
            let slot = *slot.get_or_insert_with(open);
            match item {
                Item::Record(record) => ledger.apply(slot, record),
                Item::Unreadable => ledger.skip(slot),
            }
            each(state, item);
        });
        self.slot = slot;
        progress
    }
}

/// A part of a journal as it was read.
enum Piece {
    /// Whole lines: where in the block each stands, without its line feed, and its hash. The last ones are
    /// decoded already.
    Lines { block: Vec<u8>, lines: Vec<(Range<usize>, LineHash)>, decoded: Vec<Result<Line, LineError>> },
    /// A line that is longer than any should be. `bytes` counts its line feed.
    Long { bytes: u64, hash: LineHash },
}

impl Piece {
    /// Hashes the lines of a block, and decodes some.
    fn of(block: Vec<u8>) -> Self {
        let mut begin = 0;
        let mut rest = &*block;
        let mut lines = Vec::with_capacity(block.len() / LINE_USUAL);
        // Reading from memory cannot fail; nothing was read where the block ends.
        while let Ok(bytes @ 1..) = rest.skip_until(b'\n') {
            let line = begin..begin + bytes - 1;
            let hash = line::hash(&block[line.clone()]);
            lines.push((line, hash));
            begin += bytes;
        }
        let (_, later) = lines.split_at(lines.len() - lines.len() / DECODED_AHEAD);
        let decoded =
            later.iter().map(|(line, hash)| line::decode_hashed(&block[line.clone()], *hash)).collect();
        Self::Lines { block, lines, decoded }
    }
}

/// Reads to the end. Returns how many bytes stand behind the last line feed.
fn read_pieces(mut input: impl Read, mut give: impl FnMut(Piece)) -> io::Result<u64> {
    let mut rest = Vec::new();
    loop {
        let mut block = Vec::with_capacity(BLOCK);
        block.append(&mut rest);
        let room = BLOCK - block.len();
        let read = input.by_ref().take(room as u64).read_to_end(&mut block);
        let whole = block.iter().rposition(|byte| *byte == b'\n').map_or(0, |last| last + 1);
        rest = block.split_off(whole);
        give(Piece::of(block));
        if read? < room {
            return Ok(rest.len() as u64);
        }
        if rest.len() >= LINE_MAX {
            match rest_of_line(&mut input, &mut rest)? {
                Ok((bytes, hash)) => give(Piece::Long { bytes, hash }),
                Err(tail) => return Ok(tail),
            }
        }
    }
}

/// The length with its line feed, and the hash, of a line that is longer than any should be and begins
/// with `block`, where then stands what follows it; where it has no end, only how much there is of it.
fn rest_of_line(input: &mut impl Read, block: &mut Vec<u8>) -> io::Result<Result<(u64, LineHash), u64>> {
    let mut hasher = Sha256::new();
    let mut bytes = 0;
    loop {
        let end = block.iter().position(|byte| *byte == b'\n');
        let part = end.unwrap_or(block.len());
        hasher.update(&block[..part]);
        bytes += part as u64;
        if end.is_some() {
            block.drain(..=part);
            return Ok(Ok((bytes + 1, LineHash(hasher.finalize().into()))));
        }
        if bytes > TAIL_READ {
            return Ok(Err(bytes));
        }
        block.clear();
        if input.by_ref().take(BLOCK as u64).read_to_end(block)? == 0 {
            return Ok(Err(bytes));
        }
    }
}

/// Reads one journal from its beginning.
pub fn read_file(
    station: StationId,
    file: PathBuf,
    event: &str,
    each: &mut dyn FnMut(&JournalState, Item<'_>),
) -> JournalState {
    let mut state = JournalState::new(station, file);
    state.go_on(event, each);
    state
}

/// Reads every journal of an event: the union that its totals are.
///
/// # Errors
/// [`FolderError`] where the folder of stations cannot be listed; a single journal that cannot be read
/// is listed with its damage.
pub fn replay(folder: &EventFolder) -> Result<(Ledger, Vec<JournalState>), FolderError> {
    replay_with(folder, &mut |_, _| {})
}

/// As [`replay`], and shows every line on its way into the ledger.
///
/// # Errors
/// As [`replay`].
pub fn replay_with(
    folder: &EventFolder,
    each: &mut dyn FnMut(&JournalState, Item<'_>),
) -> Result<(Ledger, Vec<JournalState>), FolderError> {
    let mut ledger = Ledger::new(&folder.event);
    let mut states = Vec::new();
    for (station, file) in folder.journals()? {
        let mut state = JournalState::new(station, file);
        state.follow_with(&folder.event.id, &mut ledger, each);
        states.push(state);
    }
    Ok((ledger, states))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use proptest::prelude::*;

    use super::*;
    use crate::journal::testing::{event, folder, golden, id, place};

    #[test]
    fn what_cannot_be_read_is_listed() {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        place(&folder, "sound.jsonl", "A");
        std::os::unix::fs::symlink("A.jsonl", folder.stations().join("B.jsonl")).unwrap();
        fs::create_dir(folder.stations().join("C.jsonl")).unwrap();
        fs::write(folder.stations().join("a.jsonl"), "ignored").unwrap();
        fs::write(folder.stations().join("D.jsonl"), "").unwrap();
        let (ledger, states) = replay(&folder).unwrap();
        let found: Vec<_> =
            states.iter().map(|state| (state.station.to_string(), state.damage.len())).collect();
        assert_eq!(found, [("A", 0), ("B", 1), ("C", 1), ("D", 0)].map(|(id, n)| (id.to_owned(), n)));
        assert!(states[1..3].iter().all(|state| state.damage[0].what == Damage::NotAFile));
        assert_eq!(ledger.files().count(), 1);
    }

    #[test]
    fn a_file_that_claims_any_length_is_no_line_to_wait_for() {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        let path = place(&folder, "sound.jsonl", "A");
        let whole = path.metadata().unwrap().len();
        let mut ledger = Ledger::new(&folder.event);
        let mut state = JournalState::new(id("A"), path.clone());
        state.follow(&folder.event.id, &mut ledger);
        let lines = state.lines;
        // A terabyte of nothing: sparse, so that the test needs no disk for it.
        fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(1 << 40).unwrap();
        for _ in 0..2 {
            assert_eq!(state.follow(&folder.event.id, &mut ledger), Progress::Lines(0));
            assert_eq!((state.lines, state.bytes, state.tail), (lines, whole, (1 << 40) - whole));
        }
    }

    #[test]
    fn a_file_that_was_changed_in_place_is_read_anew() {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        let path = place(&folder, "sound.jsonl", "A");
        let mut ledger = Ledger::new(&folder.event);
        let mut state = JournalState::new(id("A"), path.clone());
        let mut look = || state.follow(&folder.event.id, &mut ledger);
        assert!(matches!(look(), Progress::Lines(1..)));
        assert_eq!([look(), look()], [Progress::Lines(0); 2]);
        let file = fs::OpenOptions::new().write(true).open(&path).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
        assert_eq!(look(), Progress::Replaced);
    }

    #[test]
    fn a_long_journal_is_the_same_read_ahead_by_another_thread() {
        let sound = golden("sound.jsonl");
        let mut bytes = Vec::new();
        while bytes.len() < 3 * BLOCK {
            bytes.extend_from_slice(&sound);
            bytes.extend_from_slice(b"no record\n");
        }
        bytes.resize(bytes.len() + 2 * BLOCK, b'x');
        bytes.push(b'\n');
        bytes.extend_from_slice(&sound);
        bytes.extend_from_slice(b"torn");
        let read = |ahead: bool| {
            let mut state = JournalState::new(id("A"), "A.jsonl".into());
            let mut items = Vec::new();
            let mut each = |state: &JournalState, item: Item<'_>| {
                let record = match item {
                    Item::Record(record) => Some(record.clone()),
                    Item::Unreadable => None,
                };
                items.push((state.lines, state.bytes, record));
            };
            match ahead {
                true => state.lines_ahead(&*bytes, "e", &mut each).unwrap(),
                false => state.lines(&*bytes, "e", &mut each).unwrap(),
            }
            (items, state.lines, state.bytes, state.tail, state.head, state.damage)
        };
        let (here, ahead) = (read(false), read(true));
        assert!(here == ahead);
        assert_eq!(here.1, bytes.iter().filter(|byte| **byte == b'\n').count() as u64);
        assert_eq!((here.2 + here.3, here.3), (bytes.len() as u64, 4));
        assert_eq!(here.4, Some(line::hash(sound.split(|byte| *byte == b'\n').rev().nth(1).unwrap())));
    }

    #[test]
    fn a_journal_of_another_event_or_name_says_so() {
        let read = |station: &str, event: &str| {
            let mut state = JournalState::new(id(station), "X.jsonl".into());
            state.lines(&*golden("sound.jsonl"), event, &mut |_, _| {}).unwrap();
            state
        };
        let state = read("B", &event(25).id);
        assert_eq!((state.station, state.damage.len()), (id("A"), 0));
        assert!(state.notes.iter().any(|note| note.what == Note::Renamed { station: id("A") }));
        let state = read("A", "other");
        assert!(matches!(state.damage[0].what, Damage::OtherEvent { .. }));
    }

    #[test]
    fn a_clock_that_jumps_is_a_note() {
        let state = {
            let mut state = JournalState::new(id("A"), "A.jsonl".into());
            let text = String::from_utf8(golden("sound.jsonl")).unwrap();
            let text = text.replace("2026-01-25T12:05:00", "2026-01-25T11:05:00");
            state.lines(text.as_bytes(), &event(25).id, &mut |_, _| {}).unwrap();
            state
        };
        let lines: Vec<_> = state.notes.iter().map(|note| note.line).collect();
        assert_eq!(lines, [7]);
    }

    #[test]
    fn a_file_that_shrank_or_was_replaced_is_to_be_forgotten() {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        let path = place(&folder, "sound.jsonl", "A");
        let event = &folder.event.id;
        let mut state = read_file(id("A"), path.clone(), event, &mut |_, _| {});
        assert_eq!(state.go_on(event, &mut |_, _| {}), Progress::Lines(0));
        fs::write(&path, &golden("sound.jsonl")[..900]).unwrap();
        assert_eq!(state.go_on(event, &mut |_, _| {}), Progress::Replaced);

        // Cut and grown again, longer than before.
        let mut state = read_file(id("A"), path.clone(), event, &mut |_, _| {});
        fs::write(&path, golden("second-open.jsonl")).unwrap();
        assert_eq!(state.go_on(event, &mut |_, _| {}), Progress::Replaced);

        let mut state = read_file(id("A"), path.clone(), event, &mut |_, _| {});
        let copy = data.path().join("copy");
        fs::copy(&path, &copy).unwrap();
        fs::rename(&copy, &path).unwrap();
        assert_eq!(state.go_on(event, &mut |_, _| {}), Progress::Replaced);

        let mut state = read_file(id("A"), path.clone(), event, &mut |_, _| {});
        fs::remove_file(&path).unwrap();
        assert_eq!(state.go_on(event, &mut |_, _| {}), Progress::Replaced);
    }

    #[test]
    fn a_huge_line_without_an_end_is_a_tail() {
        let mut state = JournalState::new(id("A"), "A.jsonl".into());
        let mut bytes = golden("sound.jsonl");
        bytes.extend([b'x'; 10_000]);
        state.lines(&*bytes, &event(25).id, &mut |_, _| {}).unwrap();
        assert_eq!((state.tail, state.lines, state.damage.len()), (10_000, 16, 0));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn following_a_growing_file_is_the_same_as_reading_it_whole(
            mut cuts in prop::collection::vec(0_usize..3_000, 0..8),
            name in prop::sample::select(&["sound.jsonl", "unreadable.jsonl", "gap.jsonl", "long.jsonl", "no-open.jsonl"]),
        ) {
            let data = tempfile::tempdir().unwrap();
            let folder = folder(data.path());
            let path = place(&folder, name, "A");
            let (whole, states) = replay(&folder).unwrap();
            let bytes = golden(name);
            cuts.sort_unstable();
            cuts.push(bytes.len());
            fs::write(&path, "").unwrap();
            let mut ledger = Ledger::new(&folder.event);
            let mut state = JournalState::new(id("A"), path.clone());
            for cut in cuts {
                fs::write(&path, &bytes[..cut.min(bytes.len())]).unwrap();
                state.follow(&folder.event.id, &mut ledger);
            }
            prop_assert_eq!(ledger.tally(), whole.tally());
            prop_assert_eq!(&state.damage, &states[0].damage);
            prop_assert_eq!((state.head, state.next, state.bytes), (states[0].head, states[0].next, states[0].bytes));
        }
    }
}
