//! `tarazy watch`: the console without writing.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rustix::process::Signal;

use crate::harness::Home;
use crate::terminal::{Setting, Terminal};

/// Everything that stands in a folder: names, times, bytes.
fn standing(folder: &Path) -> BTreeMap<PathBuf, (SystemTime, Option<Vec<u8>>)> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let changed = path.metadata().unwrap().modified().unwrap();
        if path.is_dir() {
            all.extend(standing(&path));
            all.insert(path, (changed, None));
        } else {
            let bytes = fs::read(&path).unwrap();
            all.insert(path, (changed, Some(bytes)));
        }
    }
    all
}

fn watch(data: &Path) -> Terminal {
    Setting { arguments: &["watch"], ..Setting::new(data) }.start()
}

#[test]
fn who_watches_sees_everything_and_leaves_no_trace() {
    let home = Home::imported();
    let before = standing(home.path());
    let mut console = watch(home.path());
    // The header and the message line: the first comes before the last of a frame.
    console.wait_for("6,115.4 kg");
    console.wait_for("watching");
    console.wait_for("Watching only");
    for keys in ["5", "<Enter>", " ", "<F5>", "<F8>"] {
        console.send(keys);
        console.wait_for("This console only watches");
        console.send("<Esc>");
        console.wait_for("Watching only");
    }
    console.raw(b"\x1b[200~q5\r\x1b[201~");
    console.wait_for("This console only watches");
    console.send("ww");
    console.wait_for("265.75 kg");
    console.send("<F3>");
    console.wait_for("History");
    console.send("plastic");
    console.wait_for("plastic");
    console.send("<F8>");
    console.wait_for("This console only watches");
    // The first Esc takes back the search.
    console.send("<Esc>");
    console.wait_for("12.5  14:05");
    console.send("<Esc>");
    console.until("no history", |screen| !screen.contains("History"));
    console.raw(b"\x12");
    console.wait_for("6,115.4");
    console.wait_for("Tab: style, F2");
    console.send("<Enter>");
    console.send("<Esc>");
    console.wait_for("▸ 265.75");
    console.quit();
    assert_eq!(standing(home.path()), before);
}

#[test]
fn lines_of_others_appear_and_no_station_is_taken() {
    let data = tempfile::tempdir().unwrap();
    let mut weighing = Setting { arguments: &["--station", "A"], ..Setting::new(data.path()) }.start();
    weighing.wait_for("station A");
    let mut console = watch(data.path());
    console.wait_for("watching");
    weighing.send("q12.5<Enter>");
    console.wait_for("A:2 ✓");
    console.wait_for("12.5 kg");
    weighing.quit();
    // A station that is free stays free, also while somebody watches.
    let mut again = Setting { arguments: &["--station", "A"], ..Setting::new(data.path()) }.start();
    again.wait_for("station A");
    again.send("w2<Enter>");
    console.wait_for("14.5 kg");
    again.quit();
    let names = fs::read_dir(data.path().join("events")).unwrap().next().unwrap().unwrap().path();
    let mut names: Vec<_> =
        fs::read_dir(names.join("stations")).unwrap().map(|file| file.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["A.jsonl", "A.lock"]);
    console.signal(Signal::TERM);
    assert_eq!(console.ended(), 143);
}

#[test]
fn a_lost_terminal_ends_it() {
    let home = Home::imported();
    let mut console = watch(home.path());
    console.wait_for("watching");
    console.hang_up();
    assert_eq!(console.ended(), 129);
}

#[test]
fn where_there_is_no_event_nothing_is_made() {
    let data = tempfile::tempdir().unwrap();
    let mut console = watch(data.path());
    assert_eq!(console.ended(), 2);
    assert!(console.text().contains("There is no event"), "{}", console.text());
    assert_eq!(fs::read_dir(data.path()).unwrap().count(), 0);
}
