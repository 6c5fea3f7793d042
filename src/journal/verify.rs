//! Checks an event's journals for broken chains, wrong numbers, forks, torn tails, records whose target is missing, and
//! journals that another station saw in another state (docs/journal.md V1-V8).

use std::path::PathBuf;

use crate::domain::ledger::{AcknowledgedFork, Ledger, RecordIndex};
use crate::domain::record::{LineHash, Moment, RecordRef, StationId};
use crate::journal::anchors::{AnchorCheck, LostLine, Witness};
use crate::journal::event_folder::EventFolder;
use crate::journal::fault::{Fault, Note};
use crate::journal::folder_error::FolderError;
use crate::journal::journal_state::{JournalState, LineContent};
use crate::journal::later_records::LaterRecords;
use crate::journal::published;
use crate::journal::reader::replay_with;
use crate::journal::station_lock::is_held;

/// A fault or a note that a check found, and its position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// The path of the journal.
    pub file: PathBuf,
    /// The line's number, starting at 1, or 0 if the issue concerns the file as a whole.
    pub line: u64,
    /// The offset of the line in bytes from the start of the file.
    pub offset: u64,
    /// What was found.
    pub kind: IssueKind,
}

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IssueKind {
    /// Damage in one journal.
    Fault(Fault),
    /// Something unusual in one journal.
    Note(Note),
    /// The journal has bytes after its last newline.
    TornTail {
        /// The number of bytes.
        bytes: u64,
        /// Whether the station is in use. This is also `true` if the check cannot determine whether the
        /// station is in use. If `true`, the bytes may be a line that is being written.
        in_use: bool,
    },
    /// The last line counts although its newline is missing.
    NewlineMissing,
    /// The journal has this many faults that are not listed.
    MoreFaults(u64),
    /// This journal and the one in `other` are copies of one journal, and both were continued.
    Fork {
        /// The number of the first record that differs.
        seq: u64,
        /// The path of the other journal.
        other: PathBuf,
        /// Who acknowledged the fork. Then it is a note.
        acknowledged: Option<AcknowledgedFork>,
    },
    /// A void or a correction refers to a record that is in no journal of this event.
    MissingTarget {
        /// The missing record.
        target: RecordRef,
    },
    /// A report printed this hash, but no journal of this station has a line with the hash. This means that
    /// a line was changed.
    MissingHead {
        /// The station.
        station: StationId,
        /// The hash on the report.
        head: LineHash,
    },
    /// The journal lacks a line that was seen.
    Lost(LostLine),
    /// Records came after the event was sealed, or after a report of it was written to a file.
    Later {
        /// What they came after: the seal or the report.
        after: Witness,
        /// The time of the seal or the report.
        at: Moment,
        /// The number of the records.
        records: u64,
    },
    /// The file is a link, or a `.jsonl` file whose name no station can have. Its records are not included in
    /// any sum.
    Unrecognized,
}

impl Issue {
    /// Returns whether the issue is a fault. Every other issue is a note.
    #[must_use]
    pub const fn is_fault(&self) -> bool {
        match self.kind {
            IssueKind::Fault(_) | IssueKind::MoreFaults(_) | IssueKind::MissingHead { .. } => true,
            IssueKind::Fork { ref acknowledged, .. } => acknowledged.is_none(),
            IssueKind::TornTail { in_use, .. } => !in_use,
            IssueKind::Lost(LostLine { is_fault, .. }) => is_fault,
            IssueKind::Note(_)
            | IssueKind::NewlineMissing
            | IssueKind::MissingTarget { .. }
            | IssueKind::Later { .. }
            | IssueKind::Unrecognized => false,
        }
    }

    /// Returns whether the file could not be read to its end, so what the rest of it holds is not known.
    #[must_use]
    pub(crate) const fn is_unreadable(&self) -> bool {
        matches!(self.kind, IssueKind::Fault(Fault::Unreadable { .. }))
    }
}

/// Whether a check may probe the locks of stations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ProbeLocks {
    /// Briefly locks each station whose journal has bytes after its last newline, to distinguish a torn
    /// tail from a line that is being written.
    Yes,
    /// Does not touch the locks, so that the check cannot make another process fail to open a station.
    No,
}

/// Checks every journal of the event.
///
/// `heads` holds the hashes that reports printed, each with its station. The journals may have grown since
/// the reports were printed.
///
/// # Errors
/// [`FolderError`] if the folder of stations cannot be listed.
pub fn verify(folder: &EventFolder, heads: &[(StationId, LineHash)]) -> Result<Vec<Issue>, FolderError> {
    replay_and_verify(folder, heads, ProbeLocks::Yes).map(|(_, _, issues)| issues)
}

/// Same as [`verify`], but also returns the ledger and the states of the journals from the same reading.
///
/// # Errors
/// Returns the same errors as [`verify`].
pub(crate) fn replay_and_verify(
    folder: &EventFolder,
    heads: &[(StationId, LineHash)],
    probe_locks: ProbeLocks,
) -> Result<(Ledger, Vec<JournalState>, Vec<Issue>), FolderError> {
    let mut issues = Vec::new();
    let mut missing_heads: Vec<_> = heads.to_vec();
    let mut anchors = AnchorCheck::default();
    let published = published::reports(folder);
    let seals = || folder.event.seals();
    seals().for_each(|seal| anchors.expect(Witness::Seal, seal.at, &seal.heads));
    published.iter().for_each(|report| anchors.expect(Witness::Report, report.at, &report.heads));
    let last = [(Witness::Seal, seals().next_back()), (Witness::Report, published.last())];
    let mut later: Vec<_> = last
        .into_iter()
        .filter_map(|(after, named)| named.map(|named| (after, named.at, LaterRecords::after(&named.heads))))
        .collect();
    let (ledger, states) = replay_with(folder, &mut |state, content| {
        anchors.add_line(state, content);
        later.iter_mut().for_each(|(.., records)| records.add_line(state, content));
        // A report from another machine names the station that the journal had on that machine.
        let is = |station| [state.name, state.station].contains(&station);
        missing_heads.retain(|(station, head)| !is(*station) || Some(*head) != state.head);
        let LineContent::Record(record) = content else { return };
        if let Some(target) = record.op.target().copied() {
            let (file, line, offset) = (state.file.clone(), state.lines, state.last_line_start);
            issues.push(Issue { file, line, offset, kind: IssueKind::MissingTarget { target } });
        }
    })?;
    // Targets may be in journals that are read later, so targets are looked up after all journals were read.
    issues.retain(|issue| match issue.kind {
        IssueKind::MissingTarget { target } => ledger.find(target).is_none(),
        _ => true,
    });
    let about_file = |file: PathBuf, kind| Issue { file, line: 0, offset: 0, kind };
    for state in &states {
        issues.extend(issues_of_journal(state));
        if state.partial_bytes == 0 && !state.newline_missing {
            continue;
        }
        let held =
            (probe_locks == ProbeLocks::Yes).then(|| is_held(&folder.stations(), state.name)).flatten();
        // A station that is in use may be about to write the newline.
        if state.newline_missing && held != Some(true) {
            let (file, line, offset) = (state.file.clone(), state.lines, state.last_line_start);
            issues.push(Issue { file, line, offset, kind: IssueKind::NewlineMissing });
        }
        if state.partial_bytes > 0 {
            issues.push(Issue {
                file: state.file.clone(),
                line: state.lines + 1,
                offset: state.bytes,
                kind: IssueKind::TornTail { bytes: state.partial_bytes, in_use: held != Some(false) },
            });
        }
    }
    issues.extend(forks(&ledger, &states));
    let lost = anchors.lost_lines(folder, &states).into_iter();
    issues.extend(lost.map(|lost| about_file(lost.file.clone(), IssueKind::Lost(lost))));
    for (after, at, records) in later {
        let records = records.count();
        if records > 0 {
            issues.push(about_file(folder.event_file(), IssueKind::Later { after, at, records }));
        }
    }
    issues.extend(folder.unrecognized()?.into_iter().map(|file| about_file(file, IssueKind::Unrecognized)));
    for (station, head) in missing_heads {
        issues.push(about_file(folder.journal(station), IssueKind::MissingHead { station, head }));
    }
    issues.sort_by(|a, b| (&a.file, a.line, a.offset).cmp(&(&b.file, b.line, b.offset)));
    Ok((ledger, states, issues))
}

/// Returns the faults and notes of one journal.
fn issues_of_journal(state: &JournalState) -> impl Iterator<Item = Issue> + '_ {
    let issue = |line, offset, kind| Issue { file: state.file.clone(), line, offset, kind };
    let faults = state.faults.iter().map(move |f| issue(f.line, f.offset, IssueKind::Fault(f.what.clone())));
    let notes = state.notes.iter().map(move |n| issue(n.line, n.offset, IssueKind::Note(n.what.clone())));
    let more = (state.more_faults > 0)
        .then(|| issue(state.lines, state.last_line_start, IssueKind::MoreFaults(state.more_faults)));
    faults.chain(notes).chain(more)
}

/// Returns an issue for each pair of copies that were both continued.
fn forks(ledger: &Ledger, states: &[JournalState]) -> Vec<Issue> {
    let file = |record: RecordIndex| {
        states.iter().find(|state| state.slot == Some(record.slot)).map(|state| &state.file)
    };
    let fork = |(a, b): (RecordIndex, RecordIndex)| {
        let seq = ledger.view(a).target.seq;
        let acknowledged = ledger.acknowledged((a, b));
        let kind = IssueKind::Fork { seq, other: file(b)?.clone(), acknowledged };
        Some(Issue { file: file(a)?.clone(), line: 0, offset: 0, kind })
    };
    ledger.forks().into_iter().filter_map(fork).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::domain::record::Op;
    use crate::journal::line::{self, parse_hash};
    use crate::journal::station_lock::StationLock;
    use crate::journal::testing::{append, folder, golden, id, noon, place};

    fn check(journals: &[(&str, &str)], heads: &[(StationId, LineHash)]) -> Vec<(bool, IssueKind)> {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        for (name, station) in journals {
            place(&folder, name, station);
        }
        let issues = verify(&folder, heads).unwrap();
        issues.into_iter().map(|issue| (issue.is_fault(), issue.kind)).collect()
    }

    #[test]
    fn an_undamaged_journal_has_no_faults() {
        assert_eq!(check(&[("sound.jsonl", "A")], &[]), []);
        let faults = check(&[("sound.jsonl", "A"), ("sound.jsonl", "B")], &[]);
        assert!(faults.iter().all(|(fault, _)| !fault), "{faults:?}");
    }

    #[test]
    fn a_printed_head_is_found_after_the_journal_has_grown() {
        let bytes = golden("sound.jsonl");
        let hash = |number: usize| line::hash(bytes.split(|byte| *byte == b'\n').nth(number - 1).unwrap());
        assert_eq!(check(&[("sound.jsonl", "A")], &[(id("A"), hash(16)), (id("A"), hash(9))]), []);
        let wrong = parse_hash(&"0".repeat(64)).unwrap();
        let found = check(&[("sound.jsonl", "A")], &[(id("A"), wrong), (id("B"), hash(9))]);
        let missing = |station, head| (true, IssueKind::MissingHead { station, head });
        assert_eq!(found, [missing(id("A"), wrong), missing(id("B"), hash(9))]);
        // A change of the last line can be detected only if a report printed the hash of that line.
        let found = check(&[("unreadable-end.jsonl", "A")], &[(id("A"), hash(16))]);
        assert!(found.contains(&missing(id("A"), hash(16))));
    }

    #[test]
    fn faults_and_notes_are_distinguished() {
        let found = check(&[("changed.jsonl", "A")], &[]);
        assert!(
            matches!(
                found[..],
                [(true, IssueKind::Fault(Fault::Chain { .. })), (false, IssueKind::MissingTarget { .. })]
            ),
            "{found:?}"
        );
        let found = check(&[("sound.jsonl", "A"), ("fork.jsonl", "B")], &[]);
        assert!(
            found.iter().any(|(fault, kind)| *fault && matches!(kind, IssueKind::Fork { seq: 8, .. })),
            "{found:?}"
        );
        assert_eq!(
            check(&[("torn.jsonl", "A")], &[]),
            [(true, IssueKind::TornTail { bytes: 40, in_use: false })]
        );
    }

    #[test]
    fn an_acknowledged_fork_is_a_note() {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        place(&folder, "sound.jsonl", "A");
        place(&folder, "fork.jsonl", "B");
        let find_fork = || {
            let (ledger, _, issues) = replay_and_verify(&folder, &[], ProbeLocks::No).unwrap();
            let fork = issues.into_iter().find(|issue| matches!(issue.kind, IssueKind::Fork { .. })).unwrap();
            (ledger, fork)
        };
        let (ledger, fork) = find_fork();
        assert!(fork.is_fault());
        let (of, other) = ledger.fork_sides(ledger.forks()[0]);
        // The sides may be named in any order.
        let op = Op::Fork { of: other, other: of, reason: "two laptops".into() };
        append(&folder, id("C"), noon(), op);
        let (after, fork) = find_fork();
        assert!(!fork.is_fault());
        let IssueKind::Fork { acknowledged: Some(by), .. } = &fork.kind else { panic!("{fork:?}") };
        assert_eq!((by.name, by.reason.as_str()), (id("C"), "two laptops"));
        assert_eq!(after.tally().net, ledger.tally().net);
    }

    #[test]
    fn a_torn_tail_of_a_station_in_use_is_not_a_fault() {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        place(&folder, "torn.jsonl", "A");
        fs::write(folder.stations().join("A (1).jsonl"), "").unwrap();
        let _lock = StationLock::acquire(&folder.stations(), id("A"), noon()).unwrap();
        let kinds: Vec<_> = verify(&folder, &[]).unwrap().into_iter().map(|issue| issue.kind).collect();
        assert_eq!(kinds, [IssueKind::Unrecognized, IssueKind::TornTail { bytes: 40, in_use: true }]);
    }
    #[test]
    fn lines_that_count_although_bytes_around_them_changed_are_notes() {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        let sound = String::from_utf8(golden("sound.jsonl")).unwrap();
        let check = |bytes: &str| -> Vec<_> {
            fs::write(folder.journal(id("A")), bytes).unwrap();
            let issues = verify(&folder, &[]).unwrap();
            issues.into_iter().map(|issue| (issue.line, issue.is_fault(), issue.kind)).collect()
        };
        let note = |line, note| (line, false, IssueKind::Note(note));
        assert_eq!(check(&sound.replace('\n', "\r\n")), [note(1, Note::CarriageReturn)]);
        assert_eq!(check(&format!("\0\0{sound}")), [note(1, Note::Nuls { bytes: 2 })]);
        let cut = sound.trim_end();
        assert_eq!(check(cut), [(16, false, IssueKind::NewlineMissing)]);
        let _lock = StationLock::acquire(&folder.stations(), id("A"), noon()).unwrap();
        assert_eq!(check(cut), []);
    }

    #[test]
    fn faults_that_are_not_listed_are_counted() {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        fs::write(folder.journal(id("A")), golden("sound.jsonl").repeat(500)).unwrap();
        let issues = verify(&folder, &[]).unwrap();
        let more = issues.iter().filter_map(|issue| match issue.kind {
            IssueKind::MoreFaults(count) => Some((count, issue.is_fault())),
            _ => None,
        });
        assert!(matches!(more.collect::<Vec<_>>()[..], [(1.., true)]));
        assert!(issues.iter().filter(|issue| issue.is_fault()).count() < 1_100);
    }
}
