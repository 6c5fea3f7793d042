//! Chooses the event that a command uses if the command does not name one.
//!
//! Invariant (docs/journal.md F6): all processes that start at the same time choose the same event.

use chrono::{DateTime, Duration, Utc};

use crate::domain::event::Event;
use crate::journal::data_dir::{DataDir, Listing, SlugChoice};
use crate::journal::event_folder::EventFolder;
use crate::journal::folder_error::FolderError;

/// How long an event that is not dated today stays open for writing after its last record.
const STILL_OPEN: Duration = Duration::hours(18);

/// Returns the event for a command that only reads. This is today's event, or else the newest event.
///
/// # Errors
/// Returns [`FolderError`], for example if the only event of today cannot be read.
pub(crate) fn for_reading(data: &DataDir, now: DateTime<Utc>) -> Result<Option<EventFolder>, FolderError> {
    let (today, others) = today_and_others(data, now)?;
    Ok(today.or_else(|| others.into_iter().next()))
}

/// Returns the event for a command that writes. This is today's event, or else the newest event whose last
/// line was written in the last 18 hours, or else a new event.
///
/// # Errors
/// Returns [`FolderError`], for example if the only event of today cannot be read. Also returns every error
/// of `new_event`.
pub(crate) fn for_writing(
    data: &DataDir,
    now: DateTime<Utc>,
    new_event: impl FnOnce() -> Result<Event, FolderError>,
) -> Result<EventFolder, FolderError> {
    let (today, others) = today_and_others(data, now)?;
    if let Some(today) = today {
        return Ok(today);
    }
    // A line dated far in the future was written while a clock was wrong, so such a line does not keep its
    // event open.
    let recent = now - STILL_OPEN..now + STILL_OPEN;
    let is_open = |folder: &EventFolder| folder.last_at().is_some_and(|at| recent.contains(&at.to_utc()));
    match others.into_iter().find(is_open) {
        Some(folder) => Ok(folder),
        None => data.create(&new_event()?, SlugChoice::Day),
    }
}

/// Returns today's event, and all other events with the newest date first. If several events are dated today,
/// the one that was written last is chosen, so that all processes choose the same one.
fn today_and_others(
    data: &DataDir,
    now: DateTime<Utc>,
) -> Result<(Option<EventFolder>, Vec<EventFolder>), FolderError> {
    let Listing { events, mut broken } = data.listing()?;
    // The events are in order of slug, and the sort below is stable. If two of today's events were last
    // written at the same time, the event with the later slug is chosen. A slug with a name sorts after the
    // bare date, so the named event is chosen.
    let (mut today, mut others): (Vec<_>, Vec<_>) =
        events.into_iter().rev().partition(|folder| folder.event.day_of(now) == folder.event.date);
    others.reverse();
    if today.len() > 1 {
        today.sort_by_key(EventFolder::last_at);
        return Ok((today.pop(), others));
    }
    // If an event of today cannot be read, no second event is created for today. The UTC offset of the
    // unreadable event is unknown, so any date that is the current date somewhere in the world is treated as
    // today.
    if today.is_empty() {
        let days = [-12, 0, 14].map(|hours| (now + Duration::hours(hours)).format("%Y-%m-%d").to_string());
        let is_of_today = |slug: &String| days.iter().any(|day| slug.starts_with(day.as_str()));
        if let Some(index) = broken.iter().position(|(slug, _)| is_of_today(slug)) {
            return Err(broken.swap_remove(index).1);
        }
    }
    Ok((today.pop(), others))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::thread;

    use super::*;
    use crate::journal::fs::list;
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
    fn today_is_a_date_at_the_offset_of_the_event() {
        let data = tempfile::tempdir().unwrap();
        let dir = DataDir::at(data.path());
        for day in [24, 25] {
            dir.create(&event(day), SlugChoice::Day).unwrap();
        }
        for (now, slug) in [
            // At this time it is 25 January in Almaty, but still 24 January in UTC.
            ("2026-01-24T20:00:00Z", "2026-01-25"),
            ("2026-01-24T18:59:59Z", "2026-01-24"),
            ("2026-01-30T12:00:00Z", "2026-01-25"),
        ] {
            assert_eq!(slug_of(for_reading(&dir, utc(now)).unwrap()).as_deref(), Some(slug), "{now}");
        }
    }

    #[test]
    fn event_is_written_until_18_hours_after_its_last_line() {
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
    fn the_last_written_of_several_events_of_today_is_chosen() {
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
    fn processes_that_start_at_the_same_time_open_one_event() {
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
        let left: Vec<_> = list(&data.path().join("events")).unwrap();
        assert_eq!(left.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["2026-01-25"]);
    }

    #[test]
    fn unreadable_event_of_today_is_reported_and_no_second_one_is_created() {
        let data = tempfile::tempdir().unwrap();
        let dir = DataDir::at(data.path());
        let made = dir.create(&event(25), SlugChoice::Day).unwrap();
        dir.create(&event(20), SlugChoice::Day).unwrap();
        fs::write(made.event_file(), "{").unwrap();
        let listing = dir.listing().unwrap();
        assert_eq!((listing.events.len(), listing.broken.len()), (1, 1));
        let today = utc("2026-01-25T12:00:00+05:00");
        assert!(matches!(for_reading(&dir, today), Err(FolderError::Event { .. })));
        assert!(matches!(for_writing(&dir, today, none), Err(FolderError::Event { .. })));
        // On another day the unreadable event does not prevent the creation of a new event.
        let later = utc("2026-05-25T12:00:00+05:00");
        assert_eq!(slug_of(for_reading(&dir, later).unwrap()).as_deref(), Some("2026-01-20"));
    }
}
