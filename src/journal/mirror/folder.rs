//! A folder in the copy. Everything in it is opened relative to the open folder, and no symbolic link is followed.

use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};

use rustix::fs::{
    AtFlags, Dir, FileType, Mode, OFlags, fstat, fsync, mkdirat, open, openat, renameat, unlinkat,
};
use rustix::io::Errno;

use crate::journal::fs::{PathError, at};
use crate::journal::mirror::error::MirrorError;
use crate::journal::random::random_id;

/// The modes of what is created. A file system without modes ignores them.
const FOLDER_MODE: Mode = Mode::RWXU;
const FILE_MODE: Mode = Mode::RUSR.union(Mode::WUSR);

/// An open folder.
#[derive(Debug)]
pub(super) struct Folder {
    fd: OwnedFd,
    path: PathBuf,
}

impl Folder {
    /// Opens the folder that a person gave, which may be a link.
    pub(super) fn open(path: &Path) -> Result<Self, MirrorError> {
        let fd = open(path, OFlags::DIRECTORY | OFlags::CLOEXEC | OFlags::RDONLY, Mode::empty());
        Ok(Self { fd: fd.map_err(failed(path))?, path: path.to_owned() })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Opens a folder in this one.
    pub(super) fn folder(&self, name: &str) -> Result<Self, MirrorError> {
        let path = self.path.join(name);
        let flags = OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::RDONLY;
        match openat(&self.fd, name, flags, Mode::empty()) {
            Ok(fd) => Ok(Self { fd, path }),
            Err(Errno::LOOP | Errno::NOTDIR) => Err(MirrorError::NotOurs { path }),
            Err(error) => Err(failed(&path)(error).into()),
        }
    }

    /// Opens a folder in this one, and creates it if it does not exist.
    pub(super) fn folder_or_new(&self, name: &str) -> Result<Self, MirrorError> {
        match mkdirat(&self.fd, name, FOLDER_MODE) {
            Ok(()) => self.sync()?,
            Err(Errno::EXIST) => {}
            // Opening says what is wrong, if anything is: a folder may exist where none may be created.
            Err(error) => {
                return self.folder(name).map_err(|_| failed(&self.path.join(name))(error).into());
            }
        }
        self.folder(name)
    }

    /// Creates a folder with a name of its own, and returns both.
    pub(super) fn new_folder(&self, prefix: &str) -> Result<(String, Self), MirrorError> {
        let name = self.temporary_name(prefix)?;
        mkdirat(&self.fd, &name, FOLDER_MODE).map_err(failed(&self.path.join(&name)))?;
        let folder = self.folder(&name)?;
        Ok((name, folder))
    }

    /// Opens a regular file for reading and writing.
    pub(super) fn file(&self, name: &str) -> Result<File, MirrorError> {
        self.open_file(name, OFlags::RDWR).map(|opened| opened.0)
    }

    /// Opens a regular file for reading and writing, and creates it if it does not exist. Returns whether it is new.
    pub(super) fn file_or_new(&self, name: &str) -> Result<(File, bool), MirrorError> {
        self.open_file(name, OFlags::RDWR | OFlags::CREATE)
    }

    fn open_file(&self, name: &str, flags: OFlags) -> Result<(File, bool), MirrorError> {
        let path = self.path.join(name);
        // A named pipe does not block.
        let flags = flags | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let fd = match openat(&self.fd, name, flags, FILE_MODE) {
            Err(Errno::LOOP | Errno::ISDIR | Errno::NXIO) => return Err(MirrorError::NotOurs { path }),
            opened => opened.map_err(failed(&path))?,
        };
        let stat = fstat(&fd).map_err(failed(&path))?;
        if FileType::from_raw_mode(stat.st_mode) != FileType::RegularFile {
            return Err(MirrorError::NotOurs { path });
        }
        Ok((File::from(fd), stat.st_size == 0))
    }

    /// Reads at most this many bytes of a file.
    pub(super) fn read(&self, name: &str, max: u64) -> Result<Vec<u8>, MirrorError> {
        let (file, _) = self.open_file(name, OFlags::RDONLY)?;
        let mut content = Vec::new();
        file.take(max).read_to_end(&mut content).map_err(at(&self.path.join(name)))?;
        Ok(content)
    }

    /// Replaces or creates a file as a whole.
    pub(super) fn replace(&self, name: &str, prefix: &str, content: &[u8]) -> Result<(), MirrorError> {
        let path = self.path.join(name);
        let temporary = self.temporary_name(prefix)?;
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let new = openat(&self.fd, &temporary, flags, FILE_MODE).map_err(failed(&path))?;
        let mut new = File::from(new);
        let written = new
            .write_all(content)
            .and_then(|()| new.sync_all())
            .and_then(|()| Ok(renameat(&self.fd, &temporary, &self.fd, name)?));
        if written.is_err() {
            self.remove(&temporary, false);
        }
        written.map_err(at(&path))?;
        self.sync()
    }

    /// Renames a folder in this one. Returns `false` if the new name is in use.
    pub(super) fn rename_to_unused(&self, from: &str, to: &str) -> Result<bool, MirrorError> {
        // A folder replaces only an empty folder.
        match renameat(&self.fd, from, &self.fd, to) {
            Ok(()) => Ok(true),
            Err(Errno::NOTEMPTY | Errno::EXIST | Errno::NOTDIR) => Ok(false),
            Err(error) => Err(failed(&self.path.join(to))(error).into()),
        }
    }

    /// Removes a file or an empty folder, if possible.
    pub(super) fn remove(&self, name: &str, is_folder: bool) {
        let flags = if is_folder { AtFlags::REMOVEDIR } else { AtFlags::empty() };
        let _left = unlinkat(&self.fd, name, flags);
    }

    /// Returns the names in this folder.
    pub(super) fn names(&self) -> Result<Vec<String>, MirrorError> {
        let list = Dir::read_from(&self.fd).map_err(failed(&self.path))?;
        let mut names = Vec::new();
        for entry in list {
            let entry = entry.map_err(failed(&self.path))?;
            names.extend(entry.file_name().to_str().map(str::to_owned));
        }
        Ok(names)
    }

    /// Syncs the names in this folder. Some file systems cannot do that.
    pub(super) fn sync(&self) -> Result<(), MirrorError> {
        match fsync(&self.fd) {
            Ok(()) | Err(Errno::INVAL | Errno::NOTSUP) => Ok(()),
            Err(error) => Err(failed(&self.path)(error).into()),
        }
    }

    fn temporary_name(&self, prefix: &str) -> Result<String, MirrorError> {
        let number = random_id().map_err(|error| at(&self.path)(io::Error::other(error)))?;
        Ok(format!("{prefix}{number:032x}"))
    }
}

fn failed(path: &Path) -> impl FnOnce(Errno) -> PathError {
    let path = path.to_owned();
    move |error| at(&path)(error.into())
}
