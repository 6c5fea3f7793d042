//! Watches for journals that lack a line that was seen before: emptied, cut, replaced or removed ones, and changed lines
//! (docs/journal.md A4).
//!
//! It reads the journals itself, our own one included, because what we noted about the others is in our journal.

use std::path::PathBuf;

use crate::console::msg::JournalFault;
use crate::domain::record::StationId;
use crate::journal::anchors::{AnchorCheck, LostLine, Witness};
use crate::journal::event_folder::EventFolder;
use crate::journal::journal_state::JournalState;
use crate::journal::tail::ReadProgress;
use crate::language::errors;

/// The number of calls of [`LostLineWatch::poll`] for each reading. Nothing is weighed differently because of a fault, so
/// the list need not be faster than a person.
const POLLS_PER_READING: u32 = 4;

/// The journals as far as they were read, and the lines that were seen.
#[derive(Default)]
pub(super) struct LostLineWatch {
    states: Vec<JournalState>,
    check: AnchorCheck,
    polls: u32,
}

impl LostLineWatch {
    /// Returns the journals that lack a line, if they were read now. Otherwise, the last result still holds.
    pub(super) fn poll(&mut self, folder: &EventFolder) -> Option<Vec<JournalFault>> {
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
        Some(lost.iter().filter(|lost| lost.is_fault).map(fault).collect())
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
        let Self { states, check, .. } = self;
        states.iter_mut().all(|state| {
            let progress =
                state.read_new_lines(folder.event.ids(), &mut |state, line| check.add_line(state, line));
            progress != ReadProgress::Replaced
        })
    }
}

fn fault(lost: &LostLine) -> JournalFault {
    let file = lost.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    JournalFault {
        file,
        line: 0,
        what: errors::lost_in(lost).into(),
        means: errors::lost_consequence(lost),
        fork: None,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::time::Duration;

    use super::*;
    use crate::domain::record::{Moment, Op, PendingRecord, Ticket};
    use crate::journal::station::open_station;
    use crate::journal::testing;
    use crate::journal::writer::Writer;
    use crate::language::{Language, Texts};

    /// Counts people at a station, as a command does.
    fn count_people(folder: &EventFolder, station: &str) {
        let at = Moment::parse_from_rfc3339("2026-01-25T12:00:00+05:00").unwrap();
        let station = open_station(folder, StationId::parse(station), at, "0").unwrap();
        let writer = Writer::spawn(station.noting_now(folder, move || at), |_| ()).unwrap();
        writer.append(PendingRecord {
            ticket: Ticket(1),
            at,
            op: Op::People { count: 1 },
            import: None,
            key: None,
        });
        let _saved = writer.finish(Duration::from_secs(60));
    }

    #[test]
    fn a_lost_line_is_listed_until_it_is_back() {
        let data = tempfile::tempdir().unwrap();
        let folder = testing::folder(data.path());
        ["A", "A", "B"].iter().for_each(|station| count_people(&folder, station));
        let journal = folder.journal(StationId::parse("A").unwrap());
        let whole = fs::read(&journal).unwrap();
        let short: Vec<u8> =
            whole.split_inclusive(|byte| *byte == b'\n').take(2).flatten().copied().collect();
        let mut watch = LostLineWatch::default();
        let mut listed = || {
            let faults = (0..POLLS_PER_READING).find_map(|_| watch.poll(&folder)).unwrap();
            let texts = Texts::new(Language::En);
            faults.iter().map(|fault| texts.show(&fault.what)).collect::<Vec<_>>()
        };
        assert!(listed().is_empty());
        let seen = "(seen by station B, 25.01.2026 12:00)";
        for (content, what) in [
            (Some(short), format!("A.jsonl: it ends at line 2; it had line 3 {seen}")),
            (None, format!("A.jsonl: the journal is gone; it had 3 lines {seen}")),
            (Some(Vec::new()), format!("A.jsonl: the file is empty; it had 3 lines {seen}")),
        ] {
            match content {
                Some(content) => fs::write(&journal, content).unwrap(),
                None => fs::remove_file(&journal).unwrap(),
            }
            for _ in 0..2 {
                assert_eq!(listed().join("; "), what);
            }
            fs::write(&journal, &whole).unwrap();
            assert!(listed().is_empty());
        }
    }
}
