//! The data folder: lists, opens and creates events.
//!
//! Invariants (docs/journal.md F2, F5):
//! - Only slugs are joined to the path.
//! - Reading creates nothing.
//! - An event appears complete or not at all, because its folder is made under a temporary name and then
//!   renamed. So two consoles that start at the same time open the same event.

use std::cmp::Reverse;
use std::fs::{self, DirBuilder, TryLockError};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use crate::domain::event::{Event, is_slug};
use crate::journal::event_folder::EventFolder;
use crate::journal::folder_error::FolderError;
use crate::journal::folder_lock::FolderLock;
use crate::journal::fs::{at, list, sync_folder};
use crate::journal::sharing::{FolderKind, PRIVATE_FOLDER_MODE, Sharing};
use crate::journal::{event_file, names, slug, temporary};

/// The maximum number of events that may have the same date and the same name.
const SAME_NAME_MAX: u32 = 999;

/// The folder that holds all events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataDir(PathBuf);

/// How to name the folder of a new event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlugChoice {
    /// The slug is the date alone. This is the default event of a day. If that event exists, it is opened and
    /// no event is created.
    Day,
    /// The slug is the date and the name. If that slug is in use, `-2`, `-3` … is appended.
    Named,
}

/// All events of a data folder.
#[derive(Debug, Default)]
pub struct Listing {
    /// The events that can be read, newest date first.
    pub events: Vec<EventFolder>,
    /// The slugs of the events that cannot be read, each with the reason.
    pub broken: Vec<(String, FolderError)>,
}

impl DataDir {
    /// Returns the platform's data folder for this account, or `None` if the account has no home folder.
    #[must_use]
    pub fn platform() -> Option<Self> {
        ProjectDirs::from("", "", "tarazy").map(|dirs| Self(dirs.data_dir().to_owned()))
    }

    /// Returns the data folder at this path, which need not exist.
    #[must_use]
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    /// Returns the path of the data folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Returns the path of the folder of events.
    #[must_use]
    pub fn events_path(&self) -> PathBuf {
        self.0.join(names::EVENTS)
    }

    /// Returns an error if the folder of events is a link (F7), or a folder above it is a link to something that does not
    /// exist.
    ///
    /// Without this check the events would seem to be missing, and a new one would be made.
    fn check_links(&self) -> Result<(), FolderError> {
        let events = self.events_path();
        if events.is_symlink() {
            return Err(FolderError::Link { path: events });
        }
        let broken = |path: &&Path| path.is_symlink() && matches!(path.try_exists(), Ok(false));
        match events.ancestors().find(broken).map(|path| (path, fs::read_link(path))) {
            Some((path, Ok(target))) => Err(FolderError::AbsentTarget { path: path.to_owned(), target }),
            _ => Ok(()),
        }
    }

    /// Lists every event, including those that cannot be read. A missing folder has no events.
    ///
    /// # Errors
    /// [`FolderError::Io`] if the folder cannot be listed, [`FolderError::Link`] if it is a link,
    /// [`FolderError::AbsentTarget`] if a folder above it is a link to nothing.
    pub fn listing(&self) -> Result<Listing, FolderError> {
        self.check_links()?;
        let mut listing = Listing::default();
        for (slug, _) in list(&self.events_path())?.into_iter().filter(|(name, _)| is_slug(name)) {
            match self.open(&slug) {
                Ok(event) => listing.events.push(event),
                Err(FolderError::NoEvent { .. }) => {}
                Err(error) => listing.broken.push((slug, error)),
            }
        }
        let key = |event: &EventFolder| (event.event.date, event.slug.clone());
        listing.events.sort_by_key(|event| Reverse(key(event)));
        Ok(listing)
    }

    /// Returns every event that can be read, newest date first.
    ///
    /// # Errors
    /// Returns the same errors as [`DataDir::listing`].
    pub fn events(&self) -> Result<Vec<EventFolder>, FolderError> {
        self.listing().map(|listing| listing.events)
    }

    /// Opens the event with this slug.
    ///
    /// # Errors
    /// [`FolderError`] if the slug is malformed or unknown, or the event cannot be read.
    pub fn open(&self, slug: &str) -> Result<EventFolder, FolderError> {
        if !is_slug(slug) {
            return Err(FolderError::BadSlug(slug.to_owned()));
        }
        self.check_links()?;
        let path = self.events_path().join(slug);
        let stations = path.join(names::STATIONS);
        for folder in [&path, &stations] {
            if folder.is_symlink() {
                return Err(FolderError::Link { path: folder.clone() });
            }
        }
        match event_file::read(&path) {
            Ok(event) => {
                // The folder of journals is created together with the event. If the folder is missing, the
                // event has lost its journals.
                stations.symlink_metadata().map_err(at(&stations))?;
                Ok(EventFolder { slug: slug.to_owned(), path, event })
            }
            Err(FolderError::Io { error, .. }) if error.kind() == io::ErrorKind::NotFound => {
                Err(FolderError::NoEvent { slug: slug.to_owned() })
            }
            Err(error) => Err(error),
        }
    }

    /// Returns the path of the folder of events, and creates the folder if necessary.
    fn create_events_path(&self) -> Result<PathBuf, FolderError> {
        self.check_links()?;
        let events = self.events_path();
        if events.is_dir() {
            return Ok(events);
        }
        DirBuilder::new().recursive(true).mode(PRIVATE_FOLDER_MODE).create(&self.0).map_err(at(&self.0))?;
        let created = Sharing::of_folder(&self.0)
            .and_then(|sharing| sharing.create_folder(&events, FolderKind::Events));
        match created {
            // Another process created the folder in the meantime.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            other => other.map_err(at(&events))?,
        }
        sync_folder(&self.0).map_err(at(&self.0))?;
        // The folder above may be one that this account cannot read.
        let _denied = self.0.parent().map(sync_folder);
        Ok(events)
    }

    /// Takes a lock in the folder of events.
    pub(super) fn lock(&self, name: &str) -> Result<FolderLock, FolderError> {
        FolderLock::acquire(&self.create_events_path()?, name)
    }

    /// Creates the folder of an event.
    ///
    /// # Errors
    /// [`FolderError`] if the folder cannot be created. No partial event and no new folder remains.
    pub fn create(&self, event: &Event, choice: SlugChoice) -> Result<EventFolder, FolderError> {
        let new_folders: Vec<_> =
            [self.events_path(), self.0.clone()].into_iter().filter(|path| !path.exists()).collect();
        let created = self.create_in_events(event, choice);
        if created.is_err() {
            // Only an empty folder can be removed, so an event that another process made stays.
            new_folders.iter().for_each(|path| drop(fs::remove_dir(path)));
        }
        created
    }

    fn create_in_events(&self, event: &Event, choice: SlugChoice) -> Result<EventFolder, FolderError> {
        event.check()?;
        let events = self.create_events_path()?;
        let sharing = Sharing::of_folder(&events).map_err(at(&events))?;
        temporary::sweep(&events, &[names::TEMPORARY_EVENT]);
        let temporary = tempfile::Builder::new()
            .prefix(names::TEMPORARY_EVENT)
            .tempdir_in(&events)
            .map_err(at(&events))?;
        let in_use = fs::File::open(temporary.path()).map_err(at(temporary.path()))?;
        temporary::mark_as_used(&in_use);
        check_locks(&events)?;
        let built = temporary.path().join("event");
        build(&built, event, sharing)?;
        let name = if choice == SlugChoice::Named { event.name.as_str() } else { "" };
        for copy in 1..=SAME_NAME_MAX {
            let slug = slug::of_event(event.date, name, copy);
            let path = events.join(&slug);
            // The rename fails if `path` is a folder that is not empty.
            match fs::rename(&built, &path) {
                Ok(()) => {
                    // The event cannot be taken back, because another console may have opened it.
                    if let Err(error) = sync_folder(&events) {
                        return Err(FolderError::Unconfirmed { slug, error });
                    }
                    return Ok(EventFolder { slug, path, event: event.clone() });
                }
                Err(error) if !is_name_in_use(&error) => return Err(FolderError::Io { path, error }),
                Err(_) if choice == SlugChoice::Day => {
                    let existing = self.open(&slug)?;
                    // The date of an event can be changed, but not its slug.
                    if existing.event.date == event.date {
                        return Ok(existing);
                    }
                }
                Err(_) => {}
            }
        }
        Err(FolderError::BadSlug(slug::of_event(event.date, name, SAME_NAME_MAX)))
    }
}

/// Returns an error if files in this folder cannot be locked, because then no station could be opened. The file that it
/// locks has no name.
fn check_locks(folder: &Path) -> Result<(), FolderError> {
    let file = tempfile::tempfile_in(folder).map_err(at(folder))?;
    match file.try_lock() {
        // Nobody else can hold a lock on a new file.
        Ok(()) | Err(TryLockError::WouldBlock) => Ok(()),
        Err(TryLockError::Error(error)) => Err(FolderError::Io { path: folder.to_owned(), error }),
    }
}

fn is_name_in_use(error: &io::Error) -> bool {
    use io::ErrorKind::{AlreadyExists, DirectoryNotEmpty, NotADirectory};
    matches!(error.kind(), AlreadyExists | DirectoryNotEmpty | NotADirectory)
}

/// Creates the folder of a new event and syncs it.
fn build(folder: &Path, event: &Event, sharing: Sharing) -> Result<(), FolderError> {
    let stations = folder.join(names::STATIONS);
    for (path, kind) in [(folder, FolderKind::Event), (&stations, FolderKind::Stations)] {
        sharing.create_folder(path, kind).map_err(at(path))?;
    }
    event_file::write(folder, event)?;
    sync_folder(&stations).map_err(at(&stations))?;
    sync_folder(folder).map_err(at(folder))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs::Permissions;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
    use std::time::{Duration, SystemTime};

    use super::*;
    use crate::journal::testing::event;

    #[test]
    fn slug_in_use_gets_a_number() {
        let data = tempfile::tempdir().unwrap();
        let dir = DataDir::at(data.path());
        let slugs: Vec<_> = (0..3).map(|_| dir.create(&event(25), SlugChoice::Named).unwrap().slug).collect();
        let name = "2026-01-25-recycle-birge";
        assert_eq!(slugs, [name.to_owned(), format!("{name}-2"), format!("{name}-3")]);
        assert_eq!(dir.create(&event(25), SlugChoice::Day).unwrap().slug, "2026-01-25");
        assert_eq!(dir.open(name).unwrap().event, event(25));
    }

    #[test]
    fn only_slugs_are_joined_to_the_path() {
        let data = tempfile::tempdir().unwrap();
        let dir = DataDir::at(data.path());
        for bad in ["", "..", "../x", "/etc", "A"] {
            assert!(matches!(dir.open(bad), Err(FolderError::BadSlug(_))), "{bad}");
        }
        assert!(matches!(dir.open("x"), Err(FolderError::NoEvent { .. })));
    }

    #[test]
    fn event_is_private_unless_the_group_may_write_the_data_folder() {
        let data = tempfile::tempdir().unwrap();
        let mode = |path: &Path| path.metadata().unwrap().mode() & 0o7777;
        let alone = DataDir::at(data.path().join("alone")).create(&event(24), SlugChoice::Day).unwrap();
        let events = alone.path.parent().unwrap();
        assert_eq!([events, &alone.path, &alone.stations()].map(mode), [0o700; 3]);
        let group = data.path().join("group");
        fs::create_dir(&group).unwrap();
        fs::set_permissions(&group, Permissions::from_mode(0o2770)).unwrap();
        let shared = DataDir::at(&group).create(&event(25), SlugChoice::Day).unwrap();
        let events = shared.path.parent().unwrap();
        assert_eq!([events, &shared.path, &shared.stations()].map(mode), [0o3770, 0o2770, 0o3770]);
        assert_eq!(mode(&shared.event_file()), 0o640);
    }

    #[test]
    fn event_without_its_journals_is_listed_as_broken_beside_the_others() {
        let data = tempfile::tempdir().unwrap();
        let dir = DataDir::at(data.path());
        let made = dir.create(&event(25), SlugChoice::Day).unwrap();
        dir.create(&event(24), SlugChoice::Day).unwrap();
        fs::remove_dir(made.stations()).unwrap();
        let listing = dir.listing().unwrap();
        assert_eq!((listing.events.len(), listing.broken.len()), (1, 1));
        assert!(matches!(dir.open(&made.slug), Err(FolderError::Io { path, .. }) if path == made.stations()));
    }

    #[test]
    fn symbolic_links_are_not_read_as_events() {
        let data = tempfile::tempdir().unwrap();
        let dir = DataDir::at(data.path());
        let made = dir.create(&event(25), SlugChoice::Day).unwrap();
        let away = data.path().join("away");
        symlink(&made.path, made.path.with_file_name("link")).unwrap();
        assert!(matches!(dir.open("link"), Err(FolderError::Link { .. })));
        fs::rename(made.stations(), &away).unwrap();
        symlink(&away, made.stations()).unwrap();
        assert!(matches!(dir.open(&made.slug), Err(FolderError::Link { path }) if path == made.stations()));
        fs::remove_file(made.stations()).unwrap();
        fs::rename(&away, made.stations()).unwrap();
        let file = made.event_file();
        fs::rename(&file, &away).unwrap();
        symlink(&away, &file).unwrap();
        assert!(matches!(dir.open(&made.slug), Err(FolderError::NotAFile { .. })));
        fs::remove_file(&file).unwrap();
        fs::write(&file, vec![b' '; 2 << 20]).unwrap();
        assert!(matches!(dir.open(&made.slug), Err(FolderError::Io { .. })));
        let events = data.path().join("elsewhere");
        fs::rename(dir.events_path(), &events).unwrap();
        symlink(&events, dir.events_path()).unwrap();
        let is_link =
            |error: FolderError| matches!(error, FolderError::Link { path } if path == dir.events_path());
        assert!(is_link(dir.open(&made.slug).unwrap_err()) && is_link(dir.listing().unwrap_err()));
        assert!(is_link(dir.create(&event(26), SlugChoice::Day).unwrap_err()));
    }

    #[test]
    fn event_that_was_never_finished_is_removed_by_the_next() {
        let data = tempfile::tempdir().unwrap();
        let dir = DataDir::at(data.path());
        dir.create(&event(25), SlugChoice::Day).unwrap();
        // A process was killed while it made an event.
        let left = dir.events_path().join(".new-abc123");
        fs::create_dir_all(left.join("event/stations")).unwrap();
        let made_yesterday = SystemTime::now() - Duration::from_secs(24 * 3600);
        fs::File::open(&left).unwrap().set_modified(made_yesterday).unwrap();
        dir.create(&event(24), SlugChoice::Day).unwrap();
        assert!(!left.exists());
        assert_eq!(fs::read_dir(dir.events_path()).unwrap().count(), 2);
    }
}
