//! The maximum amounts of one record.
//!
//! Invariant: no record is above the maximum of its material (`max_g`, or `max_pieces` for pieces). Such an
//! amount is rejected, not held for a confirmation.

use crate::domain::catalogue::Material;
use crate::domain::mass::Grams;
use crate::domain::record::Measure;

/// The maximum number of people of one record.
pub(crate) const PEOPLE_MAX: u32 = 10_000;

/// The error for a measure above the material's maximum. It holds that maximum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OverLimit {
    #[error("the maximum is {} g", .0.get())]
    Mass(Grams),
    #[error("the maximum is {0} pieces")]
    Pieces(u32),
}

/// Checks a measure against the material's maximum.
///
/// The gross weight is compared, not the net weight, because the gross weight was on the scale.
///
/// # Errors
/// Returns [`OverLimit`] with the maximum that is exceeded.
pub(crate) fn check(material: &Material, measure: &Measure) -> Result<(), OverLimit> {
    match *measure {
        Measure::Weight { gross, .. } => check_mass(material, gross),
        Measure::Pieces { count, .. } if count > material.max_pieces => {
            Err(OverLimit::Pieces(material.max_pieces))
        }
        Measure::Pieces { weight: Some(weight), .. } => check_mass(material, weight),
        Measure::Pieces { weight: None, .. } => Ok(()),
    }
}

fn check_mass(material: &Material, mass: Grams) -> Result<(), OverLimit> {
    if mass > material.max_g { Err(OverLimit::Mass(material.max_g)) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn material() -> Material {
        Material { max_g: Grams::new(2_000), max_pieces: 10, ..Material::blank("paper", "paper") }
    }

    #[test]
    fn the_maximum_itself_is_allowed() {
        let weight = Measure::Weight { gross: Grams::new(2_000), tare: Grams::ZERO };
        assert_eq!(check(&material(), &weight), Ok(()));
        let pieces = Measure::Pieces { count: 10, weight: Some(Grams::new(2_000)) };
        assert_eq!(check(&material(), &pieces), Ok(()));
    }

    #[test]
    fn a_tare_does_not_bring_a_gross_below_the_maximum() {
        let weight = Measure::Weight { gross: Grams::new(2_001), tare: Grams::new(500) };
        assert_eq!(check(&material(), &weight), Err(OverLimit::Mass(Grams::new(2_000))));
    }

    #[test]
    fn pieces_are_checked_by_count_and_by_weight() {
        let too_many = Measure::Pieces { count: 11, weight: None };
        assert_eq!(check(&material(), &too_many), Err(OverLimit::Pieces(10)));
        let too_heavy = Measure::Pieces { count: 1, weight: Some(Grams::new(2_001)) };
        assert_eq!(check(&material(), &too_heavy), Err(OverLimit::Mass(Grams::new(2_000))));
    }
}
