//! The season as JSON and CSV, for programs and spreadsheets.
//!
//! Invariant: names of fields and columns are the same in every language. Masses are whole grams.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::mass::Grams;
use crate::report::csv::{Separator, escape_formula, write_rows};
use crate::report::json;
use crate::report::season::{EventRow, Season, SeasonKind, SeasonSums};

#[derive(Serialize)]
struct SeasonJson<'a> {
    year: i32,
    kinds: Vec<KindJson<'a>>,
    total: SumsJson<'a>,
}

#[derive(Serialize)]
struct KindJson<'a> {
    kind: &'a str,
    events: Vec<SeasonEventJson<'a>>,
    total: SumsJson<'a>,
}

#[derive(Serialize)]
struct SeasonEventJson<'a> {
    slug: &'a str,
    name: &'a str,
    date: NaiveDate,
    #[serde(flatten)]
    sums: SumsJson<'a>,
    difference_g: Option<i64>,
    verified: bool,
}

#[derive(Serialize)]
struct SumsJson<'a> {
    people: i64,
    total_net_g: i64,
    pieces: i64,
    g_a_head: Option<i64>,
    streams: Vec<StreamJson<'a>>,
}

#[derive(Serialize)]
struct StreamJson<'a> {
    /// The id is null for materials outside the catalogue.
    id: Option<&'a str>,
    net_g: i64,
    pieces: i64,
    /// Whether the sums contain estimates.
    about: bool,
}

/// Renders the season as one indented JSON object with a final newline.
///
/// # Errors
/// Returns an error only if JSON cannot express the season, but the types of the season prevent this.
pub(crate) fn json(season: &Season) -> Result<String, serde_json::Error> {
    let root = SeasonJson {
        year: season.year,
        kinds: season.kinds.iter().map(kind_json).collect(),
        total: sums_json(&season.sums),
    };
    json::pretty(&root)
}

fn kind_json(kind: &SeasonKind) -> KindJson<'_> {
    KindJson {
        kind: &kind.id,
        events: kind.events.iter().map(event_json).collect(),
        total: sums_json(&kind.sums),
    }
}

fn event_json(event: &EventRow) -> SeasonEventJson<'_> {
    SeasonEventJson {
        slug: &event.slug,
        name: &event.name,
        date: event.date,
        sums: sums_json(&event.sums),
        difference_g: event.difference.map(Grams::get),
        verified: event.verified,
    }
}

fn sums_json(sums: &SeasonSums) -> SumsJson<'_> {
    SumsJson {
        people: sums.people,
        total_net_g: sums.net.get(),
        pieces: sums.pieces,
        g_a_head: sums.per_person().map(Grams::get),
        streams: sums
            .streams
            .iter()
            .map(|sum| StreamJson {
                id: Some(sum.id.as_str()).filter(|id| !id.is_empty()),
                net_g: sum.net.get(),
                pieces: sum.pieces,
                about: sum.about || sum.about_pieces,
            })
            .collect(),
    }
}

/// Renders the season as CSV: one row for each event, and a last row `total` with the sum of the year.
///
/// # Errors
/// Returns an error only if the text does not fit in memory.
pub(crate) fn csv(season: &Season) -> Result<String, csv::Error> {
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
    let stream = |id: &&str| if id.is_empty() { "none".to_owned() } else { escape_formula(id) };
    let names = ids.iter().map(stream).flat_map(|id| [format!("{id}_g"), format!("{id}_pieces")]);
    let header = fixed.map(str::to_owned).into_iter().chain(names).collect();
    let number = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
    let cells = |names: [String; 4], sums: &SeasonSums, difference: Option<i64>, verified: bool| {
        let mut cells = names.to_vec();
        cells.extend([sums.people, sums.net.get(), sums.pieces].map(|sum| sum.to_string()));
        cells.extend([number(sums.per_person().map(Grams::get)), number(difference)]);
        cells.push(if verified { "yes" } else { "no" }.to_owned());
        let sums = ids.iter().map(|id| sums.stream_sum(id));
        cells.extend(sums.flat_map(|sum| [sum.net.get().to_string(), sum.pieces.to_string()]));
        cells
    };
    let rows = season.events().map(|(kind, event)| {
        let names = [
            escape_formula(&kind.id),
            event.date.to_string(),
            event.slug.clone(),
            escape_formula(&event.name),
        ];
        cells(names, &event.sums, event.difference.map(Grams::get), event.verified)
    });
    let total = ["total".to_owned(), season.year.to_string(), String::new(), String::new()];
    let whole = season.events().all(|(_, event)| event.verified);
    let last = std::iter::once(cells(total, &season.sums, None, whole));
    write_rows(std::iter::once(header).chain(rows).chain(last), Separator::Comma)
}
