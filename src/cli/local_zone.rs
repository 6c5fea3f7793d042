//! The time zone of this machine, from which a new event takes its offset from UTC.
//!
//! Invariant: a zone that is not known is an error. It is never read as UTC, because every hour of the event would
//! be wrong.

use std::env;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, Offset, Utc};
use thiserror::Error;
use tz::TimeZone;

use crate::domain::event::UtcOffset;
use crate::language::{Explain, Message, Text};

/// The value of `TZ` that means UTC, besides the empty value.
const UTC: &str = "UTC0";

/// The value of `TZ` does not name a time zone.
#[derive(Debug, Error)]
#[error("TZ={zone:?} is not a time zone")]
pub(crate) struct ZoneError {
    pub zone: String,
    #[source]
    error: tz::Error,
}

impl Explain for ZoneError {
    fn explain(&self) -> Text {
        Message::CliUnknownZone { zone: (&self.zone).into() }.into()
    }
}

/// A time zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LocalZone(TimeZone);

impl LocalZone {
    /// Returns the zone of `TZ`, or else the zone of the machine. A machine without a zone uses UTC.
    ///
    /// # Errors
    /// [`ZoneError`] if `TZ` is set and does not name a zone.
    pub(super) fn of_machine() -> Result<Self, ZoneError> {
        match env::var_os("TZ") {
            Some(zone) => Self::parse(&zone.to_string_lossy()),
            None => Ok(TimeZone::local().map_or_else(|_| Self(TimeZone::utc()), Self)),
        }
    }

    /// Parses the value of `TZ`: a name such as `Asia/Almaty`, a file, or a rule such as `<+05>-5`. An empty value is
    /// UTC, as in the C library.
    fn parse(zone: &str) -> Result<Self, ZoneError> {
        let value = if zone.is_empty() { UTC } else { zone };
        match TimeZone::from_posix_tz(value) {
            Ok(parsed) => Ok(Self(parsed)),
            Err(error) => Err(ZoneError { zone: zone.to_owned(), error }),
        }
    }

    /// Returns the offset at a moment, in whole minutes. A moment beyond the range of the zone has the offset zero.
    #[must_use]
    pub(super) fn offset_at(&self, moment: DateTime<Utc>) -> UtcOffset {
        let seconds = self.0.find_local_time_type(moment.timestamp()).map_or(0, tz::LocalTimeType::ut_offset);
        // Local mean times of the 19th century have seconds, but an event.json has none.
        let offset = FixedOffset::east_opt(seconds / 60 * 60);
        UtcOffset(offset.unwrap_or_else(|| Utc.fix()))
    }

    /// Returns the offset at noon of a day.
    #[must_use]
    pub(super) fn offset_on(&self, day: NaiveDate) -> UtcOffset {
        let noon = day.and_time(NaiveTime::MIN).and_utc() + chrono::Duration::hours(12);
        let estimate = self.offset_at(noon);
        let local_noon = noon.naive_utc().and_local_timezone(estimate.0).single();
        local_noon.map_or(estimate, |noon| self.offset_at(noon.to_utc()))
    }

    /// Returns the day at a moment.
    #[must_use]
    pub(super) fn day_at(&self, moment: DateTime<Utc>) -> NaiveDate {
        moment.with_timezone(&self.offset_at(moment).0).date_naive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offset_on(zone: &str, day: &str) -> String {
        String::from(LocalZone::parse(zone).unwrap().offset_on(day.parse().unwrap()))
    }

    #[test]
    fn the_offset_is_that_of_the_day_of_the_event() {
        let berlin = "CET-1CEST,M3.5.0,M10.5.0/3";
        assert_eq!(offset_on(berlin, "2026-08-15"), "+02:00");
        assert_eq!(offset_on(berlin, "2026-12-15"), "+01:00");
        // The clocks change at night, so the day has the offset of its noon.
        assert_eq!(offset_on(berlin, "2026-03-29"), "+02:00");
        let almaty = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/zones/almaty.tzif");
        assert_eq!(offset_on(almaty, "2024-02-29"), "+06:00");
        assert_eq!(offset_on(almaty, "2024-03-01"), "+05:00");
        assert_eq!(offset_on(almaty, "1900-01-01"), "+05:07");
    }

    #[test]
    fn far_offsets_and_empty_values_are_read_like_the_c_library_reads_them() {
        assert_eq!(offset_on("<+14>-14", "2026-01-01"), "+14:00");
        assert_eq!(offset_on("<-0930>9:30", "2026-01-01"), "-09:30");
        assert_eq!(offset_on("", "2026-01-01"), "+00:00");
    }

    #[test]
    fn an_unknown_zone_is_an_error() {
        for zone in ["Asia/Almata", "almaty", "+5", ":", "/dev/null", "../../etc/passwd", "GMT+5x"] {
            assert!(LocalZone::parse(zone).is_err(), "{zone}");
        }
    }
}
