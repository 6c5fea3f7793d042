//! Damage and forks while consoles run: a mark beside the total, and all of it behind one key.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::harness::Home;
use crate::pty::journal;
use crate::terminal::{Setting, Terminal};

fn station(data: &Path, name: &str) -> PathBuf {
    journal(data).with_file_name(format!("{name}.jsonl"))
}

fn append(path: &Path, bytes: &[u8]) {
    OpenOptions::new().append(true).open(path).unwrap().write_all(bytes).unwrap();
}

/// A console at this station with one entry in its journal.
fn open(data: &Path, name: &str, keys: &str) -> Terminal {
    let mut console = Setting { arguments: &["--station", name], ..Setting::new(data) }.start();
    console.wait_for(&format!("station {name}"));
    console.send(keys);
    console.wait_for("✓ Saved");
    console
}

const FAULTS: &[u8] = b"\x04";

#[test]
fn a_damaged_line_of_another_station_is_marked_told_and_gone_when_it_is_mended() {
    let data = tempfile::tempdir().unwrap();
    open(data.path(), "B", "q1<Enter>").quit();
    let mut console = open(data.path(), "A", "q2<Enter>");
    let sound = fs::read(station(data.path(), "B")).unwrap();
    append(&station(data.path(), "B"), b"this is no line\n");
    console.wait_for("▲ 1 fault");
    console.wait_for("Ctrl+D says what");
    // Weighing goes on, and the mark stays.
    console.send("q4<Enter>");
    let screen = console.wait_for("7.0 kg");
    assert!(screen.contains("▲ 1 fault"), "{screen}");
    console.raw(FAULTS);
    let list = console.wait_for("Faults in the journals");
    assert!(list.contains("B.jsonl, line 4 (byte ") && list.contains("tarazy verify"), "{list}");
    fs::write(station(data.path(), "B"), sound).unwrap();
    console.wait_for("No faults");
    console.send("<Esc>");
    console.until("no mark", |screen| !screen.contains('▲') && screen.contains("7.0 kg"));
    // What is no file cannot be read at all.
    fs::create_dir(station(data.path(), "C")).unwrap();
    console.wait_for("▲ 1 fault");
    console.raw(FAULTS);
    console.wait_for("C.jsonl: this is no ordinary file");
    fs::remove_dir(station(data.path(), "C")).unwrap();
    console.wait_for("No faults");
    console.send("<Esc>");
    console.until("no list", |screen| !screen.contains("No faults"));
    console.quit();
}

#[test]
fn a_copied_journal_that_went_on_is_told_with_both_names() {
    let data = tempfile::tempdir().unwrap();
    open(data.path(), "A", "q1<Enter>").quit();
    // Somebody copies the folder; both sides go on.
    let copy = fs::read(journal(data.path())).unwrap();
    let mut console = open(data.path(), "A", "q2<Enter>");
    let mut watcher = Setting { arguments: &["watch"], ..Setting::new(data.path()) }.start();
    watcher.wait_for("3.0 kg");
    let elsewhere = tempfile::tempdir().unwrap();
    let event = journal(data.path()).parent().unwrap().parent().unwrap().to_owned();
    let there = elsewhere.path().join("events").join(event.file_name().unwrap());
    fs::create_dir_all(there.join("stations")).unwrap();
    fs::copy(event.join("event.json"), there.join("event.json")).unwrap();
    fs::write(there.join("stations/A.jsonl"), copy).unwrap();
    open(elsewhere.path(), "A", "q16<Enter>").quit();
    fs::copy(there.join("stations/A.jsonl"), station(data.path(), "B")).unwrap();
    for console in [&mut console, &mut watcher] {
        console.wait_for("19.0 kg");
        console.wait_for("▲ 1 fault");
        console.raw(FAULTS);
        let list = console.wait_for("went on apart");
        assert!(list.contains("A.jsonl and B.jsonl"), "{list}");
        assert!(list.contains("Both sides are counted"), "{list}");
        console.send("<Esc>");
        console.until("no list", |screen| !screen.contains("went on apart"));
        console.quit();
    }
}

/// The fault of our own journal from before, and the sums of a console without a screen.
#[test]
fn faults_from_before_are_marked_from_the_start() {
    let home = Home::imported();
    let path = home.journal("B");
    let text = fs::read_to_string(&path).unwrap();
    let changed = text.replacen("\"net_g\":", "\"net_g\":x", 1);
    assert!(changed != text);
    fs::write(&path, changed).unwrap();
    let event = ["--event", crate::harness::SLUG];
    let arguments = [&event[..], &["--station", "B"]].concat();
    let mut console = Setting { arguments: &arguments, ..Setting::new(home.path()) }.start();
    let screen = console.wait_for("▲ 2 faults");
    assert!(screen.contains("6,1"), "the rest is counted: {screen}");
    console.raw(FAULTS);
    console.wait_for("B.jsonl, line");
    console.send("<Esc>");
    console.until("no list", |screen| !screen.contains("B.jsonl, line"));
    console.quit();
    let mut plain = home.command();
    plain.args(event).args(["--plain", "--station", "C"]).write_stdin(":total\n");
    let said = String::from_utf8(plain.output().unwrap().stdout).unwrap();
    assert!(said.contains("faults"), "{said}");
}
