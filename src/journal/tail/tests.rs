//! Tests of reading a journal that grows, and of the checks of each line.

use std::fs;
use std::time::SystemTime;

use proptest::prelude::*;

use super::*;
use crate::journal::blocks::BLOCK;
use crate::journal::fault::Note;
use crate::journal::reader::{read_file, replay};
use crate::journal::testing::{event, folder, golden, id, place};

#[test]
fn a_file_that_claims_a_huge_length_is_read_without_waiting() {
    let data = tempfile::tempdir().unwrap();
    let folder = folder(data.path());
    let path = place(&folder, "sound.jsonl", "A");
    let whole = path.metadata().unwrap().len();
    let mut ledger = Ledger::new(&folder.event);
    let mut state = JournalState::new(id("A"), path.clone());
    state.follow(folder.event.ids(), &mut ledger);
    let lines = state.lines;
    // The file is a sparse file of a terabyte, which takes no space on the disk.
    fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(1 << 40).unwrap();
    for _ in 0..2 {
        assert_eq!(state.follow(folder.event.ids(), &mut ledger), ReadProgress::NewLines(0));
        assert_eq!((state.lines, state.bytes, state.partial_bytes), (lines, whole, (1 << 40) - whole));
    }
}

#[test]
fn a_file_that_changed_in_place_is_reported_as_replaced() {
    let data = tempfile::tempdir().unwrap();
    let folder = folder(data.path());
    let path = place(&folder, "sound.jsonl", "A");
    let mut ledger = Ledger::new(&folder.event);
    let mut state = JournalState::new(id("A"), path.clone());
    let mut follow = || state.follow(folder.event.ids(), &mut ledger);
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
        match parallel {
            true => state.read_lines_in_parallel(&*bytes, EventIds::only("e"), &mut each).unwrap(),
            false => state.read_lines(&*bytes, EventIds::only("e"), &mut each).unwrap(),
        }
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

#[test]
fn lines_before_a_read_error_count_and_the_error_is_returned() {
    let sound = golden("sound.jsonl");
    for readable in [0, 500, sound.len()] {
        for parallel in [false, true] {
            let mut state = JournalState::new(id("A"), "A.jsonl".into());
            let (file, event) = (FailingFile(&sound[..readable]), event(25));
            let done = match parallel {
                true => state.read_lines_in_parallel(file, event.ids(), &mut |_, _| {}),
                false => state.read_lines(file, event.ids(), &mut |_, _| {}),
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
        state.read_lines(&*golden("sound.jsonl"), event, &mut |_, _| {}).unwrap();
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
        let text = text.replace("2026-01-25T12:05:00", "2026-01-25T11:05:00");
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
    state.read_lines(&*bytes, event(25).ids(), &mut |_, _| {}).unwrap();
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
        let mut state = JournalState::new(id("A"), path.clone());
        for cut in cuts {
            fs::write(&path, &bytes[..cut.min(bytes.len())]).unwrap();
            state.follow(folder.event.ids(), &mut ledger);
        }
        prop_assert_eq!(ledger.tally(), whole.tally());
        prop_assert_eq!(&state.faults, &states[0].faults);
        let end = |state: &JournalState| (state.head, state.next_seq, state.bytes);
        prop_assert_eq!(end(&state), end(&states[0]));
    }
}
