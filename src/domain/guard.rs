//! What one record may hold at most, and what deserves a second look.
//!
//! Invariants: nothing over a material's own maximum is ever recorded (product rule: over `max_g`,
//! pieces over `max_pieces`, refused). What is far from usual is held, never refused: a truck of paper may
//! be real.

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

/// From this many entries on it is known what is usual.
const KNOWN_FROM: usize = 10;
/// How many of the last entries tell what is usual.
pub const LOOKS_BACK: usize = 20;
/// So many times the usual is held; that part of it is hinted at.
const FAR: i64 = 10;

/// What is compared: grams, or pieces.
#[must_use]
pub const fn size(measure: &Measure) -> i64 {
    match *measure {
        Measure::Weight { gross, tare } => gross.get() - tare.get(),
        Measure::Pieces { count, .. } => count as i64,
    }
}

/// The median of the last entries' sizes, `None` where they are fewer than ten. Of an even number the
/// lower of the two in the middle, which is a size that was weighed.
#[must_use]
pub fn usual(mut sizes: Vec<i64>) -> Option<i64> {
    if sizes.len() < KNOWN_FROM {
        return None;
    }
    sizes.sort_unstable();
    sizes.get((sizes.len() - 1) / 2).copied()
}

/// What the slip guard says of an amount within the maximum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plausibility {
    Fine,
    /// To be confirmed: ten times the usual size or more. `likely` is the size that a lost decimal mark
    /// explains.
    FarAbove {
        usual: i64,
        likely: Option<i64>,
    },
    /// To be confirmed: over the size from which this material asks.
    Large {
        limit: i64,
        usual: Option<i64>,
        likely: Option<i64>,
    },
    /// Taken, with a hint: less than a tenth of the usual size.
    FarBelow {
        usual: i64,
    },
}

impl Plausibility {
    /// Whether the amount waits for a confirmation.
    #[must_use]
    pub const fn holds(&self) -> bool {
        matches!(self, Self::FarAbove { .. } | Self::Large { .. })
    }
}

/// Looks at an amount that is within the maximum. `usual` is the median of this station's last entries of
/// the material. `plain` says that one number without a decimal mark was typed, so that a lost mark may be
/// the reason.
#[must_use]
pub fn check(material: &Material, measure: &Measure, usual: Option<i64>, plain: bool) -> Plausibility {
    let size = size(measure);
    let limit = match measure {
        Measure::Weight { .. } => material.confirm_above_g.get(),
        Measure::Pieces { .. } => i64::from(material.confirm_above_pieces),
    };
    // A lost mark moves every digit by one or two places; pieces have no marks.
    let weighed = matches!(measure, Measure::Weight { .. });
    let likely = usual.filter(|_| plain && weighed).and_then(|usual| {
        let near = |likely: &i64| *likely < usual.saturating_mul(FAR) && likely.saturating_mul(FAR) > usual;
        let distance = |likely: &i64| (*likely).max(usual) * 1000 / (*likely).min(usual).max(1);
        [size / 10, size / 100].into_iter().filter(near).min_by_key(distance)
    });
    match usual {
        Some(usual) if size >= usual.saturating_mul(FAR) => Plausibility::FarAbove { usual, likely },
        _ if size > limit => Plausibility::Large { limit, usual, likely },
        Some(usual) if size.saturating_mul(FAR) < usual => Plausibility::FarBelow { usual },
        _ => Plausibility::Fine,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::{Event, UtcOffset};
    use chrono::NaiveDate;

    fn event() -> Event {
        let day = NaiveDate::from_ymd_opt(2026, 1, 25).unwrap();
        Event::new(1, "R", day, UtcOffset::parse("+05:00").unwrap()).unwrap()
    }

    fn weight(grams: i64) -> Measure {
        Measure::weight(Grams::new(grams), Grams::ZERO).unwrap()
    }

    #[test]
    fn the_usual_is_the_median_of_ten_or_more() {
        assert_eq!(usual(vec![1; 9]), None);
        assert_eq!(usual((1..=10).collect()), Some(5));
        assert_eq!(usual((1..=11).rev().collect()), Some(6));
    }

    #[test]
    fn far_from_usual_is_held_with_what_a_lost_mark_explains() {
        let event = event();
        let paper = &event.materials[0];
        let checked = |grams, plain| check(paper, &weight(grams), Some(3_200), plain);
        assert_eq!(checked(315_000, true), Plausibility::FarAbove { usual: 3_200, likely: Some(3_150) });
        assert_eq!(checked(32_000, true), Plausibility::FarAbove { usual: 3_200, likely: Some(3_200) });
        assert_eq!(checked(32_000, false), Plausibility::FarAbove { usual: 3_200, likely: None });
        assert_eq!(checked(31_990, true), Plausibility::Fine);
        assert_eq!(checked(320, true), Plausibility::Fine);
        assert_eq!(checked(310, true), Plausibility::FarBelow { usual: 3_200 });
    }

    #[test]
    fn large_amounts_are_held_without_knowing_what_is_usual() {
        let event = event();
        let paper = &event.materials[0];
        let large = Plausibility::Large { limit: 100_000, usual: None, likely: None };
        assert_eq!(check(paper, &weight(100_010), None, true), large);
        assert_eq!(check(paper, &weight(100_000), None, true), Plausibility::Fine);
        let (_, lamps) = event.material("lamps").unwrap();
        let count = |count| Measure::Pieces { count, weight: None };
        assert!(check(lamps, &count(1_001), None, true).holds());
        assert_eq!(
            check(lamps, &count(40), Some(4), true),
            Plausibility::FarAbove { usual: 4, likely: None }
        );
    }
}
