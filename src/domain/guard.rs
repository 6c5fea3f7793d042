//! What one record may hold at most.
//!
//! Invariant: nothing over a material's own maximum is ever recorded (product rule: over `max_g`,
//! pieces over `max_pieces`, refused).

use crate::domain::catalogue::Material;
use crate::domain::mass::Grams;
use crate::domain::record::Measure;

/// The most people that one record may count.
pub const PEOPLE_MAX: u32 = 10_000;

/// A measure over the material's maximum, with that maximum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OverLimit {
    Mass(Grams),
    Pieces(u32),
}

/// Checks a measure against the material's maximum. The gross weight counts: it is what stood on the
/// scale.
///
/// # Errors
/// [`OverLimit`] names the maximum.
pub fn within_limit(material: &Material, measure: &Measure) -> Result<(), OverLimit> {
    let mass = |grams: Grams| {
        if grams > material.max_g { Err(OverLimit::Mass(material.max_g)) } else { Ok(()) }
    };
    match *measure {
        Measure::Weight { gross, .. } => mass(gross),
        Measure::Pieces { count, .. } if count > material.max_pieces => {
            Err(OverLimit::Pieces(material.max_pieces))
        }
        Measure::Pieces { weight, .. } => weight.map_or(Ok(()), mass),
    }
}
