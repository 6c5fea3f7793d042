//! The time zone of this machine, from which a new event takes its offset from UTC.
//!
//! Invariant: a zone that is not known is an error. It is never read as UTC, because every hour of the event would
//! be wrong.

use std::env;
use std::io;
use std::path::Path;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, Offset, Utc};
use thiserror::Error;
use tz::TimeZone;

use crate::domain::event::UtcOffset;
use crate::language::{Explain, Message, Text};

/// The value of `TZ` that means UTC, besides the empty value.
const UTC: &str = "UTC0";

/// The largest offset in seconds that can be represented: one minute less than a day.
const OFFSET_MAX: i32 = 24 * 3_600 - 60;

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
        // Reading a device or a named pipe may never end.
        let path = Path::new(value.strip_prefix(':').unwrap_or(value));
        if path.is_absolute() && !path.is_file() {
            let error = io::Error::from(io::ErrorKind::InvalidInput);
            return Err(ZoneError { zone: zone.to_owned(), error: tz::Error::Io(Box::new(error)) });
        }
        match TimeZone::from_posix_tz(value) {
            Ok(parsed) => Ok(Self(parsed)),
            Err(error) => Err(ZoneError { zone: zone.to_owned(), error }),
        }
    }

    /// Returns the offset at a moment, in whole minutes.
    ///
    /// The result is less than a day, so an event refuses an offset that is too large for it, and none becomes UTC.
    #[must_use]
    pub(super) fn offset_at(&self, moment: DateTime<Utc>) -> UtcOffset {
        let found = self.0.find_local_time_type(moment.timestamp()).ok().or_else(|| self.last_type());
        let seconds = found.map_or(0, tz::LocalTimeType::ut_offset);
        // Local mean times of the 19th century have seconds, but an event.json has none.
        let offset = FixedOffset::east_opt((seconds / 60 * 60).clamp(-OFFSET_MAX, OFFSET_MAX));
        UtcOffset(offset.unwrap_or_else(|| Utc.fix()))
    }

    /// Returns the local time after the last change. Files of the first version of the format have no rule for later
    /// times, and the C library too reads them so.
    fn last_type(&self) -> Option<&tz::LocalTimeType> {
        let zone = self.0.as_ref();
        let index = zone.transitions().last()?.local_time_type_index();
        zone.local_time_types().get(index)
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
    fn an_offset_that_cannot_be_that_of_an_event_is_never_utc() {
        // The rules of POSIX go up to 24 hours.
        assert_eq!(offset_on("XYZ24", "2026-01-01"), "-23:59");
        assert_eq!(offset_on("XYZ-24", "2026-01-01"), "+23:59");
    }

    #[test]
    fn a_file_without_a_rule_keeps_its_last_offset() {
        // Version 1: one change in 2001, from +06:00 to +05:00.
        let counts = [0, 0, 0, 1, 2, 8].map(u32::to_be_bytes).concat();
        let change = 1_000_000_000_i32.to_be_bytes();
        let types = [21_600_i32, 18_000].map(i32::to_be_bytes);
        let types = [&[1][..], &types[0], &[0, 0], &types[1], &[0, 4]].concat();
        let bytes = [b"TZif\0", &[0; 15][..], &counts, &change, &types, b"+06\0+05\0"].concat();
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        let zone = file.path().to_str().unwrap();
        assert_eq!(offset_on(zone, "2000-01-01"), "+06:00");
        assert_eq!(offset_on(zone, "2026-01-01"), "+05:00");
    }

    #[test]
    fn an_unknown_zone_is_an_error() {
        for zone in [
            "Asia/Almata",
            "almaty",
            "+5",
            ":",
            "/dev/null",
            "/dev/zero",
            ":/dev/zero",
            "/tmp",
            "../../etc/passwd",
            "GMT+5x",
        ] {
            assert!(LocalZone::parse(zone).is_err(), "{zone}");
        }
    }
}
