//! Tests of the writer on real files.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::sync::mpsc;

use crate::domain::record::{Op, Target, Ticket};
use crate::journal::event_folder::EventFolder;
use crate::journal::reader::replay;
use crate::journal::station::open_station;
use crate::journal::testing::{TEST_DISK, folder, golden, id, noon, paper, pending, place};
use crate::journal::writer::{Outcome, WriteError, Writer, WriterEvent};

/// Runs a writer on a real file. `work` gets the writer and a function that waits for its next event. Returns
/// what became of the records that were not reported as saved.
fn with_writer(folder: &EventFolder, work: impl FnOnce(&Writer, &dyn Fn() -> WriterEvent)) -> Outcome {
    let (sender, events) = mpsc::channel();
    let station = open_station(folder, None, noon(), "0.1.0").unwrap();
    let writer = Writer::spawn(station, move |event| sender.send(event).unwrap()).unwrap();
    work(&writer, &|| events.recv().unwrap());
    writer.finish(TEST_DISK)
}

#[test]
fn a_written_journal_is_read_back() {
    let data = tempfile::tempdir().unwrap();
    let folder = folder(data.path());
    let left = with_writer(&folder, |writer, next_event| {
        writer.append(paper(1, 12_500));
        assert!(matches!(next_event(), WriterEvent::Saved(saved) if saved.len() == 1));
        writer.append(pending(2, Op::People { count: 3 }));
        let undo = Op::Void { of: Target::Ticket(Ticket(1)), reason: "undo".into() };
        writer.append(pending(3, undo));
    });
    assert_eq!(left, Outcome::default());
    let left = with_writer(&folder, |writer, _| writer.append(paper(1, 700)));
    assert_eq!(left, Outcome::default());
    let (ledger, states) = replay(&folder).unwrap();
    assert_eq!((ledger.tally().net.get(), ledger.tally().people), (700, 3));
    assert_eq!((states.len(), states[0].lines, states[0].faults.len()), (1, 5, 0));
}

/// What happens to the journal's file while it is in use.
#[derive(Clone, Copy, Debug)]
enum Attack {
    Remove,
    /// A copy from before the last record takes its place, as with rsync.
    ReplaceByOlderCopy,
    ReplaceByCopy,
    CutToALine,
    CutInsideALine,
    Empty,
    /// The file is emptied, and then an older copy takes its place.
    EmptyAndReplace,
    ReplaceByFolder,
    ReplaceByLink,
    ReplaceByOtherJournal,
    AppendToIt,
}

const OWN_PATH: [Attack; 7] = [
    Attack::Remove,
    Attack::ReplaceByOlderCopy,
    Attack::ReplaceByCopy,
    Attack::CutToALine,
    Attack::CutInsideALine,
    Attack::Empty,
    Attack::EmptyAndReplace,
];

const OTHER_PATH: [Attack; 4] =
    [Attack::ReplaceByFolder, Attack::ReplaceByLink, Attack::ReplaceByOtherJournal, Attack::AppendToIt];

impl Attack {
    fn run(self, path: &Path) {
        let bytes = fs::read(path).unwrap();
        let lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
        let older = lines[..lines.len() - 1].concat();
        let replace = |bytes: &[u8]| {
            let copy = path.with_extension("copy");
            fs::write(&copy, bytes).unwrap();
            fs::rename(&copy, path).unwrap();
        };
        let cut = |len: usize| File::options().write(true).open(path).unwrap().set_len(len as u64).unwrap();
        match self {
            Self::Remove => fs::remove_file(path).unwrap(),
            Self::ReplaceByOlderCopy => replace(&older),
            Self::ReplaceByCopy => replace(&bytes),
            Self::CutToALine => cut(older.len()),
            Self::CutInsideALine => cut(older.len() + 20),
            Self::Empty => cut(0),
            Self::EmptyAndReplace => {
                cut(0);
                replace(&older);
            }
            Self::ReplaceByFolder => {
                fs::remove_file(path).unwrap();
                fs::create_dir(path).unwrap();
            }
            Self::ReplaceByLink => {
                fs::remove_file(path).unwrap();
                std::os::unix::fs::symlink("/dev/null", path).unwrap();
            }
            Self::ReplaceByOtherJournal => replace(&golden("sound.jsonl")),
            Self::AppendToIt => File::options().append(true).open(path).unwrap().write_all(b"{}\n").unwrap(),
        }
    }
}

/// Returns the kilograms and the faults of an event, without the fixtures that an attack placed there.
fn kilograms(folder: &EventFolder) -> i64 {
    let (ledger, _) = replay(folder).unwrap();
    ledger.tally().net.get() / 1_000
}

fn faults(folder: &EventFolder) -> usize {
    let (_, states) = replay(folder).unwrap();
    states.iter().map(|state| state.faults.len()).sum()
}

fn saved(event: &WriterEvent) -> bool {
    matches!(event, WriterEvent::Saved(_))
}

#[test]
fn a_journal_that_was_removed_replaced_or_cut_is_whole_again_at_its_path() {
    for attack in OWN_PATH {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        let path = folder.journal(id("A"));
        // Lines from before this run are in the file only, except in an emptied one.
        let before = if matches!(attack, Attack::Empty | Attack::EmptyAndReplace) { 0 } else { 1_000 };
        if before > 0 {
            with_writer(&folder, |writer, _| writer.append(paper(1, before)));
        }
        let left = with_writer(&folder, |writer, next_event| {
            for (ticket, grams) in [(1, 2_000), (2, 4_000)] {
                writer.append(paper(ticket, grams));
                assert!(saved(&next_event()));
            }
            let expected = fs::read(&path).unwrap();
            // The second attack finds the journal that was written again.
            for ticket in [3, 4] {
                attack.run(&path);
                writer.append(paper(ticket, 8_000));
                let event = next_event();
                assert!(
                    matches!(event, WriterEvent::Restored { station, incomplete: false, .. } if station == id("A")),
                    "{attack:?}: {event:?}"
                );
                assert!(saved(&next_event()));
                assert!(fs::read(&path).unwrap().starts_with(&expected), "{attack:?}");
            }
            // The last attack comes after the last record.
            attack.run(&path);
        });
        assert_eq!(left, Outcome::default());
        assert_eq!(kilograms(&folder), before / 1_000 + 2 + 4 + 8 + 8, "{attack:?}");
        assert_eq!(faults(&folder), 0, "{attack:?}");
        assert_eq!(list(&folder.stations()), ["A.jsonl", "A.lock"], "{attack:?}");
        // The next start continues the journal.
        with_writer(&folder, |writer, _| writer.append(paper(1, 16_000)));
        assert_eq!((kilograms(&folder), faults(&folder)), (before / 1_000 + 38, 0), "{attack:?}");
    }
}

fn list(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.collect();
    names.sort();
    names
}

#[test]
fn a_journal_whose_path_holds_something_else_is_kept_beside_it_and_nothing_is_overwritten() {
    for attack in OTHER_PATH {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        let path = folder.journal(id("A"));
        with_writer(&folder, |writer, _| writer.append(paper(1, 1_000)));
        let mut whole = Vec::new();
        let left = with_writer(&folder, |writer, next_event| {
            writer.append(paper(1, 2_000));
            assert!(saved(&next_event()));
            whole = fs::read(&path).unwrap();
            attack.run(&path);
            writer.append(paper(2, 4_000));
            let event = next_event();
            assert!(
                matches!(event, WriterEvent::Rescued { name, incomplete: false, .. } if name == id("A2")),
                "{attack:?}: {event:?}"
            );
            assert!(matches!(next_event(), WriterEvent::Moved { to, .. } if to == id("B")));
            assert!(saved(&next_event()));
            // What was left is guarded until the program ends.
            fs::remove_file(folder.journal(id("A2"))).unwrap();
        });
        assert_eq!(left, Outcome::default());
        assert_eq!(fs::read(folder.journal(id("A2"))).unwrap(), whole, "{attack:?}");
        let other = if matches!(attack, Attack::ReplaceByOtherJournal) {
            fs::read(&path).unwrap() == golden("sound.jsonl")
        } else {
            true
        };
        assert!(other, "the other file is as it was");
        let of_other = if matches!(attack, Attack::ReplaceByOtherJournal) { golden_kilograms() } else { 0 };
        assert_eq!(kilograms(&folder) - of_other, 1 + 2 + 4, "{attack:?}");
    }
}

/// Returns the kilograms of `sound.jsonl`.
fn golden_kilograms() -> i64 {
    let data = tempfile::tempdir().unwrap();
    let folder = folder(data.path());
    place(&folder, "sound.jsonl", "A");
    kilograms(&folder)
}

#[test]
fn lines_from_before_this_run_that_are_gone_are_a_fault() {
    for cut_to in [0, 1] {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        let path = folder.journal(id("A"));
        with_writer(&folder, |writer, _| {
            writer.append(paper(1, 1_000));
            writer.append(paper(2, 2_000));
        });
        let opening = fs::read(&path).unwrap().iter().position(|byte| *byte == b'\n').unwrap() as u64 + 1;
        with_writer(&folder, |writer, next_event| {
            writer.append(paper(1, 4_000));
            assert!(saved(&next_event()));
            File::options().write(true).open(&path).unwrap().set_len(cut_to * opening).unwrap();
            writer.append(paper(2, 8_000));
            let event = next_event();
            assert!(matches!(event, WriterEvent::Restored { incomplete: true, .. }), "{event:?}");
            assert!(saved(&next_event()));
        });
        assert_eq!(kilograms(&folder), 4 + 8, "what this run saved");
        assert_ne!(faults(&folder), 0, "and `verify` finds the gap");
        // The next start continues the journal.
        with_writer(&folder, |writer, _| writer.append(paper(1, 16_000)));
        assert_eq!(kilograms(&folder), 4 + 8 + 16);
    }
}

/// A console has time to read what was in the journal when it started.
#[test]
fn lines_from_before_this_run_survive_once_they_are_kept_too() {
    let data = tempfile::tempdir().unwrap();
    let folder = folder(data.path());
    let path = folder.journal(id("A"));
    with_writer(&folder, |writer, _| writer.append(paper(1, 1_000)));
    let whole = fs::read(&path).unwrap();
    with_writer(&folder, |writer, next_event| {
        // A retry checks the journals, as the writer does by itself after a second.
        writer.retry();
        writer.append(paper(1, 2_000));
        assert!(saved(&next_event()));
        fs::write(&path, "").unwrap();
        writer.append(paper(2, 4_000));
        assert!(matches!(next_event(), WriterEvent::Restored { incomplete: false, .. }));
        assert!(saved(&next_event()));
    });
    assert!(fs::read(&path).unwrap().starts_with(&whole));
    assert_eq!((kilograms(&folder), faults(&folder)), (7, 0));
}

#[test]
fn a_journal_is_written_again_although_the_folder_was_gone_for_a_while() {
    let data = tempfile::tempdir().unwrap();
    let folder = folder(data.path());
    let (stations, away) = (folder.stations(), data.path().join("away"));
    let left = with_writer(&folder, |writer, next_event| {
        writer.append(paper(1, 1_000));
        assert!(saved(&next_event()));
        fs::rename(&stations, &away).unwrap();
        writer.append(paper(2, 2_000));
        assert!(matches!(next_event(), WriterEvent::Failed(WriteError::Rebuild(_))));
        fs::create_dir(&stations).unwrap();
        writer.retry();
        assert!(matches!(next_event(), WriterEvent::Restored { .. }));
        assert!(saved(&next_event()));
    });
    assert_eq!((left, kilograms(&folder), faults(&folder)), (Outcome::default(), 3, 0));
}

#[test]
fn a_program_that_ends_says_that_the_journal_could_not_be_written_again() {
    let data = tempfile::tempdir().unwrap();
    let folder = folder(data.path());
    let left = with_writer(&folder, |writer, next_event| {
        writer.append(paper(1, 1_000));
        assert!(saved(&next_event()));
        fs::rename(folder.stations(), data.path().join("away")).unwrap();
    });
    assert_eq!(left, Outcome { is_damaged: true, ..Outcome::default() });
}
