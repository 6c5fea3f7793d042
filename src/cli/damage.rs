//! Says on standard error that sums may be wrong, because journals are damaged or cannot be read.
//!
//! Invariant: every command that sums says so, in one line for each event, and keeps its exit status. Its JSON has
//! the field `verified`, with the meaning that it has in reports.

use crate::cli::output;
use crate::domain::ledger::Ledger;
use crate::journal::event_folder::EventFolder;
use crate::journal::folder_error::FolderError;
use crate::language::{Message, Texts, format};
use crate::report::{self, Report, ReportedFault};

/// The damaged files of an event.
#[derive(Debug)]
pub(super) struct Damage {
    slug: String,
    /// Paths relative to the event's folder, each once.
    files: Vec<String>,
}

impl Damage {
    /// Collects the files of these faults, which are sorted by file.
    #[must_use]
    pub(super) fn new<'a>(slug: &str, faults: impl IntoIterator<Item = &'a ReportedFault>) -> Self {
        let mut files: Vec<_> = faults.into_iter().map(|fault| fault.file.clone()).collect();
        files.dedup();
        Self { slug: slug.to_owned(), files }
    }

    /// Returns the damage that a report lists.
    #[must_use]
    pub(super) fn of(report: &Report<'_>) -> Self {
        Self::new(report.slug, &report.damage)
    }

    /// Returns whether every journal is undamaged and was read to its end.
    #[must_use]
    pub(super) const fn is_verified(&self) -> bool {
        self.files.is_empty()
    }

    /// Prints one line to standard error if there is damage.
    pub(super) fn warn(&self, texts: &Texts) {
        if !self.is_verified() {
            let (files, event) = (format::list(&self.files).into(), (&self.slug).into());
            output::message(&texts.get(Message::SumsDamaged { files, event }));
        }
    }
}

/// Reads the journals of an event for a command that sums.
///
/// # Errors
/// [`FolderError`] if the folder of stations cannot be listed.
pub(super) fn read(folder: &EventFolder, texts: &Texts) -> Result<(Ledger, Damage), FolderError> {
    let (ledger, faults) = report::read_ledger(folder, texts)?;
    Ok((ledger, Damage::new(&folder.slug, &faults)))
}
