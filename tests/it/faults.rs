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

/// A disk that is gone for a moment, or a folder that somebody moves.
#[test]
fn a_folder_that_goes_away_and_comes_back_changes_no_total() {
    let data = tempfile::tempdir().unwrap();
    open(data.path(), "A", "q10<Enter>").quit();
    let mut console = open(data.path(), "B", "q5<Enter>");
    let mut watcher = Setting { arguments: &["watch"], ..Setting::new(data.path()) }.start();
    let mut board = Setting { arguments: &["board"], ..Setting::new(data.path()) }.start();
    let stations = journal(data.path()).parent().unwrap().to_owned();
    let event = stations.parent().unwrap().to_owned();
    board.wait_for("Waste paper");
    for folder in [&stations, &event] {
        let away = folder.with_extension("away");
        watcher.wait_for(" 15.0 kg ");
        fs::rename(folder, &away).unwrap();
        for screen in [&mut console, &mut watcher] {
            let text = screen.wait_for("▲");
            assert!(text.contains(" 15.0 kg "), "{text}");
        }
        board.wait_for("No answer since");
        fs::rename(&away, folder).unwrap();
        for screen in [&mut console, &mut watcher] {
            screen.until("no fault", |text| !text.contains('▲') && text.contains(" 15.0 kg "));
        }
        board.until("an answer", |text| !text.contains("No answer since"));
    }
    console.send("q1<Enter>");
    for screen in [&mut console, &mut watcher] {
        screen.wait_for(" 16.0 kg ");
        screen.quit();
    }
    board.quit();
}

#[test]
fn a_journal_that_is_gone_is_told_until_it_is_back() {
    let data = tempfile::tempdir().unwrap();
    open(data.path(), "A", "q10<Enter>").quit();
    let mut console = open(data.path(), "B", "q5<Enter>");
    let mut watcher = Setting { arguments: &["watch"], ..Setting::new(data.path()) }.start();
    watcher.wait_for(" 15.0 kg ");
    let (file, away) = (station(data.path(), "A"), data.path().join("away"));
    for _ in 0..2 {
        fs::rename(&file, &away).unwrap();
        for screen in [&mut console, &mut watcher] {
            screen.until("what is left", |text| text.contains(" 5.0 kg ") && text.contains("▲ 1 fault"));
        }
        watcher.raw(FAULTS);
        let list = watcher.wait_for("A.jsonl: the file cannot be read: there is no such file");
        assert!(list.contains("missing from the sums"), "{list}");
        watcher.send("<Esc>");
        fs::rename(&away, &file).unwrap();
        for screen in [&mut console, &mut watcher] {
            screen.until("all of it", |text| text.contains(" 15.0 kg ") && !text.contains('▲'));
        }
    }
    console.quit();
    watcher.quit();
}

/// Whatever is done to our own journal, in the end this console shows what everyone else does.
#[test]
fn a_journal_that_is_cut_or_taken_away_in_use_leaves_no_other_total_here() {
    let data = tempfile::tempdir().unwrap();
    open(data.path(), "A", "q10<Enter>q20<Enter>").quit();
    let mut console = open(data.path(), "B", "q5<Enter>q7<Enter>");
    let mut watcher = Setting { arguments: &["watch"], ..Setting::new(data.path()) }.start();
    watcher.wait_for(" 42.0 kg ");
    let (a, b) = (station(data.path(), "A"), station(data.path(), "B"));
    // The last line of our own is cut off, as by a restored backup.
    let text = fs::read_to_string(&b).unwrap();
    let cut = text.trim_end().rfind('\n').unwrap() + 1;
    OpenOptions::new().write(true).open(&b).unwrap().set_len(cut as u64).unwrap();
    console.send("q1<Enter>");
    for screen in [&mut console, &mut watcher] {
        screen.wait_for(" 36.0 kg ");
    }
    console.wait_for("station C");
    // The new one is removed while another station's is replaced by its beginning.
    fs::remove_file(station(data.path(), "C")).unwrap();
    let text = fs::read_to_string(&a).unwrap();
    let two: String = text.split_inclusive('\n').take(2).collect();
    fs::write(a.with_extension("new"), two).unwrap();
    fs::rename(a.with_extension("new"), &a).unwrap();
    watcher.until("one journal less", |text| text.contains(" 15.0 kg "));
    console.send("q2<Enter>");
    for screen in [&mut console, &mut watcher] {
        screen.until("all of it", |text| text.contains(" 18.0 kg "));
        screen.quit();
    }
}

#[test]
fn a_byte_that_is_changed_in_place_is_seen_by_consoles_that_run() {
    let data = tempfile::tempdir().unwrap();
    open(data.path(), "A", "q10<Enter>").quit();
    let mut watcher = Setting { arguments: &["watch"], ..Setting::new(data.path()) }.start();
    watcher.wait_for(" 10.0 kg ");
    let file = station(data.path(), "A");
    let text = fs::read_to_string(&file).unwrap();
    // Whoever changes it does so when it has been looked at.
    let mut tries = 0;
    while !watcher.text().contains('▲') {
        tries += 1;
        assert!(tries < 100, "{}", watcher.text());
        let digit = if tries % 2 == 0 { "10000" } else { "90000" };
        fs::write(&file, text.replace("\"net_g\":10000", &format!("\"net_g\":{digit}"))).unwrap();
        watcher.rest(std::time::Duration::from_millis(700));
    }
    watcher.quit();
}

#[test]
fn an_event_that_is_gone_or_another_ones_is_told() {
    let data = tempfile::tempdir().unwrap();
    let mut console = open(data.path(), "A", "q10<Enter>");
    let file = journal(data.path()).parent().unwrap().with_file_name("event.json");
    let text = fs::read_to_string(&file).unwrap();
    let id = text.split("\"id\": \"").nth(1).and_then(|rest| rest.split('"').next());
    let id = id.or_else(|| text.split("\"id\":\"").nth(1)?.split('"').next()).unwrap();
    fs::remove_file(&file).unwrap();
    console.raw(FAULTS);
    console.wait_for("event.json: there is no such file");
    fs::write(&file, text.replace(id, "00000000000000000000000000000001")).unwrap();
    console.wait_for("event.json is another event's");
    fs::write(&file, &text).unwrap();
    console.wait_for("No faults");
    console.send("<Esc>q1<Enter>");
    console.wait_for(" 11.0 kg ");
    console.quit();
}
