//! The state of reading one journal, and the checks of each line (docs/journal.md R1, R3, R4, R7, R9).
//!
//! Invariants:
//! - Memory does not grow with the damage in a file: the number of faults and notes, and of the numbers that
//!   damaged or missing lines use up, is limited.
//! - A whole line that cannot be decoded is reported, and no other record gets its number. Every other line
//!   is still used.
//! - The `prev` of each line is compared with the hash of the previous line, even if the previous line
//!   cannot be decoded.

use std::io;
use std::path::PathBuf;
use std::time::SystemTime;

use crate::domain::event::EventIds;
use crate::domain::ledger::Slot;
use crate::domain::record::{JournalId, LineHash, Moment, Op, Record, ShortHash, Source, StationId};
use crate::domain::seal::JournalHead;
use crate::domain::tally::MINUTE_MS;
use crate::journal::blocks::{Frame, OpenLine};
use crate::journal::fault::{Fault, Located, Note};
use crate::journal::line::{self, JournalLine, LineError};
use crate::journal::prefix::PrefixMarks;

/// The maximum number of record numbers that may be missing before a line. If more are missing, later records
/// do not keep their own numbers.
const GAP_MAX: u64 = 65_536;

/// The maximum number of record numbers that damaged and missing lines of one journal may use up. A file with
/// more of them has been destroyed or forged, and each number takes memory in the ledger.
const USED_UP_MAX: u64 = 4 * GAP_MAX;

/// The maximum number of faults, and of notes, that are kept for one journal.
const FINDINGS_MAX: usize = 1_000;

/// If the clock goes back by more than this between two records, a note is added.
const CLOCK_BACK_MS: i64 = 1_000;
/// If the clock goes ahead by more than this between two records, a note is added.
const CLOCK_AHEAD_MS: i64 = 18 * 3_600_000;

/// The part of one journal file that has been read, with everything needed to continue reading.
#[derive(Clone, Debug)]
pub struct JournalState {
    /// The path of the file.
    pub file: PathBuf,
    /// The station in the name of the file.
    pub name: StationId,
    /// The station that the records belong to. This is the station in the first line, or `name` if the first
    /// line names none.
    pub station: StationId,
    /// The journal's identity from the first line. If the first line cannot be decoded, the identity is a
    /// number derived from the hash of that line, so that copies of the file have the same identity.
    pub journal: Option<JournalId>,
    /// The id of the event in the first line, or `None` if that line cannot be decoded.
    pub(super) event: Option<String>,
    /// The journal's slot in the ledger that it was read into.
    pub slot: Option<Slot>,
    /// The number of lines, including those that cannot be decoded.
    pub lines: u64,
    /// The length of the lines in bytes. Reading continues here.
    pub bytes: u64,
    /// The start of the last line, in bytes from the start of the file.
    pub last_line_start: u64,
    /// The hash of the last line.
    pub head: Option<LineHash>,
    /// The number of the next line.
    pub next_seq: u64,
    /// Whether the last line counts although its newline is missing (docs/journal.md R2).
    pub newline_missing: bool,
    /// Whether the last line cannot be decoded.
    pub(super) last_line_damaged: bool,
    /// The number of bytes after the lines. They are a torn tail, or a line that is being written.
    pub partial_bytes: u64,
    /// The bytes after the lines, if there are so many that they are not read again when the file grows.
    pub(super) long_tail: Option<LongTail>,
    /// The moment of the last record, ignoring records with a time of their own (from paper or an import).
    pub last_at: Option<Moment>,
    /// The damage found so far, but at most the first thousand faults.
    pub faults: Vec<Located<Fault>>,
    /// The number of faults that are not in the list.
    pub more_faults: u64,
    /// Findings that are unusual but not damage. Only the first thousand are kept.
    pub notes: Vec<Located<Note>>,
    /// The number of record numbers that damaged and missing lines used up.
    used_up: u64,
    /// Whether a line ended with a carriage return.
    carriage_return: bool,
    /// Fingerprints of the lines, including those that cannot be decoded.
    pub(super) marks: PrefixMarks,
    /// The difference between the number in a line and the number that the line's record gets here.
    seq_shift: i64,
    /// Device and inode of the file that was read.
    pub(super) identity: Option<(u64, u64)>,
    /// The file's modification time when it was last found to have no new bytes.
    pub(super) modified: Option<SystemTime>,
    /// Whether the file existed earlier. If it did, its absence is reported.
    existed: bool,
}

/// A long tail that was read, and the hash of its last bytes, from which a change can be seen.
#[derive(Clone, Debug)]
pub(super) struct LongTail {
    pub(super) line: OpenLine,
    pub(super) end: LineHash,
}

/// The state of a healthy journal that was read to its end before: what [`JournalState`] has under the same names.
pub(super) struct Restored {
    pub(super) journal: JournalId,
    pub(super) event: String,
    pub(super) slot: Slot,
    pub(super) lines: u64,
    pub(super) bytes: u64,
    pub(super) last_line_start: u64,
    pub(super) head: LineHash,
    pub(super) last_at: Option<Moment>,
    pub(super) marks: PrefixMarks,
    pub(super) identity: (u64, u64),
    pub(super) modified: Option<SystemTime>,
}

/// The content that a reader passes to its callback for each record number of a journal. During the call, the
/// state's `next_seq` is that number.
#[derive(Clone, Copy, Debug)]
pub enum LineContent<'a> {
    /// A record.
    Record(&'a Record),
    /// The line with this number is missing or cannot be decoded.
    Unreadable,
}

impl LineContent<'_> {
    /// Returns the hash by which other records refer to the line, or `None` if the line cannot be read.
    pub(super) fn hash(&self) -> Option<ShortHash> {
        match self {
            Self::Record(record) => Some(record.hash.short()),
            Self::Unreadable => None,
        }
    }
}

impl JournalState {
    /// Creates the state of a journal before anything is read. The journal belongs to the station `name`
    /// unless the first line names another station.
    #[must_use]
    pub fn new(name: StationId, file: PathBuf) -> Self {
        Self {
            name,
            station: name,
            file,
            journal: None,
            event: None,
            slot: None,
            lines: 0,
            bytes: 0,
            last_line_start: 0,
            head: None,
            next_seq: 1,
            newline_missing: false,
            last_line_damaged: false,
            partial_bytes: 0,
            long_tail: None,
            last_at: None,
            faults: Vec::new(),
            more_faults: 0,
            notes: Vec::new(),
            used_up: 0,
            carriage_return: false,
            marks: PrefixMarks::default(),
            seq_shift: 0,
            identity: None,
            modified: None,
            existed: false,
        }
    }

    /// Creates the state of a healthy journal that was read to its end before.
    #[must_use]
    pub(super) fn restored(name: StationId, file: PathBuf, restored: Restored) -> Self {
        let Restored { journal, event, slot, lines, bytes, last_line_start, head, last_at, .. } = restored;
        Self {
            journal: Some(journal),
            event: Some(event),
            slot: Some(slot),
            lines,
            bytes,
            last_line_start,
            head: Some(head),
            next_seq: lines + 1,
            last_at,
            marks: restored.marks,
            identity: Some(restored.identity),
            modified: restored.modified,
            ..Self::new(name, file)
        }
    }

    /// Creates the state of a journal that existed earlier and no longer exists.
    #[must_use]
    pub(super) fn gone(name: StationId, file: PathBuf) -> Self {
        let mut state = Self { existed: true, ..Self::new(name, file) };
        state.add_fault(0, 0, Fault::Unreadable { kind: io::ErrorKind::NotFound, code: None });
        state
    }

    /// Returns whether the file cannot be read to its end, so that what it holds is not known.
    #[must_use]
    pub fn is_unreadable(&self) -> bool {
        self.faults.iter().any(|fault| matches!(fault.what, Fault::Unreadable { .. } | Fault::NotAFile))
    }

    /// Returns the system's error if the file cannot be opened, or cannot be read to its end.
    pub(super) fn read_error(&self) -> Option<io::Error> {
        self.faults.iter().find_map(|fault| fault.what.read_error())
    }

    /// Returns whether the file was opened at least once, or is known to have existed.
    #[must_use]
    pub const fn has_existed(&self) -> bool {
        self.identity.is_some() || self.existed
    }

    /// Returns the last line of the journal, or `None` if it has no line.
    #[must_use]
    pub(crate) fn journal_head(&self) -> Option<JournalHead> {
        let (station, name) = (self.station, Some(self.name).filter(|name| *name != self.station));
        Some(JournalHead { station, name, journal: self.journal?, seq: self.next_seq - 1, hash: self.head? })
    }

    /// Checks one line and passes its content to `each`.
    ///
    /// `event` holds the ids of the event that the journal should belong to.
    pub(super) fn accept_line(
        &mut self,
        frame: Frame,
        decoded: Result<JournalLine, LineError>,
        hash: LineHash,
        event: EventIds<'_>,
        each: &mut dyn FnMut(&Self, LineContent<'_>),
    ) {
        let (line, offset) = (self.lines + 1, self.bytes);
        let previous = self.head.replace(hash);
        self.lines = line;
        self.last_line_start = offset;
        self.bytes += frame.bytes;
        self.partial_bytes = 0;
        self.long_tail = None;
        self.newline_missing = false;
        self.last_line_damaged = decoded.is_err();
        self.check_frame(frame, line, offset);
        if line == 1 {
            self.check_first_line(decoded.as_ref().ok(), hash, event);
        }
        match decoded {
            Ok(JournalLine { record, prev }) => {
                if prev != previous {
                    self.add_fault(line, offset, Fault::Chain { expected: previous, found: prev });
                }
                if line > 1 && matches!(record.op, Op::Open { .. }) {
                    self.add_fault(line, offset, Fault::SecondOpen);
                }
                self.check_seq(record.seq, line, offset, each);
                self.check_clock(&record, line, offset);
                each(self, LineContent::Record(&record));
                self.next_seq += 1;
            }
            Err(error) => {
                self.add_fault(line, offset, Fault::Line(error));
                self.use_up_number(each);
            }
        }
    }

    /// Accepts the last line of the file although it has no newline, if it is whole: it has a record with the
    /// expected number, and it follows the line before it. Else the line is a tail that is not processed yet.
    pub(super) fn accept_tail(
        &mut self,
        tail: &OpenLine,
        event: EventIds<'_>,
        each: &mut dyn FnMut(&Self, LineContent<'_>),
    ) {
        self.partial_bytes = tail.len();
        let Some((content, hash)) = tail.content() else { return };
        // JSON allows spaces around an object, but no version writes any.
        if !content.starts_with(b"{") || !content.ends_with(b"}") {
            return;
        }
        let Ok(decoded) = line::decode_hashed(content, hash) else { return };
        let expected = self.next_seq.saturating_add_signed(self.seq_shift);
        let opens = matches!(decoded.record.op, Op::Open { .. });
        if decoded.record.seq == expected && decoded.prev == self.head && opens == (self.lines == 0) {
            self.accept_line(tail.frame(0), Ok(decoded), hash, event, each);
            self.newline_missing = true;
        }
    }

    /// Notes bytes around the content of a line that this program does not write.
    fn check_frame(&mut self, frame: Frame, line: u64, offset: u64) {
        if frame.nuls > 0 {
            self.add_note(line, offset, Note::Nuls { bytes: frame.nuls });
        }
        if frame.carriage_return && !self.carriage_return {
            self.carriage_return = true;
            self.add_note(line, offset, Note::CarriageReturn);
        }
    }

    /// Gives the next number to a line that is missing or cannot be decoded.
    fn use_up_number(&mut self, each: &mut dyn FnMut(&Self, LineContent<'_>)) {
        if self.used_up < USED_UP_MAX {
            self.used_up += 1;
            each(self, LineContent::Unreadable);
            self.next_seq += 1;
        }
    }

    fn check_first_line(&mut self, line: Option<&JournalLine>, hash: LineHash, event: EventIds<'_>) {
        let Some(Op::Open { event: found, station, journal, .. }) = line.map(|line| &line.record.op) else {
            let mut first = [0; 16];
            first.copy_from_slice(&hash.0[..16]);
            self.journal = Some(JournalId(u128::from_be_bytes(first)));
            self.add_fault(1, 0, Fault::NoOpen);
            return;
        };
        self.journal = Some(*journal);
        self.event = Some(found.clone());
        self.check_event(event);
        if *station != self.station {
            self.add_note(1, 0, Note::Renamed { station: *station });
            self.station = *station;
        }
    }

    /// Checks that the journal belongs to the event with these ids. Called again when the ids change.
    ///
    /// The records of a journal of another event count too, so only the fault depends on the ids.
    pub(super) fn check_event(&mut self, event: EventIds<'_>) {
        self.faults.retain(|fault| !matches!(fault.what, Fault::OtherEvent { .. }));
        if let Some(found) = self.event.clone().filter(|found| !event.contains(found)) {
            self.faults.insert(0, Located { line: 1, offset: 0, what: Fault::OtherEvent { found } });
        }
    }

    /// Compares a line's number with the expected number. If lines are missing before this line, their
    /// numbers are skipped, so that later records keep their own numbers.
    fn check_seq(&mut self, seq: u64, line: u64, offset: u64, each: &mut dyn FnMut(&Self, LineContent<'_>)) {
        let expected = self.next_seq.saturating_add_signed(self.seq_shift);
        if seq == expected {
            return;
        }
        self.add_fault(line, offset, Fault::Sequence { expected, found: seq });
        if seq > self.next_seq && seq - self.next_seq <= GAP_MAX {
            for _ in self.next_seq..seq {
                self.use_up_number(each);
            }
        }
        self.seq_shift = seq.cast_signed().wrapping_sub(self.next_seq.cast_signed());
    }

    /// Adds a note if the clock went back or far ahead. Records with a time of their own are ignored.
    fn check_clock(&mut self, record: &Record, line: u64, offset: u64) {
        let own_time = match &record.op {
            Op::Entry(entry) => matches!(entry.source, Source::Paper | Source::Import),
            // People have no source. The time of a paper sheet is a whole minute.
            Op::People { .. } => record.at.timestamp_millis() % MINUTE_MS == 0,
            _ => false,
        };
        if own_time || record.import.is_some() {
            return;
        }
        if let Some(from) = self.last_at.replace(record.at) {
            let step = record.at.timestamp_millis() - from.timestamp_millis();
            if !(-CLOCK_BACK_MS..=CLOCK_AHEAD_MS).contains(&step) {
                self.add_note(line, offset, Note::Clock { from, to: record.at });
            }
        }
    }

    pub(super) fn add_fault(&mut self, line: u64, offset: u64, what: Fault) {
        // A fault of the file as a whole is always kept. There are few of them.
        if line == 0 || self.faults.len() < FINDINGS_MAX {
            self.faults.push(Located { line, offset, what });
        } else {
            self.more_faults += 1;
        }
    }

    fn add_note(&mut self, line: u64, offset: u64, what: Note) {
        if self.notes.len() < FINDINGS_MAX {
            self.notes.push(Located { line, offset, what });
        }
    }
}
