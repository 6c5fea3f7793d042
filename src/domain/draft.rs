//! What was begun at a station and is in no journal yet: the line that is being typed, lines set aside,
//! records on their way to the disk.
//!
//! Invariant: what the journal holds is never offered again. A record goes out in the order in which it
//! was made, so those behind [`Draft::lines`] are compared one after another.

use serde::{Deserialize, Serialize};

use crate::domain::event::ClockTime;
use crate::domain::record::{Moment, Op, Record};

/// A typed line and what it was meant for. An estimate has its `~`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftLine {
    pub text: String,
    /// The id of the material.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub material: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<String>,
}

/// A record that the disk has not confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftRecord {
    pub at: Moment,
    /// An entry as it would be typed again; nothing for what is no plain entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<DraftLine>,
    /// The record in words.
    pub words: String,
}

/// What was begun at a station.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// How many lines of the journal were confirmed at that time.
    pub lines: u64,
    pub operator: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<DraftLine>,
    /// The id of the preset tare that the line was meant with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tare: Option<String>,
    /// The time of the paper sheet that was typed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<ClockTime>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aside: Vec<DraftLine>,
    /// Oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waiting: Vec<DraftRecord>,
}

impl Draft {
    /// Whether nothing is begun that anybody could miss.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.line.is_none() && self.aside.is_empty() && self.waiting.is_empty()
    }

    /// Forgets what turned out to be recorded. `records` are those of the journal behind
    /// [`Draft::lines`], in order.
    pub fn forget(&mut self, records: &[Record]) {
        for record in records {
            if let Some(place) = self.waiting.iter().position(|waiting| waiting.is(record)) {
                self.waiting.remove(place);
            } else if self.line.as_ref().is_some_and(|line| line.is(record)) {
                self.line = None;
            } else if let Some(place) = self.aside.iter().position(|line| line.is(record)) {
                self.aside.remove(place);
            }
        }
    }
}

impl DraftRecord {
    fn is(&self, record: &Record) -> bool {
        let material = match &record.op {
            Op::Entry(entry) if entry.corrects.is_none() => Some(entry.material.as_str()),
            Op::Entry(_) | Op::People { .. } | Op::Void { .. } | Op::Out { .. } => None,
            Op::Open { .. } | Op::Operator { .. } | Op::Close | Op::Unknown { .. } => return false,
        };
        let meant = self.line.as_ref().map(|line| line.material.as_deref().unwrap_or_default());
        self.at == record.at && meant == material
    }
}

impl DraftLine {
    /// Whether this record is the line: typed alike, for the same material.
    fn is(&self, record: &Record) -> bool {
        let Op::Entry(entry) = &record.op else { return false };
        let plain = |text: &str| text.trim_start_matches('~').to_owned();
        let typed = entry.typed.as_deref().map(plain);
        typed == Some(plain(&self.text))
            && self.material.as_ref().is_none_or(|material| *material == entry.material)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::mass::Grams;
    use crate::domain::record::{Entry, LineHash, Measure, Source};

    fn at(second: u32) -> Moment {
        chrono::DateTime::parse_from_rfc3339(&format!("2026-01-25T14:00:{second:02}.250+05:00")).unwrap()
    }

    fn line(text: &str, material: &str) -> DraftLine {
        DraftLine { text: text.into(), material: Some(material.into()), grade: None }
    }

    fn waiting(second: u32, text: &str, material: &str) -> DraftRecord {
        DraftRecord { at: at(second), line: Some(line(text, material)), words: text.into() }
    }

    fn record(second: u32, typed: &str, material: &str) -> Record {
        let op = Op::Entry(Entry {
            material: material.into(),
            grade: None,
            measure: Measure::Weight { gross: Grams::new(1000), tare: Grams::ZERO },
            tare_name: None,
            about: false,
            source: Source::Typed,
            typed: Some(typed.into()),
            corrects: None,
        });
        Record { seq: 1, at: at(second), op, import: None, hash: LineHash([0; 32]) }
    }

    #[test]
    fn what_the_journal_holds_is_not_offered_again() {
        let mut begun = Draft {
            line: Some(line("~7", "paper")),
            aside: vec![line("9,", "paper")],
            waiting: vec![waiting(1, "1", "paper"), waiting(2, "2", "foam"), waiting(2, "3", "foam")],
            ..Draft::default()
        };
        let whole = begun.clone();
        begun.forget(&[record(1, "1", "paper"), record(2, "2", "foam")]);
        assert_eq!(begun.waiting, [waiting(2, "3", "foam")]);
        assert_eq!((&begun.line, &begun.aside), (&whole.line, &whole.aside));
        begun.forget(&[record(2, "3", "foam"), record(9, "7", "paper"), record(9, "9,", "paper")]);
        assert!(begun.is_empty());
    }

    #[test]
    fn another_record_is_not_taken_for_it() {
        let mut begun = Draft {
            line: Some(line("7", "paper")),
            waiting: vec![waiting(1, "1", "paper")],
            ..Draft::default()
        };
        let whole = begun.clone();
        begun.forget(&[record(1, "1", "foam"), record(2, "1", "paper"), record(2, "7", "foam")]);
        assert_eq!(begun, whole);
    }
}
