//! Finds journals that another station saw in another state: emptied, shortened, replaced, removed, or with another
//! line (docs/journal.md A4 to A7).
//!
//! Invariant: before a journal is accused, its file is read again, because it may have been read a moment before the
//! station that saw more of it.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::domain::record::{JournalId, Moment, Op, SeenHead, ShortHash, StationId};
use crate::domain::seal::JournalHead;
use crate::journal::event_folder::EventFolder;
use crate::journal::fault::Fault;
use crate::journal::journal_state::{JournalState, LineContent};
use crate::journal::{merged_mark, reader};

/// What a journal has lost since another station saw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// No file holds the journal.
    Missing,
    /// The journal's file has no line.
    Empty,
    /// The journal's file holds another journal.
    Replaced,
    /// The journal ends before the line that was seen. This is the number of its last line.
    Short(u64),
    /// The line with the number that was seen is another one.
    Changed,
}

/// Where a lost line was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Witness {
    /// The seal of the event names the line.
    Seal,
    /// A report that was written to a file names the line.
    Report,
    /// A station, by the name of its file, noted the line in its journal.
    Station(StationId),
}

/// A journal that another station saw in another state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostLine {
    /// The path of the journal, or the path that it had.
    pub file: PathBuf,
    /// What the journal has lost.
    pub loss: Loss,
    /// The number of the line that was seen.
    pub seq: u64,
    /// Where the line was seen.
    pub by: Witness,
    /// When it was noted.
    pub at: Moment,
    /// Whether it was seen in another folder, by a station whose journal was merged from there.
    pub is_elsewhere: bool,
    /// Whether this is damage. If it is a note, the journal or the rest of it may never have been here.
    pub is_fault: bool,
}

/// The lines of one file.
struct FileLines {
    name: StationId,
    journal: JournalId,
    /// The hash of each line by its number, from 1.
    hashes: Vec<ShortHash>,
}

impl FileLines {
    fn of(state: &JournalState) -> Self {
        let journal = state.journal.unwrap_or(JournalId(0));
        Self { name: state.name, journal, hashes: Vec::new() }
    }

    fn add(&mut self, state: &JournalState) {
        let Some(head) = state.head else { return };
        let index = usize::try_from(state.next_seq.saturating_sub(1)).unwrap_or(usize::MAX);
        // The numbers of missing lines have no hash. A reader skips only a limited number of them.
        if self.hashes.len() <= index {
            self.hashes.resize(index, ShortHash(0));
            self.hashes.push(head.short());
        } else {
            self.hashes[index] = head.short();
        }
    }

    fn has(&self, head: &SeenHead) -> bool {
        let index = usize::try_from(head.seq.saturating_sub(1)).unwrap_or(usize::MAX);
        // In a damaged journal, a line may have got another number than its own.
        self.hashes.get(index) == Some(&head.hash) || self.hashes.contains(&head.hash)
    }

    /// Returns whether people know this file by the name of the journal that was seen.
    fn is_named_like(&self, head: &SeenHead) -> bool {
        self.name == head.file_name()
    }
}

/// A head that was noted.
struct Anchor {
    by: Witness,
    /// The identity of the journal that holds the note, or `None` if the event's folder holds it.
    noting: Option<JournalId>,
    at: Moment,
    head: SeenHead,
    /// Whether the files were read again for this anchor.
    is_checked: bool,
}

/// The notes of all journals of an event, compared with the lines of the journals.
#[derive(Default)]
pub(crate) struct AnchorCheck {
    files: Vec<FileLines>,
    /// The notes for which no line was found yet.
    open: Vec<Anchor>,
    /// The index of the file whose line was added last.
    last: usize,
}

impl AnchorCheck {
    /// Adds a line that was read from a journal.
    pub(crate) fn add_line(&mut self, state: &JournalState, content: LineContent<'_>) {
        if self.files.get(self.last).is_none_or(|file| file.name != state.name) {
            let known = self.files.iter().position(|file| file.name == state.name);
            self.last = known.unwrap_or_else(|| {
                self.files.push(FileLines::of(state));
                self.files.len() - 1
            });
        }
        let file = &mut self.files[self.last];
        file.add(state);
        if let LineContent::Record(record) = content
            && let Op::Seen { journals } = &record.op
        {
            let (by, noting) = (Witness::Station(file.name), Some(file.journal));
            let anchor = |head: &SeenHead| {
                let head = head.clone();
                Anchor { by, noting, at: record.at, head, is_checked: false }
            };
            self.open.extend(journals.iter().map(anchor));
        }
    }

    /// Adds the lines that the seal of the event, or a report, names.
    pub(crate) fn expect(&mut self, by: Witness, at: Moment, heads: &[JournalHead]) {
        let anchor = |head: &JournalHead| {
            let JournalHead { station, name, journal, seq, hash } = *head;
            let head = SeenHead { station, name, journal, seq, hash: hash.short(), merged: false };
            Anchor { by, noting: None, at, head, is_checked: false }
        };
        self.open.extend(heads.iter().map(anchor));
    }

    /// Returns the journals that lack a line that was seen, one finding for each journal. `states` are the states of the
    /// journals that were read. Files that a new note accuses are read again first.
    pub(crate) fn lost_lines(&mut self, folder: &EventFolder, states: &[JournalState]) -> Vec<LostLine> {
        self.drop_found();
        if self.open.iter().any(|anchor| !anchor.is_checked) {
            self.read_again(folder);
            self.drop_found();
            self.open.iter_mut().for_each(|anchor| anchor.is_checked = true);
        }
        // Of each journal only the finding that says most is returned: damage, and of the highest number.
        let mut found: BTreeMap<u128, LostLine> = BTreeMap::new();
        for anchor in &self.open {
            let Some(lost) = self.judge(anchor, folder, states) else { continue };
            let rank = |lost: &LostLine| (lost.is_fault, lost.seq, lost.at);
            let journal = anchor.head.journal.0;
            if found.get(&journal).is_none_or(|known| rank(known) < rank(&lost)) {
                found.insert(journal, lost);
            }
        }
        let mut lost: Vec<_> = found.into_values().collect();
        lost.sort_by(|a, b| a.file.cmp(&b.file));
        lost
    }

    /// Forgets the notes whose line is there, in any file. A copy and a side of a fork hold it as well as the original.
    fn drop_found(&mut self) {
        let Self { files, open, .. } = self;
        open.retain(|Anchor { head, .. }| {
            // If the first line of a journal is damaged, its identity is unknown.
            let may_hold = |file: &&FileLines| file.journal == head.journal || file.is_named_like(head);
            !files.iter().filter(may_hold).any(|file| file.has(head))
        });
    }

    /// Reads the files again that an open note accuses, and files that are new.
    fn read_again(&mut self, folder: &EventFolder) {
        for (name, path) in folder.journals().unwrap_or_default() {
            let known = self.files.iter().position(|file| file.name == name);
            let is_accused = |file: &FileLines| {
                self.open
                    .iter()
                    .any(|Anchor { head, .. }| file.journal == head.journal || file.is_named_like(head))
            };
            if known.is_some_and(|index| !is_accused(&self.files[index])) {
                continue;
            }
            let mut lines = None;
            reader::read_file(name, path, folder.event.ids(), &mut |state, _| {
                lines.get_or_insert_with(|| FileLines::of(state)).add(state);
            });
            match (known, lines) {
                (Some(index), Some(lines)) => self.files[index] = lines,
                (Some(index), None) => self.files[index].hashes.clear(),
                (None, Some(lines)) => self.files.push(lines),
                (None, None) => {}
            }
        }
    }

    /// Returns what a note says about a journal that lacks its line, or `None` if a reader reports the file already.
    fn judge(&self, anchor: &Anchor, folder: &EventFolder, states: &[JournalState]) -> Option<LostLine> {
        let Anchor { by, noting, at, head, .. } = anchor;
        let stations = folder.stations();
        let is_merged = |name, journal| merged_mark::covers(&stations, name, journal);
        // Whether the station that noted the line worked in this folder, so that it saw the files that were here.
        let is_noted_here = match (*by, *noting) {
            (Witness::Station(name), Some(noting)) => !is_merged(name, noting),
            _ => true,
        };
        let holding =
            self.files.iter().filter(|file| file.journal == head.journal && !file.hashes.is_empty());
        let (name, loss, is_fault) = match holding.max_by_key(|file| file.hashes.len()) {
            Some(file) => {
                let lines = file.hashes.len() as u64;
                if lines >= head.seq {
                    (file.name, Loss::Changed, true)
                } else {
                    // A merged copy may be older than what the station saw elsewhere.
                    let is_old_copy = !is_noted_here && is_merged(file.name, file.journal);
                    (file.name, Loss::Short(lines), !is_old_copy)
                }
            }
            None => {
                let name = head.file_name();
                let path = folder.journal(name);
                let loss = match self
                    .files
                    .iter()
                    .find(|file| file.is_named_like(head) && !file.hashes.is_empty())
                {
                    Some(_) => Loss::Replaced,
                    None if path.symlink_metadata().is_ok() => Loss::Empty,
                    None => Loss::Missing,
                };
                // A journal that was merged into the folder where it was seen may be merged again. One that was seen in
                // another folder may never have been here, unless its mark says so.
                let was_here = if is_noted_here { !head.merged } else { is_merged(name, head.journal) };
                (name, loss, was_here)
            }
        };
        let file = folder.journal(name);
        let is_reported = |state: &JournalState| {
            let unread = |fault: &Fault| matches!(fault, Fault::Unreadable { .. } | Fault::NotAFile);
            state.file == file
                && state.faults.iter().any(|fault| unread(&fault.what))
                && loss != Loss::Missing
        };
        if states.iter().any(is_reported) {
            return None;
        }
        Some(LostLine { file, loss, seq: head.seq, by: *by, at: *at, is_elsewhere: !is_noted_here, is_fault })
    }
}

#[cfg(test)]
mod tests;
