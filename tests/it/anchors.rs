//! Journals that were emptied, cut, replaced or removed after another station saw them.

use std::fs;

use serde_json::{Value, json};

use crate::harness::DataFolder;

/// Returns an event with two stations. B has seen the three lines of A.
fn two_stations() -> DataFolder {
    let data = DataFolder::with_event();
    for args in [&["add", "q", "10"][..], &["add", "q", "20"], &["add", "q", "5", "--station", "B"]] {
        assert_eq!(data.run_on_event(args).status, 0);
    }
    assert_eq!(data.run_on_event(&["verify"]).status, 0);
    data
}

#[test]
fn an_emptied_journal_is_found_by_verify_and_by_every_command_that_sums() {
    let data = two_stations();
    fs::write(data.journal("A"), "").unwrap();
    let verify = data.run_on_event(&["verify"]);
    assert_eq!(verify.status, 1);
    let found = "A.jsonl: the file is empty; it had line 3 (seen by station B, ";
    assert!(verify.out.starts_with(found), "{verify:?}");
    assert!(verify.out.ends_with("\nDamage found: 1\n"), "{verify:?}");
    for args in [&["balance"][..], &["log"], &["report"], &["event", "show"], &["report", "--format", "csv"]]
    {
        let run = data.run_on_event(args);
        assert!(run.status == 0 && run.err.contains("stations/A.jsonl"), "{args:?}: {run:?}");
    }
    let report: Value =
        serde_json::from_str(&data.run_on_event(&["report", "--format", "json"]).out).unwrap();
    assert_eq!(report["verified"], json!(false));
    assert!(report["damage"][0]["reason"].as_str().unwrap().starts_with("the file is empty"), "{report}");
}

#[test]
fn a_removed_journal_and_a_changed_last_line_are_found() {
    let data = two_stations();
    let journal = data.journal("A");
    let text = fs::read_to_string(&journal).unwrap();
    fs::write(&journal, text.replace("\"net_g\":20000", "\"net_g\":90000")).unwrap();
    let verify = data.run_on_event(&["verify"]);
    let found = "A.jsonl: line 3 is not the one that was there (seen by station B, ";
    assert!(verify.status == 1 && verify.out.starts_with(found), "{verify:?}");
    fs::remove_file(&journal).unwrap();
    let verify = data.run_on_event(&["verify", "--json"]);
    let json: Value = serde_json::from_str(&verify.out).unwrap();
    assert_eq!((verify.status, json["damage"][0]["file"].as_str()), (1, Some("stations/A.jsonl")));
    fs::write(&journal, text).unwrap();
    assert_eq!(data.run_on_event(&["verify"]).status, 0);
}

#[test]
fn the_log_does_not_list_what_stations_saw() {
    let data = two_stations();
    let log = data.run_on_event(&["log"]).out;
    assert_eq!(log.lines().count(), 3, "{log}");
    assert!(fs::read_to_string(data.journal("B")).unwrap().contains("\"op\":\"seen\""));
    let log: Value = serde_json::from_str(&data.run_on_event(&["log", "--json"]).out).unwrap();
    assert_eq!(log.as_array().map(Vec::len), Some(3));
}

#[test]
fn a_console_notes_what_it_sees() {
    let data = two_stations();
    let mut console = data.screen(&["--station", "C"]).open();
    console.send("q7<Enter>");
    console.wait_for("№2 ✓");
    console.quit();
    let journal = fs::read_to_string(data.journal("C")).unwrap();
    assert_eq!(journal.matches("\"op\":\"seen\"").count(), 1, "{journal}");
}
