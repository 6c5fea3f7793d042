//! Whole lines, which a machine typed or which were pasted. A line is taken whole or not at all.

use std::collections::BTreeSet;

use super::super::amount::material_of;
use super::super::bytes::Key;
use super::super::hands::{Unit, What};
use super::entries::next_grade;
use super::{Answer, Entry, Op, Reading, Selected, Step};

/// Where a whole line comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    Machine,
    Paste,
}

impl Step<'_> {
    /// Handles a paste, which is taken line by line. The text after its last line break goes into the entry line.
    pub(super) fn paste(&self, text: &str) -> Vec<Reading> {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let mut lines: Vec<&str> = text.split('\n').collect();
        let last = lines.pop().unwrap_or("");
        let mut readings = BTreeSet::from([self.reading.plain()]);
        for line in lines {
            readings = readings
                .iter()
                .flat_map(|reading| self.with(reading.clone()).whole_line(line, Origin::Paste))
                .collect();
        }
        let mut all = Vec::new();
        for reading in readings {
            if !last.is_empty() {
                let together = format!("{}{last}", reading.text);
                all.push(Reading { text: together, by_hand: 0, asked: None, ..reading.clone() });
                // The list of rejected lines may have taken what was typed before.
                all.push(Reading { text: last.to_owned(), by_hand: 0, asked: None, ..reading.clone() });
            }
            all.push(reading);
        }
        all
    }

    /// Handles a line that a machine typed (M1 to M6).
    pub(super) fn line(&self, keys: &[Key]) -> Vec<Reading> {
        // A letter after the line is not directly after itself.
        let reading = &self.reading.plain();
        if reading.window.is_some() {
            return vec![reading.clone()];
        }
        let characters: Option<String> = keys
            .iter()
            .map(|key| match key {
                Key::Char(c) => Some(*c),
                Key::OneOf(keys) => keys.iter().find_map(|key| match key {
                    Some(Key::Char(c)) => Some(*c),
                    _ => None,
                }),
                _ => None,
            })
            .collect();
        let Some(line) = characters else {
            // A line with a mark is refused (G4). If only a hand presses that key, a hand typed all of it (G3).
            let press = |key: &Key| Unit {
                at_ms: self.at_ms,
                what: What::Press { key: key.clone(), confirms: false, begins: false },
            };
            let presses: Vec<Unit> = keys.iter().map(press).collect();
            let is_refused =
                |reading: &Reading| reading.text.contains('\u{fffd}') || reading.window.is_some();
            let by_hand = self.run(&presses, true).into_iter().filter(is_refused);
            return by_hand.chain([Reading { has_rejected: true, ..reading.clone() }]).collect();
        };
        let padding = line.chars().take_while(|c| *c == ' ').count();
        let mut bases = BTreeSet::from([reading.clone()]);
        let counts = if line.trim().is_empty() { 1..=3 } else { 1..=1 };
        if counts.contains(&padding) && (reading.text.is_empty() || reading.asked.is_some()) {
            let mut newest = reading.clone();
            for _ in 0..padding {
                let Some(after) = self.with(newest).claim(|op| *op == Op::People(1)) else { break };
                bases.insert(after.clone());
                newest = after;
            }
        }
        bases.into_iter().flat_map(|base| self.with(base).whole_line(&line, Origin::Machine)).collect()
    }

    /// Takes a line that a hand could have typed (M3), or rejects it. The rules do not say whether the mark of F7
    /// belongs to a pasted line, or to a line that replaces an open question.
    fn whole_line(&self, line: &str, origin: Origin) -> Vec<Reading> {
        let mut readings = self.marked_line(line, origin);
        let may_be_unmarked = origin == Origin::Paste || self.reading.asked.is_some();
        if self.reading.about && may_be_unmarked {
            let unmarked = Reading { about: false, ..self.reading.clone() };
            readings.extend(self.with(unmarked).marked_line(line, origin));
        }
        readings
    }

    fn marked_line(&self, line: &str, origin: Origin) -> Vec<Reading> {
        let reading = &self.reading;
        let has_typed = !reading.text.is_empty();
        let rejected = Reading { has_rejected: true, ..reading.clone() };
        let Some(alone) = reading.with_line(line, origin) else { return vec![rejected] };
        // A letter after the amount is not what M3 allows.
        let mut entries = Reading { has_letter: true, ..alone.clone() }.entries();
        if !alone.has_letter {
            let about = |(mut entry, is_asked): (Entry, bool)| {
                entry.amount.about |= alone.about;
                (entry, is_asked)
            };
            entries.extend(alone.numbered().into_iter().map(about));
        }
        let has_no_letter = line.trim_start().chars().next().and_then(material_of).is_none();
        let is_same_load = origin == Origin::Machine
            && has_no_letter
            && (reading.last_line.as_deref() == Some(line) || reading.is_same_load && reading.text == line);
        let is_asked = is_same_load || origin == Origin::Machine && has_typed && reading.asked.is_none();
        let mut readings = Vec::new();
        for (entry, needs_question) in &entries {
            if !(is_asked || *needs_question || self.is_unusual(entry)) {
                let recorded = self.record(&Answer::Entry(entry.clone()));
                readings.extend(recorded.map(|after| Reading { last_line: Some(line.to_owned()), ..after }));
            }
        }
        let is_amount = !entries.is_empty();
        let alone_is_asked = entries.into_iter().map(|(entry, _)| Answer::Entry(entry)).collect::<Vec<_>>();
        if has_typed {
            // M4. If the amount were rejected without a question, the next Enter would record the typed text.
            let text = format!("{}{line}", reading.text);
            let together = Reading { text, by_hand: 0, ..reading.clone() };
            let mut both = alone_is_asked.clone();
            both.extend(together.entries().into_iter().map(|(entry, _)| Answer::Entry(entry)));
            if !both.is_empty() {
                readings.push(Reading { asked: Some(both), ..reading.clone() });
            }
        }
        if is_amount && (!has_typed || reading.asked.is_some()) {
            let old = has_typed.then(|| reading.line()).or_else(|| reading.old.clone());
            let question = Reading { asked: Some(alone_is_asked), old, is_same_load, ..alone };
            // After Esc the selection may be that of the line, or the one before it.
            readings.push(Reading { selected: reading.selected, ..question.clone() });
            readings.push(Reading { has_letter: reading.has_letter, ..question });
        }
        let is_sure = is_amount && reading.selected != Selected::Any;
        let would_record = !reading.entries().is_empty();
        let must_ask = is_sure && would_record && origin == Origin::Machine && reading.asked.is_none();
        if !must_ask || reading.has_rejected {
            readings.push(rejected);
        }
        readings
    }
}

impl Reading {
    /// Returns this reading with a whole line in place of the typed text, or `None` if a hand could not have
    /// typed the line: the letter of one pane, repeated for a grade, directly before an amount, or an amount.
    fn with_line(&self, line: &str, origin: Origin) -> Option<Self> {
        let line = line.trim_start_matches(' ');
        let first = line.chars().next()?;
        let Some(material) = material_of(first) else {
            return Some(Self { text: line.to_owned(), by_hand: 0, ..self.clone() });
        };
        let rest = line.trim_start_matches(first);
        let steps = line.chars().count() - rest.chars().count();
        // In a paste, a space may separate them.
        if rest.starts_with(' ') && origin == Origin::Machine {
            return None;
        }
        let mut selected = self.selected;
        for step in 0..steps {
            selected = next_grade(material, selected, step > 0);
        }
        Some(Self { text: rest.to_owned(), by_hand: 0, selected, has_letter: true, ..self.clone() })
    }
}
