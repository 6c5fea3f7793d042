//! What the ledger says about its files and records.
//!
//! Invariant: nothing here changes it.

use std::collections::binary_heap::PeekMut;
use std::collections::{BTreeMap, BinaryHeap};

use super::{ABOUT, COPY, Kind, Ledger, RecordIndex, RecordView, Slot, Standing};
use crate::domain::mass::Grams;
use crate::domain::record::{JournalId, RecordRef, StationId};
use crate::domain::tally::{Contribution, Sum};

impl Ledger {
    /// The files with their names, in the order in which they were added.
    pub fn files(&self) -> impl Iterator<Item = (Slot, StationId, JournalId)> + '_ {
        self.files.iter().zip(0..).map(|(file, slot)| (Slot(slot), file.name, file.journal))
    }

    /// The sums of each file, by its name. What copies of one journal share is the first one's.
    #[must_use]
    pub fn stations(&self) -> BTreeMap<StationId, Sum> {
        let mut sums = BTreeMap::new();
        for (slot, name, _) in self.files() {
            let counted = self.rows_of(slot).filter(|id| self.standing(*id) == Standing::Counted);
            let sum = counted.filter_map(|id| self.contribution(id)).map(Contribution::sum).sum::<Sum>();
            if sum != Sum::default() {
                *sums.entry(name).or_default() += sum;
            }
        }
        sums
    }

    /// How many lines of this file were taken in.
    #[must_use]
    pub fn lines(&self, slot: Slot) -> u64 {
        self.files.get(usize::from(slot.0)).map_or(0, |file| file.rows.len() as u64)
    }

    /// The journal's identity.
    #[must_use]
    pub fn journal(&self, slot: Slot) -> Option<JournalId> {
        self.files.get(usize::from(slot.0)).map(|file| file.journal)
    }

    /// Who operates the station of this file now; empty for nobody.
    #[must_use]
    pub fn operator(&self, slot: Slot) -> &str {
        let place = self.files.get(usize::from(slot.0)).map_or(0, |file| file.operator);
        self.operators.get(usize::from(place)).map_or("", String::as_str)
    }

    /// Where copies of one journal went on apart: the first row of each pair of files that differs.
    #[must_use]
    pub fn forks(&self) -> Vec<(RecordIndex, RecordIndex)> {
        let row = |slot, index| RecordIndex { slot, index };
        self.forks.iter().map(|((a, b), index)| (row(*a, *index), row(*b, *index))).collect()
    }

    /// The record of this station with this number and hash.
    #[must_use]
    pub fn find(&self, target: RecordRef) -> Option<RecordIndex> {
        let index = u32::try_from(target.seq.checked_sub(1)?).ok()?;
        self.files.iter().zip(0..).find_map(|(file, slot)| {
            let row = (file.station == target.station).then(|| file.rows.get(index as usize))??;
            let same = row.hash == target.hash && row.flags & COPY == 0 && row.kind != Kind::Note;
            same.then_some(RecordIndex { slot: Slot(slot), index })
        })
    }

    /// The countable record with this number in the file of this name. One that another file of the same journal holds
    /// too is that one's.
    #[must_use]
    pub fn numbered(&self, name: StationId, seq: u64) -> Option<RecordIndex> {
        let index = u32::try_from(seq.checked_sub(1)?).ok()?;
        self.files.iter().zip(0..).find_map(|(file, slot)| {
            let row = (file.name == name).then(|| file.rows.get(index as usize))??;
            match row.kind {
                Kind::Note => None,
                _ if row.flags & COPY != 0 => {
                    self.find(RecordRef { station: file.station, seq, hash: row.hash })
                }
                _ => Some(RecordIndex { slot: Slot(slot), index }),
            }
        })
    }

    /// As [`RecordView::label`], of a record that may be in no journal here.
    #[must_use]
    pub fn label(&self, target: RecordRef) -> String {
        let unknown = || format!("{}:{}", target.station, target.seq);
        self.find(target).map_or_else(unknown, |id| self.view(id).label())
    }

    /// What the row says.
    #[must_use]
    pub fn view(&self, id: RecordIndex) -> RecordView<'_> {
        let file = &self.files[usize::from(id.slot.0)];
        let row = &file.rows[id.index as usize];
        let weighed = matches!(row.kind, Kind::Weight | Kind::Out);
        let pieces = matches!(row.kind, Kind::Pieces | Kind::OutPieces);
        RecordView {
            target: RecordRef { station: file.station, seq: u64::from(id.index) + 1, hash: row.hash },
            name: file.name,
            kind: row.kind,
            at_ms: row.at_ms,
            material: (weighed || pieces).then_some(row.material),
            grade: row.grade.checked_sub(1).and_then(|grade| self.grade(grade)),
            net: if weighed || pieces { Grams::new(i64::from(row.amount)) } else { Grams::ZERO },
            tare: if weighed { Grams::new(i64::from(row.second)) } else { Grams::ZERO },
            count: if pieces { row.second } else { row.amount },
            about: row.flags & ABOUT != 0,
            operator: self.operators.get(usize::from(row.operator)).map_or("", String::as_str),
        }
    }

    /// Why the row counts or does not.
    #[must_use]
    pub fn standing(&self, id: RecordIndex) -> Standing {
        let file = &self.files[usize::from(id.slot.0)];
        let row = &file.rows[id.index as usize];
        if row.flags & COPY != 0 {
            return Standing::Copy;
        }
        let target = RecordRef { station: file.station, seq: u64::from(id.index) + 1, hash: row.hash };
        let marks = self.marks.get(&target);
        if marks.is_none() && !self.corrects.contains_key(&target) {
            return Standing::Counted;
        }
        if self.counted(self.root(target)) == Some(id) {
            Standing::Counted
        } else if marks.is_some_and(|marks| marks.voided.is_some()) {
            Standing::Voided
        } else if marks.is_some_and(|marks| {
            marks.corrections.iter().any(|correction| self.counted(*correction).is_some())
        }) {
            Standing::Corrected
        } else {
            Standing::Conflict
        }
    }

    /// What counts in place of this row: itself, or the correction that stands.
    #[must_use]
    pub fn counted_instead(&self, id: RecordIndex) -> Option<RecordIndex> {
        self.counted(self.root(self.view(id).target))
    }

    /// The record that this row corrects, if it is a correction.
    #[must_use]
    pub fn target_of(&self, id: RecordIndex) -> Option<RecordRef> {
        self.corrects.get(&self.view(id).target).copied()
    }

    /// The reason of the void that names this row; of several, of the one with the lowest (station, number).
    #[must_use]
    pub fn void_reason(&self, id: RecordIndex) -> Option<&str> {
        let target = self.view(id).target;
        self.marks.get(&target).and_then(|marks| marks.voided.as_ref().map(|(_, reason)| reason.as_str()))
    }

    /// Every countable row of one file, newest first.
    pub fn rows_of(&self, slot: Slot) -> impl DoubleEndedIterator<Item = RecordIndex> + '_ {
        let rows = self.files.get(usize::from(slot.0)).map_or(&[][..], |file| &file.rows);
        let last = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        (0..last)
            .rev()
            .filter(|index| {
                let row = &rows[*index as usize];
                row.kind != Kind::Note && row.flags & COPY == 0
            })
            .map(move |index| RecordIndex { slot, index })
    }

    /// Every countable row of all files, newest first. Rows of one file keep their order: one that was
    /// noted with an earlier time (typed from paper, a clock that went back) counts as new as the newest
    /// before it.
    pub fn newest_first(&self) -> impl Iterator<Item = RecordIndex> + '_ {
        self.merged(self.files().map(|(slot, ..)| self.rows_of(slot)).collect())
    }

    /// Those of all countable rows that `keep` keeps, in the order of [`Ledger::newest_first`]. File after
    /// file is looked through first: rows lie there one behind the other.
    pub fn newest_first_of(
        &self,
        mut keep: impl FnMut(RecordIndex) -> bool,
    ) -> impl Iterator<Item = RecordIndex> + '_ {
        let kept =
            self.files().map(|(slot, ..)| self.rows_of(slot).filter(|id| keep(*id)).collect::<Vec<_>>());
        self.merged(kept.map(Vec::into_iter).collect())
    }

    /// Rows of each file, newest first, as one row of all.
    fn merged<'a>(
        &'a self,
        mut files: Vec<impl Iterator<Item = RecordIndex> + 'a>,
    ) -> impl Iterator<Item = RecordIndex> + 'a {
        let newest = |id: RecordIndex| self.files[usize::from(id.slot.0)].latest_until(id.index as usize);
        let firsts = files.iter_mut().filter_map(Iterator::next);
        // Of rows of one time, the one of the later file is the newer.
        let mut heads: BinaryHeap<(i64, RecordIndex)> = firsts.map(|id| (newest(id), id)).collect();
        std::iter::from_fn(move || {
            let mut head = heads.peek_mut()?;
            let (_, id) = *head;
            match files[usize::from(id.slot.0)].next() {
                Some(next) => *head = (newest(next), next),
                None => drop(PeekMut::pop(head)),
            }
            Some(id)
        })
    }
}
