//! The year for programs and spreadsheets: JSON and CSV.
//!
//! Invariant: names of fields and columns are the same in every language; masses are whole grams.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::mass::Grams;
use crate::report::entries;
use crate::report::json;
use crate::report::season::{EventRow, Kind, Season, Sums};

#[derive(Serialize)]
struct Root<'a> {
    year: i32,
    kinds: Vec<KindRow<'a>>,
    total: Totals<'a>,
}

#[derive(Serialize)]
struct KindRow<'a> {
    kind: &'a str,
    events: Vec<Row<'a>>,
    total: Totals<'a>,
}

#[derive(Serialize)]
struct Row<'a> {
    slug: &'a str,
    name: &'a str,
    date: NaiveDate,
    #[serde(flatten)]
    sums: Totals<'a>,
    difference_g: Option<i64>,
    verified: bool,
}

#[derive(Serialize)]
struct Totals<'a> {
    people: i64,
    total_net_g: i64,
    pieces: i64,
    g_a_head: Option<i64>,
    streams: Vec<Stream<'a>>,
}

#[derive(Serialize)]
struct Stream<'a> {
    /// Null for materials that the catalogue does not know.
    id: Option<&'a str>,
    net_g: i64,
    pieces: i64,
}

/// The year as one JSON object, indented, with a final line feed.
///
/// # Errors
/// Only where JSON cannot express it, which its types rule out.
pub fn json(season: &Season) -> Result<String, serde_json::Error> {
    let root = Root {
        year: season.year,
        kinds: season.kinds.iter().map(kind).collect(),
        total: totals(&season.sums),
    };
    json::pretty(&root)
}

fn kind(kind: &Kind) -> KindRow<'_> {
    KindRow { kind: &kind.id, events: kind.events.iter().map(row).collect(), total: totals(&kind.sums) }
}

fn row(event: &EventRow) -> Row<'_> {
    Row {
        slug: &event.slug,
        name: &event.name,
        date: event.date,
        sums: totals(&event.sums),
        difference_g: event.difference.map(Grams::get),
        verified: event.verified,
    }
}

fn totals(sums: &Sums) -> Totals<'_> {
    let stream = |stream: &super::StreamSum| (stream.net.get(), stream.pieces);
    Totals {
        people: sums.people,
        total_net_g: sums.net.get(),
        pieces: sums.pieces,
        g_a_head: sums.a_head().map(Grams::get),
        streams: sums
            .streams
            .iter()
            .map(|sum| {
                let (net_g, pieces) = stream(sum);
                Stream { id: Some(sum.id.as_str()).filter(|id| !id.is_empty()), net_g, pieces }
            })
            .collect(),
    }
}

/// The year as CSV: one row an event, and a last one, `total`, with the year's sum.
///
/// # Errors
/// Only where memory cannot hold the text.
pub fn csv(season: &Season) -> Result<String, csv::Error> {
    let ids: Vec<&str> = season.sums.streams.iter().map(|stream| stream.id.as_str()).collect();
    let fixed = [
        "kind",
        "date",
        "event",
        "name",
        "people",
        "net_g",
        "pieces",
        "g_a_head",
        "difference_g",
        "verified",
    ];
    let stream = |id: &&str| if id.is_empty() { "none".to_owned() } else { entries::safe(id) };
    let names = ids.iter().map(stream).flat_map(|id| [format!("{id}_g"), format!("{id}_pieces")]);
    let header = fixed.map(str::to_owned).into_iter().chain(names).collect();
    let number = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
    let cells = |names: [String; 4], sums: &Sums, difference: Option<i64>, verified: bool| {
        let mut cells = names.to_vec();
        cells.extend([sums.people, sums.net.get(), sums.pieces].map(|sum| sum.to_string()));
        cells.extend([number(sums.a_head().map(Grams::get)), number(difference)]);
        cells.push(if verified { "yes" } else { "no" }.to_owned());
        let sums = ids.iter().map(|id| sums.of_stream(id));
        cells.extend(sums.flat_map(|sum| [sum.net.get().to_string(), sum.pieces.to_string()]));
        cells
    };
    let rows = season.events().map(|(kind, event)| {
        let names =
            [entries::safe(&kind.id), event.date.to_string(), event.slug.clone(), entries::safe(&event.name)];
        cells(names, &event.sums, event.difference.map(Grams::get), event.verified)
    });
    let total = ["total".to_owned(), season.year.to_string(), String::new(), String::new()];
    let whole = season.events().all(|(_, event)| event.verified);
    let last = std::iter::once(cells(total, &season.sums, None, whole));
    entries::write(std::iter::once(header).chain(rows).chain(last))
}
