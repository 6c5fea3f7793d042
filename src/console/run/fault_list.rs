//! What is wrong with the files of an event, as a list that is told whole whenever it changes.
//!
//! Invariant: what is in the list is so now: a file that was mended, or can be read again, leaves it.

use std::path::{Path, PathBuf};

use crate::console::msg::JournalFault;
use crate::domain::event::Event;
use crate::journal::fault::{Fault, Located};
use crate::journal::folder_error::FolderError;
use crate::journal::journal_state::JournalState;
use crate::journal::names;
use crate::language::{Explain, Message, Text, errors};

/// So many faults of one file are named; a file that is nothing but damage need not fill the list.
const NAMED: usize = 20;

/// What was told last.
#[derive(Default)]
pub(super) struct Faults {
    told: Vec<(PathBuf, Located<Fault>)>,
    /// Why the folder of stations cannot be listed.
    listing: Option<Text>,
    /// Why `event.json` cannot be taken over.
    event: Option<Text>,
    /// Whether one of the two has changed since.
    stale: bool,
}

/// What is wrong with these journals.
pub(super) fn of(states: &[JournalState]) -> Vec<JournalFault> {
    states.iter().flat_map(of_journal).collect()
}

impl Faults {
    /// `states` were told already.
    pub(super) fn new(states: &[JournalState]) -> Self {
        Self { told: damage(states), ..Self::default() }
    }

    /// Notes whether the folder could be listed; nothing where it could not.
    pub(super) fn listing(&mut self, listed: Result<(), FolderError>) -> Option<()> {
        match listed {
            Ok(()) => {
                self.stale |= self.listing.take().is_some();
                Some(())
            }
            Err(fault) => {
                self.stale |= self.listing.is_none();
                self.listing.get_or_insert_with(|| fault.explain());
                None
            }
        }
    }

    /// Notes whether the changed event could be read; the event, if it could.
    pub(super) fn event(&mut self, read: Result<Event, FolderError>) -> Option<Event> {
        match read {
            Ok(event) => {
                self.stale |= self.event.take().is_some();
                Some(event)
            }
            Err(fault) => {
                self.stale = true;
                self.event = Some(fault.explain());
                None
            }
        }
    }

    /// The list, if it is another one than was told last.
    pub(super) fn changed(&mut self, states: &[JournalState]) -> Option<Vec<JournalFault>> {
        let now = damage(states);
        if now == self.told && !self.stale {
            return None;
        }
        self.told = now;
        self.stale = false;
        let folders = [
            (&self.listing, names::STATIONS, Message::MeansListing),
            (&self.event, names::EVENT_FILE, Message::MeansEvent),
        ];
        let folders = folders.into_iter().filter_map(|(fault, file, means)| {
            Some(JournalFault { file: file.to_owned(), line: 0, what: fault.clone()?, means })
        });
        Some(folders.chain(of(states)).collect())
    }
}

fn damage(states: &[JournalState]) -> Vec<(PathBuf, Located<Fault>)> {
    // One beyond those that are named tells that there are more.
    let of = |state: &JournalState| state.faults.iter().take(NAMED + 1).cloned().collect::<Vec<_>>();
    let damaged = states.iter().filter(|state| !state.faults.is_empty());
    damaged.flat_map(|state| of(state).into_iter().map(|fault| (state.file.clone(), fault))).collect()
}

fn of_journal(state: &JournalState) -> Vec<JournalFault> {
    let name = |file: &Path| file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let of_fault = |fault: &Located<Fault>| {
        let (file, line) = (name(&state.file), fault.line);
        JournalFault {
            file,
            line,
            what: errors::fault_in(&state.file, fault).into(),
            means: errors::consequence(&fault.what),
        }
    };
    let mut faults: Vec<_> = state.faults.iter().take(NAMED).map(of_fault).collect();
    if let Some(next) = state.faults.get(NAMED) {
        let (file, line) = (name(&state.file), next.line);
        let shown = file.clone();
        faults.push(JournalFault {
            file,
            line,
            what: Message::FaultMore { file: shown.into() }.into(),
            means: Message::MeansLine,
        });
    }
    faults
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::journal::line::LineError;
    use crate::language::{Language, Texts};

    fn state(file: &str, faults: usize) -> JournalState {
        let station = crate::domain::record::StationId::parse("B").unwrap();
        let mut state = JournalState::new(station, file.into());
        let damage = |line| Located { line, offset: 100, what: Fault::Line(LineError::NotUtf8) };
        state.faults = (1..=faults as u64).map(damage).collect();
        state
    }

    fn words(faults: &[JournalFault]) -> Vec<String> {
        let texts = Texts::new(Language::En);
        faults.iter().map(|fault| texts.show(&fault.what)).collect()
    }

    #[test]
    fn the_list_is_told_when_it_changes_and_a_mended_file_leaves_it() {
        let mut faults = Faults::new(&[state("B.jsonl", 0)]);
        assert!(faults.changed(&[state("B.jsonl", 0)]).is_none());
        let list = faults.changed(&[state("s/B.jsonl", 1)]).unwrap();
        assert_eq!(words(&list), ["B.jsonl, line 1 (byte 100): this is not UTF-8 text"]);
        assert!(faults.changed(&[state("s/B.jsonl", 1)]).is_none());
        assert_eq!(faults.changed(&[state("s/B.jsonl", 0)]).unwrap().len(), 0);
    }

    #[test]
    fn of_a_file_that_is_nothing_but_damage_some_lines_are_named() {
        let list = of(&[state("B.jsonl", 5_000), state("C.jsonl", 1)]);
        assert_eq!(list.len(), NAMED + 2);
        assert_eq!(
            words(&list[NAMED..=NAMED]),
            ["B.jsonl: there are more damaged lines; tarazy verify names them all"]
        );
    }

    #[test]
    fn a_folder_that_cannot_be_listed_is_told_until_it_can() {
        let data = tempfile::tempdir().unwrap();
        let path = data.path().join("stations");
        let fault = || FolderError::Io { path: path.clone(), error: fs::read_dir(&path).err().unwrap() };
        let mut faults = Faults::default();
        assert!(faults.listing(Err(fault())).is_none());
        assert_eq!(faults.changed(&[]).unwrap().len(), 1);
        assert!(faults.listing(Err(fault())).is_none());
        assert!(faults.changed(&[]).is_none(), "told already");
        assert!(faults.listing(Ok(())).is_some());
        assert_eq!(faults.changed(&[]).unwrap().len(), 0);
    }
}
