//! The faults in the files of an event. All faults form one list, which is sent in full whenever it
//! changes.
//!
//! Invariant: the list contains only current faults. The faults of a file are removed once the file is
//! repaired or can be read again.

use std::path::{Path, PathBuf};

use crate::console::msg::JournalFault;
use crate::domain::event::Event;
use crate::journal::anchors::{Loss, LostLine};
use crate::journal::fault::{Fault, Located};
use crate::journal::folder_error::FolderError;
use crate::journal::journal_state::JournalState;
use crate::journal::names;
use crate::language::{Explain, Message, Text, errors};

/// The maximum number of faults listed for one file, so that a heavily damaged file does not fill the list.
const LISTED_PER_FILE: usize = 20;

/// Reports the faults whenever they change.
#[derive(Default)]
pub(super) struct FaultReporter {
    reported: Vec<(PathBuf, Located<Fault>)>,
    /// Why the folder of stations cannot be listed.
    listing_error: Option<Text>,
    /// Why a changed `event.json` is not used.
    event_error: Option<Text>,
    /// Journals that lack a line that was seen.
    lost: Vec<JournalFault>,
    /// Whether one of these has changed since the last report.
    errors_changed: bool,
}

impl FaultReporter {
    /// Creates a reporter that treats the faults of `states` as already reported.
    pub(super) fn new(states: &[JournalState]) -> Self {
        Self { reported: compared_faults(states), ..Self::default() }
    }

    /// Returns `Some` if the folder was listed. If the folder could not be listed, keeps the error and
    /// returns `None`.
    pub(super) fn check_listing(&mut self, listed: Result<(), FolderError>) -> Option<()> {
        match listed {
            Ok(()) => {
                self.errors_changed |= self.listing_error.take().is_some();
                Some(())
            }
            Err(error) => {
                self.errors_changed |= self.listing_error.is_none();
                self.listing_error.get_or_insert_with(|| error.explain());
                None
            }
        }
    }

    /// Returns the event. If it could not be read, keeps the error and returns `None`.
    pub(super) fn check_event(&mut self, read: Result<Event, FolderError>) -> Option<Event> {
        match read {
            Ok(event) => {
                self.errors_changed |= self.event_error.take().is_some();
                Some(event)
            }
            Err(error) => {
                self.errors_changed = true;
                self.event_error = Some(error.explain());
                None
            }
        }
    }

    /// Replaces the journals that lack a line that was seen.
    pub(super) fn set_lost(&mut self, lost: Vec<JournalFault>) {
        if self.lost != lost {
            self.errors_changed = true;
            self.lost = lost;
        }
    }

    /// Returns all faults if they have changed since the last report.
    pub(super) fn changed(&mut self, states: &[JournalState]) -> Option<Vec<JournalFault>> {
        let faults = compared_faults(states);
        if faults == self.reported && !self.errors_changed {
            return None;
        }
        self.reported = faults;
        self.errors_changed = false;
        let of_folder = [
            (&self.listing_error, names::STATIONS, Message::MeansListing),
            (&self.event_error, names::EVENT_FILE, Message::MeansEvent),
        ];
        let of_folder = of_folder.into_iter().filter_map(|(error, file, means)| {
            Some(JournalFault {
                file: file.to_owned(),
                line: 0,
                what: error.clone()?,
                means,
                fork: None,
                gone: None,
            })
        });
        let of_journals = list_faults(states);
        // A file that is missing or cannot be read is listed once.
        let is_listed =
            |lost: &&JournalFault| of_journals.iter().any(|fault| fault.line == 0 && fault.file == lost.file);
        let lost: Vec<_> = self.lost.iter().filter(|lost| !is_listed(lost)).cloned().collect();
        Some(of_folder.chain(of_journals).chain(lost).collect())
    }
}

/// Returns the faults of the journals, at most [`LISTED_PER_FILE`] per journal. If a journal has more faults,
/// an additional item says so.
pub(super) fn list_faults(states: &[JournalState]) -> Vec<JournalFault> {
    states.iter().flat_map(faults_of).collect()
}

/// Returns the faults that are compared to detect whether the list has changed. For each file, the result
/// includes one fault more than the list shows, because the list also says whether the file has more
/// faults.
fn compared_faults(states: &[JournalState]) -> Vec<(PathBuf, Located<Fault>)> {
    let of_file = |state: &JournalState| {
        let file = state.file.clone();
        let faults = state.faults.iter().take(LISTED_PER_FILE + 1).cloned();
        faults.map(|fault| (file.clone(), fault)).collect::<Vec<_>>()
    };
    states.iter().flat_map(of_file).collect()
}

fn faults_of(state: &JournalState) -> Vec<JournalFault> {
    let file = file_name(&state.file);
    let listed = state.faults.iter().take(LISTED_PER_FILE).map(|fault| JournalFault {
        file: file.clone(),
        line: fault.line,
        what: errors::fault_in(&state.file, fault).into(),
        means: errors::consequence(&fault.what),
        fork: None,
        gone: None,
    });
    let more = state.faults.get(LISTED_PER_FILE).map(|next| JournalFault {
        file: file.clone(),
        line: next.line,
        what: Message::FaultMore { file: (&file).into() }.into(),
        means: Message::MeansLine,
        fork: None,
        gone: None,
    });
    listed.chain(more).collect()
}

/// Returns the fault of a journal that lacks a line that was seen.
pub(super) fn lost_fault(lost: &LostLine) -> JournalFault {
    JournalFault {
        file: file_name(&lost.file),
        line: 0,
        what: errors::lost_in(lost).into(),
        means: errors::lost_consequence(lost),
        fork: None,
        gone: (lost.loss != Loss::Changed).then_some(lost.seq..=lost.seq),
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
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
        let fault = |line| Located { line, offset: 100, what: Fault::Line(LineError::NotUtf8) };
        state.faults = (1..=faults as u64).map(fault).collect();
        state
    }

    fn sentences(faults: &[JournalFault]) -> Vec<String> {
        let texts = Texts::new(Language::En);
        faults.iter().map(|fault| texts.show(&fault.what)).collect()
    }

    #[test]
    fn the_list_is_reported_when_it_changes_and_drops_a_repaired_file() {
        let mut faults = FaultReporter::new(&[state("B.jsonl", 0)]);
        assert!(faults.changed(&[state("B.jsonl", 0)]).is_none());
        let list = faults.changed(&[state("s/B.jsonl", 1)]).unwrap();
        assert_eq!(sentences(&list), ["B.jsonl, line 1 (byte 100): this is not UTF-8 text"]);
        assert!(faults.changed(&[state("s/B.jsonl", 1)]).is_none());
        assert_eq!(faults.changed(&[state("s/B.jsonl", 0)]).unwrap().len(), 0);
    }

    #[test]
    fn the_list_is_limited_for_each_file() {
        let list = list_faults(&[state("B.jsonl", 5_000), state("C.jsonl", 1)]);
        assert_eq!(list.len(), LISTED_PER_FILE + 2);
        assert_eq!(
            sentences(&list[LISTED_PER_FILE..=LISTED_PER_FILE]),
            ["B.jsonl: there are more damaged lines; tarazy verify names them all"]
        );
    }

    #[test]
    fn a_folder_that_cannot_be_listed_is_reported_until_it_can() {
        let data = tempfile::tempdir().unwrap();
        let path = data.path().join("stations");
        let error = || FolderError::Io { path: path.clone(), error: fs::read_dir(&path).err().unwrap() };
        let mut faults = FaultReporter::default();
        assert!(faults.check_listing(Err(error())).is_none());
        assert_eq!(faults.changed(&[]).unwrap().len(), 1);
        assert!(faults.check_listing(Err(error())).is_none());
        assert!(faults.changed(&[]).is_none(), "already reported");
        assert!(faults.check_listing(Ok(())).is_some());
        assert_eq!(faults.changed(&[]).unwrap().len(), 0);
    }
}
