//! Explains why a clock cannot be right.

use crate::domain::clock::ClockDoubt;
use crate::domain::record::Moment;
use crate::language::{Message, format};

/// Returns a sentence without a full stop, for other sentences. `now` is the time by the doubted clock.
#[must_use]
pub(crate) fn clock_doubt(doubt: &ClockDoubt, now: Moment) -> Message {
    let clock = format::date_time(now).into();
    match doubt {
        ClockDoubt::BeforeRelease(released) => {
            Message::ClockBeforeRelease { now: clock, released: format::date(*released).into() }
        }
        ClockDoubt::BehindRecord(newest) => {
            let newest = format::date(newest.with_timezone(now.offset()).date_naive()).into();
            Message::ClockBehindRecord { now: clock, newest }
        }
    }
}
