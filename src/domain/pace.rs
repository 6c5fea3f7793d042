//! The rate at which kilograms come in, and the forecast for closing time.
//!
//! Invariant: the computation uses whole grams and minutes only. No forecast is made in the first twenty
//! minutes. If the event is younger than an hour, the pace is measured over the event's age instead of an
//! hour.

use crate::domain::mass::Grams;
use crate::domain::tally::{MINUTE_MS, Tally};

/// The minutes over which the pace is measured.
const WINDOW: i64 = 60;
/// The minimum number of minutes since the first entry for a forecast.
const FORECAST_MIN: i64 = 20;

/// Returns the net grams of the last hour, or `None` if there were none. `now_ms` is in milliseconds since
/// 1970-01-01 UTC.
#[must_use]
pub(crate) fn last_hour(tally: &Tally, now_ms: i64) -> Option<Grams> {
    let minute = now_ms.div_euclid(MINUTE_MS) * MINUTE_MS;
    let since = minute - (WINDOW - 1) * MINUTE_MS;
    let net: Grams = tally.minutes.range(since..=minute).map(|(_, net)| *net).sum();
    net.is_positive().then_some(net)
}

/// Returns the net grams expected at `closes_ms`, at the pace of the last hour. If the first entry is less
/// than an hour old, the pace since that entry is used. Times are in milliseconds since 1970-01-01 UTC.
///
/// Returns `None` if `closes_ms` has passed, if the last hour had no entry, or if the first entry is less
/// than twenty minutes old.
#[must_use]
pub(crate) fn forecast(tally: &Tally, now_ms: i64, closes_ms: i64) -> Option<Grams> {
    let net = last_hour(tally, now_ms)?;
    let first = *tally.minutes.keys().next()?;
    let minutes = ((now_ms - first).div_euclid(MINUTE_MS) + 1).min(WINDOW);
    let left = closes_ms - now_ms;
    if left <= 0 || minutes < FORECAST_MIN {
        return None;
    }
    let more = i128::from(net.get()) * i128::from(left) / i128::from(minutes * MINUTE_MS);
    let mut sum = tally.net;
    sum += Grams::new(i64::try_from(more).ok()?);
    Some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(minutes: &[(i64, i64)]) -> Tally {
        let minutes = minutes.iter().map(|(minute, net)| (minute * MINUTE_MS, Grams::new(*net)));
        Tally { minutes: minutes.collect(), ..Tally::default() }
    }

    #[test]
    fn the_last_hour_is_the_sum_of_its_minutes() {
        let now = 200 * MINUTE_MS;
        let hour = |minutes: &[(i64, i64)]| last_hour(&tally(minutes), now).map(Grams::get);
        assert_eq!(hour(&[(10, 9_000), (141, 1_000), (200, 2_000)]), Some(3_000));
        assert_eq!(hour(&[(10, 9_000), (140, 1_000)]), None);
        // This event is younger than an hour.
        assert_eq!(hour(&[(194, 1_000)]), Some(1_000));
        assert_eq!(hour(&[]), None);
        // This entry was made with a clock that was ahead.
        assert_eq!(hour(&[(300, 1_000)]), None);
    }

    #[test]
    fn the_forecast_needs_twenty_minutes_and_ends_at_closing_time() {
        let (now, closes) = (200 * MINUTE_MS, 320 * MINUTE_MS);
        let at = |minutes: &[(i64, i64)], now| {
            let tally = Tally { net: Grams::new(5_000), ..tally(minutes) };
            forecast(&tally, now, closes).map(Grams::get)
        };
        assert_eq!(at(&[(10, 3_000), (150, 2_000)], now), Some(9_000));
        // A pace of 2000 g in twenty minutes is 6000 g an hour.
        assert_eq!(at(&[(181, 2_000)], now), Some(17_000));
        assert_eq!(at(&[(182, 2_000)], now), None, "too early");
        assert_eq!(at(&[(10, 3_000), (300, 2_000)], closes - MINUTE_MS), Some(5_033));
        assert_eq!(at(&[(10, 3_000), (300, 2_000)], closes), None);
        assert_eq!(at(&[(10, 5_000)], now), None);
    }
}
