//! Reads a file that a person named.
//!
//! Invariant: memory and time are bounded, whatever the path is: an endless device, a pipe that nobody writes, or a huge
//! file.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::OFlags;

use crate::cli::failure::Failure;

/// How long a pipe or a terminal may be silent.
const SILENCE_MAX: Duration = Duration::from_secs(30);

/// The number of bytes read at once.
const BLOCK: usize = 64 * 1024;

/// Reads the whole file, a pipe or a terminal. It may have at most `max` bytes.
///
/// # Errors
/// [`Failure::File`] if it cannot be read, has more bytes, or gives none for half a minute.
pub(super) fn read(path: &Path, max: usize) -> Result<Vec<u8>, Failure> {
    read_within(path, max, SILENCE_MAX).map_err(|error| Failure::File { path: path.to_owned(), error })
}

fn read_within(path: &Path, max: usize, silence: Duration) -> io::Result<Vec<u8>> {
    // Without this flag, opening a pipe waits until somebody writes it.
    let flags = OFlags::NONBLOCK.bits().cast_signed();
    let mut file = OpenOptions::new().read(true).custom_flags(flags).open(path)?;
    let meta = file.metadata()?;
    if meta.is_file() && meta.len() > max as u64 {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let (mut bytes, mut block) = (Vec::new(), vec![0; BLOCK]);
    while bytes.len() <= max {
        if !meta.is_file() {
            wait_for_bytes(&file, silence)?;
        }
        match file.read(&mut block) {
            Ok(0) => return Ok(bytes),
            Ok(read) => bytes.extend_from_slice(&block[..read]),
            Err(error) if matches!(error.kind(), io::ErrorKind::Interrupted | io::ErrorKind::WouldBlock) => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::FileTooLarge.into())
}

/// Waits until bytes can be read, or the other side has ended.
fn wait_for_bytes(file: &File, silence: Duration) -> io::Result<()> {
    let timeout = Timespec::try_from(silence).map_err(|_| io::ErrorKind::InvalidInput)?;
    match poll(&mut [PollFd::new(file, PollFlags::IN)], Some(&timeout)) {
        Ok(0) => Err(io::ErrorKind::TimedOut.into()),
        Ok(_) | Err(rustix::io::Errno::INTR) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::thread;

    use rustix::fs::{CWD, FileType, Mode, mknodat};

    use super::*;

    fn read(path: &Path, max: usize) -> Result<usize, io::ErrorKind> {
        read_within(path, max, Duration::from_millis(20))
            .map(|bytes| bytes.len())
            .map_err(|error| error.kind())
    }

    #[test]
    fn endless_and_huge_files_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file.csv");
        let file = File::create(&path).unwrap();
        for (len, expected) in [
            (0, Ok(0)),
            (1000, Ok(1000)),
            (1001, Err(io::ErrorKind::FileTooLarge)),
            (1 << 40, Err(io::ErrorKind::FileTooLarge)),
        ] {
            file.set_len(len).unwrap();
            assert_eq!(read(&path, 1000), expected);
        }
        assert_eq!(read(Path::new("/dev/zero"), 100_000), Err(io::ErrorKind::FileTooLarge));
        assert_eq!(read(Path::new("/dev/null"), 1000), Ok(0));
        assert_eq!(read(folder.path(), 1000), Err(io::ErrorKind::IsADirectory));
        assert_eq!(read(&folder.path().join("none"), 1000), Err(io::ErrorKind::NotFound));
    }

    #[test]
    fn pipe_is_read_to_its_end_unless_nobody_writes_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pipe");
        mknodat(CWD, &path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
        assert_eq!(read(&path, 1000), Err(io::ErrorKind::TimedOut));
        let reader = {
            let path = path.clone();
            thread::spawn(move || read_within(&path, 1 << 20, Duration::from_secs(60)).unwrap())
        };
        let mut writer = OpenOptions::new().write(true).open(&path).unwrap();
        writer.write_all(&[b'x'; 300_000]).unwrap();
        drop(writer);
        assert_eq!(reader.join().unwrap().len(), 300_000);
    }
}
