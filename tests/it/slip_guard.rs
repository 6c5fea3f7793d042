//! The slip guard of the command line: an amount far from usual needs `--yes`, and an import reports such an
//! amount.

use serde_json::json;

use crate::harness::{DataFolder, SAMPLE_CSV};

const HEADER: &str = "at,station,operator,material,grade,typed\n";

/// Imports ten usual entries at station A.
fn import_usual_entries(data: &DataFolder) {
    let rows: String = (0..10).map(|n| format!("2026-01-25T12:00:{n:02}+05:00,A,O,bread,,3.{n}\n")).collect();
    data.import(&data.write_file("usual.csv", format!("{HEADER}{rows}").as_bytes()))
        .assert_prints("10 rows added\n");
}

#[test]
fn an_unusual_amount_needs_yes() {
    let data = DataFolder::with_event();
    import_usual_entries(&data);
    let before = data.journal_bytes();
    for (args, message) in [
        (&["bread", "315"][..], "315 kg? Usual here: 3.4 kg. Did you mean 3.15? --yes records it\n"),
        (&["bread", "34"], "34 kg? Usual here: 3.4 kg. Did you mean 3.4? --yes records it\n"),
        (&["bread", "30+5"], "35 kg? Usual here: 3.4 kg. --yes records it\n"),
        (&["paper", "120"], "120 kg? Over 100 kg is rare. --yes records it\n"),
        // The usual amounts are determined for each station.
        (&["bread", "120", "--station", "B"], "120 kg? Over 100 kg is rare. --yes records it\n"),
        (&["lamps", "1200"], "1,200 pcs? Over 1,000 pcs is rare. --yes records it\n"),
    ] {
        let run = data.run_on_event(&[&["add"], args].concat());
        assert_eq!((run.status, run.out.as_str(), run.err.as_str()), (2, "", message));
    }
    assert_eq!(data.journal_bytes(), before);
    let little = data.run_on_event(&["add", "bread", "0.3"]);
    assert_eq!((little.status, little.out.as_str()), (0, "A:13\n"), "{little:?}");
    assert_eq!(little.err, "0.3 kg is low: usually it is 3.4 kg here\n");
    data.run_on_event(&["add", "bread", "315", "--yes"]).assert_prints("A:14\n");
    data.run_on_event(&["add", "bread", "34", "--station", "B"]).assert_prints("B:2\n");
}

#[test]
fn an_unusual_amount_creates_no_event() {
    let data = DataFolder::new();
    data.run(&["add", "paper", "120"]).assert_rejected("--yes");
    assert_eq!(data.event_slugs(), [""; 0]);
    let add = data.run(&["add", "paper", "120", "--yes"]);
    assert_eq!((add.status, add.out.as_str()), (0, "A:2\n"), "{add:?}");
}

#[test]
fn an_import_reports_unusual_rows_and_adds_them() {
    let data = DataFolder::with_event();
    import_usual_entries(&data);
    let rows = "2026-01-25T13:00:00+05:00,A,O,bread,,340\n\
                2026-01-25T13:00:01+05:00,A,O,bread,,35\n\
                2026-01-25T13:00:02+05:00,A,O,,,undo\n\
                2026-01-25T13:00:03+05:00,B,O,bread,,35\n";
    let file = data.write_file("unusual.csv", format!("{HEADER}{rows}").as_bytes());
    let before = data.journal_bytes();
    let strict = data.run_on_event(&["import", &file, "--strict"]);
    assert_eq!((strict.status, strict.out.as_str(), strict.err.lines().count()), (2, "", 2), "{strict:?}");
    assert_eq!(data.journal_bytes(), before);
    let run = data.import(&file);
    assert_eq!((run.status, run.out.as_str()), (0, "4 rows added\n"), "{run:?}");
    // A row that is undone in the same file is not reported.
    let report = "unusual.csv, row 2: 340 kg? Usual here: 3.4 kg. Did you mean 3.4?\n";
    assert!(run.err.ends_with(report) && run.err.lines().count() == 1, "{run:?}");
    // Rows that are already in the journals are not reported again.
    data.run_on_event(&["import", &file, "--strict"]).assert_prints("0 rows added\n4 were already there\n");
    assert_eq!(data.report()["materials"][15]["net_g"], json!(34_500 + 340_000 + 35_000));
}

#[test]
fn many_unusual_rows_are_counted() {
    let data = DataFolder::with_event();
    let rows: String =
        (0..30).map(|n| format!("2026-01-25T13:00:{n:02}+05:00,A,O,paper,,{}\n", 101 + n)).collect();
    let run = data.import(&data.write_file("unusual.csv", format!("{HEADER}{rows}").as_bytes()));
    assert_eq!((run.status, run.err.lines().count()), (0, 21), "{run:?}");
    assert!(run.err.ends_with("\n10 more rows are far from usual\n"), "{run:?}");
}

#[test]
fn the_sample_day_has_no_unusual_row() {
    let data = DataFolder::with_event();
    data.run_on_event(&["import", SAMPLE_CSV, "--strict"]).assert_prints("4,101 rows added\n");
}
