//! Eight consoles on one event, all typed into at once, one of them killed in the middle: nothing is lost,
//! nothing is double, everyone ends with the same totals.
//!
//! Each console types ahead of its own screen by a handful of rows and then waits until the last of them is
//! shown as saved. So a slow machine only makes the test slower.

use std::fs;
use std::thread;
use std::time::Instant;

use serde_json::Value;

use crate::day::{self, Row};
use crate::harness::Home;
use crate::terminal::{PATIENCE, Setting, Terminal};

const STATIONS: [&str; 8] = ["A", "B", "C", "D", "E", "F", "G", "H"];
/// The station whose console is killed.
const KILLED: &str = "D";
const ENTRIES: usize = 200;

/// Random enough, and the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// What one operator types: 200 entries, with groups of people and slips that are undone between them. The
/// amounts of a material stay within what the slip guard takes for usual.
fn rows(station: &str) -> Vec<Row> {
    let seed = STATIONS.iter().position(|known| *known == station).unwrap();
    let mut numbers = Numbers(seed as u64 + 1);
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
        // Undo does not reach behind a restart.
        if entry % 25 == 0 && station != KILLED {
            rows.push(row("", "", "undo".to_owned()));
        }
    }
    rows.push(row("paper", "", "5.00".to_owned()));
    rows
}

fn keys(rows: &[Row]) -> String {
    rows.iter().map(Row::keys).collect()
}

/// Opens the station's console. Its first line is number 1.
fn open(home: &Home, station: &str) -> Terminal {
    let arguments = ["--station", station];
    let mut console = Setting { arguments: &arguments, ..Setting::new(home.path()) }.start();
    console.wait_for(&format!("station {station}"));
    console
}

/// Types rows from this place on, a handful at a time, each handful when the one before is on the disk.
fn type_rows(console: &mut Terminal, rows: &[Row], mut from: usize, numbers: &mut Numbers) {
    while from < rows.len() {
        let mut end = (from + 1 + numbers.below(12) as usize).min(rows.len());
        // What was undone is not shown as saved any more; what follows it is.
        while rows[end - 1].is_undo() {
            end += 1;
        }
        console.send(&keys(&rows[from..end]));
        console.wait_for(&format!("№{} ✓", end + 1));
        from = end;
    }
}

/// The highest number that the screen shows as saved.
fn saved(screen: &str) -> usize {
    let numbers = screen.split('№').filter_map(|rest| rest.split_once(" ✓")?.0.parse().ok());
    numbers.max().unwrap_or(0)
}

/// The rows of a station's journal, in order, checked one by one against what was typed.
fn kept(journal: &str, rows: &[Row]) -> usize {
    let lines: Vec<Value> = journal
        .split_inclusive('\n')
        .filter(|line| line.ends_with('\n'))
        .map(|line| serde_json::from_str(line).unwrap())
        .filter(|line: &Value| !matches!(line["op"].as_str(), Some("open" | "close")))
        .collect();
    assert!(lines.len() <= rows.len(), "{} lines for {} rows", lines.len(), rows.len());
    for (line, row) in lines.iter().zip(rows) {
        if row.is_undo() {
            assert_eq!(line["op"], "void", "{line}");
            assert_eq!(line["of"]["seq"].as_u64().map(|seq| seq + 1), line["seq"].as_u64(), "{line}");
        } else if row.is_person() {
            assert_eq!(format!("+{}", line["count"]), row.typed, "{line}");
        } else {
            let grade = line["grade"].as_str().unwrap_or_default();
            let typed = (line["material"].as_str(), grade, line["typed"].as_str());
            assert_eq!(typed, (Some(&*row.material), &*row.grade, Some(&*row.typed)), "{line}");
        }
    }
    lines.len()
}

/// One operator's day.
fn work(home: &Home, station: &str) -> Terminal {
    let rows = rows(station);
    let mut numbers = Numbers(rows.len() as u64);
    let mut console = open(home, station);
    if station != KILLED {
        type_rows(&mut console, &rows, 0, &mut numbers);
        return console;
    }
    let half = rows.len() / 2;
    type_rows(&mut console, &rows[..half], 0, &mut numbers);
    // Typed on without a look at the screen. As soon as the first of it is in the file, with more on its way,
    // the plug is pulled: some of what is there was never shown as saved.
    rows[half..half + 60].iter().for_each(|row| console.send(&row.keys()));
    let path = home.only_event().join(format!("stations/{station}.jsonl"));
    let lines = || fs::read_to_string(&path).unwrap().matches('\n').count();
    let started = Instant::now();
    while lines() <= half + 1 {
        assert!(started.elapsed() < PATIENCE, "nothing is written:\n{}", console.text());
        thread::yield_now();
    }
    console.kill_9();
    let journal = fs::read_to_string(&path).unwrap();
    let shown = saved(&console.text());
    let whole = journal.matches('\n').count();
    assert!(shown <= whole, "number {shown} was shown as saved, {whole} lines are there");
    // The line that was begun is not to come back into what is typed next.
    let _none = fs::remove_file(path.with_extension("draft"));
    let mut console = open(home, station);
    // What was not shown as saved may be there all the same: the journal tells where to go on.
    let there = kept(&journal, &rows);
    type_rows(&mut console, &rows, there, &mut numbers);
    console
}

#[test]
fn eight_consoles_under_load_and_a_kill_add_up_exactly() {
    let home = Home::new();
    let mut consoles: Vec<Terminal> = thread::scope(|scope| {
        let home = &home;
        let operators = STATIONS.map(|station| scope.spawn(move || work(home, station)));
        operators.map(|operator| operator.join().unwrap()).into_iter().collect()
    });
    let all: Vec<Vec<Row>> = STATIONS.iter().map(|station| rows(station)).collect();
    let typed = day::sums(&all.concat());
    let grams: i64 = typed.net_g.values().sum();
    // Everyone sees the same: people and kilograms in the header, each material in its pane.
    let people = format!(" {} people ", typed.people);
    assert!((100..1000).contains(&typed.people) && (1_000_000..1_000_000_000).contains(&grams));
    let tenths = (grams + 50) / 100;
    let total = format!(" {},{:03}.{} kg ", tenths / 10_000, tenths / 10 % 1000, tenths % 10);
    let panes: Vec<String> = consoles
        .iter_mut()
        .map(|console| {
            let same = |screen: &str| {
                let header = screen.lines().next().unwrap_or_default();
                header.contains(&people) && header.contains(&total)
            };
            console.until(&format!("{people}and {total}in the header"), same);
            // The selected pane is framed otherwise: the same on all screens, whatever came last.
            console.send("q");
            let screen = console.wait_for("┌ Q ─");
            screen.lines().skip(1).take(10).collect::<Vec<_>>().join("\n")
        })
        .collect();
    for screen in &panes {
        assert_eq!(screen, &panes[0]);
    }
    consoles.iter_mut().for_each(Terminal::quit);
    // Each journal holds what its operator typed, in order, no more and no less.
    let stations = home.only_event().join("stations");
    for (station, rows) in STATIONS.iter().zip(&all) {
        let journal = fs::read_to_string(stations.join(format!("{station}.jsonl"))).unwrap();
        assert_eq!(kept(&journal, rows), rows.len(), "station {station}");
    }
    let verify = home.run(&["verify"]);
    assert_eq!(verify.status, 0, "{verify:?}");
    let report = home.run(&["report", "--format", "json"]);
    let report: Value = serde_json::from_str(&report.out).unwrap();
    assert_eq!(day::reported(&report), typed);
    assert_eq!((report["total_net_g"].as_i64(), &report["verified"]), (Some(grams), &Value::Bool(true)));
    let undone = all.iter().flatten().filter(|row| row.is_undo()).count();
    assert_eq!(report["voided"].as_u64(), Some(undone as u64));
    let entries = all.iter().flatten().filter(|row| !row.is_undo() && !row.is_person()).count();
    let undone_entries = all
        .iter()
        .flat_map(|rows| rows.windows(2))
        .filter(|pair| pair[1].is_undo() && !pair[0].is_person())
        .count();
    assert_eq!(report["entries"].as_u64(), Some((entries - undone_entries) as u64));
}
