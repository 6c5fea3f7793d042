//! A writer without a thread of its own, for tests that decide what happens between its steps.

use std::cell::{Cell, RefCell};
use std::io;
use std::rc::Rc;

use crate::domain::record::{LineHash, Moment, Op, PendingRecord, RecordRef, StationId};
use crate::journal::disk::{Disk, OpenedJournal, PathState};
use crate::journal::event_folder::EventFolder;
use crate::journal::journal_file::JournalFile;
use crate::journal::kept_lines::KeptLines;
use crate::journal::open_error::OpenError;
use crate::journal::rebuild::Rebuilt;
use crate::journal::station::open_station;
use crate::journal::writer::event::WriterEvent;
use crate::journal::writer::progress::Progress;
use crate::journal::writer::save_loop::{Command, SaveLoop};

/// What a test decides about a disk.
#[derive(Default)]
pub(crate) struct DiskControl {
    /// Is called while the disk syncs: the lines are in the file, and not yet confirmed.
    pub(crate) on_sync: RefCell<Option<Rc<dyn Fn()>>>,
    /// The number of syncs that fail next.
    pub(crate) failing_syncs: Cell<u32>,
    /// Whether no file can be truncated.
    pub(crate) no_truncate: Cell<bool>,
}

/// The real file of a journal, without the time that a disk needs to sync.
struct SteppedDisk {
    file: JournalFile,
    control: Rc<DiskControl>,
}

impl SteppedDisk {
    fn wrap(opened: OpenedJournal<JournalFile>, control: &Rc<DiskControl>) -> OpenedJournal<Self> {
        let OpenedJournal { disk, chain, journal, kept, records } = opened;
        let disk = Self { file: disk, control: Rc::clone(control) };
        OpenedJournal { disk, chain, journal, kept, records }
    }
}

impl Disk for SteppedDisk {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        let on_sync = self.control.on_sync.borrow().clone();
        if let Some(on_sync) = on_sync {
            on_sync();
        }
        match self.control.failing_syncs.get() {
            0 => Ok(()),
            failing => {
                self.control.failing_syncs.set(failing - 1);
                Err(io::Error::from_raw_os_error(5))
            }
        }
    }

    fn truncate(&mut self, len: u64) -> io::Result<()> {
        match self.control.no_truncate.get() {
            true => Err(io::Error::from_raw_os_error(5)),
            false => self.file.truncate(len),
        }
    }

    fn check_path(&self) -> io::Result<PathState> {
        self.file.check_path()
    }

    fn reopen_and_read(&mut self) -> io::Result<(u64, Option<LineHash>)> {
        self.file.reopen_and_read()
    }

    fn read(&self, offset: u64, len: usize) -> io::Result<Vec<u8>> {
        self.file.read(offset, len)
    }

    fn rebuild(&mut self, kept: &KeptLines) -> io::Result<Rebuilt> {
        self.file.rebuild(kept)
    }

    fn create_next(&self, at: &Moment, first: Vec<Op<RecordRef>>) -> Result<OpenedJournal<Self>, OpenError> {
        Ok(Self::wrap(self.file.create_next(at, first)?, &self.control))
    }
}

/// A writer that works only when the test says so.
pub(crate) struct SteppedWriter {
    save_loop: SaveLoop<SteppedDisk, Box<dyn FnMut(WriterEvent)>>,
    progress: Progress,
}

impl SteppedWriter {
    /// Opens the station.
    pub(crate) fn open(
        folder: &EventFolder,
        station: StationId,
        now: Moment,
        control: &Rc<DiskControl>,
        report: impl FnMut(WriterEvent) + 'static,
    ) -> Self {
        let opened =
            SteppedDisk::wrap(open_station(folder, Some(station), now, "0").unwrap().opened, control);
        let progress = Progress::default();
        let report = Box::new(report) as Box<dyn FnMut(WriterEvent)>;
        Self { save_loop: SaveLoop::new(opened, progress.clone(), report), progress }
    }

    /// Takes these records and saves them, as the thread does after it was idle.
    pub(crate) fn run_once(&mut self, records: Vec<PendingRecord>) {
        for pending in records {
            self.progress.appended(pending.ticket);
            self.save_loop.accept(Command::Append(Box::new(pending)));
        }
        self.save_loop.accept(Command::Retry);
        self.save_loop.check_journals();
        self.save_loop.save_queue();
    }
}
