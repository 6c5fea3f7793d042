//! Load: consoles that are killed while lines stream in, many consoles, commands and imports at once, and one console
//! for a very long day.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use crate::harness::{DataFolder, Numbers};

/// The first amount of each console, in grams. Each next one is a step more.
const FIRST: i64 = 1_010;
const STEP: i64 = 10;

/// The amounts that a console types.
fn amounts() -> impl Iterator<Item = i64> {
    (0..).map(|step| FIRST + step * STEP)
}

/// Returns grams as they are typed, with two decimals.
fn kilograms(grams: i64) -> String {
    format!("{}.{:02}", grams / 1000, grams % 1000 / 10)
}

/// Types amounts and kills the console at a random moment. Returns the numbers and grams that were acknowledged.
fn type_and_kill(data: &DataFolder, numbers: &mut Numbers) -> Vec<(i64, i64)> {
    let mut command = data.std_command();
    command
        .args(["--plain", "--station", "A"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut console = command.spawn().unwrap();
    let mut keyboard = console.stdin.take().unwrap();
    let mut answers = BufReader::new(console.stdout.take().unwrap());
    let lines: String = amounts().take(200).map(|grams| format!("q{}\n", kilograms(grams))).collect();
    keyboard.write_all(lines.as_bytes()).unwrap();
    let mut text = String::new();
    for _ in 0..1 + numbers.below(40) {
        answers.read_line(&mut text).unwrap();
    }
    thread::sleep(Duration::from_micros(numbers.below(2000)));
    console.kill().unwrap();
    console.wait().unwrap();
    // What it had written before it was killed is still in the pipe.
    answers.read_to_string(&mut text).unwrap();
    let saved = text.lines().filter(|line| line.contains("Saved: "));
    // The last line may be cut within the number.
    let number = |line: &str| line.rsplit_once('#')?.1.parse().ok();
    amounts().zip(saved).filter_map(|(grams, line)| Some((number(line)?, grams))).collect()
}

/// Kills a console this many times. Returns how many records were acknowledged, and how many are there.
fn check_kills(kills: usize) -> (usize, usize) {
    let data = DataFolder::new();
    let mut numbers = Numbers::new(18);
    let mut acknowledged: Vec<(i64, i64)> = Vec::new();
    for _ in 0..kills {
        acknowledged.extend(type_and_kill(&data, &mut numbers));
    }
    // The next console cuts off the last torn line.
    assert_eq!(data.run(&["people", "1", "--station", "A"]).status, 0);
    data.assert_verified();
    let entries: BTreeMap<i64, i64> = data
        .operations("A")
        .iter()
        .filter(|line| line["op"] == "entry")
        .map(|line| (line["seq"].as_i64().unwrap(), line["net_g"].as_i64().unwrap()))
        .collect();
    for (number, grams) in &acknowledged {
        assert_eq!(entries.get(number), Some(grams), "number {number} was acknowledged");
    }
    // Nothing is there twice: each amount is followed by the next one, or by the first one of the next console.
    let amounts: Vec<i64> = entries.into_values().collect();
    for pair in amounts.windows(2) {
        assert!(pair[1] == pair[0] + STEP || pair[1] == FIRST, "{pair:?}");
    }
    assert!(acknowledged.len() >= kills, "{} acknowledged", acknowledged.len());
    (acknowledged.len(), amounts.len())
}

#[test]
fn killed_consoles_lose_nothing_that_was_acknowledged() {
    check_kills(20);
}

mod long {
    use std::fs;
    use std::time::Instant;

    use super::*;
    use crate::harness::terminal::Terminal;

    #[test]
    #[ignore = "takes minutes"]
    fn five_hundred_kills_lose_nothing_that_was_acknowledged() {
        let (acknowledged, counted) = check_kills(500);
        println!("500 kills, {acknowledged} acknowledged, {counted} there");
    }

    /// The stations of the consoles.
    const CONSOLES: [&str; 12] = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L"];
    /// How long they are used.
    const TIME: Duration = Duration::from_secs(30);

    /// Types amounts until the time is over. Returns the console, and the grams that it showed as saved.
    fn type_for_a_while(data: &DataFolder, station: &str, started: Instant) -> (Terminal, i64) {
        let mut console = data.screen(&["--station", station]).open();
        let mut grams = 0;
        for number in 0.. {
            if started.elapsed() > TIME {
                break;
            }
            // The last digit of each amount is shown, and no amount equals the one before.
            let amount = FIRST + number % 9 * STEP;
            console.send(&format!("q{}<Enter>", kilograms(amount)));
            console.wait_for(&format!("✓ Saved: Q Waste paper {} kg", kilograms(amount)));
            grams += amount;
        }
        (console, grams)
    }

    /// Adds entries with a command at its own station until the time is over. Returns their grams.
    fn add_for_a_while(data: &DataFolder, station: &str, started: Instant) -> i64 {
        let mut grams = 0;
        while started.elapsed() < TIME {
            let add = data.run(&["add", "cans", "1.5", "--station", station]);
            assert_eq!(add.status, 0, "{add:?}");
            grams += 1_500;
        }
        grams
    }

    /// Imports tables of 20 rows until the time is over. Returns their grams.
    fn import_for_a_while(data: &DataFolder, started: Instant) -> i64 {
        let mut grams = 0;
        for table in 0.. {
            if started.elapsed() > TIME {
                break;
            }
            let minute = |row: i64| {
                format!("{}T{:02}:{:02}:{row:02}+05:00", crate::harness::day(0), table / 60 % 24, table % 60)
            };
            let rows: String = (0..20).map(|row| format!("{},Z,,textiles,,2\n", minute(row))).collect();
            let file = data.write_file(
                &format!("{table}.csv"),
                format!("at,station,operator,material,grade,typed\n{rows}").as_bytes(),
            );
            let import = data.run(&["import", &file]);
            assert_eq!(import.status, 0, "{import:?}");
            grams += 40_000;
        }
        grams
    }

    #[test]
    #[ignore = "takes a minute of both cores"]
    fn twelve_consoles_with_commands_and_imports_add_up_exactly() {
        let data = DataFolder::new();
        data.new_event(&["Recycle Бірге"]);
        let started = Instant::now();
        let (mut consoles, grams) = thread::scope(|scope| {
            let data = &data;
            let consoles =
                CONSOLES.map(|station| scope.spawn(move || type_for_a_while(data, station, started)));
            let adding =
                ["W", "X", "Y"].map(|station| scope.spawn(move || add_for_a_while(data, station, started)));
            let importing = scope.spawn(move || import_for_a_while(data, started));
            let (consoles, typed): (Vec<_>, Vec<_>) =
                consoles.map(|console| console.join().unwrap()).into_iter().unzip();
            let added: i64 = adding.map(|adding| adding.join().unwrap()).iter().sum();
            (consoles, typed.iter().sum::<i64>() + added + importing.join().unwrap())
        });
        let tenths = (grams + 50) / 100;
        let thousands = tenths / 10_000;
        let total = if thousands > 0 {
            format!(" {thousands},{:03}.{} kg ", tenths / 10 % 1000, tenths % 10)
        } else {
            format!(" {}.{} kg ", tenths / 10, tenths % 10)
        };
        for console in &mut consoles {
            console.synchronise(&format!("{total}in the header"), |screen| {
                screen.lines().next().unwrap_or_default().contains(&total)
            });
            console.quit();
        }
        let report = data.report();
        assert_eq!(report["total_net_g"], grams);
        data.assert_verified();
        println!("{} entries, {grams} g", report["entries"]);
    }

    /// What a process uses.
    #[derive(Debug)]
    struct Usage {
        descriptors: usize,
        /// Resident memory in KiB.
        memory: u64,
        /// The time of the entries since the last measurement.
        time: Duration,
    }

    fn usage(process: u32, time: Duration) -> Usage {
        let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
        let memory = line.split_whitespace().nth(1).unwrap().parse().unwrap();
        let descriptors = fs::read_dir(format!("/proc/{process}/fd")).unwrap().count();
        Usage { descriptors, memory, time }
    }

    #[test]
    #[ignore = "takes minutes"]
    fn the_twenty_thousandth_entry_costs_no_more_than_the_first() {
        const ENTRIES: i64 = 20_000;
        const PART: i64 = 2_000;
        let amount = |entry: i64| FIRST + entry % 97 * STEP;
        let data = DataFolder::new();
        let mut console = data.screen(&["--station", "A"]).open();
        let process = console.process();
        let mut usages = Vec::new();
        let mut started = Instant::now();
        for entry in 1..=ENTRIES {
            console.send(&format!("q{}<Enter>", kilograms(amount(entry))));
            console.wait_for(&format!("№{} ✓", entry + 1));
            if entry % PART == 0 {
                usages.push(usage(process, started.elapsed()));
                started = Instant::now();
            }
        }
        console.quit();
        for usage in &usages {
            println!("{usage:?}");
        }
        let (first, last) = (&usages[0], &usages[usages.len() - 1]);
        assert_eq!(first.descriptors, last.descriptors);
        assert!(last.time < 3 * first.time, "{first:?} {last:?}");
        // A record takes some bytes in memory.
        assert!(last.memory < 2 * first.memory, "{first:?} {last:?}");
        let grams: i64 = (1..=ENTRIES).map(amount).sum();
        assert_eq!(data.report()["total_net_g"], grams);
        data.assert_verified();
    }
}
