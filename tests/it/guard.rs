//! The slip guard of the command line: what is far from usual is asked about, never refused for good.

use serde_json::json;

use crate::harness::{DAY, Home};

const HEADER: &str = "at,station,operator,material,grade,typed\n";

/// Ten usual weighings at station A.
fn usual(home: &Home) {
    let rows: String = (0..10).map(|n| format!("2026-01-25T12:00:{n:02}+05:00,A,O,bread,,3.{n}\n")).collect();
    home.import(&home.file("usual.csv", format!("{HEADER}{rows}").as_bytes())).says("10 rows added\n");
}

#[test]
fn an_odd_amount_waits_for_a_yes() {
    let home = Home::day();
    usual(&home);
    let before = home.journals();
    for (args, says) in [
        (&["bread", "315"][..], "315 kg? Usual here: 3.4 kg. Did you mean 3.15? --yes records it\n"),
        (&["bread", "34"], "34 kg? Usual here: 3.4 kg. Did you mean 3.4? --yes records it\n"),
        (&["bread", "30+5"], "35 kg? Usual here: 3.4 kg. --yes records it\n"),
        (&["paper", "120"], "120 kg? Over 100 kg is rare. --yes records it\n"),
        // Another station knows nothing of what is usual at this one.
        (&["bread", "120", "--station", "B"], "120 kg? Over 100 kg is rare. --yes records it\n"),
        (&["lamps", "1200"], "1,200 pcs? Over 1,000 pcs is rare. --yes records it\n"),
    ] {
        let run = home.on_day(&[&["add"], args].concat());
        assert_eq!((run.status, run.out.as_str(), run.err.as_str()), (2, "", says));
    }
    assert_eq!(home.journals(), before);
    let little = home.on_day(&["add", "bread", "0.3"]);
    assert_eq!((little.status, little.out.as_str()), (0, "A:13\n"), "{little:?}");
    assert_eq!(little.err, "0.3 kg is little: usual here is 3.4 kg\n");
    home.on_day(&["add", "bread", "315", "--yes"]).says("A:14\n");
    home.on_day(&["add", "bread", "34", "--station", "B"]).says("B:2\n");
}

#[test]
fn an_odd_amount_begins_no_event() {
    let home = Home::new();
    home.run(&["add", "paper", "120"]).refused("--yes");
    assert_eq!(home.events(), [""; 0]);
    home.run(&["add", "paper", "120", "--yes"]).says("A:2\n");
}

#[test]
fn an_import_names_odd_rows_and_goes_on() {
    let home = Home::day();
    usual(&home);
    let rows = "2026-01-25T13:00:00+05:00,A,O,bread,,340\n\
                2026-01-25T13:00:01+05:00,A,O,bread,,35\n\
                2026-01-25T13:00:02+05:00,A,O,,,undo\n\
                2026-01-25T13:00:03+05:00,B,O,bread,,35\n";
    let file = home.file("odd.csv", format!("{HEADER}{rows}").as_bytes());
    let before = home.journals();
    let strict = home.on_day(&["import", &file, "--strict"]);
    assert_eq!((strict.status, strict.out.as_str(), strict.err.lines().count()), (2, "", 2), "{strict:?}");
    assert_eq!(home.journals(), before);
    let run = home.import(&file);
    assert_eq!((run.status, run.out.as_str()), (0, "4 rows added\n"), "{run:?}");
    // The row that the file takes back itself needs no second look.
    let says = "odd.csv, row 2: 340 kg? Usual here: 3.4 kg. Did you mean 3.4?\n";
    assert!(run.err.ends_with(says) && run.err.lines().count() == 1, "{run:?}");
    // What the journals hold already is not asked about again.
    home.on_day(&["import", &file, "--strict"]).says("0 rows added\n4 were already there\n");
    assert_eq!(home.report()["materials"][15]["net_g"], json!(34_500 + 340_000 + 35_000));
}

#[test]
fn many_odd_rows_are_counted() {
    let home = Home::day();
    let rows: String =
        (0..30).map(|n| format!("2026-01-25T13:00:{n:02}+05:00,A,O,paper,,{}\n", 101 + n)).collect();
    let run = home.import(&home.file("odd.csv", format!("{HEADER}{rows}").as_bytes()));
    assert_eq!((run.status, run.err.lines().count()), (0, 21), "{run:?}");
    assert!(run.err.ends_with("\n10 more rows are far from usual\n"), "{run:?}");
}

#[test]
fn the_sample_day_holds_no_slip_that_stands() {
    let home = Home::day();
    home.on_day(&["import", DAY, "--strict"]).says("4,101 rows added\n");
}
