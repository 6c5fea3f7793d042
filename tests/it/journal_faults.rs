//! Damage and forks while consoles run: a warning beside the total, a list of all faults, and totals that
//! stay the same for everyone.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

use crate::harness::terminal::Terminal;
use crate::harness::{DataFolder, SAMPLE_SLUG};

/// Opens a console at a station, types keys and waits for the last of their records.
fn open(data: &DataFolder, station: &str, keys: &str, saved: &str) -> Terminal {
    let mut console = data.screen(&["--station", station]).open();
    console.send(keys);
    console.wait_for(&format!("✓ Saved: Q Waste paper {saved} ·"));
    console
}

/// Creates a journal with one entry.
fn record(data: &DataFolder, station: &str, kilograms: &str) {
    let add = data.run(&["add", "paper", kilograms, "--station", station]);
    assert_eq!(add.status, 0, "{add:?}");
}

fn append(path: &Path, bytes: &[u8]) {
    OpenOptions::new().append(true).open(path).unwrap().write_all(bytes).unwrap();
}

#[test]
fn a_damaged_line_is_marked_until_it_is_repaired() {
    let data = DataFolder::new();
    record(&data, "B", "1");
    let mut console = open(&data, "A", "q2<Enter>", "2 kg");
    let intact = fs::read(data.journal("B")).unwrap();
    append(&data.journal("B"), b"this is no line\n");
    console.wait_for_all(&["▲ 1 fault", "Ctrl+D shows it"]);
    // Weighing continues, and the warning stays.
    console.send("q4<Enter>");
    let screen = console.wait_for(" 7.0 kg ");
    assert!(screen.contains("▲ 1 fault"), "{screen}");
    console.send("<C-d>");
    console.wait_for_all(&["Faults in the journals", "B.jsonl, line 3 (byte ", "tarazy verify"]);
    fs::write(data.journal("B"), intact).unwrap();
    console.wait_for("No faults");
    console.send("<Esc>");
    let screen = console.wait_until_gone("No faults");
    assert!(!screen.contains('▲') && screen.contains(" 7.0 kg "), "{screen}");
    // A folder with the name of a journal cannot be read as a file.
    fs::create_dir(data.journal("C")).unwrap();
    console.wait_for("▲ 1 fault");
    console.send("<C-d>");
    console.wait_for("C.jsonl: this is not a regular file");
    fs::remove_dir(data.journal("C")).unwrap();
    console.wait_for("No faults");
    console.send("<Esc>");
    console.wait_until_gone("No faults");
    console.quit();
}

#[test]
fn a_fork_is_reported_with_both_file_names() {
    let data = DataFolder::new();
    record(&data, "A", "1");
    // A copy of the folder and the original are both continued.
    let copy = fs::read(data.journal("A")).unwrap();
    let mut console = open(&data, "A", "q2<Enter>", "2 kg");
    let mut watcher = data.screen(&["watch"]).open();
    assert!(watcher.text().contains(" 3.0 kg "), "{}", watcher.text());
    let elsewhere = DataFolder::new();
    let event = data.event_folder();
    let copied_event = elsewhere.path().join("events").join(event.file_name().unwrap());
    fs::create_dir_all(copied_event.join("stations")).unwrap();
    fs::copy(event.join("event.json"), copied_event.join("event.json")).unwrap();
    fs::write(elsewhere.journal("A"), copy).unwrap();
    record(&elsewhere, "A", "16");
    fs::copy(elsewhere.journal("A"), data.journal("B")).unwrap();
    for console in [&mut console, &mut watcher] {
        console.wait_for_all(&[" 19.0 kg ", "▲ 1 fault"]);
        console.send("<C-d>");
        console.wait_for_all(&["diverged", "A.jsonl and B.jsonl", "Both sides are counted"]);
        console.send("<Esc>");
        console.wait_until_gone("diverged");
        console.quit();
    }
}

#[test]
fn faults_found_at_the_start_are_marked() {
    let data = DataFolder::with_sample_day();
    let path = data.journal("B");
    let text = fs::read_to_string(&path).unwrap();
    let changed = text.replacen("\"net_g\":", "\"net_g\":x", 1);
    assert!(changed != text);
    fs::write(&path, changed).unwrap();
    // The damaged journal is the console's own.
    let event = ["--event", SAMPLE_SLUG];
    let mut console = data.screen(&[&event[..], &["--station", "B"]].concat()).open();
    let screen = console.text();
    assert!(screen.contains("▲ 2 faults"), "{screen}");
    assert!(screen.contains("6,1"), "the rest is counted: {screen}");
    console.send("<C-d>");
    console.wait_for("B.jsonl, line");
    console.send("<Esc>");
    console.wait_until_gone("B.jsonl, line");
    console.quit();
    let mut plain = data.command();
    plain.args(event).args(["--plain", "--station", "C"]).write_stdin(":total\n");
    let out = String::from_utf8(plain.output().unwrap().stdout).unwrap();
    assert!(out.contains("faults"), "{out}");
}

/// Simulates a disk that disappears for a moment, or a folder that somebody moves.
#[test]
fn a_folder_that_is_moved_away_and_back_changes_no_total() {
    let data = DataFolder::new();
    record(&data, "A", "10");
    let mut console = open(&data, "B", "q5<Enter>", "5 kg");
    let mut watcher = data.screen(&["watch"]).open();
    assert!(watcher.text().contains(" 15.0 kg "), "{}", watcher.text());
    let mut board = data.screen(&["board"]).start();
    board.wait_for("Waste paper");
    let (stations, event) = (data.stations(), data.event_folder());
    for folder in [&stations, &event] {
        let away = folder.with_extension("away");
        fs::rename(folder, &away).unwrap();
        for screen in [&mut console, &mut watcher] {
            let text = screen.wait_for("▲");
            assert!(text.contains(" 15.0 kg "), "{text}");
        }
        board.wait_for("Not updated since");
        fs::rename(&away, folder).unwrap();
        for screen in [&mut console, &mut watcher] {
            let text = screen.wait_until_gone("▲");
            assert!(text.contains(" 15.0 kg "), "{text}");
        }
        board.wait_until_gone("Not updated since");
    }
    console.send("q1<Enter>");
    for screen in [&mut console, &mut watcher] {
        screen.wait_for(" 16.0 kg ");
        screen.quit();
    }
    board.quit();
}

#[test]
fn a_missing_journal_is_reported_until_it_is_back() {
    let data = DataFolder::new();
    record(&data, "A", "10");
    let mut console = open(&data, "B", "q5<Enter>", "5 kg");
    let mut watcher = data.screen(&["watch"]).open();
    assert!(watcher.text().contains(" 15.0 kg "), "{}", watcher.text());
    let (file, away) = (data.journal("A"), data.path().join("away"));
    for _ in 0..2 {
        fs::rename(&file, &away).unwrap();
        for screen in [&mut console, &mut watcher] {
            screen.wait_for_all(&[" 15.0 kg ", "▲ 2 faults"]);
        }
        watcher.send("<C-d>");
        watcher.wait_for_all(&[
            "A.jsonl: the file cannot be read: there is no such file",
            "missing from the totals",
        ]);
        watcher.send("<Down>");
        watcher.wait_for("They count here until this console is closed. Screen minus files: +10 kg,");
        watcher.send("<Esc>");
        watcher.wait_until_gone("A.jsonl: the file cannot be read");
        fs::rename(&away, &file).unwrap();
        for screen in [&mut console, &mut watcher] {
            screen.wait_until("the whole total", |text| text.contains(" 15.0 kg ") && !text.contains('▲'));
        }
    }
    console.quit();
    watcher.quit();
}

#[test]
fn no_console_loses_a_weighing_when_journals_are_cut_or_removed() {
    let data = DataFolder::new();
    record(&data, "A", "10");
    record(&data, "A", "20");
    let mut console = open(&data, "B", "q5<Enter>q7<Enter>", "7 kg");
    let mut watcher = data.screen(&["watch"]).open();
    assert!(watcher.text().contains(" 42.0 kg "), "{}", watcher.text());
    // The last line of the console's own journal is cut off, as if an older backup had been restored.
    let text = fs::read_to_string(data.journal("B")).unwrap();
    let end = text.trim_end().rfind('\n').unwrap() + 1;
    OpenOptions::new().write(true).open(data.journal("B")).unwrap().set_len(end as u64).unwrap();
    console.wait_for("Station B's journal was cut short: it was written again in full");
    assert_eq!(fs::read_to_string(data.journal("B")).unwrap(), text);
    console.send("q1<Enter>");
    console.wait_for_all(&[" 43.0 kg ", "station B"]);
    watcher.wait_for(" 43.0 kg ");
    // The console's journal is removed, and station A's journal is replaced by its first two lines.
    fs::remove_file(data.journal("B")).unwrap();
    console.wait_for("Station B's journal was removed: it was written again in full");
    let text = fs::read_to_string(data.journal("A")).unwrap();
    let beginning: String = text.split_inclusive('\n').take(2).collect();
    let replacement = data.journal("A").with_extension("new");
    fs::write(&replacement, beginning).unwrap();
    fs::rename(&replacement, data.journal("A")).unwrap();
    watcher.send("<C-d>");
    watcher.wait_for_all(&["A.jsonl: 1 line is no longer in the file, from no. 3", " 43.0 kg "]);
    watcher.send("<Esc>");
    console.send("q2<Enter>");
    for screen in [&mut console, &mut watcher] {
        screen.wait_for(" 45.0 kg ");
    }
    // Station A goes on from its cut, so its file counts.
    record(&data, "A", "100");
    for screen in [&mut console, &mut watcher] {
        screen.wait_for(" 125.0 kg ");
        screen.quit();
    }
}

#[test]
fn a_byte_changed_in_place_is_marked_in_a_running_console() {
    let data = DataFolder::new();
    record(&data, "A", "10");
    record(&data, "A", "20");
    let mut watcher = data.screen(&["watch"]).open();
    let file = data.journal("A");
    let text = fs::read_to_string(&file).unwrap();
    // A change before the console's first check of the file cannot be detected, so the change is repeated.
    let mut weights = ["90000", "80000"].into_iter().cycle();
    watcher.repeat_until("▲", |_| {
        let net = weights.next().unwrap();
        fs::write(&file, text.replace("\"net_g\":10000", &format!("\"net_g\":{net}"))).unwrap();
    });
    watcher.quit();
}

#[test]
fn a_missing_or_foreign_event_file_is_reported() {
    let data = DataFolder::new();
    let mut console = open(&data, "A", "q10<Enter>", "10 kg");
    let file = data.event_folder().join("event.json");
    let text = fs::read_to_string(&file).unwrap();
    let event: serde_json::Value = serde_json::from_str(&text).unwrap();
    let id = event["id"].as_str().unwrap();
    fs::remove_file(&file).unwrap();
    console.wait_for("▲ 1 fault");
    console.send("<C-d>");
    console.wait_for("event.json: there is no such file");
    fs::write(&file, text.replace(id, "00000000000000000000000000000001")).unwrap();
    console.wait_for("event.json is another event's");
    fs::write(&file, &text).unwrap();
    console.wait_for("No faults");
    console.send("<Esc>q1<Enter>");
    console.wait_for(" 11.0 kg ");
    console.quit();
}
