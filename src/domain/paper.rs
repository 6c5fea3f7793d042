//! The time of a paper sheet: on which day it was written.
//!
//! A sheet names only a time of day, and an event may run over midnight. The day is that of the event, or the day after
//! it, whichever is nearer to what the event has recorded. A time that cannot be, or that is far from everything recorded,
//! is in doubt: the console asks.

use chrono::{Datelike, Duration, NaiveDate};

use crate::domain::event::{ClockTime, Event};
use crate::domain::record::Moment;

/// Entries up to this long after the last record continue the event, also on the next day. A time up to this long after the
/// clock may be meant on the day that is nearer to the records.
const NEAR: Duration = Duration::hours(6);
/// A time that is later than the clock by more than this is that of the day before.
const YESTERDAY: Duration = Duration::hours(12);
/// The hour of the event's day around which weighing is expected, if nothing is recorded yet.
const USUAL_HOUR: u32 = 14;

/// What is written on a sheet: a time, and perhaps the day and the month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SheetText {
    pub time: ClockTime,
    /// The day of the month and the month.
    pub day: Option<(u32, u32)>,
}

/// Why the time of a sheet is in doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SheetDoubt {
    /// The clock has not reached it yet.
    LaterThanClock,
    /// It is on another day than the event, and far from everything that the event has recorded.
    AnotherDay,
}

/// Returns the moment that a sheet names, and the doubt about it. `active` is the time of the first and of the last
/// record that counts. Returns `None` if there is no such day.
#[must_use]
pub(crate) fn moment(
    text: SheetText,
    event: &Event,
    active: Option<(Moment, Moment)>,
    now: Moment,
) -> Option<(Moment, Option<SheetDoubt>)> {
    let at = |day: NaiveDate| day.and_time(text.time.0).and_local_timezone(event.utc_offset.0).single();
    if let Some((day, month)) = text.day {
        let at = at(nearest_year(day, month, event.date)?)?;
        return Some((at, (at > now).then_some(SheetDoubt::LaterThanClock)));
    }
    let (first, last) = match active {
        Some(active) => active,
        None => {
            let usual = event.date.and_hms_opt(USUAL_HOUR, 0, 0)?;
            let usual = usual.and_local_timezone(event.utc_offset.0).single()?;
            (usual, usual)
        }
    };
    let distance = |at: Moment| (first - at).max(at - last).max(Duration::zero());
    let on_day = at(event.date)?;
    // A time shortly after the clock may be a slip. If it is nearer to the records than a past one, it is asked about.
    let possible = [Some(on_day), event.date.succ_opt().and_then(at)]
        .into_iter()
        .flatten()
        .filter(|at| *at <= now || (*at - now <= NEAR && distance(*at) <= NEAR));
    // If both are equally near, the day of the event is the first one.
    match possible.min_by_key(|at| distance(*at)) {
        Some(at) if at > now => Some((at, Some(SheetDoubt::LaterThanClock))),
        Some(at) if at.date_naive() == event.date || distance(at) <= NEAR => Some((at, None)),
        Some(at) => Some((at, Some(SheetDoubt::AnotherDay))),
        None if on_day - now > YESTERDAY => {
            let before = at(event.date.pred_opt()?)?;
            if before > now {
                Some((on_day, Some(SheetDoubt::LaterThanClock)))
            } else {
                Some((before, (distance(before) > NEAR).then_some(SheetDoubt::AnotherDay)))
            }
        }
        None => Some((on_day, Some(SheetDoubt::LaterThanClock))),
    }
}

/// Returns the date with this day and month that is nearest to `date`, or `None` if there is none.
fn nearest_year(day: u32, month: u32, date: NaiveDate) -> Option<NaiveDate> {
    let years = [date.year() - 1, date.year(), date.year() + 1];
    let dates = years.into_iter().filter_map(|year| NaiveDate::from_ymd_opt(year, month, day));
    dates.min_by_key(|other| (*other - date).abs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::UtcOffset;

    fn at(text: &str) -> Moment {
        Moment::parse_from_rfc3339(&format!("2026-01-{text}:00+05:00")).unwrap()
    }

    fn event() -> Event {
        let date = NaiveDate::from_ymd_opt(2026, 1, 25).unwrap();
        Event::new(7, "Day", date, UtcOffset::parse("+05:00").unwrap()).unwrap()
    }

    fn sheet(time: &str, active: Option<(&str, &str)>, now: &str) -> (String, Option<SheetDoubt>) {
        let text = SheetText { time: ClockTime::parse(time).unwrap(), day: None };
        let active = active.map(|(first, last)| (at(first), at(last)));
        let (moment, doubt) = moment(text, &event(), active, at(now)).unwrap();
        (moment.format("%dT%H:%M").to_string(), doubt)
    }

    #[test]
    fn a_sheet_of_the_day_is_of_the_day() {
        let day = Some(("25T09:00", "25T14:00"));
        for (time, now, expected) in [
            ("13:20", "25T14:00", "25T13:20"),
            ("08:30", "25T14:00", "25T08:30"),
            ("14:00", "25T14:00", "25T14:00"),
            // Typed in the next morning, and later.
            ("09:30", "26T10:00", "25T09:30"),
            ("08:00", "26T10:00", "25T08:00"),
            ("15:30", "27T18:00", "25T15:30"),
        ] {
            assert_eq!(sheet(time, day, now), (expected.into(), None), "{time} at {now}");
            assert_eq!(sheet(time, None, now), (expected.into(), None), "{time} at {now}, nothing recorded");
        }
    }

    #[test]
    fn an_event_may_run_over_midnight() {
        let night = Some(("25T18:00", "26T00:20"));
        assert_eq!(sheet("23:50", night, "26T00:30"), ("25T23:50".into(), None));
        assert_eq!(sheet("00:10", night, "26T00:30"), ("26T00:10".into(), None));
        // The sheet of 23:50 is the last that was recorded.
        assert_eq!(sheet("00:10", Some(("25T18:00", "25T23:50")), "26T00:30"), ("26T00:10".into(), None));
        // Nothing is recorded yet.
        assert_eq!(sheet("23:50", None, "26T00:30"), ("25T23:50".into(), None));
        let (time, doubt) = sheet("00:10", None, "26T00:30");
        assert_eq!((time.as_str(), doubt), ("26T00:10", Some(SheetDoubt::AnotherDay)));
    }

    #[test]
    fn a_time_that_the_clock_has_not_reached_is_in_doubt() {
        let later = Some(SheetDoubt::LaterThanClock);
        assert_eq!(sheet("13:20", None, "25T13:18"), ("25T13:20".into(), later));
        assert_eq!(sheet("21:20", Some(("25T09:00", "25T10:00")), "25T10:00"), ("25T21:20".into(), later));
        // Before the day of the event.
        assert_eq!(sheet("09:00", None, "24T18:00"), ("24T09:00".into(), Some(SheetDoubt::AnotherDay)));
    }

    #[test]
    fn a_time_shortly_after_the_clock_is_not_taken_for_that_of_the_morning_before() {
        let later = Some(SheetDoubt::LaterThanClock);
        let night = Some(("25T18:00", "25T23:50"));
        assert_eq!(sheet("00:20", night, "26T00:10"), ("26T00:20".into(), later));
        assert_eq!(sheet("00:10", night, "25T23:55"), ("26T00:10".into(), later));
        assert_eq!(sheet("00:20", Some(("25T18:00", "26T00:05")), "26T00:10"), ("26T00:20".into(), later));
        // In the day, the early morning is the nearer one.
        assert_eq!(sheet("08:00", Some(("25T09:00", "25T17:00")), "25T17:30"), ("25T08:00".into(), None));
    }

    #[test]
    fn shortly_after_midnight_a_late_time_is_that_of_yesterday() {
        // The event was made after midnight.
        let (time, doubt) = sheet("23:50", None, "25T00:30");
        assert_eq!((time.as_str(), doubt), ("24T23:50", Some(SheetDoubt::AnotherDay)));
        let active = Some(("25T00:10", "25T00:20"));
        assert_eq!(sheet("23:50", active, "25T00:30"), ("24T23:50".into(), None));
    }

    #[test]
    fn a_sheet_may_name_its_day() {
        let text = |day| SheetText { time: ClockTime::parse("00:10").unwrap(), day: Some(day) };
        let of = |day, now| moment(text(day), &event(), None, at(now));
        assert_eq!(of((26, 1), "27T10:00"), Some((at("26T00:10"), None)));
        assert_eq!(of((26, 1), "25T10:00"), Some((at("26T00:10"), Some(SheetDoubt::LaterThanClock))));
        assert_eq!(of((30, 2), "27T10:00"), None);
        let (before, _) = of((31, 12), "25T10:00").unwrap();
        assert_eq!(before.date_naive(), NaiveDate::from_ymd_opt(2025, 12, 31).unwrap());
    }
}
