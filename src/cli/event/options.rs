//! Parsing of the options of `event new` and `event set`.
//!
//! Invariant: an invalid option changes nothing, and its error shows the right form.

use crate::cli::argument;
use crate::cli::argument::error::ArgumentError;
use crate::domain::catalogue::{Material, Unit};
use crate::domain::event::{ClockTime, Event};
use crate::domain::mass::Grams;
use crate::domain::record::Measure;
use crate::entry;

/// The id in `--target` that means the total of all kilograms.
const TOTAL: &str = "total";

/// Parses a text of an event. An empty text means `None`.
pub(super) fn text(option: &'static str, given: &str) -> Result<Option<String>, ArgumentError> {
    let given = given.trim();
    Ok(Some(argument::text(option, given)?.to_owned()).filter(|text| !text.is_empty()))
}

/// Parses a time of day such as `16:00`. An empty text means `None`.
pub(super) fn closing_time(given: &str) -> Result<Option<ClockTime>, ArgumentError> {
    if given.is_empty() {
        return Ok(None);
    }
    let bad = || ArgumentError::BadForm { option: "--closes", form: "16:00", given: given.to_owned() };
    ClockTime::parse(given).map(Some).ok_or_else(bad)
}

/// Splits `ID=VALUE`. `form` is the example in the error.
pub(super) fn pair<'a>(
    option: &'static str,
    form: &'static str,
    given: &'a str,
) -> Result<(&'a str, &'a str), ArgumentError> {
    let (id, value) = given.split_once('=').ok_or_else(|| bad_form(option, form, given))?;
    Ok((id.trim(), value.trim()))
}

/// Returns the error for a malformed option.
pub(super) fn bad_form(option: &'static str, form: &'static str, given: &str) -> ArgumentError {
    ArgumentError::BadForm { option, form, given: given.to_owned() }
}

/// Sets or removes a target, written `paper=800`, `lamps=500`, `total=6000` or `paper=`.
pub(super) fn set_target(event: &mut Event, given: &str) -> Result<(), ArgumentError> {
    try_target(event, given).map_err(|error| error.in_option("--target", given))
}

fn try_target(event: &mut Event, given: &str) -> Result<(), ArgumentError> {
    let bad = || ArgumentError::BadTarget(given.to_owned());
    let (id, typed) = given.split_once('=').ok_or_else(bad)?;
    if entry::read(typed).material_number().is_some() {
        return Err(bad());
    }
    if id == TOTAL {
        event.target_g = if typed.is_empty() { None } else { Some(mass(event, typed)?) };
        return Ok(());
    }
    let (index, material) = argument::material(event, id)?;
    let (mut target_g, mut target_pieces) = (None, None);
    if !typed.is_empty() {
        match amount(event, material, typed)? {
            Measure::Pieces { weight: Some(_), .. } => return Err(bad()),
            measure @ Measure::Weight { .. } => target_g = Some(measure.net()),
            Measure::Pieces { count, weight: None } => target_pieces = Some(count),
        }
    }
    let material = &mut event.materials[index];
    (material.target_g, material.target_pieces) = (target_g, target_pieces);
    Ok(())
}

/// Parses an amount of this material, limited only by the maximum of a record.
pub(super) fn amount(event: &Event, material: &Material, typed: &str) -> Result<Measure, ArgumentError> {
    let unlimited = material.unlimited();
    let parsed = entry::parse(typed, &unlimited, event.decimals());
    parsed.map(|amount| amount.measure).map_err(|error| ArgumentError::Amount {
        typed: typed.to_owned(),
        reason: error.kind,
        unit: material.unit,
    })
}

/// Parses a mass in kilograms, such as `1,8`.
pub(super) fn mass(event: &Event, typed: &str) -> Result<Grams, ArgumentError> {
    // A valid event has at least one material. Any material will do, because the grammar uses only its
    // unit.
    let Some(material) = event.materials.first() else {
        return Err(ArgumentError::BadTarget(typed.to_owned()));
    };
    let weighed = Material { unit: Unit::Kg, ..material.clone() };
    amount(event, &weighed, typed).map(|measure| measure.net())
}
