//! Queries about who did what: acknowledged forks, and changes that other stations made.

use crate::domain::ledger::Ledger;
use crate::domain::ledger::acknowledged::{AcknowledgedFork, Acknowledgement};
use crate::domain::ledger::view::{RecordIndex, RecordStatus, Slot};
use crate::domain::record::{RecordRef, StationId};

impl Ledger {
    /// Returns the references to the first records of the two sides of a fork.
    #[must_use]
    pub fn fork_sides(&self, (a, b): (RecordIndex, RecordIndex)) -> (RecordRef, RecordRef) {
        (self.reference(a), self.reference(b))
    }

    /// Returns who acknowledged a fork, or `None` if nobody did. If several records acknowledge it, the one that sorts
    /// first by time and file counts.
    #[must_use]
    pub fn acknowledged(&self, fork: (RecordIndex, RecordIndex)) -> Option<AcknowledgedFork> {
        let (a, b) = self.fork_sides(fork);
        let names_it =
            |one: &&Acknowledgement| (one.of, one.other) == (a, b) || (one.of, one.other) == (b, a);
        let valid = self.acknowledgements.iter().filter(names_it).filter_map(|one| {
            let file = self.file(one.slot);
            let record = file.readable(one.index).filter(|record| record.hash == one.hash)?;
            let operator = self.operator_name(record.operator).to_owned();
            let (name, at_ms, reason) = (file.name, record.at_ms, one.reason.clone());
            Some(AcknowledgedFork { name, operator, at_ms, reason })
        });
        valid.min_by_key(|one| (one.at_ms, one.name))
    }

    /// Returns the voids and corrections by which other stations took records of this file out of the sums: each record,
    /// and the record that changed it.
    #[must_use]
    pub fn changed_by_others(&self, slot: Slot) -> Vec<(RecordRef, RecordRef)> {
        let Some(own) = self.files.get(usize::from(slot.0)) else { return Vec::new() };
        let is_other = |by: &&RecordRef| by.station != own.station;
        let mut changes = Vec::new();
        for (target, references) in &self.references {
            let Some(index) = self.find(*target).filter(|index| index.slot == slot) else { continue };
            let by = match self.status(index) {
                RecordStatus::Voided => references.voids.first().map(|(by, _)| by),
                RecordStatus::Corrected => references.corrections.first(),
                RecordStatus::Counted | RecordStatus::Conflict | RecordStatus::Copy => None,
            };
            changes.extend(by.filter(is_other).map(|by| (*target, *by)));
        }
        changes.sort_unstable();
        changes
    }

    /// Returns the name of the file and the operator of any readable record, also of one that is in no sum.
    #[must_use]
    pub fn author(&self, record: RecordRef) -> Option<(StationId, &str)> {
        let index = usize::try_from(record.seq.checked_sub(1)?).ok()?;
        self.files.iter().filter(|file| file.station == record.station).find_map(|file| {
            let found = file.readable(index).filter(|found| found.hash == record.hash)?;
            Some((file.name, self.operator_name(found.operator)))
        })
    }
}
