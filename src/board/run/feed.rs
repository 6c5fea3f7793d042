//! Looks at the data folder again and again, and tells what is to be shown.
//!
//! Invariants: a folder that goes away, empty or not, is told and takes nothing back; an event that appears,
//! or becomes today's, is taken over; of an event that is left nothing stays in memory.

use std::io;
use std::mem;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use chrono::Utc;

use crate::board::model::{Msg, Picture, Words};
use crate::domain::ledger::Ledger;
use crate::journal::current_event;
use crate::journal::data_dir::DataDir;
use crate::journal::event_folder::EventFolder;
use crate::journal::folder_error::FolderError;
use crate::journal::follow::Follower;
use crate::journal::journal_state::JournalState;
use crate::journal::reader;
use crate::journal::tail::ReadProgress;
use crate::language::errors;

/// How often it looks at the journals.
const EVERY: Duration = Duration::from_millis(500);
/// Every so many looks it asks which event is meant: that reads the description of each.
const EVENTS: u32 = 4;

pub(super) struct Feed {
    data: DataDir,
    slug: Option<String>,
    /// The event that is shown.
    shown: Option<Shown>,
    /// Why it is not clear which event is meant.
    unclear: Option<Arc<FolderError>>,
    /// Whether trouble was told.
    troubled: bool,
}

struct Shown {
    follower: Follower,
    ledger: Ledger,
    faults: usize,
}

impl Feed {
    pub(super) const fn new(data: DataDir, slug: Option<String>) -> Self {
        Self { data, slug, shown: None, unclear: None, troubled: false }
    }

    /// Looks until nobody listens any more.
    pub(super) fn start(mut self, sender: Sender<Msg>) {
        thread::spawn(move || {
            let mut looks = 0_u32;
            loop {
                let told = self.look(looks.is_multiple_of(EVENTS));
                // Whoever does not listen any more has ended.
                if told.into_iter().map(|msg| sender.send(msg)).any(|sent| sent.is_err()) {
                    return;
                }
                looks = looks.wrapping_add(1);
                thread::sleep(EVERY);
            }
        });
    }

    /// What is new since the last look.
    fn look(&mut self, events: bool) -> Vec<Msg> {
        let mut changed = false;
        if events || self.shown.is_none() {
            let chosen = self.choose();
            changed = matches!(chosen, Ok(true));
            self.unclear = chosen.err().map(Arc::new);
        }
        let fault = match self.go_on() {
            Ok(news) => {
                changed |= news;
                self.unclear.clone()
            }
            Err(fault) => Some(Arc::new(fault)),
        };
        let mut told = Vec::new();
        if let Some(shown) = self.shown.as_ref().filter(|_| changed) {
            let event = &shown.follower.folder.event;
            told.push(Msg::Picture(Box::new(Picture::new(event, &shown.ledger, shown.faults))));
        }
        let troubled = mem::replace(&mut self.troubled, fault.is_some());
        match fault {
            Some(fault) if !troubled => {
                let words: Words = Arc::new(move |texts| errors::folder_error(&fault, texts));
                told.push(Msg::Trouble(Some(words)));
            }
            None if troubled => told.push(Msg::Trouble(None)),
            _ => {}
        }
        told
    }

    /// Finds the event that is meant; whether it is another one than before.
    fn choose(&mut self) -> Result<bool, FolderError> {
        let found = match &self.slug {
            Some(slug) => match self.data.open(slug) {
                Err(FolderError::NoEvent { .. }) => None,
                found => Some(found?),
            },
            None => current_event::for_reading(&self.data, Utc::now())?,
        };
        let Some(found) = found else {
            // An event that was shown and is not found any more has gone away with its folder.
            return match &self.shown {
                None => Ok(false),
                Some(shown) => Err(gone(&shown.follower.folder)),
            };
        };
        if self.shown.as_ref().is_some_and(|shown| shown.follower.folder.event.id == found.event.id) {
            return Ok(false);
        }
        let (ledger, states) = reader::replay(&found)?;
        let faults = faults(&ledger, &states);
        self.shown = Some(Shown { follower: Follower::new(found, states), ledger, faults });
        Ok(true)
    }

    /// Reads what came since; whether anything did.
    fn go_on(&mut self) -> Result<bool, FolderError> {
        let Some(Shown { follower, ledger, faults: known }) = &mut self.shown else { return Ok(false) };
        // A disk that is gone leaves an empty folder where it was: no reason to forget what was read.
        if follower.folder.event_file().symlink_metadata().is_err() {
            return Err(gone(&follower.folder));
        }
        // A description that is broken is told by whoever looks which event is meant.
        let event = matches!(follower.changed_event(), Some(Ok(_)));
        if event {
            ledger.move_hours(&follower.folder.event);
        }
        let id = follower.folder.event.id.clone();
        let progress: Vec<_> =
            follower.journals()?.iter_mut().map(|state| state.follow(&id, ledger)).collect();
        if progress.contains(&ReadProgress::Replaced)
            && let Some(fresh) = follower.reload(None)?
        {
            *ledger = fresh;
        }
        let now = faults(ledger, &follower.states);
        let others = mem::replace(known, now) != now;
        Ok(event || others || progress.iter().any(|progress| *progress != ReadProgress::NewLines(0)))
    }
}

fn faults(ledger: &Ledger, states: &[JournalState]) -> usize {
    states.iter().map(|state| state.faults.len()).sum::<usize>() + ledger.forks().len()
}

fn gone(folder: &EventFolder) -> FolderError {
    FolderError::Io { path: folder.path.clone(), error: io::ErrorKind::NotFound.into() }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::domain::event::{Event, UtcOffset};
    use crate::journal::data_dir::SlugChoice;

    fn event(id: u128, day: u32) -> Event {
        let date = chrono::NaiveDate::from_ymd_opt(2026, 1, day).unwrap();
        Event::new(id, "Recycle", date, UtcOffset::parse("+05:00").unwrap()).unwrap()
    }

    /// The events' dates of the pictures that were told, and `!` for trouble, `.` for its end.
    fn told(feed: &mut Feed) -> String {
        let word = |msg| match msg {
            Msg::Picture(picture) => picture.event.date.format("%d ").to_string(),
            Msg::Trouble(Some(_)) => "! ".into(),
            Msg::Trouble(None) => ". ".into(),
            _ => "? ".into(),
        };
        feed.look(true).into_iter().map(word).collect()
    }

    #[test]
    fn an_event_that_comes_later_and_goes_away_and_comes_back() {
        let place = tempfile::tempdir().unwrap();
        let data = DataDir::at(place.path().join("data"));
        let mut feed = Feed::new(data.clone(), None);
        assert_eq!(told(&mut feed), "");
        let first = data.create(&event(1, 24), SlugChoice::Day).unwrap();
        assert_eq!(told(&mut feed), "24 ");
        assert_eq!(told(&mut feed), "", "nothing changed");
        data.create(&event(2, 25), SlugChoice::Day).unwrap();
        assert_eq!(told(&mut feed), "25 ");
        let away = place.path().join("away");
        fs::rename(data.path(), &away).unwrap();
        assert_eq!(told(&mut feed), "! ");
        assert_eq!(told(&mut feed), "", "told already");
        fs::create_dir(data.path()).unwrap();
        assert_eq!(told(&mut feed), "", "an empty folder is no answer");
        fs::remove_dir(data.path()).unwrap();
        fs::rename(&away, data.path()).unwrap();
        assert_eq!(told(&mut feed), ". ");
        assert!(first.path.exists());
    }

    #[test]
    fn the_event_that_was_asked_for_stays() {
        let place = tempfile::tempdir().unwrap();
        let data = DataDir::at(place.path());
        let mut feed = Feed::new(data.clone(), Some("2026-01-24".into()));
        data.create(&event(2, 25), SlugChoice::Day).unwrap();
        assert_eq!(told(&mut feed), "");
        data.create(&event(1, 24), SlugChoice::Day).unwrap();
        assert_eq!(told(&mut feed), "24 ");
        data.create(&event(3, 26), SlugChoice::Day).unwrap();
        assert_eq!(told(&mut feed), "");
    }
}
