//! Whether the clock of this machine can be right.
//!
//! A computer without a battery starts in 1970. Its clock must not choose an event or date a record silently.

use chrono::{DateTime, Duration, NaiveDate, Utc};

/// The release date of this version. No clock before it can be right.
const RELEASED: Option<NaiveDate> = NaiveDate::from_ymd_opt(2026, 1, 1);

/// How far the clock may be behind the newest record of this machine. A clock that is further behind is doubted.
const BEHIND_MAX: Duration = Duration::hours(36);

/// Why the clock cannot be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ClockDoubt {
    /// The clock is before the release date of this version.
    BeforeRelease(NaiveDate),
    /// The clock is more than [`BEHIND_MAX`] behind the newest record of this machine, which has this time.
    BehindRecord(DateTime<Utc>),
}

/// Returns why the clock cannot be right, or `None` if it may be right.
///
/// `newest_record` is the time of the newest record that this machine wrote.
#[must_use]
pub(crate) fn doubt(now: DateTime<Utc>, newest_record: Option<DateTime<Utc>>) -> Option<ClockDoubt> {
    // Somewhere in the world the release date begins 14 hours before it begins in UTC.
    let released = RELEASED.filter(|released| (now + Duration::hours(14)).date_naive() < *released);
    let ahead = newest_record.filter(|newest| now + BEHIND_MAX < *newest);
    released.map(ClockDoubt::BeforeRelease).or(ahead.map(ClockDoubt::BehindRecord))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_clock_before_the_release_is_doubted() {
        let released = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        for now in ["1970-01-01T00:05:00Z", "2025-12-31T09:59:59Z"] {
            assert_eq!(doubt(at(now), None), Some(ClockDoubt::BeforeRelease(released)), "{now}");
        }
        assert_eq!(doubt(at("2025-12-31T10:00:00Z"), None), None);
    }

    #[test]
    fn a_clock_more_than_36_hours_behind_a_record_is_doubted() {
        let newest = at("2026-05-03T12:00:00Z");
        assert_eq!(doubt(at("2026-05-02T00:00:00Z"), Some(newest)), None);
        let behind = doubt(at("2026-05-01T23:59:59Z"), Some(newest));
        assert_eq!(behind, Some(ClockDoubt::BehindRecord(newest)));
        assert_eq!(doubt(at("2036-01-01T00:00:00Z"), Some(newest)), None);
    }
}
