//! Rows of this file and of other files that the journals already contain.
//!
//! Invariant: a row is identified by the file's hash and its line, which are in every imported record. So
//! an interrupted import continues where it stopped, whatever was weighed in between, and a completely
//! imported file adds nothing.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::domain::record::{ImportRef, Op, Record, RecordRef, ShortHash, StationId};
use crate::journal::event_folder::EventFolder;
use crate::journal::folder_error::FolderError;
use crate::journal::journal_state::{JournalState, LineContent};
use crate::journal::reader;

/// Identifies the same row in two files.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Likeness {
    Entry { at_ms: i64, station: StationId, material: String, typed: String },
    People { at_ms: i64, station: StationId, count: u32 },
}

/// Imported rows in the journals.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Records of this file's rows, by line number.
    pub rows: HashMap<u32, RecordRef>,
    /// Rows that came with other files.
    pub others: HashSet<Likeness>,
    /// Operator of each station, by the journal's file name.
    pub on_duty: BTreeMap<StationId, String>,
}

impl Known {
    /// Reads every journal of the event.
    ///
    /// # Errors
    /// [`FolderError`] if they cannot be listed.
    pub(super) fn read(folder: &EventFolder, file: ShortHash) -> Result<Self, FolderError> {
        let mut known = Self::default();
        for (name, path) in folder.journals()? {
            reader::read_file(name, path, &folder.event.id, &mut |state, item| {
                if let LineContent::Record(record) = item {
                    known.take_in(state, record, name, file);
                }
            });
        }
        Ok(known)
    }

    fn take_in(&mut self, state: &JournalState, record: &Record, name: StationId, file: ShortHash) {
        if let Op::Operator { name: operator } = &record.op {
            self.on_duty.insert(name, operator.clone());
        }
        let Some(ImportRef { file: from, row }) = record.import else { return };
        let at_ms = record.at.timestamp_millis();
        let station = state.station;
        let likeness = match &record.op {
            Op::Entry(entry) => Likeness::Entry {
                at_ms,
                station,
                material: entry.material.clone(),
                typed: entry.typed.clone().unwrap_or_default(),
            },
            Op::People { count } => Likeness::People { at_ms, station, count: *count },
            Op::Void { .. } if from == file => {
                self.rows.insert(row, target(station, record));
                return;
            }
            _ => return,
        };
        if from == file {
            self.rows.insert(row, target(station, record));
        } else {
            self.others.insert(likeness);
        }
    }
}

fn target(station: StationId, record: &Record) -> RecordRef {
    RecordRef { station, seq: record.seq, hash: record.hash.short() }
}
