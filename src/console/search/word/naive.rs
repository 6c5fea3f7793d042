//! The meanings of a word by their definition, for one record at a time.

use crate::console::search::normalize::{normalized, normalizes_to};
use crate::console::search::word::{SearchWord, typed_amount};
use crate::domain::ledger::{RecordKind, RecordView};

impl SearchWord {
    /// Returns whether the word matches a field of a record that differs from record to record. `material` is the id of its
    /// material, and `minute` the local minute of its day.
    pub(crate) fn matches_naive(&self, view: &RecordView<'_>, material: Option<&str>, minute: i64) -> bool {
        if let Some(since_ms) = self.since_ms {
            return view.at_ms > since_ms;
        }
        if let Some(range) = self.range {
            return range.matches(minute);
        }
        let seq = view.target.seq;
        if !self.grade_of.is_empty() {
            return view.material.is_some_and(|material| self.grade_of.contains(&material))
                && view.grade.is_some_and(|grade| normalizes_to(grade, &self.text));
        }
        if self.station == Some(view.name) && self.number.is_none_or(|number| number == seq) {
            return true;
        }
        if self.is_key_letter {
            return false;
        }
        if self.station.is_none() && self.number.is_some() {
            return self.number == Some(seq);
        }
        if self.estimates_only {
            return view.about && (self.text == "~" || self.matches_amount_naive(view));
        }
        let has_grade = self.grade.as_deref().is_some_and(|searched| {
            self.material_by_key.as_deref() == material
                && view.grade.is_some_and(|grade| normalizes_to(grade, searched))
        });
        has_grade
            || self.time.as_ref().is_some_and(|time| time.matches(minute))
            || self.begins(seq)
            || self.matches_amount_naive(view)
    }

    fn matches_amount_naive(&self, view: &RecordView<'_>) -> bool {
        let net = u64::try_from(view.net.get()).unwrap_or_default();
        let gross = u64::try_from(view.tare.get()).unwrap_or_default() + net;
        let is_weighed = matches!(view.kind, RecordKind::Weight | RecordKind::Out);
        let is_counted = matches!(view.kind, RecordKind::Pieces | RecordKind::OutPieces | RecordKind::People);
        let is_typed =
            self.text.contains(['-', '+', '/']) && self.text.contains(|c: char| c.is_ascii_digit());
        is_weighed && (self.begins_amount(net) || self.begins_amount(gross))
            || is_counted && self.begins(u64::from(view.count))
            || is_typed && normalized(&typed_amount(view)).starts_with(&self.text)
    }
}
