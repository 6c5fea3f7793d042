//! Reads `event.json`, and changes it by replacing the whole file.
//!
//! Invariants (docs/journal.md F4):
//! - A reader sees the old event or the new one, never a part of one.
//! - If two processes change the event at the same time, both changes take effect, because the second process
//!   waits for `event.lock` and then reads the result of the first change.

use std::io::ErrorKind;
use std::path::Path;

use crate::domain::event::{Event, EventError};
use crate::journal::event_folder::EventFolder;
use crate::journal::folder_error::FolderError;
use crate::journal::folder_lock::FolderLock;
use crate::journal::fs::{self, at};
use crate::journal::names;

/// The maximum number of bytes read. An event with the maximum number of materials and long names takes a
/// tenth of this size.
const LENGTH_MAX: u64 = 1024 * 1024;

/// Reads `event.json` in this folder.
///
/// # Errors
/// [`FolderError`] if the file does not exist, cannot be read, or does not describe an event.
pub(crate) fn read(folder: &Path) -> Result<Event, FolderError> {
    let path = folder.join(names::EVENT_FILE);
    if !path.symlink_metadata().map_err(at(&path))?.is_file() {
        return Err(FolderError::NotAFile { path });
    }
    let event = match fs::read_text(&path, LENGTH_MAX) {
        Err(error) if error.kind() == ErrorKind::InvalidData => Err(EventError::NotUtf8),
        text => Event::from_json(&text.map_err(at(&path))?),
    };
    event.map_err(|error| FolderError::Event { path, error })
}

/// Writes `event.json` as a whole.
pub(super) fn write(folder: &Path, event: &Event) -> Result<(), FolderError> {
    write_unconfirmed(folder, event)?;
    Ok(fs::sync_folder(folder).map_err(at(folder))?)
}

fn write_unconfirmed(folder: &Path, event: &Event) -> Result<(), FolderError> {
    let path = folder.join(names::EVENT_FILE);
    let text = event.to_json().map_err(|error| at(&path)(error.into()))?;
    Ok(fs::replace_unconfirmed(&path, names::TEMPORARY_EVENT_FILE, text.as_bytes())?)
}

/// Reads `event.json` again, changes the event and writes it, all under `event.lock`. Returns the changed
/// event.
///
/// # Errors
/// Every error of `change`, and [`FolderError`], including when the changed event is not valid. The file is then
/// unchanged, except after [`FolderError::ChangeUnconfirmed`].
pub(crate) fn change<E: From<FolderError>>(
    folder: &EventFolder,
    change: impl FnOnce(&mut Event) -> Result<(), E>,
) -> Result<EventFolder, E> {
    let _lock = FolderLock::acquire(&folder.path, names::EVENT_LOCK)?;
    let mut event = read(&folder.path)?;
    change(&mut event)?;
    event.check().map_err(FolderError::NewEvent)?;
    write_unconfirmed(&folder.path, &event)?;
    fs::sync_folder(&folder.path)
        .map_err(|error| FolderError::ChangeUnconfirmed { slug: folder.slug.clone(), error })?;
    Ok(EventFolder { event, ..folder.clone() })
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::thread;

    use super::*;
    use crate::journal::testing::folder;

    #[test]
    fn changes_at_the_same_time_all_take_effect() {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        thread::scope(|scope| {
            for number in 0..8 {
                let folder = &folder;
                scope.spawn(move || {
                    change::<FolderError>(folder, |event| {
                        event.extra.insert(&format!("field{number}"), &number.to_string());
                        Ok(())
                    })
                    .unwrap();
                });
            }
        });
        assert_eq!(read(&folder.path).unwrap().extra.len(), 8);
        let names = fs::read_dir(&folder.path).unwrap().count();
        assert_eq!(names, 3, "event.json, event.lock, stations and nothing else");
    }

    #[test]
    fn an_event_that_an_editor_saved_with_a_byte_order_mark_is_read() {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        let before = read(&folder.path).unwrap();
        let text = fs::read_to_string(folder.event_file()).unwrap();
        fs::write(folder.event_file(), format!("\u{feff}{text}")).unwrap();
        assert_eq!(read(&folder.path).unwrap(), before);
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [b"\xff\xfe".iter().chain(&utf16).copied().collect(), b"{\"name\":\"\xff\"}".to_vec()] {
            fs::write(folder.event_file(), bytes).unwrap();
            let error = read(&folder.path);
            assert!(matches!(error, Err(FolderError::Event { error: EventError::NotUtf8, .. })), "{error:?}");
        }
    }

    #[test]
    fn rejected_change_leaves_the_file_as_it_was() {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        let before = fs::read(folder.event_file()).unwrap();
        let error = change::<FolderError>(&folder, |event| {
            event.name = String::new();
            Ok(())
        });
        assert!(matches!(error, Err(FolderError::NewEvent(EventError::Name))));
        let failed = || FolderError::Random(getrandom::Error::UNSUPPORTED);
        assert!(change(&folder, |_| Err(failed())).is_err());
        assert_eq!(fs::read(folder.event_file()).unwrap(), before);
    }
}
