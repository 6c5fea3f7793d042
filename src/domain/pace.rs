//! How fast kilograms come in, and what that makes by closing time.
//!
//! Invariant: whole grams and minutes only. What is called the last hour was weighed in it; a forecast, which is a
//! guess, is not made from a beginning that is too short, and takes no young event for a slow hour.

use crate::domain::mass::Grams;
use crate::domain::tally::{MINUTE_MS, Tally};

/// Minutes that the pace looks back.
const WINDOW: i64 = 60;
/// Below this many minutes since the first entry no forecast is made.
const LEAST: i64 = 20;

/// Net grams of the last hour. `None` where it saw nothing. `now_ms` is in milliseconds since 1970 UTC.
#[must_use]
pub fn last_hour(tally: &Tally, now_ms: i64) -> Option<Grams> {
    let minute = now_ms.div_euclid(MINUTE_MS) * MINUTE_MS;
    let since = minute - (WINDOW - 1) * MINUTE_MS;
    let net: Grams = tally.minutes.range(since..=minute).map(|(_, net)| *net).sum();
    net.is_positive().then_some(net)
}

/// What all kilograms will be at `closes_ms` if they go on coming in as in the last hour, or since the first entry
/// where that is shorter. `None` once that time has passed, where the last hour saw nothing, or where the first
/// entry is less than twenty minutes old.
#[must_use]
pub fn forecast(tally: &Tally, now_ms: i64, closes_ms: i64) -> Option<Grams> {
    let net = last_hour(tally, now_ms)?;
    let first = *tally.minutes.keys().next()?;
    let minutes = ((now_ms - first).div_euclid(MINUTE_MS) + 1).min(WINDOW);
    let left = closes_ms - now_ms;
    if left <= 0 || minutes < LEAST {
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
    fn the_last_hour_is_what_was_weighed_in_it() {
        let now = 200 * MINUTE_MS;
        let hour = |minutes: &[(i64, i64)]| last_hour(&tally(minutes), now).map(Grams::get);
        assert_eq!(hour(&[(10, 9_000), (141, 1_000), (200, 2_000)]), Some(3_000));
        assert_eq!(hour(&[(10, 9_000), (140, 1_000)]), None);
        // A young event has no more than it has.
        assert_eq!(hour(&[(194, 1_000)]), Some(1_000));
        assert_eq!(hour(&[]), None);
        // A clock that ran ahead is no reason to fall over.
        assert_eq!(hour(&[(300, 1_000)]), None);
    }

    #[test]
    fn the_forecast_ends_with_the_hall_and_needs_a_beginning() {
        let (now, closes) = (200 * MINUTE_MS, 320 * MINUTE_MS);
        let at = |minutes: &[(i64, i64)], now| {
            let tally = Tally { net: Grams::new(5_000), ..tally(minutes) };
            forecast(&tally, now, closes).map(Grams::get)
        };
        assert_eq!(at(&[(10, 3_000), (150, 2_000)], now), Some(9_000));
        // Twenty minutes old: three times as much an hour.
        assert_eq!(at(&[(181, 2_000)], now), Some(17_000));
        assert_eq!(at(&[(182, 2_000)], now), None, "too early to tell");
        assert_eq!(at(&[(10, 3_000), (300, 2_000)], closes - MINUTE_MS), Some(5_033));
        assert_eq!(at(&[(10, 3_000), (300, 2_000)], closes), None);
        assert_eq!(at(&[(10, 5_000)], now), None);
    }
}
