//! What reaches the two standard streams.
//!
//! Invariant: a closed standard output is the reader's wish to stop and no failure; a closed standard
//! error silences messages and changes nothing else.

use std::fs::Permissions;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use serde::Serialize;

use crate::cli::failure::Failure;

/// Writes a result. Ends quietly where standard output was closed.
///
/// # Errors
/// [`Failure::Output`] where it cannot be written otherwise.
pub fn result(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::Output(error)),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Writes a text as it is.
///
/// # Errors
/// [`Failure::Output`].
pub fn text(text: &str) -> Result<(), Failure> {
    result(|out| out.write_all(text.as_bytes()))
}

/// Writes a value as indented JSON with a final line feed.
///
/// # Errors
/// [`Failure::Output`].
pub fn json(value: &impl Serialize) -> Result<(), Failure> {
    result(|out| {
        serde_json::to_writer_pretty(&mut *out, value)?;
        out.write_all(b"\n")
    })
}

/// Writes a text to this file, whole or not at all, or to standard output.
///
/// # Errors
/// [`Failure`].
pub fn to(file: Option<&Path>, written: &str) -> Result<(), Failure> {
    file.map_or_else(|| text(written), |path| replace(path, written))
}

/// Puts a file in place whole: whoever reads it meets the old one or the new one.
fn replace(path: &Path, text: &str) -> Result<(), Failure> {
    let fault = |error| Failure::File { path: path.to_owned(), error };
    // A link keeps its place: what it points to is replaced. A pipe or a device can only be written.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if path.metadata().is_ok_and(|meta| !meta.is_file()) {
        return std::fs::write(&path, text).map_err(fault);
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    // The mode of any new file, less what the umask takes: a report is made to be read by others.
    let mode = Permissions::from_mode(0o666);
    let mut file = tempfile::Builder::new().permissions(mode).tempfile_in(folder).map_err(fault)?;
    file.write_all(text.as_bytes()).map_err(fault)?;
    file.as_file().sync_all().map_err(fault)?;
    file.persist(&path).map(drop).map_err(|error| fault(error.error))
}

/// Writes one sentence to standard error.
pub fn message(sentence: &str) {
    // Where nobody listens there is nobody to tell.
    let _ = writeln!(io::stderr().lock(), "{sentence}");
}
