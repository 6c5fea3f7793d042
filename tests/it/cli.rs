//! The command line: output and exit status of commands.

use std::fs;
use std::io::Read;
use std::process::Stdio;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tarazy::testing::{DataDir, verify};

use crate::harness::{DataFolder, SAMPLE_CSV, SAMPLE_SLUG};

#[test]
fn events_are_created_listed_and_shown() {
    let data = DataFolder::new();
    data.run(&["report"]).assert_rejected("There is no event yet");
    data.run(&["event", "list"]).assert_prints("");
    assert_eq!(data.event_slugs(), [""; 0]);
    let run = data.run(&["event", "new", "Қоқыссыз Әлем", "--date", "2026-03-01", "--target", "W=3000,5"]);
    assert_eq!((run.status, run.out.as_str()), (0, "2026-03-01-qoqyssyz-alem\n"), "{run:?}");
    data.run(&["event", "new", "R", "--date", "2025-03-01"])
        .assert_prints_and_says("2025-03-01-r\n", "New event 2025-03-01-r: 01.03.2025, UTC+05:00\n");
    let list = data.run(&["event", "list"]).out;
    let lines: Vec<&str> = list.lines().collect();
    assert_eq!(lines.len(), 2, "{list}");
    assert!(lines[0].starts_with("2026-03-01-qoqyssyz-alem  01.03.2026  Қоқыссыз Әлем  0 people"), "{list}");
    let list: Value = serde_json::from_str(&data.run(&["event", "list", "--json"]).out).unwrap();
    assert_eq!((&list[1]["slug"], &list[1]["total_net_g"]), (&json!("2025-03-01-r"), &json!(0)));
    // Without the name of an event, the command shows the newest event, and says that it is not today's.
    let show = data.run(&["event", "show"]);
    assert_eq!(show.err, "There is no event today. This is 2026-03-01-qoqyssyz-alem\n");
    assert!(show.out.contains("Target: Plastic  3,000.5 kg"), "{show:?}");
    assert!(show.out.contains("UTC+05:00\n"), "{show:?}");
    let show = data.run(&["event", "show", "--event", "2025-03-01-r", "--json"]).out;
    let show: Value = serde_json::from_str(&show).unwrap();
    assert_eq!(show["event"]["utc_offset"], "+05:00");
    for (args, message) in [
        (&["event", "new", " "][..], "name must have"),
        (&["event", "new", "R", "--date", "25.01.2026"], r#""25.01.2026" is not a date"#),
        (&["event", "new", "R", "--target", "paper"], r#""paper" is not a target"#),
        (&["event", "new", "R", "--target", "lamps=2,5"], r#"--target "lamps=2,5": Counted in pieces"#),
        (&["event", "new", "R", "--target", "gold=5"], r#"--target "gold=5": There is no material "gold""#),
        (&["event", "new", "R", "--target", "paper=1,250"], "At most 2 decimals"),
        (&["event", "show", "--event", "../x"], "There is no event \"../x\""),
        (&["event", "show", "--event", "nope"], r#"There is no event "nope""#),
    ] {
        data.run(args).assert_rejected(message);
    }
    assert_eq!(data.event_slugs().len(), 2);
}

#[test]
fn add_prints_the_name_of_the_saved_record() {
    let data = DataFolder::with_event();
    for (args, out) in [
        (&["add", "q", "12,5", "--operator", "Ана"][..], "A:3\n"),
        (&["add", "ц", "~12.5-0.8", "--grade", "1", "--operator", "Ана"], "A:4\n"),
        (&["add", "13", "4/32.5"], "A:5\n"),
        (&["add", "paper", "1*2", "--station", "HALL2"], "HALL2:2\n"),
        (&["add", "bread", "3", "--source", "paper", "--at", "2026-01-25T12:00:00+05:00"], "A:6\n"),
        // Number 7 is a note about station HALL2, which was not there before.
        (&["people", "+2"], "A:8\n"),
    ] {
        data.run_on_event(args).assert_prints(out);
    }
    let text = fs::read_to_string(data.journal("A")).unwrap();
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
    let before = data.journal_bytes();
    let long = "ы".repeat(201);
    for (args, message) in [
        (&["add", "paper", "12,,5"][..], "12,,5"),
        (&["add", "paper", "1250.125"], "At most 2 decimals"),
        (&["add", "paper", "-5"], "-5"),
        (&["add", "paper", "2001"], "At most 2,000 kg"),
        (&["add", "paper", "2*5"], "another material"),
        (&["add", "u", "5"], r#"There is no material "u""#),
        (&["add", "paper", "5", "--grade", "1"], "has no types"),
        (&["add", "plastic", "5", "--grade", "3"], r#"has no type "3""#),
        (&["add", "paper", "5", "--station", "a"], r#""a" cannot be a station"#),
        (&["add", "paper", "5", "--station", "../A"], "cannot be a station"),
        (&["add", "paper", "5", "--at", "12:00"], r#""12:00" is not a time"#),
        (&["add", "paper", "5", "--operator", &long], "--operator is too long"),
        (&["people", "0"], r#""0" is not a number of people"#),
        (&["people", "10001"], "10001"),
        (&["people", "-1"], "-1"),
    ] {
        data.run_on_event(args).assert_rejected(message);
    }
    assert_eq!(data.journal_bytes(), before);
}

#[test]
fn a_rejected_command_creates_no_event() {
    let data = DataFolder::new();
    data.run(&["add", "gold", "5"]).assert_rejected("gold");
    assert_eq!(data.event_slugs(), [""; 0]);
    let add = data.run(&["add", "paper", "5"]);
    let slug = data.event_slugs().remove(0);
    assert_eq!((add.status, add.out.as_str()), (0, "A:2\n"), "{add:?}");
    assert!(
        add.err.starts_with(&format!("New event {slug}: ")) && add.err.ends_with(", UTC+05:00\n"),
        "{add:?}"
    );
    data.run(&["add", "paper", "5"]).assert_prints("A:3\n");
}

#[test]
fn a_record_can_be_voided_once() {
    let data = DataFolder::with_event();
    data.run_on_event(&["add", "paper", "5", "--operator", "Ана"]).assert_prints("A:3\n");
    data.run_on_event(&["people", "2", "--station", "B"]).assert_prints("B:2\n");
    data.run_on_event(&["void", "A:3", "--reason", "mis\ntyped \u{1b}[31m"]).assert_prints("A:4\n");
    data.run_on_event(&["void", "B:2", "--reason", "twice", "--station", "C"]).assert_prints("C:2\n");
    for (args, message) in [
        (&["void", "A:3", "--reason", "x"][..], "A:3 is already voided"),
        (&["void", "A:1", "--reason", "x"], "A:1 cannot be voided"),
        (&["void", "A:2", "--reason", "x"], "A:2 cannot be voided"),
        (&["void", "A:4", "--reason", "x"], "A:4 cannot be voided"),
        (&["void", "A:99", "--reason", "x"], "There is no record A:99"),
        (&["void", "Z:1", "--reason", "x"], "There is no record Z:1"),
        (&["void", "A3", "--reason", "x"], r#""A3" is not a record"#),
        (&["void", "A:3", "--reason", " "], "The reason is missing"),
    ] {
        data.run_on_event(args).assert_rejected(message);
    }
    assert_eq!(data.run_on_event(&["void", "A:3"]).status, 2);
    let report = data.report();
    // People who were taken back are no voided entries.
    assert_eq!((&report["people"], &report["entries"], &report["voided"]), (&json!(0), &json!(0), &json!(1)));
    let log = data.run_on_event(&["log"]).out;
    assert!(log.contains("voided: mis typed [31m\n") && log.contains("voided: twice\n"), "{log}");
    assert_eq!(log.lines().count(), 2, "{log}");
    let log: Value = serde_json::from_str(&data.run_on_event(&["log", "--json"]).out).unwrap();
    assert_eq!(
        (&log[0]["id"], &log[0]["standing"], &log[0]["net_g"]),
        (&json!("A:3"), &json!("voided"), &json!(5000))
    );
}

/// Appends a line to the journal of a station, as a later version may do it.
fn append_line(data: &DataFolder, station: &str, fields: &str) {
    let mut text = fs::read_to_string(data.journal(station)).unwrap();
    let last = text.lines().last().unwrap();
    let prev: String = Sha256::digest(last).iter().map(|byte| format!("{byte:02x}")).collect();
    let seq = text.lines().count() + 1;
    text += &format!(r#"{{"seq":{seq},"at":"2026-01-25T14:05:00.000+05:00",{fields},"prev":"{prev}"}}"#);
    fs::write(data.journal(station), text + "\n").unwrap();
}

#[test]
fn the_log_lists_records_that_only_a_later_version_knows() {
    let data = DataFolder::with_event();
    data.run_on_event(&["add", "paper", "5"]).assert_prints("A:2\n");
    append_line(&data, "A", r#""op":"photo","file":"x.jpg""#);
    let log = data.run_on_event(&["log"]).out;
    assert!(log.contains("A:3  25.01.2026 14:05  from a later version: photo"), "{log}");
    let log: Value = serde_json::from_str(&data.run_on_event(&["log", "--json"]).out).unwrap();
    assert_eq!(
        (&log[1]["id"], &log[1]["kind"], &log[1]["op"]),
        (&json!("A:3"), &json!("unknown"), &json!("photo"))
    );
    assert_eq!(log[0].get("op"), None);
    // It is in no sum.
    assert_eq!(data.report()["entries"], json!(1));
}

#[test]
fn a_station_in_use_is_reported_with_its_operator() {
    let data = DataFolder::with_event();
    data.run_on_event(&["add", "paper", "5", "--operator", "Айгерім"]).assert_prints("A:3\n");
    let file = data.stations().join("A.lock");
    let lock = fs::File::options().read(true).write(true).open(&file).unwrap();
    lock.lock().unwrap();
    let note = r#"{"user":"station-a","pid":4711,"host":"hall","since":"2026-01-25T12:00:00+05:00"}"#;
    fs::write(&file, note).unwrap();
    let run = data.run_on_event(&["add", "paper", "5"]);
    assert_eq!((run.status, run.out.as_str()), (4, ""), "{run:?}");
    assert_eq!(
        run.err,
        "Station A is in use: Айгерім (station-a), hall, process 4711, since 25.01.2026 12:00. \
         A free one: --station B\n"
    );
    assert_eq!(data.run_on_event(&["void", "A:3", "--reason", "x", "--station", "A"]).status, 4);
    // Without --station, the void is written at the next free station.
    data.run_on_event(&["void", "A:3", "--reason", "x"]).assert_prints("B:2\n");
}

#[test]
fn log_filters_by_station_and_material() {
    let data = DataFolder::with_sample_day();
    assert_eq!(data.run_on_event(&["log"]).out.lines().count(), 4089);
    let last = data.run_on_event(&["log", "--station", "B", "--last", "2"]).out;
    assert_eq!(
        last,
        "B:1110  25.01.2026 15:59  Aluminium  0.05 kg\nB:1111  25.01.2026 15:59  Plastic 1   1.4 kg\n"
    );
    let tyres = data.run_on_event(&["log", "--material", "z"]).out;
    assert_eq!(tyres.lines().count(), 19, "{tyres}");
    assert!(tyres.contains("Car tyres  3 pcs  voided: undo\n"), "{tyres}");
    for (language, remark) in [("kk", "күші жойылды: қайтарып алынды"), ("ru", "аннулировано: отмена")]
    {
        let tyres = data.run_on_event(&["log", "--material", "z", "--lang", language]).out;
        assert!(tyres.contains(remark), "{tyres}");
    }
    let csv = data.run_on_event(&["report", "--format", "csv", "--lang", "ru"]).out;
    assert!(csv.contains(",voided,undo\n"), "the same in every language");
    data.run_on_event(&["log", "--material", "gold"]).assert_rejected("gold");
}

#[test]
fn a_closed_pipe_ends_a_command_without_an_error() {
    let data = DataFolder::with_sample_day();
    for args in [&["log"][..], &["log", "--json"], &["report", "--format", "json"]] {
        let event = ["--event", SAMPLE_SLUG];
        let mut child = data
            .std_command()
            .args(event)
            .args(args)
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
fn wrong_usage_exits_with_2_and_help_with_0() {
    let data = DataFolder::new();
    for args in [
        &["--lang", "xx", "report"][..],
        &["nonsense"],
        &["add", "paper"],
        &["--station", "A", "report"],
        &["--fancy"],
    ] {
        let run = data.run(args);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{run:?}");
        assert!(!run.err.is_empty());
    }
    for args in [&["--help"][..], &["--version"], &["add", "--help"]] {
        let run = data.run(args);
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
        assert!(run.out.contains("tarazy"), "{run:?}");
    }
}

#[test]
fn help_that_cannot_be_written_is_reported_like_every_other_result() {
    let data = DataFolder::with_event();
    for arguments in
        [&["--help"][..], &["--version"], &["report", "--help"], &["report"], &["sheet"], &["man"]]
    {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let done = data.std_command().args(arguments).stdout(full).output().unwrap();
        assert_eq!(done.status.code(), Some(3), "{arguments:?}: {done:?}");
        let err = String::from_utf8(done.stderr).unwrap();
        assert!(err.ends_with("The result could not be printed: the disk is full\n"), "{arguments:?}: {err}");
    }
}

#[test]
fn errors_are_in_the_chosen_language() {
    let data = DataFolder::new();
    for (lang, message) in [("kk", "Әзірге"), ("ru", "Экоакций пока нет"), ("en", "There is no event yet")]
    {
        data.run(&["report", "--lang", lang]).assert_rejected(message);
        let run = data.command().env("TARAZY_LANG", lang).arg("report").output().unwrap();
        assert!(String::from_utf8(run.stderr).unwrap().contains(message), "{lang}");
        let locale = format!("{lang}_XX.UTF-8");
        let run =
            data.command().env_remove("TARAZY_LANG").env("LC_ALL", locale).arg("report").output().unwrap();
        assert!(String::from_utf8(run.stderr).unwrap().contains(message), "{lang}");
    }
}

#[test]
fn help_and_wrong_usage_are_in_the_language_of_the_reader() {
    let data = DataFolder::new();
    for (lang, help, refusal) in [
        ("kk", "Қолданылуы: tarazy add", "--fancy деген параметр жоқ"),
        ("ru", "Использование: tarazy add", "Параметра --fancy нет"),
        ("en", "Usage: tarazy add", "There is no option --fancy"),
    ] {
        let check = |arguments: &[&str], variables: &[(&str, &str)]| {
            let mut help_command = data.command();
            let mut refused_command = data.command();
            for command in [&mut help_command, &mut refused_command] {
                command.env_remove("TARAZY_LANG");
                command.envs(variables.iter().copied());
            }
            let shown = help_command.arg("add").args(arguments).arg("--help").output().unwrap();
            let shown = (shown.status.code(), String::from_utf8(shown.stdout).unwrap());
            assert!(
                shown.0 == Some(0) && shown.1.contains(help),
                "{lang} {arguments:?} {variables:?}: {shown:?}"
            );
            let refused = refused_command.arg("report").arg("--fancy").args(arguments).output().unwrap();
            let refused = (refused.status.code(), String::from_utf8(refused.stderr).unwrap());
            assert!(
                refused.0 == Some(2) && refused.1.starts_with(refusal),
                "{lang} {arguments:?} {variables:?}: {refused:?}"
            );
        };
        check(&["--lang", lang], &[("TARAZY_LANG", "en")]);
        check(&[&format!("--lang={lang}")], &[]);
        check(&[], &[("TARAZY_LANG", lang)]);
        check(&[], &[("LC_ALL", &format!("{lang}_XX.UTF-8"))]);
        data.write_settings(&format!(r#"{{"language":"{lang}"}}"#));
        check(&[], &[("LC_ALL", "en_US.UTF-8")]);
        check(&[&format!("--lang={lang}")], &[("TARAZY_LANG", "en")]);
        data.write_settings("{}");
    }
}

/// Changes a byte. A digit becomes another digit, so that the JSON mostly stays valid.
fn changed(byte: u8) -> u8 {
    match byte {
        b'9' => b'0',
        digit @ b'0'..=b'8' => digit + 1,
        b'\n' => b' ',
        other => other ^ 1,
    }
}

#[test]
fn verify_finds_any_changed_byte() {
    let data = DataFolder::with_event();
    let rows: String = fs::read_to_string(SAMPLE_CSV).unwrap().split_inclusive('\n').take(40).collect();
    assert_eq!(data.import(&data.write_file("morning.csv", rows.as_bytes())).status, 0);
    let folder = DataDir::at(data.path()).open(SAMPLE_SLUG).unwrap();
    let journal = data.journal("A");
    let intact = fs::read(&journal).unwrap();
    let last = intact[..intact.len() - 1].iter().rposition(|b| *b == b'\n').unwrap() + 1;
    for offset in (0..last).step_by(3) {
        let mut bytes = intact.clone();
        bytes[offset] = changed(bytes[offset]);
        fs::write(&journal, &bytes).unwrap();
        let line = intact[..offset].iter().filter(|b| **b == b'\n').count() as u64 + 1;
        let findings = verify(&folder, &[]).unwrap();
        let near = findings.iter().any(|finding| {
            finding.is_fault() && finding.file == journal && (line..=line + 1).contains(&finding.line)
        });
        assert!(near, "byte {offset} in line {line}: {findings:?}");
    }
}

#[test]
fn verify_reports_damage_by_file_line_and_reason() {
    let data = DataFolder::with_sample_day();
    let journal = data.journal("D");
    let intact = fs::read(&journal).unwrap();
    let text = std::str::from_utf8(&intact).unwrap();
    // The changed bytes are in a weight, in a hash, and in the name of an operator. The last changed byte is
    // shortly after the first newline.
    let weight = text.rfind(r#""net_g":"#).unwrap() - 60_000;
    let weight = weight + text[weight..].find(r#""net_g":"#).unwrap() + 8;
    for offset in [
        weight,
        text.find(r#""prev":""#).unwrap() + 300,
        text.find("Ерлан").unwrap(),
        4 + text.find('\n').unwrap(),
    ] {
        let mut bytes = intact.clone();
        bytes[offset] = changed(bytes[offset]);
        fs::write(&journal, &bytes).unwrap();
        let run = data.run_on_event(&["verify"]);
        assert_eq!((run.status, run.err.as_str()), (1, ""), "{run:?}");
        let line = intact[..offset].iter().filter(|b| **b == b'\n').count() + 1;
        let named = [line, line + 1].map(|line| format!("D.jsonl, line {line} (byte "));
        assert!(named.iter().any(|position| run.out.contains(position)), "{line}: {run:?}");
        assert!(run.out.contains("Damage found: "), "{run:?}");
    }
    let report = data.report();
    assert_eq!(
        (&report["verified"], &report["damage"][0]["file"]),
        (&json!(false), &json!("stations/D.jsonl"))
    );
    assert!(report["damage"][0]["line"].as_u64().is_some() && report["damage"][0]["reason"].is_string());
    let text = data.run(&["report"]).out;
    assert!(text.contains("The journals are damaged") && text.contains("stations/D.jsonl:"), "{text}");
    fs::write(&journal, &intact).unwrap();
    assert_eq!(data.run(&["verify"]).status, 0);
}

#[test]
fn verify_reports_a_head_that_is_missing() {
    let data = DataFolder::with_event();
    data.run_on_event(&["add", "paper", "5"]).assert_prints("A:2\n");
    let head = format!("A:{}", data.report()["stations"][0]["head"].as_str().unwrap());
    data.run_on_event(&["add", "paper", "6"]).assert_prints("A:3\n");
    assert_eq!(data.run_on_event(&["verify", "--head", &head]).status, 0);
    // No line follows the last line and contains its hash, so only the head in a report reveals a change to
    // the last line.
    let last = format!("A:{}", data.report()["stations"][0]["head"].as_str().unwrap());
    let text = fs::read_to_string(data.journal("A")).unwrap();
    fs::write(data.journal("A"), text.replace(r#""net_g":6000"#, r#""net_g":7000"#)).unwrap();
    let run = data.run_on_event(&["verify", "--head", &head, "--head", &last]);
    assert_eq!(run.status, 1, "{run:?}");
    assert!(run.out.contains("was changed after the report"), "{run:?}");
    let json: Value =
        serde_json::from_str(&data.run_on_event(&["verify", "--head", &last, "--json"]).out).unwrap();
    assert_eq!((&json["verified"], &json["records"]), (&json!(false), &json!(3)));
    data.run_on_event(&["verify", "--head", "A:12"]).assert_rejected(r#""A:12" is not the head"#);
}

#[test]
fn control_characters_never_reach_the_terminal() {
    let data = DataFolder::new();
    let run =
        data.run(&["event", "new", "R\u{1b}[2J\u{202e}x", "--date", "2026-01-25", "--venue", "a\tb\u{7}"]);
    assert_eq!(run.status, 0);
    data.run(&["add", "paper", "5", "--operator", "O\u{1b}c", "--event", run.out.trim()])
        .assert_prints("A:3\n");
    for args in [&["event", "list"][..], &["event", "show"], &["report", "--names"], &["log"], &["verify"]] {
        let out = data.run(args).out;
        assert!(!out.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'), "{out:?}");
    }
    // Control characters are also removed from arguments that appear in a message.
    let run = data.run(&["add", "\u{1b}[31mx", "5"]);
    assert!(run.err.chars().all(|c| !c.is_control() || c == '\n'), "{run:?}");
}

#[test]
fn the_plain_console_answers_line_by_line() {
    let data = DataFolder::new();
    let lines = "q12,5\nww3\n+2\n1.2.3\n4\n:undo\nbread\n:nope\nq530\n\n:total\n:quit\nq1\n";
    let output = data.command().arg("--plain").write_stdin(lines).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let out = String::from_utf8(output.stdout).unwrap();
    for (index, message) in [
        (0, "station A"),
        (1, "Saved: Q Waste paper 12.5 kg"),
        (2, "Saved: W 1 Plastic 3 kg"),
        (3, "2 people"),
        (4, "decimal mark"),
        (5, "Saved: W 1 Plastic 4 kg"),
        (6, "Undone: W 1 Plastic 4 kg"),
        (7, "a line is a letter and an amount"),
        (8, "no such command"),
        // The question is repeated, because the empty line of a pipe was written before the question.
        (9, "530 kg?"),
        (10, "530 kg?"),
        (11, "15.5 kg"),
        (12, "Not recorded: q530."),
    ] {
        let line = out.lines().nth(index).unwrap_or_default();
        assert!(line.contains(message), "{message:?} is not in line {index}:\n{out}");
    }
    assert_eq!(out.lines().count(), 13, "no line is read after :quit");
    assert_eq!(data.run(&["verify"]).status, 0);
}

#[test]
fn a_file_size_limit_is_reported_as_a_full_disk() {
    let data = DataFolder::new();
    for _ in 0..20 {
        assert_eq!(data.run(&["add", "paper", "1"]).status, 0);
    }
    // If the program did not ignore the signal for this limit, it would be killed in the middle of writing
    // a line.
    let limited = std::process::Command::new("sh")
        .args(["-c", "ulimit -f 2; exec \"$0\" add paper 1", env!("CARGO_BIN_EXE_tarazy")])
        .env("TARAZY_DATA_DIR", data.path())
        .env("XDG_CONFIG_HOME", data.path())
        .env("TARAZY_LANG", "en")
        .output()
        .unwrap();
    assert_eq!(limited.status.code(), Some(3), "{limited:?}");
    assert!(!limited.stderr.is_empty());
    assert_eq!(data.run(&["verify"]).status, 0);
    assert_eq!(data.run(&["add", "paper", "1"]).out, "A:22\n");
}

#[test]
fn an_unknown_language_is_rejected() {
    let data = DataFolder::new();
    for (value, message) in [("xx", r#"TARAZY_LANG is "xx": use kk, ru, en"#), ("EN", "kk, ru, en")] {
        let run = data.command().env("TARAZY_LANG", value).env("LC_ALL", "C").arg("report").output().unwrap();
        let err = String::from_utf8(run.stderr).unwrap();
        assert_eq!((run.status.code(), err.lines().count()), (Some(2), 1), "{err}");
        assert!(err.contains(message), "{err}");
    }
    // With --lang the variable is ignored, and an empty variable is treated as not set.
    let run =
        data.command().env("TARAZY_LANG", "xx").args(["event", "list", "--lang", "ru"]).output().unwrap();
    assert!(run.status.success());
    let run = data.command().env("TARAZY_LANG", "").args(["event", "list"]).output().unwrap();
    assert!(run.status.success());
}
