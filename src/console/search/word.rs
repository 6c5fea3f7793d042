//! One word of a search, and all its possible meanings.

#[cfg(test)]
mod naive;

use crate::console::search::normalize::{normalized, normalizes_to};
use crate::console::search::prefix::{DecimalPrefix, NumberPrefix, TimePrefix, TimeRange};
use crate::domain::event::Event;
use crate::domain::ledger::{RecordKind, RecordView, ScannedRecord};
use crate::domain::mass::Grams;
use crate::domain::record::{Measure, StationId};
use crate::entry::keyboard;
use crate::language::format;

/// One word of a search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SearchWord {
    /// The normalized text.
    pub(super) text: String,
    /// Whether the word is a single letter that names a station or the key of a material. Such a word matches
    /// no part of a name.
    is_key_letter: bool,
    /// The station that the word names.
    pub(super) station: Option<StationId>,
    /// The exact record number, if the word has one after a station or `№`.
    pub(super) number: Option<u64>,
    /// The ledger indexes of the materials that the previous word names and that have this word as a grade.
    pub(super) grade_of: Vec<u16>,
    /// The id of the material on the key of the word's first letter.
    pub(super) material_by_key: Option<String>,
    /// The grade, if the word is a material's key followed by a grade.
    grade: Option<String>,
    /// The beginning of the number of a record, of a count of pieces or people, or of whole kilograms.
    digits: Option<NumberPrefix>,
    decimal: Option<DecimalPrefix>,
    /// Whether the word begins with `~`, so that it matches only estimates.
    estimates_only: bool,
    time: Option<TimePrefix>,
    /// The times of day of a word such as `14:00-15:00`, which means nothing else.
    range: Option<TimeRange>,
    /// The earliest time of a record, in milliseconds since 1970-01-01 UTC, for the phrase "last hour".
    since_ms: Option<i64>,
    /// What a typed amount begins with, if the word has a character that only a typed amount has, as in `12.5-0.8` or `4/32.5`.
    typed_amount: Option<TypedStart>,
}

/// The first number of a typed amount. No amount begins with any other text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct TypedStart {
    /// The number, in thousandths.
    thousandths: Option<u64>,
}

impl TypedStart {
    /// Parses `12.5` of `12.5-0.8`.
    fn parse(text: &str) -> Self {
        let number = text.split(['-', '+', '/']).next().unwrap_or_default();
        let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
        let is_number = !whole.is_empty() && whole.len() <= 12 && decimals.len() <= 3;
        let digits = format!("{whole}{decimals:0<3}");
        let is_number = is_number && digits.bytes().all(|byte| byte.is_ascii_digit());
        Self { thousandths: digits.parse().ok().filter(|_| is_number) }
    }
}

impl SearchWord {
    pub(super) fn parse(typed: &str, event: &Event, stations: &[StationId]) -> Self {
        let mut word = Self { text: normalized(typed), ..Self::default() };
        // Use the letters as typed, because normalized letters are on other keys.
        let text = &*typed.to_lowercase().replace(',', ".");
        word.range = TimeRange::parse(text);
        if word.range.is_some() {
            return word;
        }
        let station = |name: &str| station_named(name, stations);
        if let Some(number) = text.strip_prefix(['№', '#']) {
            word.number = number.parse().ok();
            return word;
        }
        if let Some((name, number)) = text.split_once(':')
            && let Some(id) = station(name)
            && (number.is_empty() || number.parse::<u64>().is_ok())
        {
            word.station = Some(id);
            word.number = number.parse().ok();
        }
        word.station = word.station.or_else(|| station(text));
        let is_letter = text.chars().count() == 1 && text.chars().all(char::is_alphabetic);
        if word.station.is_none() || !is_letter {
            word.parse_key(text, event);
        }
        // A letter that names neither a station nor a material is searched for in names.
        word.is_key_letter = is_letter && (word.station.is_some() || word.material_by_key.is_some());
        let amount = text.trim_end_matches("кг").trim_end_matches("kg");
        let plain = amount.trim_start_matches('~');
        word.estimates_only = text.starts_with('~');
        word.digits = NumberPrefix::parse(plain);
        word.decimal = DecimalPrefix::parse(plain);
        word.time = TimePrefix::parse(text);
        let is_typed = plain.contains(['-', '+', '/']) && plain.contains(|c: char| c.is_ascii_digit());
        word.typed_amount = is_typed.then(|| TypedStart::parse(plain));
        word
    }

    /// Returns a word that matches the records since this time, in milliseconds since 1970-01-01 UTC.
    pub(super) fn since(since_ms: i64) -> Self {
        Self { since_ms: Some(since_ms), ..Self::default() }
    }

    /// Returns whether the word means times only.
    const fn is_about_time(&self) -> bool {
        self.range.is_some() || self.since_ms.is_some()
    }

    /// Parses `w`, `ц` or `w1`: the key of a material, and optionally a grade.
    fn parse_key(&mut self, text: &str, event: &Event) {
        let mut rest = text.chars();
        let key = rest.next().and_then(keyboard::key_of).map(|key| key.to_ascii_uppercase());
        let Some(material) = key.and_then(|key| event.index_on_key(key)).map(|index| &event.materials[index])
        else {
            return;
        };
        let grade = normalized(rest.as_str());
        if grade.is_empty() || material.grades.iter().any(|known| normalizes_to(known, &grade)) {
            self.material_by_key = Some(material.id.clone());
            self.grade = Some(grade).filter(|grade| !grade.is_empty());
        }
    }

    /// Returns whether a normalized name contains the word.
    pub(super) fn is_in(&self, name: &str) -> bool {
        !self.is_key_letter && !self.is_about_time() && self.grade_of.is_empty() && name.contains(&self.text)
    }

    /// Returns whether the word names the material with this id and these normalized names.
    pub(super) fn names_material(&self, id: &str, names: &str) -> bool {
        let by_key = || self.material_by_key.as_deref() == Some(id) && self.grade.is_none();
        self.grade_of.is_empty() && (self.is_in(names) || by_key())
    }

    /// Returns whether every record of the file with this name matches.
    pub(super) fn matches_file(&self, name: StationId) -> bool {
        self.is_about_fields() && self.station == Some(name) && self.number.is_none()
    }

    /// Returns whether the word is compared with the fields of a record, and means neither times only nor a grade.
    const fn is_about_fields(&self) -> bool {
        !self.is_about_time() && self.grade_of.is_empty()
    }

    /// Returns whether the word means a grade of the material with this ledger index and this id. Whether the grade is the one of a
    /// record, [`SearchWord::matches_grade`] says.
    pub(super) fn matches_graded_material(&self, material: u16, id: &str) -> bool {
        if self.is_about_time() || !self.grade_of.is_empty() {
            return self.grade_of.contains(&material);
        }
        self.is_about_numbers() && !self.estimates_only && self.material_by_key.as_deref() == Some(id)
    }

    /// Returns whether the word means the grade with this name, in some material.
    pub(super) fn matches_grade(&self, name: &str) -> bool {
        if !self.grade_of.is_empty() {
            return normalizes_to(name, &self.text);
        }
        self.grade.as_deref().is_some_and(|grade| normalizes_to(name, grade))
    }

    /// Returns whether the word may match a number of a record that is none of its fixed meanings.
    const fn is_about_numbers(&self) -> bool {
        self.is_about_fields() && !self.is_key_letter && (self.station.is_some() || self.number.is_none())
    }

    /// Returns whether the word may match a number, an amount or the time of a record.
    pub(super) fn has_numbers(&self) -> bool {
        let is_number = self.digits.is_some() || self.decimal.is_some() || self.typed_amount.is_some();
        self.is_about_time()
            || self.grade_of.is_empty() && self.number.is_some()
            || self.is_about_numbers() && (self.estimates_only || is_number || self.time.is_some())
    }

    /// Returns whether the word matches only by [`SearchWord::matches_number`], apart from what few values decide.
    pub(super) fn is_plain_number(&self) -> bool {
        self.is_about_numbers() && self.number.is_none() && !self.estimates_only
    }

    /// Returns whether the word matches a number, an amount or the time of a record. What few values decide is not compared:
    /// names, grades, and stations. `minute` is the local minute of the day of the record.
    #[inline]
    pub(super) fn matches(
        &self,
        record: &ScannedRecord,
        name: StationId,
        minute: impl FnOnce(i64) -> i64,
    ) -> bool {
        if let Some(since_ms) = self.since_ms {
            return record.at_ms > since_ms;
        }
        if let Some(range) = self.range {
            return range.matches(minute(record.at_ms));
        }
        if !self.grade_of.is_empty() {
            return false;
        }
        if self.number == Some(record.seq) && self.station.is_none_or(|station| station == name) {
            return !self.is_key_letter || self.station.is_some();
        }
        if !self.is_about_numbers() {
            return false;
        }
        if self.estimates_only {
            return record.is_estimate && (self.text == "~" || self.matches_amount(record));
        }
        self.matches_number(record, minute)
    }

    /// Returns whether a record has a number that begins with the word, if the word is a plain number.
    #[inline]
    pub(super) fn matches_number(&self, record: &ScannedRecord, minute: impl FnOnce(i64) -> i64) -> bool {
        self.begins(record.seq)
            || self.matches_amount(record)
            || self.time.as_ref().is_some_and(|time| time.matches(minute(record.at_ms)))
    }

    /// Returns whether a number begins with the word.
    #[inline]
    fn begins(&self, number: u64) -> bool {
        self.digits.as_ref().is_some_and(|digits| digits.matches(number))
    }

    /// Returns whether an amount in kilograms begins with the word.
    #[inline]
    fn begins_amount(&self, grams: u64) -> bool {
        self.begins(grams / 1000) || self.decimal.is_some_and(|decimal| decimal.matches(grams))
    }

    #[inline]
    fn matches_amount(&self, record: &ScannedRecord) -> bool {
        let (net, tare) = (u64::from(record.net), u64::from(record.tare));
        let begins = match record.kind {
            RecordKind::Weight | RecordKind::Out => {
                self.begins_amount(net) || tare > 0 && self.begins_amount(net + tare)
            }
            RecordKind::Pieces | RecordKind::OutPieces | RecordKind::People => {
                self.begins(u64::from(record.count))
            }
            RecordKind::Note => false,
        };
        begins || self.typed_amount.is_some_and(|typed| self.matches_typed(typed, record))
    }

    fn matches_typed(&self, typed: TypedStart, record: &ScannedRecord) -> bool {
        let is_weighed = matches!(record.kind, RecordKind::Weight | RecordKind::Out);
        let gross = u64::from(record.net) + u64::from(record.tare);
        let first = if is_weighed { gross } else { u64::from(record.count) * 1000 };
        // Most records have another number, so their text is not made.
        typed.thousandths == Some(first) && {
            let (net, tare) = (Grams::new(record.net.into()), Grams::new(record.tare.into()));
            let measure = typed_measure(record.kind, net, tare, record.count);
            normalized(&format::typed(&measure, record.is_estimate)).starts_with(&self.text)
        }
    }

    /// Returns whether every record that matches this word matches the other one too. `false` only means that this is not known.
    pub(super) fn narrows(&self, other: &Self) -> bool {
        let of_numbers = |word: &Self| {
            let is_fixed = word.station.is_some() || word.number.is_some() || word.material_by_key.is_some();
            word.is_about_numbers() && !is_fixed && word.typed_amount.is_none()
        };
        let narrows_time = match (&self.time, &other.time) {
            (Some(_), None) => false,
            (None, _) | (Some(_), Some(_)) => true,
        };
        let narrows_digits = match (&self.digits, &other.digits) {
            (None, _) => true,
            (Some(digits), Some(other)) => digits.narrows(other),
            (Some(_), None) => false,
        };
        let narrows_decimal = match (self.decimal, other.decimal, &other.digits) {
            (None, ..) => true,
            (Some(decimal), Some(other), _) => decimal.narrows(other),
            (Some(decimal), None, Some(other)) => decimal.narrows_number(other),
            (Some(_), None, None) => false,
        };
        self == other
            || of_numbers(self)
                && of_numbers(other)
                && self.text.starts_with(&other.text)
                && self.estimates_only == other.estimates_only
                && narrows_time
                && narrows_digits
                && narrows_decimal
    }
}

/// Returns the station that a word names. The word may be the name of the station, a Cyrillic letter that
/// looks the same, or the Cyrillic letter on the same key. An operator who types names in Cyrillic does not
/// switch the layout for one letter.
fn station_named(name: &str, stations: &[StationId]) -> Option<StationId> {
    let known = |name: &str| StationId::parse(name).filter(|id| stations.contains(id));
    let mut letters = name.chars();
    let letter = letters.next().filter(|_| letters.next().is_none());
    let lookalike = letter.and_then(|letter| LOOKALIKES.iter().find(|(cyrillic, _)| *cyrillic == letter));
    let key = letter.and_then(keyboard::key_of).map(|key| key.to_ascii_uppercase().to_string());
    known(&name.to_ascii_uppercase()).or_else(|| known(lookalike?.1)).or_else(|| known(&key?))
}

/// Cyrillic letters, and the Latin letters that look the same.
const LOOKALIKES: [(char, &str); 14] = [
    ('а', "A"),
    ('б', "B"),
    ('в', "B"),
    ('с', "C"),
    ('д', "D"),
    ('е', "E"),
    ('н', "H"),
    ('і', "I"),
    ('к', "K"),
    ('м', "M"),
    ('о', "O"),
    ('р', "P"),
    ('т', "T"),
    ('х', "X"),
];

/// Returns the amount of a record in typed form: gross and tare in kilograms, or pieces with their weight.
#[must_use]
pub(crate) fn typed_amount(view: &RecordView<'_>) -> String {
    format::typed(&typed_measure(view.kind, view.net, view.tare, view.count), view.about)
}

fn typed_measure(kind: RecordKind, net: Grams, tare: Grams, count: u32) -> Measure {
    match kind {
        RecordKind::Weight | RecordKind::Out => {
            let mut gross = net;
            gross += tare;
            Measure::Weight { gross, tare }
        }
        RecordKind::Pieces | RecordKind::OutPieces | RecordKind::People | RecordKind::Note => {
            Measure::Pieces { count, weight: Some(net).filter(|net| net.is_positive()) }
        }
    }
}
