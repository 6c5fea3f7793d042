//! The event of a command that names none.
//!
//! Invariant (docs/journal.md F6): all processes that start at the same time choose the same event.

use chrono::{DateTime, Duration, NaiveDate, Utc};

use crate::domain::clock::{self, ClockDoubt};
use crate::domain::event_choice::{self, ChoiceReason, EventChoice, EventFacts};
use crate::journal::absorbed::without_absorbed;
use crate::journal::data_dir::{DataDir, Listing};
use crate::journal::event_folder::EventFolder;
use crate::journal::event_times::EventTimes;
use crate::journal::folder_error::FolderError;
use crate::journal::names;

/// The number of events whose journals are read. A new record in an older event is not expected.
const READ_MAX: usize = 50;

/// All events of a data folder, and which of them is meant if a command names none.
#[derive(Debug)]
pub(crate) struct CurrentEvent {
    /// The events that can be read, newest date first.
    pub events: Vec<EventFolder>,
    /// Which of them is meant, by index.
    pub choice: EventChoice,
    /// Which of them is meant by a command that records.
    pub recording: EventChoice,
    /// Why the clock of this machine cannot be right.
    pub clock_doubt: Option<ClockDoubt>,
    /// The slugs of the events that cannot be read, each with the reason.
    pub broken: Vec<(String, FolderError)>,
    /// The time of the newest record of each event.
    last_at: Vec<Option<DateTime<Utc>>>,
}

/// Why the event that a reading command shows may not be the one that is meant. The command says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ShownDoubt {
    /// Another event for today, or another one in use, may be meant too.
    OneOfSeveral,
    /// It is neither today's nor in use.
    OtherDay,
}

/// The event that a reading command shows if it names none.
#[derive(Debug)]
pub(crate) struct ShownEvent {
    pub folder: EventFolder,
    /// Why another event may be meant.
    pub doubt: Option<ShownDoubt>,
}

impl CurrentEvent {
    /// Lists the events and chooses among them.
    ///
    /// # Errors
    /// [`FolderError`], for example if today's only event cannot be read.
    pub(crate) fn choose(data: &DataDir, now: DateTime<Utc>) -> Result<Self, FolderError> {
        let Listing { events, mut broken } = data.listing()?;
        // What is weighed for an absorbed event belongs into the event that absorbed it (docs/journal.md M9).
        let events = without_absorbed(events);
        let mut times: Vec<EventTimes> = events.iter().take(READ_MAX).map(EventTimes::read).collect();
        times.resize(events.len(), EventTimes::default());
        let facts = |(folder, times): (&EventFolder, &EventTimes)| EventFacts {
            date: folder.event.date,
            today: folder.event.day_of(now),
            last_at: times.last,
            is_sealed: folder.event.sealed.is_some(),
        };
        let facts: Vec<EventFacts> = events.iter().zip(&times).map(facts).collect();
        let clock_doubt = clock::doubt(now, times.iter().filter_map(|times| times.by_own_clock).max());
        if facts.iter().all(|event| event.date != event.today) {
            // The offset from UTC of an unreadable event is unknown, so any date that is the current date somewhere in
            // the world counts as today.
            let days = [-12, 0, 14].map(|hours| (now + Duration::hours(hours)).date_naive());
            check_no_broken_event(&mut broken, &days)?;
            check_no_broken_event_in_use(data, &mut broken, now)?;
        }
        let choice = event_choice::choose(&facts, now, clock_doubt.is_some());
        let recording = event_choice::choose_for_recording(&facts, now, clock_doubt.is_some());
        let last_at = times.iter().map(|times| times.last).collect();
        Ok(Self { events, choice, recording, clock_doubt, broken, last_at })
    }

    /// Returns the event that a reading command shows: the event that is meant, else the one with the newest record
    /// among those that may be meant, else the newest event with records, else the first that may be meant, else the
    /// newest event.
    #[must_use]
    pub(crate) fn shown(mut self) -> Option<ShownEvent> {
        let candidates = match &self.choice {
            EventChoice::Take(candidate) => vec![*candidate],
            EventChoice::Ask(candidates) => candidates.clone(),
            EventChoice::New => Vec::new(),
        };
        let used = candidates.iter().filter(|(index, _)| self.last_at[*index].is_some());
        let index = match candidates.as_slice() {
            [(only, ChoiceReason::Today)] => Some(*only),
            _ => used.max_by_key(|(index, _)| self.last_at[*index]).map(|(index, _)| *index),
        };
        let first = candidates.first().map(|(index, _)| *index);
        let has_records = |index: usize| {
            self.last_at[index].is_some()
                || index >= READ_MAX && EventTimes::read(&self.events[index]).last.is_some()
        };
        let newest = || (0..self.events.len()).find(|index| has_records(*index)).or(first);
        let index = index.or_else(newest).unwrap_or(0);
        let is_current = |reason| matches!(reason, ChoiceReason::Today | ChoiceReason::Recent(_));
        let mut current =
            candidates.iter().filter(|(_, reason)| is_current(*reason)).map(|(index, _)| *index);
        let is_shown_current = current.clone().any(|candidate| candidate == index);
        let doubt = match (current.any(|candidate| candidate != index), is_shown_current) {
            (true, _) => Some(ShownDoubt::OneOfSeveral),
            (false, false) => Some(ShownDoubt::OtherDay),
            (false, true) => None,
        };
        (index < self.events.len()).then(|| ShownEvent { folder: self.events.swap_remove(index), doubt })
    }
}

/// Returns the error of an event of these days that cannot be read. Without this check a second event would be made for
/// its day, or a record would go into the event of another day.
///
/// # Errors
/// The error of the first such event.
pub(crate) fn check_no_broken_event(
    broken: &mut Vec<(String, FolderError)>,
    days: &[NaiveDate],
) -> Result<(), FolderError> {
    let days: Vec<String> = days.iter().map(|day| day.format("%Y-%m-%d").to_string()).collect();
    let is_meant = |slug: &str| days.iter().any(|day| slug.starts_with(day.as_str()));
    match broken.iter().position(|(slug, _)| is_meant(slug)) {
        Some(index) => Err(broken.swap_remove(index).1),
        None => Ok(()),
    }
}

/// Returns an error if an unreadable event has a record so new that it would be offered (docs/cli.md). After midnight it
/// is the event that is meant, although its date is yesterday's.
fn check_no_broken_event_in_use(
    data: &DataDir,
    broken: &mut Vec<(String, FolderError)>,
    now: DateTime<Utc>,
) -> Result<(), FolderError> {
    let is_in_use = |slug: &str| {
        let stations = data.events_path().join(slug).join(names::STATIONS);
        EventTimes::in_stations(&stations)
            .last
            .is_some_and(|last| (now - last).abs() <= event_choice::OFFERED)
    };
    match broken.iter().position(|(slug, _)| is_in_use(slug)) {
        Some(index) => Err(broken.swap_remove(index).1),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::thread;

    use super::*;
    use crate::domain::event::Event;
    use crate::domain::record::{Entry, Op, Source};
    use crate::journal::data_dir::SlugChoice;
    use crate::journal::fs::list;
    use crate::journal::station::open_station;
    use crate::journal::testing::{append, at, event, id, weight};

    fn utc(text: &str) -> DateTime<Utc> {
        at(text).to_utc()
    }

    /// Returns the slug of the event that a reading command shows, with `!` if it is of another day, and with `?` if
    /// another event may be meant too.
    fn shown(dir: &DataDir, now: &str) -> Option<String> {
        let shown = CurrentEvent::choose(dir, utc(now)).unwrap().shown()?;
        let mark = match shown.doubt {
            Some(ShownDoubt::OtherDay) => "!",
            Some(ShownDoubt::OneOfSeveral) => "?",
            None => "",
        };
        Some(shown.folder.slug + mark)
    }

    /// Opens and closes a station of the event at this time.
    fn use_station(folder: &EventFolder, time: &str) {
        drop(open_station(folder, None, at(time), "0").unwrap());
    }

    #[test]
    fn an_absorbed_event_is_neither_shown_nor_offered() {
        let data = tempfile::tempdir().unwrap();
        let dir = DataDir::at(data.path());
        let absorbed = dir.create(&event(25), SlugChoice::Day).unwrap();
        let main = Event { id: "a".repeat(32), also: vec![event(25).id], ..event(25) };
        let main = dir.create(&main, SlugChoice::Named).unwrap();
        // The absorbed event was written last.
        use_station(&main, "2026-01-25T10:00:00.000+05:00");
        use_station(&absorbed, "2026-01-25T12:00:00.000+05:00");
        let now = "2026-01-25T12:01:00+05:00";
        assert_eq!(shown(&dir, now), Some(main.slug));
        let choice = CurrentEvent::choose(&dir, utc(now)).unwrap().choice;
        assert!(matches!(choice, EventChoice::Take((0, ChoiceReason::Today))), "{choice:?}");
    }

    #[test]
    fn reading_creates_nothing() {
        let data = tempfile::tempdir().unwrap();
        let dir = DataDir::at(data.path().join("deep/er"));
        assert_eq!(shown(&dir, "2026-01-25T12:00:00+05:00"), None);
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
            ("2026-01-30T12:00:00Z", "2026-01-25!"),
        ] {
            assert_eq!(shown(&dir, now).as_deref(), Some(slug), "{now}");
        }
    }

    #[test]
    fn reading_shows_the_newest_event_with_records() {
        let data = tempfile::tempdir().unwrap();
        let dir = DataDir::at(data.path());
        let old = dir.create(&event(18), SlugChoice::Day).unwrap();
        use_station(&old, "2026-01-18T12:00:00.000+05:00");
        dir.create(&event(26), SlugChoice::Day).unwrap();
        assert_eq!(shown(&dir, "2026-01-25T12:00:00+05:00").as_deref(), Some("2026-01-18!"));
        assert_eq!(shown(&dir, "2026-02-25T12:00:00+05:00").as_deref(), Some("2026-01-18!"));
        let first = dir.create(&event(25), SlugChoice::Day).unwrap();
        assert_eq!(shown(&dir, "2026-01-25T12:00:00+05:00").as_deref(), Some("2026-01-25"));
        dir.create(&event(25), SlugChoice::Named).unwrap();
        use_station(&first, "2026-01-25T12:00:00.000+05:00");
        assert_eq!(shown(&dir, "2026-01-25T12:00:00+05:00").as_deref(), Some("2026-01-25?"));
    }

    #[test]
    fn the_newest_own_record_doubts_the_clock() {
        let data = tempfile::tempdir().unwrap();
        let dir = DataDir::at(data.path());
        let folder = dir.create(&event(25), SlugChoice::Day).unwrap();
        use_station(&folder, "2026-01-25T12:00:00.000+05:00");
        let doubt = |now: &str| CurrentEvent::choose(&dir, utc(now)).unwrap().clock_doubt;
        assert_eq!(doubt("2026-01-24T00:00:00+05:00"), None);
        let newest = utc("2026-01-25T12:00:00.000+05:00");
        assert_eq!(doubt("2026-01-23T23:59:59+05:00"), Some(ClockDoubt::BehindRecord(newest)));
        // The time of a record from paper was written by a person.
        let paper = Entry { source: Source::Paper, ..weight("paper", 1000) };
        append(&folder, id("A"), at("2027-01-25T12:00:00.000+05:00"), Op::Entry(paper));
        assert_eq!(doubt("2026-01-25T13:00:00+05:00"), None);
        append(&folder, id("A"), at("2027-01-25T12:00:00.000+05:00"), Op::Entry(weight("paper", 1000)));
        assert!(doubt("2026-01-25T13:00:00+05:00").is_some());
        // A merged journal was written by another machine.
        fs::write(folder.stations().join("A.merged"), "not readable").unwrap();
        assert_eq!(doubt("2026-01-25T13:00:00+05:00"), None);
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
                    let CurrentEvent { events, choice, .. } = CurrentEvent::choose(dir, now).unwrap();
                    match choice {
                        EventChoice::New => dir.create(&made, SlugChoice::Day).unwrap().event.id,
                        EventChoice::Take((index, ChoiceReason::Today)) => events[index].event.id.clone(),
                        other => panic!("{other:?}"),
                    }
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
        let today = CurrentEvent::choose(&dir, utc("2026-01-25T12:00:00+05:00"));
        assert!(matches!(today, Err(FolderError::Event { .. })));
        assert_eq!(shown(&dir, "2026-01-28T12:00:00+05:00").as_deref(), Some("2026-01-20!"));
    }

    #[test]
    fn an_unreadable_event_that_is_in_use_is_reported_after_midnight() {
        let data = tempfile::tempdir().unwrap();
        let dir = DataDir::at(data.path());
        let made = dir.create(&event(25), SlugChoice::Day).unwrap();
        use_station(&made, "2026-01-25T23:30:00+05:00");
        fs::write(made.event_file(), "{").unwrap();
        for now in ["2026-01-26T00:10:00+05:00", "2026-01-26T17:00:00+05:00"] {
            let chosen = CurrentEvent::choose(&dir, utc(now));
            assert!(matches!(chosen, Err(FolderError::Event { .. })), "{now}: {chosen:?}");
        }
        // Nobody has recorded in it for a day, so a new event is meant.
        let later = CurrentEvent::choose(&dir, utc("2026-01-26T23:00:00+05:00")).unwrap();
        assert!(matches!(later.choice, EventChoice::New), "{:?}", later.choice);
    }
}
