//! Parsing of arguments that name a material, a grade, a station, a record or a time.
//!
//! Invariant: an argument names exactly one thing, or the error says what is valid.

pub(super) mod error;

use chrono::{DateTime, Datelike, NaiveDate};

use crate::cli::argument::error::ArgumentError;
use crate::domain::catalogue::Material;
use crate::domain::event::{Event, TEXT_MAX};
use crate::domain::limits::PEOPLE_MAX;
use crate::domain::record::{Moment, RecordKey, StationId};
use crate::entry::{self, Amount, keyboard};
use crate::settings::Settings;

/// The station of a command if neither `--station` nor the settings name one.
const FIRST_STATION: &str = "A";

/// Finds the material with this id, on this key (Latin or Cyrillic), or with this number in the catalogue.
///
/// # Errors
/// [`ArgumentError::UnknownMaterial`] lists the known materials.
pub(super) fn material<'a>(event: &'a Event, given: &str) -> Result<(usize, &'a Material), ArgumentError> {
    let by_key = || {
        let mut letters = given.chars();
        let key = keyboard::key_of(letters.next()?)?.to_ascii_uppercase();
        letters.next().is_none().then(|| event.index_on_key(key))?
    };
    let by_number = || given.parse::<usize>().ok()?.checked_sub(1);
    let at = |index: usize| event.materials.get(index).map(|material| (index, material));
    event
        .material(given)
        .or_else(|| by_key().and_then(at))
        .or_else(|| by_number().and_then(at))
        .ok_or_else(|| unknown_material(event, given))
}

/// Returns the error for a material outside the catalogue.
#[must_use]
pub(super) fn unknown_material(event: &Event, given: &str) -> ArgumentError {
    let known = event.materials.iter().map(|material| material.id.clone()).collect();
    ArgumentError::UnknownMaterial { given: given.to_owned(), known }
}

/// Checks a grade of this material.
///
/// # Errors
/// [`ArgumentError::UnknownGrade`] lists the known grades.
pub(super) fn grade(material: &Material, given: Option<&str>) -> Result<Option<String>, ArgumentError> {
    match given {
        Some(grade) if !material.grades.iter().any(|known| known == grade) => {
            Err(ArgumentError::UnknownGrade {
                material: material.name.clone(),
                grade: grade.to_owned(),
                known: material.grades.clone(),
            })
        }
        grade => Ok(grade.map(str::to_owned)),
    }
}

/// Parses the amount that was typed for the material at this index of the catalogue.
///
/// # Errors
/// [`ArgumentError::Amount`], or [`ArgumentError::OtherMaterial`] if `typed` begins with another material's
/// number.
pub(super) fn amount(event: &Event, index: usize, typed: &str) -> Result<Amount, ArgumentError> {
    amount_of(event, index, &event.materials[index], typed)
}

/// Same as [`amount`], but with the limits of this material instead of the catalogue's.
///
/// # Errors
/// Same as [`amount`].
pub(super) fn amount_of(
    event: &Event,
    index: usize,
    material: &Material,
    typed: &str,
) -> Result<Amount, ArgumentError> {
    if entry::read(typed).material_number().is_some_and(|number| usize::try_from(number) != Ok(index + 1)) {
        return Err(ArgumentError::OtherMaterial { typed: typed.to_owned() });
    }
    entry::parse(typed, material, event.decimals()).map_err(|error| ArgumentError::Amount {
        typed: typed.to_owned(),
        reason: error.kind,
        unit: material.unit,
    })
}

/// Parses the id of a station.
///
/// # Errors
/// [`ArgumentError::BadStation`].
pub(super) fn station(given: &str) -> Result<StationId, ArgumentError> {
    StationId::parse(given).ok_or_else(|| ArgumentError::BadStation(given.to_owned()))
}

/// Parses the id of a station, or returns the station of the settings, or else `A`.
///
/// # Errors
/// [`ArgumentError::BadStation`].
pub(super) fn station_or_default(
    given: Option<&str>,
    settings: &Settings,
) -> Result<StationId, ArgumentError> {
    match (given, settings.station) {
        (None, Some(station)) => Ok(station),
        (given, _) => station(given.unwrap_or(FIRST_STATION)),
    }
}

/// Parses the key of `--id`.
///
/// # Errors
/// [`ArgumentError::BadKey`].
pub(super) fn key(given: &str) -> Result<RecordKey, ArgumentError> {
    RecordKey::parse(given).ok_or_else(|| ArgumentError::BadKey(given.to_owned()))
}

/// Parses the station and number of a record, such as `A:17`.
///
/// # Errors
/// [`ArgumentError::BadRecord`].
pub(super) fn record(given: &str) -> Result<(StationId, u64), ArgumentError> {
    given
        .split_once(':')
        .and_then(|(station, seq)| {
            let digits = !seq.is_empty() && seq.bytes().all(|b| b.is_ascii_digit());
            let seq = digits.then(|| seq.parse::<u64>().ok())??;
            Some((StationId::parse(station)?, seq))
        })
        .ok_or_else(|| ArgumentError::BadRecord(given.to_owned()))
}

/// Parses a number of people, with or without a leading `+`.
///
/// # Errors
/// [`ArgumentError::BadPeople`].
pub(super) fn people(given: &str) -> Result<u32, ArgumentError> {
    let digits = given.strip_prefix('+').unwrap_or(given);
    let count = digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse::<u32>().ok()).flatten();
    count
        .filter(|count| (1..=PEOPLE_MAX).contains(count))
        .ok_or_else(|| ArgumentError::BadPeople(given.to_owned()))
}

/// Parses a number of records.
///
/// # Errors
/// [`ArgumentError::BadCount`].
pub(super) fn record_count(given: &str) -> Result<usize, ArgumentError> {
    given.parse().map_err(|_| ArgumentError::BadCount(given.to_owned()))
}

/// Checks the name of an operator. An empty name means nobody.
///
/// # Errors
/// [`ArgumentError::LongText`] if it is too long for a record.
pub(super) fn operator(given: &str) -> Result<&str, ArgumentError> {
    text("--operator", given.trim())
}

/// Checks that a text fits into records and events.
///
/// # Errors
/// [`ArgumentError::LongText`] names the option.
pub(super) fn text<'a>(option: &'static str, given: &'a str) -> Result<&'a str, ArgumentError> {
    if given.chars().count() > TEXT_MAX { Err(ArgumentError::LongText { option }) } else { Ok(given) }
}

/// Parses a moment in RFC 3339 format.
///
/// # Errors
/// [`ArgumentError::BadTime`], also for a year that has no four digits at some offset from UTC: reports write it at the
/// offset of the event.
pub(super) fn time(given: &str) -> Result<Moment, ArgumentError> {
    let time = DateTime::parse_from_rfc3339(given).ok().filter(|time| (1000..9999).contains(&time.year()));
    time.ok_or_else(|| ArgumentError::BadTime(given.to_owned()))
}

/// Parses a day such as `2026-01-25`.
///
/// # Errors
/// [`ArgumentError::BadDate`].
pub(super) fn date(given: &str) -> Result<NaiveDate, ArgumentError> {
    // A year of one to three digits, or a negative one, is a typing error.
    let date =
        NaiveDate::parse_from_str(given, "%Y-%m-%d").ok().filter(|date| (1000..=9999).contains(&date.year()));
    date.ok_or_else(|| ArgumentError::BadDate(given.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::UtcOffset;

    #[test]
    fn a_material_is_found_by_id_key_and_number() {
        let day = NaiveDate::from_ymd_opt(2026, 1, 25).unwrap();
        let event = Event::new(1, "R", day, UtcOffset::parse("+05:00").unwrap()).unwrap();
        for given in ["plastic", "W", "w", "ц", "Ц", "2"] {
            assert_eq!(
                material(&event, given).ok().map(|(_, found)| found.id.as_str()),
                Some("plastic"),
                "{given}"
            );
        }
        for given in ["", "0", "19", "ww", "u", "PLASTIC", "-1"] {
            assert!(matches!(material(&event, given), Err(ArgumentError::UnknownMaterial { .. })), "{given}");
        }
    }

    #[test]
    fn a_date_has_a_year_of_four_digits() {
        assert_eq!(date("2026-01-25").unwrap().to_string(), "2026-01-25");
        for given in
            ["", "0026-01-25", "-2026-01-25", "+12026-01-25", "2026-02-29", "25.01.2026", "2026-01-25T12:00"]
        {
            assert!(matches!(date(given), Err(ArgumentError::BadDate(_))), "{given}");
        }
    }

    #[test]
    fn a_time_has_a_year_of_four_digits_at_every_offset() {
        for given in ["2026-01-25T12:00:00Z", "1970-01-01T00:00:00+05:00", "9998-12-31T23:59:59-12:00"] {
            assert!(time(given).is_ok(), "{given}");
        }
        for given in
            ["9999-12-31T23:59:59-12:00", "9999-01-01T00:00:00Z", "0001-01-01T00:00:00+00:00", "12:00"]
        {
            assert!(matches!(time(given), Err(ArgumentError::BadTime(_))), "{given}");
        }
    }

    #[test]
    fn a_record_name_has_one_form() {
        assert!(matches!(record("A:17"), Ok((station, 17)) if station.as_str() == "A"));
        for given in ["", "A", "A:", ":17", "a:17", "A:+17", "A:1 7", "A:99999999999999999999"] {
            assert!(matches!(record(given), Err(ArgumentError::BadRecord(_))), "{given}");
        }
    }
}
