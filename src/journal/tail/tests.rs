//! Tests of reading a journal that grows, and of the checks of each line.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use proptest::prelude::*;

use super::*;
use crate::journal::blocks::BLOCK;
use crate::journal::fault::{Located, Note};
use crate::journal::follow::Follower;
use crate::journal::reader::{read_file, replay};
use crate::journal::testing::{event, folder, golden, id, place};

/// The length of a file that takes no space on the disk.
const TERA: u64 = 1 << 40;

/// Returns the lines of a golden journal, each with its newline.
fn lines(name: &str) -> Vec<Vec<u8>> {
    golden(name).split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect()
}

fn append(path: &Path, bytes: &[u8]) {
    fs::OpenOptions::new().append(true).open(path).unwrap().write_all(bytes).unwrap();
}

fn set_len(path: &Path, len: u64) {
    fs::OpenOptions::new().write(true).open(path).unwrap().set_len(len).unwrap();
}

/// What a reader knows of a journal, without its faults of other kinds.
fn summary(state: &JournalState) -> impl PartialEq + std::fmt::Debug + use<> {
    let end = (state.lines, state.bytes + state.partial_bytes, state.head, state.next_seq);
    (end, state.newline_missing, state.faults.clone(), state.notes.clone())
}

/// A reader that follows one journal, and is compared with a fresh reader after each step.
struct Following {
    _data: tempfile::TempDir,
    follower: Follower,
    path: PathBuf,
    state: JournalState,
    ledger: Ledger,
    /// The number of times that the file was read again.
    replaced: usize,
}

impl Following {
    fn new() -> Self {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        let path = folder.journal(id("A"));
        fs::write(&path, "").unwrap();
        let ledger = Ledger::new(&folder.event);
        Self {
            state: JournalState::new(id("A"), path.clone()),
            _data: data,
            follower: Follower::new(folder, Vec::new()),
            path,
            ledger,
            replaced: 0,
        }
    }

    /// Reads what was added. Returns the number of lines.
    fn read(&mut self) -> u64 {
        let known = self.state.next_seq - 1;
        for change in self.follower.poll(None).unwrap() {
            self.replaced += usize::from(change.from <= known);
            self.ledger.apply_change(&change);
        }
        self.state = self.follower.states[0].clone();
        let (fresh, states) = replay(&self.follower.folder).unwrap();
        assert_eq!(summary(&self.state), summary(&states[0]));
        assert_eq!(self.ledger.tally(), fresh.tally());
        self.state.lines
    }

    fn append(&mut self, bytes: &[u8]) -> u64 {
        append(&self.path, bytes);
        self.read()
    }
}

#[test]
fn lines_after_a_hole_of_a_terabyte_count() {
    let mut following = Following::new();
    let lines = lines("sound.jsonl");
    assert_eq!(following.append(&lines[..10].concat()), 10);
    let start = following.state.bytes;
    set_len(&following.path, TERA);
    assert_eq!(following.read(), 10);
    assert_eq!((following.state.bytes, following.state.partial_bytes), (start, TERA - start));
    let line_end = lines[10].len() - 7;
    assert_eq!(following.append(&lines[10][..line_end]), 10);
    assert_eq!(following.append(&lines[10][line_end..]), 11);
    assert_eq!(following.append(&lines[11..].concat()), 16);
    let state = &following.state;
    assert_eq!((state.faults.len(), state.next_seq, following.replaced), (0, 17, 0));
    let nuls = Located { line: 11, offset: start, what: Note::Nuls { bytes: TERA - start } };
    assert_eq!(state.notes, [nuls]);
}

#[test]
fn lines_after_a_huge_line_count_and_it_is_damage() {
    let mut following = Following::new();
    let lines = lines("sound.jsonl");
    following.append(&lines[..10].concat());
    let start = following.state.bytes;
    // The line starts as text, has 17 MiB and a hole, and ends as text.
    following.append(&vec![b'x'; 1024 * 1024]);
    following.append(&vec![b'x'; 16 * 1024 * 1024]);
    set_len(&following.path, TERA);
    following.read();
    assert_eq!(following.append(b"end"), 10);
    assert_eq!(following.append(b"\n"), 11);
    assert_eq!(following.append(&lines[11..].concat()), 16);
    let state = &following.state;
    assert_eq!((state.next_seq, following.replaced), (17, 0));
    let too_long = Fault::Line(LineError::TooLong { bytes: TERA + 4 - start });
    assert_eq!(state.faults[0], Located { line: 11, offset: start, what: too_long });
    assert!(matches!(state.faults[1..], [Located { line: 12, what: Fault::Chain { .. }, .. }]));
}

#[test]
fn a_long_tail_that_is_cut_and_grows_again_is_read_again() {
    let mut following = Following::new();
    let lines = lines("sound.jsonl");
    following.append(&lines[..10].concat());
    let start = following.state.bytes;
    following.append(&vec![b'x'; 1024 * 1024]);
    set_len(&following.path, start);
    assert_eq!(following.append(&lines[10..].concat()), 16);
    assert!(following.state.faults.is_empty());
    // The tail is as long as before, but is another one.
    following.append(&vec![b'x'; 1024 * 1024]);
    set_len(&following.path, golden("sound.jsonl").len() as u64);
    let mut other = b"{}          \n".repeat(100 * 1024);
    other.extend(b"{");
    following.append(&other);
    assert_eq!(following.state.lines, 16 + 100 * 1024);
}

#[test]
fn a_whole_line_counts_before_its_newline_and_only_once() {
    let lines = lines("sound.jsonl");
    for newline in [&b"\n"[..], b"\r\n"] {
        let mut following = Following::new();
        for (number, line) in (1..).zip(&lines) {
            let text = line.strip_suffix(b"\n").unwrap();
            assert_eq!(following.append(&text[..text.len() - 1]), number - 1);
            assert_eq!(following.append(&text[text.len() - 1..]), number);
            assert!(following.state.newline_missing && following.state.partial_bytes == 0);
            assert_eq!(following.append(newline), number);
        }
        assert!(!following.state.newline_missing && following.state.faults.is_empty());
        let replaced = if newline == b"\n" { 0 } else { lines.len() };
        assert_eq!(following.replaced, replaced);
    }
}

#[test]
fn a_line_that_goes_on_after_its_end_was_not_whole() {
    let mut following = Following::new();
    let sound = golden("sound.jsonl");
    assert_eq!(following.append(sound.strip_suffix(b"\n").unwrap()), 16);
    assert_eq!(following.append(b"x"), 15);
    assert_eq!(following.append(b"x\n"), 16);
    assert!(following.state.last_line_damaged);
}

#[test]
fn a_last_line_without_a_newline_counts_only_if_number_and_chain_fit() {
    let sound = lines("sound.jsonl");
    let last = sound[15].strip_suffix(b"\n").unwrap();
    let text = String::from_utf8(last.to_vec()).unwrap();
    let other_number = text.replace("\"seq\":16", "\"seq\":17");
    let other_chain = text.replace("\"prev\":\"", "\"prev\":\"0");
    let spaced = format!("{text} ");
    for (tail, expected) in [
        (last, 16),
        (&[b"\0\0", last].concat(), 16),
        (&[last, b"\r"].concat(), 16),
        (&last[..last.len() - 1], 15),
        (other_number.as_bytes(), 15),
        (other_chain.as_bytes(), 15),
        (spaced.as_bytes(), 15),
        (&sound[0][..sound[0].len() - 1], 15),
    ] {
        let mut following = Following::new();
        assert_eq!(following.append(&[&sound[..15].concat(), tail].concat()), expected);
        assert_eq!(following.state.newline_missing, expected == 16);
        assert_eq!(following.state.partial_bytes == 0, expected == 16);
    }
    // The first line must be an opening line.
    let mut following = Following::new();
    assert_eq!(
        following.append(b"{\"seq\":1,\"at\":\"2026-01-25T12:00:00Z\",\"op\":\"close\",\"prev\":\"\"}"),
        0
    );
    let mut following = Following::new();
    assert_eq!(following.append(&sound[0][..sound[0].len() - 1]), 1);
}

#[test]
fn converted_line_ends_are_one_note_and_every_line_counts() {
    let data = tempfile::tempdir().unwrap();
    let folder = folder(data.path());
    let sound = golden("sound.jsonl");
    place(&folder, "sound.jsonl", "A");
    let (expected, states) = replay(&folder).unwrap();
    let converted = String::from_utf8(sound).unwrap().replace('\n', "\r\n");
    fs::write(folder.journal(id("B")), &converted).unwrap();
    let (both, _) = replay(&folder).unwrap();
    assert_eq!(both.tally(), expected.tally(), "the lines of the two files are the same");
    assert!(both.forks().is_empty());
    fs::remove_file(folder.journal(id("A"))).unwrap();
    let (ledger, converted) = replay(&folder).unwrap();
    assert_eq!(ledger.tally(), expected.tally());
    assert_eq!((converted[0].head, converted[0].faults.len()), (states[0].head, 0));
    let notes: Vec<_> = converted[0].notes.iter().filter(|note| note.what == Note::CarriageReturn).collect();
    assert_eq!(notes, [&Located { line: 1, offset: 0, what: Note::CarriageReturn }]);
}

#[test]
fn nuls_before_lines_are_notes_and_every_line_counts() {
    let data = tempfile::tempdir().unwrap();
    let folder = folder(data.path());
    place(&folder, "sound.jsonl", "A");
    let (expected, _) = replay(&folder).unwrap();
    for nuls in [1, LINE_MAX, BLOCK, 3 * BLOCK] {
        let mut lines = lines("sound.jsonl");
        for line in [0, 4, 15] {
            lines[line].splice(0..0, vec![0; nuls]);
        }
        fs::write(folder.journal(id("A")), lines.concat()).unwrap();
        let (ledger, states) = replay(&folder).unwrap();
        assert_eq!((ledger.tally(), states[0].faults.len()), (expected.tally(), 0));
        let notes: Vec<_> = states[0].notes.iter().map(|note| (note.line, note.what.clone())).collect();
        assert_eq!(notes, [1, 5, 16].map(|line| (line, Note::Nuls { bytes: nuls as u64 })));
    }
}

#[test]
fn memory_does_not_grow_with_the_damage_in_a_file() {
    let mut state = JournalState::new(id("A"), "A.jsonl".into());
    let mut numbers = 0_u64;
    // Each line takes one byte, or is 60 000 numbers ahead of the line before.
    let mut bytes = b"\n".repeat(300_000);
    for line in 1..40_u32 {
        let seq = 300_000 + line * 60_000;
        bytes.extend(
            format!("{{\"seq\":{seq},\"at\":\"2026-01-25T12:00:00Z\",\"op\":\"close\",\"prev\":\"\"}}\n")
                .bytes(),
        );
    }
    state.read_lines(&bytes, event(25).ids(), &mut |_, _| numbers += 1).unwrap();
    assert_eq!(state.lines, 300_039);
    assert!(numbers < 263_000, "{numbers}");
    assert!(state.faults.len() < 1_010 && state.more_faults > 299_000);
}

#[test]
fn a_file_that_changed_in_place_is_reported_as_replaced() {
    let data = tempfile::tempdir().unwrap();
    let folder = folder(data.path());
    let path = place(&folder, "sound.jsonl", "A");
    let mut state = JournalState::new(id("A"), path.clone());
    let mut follow = || state.read_new_lines(folder.event.ids(), &mut |_, _| {});
    assert!(matches!(follow(), ReadProgress::NewLines(1..)));
    assert_eq!([follow(), follow()], [ReadProgress::NewLines(0); 2]);
    let file = fs::OpenOptions::new().write(true).open(&path).unwrap();
    file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
    assert_eq!(follow(), ReadProgress::Replaced);
}

#[test]
fn reading_with_a_second_thread_gives_the_same_result() {
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
    let read = |parallel: bool| {
        let mut state = JournalState::new(id("A"), "A.jsonl".into());
        let mut items = Vec::new();
        let mut each = |state: &JournalState, content: LineContent<'_>| {
            let record = match content {
                LineContent::Record(record) => Some(record.clone()),
                LineContent::Unreadable => None,
            };
            items.push((state.lines, state.bytes, record));
        };
        let tail = match parallel {
            true => state.read_blocks_in_parallel(&*bytes, None, EventIds::only("e"), &mut each).unwrap(),
            false => state.read_blocks(&*bytes, None, EventIds::only("e"), &mut each).unwrap(),
        };
        state.accept_tail(&tail, EventIds::only("e"), &mut each);
        (items, state.lines, state.bytes, state.partial_bytes, state.head, state.faults)
    };
    let (single, parallel) = (read(false), read(true));
    assert!(single == parallel);
    assert_eq!(single.1, bytes.iter().filter(|byte| **byte == b'\n').count() as u64);
    assert_eq!((single.2 + single.3, single.3), (bytes.len() as u64, 4));
    assert_eq!(single.4, Some(line::hash(sound.split(|byte| *byte == b'\n').rev().nth(1).unwrap())));
}

/// A file whose bytes can be read up to a point, and then fail.
struct FailingFile<'a>(&'a [u8]);

impl Read for FailingFile<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.0.is_empty() { Err(io::Error::from_raw_os_error(5)) } else { self.0.read(buffer) }
    }
}

impl Input for FailingFile<'_> {
    fn skip_hole(&mut self) -> io::Result<u64> {
        Ok(0)
    }
}

#[test]
fn lines_before_a_read_error_count_and_the_error_is_returned() {
    let sound = golden("sound.jsonl");
    for readable in [0, 500, sound.len()] {
        for parallel in [false, true] {
            let mut state = JournalState::new(id("A"), "A.jsonl".into());
            let (file, event) = (FailingFile(&sound[..readable]), event(25));
            let done = match parallel {
                true => state.read_blocks_in_parallel(file, None, event.ids(), &mut |_, _| {}),
                false => state.read_blocks(file, None, event.ids(), &mut |_, _| {}),
            };
            assert_eq!(done.unwrap_err().raw_os_error(), Some(5));
            let whole = sound[..readable].iter().filter(|byte| **byte == b'\n').count() as u64;
            assert_eq!(state.lines, whole);
        }
    }
}

/// Two kernel files behave like files on a bad disk: reading the start of a process's memory fails, and a device's file
/// ends before its reported length.
#[test]
fn a_file_that_cannot_be_read_to_its_end_is_a_fault() {
    let event = event(25);
    let read = |path: &str| {
        let mut state = read_file(id("A"), path.into(), event.ids(), &mut |_, _| {});
        let faults = |state: &JournalState| state.faults.iter().map(|f| f.what.clone()).collect::<Vec<_>>();
        let first = faults(&state);
        // Reading again neither loses nor repeats the fault.
        state.read_new_lines(event.ids(), &mut |_, _| {});
        assert_eq!(faults(&state).last(), first.last());
        first
    };
    let (eio, other) = (io::Error::from_raw_os_error(5).kind(), io::ErrorKind::UnexpectedEof);
    assert_eq!(read("/proc/self/mem"), [Fault::Unreadable { kind: eio, code: Some(5) }]);
    let ended = read("/sys/devices/system/cpu/possible");
    assert_eq!(ended.last(), Some(&Fault::Unreadable { kind: other, code: None }), "{ended:?}");
}

#[test]
fn another_event_is_a_fault_and_another_file_name_a_note() {
    let read = |station: &str, event: EventIds<'_>| {
        let mut state = JournalState::new(id(station), "X.jsonl".into());
        state.read_lines(&golden("sound.jsonl"), event, &mut |_, _| {}).unwrap();
        state
    };
    let state = read("B", event(25).ids());
    assert_eq!((state.station, state.faults.len()), (id("A"), 0));
    assert!(state.notes.iter().any(|note| note.what == Note::Renamed { station: id("A") }));
    let state = read("A", EventIds::only("other"));
    assert!(matches!(state.faults[0].what, Fault::OtherEvent { .. }));
}

#[test]
fn a_clock_that_jumps_is_a_note() {
    let state = {
        let mut state = JournalState::new(id("A"), "A.jsonl".into());
        let text = String::from_utf8(golden("sound.jsonl")).unwrap();
        let text = text.replace("2026-01-25T12:05:00", "2026-01-25T11:05:07");
        state.read_lines(text.as_bytes(), event(25).ids(), &mut |_, _| {}).unwrap();
        state
    };
    let lines: Vec<_> = state.notes.iter().map(|note| note.line).collect();
    assert_eq!(lines, [7]);
}

#[test]
fn a_truncated_replaced_or_missing_file_is_reported_as_replaced() {
    let data = tempfile::tempdir().unwrap();
    let folder = folder(data.path());
    let path = place(&folder, "sound.jsonl", "A");
    let event = folder.event.ids();
    let mut state = read_file(id("A"), path.clone(), event, &mut |_, _| {});
    assert_eq!(state.read_new_lines(event, &mut |_, _| {}), ReadProgress::NewLines(0));
    fs::write(&path, &golden("sound.jsonl")[..900]).unwrap();
    assert_eq!(state.read_new_lines(event, &mut |_, _| {}), ReadProgress::Replaced);

    // The file was truncated and grew again, and is now longer than before.
    let mut state = read_file(id("A"), path.clone(), event, &mut |_, _| {});
    fs::write(&path, golden("second-open.jsonl")).unwrap();
    assert_eq!(state.read_new_lines(event, &mut |_, _| {}), ReadProgress::Replaced);

    let mut state = read_file(id("A"), path.clone(), event, &mut |_, _| {});
    let copy = data.path().join("copy");
    fs::copy(&path, &copy).unwrap();
    fs::rename(&copy, &path).unwrap();
    assert_eq!(state.read_new_lines(event, &mut |_, _| {}), ReadProgress::Replaced);

    let mut state = read_file(id("A"), path.clone(), event, &mut |_, _| {});
    fs::remove_file(&path).unwrap();
    assert_eq!(state.read_new_lines(event, &mut |_, _| {}), ReadProgress::Replaced);
}

#[test]
fn a_huge_line_without_a_newline_is_not_a_line() {
    let mut state = JournalState::new(id("A"), "A.jsonl".into());
    let mut bytes = golden("sound.jsonl");
    bytes.extend([b'x'; 10_000]);
    state.read_lines(&bytes, event(25).ids(), &mut |_, _| {}).unwrap();
    assert_eq!((state.partial_bytes, state.lines, state.faults.len()), (10_000, 16, 0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn following_a_growing_file_gives_the_same_result_as_reading_it_at_once(
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
        let mut follower = Follower::new(folder.clone(), Vec::new());
        for cut in cuts {
            fs::write(&path, &bytes[..cut.min(bytes.len())]).unwrap();
            follower.poll(None).unwrap().iter().for_each(|change| ledger.apply_change(change));
        }
        let state = &follower.states[0];
        prop_assert_eq!(ledger.tally(), whole.tally());
        prop_assert_eq!(&state.faults, &states[0].faults);
        let end = |state: &JournalState| (state.head, state.next_seq, state.bytes);
        prop_assert_eq!(end(state), end(&states[0]));
    }
}
