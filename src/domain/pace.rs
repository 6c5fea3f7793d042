//! How fast kilograms come in, and what that makes by closing time.
//!
//! Invariant: whole grams and minutes only; an event that has just begun is not taken for a slow hour, nor
//! one minute for a whole hour's pace.

use crate::domain::mass::Grams;
use crate::domain::tally::{MINUTE_MS, Tally};

/// Minutes that the pace looks back.
const WINDOW: i64 = 60;
/// Below this many minutes since the first entry nothing can be said.
const LEAST: i64 = 5;

/// Net grams an hour, over the last hour, or since the first entry where that is shorter. `None` where
/// the last hour saw nothing, or the first entry is less than five minutes old. `now_ms` is in
/// milliseconds since 1970 UTC.
#[must_use]
pub fn per_hour(tally: &Tally, now_ms: i64) -> Option<Grams> {
    let minute = now_ms.div_euclid(MINUTE_MS) * MINUTE_MS;
    let since = minute - (WINDOW - 1) * MINUTE_MS;
    let net: Grams = tally.minutes.range(since..=minute).map(|(_, net)| *net).sum();
    let first = *tally.minutes.keys().next()?;
    let minutes = ((minute - first) / MINUTE_MS + 1).min(WINDOW);
    if !net.is_positive() || minutes < LEAST {
        return None;
    }
    let grams = i128::from(net.get()) * i128::from(WINDOW) / i128::from(minutes);
    i64::try_from(grams).ok().map(Grams::new)
}

/// What the total will be at `closes_ms` if the pace holds. `None` once that has passed.
#[must_use]
pub fn forecast(total: Grams, per_hour: Grams, now_ms: i64, closes_ms: i64) -> Option<Grams> {
    let left = closes_ms - now_ms;
    if left <= 0 {
        return None;
    }
    let more = i128::from(per_hour.get()) * i128::from(left) / i128::from(WINDOW * MINUTE_MS);
    let mut sum = total;
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
    fn the_pace_is_that_of_the_last_hour() {
        let now = 200 * MINUTE_MS;
        assert_eq!(
            per_hour(&tally(&[(10, 9_000), (141, 1_000), (200, 2_000)]), now),
            Some(Grams::new(3_000))
        );
        assert_eq!(per_hour(&tally(&[(10, 9_000), (140, 1_000)]), now), None);
        // Twenty minutes old: three times what came in.
        assert_eq!(per_hour(&tally(&[(181, 1_000), (190, 1_000)]), now), Some(Grams::new(6_000)));
        assert_eq!(per_hour(&tally(&[(198, 1_000)]), now), None, "too early to tell");
        assert_eq!(per_hour(&tally(&[]), now), None);
        // A clock that ran ahead is no reason to fall over.
        assert_eq!(per_hour(&tally(&[(300, 1_000)]), now), None);
    }

    #[test]
    fn the_forecast_ends_with_the_hall() {
        let hour = 60 * MINUTE_MS;
        let at = |now| forecast(Grams::new(5_000), Grams::new(2_000), now, 10 * hour);
        assert_eq!(at(8 * hour), Some(Grams::new(9_000)));
        assert_eq!(at(10 * hour - MINUTE_MS), Some(Grams::new(5_033)));
        assert_eq!(at(10 * hour), None);
    }
}
