//! The end of an event: who sealed it when, and what every journal held then.
//!
//! Invariant: a seal is never changed. Reopening an event moves its seal into the list of reopenings, where reports find
//! it.

use chrono::{DateTime, FixedOffset};
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

use crate::domain::record::{JournalId, LineHash, Moment, StationId};
use crate::domain::unknown_fields::{Members, UnknownFields};

/// The end of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Seal {
    /// When the event was sealed.
    pub at: DateTime<FixedOffset>,
    /// The last line of every journal that had one.
    pub heads: Vec<JournalHead>,
    /// Fields of later versions, which are kept when the file is written.
    #[serde(flatten)]
    pub extra: UnknownFields,
}

/// The last line of a journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalHead {
    /// The station that wrote the journal.
    pub station: StationId,
    /// The name of the journal's file, if it is not named after its station.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<StationId>,
    /// The identity of the journal.
    pub journal: JournalId,
    /// The number of the line.
    pub seq: u64,
    /// The hash of the line.
    pub hash: LineHash,
}

/// A sealed event was reopened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reopening {
    /// When the event was reopened.
    pub at: DateTime<FixedOffset>,
    /// Why it was reopened.
    pub reason: String,
    /// The seal that ended then.
    pub sealed: Seal,
    /// Fields of later versions, which are kept when the file is written.
    #[serde(flatten)]
    pub extra: UnknownFields,
}

impl Seal {
    /// Returns a seal of this time, which is stored in whole seconds.
    pub(crate) fn new(at: Moment, heads: Vec<JournalHead>) -> Self {
        Self { at: whole_seconds(at), heads, extra: UnknownFields::default() }
    }

    /// Ends the seal, at a time that is stored in whole seconds.
    pub(crate) fn reopened(self, at: Moment, reason: String) -> Reopening {
        Reopening { at: whole_seconds(at), reason, sealed: self, extra: UnknownFields::default() }
    }
}

impl<'de> Deserialize<'de> for Seal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Known {
            at: DateTime<FixedOffset>,
            heads: Vec<JournalHead>,
        }
        let (Known { at, heads }, extra) = with_unknown_fields(deserializer, &["at", "heads"])?;
        Ok(Self { at, heads, extra })
    }
}

impl<'de> Deserialize<'de> for Reopening {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Known {
            at: DateTime<FixedOffset>,
            reason: String,
            sealed: Seal,
        }
        let (known, extra) = with_unknown_fields(deserializer, &["at", "reason", "sealed"])?;
        let Known { at, reason, sealed } = known;
        Ok(Self { at, reason, sealed, extra })
    }
}

/// Reads an object, and its fields that are not in the list `known`.
fn with_unknown_fields<'de, T: DeserializeOwned, D: Deserializer<'de>>(
    deserializer: D,
    known: &[&str],
) -> Result<(T, UnknownFields), D::Error> {
    let text = Box::<RawValue>::deserialize(deserializer)?;
    let fields = serde_json::from_str(text.get()).map_err(D::Error::custom)?;
    let object: Members<'_> = serde_json::from_str(text.get()).map_err(D::Error::custom)?;
    Ok((fields, UnknownFields::of(&object, known)))
}

/// Cuts off the fraction of a second, which people do not read.
fn whole_seconds(at: Moment) -> Moment {
    DateTime::from_timestamp(at.timestamp(), 0).map_or(at, |whole| whole.with_timezone(at.offset()))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::domain::event::{Event, UtcOffset};

    fn event() -> Event {
        let date = NaiveDate::from_ymd_opt(2026, 1, 25).unwrap();
        Event::new(7, "Recycle", date, UtcOffset::parse("+05:00").unwrap()).unwrap()
    }

    fn at(text: &str) -> Moment {
        Moment::parse_from_rfc3339(text).unwrap()
    }

    fn head(seq: u64) -> JournalHead {
        let station = StationId::parse("A").unwrap();
        JournalHead { station, name: None, journal: JournalId(1), seq, hash: LineHash([171; 32]) }
    }

    #[test]
    fn an_event_that_was_never_sealed_has_no_new_fields() {
        let json = event().to_json().unwrap();
        assert!(!json.contains("sealed") && !json.contains("reopened"), "{json}");
    }

    #[test]
    fn a_seal_and_its_reopening_survive_the_file_with_the_fields_of_later_versions() {
        let mut event = event();
        event.seal(at("2026-01-25T18:05:09.123+05:00"), vec![head(41)]);
        let first = event.sealed.clone().unwrap();
        event.seal(at("2026-01-25T19:00:00+05:00"), Vec::new());
        assert_eq!(event.sealed.as_ref(), Some(&first), "a seal is not replaced");
        let json = event.to_json().unwrap();
        assert!(json.contains(r#""at": "2026-01-25T18:05:09+05:00""#), "{json}");
        assert!(json.contains(&format!(r#""hash": "{}""#, "ab".repeat(32))), "{json}");
        let later = json.replace("\"heads\"", "\"signature\": \"x\", \"heads\"");
        let mut read = Event::from_json(&later).unwrap();
        assert_eq!(read.sealed.as_ref().map(|seal| seal.extra.len()), Some(1));
        assert!(read.reopen(at("2026-01-26T09:10:00+05:00"), "a forgotten sheet".into()));
        assert!(!read.reopen(at("2026-01-26T09:11:00+05:00"), "twice".into()));
        let read = Event::from_json(&read.to_json().unwrap()).unwrap();
        assert_eq!((read.sealed.is_none(), read.reopened.len(), read.seals().count()), (true, 1, 1));
        assert_eq!(read.seals().next().unwrap().heads, first.heads);
        assert!(read.to_json().unwrap().contains("signature"));
    }

    #[test]
    fn a_seal_with_a_wrong_form_is_an_error() {
        let mut event = event();
        event.seal(at("2026-01-25T18:05:09+05:00"), vec![head(41)]);
        let json = event.to_json().unwrap();
        for (right, wrong) in [("\"A\"", "\"a\""), ("abab\"", "abaB\""), ("18:05:09+05:00", "18:05")] {
            assert!(Event::from_json(&json.replacen(right, wrong, 1)).is_err(), "{wrong}");
        }
    }
}
