//! Tests what the console records for the bytes that reach it: bytes with times in, records out.
//!
//! The rules are those of `docs/input.md`. Each case was once recorded wrongly.

mod further;
mod table;

use std::time::Duration;

use tarazy::testing::{Measure, Op, Record, Source};

use crate::harness::byte_console::ByteConsole;

/// The time between two keys of an operator.
const BY_HAND: u64 = 150;
/// A stable weight, as a scale with the protocol MT-SICS sends it.
const SCALE_FRAME: &[u8] = b"S S      12.50 kg\r\n";

/// A console and its time. Each method returns the script, so that a case is one chain of calls.
struct Script {
    console: ByteConsole,
    now: u64,
}

impl Script {
    fn new() -> Self {
        Self { console: ByteConsole::new(), now: 1_000 }
    }

    fn with_scale(option: &str) -> Self {
        Self { console: ByteConsole::with_scale(option), now: 1_000 }
    }

    /// Delivers bytes in one read.
    fn read(&mut self, bytes: &[u8]) -> &mut Self {
        self.console.read(Duration::from_millis(self.now), bytes);
        self
    }

    fn wait(&mut self, millis: u64) -> &mut Self {
        self.now += millis;
        self.console.quiet(Duration::from_millis(self.now));
        self
    }

    /// Types characters by hand, each in a read of its own. `⏎` is Enter, `⎋` is Esc, `⌫` is Backspace.
    fn hand(&mut self, keys: &str) -> &mut Self {
        for c in keys.chars() {
            self.wait(BY_HAND);
            match c {
                '⏎' => self.read(b"\r"),
                '⎋' => self.read(b"\x1b"),
                '⌫' => self.read(b"\x7f"),
                c => self.read(c.encode_utf8(&mut [0; 4]).as_bytes()),
            };
        }
        self.wait(400)
    }

    /// Sends the bytes of a machine with this many milliseconds between them.
    fn machine(&mut self, bytes: &[u8], millis: u64) -> &mut Self {
        self.wait(300);
        for byte in bytes {
            self.read(&[*byte]).wait(millis);
        }
        self.wait(400)
    }

    /// Sends bytes in one read, long after the last ones.
    fn packet(&mut self, bytes: &[u8]) -> &mut Self {
        self.wait(1_000).read(bytes).wait(1_000)
    }

    /// Holds a key down for three seconds.
    fn hold(&mut self, bytes: &[u8], first: u64, next: u64) -> &mut Self {
        self.wait(1_000).read(bytes).wait(first).read(bytes);
        let mut held = first;
        while held < 3_000 {
            self.wait(next).read(bytes);
            held += next;
        }
        self.wait(1_000)
    }

    /// Returns the records, such as `paper 12500 g`, `1 person` and `void`.
    fn recorded(&self) -> Vec<String> {
        self.console.records().iter().map(description).collect()
    }

    #[track_caller]
    fn expect(&self, records: &[&str]) -> &Self {
        assert_eq!(self.recorded(), records);
        self
    }

    /// Returns the text of the entry line, with `?` if a question is open.
    fn line(&self) -> String {
        let model = self.console.model();
        let mark = if model.snapshot().held { "?" } else { "" };
        format!("{}{mark}", model.reading().text())
    }

    fn rejected(&self) -> usize {
        self.console.model().rejected_texts().count()
    }
}

fn description(record: &Record) -> String {
    match &record.op {
        Op::Entry(entry) => {
            let source = if entry.source == Source::Wedge { "wedge: " } else { "" };
            let corrects = if entry.corrects.is_some() { "corrected: " } else { "" };
            let about = if entry.about { "~" } else { "" };
            match entry.measure {
                Measure::Weight { .. } => {
                    let grade = entry.grade.as_ref().map(|grade| format!("/{grade}")).unwrap_or_default();
                    format!(
                        "{source}{corrects}{}{grade} {about}{} g",
                        entry.material,
                        entry.measure.net().get()
                    )
                }
                Measure::Pieces { count, .. } => {
                    format!("{corrects}{} {about}{count} pieces", entry.material)
                }
            }
        }
        Op::People { count: 1 } => "1 person".to_owned(),
        Op::People { count } => format!("{count} people"),
        Op::Void { .. } => "void".to_owned(),
        Op::Out { material, measure, .. } => format!("out: {material} {} g", measure.net().get()),
        Op::Operator { name } => format!("operator {name}"),
        op => format!("{op:?}"),
    }
}
