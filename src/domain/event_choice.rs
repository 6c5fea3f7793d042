//! Chooses the event of a command that names none, by the rules of docs/cli.md.
//!
//! Invariant: the choice depends only on the events and the time, so all processes that start at the same time
//! choose the same event.

use std::cmp::Reverse;

use chrono::{DateTime, Duration, NaiveDate, Utc};

/// How long after its last record the newest event is taken without a question. A day may end after midnight.
const TAKEN: Duration = Duration::hours(6);
/// How long after its last record an event is offered.
pub(crate) const OFFERED: Duration = Duration::hours(18);
/// How many days before its date an event is offered.
const DAYS_AHEAD: i64 = 7;
/// The number of older events that are offered if the clock cannot be right.
const OLDER_MAX: usize = 5;

/// What the choice needs to know of an event.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EventFacts {
    /// The date of the event.
    pub date: NaiveDate,
    /// The current day in the event's local time.
    pub today: NaiveDate,
    /// The time of its newest record.
    pub last_at: Option<DateTime<Utc>>,
    /// Whether it is sealed, so that nothing is recorded in it.
    pub is_sealed: bool,
}

/// Why an event may be meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ChoiceReason {
    /// It is today's event.
    Today,
    /// Its newest record, at this time, is recent.
    Recent(DateTime<Utc>),
    /// Its date is at most a week ahead.
    Ahead,
    /// The clock cannot be right, so any event may be meant.
    Older,
}

/// An event that may be meant, by its index in the list of events.
pub(crate) type Candidate = (usize, ChoiceReason);

/// The event of a command that names none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum EventChoice {
    /// This event is meant.
    Take(Candidate),
    /// It is not clear which of these events is meant, or whether a new event for today is. The most likely one is the
    /// first, unless the clock cannot be right. The list is empty only if the clock cannot be right and there is no
    /// event.
    Ask(Vec<Candidate>),
    /// There are only older events, so a new event for today is meant.
    New,
}

/// Chooses among these events, which are sorted with the newest date first.
///
/// `clock_is_doubted` means that the clock cannot be right. Then only today's event is taken.
#[must_use]
pub(crate) fn choose(events: &[EventFacts], now: DateTime<Utc>, clock_is_doubted: bool) -> EventChoice {
    let age = |event: &EventFacts| event.last_at.map(|at| (now - at).abs());
    let is_today = |event: &EventFacts| event.date == event.today;
    let newest = events.iter().position(|event| !is_today(event) && event.last_at.is_some());
    let mut taken = Vec::new();
    let mut offered = Vec::new();
    for (index, event) in events.iter().enumerate() {
        let days_ahead = (event.date - event.today).num_days();
        match (event.last_at, age(event)) {
            _ if is_today(event) => taken.push((index, ChoiceReason::Today)),
            (Some(at), Some(age)) if age <= TAKEN && newest == Some(index) => {
                taken.push((index, ChoiceReason::Recent(at)));
            }
            (Some(at), Some(age)) if age <= OFFERED => offered.push((index, ChoiceReason::Recent(at))),
            _ if (1..=DAYS_AHEAD).contains(&days_ahead) => offered.push((index, ChoiceReason::Ahead)),
            _ => {}
        }
    }
    if clock_is_doubted {
        return choose_without_clock(events, taken, now);
    }
    match (taken.as_slice(), offered.is_empty()) {
        ([only], _) => EventChoice::Take(*only),
        ([], true) => EventChoice::New,
        _ => {
            taken.extend(offered);
            sort_by_likelihood(&mut taken, events, now);
            EventChoice::Ask(taken)
        }
    }
}

/// Chooses like [`choose`] for what is to be recorded. A sealed event is over, so it is not meant. If only a sealed event
/// is of today, it is taken all the same, so that it is not replaced by a new one without a word.
#[must_use]
pub(crate) fn choose_for_recording(
    events: &[EventFacts],
    now: DateTime<Utc>,
    clock_is_doubted: bool,
) -> EventChoice {
    let (indices, open): (Vec<usize>, Vec<EventFacts>) =
        events.iter().copied().enumerate().filter(|(_, event)| !event.is_sealed).unzip();
    let candidate = |(index, reason): Candidate| (indices[index], reason);
    let choice = match choose(&open, now, clock_is_doubted) {
        EventChoice::Take(taken) => EventChoice::Take(candidate(taken)),
        EventChoice::Ask(asked) => EventChoice::Ask(asked.into_iter().map(candidate).collect()),
        EventChoice::New => EventChoice::New,
    };
    let is_answered = match &choice {
        EventChoice::Take(_) => true,
        EventChoice::Ask(asked) => {
            clock_is_doubted || asked.iter().any(|(_, why)| *why == ChoiceReason::Today)
        }
        EventChoice::New => false,
    };
    let sealed = events.iter().position(|event| event.is_sealed && event.date == event.today);
    match sealed.filter(|_| !is_answered) {
        Some(index) => EventChoice::Take((index, ChoiceReason::Today)),
        None => choice,
    }
}

/// Puts the most likely event first: one that is in use, then today's, then yesterday's, then the nearest day
/// ahead. Of several, the one that was written last is first.
fn sort_by_likelihood(candidates: &mut [Candidate], events: &[EventFacts], now: DateTime<Utc>) {
    candidates.sort_by_key(|(index, reason)| {
        let event = &events[*index];
        let rank = match reason {
            ChoiceReason::Today if event.last_at.is_some() => 0,
            ChoiceReason::Recent(at) if (now - *at).abs() <= TAKEN => 0,
            ChoiceReason::Today => 1,
            ChoiceReason::Recent(_) => 2,
            ChoiceReason::Ahead => 3,
            ChoiceReason::Older => 4,
        };
        // The day of a clock that cannot be right is far from every event, so these stay in their order.
        let days = if rank < 4 { (event.date - event.today).num_days().abs() } else { 0 };
        (rank, Reverse(event.last_at), days)
    });
}

/// Takes today's only event, or else offers today's events and the newest other events.
fn choose_without_clock(events: &[EventFacts], taken: Vec<Candidate>, now: DateTime<Utc>) -> EventChoice {
    let mut candidates: Vec<_> = taken.into_iter().filter(|(_, why)| *why == ChoiceReason::Today).collect();
    if let [only] = candidates[..] {
        return EventChoice::Take(only);
    }
    let others = (0..events.len()).filter(|index| candidates.iter().all(|(taken, _)| taken != index));
    let older: Vec<_> = others.map(|index| (index, ChoiceReason::Older)).take(OLDER_MAX).collect();
    candidates.extend(older);
    sort_by_likelihood(&mut candidates, events, now);
    EventChoice::Ask(candidates)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Saturday, 12:00.
    fn noon() -> DateTime<Utc> {
        "2026-05-02T12:00:00Z".parse().unwrap()
    }

    /// An event this many days from today, whose newest record is this many minutes old.
    fn event(days: i64, minutes: Option<i64>) -> EventFacts {
        let today = noon().date_naive();
        let last_at = minutes.map(|minutes| noon() - Duration::minutes(minutes));
        EventFacts { date: today + Duration::days(days), today, last_at, is_sealed: false }
    }

    fn sealed(event: EventFacts) -> EventFacts {
        EventFacts { is_sealed: true, ..event }
    }

    fn chosen(events: &[EventFacts]) -> EventChoice {
        choose(events, noon(), false)
    }

    fn reasons(choice: &EventChoice) -> String {
        let word = |(index, reason): &Candidate| {
            let letter = match reason {
                ChoiceReason::Today => 't',
                ChoiceReason::Recent(_) => 'r',
                ChoiceReason::Ahead => 'a',
                ChoiceReason::Older => 'o',
            };
            format!("{index}{letter}")
        };
        match choice {
            EventChoice::Take(candidate) => format!("take {}", word(candidate)),
            EventChoice::Ask(candidates) => {
                format!("ask {}", candidates.iter().map(word).collect::<Vec<_>>().join(" "))
            }
            EventChoice::New => "new".to_owned(),
        }
    }

    #[test]
    fn the_situations_of_the_manual() {
        for (events, choice) in [
            (&[][..], "new"),
            (&[event(-1, None)], "new"),
            (&[event(-7, Some(19 * 60))], "new"),
            (&[event(0, None)], "take 0t"),
            (&[event(0, Some(1)), event(-1, Some(1_000))], "take 0t"),
            // A day that goes on past midnight.
            (&[event(-1, Some(6 * 60))], "take 0r"),
            (&[event(-1, Some(6 * 60 + 1))], "ask 0r"),
            (&[event(-1, Some(18 * 60))], "ask 0r"),
            (&[event(-1, Some(18 * 60 + 1))], "new"),
            // Only the newest event with records is taken without a question.
            (&[event(-1, Some(1_200)), event(-8, Some(5))], "ask 1r"),
            (&[event(0, None), event(-1, Some(10))], "ask 1r 0t"),
            (&[event(0, None), event(0, Some(10))], "ask 1t 0t"),
            (&[event(1, None)], "ask 0a"),
            (&[event(7, None)], "ask 0a"),
            (&[event(8, None)], "new"),
            (&[event(1, None), event(0, None)], "take 1t"),
            (&[event(1, None), event(-1, Some(30))], "take 1r"),
            (&[event(1, None), event(-1, Some(1_000))], "ask 1r 0a"),
            // The nearest day is more likely than the newest one.
            (&[event(7, None), event(2, None), event(1, None)], "ask 2a 1a 0a"),
            (&[event(3, None), event(-1, Some(1_000)), event(-1, Some(900))], "ask 2r 1r 0a"),
            (&[event(1, None), event(0, None), event(0, None)], "ask 1t 2t 0a"),
            // A record from the future does not keep its event open.
            (&[event(-1, Some(-19 * 60))], "new"),
        ] {
            assert_eq!(reasons(&chosen(events)), choice, "{events:?}");
        }
    }

    #[test]
    fn a_sealed_event_is_over_but_today_it_is_not_replaced() {
        let (today, recent) = (event(0, Some(10)), event(-1, Some(30)));
        for (events, choice) in [
            (vec![sealed(today)], "take 0t"),
            (vec![sealed(today), event(-1, Some(1_000))], "take 0t"),
            (vec![event(2, None), sealed(today)], "take 1t"),
            // Another event of today, or one that goes on, is meant.
            (vec![sealed(today), event(0, None)], "take 1t"),
            (vec![sealed(today), event(0, None), event(0, None)], "ask 1t 2t"),
            (vec![sealed(today), recent], "take 1r"),
            // The day after, a new event is made.
            (vec![sealed(recent)], "new"),
            (vec![sealed(event(-1, Some(1_000)))], "new"),
            (vec![sealed(event(1, None))], "new"),
        ] {
            assert_eq!(reasons(&choose_for_recording(&events, noon(), false)), choice, "{events:?}");
        }
        assert_eq!(reasons(&chosen(&[sealed(recent)])), "take 0r", "reading commands show it");
        let doubted = [sealed(event(-1, Some(10))), event(-2, None)];
        assert_eq!(reasons(&choose_for_recording(&doubted, noon(), true)), "ask 1o");
    }

    #[test]
    fn a_doubted_clock_takes_only_an_event_of_today() {
        for (events, choice) in [
            (&[][..], "ask "),
            (&[event(0, None), event(-1, Some(10))], "take 0t"),
            (&[event(-1, Some(10))], "ask 0o"),
            (&[event(3, None), event(0, None), event(0, None)], "ask 1t 2t 0o"),
            (
                &[
                    event(9, None),
                    event(8, None),
                    event(7, None),
                    event(6, None),
                    event(5, None),
                    event(4, None),
                ],
                "ask 0o 1o 2o 3o 4o",
            ),
        ] {
            assert_eq!(reasons(&choose(events, noon(), true)), choice, "{events:?}");
        }
    }
}
