//! Mass as exact whole grams.
//!
//! Invariant: no floating point. A record holds at most [`Grams::RECORD_MAX`], so the sum of all records that
//! fit into memory is far below the limit of `i64`.

use std::iter::Sum;
use std::ops::{AddAssign, Neg, SubAssign};

use serde::{Deserialize, Serialize};

/// A mass in whole grams. Negative values occur only as differences, such as collected minus handed over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Grams(i64);

impl Grams {
    /// A mass of zero.
    pub const ZERO: Self = Self(0);
    /// The maximum mass of one record: 4000 tonnes. A larger number in a journal is a fault.
    pub const RECORD_MAX: Self = Self(4_000_000_000);

    /// Creates a mass from grams.
    #[must_use]
    pub const fn new(grams: i64) -> Self {
        Self(grams)
    }

    /// Returns the number of grams.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }

    /// Returns whether the mass is above zero.
    #[must_use]
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// Returns the sum, or `None` if it is above [`Grams::RECORD_MAX`].
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self).filter(|sum| *sum <= Self::RECORD_MAX)
    }

    /// Returns this gross weight minus a tare, or `None` if the net weight is not positive.
    #[must_use]
    pub fn checked_net(self, tare: Self) -> Option<Self> {
        self.0.checked_sub(tare.0).map(Self).filter(|net| net.is_positive())
    }
}

impl AddAssign for Grams {
    fn add_assign(&mut self, other: Self) {
        self.0 = self.0.saturating_add(other.0);
    }
}

impl SubAssign for Grams {
    fn sub_assign(&mut self, other: Self) {
        self.0 = self.0.saturating_sub(other.0);
    }
}

impl Neg for Grams {
    type Output = Self;

    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl Sum for Grams {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, |mut sum, one| {
            sum += one;
            sum
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_above_the_maximum_of_a_record_is_none() {
        assert_eq!(Grams::RECORD_MAX.checked_add(Grams::new(1)), None);
        assert_eq!(Grams::new(1).checked_add(Grams::new(2)), Some(Grams::new(3)));
        assert_eq!(Grams::new(i64::MAX).checked_add(Grams::new(1)), None);
    }

    #[test]
    fn a_net_weight_is_positive() {
        assert_eq!(Grams::new(12_500).checked_net(Grams::new(800)), Some(Grams::new(11_700)));
        assert_eq!(Grams::new(800).checked_net(Grams::new(800)), None);
        assert_eq!(Grams::new(800).checked_net(Grams::new(900)), None);
    }
}
