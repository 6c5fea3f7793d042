//! A tally becomes text, Markdown, CSV, JSON and HTML: one file per format.
//!
//! Invariant: every format says the same sums, those of [`summary::Summary`]; formats only differ in
//! how they say them. No operator is named unless names are asked for. What comes from files is cleaned
//! of control characters before it stands in text that a terminal may show.

pub mod balance;
pub mod chart;
pub mod columns;
pub mod entries;
pub mod file;
pub mod html;
pub mod json;
pub mod markdown;
pub mod page;
pub mod press;
pub mod season;
pub mod sheet;
pub mod sheet_html;
pub mod summary;
pub mod tables;
pub mod text;
pub mod words;

use crate::domain::event::Event;
use crate::domain::ledger::Ledger;
use crate::journal::event_folder::EventFolder;
use crate::journal::folder_error::FolderError;
use crate::journal::verify::{self, Issue, ProbeLocks};
use crate::language::{Texts, errors};
use crate::report::balance::Balance;
use crate::report::summary::Summary;

/// One fault of a journal, or of the folder that holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// The file's name within the event's folder.
    pub file: String,
    /// The line, from 1; `None` where the whole file is meant.
    pub line: Option<u64>,
    /// One sentence.
    pub reason: String,
}

impl Flaw {
    /// A finding as reports show it.
    #[must_use]
    pub fn new(folder: &EventFolder, finding: &Issue, texts: &Texts) -> Self {
        let file = finding.file.strip_prefix(&folder.path).unwrap_or(&finding.file);
        Self {
            file: file.to_string_lossy().into_owned(),
            line: (finding.line > 0).then_some(finding.line),
            reason: errors::finding_alone(&finding.kind, texts),
        }
    }
}

/// One event's result and the state of its journals.
pub struct Report<'a> {
    pub event: &'a Event,
    pub slug: &'a str,
    pub summary: Summary,
    pub balance: Balance,
    /// Every journal is whole and its chain unbroken.
    pub verified: bool,
    pub damage: Vec<Flaw>,
}

/// Reads an event's journals: its result, and the ledger behind it. Reasons are in the language of `texts`.
///
/// # Errors
/// [`FolderError`] where the folder of stations cannot be listed; damage is part of the report.
pub fn read<'a>(folder: &'a EventFolder, texts: &Texts) -> Result<(Report<'a>, Ledger), FolderError> {
    read_with(folder, ProbeLocks::Yes, texts)
}

/// As [`read`], and says whether the locks of stations may be asked.
///
/// # Errors
/// As [`read`].
pub fn read_with<'a>(
    folder: &'a EventFolder,
    locks: ProbeLocks,
    texts: &Texts,
) -> Result<(Report<'a>, Ledger), FolderError> {
    let (ledger, states, findings) = verify::replay_and_verify(folder, &[], locks)?;
    let heads: Vec<_> = states.iter().map(|state| (state.name, state.head)).collect();
    let faults = findings.iter().filter(|finding| finding.is_fault());
    let damage: Vec<_> = faults.map(|finding| Flaw::new(folder, finding, texts)).collect();
    let report = Report {
        event: &folder.event,
        slug: &folder.slug,
        summary: Summary::new(&folder.event, &ledger, &heads),
        balance: Balance::new(&folder.event, &ledger),
        verified: damage.is_empty(),
        damage,
    };
    Ok((report, ledger))
}
