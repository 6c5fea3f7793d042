//! Compares the sums that a table states with those of its rows.
//!
//! Invariant: the comparison is of the numbers in the column, so pieces and kilograms in one column are compared as the table
//! adds them.

use std::collections::BTreeMap;

/// A sum that the table states, in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TotalCheck {
    pub row: u32,
    pub stated: i64,
    pub ours: i64,
}

/// Sums of the rows so far, in thousandths: grams, or thousandths of pieces.
#[derive(Clone, Debug, Default)]
pub(super) struct Sums {
    all: i64,
    since_total: i64,
    /// The sum since the last row that has nothing but a day or a station.
    since_section: i64,
    /// The sums of each column of a material or part, and the number of their rows.
    columns: BTreeMap<usize, i64>,
    rows: usize,
    checks: Vec<TotalCheck>,
}

impl Sums {
    /// Adds the amount of a row.
    pub(super) const fn add(&mut self, amount: i64) {
        self.all = self.all.saturating_add(amount);
        self.since_total = self.since_total.saturating_add(amount);
        self.since_section = self.since_section.saturating_add(amount);
    }

    /// Notes that the rows of another day or station begin.
    pub(super) const fn begin_section(&mut self) {
        self.since_section = 0;
    }

    /// Adds the amounts of a row, by their columns.
    pub(super) fn add_columns(&mut self, amounts: &BTreeMap<usize, i64>) {
        self.rows += 1;
        for (column, amount) in amounts {
            let sum = self.columns.entry(*column).or_default();
            *sum = sum.saturating_add(*amount);
        }
    }

    /// Returns whether a row has exactly the sums of each column, of at least two rows. Two columns are needed: in a single one,
    /// a third amount is easily the sum of two others.
    pub(super) fn is_sum_of_columns(&self, amounts: &BTreeMap<usize, i64>) -> bool {
        let not_zero = |amounts: &BTreeMap<usize, i64>| -> Vec<(usize, i64)> {
            amounts
                .iter()
                .filter(|(_, amount)| **amount != 0)
                .map(|(column, amount)| (*column, *amount))
                .collect()
        };
        let amounts = not_zero(amounts);
        self.rows > 1 && amounts.len() > 1 && amounts == not_zero(&self.columns)
    }

    /// Returns whether a row without a name states the sum of the rows above it.
    pub(super) const fn is_sum(&self, stated: i64) -> bool {
        stated > 0 && (stated == self.all || stated == self.since_total || stated == self.since_section)
    }

    /// Notes a sum that the table states: of all rows above it, of those since the last sum, or of one day or station.
    pub(super) fn check(&mut self, row: u32, stated: i64) {
        let ours = if stated == self.since_section {
            stated
        } else if stated == self.all || self.checks.is_empty() || self.since_total == 0 {
            self.all
        } else {
            self.since_total
        };
        self.checks.push(TotalCheck { row, stated, ours });
        self.since_total = 0;
    }

    /// Adds the sum that a row above the header states, and returns all checks.
    pub(super) fn finish(mut self, above: Option<(u32, i64)>) -> Vec<TotalCheck> {
        if let Some((row, stated)) = above {
            self.checks.insert(0, TotalCheck { row, stated, ours: self.all });
        }
        self.checks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_of_days_and_the_sum_of_all_are_told_apart() {
        let mut sums = Sums::default();
        sums.add(10);
        sums.check(2, 10);
        sums.add(5);
        sums.check(4, 5);
        sums.check(5, 15);
        let checks = sums.finish(Some((1, 16)));
        let shown: Vec<_> = checks.iter().map(|check| (check.row, check.stated, check.ours)).collect();
        assert_eq!(shown, [(1, 16, 15), (2, 10, 10), (4, 5, 5), (5, 15, 15)]);
        // Only the second day has a sum.
        let mut sums = Sums::default();
        sums.begin_section();
        sums.add(10);
        sums.begin_section();
        sums.add(5);
        assert!(sums.is_sum(5));
        sums.check(5, 5);
        sums.check(6, 15);
        assert!(sums.finish(None).iter().all(|check| check.stated == check.ours));
    }
}
