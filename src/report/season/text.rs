//! The year as text of at most 80 columns: an event is a column, a sum is a row.
//!
//! ```text
//! The year 2026
//!
//! Recycling drives
//!   25.01  Recycle Бірге  2026-01-25-recycle-birge
//!
//!                          25.01    01.03       Sum
//!   Participants           1,800    1,500     3,300
//!   Kilograms            6,115.4  6,000.0  12,115.4
//!   To the one before          -   -115.4
//! ```

use crate::domain::mass::Grams;
use crate::language::{Message, Texts, format};
use crate::report::columns::{Edge, lay_out};
use crate::report::season::{EventRow, Kind, Season, Sums};
use crate::report::words::Words;

/// The widest line.
const WIDTH: usize = 80;
/// Columns for each event and for the names of rows.
const COLUMN: usize = 10;
const LABEL: usize = 25;

/// The year as text.
#[must_use]
pub fn render(season: &Season, texts: &Texts) -> String {
    let year = season.year.to_string();
    let mut sections = vec![texts.get(Message::SeasonTitle { year: (&year).into() }) + "\n"];
    for kind in &season.kinds {
        sections.push(legend(kind, texts));
        sections.extend(blocks(kind, texts));
    }
    if season.kinds.len() > 1 {
        let sum = [(texts.get(Message::SeasonSum), &season.sums, None)];
        let table = indented(&rows(&sum, &season.sums, texts));
        sections.push(format!("{}\n{table}", texts.get(Message::SeasonTitle { year: year.into() })));
    }
    sections.push(state(season, texts) + "\n");
    sections.join("\n")
}

/// Whether all journals are whole, in one sentence.
#[must_use]
pub fn state(season: &Season, texts: &Texts) -> String {
    let damaged: Vec<_> =
        season.events().filter(|(_, event)| !event.verified).map(|(_, event)| event.slug.as_str()).collect();
    if damaged.is_empty() {
        return texts.get(Message::SeasonVerified);
    }
    let events = damaged.join(", ");
    texts.get(Message::SeasonDamaged { events: events.into() })
}

/// The kind, and which events its columns are.
fn legend(kind: &Kind, texts: &Texts) -> String {
    let row =
        |event: &EventRow| vec![day(event), format::clean(&event.name).into_owned(), event.slug.clone()];
    let rows: Vec<_> = kind.events.iter().map(row).collect();
    let list = indent(&lay_out(&rows, &[Edge::Left, Edge::Left, Edge::Left], 1, WIDTH - 2));
    format!("{}\n{list}", Words { texts }.kind(&kind.id))
}

fn day(event: &EventRow) -> String {
    event.date.format("%d.%m").to_string()
}

/// As many events beside each other as fit, the sum of all in the last column.
fn blocks(kind: &Kind, texts: &Texts) -> Vec<String> {
    let mut columns: Vec<_> =
        kind.events.iter().map(|event| (day(event), &event.sums, event.difference)).collect();
    if kind.events.len() > 1 {
        columns.push((texts.get(Message::SeasonSum), &kind.sums, None));
    }
    let fit = (WIDTH - 2 - LABEL) / COLUMN;
    columns.chunks(fit).map(|columns| indented(&rows(columns, &kind.sums, texts))).collect()
}

/// One column: its label, its sums, and the difference to the event before.
type Column<'a> = (String, &'a Sums, Option<Grams>);

/// The rows of a table whose columns are these sums. `all` says which streams there are.
fn rows(columns: &[Column<'_>], all: &Sums, texts: &Texts) -> Vec<Vec<String>> {
    let words = Words { texts };
    let language = texts.language();
    let tenths = |grams: Grams| format::kilograms_tenths(grams, language);
    let row = |label: String, cell: &dyn Fn(&Column<'_>) -> String| {
        std::iter::once(format::fit(&label, LABEL).into_owned()).chain(columns.iter().map(cell)).collect()
    };
    let mut rows = vec![
        row(String::new(), &|(label, ..)| label.clone()),
        row(texts.get(Message::ReportPeople), &|(_, sums, _)| words.integer(sums.people)),
        row(texts.get(Message::SeasonTotal), &|(_, sums, _)| tenths(sums.net)),
        row(texts.get(Message::SeasonDifference), &|(.., difference)| {
            difference.map(|by| signed(by, texts)).unwrap_or_default()
        }),
        row(texts.get(Message::ReportAHead), &|(_, sums, _)| sums.a_head().map(tenths).unwrap_or_default()),
    ];
    for stream in all.streams.iter().filter(|stream| stream.net != Grams::ZERO) {
        rows.push(row(words.stream(&stream.id), &|(_, sums, _)| tenths(sums.of_stream(&stream.id).net)));
    }
    for stream in all.streams.iter().filter(|stream| stream.pieces != 0) {
        let name = words.stream(&stream.id);
        let label = texts.get(Message::SeasonPiecesOf { stream: name.into() });
        rows.push(row(label, &|(_, sums, _)| words.integer(sums.of_stream(&stream.id).pieces)));
    }
    // What no column has needs no row.
    rows.retain(|row: &Vec<String>| row.iter().skip(1).any(|cell| !cell.is_empty()));
    rows
}

/// A difference in kilograms, with its sign.
#[must_use]
pub fn signed(by: Grams, texts: &Texts) -> String {
    let shown = format::kilograms_tenths(by, texts.language());
    if by.is_positive() { format!("+{shown}") } else { shown }
}

fn indented(rows: &[Vec<String>]) -> String {
    let columns = rows.first().map_or(1, Vec::len);
    let edges: Vec<_> =
        std::iter::once(Edge::Left).chain(std::iter::repeat_n(Edge::Right, columns - 1)).collect();
    indent(&lay_out(rows, &edges, 0, WIDTH - 2))
}

fn indent(text: &str) -> String {
    text.lines().map(|line| format!("  {line}\n")).collect()
}
