//! `event.json`: read, and changed by replacing it whole.
//!
//! Invariant: readers see the old or the new event, never a half; two changes at once both count,
//! because each reads what the other wrote, under `event.lock`.

use std::fs::{File, OpenOptions, Permissions, TryLockError};
use std::io::{self, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;
use std::thread;
use std::time::Duration;

use crate::domain::event::Event;
use crate::journal::folder::{EventFolder, FolderFault};

/// Reads `event.json` in this folder.
///
/// # Errors
/// [`FolderFault`] where it is not there, cannot be read, or is no event.
pub fn read(folder: &Path) -> Result<Event, FolderFault> {
    todo!()
}

/// Reads the event anew, changes it and writes it, all under `event.lock`. Returns it as it now stands.
///
/// # Errors
/// Whatever `change` returns, and [`FolderFault`]; the file is then as it was.
pub fn change<E: From<FolderFault>>(
    folder: &EventFolder,
    change: impl FnOnce(&mut Event) -> Result<(), E>,
) -> Result<EventFolder, E> {
    todo!()
}
