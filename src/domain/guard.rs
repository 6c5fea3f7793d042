//! The slip guard: which amounts within the maximum are likely typing errors.
//!
//! Invariant: an amount that is far from usual is held for a confirmation, never rejected; a truckload of
//! paper may be real. [`crate::domain::limits`] rejects amounts that no record may contain.

use crate::domain::catalogue::Material;
use crate::domain::record::Measure;

/// The minimum number of entries from which a usual size is derived.
const MIN_ENTRIES: usize = 10;
/// The number of latest entries from which the usual size is derived.
pub(crate) const RECENT_ENTRIES: usize = 20;
/// An amount of at least this many times the usual size is held. An amount below the usual size divided by
/// this number gets a hint.
const FAR: i64 = 10;

/// The largest group of people that needs no confirmation. A coach brings about 50 people. A larger number is more
/// often a digit typed twice, such as `122` for `12`.
pub(crate) const CONFIRM_PEOPLE_ABOVE: u32 = 50;

/// Returns the size that the guard compares: net grams, or pieces.
#[must_use]
pub(crate) const fn size(measure: &Measure) -> i64 {
    match *measure {
        Measure::Weight { gross, tare } => gross.get() - tare.get(),
        Measure::Pieces { count, .. } => count as i64,
    }
}

/// Returns the median of the last entries' sizes, or `None` if there are fewer than ten.
///
/// If the number of sizes is even, returns the lower of the two middle sizes, because an entry really had
/// that size, whereas perhaps no entry had the average of the two.
#[must_use]
pub(crate) fn usual_size(mut sizes: Vec<i64>) -> Option<i64> {
    if sizes.len() < MIN_ENTRIES {
        return None;
    }
    sizes.sort_unstable();
    sizes.get((sizes.len() - 1) / 2).copied()
}

/// How plausible an amount within the maximum is. Sizes are those of [`size`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Plausibility {
    Fine,
    /// The amount must be confirmed because it is at least ten times the usual size. `likely` is the size
    /// that was meant if a decimal mark was forgotten.
    FarAbove {
        usual: i64,
        likely: Option<i64>,
    },
    /// The amount must be confirmed because it is above `limit`, the largest size that this material accepts
    /// without a confirmation.
    Large {
        limit: i64,
        usual: Option<i64>,
        likely: Option<i64>,
    },
    /// The amount is recorded with a hint, because it is less than a tenth of the usual size.
    FarBelow {
        usual: i64,
    },
}

impl Plausibility {
    /// Returns whether the amount is held for a confirmation.
    #[must_use]
    pub(crate) const fn needs_confirmation(&self) -> bool {
        matches!(self, Self::FarAbove { .. } | Self::Large { .. })
    }

    /// Returns the same doubt without the size that was probably meant.
    #[must_use]
    pub(crate) const fn without_likely(self) -> Self {
        match self {
            Self::FarAbove { usual, .. } => Self::FarAbove { usual, likely: None },
            Self::Large { limit, usual, .. } => Self::Large { limit, usual, likely: None },
            other => other,
        }
    }
}

/// Checks an amount within the maximum against the usual size.
///
/// `usual` is the median of this station's last entries of the material ([`usual_size`]). `one_whole_number`
/// states whether one number without a decimal mark was typed. If so, a forgotten decimal mark may explain
/// the amount's size.
#[must_use]
pub(crate) fn check(
    material: &Material,
    measure: &Measure,
    usual: Option<i64>,
    one_whole_number: bool,
) -> Plausibility {
    let size = size(measure);
    let limit = match measure {
        Measure::Weight { .. } => material.confirm_above_g.get(),
        Measure::Pieces { .. } => i64::from(material.confirm_above_pieces),
    };
    // A forgotten decimal mark multiplies the size by 10 or 100. Numbers of pieces have no decimal mark.
    let weighed = matches!(measure, Measure::Weight { .. });
    let likely = usual.filter(|_| one_whole_number && weighed).and_then(|usual| {
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

/// Returns whether a group of this many people is so large that it must be confirmed.
#[must_use]
pub(crate) const fn is_large_group(people: u32) -> bool {
    people > CONFIRM_PEOPLE_ABOVE
}

/// Returns whether a hand-over is larger than what is left of the material, so that it must be confirmed. `left` is in
/// net grams or in pieces, like the [`size`] of the measure.
#[must_use]
pub(crate) const fn is_more_than_left(measure: &Measure, left: i64) -> bool {
    size(measure) > left
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::{Event, UtcOffset};
    use crate::domain::mass::Grams;
    use chrono::NaiveDate;

    fn event() -> Event {
        let day = NaiveDate::from_ymd_opt(2026, 1, 25).unwrap();
        Event::new(1, "R", day, UtcOffset::parse("+05:00").unwrap()).unwrap()
    }

    fn weight(grams: i64) -> Measure {
        Measure::weight(Grams::new(grams), Grams::ZERO).unwrap()
    }

    #[test]
    fn the_usual_size_is_the_median_of_ten_or_more() {
        assert_eq!(usual_size(vec![1; 9]), None);
        assert_eq!(usual_size((1..=10).collect()), Some(5));
        assert_eq!(usual_size((1..=11).rev().collect()), Some(6));
    }

    #[test]
    fn an_amount_far_from_usual_is_held_with_the_likely_one() {
        let event = event();
        let paper = &event.materials[0];
        let checked = |grams, one_whole_number| check(paper, &weight(grams), Some(3_200), one_whole_number);
        assert_eq!(checked(315_000, true), Plausibility::FarAbove { usual: 3_200, likely: Some(3_150) });
        assert_eq!(checked(32_000, true), Plausibility::FarAbove { usual: 3_200, likely: Some(3_200) });
        assert_eq!(checked(32_000, false), Plausibility::FarAbove { usual: 3_200, likely: None });
        assert_eq!(checked(31_990, true), Plausibility::Fine);
        assert_eq!(checked(320, true), Plausibility::Fine);
        assert_eq!(checked(310, true), Plausibility::FarBelow { usual: 3_200 });
    }

    #[test]
    fn a_hand_over_may_take_all_that_is_left() {
        assert!(!is_more_than_left(&weight(4_500), 4_500));
        assert!(is_more_than_left(&weight(4_501), 4_500));
        assert!(is_more_than_left(&Measure::Pieces { count: 1, weight: None }, -2));
    }

    #[test]
    fn large_amounts_are_held_even_if_no_size_is_usual() {
        let event = event();
        let paper = &event.materials[0];
        let large = Plausibility::Large { limit: 100_000, usual: None, likely: None };
        assert_eq!(check(paper, &weight(100_010), None, true), large);
        assert_eq!(check(paper, &weight(100_000), None, true), Plausibility::Fine);
        let (_, lamps) = event.material("lamps").unwrap();
        let count = |count| Measure::Pieces { count, weight: None };
        assert!(check(lamps, &count(1_001), None, true).needs_confirmation());
        assert_eq!(
            check(lamps, &count(40), Some(4), true),
            Plausibility::FarAbove { usual: 4, likely: None }
        );
    }
}
