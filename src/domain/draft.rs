//! Input that was typed at a station but is not in the station's journal yet: the line being typed,
//! rejected lines, and records on their way to the disk.
//!
//! Invariant: input that the journal has recorded is not offered again. Records reach the journal in the
//! order in which they were made, so the records after [`Draft::lines`] are compared in that order.
//!
//! The JSON names of the fields are part of the format of `<ID>.draft`, so they must not change.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::event::ClockTime;
use crate::domain::record::{Moment, Op, Record, RecordRef, ShortHash, StationId};

/// A typed line and the material and grade that it was typed for. The text of an estimate begins with `~`.
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
    /// The entry in the form in which it can be typed again. `None` if the record is a correction or is not
    /// an entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<DraftLine>,
    /// A description of the record in the operator's language.
    #[serde(rename = "words")]
    pub description: String,
    /// The record, if it cannot be typed again as a line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<DraftOp>,
    /// Why the disk did not accept the record, in the operator's language. `None` if the disk did not answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// A record that is not an entry of its own, so that it can be recorded after all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "op", rename_all = "lowercase")]
pub enum DraftOp {
    People {
        count: u32,
    },
    /// The operator changed. An empty name means nobody.
    Operator {
        name: String,
    },
    /// A record was voided. Undo is a void, too.
    Void {
        of: DraftTarget,
        reason: String,
    },
    /// A record was corrected.
    Correction {
        of: DraftTarget,
        line: DraftLine,
    },
    /// A hand-over to a collector.
    Out {
        line: DraftLine,
        to: String,
    },
    /// A record that only a later version knows.
    #[serde(other)]
    Unknown,
}

impl DraftOp {
    const fn target(&self) -> Option<&DraftTarget> {
        match self {
            Self::Void { of, .. } | Self::Correction { of, .. } => Some(of),
            Self::People { .. } | Self::Operator { .. } | Self::Out { .. } | Self::Unknown => None,
        }
    }

    fn with_target(self, record: RecordRef) -> Option<Self> {
        let of = record.into();
        match self {
            Self::Void { reason, .. } => Some(Self::Void { of, reason }),
            Self::Correction { line, .. } => Some(Self::Correction { of, line }),
            Self::People { .. } | Self::Operator { .. } | Self::Out { .. } | Self::Unknown => None,
        }
    }
}

/// The record that a record of a draft voids or corrects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DraftTarget {
    /// A record in a journal.
    Record { station: String, seq: u64, hash: String },
    /// A record of this time that was on its way to the disk, too.
    Pending(Moment),
}

impl DraftTarget {
    /// Returns the reference to the record, or `None` if the target was on its way to the disk.
    #[must_use]
    pub fn record(&self) -> Option<RecordRef> {
        match self {
            Self::Record { station, seq, hash } => Some(RecordRef {
                station: StationId::parse(station)?,
                seq: *seq,
                hash: ShortHash::parse(hash)?,
            }),
            Self::Pending(_) => None,
        }
    }
}

impl From<RecordRef> for DraftTarget {
    fn from(RecordRef { station, seq, hash }: RecordRef) -> Self {
        Self::Record { station: station.to_string(), seq, hash: hash.to_string() }
    }
}

/// Input typed at a station that has not been recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The number of lines that the journal had on disk when the draft was made.
    pub lines: u64,
    pub operator: String,
    /// The line being typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<DraftLine>,
    /// The id of the preset tare that applies to the line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tare: Option<String>,
    /// The time of the paper sheet whose amounts were being typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<ClockTime>,
    /// The day of that time. `None` means the day of the event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper_day: Option<NaiveDate>,
    /// The rejected lines.
    #[serde(default, rename = "aside", skip_serializing_if = "Vec::is_empty")]
    pub rejected: Vec<DraftLine>,
    /// The records that the disk has not confirmed, oldest first.
    #[serde(default, rename = "waiting", skip_serializing_if = "Vec::is_empty")]
    pub pending: Vec<DraftRecord>,
    /// The pending records that the journal holds after all, as [`Draft::remove_recorded`] found.
    #[serde(skip)]
    pub recorded: Vec<DraftRecord>,
}

impl Draft {
    /// Returns whether the draft holds no typed line, rejected line or pending record, and neither a preset tare
    /// nor a paper sheet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.line.is_none()
            && self.rejected.is_empty()
            && self.pending.is_empty()
            && self.tare.is_none()
            && self.paper.is_none()
    }

    /// Removes the input that the journal has recorded since the draft was made, and moves the pending records among it
    /// to [`Draft::recorded`]. `records` are the records after [`Draft::lines`], in order.
    pub fn remove_recorded(&mut self, records: &[Record]) {
        for record in records {
            if let Some(index) = self.pending.iter().position(|pending| pending.matches(record)) {
                let pending = self.pending.remove(index);
                self.recorded.push(pending);
            } else if self.line.as_ref().is_some_and(|line| line.matches(record)) {
                self.line = None;
            } else if let Some(index) = self.rejected.iter().position(|line| line.matches(record)) {
                self.rejected.remove(index);
            }
        }
    }

    /// Removes each pending record together with the void of it: neither is needed any more. For each other void or
    /// correction of a record that was pending, `find` returns the record in the journal by its time.
    ///
    /// Call it after [`Draft::remove_recorded`].
    pub fn remove_undone(&mut self, mut find: impl FnMut(Moment) -> Option<RecordRef>) {
        let mut kept: Vec<DraftRecord> = Vec::new();
        for mut pending in std::mem::take(&mut self.pending) {
            let target = pending.record.as_ref().and_then(DraftOp::target);
            if let Some(DraftTarget::Pending(at)) = target.cloned() {
                // Undo takes back the newest record first.
                let undone = kept.iter().rposition(|kept| kept.at == at && !kept.is_void());
                if let Some(undone) = undone.filter(|_| pending.is_void()) {
                    kept.remove(undone);
                    continue;
                }
                pending.record = pending.record.and_then(|op| op.with_target(find(at)?));
            }
            kept.push(pending);
        }
        self.pending = kept;
    }
}

impl DraftRecord {
    const fn is_void(&self) -> bool {
        matches!(self.record, Some(DraftOp::Void { .. }))
    }

    /// Returns whether the journal's record is this pending record, that is, has the same time and material.
    fn matches(&self, record: &Record) -> bool {
        let material = match &record.op {
            Op::Entry(entry) if entry.corrects.is_none() => Some(entry.material.as_str()),
            Op::Entry(_) | Op::People { .. } | Op::Void { .. } | Op::Out { .. } => None,
            Op::Operator { name } => {
                let operator = DraftOp::Operator { name: name.clone() };
                return self.at == record.at && self.record == Some(operator);
            }
            Op::Open { .. } | Op::Close | Op::Seen { .. } | Op::Fork { .. } | Op::Unknown { .. } => {
                return false;
            }
        };
        let own_material = self.line.as_ref().map(|line| line.material.as_deref().unwrap_or_default());
        self.at == record.at && own_material == material
    }
}

impl DraftLine {
    /// Returns whether the journal's record has the typed text and the material of this line.
    fn matches(&self, record: &Record) -> bool {
        let Op::Entry(entry) = &record.op else { return false };
        let typed = entry.typed.as_deref().map(without_estimate_mark);
        typed == Some(without_estimate_mark(&self.text))
            && self.material.as_ref().is_none_or(|material| *material == entry.material)
    }
}

fn without_estimate_mark(text: &str) -> &str {
    text.trim_start_matches('~')
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

    fn pending(second: u32, text: &str, material: &str) -> DraftRecord {
        DraftRecord {
            at: at(second),
            line: Some(line(text, material)),
            description: text.into(),
            record: None,
            why: None,
        }
    }

    fn record(second: u32, typed: &str, material: &str) -> Record {
        let op = Op::Entry(Entry {
            material: material.into(),
            grade: None,
            measure: Measure::Weight { gross: Grams::new(1000), tare: Grams::ZERO },
            tare_name: None,
            about: false,
            source: Source::Typed,
            scale: None,
            typed: Some(typed.into()),
            corrects: None,
        });
        Record { seq: 1, at: at(second), op, import: None, key: None, hash: LineHash([0; 32]) }
    }

    #[test]
    fn recorded_input_is_removed() {
        let mut draft = Draft {
            line: Some(line("~7", "paper")),
            rejected: vec![line("9,", "paper")],
            pending: vec![pending(1, "1", "paper"), pending(2, "2", "foam"), pending(2, "3", "foam")],
            ..Draft::default()
        };
        let whole = draft.clone();
        draft.remove_recorded(&[record(1, "1", "paper"), record(2, "2", "foam")]);
        assert_eq!(draft.pending, [pending(2, "3", "foam")]);
        assert_eq!(draft.recorded, [pending(1, "1", "paper"), pending(2, "2", "foam")]);
        assert_eq!((&draft.line, &draft.rejected), (&whole.line, &whole.rejected));
        draft.remove_recorded(&[record(2, "3", "foam"), record(9, "7", "paper"), record(9, "9,", "paper")]);
        assert!(draft.is_empty());
    }

    #[test]
    fn a_record_with_another_time_or_material_removes_nothing() {
        let mut draft = Draft {
            line: Some(line("7", "paper")),
            pending: vec![pending(1, "1", "paper")],
            ..Draft::default()
        };
        let whole = draft.clone();
        draft.remove_recorded(&[record(1, "1", "foam"), record(2, "1", "paper"), record(2, "7", "foam")]);
        assert_eq!(draft, whole);
    }
    #[test]
    fn the_json_of_a_draft_is_frozen() {
        let draft = Draft {
            lines: 3,
            operator: "Айгерім".into(),
            line: Some(DraftLine { grade: Some("1".into()), ..line("~7", "paper") }),
            tare: Some("bag".into()),
            paper: ClockTime::parse("14:05"),
            paper_day: NaiveDate::from_ymd_opt(2026, 1, 26),
            rejected: vec![DraftLine { material: None, ..line("9,", "") }],
            pending: vec![DraftRecord { line: None, ..pending(1, "+3", "") }, pending(2, "1", "foam")],
            recorded: Vec::new(),
        };
        let json = concat!(
            r#"{"lines":3,"operator":"Айгерім","line":{"text":"~7","material":"paper","grade":"1"},"#,
            r#""tare":"bag","paper":"14:05","paper_day":"2026-01-26","aside":[{"text":"9,"}],"#,
            r#""waiting":[{"at":"2026-01-25T14:00:01.250+05:00","words":"+3"},"#,
            r#"{"at":"2026-01-25T14:00:02.250+05:00","line":{"text":"1","material":"foam"},"words":"1"}]}"#,
        );
        assert_eq!(serde_json::to_string(&draft).unwrap(), json);
        assert_eq!(serde_json::from_str::<Draft>(json).unwrap(), draft);
    }

    fn other(second: u32, op: DraftOp) -> DraftRecord {
        DraftRecord { line: None, record: Some(op), ..pending(second, "", "") }
    }

    fn void(second: u32, of: DraftTarget) -> DraftRecord {
        other(second, DraftOp::Void { of, reason: "undo".into() })
    }

    #[test]
    fn an_unsaved_record_is_removed_with_its_undo() {
        let mut draft = Draft {
            // Two records of a paper sheet have the same time. The second one was undone.
            pending: vec![
                pending(1, "1", "paper"),
                pending(1, "2", "paper"),
                void(3, DraftTarget::Pending(at(1))),
                void(4, DraftTarget::Pending(at(9))),
            ],
            ..Draft::default()
        };
        let station = StationId::parse("A").unwrap();
        let recorded = RecordRef { station, seq: 7, hash: ShortHash(5) };
        draft.remove_undone(|time| (time == at(9)).then_some(recorded));
        assert_eq!(draft.pending, [pending(1, "1", "paper"), void(4, recorded.into())]);
        assert_eq!(DraftTarget::from(recorded).record(), Some(recorded));
        // The record that was undone is in no journal.
        draft.pending = vec![void(4, DraftTarget::Pending(at(8)))];
        draft.remove_undone(|_| None);
        assert_eq!(draft.pending, [DraftRecord { record: None, ..void(4, recorded.into()) }]);
    }

    #[test]
    fn a_recorded_operator_is_removed() {
        let operator = |name: &str| other(1, DraftOp::Operator { name: name.into() });
        let mut draft =
            Draft { pending: vec![operator("Айгерім"), operator("Дана")], ..Draft::default() };
        let op = Op::Operator { name: "Дана".into() };
        draft.remove_recorded(&[Record { op, ..record(1, "", "") }]);
        assert_eq!(draft.pending, [operator("Айгерім")]);
    }

    #[test]
    fn the_json_of_unsaved_records_is_frozen() {
        let of = DraftTarget::Record { station: "A".into(), seq: 3, hash: "00000000000000ff".into() };
        let line = line("~7", "paper");
        for (op, json) in [
            (DraftOp::People { count: 3 }, r#"{"op":"people","count":3}"#),
            (DraftOp::Operator { name: "Дана".into() }, r#"{"op":"operator","name":"Дана"}"#),
            (
                DraftOp::Void { of: of.clone(), reason: "undo".into() },
                r#"{"op":"void","of":{"record":{"station":"A","seq":3,"hash":"00000000000000ff"}},"reason":"undo"}"#,
            ),
            (
                DraftOp::Correction { of: DraftTarget::Pending(at(1)), line: line.clone() },
                r#"{"op":"correction","of":{"pending":"2026-01-25T14:00:01.250+05:00"},"line":{"text":"~7","material":"paper"}}"#,
            ),
            (
                DraftOp::Out { line, to: "Эко".into() },
                r#"{"op":"out","line":{"text":"~7","material":"paper"},"to":"Эко"}"#,
            ),
        ] {
            assert_eq!(serde_json::to_string(&op).unwrap(), json);
            assert_eq!(serde_json::from_str::<DraftOp>(json).unwrap(), op);
        }
        let later = r#"{"op":"later","with":{"a":1}}"#;
        assert_eq!(serde_json::from_str::<DraftOp>(later).unwrap(), DraftOp::Unknown);
    }

    #[test]
    fn the_json_of_an_empty_draft_has_only_what_is_needed() {
        let json = r#"{"lines":0,"operator":""}"#;
        assert_eq!(serde_json::to_string(&Draft::default()).unwrap(), json);
        assert_eq!(serde_json::from_str::<Draft>(json).unwrap(), Draft::default());
    }
}
