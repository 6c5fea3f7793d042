//! What the journals already hold of a file, and of others.
//!
//! Invariant: a row is known by the file's hash and its line, both of which stand in every record that
//! an import wrote. So an import that was cut off anywhere goes on where it stopped, whatever was
//! weighed in between, and a file that is complete adds nothing.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::domain::record::{ImportRef, Op, Record, RecordRef, ShortHash, StationId};
use crate::journal::event_folder::EventFolder;
use crate::journal::folder_error::FolderError;
use crate::journal::journal_state::{JournalState, LineContent};
use crate::journal::reader;

/// By what the same row of two files is recognised.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Likeness {
    Entry { at_ms: i64, station: StationId, material: String, typed: String },
    People { at_ms: i64, station: StationId, count: u32 },
}

/// What the journals hold.
#[derive(Debug, Default)]
pub struct Known {
    /// The records of this file's rows, by line.
    pub rows: HashMap<u32, RecordRef>,
    /// What other files brought.
    pub others: HashSet<Likeness>,
    /// Who operates each station, by the journal's file name.
    pub on_duty: BTreeMap<StationId, String>,
}

impl Known {
    /// Reads every journal of the event.
    ///
    /// # Errors
    /// [`FolderError`] where they cannot be listed.
    pub fn read(folder: &EventFolder, file: ShortHash) -> Result<Self, FolderError> {
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
