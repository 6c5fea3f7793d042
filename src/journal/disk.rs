//! The journal's file as the writer needs it: few operations, each one a system call or a fixed series.
//!
//! Invariant: a [`JournalFile`] lives only together with its station's lock. The trait exists so that the
//! writer's rules can be tested against disks that fail on cue.

use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use crate::domain::record::{JournalId, LineHash, Moment, Op, Record, RecordRef, StationId};
use crate::journal::chain::Chain;
use crate::journal::fs::{NewFile, no_follow, sync_folder};
use crate::journal::names;
use crate::journal::open_error::OpenError;
use crate::journal::reader::JournalState;
use crate::journal::sharing::{FILE_MODE, Sharing};
use crate::journal::station;
use crate::journal::station_lock::StationLock;

/// What the journal's path names now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// The open file, of this length.
    Same {
        len: u64,
    },
    /// Another file.
    Other,
    Nothing,
}

/// A journal that was just opened.
#[derive(Debug)]
pub(super) struct Opened<D> {
    pub disk: D,
    pub chain: Chain,
    pub journal: JournalId,
    /// The length that is known to be safe.
    pub len: u64,
    /// What was written to open it.
    pub records: Vec<Record>,
}

/// A journal's file.
pub(super) trait Disk: Sized {
    /// One `write(2)` at the end. Returns how many bytes were written.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize>;
    /// Makes what was written safe.
    fn sync(&mut self) -> io::Result<()>;
    /// Cuts the file to this length.
    fn cut(&mut self, len: u64) -> io::Result<()>;
    fn named(&self) -> io::Result<Named>;
    /// Opens the file anew and reads all of it: its length and the hash of its last line.
    fn read_anew(&mut self) -> io::Result<(u64, Option<LineHash>)>;
    /// Puts the open file's first `len` bytes back under its name, where nothing stands any more.
    fn put_back(&mut self, len: u64) -> io::Result<()>;
    /// Makes the journal of the next free station, which begins with `first` behind its opening line.
    fn next_station(&self, at: &Moment, first: Vec<Op<RecordRef>>) -> Result<Opened<Self>, OpenError>;
}

/// An open journal, and the lock that makes it ours.
#[derive(Debug)]
pub(super) struct JournalFile {
    pub(super) file: File,
    pub(super) path: PathBuf,
    pub(super) station: StationId,
    /// The event's id.
    pub(super) event: String,
    /// The version of this program.
    pub(super) app: String,
    /// Held for as long as the file is open.
    pub(super) _lock: StationLock,
}

/// Opens a journal for appending, never through a link.
pub(super) fn open(path: &Path, create: bool) -> io::Result<File> {
    let file = no_follow().read(true).append(true).create_new(create).mode(FILE_MODE).open(path)?;
    if create {
        Sharing::of_folder(path.parent().unwrap_or(path))?.share_file(&file)?;
    }
    Ok(file)
}

impl JournalFile {
    pub(super) fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(&self.path)
    }
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

    fn cut(&mut self, len: u64) -> io::Result<()> {
        self.file.set_len(len)
    }

    fn named(&self) -> io::Result<Named> {
        let here = match self.path.symlink_metadata() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Named::Nothing),
            other => other?,
        };
        let open = self.file.metadata()?;
        let same = (here.dev(), here.ino()) == (open.dev(), open.ino());
        Ok(if same { Named::Same { len: here.len() } } else { Named::Other })
    }

    fn read_anew(&mut self) -> io::Result<(u64, Option<LineHash>)> {
        let file = open(&self.path, false)?;
        let (new, old) = (file.metadata()?, self.file.metadata()?);
        if (new.dev(), new.ino()) != (old.dev(), old.ino()) {
            return Err(io::ErrorKind::StaleNetworkFileHandle.into());
        }
        // What the page cache shows may not be on the disk: let it go first. Only advice.
        #[cfg(target_os = "linux")]
        let _ = rustix::fs::fadvise(&file, 0, None, rustix::fs::Advice::DontNeed);
        self.file = file;
        let mut state = JournalState::new(self.station, self.path.clone());
        state.go_on(&self.event, &mut |_, _| {});
        Ok((state.bytes + state.tail, state.head))
    }

    fn put_back(&mut self, len: u64) -> io::Result<()> {
        let mut copy = NewFile::shared_in(self.folder(), names::TEMPORARY_JOURNAL)?;
        self.file.rewind()?;
        let copied = io::copy(&mut (&self.file).take(len), &mut copy)?;
        if copied != len {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        copy.rename_to_unused(&self.path)?;
        sync_folder(self.folder())?;
        self.file = open(&self.path, false)?;
        Ok(())
    }

    fn next_station(&self, at: &Moment, first: Vec<Op<RecordRef>>) -> Result<Opened<Self>, OpenError> {
        station::create_next(self.folder(), &self.event, &self.app, at, first)
    }
}
