//! Measures the program beside a floor, in turns in one run, and prints one table of ratios with the goals.
//!
//! The *floor* is the smallest ratatui program with a bar chart, an entry line and one fdatasync per entry. Both run in a
//! pseudo-terminal of 100 columns and 30 rows on the same events. Times of a busy machine vary, so only the ratios count.
//!
//! `cargo bench --bench meter` measures events without records and with 100,000; numbers choose other sizes, such as
//! `cargo bench --bench meter -- 0 1000 1000000`, and `STATIONSxRECORDS` other stations, such as `50x2000`.

// If a step fails, the benchmark must panic. The table is its result.
#![allow(clippy::float_arithmetic, clippy::panic, clippy::print_stdout, clippy::unwrap_used)]

#[path = "meter/floor.rs"]
mod floor;
mod large_event;
#[path = "meter/screen.rs"]
mod screen;

use std::path::PathBuf;
use std::time::Duration;

use crate::large_event::LargeEvent;
use crate::screen::Screen;

/// How often each program is started, and how often each key is pressed.
const STARTS: usize = 15;
const KEYS: usize = 60;
/// How often the report is made.
const REPORTS: usize = 5;
/// How long idle programs are observed.
const IDLE: Duration = Duration::from_secs(10);
/// Lines that are pasted at once.
const PASTED: usize = 2_000;

/// What is measured on one event: the figures of the program and of the floor, in the order of [`LINES`].
struct Line {
    name: &'static str,
    unit: &'static str,
    /// The greatest ratio to the floor, or a limit of the figure itself.
    goal: Option<Goal>,
}

#[derive(Clone, Copy)]
enum Goal {
    Ratio(f64),
    Figure(f64),
}

/// A measured line.
struct Measured {
    line: Line,
    tarazy: f64,
    floor: Option<f64>,
}

impl Measured {
    fn print(&self) {
        let Line { name, unit, goal } = self.line;
        let floor = self.floor.map_or_else(|| "-".to_owned(), |floor| format!("{floor:.2}"));
        let ratio = self.floor.map(|floor| self.tarazy / floor);
        let shown = ratio.map_or_else(|| "-".to_owned(), |ratio| format!("{ratio:.2}"));
        let (goal, is_met) = match (goal, ratio) {
            (Some(Goal::Ratio(most)), Some(ratio)) => (format!("{most:.2} x floor"), Some(ratio <= most)),
            (Some(Goal::Figure(most)), _) => (format!("{most} {unit}"), Some(self.tarazy <= most)),
            _ => ("-".to_owned(), None),
        };
        let verdict = is_met.map_or("", |is_met| if is_met { "met" } else { "missed" });
        println!("  {name:34} {:9.2} {unit:3} {floor:>9} {shown:>7}  {goal:>14}  {verdict}", self.tarazy);
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [mode, entries, journals @ ..] = &arguments[..]
        && mode == floor::MODE
    {
        return floor::run(entries, journals);
    }
    let chosen: Vec<(u64, u64)> = arguments.iter().filter_map(|argument| size(argument)).collect();
    let sizes = if chosen.is_empty() { vec![(1, 0), (1, 100_000)] } else { chosen };
    for (stations, records) in sizes {
        println!("{stations} station(s), {records} records each; 100x30");
        println!("  {:34} {:>13} {:>9} {:>7}  {:>14}", "", "tarazy", "floor", "ratio", "goal");
        measure(stations, records).iter().for_each(Measured::print);
    }
}

/// Reads a size such as `1000` or `50x2000`. Returns `None` for the options that Cargo adds.
fn size(argument: &str) -> Option<(u64, u64)> {
    let (stations, records) = argument.split_once('x').unwrap_or(("1", argument));
    Some((stations.parse().ok()?, records.parse().ok()?))
}

/// Both programs on one event.
struct Pair {
    event: LargeEvent,
    journals: Vec<PathBuf>,
    next_station: usize,
}

impl Pair {
    fn tarazy(&mut self) -> Screen {
        self.tarazy_with(None)
    }

    /// Opens a console that keeps checkpoints.
    fn tarazy_with_caches(&mut self) -> Screen {
        let caches = format!("{}/caches", self.event.data());
        self.tarazy_with(Some(&caches))
    }

    fn tarazy_with(&mut self, caches: Option<&str>) -> Screen {
        // Each console has a station of its own, so that all of them find the same journals of others.
        self.next_station += 1;
        let station = format!("C{}", self.next_station);
        let data = self.event.data();
        Screen::open(
            env!("CARGO_BIN_EXE_tarazy"),
            &["--data-dir", data, "--event", "2026-01-25", "--station", &station, "--lang", "en"],
            caches,
        )
    }

    /// Makes the report of the event, and returns the milliseconds.
    fn report(&self) -> f64 {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_tarazy"));
        command.args(["--data-dir", self.event.data(), "report", "--event", "2026-01-25", "--lang", "en"]);
        command.env_clear().env("HOME", "/nonexistent").env("TZ", "<+05>-5");
        let start = std::time::Instant::now();
        let output = command.output().unwrap();
        let time = start.elapsed();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        time.as_secs_f64() * 1e3
    }

    fn floor(&self) -> Screen {
        let program = std::env::current_exe().unwrap();
        let entries = format!("{}/floor.jsonl", self.event.data());
        let mut arguments = vec![floor::MODE, &entries];
        arguments.extend(self.journals.iter().map(|journal| journal.to_str().unwrap()));
        Screen::open(program.to_str().unwrap(), &arguments, None)
    }
}

fn measure(stations: u64, records: u64) -> Vec<Measured> {
    // A journal has a first line and an operator.
    let event = LargeEvent::new(stations, records + 2);
    let journals = event.folder.journals().unwrap().into_iter().map(|(_, file)| file).collect();
    let mut pair = Pair { event, journals, next_station: 0 };
    let mut starts = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        starts.0.push(pair.tarazy().first_screen());
        starts.1.push(pair.floor().first_screen());
    }
    let mut first = pair.tarazy_with_caches();
    first.first_screen();
    first.leave();
    let mut clean_starts = Vec::new();
    let mut clean_memory = 0.0;
    for _ in 0..STARTS {
        let mut screen = pair.tarazy_with_caches();
        clean_starts.push(screen.first_screen());
        clean_memory = screen.memory_mb();
    }
    let (mut tarazy, mut floor) = (pair.tarazy(), pair.floor());
    tarazy.first_screen();
    floor.first_screen();
    let memory = (tarazy.memory_mb(), floor.memory_mb());
    tarazy.answer(b"q");
    let mut keys = (Vec::new(), Vec::new());
    let mut entries = (Vec::new(), Vec::new());
    for _ in 0..KEYS {
        keys.0.push(tarazy.answer(b"1"));
        keys.1.push(floor.answer(b"1"));
        tarazy.answer(b"\x7f");
        floor.answer(b"\x7f");
    }
    for _ in 0..KEYS {
        tarazy.answer(b"2");
        floor.answer(b"2");
        entries.0.push(tarazy.answer(b"\r"));
        entries.1.push(floor.answer(b"\r"));
    }
    let idle = (tarazy.idle_wakeups(IDLE), floor.idle_wakeups(IDLE));
    tarazy.answer(b"\x1bOR");
    let search = (0..KEYS).map(|_| {
        let time = tarazy.answer(b"1");
        tarazy.answer(b"\x7f");
        time
    });
    let search = median(search.collect());
    // A page down and up again.
    let pages = (0..KEYS).map(|_| (tarazy.answer(b"\x1b[6~") + tarazy.answer(b"\x1b[5~")) / 2.0);
    let page = median(pages.collect());
    tarazy.answer(b"\x1b");
    let reports = (0..REPORTS).map(|_| pair.report());
    let report = median(reports.collect());
    let pasted = pasted(&mut tarazy, &pair.event);
    let large = records * stations;
    let line = |name, unit, goal| Line { name, unit, goal };
    let times = |name, (tarazy, floor): (Vec<f64>, Vec<f64>), goal| Measured {
        line: line(name, "ms", goal),
        tarazy: median(tarazy),
        floor: Some(median(floor)),
    };
    let start_goal = match large {
        0..1_000 => Some(Goal::Ratio(1.3)),
        100_000..1_000_000 => Some(Goal::Figure(110.0)),
        1_000_000.. => Some(Goal::Figure(800.0)),
        _ => None,
    };
    let clean_start_goal = match large {
        100_000..1_000_000 => Some(Goal::Figure(60.0)),
        1_000_000.. => Some(Goal::Figure(150.0)),
        _ => None,
    };
    let search_goal = match large {
        100_000..1_000_000 => Some(Goal::Figure(3.0)),
        1_000_000.. => Some(Goal::Figure(16.0)),
        _ => None,
    };
    let memory_goal = match large {
        0..1_000 => Some(Goal::Figure(6.0)),
        1_000_000.. => Some(Goal::Figure(30.0)),
        _ => None,
    };
    vec![
        times("start to the last chunk", starts, start_goal),
        Measured {
            line: line("start after a clean close", "ms", clean_start_goal),
            tarazy: median(clean_starts),
            floor: None,
        },
        times("a digit to its frame", keys, Some(Goal::Ratio(1.15))),
        times("Enter to saved on the screen", entries, Some(Goal::Ratio(1.2))),
        Measured {
            line: line("a key in the history's search", "ms", search_goal),
            tarazy: search,
            floor: None,
        },
        Measured { line: line("a page of the history", "ms", search_goal), tarazy: page, floor: None },
        Measured { line: line("tarazy report", "ms", None), tarazy: report, floor: None },
        Measured {
            line: line("2000 pasted lines to the disk", "ms", Some(Goal::Figure(60.0))),
            tarazy: pasted,
            floor: None,
        },
        Measured { line: line("memory", "MB", memory_goal), tarazy: memory.0, floor: Some(memory.1) },
        Measured {
            line: line("memory after a clean close", "MB", memory_goal),
            tarazy: clean_memory,
            floor: None,
        },
        Measured {
            line: line("idle wake-ups a second", "", Some(Goal::Figure(1.0))),
            tarazy: idle.0,
            floor: Some(idle.1),
        },
    ]
}

/// Pastes many lines, and returns the milliseconds until all of them are in the journal.
fn pasted(screen: &mut Screen, event: &LargeEvent) -> f64 {
    let lines = || -> usize {
        let journals = event.folder.journals().unwrap();
        // Only the consoles' own journals, because reading the others would take longer than the paste.
        let own = journals.iter().filter(|(station, _)| station.as_str().starts_with('C'));
        own.map(|(_, file)| std::fs::read(file).unwrap().iter().filter(|byte| **byte == b'\n').count()).sum()
    };
    let before = lines();
    let text = format!("\x1b[200~{}\x1b[201~", "q1.5\r".repeat(PASTED));
    let start = std::time::Instant::now();
    screen.send(text.as_bytes());
    while lines() < before + PASTED {
        assert!(start.elapsed() < Duration::from_secs(60), "not all lines were recorded");
        std::thread::sleep(Duration::from_millis(1));
    }
    start.elapsed().as_secs_f64() * 1e3
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
