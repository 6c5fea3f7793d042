//! The answers to the doubts about a table: from options, from `--map`, and from earlier imports.
//!
//! Invariant: an answer that a person gave is kept by the header's signature, in the folder `maps` of the data folder, and
//! used for the next table with the same header. Options and `--map` come before it.

use std::path::{Path, PathBuf};
use std::{fs, io};

use sha2::{Digest, Sha256};

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::import::error::ImportError;
use crate::cli::import::options::Args;
use crate::cli::{argument, input_file};
use crate::report::file::{self, ReportFileError};
use crate::report::json;
use crate::spreadsheet::{Answer, Header, Mapping};

/// Maximum size of a mapping in bytes.
const MAP_MAX: usize = 1024 * 1024;

/// Reads the answers of the options and of `--map`.
///
/// # Errors
/// [`Failure`] if the file cannot be read or is no mapping, or `--station` is no station.
pub(super) fn given(args: &Args) -> Result<Mapping, Failure> {
    let mut mapping = match &args.map {
        Some(path) => parse(path, &input_file::read(path, MAP_MAX)?)?,
        None => Mapping::default(),
    };
    if let Some(order) = args.dates {
        mapping.dates = Some(Answer::Given(Some(order.into())));
    }
    if let Some(mark) = args.decimal {
        mapping.decimal = Some(Answer::Given(Some(mark.into())));
    }
    if let Some(station) = args.station.as_ref().or(mapping.station.as_ref()) {
        mapping.station = Some(argument::station(station)?.to_string());
    }
    Ok(mapping)
}

fn parse(path: &Path, bytes: &[u8]) -> Result<Mapping, Failure> {
    let text = String::from_utf8_lossy(bytes);
    Mapping::parse(&text).map_err(|error| Failure::Import(ImportError::Map { file: path.to_owned(), error }))
}

/// Returns the file of the answers for tables with this header.
///
/// # Errors
/// [`Failure::NoDataFolder`].
pub(super) fn path(context: &Context, header: &Header) -> Result<PathBuf, Failure> {
    let digest = Sha256::digest(header.signature().as_bytes());
    let name: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    Ok(context.data()?.path().join("maps").join(format!("{name}.json")))
}

/// Reads the answers of an earlier import, or returns `None` if there are none.
///
/// # Errors
/// [`Failure`] if the file cannot be read or is no mapping.
pub(super) fn stored(path: &Path) -> Result<Option<Mapping>, Failure> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        _ => parse(path, &input_file::read(path, MAP_MAX)?).map(Some),
    }
}

/// Stores answers for the next import.
///
/// # Errors
/// [`Failure`] if the file cannot be written.
pub(super) fn store(context: &Context, path: &Path, answers: &Mapping) -> Result<(), Failure> {
    let failure = |error| Failure::Import(ImportError::Answers { file: path.to_owned(), error });
    let text = json::pretty(answers).map_err(|error| failure(error.into()))?;
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failure)?;
    }
    file::replace(path, text.as_bytes(), &context.data()?.events_path()).map_err(|error| match error {
        ReportFileError::InEvents { path } => Failure::OutputInEvents { path },
        ReportFileError::Io(error) => failure(error),
    })
}
