//! Rows that the journals already contain, from this file or other files.
//!
//! Invariants:
//! - The file's hash, the row's number and its content identify a row of this file. After an interrupted import, a second
//!   import adds only the missing rows, even if other entries were recorded in between.
//! - Rows of other files are recognised by their content: time, station, material, grade and grams. Equal rows all count.
//!   The text of an amount does not count, because a file that is saved again may write `12,5` for `12,50`.

use std::collections::{BTreeMap, HashMap, VecDeque};

use crate::cli::import::table::{ImportRow, ImportTable, RowAction};
use crate::domain::event::Event;
use crate::domain::record::{ImportRef, Measure, Op, Record, RecordRef, ShortHash, StationId};
use crate::journal::event_folder::EventFolder;
use crate::journal::folder_error::FolderError;
use crate::journal::journal_state::{JournalState, LineContent};
use crate::journal::reader;
use crate::spreadsheet::TableEntry;

/// The amount of a record, as far as it identifies a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum KeyAmount {
    Grams(i64),
    Pieces(u32),
    People(u32),
}

/// Content that identifies the same row in different files.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct RowKey {
    at_ms: i64,
    station: StationId,
    /// Empty for people.
    material: String,
    grade: Option<String>,
    amount: KeyAmount,
}

impl KeyAmount {
    const fn of(measure: &Measure) -> Self {
        match *measure {
            Measure::Pieces { count, .. } => Self::Pieces(count),
            Measure::Weight { gross, tare } => Self::Grams(gross.get() - tare.get()),
        }
    }
}

/// The imported rows that the journals contain.
#[derive(Debug, Default)]
pub(super) struct ImportedRows {
    /// Records of this file's rows, by number and content.
    rows: HashMap<(u32, RowKey), VecDeque<RecordRef>>,
    /// Voids of this file's rows, by number.
    undos: HashMap<u32, RecordRef>,
    /// Records from other files, by content, oldest first.
    others: HashMap<RowKey, VecDeque<RecordRef>>,
    /// Imported voids from other files, by the record that they void.
    other_undos: HashMap<(StationId, u64), RecordRef>,
    /// Operator on duty at each station, by the station id in the journal's file name.
    pub on_duty: BTreeMap<StationId, String>,
}

/// Which rows of a table the journals already contain.
#[derive(Debug, Default)]
pub(super) struct KnownRows {
    /// The record of each row of the table, or `None` if there is none.
    pub records: Vec<Option<RecordRef>>,
    /// The number of rows that came with other files.
    pub from_other_files: usize,
}

impl KnownRows {
    /// Returns the number of rows that are already there.
    pub(super) fn count(&self) -> usize {
        self.records.iter().flatten().count()
    }

    /// Returns whether the row at this index is already there.
    pub(super) fn contains(&self, index: usize) -> bool {
        self.records.get(index).is_some_and(Option::is_some)
    }
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
        let own = RecordRef { station, seq: record.seq, hash: record.hash.short() };
        let key = match &record.op {
            Op::Entry(entry) => RowKey {
                at_ms,
                station,
                material: entry.material.clone(),
                grade: entry.grade.clone(),
                amount: KeyAmount::of(&entry.measure),
            },
            Op::People { count } => people_key(at_ms, station, *count),
            Op::Void { of, .. } => {
                if from == file {
                    self.undos.insert(row, own);
                } else {
                    self.other_undos.insert((of.station, of.seq), own);
                }
                return;
            }
            _ => return,
        };
        if from == file {
            self.rows.entry((row, key)).or_default().push_back(own);
        } else {
            self.others.entry(key).or_default().push_back(own);
        }
    }

    /// Finds the rows of a table that the journals already contain. With `again`, rows of other files do not count.
    pub(super) fn known(mut self, event: &Event, table: &ImportTable, again: bool) -> KnownRows {
        let mut known = KnownRows::default();
        // Rows of this file come first, so that they do not use up the rows of other files.
        let own: Vec<Option<RecordRef>> = table
            .rows
            .iter()
            .map(|row| match row_key(event, row) {
                Some(key) => self.rows.get_mut(&(row.line, key)).and_then(VecDeque::pop_front),
                None => self.undos.get(&row.line).copied(),
            })
            .collect();
        for (row, own) in table.rows.iter().zip(own) {
            let other =
                if own.is_some() || again { None } else { self.take_other(event, row, &known.records) };
            known.from_other_files += usize::from(other.is_some());
            known.records.push(own.or(other));
        }
        known
    }

    /// Finds the record of another file with the content of this row. `before` are the records of the rows above.
    fn take_other(
        &mut self,
        event: &Event,
        row: &ImportRow,
        before: &[Option<RecordRef>],
    ) -> Option<RecordRef> {
        if let RowAction::Undo { row } = row.action {
            let undone = before.get(row).copied().flatten()?;
            return self.other_undos.get(&(undone.station, undone.seq)).copied();
        }
        self.others.get_mut(&row_key(event, row)?)?.pop_front()
    }
}

const fn people_key(at_ms: i64, station: StationId, count: u32) -> RowKey {
    RowKey { at_ms, station, material: String::new(), grade: None, amount: KeyAmount::People(count) }
}

/// Returns the content of a row, or `None` if it undoes another one.
fn row_key(event: &Event, row: &ImportRow) -> Option<RowKey> {
    let (at_ms, station) = (row.at.timestamp_millis(), row.station);
    match &row.action {
        RowAction::Entry(TableEntry { material, grade, measure, .. }) => Some(RowKey {
            at_ms,
            station,
            material: event.materials.get(*material).map(|material| material.id.clone()).unwrap_or_default(),
            grade: grade.clone(),
            amount: KeyAmount::of(measure),
        }),
        RowAction::People { count } => Some(people_key(at_ms, station, *count)),
        RowAction::Undo { .. } => None,
    }
}
