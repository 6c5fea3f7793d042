//! Records: the content of a journal line, and how records refer to each other.
//!
//! Invariant: a record never changes. It is identified by its journal and its number. Another record refers
//! to it by station, number and the first 16 hex digits of its line's SHA-256; all three must match, because
//! a restored backup may reuse a number.

use std::borrow::Cow;
use std::fmt;

use chrono::{DateTime, FixedOffset};
use serde::de::{Error as _, Unexpected};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::domain::mass::Grams;
use crate::domain::scale_frame::ScaleFrame;

/// A time to the millisecond, with the offset from UTC that it was written in.
pub(crate) type Moment = DateTime<FixedOffset>;

/// A station's id: `[A-Z0-9]{1,8}`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StationId([u8; 8]);

impl StationId {
    /// Parses an id, or returns `None` if the text is not of the form `[A-Z0-9]{1,8}`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let is_allowed = |b: &u8| b.is_ascii_uppercase() || b.is_ascii_digit();
        if bytes.is_empty() || bytes.len() > 8 || !bytes.iter().all(is_allowed) {
            return None;
        }
        let mut id = [0; 8];
        id[..bytes.len()].copy_from_slice(bytes);
        Some(Self(id))
    }

    /// Returns the id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let len = self.0.iter().position(|b| *b == 0).unwrap_or(self.0.len());
        // `parse` allows only ASCII, so this is always valid UTF-8.
        std::str::from_utf8(&self.0[..len]).unwrap_or_default()
    }
}

impl fmt::Display for StationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for StationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A journal's random 128-bit id, which does not depend on the name of its file.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct JournalId(pub u128);

impl JournalId {
    /// Parses exactly 32 lower-case hex digits. Returns `None` for any other text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        is_lowercase_hex(text, 32).then(|| u128::from_str_radix(text, 16).ok()).flatten().map(Self)
    }
}

impl fmt::Display for JournalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl fmt::Debug for JournalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The SHA-256 of the bytes of one journal line, without its line feed.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct LineHash(pub [u8; 32]);

impl LineHash {
    /// Parses exactly 64 lower-case hex digits. Returns `None` for any other text.
    #[must_use]
    pub(crate) fn parse(text: &str) -> Option<Self> {
        if !is_lowercase_hex(text, 64) {
            return None;
        }
        let mut hash = [0; 32];
        for (byte, index) in hash.iter_mut().zip((0..).step_by(2)) {
            *byte = u8::from_str_radix(text.get(index..index + 2)?, 16).ok()?;
        }
        Some(Self(hash))
    }

    /// Returns the first 16 hex digits, by which another record refers to this line.
    #[must_use]
    pub fn short(&self) -> ShortHash {
        let mut first = [0; 8];
        first.copy_from_slice(&self.0[..8]);
        ShortHash(u64::from_be_bytes(first))
    }
}

impl fmt::Display for LineHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for LineHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The first 16 hex digits of the SHA-256 of a journal line, or of an imported file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShortHash(pub u64);

impl ShortHash {
    /// Parses exactly 16 lower-case hex digits. Returns `None` for any other text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        is_lowercase_hex(text, 16).then(|| u64::from_str_radix(text, 16).ok()).flatten().map(Self)
    }
}

impl fmt::Display for ShortHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl fmt::Debug for ShortHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Stores a value as the text of its `Display`, and reads it by its `parse`.
macro_rules! stored_as_text {
    ($name:ident, $form:literal) => {
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = Cow::<str>::deserialize(deserializer)?;
                Self::parse(&text).ok_or_else(|| D::Error::invalid_value(Unexpected::Str(&text), &$form))
            }
        }
    };
}

stored_as_text!(StationId, "1 to 8 characters of A-Z and 0-9");
stored_as_text!(JournalId, "32 lower-case hex digits");
stored_as_text!(LineHash, "64 lower-case hex digits");

fn is_lowercase_hex(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

/// How one record refers to another: by station, number and hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordRef {
    /// The station whose journal holds the record.
    pub station: StationId,
    /// The number of the record in that journal.
    pub seq: u64,
    /// The start of the record's hash.
    pub hash: ShortHash,
}

/// The provisional number of a new record, which this program uses until the journal has numbered it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub u64);

/// The reason that undo gives for a void.
pub(crate) const UNDO_REASON: &str = "undo";

/// The reason of a void of an unconfirmed record that was written again to another journal. The failed disk may still hold
/// the original record.
pub(crate) const MOVED_REASON: &str = "moved";

/// What a new record may refer to: a record in a journal, or a record that is on its way to the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A record in a journal.
    Record(RecordRef),
    /// A record on its way to the journal.
    Ticket(Ticket),
}

/// A measured amount. Kilograms and pieces are never mixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Gross and tare. The net weight is their difference; a tare of zero means no tare.
    Weight {
        /// The weight with the container.
        gross: Grams,
        /// The weight of the container alone, or zero if there is none.
        tare: Grams,
    },
    /// Pieces, and their weight if it is known. That weight is not part of any sum of kilograms.
    Pieces {
        /// The number of pieces.
        count: u32,
        /// Their weight, if it was typed.
        weight: Option<Grams>,
    },
}

impl Measure {
    /// Returns a weight, or `None` if the tare is negative or not below the gross, or the gross is above
    /// [`Grams::RECORD_MAX`].
    #[must_use]
    pub fn weight(gross: Grams, tare: Grams) -> Option<Self> {
        let is_valid = gross <= Grams::RECORD_MAX && tare >= Grams::ZERO && gross.checked_net(tare).is_some();
        is_valid.then_some(Self::Weight { gross, tare })
    }

    /// Returns the net mass: gross minus tare, or the weight of the pieces (zero if it is unknown).
    #[must_use]
    pub fn net(&self) -> Grams {
        match *self {
            Self::Weight { gross, tare } => gross.checked_net(tare).unwrap_or_default(),
            Self::Pieces { weight, .. } => weight.unwrap_or_default(),
        }
    }
}

/// How the amount of an entry was obtained.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// Typed by the operator.
    #[default]
    Typed,
    /// Read from a scale over a cable.
    Scale,
    /// Typed by a scale that acts as a keyboard.
    Wedge,
    /// Copied from a paper sheet.
    Paper,
    /// Imported from a file.
    Import,
}

/// The content of an entry, which is the record of one weighing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<T> {
    /// The id of the material.
    pub material: String,
    /// The grade, if one was chosen.
    pub grade: Option<String>,
    /// The amount.
    pub measure: Measure,
    /// The id of the preset tare that was subtracted.
    pub tare_name: Option<String>,
    /// Whether the amount was marked as an estimate with `~`.
    pub about: bool,
    /// How the amount was obtained.
    pub source: Source,
    /// The frame of the scale on a wire from which the amount was read, which is kept as evidence for it.
    pub scale: Option<ScaleFrame>,
    /// The typed text, which is kept as evidence for the amount.
    pub typed: Option<String>,
    /// The record that this correction replaces, if this entry is a correction.
    pub corrects: Option<T>,
}

/// The maximum number of journals that one [`Op::Seen`] names, so that its line is short enough.
pub(crate) const SEEN_MAX: usize = 20;

/// How far a journal reached when another station saw it (docs/journal.md A1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenHead {
    /// The station that wrote the journal.
    pub station: StationId,
    /// The name of the journal's file where it was seen, if it is not named after its station.
    pub name: Option<StationId>,
    /// The identity of the journal.
    pub journal: JournalId,
    /// The number of its last record other than [`Op::Seen`].
    pub seq: u64,
    /// The start of that record's hash.
    pub hash: ShortHash,
    /// Whether the journal was merged from a copy, so that it may be missing elsewhere.
    pub merged: bool,
}

impl SeenHead {
    /// Returns the name by which people know the journal: that of its file.
    #[must_use]
    pub fn file_name(&self) -> StationId {
        self.name.unwrap_or(self.station)
    }
}

/// The operation that a record holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op<T> {
    /// The first line of a journal.
    Open {
        /// The id in `event.json`.
        event: String,
        /// The station that writes the journal.
        station: StationId,
        /// The random id of the journal.
        journal: JournalId,
        /// The version of the program that wrote the line.
        app: String,
    },
    /// A person who operates the station from this record on. An empty name means nobody.
    Operator {
        /// The operator's name.
        name: String,
    },
    /// One weighing.
    Entry(Entry<T>),
    /// People arrived.
    People {
        /// The number of people.
        count: u32,
    },
    /// A record no longer counts.
    Void {
        /// The record that no longer counts.
        of: T,
        /// The reason why it no longer counts.
        reason: String,
    },
    /// A hand-over to a collector.
    Out {
        /// The id of the material.
        material: String,
        /// The amount.
        measure: Measure,
        /// The collector.
        to: String,
        /// The text that was typed for the amount.
        typed: Option<String>,
    },
    /// The station was closed properly.
    Close,
    /// A fork is acknowledged: both sides count, and somebody knows about it.
    Fork {
        /// The first record of one side that differs from the other side.
        of: RecordRef,
        /// The record of the other side with the same number.
        other: RecordRef,
        /// Why both sides count.
        reason: String,
    },
    /// The heads of other journals, as this station saw them. It adds nothing to the sums and is not shown.
    Seen {
        /// At most [`SEEN_MAX`] journals.
        journals: Vec<SeenHead>,
    },
    /// An operation that only a later version knows. It is kept and shown, never dropped.
    Unknown {
        /// The name of the operation.
        op: String,
    },
}

impl<T> Op<T> {
    /// Returns the record that the operation voids or corrects.
    #[must_use]
    pub const fn target(&self) -> Option<&T> {
        match self {
            Self::Void { of, .. } => Some(of),
            Self::Entry(Entry { corrects, .. }) => corrects.as_ref(),
            _ => None,
        }
    }

    /// Replaces the target that the operation refers to, if it has one.
    ///
    /// # Errors
    /// The error that `replace` returns for the target.
    pub fn try_map_target<U, E>(self, replace: impl FnOnce(T) -> Result<U, E>) -> Result<Op<U>, E> {
        Ok(match self {
            Self::Open { event, station, journal, app } => Op::Open { event, station, journal, app },
            Self::Operator { name } => Op::Operator { name },
            Self::Entry(Entry {
                material,
                grade,
                measure,
                tare_name,
                about,
                source,
                scale,
                typed,
                corrects,
            }) => {
                let corrects = corrects.map(replace).transpose()?;
                Op::Entry(Entry {
                    material,
                    grade,
                    measure,
                    tare_name,
                    about,
                    source,
                    scale,
                    typed,
                    corrects,
                })
            }
            Self::People { count } => Op::People { count },
            Self::Void { of, reason } => Op::Void { of: replace(of)?, reason },
            Self::Out { material, measure, to, typed } => Op::Out { material, measure, to, typed },
            Self::Close => Op::Close,
            Self::Seen { journals } => Op::Seen { journals },
            Self::Fork { of, other, reason } => Op::Fork { of, other, reason },
            Self::Unknown { op } => Op::Unknown { op },
        })
    }
}

/// The row of an imported file that a record came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ImportRef {
    pub file: ShortHash,
    pub row: u32,
}

/// The key that a script gives to a record, so that a repeated command does not record it twice: 1 to 64 characters of
/// `A-Z a-z 0-9 . _ : -` (docs/journal.md L11).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RecordKey(String);

impl RecordKey {
    /// The maximum number of characters.
    pub const LENGTH_MAX: usize = 64;

    /// Parses a key, or returns `None` if the text is not one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_allowed = |b: u8| b.is_ascii_alphanumeric() || b".-_:".contains(&b);
        let is_key = (1..=Self::LENGTH_MAX).contains(&text.len()) && text.bytes().all(is_allowed);
        is_key.then(|| Self(text.to_owned()))
    }
}

impl fmt::Display for RecordKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A new record on its way to the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingRecord {
    /// A provisional reference, which identifies the record until the writer has assigned its number.
    pub ticket: Ticket,
    /// The time of the operation.
    pub at: Moment,
    /// The operation that the record describes.
    pub op: Op<Target>,
    /// The row of the imported file that the record came from, if it was imported.
    pub import: Option<ImportRef>,
    /// The key that a script gave to the record.
    pub key: Option<RecordKey>,
}

/// A record in a journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The number of the record's line in the journal, from 1.
    pub seq: u64,
    /// The time of the operation.
    pub at: Moment,
    /// The operation that the record describes.
    pub op: Op<RecordRef>,
    /// The row of the imported file that the record came from, if it was imported.
    pub import: Option<ImportRef>,
    /// The key that a script gave to the record.
    pub key: Option<RecordKey>,
    /// The hash of the record's line.
    pub hash: LineHash,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_station_id_has_one_form() {
        assert_eq!(StationId::parse("A").map(|id| id.to_string()), Some("A".into()));
        assert_eq!(StationId::parse("HALL2024").map(|id| id.to_string()), Some("HALL2024".into()));
        for bad in ["", "a", "A B", "../A", "HALL20245", "Ә"] {
            assert_eq!(StationId::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_key_is_short_and_needs_no_escapes() {
        for key in ["7", "scale-3:2026-01-25T14:05:00.5", &"k".repeat(64)] {
            assert_eq!(RecordKey::parse(key).map(|key| key.to_string()), Some(key.into()));
        }
        for bad in ["", " ", "a b", "a\"b", "a\n", "кілт", "a/b", "+5", &"k".repeat(65)] {
            assert_eq!(RecordKey::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn hex_has_one_form() {
        assert_eq!(ShortHash::parse("00000000000000ff"), Some(ShortHash(255)));
        for bad in ["", "ff", "00000000000000FF", "+0000000000000ff"] {
            assert_eq!(ShortHash::parse(bad), None, "{bad}");
        }
        let id = JournalId(7);
        assert_eq!(JournalId::parse(&id.to_string()), Some(id));
        let hash = LineHash(std::array::from_fn(|index| u8::try_from(index).unwrap() * 8));
        assert_eq!(LineHash::parse(&hash.to_string()), Some(hash));
        assert_eq!(LineHash::parse(&hash.to_string()[1..]), None);
    }

    #[test]
    fn a_weight_needs_a_tare_below_its_gross() {
        assert!(Measure::weight(Grams::new(5), Grams::new(5)).is_none());
        assert_eq!(Measure::weight(Grams::new(5), Grams::new(1)).map(|m| m.net()), Some(Grams::new(4)));
    }
}
