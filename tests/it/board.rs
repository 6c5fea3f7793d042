//! `tarazy board`: the public screen follows the journals, waits for its event, survives a missing folder,
//! and ends as it should.

use std::fs;

use rustix::process::Signal;

use crate::harness::{DataFolder, SAMPLE_CSV, SAMPLE_SLUG};

#[test]
fn the_board_shows_new_entries_and_no_names() {
    let data = DataFolder::with_sample_day();
    let before = data.journal_bytes();
    let mut board = data.screen(&["board"]).start();
    let screen = board.wait_for_all(&["1,800", "Waste paper", "Last:"]);
    for name in ["Айгерім", "Нұрлан", "station"] {
        assert!(!screen.contains(name), "{screen}");
    }
    assert_eq!(data.journal_bytes(), before);
    let add = data.run_on_event(&["add", "paper", "77.5", "--station", "A", "--operator", "Zed", "--yes"]);
    assert_eq!(add.status, 0, "{add:?}");
    let screen = board.wait_for("77.5 kg");
    assert!(!screen.contains("Zed"), "{screen}");
    let people = data.run_on_event(&["people", "5", "--station", "A"]);
    assert_eq!(people.status, 0, "{people:?}");
    board.wait_for("1,805");
    board.quit();
    assert!(!data.journal("A").with_extension("draft").exists());
}

#[test]
fn the_board_waits_for_its_event_and_reports_a_missing_folder() {
    let data = DataFolder::new();
    let folder = data.path().join("data");
    let path = folder.to_str().unwrap();
    let mut board = data.screen(&["board", "--event", SAMPLE_SLUG, "--data-dir", path]).start();
    board.wait_for("Waiting for the event");
    assert!(!folder.exists(), "the board creates nothing");
    let run = |arguments: &[&str]| {
        let run = data.run(&[&["--data-dir", path], arguments].concat());
        assert_eq!(run.status, 0, "{run:?}");
    };
    run(&["event", "new", "Recycle Бірге", "--date", "2026-01-25"]);
    board.wait_for("be the first");
    run(&["--event", SAMPLE_SLUG, "import", SAMPLE_CSV]);
    board.wait_for("1,800");
    let away = data.path().join("away");
    fs::rename(&folder, &away).unwrap();
    let screen = board.wait_for("Not updated since");
    assert!(screen.contains("1,800"), "{screen}");
    fs::rename(&away, &folder).unwrap();
    let screen = board.wait_until_gone("Not updated since");
    assert!(screen.contains("1,800"), "{screen}");
    for (columns, rows, text) in [(120, 40, "1,530.0 kg"), (12, 2, "6,115.4 kg")] {
        board.resize(columns, rows);
        board.wait_for(text);
    }
    board.quit();
}

#[test]
fn the_board_ends_on_a_signal_and_when_its_terminal_is_lost() {
    let data = DataFolder::with_sample_day();
    for (signal, status) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130)] {
        let mut board = data.screen(&["board"]).start();
        board.wait_for("1,800");
        board.signal(signal);
        assert_eq!(board.wait_for_exit(), status);
        let written = board.written();
        assert!(written.contains("\u{1b}[?1049l") && written.contains("\u{1b}[?25h"), "{written}");
    }
    let mut board = data.screen(&["board"]).start();
    board.wait_for("1,800");
    board.hang_up();
    assert_eq!(board.wait_for_exit(), 129);
}

#[test]
fn the_board_alternates_between_languages() {
    let data = DataFolder::with_sample_day();
    let mut board = data.screen(&["--lang", "ru,kk", "board"]).start();
    board.wait_for("Последнее:");
    board.wait_for("Соңғысы:");
    board.quit();
}

#[test]
fn invalid_arguments_of_the_board_are_rejected() {
    let data = DataFolder::with_sample_day();
    for (arguments, message) in [
        (&["board", "--lang", "kk,xx"][..], r#"--lang is "kk,xx": use kk, ru, en"#),
        (&["board", "--lang", ""], r#"--lang is "": use kk, ru, en"#),
        (&["log", "--lang", "en,ru"], "Only tarazy board alternates"),
        (&["board", "--event", " "], r#"There is no event " ""#),
        (&["board"], "terminal"),
    ] {
        let run = data.run(arguments);
        assert_eq!(run.status, 2, "{arguments:?}: {run:?}");
        assert!(run.err.contains(message), "{run:?}");
    }
}
