//! Eight consoles record into one event at once, and one of them is killed: nothing is lost or counted twice,
//! and all consoles end with the same totals.
//!
//! Each console sends a few rows, then waits until the last of them is shown as saved.

use std::fs;
use std::thread;
use std::time::Instant;

use serde_json::Value;

use crate::harness::sample_day::{self, Row};
use crate::harness::terminal::Terminal;
use crate::harness::{DEADLINE, DataFolder, Numbers};

const STATIONS: [&str; 8] = ["A", "B", "C", "D", "E", "F", "G", "H"];
/// The station whose console is killed.
const KILLED: &str = "D";
const ENTRIES: usize = 200;

/// Returns what one operator types: 200 entries, and between them groups of people and slips that are
/// undone. The amounts of a material stay within what the slip guard accepts as usual.
fn rows(station: &str) -> Vec<Row> {
    let seed = STATIONS.iter().position(|known| *known == station).unwrap();
    let mut numbers = Numbers::new(seed as u64 + 1);
    let row = |material: &str, grade: &str, typed: String| Row {
        station: station.to_owned(),
        material: material.to_owned(),
        grade: grade.to_owned(),
        typed,
    };
    let mut rows = Vec::new();
    for entry in 1..=ENTRIES {
        let kilograms = format!("{}.{:02}", 2 + numbers.below(9), numbers.below(100));
        rows.push(match numbers.below(9) {
            0 => row("plastic", ["", "1", "2", "4", "5", "6"][numbers.below(6) as usize], kilograms),
            1 => row("lamps", "", (2 + numbers.below(9)).to_string()),
            2 => row("glass-clear", "", format!("{kilograms}-1.8")),
            3 => row("bread", "", format!("{kilograms}+0,5")),
            4 => row("reuse", "", format!("~{kilograms}")),
            other => row(["paper", "cans", "textiles", "other"][other as usize - 5], "", kilograms),
        });
        if entry % 9 == 0 {
            rows.push(row("participants", "", format!("+{}", 2 + numbers.below(4))));
        }
        // Undo does not affect records from before a restart, so nothing is undone at the station whose
        // console is killed.
        if entry % 25 == 0 && station != KILLED {
            rows.push(row("", "", "undo".to_owned()));
        }
    }
    rows.push(row("paper", "", "5.00".to_owned()));
    rows
}

/// Returns the keys of rows that are sent together. Spaces that arrive together with an amount may be the padding
/// of a scale, so a single person is counted like a group.
fn keys(rows: &[Row]) -> String {
    let keys = |row: &Row| if row.keys() == " " { "<F5>1<Enter>".to_owned() } else { row.keys() };
    rows.iter().map(keys).collect()
}

/// Opens the station's console. The first record of its journal has the number 1.
fn open(data: &DataFolder, station: &str) -> Terminal {
    data.screen(&["--station", station]).open()
}

/// Returns the whole lines of a station's journal that hold rows. Notes about other stations and the first and last line
/// hold none.
fn row_lines(data: &DataFolder, station: &str) -> Vec<Value> {
    let journal = fs::read_to_string(data.journal(station)).unwrap_or_default();
    journal
        .split_inclusive('\n')
        .filter(|line| line.ends_with('\n'))
        .map(|line| serde_json::from_str(line).unwrap())
        .filter(|line: &Value| !matches!(line["op"].as_str(), Some("open" | "close" | "seen")))
        .collect()
}

/// Types rows from index `from` on, a few at a time. Before each group, the previous rows must be on the disk.
fn type_rows(
    console: &mut Terminal,
    data: &DataFolder,
    station: &str,
    rows: &[Row],
    mut from: usize,
    numbers: &mut Numbers,
) {
    while from < rows.len() {
        let mut end = (from + 1 + numbers.below(12) as usize).min(rows.len());
        // An undone record is not shown as saved, so it must not be the last row of the group.
        while rows[end - 1].is_undo() {
            end += 1;
        }
        console.send(&keys(&rows[from..end]));
        // A note about the other stations takes a number, so the journal says which number the last row has.
        console.synchronise(&format!("row {end} of station {station} is saved"), |screen| {
            let lines = row_lines(data, station);
            lines.get(end - 1).is_some_and(|line| screen.contains(&format!("№{} ✓", line["seq"])))
        });
        from = end;
    }
}

/// Returns the highest number that the screen shows as saved.
fn highest_saved(screen: &str) -> usize {
    let numbers = screen.split('№').filter_map(|rest| rest.split_once(" ✓")?.0.parse().ok());
    numbers.max().unwrap_or(0)
}

/// Compares the rows in the journal of a station with the rows that were typed, one by one, and returns how many
/// rows are in it.
fn recorded_rows(data: &DataFolder, station: &str, rows: &[Row]) -> usize {
    let lines = row_lines(data, station);
    assert!(lines.len() <= rows.len(), "{} lines for {} rows", lines.len(), rows.len());
    for (index, (line, row)) in lines.iter().zip(rows).enumerate() {
        if row.is_undo() {
            assert_eq!(line["op"], "void", "{line}");
            assert_eq!(line["of"]["seq"], lines[index - 1]["seq"], "{line}");
        } else if row.is_people() {
            assert_eq!(line["count"], row.people(), "{line}");
        } else {
            let grade = line["grade"].as_str().unwrap_or_default();
            let typed = (line["material"].as_str(), grade, line["typed"].as_str());
            assert_eq!(typed, (Some(&*row.material), &*row.grade, Some(&*row.typed)), "{line}");
        }
    }
    lines.len()
}

/// Types all rows of a station and returns its console. The console of one station is killed halfway.
fn type_day(data: &DataFolder, station: &str) -> Terminal {
    let rows = rows(station);
    let mut numbers = Numbers::new(rows.len() as u64);
    let mut console = open(data, station);
    if station != KILLED {
        type_rows(&mut console, data, station, &rows, 0, &mut numbers);
        return console;
    }
    let half = rows.len() / 2;
    type_rows(&mut console, data, station, &rows[..half], 0, &mut numbers);
    assert!(highest_saved(&console.text()) > 0, "no number is shown as saved:\n{}", console.text());
    // The next rows are sent without waiting. The console is killed when the first of these rows is in the
    // file and others are still pending, so the file has rows that were never shown as saved.
    rows[half..half + 60].iter().for_each(|row| console.send(&keys(std::slice::from_ref(row))));
    let path = data.journal(station);
    let lines = || {
        let journal = fs::read_to_string(&path).unwrap();
        journal.matches('\n').count() - journal.matches("\"op\":\"seen\"").count()
    };
    let started = Instant::now();
    while lines() <= half + 1 {
        assert!(started.elapsed() < DEADLINE, "nothing is written:\n{}", console.text());
        thread::yield_now();
    }
    console.kill();
    let journal = fs::read_to_string(&path).unwrap();
    let shown = highest_saved(&console.text());
    let complete = journal.matches('\n').count();
    // The screen may show only records that are not saved yet.
    assert!(shown <= complete, "number {shown} is shown as saved, {complete} lines are there");
    // The restored half-typed line must not become part of what is typed next.
    let _missing = fs::remove_file(path.with_extension("draft"));
    let mut console = open(data, station);
    // Some rows may have been recorded without being shown as saved, so the journal determines where to
    // continue.
    let recorded = recorded_rows(data, station, &rows);
    type_rows(&mut console, data, station, &rows, recorded, &mut numbers);
    console
}

/// Returns a row of panes without what the sums just grew by. Each console may have read the last records in other batches.
fn without_growth(row: &str) -> String {
    let sum = |pane: &str| {
        let sum = pane.split('+').next().unwrap_or_default().trim();
        sum.trim_end_matches(" kg").trim_end_matches(" pcs").to_owned()
    };
    row.split('│').map(sum).collect::<Vec<_>>().join("│")
}

#[test]
fn eight_consoles_and_a_kill_add_up_exactly() {
    let data = DataFolder::new();
    let mut consoles: Vec<Terminal> = thread::scope(|scope| {
        let data = &data;
        let operators = STATIONS.map(|station| scope.spawn(move || type_day(data, station)));
        operators.map(|operator| operator.join().unwrap()).into_iter().collect()
    });
    let all: Vec<Vec<Row>> = STATIONS.iter().map(|station| rows(station)).collect();
    let typed = sample_day::sums(&all.concat());
    let grams: i64 = typed.net_g.values().sum();
    // All consoles show the same number of people and kilograms in the header, and the same sums in the
    // panes.
    let people = format!(" {} people ", typed.people);
    assert!((100..1000).contains(&typed.people) && (1_000_000..1_000_000_000).contains(&grams));
    let tenths = (grams + 50) / 100;
    let total = format!(" {},{:03}.{} kg ", tenths / 10_000, tenths / 10 % 1000, tenths % 10);
    let panes: Vec<String> = consoles
        .iter_mut()
        .map(|console| {
            console.synchronise(&format!("{people}and {total}in the header"), |screen| {
                let header = screen.lines().next().unwrap_or_default();
                header.contains(&people) && header.contains(&total)
            });
            // The last row selected paper. After another frame, the panes of the previous frame are complete.
            console.send("e");
            let screen = console.wait_for("▌E Clear glass ▸");
            screen.lines().skip(1).take(10).map(without_growth).collect::<Vec<_>>().join("\n")
        })
        .collect();
    for screen in &panes {
        assert_eq!(screen, &panes[0]);
    }
    consoles.iter_mut().for_each(Terminal::quit);
    // Each journal has exactly the rows that its operator typed, in order.
    for (station, rows) in STATIONS.iter().zip(&all) {
        assert_eq!(recorded_rows(&data, station, rows), rows.len(), "station {station}");
    }
    data.assert_verified();
    let report = data.report();
    assert_eq!(sample_day::reported_sums(&report), typed);
    assert_eq!((report["total_net_g"].as_i64(), &report["verified"]), (Some(grams), &Value::Bool(true)));
    let undone = all.iter().flatten().filter(|row| row.is_undo()).count();
    assert_eq!(report["voided"].as_u64(), Some(undone as u64));
    let entries = all.iter().flatten().filter(|row| !row.is_undo() && !row.is_people()).count();
    let undone_entries = all
        .iter()
        .flat_map(|rows| rows.windows(2))
        .filter(|pair| pair[1].is_undo() && !pair[0].is_people())
        .count();
    assert_eq!(report["entries"].as_u64(), Some((entries - undone_entries) as u64));
}
