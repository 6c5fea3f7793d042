//! Output to the two standard streams.
//!
//! Invariant: a closed standard output is not a failure of a command that reads, because the reader wants no more. If
//! standard error is closed, messages are lost and nothing else changes.

use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::Path;

use serde::Serialize;

use crate::cli::failure::Failure;
use crate::journal::data_dir::DataDir;
use crate::report::file::{self, ReportFileError};
use crate::report::json;
use crate::screen::shutdown;

/// Writes a result. Succeeds if standard output is closed.
///
/// # Errors
/// [`Failure::Output`] if standard output cannot be written for another reason.
pub(super) fn result(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::Output(error)),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Writes a text unchanged.
///
/// # Errors
/// [`Failure::Output`].
pub(super) fn text(text: &str) -> Result<(), Failure> {
    result(|out| out.write_all(text.as_bytes()))
}

/// Writes the answer of a command that has changed something. A reader who closed standard output does not know that,
/// so this is a failure too. `record` is the name of the record that the command has saved, if it saves one.
///
/// # Errors
/// [`Failure::Unanswered`].
pub(super) fn answer(text: &str, record: Option<String>) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    written.map_err(|error| Failure::Unanswered { record, error })
}

/// Writes a value as indented JSON with a final newline, safe for a terminal.
///
/// # Errors
/// [`Failure::Output`].
pub(super) fn json(value: &impl Serialize) -> Result<(), Failure> {
    let written = json::pretty(value).map_err(|error| Failure::Output(error.into()))?;
    text(&written)
}

/// Writes the JSON answer of a command that has changed something, like [`answer`].
///
/// # Errors
/// [`Failure::Unanswered`].
pub(super) fn answer_json(value: &impl Serialize) -> Result<(), Failure> {
    let written = json::pretty(value).map_err(|error| Failure::Output(error.into()))?;
    answer(&written, None)
}

/// Writes a content to this file, completely or not at all, or to standard output if there is no path. The file
/// cannot be in the folder of events of `data`.
///
/// # Errors
/// [`Failure::OutputInEvents`], [`Failure::File`] or [`Failure::Output`].
pub(super) fn write_to(path: Option<&Path>, content: &[u8], data: &DataDir) -> Result<(), Failure> {
    let Some(path) = path else { return result(|out| out.write_all(content)) };
    file::replace(path, content, &data.events_path()).map_err(|error| match error {
        ReportFileError::InEvents { path } => Failure::OutputInEvents { path },
        ReportFileError::Io(error) => Failure::File { path: path.to_owned(), error },
    })
}

/// Writes one sentence to standard error. After a console, it is not waited for: standard error may be a terminal that
/// does not read.
pub(super) fn message(sentence: &str) {
    if shutdown::catches_signals() {
        return shutdown::write_error_line(sentence.to_owned());
    }
    // If standard error is closed, the message cannot be shown.
    let _ = writeln!(io::stderr().lock(), "{sentence}");
}
