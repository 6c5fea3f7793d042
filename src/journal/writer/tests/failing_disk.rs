//! A disk in memory that fails on request.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io;
use std::rc::Rc;

use crate::domain::record::{JournalId, LineHash, Moment, Op, RecordRef};
use crate::journal::chain::Chain;
use crate::journal::disk::{Disk, OpenedJournal, PathState};
use crate::journal::kept_lines::KeptLines;
use crate::journal::line;
use crate::journal::open_error::OpenError;
use crate::journal::rebuild::{Place, Rebuilt};
use crate::journal::testing::{id, noon};

/// What a disk does next, and the calls that it received. The test shares this value with the disk.
#[derive(Default)]
pub(super) struct Script {
    /// The calls that the disk received since the test last read them.
    pub(super) calls: Vec<String>,
    /// The results of the next writes. Each result is the number of bytes written or an error. Later writes
    /// succeed.
    pub(super) writes: VecDeque<io::Result<usize>>,
    /// The number of syncs that fail next.
    pub(super) failing_syncs: usize,
    /// What happens during the next sync, as on a disk that does not answer.
    pub(super) during_sync: Option<Box<dyn FnOnce()>>,
    /// Whether every truncation fails.
    pub(super) no_truncate: bool,
    /// Whether the creation of a new station fails.
    pub(super) no_station: bool,
    /// The results of the next checks of the path. `None` is the real state.
    pub(super) path_states: VecDeque<Option<PathState>>,
    /// The results of the next attempts to write the journal again. Later attempts succeed.
    pub(super) rebuilds: VecDeque<io::Result<Rebuilt>>,
    /// The contents of the files of all stations.
    pub(super) files: Vec<Rc<RefCell<Vec<u8>>>>,
}

/// A disk in memory that fails as its script specifies.
pub(super) struct FailingDisk {
    script: Rc<RefCell<Script>>,
    bytes: Rc<RefCell<Vec<u8>>>,
}

const NAMES: [&str; 4] = ["A", "B", "C", "D"];

impl FailingDisk {
    fn call(&self, call: impl Into<String>) {
        self.script.borrow_mut().calls.push(call.into());
    }

    /// Creates the next station. The operations in `first` are written after the opening line of its journal.
    pub(super) fn station(script: &Rc<RefCell<Script>>, first: Vec<Op<RecordRef>>) -> OpenedJournal<Self> {
        let bytes = Rc::new(RefCell::new(Vec::new()));
        let name = NAMES[script.borrow().files.len()];
        script.borrow_mut().files.push(Rc::clone(&bytes));
        let journal = JournalId(7);
        let open = Op::Open { event: "e".into(), station: id(name), journal, app: "0".into() };
        let mut chain = Chain::new(id(name), 1, None);
        let mut records = Vec::new();
        for op in std::iter::once(open).chain(first) {
            let (record, line) = chain.add_own(&noon(), op).unwrap();
            records.push(record);
            bytes.borrow_mut().extend(line);
            bytes.borrow_mut().push(b'\n');
        }
        let mut kept = KeptLines::new(Vec::new(), 0);
        kept.push(&bytes.borrow());
        let disk = Self { script: Rc::clone(script), bytes };
        OpenedJournal { disk, chain, journal, kept, records }
    }
}

impl Disk for FailingDisk {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let lines = bytes.iter().filter(|byte| **byte == b'\n').count();
        self.call(format!("write {lines}"));
        let wrote = self.script.borrow_mut().writes.pop_front().unwrap_or(Ok(bytes.len()))?;
        self.bytes.borrow_mut().extend(&bytes[..wrote]);
        Ok(wrote)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.call("sync");
        let during_sync = self.script.borrow_mut().during_sync.take();
        during_sync.into_iter().for_each(|during_sync| during_sync());
        let mut script = self.script.borrow_mut();
        if script.failing_syncs == 0 {
            return Ok(());
        }
        script.failing_syncs -= 1;
        Err(io::Error::other("EIO"))
    }

    fn truncate(&mut self, len: u64) -> io::Result<()> {
        self.call("truncate");
        if self.script.borrow().no_truncate {
            return Err(io::ErrorKind::ReadOnlyFilesystem.into());
        }
        self.bytes.borrow_mut().truncate(usize::try_from(len).unwrap());
        Ok(())
    }

    fn check_path(&self) -> io::Result<PathState> {
        let len = self.bytes.borrow().len() as u64;
        let state = self.script.borrow_mut().path_states.pop_front().flatten();
        Ok(state.unwrap_or(PathState::SameFile { len }))
    }

    fn reopen_and_read(&mut self) -> io::Result<(u64, Option<LineHash>)> {
        self.call("reopen and read");
        let bytes = self.bytes.borrow();
        let last = bytes.strip_suffix(b"\n").unwrap().rsplit(|byte| *byte == b'\n').next();
        Ok((bytes.len() as u64, last.map(line::hash)))
    }

    fn read(&self, offset: u64, len: usize) -> io::Result<Vec<u8>> {
        let offset = usize::try_from(offset).unwrap();
        Ok(self.bytes.borrow()[offset..offset + len].to_vec())
    }

    fn rebuild(&mut self, kept: &KeptLines) -> io::Result<Rebuilt> {
        self.call("rebuild");
        let start = kept.start();
        let rebuilt = Rebuilt { start, incomplete: false, place: Place::Own };
        let rebuilt = self.script.borrow_mut().rebuilds.pop_front().unwrap_or(Ok(rebuilt))?;
        let mut bytes = self.bytes.borrow()[..usize::try_from(rebuilt.start).unwrap()].to_vec();
        kept.write_to(&mut bytes)?;
        match rebuilt.place {
            Place::Own => *self.bytes.borrow_mut() = bytes,
            Place::Beside(_) => self.bytes = Rc::new(RefCell::new(bytes)),
        }
        Ok(rebuilt)
    }

    fn create_next(&self, _at: &Moment, first: Vec<Op<RecordRef>>) -> Result<OpenedJournal<Self>, OpenError> {
        self.call("create next");
        if self.script.borrow().no_station {
            return Err(OpenError::NoFreeId);
        }
        Ok(Self::station(&self.script, first))
    }
}
