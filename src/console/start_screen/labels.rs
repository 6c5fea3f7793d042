//! Texts about the events of the start screen.

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};

use crate::console::labels;
use crate::console::start_screen::model::{StartEvent, StartQuestion};
use crate::domain::event::UtcOffset;
use crate::domain::event_choice::ChoiceReason;
use crate::language::{Message, Texts, errors, format};
use crate::screen::paint::width;

/// Returns a date with its weekday, such as `Fri 27.11.2026`.
pub(super) fn date(date: NaiveDate, texts: &Texts) -> String {
    let weekday = texts.get(match date.weekday() {
        Weekday::Mon => Message::StartMonday,
        Weekday::Tue => Message::StartTuesday,
        Weekday::Wed => Message::StartWednesday,
        Weekday::Thu => Message::StartThursday,
        Weekday::Fri => Message::StartFriday,
        Weekday::Sat => Message::StartSaturday,
        Weekday::Sun => Message::StartSunday,
    });
    format!("{weekday} {}", format::date(date))
}

/// Returns how far the date is from today, such as `tomorrow`. Returns `None` if the clock cannot be right.
pub(super) fn distance(event: &StartEvent, question: &StartQuestion, texts: &Texts) -> Option<String> {
    let days = (event.date - event.today).num_days();
    if question.clock_doubt.is_some() && days != 0 {
        return None;
    }
    Some(texts.get(match days {
        0 => Message::StartToday,
        1 => Message::StartTomorrow,
        -1 => Message::StartYesterday,
        2.. => Message::StartInDays { count: days.into() },
        _ => Message::StartDaysAgo { count: (-days).into() },
    }))
}

/// Returns the date with its weekday, and how far it is from today.
pub(super) fn when(event: &StartEvent, question: &StartQuestion, texts: &Texts) -> String {
    let date = date(event.date, texts);
    distance(event, question, texts).map_or_else(|| date.clone(), |distance| format!("{date}, {distance}"))
}

/// Returns the time of the last record and how long ago it was, if the event is offered because of it.
pub(super) fn last_record(event: &StartEvent, question: &StartQuestion, texts: &Texts) -> Option<String> {
    let ChoiceReason::Recent(at) = event.reason else { return None };
    let time = format::time(at.with_timezone(&event.utc_offset.0));
    let age = question.now.to_utc().signed_duration_since(at).max(TimeDelta::zero());
    let ago = if age < TimeDelta::hours(1) {
        Message::StartMinutesAgo { count: age.num_minutes().into() }
    } else {
        Message::StartHoursAgo { count: age.num_hours().into() }
    };
    Some(texts.get(Message::StartLastRecord { time: time.into(), ago: ago.into() }))
}

/// Returns the number of people, or `None` if nobody was counted.
pub(super) fn people(event: &StartEvent, texts: &Texts) -> Option<String> {
    (event.people != 0).then(|| texts.get(Message::PeopleCount { count: event.people.into() }))
}

/// Returns the kilograms, or `None` without entries.
pub(super) fn mass(event: &StartEvent, texts: &Texts) -> Option<String> {
    (event.entries != 0).then(|| labels::kilograms_tenths(event.net, texts))
}

/// Returns everything that is known about an event except its name, most important first.
pub(super) fn details(event: &StartEvent, question: &StartQuestion, texts: &Texts) -> Vec<String> {
    let mut parts = vec![when(event, question, texts)];
    parts.extend(last_record(event, question, texts));
    if event.people == 0 && event.entries == 0 {
        parts.push(texts.get(Message::StartNoRecords));
    }
    parts.extend(people(event, texts));
    if let Some(mass) = mass(event, texts) {
        parts.push(texts.get(Message::EntriesCount { count: event.entries.into() }));
        parts.push(mass);
    }
    parts.push(format::utc_offset(event.utc_offset));
    parts.push(format::clean(&event.slug).into_owned());
    parts
}

/// Returns the text of the row that makes a new event, with its offset if it fits into this many columns, and with the
/// weekday if that fits.
pub(super) fn new_event(question: &StartQuestion, texts: &Texts, columns: u16) -> String {
    let today = question.now.date_naive();
    let text = |date: String| texts.get(Message::StartNew { date: date.into() });
    let dated = text(date(today, texts));
    let full = format!("{dated}, {}", new_offset(question));
    let fitting = [full, dated].into_iter().find(|text| width(text) <= columns);
    fitting.unwrap_or_else(|| text(format::date(today)))
}

/// Returns the offset of the new event, such as `UTC+05:00`.
pub(super) fn new_offset(question: &StartQuestion) -> String {
    format::utc_offset(UtcOffset(*question.now.offset()))
}

/// Returns why the clock cannot be right, and what to do.
pub(super) fn clock_doubt(question: &StartQuestion, texts: &Texts) -> Option<String> {
    let doubt = errors::clock_doubt(question.clock_doubt.as_ref()?, question.now);
    let doubt = doubt.into();
    Some(texts.get(match question.events.is_empty() {
        true => Message::StartClockAlone { doubt },
        false => Message::StartClock { doubt },
    }))
}
