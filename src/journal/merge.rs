//! Takes in the journals of a copied event folder: a stick, an rsync, a backup.
//!
//! Invariants:
//! - A journal is known by the number in its first line, never by its file's name. What is here already is
//!   left as it is; what is missing is added, as whole lines, byte by byte, and synced before it is told.
//! - No line is ever taken away or changed. Where two copies of one journal went on apart both are kept.
//! - Once, twice, in any order, by two at once, after a crash: the union is the same.
//! - Nothing but regular files is read, and each one is checked again after it was copied.

mod source;

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::{Path, PathBuf};

pub use source::{Source, find, target};

use crate::domain::record::{JournalId, LineHash, Moment, StationId};
use crate::journal::folder::{EventFolder, FolderError, at, sync_folder};
use crate::journal::lock::{LockError, StationLock};
use crate::journal::reader::{self, Damage, JournalState};
use crate::journal::rights::{self, own_uid};
use crate::journal::station::{self, End};
use crate::journal::{disk, event_file, mark};

/// Why a copy cannot be taken in at all.
#[derive(Debug)]
pub enum MergeError {
    Folder(FolderError),
    /// No journals there.
    NoCopy(PathBuf),
    /// A data folder with several events that could be meant.
    Several {
        path: PathBuf,
        slugs: Vec<String>,
    },
    /// The copy belongs to another event, of this name.
    OtherEvent {
        here: String,
        name: String,
    },
    /// Nothing describes the event that these journals belong to.
    UnknownEvent(PathBuf),
    /// The folder is the event's own.
    Itself(PathBuf),
}

impl From<FolderError> for MergeError {
    fn from(fault: FolderError) -> Self {
        Self::Folder(fault)
    }
}

/// What became of one file of the copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Its name.
    pub file: String,
    pub outcome: Outcome,
    /// How many faults it has. Its lines are taken in as they are.
    pub faults: usize,
    /// Bytes behind its last whole line, which stay out.
    pub torn: u64,
}

/// What was done with one journal. `here` names the file that holds it now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Every line was here already.
    Known {
        here: StationId,
    },
    /// So many lines were missing.
    Grown {
        here: StationId,
        lines: u64,
    },
    /// None of it, or not this continuation of it, was here: so many lines were missing.
    New {
        here: StationId,
        lines: u64,
    },
    Refused(Refusal),
}

/// Why a file was not taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A symbolic link, a folder or a device.
    NotAFile,
    /// Its name is no station's.
    Stray,
    /// It holds no whole line.
    Empty,
    OtherEvent {
        found: String,
    },
    Unreadable {
        kind: io::ErrorKind,
    },
    /// It was changed while it was copied.
    Changed,
    /// Every name that it could get is taken.
    NoName,
}

/// Takes in all journals of the copy; those that cannot be are told and keep no other one out.
///
/// # Errors
/// [`MergeError`] where the event's own folder was named or cannot be written. What was taken in until then
/// stays.
pub fn merge(source: &Source, folder: &EventFolder, now: Moment) -> Result<Vec<Taken>, MergeError> {
    let stations = folder.stations();
    if fs::canonicalize(&stations).map_err(at(&stations))? == source.stations {
        return Err(MergeError::Itself(source.stations.clone()));
    }
    let _one_at_a_time = event_file::lock(&folder.path, "merge.lock")?;
    sweep(&stations)?;
    let mut here = Vec::new();
    for (name, file) in folder.journals()? {
        let state = read(name, &file, folder);
        here.extend(Twin::of(name, &state));
    }
    let mut target = Target { folder, stations, now, here };
    let mut taken = Vec::new();
    for (station, file) in source.journals()? {
        taken.push(target.take(station, &file)?);
    }
    taken.extend(source.strays()?.iter().map(|file| refused(file, Refusal::Stray)));
    Ok(taken)
}

fn read(station: StationId, file: &Path, folder: &EventFolder) -> JournalState {
    reader::read_file(station, file.to_owned(), &folder.event.id, &mut |_, _| {})
}

fn refused(file: &Path, why: Refusal) -> Taken {
    let file = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Taken { file, outcome: Outcome::Refused(why), faults: 0, torn: 0 }
}

/// Removes what a merge that was killed left half made: nothing in it was ever promised to anybody.
fn sweep(stations: &Path) -> Result<(), FolderError> {
    for entry in fs::read_dir(stations).map_err(at(stations))? {
        let entry = entry.map_err(at(stations))?;
        let own = entry.metadata().is_ok_and(|meta| meta.uid() == own_uid());
        if own && entry.file_name().to_string_lossy().starts_with(mark::TEMPORARY) {
            fs::remove_file(entry.path()).map_err(at(&entry.path()))?;
        }
    }
    Ok(())
}

/// A journal file that is here.
struct Twin {
    name: StationId,
    file: PathBuf,
    journal: JournalId,
    /// Bytes of its whole lines.
    bytes: u64,
}

impl Twin {
    /// Nothing for a file without a whole line.
    fn of(name: StationId, state: &JournalState) -> Option<Self> {
        let journal = state.journal?;
        Some(Self { name, file: state.file.clone(), journal, bytes: state.bytes })
    }
}

/// The event that a copy is taken into.
struct Target<'a> {
    folder: &'a EventFolder,
    stations: PathBuf,
    now: Moment,
    here: Vec<Twin>,
}

/// A journal of the copy, opened and read.
struct Copy {
    file: File,
    station: StationId,
    journal: JournalId,
    lines: u64,
    bytes: u64,
    head: Option<LineHash>,
}

impl Target<'_> {
    fn take(&mut self, station: StationId, path: &Path) -> Result<Taken, FolderError> {
        let state = read(station, path, self.folder);
        let why = state.damage.iter().find_map(|fault| match &fault.what {
            Damage::NotAFile => Some(Refusal::NotAFile),
            Damage::Unreadable { kind } => Some(Refusal::Unreadable { kind: *kind }),
            Damage::OtherEvent { found } => Some(Refusal::OtherEvent { found: found.clone() }),
            _ => None,
        });
        let (why, journal) = match (why, state.journal) {
            (None, Some(journal)) => (None, journal),
            (why, _) => (Some(why.unwrap_or(Refusal::Empty)), JournalId(0)),
        };
        if let Some(why) = why {
            return Ok(Taken { torn: state.tail, ..refused(path, why) });
        }
        let outcome = match rights::open(path) {
            Err(error) => Outcome::Refused(Refusal::Unreadable { kind: error.kind() }),
            Ok(file) => {
                let JournalState { station, lines, bytes, head, .. } = state;
                self.place(&Copy { file, station, journal, lines, bytes, head })?
            }
        };
        Ok(Taken { outcome, faults: state.damage.len(), torn: state.tail, ..refused(path, Refusal::Empty) })
    }

    /// Finds what of the copy is here, and adds what is not.
    fn place(&mut self, copy: &Copy) -> Result<Outcome, FolderError> {
        let (mut beginnings, mut common) = (Vec::new(), 0);
        for (place, twin) in self.here.iter().enumerate().filter(|(_, twin)| twin.journal == copy.journal) {
            let most = copy.bytes.min(twin.bytes);
            let same = match same_beginning(&copy.file, &twin.file, most) {
                Ok(same) => same,
                Err(side) => return side.blame(&twin.file),
            };
            if same.bytes == most && copy.bytes <= twin.bytes {
                return Ok(Outcome::Known { here: twin.name });
            }
            if same.bytes == most {
                beginnings.push(place);
            }
            common = same.lines.max(common);
        }
        beginnings.sort_by_key(|place| std::cmp::Reverse(self.here[*place].bytes));
        for place in beginnings {
            if let Some(outcome) = self.grow(place, copy)? {
                return Ok(outcome);
            }
        }
        self.add(copy, common)
    }

    /// Appends to a file that is here what the copy has more. Nothing where another console or another account
    /// writes that file: its next line may be on its way.
    fn grow(&mut self, place: usize, copy: &Copy) -> Result<Option<Outcome>, FolderError> {
        let Twin { name, ref file, bytes, .. } = self.here[place];
        if file.symlink_metadata().is_ok_and(|meta| meta.uid() != own_uid()) {
            return Ok(None);
        }
        let _lock = match StationLock::take(&self.stations, name, self.now) {
            Ok(lock) => lock,
            Err(LockError::Io { path, error }) => return Err(FolderError::Io { path, error }),
            Err(_) => return Ok(None),
        };
        let open = disk::open(file, false).map_err(at(file))?;
        let end = End::of(&open).map_err(at(file))?;
        if end.whole != bytes {
            return Ok(None);
        }
        if end.tail > 0 {
            station::set_aside(&open, file, &end).map_err(at(file))?;
        }
        let before = read(name, file, self.folder).lines;
        match append(copy, bytes, &open) {
            Ok(()) => open.sync_all().map_err(at(file))?,
            Err(side) => {
                open.set_len(bytes).and_then(|()| open.sync_all()).map_err(at(file))?;
                return side.blame(file).map(Some);
            }
        }
        let grown = read(name, file, self.folder);
        if (grown.bytes, grown.head) != (copy.bytes, copy.head) {
            open.set_len(bytes).and_then(|()| open.sync_all()).map_err(at(file))?;
            return Ok(Some(Outcome::Refused(Refusal::Changed)));
        }
        self.here[place].bytes = grown.bytes;
        Ok(Some(Outcome::Grown { here: name, lines: grown.lines - before }))
    }

    /// Puts the copy beside the others: under its station's name where that is free, else under one like it.
    /// So many of its lines are `common` with a file that is here.
    fn add(&mut self, copy: &Copy, common: u64) -> Result<Outcome, FolderError> {
        let mut new = rights::temporary(&self.stations, mark::TEMPORARY).map_err(at(&self.stations))?;
        if let Err(side) = append(copy, 0, new.as_file()) {
            return side.blame(new.path());
        }
        new.as_file().sync_all().map_err(at(new.path()))?;
        let state = read(copy.station, new.path(), self.folder);
        if (state.bytes, state.head, state.journal) != (copy.bytes, copy.head, Some(copy.journal)) {
            return Ok(Outcome::Refused(Refusal::Changed));
        }
        for name in names(copy.station) {
            let path = self.folder.journal(name);
            // Whoever opens a station holds its lock: nobody makes the file between the look and the rename.
            let _lock = match StationLock::take(&self.stations, name, self.now) {
                Ok(lock) => lock,
                Err(LockError::Io { path, error }) => return Err(FolderError::Io { path, error }),
                Err(_) => continue,
            };
            if path.symlink_metadata().is_ok() {
                continue;
            }
            mark::set(&self.stations, name, copy.journal)?;
            match new.persist_noclobber(&path) {
                Ok(_) => {}
                Err(fault) if fault.error.kind() == io::ErrorKind::AlreadyExists => {
                    new = fault.file;
                    continue;
                }
                Err(fault) => return Err(at(&path)(fault.error)),
            }
            sync_folder(&self.stations)?;
            self.here.push(Twin { name, file: path, journal: copy.journal, bytes: copy.bytes });
            return Ok(Outcome::New { here: name, lines: copy.lines - common });
        }
        Ok(Outcome::Refused(Refusal::NoName))
    }
}

/// The names that a journal may get: its station's, then with a number behind it, then any.
fn names(station: StationId) -> impl Iterator<Item = StationId> {
    let numbered = (2..=999).filter_map(move |n| StationId::parse(&format!("{station}{n}")));
    std::iter::once(station).chain(numbered).chain(station::ids())
}

/// Which of two files failed.
enum Side {
    Copy(io::Error),
    Here(io::Error),
}

impl Side {
    /// A copy that cannot be read is refused; a disk here that does not take it ends the merge.
    fn blame(self, path: &Path) -> Result<Outcome, FolderError> {
        match self {
            Self::Copy(error) => Ok(unreadable(&error)),
            Self::Here(error) => Err(at(path)(error)),
        }
    }
}

fn unreadable(error: &io::Error) -> Outcome {
    Outcome::Refused(Refusal::Unreadable { kind: error.kind() })
}

/// Bytes handled at once.
const BLOCK: usize = 64 * 1024;

/// What two files begin with alike.
struct Same {
    bytes: u64,
    /// The whole lines in it.
    lines: u64,
}

/// How far the first `len` bytes of both are the same.
fn same_beginning(copy: &File, here: &Path, len: u64) -> Result<Same, Side> {
    let here = rights::open(here).map_err(Side::Here)?;
    let (mut ours, mut theirs) = (vec![0; BLOCK], vec![0; BLOCK]);
    let mut same = Same { bytes: 0, lines: 0 };
    while same.bytes < len {
        let size = usize::try_from(len - same.bytes).map_or(BLOCK, |rest| rest.min(BLOCK));
        here.read_exact_at(&mut ours[..size], same.bytes).map_err(Side::Here)?;
        copy.read_exact_at(&mut theirs[..size], same.bytes).map_err(Side::Copy)?;
        let alike = ours[..size].iter().zip(&theirs[..size]).take_while(|(a, b)| a == b).count();
        same.bytes += alike as u64;
        same.lines += ours[..alike].iter().filter(|byte| **byte == b'\n').count() as u64;
        if alike < size {
            break;
        }
    }
    Ok(same)
}

/// Appends the copy's whole lines from `offset` on.
fn append(copy: &Copy, offset: u64, to: &File) -> Result<(), Side> {
    let mut from = &copy.file;
    from.seek(SeekFrom::Start(offset)).map_err(Side::Copy)?;
    let mut from = from.take(copy.bytes - offset);
    let mut block = vec![0; BLOCK];
    loop {
        match from.read(&mut block) {
            Ok(0) => return Ok(()),
            Ok(read) => io::Write::write_all(&mut &*to, &block[..read]).map_err(Side::Here)?,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(Side::Copy(error)),
        }
    }
}

#[cfg(test)]
mod tests;
