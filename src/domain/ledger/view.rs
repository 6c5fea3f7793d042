//! The types that the ledger returns: indexes, and the content of a record.

use crate::domain::mass::Grams;
use crate::domain::record::{RecordRef, StationId};

/// The index of a journal file in the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot(pub(super) u16);

/// The index of a record in the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordIndex {
    pub slot: Slot,
    /// The record's number in its file, minus one.
    pub(super) index: u32,
}

/// The kind of amount that a record adds to the sums.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordKind {
    /// The record adds nothing: it opens or closes the journal, names an operator, voids another record, is
    /// unknown or could not be read.
    Note,
    Weight,
    Pieces,
    People,
    /// A hand-over in kilograms.
    Out,
    /// A hand-over in pieces.
    OutPieces,
}

/// Whether a record counts, and if not, why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordStatus {
    Counted,
    /// Voided by another record.
    Voided,
    /// Replaced by a correction.
    Corrected,
    /// A correction that does not count, because another correction of the same target counts.
    Conflict,
    /// Another file of the same journal has the same record, which counts there.
    Copy,
}

/// The content of a record, with the names that the ledger stores only once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordView<'a> {
    pub target: RecordRef,
    /// The name of the record's file, which people use as the name of its station.
    pub name: StationId,
    pub kind: RecordKind,
    /// The time of the record, in milliseconds since 1970-01-01 UTC.
    pub at_ms: i64,
    /// The index of the material, for [`Ledger::material_id`](crate::domain::ledger::Ledger::material_id).
    pub material: Option<u16>,
    pub grade: Option<&'a str>,
    /// The net mass, or the weight of the pieces if the record has pieces.
    pub net: Grams,
    pub tare: Grams,
    /// The number of pieces or people.
    pub count: u32,
    pub about: bool,
    pub operator: &'a str,
}

impl RecordView<'_> {
    /// Returns the name that people use for the record, such as `A:17`: the name of its file and its number.
    #[must_use]
    pub fn label(&self) -> String {
        format!("{}:{}", self.name, self.target.seq)
    }
}
