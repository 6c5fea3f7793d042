//! The commands: what they print, how they end.

use std::fs;
use std::io::Read;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use tarazy::journal::data_dir::DataDir;
use tarazy::journal::verify;

use crate::harness::{DAY, Home, SLUG};

#[test]
fn events_are_made_listed_and_shown() {
    let home = Home::new();
    home.run(&["report"]).refused("There is no event yet");
    home.run(&["event", "list"]).says("");
    assert_eq!(home.events(), [""; 0]);
    let run = home.run(&["event", "new", "Қоқыссыз Әлем", "--date", "2026-03-01", "--target", "W=3000,5"]);
    assert_eq!((run.status, run.out.as_str()), (0, "2026-03-01-qoqyssyz-alem\n"), "{run:?}");
    home.run(&["event", "new", "R", "--date", "2025-03-01"]).says("2025-03-01-r\n");
    let list = home.run(&["event", "list"]).out;
    let lines: Vec<&str> = list.lines().collect();
    assert_eq!(lines.len(), 2, "{list}");
    assert!(lines[0].starts_with("2026-03-01-qoqyssyz-alem  01.03.2026  Қоқыссыз Әлем  0 people"), "{list}");
    let list: Value = serde_json::from_str(&home.run(&["event", "list", "--json"]).out).unwrap();
    assert_eq!((&list[1]["slug"], &list[1]["total_net_g"]), (&json!("2025-03-01-r"), &json!(0)));
    // The newest is meant, and the one that is named.
    let show = home.run(&["event", "show"]).out;
    assert!(show.contains("Target: Plastic  3,000.5 kg"), "{show}");
    let show = home.run(&["event", "show", "--event", "2025-03-01-r", "--json"]).out;
    let show: Value = serde_json::from_str(&show).unwrap();
    assert_eq!(show["event"]["utc_offset"], "+05:00");
    for (args, says) in [
        (&["event", "new", " "][..], "name must have"),
        (&["event", "new", "R", "--date", "25.01.2026"], r#""25.01.2026" is no date"#),
        (&["event", "new", "R", "--target", "paper"], r#""paper" is no target"#),
        (&["event", "new", "R", "--target", "lamps=2,5"], "whole"),
        (&["event", "new", "R", "--target", "gold=5"], r#"There is no material "gold""#),
        (&["event", "new", "R", "--target", "paper=1,250"], "At most 2 decimals"),
        (&["event", "show", "--event", "../x"], "cannot be an event's slug"),
        (&["event", "show", "--event", "nope"], r#"There is no event "nope""#),
    ] {
        home.run(args).refused(says);
    }
    assert_eq!(home.events().len(), 2);
}

#[test]
fn an_entry_is_named_once_it_is_saved() {
    let home = Home::day();
    for (args, out) in [
        (&["add", "q", "12,5", "--operator", "Ана"][..], "A:3\n"),
        (&["add", "ц", "~12.5-0.8", "--grade", "1", "--operator", "Ана"], "A:4\n"),
        (&["add", "13", "4/32.5"], "A:5\n"),
        (&["add", "paper", "1*2", "--station", "HALL2"], "HALL2:2\n"),
        (&["add", "bread", "3", "--source", "paper", "--at", "2026-01-25T12:00:00+05:00"], "A:6\n"),
        (&["people", "+2"], "A:7\n"),
    ] {
        home.on_day(args).says(out);
    }
    let text = fs::read_to_string(home.journal("A")).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[1].contains(r#""op":"operator","name":"Ана""#), "{text}");
    assert!(
        lines[3].contains(
            r#""material":"plastic","grade":"1","net_g":11700,"gross_g":12500,"tare_g":800,"about":true,"typed":"~12.5-0.8""#
        ),
        "{text}"
    );
    assert!(lines[4].contains(r#""material":"tyres","pieces":4,"net_g":32500"#), "{text}");
    assert!(lines[5].contains(r#""at":"2026-01-25T12:00:00.000+05:00""#), "{text}");
    assert!(lines[5].contains(r#""source":"paper""#), "{text}");
    let before = home.journals();
    let long = "ы".repeat(201);
    for (args, says) in [
        (&["add", "paper", "12,,5"][..], "12,,5"),
        (&["add", "paper", "1250.125"], "At most 2 decimals"),
        (&["add", "paper", "-5"], "-5"),
        (&["add", "paper", "2001"], "At most 2,000 kg"),
        (&["add", "paper", "2*5"], "another material"),
        (&["add", "u", "5"], r#"There is no material "u""#),
        (&["add", "paper", "5", "--grade", "1"], "has no grades"),
        (&["add", "plastic", "5", "--grade", "3"], r#"has no grade "3""#),
        (&["add", "paper", "5", "--station", "a"], r#""a" cannot be a station"#),
        (&["add", "paper", "5", "--station", "../A"], "cannot be a station"),
        (&["add", "paper", "5", "--at", "12:00"], r#""12:00" is no time"#),
        (&["add", "paper", "5", "--operator", &long], "--operator is too long"),
        (&["people", "0"], r#""0" is no number of people"#),
        (&["people", "10001"], "10001"),
        (&["people", "-1"], "-1"),
    ] {
        home.on_day(args).refused(says);
    }
    assert_eq!(home.journals(), before);
}

#[test]
fn what_is_refused_begins_no_event() {
    let home = Home::new();
    home.run(&["add", "gold", "5"]).refused("gold");
    assert_eq!(home.events(), [""; 0]);
    home.run(&["add", "paper", "5"]).says("A:2\n");
    assert_eq!(home.events().len(), 1);
}

#[test]
fn a_void_takes_back_and_is_taken_once() {
    let home = Home::day();
    home.on_day(&["add", "paper", "5", "--operator", "Ана"]).says("A:3\n");
    home.on_day(&["people", "2", "--station", "B"]).says("B:2\n");
    home.on_day(&["void", "A:3", "--reason", "mis\ntyped \u{1b}[31m"]).says("A:4\n");
    home.on_day(&["void", "B:2", "--reason", "twice", "--station", "C"]).says("C:2\n");
    for (args, says) in [
        (&["void", "A:3", "--reason", "x"][..], "A:3 is already voided"),
        (&["void", "A:1", "--reason", "x"], "A:1 cannot be voided"),
        (&["void", "A:2", "--reason", "x"], "A:2 cannot be voided"),
        (&["void", "A:4", "--reason", "x"], "A:4 cannot be voided"),
        (&["void", "A:99", "--reason", "x"], "There is no record A:99"),
        (&["void", "Z:1", "--reason", "x"], "There is no record Z:1"),
        (&["void", "A3", "--reason", "x"], r#""A3" is no record"#),
        (&["void", "A:3", "--reason", " "], "There is no reason"),
    ] {
        home.on_day(args).refused(says);
    }
    assert_eq!(home.on_day(&["void", "A:3"]).status, 2);
    let report = home.report();
    assert_eq!((&report["people"], &report["entries"], &report["voided"]), (&json!(0), &json!(0), &json!(2)));
    let log = home.on_day(&["log"]).out;
    assert!(log.contains("voided: mis typed [31m\n") && log.contains("voided: twice\n"), "{log}");
    assert_eq!(log.lines().count(), 2, "{log}");
    let log: Value = serde_json::from_str(&home.on_day(&["log", "--json"]).out).unwrap();
    assert_eq!(
        (&log[0]["id"], &log[0]["standing"], &log[0]["net_g"]),
        (&json!("A:3"), &json!("voided"), &json!(5000))
    );
}

#[test]
fn a_station_in_use_says_by_whom() {
    let home = Home::day();
    home.on_day(&["add", "paper", "5", "--operator", "Айгерім"]).says("A:3\n");
    let file = home.stations().join("A.lock");
    let lock = fs::File::options().read(true).write(true).open(&file).unwrap();
    lock.lock().unwrap();
    let note = r#"{"user":"station-a","pid":4711,"host":"hall","since":"2026-01-25T12:00:00+05:00"}"#;
    fs::write(&file, note).unwrap();
    let run = home.on_day(&["add", "paper", "5"]);
    assert_eq!((run.status, run.out.as_str()), (4, ""), "{run:?}");
    assert_eq!(
        run.err,
        "Station A is in use: Айгерім (station-a), hall, process 4711, since 25.01.2026 12:00. \
         A free one: --station B\n"
    );
    assert_eq!(home.on_day(&["void", "A:3", "--reason", "x", "--station", "A"]).status, 4);
    // Without a wish, the void goes to the next free one.
    home.on_day(&["void", "A:3", "--reason", "x"]).says("B:2\n");
}

#[test]
fn the_log_is_chosen_from() {
    let home = Home::imported();
    assert_eq!(home.run(&["log"]).out.lines().count(), 4089);
    let last = home.run(&["log", "--station", "B", "--last", "2"]).out;
    assert_eq!(
        last,
        "B:1110  25.01.2026 15:59  Aluminium  0.05 kg\nB:1111  25.01.2026 15:59  Plastic 1   1.4 kg\n"
    );
    let tyres = home.run(&["log", "--material", "z"]).out;
    assert_eq!(tyres.lines().count(), 19, "{tyres}");
    assert!(tyres.contains("Car tyres  3 pcs  voided: undo\n"), "{tyres}");
    home.run(&["log", "--material", "gold"]).refused("gold");
}

#[test]
fn a_reader_that_leaves_ends_the_command_quietly() {
    let home = Home::imported();
    for args in [&["log"][..], &["log", "--json"], &["report", "--format", "json"]] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_tarazy"))
            .args(args)
            .env("TARAZY_DATA_DIR", home.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let mut err = String::new();
        child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(0), ""), "{args:?}");
    }
}

#[test]
fn wrong_usage_is_2_and_help_is_0() {
    let home = Home::new();
    for args in [
        &["--lang", "xx", "report"][..],
        &["nonsense"],
        &["add", "paper"],
        &["--station", "A", "report"],
        &["--fancy"],
    ] {
        let run = home.run(args);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{run:?}");
        assert!(!run.err.is_empty());
    }
    for args in [&["--help"][..], &["--version"], &["add", "--help"]] {
        let run = home.run(args);
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
        assert!(run.out.contains("tarazy"), "{run:?}");
    }
}

#[test]
fn refusals_speak_the_chosen_language() {
    let home = Home::new();
    for (lang, says) in [("kk", "Әзірге"), ("ru", "Экоакций пока нет"), ("en", "There is no event yet")]
    {
        home.run(&["report", "--lang", lang]).refused(says);
        let run = home.command().env("TARAZY_LANG", lang).arg("report").output().unwrap();
        assert!(String::from_utf8(run.stderr).unwrap().contains(says), "{lang}");
        let locale = format!("{lang}_XX.UTF-8");
        let run =
            home.command().env_remove("TARAZY_LANG").env("LC_ALL", locale).arg("report").output().unwrap();
        assert!(String::from_utf8(run.stderr).unwrap().contains(says), "{lang}");
    }
}

/// The same byte, changed so that digits stay digits: the JSON mostly stays valid.
fn changed(byte: u8) -> u8 {
    match byte {
        b'9' => b'0',
        digit @ b'0'..=b'8' => digit + 1,
        b'\n' => b' ',
        other => other ^ 1,
    }
}

#[test]
fn any_byte_that_was_changed_is_found() {
    let home = Home::day();
    let rows: String = fs::read_to_string(DAY).unwrap().split_inclusive('\n').take(40).collect();
    assert_eq!(home.import(&home.file("morning.csv", rows.as_bytes())).status, 0);
    let folder = DataDir::at(home.path()).open(SLUG).unwrap();
    let journal = home.journal("A");
    let sound = fs::read(&journal).unwrap();
    let last = sound[..sound.len() - 1].iter().rposition(|b| *b == b'\n').unwrap() + 1;
    for place in (0..last).step_by(3) {
        let mut bytes = sound.clone();
        bytes[place] = changed(bytes[place]);
        fs::write(&journal, &bytes).unwrap();
        let line = sound[..place].iter().filter(|b| **b == b'\n').count() as u64 + 1;
        let findings = verify::verify(&folder, &[]).unwrap();
        let near = findings.iter().any(|finding| {
            finding.is_fault() && finding.file == journal && (line..=line + 1).contains(&finding.line)
        });
        assert!(near, "byte {place} in line {line}: {findings:?}");
    }
}

#[test]
fn damage_is_named_by_file_line_and_reason() {
    let home = Home::imported();
    let journal = home.journal("D");
    let sound = fs::read(&journal).unwrap();
    let text = std::str::from_utf8(&sound).unwrap();
    // A weight, a hash, the name of an operator, a line feed.
    let weight = text.rfind(r#""net_g":"#).unwrap() - 60_000;
    let weight = weight + text[weight..].find(r#""net_g":"#).unwrap() + 8;
    for place in [
        weight,
        text.find(r#""prev":""#).unwrap() + 300,
        text.find("Ерлан").unwrap(),
        4 + text.find('\n').unwrap(),
    ] {
        let mut bytes = sound.clone();
        bytes[place] = changed(bytes[place]);
        fs::write(&journal, &bytes).unwrap();
        let run = home.run(&["verify"]);
        assert_eq!((run.status, run.err.as_str()), (1, ""), "{run:?}");
        let line = sound[..place].iter().filter(|b| **b == b'\n').count() + 1;
        let named = [line, line + 1].map(|line| format!("D.jsonl, line {line} (byte "));
        assert!(named.iter().any(|place| run.out.contains(place)), "{line}: {run:?}");
        assert!(run.out.contains("Damage found: "), "{run:?}");
    }
    let report = home.report();
    assert_eq!(
        (&report["verified"], &report["damage"][0]["file"]),
        (&json!(false), &json!("stations/D.jsonl"))
    );
    assert!(report["damage"][0]["line"].as_u64().is_some() && report["damage"][0]["reason"].is_string());
    let text = home.run(&["report"]).out;
    assert!(text.contains("The journals are damaged") && text.contains("stations/D.jsonl:"), "{text}");
    fs::write(&journal, &sound).unwrap();
    assert_eq!(home.run(&["verify"]).status, 0);
}

#[test]
fn a_head_from_a_report_is_still_there_or_missed() {
    let home = Home::day();
    home.on_day(&["add", "paper", "5"]).says("A:2\n");
    let head = format!("A:{}", home.report()["stations"][0]["head"].as_str().unwrap());
    home.on_day(&["add", "paper", "6"]).says("A:3\n");
    assert_eq!(home.on_day(&["verify", "--head", &head]).status, 0);
    // The last line is in nobody's chain: only the head of a report shows that it was changed.
    let last = format!("A:{}", home.report()["stations"][0]["head"].as_str().unwrap());
    let text = fs::read_to_string(home.journal("A")).unwrap();
    fs::write(home.journal("A"), text.replace(r#""net_g":6000"#, r#""net_g":7000"#)).unwrap();
    let run = home.on_day(&["verify", "--head", &head, "--head", &last]);
    assert_eq!(run.status, 1, "{run:?}");
    assert!(run.out.contains("was changed after the report"), "{run:?}");
    let json: Value = serde_json::from_str(&home.on_day(&["verify", "--head", &last, "--json"]).out).unwrap();
    assert_eq!((&json["verified"], &json["records"]), (&json!(false), &json!(3)));
    home.on_day(&["verify", "--head", "A:12"]).refused(r#""A:12" is no head"#);
}

#[test]
fn texts_of_files_cannot_steer_the_terminal() {
    let home = Home::new();
    let run =
        home.run(&["event", "new", "R\u{1b}[2J\u{202e}x", "--date", "2026-01-25", "--venue", "a\tb\u{7}"]);
    assert_eq!(run.status, 0);
    home.run(&["add", "paper", "5", "--operator", "O\u{1b}c", "--event", run.out.trim()]).says("A:3\n");
    for args in [&["event", "list"][..], &["event", "show"], &["report", "--names"], &["log"], &["verify"]] {
        let out = home.run(args).out;
        assert!(!out.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'), "{out:?}");
    }
    // What reaches a terminal through a message is filtered too.
    let run = home.run(&["add", "\u{1b}[31mx", "5"]);
    assert!(run.err.chars().all(|c| !c.is_control() || c == '\n'), "{run:?}");
}

#[test]
fn the_plain_console_answers_line_by_line() {
    let home = Home::new();
    let lines = "q12,5\nww3\n+2\n1.2.3\n4\n:undo\nbread\n:nope\nq530\n\n:total\n:quit\nq1\n";
    let output = home.command().arg("--plain").write_stdin(lines).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let out = String::from_utf8(output.stdout).unwrap();
    for (place, says) in [
        (0, "station A"),
        (1, "Saved: Q Waste paper 12.5 kg"),
        (2, "Saved: W 1 Plastic 3 kg"),
        (3, "2 people"),
        (4, "decimal mark"),
        (5, "Saved: W 1 Plastic 4 kg"),
        (6, "Undone: W 1 Plastic 4 kg"),
        (7, "a line is a letter and an amount"),
        (8, "no such command"),
        // Asked, and asked again: an answer that comes at once was not thought about.
        (9, "530 kg?"),
        (10, "530 kg?"),
        (11, "15.5 kg"),
    ] {
        let line = out.lines().nth(place).unwrap_or_default();
        assert!(line.contains(says), "line {place} should say {says:?}:\n{out}");
    }
    assert_eq!(out.lines().count(), 12, "nothing is taken after :quit");
    assert_eq!(home.run(&["verify"]).status, 0);
}

#[test]
fn a_limit_on_file_sizes_is_a_full_disk_and_no_end() {
    let home = Home::new();
    for _ in 0..20 {
        assert_eq!(home.run(&["add", "paper", "1"]).status, 0);
    }
    // Caught by nobody, the signal of this limit would end the program in the middle of a line.
    let limited = std::process::Command::new("sh")
        .args(["-c", "ulimit -f 2; exec \"$0\" add paper 1", env!("CARGO_BIN_EXE_tarazy")])
        .env("TARAZY_DATA_DIR", home.path())
        .env("TARAZY_LANG", "en")
        .output()
        .unwrap();
    assert_eq!(limited.status.code(), Some(3), "{limited:?}");
    assert!(!limited.stderr.is_empty());
    assert_eq!(home.run(&["verify"]).status, 0);
    assert_eq!(home.run(&["add", "paper", "1"]).out, "A:22\n");
}
