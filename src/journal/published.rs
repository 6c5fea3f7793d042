//! The reports of an event that were written to a file: when, and what every journal held then (docs/journal.md E6).
//!
//! Invariant: a report does not fail because it cannot be remembered. An account that only reads leaves no trace.

use std::io::ErrorKind;

use serde::{Deserialize, Serialize};

use crate::domain::seal::Seal;
use crate::domain::unknown_fields::{Members, UnknownFields};
use crate::journal::event_folder::EventFolder;
use crate::journal::folder_error::FolderError;
use crate::journal::folder_lock::FolderLock;
use crate::journal::fs::{self, PathError, at};
use crate::journal::names;

/// The maximum number of reports that are remembered.
const KEPT: usize = 20;

/// The maximum number of bytes read.
const LENGTH_MAX: u64 = 1024 * 1024;

/// The content of the file.
#[derive(Default, Serialize, Deserialize)]
struct Published {
    /// The reports, oldest first. A report has the form of a seal.
    #[serde(default)]
    reports: Vec<Seal>,
    /// Fields of later versions, which are kept when the file is written.
    #[serde(flatten, skip_deserializing)]
    extra: UnknownFields,
}

/// Returns the reports that were written to a file, oldest first. A file that cannot be read names none.
#[must_use]
pub(super) fn reports(folder: &EventFolder) -> Vec<Seal> {
    read(folder).unwrap_or_default().reports
}

/// Reads the file. If there is none, or it is damaged, the list is empty.
///
/// # Errors
/// The file cannot be read now, but may hold reports.
fn read(folder: &EventFolder) -> Result<Published, PathError> {
    let path = folder.path.join(names::PUBLISHED);
    let is_file = path.symlink_metadata().map(|meta| meta.is_file());
    let text = match is_file {
        Ok(true) => fs::read_text(&path, LENGTH_MAX),
        Ok(false) => return Ok(Published::default()),
        Err(error) => Err(error),
    };
    match text {
        Ok(text) => Ok(parse(&text).unwrap_or_default()),
        Err(error) => match error.kind() {
            // The last two are damage: not UTF-8, and longer than this program writes.
            ErrorKind::NotFound | ErrorKind::InvalidData | ErrorKind::FileTooLarge => {
                Ok(Published::default())
            }
            _ => Err(at(&path)(error)),
        },
    }
}

fn parse(text: &str) -> Option<Published> {
    let published: Published = serde_json::from_str(text).ok()?;
    let object: Members<'_> = serde_json::from_str(text).ok()?;
    Some(Published { extra: UnknownFields::of(&object, &["reports"]), ..published })
}

/// Remembers that a report was written. A report with the same lines as the last one is not remembered again.
///
/// # Errors
/// [`FolderError`] if the list cannot be read, or this account cannot write the event's folder.
pub(crate) fn remember(folder: &EventFolder, report: Seal) -> Result<(), FolderError> {
    let _lock = FolderLock::acquire(&folder.path, names::EVENT_LOCK)?;
    let mut published = read(folder)?;
    if published.reports.last().is_some_and(|last| last.heads == report.heads) {
        return Ok(());
    }
    published.reports.push(report);
    let surplus = published.reports.len().saturating_sub(KEPT);
    published.reports.drain(..surplus);
    let path = folder.path.join(names::PUBLISHED);
    let mut text = serde_json::to_string(&published).map_err(|error| at(&path)(error.into()))?;
    text.push('\n');
    Ok(fs::replace_shared(&path, names::TEMPORARY_PUBLISHED, text.as_bytes())?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::record::{JournalId, LineHash};
    use crate::domain::seal::JournalHead;
    use crate::journal::testing::{folder, id, noon};

    fn report(seq: u64) -> Seal {
        let (station, hash) = (id("A"), LineHash([7; 32]));
        Seal::new(noon(), vec![JournalHead { station, name: None, journal: JournalId(1), seq, hash }])
    }

    #[test]
    fn the_last_reports_are_remembered() {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        assert_eq!(reports(&folder), []);
        for seq in 1..=KEPT as u64 + 5 {
            remember(&folder, report(seq)).unwrap();
            remember(&folder, report(seq)).unwrap();
        }
        let numbers: Vec<_> = reports(&folder).iter().map(|report| report.heads[0].seq).collect();
        assert_eq!(numbers, (6..=KEPT as u64 + 5).collect::<Vec<_>>());
    }

    #[test]
    fn a_list_that_cannot_be_read_now_is_not_replaced() {
        let data = tempfile::tempdir().unwrap();
        let mut folder = folder(data.path());
        // A file in place of the event's folder: the access fails, and it is not known what the list holds.
        folder.path = folder.event_file();
        assert!(read(&folder).is_err());
        assert_eq!(reports(&folder), []);
        assert!(remember(&folder, report(1)).is_err());
    }

    #[test]
    fn a_damaged_list_is_no_obstacle() {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        let path = folder.path.join(names::PUBLISHED);
        for damaged in ["{", "[]", "{\"reports\":7}"] {
            std::fs::write(&path, damaged).unwrap();
            assert_eq!(reports(&folder), []);
            remember(&folder, report(1)).unwrap();
            assert_eq!(reports(&folder), [report(1)]);
        }
    }
}
