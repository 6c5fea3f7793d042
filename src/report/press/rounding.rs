//! Rounds masses for the text for publication, so that the printed masses add up to the printed sum.
//!
//! Invariants: each rounded mass is the exact one rounded down or up, so it differs by less than one step. The
//! rounded masses add up to the rounded sum of those masses that are at least half a step. A smaller mass becomes
//! zero: the list then prints "less than", and its sum is "about".

/// The number of decimals of kilograms in the text for publication.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Decimals {
    #[default]
    Zero,
    One,
    Two,
}

impl Decimals {
    /// Returns the step in grams to which masses are rounded.
    #[must_use]
    pub(super) const fn step(self) -> i64 {
        match self {
            Self::Zero => 1_000,
            Self::One => 100,
            Self::Two => 10,
        }
    }
}

/// Rounds a mass in grams to a multiple of `step`, half up.
#[must_use]
pub(super) fn rounded(grams: i64, step: i64) -> i64 {
    grams.saturating_add(step / 2).div_euclid(step).saturating_mul(step)
}

/// Rounds masses in grams by the method of the largest remainders. Equal remainders are rounded up in the order of
/// the list.
#[must_use]
pub(super) fn rounded_together(masses: &[i64], step: i64) -> Vec<i64> {
    let prints = |grams: i64| rounded(grams, step) != 0;
    let mut result: Vec<i64> =
        masses.iter().map(|grams| if prints(*grams) { grams - grams.rem_euclid(step) } else { 0 }).collect();
    let sum = rounded(masses.iter().filter(|grams| prints(**grams)).sum(), step);
    let steps_missing = (sum - result.iter().sum::<i64>()) / step;
    let mut by_remainder: Vec<usize> = (0..masses.len()).filter(|index| prints(masses[*index])).collect();
    by_remainder.sort_by_key(|index| std::cmp::Reverse(masses[*index].rem_euclid(step)));
    for index in by_remainder.into_iter().take(usize::try_from(steps_missing).unwrap_or(0)) {
        result[index] += step;
    }
    result
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn five_halves_do_not_become_more_than_their_sum() {
        assert_eq!(rounded_together(&[2_500; 5], 1_000), [3_000, 3_000, 3_000, 2_000, 2_000]);
        assert_eq!(
            rounded_together(&[84_500, 61_300, 38_700, 27_400], 1_000),
            [85_000, 61_000, 39_000, 27_000]
        );
        assert_eq!(rounded_together(&[499, 700, 700, 700], 1_000), [0, 1_000, 1_000, 0]);
        assert_eq!(rounded_together(&[], 1_000), [0; 0]);
    }

    proptest! {
        #[test]
        fn masses_keep_their_sum_and_change_by_less_than_a_step(
            masses in proptest::collection::vec(1_i64..3_000_000, 0..20),
            step in prop_oneof![Just(1_000_i64), Just(100), Just(10)],
        ) {
            let result = rounded_together(&masses, step);
            let large = masses.iter().filter(|grams| **grams * 2 >= step).sum();
            prop_assert_eq!(result.iter().sum::<i64>(), rounded(large, step));
            for (grams, printed) in masses.iter().zip(&result) {
                prop_assert!(printed % step == 0 && (printed - grams).abs() < step, "{} {}", grams, printed);
            }
            // What needs no rounding stays as it is in every other format.
            prop_assert_eq!(rounded_together(&result, step), result);
        }
    }
}
