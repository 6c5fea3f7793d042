//! The end of an event: `seal` and `reopen`, what reports say of it, and reports that are older than the journals.

use std::fs;

use serde_json::{Value, json};

use crate::harness::{DataFolder, SAMPLE_SLUG};

/// Returns an event with a record at station A.
fn one_record() -> DataFolder {
    let data = DataFolder::with_event();
    assert_eq!(data.run_on_event(&["add", "q", "10"]).status, 0);
    data
}

/// Returns a sealed event with a record at station A.
fn sealed() -> DataFolder {
    let data = one_record();
    let seal = data.run_on_event(&["seal"]);
    assert!(seal.status == 0 && seal.out.contains(": 10 kg, 0 people"), "{seal:?}");
    data
}

fn json_of(data: &DataFolder, arguments: &[&str]) -> Value {
    serde_json::from_str(&data.run_on_event(arguments).out).unwrap()
}

#[test]
fn nothing_is_recorded_in_a_sealed_event_until_it_is_reopened() {
    let data = sealed();
    let names = || {
        let entries = fs::read_dir(data.stations()).unwrap().map(|entry| entry.unwrap().file_name());
        entries.collect::<std::collections::BTreeSet<_>>()
    };
    let (before, journals) = (names(), data.journal_bytes());
    let csv = data.write_file(
        "day.csv",
        b"at,station,operator,material,grade,typed\n2026-01-25T12:00:00+05:00,A,,paper,,1\n",
    );
    for args in [
        &["add", "q", "1"][..],
        &["add", "q", "1", "--station", "NEW"],
        &["people", "2"],
        &["out", "q", "1", "--to", "K"],
        &["void", "A:2", "--reason", "x"],
        &["import", &csv],
    ] {
        let run = data.run_on_event(args);
        run.assert_rejected(&format!("To go on: tarazy reopen --event {SAMPLE_SLUG} --reason"));
    }
    let console = data.run_on_event(&["--plain"]);
    assert!(console.status == 2 && console.err.contains("To go on: tarazy reopen"), "{console:?}");
    assert_eq!((names(), data.journal_bytes()), (before, journals), "nothing is left behind");
    // Whoever only reads, or changes the event, is not refused.
    for args in [&["report"][..], &["balance"], &["verify"], &["event", "set", "--venue", "Hall"]] {
        assert_eq!(data.run_on_event(args).status, 0, "{args:?}");
    }
    data.run_on_event(&["reopen", "--reason", " "]).assert_rejected("reason");
    let reopened = data.run_on_event(&["reopen", "--reason", "a forgotten sheet"]);
    assert_eq!((reopened.status, reopened.out), (0, format!("Event {SAMPLE_SLUG} is open again\n")));
    data.run_on_event(&["reopen", "--reason", "twice"]).assert_rejected("is not sealed");
    data.run_on_event(&["add", "q", "1"]).assert_prints("A:3\n");
}

#[test]
fn sealing_twice_changes_nothing() {
    let data = sealed();
    let event = data.event_folder().join("event.json");
    let before = fs::read(&event).unwrap();
    let again = data.run_on_event(&["seal"]);
    assert!(
        again.status == 0 && again.out.is_empty() && again.err.contains("has been sealed since"),
        "{again:?}"
    );
    assert_eq!(fs::read(&event).unwrap(), before);
}

#[test]
fn an_open_station_prevents_the_seal() {
    let data = one_record();
    let mut console = data.screen(&["--station", "B", "--operator", "Ана"]).open();
    console.send("q7<Enter>");
    console.wait_for("✓ Saved");
    let seal = data.run_on_event(&["seal"]);
    assert_eq!(seal.status, 4, "{seal:?}");
    assert!(seal.err.contains("Station B is in use: Ана"), "{seal:?}");
    console.quit();
    assert_eq!(data.run_on_event(&["seal"]).status, 0);
}

#[test]
fn every_report_says_that_an_event_was_sealed_and_reopened() {
    let data = sealed();
    let reports = |wanted: &[&str]| {
        for format in ["text", "markdown", "html"] {
            let out = data.run_on_event(&["report", "--format", format]).out;
            let out = out.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(wanted.iter().all(|text| out.contains(text)), "{format}: {out}");
        }
        let err = data.run_on_event(&["report", "--format", "csv"]).err;
        assert!(wanted.iter().all(|text| err.contains(text)), "{err}");
    };
    reports(&["The event was sealed on "]);
    let json = json_of(&data, &["report", "--format", "json"]);
    assert_eq!((&json["sealed"]["records_after"], &json["reopened"]), (&json!(0), &json!([])));
    assert!(data.run_on_event(&["event", "list"]).out.contains("sealed "));
    assert!(data.run_on_event(&["event", "show"]).out.contains("Sealed"));
    assert!(json_of(&data, &["event", "list", "--json"])[0]["sealed"].is_string());
    assert_eq!(data.run_on_event(&["reopen", "--reason", "a forgotten sheet"]).status, 0);
    assert_eq!(data.run_on_event(&["add", "q", "1"]).status, 0);
    reports(&["and reopened on ", ": a forgotten sheet", "Records after the seal of ", ": 1"]);
    let json = json_of(&data, &["report", "--format", "json"]);
    assert_eq!(
        (&json["sealed"], &json["reopened"][0]["reason"]),
        (&Value::Null, &json!("a forgotten sheet"))
    );
    assert!(data.run_on_event(&["event", "show"]).out.contains("(a forgotten sheet)"));
}

#[test]
fn what_arrives_after_the_seal_counts_and_is_named() {
    let data = one_record();
    // Another computer has a copy of the event, and goes on.
    let other = DataFolder::new();
    let copied = other.run(&["merge", data.event_folder().to_str().unwrap()]);
    assert_eq!(copied.status, 0, "{copied:?}");
    assert_eq!(data.run_on_event(&["seal"]).status, 0);
    other.run_on_event(&["add", "q", "5", "--station", "B"]).assert_prints("B:2\n");
    let merge = data.run_on_event(&["merge", other.event_folder().to_str().unwrap()]);
    assert!(merge.status == 0 && merge.err.contains("Records after the seal of "), "{merge:?}");
    let json = json_of(&data, &["report", "--format", "json"]);
    assert_eq!((&json["sealed"]["records_after"], &json["total_net_g"]), (&json!(1), &json!(15_000)));
    let verify = data.run_on_event(&["verify"]);
    assert!(
        verify.status == 0 && verify.out.contains("note: event.json: Records after the seal of "),
        "{verify:?}"
    );
    // The seal itself is not taken over by a merge.
    let back = other.run_on_event(&["merge", data.event_folder().to_str().unwrap()]);
    assert!(back.status == 0 && back.err.contains("The copy was sealed on "), "{back:?}");
    other.run_on_event(&["add", "q", "5", "--station", "B"]).assert_prints("B:4\n");
}

#[test]
fn a_journal_that_changed_after_the_seal_is_found() {
    let data = sealed();
    let journal = data.journal("A");
    let text = fs::read_to_string(&journal).unwrap();
    fs::write(&journal, text.replace("10000", "10001")).unwrap();
    let verify = data.run_on_event(&["verify"]);
    assert_eq!(verify.status, 1);
    assert!(verify.out.starts_with("A.jsonl: line 2 is not the one that was there (seal, "), "{verify:?}");
    fs::remove_file(&journal).unwrap();
    let verify = data.run_on_event(&["verify"]);
    assert!(verify.out.starts_with("A.jsonl: the journal is gone; it had line 2 (seal, "), "{verify:?}");
}

#[test]
fn a_sealed_event_of_today_is_not_replaced_by_a_new_one() {
    let data = DataFolder::new();
    assert_eq!(data.run(&["add", "q", "1"]).status, 0);
    assert_eq!(data.run(&["seal"]).status, 0);
    let slugs = data.event_slugs();
    for args in [&["add", "q", "1"][..], &["people", "1"], &["--plain"]] {
        data.run(args).assert_rejected("To go on: tarazy reopen");
    }
    assert_eq!(data.event_slugs(), slugs);
    // A second event for the day is made only on purpose, and then it is meant.
    let second = data.run(&["event", "new", "Evening"]);
    assert_eq!(second.status, 0, "{second:?}");
    data.run(&["add", "q", "1"]).assert_prints("A:2\n");
}

#[test]
fn a_report_says_what_came_since_the_last_one_that_was_written() {
    let data = one_record();
    let file = data.path().join("report.txt");
    let write = || {
        let run = data.run_on_event(&["report", "--output", file.to_str().unwrap()]);
        assert_eq!(run.status, 0, "{run:?}");
    };
    // A report on standard output leaves no trace.
    assert_eq!(data.run_on_event(&["report"]).status, 0);
    assert!(!data.event_folder().join("published.json").exists());
    write();
    assert!(!data.run_on_event(&["report"]).out.contains("Records since"));
    assert_eq!(json_of(&data, &["report", "--format", "json"])["earlier_report"], Value::Null);
    assert_eq!(data.run_on_event(&["add", "q", "1"]).status, 0);
    assert_eq!(data.run_on_event(&["void", "A:2", "--reason", "x"]).status, 0);
    let out = data.run_on_event(&["report"]).out;
    assert!(out.contains("Records since the report of ") && out.contains(": 2\n"), "{out}");
    assert_eq!(json_of(&data, &["report", "--format", "json"])["earlier_report"]["records_since"], json!(2));
    // The one that is written now says it, too. The next one has nothing to say.
    write();
    assert!(fs::read_to_string(&file).unwrap().contains("Records since the report of "));
    assert!(!data.run_on_event(&["report"]).out.contains("Records since"));
    // The lines that a written report had must stay.
    fs::write(data.journal("A"), "").unwrap();
    let verify = data.run_on_event(&["verify"]);
    assert!(verify.status == 1 && verify.out.contains("(report, "), "{verify:?}");
}
