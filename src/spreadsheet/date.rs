//! Reads days and times as spreadsheets and people write them.
//!
//! Invariant: `04/07/2022` has no day until the order of its numbers is proved or given.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};

use crate::spreadsheet::cell::Cell;

/// The order of the numbers of a day such as `04/07/2022`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum DateOrder {
    /// The day comes first.
    Dmy,
    /// The month comes first.
    Mdy,
}

/// When something was weighed, as far as a row says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    /// A moment with its offset from UTC.
    Moment(DateTime<FixedOffset>),
    /// A day, and a time if the row has one, at the offset of the event.
    Local { date: NaiveDate, time: Option<NaiveTime> },
}

impl When {
    /// Returns the day at its own offset.
    pub(crate) fn date(self) -> NaiveDate {
        match self {
            Self::Moment(at) => at.date_naive(),
            Self::Local { date, .. } => date,
        }
    }
}

/// The meaning of a text in a column of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ReadDate {
    /// The day is certain. If numbers with slashes made it certain, they prove an order.
    Certain { when: When, proves: Option<DateOrder> },
    /// Two numbers below 13: either may be the day.
    Ambiguous { first: u32, second: u32, year: i32, time: Option<NaiveTime> },
    /// The day and month of an unknown year, perhaps with its day of the week, from 0 for Monday.
    NoYear { day: u32, month: u32, weekday: Option<u32>, time: Option<NaiveTime> },
    /// The number of a day that a spreadsheet program counts.
    DayNumber { date: NaiveDate, time: Option<NaiveTime> },
    /// A time without a day.
    OnlyTime(NaiveTime),
    /// The text has no meaning.
    Unknown,
}

impl ReadDate {
    /// Returns whether the text is a day. Its year or the order of its numbers may be uncertain.
    pub(super) const fn is_day(self) -> bool {
        matches!(self, Self::Certain { .. } | Self::Ambiguous { .. } | Self::NoYear { .. })
    }
}

/// Names of months, at least their first three letters, from January.
const MONTHS: [&[&str]; 12] = [
    &["янв", "jan", "қаңтар", "қаң", "кантар"],
    &["фев", "feb", "ақпан", "ақп"],
    &["мар", "mar", "наурыз", "нау"],
    &["апр", "apr", "сәуір", "сәу"],
    &["мая", "май", "may", "мамыр", "мам"],
    &["июн", "jun", "маусым", "мау"],
    &["июл", "jul", "шілде", "шіл"],
    &["авг", "aug", "тамыз", "там"],
    &["сен", "sep", "қыркүйек", "қыр"],
    &["окт", "oct", "қазан", "қаз"],
    &["ноя", "nov", "қараша", "қар"],
    &["дек", "dec", "желтоқсан", "жел"],
];

/// The days of the week from Monday, as they are written before or after a date, separated by `|`.
const WEEKDAYS: [&str; 7] = [
    "пн|понедельник|дс|дүй|дүйсенбі|mon|monday",
    "вт|вторник|сей|сейсенбі|tue|tues|tuesday",
    "ср|среда|сәр|сәрсенбі|wed|wednesday",
    "чт|четверг|бс|бей|бейсенбі|thu|thurs|thursday",
    "пт|пятница|жм|жұма|fri|friday",
    "сб|суббота|сенбі|sat|saturday",
    "вс|воскресенье|жс|жек|жексенбі|sun|sunday",
];

/// Days that a spreadsheet program counts from 30 December 1899, for the years 1990 to 2099.
const DAY_NUMBERS: std::ops::RangeInclusive<u32> = 32_874..=73_050;

/// Reads a cell of a column of days.
pub(super) fn read(cell: &Cell) -> ReadDate {
    match cell {
        Cell::Moment(at) => {
            let time = (at.time() != NaiveTime::MIN).then(|| at.time());
            certain(at.date(), time)
        }
        Cell::Time(time) => ReadDate::OnlyTime(*time),
        Cell::Number(number) => day_number(number).unwrap_or(ReadDate::Unknown),
        Cell::Text(text) => read_text(text.trim_start_matches('\'')),
        Cell::Empty | Cell::Merged | Cell::Shown { .. } | Cell::Uncomputed | Cell::Fault(_) => {
            ReadDate::Unknown
        }
    }
}

/// Reads a cell of a column of times.
pub(super) fn read_time(cell: &Cell) -> Option<NaiveTime> {
    match cell {
        Cell::Time(time) => Some(*time),
        Cell::Moment(at) => Some(at.time()),
        Cell::Text(text) => {
            let text = text.trim_start_matches('\'');
            time(text).or_else(|| time_with_dot(text))
        }
        Cell::Empty
        | Cell::Merged
        | Cell::Shown { .. }
        | Cell::Number(_)
        | Cell::Uncomputed
        | Cell::Fault(_) => None,
    }
}

const fn certain(date: NaiveDate, time: Option<NaiveTime>) -> ReadDate {
    ReadDate::Certain { when: When::Local { date, time }, proves: None }
}

fn read_text(text: &str) -> ReadDate {
    // A year with more or fewer digits is a typing error.
    let has_plausible_year = |year: i32| (1000..9999).contains(&year);
    if let Ok(at) = DateTime::parse_from_rfc3339(text)
        .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f %z"))
        .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M%:z"))
    {
        let when = When::Moment(at);
        return if has_plausible_year(at.year()) {
            ReadDate::Certain { when, proves: None }
        } else {
            ReadDate::Unknown
        };
    }
    if let Some(time) = time(text) {
        return ReadDate::OnlyTime(time);
    }
    // Google's forms: "2026/01/25 12:05:11 PM GMT+5".
    if let Some((local, offset)) = split_offset(text) {
        return match read_text(local) {
            ReadDate::Certain { when: When::Local { date, time: Some(time) }, .. } => {
                ReadDate::Certain { when: When::Moment(at_offset(date, Some(time), offset)), proves: None }
            }
            _ => ReadDate::Unknown,
        };
    }
    if let Some(number) = day_number(text) {
        return number;
    }
    let (day, time) = match split_time(text) {
        Some((day, time)) => (day, Some(time)),
        None => (text, None),
    };
    match read_day(day) {
        Some(Day::Certain(date)) => certain(date, time),
        Some(Day::Slashes { first, second, year }) => slashes(first, second, year, time),
        Some(Day::NoYear { day, month, weekday }) => ReadDate::NoYear { day, month, weekday, time },
        None => ReadDate::Unknown,
    }
}

/// Returns whether a text is a day, perhaps without a year: `25.01.2026`, `12.май`, `5-Dec`.
pub(super) fn is_like_day(text: &str) -> bool {
    if matches!(read_day(text), Some(Day::Certain(_))) && !text.contains(['/', '-']) {
        return true;
    }
    let parts: Vec<&str> = text.split(['.', '-', ' ', '/']).filter(|part| !part.is_empty()).collect();
    let is_number = |part: &&str| number(part).is_some_and(|number| number <= 31);
    matches!(parts[..], [a, b] if (is_number(&a) && month(b).is_some()) || (month(a).is_some() && is_number(&b)))
}

/// Finds the days in the text of a title.
pub(super) fn find_days(text: &str) -> Vec<NaiveDate> {
    let is_in_word = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '/');
    let words: Vec<&str> = text
        .split(|c: char| !is_in_word(c))
        .map(|word| word.trim_matches(['.', '-', '/']))
        .filter(|word| !word.is_empty())
        .collect();
    let mut days = Vec::new();
    for (index, word) in words.iter().enumerate() {
        let phrase = words[index..].iter().take(3).copied().collect::<Vec<_>>().join(" ");
        for candidate in [*word, phrase.as_str()] {
            if let Some(Day::Certain(date)) = read_day(candidate) {
                days.push(date);
            }
        }
    }
    days.sort_unstable();
    days.dedup();
    days
}

/// A day without its time.
enum Day {
    Certain(NaiveDate),
    Slashes { first: u32, second: u32, year: i32 },
    NoYear { day: u32, month: u32, weekday: Option<u32> },
}

/// Splits a text into the date and the day of the week before it or after it, from 0 for Monday: `вс, 15.02.2026`,
/// `15.02.2026 (Sun)`.
fn split_weekday(text: &str) -> (&str, Option<u32>) {
    let weekday = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
        let is_it = |names: &&str| names.split('|').any(|name| name == word);
        (0..).zip(&WEEKDAYS).find(|(_, names)| is_it(names)).map(|(number, _)| number)
    };
    let is_mark = |c: char| c == ' ' || c == ',';
    if let Some((first, rest)) = text.split_once(is_mark)
        && let Some(weekday) = weekday(first)
    {
        return (rest.trim_start_matches(is_mark), Some(weekday));
    }
    if let Some((rest, last)) = text.rsplit_once(is_mark)
        && let Some(weekday) = weekday(last)
    {
        return (rest.trim_end_matches(is_mark), Some(weekday));
    }
    (text, None)
}

/// Reads a day. A day of the week that is not that of the date is a mistake in one of them.
fn read_day(text: &str) -> Option<Day> {
    let (text, weekday) = split_weekday(text.trim().trim_end_matches(',').trim());
    let day = read_date(text)?;
    match (day, weekday) {
        (Day::Certain(date), Some(weekday)) if date.weekday().num_days_from_monday() != weekday => None,
        (Day::NoYear { day, month, .. }, weekday) => Some(Day::NoYear { day, month, weekday }),
        (day, _) => Some(day),
    }
}

fn read_date(text: &str) -> Option<Day> {
    let text = text.strip_suffix(" г.").or_else(|| text.strip_suffix(" г")).unwrap_or(text);
    let text = text.strip_suffix("г.").or_else(|| text.strip_suffix(" года")).unwrap_or(text).trim();
    for mark in ['.', '-', '/'] {
        let parts: Vec<&str> = text.trim_end_matches('.').split(mark).map(str::trim).collect();
        let [a, b, c] = parts[..] else { continue };
        if let (4, Some(year), Some(month), Some(day)) = (a.len(), number(a), number(b), number(c)) {
            return date(year, month, day).map(Day::Certain);
        }
        let (Some(first), Some(year)) = (number(a), year(c)) else { continue };
        if let Some(second) = number(b) {
            return if mark == '.' {
                date(year, second, first).map(Day::Certain)
            } else {
                Some(Day::Slashes { first, second, year: i32::try_from(year).ok()? })
            };
        }
        return date(year, month(b)?, first).map(Day::Certain);
    }
    named_month(text).map(Day::Certain).or_else(|| without_year(text))
}

/// Reads `25.01`, `25 января`, `25-Jan`, `January 25`. Numbers with a slash have no certain order.
fn without_year(text: &str) -> Option<Day> {
    let text = text.strip_suffix('.').unwrap_or(text);
    let (day, month) = match text.split_once('.') {
        Some((day, month)) if day.len() <= 2 && month.len() == 2 && number(month).is_some() => {
            (number(day)?, number(month)?)
        }
        _ => {
            let parts: Vec<&str> = text.split([' ', '.', '-']).filter(|part| !part.is_empty()).collect();
            match parts[..] {
                [a, b] if a.len() <= 2 && number(a).is_some() => (number(a)?, month(b)?),
                [a, b] if b.len() <= 2 && number(b).is_some() => (number(b)?, month(a)?),
                _ => return None,
            }
        }
    };
    // A leap year has every day.
    NaiveDate::from_ymd_opt(2024, month, day).map(|_| Day::NoYear { day, month, weekday: None })
}

/// Reads `25 января 2026`, `25 Jan 2026`, `January 25, 2026`, `2026 жылғы 25 қаңтар`.
fn named_month(text: &str) -> Option<NaiveDate> {
    let words: Vec<&str> = text.split([' ', ',', '\u{a0}']).filter(|word| !word.is_empty()).collect();
    let words: Vec<&str> = words
        .into_iter()
        .filter(|word| !matches!(word.to_lowercase().as_str(), "жылғы" | "ж" | "ж." | "жыл" | "of"))
        .collect();
    let [a, b, c] = words[..] else { return None };
    let (year_text, month_text, day_text) = if month(b).is_some() {
        (c, b, a)
    } else if month(a).is_some() {
        (c, a, b)
    } else {
        (a, c, b)
    };
    let day = number(day_text.trim_end_matches(['.', ',']))?;
    (year_text.len() == 4).then_some(())?;
    date(number(year_text)?, month(month_text)?, day)
}

fn month(text: &str) -> Option<u32> {
    let text = text.trim_end_matches('.').to_lowercase();
    if text.chars().count() < 3 || !text.chars().all(char::is_alphabetic) {
        return None;
    }
    let place = MONTHS.iter().position(|names| names.iter().any(|name| text.starts_with(name)))?;
    u32::try_from(place + 1).ok()
}

/// Returns a year of four digits, or of two digits in this century.
fn year(text: &str) -> Option<u32> {
    match text.len() {
        2 => Some(2000 + number(text)?),
        4 => number(text),
        _ => None,
    }
}

fn number(text: &str) -> Option<u32> {
    let is_number = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok())?
}

fn date(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day).filter(|_| (1000..9999).contains(&year))
}

/// Decides the order of two numbers with slashes, if one of them cannot be a month.
fn slashes(first: u32, second: u32, year: i32, time: Option<NaiveTime>) -> ReadDate {
    let read = |month: u32, day: u32, proves: Option<DateOrder>| {
        NaiveDate::from_ymd_opt(year, month, day)
            .map_or(ReadDate::Unknown, |date| ReadDate::Certain { when: When::Local { date, time }, proves })
    };
    match (first, second) {
        (first, second) if first > 12 => read(second, first, Some(DateOrder::Dmy)),
        (first, second) if second > 12 => read(first, second, Some(DateOrder::Mdy)),
        (first, second) if first == second => read(first, second, None),
        _ => ReadDate::Ambiguous { first, second, year, time },
    }
}

/// Returns the day of two numbers in this order.
pub(super) fn ordered(order: DateOrder, first: u32, second: u32, year: i32) -> Option<NaiveDate> {
    match order {
        DateOrder::Dmy => NaiveDate::from_ymd_opt(year, second, first),
        DateOrder::Mdy => NaiveDate::from_ymd_opt(year, first, second),
    }
}

/// The maximum distance in days of a day without a year from the day that gives it its year.
const NEAR_DAYS: i64 = 150;

/// Returns the day and month that are near another day, such as 1 January near 31 December of the year before.
pub(super) fn near(other: NaiveDate, day: u32, month: u32) -> Option<NaiveDate> {
    let years = [other.year() - 1, other.year(), other.year() + 1];
    let dates = years.into_iter().filter_map(|year| NaiveDate::from_ymd_opt(year, month, day));
    dates
        .min_by_key(|date| (*date - other).num_days().abs())
        .filter(|date| (*date - other).num_days().abs() <= NEAR_DAYS)
}

/// Splits `GMT+5` or `UTC+05:30` off the end of a text.
fn split_offset(text: &str) -> Option<(&str, FixedOffset)> {
    let (local, zone) = text.trim().rsplit_once(' ')?;
    let offset = zone.strip_prefix("GMT").or_else(|| zone.strip_prefix("UTC"))?;
    let sign = match offset.chars().next() {
        None => return FixedOffset::east_opt(0).map(|offset| (local, offset)),
        Some('+') => 1,
        Some('-' | '−') => -1,
        Some(_) => return None,
    };
    let digits = offset.trim_start_matches(['+', '-', '−']);
    let (hours, minutes) = digits.split_once(':').unwrap_or((digits, "0"));
    let seconds = i32::try_from(number(hours)? * 3600 + number(minutes)? * 60).ok()?;
    Some((local, FixedOffset::east_opt(sign * seconds)?))
}

/// Splits a time off the end of a text.
fn split_time(text: &str) -> Option<(&str, NaiveTime)> {
    let is_space = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | 'T');
    // "2026-01-25 2:05:00 PM" has two words of time.
    text.char_indices().filter(|(_, c)| is_space(*c)).find_map(|(at, c)| {
        let time = time(text[at + c.len_utf8()..].trim())?;
        Some((text[..at].trim_end_matches(|c| c == ',' || is_space(c)), time))
    })
}

/// Reads `14:05`, `14:05:30`, `14:05:30.250`, `2:05 PM`, `2 pm`.
fn time(text: &str) -> Option<NaiveTime> {
    let text = text.trim();
    let upper = text.to_uppercase();
    let half = ["AM", "PM", "A.M.", "P.M."].into_iter().find(|half| upper.ends_with(half));
    if let Some(half) = half {
        let digits = upper.strip_suffix(half)?.trim();
        let minutes = if digits.contains(':') { "" } else { ":00" };
        let text = format!("{digits}{minutes} {}", if half.starts_with('A') { "AM" } else { "PM" });
        return ["%I:%M %p", "%I:%M:%S %p"]
            .iter()
            .find_map(|form| NaiveTime::parse_from_str(&text, form).ok());
    }
    if !text.contains(':') {
        return None;
    }
    ["%H:%M", "%H:%M:%S%.f"].iter().find_map(|form| NaiveTime::parse_from_str(text, form).ok())
}

/// Reads `14.05` and `14-05`, which are times only in a column of times.
fn time_with_dot(text: &str) -> Option<NaiveTime> {
    let (hours, minutes) = text.split_once(['.', '-'])?;
    (minutes.len() == 2).then_some(())?;
    NaiveTime::from_hms_opt(number(hours)?, number(minutes)?, 0)
}

/// Reads the number of a day, with a fraction for the time of day.
fn day_number(text: &str) -> Option<ReadDate> {
    let (days, fraction) = text.split_once([',', '.']).unwrap_or((text, ""));
    if days.len() != 5 || !days.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let days: u32 = days.parse().ok()?;
    if !DAY_NUMBERS.contains(&days) {
        return None;
    }
    let date = NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(chrono::Days::new(days.into()))?;
    let time = (!fraction.bytes().all(|byte| byte == b'0')).then(|| time_of_fraction(fraction)).flatten();
    Some(ReadDate::DayNumber { date, time })
}

/// Converts the decimals of a day number into a time, rounded to a second.
fn time_of_fraction(decimals: &str) -> Option<NaiveTime> {
    let digits: String = decimals.chars().take(15).collect();
    let scale = 10_u128.pow(u32::try_from(digits.len()).ok()?);
    let seconds = (digits.parse::<u128>().ok()? * 86_400 + scale / 2) / scale;
    NaiveTime::from_num_seconds_from_midnight_opt(u32::try_from(seconds).ok()?, 0)
}

/// Returns the moment of a day and a time at an offset. A day without a time is its first moment.
#[must_use]
pub(crate) fn at_offset(
    date: NaiveDate,
    time: Option<NaiveTime>,
    offset: FixedOffset,
) -> DateTime<FixedOffset> {
    let local: NaiveDateTime = date.and_time(time.unwrap_or(NaiveTime::MIN));
    // A fixed offset has exactly one moment for each local time.
    let utc = local.checked_sub_offset(offset).unwrap_or(local);
    DateTime::from_naive_utc_and_offset(utc, offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        match read(&Cell::from_text(text)) {
            ReadDate::Certain { when: When::Moment(at), .. } => at.to_rfc3339(),
            ReadDate::Certain { when: When::Local { date, time: None }, proves } => match proves {
                Some(order) => format!("{date} {order:?}"),
                None => date.to_string(),
            },
            ReadDate::Certain { when: When::Local { date, time: Some(time) }, .. } => {
                format!("{date} {time}")
            }
            ReadDate::Ambiguous { first, second, .. } => format!("{first} or {second}"),
            ReadDate::NoYear { day, month, weekday, time: None } => format!("{day}.{month} {weekday:?}"),
            ReadDate::NoYear { day, month, .. } => format!("{day}.{month} with a time"),
            ReadDate::DayNumber { date, time } => format!("number {date} {time:?}"),
            ReadDate::OnlyTime(time) => format!("time {time}"),
            ReadDate::Unknown => "unknown".to_owned(),
        }
    }

    #[test]
    fn days_are_read_in_every_usual_form() {
        let cases = [
            ("2026-01-25", "2026-01-25"),
            ("2026-01-25T12:00:00+06:00", "2026-01-25T12:00:00+06:00"),
            ("2026-01-25 12:00", "2026-01-25 12:00:00"),
            ("2026-01-25 12:00:30", "2026-01-25 12:00:30"),
            ("25.01.2026", "2026-01-25"),
            ("25.01.26", "2026-01-25"),
            ("5.1.2026 9:05", "2026-01-05 09:05:00"),
            ("25.01.2026 г.", "2026-01-25"),
            ("25.01.2026г.", "2026-01-25"),
            ("25.01.2026, 14:05", "2026-01-25 14:05:00"),
            ("2026.01.25", "2026-01-25"),
            ("2026/01/25", "2026-01-25"),
            ("25/01/2026", "2026-01-25 Dmy"),
            ("1/25/2026 2:05:00 PM", "2026-01-25 14:05:00"),
            ("01/25/2026", "2026-01-25 Mdy"),
            ("04/04/2022", "2022-04-04"),
            ("04/07/2022", "4 or 7"),
            ("04-07-2022", "4 or 7"),
            ("2026/01/25 12:05:11 PM GMT+5", "2026-01-25T12:05:11+05:00"),
            ("25 января 2026 г.", "2026-01-25"),
            ("25 қаңтар 2026", "2026-01-25"),
            ("2026 жылғы 25 қаңтар", "2026-01-25"),
            ("25-Jan-26", "2026-01-25"),
            ("January 25, 2026", "2026-01-25"),
            ("вс, 25.01.2026", "2026-01-25"),
            ("Жексенбі 25.01.2026", "2026-01-25"),
            ("понедельник, 25.01.2026", "unknown"),
            ("25.01.2026 (Вс) 14:05", "2026-01-25 14:05:00"),
            ("Sunday, January 25, 2026", "2026-01-25"),
            ("Sun 25 Jan 2026 14:05", "2026-01-25 14:05:00"),
            ("46047,5", "number 2026-01-25 Some(12:00:00)"),
            ("46047", "number 2026-01-25 None"),
            ("14:05", "time 14:05:00"),
            ("27/sept", "unknown"),
            ("жексенбі, 25.01.2026", "2026-01-25"),
            ("15 февраля 2026", "2026-02-15"),
            ("вс 25.01", "25.1 Some(6)"),
            ("25.01", "25.1 None"),
            ("25.01.", "25.1 None"),
            ("Вс, 25 января", "25.1 Some(6)"),
            ("25 қаңтар", "25.1 None"),
            ("25.янв", "25.1 None"),
            ("25-Jan", "25.1 None"),
            ("January 25", "25.1 None"),
            ("25.01 14:05", "25.1 with a time"),
            ("25 января 2:05 PM", "25.1 with a time"),
            ("30.02", "unknown"),
            ("25.1", "unknown"),
            ("25.13", "unknown"),
            ("2026-01-25 02:05:10 pm", "2026-01-25 14:05:10"),
            ("25.01.2026 2:05PM", "2026-01-25 14:05:00"),
            ("25.01.2026 2:05 p.m.", "2026-01-25 14:05:00"),
            ("25.01.2026 2:05\u{202f}PM", "2026-01-25 14:05:00"),
            ("25.01.2026 2 pm", "2026-01-25 14:00:00"),
            ("12:00 AM", "time 00:00:00"),
            ("12:30 PM", "time 12:30:00"),
            ("14:05 PM", "unknown"),
            ("0:05 PM", "unknown"),
            ("32.01.2026", "unknown"),
            ("x", "unknown"),
            ("12", "unknown"),
            ("+262000-01-01T00:00:00Z", "unknown"),
            ("0026-01-25", "unknown"),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn days_that_a_spreadsheet_makes_of_amounts_are_recognised() {
        for text in ["12.май", "5-Dec", "05.01.2026", "12 мая", "Jan-26"] {
            assert!(is_like_day(text), "{text}");
        }
        for text in ["12.5", "12,5 кг", "12,5-0,8", "5 шт", "1.250.000", "12 кг 500 г"] {
            assert!(!is_like_day(text), "{text}");
        }
    }

    #[test]
    fn a_title_may_have_a_day() {
        let day = NaiveDate::from_ymd_opt(2026, 1, 25).unwrap();
        for text in
            ["Сбор вторсырья, 25.01.2026", "Экоакция 25 января 2026 года", "Report 2026-01-25 (Almaty)"]
        {
            assert_eq!(find_days(text), [day], "{text}");
        }
        assert_eq!(find_days("Сбор 12,5 кг в 2026 году"), []);
    }
}
