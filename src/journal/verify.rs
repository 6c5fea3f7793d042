//! The check of an event's journals: chain, sequence, forks, torn tails, names that name nothing.

use std::path::PathBuf;

use crate::domain::ledger::{Ledger, RecordIndex};
use crate::domain::record::{LineHash, Op, RecordRef, StationId};
use crate::journal::event_folder::EventFolder;
use crate::journal::folder_error::FolderError;
use crate::journal::reader::{Damage, Item, JournalState, Note, replay_with};
use crate::journal::station_lock::is_held;

/// One thing that was found, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub file: PathBuf,
    /// The line's number, from 1; 0 for the file itself.
    pub line: u64,
    /// Where the line begins, in bytes from the file's start.
    pub offset: u64,
    pub what: What,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    Damage(Damage),
    Note(Note),
    /// Bytes behind the last line feed. `live`: the station is in use, so it may be half a write.
    TornTail {
        bytes: u64,
        live: bool,
    },
    /// This journal and the one in `other` are copies of one, and differ from this number on.
    Fork {
        seq: u64,
        other: PathBuf,
    },
    /// A void or a correction names a record that is in no journal here.
    NamesNothing {
        target: RecordRef,
    },
    /// No journal of this station holds a line with this hash: what a report printed was changed.
    HeadMissing {
        station: StationId,
        head: LineHash,
    },
    /// A `.jsonl` file whose name is no station's: not counted.
    Stray,
}

impl Finding {
    /// Whether the answer to "is everything in order?" is no.
    #[must_use]
    pub const fn is_fault(&self) -> bool {
        match self.what {
            What::Damage(_) | What::Fork { .. } | What::HeadMissing { .. } => true,
            What::TornTail { live, .. } => !live,
            What::Note(_) | What::NamesNothing { .. } | What::Stray => false,
        }
    }
}

/// Whether a check may ask for the locks of stations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Locks {
    /// It asks for a moment who writes, so that a torn end is told from a line that is being written.
    Asked,
    /// It touches none: whoever opens a station at that moment must find it free.
    LeftAlone,
}

/// Checks every journal of the event. `heads` are hashes that reports once printed, by station; a
/// journal may have grown since.
///
/// # Errors
/// [`FolderError`] where the folder of stations cannot be listed.
pub fn verify(folder: &EventFolder, heads: &[(StationId, LineHash)]) -> Result<Vec<Finding>, FolderError> {
    read(folder, heads, Locks::Asked).map(|(_, _, findings)| findings)
}

/// As [`verify`], with what the same reading of the journals adds up to.
///
/// # Errors
/// As [`verify`].
pub fn read(
    folder: &EventFolder,
    heads: &[(StationId, LineHash)],
    locks: Locks,
) -> Result<(Ledger, Vec<JournalState>, Vec<Finding>), FolderError> {
    let mut names = Vec::new();
    let mut missing: Vec<_> = heads.to_vec();
    let (ledger, states) = replay_with(folder, &mut |state, item| {
        // A report of another machine named the journal as it was called there.
        let is = |station| [state.name, state.station].contains(&station);
        missing.retain(|(station, head)| !is(*station) || Some(*head) != state.head);
        let Item::Record(record) = item else { return };
        let target = match &record.op {
            Op::Void { of, .. } => Some(*of),
            Op::Entry(entry) => entry.corrects,
            _ => None,
        };
        if let Some(target) = target {
            let (file, line, offset) = (state.file.clone(), state.lines, state.last_begins);
            names.push(Finding { file, line, offset, what: What::NamesNothing { target } });
        }
    })?;
    names.retain(|finding| match finding.what {
        What::NamesNothing { target } => ledger.find(target).is_none(),
        _ => true,
    });
    let mut findings = names;
    let whole = |file: PathBuf, what| Finding { file, line: 0, offset: 0, what };
    for state in &states {
        findings.extend(about(state));
        if state.tail > 0 {
            // Who cannot see whether the station is in use cannot call it damage.
            let asked = (locks == Locks::Asked).then(|| is_held(&folder.stations(), state.name)).flatten();
            let live = asked != Some(false);
            let what = What::TornTail { bytes: state.tail, live };
            findings.push(Finding {
                file: state.file.clone(),
                line: state.lines + 1,
                offset: state.bytes,
                what,
            });
        }
    }
    findings.extend(forks(&ledger, &states));
    findings.extend(folder.unrecognized()?.into_iter().map(|file| whole(file, What::Stray)));
    for (station, head) in missing {
        let file = folder.journal(station);
        findings.push(whole(file, What::HeadMissing { station, head }));
    }
    findings.sort_by(|a, b| (&a.file, a.line, a.offset).cmp(&(&b.file, b.line, b.offset)));
    Ok((ledger, states, findings))
}

/// What the reader found in one journal.
fn about(state: &JournalState) -> impl Iterator<Item = Finding> + '_ {
    let finding = |line, offset, what| Finding { file: state.file.clone(), line, offset, what };
    let damage = state.damage.iter().map(move |f| finding(f.line, f.offset, What::Damage(f.what.clone())));
    let notes = state.notes.iter().map(move |f| finding(f.line, f.offset, What::Note(f.what.clone())));
    damage.chain(notes)
}

/// Copies of one journal that went on apart.
fn forks(ledger: &Ledger, states: &[JournalState]) -> Vec<Finding> {
    let file =
        |row: RecordIndex| states.iter().find(|state| state.slot == Some(row.slot)).map(|state| &state.file);
    let fork = |(a, b): (RecordIndex, RecordIndex)| {
        let seq = ledger.view(a).target.seq;
        let what = What::Fork { seq, other: file(b)?.clone() };
        Some(Finding { file: file(a)?.clone(), line: 0, offset: 0, what })
    };
    ledger.forks().into_iter().filter_map(fork).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::journal::line::{self, parse_hash};
    use crate::journal::station_lock::StationLock;
    use crate::journal::testing::{folder, golden, id, noon, place};

    fn check(journals: &[(&str, &str)], heads: &[(StationId, LineHash)]) -> Vec<(bool, What)> {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        for (name, station) in journals {
            place(&folder, name, station);
        }
        let findings = verify(&folder, heads).unwrap();
        findings.into_iter().map(|finding| (finding.is_fault(), finding.what)).collect()
    }

    #[test]
    fn a_sound_journal_has_no_findings() {
        assert_eq!(check(&[("sound.jsonl", "A")], &[]), []);
        let faults = check(&[("sound.jsonl", "A"), ("sound.jsonl", "B")], &[]);
        assert!(faults.iter().all(|(fault, _)| !fault), "{faults:?}");
    }

    #[test]
    fn a_head_is_found_also_after_the_journal_grew() {
        let bytes = golden("sound.jsonl");
        let hash = |number: usize| line::hash(bytes.split(|byte| *byte == b'\n').nth(number - 1).unwrap());
        assert_eq!(check(&[("sound.jsonl", "A")], &[(id("A"), hash(16)), (id("A"), hash(9))]), []);
        let wrong = parse_hash(&"0".repeat(64)).unwrap();
        let found = check(&[("sound.jsonl", "A")], &[(id("A"), wrong), (id("B"), hash(9))]);
        let missing = |station, head| (true, What::HeadMissing { station, head });
        assert_eq!(found, [missing(id("A"), wrong), missing(id("B"), hash(9))]);
        // The last line was changed: only its printed hash can show that.
        let found = check(&[("unreadable-end.jsonl", "A")], &[(id("A"), hash(16))]);
        assert!(found.contains(&missing(id("A"), hash(16))));
    }

    #[test]
    fn faults_and_notes_are_told_apart() {
        let found = check(&[("changed.jsonl", "A")], &[]);
        assert!(
            matches!(
                found[..],
                [(true, What::Damage(Damage::Chain { .. })), (false, What::NamesNothing { .. })]
            ),
            "{found:?}"
        );
        let found = check(&[("sound.jsonl", "A"), ("fork.jsonl", "B")], &[]);
        assert!(
            found.iter().any(|(fault, what)| *fault && matches!(what, What::Fork { seq: 8, .. })),
            "{found:?}"
        );
        assert_eq!(check(&[("torn.jsonl", "A")], &[]), [(true, What::TornTail { bytes: 40, live: false })]);
    }

    #[test]
    fn a_tail_of_a_station_in_use_may_be_half_a_write() {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        place(&folder, "torn.jsonl", "A");
        fs::write(folder.stations().join("A (1).jsonl"), "").unwrap();
        let _lock = StationLock::acquire(&folder.stations(), id("A"), noon()).unwrap();
        let what: Vec<_> = verify(&folder, &[]).unwrap().into_iter().map(|finding| finding.what).collect();
        assert_eq!(what, [What::Stray, What::TornTail { bytes: 40, live: true }]);
    }
}
