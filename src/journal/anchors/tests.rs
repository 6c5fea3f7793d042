//! Tests of the comparison of journals with what other stations saw of them.

use std::fs;
use std::path::Path;

use super::*;
use crate::domain::event::Event;
use crate::domain::record::{PendingRecord, Target, Ticket};
use crate::journal::data_dir::{DataDir, SlugChoice};
use crate::journal::merge::{MergeOutcome, find_source, join, merge};
use crate::journal::station::open_station;
use crate::journal::testing::{TEST_DISK, append, at, event, folder, id, noon, weight};
use crate::journal::verify::{IssueKind, verify};
use crate::journal::writer::{Outcome, Writer};

/// Adds an entry at a station, as a command does, so that the station notes what it sees.
fn add_at(folder: &EventFolder, station: &str, time: Moment, grams: i64) {
    let open = open_station(folder, Some(id(station)), time, "0").unwrap().noting_now(folder, move || time);
    let writer = Writer::spawn(open, |_| ()).unwrap();
    let op: Op<Target> = Op::Entry(weight("paper", grams));
    writer.append(PendingRecord { ticket: Ticket(0), at: time, op, import: None, key: None });
    assert_eq!(writer.finish(TEST_DISK), Outcome::default());
}

fn add(folder: &EventFolder, station: &str, grams: i64) {
    add_at(folder, station, noon(), grams);
}

/// Returns an event in which station B has seen lines 1 to 4 of station A.
fn seen_event(data: &Path) -> EventFolder {
    let folder = folder(data);
    for grams in [1000, 2000, 3000] {
        add(&folder, "A", grams);
    }
    add(&folder, "B", 500);
    folder
}

/// Returns what `verify` finds: each lost line as its file, its loss, who saw which line, and whether it is a fault. Every
/// other fault is a word.
fn found(folder: &EventFolder) -> Vec<(String, String, bool)> {
    let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    let issues = verify(folder, &[]).unwrap().into_iter();
    issues
        .filter_map(|issue| match &issue.kind {
            IssueKind::Lost(LostLine { file, loss, seq, by: Witness::Station(by), is_fault, .. }) => {
                Some((name(file), format!("{loss:?} {by}:{seq}"), *is_fault))
            }
            _ => issue.is_fault().then(|| (name(&issue.file), "other".to_owned(), true)),
        })
        .collect()
}

fn fault(file: &str, what: &str) -> Vec<(String, String, bool)> {
    vec![(file.to_owned(), what.to_owned(), true)]
}

fn note(file: &str, what: &str) -> Vec<(String, String, bool)> {
    vec![(file.to_owned(), what.to_owned(), false)]
}

fn lines(path: &Path) -> Vec<String> {
    fs::read_to_string(path).unwrap().lines().map(str::to_owned).collect()
}

fn write_lines(path: &Path, lines: &[String]) {
    fs::write(path, lines.iter().map(|line| format!("{line}\n")).collect::<String>()).unwrap();
}

/// A copy of an event with only the journals of these stations, as on a stick.
fn stick(folder: &EventFolder, stations: &[&str]) -> tempfile::TempDir {
    let stick = tempfile::tempdir().unwrap();
    fs::create_dir(stick.path().join("stations")).unwrap();
    fs::copy(folder.event_file(), stick.path().join("event.json")).unwrap();
    for station in stations {
        let file = format!("{station}.jsonl");
        fs::copy(folder.stations().join(&file), stick.path().join("stations").join(&file)).unwrap();
    }
    stick
}

/// Merges a copy into the event, as `merge --into` does.
fn merge_from(copy: &Path, into: &EventFolder) -> EventFolder {
    let source = find_source(copy, Some(&into.event)).unwrap();
    let into = join(&source, into).unwrap();
    let results = merge(&source, &into, noon()).unwrap();
    assert!(results.iter().all(|result| !matches!(result.outcome, MergeOutcome::Skipped(_))), "{results:?}");
    into
}

#[test]
fn what_another_station_saw_is_missed() {
    type Change = fn(&EventFolder);
    let cases: [(&str, Change); 7] = [
        ("Empty B:4", |folder| fs::write(folder.journal(id("A")), "").unwrap()),
        ("Missing B:4", |folder| fs::remove_file(folder.journal(id("A"))).unwrap()),
        ("Short(3) B:4", |folder| {
            let path = folder.journal(id("A"));
            write_lines(&path, &lines(&path)[..3]);
        }),
        ("Short(1) B:4", |folder| {
            let path = folder.journal(id("A"));
            write_lines(&path, &lines(&path)[..1]);
        }),
        // The last line has no line after it whose `prev` shows the change.
        ("Changed B:4", |folder| {
            let path = folder.journal(id("A"));
            let mut lines = lines(&path);
            lines[3] = lines[3].replace("3000", "3001");
            write_lines(&path, &lines);
        }),
        // An older copy was put in place of the journal, and weighing went on.
        ("Changed B:4", |folder| {
            let path = folder.journal(id("A"));
            write_lines(&path, &lines(&path)[..2]);
            for grams in [1, 2, 3] {
                append(folder, id("A"), noon(), Op::Entry(weight("paper", grams)));
            }
        }),
        ("Replaced B:4", |folder| {
            fs::remove_file(folder.journal(id("A"))).unwrap();
            append(folder, id("A"), noon(), Op::Entry(weight("paper", 1)));
        }),
    ];
    for (what, change) in cases {
        let data = tempfile::tempdir().unwrap();
        let folder = seen_event(data.path());
        assert_eq!(found(&folder), []);
        change(&folder);
        assert_eq!(found(&folder), fault("A.jsonl", what));
    }
}

#[test]
fn one_finding_says_most_of_a_journal() {
    let data = tempfile::tempdir().unwrap();
    let folder = seen_event(data.path());
    add(&folder, "C", 1);
    let later = at("2026-01-25T13:00:00.000+05:00");
    add_at(&folder, "A", later, 1);
    add_at(&folder, "C", later, 1);
    fs::write(folder.journal(id("A")), "").unwrap();
    let seen = lines(&folder.journal(id("A"))).len();
    assert_eq!(seen, 0);
    assert_eq!(found(&folder), fault("A.jsonl", "Empty C:5"));
}

#[test]
fn a_journal_under_another_name_is_not_lost() {
    let data = tempfile::tempdir().unwrap();
    let folder = seen_event(data.path());
    fs::rename(folder.journal(id("A")), folder.journal(id("A2"))).unwrap();
    assert_eq!(found(&folder), []);
    // Its writer has built it again beside the emptied file.
    fs::write(folder.journal(id("A")), "").unwrap();
    assert_eq!(found(&folder), []);
    // A copy that is behind is no loss either, as long as one file has all lines.
    write_lines(&folder.journal(id("A")), &lines(&folder.journal(id("A2")))[..2]);
    assert_eq!(found(&folder), []);
}

#[test]
fn both_sides_of_a_fork_were_seen() {
    let data = tempfile::tempdir().unwrap();
    let folder = seen_event(data.path());
    let (one, other) = (folder.journal(id("A")), folder.journal(id("D")));
    let whole = lines(&one);
    write_lines(&one, &whole[..2]);
    append(&folder, id("A"), noon(), Op::Entry(weight("paper", 7)));
    add(&folder, "C", 1);
    write_lines(&other, &whole);
    // The fork itself is found.
    assert_eq!(found(&folder), fault("A.jsonl", "other"));
}

#[test]
fn damage_that_a_reader_finds_is_not_found_twice() {
    let data = tempfile::tempdir().unwrap();
    let folder = seen_event(data.path());
    let path = folder.journal(id("A"));
    let whole = lines(&path);
    // The first line: the identity of the journal is unknown then.
    let mut damaged = whole.clone();
    damaged[0] = damaged[0].replace('{', "#");
    write_lines(&path, &damaged);
    assert!(found(&folder).iter().all(|(_, what, _)| what == "other"));
    // A line in the middle, and a file that cannot be read.
    let mut damaged = whole;
    damaged[1] = damaged[1].replace("1000", "1001");
    write_lines(&path, &damaged);
    assert!(found(&folder).iter().all(|(_, what, _)| what == "other"));
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    assert_eq!(found(&folder), fault("A.jsonl", "other"));
}

#[test]
fn a_journal_that_was_read_before_the_station_that_saw_it_is_read_again() {
    let data = tempfile::tempdir().unwrap();
    let folder = seen_event(data.path());
    let whole = lines(&folder.journal(id("A")));
    let read = |check: &mut AnchorCheck, station: &str| {
        reader::read_file(id(station), folder.journal(id(station)), folder.event.ids(), &mut |state, line| {
            check.add_line(state, line);
        })
    };
    for before in 0..3 {
        write_lines(&folder.journal(id("A")), &whole[..before]);
        let mut check = AnchorCheck::default();
        let first = read(&mut check, "A");
        write_lines(&folder.journal(id("A")), &whole);
        let states = [first, read(&mut check, "B")];
        assert_eq!(check.lost_lines(&folder, &states), [], "{before}");
    }
}

#[test]
fn a_follower_finds_a_loss_and_its_end() {
    let data = tempfile::tempdir().unwrap();
    let folder = seen_event(data.path());
    let path = folder.journal(id("A"));
    let whole = lines(&path);
    write_lines(&path, &whole[..3]);
    let (mut check, mut states) = (AnchorCheck::default(), Vec::new());
    for station in ["A", "B"] {
        let path = folder.journal(id(station));
        let read = reader::read_file(id(station), path, folder.event.ids(), &mut |state, line| {
            check.add_line(state, line);
        });
        states.push(read);
    }
    let lost = check.lost_lines(&folder, &states);
    assert!(matches!(lost[..], [LostLine { loss: Loss::Short(3), seq: 4, .. }]), "{lost:?}");
    assert_eq!(check.lost_lines(&folder, &states), lost);
    write_lines(&path, &whole);
    states[0].read_new_lines(folder.event.ids(), &mut |state, line| check.add_line(state, line));
    assert_eq!(check.lost_lines(&folder, &states), []);
}

#[test]
fn the_copy_of_one_journal_is_a_note() {
    let (data, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (folder, here) = (seen_event(data.path()), folder(other.path()));
    // Another laptop weighed here as station A.
    append(&here, id("A"), noon(), Op::Entry(weight("paper", 9)));
    merge_from(stick(&folder, &["B"]).path(), &here);
    assert_eq!(found(&here), note("A.jsonl", "Replaced B:4"));
    fs::rename(here.journal(id("A")), here.journal(id("E"))).unwrap();
    assert_eq!(found(&here), note("A.jsonl", "Missing B:4"));
    // With the rest of the copy nothing is missing, whatever the files are called.
    merge_from(stick(&folder, &["A", "B"]).path(), &here);
    assert_eq!(found(&here), []);
    // From now on it was here, so its removal is damage.
    fs::remove_file(here.journal(id("A"))).unwrap();
    assert_eq!(found(&here), fault("A.jsonl", "Missing B:4"));
}

#[test]
fn an_older_copy_is_a_note() {
    let (data, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (folder, here) = (seen_event(data.path()), folder(other.path()));
    let old = stick(&folder, &["A"]);
    let path = old.path().join("stations/A.jsonl");
    write_lines(&path, &lines(&path)[..2]);
    merge_from(old.path(), &here);
    merge_from(stick(&folder, &["B"]).path(), &here);
    assert_eq!(found(&here), note("A.jsonl", "Short(2) B:4"));
    // A station that works here has seen more of it.
    merge_from(stick(&folder, &["A"]).path(), &here);
    add(&here, "D", 1);
    write_lines(&here.journal(id("A")), &lines(&here.journal(id("A")))[..2]);
    assert_eq!(found(&here), fault("A.jsonl", "Short(2) D:4"));
}

#[test]
fn a_merged_journal_that_is_gone_is_a_note() {
    let (data, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (away, here) = (folder(data.path()), folder(other.path()));
    append(&away, id("A"), noon(), Op::Entry(weight("paper", 9)));
    merge_from(stick(&away, &["A"]).path(), &here);
    add(&here, "C", 1);
    fs::remove_file(here.journal(id("A"))).unwrap();
    assert_eq!(found(&here), note("A.jsonl", "Missing C:2"));
}

#[test]
fn the_journals_of_two_events_that_became_one_are_complete() {
    let (data, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let folder = seen_event(data.path());
    let made = Event { id: "a".repeat(32), ..event(25) };
    let here = DataDir::at(other.path()).create(&made, SlugChoice::Day).unwrap();
    for station in ["A", "B"] {
        add(&here, station, 10);
    }
    let here = merge_from(&folder.path, &here);
    assert_eq!(here.journals().unwrap().len(), 4);
    assert_eq!(found(&here), []);
    add(&here, "C", 1);
    assert_eq!(found(&here), []);
}

#[test]
fn wrong_clocks_accuse_nobody() {
    let data = tempfile::tempdir().unwrap();
    let folder = folder(data.path());
    for time in
        ["2200-01-25T12:00:00.000+05:00", "1970-01-01T05:00:00.000+05:00", "2026-01-25T12:00:00.000+05:00"]
    {
        add_at(&folder, "A", at(time), 1);
        add_at(&folder, "B", at(time), 1);
    }
    assert_eq!(found(&folder), []);
}

#[test]
fn a_copy_of_the_own_journal_is_not_noted() {
    let data = tempfile::tempdir().unwrap();
    let folder = folder(data.path());
    add(&folder, "A", 1);
    fs::copy(folder.journal(id("A")), folder.journal(id("C"))).unwrap();
    add(&folder, "A", 2);
    let seen = lines(&folder.journal(id("A"))).iter().filter(|line| line.contains("\"seen\"")).count();
    assert_eq!(seen, 0);
}
