//! Whose a file is, and who may read and write what is made here: its owner alone, or a group too.
//!
//! A group is asked for by the mode of the data folder, or of `events` in it: where its group may write, all that is
//! made below is shared with that group, whatever the umask of an account says. Otherwise folders are their owner's
//! alone.
//!
//! Invariants (journal.md, Sharing 11): everyone in the group reads every journal and opens stations of their own;
//! only the owner of a journal writes or removes it; only the owner of an event's folder removes the event. No link is
//! followed.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt, chown};
use std::path::Path;

use rustix::fs::OFlags;
use tempfile::NamedTempFile;

/// Opens a file for reading, never through a link.
pub(super) fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).custom_flags(no_follow()).open(path)
}

/// The flag by which a symbolic link is refused instead of followed, and a pipe not waited for.
pub(super) const fn no_follow() -> i32 {
    OFlags::NOFOLLOW.union(OFlags::NONBLOCK).bits().cast_signed()
}

pub(super) fn own_uid() -> u32 {
    rustix::process::geteuid().as_raw()
}

/// The account's name, or its number where it has none.
pub(super) fn account(uid: u32) -> String {
    let number = uid.to_string();
    let list = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    list.lines()
        .map(|line| line.split(':').collect::<Vec<_>>())
        .find(|fields| fields.get(2) == Some(&number.as_str()))
        .map_or_else(|| number.clone(), |fields| fields[0].to_owned())
}

/// Read by the group, written by the owner.
const FILE: u32 = 0o640;

/// The folders that are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Of all events. Sticky: nobody removes another account's event.
    Events,
    /// Of one event. Not sticky: everyone in the group may replace `event.json`, as whoever leads the day must.
    Event,
    /// Of its stations. Sticky: nobody removes another account's journal.
    Stations,
}

impl Kind {
    const fn shared_mode(self) -> u32 {
        match self {
            Self::Events | Self::Stations => 0o3770,
            Self::Event => 0o2770,
        }
    }
}

/// Whom things are shared with: a group by its number, or nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sharing(Option<u32>);

impl Sharing {
    /// What the mode of this folder asks for.
    pub(super) fn of(folder: &Path) -> io::Result<Self> {
        let meta = folder.metadata()?;
        Ok(Self((meta.mode() & 0o020 != 0).then(|| meta.gid())))
    }

    /// Makes a folder.
    pub(super) fn make(self, path: &Path, kind: Kind) -> io::Result<()> {
        DirBuilder::new().mode(0o700).create(path)?;
        let Some(group) = self.0 else { return Ok(()) };
        if path.metadata()?.gid() != group {
            // Whoever is not in the group cannot give it anything: the folder is their own group's then.
            match chown(path, None, Some(group)) {
                Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {}
                other => other?,
            }
        }
        fs::set_permissions(path, Permissions::from_mode(kind.shared_mode()))
    }

    /// Lets the group read a file that was made.
    pub(super) fn open_up(self, file: &File) -> io::Result<()> {
        match self.0 {
            Some(_) => file.set_permissions(Permissions::from_mode(FILE)),
            None => Ok(()),
        }
    }
}

/// A new file in this folder under a name that is nobody's, to be filled and renamed.
pub(super) fn temporary(folder: &Path, prefix: &str) -> io::Result<NamedTempFile> {
    let file = tempfile::Builder::new()
        .prefix(prefix)
        .permissions(Permissions::from_mode(FILE))
        .tempfile_in(folder)?;
    Sharing::of(folder)?.open_up(file.as_file())?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(path: &Path) -> u32 {
        path.metadata().unwrap().mode() & 0o7777
    }

    #[test]
    fn a_folder_is_its_owners_alone_unless_a_group_is_asked_for() {
        let place = tempfile::tempdir().unwrap();
        let at = |name: &str| place.path().join(name);
        fs::set_permissions(place.path(), Permissions::from_mode(0o755)).unwrap();
        Sharing::of(place.path()).unwrap().make(&at("alone"), Kind::Stations).unwrap();
        assert_eq!(mode(&at("alone")), 0o700);
        fs::set_permissions(place.path(), Permissions::from_mode(0o770)).unwrap();
        let shared = Sharing::of(place.path()).unwrap();
        for (name, kind, says) in
            [("events", Kind::Events, 0o3770), ("event", Kind::Event, 0o2770), ("s", Kind::Stations, 0o3770)]
        {
            shared.make(&at(name), kind).unwrap();
            assert_eq!(mode(&at(name)), says, "{name}");
        }
        let file = temporary(&at("s"), ".x-").unwrap();
        assert_eq!(mode(file.path()), 0o640);
    }
}
