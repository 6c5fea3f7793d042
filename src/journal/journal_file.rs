//! The file of one journal: create, open, append, truncate, sync, write again (docs/journal.md W1-W6).
//!
//! Invariant: a [`JournalFile`] holds its station's lock for its whole lifetime.

use std::fs::{self, File};
use std::io::{self, Write};
use std::os::unix::fs::{FileExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use crate::domain::event::EventIds;
use crate::domain::record::{JournalId, LineHash, Moment, Op, RecordRef, StationId};
use crate::journal::chain::Chain;
use crate::journal::disk::{Disk, OpenedJournal, PathState};
use crate::journal::fs::{at, no_follow, sync_folder};
use crate::journal::journal_state::JournalState;
use crate::journal::kept_lines::KeptLines;
use crate::journal::names;
use crate::journal::open_error::OpenError;
use crate::journal::random::random_id;
use crate::journal::rebuild::{Place, Rebuilt, rebuild};
use crate::journal::sharing::{FILE_MODE, Sharing};
use crate::journal::station_lock::StationLock;

/// An open journal and the lock of its station.
#[derive(Debug)]
pub(super) struct JournalFile {
    file: File,
    path: PathBuf,
    station: StationId,
    /// The event's id.
    event: String,
    /// The version of this program, for the opening line of a new journal.
    app: String,
    /// The lock of the station, and of the name under which the journal was written again. They are held while the file
    /// is open.
    locks: Vec<StationLock>,
}

/// Opens an existing journal for appending. Fails on a symbolic link.
pub(super) fn open(path: &Path) -> io::Result<File> {
    no_follow().read(true).append(true).open(path)
}

/// Creates a journal's file. The group of a shared folder may read it. Fails if the path exists.
pub(super) fn create(path: &Path) -> io::Result<File> {
    let file = no_follow().read(true).append(true).create_new(true).mode(FILE_MODE).open(path)?;
    Sharing::of_folder(path.parent().unwrap_or(path))?.share_file(&file)?;
    Ok(file)
}

impl JournalFile {
    /// Combines an open file with the lock of its station.
    pub(super) fn new(
        file: File,
        path: PathBuf,
        station: StationId,
        event: &str,
        app: &str,
        lock: StationLock,
    ) -> Self {
        Self { file, path, station, event: event.to_owned(), app: app.to_owned(), locks: vec![lock] }
    }

    /// Returns the open file.
    pub(super) const fn file(&self) -> &File {
        &self.file
    }

    fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(&self.path)
    }

    /// Writes the opening line of an empty journal and a line for each operation in `first`. Then syncs the
    /// lines and the name of the journal in its folder.
    pub(super) fn begin(
        self,
        now: &Moment,
        first: Vec<Op<RecordRef>>,
    ) -> Result<OpenedJournal<Self>, OpenError> {
        let journal = JournalId(random_id().map_err(OpenError::Random)?);
        let Self { station, event, app, .. } = &self;
        let open = Op::Open { event: event.clone(), station: *station, journal, app: app.clone() };
        let mut chain = Chain::new(*station, 1, None);
        let (mut records, mut bytes) = (Vec::new(), Vec::new());
        for op in std::iter::once(open).chain(first) {
            let (record, line) = chain.add_own(now, op).map_err(OpenError::Line)?;
            records.push(record);
            bytes.extend(line);
            bytes.push(b'\n');
        }
        (&self.file)
            .write_all(&bytes)
            .and_then(|()| self.file.sync_all())
            .and_then(|()| sync_folder(self.folder()))
            .map_err(at(&self.path))?;
        let first_line = bytes.split_inclusive(|byte| *byte == b'\n').next().unwrap_or_default();
        let mut kept = KeptLines::new(first_line.to_vec(), 0);
        kept.push(&bytes);
        Ok(OpenedJournal { disk: self, chain, journal, kept, records })
    }
}

/// Creates the journal of the first station that has no journal, for a writer that cannot continue in its own
/// journal.
fn create_next(
    stations: &Path,
    event: &str,
    app: &str,
    now: &Moment,
    first: Vec<Op<RecordRef>>,
) -> Result<OpenedJournal<JournalFile>, OpenError> {
    for station in names::station_ids() {
        let path = stations.join(names::journal(station));
        if path.symlink_metadata().is_ok() {
            continue;
        }
        let lock = match StationLock::acquire(stations, station, *now) {
            Ok(lock) => lock,
            Err(error) => match OpenError::lock(station, error) {
                error if error.concerns_one_station() => continue,
                error => return Err(error),
            },
        };
        let file = create(&path).map_err(at(&path))?;
        let file = JournalFile::new(file, path.clone(), station, event, app, lock);
        return file.begin(now, first).inspect_err(|_| remove_unused(&path));
    }
    Err(OpenError::NoFreeId)
}

/// Removes a new journal whose first lines could not be written. This is safe because the journal holds no
/// record that was reported as saved.
pub(super) fn remove_unused(path: &Path) {
    let _ = fs::remove_file(path);
}

impl Disk for JournalFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        loop {
            match self.file.write(bytes) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => return other,
            }
        }
    }

    fn sync(&mut self) -> io::Result<()> {
        self.file.sync_data()
    }

    fn truncate(&mut self, len: u64) -> io::Result<()> {
        // If somebody else has cut more, setting the length would fill the file with NULs, which look whole.
        if self.file.metadata()?.len() > len { self.file.set_len(len) } else { Ok(()) }
    }

    fn check_path(&self) -> io::Result<PathState> {
        let named = match self.path.symlink_metadata() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(PathState::Missing),
            other => other?,
        };
        let open = self.file.metadata()?;
        let same = (named.dev(), named.ino()) == (open.dev(), open.ino());
        Ok(if same { PathState::SameFile { len: named.len() } } else { PathState::OtherFile })
    }

    fn reopen_and_read(&mut self) -> io::Result<(u64, Option<LineHash>)> {
        let file = open(&self.path)?;
        let (new, old) = (file.metadata()?, self.file.metadata()?);
        if (new.dev(), new.ino()) != (old.dev(), old.ino()) {
            return Err(io::ErrorKind::StaleNetworkFileHandle.into());
        }
        // The page cache may show data that is not on the disk, so ask the kernel to drop the cached data
        // first. The kernel may ignore this request.
        #[cfg(target_os = "linux")]
        let _ = rustix::fs::fadvise(&file, 0, None, rustix::fs::Advice::DontNeed);
        self.file = file;
        let mut state = JournalState::new(self.station, self.path.clone());
        state.read_new_lines(EventIds::only(&self.event), &mut |_, _| {});
        Ok((state.bytes + state.partial_bytes, state.head))
    }

    fn read(&self, offset: u64, len: usize) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; len];
        self.file.read_exact_at(&mut bytes, offset)?;
        Ok(bytes)
    }

    fn rebuild(&mut self, kept: &KeptLines) -> io::Result<Rebuilt> {
        let since = self.locks.first().map(StationLock::since);
        let lock = |name| StationLock::acquire(self.folder(), name, since?).ok();
        let (rebuilt, lock) = rebuild(&self.file, &self.path, self.station, kept, lock)?;
        if let Place::Beside(name) = rebuilt.place {
            self.path = self.folder().join(names::journal(name));
        }
        self.locks.extend(lock);
        self.file = open(&self.path)?;
        Ok(rebuilt)
    }

    fn create_next(&self, at: &Moment, first: Vec<Op<RecordRef>>) -> Result<OpenedJournal<Self>, OpenError> {
        create_next(self.folder(), &self.event, &self.app, at, first)
    }
}
