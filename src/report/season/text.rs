//! The season as text of at most 80 columns: each event is a column, and each sum is a row.
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
//!   Change                     -   -115.4
//! ```

use crate::domain::mass::Grams;
use crate::language::{Message, Texts, format};
use crate::report::columns::{Edge, lay_out};
use crate::report::labels::ReportLabels;
use crate::report::season::{EventRow, Season, SeasonKind, SeasonSums};

/// Maximum width of a line.
const WIDTH: usize = 80;
/// Width of an event's column.
const COLUMN_WIDTH: usize = 10;
/// Width of the column of row labels.
const LABEL_WIDTH: usize = 25;

/// Renders the season as text.
#[must_use]
pub(crate) fn render(season: &Season, texts: &Texts) -> String {
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
    let note = if season.sums.about || season.sums.about_pieces {
        texts.get(Message::ReportAboutNote) + "\n"
    } else {
        String::new()
    };
    sections.push(format!("{}\n{note}", state(season, texts)));
    sections.join("\n")
}

/// States in one sentence whether all journals are undamaged.
#[must_use]
pub(crate) fn state(season: &Season, texts: &Texts) -> String {
    let damaged: Vec<_> =
        season.events().filter(|(_, event)| !event.verified).map(|(_, event)| event.slug.as_str()).collect();
    if damaged.is_empty() {
        return texts.get(Message::SeasonVerified);
    }
    let events = damaged.join(", ");
    texts.get(Message::SeasonDamaged { events: events.into() })
}

/// Returns the heading of a kind, and a list that states which event each column shows.
fn legend(kind: &SeasonKind, texts: &Texts) -> String {
    let row = |event: &EventRow| {
        vec![day(event), texts.event_name(event.given_name.as_deref()).into_owned(), event.slug.clone()]
    };
    let rows: Vec<_> = kind.events.iter().map(row).collect();
    let list = indent(&lay_out(&rows, &[Edge::Left, Edge::Left, Edge::Left], 1, WIDTH - 2));
    format!("{}\n{list}", ReportLabels { texts }.kind(&kind.id))
}

fn day(event: &EventRow) -> String {
    event.date.format("%d.%m").to_string()
}

/// Splits the events into blocks that fit the width. The last column is the sum of all events.
fn blocks(kind: &SeasonKind, texts: &Texts) -> Vec<String> {
    let mut columns: Vec<_> =
        kind.events.iter().map(|event| (day(event), &event.sums, event.difference)).collect();
    if kind.events.len() > 1 {
        columns.push((texts.get(Message::SeasonSum), &kind.sums, None));
    }
    let fit = (WIDTH - 2 - LABEL_WIDTH) / COLUMN_WIDTH;
    columns.chunks(fit).map(|columns| indented(&rows(columns, &kind.sums, texts))).collect()
}

/// One column: its label, its sums, and the difference from the previous event.
type Column<'a> = (String, &'a SeasonSums, Option<Grams>);

/// Returns the rows of a table whose columns are these sums. `all` determines which streams have a row.
fn rows(columns: &[Column<'_>], all: &SeasonSums, texts: &Texts) -> Vec<Vec<String>> {
    let labels = ReportLabels { texts };
    let language = texts.language();
    let tenths = |grams: Grams| format::kilograms_tenths(grams, language);
    let row = |label: String, cell: &dyn Fn(&Column<'_>) -> String| {
        std::iter::once(format::fit(&label, LABEL_WIDTH).into_owned())
            .chain(columns.iter().map(cell))
            .collect()
    };
    let mut rows = vec![
        row(String::new(), &|(label, ..)| label.clone()),
        row(texts.get(Message::ReportPeople), &|(_, sums, _)| labels.integer(sums.people)),
        row(texts.get(Message::SeasonTotal), &|(_, sums, _)| labels.about(sums.about, tenths(sums.net))),
        row(texts.get(Message::SeasonDifference), &|(.., difference)| {
            difference.map(|by| signed(by, texts)).unwrap_or_default()
        }),
        row(texts.get(Message::ReportAHead), &|(_, sums, _)| {
            sums.per_person().map(tenths).unwrap_or_default()
        }),
    ];
    for stream in all.streams.iter().filter(|stream| stream.net != Grams::ZERO) {
        rows.push(row(labels.stream(&stream.id), &|(_, sums, _)| {
            let sum = sums.stream_sum(&stream.id);
            labels.about(sum.about, tenths(sum.net))
        }));
    }
    for stream in all.streams.iter().filter(|stream| stream.pieces != 0) {
        let name = labels.stream(&stream.id);
        let label = texts.get(Message::SeasonPiecesOf { stream: name.into() });
        rows.push(row(label, &|(_, sums, _)| {
            let sum = sums.stream_sum(&stream.id);
            labels.about(sum.about_pieces, labels.integer(sum.pieces))
        }));
    }
    // A row without a value in any column is omitted.
    rows.retain(|row: &Vec<String>| row.iter().skip(1).any(|cell| !cell.is_empty()));
    rows
}

/// Formats a difference in kilograms with its sign.
#[must_use]
pub(crate) fn signed(by: Grams, texts: &Texts) -> String {
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
