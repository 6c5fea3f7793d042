//! The public screen: it follows, waits, survives, and ends as it should.

use std::fs;
use std::path::Path;

use rustix::process::Signal;

use crate::harness::{DAY, Home, SLUG};
use crate::terminal::{Setting, Terminal};

fn board(data: &Path, arguments: &[&str]) -> Terminal {
    let arguments = [&["board"], arguments].concat();
    Setting { arguments: &arguments, ..Setting::new(data) }.start()
}

#[test]
fn the_board_follows_the_day_and_names_nobody() {
    let home = Home::imported();
    let before = home.journals();
    let mut board = board(home.path(), &[]);
    board.wait_for("1,800");
    board.wait_for("Waste paper");
    let screen = board.wait_for("Last:");
    for name in ["Айгерім", "Нұрлан", "station"] {
        assert!(!screen.contains(name), "{screen}");
    }
    assert_eq!(home.journals(), before);
    let add = home.on_day(&["add", "paper", "77.5", "--station", "A", "--operator", "Zed", "--yes"]);
    assert_eq!(add.status, 0, "{add:?}");
    let screen = board.wait_for("77.5 kg");
    assert!(!screen.contains("Zed"), "{screen}");
    let people = home.on_day(&["people", "5", "--station", "A"]);
    assert_eq!(people.status, 0, "{people:?}");
    board.wait_for("1,805");
    board.send("<F10>");
    assert_eq!(board.ended(), 0);
    assert!(!home.stations().join("A.draft").exists());
}

#[test]
fn an_event_that_comes_later_is_shown_and_a_folder_that_goes_away_is_told() {
    let home = Home::new();
    let data = home.path().join("data");
    let mut board = board(home.path(), &["--event", SLUG, "--data-dir", data.to_str().unwrap()]);
    board.wait_for("Waiting for the event");
    assert!(!data.exists(), "the board makes nothing");
    let tarazy = |arguments: &[&str]| {
        let output = home.command().env("TARAZY_DATA_DIR", &data).args(arguments).output().unwrap();
        assert!(output.status.success(), "{output:?}");
    };
    tarazy(&["event", "new", "Recycle Бірге", "--date", "2026-01-25"]);
    board.wait_for("be the first");
    tarazy(&["--event", SLUG, "import", DAY]);
    board.wait_for("1,800");
    let away = home.path().join("away");
    fs::rename(&data, &away).unwrap();
    let screen = board.wait_for("No answer since");
    assert!(screen.contains("1,800"), "{screen}");
    fs::rename(&away, &data).unwrap();
    board.until("an answer", |screen| !screen.contains("No answer since"));
    board.wait_for("1,800");
    board.resize(120, 40);
    board.wait_for("1,800");
    board.resize(12, 2);
    board.wait_for("6,115.4 kg");
    board.send("<F10>");
    assert_eq!(board.ended(), 0);
}

#[test]
fn it_ends_by_signals_and_with_its_terminal() {
    let home = Home::imported();
    for (signal, status) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130)] {
        let mut board = board(home.path(), &[]);
        board.wait_for("1,800");
        board.signal(signal);
        assert_eq!(board.ended(), status);
        let written = String::from_utf8_lossy(&board.written).into_owned();
        assert!(written.contains("\u{1b}[?1049l") && written.contains("\u{1b}[?25h"), "{written}");
    }
    let mut lost = board(home.path(), &[]);
    lost.wait_for("1,800");
    lost.hang_up();
    assert_eq!(lost.ended(), 129);
}

#[test]
fn several_languages_take_turns_and_nonsense_is_refused() {
    let home = Home::imported();
    let arguments = ["--lang", "ru,kk", "board"];
    let mut turning = Setting { arguments: &arguments, ..Setting::new(home.path()) }.start();
    turning.wait_for("Последнее:");
    turning.wait_for("Соңғысы:");
    turning.send("<F10>");
    assert_eq!(turning.ended(), 0);
    for (arguments, says) in [
        (&["board", "--lang", "kk,xx"][..], r#"--lang is "kk,xx": use kk, ru, en"#),
        (&["board", "--lang", ""], r#"--lang is "": use kk, ru, en"#),
        (&["log", "--lang", "en,ru"], "tarazy board only"),
        (&["board", "--event", "../x"], "../x"),
        (&["board"], "terminal"),
    ] {
        let run = home.run(arguments);
        assert_eq!(run.status, 2, "{arguments:?}: {run:?}");
        assert!(run.err.contains(says), "{run:?}");
    }
}
