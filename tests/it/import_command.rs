//! `tarazy import`: exact sums, no duplicate rows, and the same result after any interruption.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::harness::{DataFolder, Numbers, SAMPLE_CSV, SAMPLE_SLUG};

const EXPECTED: &str = include_str!("../data/almaty-2026-01-25.expected.json");

/// Returns the report's sums in the format of the expected sums.
fn sums(report: &Value) -> Value {
    let list = |field: &str| report[field].as_array().unwrap().iter();
    let not_zero = |field: &str, of: &str| {
        let rows = list(field).filter(|row| row[of] != 0);
        rows.map(|row| (row["id"].as_str().unwrap().to_owned(), row[of].clone())).collect::<Map<_, _>>()
    };
    let mut grades = Map::new();
    for row in list("materials") {
        for (grade, net) in row["grades"].as_object().unwrap() {
            grades.insert(format!("{}/{grade}", row["id"].as_str().unwrap()), net.clone());
        }
    }
    json!({
        "participants": report["people"],
        "net_g": not_zero("materials", "net_g"),
        "pieces": not_zero("materials", "pieces"),
        "net_g_by_grade": grades,
        "net_g_by_station": not_zero("stations", "net_g"),
        "total_net_g": report["total_net_g"],
        "undone": report["voided"],
        "entries": report["entries"],
    })
}

#[track_caller]
fn assert_exact(data: &DataFolder) {
    let report = data.report();
    assert_eq!(sums(&report), serde_json::from_str::<Value>(EXPECTED).unwrap());
    assert_eq!((&report["verified"], &report["damage"]), (&json!(true), &json!([])));
    let sum = |field: &str, of: &str| -> i64 {
        report[field].as_array().unwrap().iter().map(|row| row[of].as_i64().unwrap()).sum()
    };
    assert_eq!(sum("streams", "net_g"), 6_115_400);
    assert_eq!(sum("hours", "net_g"), 6_115_400);
    assert_eq!(sum("hours", "people"), 1800);
    assert_eq!(report["groups"], json!([{"id": "glass", "net_g": 2_060_000, "about": false}]));
    assert_chained(data, &report);
}

/// Fails unless every `prev` is the SHA-256 of the previous line, and the report has the hash of the last line.
#[track_caller]
fn assert_chained(data: &DataFolder, report: &Value) {
    let hex = |line: &str| Sha256::digest(line).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    for row in report["stations"].as_array().unwrap() {
        let text = fs::read_to_string(data.journal(row["id"].as_str().unwrap())).unwrap();
        let mut prev = String::new();
        for (line, seq) in text.lines().zip(1..) {
            let fields: Value = serde_json::from_str(line).unwrap();
            assert_eq!((&fields["prev"], &fields["seq"]), (&json!(prev), &json!(seq)), "{line}");
            prev = hex(line);
        }
        assert_eq!(row["head"], json!(prev));
    }
}

#[test]
fn the_sample_day_adds_up_to_the_gram() {
    let data = DataFolder::with_sample_day();
    assert_exact(&data);
    data.run_on_event(&["verify"]).assert_prints("All journals are intact: 4,109 lines, no damage\n");
}

#[test]
fn importing_the_same_file_again_adds_nothing() {
    let data = DataFolder::with_sample_day();
    let before = data.journal_bytes();
    for extra in [&[][..], &["--again"], &["--strict"]] {
        data.run_on_event(&[&["import", SAMPLE_CSV], extra].concat())
            .assert_prints("0 rows added\n4,101 were already there\n");
        assert_eq!(data.journal_bytes(), before);
    }
}

#[test]
fn every_imported_record_has_the_number_of_its_row() {
    let data = DataFolder::with_sample_day();
    let digest = Sha256::digest(fs::read(SAMPLE_CSV).unwrap());
    let file: String = digest[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    let rows: Vec<String> = fs::read_to_string(SAMPLE_CSV).unwrap().lines().map(str::to_owned).collect();
    for bytes in data.journal_bytes().values() {
        for line in std::str::from_utf8(bytes).unwrap().lines().skip(1) {
            let record: Value = serde_json::from_str(line).unwrap();
            let import = record["import"].as_str().unwrap();
            let row: usize = import.strip_prefix(&format!("{file}:")).unwrap().parse().unwrap();
            let fields: Vec<&str> = rows[row - 1].split(',').collect();
            match record["op"].as_str().unwrap() {
                "entry" => {
                    assert_eq!(
                        (&record["source"], &record["material"]),
                        (&json!("import"), &json!(fields[3]))
                    );
                    assert!(rows[row - 1].contains(record["typed"].as_str().unwrap()), "{line}");
                }
                "people" => assert_eq!(fields[3], "participants"),
                "void" => assert_eq!((&record["reason"], fields[5]), (&json!("undo"), "undo")),
                "operator" => assert_eq!(record["name"], fields[2]),
                other => panic!("{other}"),
            }
        }
    }
}

/// Keeps only the first lines of each journal, as if the program had been killed.
fn truncate(data: &DataFolder, whole: &BTreeMap<PathBuf, Vec<u8>>, lines: impl IntoIterator<Item = usize>) {
    for ((path, bytes), lines) in whole.iter().zip(lines) {
        let kept: Vec<u8> = bytes.split_inclusive(|b| *b == b'\n').take(lines).flatten().copied().collect();
        fs::write(path, kept).unwrap();
    }
    assert_eq!(data.journal_bytes().len(), whole.len());
}

#[test]
fn an_interrupted_import_continues_where_it_stopped() {
    let data = DataFolder::with_sample_day();
    let whole = data.journal_bytes();
    for lines in [[1, 1, 1, 1], [1490, 240, 2, 700]] {
        truncate(&data, &whole, lines);
        assert_eq!(data.import(SAMPLE_CSV).status, 0);
        assert_exact(&data);
    }
}

#[test]
fn an_import_interrupted_at_any_line_ends_with_the_same_sums() {
    let data = DataFolder::with_event();
    // The rows around the first four undos.
    let day = fs::read_to_string(SAMPLE_CSV).unwrap();
    let rows: String =
        HEADER.lines().chain(day.lines().skip(865).take(160)).map(|row| format!("{row}\n")).collect();
    let file = data.write_file("noon.csv", rows.as_bytes());
    data.import(&file).assert_prints("160 rows added\n");
    let expected = sums(&data.report());
    assert_eq!(expected["undone"], json!(4));
    let whole = data.journal_bytes();
    let lengths: Vec<usize> =
        whole.values().map(|bytes| bytes.iter().filter(|b| **b == b'\n').count()).collect();
    let mut numbers = Numbers::new(7);
    for _ in 0..40 {
        let lines: Vec<usize> =
            lengths.iter().map(|length| numbers.below(*length as u64 + 1) as usize).collect();
        truncate(&data, &whole, lines.iter().copied());
        let run = data.import(&file);
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{lines:?}");
        let report = data.report();
        assert_eq!(sums(&report), expected, "{lines:?}");
        assert_eq!(report["verified"], json!(true), "{lines:?}");
        assert_chained(&data, &report);
        let again = data.journal_bytes();
        data.import(&file).assert_prints("0 rows added\n160 were already there\n");
        assert_eq!(data.journal_bytes(), again, "{lines:?}");
    }
}

#[test]
fn an_import_repairs_a_torn_line_and_a_missing_journal() {
    let data = DataFolder::with_sample_day();
    let journal = data.journal("A");
    let bytes = fs::read(&journal).unwrap();
    fs::write(&journal, &bytes[..bytes.len() / 2]).unwrap();
    fs::remove_file(data.journal("C")).unwrap();
    let import = data.import(SAMPLE_CSV);
    assert_eq!((import.status, import.err.lines().count()), (0, 1), "{import:?}");
    assert!(import.err.contains("torn"), "{import:?}");
    assert_exact(&data);
}

#[test]
fn entries_recorded_between_two_imports_stay() {
    let data = DataFolder::with_sample_day();
    let whole = data.journal_bytes();
    for (path, bytes) in &whole {
        let kept: Vec<u8> = bytes.split_inclusive(|b| *b == b'\n').take(300).flatten().copied().collect();
        fs::write(path, kept).unwrap();
    }
    let add = data.run_on_event(&["add", "paper", "5", "--operator", "Марат"]);
    // A line about the journals that the station saw may stand before the entry.
    let newest = data.operations("A").last().unwrap()["seq"].as_u64().unwrap();
    assert!((302..=303).contains(&newest), "{newest}");
    assert_eq!((add.status, add.out), (0, format!("A:{newest}\n")));
    assert_eq!(data.import(SAMPLE_CSV).status, 0);
    let report = data.report();
    assert_eq!((&report["total_net_g"], &report["entries"]), (&json!(6_120_400), &json!(2332)));
    // The file's operator is recorded again before the file's rows.
    let text = fs::read_to_string(data.journal("A")).unwrap();
    let operators: Vec<&str> = text.lines().filter(|line| line.contains(r#""op":"operator""#)).collect();
    assert_eq!(operators.len(), 3, "{operators:#?}");
    assert!(operators[2].contains("Айгерім") && operators[2].contains(r#""import":"#), "{operators:#?}");
}

const HEADER: &str = "at,station,operator,material,grade,typed\n";
const ROW: &str = "2026-01-25T12:00:00+05:00,A,Айгерім,paper,,12.5\n";

#[test]
fn an_invalid_file_adds_nothing() {
    let row = |row: &str| format!("{HEADER}{ROW}{row}\n");
    let at = "2026-01-25T12:00:00+05:00";
    let cases = [
        (String::new(), "the file is empty"),
        ("\n\n".into(), "the file is empty"),
        (ROW.into(), "row 1: there is no header"),
        (HEADER.into(), "row 1: there is no row below the header"),
        (HEADER.replace(",typed", ""), r#"the column "typed" is missing"#),
        (HEADER.replace("typed", "typed,at"), r#"the column "at" appears twice"#),
        (row("x,A,O,paper,,1"), r#"row 3: "x" is not a time"#),
        (
            row(&format!("{at},A,O,paper,,=1+2")),
            "row 3: \"=1+2\" is not an amount: write a number such as 12.5",
        ),
        (row("25/01,A,O,paper,,1"), r#"row 3: "25/01" is not a time"#),
        (row(&format!("{at},a,O,paper,,1")), r#"row 3: "a" cannot be a station"#),
        (row(&format!("{at},../B,O,paper,,1")), "row 3: "),
        (row(&format!("{at},A,O,gold,,1")), r#"row 3: There is no material "gold". Known: paper"#),
        (row(&format!("{at},A,O,plastic,3,1")), r#"row 3: "Plastic" has no type "3". Known: 1, 2"#),
        (row(&format!("{at},A,O,paper,1,1")), r#"row 3: "Cardboard and waste paper" has no types"#),
        (row(&format!("{at},A,O,paper,,1.2505")), r#"row 3: "1.2505" is finer than a gram"#),
        (row(&format!("{at},A,O,paper,,0")), "row 3: "),
        (row(&format!("{at},A,O,paper,,2000.01")), r#"row 3: "2000.01": At most 2,000 kg"#),
        (row(&format!("{at},A,O,lamps,,1.5")), "row 3: "),
        (row(&format!("{at},A,O,paper,,2*5")), "begins with the number of another material"),
        (row(&format!("{at},A,O,participants,,+0")), "row 3: "),
        (row(&format!("{at},A,O,participants,,many")), r#"row 3: "many" is not a number of people"#),
        (row(&format!("{at},B,O,,,undo")), r#"row 3: "undo" has nothing to take back"#),
        (row(&format!("{at},A,O,,,undo\n{at},A,O,,,undo")), "row 4: "),
        (row(&format!("{at},A,O,,,1")), "row 3: "),
        (row(&format!("{at},A,O,paper,,1,5")), "row 3: fields: 7 instead of 6"),
        (row(&format!("{at},A,O,paper")), "row 3: fields: 4 instead of 6"),
        (row(&format!("{at},A,{},paper,,1", "ы".repeat(201))), "row 3: "),
        (row(&format!("{at},A,\"a\nb\",paper,,1")), "row 3: "),
        (row("+262000-01-01T00:00:00Z,A,O,paper,,1"), "row 3: "),
    ];
    let data = DataFolder::new();
    for (text, message) in cases {
        let run = data.run(&["import", &data.write_file("bad.csv", text.as_bytes())]);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{text}: {run:?}");
        assert!(run.err.contains(message), "{message:?} is not in {run:?}");
        assert!(run.err.contains("bad.csv") && run.err.lines().count() <= 2, "{run:?}");
        assert_eq!(data.event_slugs(), [""; 0], "{text}");
    }
    let run = data.run(&[
        "import",
        &data.write_file("bad.csv", b"at,station,operator,material,grade,typed\n\xff,A,O,paper,,1\n"),
    ]);
    assert_eq!(run.status, 2);
    // The message says how the text was read, because that may be why the row is faulty.
    assert!(run.err.contains("UTF-8") && run.err.contains("row 2: "), "{run:?}");
    let missing = data.run(&["import", "nowhere.csv"]);
    assert_eq!(missing.status, 3, "{missing:?}");
    assert!(missing.err.contains("nowhere.csv"), "{missing:?}");
}

#[test]
fn many_invalid_rows_are_counted() {
    let data = DataFolder::with_event();
    let row = "2026-01-25T12:00:00+05:00,A,O,paper,,heavy\n";
    let run = data.import(&data.write_file("bad.csv", format!("{HEADER}{}", row.repeat(500)).as_bytes()));
    assert_eq!((run.status, run.err.lines().count()), (2, 21), "{run:?}");
    assert!(run.err.ends_with("Nothing was added: 500 rows are faulty\n"), "{run:?}");
    assert!(data.journal_bytes().is_empty());
}

#[test]
fn columns_may_be_in_any_order_with_bom_crlf_and_blank_lines() {
    let data = DataFolder::with_event();
    let text = "\u{feff}typed,grade,material,operator,station,at\r\n\
                \"12,5-0,8\",1,plastic,Ольга,B,2026-01-25T12:00:00+05:00\r\n\r\n\
                +2,,participants,Ольга,B,2026-01-25T12:00:01+05:00\r\n\
                04,,bread,Ольга,B,2026-01-25T12:00:02.5+05:00\r\n\
                undo,,,Ольга,B,2026-01-25T12:00:02.5+05:00\r\n\
                ~3,,bread,,B,2026-01-25T12:00:03+05:00";
    data.import(&data.write_file("day.csv", text.as_bytes())).assert_prints("5 rows added\n");
    let report = data.report();
    assert_eq!((&report["people"], &report["entries"], &report["voided"]), (&json!(2), &json!(2), &json!(1)));
    assert_eq!(report["total_net_g"], json!(14_700));
    let text = fs::read_to_string(data.journal("B")).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert!(
        lines[2]
            .contains(r#""net_g":11700,"gross_g":12500,"tare_g":800,"source":"import","typed":"12,5-0,8""#)
    );
    // The blank line is counted, so that row numbers are the line numbers of an editor.
    assert!(lines[3].contains(r#":4""#), "{}", lines[3]);
    assert!(lines[5].contains(r#""seq":5,"#), "{}", lines[5]);
    assert!(lines[6].contains(r#""name":"""#), "{}", lines[6]);
}

#[test]
fn a_file_that_grew_adds_only_its_new_rows() {
    let data = DataFolder::with_event();
    let first = format!("{HEADER}{ROW}");
    let second =
        format!("{HEADER}{}2026-01-25T12:00:05+05:00,A,Айгерім,paper,,2\n", ROW.replace("12.5", "12.50"));
    data.import(&data.write_file("first.csv", first.as_bytes())).assert_prints("1 row added\n");
    let second = data.write_file("second.csv", second.as_bytes());
    data.import(&second).assert_prints_and_says(
        "1 row added\n1 was already there\n",
        "1 row was already imported: add it anyway with --again\n",
    );
    assert_eq!(data.report()["total_net_g"], json!(14_500));
    // A row with the same time but another material is a different row.
    let third = format!("{HEADER}{}", ROW.replace("paper", "bread"));
    data.import(&data.write_file("third.csv", third.as_bytes())).assert_prints("1 row added\n");
    // Equal rows count as often as they stand there.
    let twice = format!("{HEADER}{ROW}{ROW}");
    let twice = data.import(&data.write_file("twice.csv", twice.as_bytes()));
    assert_eq!((twice.status, twice.out.as_str()), (0, "1 row added\n1 was already there\n"), "{twice:?}");
    assert_eq!(data.report()["total_net_g"], json!(39_500));
}

#[test]
fn again_adds_the_rows_of_another_file() {
    let data = DataFolder::with_event();
    data.import(&data.write_file("first.csv", format!("{HEADER}{ROW}").as_bytes()))
        .assert_prints("1 row added\n");
    let second = format!("{HEADER}{ROW}2026-01-25T12:00:05+05:00,A,Айгерім,paper,,2\n");
    let second = data.write_file("second.csv", second.as_bytes());
    data.run_on_event(&["import", &second, "--again"]).assert_prints("2 rows added\n");
    assert_eq!(data.report()["total_net_g"], json!(27_000));
    data.import(&second).assert_prints("0 rows added\n2 were already there\n");
}

#[test]
fn an_undo_in_a_file_that_grew_undoes_the_row_of_the_first_file() {
    let data = DataFolder::with_event();
    let undo = "2026-01-25T12:00:09+05:00,A,Айгерім,,,undo\n";
    data.import(&data.write_file("first.csv", format!("{HEADER}{ROW}").as_bytes()))
        .assert_prints("1 row added\n");
    let second = data.import(&data.write_file("second.csv", format!("{HEADER}{ROW}{undo}").as_bytes()));
    assert_eq!((second.status, second.out.as_str()), (0, "1 row added\n1 was already there\n"), "{second:?}");
    let third = data.write_file("third.csv", format!("{HEADER}{ROW}{undo}\n").as_bytes());
    let third = data.import(&third);
    assert_eq!((third.status, third.out.as_str()), (0, "0 rows added\n2 were already there\n"), "{third:?}");
    let report = data.report();
    assert_eq!((&report["total_net_g"], &report["voided"]), (&json!(0), &json!(1)));
}

#[test]
fn rows_of_another_day_are_reported_and_rejected_if_strict() {
    let data = DataFolder::with_event();
    let rows = format!("{HEADER}{}", ROW.replace("2026-01-25", "2026-01-26"));
    let day = data.write_file("day.csv", rows.as_bytes());
    let strict = data.run_on_event(&["import", &day, "--strict"]);
    assert_eq!((strict.status, strict.out.as_str(), strict.err.lines().count()), (2, "", 2), "{strict:?}");
    assert!(!data.stations().join("A.jsonl").exists());
    let run = data.run_on_event(&["import", &day]);
    assert_eq!((run.status, run.out.as_str()), (0, "1 row added\n"), "{run:?}");
    assert_eq!(run.err, "1 row is dated 26.01.2026, but the event is on 25.01.2026\n");
}

#[test]
fn rows_go_into_the_event_of_their_day() {
    let data = DataFolder::new();
    let day = data.write_file("day.csv", format!("{HEADER}{ROW}").as_bytes());
    data.run(&["import", &day])
        .assert_prints_and_says("1 row added\n", "New event 2026-01-25: 25.01.2026, UTC+05:00\n");
    let more = format!("{HEADER}{}", ROW.replace("12:00", "13:00"));
    let more = data.write_file("more.csv", more.as_bytes());
    data.run(&["import", &more]).assert_prints("1 row added\n");
    assert_eq!(data.event_slugs(), ["2026-01-25"]);
    // With two events on the day, the file names neither.
    data.run(&["event", "new", "Named", "--date", "2026-01-25"]);
    data.run(&["import", &more]).assert_rejected("2026-01-25-named, 2026-01-25");
}

#[test]
fn the_day_of_rows_is_that_of_the_event_in_any_offset() {
    let data = DataFolder::with_event();
    // At these times it is 25 January in Almaty.
    let rows = format!(
        "{HEADER}{}{}",
        ROW.replace("2026-01-25T12:00:00+05:00", "2026-01-24T20:00:00Z"),
        ROW.replace("2026-01-25T12:00:00+05:00", "2026-01-25T18:00:00Z"),
    );
    let file = data.write_file("utc.csv", rows.as_bytes());
    data.run(&["import", &file]).assert_prints("2 rows added\n");
    assert_eq!(data.event_slugs(), [SAMPLE_SLUG]);
    // A new event has the offset of the rows, whatever the zone of this machine is.
    let rows = format!("{HEADER}{}", ROW.replace("2026-01-25T12:00:00+05:00", "2026-02-01T02:00:00+06:30"));
    let file = data.write_file("other.csv", rows.as_bytes());
    data.run(&["import", &file])
        .assert_prints_and_says("1 row added\n", "New event 2026-02-01: 01.02.2026, UTC+06:30\n");
}

#[test]
fn rows_of_several_days_need_the_name_of_an_event() {
    let data = DataFolder::new();
    let rows = format!("{HEADER}{ROW}{}", ROW.replace("2026-01-25", "2026-01-27"));
    let file = data.write_file("days.csv", rows.as_bytes());
    data.run(&["import", &file]).assert_rejected("several days (2026-01-25, 2026-01-27)");
    assert_eq!(data.event_slugs(), [""; 0]);
    let empty = data.write_file("empty.csv", HEADER.as_bytes());
    data.run(&["import", &empty]).assert_rejected("there is no row below the header");
    let broken = data.write_file("broken.csv", format!("{HEADER}{ROW}x,A,,paper,,1\n").as_bytes());
    let broken = data.run(&["import", &broken]);
    assert_eq!((broken.status, broken.out.as_str()), (2, ""), "{broken:?}");
    assert!(broken.err.contains("row 3: \"x\" is not a time"), "{broken:?}");
    assert_eq!(data.event_slugs(), [""; 0]);
}

#[test]
fn a_station_in_use_rejects_the_whole_import() {
    let data = DataFolder::with_event();
    fs::create_dir_all(data.stations()).unwrap();
    let lock = fs::File::create(data.stations().join("C.lock")).unwrap();
    lock.lock().unwrap();
    let run = data.import(SAMPLE_CSV);
    assert_eq!((run.status, run.out.as_str()), (4, ""), "{run:?}");
    assert!(run.err.contains("Station C is in use"), "{run:?}");
    assert!(data.journal_bytes().is_empty());
    drop(lock);
    assert_eq!(data.import(SAMPLE_CSV).status, 0);
    assert_exact(&data);
}
