//! Formats times and masses for all panels of the board.

use chrono::{DateTime, Utc};

use crate::board::model::EventSnapshot;
use crate::domain::mass::Grams;
use crate::language::{Message, Texts, format};

/// Returns the hour and minute of a moment in the event's local time.
pub(super) fn event_time(moment: DateTime<Utc>, snapshot: &EventSnapshot) -> String {
    format::time(moment.with_timezone(&snapshot.event.utc_offset.0))
}

/// Returns a mass in kilograms with one decimal and its unit, such as `6,115.4 kg`.
pub(super) fn kilograms(grams: Grams, texts: &Texts) -> String {
    format!("{} {}", format::kilograms_tenths(grams, texts.language()), texts.get(Message::UnitKg))
}
