//! A pass over many records, which needs neither a hash nor a name for each of them.

use std::ops::Range;

use crate::domain::ledger::Ledger;
use crate::domain::ledger::scanned::{ScannedRecord, Uncounted};
use crate::domain::ledger::view::{RecordIndex, RecordStatus, Slot};
use crate::domain::record::StationId;

impl Ledger {
    /// Returns a number that changes with the records and their meaning.
    pub(crate) const fn revision(&self) -> u64 {
        self.revision
    }

    /// Returns all files and lists of kept records, each with the name that people see.
    pub(crate) fn slots(&self) -> impl Iterator<Item = (Slot, StationId)> + '_ {
        self.holders()
    }

    /// Returns the names of the grades, by their index.
    pub(crate) fn grades(&self) -> &[String] {
        &self.grades
    }

    /// Returns the names of the operators, by their index. The first one is empty.
    pub(crate) fn operators(&self) -> &[String] {
        &self.operators
    }

    /// Returns the number of lines of a file.
    pub(crate) fn lines(&self, slot: Slot) -> usize {
        self.files.get(usize::from(slot.0)).map_or(0, |file| file.records.len())
    }

    /// Returns the countable records among these lines of a file, oldest first. Line numbers start with 0.
    pub(crate) fn scan(
        &self,
        slot: Slot,
        lines: Range<usize>,
    ) -> impl Iterator<Item = (u32, ScannedRecord)> + '_ {
        let records = self.files.get(usize::from(slot.0)).map_or(&[][..], |file| &file.records);
        let first = u32::try_from(lines.start).unwrap_or(u32::MAX);
        let numbered = (first..).zip(records.get(lines).unwrap_or_default());
        let countable = numbered.filter(|(_, record)| record.is_countable());
        countable.map(|(index, record)| (index, ScannedRecord::new(index, record)))
    }

    /// Returns the content of one record of a file.
    pub(crate) fn scanned(&self, slot: Slot, index: u32) -> ScannedRecord {
        ScannedRecord::new(index, self.compact(RecordIndex { slot, index }))
    }

    /// Returns the records that do not count. Only records that others refer to, and corrections, are looked at.
    pub(crate) fn uncounted(&self) -> Uncounted {
        let mut files = vec![Vec::new(); self.files.len()];
        for name in self.references.keys().chain(self.targets.keys()) {
            let Some(index) = name.seq.checked_sub(1).and_then(|index| u32::try_from(index).ok()) else {
                continue;
            };
            for ((file, slot), found) in self.files.iter().zip(0..).zip(&mut files) {
                let record =
                    (file.station == name.station).then(|| file.records.get(index as usize)).flatten();
                if record.is_some_and(|record| record.hash == name.hash && record.is_countable()) {
                    let status = self.status(RecordIndex { slot: Slot(slot), index });
                    if status != RecordStatus::Counted {
                        found.push((index, status));
                    }
                }
            }
        }
        for found in &mut files {
            found.sort_unstable_by_key(|(index, _)| *index);
            found.dedup_by_key(|(index, _)| *index);
        }
        Uncounted(files)
    }
}
