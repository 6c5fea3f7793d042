//! The file of a checkpoint (docs/journal.md K2): a header and rows under one checksum.
//!
//! Invariant: a file that was cut, or in which a bit was changed, is not used. So it need not be synced.

use std::fs::{File, Permissions};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::domain::ledger::rows::{JournalRows, ROW_BYTES, RowCheck, RowTables};
use crate::domain::record::{JournalId, LineHash, Moment, StationId};
use crate::journal::checkpoint::stamp::Stamp;
use crate::journal::temporary;

/// How the name of a file begins that is not complete yet.
pub(super) const PREFIX: &str = ".new-";

/// The version of the program. Another version does not use the file.
pub(super) const PROGRAM: &str = env!("CARGO_PKG_VERSION");

/// How every file begins. The number must change with the meaning of a row or of the header.
pub(crate) const MAGIC: [u8; 20] = *b"tarazy checkpoint 1\n";

/// The bytes up to the end of the checksum, which follows the magic bytes. It is the SHA-256 of all that follows.
pub(crate) const CHECKSUM_END: usize = MAGIC.len() + 32;

/// The bytes before the header. The last ones are the length of the header.
const START: usize = CHECKSUM_END + 8;

/// The maximum length of a header. It has the reasons of all voids.
const HEADER_MAX: u64 = 64 * 1024 * 1024;

/// How many rows are read at once.
const ROWS_READ: usize = 4096;

const FILE_MODE: u32 = 0o600;

/// What a checkpoint says about its journal, beside the rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Header {
    pub(super) program: String,
    pub(super) stamp: Stamp,
    pub(crate) station: StationId,
    pub(crate) journal: JournalId,
    /// The id of the event in the first line.
    pub(super) event: String,
    pub(crate) lines: u64,
    pub(super) last_line_start: u64,
    pub(super) head: LineHash,
    pub(super) last_at: Option<Moment>,
    pub(crate) tables: RowTables,
}

/// Writes a checkpoint to `path` in `folder`, in place of an older one.
///
/// # Errors
/// Returns an error if the file cannot be written. The older one stays.
pub(super) fn write(
    folder: &Path,
    path: &Path,
    mut header: Header,
    rows: &JournalRows<'_>,
) -> io::Result<()> {
    header.tables.clone_from(&rows.tables);
    let header = serde_json::to_vec(&header)?;
    let length = (header.len() as u64).to_le_bytes();
    let mut hasher = Sha256::new();
    hasher.update(length);
    hasher.update(&header);
    rows.iter().for_each(|row| hasher.update(row));
    let permissions = Permissions::from_mode(FILE_MODE);
    let mut new = tempfile::Builder::new().prefix(PREFIX).permissions(permissions).tempfile_in(folder)?;
    temporary::mark_as_used(new.as_file());
    let mut to = BufWriter::with_capacity(ROWS_READ * ROW_BYTES, new.as_file_mut());
    for part in [&MAGIC[..], &hasher.finalize(), &length, &header] {
        to.write_all(part)?;
    }
    rows.iter().try_for_each(|row| to.write_all(&row))?;
    to.flush()?;
    drop(to);
    new.persist(path)?;
    Ok(())
}

/// An open checkpoint.
pub(crate) struct CheckpointFile {
    file: File,
    pub(crate) header: Header,
    checksum: [u8; 32],
    /// Covers what follows the checksum up to the rows.
    hasher: Sha256,
    rows_start: u64,
}

impl CheckpointFile {
    /// Reads the header. Returns `None` if this program did not write the file, or it was cut.
    pub(crate) fn open(mut file: File) -> Option<Self> {
        let length = file.metadata().ok()?.len();
        let mut start = [0; START];
        file.read_exact(&mut start).ok()?;
        let (magic, rest) = start.split_first_chunk::<20>()?;
        let (checksum, rest) = rest.split_first_chunk::<32>()?;
        let header_length = u64::from_le_bytes(*rest.first_chunk()?);
        let rows_start = header_length.checked_add(START as u64)?;
        if *magic != MAGIC || header_length > HEADER_MAX || rows_start > length {
            return None;
        }
        let mut bytes = vec![0; usize::try_from(header_length).ok()?];
        file.read_exact(&mut bytes).ok()?;
        let header: Header = serde_json::from_slice(&bytes).ok()?;
        u32::try_from(header.lines).ok()?;
        let end = header.lines.checked_mul(ROW_BYTES as u64)?.checked_add(rows_start)?;
        let mut hasher = Sha256::new();
        hasher.update(rest);
        hasher.update(&bytes);
        // A line is longer than its row.
        let is_ours = end == length && header.program == PROGRAM && end - rows_start <= header.stamp.length;
        is_ours.then_some(Self { file, header, checksum: *checksum, hasher, rows_start })
    }

    /// Returns whether the checksum fits, and the header fits the rows.
    pub(crate) fn is_intact(&mut self) -> bool {
        let Self { file, header, hasher, .. } = self;
        let mut check = RowCheck::new(&header.tables);
        let mut are_accepted = true;
        let read = read_rows(file, header.lines, |rows| {
            hasher.update(rows.as_flattened());
            are_accepted &= rows.iter().all(|row| check.accepts(row));
        });
        read.is_ok()
            && are_accepted
            && check.is_complete()
            && <[u8; 32]>::from(hasher.clone().finalize()) == self.checksum
    }

    /// Passes each row to `each`, in order.
    ///
    /// # Errors
    /// Returns an error if the file cannot be read to its end.
    pub(crate) fn for_each_row(&mut self, each: &mut dyn FnMut(&[u8; ROW_BYTES])) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(self.rows_start))?;
        read_rows(&mut self.file, self.header.lines, |rows| rows.iter().for_each(&mut *each))
    }
}

/// Reads this many rows from the position of the file, and passes them on in groups.
fn read_rows(file: &mut File, mut lines: u64, mut each: impl FnMut(&[[u8; ROW_BYTES]])) -> io::Result<()> {
    let mut buffer = vec![[0; ROW_BYTES]; ROWS_READ];
    while lines > 0 {
        let count = usize::try_from(lines).map_or(ROWS_READ, |lines| lines.min(ROWS_READ));
        let rows = &mut buffer[..count];
        file.read_exact(rows.as_flattened_mut())?;
        each(rows);
        lines -= count as u64;
    }
    Ok(())
}
