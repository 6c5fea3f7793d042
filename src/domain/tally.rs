//! The tally: what an event adds up to.
//!
//! Invariant: kilograms and pieces are summed apart, always; the weight of materials counted in pieces
//! stands in a row of its own and in no sum of kilograms. The tally changes only through
//! [`Tally::count`], which adds one contribution or takes the very same one off again.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::iter;
use std::ops::{AddAssign, Neg};

use crate::domain::mass::Grams;

/// Milliseconds in an hour.
const HOUR_MS: i64 = 3_600_000;
/// Milliseconds in a minute.
pub const MINUTE_MS: i64 = 60_000;

/// What one record adds to the tally.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contribution {
    Weight { net: Grams, about: bool },
    Pieces { count: u32, weight: Grams, about: bool },
    People { count: u32 },
    Out { net: Grams, pieces: u32 },
}

impl Contribution {
    /// What it adds to the sums of an hour or a station.
    #[must_use]
    pub fn sum(self) -> Sum {
        match self {
            Self::Weight { net, .. } => Sum { net, entries: 1, people: 0 },
            Self::Pieces { .. } => Sum { entries: 1, ..Sum::default() },
            Self::People { count } => Sum { people: i64::from(count), ..Sum::default() },
            Self::Out { .. } => Sum::default(),
        }
    }
}

/// Where a contribution belongs. `material` and `grade` are places in the ledger's lists.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Milliseconds since 1970-01-01 UTC.
    pub at_ms: i64,
    pub material: Option<u16>,
    pub grade: Option<u16>,
}

/// One material's sums.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MaterialSum {
    pub net: Grams,
    pub pieces: i64,
    /// What the pieces weighed, where that was typed. In no sum of kilograms.
    pub pieces_weight: Grams,
    pub entries: i64,
    /// How many of the entries are estimates.
    pub about: i64,
    /// Net grams by grade.
    pub grades: BTreeMap<u16, Grams>,
    /// Handed over to collectors.
    pub out_net: Grams,
    pub out_pieces: i64,
}

/// The sums of one hour or one file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    pub net: Grams,
    pub entries: i64,
    pub people: i64,
}

impl AddAssign for Sum {
    fn add_assign(&mut self, by: Self) {
        self.net += by.net;
        self.entries += by.entries;
        self.people += by.people;
    }
}

impl Neg for Sum {
    type Output = Self;

    fn neg(self) -> Self {
        Self { net: -self.net, entries: -self.entries, people: -self.people }
    }
}

impl iter::Sum for Sum {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |mut sum, one| {
            sum += one;
            sum
        })
    }
}

/// Everything that an event adds up to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub net: Grams,
    pub people: i64,
    pub entries: i64,
    /// Records that were taken back or replaced.
    pub voided: i64,
    pub materials: Vec<MaterialSum>,
    /// By the start of the hour, in milliseconds since 1970 shifted to the event's local time.
    pub hours: BTreeMap<i64, Sum>,
    /// Net grams by the start of the minute, in milliseconds since 1970 UTC: what the pace is read from.
    pub minutes: BTreeMap<i64, Grams>,
}

impl Tally {
    /// Adds a contribution (`sign` 1) or takes it off again (`sign` -1). `offset_ms` is the event's
    /// offset from UTC, by which hours are cut.
    pub fn count(&mut self, place: Place, what: Contribution, sign: i64, offset_ms: i64) {
        let hour = (place.at_ms + offset_ms).div_euclid(HOUR_MS) * HOUR_MS;
        let sum = if sign < 0 { -what.sum() } else { what.sum() };
        self.net += sum.net;
        self.entries += sum.entries;
        self.people += sum.people;
        add(&mut self.hours, hour, sum);
        if sum.net != Grams::ZERO {
            let minute = place.at_ms.div_euclid(MINUTE_MS) * MINUTE_MS;
            let net = self.minutes.entry(minute).or_default();
            *net += sum.net;
            if *net == Grams::ZERO {
                self.minutes.remove(&minute);
            }
        }
        if let Some(index) = place.material {
            self.material_mut(index).count(place.grade, what, sign);
        }
    }

    fn material_mut(&mut self, index: u16) -> &mut MaterialSum {
        let index = usize::from(index);
        if self.materials.len() <= index {
            self.materials.resize_with(index + 1, MaterialSum::default);
        }
        &mut self.materials[index]
    }
}

impl MaterialSum {
    fn count(&mut self, grade: Option<u16>, what: Contribution, sign: i64) {
        let signed = |grams: Grams| if sign < 0 { -grams } else { grams };
        match what {
            Contribution::Weight { net, about } => {
                self.net += signed(net);
                self.entries += sign;
                self.about += sign * i64::from(about);
                if let Some(grade) = grade {
                    let grams = self.grades.entry(grade).or_default();
                    *grams += signed(net);
                    if *grams == Grams::ZERO {
                        self.grades.remove(&grade);
                    }
                }
            }
            Contribution::Pieces { count, weight, about } => {
                self.pieces += sign * i64::from(count);
                self.pieces_weight += signed(weight);
                self.entries += sign;
                self.about += sign * i64::from(about);
            }
            Contribution::Out { net, pieces } => {
                self.out_net += signed(net);
                self.out_pieces += sign * i64::from(pieces);
            }
            Contribution::People { .. } => {}
        }
    }
}

/// Adds to the sum under this key; a sum that came back to nothing leaves no trace.
fn add<K: Ord>(sums: &mut BTreeMap<K, Sum>, key: K, by: Sum) {
    if by == Sum::default() {
        return;
    }
    match sums.entry(key) {
        Entry::Vacant(place) => {
            place.insert(by);
        }
        Entry::Occupied(mut place) => {
            let sum = place.get_mut();
            *sum += by;
            if *sum == Sum::default() {
                place.remove();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(at_ms: i64) -> Place {
        Place { at_ms, material: Some(2), grade: None }
    }

    #[test]
    fn pieces_never_reach_a_sum_of_kilograms() {
        let mut tally = Tally::default();
        let what = Contribution::Pieces { count: 4, weight: Grams::new(32_500), about: false };
        tally.count(place(0), what, 1, 0);
        assert_eq!(tally.net, Grams::ZERO);
        assert_eq!(tally.materials[2].net, Grams::ZERO);
        assert_eq!((tally.materials[2].pieces, tally.materials[2].pieces_weight), (4, Grams::new(32_500)));
        assert!(tally.hours.values().all(|sum| sum.net == Grams::ZERO));
    }

    #[test]
    fn hours_follow_the_offset_also_before_1970() {
        let mut tally = Tally::default();
        let what = Contribution::People { count: 1 };
        tally.count(place(-1), what, 1, 0);
        tally.count(place(30 * 60_000), what, 1, 30 * 60_000);
        assert_eq!(tally.hours.keys().copied().collect::<Vec<_>>(), [-HOUR_MS, HOUR_MS]);
    }
}
