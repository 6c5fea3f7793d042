//! Which events of a data folder were merged into another one (docs/journal.md M9).
//!
//! Invariant: of several events that list each other, exactly one is not absorbed. So a data folder with an
//! event always has one that is not absorbed.

use crate::domain::event::Event;
use crate::journal::event_folder::EventFolder;

/// Returns the event of this data folder into which `event` was merged, or `None` if there is none.
///
/// `events` are all readable events of the data folder. The result is not absorbed itself. If two events
/// separately took in `event`, the first in the list is returned.
#[must_use]
pub(crate) fn absorber<'a>(events: &'a [EventFolder], event: &Event) -> Option<&'a EventFolder> {
    let absorbers = || events.iter().filter(|other| absorbs(events, &other.event, event));
    let is_last =
        |other: &&EventFolder| !events.iter().any(|third| absorbs(events, &third.event, &other.event));
    absorbers().find(is_last)
}

/// Removes the events that another event of the list absorbed. Their records are in that event.
#[must_use]
pub(crate) fn without_absorbed(events: Vec<EventFolder>) -> Vec<EventFolder> {
    let absorbed: Vec<bool> =
        events.iter().map(|folder| absorber(&events, &folder.event).is_some()).collect();
    events.into_iter().zip(absorbed).filter(|(_, absorbed)| !absorbed).map(|(folder, _)| folder).collect()
}

/// Returns whether `event` was merged into `other`, directly or through further events. If each was merged
/// into the other, the one with the lower id absorbs the other.
fn absorbs(events: &[EventFolder], other: &Event, event: &Event) -> bool {
    other.id != event.id
        && reaches(events, other, &event.id)
        && (other.id < event.id || !reaches(events, event, &other.id))
}

/// Returns whether `from` lists the event id `to`, or lists an event that reaches it.
fn reaches(events: &[EventFolder], from: &Event, to: &str) -> bool {
    let mut ids: Vec<&str> = from.also.iter().map(String::as_str).collect();
    let mut next = 0;
    while let Some(&id) = ids.get(next) {
        if id == to {
            return true;
        }
        let listed =
            events.iter().filter(|folder| folder.event.id == id).flat_map(|folder| &folder.event.also);
        for id in listed {
            if !ids.contains(&id.as_str()) {
                ids.push(id);
            }
        }
        next += 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::testing::event;

    /// Returns an event for each pair of a name and the names that it lists. A name is one hex digit.
    fn events(listed: &[(&str, &str)]) -> Vec<EventFolder> {
        let id = |name: &str| name.repeat(32);
        let folder = |(name, also): &(&str, &str)| {
            let also = also.chars().map(|name| id(&name.to_string())).collect();
            let event = Event { id: id(name), also, ..event(25) };
            event.check().unwrap();
            EventFolder { slug: (*name).to_owned(), path: (*name).into(), event }
        };
        listed.iter().map(folder).collect()
    }

    /// Returns the absorber of each event, or `-` for an event that is not absorbed.
    fn absorbers(listed: &[(&str, &str)]) -> String {
        let events = events(listed);
        let slug = |folder: &EventFolder| absorber(&events, &folder.event).map_or("-", |other| &other.slug);
        let absorbers: String = events.iter().map(slug).collect();
        let left = without_absorbed(events.clone()).len();
        assert_eq!((left, left == 0), (absorbers.matches('-').count(), listed.is_empty()));
        absorbers
    }

    #[test]
    fn an_event_that_another_event_lists_is_absorbed() {
        for (listed, expected) in [
            (&[] as &[(&str, &str)], ""),
            (&[("a", "")], "-"),
            (&[("a", ""), ("b", "")], "--"),
            // An id of an event that is elsewhere absorbs nothing here.
            (&[("a", "f"), ("b", "")], "--"),
            (&[("a", ""), ("b", "a")], "b-"),
            (&[("a", "b"), ("b", "")], "-a"),
            // The last event of a chain absorbs all others.
            (&[("a", ""), ("b", "a"), ("c", "b")], "cc-"),
            (&[("a", ""), ("b", "a"), ("c", "ab")], "cc-"),
            // Of events that list each other, exactly one remains.
            (&[("a", "b"), ("b", "a")], "-a"),
            (&[("c", "a"), ("a", "b"), ("b", "c")], "a-a"),
            (&[("a", "b"), ("b", "a"), ("c", "b")], "cc-"),
            // Two events took in a third one separately.
            (&[("a", ""), ("b", "a"), ("c", "a")], "b--"),
        ] {
            assert_eq!(absorbers(listed), expected, "{listed:?}");
        }
    }
}
