//! The kilograms of a day in equal parts of its hours.
//!
//! Invariant: every entry of the day that has a time is in exactly one part, so that the parts add up to the day.

use chrono::{DateTime, NaiveTime, Utc};

use crate::domain::event::Event;
use crate::domain::mass::Grams;
use crate::domain::tally::{MINUTE_MS, Tally};

/// Milliseconds in an hour.
pub(crate) const HOUR_MS: i64 = 3_600_000;
/// Milliseconds in a day.
const DAY_MS: i64 = 24 * HOUR_MS;
/// The least number of hours, so that the first entry does not fill the whole width.
const MIN_HOURS: i64 = 4;
/// The numbers of minutes that a part may have. Each divides an hour.
const PART_MINUTES: [i64; 5] = [10, 15, 20, 30, 60];

/// Whole hours of one day, in milliseconds since 1970-01-01 in the event's local time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hours {
    pub(crate) start_ms: i64,
    pub(crate) end_ms: i64,
}

impl Hours {
    /// Returns the hours from the first entry to the last one of the event's day, or to its closing time if that is later. If
    /// all entries are of other days, their last day is meant. Without entries, the hours begin at `now`.
    ///
    /// Returns `None` if there are no entries with a time, and `now` is on another day.
    #[must_use]
    pub(crate) fn of_day(event: &Event, tally: &Tally, now: DateTime<Utc>) -> Option<Self> {
        let offset = offset_ms(event);
        let midnight = event.date.and_time(NaiveTime::MIN).and_utc().timestamp_millis();
        let of_day = |midnight: i64| {
            let mut minutes = tally.minutes.range(midnight - offset..midnight + DAY_MS - offset);
            let first = *minutes.next()?.0;
            Some((first + offset, minutes.next_back().map_or(first, |(last, _)| *last) + offset))
        };
        let last_day = || {
            let last = tally.minutes.keys().next_back()?;
            let midnight = (last + offset).div_euclid(DAY_MS) * DAY_MS;
            Some((midnight, of_day(midnight)?))
        };
        let entries = of_day(midnight).map(|entries| (midnight, entries)).or_else(last_day);
        let is_today = event.is_on_day_of(now);
        let now = now.timestamp_millis() + offset;
        let (midnight, (first, last)) = entries.or_else(|| is_today.then_some((midnight, (now, now))))?;
        let closes = event.closes.and_then(|time| event.moment_at(time));
        let closes = closes.map(|at| at.timestamp_millis() + offset);
        let closes = closes.filter(|at| (midnight..midnight + DAY_MS).contains(at)).unwrap_or(midnight);
        let start = first.div_euclid(HOUR_MS) * HOUR_MS;
        // The minute of the last entry is part of the hours, but the closing time is their end.
        let end = (last + MINUTE_MS).max(closes).max(start + MIN_HOURS * HOUR_MS);
        let end = (end + HOUR_MS - 1).div_euclid(HOUR_MS) * HOUR_MS;
        // Hours that would be on the next day are added at the beginning.
        let end_ms = end.min(midnight + DAY_MS);
        Some(Self { start_ms: start.min(end_ms - MIN_HOURS * HOUR_MS), end_ms })
    }

    /// Returns the number of hours, at most 24.
    #[must_use]
    pub(crate) const fn count(self) -> i64 {
        (self.end_ms - self.start_ms) / HOUR_MS
    }

    /// Returns the smallest number of minutes of a part at which all parts fit into this many columns, and at least an hour's
    /// worth of minutes if none fits.
    #[must_use]
    pub(crate) fn part_minutes(self, columns: u16) -> i64 {
        let fits = |minutes: &i64| self.count() * 60 / minutes <= i64::from(columns);
        PART_MINUTES.into_iter().find(fits).unwrap_or(60)
    }

    /// Returns the net grams of each part, the first one first.
    #[must_use]
    pub(crate) fn sums(self, event: &Event, tally: &Tally, part_minutes: i64) -> Vec<Grams> {
        let (offset, part) = (offset_ms(event), part_minutes.max(1) * MINUTE_MS);
        let count = usize::try_from((self.end_ms - self.start_ms) / part).unwrap_or(0);
        let mut sums = vec![Grams::ZERO; count];
        for (minute, net) in tally.minutes.range(self.start_ms - offset..self.end_ms - offset) {
            let index = usize::try_from((minute + offset - self.start_ms) / part).unwrap_or(usize::MAX);
            if let Some(sum) = sums.get_mut(index) {
                *sum += *net;
            }
        }
        sums
    }
}

/// Returns the event's offset from UTC in milliseconds.
fn offset_ms(event: &Event) -> i64 {
    i64::from(event.utc_offset.0.local_minus_utc()) * 1000
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveDate};
    use proptest::prelude::*;

    use super::*;
    use crate::domain::event::{ClockTime, UtcOffset};

    fn event(closes: Option<&str>) -> Event {
        let date = NaiveDate::from_ymd_opt(2026, 1, 25).unwrap();
        let mut event = Event::new(7, "Recycle", date, UtcOffset::parse("+05:00").unwrap()).unwrap();
        event.closes = closes.and_then(ClockTime::parse);
        event
    }

    fn at(time: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(&format!("2026-01-{time}:00+05:00")).unwrap().to_utc()
    }

    fn tally(entries: &[(&str, i64)]) -> Tally {
        let minutes = entries.iter().map(|(time, net)| (at(time).timestamp_millis(), Grams::new(*net)));
        Tally { minutes: minutes.collect(), ..Tally::default() }
    }

    /// Returns the first hour and the hour after the last one.
    fn hours(closes: Option<&str>, entries: &[(&str, i64)], now: &str) -> Option<(i64, i64)> {
        let event = event(closes);
        let hours = Hours::of_day(&event, &tally(entries), at(now))?;
        let hour = |ms: i64| (ms - at("25T00:00").timestamp_millis() - offset_ms(&event)) / HOUR_MS;
        Some((hour(hours.start_ms), hour(hours.end_ms)))
    }

    #[test]
    fn the_hours_reach_from_the_first_entry_to_the_closing_time() {
        let entries = [("25T12:01", 1), ("25T14:59", 2)];
        assert_eq!(hours(Some("18:00"), &entries, "25T14:59"), Some((12, 18)));
        assert_eq!(hours(Some("18:10"), &entries, "25T14:59"), Some((12, 19)));
        assert_eq!(hours(Some("13:00"), &entries, "25T14:59"), Some((12, 16)), "at least four hours");
        assert_eq!(hours(None, &[("25T09:00", 1), ("25T14:00", 1)], "25T22:00"), Some((9, 15)));
        assert_eq!(hours(None, &[("25T23:30", 1)], "25T23:30"), Some((20, 24)), "not beyond midnight");
        assert_eq!(hours(None, &[("24T23:30", 9), ("25T10:30", 1)], "25T11:00"), Some((10, 14)));
        assert_eq!(hours(Some("16:00"), &[("27T10:30", 1)], "27T11:00"), Some((58, 62)), "of another day");
    }

    #[test]
    fn without_entries_the_hours_begin_now() {
        assert_eq!(hours(Some("16:00"), &[], "25T11:30"), Some((11, 16)));
        assert_eq!(hours(None, &[], "25T11:30"), Some((11, 15)));
        assert_eq!(hours(Some("16:00"), &[], "24T11:30"), None);
    }

    #[test]
    fn parts_are_as_short_as_the_columns_allow() {
        let hours = Hours { start_ms: 0, end_ms: 5 * HOUR_MS };
        let parts = [(30, 10), (29, 15), (20, 15), (15, 20), (10, 30), (5, 60), (1, 60)];
        for (columns, minutes) in parts {
            assert_eq!(hours.part_minutes(columns), minutes, "{columns}");
        }
    }

    proptest! {
        #[test]
        fn the_parts_add_up_to_the_day(minutes in prop::collection::btree_map(0_i64..1440, 1_i64..5000, 1..50)) {
            let event = event(None);
            let midnight = at("25T00:00").timestamp_millis();
            let tally = Tally {
                minutes: minutes.iter().map(|(at, net)| (midnight + at * MINUTE_MS, Grams::new(*net))).collect(),
                ..Tally::default()
            };
            let hours = Hours::of_day(&event, &tally, at("25T12:00")).unwrap();
            for part in PART_MINUTES {
                let sums = hours.sums(&event, &tally, part);
                prop_assert_eq!(sums.len() as i64, hours.count() * 60 / part);
                let sum: Grams = sums.into_iter().sum();
                prop_assert_eq!(sum.get(), minutes.values().sum::<i64>());
            }
        }
    }
}
