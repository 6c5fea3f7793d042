//! A disk in memory that logs every block that the kernel writes and every flush.
//!
//! The disk is the only file of a small FUSE file system, which this module serves. A loop device on that file makes it a
//! block device: the kernel sends the blocks of a file system as FUSE writes, and the flushes of its cache as FUSE
//! syncs. So the log holds what a real disk would have been sent, in this order.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

/// The most bytes of one FUSE write.
const WRITE_MAX: usize = 1024 * 1024;
/// Errors of the kernel.
const ENOENT: i32 = 2;
const ENOSYS: i32 = 38;
/// The identities of the two nodes.
const ROOT: u64 = 1;
const DISK: u64 = 2;
/// The name of the disk's file.
const NAME: &str = "disk";

/// What the disk was sent.
#[derive(Clone, Debug)]
pub(super) enum Logged<A> {
    Write {
        offset: u64,
        data: Vec<u8>,
    },
    /// Everything before is stored.
    Flush,
    /// The program acknowledged something.
    Acknowledged(A),
}

/// A log that the disk and the test write.
pub(super) type Log<A> = Arc<Mutex<Vec<Logged<A>>>>;

/// A block device whose writes are logged. It is removed when this value is dropped.
pub(super) struct LoggedDisk<A> {
    pub(super) log: Log<A>,
    device: String,
    mount: PathBuf,
    server: Option<JoinHandle<()>>,
}

impl<A: Send + 'static> LoggedDisk<A> {
    /// Makes a block device with the content of `image`, which is changed. `mount` is an empty folder.
    pub(super) fn new(image: &Path, mount: &Path) -> Self {
        let fuse = OpenOptions::new().read(true).write(true).open("/dev/fuse").unwrap();
        let image = OpenOptions::new().read(true).write(true).open(image).unwrap();
        let log = Log::default();
        let disk = Server { fuse: fuse.try_clone().unwrap(), image, log: Arc::clone(&log) };
        let server = thread::spawn(move || disk.serve());
        // Descriptor 0 is the connection to the kernel.
        let mut command = Command::new("mount");
        command.args(["-i", "-t", "fuse", "-o", "fd=0,rootmode=40000,user_id=0,group_id=0", "power-cut"]);
        run(command.arg(mount).stdin(fuse));
        let device = run(Command::new("losetup").args(["--find", "--show"]).arg(mount.join(NAME)));
        Self { log, device: device.trim().to_owned(), mount: mount.to_owned(), server: Some(server) }
    }

    /// Returns the path of the block device.
    pub(super) fn device(&self) -> &str {
        &self.device
    }
}

impl<A> Drop for LoggedDisk<A> {
    fn drop(&mut self) {
        let _detached = Command::new("losetup").args(["--detach", &self.device]).status();
        // A detached device may be in use for a moment.
        let _unmounted = Command::new("umount").arg("--lazy").arg(&self.mount).status();
        let server = self.server.take().map(JoinHandle::join);
        assert!(matches!(server, Some(Ok(())) | None), "the server of the disk failed");
    }
}

/// Runs a command of the system and returns its output.
#[track_caller]
pub(super) fn run(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The FUSE file system.
struct Server<A> {
    fuse: File,
    image: File,
    log: Log<A>,
}

/// A request of the kernel.
struct Request<'a> {
    operation: u32,
    id: u64,
    node: u64,
    body: &'a [u8],
}

impl<'a> Request<'a> {
    fn parse(bytes: &'a [u8]) -> Self {
        Self {
            operation: u32_at(bytes, 4),
            id: u64_at(bytes, 8),
            node: u64_at(bytes, 16),
            body: &bytes[40..],
        }
    }
}

fn u32_at(bytes: &[u8], offset: usize) -> u32 {
    u32::from_ne_bytes(bytes[offset..offset + 4].try_into().unwrap())
}

fn u64_at(bytes: &[u8], offset: usize) -> u64 {
    u64::from_ne_bytes(bytes[offset..offset + 8].try_into().unwrap())
}

impl<A> Server<A> {
    /// Answers requests until the file system is unmounted.
    fn serve(mut self) {
        let mut buffer = vec![0; WRITE_MAX + 64 * 1024];
        loop {
            let length = match self.fuse.read(&mut buffer) {
                Ok(length) => length,
                // Interrupted requests, and requests that were aborted.
                Err(error) if matches!(error.raw_os_error(), Some(4 | ENOENT | 11)) => continue,
                // The descriptor may be read before it is mounted.
                Err(error) if error.raw_os_error() == Some(1) => {
                    thread::yield_now();
                    continue;
                }
                Err(_) => return,
            };
            let request = Request::parse(&buffer[..length]);
            let id = request.id;
            if let Some(answer) = self.answer(&request) {
                let (error, body) = answer.map_or_else(|error| (-error, Vec::new()), |body| (0, body));
                let length = u32::try_from(16 + body.len()).unwrap();
                let header = [&length.to_ne_bytes()[..], &error.to_ne_bytes(), &id.to_ne_bytes(), &body];
                // The kernel may have given up the request.
                let _given_up = self.fuse.write(&header.concat());
            }
        }
    }

    /// Returns the answer, the error, or `None` if the kernel expects no answer.
    fn answer(&self, request: &Request<'_>) -> Option<Result<Vec<u8>, i32>> {
        let Request { operation, node, body, .. } = request;
        Some(match operation {
            // FORGET, INTERRUPT and BATCH_FORGET have no answer.
            2 | 36 | 42 => return None,
            1 if body.strip_suffix(&[0]) == Some(NAME.as_bytes()) => Ok(self.entry()),
            1 => Err(ENOENT),
            // GETATTR and SETATTR.
            3 | 4 => Ok([vec![0; 16], self.attributes(*node)].concat()),
            // OPEN and OPENDIR: a handle, and no cache.
            14 | 27 => Ok([0_u64.to_ne_bytes(), 1_u64.to_ne_bytes()].concat()),
            15 => Ok(self.read(body)),
            16 => Ok(self.write(body)),
            // STATFS.
            17 => Ok(vec![0; 80]),
            // RELEASE, FLUSH, RELEASEDIR and DESTROY.
            18 | 25 | 29 | 38 => Ok(Vec::new()),
            // FSYNC.
            20 => {
                self.log.lock().unwrap().push(Logged::Flush);
                Ok(Vec::new())
            }
            // INIT.
            26 => Ok(initialised()),
            _ => Err(ENOSYS),
        })
    }

    fn entry(&self) -> Vec<u8> {
        [DISK.to_ne_bytes().to_vec(), vec![0; 32], self.attributes(DISK)].concat()
    }

    fn attributes(&self, node: u64) -> Vec<u8> {
        let (mode, size) =
            if node == ROOT { (0o40_755, 0) } else { (0o100_600, self.image.metadata().unwrap().len()) };
        let numbers = [node, size, size / 512, 0, 0, 0];
        let mut bytes: Vec<u8> = numbers.iter().flat_map(|number| number.to_ne_bytes()).collect();
        // Nanoseconds, mode, links, owner, group, device, block size, flags.
        let numbers: [u32; 10] = [0, 0, 0, mode, 1, 0, 0, 0, 4096, 0];
        bytes.extend(numbers.iter().flat_map(|number| number.to_ne_bytes()));
        bytes
    }

    fn read(&self, body: &[u8]) -> Vec<u8> {
        let (offset, size) = (u64_at(body, 8), u32_at(body, 16) as usize);
        let mut data = vec![0; size];
        let mut done = 0;
        while done < size {
            match self.image.read_at(&mut data[done..], offset + done as u64).unwrap() {
                0 => break,
                count => done += count,
            }
        }
        data.truncate(done);
        data
    }

    fn write(&self, body: &[u8]) -> Vec<u8> {
        let (offset, size) = (u64_at(body, 8), u32_at(body, 16));
        let data = &body[40..40 + size as usize];
        let mut log = self.log.lock().unwrap();
        self.image.write_all_at(data, offset).unwrap();
        log.push(Logged::Write { offset, data: data.to_vec() });
        [size.to_ne_bytes(), [0; 4]].concat()
    }
}

/// The answer to INIT: version 7.31, large writes.
fn initialised() -> Vec<u8> {
    let flags: u32 = 1 << 5 | 1 << 22;
    let mut bytes: Vec<u8> = [7_u32, 31, 0, flags].iter().flat_map(|number| number.to_ne_bytes()).collect();
    bytes.extend([16_u16, 12].iter().flat_map(|number| number.to_ne_bytes()));
    bytes.extend(u32::try_from(WRITE_MAX).unwrap().to_ne_bytes());
    bytes.extend(1_u32.to_ne_bytes());
    bytes.extend(256_u16.to_ne_bytes());
    bytes.resize(64, 0);
    bytes
}
