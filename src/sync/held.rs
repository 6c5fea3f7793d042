//! The lines that the local journals hold.

use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;

use crate::domain::record::{JournalId, LineHash};
use crate::journal::event_folder::EventFolder;
use crate::journal::fault::Fault;
use crate::journal::folder_error::FolderError;
use crate::journal::journal_state::{JournalState, LineContent};
use crate::journal::line;
use crate::journal::tail::ReadProgress;

/// A line of a local file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct HeldLine {
    pub hash: LineHash,
    /// The offsets in the file between which the line is, with what surrounds its content.
    start: u64,
    pub end: u64,
    /// Whether the line can be decoded.
    pub is_record: bool,
}

/// A local file and its lines.
#[derive(Debug)]
pub(super) struct HeldFile {
    pub state: JournalState,
    pub lines: Vec<HeldLine>,
    /// The number of lines that stood at the last look already and are synced. A writer that fails cuts off its newest
    /// lines again (docs/journal.md W3).
    pub stable: usize,
    /// The number of leading lines that the server has or that are never published.
    pub(super) published: usize,
}

impl HeldFile {
    pub(super) const fn new(state: JournalState) -> Self {
        Self { state, lines: Vec::new(), stable: 0, published: 0 }
    }

    /// Returns the journal of which this file can be published, or `None` if its first line is damaged or names another
    /// event.
    pub(super) fn publishable(&self) -> Option<JournalId> {
        let is_foreign = |fault: &Fault| matches!(fault, Fault::NoOpen | Fault::OtherEvent { .. });
        self.state.journal.filter(|_| !self.state.faults.iter().any(|fault| is_foreign(&fault.what)))
    }

    /// Reads the content of a line.
    pub(super) fn content(&self, open: &File, line: usize) -> io::Result<Vec<u8>> {
        let HeldLine { start, end, .. } = self.lines[line];
        let mut bytes = vec![0; usize::try_from(end - start).unwrap_or_default()];
        open.read_exact_at(&mut bytes, start)?;
        if bytes.last() == Some(&b'\n') {
            bytes.pop();
        }
        let content = line::content(&bytes);
        bytes.truncate(content.end);
        bytes.drain(..content.start);
        Ok(bytes)
    }

    fn read(&mut self, folder: &EventFolder) -> ReadProgress {
        let lines = &mut self.lines;
        self.state.read_new_lines(folder.event.ids(), &mut |state, content| {
            let Some(hash) = state.head else { return };
            let is_record = matches!(content, LineContent::Record(_));
            let line = HeldLine { hash, start: state.last_line_start, end: state.bytes, is_record };
            match lines.last_mut() {
                // Missing numbers before a line are passed too.
                Some(last) if last.start == line.start => *last = line,
                _ => lines.push(line),
            }
        })
    }
}

/// All local files of an event, and where each line is.
#[derive(Debug, Default)]
pub(super) struct Holdings {
    pub files: Vec<HeldFile>,
    /// The first place of each line: the index of its file, and its index in that file.
    places: HashMap<LineHash, (u32, u32)>,
}

impl Holdings {
    /// Returns the file and the index of a line.
    pub(super) fn place(&self, hash: &LineHash) -> Option<(usize, usize)> {
        self.places.get(hash).map(|(file, line)| (*file as usize, *line as usize))
    }

    /// Returns the number of different lines.
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// Reads what was added to the files since the last look. Returns whether anything changed.
    ///
    /// # Errors
    /// [`FolderError`] if the folder of journals cannot be listed. A file that cannot be read has a fault in its state.
    pub(super) fn look(&mut self, folder: &EventFolder) -> Result<bool, FolderError> {
        let listed = folder.journals()?;
        let before = self.files.len();
        self.files.retain(|file| listed.iter().any(|(_, path)| *path == file.state.file));
        let mut is_rebuilt = self.files.len() < before;
        for (name, path) in listed {
            if !self.files.iter().any(|file| file.state.file == path) {
                self.files.push(HeldFile::new(JournalState::new(name, path)));
            }
        }
        let mut has_changed = is_rebuilt;
        for (index, file) in self.files.iter_mut().enumerate() {
            let stood = file.lines.len();
            if file.read(folder) == ReadProgress::Replaced {
                let name = file.state.name;
                *file = HeldFile::new(JournalState::new(name, file.state.file.clone()));
                // If it is replaced again meanwhile, the next look finds out.
                let _progress = file.read(folder);
                (is_rebuilt, has_changed) = (true, true);
            } else if file.stable < stood && is_synced(file) {
                file.stable = stood;
                has_changed = true;
            }
            has_changed |= file.lines.len() > stood;
            if !is_rebuilt {
                add_places(&mut self.places, index, file, stood);
            }
        }
        if is_rebuilt {
            self.index();
        }
        Ok(has_changed)
    }

    fn index(&mut self) {
        self.places.clear();
        for (index, file) in self.files.iter_mut().enumerate() {
            file.published = 0;
            add_places(&mut self.places, index, file, 0);
        }
    }
}

fn add_places(places: &mut HashMap<LineHash, (u32, u32)>, file: usize, held: &HeldFile, from: usize) {
    for (line, held) in held.lines.iter().enumerate().skip(from) {
        let place = (u32::try_from(file).unwrap_or(u32::MAX), u32::try_from(line).unwrap_or(u32::MAX));
        places.entry(held.hash).or_insert(place);
    }
}

/// Syncs a file, so that what is published cannot be lost here by a power cut.
fn is_synced(file: &HeldFile) -> bool {
    File::open(&file.state.file).and_then(|open| open.sync_data()).is_ok()
}
