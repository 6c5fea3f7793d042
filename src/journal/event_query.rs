//! Finds the event that `--event` names: by its slug, its date, or a unique beginning of its slug or name.

use chrono::NaiveDate;

use crate::domain::event::is_slug;
use crate::journal::absorbed::{absorber, without_absorbed};
use crate::journal::data_dir::{DataDir, Listing};
use crate::journal::event_folder::EventFolder;
use crate::journal::event_times::EventTimes;
use crate::journal::folder_error::FolderError;

/// What a command does with the event that it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// It only reads. Of several events on one date it takes the one with records.
    Reading,
    /// It writes. Of several events on one date none is taken.
    Writing,
}

impl DataDir {
    /// Finds the event that this text names.
    ///
    /// # Errors
    /// [`FolderError::NoEvent`] if no event matches, [`FolderError::SeveralEvents`] if more than one does, or the
    /// error that prevents reading the event.
    pub(crate) fn find(&self, given: &str, purpose: Purpose) -> Result<EventFolder, FolderError> {
        if is_slug(given) {
            match self.open(given) {
                Err(FolderError::NoEvent { .. }) => {}
                Ok(folder) if purpose == Purpose::Writing => return self.check_not_absorbed(folder),
                found => return found,
            }
        }
        let Listing { events, broken } = self.listing()?;
        let query = Query::new(given);
        // An event that was merged into another one is found only by its whole slug.
        let (exact, partial): (Vec<_>, Vec<_>) = without_absorbed(events)
            .into_iter()
            .filter(|folder| query.matches(folder))
            .partition(|folder| query.is_name(folder));
        let mut found = if exact.is_empty() { partial } else { exact };
        let mut unreadable: Vec<_> =
            broken.into_iter().filter(|(slug, _)| query.matches_slug(slug)).collect();
        if purpose == Purpose::Reading && query.date.is_some() && found.len() > 1 {
            let is_used = |index: &usize| EventTimes::read(&found[*index]).last.is_some();
            let used: Vec<_> = (0..found.len()).filter(is_used).collect();
            if let [only] = used[..] {
                found = vec![found.swap_remove(only)];
            }
        }
        match (found.len(), unreadable.len()) {
            (1, 0) => Ok(found.swap_remove(0)),
            (0, 1) => Err(unreadable.swap_remove(0).1),
            (0, 0) => Err(FolderError::NoEvent { slug: given.to_owned() }),
            _ => {
                let mut slugs: Vec<_> = found.into_iter().map(|folder| folder.slug).collect();
                slugs.extend(unreadable.into_iter().map(|(slug, _)| slug));
                Err(FolderError::SeveralEvents { given: given.to_owned(), slugs })
            }
        }
    }
}

impl DataDir {
    /// Returns an error if the event was merged into another one of this data folder. A new record would be in no total.
    fn check_not_absorbed(&self, folder: EventFolder) -> Result<EventFolder, FolderError> {
        match absorber(&self.events()?, &folder.event) {
            Some(whole) => Err(FolderError::Absorbed { slug: folder.slug, into: whole.slug.clone() }),
            None => Ok(folder),
        }
    }
}

/// The value of `--event`, in small letters.
struct Query {
    text: String,
    date: Option<NaiveDate>,
}

impl Query {
    fn new(given: &str) -> Self {
        let text = given.trim().to_lowercase();
        // The second form is the one that every screen shows.
        let date =
            ["%Y-%m-%d", "%d.%m.%Y"].iter().find_map(|form| NaiveDate::parse_from_str(&text, form).ok());
        Self { text, date }
    }

    fn matches(&self, folder: &EventFolder) -> bool {
        match self.date {
            Some(date) => folder.event.date == date,
            None => {
                self.matches_slug(&folder.slug)
                    || !self.text.is_empty() && given_name(folder).starts_with(&self.text)
            }
        }
    }

    fn is_name(&self, folder: &EventFolder) -> bool {
        given_name(folder) == self.text
    }

    fn matches_slug(&self, slug: &str) -> bool {
        !self.text.is_empty() && slug.starts_with(&self.text)
    }
}

/// Returns the name in small letters. An unnamed event has none, because each reader sees another one.
fn given_name(folder: &EventFolder) -> String {
    folder.event.given_name().unwrap_or_default().to_lowercase()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::domain::event::Event;
    use crate::journal::data_dir::SlugChoice;
    use crate::journal::station::open_station;
    use crate::journal::testing::{event, noon};

    fn named(day: u32, name: &str) -> Event {
        Event { name: name.to_owned(), id: format!("{day:032x}"), ..event(day) }
    }

    fn slug(found: Result<EventFolder, FolderError>) -> String {
        match found {
            Ok(folder) => folder.slug,
            Err(FolderError::NoEvent { .. }) => "none".to_owned(),
            Err(FolderError::SeveralEvents { slugs, .. }) => slugs.join(" "),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn an_event_is_found_by_slug_date_and_a_unique_beginning() {
        let data = tempfile::tempdir().unwrap();
        let dir = DataDir::at(data.path());
        for (day, name) in [(10, "Recycle Бірге"), (11, "Recycle"), (12, "Қазан айы")] {
            dir.create(&named(day, name), SlugChoice::Named).unwrap();
        }
        for (given, found) in [
            ("2026-01-10-recycle-birge", "2026-01-10-recycle-birge"),
            ("2026-01-12", "2026-01-12-qazan-ayy"),
            ("11.01.2026", "2026-01-11-recycle"),
            ("2026-01-11-rec", "2026-01-11-recycle"),
            ("2026-01", "2026-01-12-qazan-ayy 2026-01-11-recycle 2026-01-10-recycle-birge"),
            ("қазан", "2026-01-12-qazan-ayy"),
            ("RECYCLE Б", "2026-01-10-recycle-birge"),
            // The whole name is better than the beginning of a longer one.
            ("recycle", "2026-01-11-recycle"),
            ("rec", "2026-01-11-recycle 2026-01-10-recycle-birge"),
            ("2026-01-13", "none"),
            ("", "none"),
            (" ", "none"),
            ("../etc", "none"),
            ("birge", "none"),
        ] {
            for purpose in [Purpose::Reading, Purpose::Writing] {
                assert_eq!(slug(dir.find(given, purpose)), found, "{given:?}");
            }
        }
    }

    #[test]
    fn of_two_events_on_one_date_reading_takes_the_one_with_records() {
        let data = tempfile::tempdir().unwrap();
        let dir = DataDir::at(data.path());
        let used = dir.create(&named(10, "First"), SlugChoice::Named).unwrap();
        dir.create(&named(10, "Second"), SlugChoice::Named).unwrap();
        let both = "2026-01-10-second 2026-01-10-first";
        assert_eq!(slug(dir.find("2026-01-10", Purpose::Reading)), both);
        drop(open_station(&used, None, noon(), "0").unwrap());
        assert_eq!(slug(dir.find("2026-01-10", Purpose::Reading)), "2026-01-10-first");
        assert_eq!(slug(dir.find("2026-01-10", Purpose::Writing)), both);
    }

    #[test]
    fn an_event_that_was_merged_into_another_is_found_only_by_its_slug() {
        let data = tempfile::tempdir().unwrap();
        let dir = DataDir::at(data.path());
        let part = Event { id: "0".repeat(32), ..named(10, "Part") };
        dir.create(&part, SlugChoice::Named).unwrap();
        let whole = Event { also: vec![part.id], ..named(10, "Whole") };
        dir.create(&whole, SlugChoice::Named).unwrap();
        assert_eq!(slug(dir.find("2026-01-10", Purpose::Writing)), "2026-01-10-whole");
        assert_eq!(slug(dir.find("part", Purpose::Writing)), "none");
        assert_eq!(slug(dir.find("2026-01-10-part", Purpose::Reading)), "2026-01-10-part");
        let refused = dir.find("2026-01-10-part", Purpose::Writing);
        assert!(matches!(refused, Err(FolderError::Absorbed { into, .. }) if into == "2026-01-10-whole"));
    }

    #[test]
    fn an_event_that_cannot_be_read_is_named_and_not_passed_over() {
        let data = tempfile::tempdir().unwrap();
        let dir = DataDir::at(data.path());
        let broken = dir.create(&named(10, "Broken"), SlugChoice::Named).unwrap();
        fs::write(broken.event_file(), "{").unwrap();
        assert!(matches!(dir.find("2026-01-10", Purpose::Reading), Err(FolderError::Event { .. })));
        dir.create(&named(10, "Sound"), SlugChoice::Named).unwrap();
        assert_eq!(slug(dir.find("2026-01-10", Purpose::Writing)), "2026-01-10-sound 2026-01-10-broken");
        assert_eq!(slug(dir.find("sound", Purpose::Writing)), "2026-01-10-sound");
    }
}
