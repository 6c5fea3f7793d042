//! The scale of a chart: the round number at which its axis ends, and the round numbers with a grid line.

/// The round numbers at which a scale may end, in tenths of a power of ten. They are close together, so that the bars use
/// most of the height. Beside each are the numbers of equal parts between whose ends there are round numbers too.
const ENDS: [(i64, &[u16]); 14] = [
    (10, &[5, 2]),
    (12, &[4, 3, 2]),
    (14, &[2]),
    (16, &[4, 2]),
    (18, &[3, 2]),
    (20, &[4, 2]),
    (25, &[5]),
    (30, &[3, 2]),
    (40, &[4, 2]),
    (50, &[5, 2]),
    (60, &[6, 3, 2]),
    (70, &[7, 2]),
    (80, &[4, 2]),
    (90, &[3]),
];
/// The smallest end: 10 kg, or 10 pieces. A small first entry does not fill the whole chart.
const MIN_UNIT: i64 = 1_000;

/// A scale from zero to a round number. Sizes are grams or thousandths of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scale {
    /// The size at the end of the axis.
    pub(super) end: i64,
    parts: &'static [u16],
}

impl Scale {
    /// Returns the scale that ends at the next round number that is not below `largest`.
    pub(super) fn up_to(largest: i64) -> Self {
        let mut unit = MIN_UNIT;
        loop {
            let ends = ENDS.iter().map(|(tenths, parts)| (unit.saturating_mul(*tenths), *parts));
            for (end, parts) in ends {
                if end >= largest {
                    return Self { end, parts };
                }
            }
            unit = unit.saturating_mul(10);
        }
    }

    /// Returns the sizes of the grid lines, the end included, with at least `apart` cells between two lines on an axis of
    /// `cells` cells. Parts that end at the edges of cells are preferred, because a line there is exact.
    pub(super) fn lines(self, cells: u16, apart: u16) -> Vec<i64> {
        let fits = |parts: &&u16| cells / **parts >= apart;
        let is_exact = |parts: &&u16| cells.is_multiple_of(**parts);
        let exact = self.parts.iter().filter(fits).find(is_exact);
        let parts = exact.or_else(|| self.parts.iter().find(fits)).copied().unwrap_or(1);
        (1..=i64::from(parts)).map(|part| self.end / i64::from(parts) * part).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_ends_at_the_next_round_number() {
        for (largest, end) in [
            (0, 10_000),
            (10_000, 10_000),
            (10_001, 12_000),
            (1_530_000, 1_600_000),
            (1_310_000, 1_400_000),
            (800_000, 800_000),
            (5_000_001, 6_000_000),
            (9_000_001, 10_000_000),
        ] {
            assert_eq!(Scale::up_to(largest).end, end, "{largest}");
        }
        for largest in (10_000..3_000_000).step_by(777) {
            let end = Scale::up_to(largest).end;
            assert!(end >= largest && end * 3 <= largest * 4, "{largest}: {end}");
        }
        assert_eq!(Scale::up_to(i64::MAX).end, i64::MAX);
    }

    #[test]
    fn grid_lines_are_at_whole_kilograms() {
        let mut unit = 1_000;
        while unit <= 1_000_000 {
            for (tenths, _) in ENDS {
                let scale = Scale::up_to(unit * tenths);
                for cells in 1..40 {
                    let lines = scale.lines(cells, 3);
                    assert_eq!(lines.last(), Some(&scale.end));
                    assert!(lines.iter().all(|line| line % 1_000 == 0), "{lines:?}");
                    assert!(lines.len() == 1 || cells / u16::try_from(lines.len()).unwrap() >= 3, "{cells}");
                }
            }
            unit *= 10;
        }
        assert_eq!(Scale::up_to(1_500_000).lines(6, 3), [800_000, 1_600_000]);
        assert_eq!(Scale::up_to(1_500_000).lines(8, 2), [400_000, 800_000, 1_200_000, 1_600_000]);
    }
}
