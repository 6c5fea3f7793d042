//! Reports of an event as text, Markdown, CSV, JSON, HTML and XLSX: each format has one source file.
//!
//! Invariant: every format shows the same sums, those of [`summary::Summary`]. Operators are included only
//! on request. Text from files is cleaned of control characters before it is shown.

pub(crate) mod balance;
pub(crate) mod chart;
pub(crate) mod columns;
pub(crate) mod csv;

pub(crate) mod file;
pub(crate) mod html;
pub(crate) mod json;
pub(crate) mod labels;
pub(crate) mod markdown;
pub(crate) mod page;
pub(crate) mod press;
pub(crate) mod records;
pub(crate) mod season;
pub(crate) mod sheet;
pub(crate) mod sheet_html;
pub(crate) mod summary;
pub(crate) mod tables;
pub(crate) mod text;
pub(crate) mod xlsx;

use crate::domain::event::Event;
use crate::domain::ledger::Ledger;
use crate::domain::record::Moment;
use crate::domain::seal::{JournalHead, Seal};
use crate::journal::anchors::Witness;
use crate::journal::event_folder::EventFolder;
use crate::journal::folder_error::FolderError;
use crate::journal::journal_state::JournalState;
use crate::journal::published;
use crate::journal::verify::{self, Issue, IssueKind, ProbeLocks};
use crate::language::{Explain, Texts};
use crate::report::balance::Balance;
use crate::report::summary::Summary;

/// One fault of a journal or of its folder, as reports show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ReportedFault {
    /// Path of the file, relative to the event's folder.
    pub file: String,
    /// Line number, from 1; `None` if the whole file is affected.
    pub line: Option<u64>,
    /// One sentence that describes the fault.
    pub reason: String,
}

impl ReportedFault {
    /// Describes a fault as reports show it.
    #[must_use]
    pub(crate) fn new(folder: &EventFolder, finding: &Issue, texts: &Texts) -> Self {
        let file = finding.file.strip_prefix(&folder.path).unwrap_or(&finding.file);
        Self {
            file: file.to_string_lossy().into_owned(),
            line: (finding.line > 0).then_some(finding.line),
            reason: texts.show(finding.kind.explain()),
        }
    }
}

/// The sums of one event and the state of its journals.
pub(crate) struct Report<'a> {
    pub event: &'a Event,
    pub slug: &'a str,
    pub summary: Summary,
    pub balance: Balance,
    /// Whether every journal is undamaged and its chain is unbroken.
    pub verified: bool,
    pub damage: Vec<ReportedFault>,
    /// The last line of every journal.
    pub heads: Vec<JournalHead>,
    /// The records that came after the last seal of the event, and after the last report that was written to a file.
    pub later: Vec<LaterRecords>,
}

/// Records that came after the event was sealed, or after a report was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LaterRecords {
    /// The seal or the report.
    pub after: Witness,
    /// The time of the seal or the report.
    pub at: Moment,
    /// The number of the records.
    pub records: u64,
}

impl LaterRecords {
    fn of(finding: &Issue) -> Option<Self> {
        match finding.kind {
            IssueKind::Later { after, at, records } => Some(Self { after, at, records }),
            _ => None,
        }
    }
}

impl Report<'_> {
    /// Returns the records that came after the last seal, or after the last report that was written to a file.
    #[must_use]
    pub(crate) fn later_than(&self, after: Witness) -> Option<LaterRecords> {
        self.later.iter().find(|later| later.after == after).copied()
    }
}

/// Remembers that this report was written to a file at this time, so that a later one can say what came since. A report
/// does not fail if this account cannot write the event's folder.
pub(crate) fn remember(folder: &EventFolder, report: &Report<'_>, at: Moment) {
    let _only_read = published::remember(folder, Seal::new(at, report.heads.clone()));
}

/// Reads an event's journals and returns the report and its ledger. The reasons for faults are in the
/// language of `texts`.
///
/// # Errors
/// Returns [`FolderError`] if the folder of stations cannot be listed. Damage to a journal is not an error
/// but part of the report.
pub(crate) fn read<'a>(folder: &'a EventFolder, texts: &Texts) -> Result<(Report<'a>, Ledger), FolderError> {
    read_with(folder, ProbeLocks::Yes, texts)
}

/// Does the same as [`read`], but lets the caller decide whether the stations' locks may be probed.
///
/// # Errors
/// Returns the errors of [`read`].
pub(crate) fn read_with<'a>(
    folder: &'a EventFolder,
    locks: ProbeLocks,
    texts: &Texts,
) -> Result<(Report<'a>, Ledger), FolderError> {
    let (ledger, states, findings) = verify::replay_and_verify(folder, &[], locks)?;
    let heads: Vec<_> = states.iter().map(|state| (state.name, state.head)).collect();
    let damage = reported_faults(folder, &findings, texts);
    let report = Report {
        event: &folder.event,
        slug: &folder.slug,
        summary: Summary::new(&folder.event, &ledger, &heads),
        balance: Balance::new(&folder.event, &ledger),
        verified: damage.is_empty(),
        damage,
        later: findings.iter().filter_map(LaterRecords::of).collect(),
        heads: states.iter().filter_map(JournalState::journal_head).collect(),
    };
    Ok((report, ledger))
}

/// Reads an event's journals for sums that are no report. Returns the ledger, and the faults sorted by file.
///
/// # Errors
/// Returns the errors of [`read`].
pub(crate) fn read_ledger(
    folder: &EventFolder,
    texts: &Texts,
) -> Result<(Ledger, Vec<ReportedFault>), FolderError> {
    let (ledger, _, findings) = verify::replay_and_verify(folder, &[], ProbeLocks::Yes)?;
    Ok((ledger, reported_faults(folder, &findings, texts)))
}

fn reported_faults(folder: &EventFolder, findings: &[Issue], texts: &Texts) -> Vec<ReportedFault> {
    let faults = findings.iter().filter(|finding| finding.is_fault());
    faults.map(|finding| ReportedFault::new(folder, finding, texts)).collect()
}
