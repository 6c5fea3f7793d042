//! The import of a day: exact, once, and whole again after any interruption.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::harness::{DAY, Home};

const EXPECTED: &str = include_str!("../data/almaty-2026-01-25.expected.json");

/// The report's sums in the form of the expected ones.
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
fn assert_exact(home: &Home) {
    let report = home.report();
    assert_eq!(sums(&report), serde_json::from_str::<Value>(EXPECTED).unwrap());
    assert_eq!((&report["verified"], &report["damage"]), (&json!(true), &json!([])));
    let sum = |field: &str, of: &str| -> i64 {
        report[field].as_array().unwrap().iter().map(|row| row[of].as_i64().unwrap()).sum()
    };
    assert_eq!(sum("streams", "net_g"), 6_115_400);
    assert_eq!(sum("hours", "net_g"), 6_115_400);
    assert_eq!(sum("hours", "people"), 1800);
    assert_eq!(report["groups"], json!([{"id": "glass", "net_g": 2_060_000}]));
    assert_chained(home, &report);
}

/// Every `prev` is the SHA-256 of the line before, and the report names the last one's.
#[track_caller]
fn assert_chained(home: &Home, report: &Value) {
    let hex = |line: &str| Sha256::digest(line).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    for row in report["stations"].as_array().unwrap() {
        let text = fs::read_to_string(home.journal(row["id"].as_str().unwrap())).unwrap();
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
fn a_day_adds_up_to_the_gram() {
    let home = Home::imported();
    assert_exact(&home);
    home.run(&["verify"]).says("The journals are sound: 4,109 lines, no damage\n");
}

#[test]
fn the_same_file_again_adds_nothing() {
    let home = Home::imported();
    let before = home.journals();
    for extra in [&[][..], &["--again"], &["--strict"]] {
        home.on_day(&[&["import", DAY], extra].concat()).says("0 rows added\n4,101 were already there\n");
        assert_eq!(home.journals(), before);
    }
}

#[test]
fn every_record_of_an_import_names_its_row() {
    let home = Home::imported();
    let digest = Sha256::digest(fs::read(DAY).unwrap());
    let file: String = digest[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    let rows: Vec<String> = fs::read_to_string(DAY).unwrap().lines().map(str::to_owned).collect();
    for bytes in home.journals().values() {
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

/// A few numbers that are the same in every run.
fn numbers(seed: u64) -> impl Iterator<Item = usize> {
    let mut state = seed;
    std::iter::from_fn(move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Some((state >> 33) as usize)
    })
}

/// Keeps the first lines of each journal, as a program that was killed leaves them.
fn cut(home: &Home, whole: &BTreeMap<PathBuf, Vec<u8>>, lines: impl IntoIterator<Item = usize>) {
    for ((path, bytes), lines) in whole.iter().zip(lines) {
        let kept: Vec<u8> = bytes.split_inclusive(|b| *b == b'\n').take(lines).flatten().copied().collect();
        fs::write(path, kept).unwrap();
    }
    assert_eq!(home.journals().len(), whole.len());
}

#[test]
fn a_day_that_was_cut_off_goes_on_where_it_stopped() {
    let home = Home::imported();
    let whole = home.journals();
    for lines in [[1, 1, 1, 1], [1490, 240, 2, 700]] {
        cut(&home, &whole, lines);
        assert_eq!(home.import(DAY).status, 0);
        assert_exact(&home);
    }
}

#[test]
fn wherever_an_import_was_cut_off_its_sums_come_out() {
    let home = Home::day();
    // The rows around the first four undos.
    let day = fs::read_to_string(DAY).unwrap();
    let rows: String =
        HEADER.lines().chain(day.lines().skip(865).take(160)).map(|row| format!("{row}\n")).collect();
    let file = home.file("noon.csv", rows.as_bytes());
    home.import(&file).says("160 rows added\n");
    let expected = sums(&home.report());
    assert_eq!(expected["undone"], json!(4));
    let whole = home.journals();
    let lengths: Vec<usize> =
        whole.values().map(|bytes| bytes.iter().filter(|b| **b == b'\n').count()).collect();
    let mut random = numbers(7);
    for _ in 0..40 {
        let lines: Vec<usize> = lengths.iter().map(|most| random.next().unwrap() % (most + 1)).collect();
        cut(&home, &whole, lines.iter().copied());
        let run = home.import(&file);
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{lines:?}");
        let report = home.report();
        assert_eq!(sums(&report), expected, "{lines:?}");
        assert_eq!(report["verified"], json!(true), "{lines:?}");
        assert_chained(&home, &report);
        let again = home.journals();
        home.import(&file).says("0 rows added\n160 were already there\n");
        assert_eq!(home.journals(), again, "{lines:?}");
    }
}

#[test]
fn a_line_that_was_cut_in_half_or_a_missing_journal_is_made_good() {
    let home = Home::imported();
    let journal = home.journal("A");
    let bytes = fs::read(&journal).unwrap();
    fs::write(&journal, &bytes[..bytes.len() / 2]).unwrap();
    fs::remove_file(home.journal("C")).unwrap();
    let import = home.import(DAY);
    assert_eq!((import.status, import.err.lines().count()), (0, 1), "{import:?}");
    assert!(import.err.contains("torn"), "{import:?}");
    assert_exact(&home);
}

#[test]
fn what_was_weighed_in_between_stays() {
    let home = Home::imported();
    let whole = home.journals();
    for (path, bytes) in &whole {
        let kept: Vec<u8> = bytes.split_inclusive(|b| *b == b'\n').take(300).flatten().copied().collect();
        fs::write(path, kept).unwrap();
    }
    let add = home.on_day(&["add", "paper", "5", "--operator", "Марат"]);
    assert_eq!((add.status, add.out.as_str()), (0, "A:302\n"), "{add:?}");
    assert_eq!(home.import(DAY).status, 0);
    let report = home.report();
    assert_eq!((&report["total_net_g"], &report["entries"]), (&json!(6_120_400), &json!(2332)));
    // The file's operator is on duty again for the file's rows.
    let text = fs::read_to_string(home.journal("A")).unwrap();
    let operators: Vec<&str> = text.lines().filter(|line| line.contains(r#""op":"operator""#)).collect();
    assert_eq!(operators.len(), 3, "{operators:#?}");
    assert!(operators[2].contains("Айгерім") && operators[2].contains(r#""import":"#), "{operators:#?}");
}

const HEADER: &str = "at,station,operator,material,grade,typed\n";
const ROW: &str = "2026-01-25T12:00:00+05:00,A,Айгерім,paper,,12.5\n";

#[test]
fn bad_files_are_refused_and_leave_nothing() {
    let row = |row: &str| format!("{HEADER}{ROW}{row}\n");
    let at = "2026-01-25T12:00:00+05:00";
    let cases = [
        (String::new(), "row 1: there is no header"),
        ("\n\n".into(), "row 1: there is no header"),
        (ROW.into(), r#"row 1: there is no column "2026-01-25T12:00:00+05:00""#),
        (HEADER.replace("typed", "weight"), r#"there is no column "weight""#),
        (HEADER.replace(",typed", ""), r#"the column "typed" is missing"#),
        (HEADER.replace("typed", "typed,at"), r#"the column "at" stands twice"#),
        (HEADER.replace(',', ";"), "there is no column"),
        (row("x,A,O,paper,,1"), r#"row 3: "x" is no time"#),
        (row("2026-01-25 12:00,A,O,paper,,1"), "row 3: "),
        (row(&format!("{at},a,O,paper,,1")), r#"row 3: "a" cannot be a station"#),
        (row(&format!("{at},../B,O,paper,,1")), "row 3: "),
        (row(&format!("{at},A,O,gold,,1")), r#"row 3: There is no material "gold". Known: paper"#),
        (row(&format!("{at},A,O,plastic,3,1")), r#"row 3: Plastic has no grade "3". Known: 1, 2"#),
        (row(&format!("{at},A,O,paper,1,1")), "row 3: Cardboard and waste paper has no grades"),
        (row(&format!("{at},A,O,paper,,1.250")), r#"row 3: "1.250": At most 2 decimals"#),
        (row(&format!("{at},A,O,paper,,0")), "row 3: "),
        (row(&format!("{at},A,O,paper,,")), "row 3: "),
        (row(&format!("{at},A,O,paper,,2000.01")), r#"row 3: "2000.01": At most 2,000 kg"#),
        (row(&format!("{at},A,O,lamps,,1.5")), "row 3: "),
        (row(&format!("{at},A,O,paper,,2*5")), "begins with the number of another material"),
        (row(&format!("{at},A,O,participants,,+0")), "row 3: "),
        (row(&format!("{at},A,O,participants,,many")), r#"row 3: "many" is no number of people"#),
        (row(&format!("{at},B,O,,,undo")), r#"row 3: "undo" has nothing to take back"#),
        (row(&format!("{at},A,O,,,undo\n{at},A,O,,,undo")), "row 4: "),
        (row(&format!("{at},A,O,,,1")), "row 3: "),
        (row(&format!("{at},A,O,paper,,1,")), "row 3: 7 fields instead of 6"),
        (row(&format!("{at},A,O,paper")), "row 3: 4 fields instead of 6"),
        (row(&format!("{at},A,{},paper,,1", "ы".repeat(201))), "row 3: "),
        (row(&format!("{at},A,\"a\nb\",paper,,1")), "row 3: "),
        (row("+262000-01-01T00:00:00Z,A,O,paper,,1"), "row 3: "),
    ];
    let home = Home::new();
    for (text, says) in cases {
        let run = home.run(&["import", &home.file("bad.csv", text.as_bytes())]);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{text}: {run:?}");
        assert!(run.err.contains(says), "{says:?} is not in {run:?}");
        assert!(run.err.contains("bad.csv") && run.err.lines().count() <= 2, "{run:?}");
        assert_eq!(home.events(), [""; 0], "{text}");
    }
    let run = home.run(&[
        "import",
        &home.file("bad.csv", b"at,station,operator,material,grade,typed\n\xff,A,O,paper,,1\n"),
    ]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("UTF-8"), "{run:?}");
    let missing = home.run(&["import", "nowhere.csv"]);
    assert_eq!(missing.status, 3, "{missing:?}");
    assert!(missing.err.contains("nowhere.csv"), "{missing:?}");
}

#[test]
fn many_bad_rows_are_counted() {
    let home = Home::day();
    let row = "2026-01-25T12:00:00+05:00,A,O,gold,,1\n";
    let run = home.import(&home.file("bad.csv", format!("{HEADER}{}", row.repeat(500)).as_bytes()));
    assert_eq!((run.status, run.err.lines().count()), (2, 21), "{run:?}");
    assert!(run.err.ends_with("Nothing was added: 500 rows are faulty\n"), "{run:?}");
    assert!(home.journals().is_empty());
}

#[test]
fn columns_may_stand_in_any_order_with_bom_crlf_and_blank_lines() {
    let home = Home::day();
    let text = "\u{feff}typed,grade,material,operator,station,at\r\n\
                \"12,5-0,8\",1,plastic,Ольга,B,2026-01-25T12:00:00+05:00\r\n\r\n\
                +2,,participants,Ольга,B,2026-01-25T12:00:01+05:00\r\n\
                04,,bread,Ольга,B,2026-01-25T12:00:02.5+05:00\r\n\
                undo,,,Ольга,B,2026-01-25T12:00:02.5+05:00\r\n\
                ~3,,bread,,B,2026-01-25T12:00:03+05:00";
    home.import(&home.file("day.csv", text.as_bytes())).says("5 rows added\n");
    let report = home.report();
    assert_eq!((&report["people"], &report["entries"], &report["voided"]), (&json!(2), &json!(2), &json!(1)));
    assert_eq!(report["total_net_g"], json!(14_700));
    let text = fs::read_to_string(home.journal("B")).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert!(
        lines[2]
            .contains(r#""net_g":11700,"gross_g":12500,"tare_g":800,"source":"import","typed":"12,5-0,8""#)
    );
    // The blank line counts: rows are the lines that an editor shows.
    assert!(lines[3].contains(r#":4""#), "{}", lines[3]);
    assert!(lines[5].contains(r#""seq":5,"#), "{}", lines[5]);
    assert!(lines[6].contains(r#""name":"""#), "{}", lines[6]);
}

#[test]
fn rows_of_another_import_need_to_be_wanted() {
    let home = Home::day();
    let first = format!("{HEADER}{ROW}");
    let second = format!("{HEADER}{ROW}2026-01-25T12:00:05+05:00,A,Айгерім,paper,,2\n");
    home.import(&home.file("first.csv", first.as_bytes())).says("1 row added\n");
    let second = home.file("second.csv", second.as_bytes());
    let before = home.journals();
    home.import(&second).refused("1 row came with another import: add it all the same with --again");
    assert_eq!(home.journals(), before);
    home.on_day(&["import", &second, "--again"]).says("2 rows added\n");
    assert_eq!(home.report()["total_net_g"], json!(27_000));
    home.import(&second).says("0 rows added\n2 were already there\n");
    // Another material at the same moment is another row.
    let third = format!("{HEADER}{}", ROW.replace("paper", "bread"));
    home.import(&home.file("third.csv", third.as_bytes())).says("1 row added\n");
}

#[test]
fn another_day_is_warned_of_and_strictly_refused() {
    let home = Home::new();
    let day = home.file("day.csv", format!("{HEADER}{ROW}").as_bytes());
    let strict = home.run(&["import", &day, "--strict"]);
    assert_eq!((strict.status, strict.out.as_str(), strict.err.lines().count()), (2, "", 2), "{strict:?}");
    assert_eq!(home.events(), [""; 0]);
    let run = home.run(&["import", &day]);
    assert_eq!((run.status, run.out.as_str()), (0, "1 row added\n"), "{run:?}");
    assert!(run.err.starts_with("1 row is dated 25.01.2026, but the event is on "), "{run:?}");
    assert_eq!(home.events().len(), 1);
}

#[test]
fn a_station_in_use_refuses_the_whole_import() {
    let home = Home::day();
    fs::create_dir_all(home.stations()).unwrap();
    let lock = fs::File::create(home.stations().join("C.lock")).unwrap();
    lock.lock().unwrap();
    let run = home.import(DAY);
    assert_eq!((run.status, run.out.as_str()), (4, ""), "{run:?}");
    assert!(run.err.contains("Station C is in use"), "{run:?}");
    assert!(home.journals().is_empty());
    drop(lock);
    assert_eq!(home.import(DAY).status, 0);
    assert_exact(&home);
}
