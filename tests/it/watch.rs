//! `tarazy watch`: the console that writes nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rustix::process::Signal;

use crate::harness::DataFolder;

/// Returns the contents of a folder: names, modification times, and the bytes of files.
fn contents(folder: &Path) -> BTreeMap<PathBuf, (SystemTime, Option<Vec<u8>>)> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let changed = path.metadata().unwrap().modified().unwrap();
        if path.is_dir() {
            all.extend(contents(&path));
            all.insert(path, (changed, None));
        } else {
            let bytes = fs::read(&path).unwrap();
            all.insert(path, (changed, Some(bytes)));
        }
    }
    all
}

#[test]
fn a_watching_console_shows_everything_and_changes_no_file() {
    const REJECTED: &str = "This console only watches";
    let data = DataFolder::with_sample_day();
    let before = contents(data.path());
    let mut console = data.screen(&["watch"]).open();
    let screen = console.text();
    for text in ["6,115.4 kg", " Watching ", "Watching only"] {
        assert!(screen.contains(text), "{text} is not in\n{screen}");
    }
    for keys in ["5", "<Enter>", " ", "<F5>", "<F8>"] {
        console.send(keys);
        console.wait_for(REJECTED);
        console.send("<Esc>");
        console.wait_until_gone(REJECTED);
    }
    console.send_bytes(b"\x1b[200~q5\r\x1b[201~");
    console.wait_for(REJECTED);
    console.send("ww");
    console.wait_for("265.75 kg");
    console.send("<F3>");
    console.wait_for("  History");
    console.send("plastic");
    console.wait_for("search: plastic");
    console.send("<F8>");
    console.wait_for(REJECTED);
    // The first Esc clears the search, the second one closes the history.
    console.send("<Esc>");
    console.wait_for_all(&["  History", "12.5  #123"]);
    console.send("<Esc>");
    console.wait_until_gone("  History");
    console.send("<C-r>");
    console.wait_for("Report: full");
    console.send("<Enter><Esc>");
    console.wait_for("▸ 265.75");
    console.quit();
    assert_eq!(contents(data.path()), before);
}

#[test]
fn a_watching_console_shows_new_entries_and_takes_no_station() {
    let data = DataFolder::new();
    let mut weighing = data.screen(&["--station", "A"]).open();
    let mut console = data.screen(&["watch"]).open();
    weighing.send("q12.5<Enter>");
    console.wait_for_all(&["A:2 ✓", " 12.5 kg "]);
    weighing.quit();
    // The free station stays free while somebody watches.
    let mut weighing = data.screen(&["--station", "A"]).open();
    weighing.send("w2<Enter>");
    console.wait_for(" 14.5 kg ");
    weighing.quit();
    let files = fs::read_dir(data.stations()).unwrap();
    let mut names: Vec<_> = files.map(|file| file.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["A.jsonl", "A.lock"]);
    console.signal(Signal::TERM);
    assert_eq!(console.wait_for_exit(), 143);
}

#[test]
fn a_lost_terminal_ends_a_watching_console() {
    let data = DataFolder::with_sample_day();
    let mut console = data.screen(&["watch"]).open();
    console.hang_up();
    assert_eq!(console.wait_for_exit(), 129);
}

#[test]
fn watching_without_an_event_creates_nothing() {
    let data = DataFolder::new();
    let mut console = data.screen(&["watch"]).start();
    assert_eq!(console.wait_for_exit(), 2);
    assert!(console.text().contains("There is no event"), "{}", console.text());
    assert_eq!(fs::read_dir(data.path()).unwrap().count(), 0);
}
