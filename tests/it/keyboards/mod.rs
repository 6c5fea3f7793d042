//! More than a hundred entries through every keyboard layout: each makes the same records as on a us keyboard, or is refused.
//!
//! An operator presses keys where a us keyboard has them, on the top row or on the numpad, or finds them by what is
//! printed on them. The result is the table in `docs/terminals.md`.

mod entries;
mod layouts;

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write;
use std::fs;
use std::time::Duration;

use tarazy::testing::{Grams, KeyContext, Measure, Mode, Op, Record, message_text};

use crate::harness::byte_console::ByteConsole;
use entries::ENTRIES;
use layouts::{Layout, MainKey};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/terminals.md");
/// The time between two keys of an operator.
const BY_HAND: u64 = 150;
/// Longer than every time after which a key is decided.
const PAUSE: u64 = 1_000;

/// Where an operator presses the digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Digits {
    TopRow,
    Numpad,
    /// In turns on the top row and on the numpad, beginning on the top row or on the numpad.
    InTurns {
        numpad_first: bool,
    },
    /// Where the layout has them. On the numpad if it has none.
    Printed,
}

/// Which key is the decimal mark.
#[derive(Clone, Copy, Debug)]
enum Mark {
    Point,
    Comma,
    Numpad,
}

/// What is done for capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Capitals {
    None,
    CapsLock,
    ShiftOnLetters,
}

/// One way of typing an entry.
#[derive(Clone, Copy, Debug)]
struct Way {
    digits: Digits,
    mark: Mark,
    signs_on_numpad: bool,
    capitals: Capitals,
}

impl Way {
    fn all() -> Vec<Self> {
        let mut ways = Vec::new();
        for capitals in [Capitals::None, Capitals::CapsLock, Capitals::ShiftOnLetters] {
            for mark in [Mark::Point, Mark::Comma, Mark::Numpad] {
                for signs_on_numpad in [false, true] {
                    let digits = [
                        Digits::TopRow,
                        Digits::Numpad,
                        Digits::InTurns { numpad_first: false },
                        Digits::InTurns { numpad_first: true },
                        Digits::Printed,
                    ];
                    ways.extend(digits.map(|digits| Self { digits, mark, signs_on_numpad, capitals }));
                }
            }
        }
        ways
    }

    /// Returns what the terminal sends if the operator types an entry in this way. A key that types
    /// nothing in the layout sends nothing.
    fn keys(self, entry: &str, us: &Layout, layout: &Layout) -> String {
        let mut digits = 0;
        let mut sent = String::new();
        for c in entry.chars() {
            match c {
                '0'..='9' => {
                    digits += 1;
                    let on_numpad = match self.digits {
                        Digits::TopRow => false,
                        Digits::Numpad => true,
                        Digits::InTurns { numpad_first } => (digits % 2 == 1) == numpad_first,
                        Digits::Printed => layout.key_with(c).is_none(),
                    };
                    if on_numpad { sent.push(c) } else { sent.extend(self.main_key(c, us, layout)) }
                }
                '.' | ',' => match self.mark {
                    Mark::Numpad => sent.push(layout.numpad_mark()),
                    Mark::Point => sent.extend(self.main_key('.', us, layout)),
                    Mark::Comma => sent.extend(self.main_key(',', us, layout)),
                },
                '+' | '-' | '*' | '/' if self.signs_on_numpad => sent.push(c),
                '+' | '-' | '*' | '/' | '~' => sent.extend(self.main_key(c, us, layout)),
                'a'..='z' => sent.extend(self.letter(c, us, layout)),
                c => sent.push(c),
            }
        }
        sent
    }

    fn letter(self, c: char, us: &Layout, layout: &Layout) -> Option<char> {
        let key = us.key_with(c).unwrap();
        let key = if self.capitals == Capitals::ShiftOnLetters { key.shifted() } else { key };
        self.press(&key, layout)
    }

    fn main_key(self, c: char, us: &Layout, layout: &Layout) -> Option<char> {
        let printed = layout.key_with(c).filter(|_| self.digits == Digits::Printed);
        self.press(&printed.unwrap_or_else(|| us.key_with(c).unwrap()), layout)
    }

    fn press(self, key: &MainKey, layout: &Layout) -> Option<char> {
        layout.character(key, self.capitals == Capitals::CapsLock)
    }

    /// Returns the column of the table.
    const fn column(self) -> usize {
        match self.digits {
            Digits::TopRow => 0,
            Digits::Numpad => 1,
            Digits::InTurns { .. } => 2,
            Digits::Printed => 3,
        }
    }
}

/// What became of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Outcome {
    records: Vec<String>,
    /// The text of the entry line at the end.
    line: String,
    /// Whether what was typed is still in the entry line, and the message line says why, or a window shows both.
    is_told: bool,
}

/// Types an entry by hand. The operator answers every question with yes, without reading it.
fn type_by_hand(sent: &str) -> Outcome {
    let mut console = ByteConsole::new();
    let mut now = PAUSE;
    for c in sent.chars() {
        now += BY_HAND;
        let bytes: Vec<u8> = match c {
            '⏎' => b"\r".to_vec(),
            '⎋' => b"\x1b".to_vec(),
            '⌫' => b"\x7f".to_vec(),
            '⇥' => b"\t".to_vec(),
            '③' => b"\x1bOR".to_vec(),
            '⑤' => b"\x1b[15~".to_vec(),
            '⑦' => b"\x1b[18~".to_vec(),
            '⑧' => b"\x1b[19~".to_vec(),
            '⑫' => b"\x1b[24~".to_vec(),
            c => c.to_string().into_bytes(),
        };
        console.read(Duration::from_millis(now), &bytes);
        if matches!(c, '⏎' | '③' | '⑤' | '⎋') {
            now += PAUSE;
            console.quiet(Duration::from_millis(now));
            for _ in 0..2 {
                // A question about the Kazakh top row may be followed by one of the slip guard.
                if console.model().snapshot().held {
                    console.read(Duration::from_millis(now), b"\r");
                    now += PAUSE;
                    console.quiet(Duration::from_millis(now));
                }
            }
        }
    }
    console.quiet(Duration::from_millis(now + PAUSE));
    let records = console.records().iter().map(description).collect();
    let model = console.model();
    let context = KeyContext::of(model);
    let is_explained = !context.snapshot.line_empty && !message_text(model).is_empty();
    let is_told = is_explained || context.mode != Mode::Weighing;
    Outcome { records, line: model.reading().text().to_owned(), is_told }
}

fn description(record: &Record) -> String {
    let weight = |gross: Grams, tare: Grams| {
        let tare = if tare.is_positive() { format!(" - {}", tare.get()) } else { String::new() };
        format!("{}{tare} g", gross.get())
    };
    match &record.op {
        Op::Entry(entry) => {
            let corrects = if entry.corrects.is_some() { "corrected: " } else { "" };
            let grade = entry.grade.as_ref().map(|grade| format!("/{grade}")).unwrap_or_default();
            let about = if entry.about { "~" } else { "" };
            let amount = match entry.measure {
                Measure::Weight { gross, tare } => weight(gross, tare),
                Measure::Pieces { count, weight: None } => format!("{count} pieces"),
                Measure::Pieces { count, weight: Some(grams) } => {
                    format!("{count} pieces, {} g", grams.get())
                }
            };
            format!("{corrects}{}{grade} {about}{amount}", entry.material)
        }
        Op::People { count: 1 } => "1 person".to_owned(),
        Op::People { count } => format!("{count} people"),
        Op::Void { .. } => "void".to_owned(),
        op => format!("{op:?}"),
    }
}

/// How the records of an entry compare with the meant ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    Same,
    /// Something was not recorded, and nothing else was recorded.
    Refused,
    Different,
    /// Another amount was recorded, and nothing that arrived shows it.
    Unnoticeable(Reason),
}

/// Why nothing shows that another amount was meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Reason {
    /// The keys 6 and 7 of the top row are `,` and `.` there, and the digits around them came from the numpad.
    MarksOnDigitKeys,
    /// The keys `,` and `.` type nothing.
    NoMarks,
}

impl Verdict {
    fn of(meant: &[&str], outcome: &Outcome, sent: &str, layout: &Layout) -> Self {
        if outcome.records == meant {
            return Self::Same;
        }
        if outcome.records.len() < meant.len() && meant[..outcome.records.len()] == outcome.records[..] {
            return Self::Refused;
        }
        // What arrived is a complete amount of digits and marks, without a trace of the layout.
        let is_plain =
            !sent.chars().any(|c| matches!(c, '"') || !c.is_ascii() && "әіңғүұқөһáíńǵúýóść".contains(c));
        let has_marks_on_digits = layout.character(&us_key('6'), false) == Some(',');
        match layout.name {
            "kz latin" if is_plain => Self::Unnoticeable(Reason::NoMarks),
            _ if is_plain && has_marks_on_digits => Self::Unnoticeable(Reason::MarksOnDigitKeys),
            _ => Self::Different,
        }
    }
}

fn us_key(c: char) -> MainKey {
    Layout::all()[0].key_with(c).unwrap()
}

/// The number of ways that made the same records, that were refused, and that recorded another amount.
#[derive(Clone, Copy, Debug, Default)]
struct Counts([usize; 3]);

impl Counts {
    fn add(&mut self, verdict: Verdict) {
        let index = match verdict {
            Verdict::Same => 0,
            Verdict::Refused => 1,
            Verdict::Different | Verdict::Unnoticeable(_) => 2,
        };
        self.0[index] += 1;
    }

    fn cell(self) -> String {
        let [same, refused, different] = self.0;
        format!("{same} / {refused} / {different}")
    }
}

const COLUMNS: [&str; 4] = ["top row", "numpad", "both in turns", "as printed"];
const BEGIN: &str = "<!-- generated by UPDATE_DOCS=1 cargo test --test it -- keyboards -->";
const END: &str = "<!-- end of the generated part -->";

/// Writes the table of layouts and the table of entries.
fn tables(layouts: &[Layout], by_layout: &[[Counts; 4]], by_entry: &[Vec<Counts>]) -> String {
    let mut text = format!("{BEGIN}\n\n| layout | {} |\n|---|---|---|---|---|\n", COLUMNS.join(" | "));
    for (layout, counts) in layouts.iter().zip(by_layout) {
        let cells = counts.map(Counts::cell);
        writeln!(text, "| {} | {} |", layout.name, cells.join(" | ")).unwrap();
    }
    let names: Vec<&str> = layouts.iter().map(|layout| layout.name).collect();
    let rule = "|---".repeat(names.len() + 1);
    write!(text, "\n| keys | {} |\n{rule}|\n", names.join(" | ")).unwrap();
    for ((entry, _), counts) in ENTRIES.iter().zip(by_entry) {
        let cells: Vec<String> = counts.iter().map(|counts| counts.cell()).collect();
        writeln!(text, "| `{entry}` | {} |", cells.join(" | ")).unwrap();
    }
    text + "\n" + END
}

/// Types every entry in every way through every layout.
#[test]
fn every_layout_makes_the_same_records_or_is_refused() {
    let layouts = Layout::all();
    let us = &layouts[0];
    let mut outcomes: HashMap<String, Outcome> = HashMap::new();
    let mut by_layout = vec![[Counts::default(); 4]; layouts.len()];
    let mut by_entry = vec![vec![Counts::default(); layouts.len()]; ENTRIES.len()];
    let (mut different, mut reasons) = (BTreeSet::new(), BTreeSet::new());
    for (at, layout) in layouts.iter().enumerate() {
        for (row, (entry, meant)) in ENTRIES.iter().enumerate() {
            for way in Way::all() {
                let sent = way.keys(entry, us, layout);
                let outcome = outcomes.entry(sent.clone()).or_insert_with(|| type_by_hand(&sent));
                let verdict = Verdict::of(meant, outcome, &sent, layout);
                by_layout[at][way.column()].add(verdict);
                by_entry[row][at].add(verdict);
                match verdict {
                    Verdict::Same => {}
                    Verdict::Refused => {
                        assert!(outcome.is_told, "{} {entry}: {sent}: {outcome:?}", layout.name);
                    }
                    Verdict::Different => {
                        different.insert(format!("{} {entry}: {sent}: {outcome:?}", layout.name));
                    }
                    Verdict::Unnoticeable(reason) => {
                        reasons.insert((layout.name, reason));
                    }
                }
            }
        }
    }
    assert!(different.is_empty(), "{different:#?}");
    // docs/terminals.md explains these.
    let known = [
        ("Windows kz", Reason::MarksOnDigitKeys),
        ("kz", Reason::MarksOnDigitKeys),
        ("kz ext", Reason::MarksOnDigitKeys),
        ("kz latin", Reason::NoMarks),
    ];
    assert_eq!(reasons, known.into_iter().collect());
    // Only digits in turns, and the layout without marks, record something else.
    for (layout, counts) in layouts.iter().zip(&by_layout).filter(|(layout, _)| layout.name != "kz latin") {
        assert!([0, 1, 3].iter().all(|column| counts[*column].0[2] == 0), "{}: {counts:?}", layout.name);
    }
    // The us layout refuses nothing.
    assert!(by_layout[0].iter().all(|counts| counts.0[1..] == [0, 0]), "{by_layout:?}");
    let generated = tables(&layouts, &by_layout, &by_entry);
    let page = fs::read_to_string(PAGE).unwrap();
    let (before, rest) = page.split_once(BEGIN).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    let expected = format!("{before}{generated}{after}");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(PAGE, &expected).unwrap();
    } else {
        assert!(page == expected, "the tables in docs/terminals.md are out of date");
    }
}
