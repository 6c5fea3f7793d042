//! Tests of the writer on real files.

use std::fs;
use std::sync::mpsc;

use crate::domain::record::{Op, Target, Ticket};
use crate::journal::event_folder::EventFolder;
use crate::journal::reader::replay;
use crate::journal::station::open_station;
use crate::journal::testing::{TEST_DISK, folder, id, noon, paper, pending};
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

#[test]
fn a_removed_journal_is_restored() {
    let data = tempfile::tempdir().unwrap();
    let folder = folder(data.path());
    let path = folder.stations().join("A.jsonl");
    with_writer(&folder, |writer, next_event| {
        writer.append(paper(1, 1_000));
        assert!(matches!(next_event(), WriterEvent::Saved(_)));
        fs::remove_file(&path).unwrap();
        writer.append(paper(2, 2_000));
        assert!(matches!(next_event(), WriterEvent::Restored { .. }));
        assert!(matches!(next_event(), WriterEvent::Saved(_)));
    });
    let (ledger, states) = replay(&folder).unwrap();
    assert_eq!((ledger.tally().net.get(), states[0].faults.len()), (3_000, 0));
}

#[test]
fn a_replaced_journal_is_not_changed() {
    let data = tempfile::tempdir().unwrap();
    let folder = folder(data.path());
    let path = folder.stations().join("A.jsonl");
    with_writer(&folder, |writer, next_event| {
        writer.append(paper(1, 1_000));
        assert!(matches!(next_event(), WriterEvent::Saved(_)));
        let copy = data.path().join("copy");
        fs::copy(&path, &copy).unwrap();
        fs::rename(&copy, &path).unwrap();
        writer.append(paper(2, 2_000));
        assert!(matches!(next_event(), WriterEvent::Failed(WriteError::Replaced)));
        assert!(matches!(next_event(), WriterEvent::Moved { to, .. } if to == id("B")));
        assert!(matches!(next_event(), WriterEvent::Saved(_)));
    });
    let (ledger, states) = replay(&folder).unwrap();
    assert_eq!((ledger.tally().net.get(), states.len()), (3_000, 2));
}
