//! The tally: the sums of an event.
//!
//! Invariant: kilograms and pieces are never added to each other. The weight of materials counted in pieces
//! has a sum of its own and is not part of any sum of kilograms. The tally changes only through
//! [`Tally::count`], which adds a contribution or subtracts one that was added before.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::iter;
use std::ops::{AddAssign, Neg};

use crate::domain::mass::Grams;

/// Milliseconds in an hour.
pub(crate) const HOUR_MS: i64 = 3_600_000;
/// Milliseconds in a minute.
pub(crate) const MINUTE_MS: i64 = 60_000;

/// What one record adds to the tally.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contribution {
    Weight { net: Grams, about: bool },
    Pieces { count: u32, weight: Grams, about: bool },
    People { count: u32 },
    Out { net: Grams, pieces: u32 },
}

impl Contribution {
    /// Returns what this contribution adds to the sums of an hour or a station.
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

/// The sums that a contribution belongs to.
#[derive(Clone, Copy, Debug)]
pub struct TallyKey {
    /// The time of the record, in milliseconds since 1970-01-01 UTC.
    pub at_ms: i64,
    /// Whether the time of day is known. Otherwise only the day is.
    pub has_time: bool,
    /// The index of the material in the ledger.
    pub material: Option<u16>,
    /// The index of the grade in the ledger.
    pub grade: Option<u16>,
}

/// One material's sums.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MaterialSum {
    pub net: Grams,
    pub pieces: i64,
    /// The weight of the pieces, if it was typed. This weight is not part of any sum of kilograms.
    pub pieces_weight: Grams,
    pub entries: i64,
    /// The number of entries that are estimates.
    pub about: i64,
    /// Net grams of each grade, by the grade's index in the ledger.
    pub grades: BTreeMap<u16, Grams>,
    /// Net grams handed over to collectors.
    pub out_net: Grams,
    /// Pieces handed over to collectors.
    pub out_pieces: i64,
}

/// The sums of one hour or one station.
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

/// All sums of an event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub net: Grams,
    pub people: i64,
    pub entries: i64,
    /// The number of entries that do not count, because they were voided or replaced by a correction, or because another
    /// correction of the same entry counts. People and hand-overs are not included.
    pub voided: i64,
    /// The sums of each material, by the material's index in the ledger. Materials at the end of the list
    /// that have no records may be missing.
    pub materials: Vec<MaterialSum>,
    /// The sums of each hour, by the start of the hour, in milliseconds since 1970-01-01 in the event's local
    /// time.
    pub hours: BTreeMap<i64, Sum>,
    /// The sums of records that have a day but no time. They belong to no hour.
    pub without_time: Sum,
    /// Net grams by the start of the minute, in milliseconds since 1970-01-01 UTC.
    pub minutes: BTreeMap<i64, Grams>,
}

/// The sums of consecutive contributions to one minute that are not in a tally yet. Adding them at once saves most of the
/// time when a million records are counted.
#[derive(Clone, Copy, Debug, Default)]
pub struct TallyRun {
    /// The minute, the hour, and whether the time of day is known: as in [`Tally`].
    place: (i64, i64, bool),
    sum: Sum,
}

impl Tally {
    /// Adds a contribution like [`Tally::count`]. Its part in the sums of times and of the event is missing until
    /// [`Tally::end_run`].
    pub fn count_in_run(
        &mut self,
        run: &mut TallyRun,
        key: TallyKey,
        contribution: Contribution,
        offset_ms: i64,
    ) {
        let place = place(key, offset_ms);
        if run.place != place {
            self.end_run(run);
            run.place = place;
        }
        run.sum += contribution.sum();
        if let Some(index) = key.material {
            self.material_mut(index).count(key.grade, contribution, 1);
        }
    }

    /// Adds the sums of a run, which is empty then.
    pub fn end_run(&mut self, run: &mut TallyRun) {
        self.add_at(run.place, std::mem::take(&mut run.sum));
    }

    /// Adds a contribution (`sign` 1) or subtracts it again (`sign` -1). `offset_ms` is the event's offset
    /// from UTC, which decides where an hour begins.
    pub fn count(&mut self, key: TallyKey, contribution: Contribution, sign: i64, offset_ms: i64) {
        let sum = if sign < 0 { -contribution.sum() } else { contribution.sum() };
        self.add_at(place(key, offset_ms), sum);
        if let Some(index) = key.material {
            self.material_mut(index).count(key.grade, contribution, sign);
        }
    }

    /// Adds to the sums of a time and of the event.
    fn add_at(&mut self, (minute, hour, has_time): (i64, i64, bool), sum: Sum) {
        self.net += sum.net;
        self.entries += sum.entries;
        self.people += sum.people;
        if has_time {
            add(&mut self.hours, hour, sum);
        } else {
            self.without_time += sum;
        }
        if has_time && sum.net != Grams::ZERO {
            let net = self.minutes.entry(minute).or_default();
            *net += sum.net;
            if *net == Grams::ZERO {
                self.minutes.remove(&minute);
            }
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
    /// Returns the net mass that is not handed over yet. It is negative if more was handed over than collected.
    #[must_use]
    pub fn left_net(&self) -> Grams {
        let mut left = self.net;
        left -= self.out_net;
        left
    }

    /// Returns the number of pieces that are not handed over yet. It may be negative, as in [`MaterialSum::left_net`].
    #[must_use]
    pub const fn left_pieces(&self) -> i64 {
        self.pieces.saturating_sub(self.out_pieces)
    }

    fn count(&mut self, grade: Option<u16>, contribution: Contribution, sign: i64) {
        let signed = |grams: Grams| if sign < 0 { -grams } else { grams };
        match contribution {
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

/// Returns the start of the minute, the start of the hour, and whether the time of day is known.
const fn place(key: TallyKey, offset_ms: i64) -> (i64, i64, bool) {
    let hour = (key.at_ms + offset_ms).div_euclid(HOUR_MS) * HOUR_MS;
    (key.at_ms.div_euclid(MINUTE_MS) * MINUTE_MS, hour, key.has_time)
}

/// Adds an amount to the sum of this key, and removes the key if the sum becomes zero.
fn add<K: Ord>(sums: &mut BTreeMap<K, Sum>, key: K, by: Sum) {
    if by == Sum::default() {
        return;
    }
    match sums.entry(key) {
        Entry::Vacant(vacant) => {
            vacant.insert(by);
        }
        Entry::Occupied(mut occupied) => {
            let sum = occupied.get_mut();
            *sum += by;
            if *sum == Sum::default() {
                occupied.remove();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(at_ms: i64) -> TallyKey {
        TallyKey { at_ms, has_time: true, material: Some(2), grade: None }
    }

    #[test]
    fn pieces_are_not_part_of_any_sum_of_kilograms() {
        let mut tally = Tally::default();
        let contribution = Contribution::Pieces { count: 4, weight: Grams::new(32_500), about: false };
        tally.count(key(0), contribution, 1, 0);
        assert_eq!(tally.net, Grams::ZERO);
        assert_eq!(tally.materials[2].net, Grams::ZERO);
        assert_eq!((tally.materials[2].pieces, tally.materials[2].pieces_weight), (4, Grams::new(32_500)));
        assert!(tally.hours.values().all(|sum| sum.net == Grams::ZERO));
    }

    #[test]
    fn a_record_of_which_only_the_day_is_known_belongs_to_no_hour() {
        let mut tally = Tally::default();
        let contribution = Contribution::Weight { net: Grams::new(5_000), about: false };
        let day = TallyKey { has_time: false, ..key(0) };
        tally.count(day, contribution, 1, 0);
        tally.count(key(0), contribution, 1, 0);
        assert_eq!((tally.net, tally.without_time.net), (Grams::new(10_000), Grams::new(5_000)));
        assert_eq!(tally.hours[&0].net, Grams::new(5_000));
        tally.count(day, contribution, -1, 0);
        assert_eq!(tally.without_time, Sum::default());
    }

    #[test]
    fn hours_follow_the_offset_even_before_1970() {
        let mut tally = Tally::default();
        let contribution = Contribution::People { count: 1 };
        tally.count(key(-1), contribution, 1, 0);
        tally.count(key(30 * 60_000), contribution, 1, 30 * 60_000);
        assert_eq!(tally.hours.keys().copied().collect::<Vec<_>>(), [-HOUR_MS, HOUR_MS]);
    }
}
