//! The journal's file as the writer sees it.
use std::fs::File;
use std::path::PathBuf;

/// An open journal, and the lock that makes it ours.
#[derive(Debug)]
pub struct JournalFile {
    file: File,
    path: PathBuf,
}
