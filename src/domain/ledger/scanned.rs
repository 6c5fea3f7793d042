//! The types of a pass over many records.

use crate::domain::ledger::file::CompactRecord;
use crate::domain::ledger::view::{RecordKind, RecordStatus, Slot};

/// The content of a record, with indexes in place of names.
#[derive(Clone, Copy)]
pub(crate) struct ScannedRecord {
    /// The number of the record in its file, from 1.
    pub(crate) seq: u64,
    /// The time of the record, in milliseconds since 1970-01-01 UTC.
    pub(crate) at_ms: i64,
    pub(crate) kind: RecordKind,
    /// The index of the material in the ledger. Records of people have none.
    pub(crate) material: Option<u16>,
    /// The index of the grade in the ledger.
    pub(crate) grade: Option<u16>,
    /// The index of the operator in the ledger.
    pub(crate) operator: u16,
    /// The net mass in grams, or the weight of the pieces.
    pub(crate) net: u32,
    /// The tare in grams.
    pub(crate) tare: u32,
    /// The number of pieces or people.
    pub(crate) count: u32,
    pub(crate) is_estimate: bool,
}

impl ScannedRecord {
    #[inline]
    pub(super) fn new(index: u32, record: &CompactRecord) -> Self {
        let weighed = matches!(record.kind, RecordKind::Weight | RecordKind::Out);
        let pieces = matches!(record.kind, RecordKind::Pieces | RecordKind::OutPieces);
        Self {
            seq: u64::from(index) + 1,
            at_ms: record.at_ms,
            kind: record.kind,
            material: (weighed || pieces).then_some(record.material),
            grade: record.grade.checked_sub(1),
            operator: record.operator,
            net: if weighed || pieces { record.amount } else { 0 },
            tare: if weighed { record.second } else { 0 },
            count: if pieces { record.second } else { record.amount },
            is_estimate: record.is_estimate(),
        }
    }
}

/// The records that do not count although they could, by the slot of their file. The records of a file are sorted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Uncounted(pub(super) Vec<Vec<(u32, RecordStatus)>>);

impl Uncounted {
    /// Returns the records of this file that do not count, oldest first.
    pub(crate) fn of(&self, slot: Slot) -> &[(u32, RecordStatus)] {
        self.0.get(usize::from(slot.0)).map_or(&[], Vec::as_slice)
    }
}
