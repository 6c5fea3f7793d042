//! Watches for journals that lack a line that was seen before: emptied, cut, replaced or removed ones, and changed lines
//! (docs/journal.md A4).
//!
//! It reads the journals itself, our own one included, because what we noted about the others is in our journal.

use std::mem;
use std::path::PathBuf;

use crate::domain::record::StationId;
use crate::journal::anchors::{AnchorCheck, LostLine, Witness};
use crate::journal::checkpoint::Unproven;
use crate::journal::event_folder::EventFolder;
use crate::journal::journal_state::JournalState;
use crate::journal::tail::ReadProgress;

/// The number of calls of [`LostLineWatch::poll`], one a second, for each reading. Nothing is weighed differently because of a fault, so
/// the list need not be faster than a person.
const POLLS_PER_READING: u32 = 2;

/// The journals as far as they were read, and the lines that were seen.
#[derive(Default)]
pub(crate) struct LostLineWatch {
    states: Vec<JournalState>,
    check: AnchorCheck,
    polls: u32,
    /// The journals that were taken from a checkpoint, until they are read.
    unproven: Vec<Unproven>,
    /// The journals whose checkpoint said something else than their file.
    disproved: Vec<PathBuf>,
}

impl LostLineWatch {
    /// Creates a watch that also compares these journals with their checkpoints when it reads them first
    /// (docs/journal.md K6).
    #[must_use]
    pub(crate) fn comparing(unproven: Vec<Unproven>) -> Self {
        Self { unproven, ..Self::default() }
    }

    /// Returns the journals whose checkpoint turned out to be wrong since the last call.
    pub(crate) fn take_disproved(&mut self) -> Vec<PathBuf> {
        mem::take(&mut self.disproved)
    }

    /// Returns the damage of journals that lack a line, if they were read now. Otherwise, the last result still holds.
    pub(crate) fn poll(&mut self, folder: &EventFolder) -> Option<Vec<LostLine>> {
        self.polls += 1;
        if !self.polls.is_multiple_of(POLLS_PER_READING) {
            return None;
        }
        // A folder that cannot be listed is reported, and its journals are not taken for lost ones.
        let files: Vec<_> = folder.journals().ok()?;
        let is_listed = |state: &JournalState| files.iter().any(|(_, file)| *file == state.file);
        let is_same = self.states.iter().all(is_listed) && self.read_new_lines(folder, files.clone());
        if !is_same {
            self.start_again(folder);
            self.read_new_lines(folder, files);
        }
        let lost = self.check.lost_lines(folder, &self.states);
        Some(lost.into_iter().filter(|lost| lost.is_fault).collect())
    }

    /// Forgets everything that was read.
    fn start_again(&mut self, folder: &EventFolder) {
        self.states.clear();
        self.check = AnchorCheck::default();
        for seal in folder.event.seals() {
            self.check.expect(Witness::Seal, seal.at, &seal.heads);
        }
    }

    /// Reads what was added to these journals. Returns whether each one has only grown.
    fn read_new_lines(&mut self, folder: &EventFolder, files: Vec<(StationId, PathBuf)>) -> bool {
        for (name, file) in files {
            if !self.states.iter().any(|state| state.file == file) {
                self.states.push(JournalState::new(name, file));
            }
        }
        let Self { states, check, unproven, disproved, .. } = self;
        states.iter_mut().all(|state| {
            let expected = unproven.iter().position(|one| one.file == state.file);
            let expected = expected.map(|index| unproven.swap_remove(index));
            let mut is_proved = false;
            let progress = state.read_new_lines(folder.event.ids(), &mut |state, line| {
                check.add_line(state, line);
                if let Some(one) = &expected
                    && state.lines == one.lines
                {
                    is_proved = state.head == Some(one.head);
                }
            });
            if expected.is_some() && !(is_proved && state.faults.is_empty()) {
                disproved.push(state.file.clone());
            }
            progress != ReadProgress::Replaced
        })
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::journal::anchors::Loss;
    use crate::journal::testing;

    #[test]
    fn a_lost_line_is_listed_until_it_is_back() {
        let data = tempfile::tempdir().unwrap();
        let folder = testing::folder(data.path());
        ["A", "A", "B"].iter().for_each(|station| testing::count_people_and_note(&folder, station));
        let journal = folder.journal(StationId::parse("A").unwrap());
        let whole = fs::read(&journal).unwrap();
        let short: Vec<u8> =
            whole.split_inclusive(|byte| *byte == b'\n').take(2).flatten().copied().collect();
        let mut watch = LostLineWatch::default();
        let mut listed = || {
            let lost = (0..POLLS_PER_READING).find_map(|_| watch.poll(&folder)).unwrap();
            lost.iter().map(|lost| (lost.loss, lost.seq, lost.by)).collect::<Vec<_>>()
        };
        assert!(listed().is_empty());
        let seen_by = Witness::Station(StationId::parse("B").unwrap());
        for (content, loss) in
            [(Some(short), Loss::Short(2)), (None, Loss::Missing), (Some(Vec::new()), Loss::Empty)]
        {
            match content {
                Some(content) => fs::write(&journal, content).unwrap(),
                None => fs::remove_file(&journal).unwrap(),
            }
            for _ in 0..2 {
                assert_eq!(listed(), [(loss, 3, seen_by)]);
            }
            fs::write(&journal, &whole).unwrap();
            assert!(listed().is_empty());
        }
    }
}
