//! Measures the bytes that the console sends to the terminal for what an operator does, and prints them with their limits.
//!
//! The program runs in a pseudo-terminal on the evening of the sample day, and in an event without records. Arguments such as
//! `100x30` or `kk` choose screens. With `TARAZY_SHOW_BYTES=1` the bytes themselves are printed too.

// If a step fails, the benchmark must panic. The table is its result. The harness has more than what is used here.
#![allow(clippy::panic, clippy::print_stdout, clippy::unwrap_used, dead_code)]

#[path = "../it"]
mod it {
    pub(crate) mod harness;
}

use std::time::Duration;

use crate::harness::sample_day::rows;
use crate::harness::terminal::Terminal;
use crate::harness::{DataFolder, SAMPLE_CSV, SAMPLE_SLUG};
use crate::it::harness;

/// An action has ended after this silence.
const SILENCE: Duration = Duration::from_millis(150);
/// A letter that follows another one later is not part of a word, and Esc is not part of a sequence.
const LETTER_TIME: Duration = Duration::from_millis(800);
/// How often each action is repeated.
const TIMES: usize = 24;
/// The screens: columns, rows, language.
const SCREENS: [(u16, u16, &str); 4] = [(100, 30, "en"), (100, 30, "kk"), (80, 24, "kk"), (120, 40, "ru")];

/// What was sent for one kind of action.
struct Figures {
    action: &'static str,
    /// The limits of the median and of the maximum, on a screen of 100 columns and 30 rows.
    limits: Option<(usize, usize)>,
    bytes: Vec<usize>,
}

impl Figures {
    const fn new(action: &'static str, limits: Option<(usize, usize)>) -> Self {
        Self { action, limits, bytes: Vec::new() }
    }

    fn print(mut self) {
        self.bytes.sort_unstable();
        let (Some(most), Some(median)) = (self.bytes.last(), self.bytes.get(self.bytes.len() / 2)) else {
            return;
        };
        let limits = self.limits.map(|(median, most)| format!("   {median:14} {most:4}")).unwrap_or_default();
        println!("  {:28} {median:6} {most:6}{limits}", self.action);
    }
}

fn main() {
    // Cargo adds an option of its own.
    let chosen: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    for (columns, rows, language) in SCREENS {
        let size = format!("{columns}x{rows}");
        if !chosen.iter().all(|choice| [size.as_str(), language].contains(&choice.as_str())) {
            continue;
        }
        for is_full_day in [true, false] {
            let day = if is_full_day { "full day" } else { "no records" };
            println!("{:30} median    max   limits: median  max", format!("{size} {language}, {day}"));
            measure(columns, rows, language, is_full_day);
        }
    }
}

fn measure(columns: u16, screen_rows: u16, language: &str, is_full_day: bool) {
    let data = DataFolder::new();
    let targets = ["--target", "paper=1000", "--target", "plastic=750", "--target", "lamps=2000"];
    data.new_event(&[&["Recycle Бірге", "--date", "2026-01-25"], &targets[..]].concat());
    if is_full_day {
        assert_eq!(data.import(SAMPLE_CSV).status, 0);
    }
    let arguments = ["--event", SAMPLE_SLUG, "--station", "A"];
    let mut console = data.screen(&arguments).size(columns, screen_rows).language(language).open();
    let mut start = Figures::new("start", None);
    let mut idle = Figures::new("idle, with its clock", Some((30, 30)));
    let mut select = Figures::new("another pane", Some((120, 120)));
    let mut first = Figures::new("the first digit", Some((80, 80)));
    let mut digit = Figures::new("a further digit", Some((60, 80)));
    let mut save = Figures::new("Enter to saved", Some((150, 400)));
    let mut person = Figures::new("a person", Some((150, 400)));
    let mut undo = Figures::new("F8 undoes", Some((150, 400)));
    let mut open = Figures::new("F1 opens the help", Some((1_800, 1_800)));
    let mut close = Figures::new("Esc closes the help", Some((2_500, 2_500)));
    let mut history = Figures::new("F3 opens the history", None);

    bytes_of(&mut console, "");
    start.bytes.push(console.byte_count());
    bytes_of(&mut console, "q1<Enter>");
    idle.bytes.push(bytes_of(&mut console, ""));
    for key in "wertyasdfghzxcvbnq".chars() {
        select.bytes.push(bytes_of(&mut console, &key.to_string()));
    }
    bytes_of(&mut console, "<Esc>");
    for row in rows("A", 3 * TIMES).iter().filter(|row| !row.is_undo()).take(TIMES) {
        let keys = row.keys();
        if row.is_people() {
            person.bytes.push(bytes_of(&mut console, &keys));
            continue;
        }
        let typed = keys.find(|c: char| !c.is_ascii_lowercase()).unwrap();
        let (letters, amount) = keys.split_at(typed);
        bytes_of(&mut console, letters);
        for (index, key) in amount.trim_end_matches("<Enter>").chars().enumerate() {
            let figures = if index == 0 { &mut first } else { &mut digit };
            figures.bytes.push(bytes_of(&mut console, &key.to_string()));
        }
        save.bytes.push(bytes_of(&mut console, "<Enter>"));
    }
    for _ in 0..4 {
        undo.bytes.push(bytes_of(&mut console, "<F8>"));
        open.bytes.push(bytes_of(&mut console, "<F1>"));
        close.bytes.push(bytes_of(&mut console, "<Esc>"));
        history.bytes.push(bytes_of(&mut console, "<F3>"));
        bytes_of(&mut console, "<Esc>");
    }
    for figures in [start, idle, select, first, digit, save, person, undo, open, close, history] {
        figures.print();
    }
    console.quit();
}

/// Returns how many bytes the program sends for these keys.
fn bytes_of(console: &mut Terminal, keys: &str) -> usize {
    let before = console.byte_count();
    console.send(keys);
    if keys == "<Esc>" || keys.starts_with(|c: char| c.is_ascii_lowercase()) {
        console.listen(LETTER_TIME);
    }
    loop {
        let count = console.byte_count();
        console.listen(SILENCE);
        if console.byte_count() == count {
            break;
        }
    }
    let bytes = console.byte_count() - before;
    if std::env::var_os("TARAZY_SHOW_BYTES").is_some() {
        println!("{keys} {bytes}: {}", console.written()[before..].escape_debug());
    }
    bytes
}
