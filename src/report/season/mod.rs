//! The events of a year side by side.
//!
//! Invariants: events are grouped by kind, oldest first. The year's sum includes all of its events. Kilograms
//! and pieces are never added together. A stream is included even if only some events have it.

pub(crate) mod data;
pub(crate) mod html;
pub(crate) mod text;

use chrono::NaiveDate;

use crate::domain::event::Event;
use crate::domain::mass::Grams;
use crate::report::summary::Summary;

/// Kinds in display order; other kinds follow.
const KINDS: [&str; 3] = ["eco-action", "swap", "subbotnik"];

/// Sum of one stream.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct StreamSum {
    /// The id is empty for materials outside the catalogue.
    pub id: String,
    pub net: Grams,
    pub pieces: i64,
    /// Whether `net` contains estimates.
    pub about: bool,
    /// Whether `pieces` contains estimates.
    pub about_pieces: bool,
}

/// Sums of one event, of one kind of event, or of the year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SeasonSums {
    pub people: i64,
    pub net: Grams,
    pub pieces: i64,
    /// Whether `net` contains estimates.
    pub about: bool,
    /// Whether `pieces` contains estimates.
    pub about_pieces: bool,
    /// The number of people and the mass, each summed over the events that have both.
    people_with_mass: (i64, Grams),
    /// The streams, in the order in which the events list them.
    pub streams: Vec<StreamSum>,
}

impl SeasonSums {
    #[must_use]
    pub(crate) fn from_summary(summary: &Summary) -> Self {
        let mut sums = Self { people: summary.people, net: summary.net, ..Self::default() };
        for part in &summary.streams {
            sums.stream(&part.id);
        }
        for row in &summary.materials {
            sums.pieces += row.pieces;
            if row.net != Grams::ZERO || row.pieces != 0 {
                let stream = sums.stream(row.stream.as_deref().unwrap_or_default());
                stream.net += row.net;
                stream.pieces += row.pieces;
                let (about, about_pieces) =
                    (row.about && row.net != Grams::ZERO, row.about && row.pieces != 0);
                stream.about |= about;
                stream.about_pieces |= about_pieces;
                sums.about |= about;
                sums.about_pieces |= about_pieces;
            }
        }
        if sums.people > 0 && sums.net != Grams::ZERO {
            sums.people_with_mass = (sums.people, sums.net);
        }
        sums
    }

    /// Returns the stream with this id, and adds it if it is new.
    fn stream(&mut self, id: &str) -> &mut StreamSum {
        let place = self.streams.iter().position(|stream| stream.id == id).unwrap_or_else(|| {
            self.streams.push(StreamSum { id: id.to_owned(), ..StreamSum::default() });
            self.streams.len() - 1
        });
        &mut self.streams[place]
    }

    fn add(&mut self, other: &Self) {
        self.people += other.people;
        self.net += other.net;
        self.pieces += other.pieces;
        self.about |= other.about;
        self.about_pieces |= other.about_pieces;
        self.people_with_mass.0 += other.people_with_mass.0;
        self.people_with_mass.1 += other.people_with_mass.1;
        for from in &other.streams {
            let stream = self.stream(&from.id);
            stream.net += from.net;
            stream.pieces += from.pieces;
            stream.about |= from.about;
            stream.about_pieces |= from.about_pieces;
        }
    }

    /// Returns the sum of one stream, or an empty sum if no event has it.
    #[must_use]
    pub(crate) fn stream_sum(&self, id: &str) -> StreamSum {
        self.streams.iter().find(|stream| stream.id == id).cloned().unwrap_or_default()
    }

    /// Returns the mass per person, rounded half up, over the events that have both people and mass, or
    /// `None` if there is no such event.
    #[must_use]
    pub(crate) const fn per_person(&self) -> Option<Grams> {
        let (people, net) = self.people_with_mass;
        if people <= 0 {
            return None;
        }
        Some(Grams::new((net.get() + people / 2) / people))
    }
}

/// One event of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EventRow {
    pub slug: String,
    pub name: String,
    /// The name, or `None` if nobody has named the event, so that `name` is only a placeholder.
    pub given_name: Option<String>,
    pub date: NaiveDate,
    pub sums: SeasonSums,
    /// Difference from the previous event of the same kind.
    pub difference: Option<Grams>,
    /// Whether the event's journals are undamaged.
    pub verified: bool,
}

/// The events of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SeasonKind {
    pub id: String,
    /// The events, oldest first.
    pub events: Vec<EventRow>,
    pub sums: SeasonSums,
}

/// The events of one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Season {
    pub year: i32,
    pub kinds: Vec<SeasonKind>,
    pub sums: SeasonSums,
}

impl Season {
    #[must_use]
    pub(crate) const fn new(year: i32) -> Self {
        let sums = SeasonSums {
            people: 0,
            net: Grams::ZERO,
            pieces: 0,
            about: false,
            about_pieces: false,
            people_with_mass: (0, Grams::ZERO),
            streams: Vec::new(),
        };
        Self { year, kinds: Vec::new(), sums }
    }

    /// Adds an event, in any order.
    pub(crate) fn add(&mut self, event: &Event, slug: &str, summary: &Summary, verified: bool) {
        let row = EventRow {
            slug: slug.to_owned(),
            name: event.name.clone(),
            given_name: event.given_name().map(str::to_owned),
            date: event.date,
            sums: SeasonSums::from_summary(summary),
            difference: None,
            verified,
        };
        self.sums.add(&row.sums);
        let rank = |id: &str| KINDS.iter().position(|kind| *kind == id).unwrap_or(KINDS.len());
        let order = |id: &str| (rank(id), id.to_owned());
        let place = match self.kinds.binary_search_by_key(&order(&event.kind), |kind| order(&kind.id)) {
            Ok(place) => place,
            Err(place) => {
                let kind =
                    SeasonKind { id: event.kind.clone(), events: Vec::new(), sums: SeasonSums::default() };
                self.kinds.insert(place, kind);
                place
            }
        };
        self.kinds[place].add(row);
    }

    /// Iterates over all events, kind by kind.
    pub(crate) fn events(&self) -> impl Iterator<Item = (&SeasonKind, &EventRow)> {
        self.kinds.iter().flat_map(|kind| kind.events.iter().map(move |event| (kind, event)))
    }
}

impl SeasonKind {
    fn add(&mut self, row: EventRow) {
        self.sums.add(&row.sums);
        self.events.push(row);
        self.events.sort_by(|a, b| (a.date, &a.slug).cmp(&(b.date, &b.slug)));
        let mut before: Option<Grams> = None;
        for event in &mut self.events {
            event.difference = before.map(|before| {
                let mut difference = event.sums.net;
                difference -= before;
                difference
            });
            before = Some(event.sums.net);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::{TEMPLATES, UtcOffset};
    use crate::domain::ledger::Ledger;

    fn event(template: usize, day: &str) -> Event {
        let offset = UtcOffset::parse("+05:00").unwrap();
        Event::from_template(1, day, day.parse().unwrap(), offset, TEMPLATES[template].1).unwrap()
    }

    fn summary(event: &Event, net: i64, people: i64) -> Summary {
        let mut summary = Summary::new(event, &Ledger::new(event), &[]);
        (summary.net, summary.people) = (Grams::new(net), people);
        summary.materials[0].net = Grams::new(net);
        summary
    }

    #[test]
    fn events_are_grouped_by_kind_in_any_order() {
        let mut season = Season::new(2026);
        for (template, day, net) in [
            (2, "2026-04-01", 5_000),
            (0, "2026-03-01", 9_000),
            (1, "2026-02-01", 0),
            (0, "2026-01-01", 10_000),
        ] {
            let event = event(template, day);
            season.add(&event, day, &summary(&event, net, 3), true);
        }
        let rows: Vec<_> = season
            .events()
            .map(|(kind, event)| (kind.id.as_str(), event.name.as_str(), event.difference.map(Grams::get)))
            .collect();
        let expected = [
            ("eco-action", "2026-01-01", None),
            ("eco-action", "2026-03-01", Some(-1_000)),
            ("swap", "2026-02-01", None),
            ("subbotnik", "2026-04-01", None),
        ];
        assert_eq!(rows, expected);
        assert_eq!((season.sums.net, season.sums.people), (Grams::new(24_000), 12));
        assert_eq!(season.kinds[0].sums.per_person(), Some(Grams::new(3_167)));
        assert_eq!(season.sums.stream_sum("recycling").net, Grams::new(19_000));
        assert_eq!(SeasonSums::default().per_person(), None);
    }
}
