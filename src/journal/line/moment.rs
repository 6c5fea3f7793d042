//! The field `at` of a line: a moment to the millisecond, with an offset to the minute.

use chrono::{DateTime, FixedOffset, NaiveDate, SubsecRound, Timelike};

use crate::domain::record::Moment;

/// Truncates a moment to the precision of a line: milliseconds, and an offset in whole minutes. The instant
/// is unchanged apart from the truncation to milliseconds.
#[must_use]
pub(crate) fn to_line_precision(at: &Moment) -> Moment {
    let at = at.trunc_subsecs(3);
    let seconds = at.offset().local_minus_utc();
    match FixedOffset::east_opt(seconds - seconds % 60) {
        Some(offset) if seconds % 60 != 0 => at.with_timezone(&offset),
        _ => at,
    }
}

/// Parses RFC 3339. There is a fast path for the form that this program writes, because a million lines may
/// be read when the program starts.
pub(super) fn parse(text: &str) -> Option<Moment> {
    parse_own_form(text).or_else(|| DateTime::parse_from_rfc3339(text).ok().map(|at| to_line_precision(&at)))
}

/// Parses the form `2026-01-25T12:00:00.000+05:00` and no other form.
fn parse_own_form(text: &str) -> Option<Moment> {
    let b: &[u8; 29] = text.as_bytes().try_into().ok()?;
    let digit = |index: usize| {
        let value = b[index].wrapping_sub(b'0');
        (value < 10).then_some(u32::from(value))
    };
    let two = |index: usize| Some(digit(index)? * 10 + digit(index + 1)?);
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
    // chrono accepts leap seconds, but this parser rejects them.
    (local.nanosecond() < 1_000_000_000).then(|| local.and_local_timezone(offset).single())?
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::journal::testing::at;

    proptest! {
        #[test]
        fn the_fast_path_and_chrono_parse_the_same_moment(
            ms in -60_000_000_000_000..250_000_000_000_000_i64,
            offset in -840..=840_i32,
        ) {
            let moment = DateTime::from_timestamp_millis(ms).unwrap();
            let moment = moment.with_timezone(&FixedOffset::east_opt(offset * 60).unwrap());
            let text = moment.format("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string();
            prop_assert_eq!(parse_own_form(&text), Some(at(&text)));
        }
    }
}
