//! A line that breaks in the middle of a weight: what was typed is there again, and is not recorded by
//! itself.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::harness::Home;
use crate::pty::{journal, report, verified};
use crate::terminal::{Setting, Terminal};

fn draft(data: &Path) -> PathBuf {
    journal(data).with_extension("draft")
}

fn open<'a>(data: &'a Path, operator: &'a str) -> Terminal {
    let arguments = ["--station", "A", "--operator", operator];
    let mut console = Setting { arguments: &arguments, ..Setting::new(data) }.start();
    console.wait_for("Q");
    console
}

/// Waits until the line is in the file of what is begun.
fn kept(data: &Path, text: &str) {
    let started = Instant::now();
    while !fs::read_to_string(draft(data)).is_ok_and(|kept| kept.contains(text)) {
        assert!(started.elapsed() < Duration::from_secs(60), "{text} is not kept");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn the_half_typed_line_comes_back_and_is_not_saved() {
    let data = tempfile::tempdir().unwrap();
    for (round, end) in [Some(Signal::HUP), Some(Signal::TERM), Some(Signal::KILL), None].iter().enumerate() {
        let mut console = open(data.path(), "Dana");
        console.send("ww12,5");
        console.wait_for("12,5");
        match end {
            Some(Signal::KILL) => {
                kept(data.path(), "12,5");
                console.kill_9();
            }
            Some(signal) => {
                console.signal(*signal);
                console.ended();
            }
            None => {
                console.hang_up();
                console.ended();
            }
        }
        let before = i64::try_from(round).unwrap() * 12_700;
        assert_eq!(report(data.path())["total_net_g"], before);
        let mut console = open(data.path(), "Dana");
        let screen = console.wait_for("Not saved: typed at");
        assert!(screen.contains("Plastic 1") && screen.contains("12,5"), "{screen}");
        console.send("<BS>");
        console.until("a line cut by a hand", |screen| !screen.contains("12,5"));
        console.send("7<Enter>");
        console.wait_for("✓ Saved");
        console.quit();
        assert_eq!(report(data.path())["total_net_g"], before + 12_700);
        assert!(!draft(data.path()).exists());
    }
    assert!(verified(data.path()));
}

#[test]
fn another_operator_finds_the_line_in_the_list() {
    let data = tempfile::tempdir().unwrap();
    let mut console = open(data.path(), "Dana");
    console.send("q7.5");
    console.wait_for("7.5");
    console.signal(Signal::HUP);
    console.ended();
    let mut console = open(data.path(), "Marat");
    console.wait_for("F11");
    console.send("<F11>");
    let list = console.wait_for("typed by Dana");
    assert!(list.contains("7.5"), "{list}");
    console.send("<Enter><Enter>");
    console.wait_for("✓ Saved");
    console.quit();
    assert_eq!(report(data.path())["total_net_g"], 7500);
}

/// Line by line there is no entry line that it could stand in: it is told, until it was typed again.
#[test]
fn the_plain_console_tells_what_was_begun() {
    let home = Home::new();
    let mut console = open(home.path(), "Dana");
    console.send("q7.5");
    console.wait_for("7.5");
    console.signal(Signal::HUP);
    console.ended();
    for told in [true, false] {
        let mut plain = home.command();
        plain.args(["--plain", "--operator", "Dana"]).write_stdin("q7.5\n");
        let output = plain.output().unwrap();
        let warned = String::from_utf8(output.stderr).unwrap();
        assert_eq!(warned.contains("waste paper 7.5. Enter it again"), told, "{warned}");
        assert!(draft(home.path()).exists());
    }
}

/// What was recorded at the last moment, while the file still said that it is being typed, is not offered
/// again.
#[test]
fn a_line_that_was_recorded_does_not_come_back() {
    let data = tempfile::tempdir().unwrap();
    let mut console = open(data.path(), "Dana");
    console.send("q7.5");
    console.wait_for("7.5");
    kept(data.path(), "7.5");
    let kept = fs::read(draft(data.path())).unwrap();
    console.send("<Enter>");
    console.wait_for("✓ Saved");
    console.kill_9();
    fs::write(draft(data.path()), kept).unwrap();
    let mut console = open(data.path(), "Dana");
    console.wait_for("7.5 kg");
    console.send("q2<Enter>");
    console.wait_for("✓ Saved");
    console.quit();
    assert_eq!(report(data.path())["total_net_g"], 9500);
}
