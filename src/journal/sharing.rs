//! Permissions of the files and folders that the program creates: either only the owner has access, or a
//! group has access too.
//!
//! The mode of the data folder, or of the folder `events` in it, decides whether files are shared. If the
//! group of that folder may write to it, everything created below it is shared with that group, regardless of
//! the account's umask. Otherwise folders are private.
//!
//! Invariants (docs/journal.md F8): everyone in the group can read every journal and open stations of their
//! own. Only the owner of a journal can write or remove it. Only the owner of an event's folder can remove
//! the event.

use std::fs::{self, DirBuilder, File, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt, chown};
use std::path::Path;

/// The mode of journals, of the marks of merged journals and of `event.json`: the group may read, and only
/// the owner may write.
pub(super) const FILE_MODE: u32 = 0o640;

/// The mode of locks and drafts, which belong to one account.
pub(super) const PRIVATE_FILE_MODE: u32 = 0o600;

/// The mode of a folder that is not shared, and of every folder while it is being created.
pub(super) const PRIVATE_FOLDER_MODE: u32 = 0o700;

/// The folders that the program creates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FolderKind {
    /// The folder of all events. It is sticky, so an account cannot remove another account's event.
    Events,
    /// The folder of one event. It is not sticky, because every account that manages the event must be able
    /// to replace `event.json`.
    Event,
    /// The folder of journals. It is sticky, so an account cannot remove another account's journal.
    Stations,
}

impl FolderKind {
    const fn shared_mode(self) -> u32 {
        match self {
            Self::Events | Self::Stations => 0o3770,
            Self::Event => 0o2770,
        }
    }
}

/// The id of the group that new files and folders are shared with, or `None` if they are not shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sharing(Option<u32>);

impl Sharing {
    /// Returns the sharing that the mode of this folder requires.
    pub(super) fn of_folder(folder: &Path) -> io::Result<Self> {
        let meta = folder.metadata()?;
        Ok(Self((meta.mode() & 0o020 != 0).then(|| meta.gid())))
    }

    /// Creates a folder.
    pub(super) fn create_folder(self, path: &Path, kind: FolderKind) -> io::Result<()> {
        DirBuilder::new().mode(PRIVATE_FOLDER_MODE).create(path)?;
        let Some(group) = self.0 else { return Ok(()) };
        if path.metadata()?.gid() != group {
            // An account outside the group cannot assign the folder to that group. The folder then keeps the
            // account's own group.
            match chown(path, None, Some(group)) {
                Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {}
                other => other?,
            }
        }
        fs::set_permissions(path, Permissions::from_mode(kind.shared_mode()))
    }

    /// Lets the group read a new file, regardless of the umask.
    pub(super) fn share_file(self, file: &File) -> io::Result<()> {
        match self.0 {
            Some(_) => file.set_permissions(Permissions::from_mode(FILE_MODE)),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::fs::NewFile;

    fn mode(path: &Path) -> u32 {
        path.metadata().unwrap().mode() & 0o7777
    }

    #[test]
    fn folder_is_private_unless_its_parent_asks_for_a_group() {
        let parent = tempfile::tempdir().unwrap();
        let at = |name: &str| parent.path().join(name);
        fs::set_permissions(parent.path(), Permissions::from_mode(0o755)).unwrap();
        Sharing::of_folder(parent.path())
            .unwrap()
            .create_folder(&at("private"), FolderKind::Stations)
            .unwrap();
        assert_eq!(mode(&at("private")), 0o700);
        fs::set_permissions(parent.path(), Permissions::from_mode(0o770)).unwrap();
        let shared = Sharing::of_folder(parent.path()).unwrap();
        for (name, kind, expected) in [
            ("events", FolderKind::Events, 0o3770),
            ("event", FolderKind::Event, 0o2770),
            ("stations", FolderKind::Stations, 0o3770),
        ] {
            shared.create_folder(&at(name), kind).unwrap();
            assert_eq!(mode(&at(name)), expected, "{name}");
        }
        let file = NewFile::shared_in(&at("stations"), ".x-").unwrap();
        assert_eq!(mode(file.path()), 0o640);
    }
}
