//! A journal that this process has written. It is guarded against changes from outside until the process ends
//! (docs/journal.md W2).

use std::io;

use crate::domain::record::{LineHash, StationId};
use crate::journal::disk::{Disk, PathState};
use crate::journal::kept_lines::KeptLines;
use crate::journal::rebuild::{Place, Rebuilt};
use crate::journal::writer::event::{FileChange, WriterEvent};

/// The file of a journal, and the lines of it that are kept in memory.
#[derive(Debug)]
pub(super) struct GuardedJournal<D> {
    pub disk: D,
    pub kept: KeptLines,
    /// The station whose journal it is.
    pub station: StationId,
    /// Whether the lines from before this run are kept too, if there is room.
    pub has_older_lines: bool,
}

impl<D: Disk> GuardedJournal<D> {
    /// Returns how the file differs from what the writer left, or `None` if it does not.
    ///
    /// A journal that is no longer written may end with lines that could not be cut off. It is `longer` then.
    pub(super) fn change(&self, may_be_longer: bool) -> io::Result<Option<FileChange>> {
        let end = self.kept.end();
        Ok(match self.disk.check_path()? {
            PathState::SameFile { len } if len == end || may_be_longer && len > end => None,
            PathState::SameFile { len } if len < end => Some(FileChange::Cut),
            PathState::SameFile { .. } | PathState::OtherFile => Some(FileChange::Replaced),
            PathState::Missing => Some(FileChange::Removed),
        })
    }

    /// Keeps the lines from before this run too, which so far are only in the file. Does nothing if the file was changed.
    pub(super) fn keep_older_lines(&mut self) {
        if self.has_older_lines || !matches!(self.change(false), Ok(None)) {
            return;
        }
        let (offset, len) = self.kept.missing();
        if let Ok(older) = self.disk.read(offset, len) {
            self.kept.prepend(&older);
            self.has_older_lines = true;
        }
    }

    /// Writes the journal again and returns the event that says so. `head` is the hash of its last line.
    pub(super) fn rebuild(&mut self, change: FileChange, head: Option<LineHash>) -> io::Result<WriterEvent> {
        let had_kept_lines = self.kept.start() < self.kept.end();
        let Rebuilt { start, incomplete, place } = self.disk.rebuild(&self.kept)?;
        self.kept.set_start(start);
        // If the last line itself is gone, there is nothing to compare.
        if had_kept_lines || !incomplete {
            self.verify(head)?;
        }
        let station = self.station;
        Ok(match place {
            Place::Own => WriterEvent::Restored { station, change, incomplete },
            Place::Beside(name) => WriterEvent::Rescued { station, name, incomplete },
        })
    }

    /// Reopens the file and compares it with the lines that were reported as saved.
    pub(super) fn verify(&mut self, head: Option<LineHash>) -> io::Result<()> {
        if self.disk.reopen_and_read()? == (self.kept.end(), head) {
            Ok(())
        } else {
            Err(io::ErrorKind::InvalidData.into())
        }
    }
}
