//! The moments of journal lines: to the millisecond, their offset to the minute.

use chrono::{DateTime, FixedOffset, NaiveDate, SubsecRound, Timelike};

use crate::domain::record::Moment;

/// The moment as a line can hold it: to the millisecond, its offset to the minute.
#[must_use]
pub fn to_line_precision(at: &Moment) -> Moment {
    let at = at.trunc_subsecs(3);
    let seconds = at.offset().local_minus_utc();
    match FixedOffset::east_opt(seconds - seconds % 60) {
        Some(offset) if seconds % 60 != 0 => at.with_timezone(&offset),
        _ => at,
    }
}

/// Reads RFC 3339. The form that this program writes takes a short cut: a million lines are read at
/// start.
pub(super) fn parse(text: &str) -> Option<Moment> {
    own_form(text).or_else(|| DateTime::parse_from_rfc3339(text).ok().map(|at| to_line_precision(&at)))
}

/// Reads `2026-01-25T12:00:00.000+05:00` and nothing else.
fn own_form(text: &str) -> Option<Moment> {
    let b: &[u8; 29] = text.as_bytes().try_into().ok()?;
    let digit = |place: usize| {
        let value = b[place].wrapping_sub(b'0');
        (value < 10).then_some(u32::from(value))
    };
    let two = |place: usize| Some(digit(place)? * 10 + digit(place + 1)?);
    if [b[4], b[7], b[10], b[13], b[16], b[19], b[26]] != *b"--T::.:" {
        return None;
    }
    let sign = match b[23] {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let year = i32::try_from(two(0)? * 100 + two(2)?).ok()?;
    let milli = digit(20)? * 100 + two(21)?;
    let (hours, minutes) = (two(24)?, two(27)?);
    if minutes > 59 {
        return None;
    }
    let offset = FixedOffset::east_opt(sign * i32::try_from(hours * 3600 + minutes * 60).ok()?)?;
    let local = NaiveDate::from_ymd_opt(year, two(5)?, two(8)?)?.and_hms_milli_opt(
        two(11)?,
        two(14)?,
        two(17)?,
        milli,
    )?;
    // A leap second is left to the library.
    (local.nanosecond() < 1_000_000_000).then(|| local.and_local_timezone(offset).single())?
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::journal::testing::at;

    proptest! {
        #[test]
        fn both_readers_of_moments_agree(ms in -60_000_000_000_000..250_000_000_000_000_i64, offset in -840..=840_i32) {
            let moment = DateTime::from_timestamp_millis(ms).unwrap();
            let moment = moment.with_timezone(&FixedOffset::east_opt(offset * 60).unwrap());
            let text = moment.format("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string();
            prop_assert_eq!(own_form(&text), Some(at(&text)));
        }
    }
}
