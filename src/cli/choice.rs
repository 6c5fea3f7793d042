//! Parsing of arguments that name a material, a grade, a station, a record or a time.
//!
//! Invariant: an argument names exactly one thing, or the refusal says what would be right.

use chrono::{DateTime, NaiveDate};

use crate::cli::failure::Failure;
use crate::domain::catalogue::Material;
use crate::domain::event::{Event, TEXT_MAX};
use crate::domain::limits::PEOPLE_MAX;
use crate::domain::record::{Moment, StationId};
use crate::entry::{self, Amount, keyboard};

/// The station of a command without `--station`.
const FIRST_STATION: &str = "A";

/// Finds the material with this id, on this key (Latin or Cyrillic), or with this number in the catalogue.
///
/// # Errors
/// [`Failure::UnknownMaterial`] lists the known materials.
pub(super) fn material<'a>(event: &'a Event, given: &str) -> Result<(usize, &'a Material), Failure> {
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

/// Returns the failure for a material outside the catalogue.
#[must_use]
pub(super) fn unknown_material(event: &Event, given: &str) -> Failure {
    let known = event.materials.iter().map(|material| material.id.clone()).collect();
    Failure::UnknownMaterial { given: given.to_owned(), known }
}

/// Checks a grade of this material.
///
/// # Errors
/// [`Failure::UnknownGrade`] lists the known grades.
pub(super) fn grade(material: &Material, given: Option<&str>) -> Result<Option<String>, Failure> {
    match given {
        Some(grade) if !material.grades.iter().any(|known| known == grade) => Err(Failure::UnknownGrade {
            material: material.name.clone(),
            grade: grade.to_owned(),
            known: material.grades.clone(),
        }),
        grade => Ok(grade.map(str::to_owned)),
    }
}

/// Parses the amount that was typed for the material at this index of the catalogue.
///
/// # Errors
/// [`Failure::Amount`], or [`Failure::OtherMaterial`] if it begins with another material's number.
pub(super) fn amount(event: &Event, index: usize, typed: &str) -> Result<Amount, Failure> {
    amount_of(event, index, &event.materials[index], typed)
}

/// Same as [`amount`], but with the limits of this material instead of the catalogue's.
///
/// # Errors
/// As for [`amount`].
pub(super) fn amount_of(
    event: &Event,
    index: usize,
    material: &Material,
    typed: &str,
) -> Result<Amount, Failure> {
    if entry::read(typed).material_number().is_some_and(|number| usize::try_from(number) != Ok(index + 1)) {
        return Err(Failure::OtherMaterial { typed: typed.to_owned() });
    }
    entry::parse(typed, material, event.decimals()).map_err(|refusal| Failure::Amount {
        typed: typed.to_owned(),
        reason: refusal.kind,
        unit: material.unit,
    })
}

/// Parses the id of a station.
///
/// # Errors
/// [`Failure::BadStation`].
pub(super) fn station(given: &str) -> Result<StationId, Failure> {
    StationId::parse(given).ok_or_else(|| Failure::BadStation(given.to_owned()))
}

/// Parses the id of a station; without one, returns `A`.
///
/// # Errors
/// [`Failure::BadStation`].
pub(super) fn station_or_first(given: Option<&str>) -> Result<StationId, Failure> {
    station(given.unwrap_or(FIRST_STATION))
}

/// Parses the station and number of a record, such as `A:17`.
///
/// # Errors
/// [`Failure::BadRecord`].
pub(super) fn record(given: &str) -> Result<(StationId, u64), Failure> {
    given
        .split_once(':')
        .and_then(|(station, seq)| {
            let digits = !seq.is_empty() && seq.bytes().all(|b| b.is_ascii_digit());
            let seq = digits.then(|| seq.parse::<u64>().ok())??;
            Some((StationId::parse(station)?, seq))
        })
        .ok_or_else(|| Failure::BadRecord(given.to_owned()))
}

/// Parses a number of people, with or without a leading `+`.
#[must_use]
pub(super) fn people(given: &str) -> Option<u32> {
    let digits = given.strip_prefix('+').unwrap_or(given);
    let count = digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse::<u32>().ok())??;
    (1..=PEOPLE_MAX).contains(&count).then_some(count)
}

/// Checks the name of an operator. An empty name means nobody.
///
/// # Errors
/// [`Failure::LongText`] if it is too long for a record.
pub(super) fn operator(given: &str) -> Result<&str, Failure> {
    text("--operator", given.trim())
}

/// Checks that a text fits into records and events.
///
/// # Errors
/// [`Failure::LongText`] names the option.
pub(super) fn text<'a>(option: &'static str, given: &'a str) -> Result<&'a str, Failure> {
    if given.chars().count() > TEXT_MAX { Err(Failure::LongText { option }) } else { Ok(given) }
}

/// Parses a moment in RFC 3339 format.
///
/// # Errors
/// [`Failure::BadTime`].
pub(super) fn time(given: &str) -> Result<Moment, Failure> {
    DateTime::parse_from_rfc3339(given).map_err(|_| Failure::BadTime(given.to_owned()))
}

/// Parses a day such as `2026-01-25`.
///
/// # Errors
/// [`Failure::BadDate`].
pub(super) fn date(given: &str) -> Result<NaiveDate, Failure> {
    NaiveDate::parse_from_str(given, "%Y-%m-%d").map_err(|_| Failure::BadDate(given.to_owned()))
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
            assert!(matches!(material(&event, given), Err(Failure::UnknownMaterial { .. })), "{given}");
        }
    }

    #[test]
    fn a_record_name_has_one_form() {
        assert!(matches!(record("A:17"), Ok((station, 17)) if station.as_str() == "A"));
        for given in ["", "A", "A:", ":17", "a:17", "A:+17", "A:1 7", "A:99999999999999999999"] {
            assert!(matches!(record(given), Err(Failure::BadRecord(_))), "{given}");
        }
    }
}
