//! How lines enter the ledger (docs/journal.md R5, R11): the only way, for every program and every source.
//!
//! A line is named by its journal, its file and its number, and compared by its hash:
//!
//! - A line that is there already changes nothing, so it does not matter how often or from where it comes.
//! - A line in place of an unreadable one fills that number.
//! - A readable line in place of another readable line shows that the file went another way: the old line and
//!   everything after it leave, because each line contains the hash of the one before it.
//! - Lines that a file has lost stay, marked as missing, until the file goes another way.
//!
//! A program that writes a journal itself counts its lines when the writer confirms them. What it reads from
//! that file is only compared: a line that is not confirmed is parked until it is, or until another program
//! may write the file.

use std::mem;

use crate::domain::ledger::change::{FileEnd, JournalChange};
use crate::domain::ledger::file::{LedgerFile, Role};
use crate::domain::ledger::view::Slot;
use crate::domain::ledger::{Ledger, record_index};
use crate::domain::record::{JournalId, Record, StationId};

impl Ledger {
    /// Applies what was read from a file.
    pub fn apply_change(&mut self, change: &JournalChange) {
        let slot = self.open_file(change.name, change.station, change.journal, change.lines.len());
        for (seq, line) in (change.from..).zip(&change.lines) {
            self.enter(slot, seq, line.as_ref());
        }
        self.settle(slot, change.end);
    }

    /// Returns the slot of a journal file, and adds the file if it is new. `name` is the name of the file and
    /// `station` the station that wrote it. `capacity` is the expected number of records, or 0.
    pub fn open_file(
        &mut self,
        name: StationId,
        station: StationId,
        journal: JournalId,
        capacity: usize,
    ) -> Slot {
        self.slot(name, journal)
            .unwrap_or_else(|| self.add_file(name, station, journal, capacity, Role::Others))
    }

    /// Enters the line with this number of a file, as it was read from the file. `None` is a line that cannot
    /// be read: it uses up its number and adds nothing to the sums. After the last line of a file,
    /// [`Ledger::settle`] must be called.
    pub fn enter(&mut self, slot: Slot, seq: u64, line: Option<&Record>) {
        self.revision += 1;
        let Some(index) = index_of(seq) else { return };
        let file = self.file_mut(slot);
        let line = line.filter(|record| !is_repeated(file, index, record));
        let known = file.records.get(index).map(|known| (!known.is_damaged()).then_some(known.hash));
        let is_known = known == Some(line.map(|record| record.hash.short()));
        if file.role == Role::Own {
            match is_known {
                true => file.parked.remove(&index),
                false => file.parked.insert(index, line.cloned()),
            };
            return;
        }
        if is_known {
            return;
        }
        match (known, line) {
            // The usual case: the next line of the file.
            (None, _) => file.push_damaged_until(index),
            // A line that could not be read can be read now.
            (Some(None), _) => {}
            (Some(Some(_)), None) => {
                self.keep_safe(slot, index..index + 1);
                self.clear(slot, index..index + 1);
                return;
            }
            (Some(Some(_)), Some(_)) => self.cut(slot, index),
        }
        match line {
            Some(record) => self.apply(slot, index, record),
            None => self.file_mut(slot).push_damaged_until(index + 1),
        }
    }

    /// Ends a series of lines. `end` says where the file ends, or is `None` if it could not be read to its
    /// end. Lines that the file should hold after its end are missing from now on.
    pub fn settle(&mut self, slot: Slot, end: Option<FileEnd>) {
        self.revision += 1;
        let file = self.file_mut(slot);
        let mut is_changed = file.is_unsettled;
        if let Some(FileEnd { lines, acknowledged }) = end {
            let lines = usize::try_from(lines).unwrap_or(usize::MAX);
            file.parked.retain(|index, _| *index < lines);
            let expected = match file.role {
                Role::Own => acknowledged.and_then(|lines| usize::try_from(lines).ok()).unwrap_or(lines),
                Role::Others | Role::Kept => file.records.len(),
            };
            let lines = lines.min(first_replaced(file, expected).unwrap_or(lines));
            let missing = lines..expected.max(lines);
            is_changed |= (file.missing != missing) && !(file.missing.is_empty() && missing.is_empty());
            file.missing = missing;
            self.find_missing_lines(slot);
        }
        if is_changed {
            self.files.iter_mut().filter(|file| file.is_unsettled).for_each(LedgerFile::settle);
            self.find_forks(slot);
        }
    }

    /// Treats a file as the one that this program writes: what it holds now is known to be saved, and further
    /// lines count when they are confirmed.
    pub fn take_over(&mut self, slot: Slot) {
        let file = self.file_mut(slot);
        file.role = Role::Own;
        file.safe = file.records.len();
        file.missing = 0..0;
    }

    /// Treats the file that this program wrote like the files of others. Lines of it that are not confirmed
    /// count now, because the file holds them. Confirmed lines stay, whatever becomes of the file.
    pub fn release(&mut self, slot: Slot) {
        self.revision += 1;
        let file = self.file_mut(slot);
        file.role = Role::Others;
        for (index, line) in mem::take(&mut file.parked) {
            self.enter(slot, index as u64 + 1, line.as_ref());
        }
        self.settle(slot, None);
    }

    /// Adds a record of the file that this program writes, because it is on the disk now.
    pub fn confirm(&mut self, slot: Slot, record: &Record) {
        self.revision += 1;
        let Some(index) = index_of(record.seq) else { return };
        let file = self.file_mut(slot);
        if let Some(known) = file.readable(index).map(|known| known.hash) {
            if known != record.hash.short() {
                // Somebody else's line has this number in the same file. Both count, as on both sides of a fork.
                let kept = self.kept_file(slot);
                self.file_mut(kept).push_damaged_until(index);
                if self.file(kept).readable(index).is_none() {
                    self.apply(kept, index, record);
                }
                self.settle(kept, None);
                return;
            }
        } else {
            file.push_damaged_until(index);
            self.apply(slot, index, record);
        }
        let file = self.file_mut(slot);
        file.safe = file.safe.max(index + 1);
        if let Some(Some(parked)) = file.parked.get(&index)
            && parked.hash == record.hash
        {
            file.parked.remove(&index);
        }
        if file.is_unsettled {
            self.settle(slot, None);
        }
    }

    /// Removes from the lost lines of the file's former journals those that the file holds again. A damaged first
    /// line gives a file another journal (docs/journal.md R7), but its other lines stay the same.
    fn find_missing_lines(&mut self, slot: Slot) {
        let file = self.file(slot);
        let is_former = |twin: &&Slot| {
            let twin = self.file(**twin);
            twin.name == file.name && twin.role == Role::Others && !twin.missing.is_empty()
        };
        let former: Vec<Slot> = file.twins.iter().filter(is_former).copied().collect();
        for twin in former {
            let missing = self.file(twin).missing.clone();
            for index in missing.start.max(self.file(twin).safe)..missing.end {
                let hash = |slot| self.file(slot).readable(index).map(|record| record.hash);
                if !self.file(slot).is_missing(index) && hash(twin).is_some() && hash(twin) == hash(slot) {
                    self.clear(twin, index..index + 1);
                }
            }
        }
    }

    /// Finds the forks of a file again, after its records have changed.
    fn find_forks(&mut self, slot: Slot) {
        self.forks.retain(|(a, b), _| *a != slot && *b != slot);
        let file = self.file(slot);
        let differs = |other: &LedgerFile, index: usize| {
            file.readable(index).zip(other.readable(index)).is_some_and(|(a, b)| a.hash != b.hash)
                && !file.is_missing(index)
                && !other.is_missing(index)
        };
        let fork = |twin: &Slot| {
            let other = self.file(*twin);
            let first = (0..file.records.len()).find(|index| differs(other, *index))?;
            Some(((slot.min(*twin), slot.max(*twin)), record_index(slot, first).index))
        };
        let same_journal = |twin: &&Slot| self.file(**twin).journal == file.journal;
        let forks: Vec<_> = file.twins.iter().filter(same_journal).filter_map(fork).collect();
        self.forks.extend(forks);
    }
}

/// How far behind its number a line is looked for, if lines before it were repeated.
const SHIFTED_MAX: usize = 1000;

/// Returns whether a line repeats an earlier line of its file, which a line number that is not its own shows. It is damage, and
/// counts once.
fn is_repeated(file: &LedgerFile, index: usize, record: &Record) -> bool {
    let Some(own_index) = index_of(record.seq).filter(|own_index| *own_index < index) else { return false };
    let mut places = (own_index..index).take(SHIFTED_MAX);
    places.any(|place| file.readable(place).is_some_and(|earlier| earlier.hash == record.hash.short()))
}

/// Returns the index of the first confirmed line of our own file that another line has replaced there. `expected` is the number
/// of confirmed lines.
fn first_replaced(file: &LedgerFile, expected: usize) -> Option<usize> {
    let is_replaced = |index: &&usize| **index < expected && file.readable(**index).is_some();
    file.parked.keys().filter(is_replaced).min().copied()
}

/// Returns the index of the record with this number.
fn index_of(seq: u64) -> Option<usize> {
    u32::try_from(seq.checked_sub(1)?).ok().and_then(|index| usize::try_from(index).ok())
}
