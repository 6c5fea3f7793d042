//! A list of records that is merged only where it is shown.

use crate::domain::ledger::view::Slot;

/// Some records of a ledger, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordList {
    /// For each slot, the indexes of its records, oldest first.
    files: Vec<Vec<u32>>,
    len: usize,
}

impl RecordList {
    /// Returns the number of records.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Returns whether the list has no record.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Returns the indexes of the records of one file, oldest first.
    pub(crate) fn of(&self, slot: Slot) -> &[u32] {
        self.files.get(usize::from(slot.0)).map_or(&[], Vec::as_slice)
    }

    /// Adds records of one file that are newer than its others, oldest first.
    pub(crate) fn extend(&mut self, slot: Slot, indexes: &[u32]) {
        let slot = usize::from(slot.0);
        if self.files.len() <= slot {
            self.files.resize(slot + 1, Vec::new());
        }
        let file = &mut self.files[slot];
        self.len -= file.len();
        file.extend(indexes);
        self.len += file.len();
    }

    /// Returns the indexes of each file, oldest first.
    pub(super) fn files(&self) -> impl Iterator<Item = (Slot, &[u32])> {
        (0..).map(Slot).zip(self.files.iter().map(Vec::as_slice))
    }
}
