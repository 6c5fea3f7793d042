//! Rows that the journals already contain, from this file or other files.
//!
//! Invariant: the file's hash and the line number identify a row, and every imported record contains both.
//! After an interrupted import, a second import adds only the missing rows, even if other entries were recorded
//! in between. A file that was imported completely adds nothing.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::domain::record::{ImportRef, Op, Record, RecordRef, ShortHash, StationId};
use crate::journal::event_folder::EventFolder;
use crate::journal::folder_error::FolderError;
use crate::journal::journal_state::{JournalState, LineContent};
use crate::journal::reader;

/// Content that identifies the same row in different files.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum RowKey {
    Entry { at_ms: i64, station: StationId, material: String, typed: String },
    People { at_ms: i64, station: StationId, count: u32 },
}

/// The imported rows that the journals contain.
#[derive(Debug, Default)]
pub(super) struct ImportedRows {
    /// Records of this file's rows, by line number.
    pub rows: HashMap<u32, RecordRef>,
    /// Rows imported from other files.
    pub from_other_files: HashSet<RowKey>,
    /// Operator on duty at each station, by the station id in the journal's file name.
    pub on_duty: BTreeMap<StationId, String>,
}

impl ImportedRows {
    /// Reads every journal of the event.
    ///
    /// # Errors
    /// [`FolderError`] if they cannot be listed.
    pub(super) fn read(folder: &EventFolder, file: ShortHash) -> Result<Self, FolderError> {
        let mut imported = Self::default();
        for (name, path) in folder.journals()? {
            reader::read_file(name, path, folder.event.ids(), &mut |state, content| {
                if let LineContent::Record(record) = content {
                    imported.add_record(state, record, name, file);
                }
            });
        }
        Ok(imported)
    }

    fn add_record(&mut self, state: &JournalState, record: &Record, name: StationId, file: ShortHash) {
        if let Op::Operator { name: operator } = &record.op {
            self.on_duty.insert(name, operator.clone());
        }
        let Some(ImportRef { file: from, row }) = record.import else { return };
        let at_ms = record.at.timestamp_millis();
        let station = state.station;
        let row_key = match &record.op {
            Op::Entry(entry) => RowKey::Entry {
                at_ms,
                station,
                material: entry.material.clone(),
                typed: entry.typed.clone().unwrap_or_default(),
            },
            Op::People { count } => RowKey::People { at_ms, station, count: *count },
            Op::Void { .. } if from == file => {
                self.rows.insert(row, record_ref(station, record));
                return;
            }
            _ => return,
        };
        if from == file {
            self.rows.insert(row, record_ref(station, record));
        } else {
            self.from_other_files.insert(row_key);
        }
    }
}

fn record_ref(station: StationId, record: &Record) -> RecordRef {
    RecordRef { station, seq: record.seq, hash: record.hash.short() }
}
