//! Fingerprints of the beginning of a journal, to find out how far a file that was replaced is unchanged.
//!
//! Invariant: if two journals have the same mark at a number, they have the same lines up to that number.

use std::hash::{BuildHasher, RandomState};
use std::sync::LazyLock;

use crate::domain::record::ShortHash;

/// The number of lines between two marks. A replaced file is compared line by line only after the last mark
/// that is the same, so a mark saves messages, and costs 8 bytes.
const STEP: u64 = 256;

/// The keys of the fingerprints. They are random, so nobody can make two files with the same marks on purpose.
static KEYS: LazyLock<RandomState> = LazyLock::new(RandomState::new);

/// The fingerprints of a journal.
#[derive(Clone, Debug, Default)]
pub(super) struct PrefixMarks {
    lines: u64,
    fingerprint: u64,
    marks: Vec<u64>,
}

impl PrefixMarks {
    /// Adds the next line, or `None` if it cannot be read.
    pub(super) fn add(&mut self, hash: Option<ShortHash>) {
        self.fingerprint = KEYS.hash_one((self.fingerprint, hash));
        self.lines += 1;
        if self.lines.is_multiple_of(STEP) {
            self.marks.push(self.fingerprint);
        }
    }

    /// Returns whether the last line that was added has a mark, and `other` has the same mark among its first `within`
    /// lines. If so, all lines so far are the same in both.
    pub(super) fn ends_at_mark_of(&self, other: &Self, within: u64) -> bool {
        self.lines.is_multiple_of(STEP)
            && self.lines <= within
            && self.marks.last().is_some_and(|mark| other.marks.get(self.marks.len() - 1) == Some(mark))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Adds lines, of which 0 cannot be read. Returns the fingerprints, and the number of leading lines that
    /// are known to be among the first `within` ones of `other`.
    fn add(lines: impl Iterator<Item = u8>, other: &PrefixMarks, within: u64) -> (PrefixMarks, u64) {
        let (mut marks, mut common) = (PrefixMarks::default(), 0);
        for line in lines {
            marks.add((line > 0).then_some(ShortHash(line.into())));
            if marks.ends_at_mark_of(other, within) {
                common = marks.lines;
            }
        }
        (marks, common)
    }

    fn line(number: u16) -> u8 {
        1 + u8::try_from(number % 7).unwrap()
    }

    #[test]
    fn only_lines_before_the_first_difference_are_common() {
        let (whole, _) = add((0..900).map(line), &PrefixMarks::default(), 0);
        for (changed, common) in [(0, 0), (255, 0), (256, 256), (700, 512), (899, 768)] {
            for other in [0, 9] {
                let lines = (0..900).map(|number| if number == changed { other } else { line(number) });
                assert_eq!(add(lines, &whole, 900).1, common, "{changed}");
            }
        }
        for (lines, within, common) in
            [(300, 900, 256), (900, 600, 512), (900, 512, 512), (900, 511, 256), (900, 0, 0)]
        {
            assert_eq!(add((0..lines).map(line), &whole, within).1, common, "{lines} {within}");
        }
    }
}
