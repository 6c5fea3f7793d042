//! The data folder: which events there are, and which one is meant.
//!
//! Invariants:
//! - Only slugs and station ids are ever joined to a path.
//! - Reading never creates anything.
//! - An event appears whole or not at all: its folder is built under a temporary name and renamed, so two
//!   consoles that start together end up in one event.

use std::cmp::Reverse;
use std::fs::{self, DirBuilder, File, FileType};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Duration, Utc};
use directories::ProjectDirs;

use crate::domain::event::{Event, EventError, is_slug};
use crate::domain::record::{Moment, StationId};
use crate::journal::rights::{Kind, Sharing};
use crate::journal::{event_file, slug, station};

/// For how long after its last record an event of another day is still the one that is written.
const STILL_OPEN: Duration = Duration::hours(18);

/// The folder that holds all events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataDir(PathBuf);

/// One event on the disk.
#[derive(Clone, Debug)]
pub struct EventFolder {
    pub slug: String,
    pub path: PathBuf,
    pub event: Event,
}

/// How a new event's folder is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlugChoice {
    /// The date alone: the one event that a day gets by itself. If it exists it is opened instead.
    Day,
    /// Date and name, with `-2`, `-3` … where that is taken.
    Named,
}

/// Why a folder or an event cannot be used.
#[derive(Debug)]
pub enum FolderError {
    Io {
        path: PathBuf,
        error: io::Error,
    },
    /// Not of the form `[a-z0-9-]{1,64}`.
    BadSlug(String),
    /// There is no such event.
    NoEvent {
        slug: String,
    },
    /// A link stands where an event's folder should: it could lead anywhere.
    Link {
        path: PathBuf,
    },
    /// A link, a folder or a device stands where `event.json` should.
    NotAFile {
        path: PathBuf,
    },
    /// `event.json` was replaced by another event's.
    OtherEvent {
        path: PathBuf,
    },
    /// `event.json` is no event that this version can work with.
    Event {
        path: PathBuf,
        fault: EventError,
    },
    /// Another process has been changing `event.json` for seconds.
    Busy {
        path: PathBuf,
    },
    /// The event that was to be made is none.
    NewEvent(EventError),
    /// The system gave no random numbers.
    Random,
}

impl From<EventError> for FolderError {
    fn from(fault: EventError) -> Self {
        Self::NewEvent(fault)
    }
}

/// All that stands in the folder of events.
#[derive(Debug, Default)]
pub struct Listing {
    /// The newest date first.
    pub events: Vec<EventFolder>,
    /// Events that cannot be read, by slug.
    pub broken: Vec<(String, FolderError)>,
}

impl DataDir {
    /// The platform's data folder of this account; `None` where it has no home.
    #[must_use]
    pub fn platform() -> Option<Self> {
        ProjectDirs::from("", "", "tarazy").map(|dirs| Self(dirs.data_dir().to_owned()))
    }

    #[must_use]
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    fn events_path(&self) -> PathBuf {
        self.0.join("events")
    }

    /// Every event, readable or not.
    ///
    /// # Errors
    /// [`FolderError::Io`] where the folder cannot be listed. No folder is no event.
    pub fn listing(&self) -> Result<Listing, FolderError> {
        let mut listing = Listing::default();
        for (slug, _) in entries(&self.events_path())?.into_iter().filter(|(name, _)| is_slug(name)) {
            match self.open(&slug) {
                Ok(event) => listing.events.push(event),
                Err(FolderError::NoEvent { .. }) => {}
                Err(fault) => listing.broken.push((slug, fault)),
            }
        }
        let key = |event: &EventFolder| (event.event.date, event.slug.clone());
        listing.events.sort_by_key(|event| Reverse(key(event)));
        Ok(listing)
    }

    /// Every event that can be read, the newest date first.
    ///
    /// # Errors
    /// As [`DataDir::listing`].
    pub fn events(&self) -> Result<Vec<EventFolder>, FolderError> {
        self.listing().map(|listing| listing.events)
    }

    /// The event of this slug.
    ///
    /// # Errors
    /// [`FolderError`] where the slug is refused, unknown, or its event broken.
    pub fn open(&self, slug: &str) -> Result<EventFolder, FolderError> {
        if !is_slug(slug) {
            return Err(FolderError::BadSlug(slug.to_owned()));
        }
        let path = self.events_path().join(slug);
        let stations = path.join("stations");
        for folder in [&path, &stations] {
            if folder.is_symlink() {
                return Err(FolderError::Link { path: folder.clone() });
            }
        }
        match event_file::read(&path) {
            Ok(event) => {
                // It is made with the event: one without it has lost its journals.
                stations.symlink_metadata().map_err(at(&stations))?;
                Ok(EventFolder { slug: slug.to_owned(), path, event })
            }
            Err(FolderError::Io { error, .. }) if error.kind() == io::ErrorKind::NotFound => {
                Err(FolderError::NoEvent { slug: slug.to_owned() })
            }
            Err(fault) => Err(fault),
        }
    }

    /// The folder of events, made where there is none.
    fn made(&self) -> Result<PathBuf, FolderError> {
        let events = self.events_path();
        if events.is_dir() {
            return Ok(events);
        }
        DirBuilder::new().recursive(true).mode(0o700).create(&self.0).map_err(at(&self.0))?;
        match Sharing::of(&self.0).and_then(|sharing| sharing.make(&events, Kind::Events)) {
            // Another console was faster.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            other => other.map_err(at(&events))?,
        }
        Ok(events)
    }

    /// Takes a lock that only one process may hold that makes events.
    pub(super) fn lock(&self, name: &str) -> Result<File, FolderError> {
        event_file::lock(&self.made()?, name)
    }

    /// Makes the event's folder.
    ///
    /// # Errors
    /// [`FolderError`]; no half-made event is left behind.
    pub fn create(&self, event: &Event, choice: SlugChoice) -> Result<EventFolder, FolderError> {
        let events = self.made()?;
        let sharing = Sharing::of(&events).map_err(at(&events))?;
        let new = tempfile::Builder::new().prefix(".new-").tempdir_in(&events).map_err(at(&events))?;
        let built = new.path().join("event");
        build(&built, event, sharing)?;
        let name = if choice == SlugChoice::Named { event.name.as_str() } else { "" };
        for copy in 1..=COPIES_MAX {
            let slug = slug::of(event.date, name, copy);
            let path = events.join(&slug);
            // Of a folder onto a folder that holds anything, the rename is refused by the system.
            match fs::rename(&built, &path) {
                Ok(()) => {
                    sync_folder(&events)?;
                    return Ok(EventFolder { slug, path, event: event.clone() });
                }
                Err(error) if !is_taken(&error) => return Err(FolderError::Io { path, error }),
                Err(_) if choice == SlugChoice::Day => return self.open(&slug),
                Err(_) => {}
            }
        }
        Err(FolderError::BadSlug(slug::of(event.date, name, COPIES_MAX)))
    }
}

/// How many events of one day may have the same name.
const COPIES_MAX: u32 = 999;

fn is_taken(error: &io::Error) -> bool {
    use io::ErrorKind::{AlreadyExists, DirectoryNotEmpty, NotADirectory};
    matches!(error.kind(), AlreadyExists | DirectoryNotEmpty | NotADirectory)
}

/// Makes a new event's folder and syncs it.
fn build(folder: &Path, event: &Event, sharing: Sharing) -> Result<(), FolderError> {
    let stations = folder.join("stations");
    for (path, kind) in [(folder, Kind::Event), (&stations, Kind::Stations)] {
        sharing.make(path, kind).map_err(at(path))?;
    }
    event_file::write(folder, event)?;
    sync_folder(&stations)?;
    sync_folder(folder)
}

/// Makes the names in this folder safe.
pub(super) fn sync_folder(folder: &Path) -> Result<(), FolderError> {
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(at(folder))
}

/// An error of the system, with the path it met.
pub(super) fn at(path: &Path) -> impl FnOnce(io::Error) -> FolderError {
    let path = path.to_owned();
    move |error| FolderError::Io { path, error }
}

/// Names and kinds of what stands in a folder, by name. No folder is nothing; names that are no UTF-8 are
/// none of ours.
fn entries(folder: &Path) -> Result<Vec<(String, FileType)>, FolderError> {
    let list = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other.map_err(at(folder))?,
    };
    let mut entries = Vec::new();
    for entry in list {
        let entry = entry.map_err(at(folder))?;
        if let Ok(name) = entry.file_name().into_string() {
            entries.push((name, entry.file_type().map_err(at(&entry.path()))?));
        }
    }
    entries.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(entries)
}

/// As [`EventFolder::journals`], of any folder of stations.
pub(super) fn journals_in(stations: &Path) -> Result<Vec<(StationId, PathBuf)>, FolderError> {
    let station = |name: &str| name.strip_suffix(".jsonl").and_then(StationId::parse);
    let entries = entries(stations)?;
    Ok(entries.iter().filter_map(|(name, _)| Some((station(name)?, stations.join(name)))).collect())
}

/// As [`EventFolder::strays`], of any folder of stations.
pub(super) fn strays_in(stations: &Path) -> Result<Vec<PathBuf>, FolderError> {
    let stray = |(name, kind): &(String, FileType)| {
        let journal = name.strip_suffix(".jsonl").map(|stem| StationId::parse(stem).is_some());
        journal == Some(false) || (journal.is_none() && kind.is_symlink())
    };
    let entries = entries(stations)?;
    Ok(entries.iter().filter(|entry| stray(entry)).map(|(name, _)| stations.join(name)).collect())
}

impl EventFolder {
    /// The folder of the stations' journals.
    #[must_use]
    pub fn stations(&self) -> PathBuf {
        self.path.join("stations")
    }

    /// The file of a station's journal.
    #[must_use]
    pub fn journal(&self, station: StationId) -> PathBuf {
        self.stations().join(format!("{station}.jsonl"))
    }

    /// The files that are journals by their name `[A-Z0-9]{1,8}.jsonl`, sorted, links and all.
    ///
    /// # Errors
    /// [`FolderError::Io`] where the folder cannot be listed, or is not there: it is made with the event, so an event
    /// without it has lost its journals.
    pub fn journals(&self) -> Result<Vec<(StationId, PathBuf)>, FolderError> {
        let stations = self.stations();
        stations.symlink_metadata().map_err(at(&stations))?;
        journals_in(&stations)
    }

    /// What stands in the folder of stations that is no journal and no companion of one, but could be
    /// taken for one: links, and `.jsonl` files under other names.
    ///
    /// # Errors
    /// As [`EventFolder::journals`].
    pub fn strays(&self) -> Result<Vec<PathBuf>, FolderError> {
        strays_in(&self.stations())
    }

    /// The latest moment that any journal's last line notes.
    #[must_use]
    pub fn last_at(&self) -> Option<Moment> {
        let journals = self.journals().unwrap_or_default();
        journals.iter().filter_map(|(_, file)| station::last_at(file)).max()
    }
}

/// The event that a command means which only reads: today's, else the newest.
///
/// # Errors
/// [`FolderError`], also where an event of today is there but broken.
pub fn for_reading(data: &DataDir, now: DateTime<Utc>) -> Result<Option<EventFolder>, FolderError> {
    let (today, others) = split(data, now)?;
    Ok(today.or_else(|| others.into_iter().next()))
}

/// Today's event, and all others, the newest date first. Of several of today it is the one that was used
/// last, so that everyone ends up in the same.
fn split(data: &DataDir, now: DateTime<Utc>) -> Result<(Option<EventFolder>, Vec<EventFolder>), FolderError> {
    let Listing { events, mut broken } = data.listing()?;
    // From the oldest on: of two that were used alike the last is taken, which has a name of its own.
    let (mut today, mut others): (Vec<_>, Vec<_>) =
        events.into_iter().rev().partition(|folder| folder.event.day_of(now) == folder.event.date);
    others.reverse();
    if today.len() > 1 {
        today.sort_by_key(EventFolder::last_at);
        return Ok((today.pop(), others));
    }
    // A broken event of today must not make a second one beside it. Its offset is unknown, so the days
    // of the whole world count.
    if today.is_empty() {
        let days = [-12, 0, 14].map(|hours| (now + Duration::hours(hours)).format("%Y-%m-%d").to_string());
        if let Some(place) =
            broken.iter().position(|(slug, _)| days.iter().any(|day| slug.starts_with(day.as_str())))
        {
            return Err(broken.swap_remove(place).1);
        }
    }
    Ok((today.pop(), others))
}

/// The event that a command means which writes: today's, else the newest with a line of the last 18
/// hours, else a new one.
///
/// # Errors
/// [`FolderError`], also where an event of today is there but broken, and whatever `new_event` returns.
pub fn for_writing(
    data: &DataDir,
    now: DateTime<Utc>,
    new_event: impl FnOnce() -> Result<Event, FolderError>,
) -> Result<EventFolder, FolderError> {
    let (today, others) = split(data, now)?;
    if let Some(today) = today {
        return Ok(today);
    }
    // A clock that ran far ahead keeps no event open for years.
    let near = now - STILL_OPEN..now + STILL_OPEN;
    let open = |folder: &EventFolder| folder.last_at().is_some_and(|at| near.contains(&at.to_utc()));
    match others.into_iter().find(open) {
        Some(folder) => Ok(folder),
        None => data.create(&new_event()?, SlugChoice::Day),
    }
}

/// A random number of 128 bits, for events and journals.
///
/// # Errors
/// [`FolderError::Random`] where the system gives none.
pub fn random_id() -> Result<u128, FolderError> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|_| FolderError::Random)?;
    Ok(u128::from_be_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use std::fs::Permissions;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
    use std::thread;

    use super::*;
    use crate::journal::station::open_station;
    use crate::journal::testing::{at, event};

    fn utc(text: &str) -> DateTime<Utc> {
        at(text).to_utc()
    }

    fn slug_of(folder: Option<EventFolder>) -> Option<String> {
        folder.map(|folder| folder.slug)
    }

    fn none() -> Result<Event, FolderError> {
        panic!("no event was to be made")
    }

    #[test]
    fn reading_creates_nothing() {
        let data = tempfile::tempdir().unwrap();
        let dir = DataDir::at(data.path().join("deep/er"));
        assert!(for_reading(&dir, utc("2026-01-25T12:00:00+05:00")).unwrap().is_none());
        assert!(dir.events().unwrap().is_empty());
        assert_eq!(fs::read_dir(data.path()).unwrap().count(), 0);
    }

    #[test]
    fn today_is_where_the_event_is() {
        let data = tempfile::tempdir().unwrap();
        let dir = DataDir::at(data.path());
        for day in [24, 25] {
            dir.create(&event(day), SlugChoice::Day).unwrap();
        }
        for (now, slug) in [
            // 25 January in Almaty, still the 24th in Greenwich.
            ("2026-01-24T20:00:00Z", "2026-01-25"),
            ("2026-01-24T18:59:59Z", "2026-01-24"),
            ("2026-01-30T12:00:00Z", "2026-01-25"),
        ] {
            assert_eq!(slug_of(for_reading(&dir, utc(now)).unwrap()).as_deref(), Some(slug), "{now}");
        }
    }

    #[test]
    fn writing_goes_on_in_an_event_of_the_last_18_hours() {
        let data = tempfile::tempdir().unwrap();
        let dir = DataDir::at(data.path());
        let old = dir.create(&event(25), SlugChoice::Named).unwrap();
        drop(open_station(&old, None, at("2026-01-25T23:00:00.000+05:00"), "0").unwrap());
        let early = for_writing(&dir, utc("2026-01-26T16:59:00+05:00"), none).unwrap();
        assert_eq!(early.slug, "2026-01-25-recycle-birge");
        let late = for_writing(&dir, utc("2026-01-26T17:01:00+05:00"), || Ok(event(26))).unwrap();
        assert_eq!(late.slug, "2026-01-26");
        assert_eq!(for_writing(&dir, utc("2026-01-26T17:02:00+05:00"), none).unwrap().slug, "2026-01-26");
    }

    #[test]
    fn of_several_of_today_it_is_the_one_in_use() {
        let data = tempfile::tempdir().unwrap();
        let dir = DataDir::at(data.path());
        let now = utc("2026-01-25T15:00:00+05:00");
        let first = dir.create(&event(25), SlugChoice::Day).unwrap();
        dir.create(&event(25), SlugChoice::Named).unwrap();
        assert_eq!(slug_of(for_reading(&dir, now).unwrap()).as_deref(), Some("2026-01-25-recycle-birge"));
        drop(open_station(&first, None, at("2026-01-25T12:00:00.000+05:00"), "0").unwrap());
        assert_eq!(slug_of(for_reading(&dir, now).unwrap()).as_deref(), Some("2026-01-25"));
    }

    #[test]
    fn all_who_start_at_once_end_up_in_one_event() {
        let data = tempfile::tempdir().unwrap();
        let dir = DataDir::at(data.path());
        let now = utc("2026-01-25T12:00:00+05:00");
        let ids: Vec<String> = thread::scope(|scope| {
            let start = |number: u128| {
                let dir = &dir;
                scope.spawn(move || {
                    let made = Event { id: format!("{number:032x}"), ..event(25) };
                    for_writing(dir, now, || Ok(made)).unwrap().event.id
                })
            };
            let threads: Vec<_> = (0..8).map(start).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
        let left: Vec<_> = entries(&data.path().join("events")).unwrap();
        assert_eq!(left.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["2026-01-25"]);
    }

    #[test]
    fn a_taken_name_gets_a_number() {
        let data = tempfile::tempdir().unwrap();
        let dir = DataDir::at(data.path());
        let slugs: Vec<_> = (0..3).map(|_| dir.create(&event(25), SlugChoice::Named).unwrap().slug).collect();
        let name = "2026-01-25-recycle-birge";
        assert_eq!(slugs, [name.to_owned(), format!("{name}-2"), format!("{name}-3")]);
        assert_eq!(dir.create(&event(25), SlugChoice::Day).unwrap().slug, "2026-01-25");
        assert_eq!(dir.open(name).unwrap().event, event(25));
    }

    #[test]
    fn a_broken_event_is_named_and_makes_no_second_one_beside_it() {
        let data = tempfile::tempdir().unwrap();
        let dir = DataDir::at(data.path());
        let made = dir.create(&event(25), SlugChoice::Day).unwrap();
        dir.create(&event(20), SlugChoice::Day).unwrap();
        fs::write(made.path.join("event.json"), "{").unwrap();
        let listing = dir.listing().unwrap();
        assert_eq!((listing.events.len(), listing.broken.len()), (1, 1));
        let today = utc("2026-01-25T12:00:00+05:00");
        assert!(matches!(for_reading(&dir, today), Err(FolderError::Event { .. })));
        assert!(matches!(for_writing(&dir, today, none), Err(FolderError::Event { .. })));
        // Years later it is in nobody's way.
        let later = utc("2026-05-25T12:00:00+05:00");
        assert_eq!(slug_of(for_reading(&dir, later).unwrap()).as_deref(), Some("2026-01-20"));
    }

    #[test]
    fn only_slugs_are_joined_to_a_path() {
        let data = tempfile::tempdir().unwrap();
        let dir = DataDir::at(data.path());
        for bad in ["", "..", "../x", "/etc", "A"] {
            assert!(matches!(dir.open(bad), Err(FolderError::BadSlug(_))), "{bad}");
        }
        assert!(matches!(dir.open("x"), Err(FolderError::NoEvent { .. })));
    }

    #[test]
    fn a_folder_is_private_unless_its_group_may_write() {
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
        assert_eq!(mode(&shared.path.join("event.json")), 0o640);
    }

    #[test]
    fn an_event_that_lost_its_journals_is_broken_and_hides_no_other() {
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
    fn a_link_is_no_event() {
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
        let file = made.path.join("event.json");
        fs::rename(&file, &away).unwrap();
        symlink(&away, &file).unwrap();
        assert!(matches!(dir.open(&made.slug), Err(FolderError::NotAFile { .. })));
        fs::remove_file(&file).unwrap();
        fs::write(&file, vec![b' '; 2 << 20]).unwrap();
        assert!(matches!(dir.open(&made.slug), Err(FolderError::Io { .. })));
    }
}
