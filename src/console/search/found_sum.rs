//! The sum of the records that a search finds.

use std::ops::AddAssign;

use crate::domain::ledger::{RecordKind, ScannedRecord};
use crate::domain::mass::Grams;

/// The sum of the found records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FoundSum {
    pub net: Grams,
    pub pieces: i64,
    pub people: i64,
    /// The amount that was handed over to collectors.
    pub out: Grams,
    pub out_pieces: i64,
    /// How many of the found records do not count.
    pub uncounted: usize,
}

impl FoundSum {
    #[inline]
    pub(super) fn add(&mut self, record: &ScannedRecord, counts: bool) {
        match record.kind {
            _ if !counts => self.uncounted += 1,
            RecordKind::Weight => self.net += Grams::new(record.net.into()),
            RecordKind::Pieces => self.pieces += i64::from(record.count),
            RecordKind::People => self.people += i64::from(record.count),
            RecordKind::Out => self.out += Grams::new(record.net.into()),
            RecordKind::OutPieces => self.out_pieces += i64::from(record.count),
            RecordKind::Note => {}
        }
    }
}

impl AddAssign for FoundSum {
    fn add_assign(&mut self, other: Self) {
        self.net += other.net;
        self.pieces += other.pieces;
        self.people += other.people;
        self.out += other.out;
        self.out_pieces += other.out_pieces;
        self.uncounted += other.uncounted;
    }
}
