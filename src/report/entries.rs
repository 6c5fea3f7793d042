//! The report as CSV: one row an entry or a hand-over, oldest first, for spreadsheets.
//!
//! Invariants:
//! - The rows whose `standing` is `counted` add up to the report's sums; the others are in none. What pieces
//!   weigh has a column of its own, so that a sum of `net_g` holds no pieces.
//! - No cell can be taken for a formula: text that begins with `=`, `+`, `-`, `@`, a tab or CR gets a `'`.
//! - Columns have the same names in every language; amounts are whole numbers, which no spreadsheet reads
//!   by its own idea of a decimal mark.

use chrono::{DateTime, Utc};

use crate::domain::event::Event;
use crate::domain::ledger::{Kind, Ledger, RecordIndex, Standing};
use crate::language::{Texts, format};
use crate::report::words::Words;

const COLUMNS: [&str; 17] = [
    "record", "kind", "at", "station", "operator", "material", "name", "stream", "grade", "net_g", "gross_g",
    "tare_g", "pieces", "pieces_g", "about", "standing", "reason",
];
/// The place of the column that is left out where no names are asked for.
const OPERATOR: usize = 4;

/// The entries of an event. Names of materials are in the language of `texts`; operators are named only
/// with `names`.
///
/// # Errors
/// Only where memory cannot hold the text.
pub fn render(event: &Event, ledger: &Ledger, names: bool, texts: &Texts) -> Result<String, csv::Error> {
    let mut ids: Vec<RecordIndex> = ledger.newest_first().collect();
    ids.reverse();
    let rows = ids.into_iter().filter_map(|id| row(event, ledger, id, Words { texts }));
    let header = COLUMNS.map(str::to_owned);
    let wanted = |cells: [String; COLUMNS.len()]| {
        let keep = move |place: &usize| names || *place != OPERATOR;
        cells.into_iter().enumerate().filter(move |(place, _)| keep(place)).map(|(_, cell)| cell)
    };
    write(std::iter::once(header).chain(rows).map(|cells| wanted(cells).collect()))
}

/// Rows as CSV.
///
/// # Errors
/// As [`render`].
pub fn write(rows: impl Iterator<Item = Vec<String>>) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row)?;
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    String::from_utf8(bytes).map_err(|error| std::io::Error::other(error).into())
}

/// `None` for a record that is neither an entry nor a hand-over.
fn row(event: &Event, ledger: &Ledger, id: RecordIndex, words: Words<'_>) -> Option<[String; COLUMNS.len()]> {
    let view = ledger.view(id);
    let (kind, pieces) = match view.kind {
        Kind::Weight => ("entry", None),
        Kind::Pieces => ("entry", Some(view.count)),
        Kind::Out => ("out", None),
        Kind::OutPieces => ("out", Some(view.count)),
        Kind::People | Kind::Note => return None,
    };
    let material = ledger.material_id(usize::from(view.material?))?;
    let known = event.material(material).map(|(_, known)| known);
    let at = DateTime::<Utc>::from_timestamp_millis(view.at_ms)?.with_timezone(&event.utc_offset.0);
    let grams = |grams: i64| if pieces.is_some() { String::new() } else { grams.to_string() };
    let pieces_g = (pieces.is_some() && view.net.is_positive()).then(|| view.net.get().to_string());
    Some([
        view.label(),
        kind.to_owned(),
        at.format("%Y-%m-%d %H:%M:%S").to_string(),
        view.name.to_string(),
        safe(view.operator),
        safe(material),
        safe(&known.map(|known| words.name(&known.name, material)).unwrap_or_default()),
        safe(known.map_or("", |known| &known.stream)),
        safe(view.grade.unwrap_or_default()),
        grams(view.net.get()),
        grams(view.net.get() + view.tare.get()),
        grams(view.tare.get()),
        pieces.map(|count| count.to_string()).unwrap_or_default(),
        pieces_g.unwrap_or_default(),
        if view.about { "yes".to_owned() } else { String::new() },
        standing(ledger.standing(id)).to_owned(),
        safe(ledger.void_reason(id).unwrap_or_default()),
    ])
}

const fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Counted => "counted",
        Standing::Voided => "voided",
        Standing::Corrected => "corrected",
        Standing::Conflict => "conflict",
        Standing::Copy => "copy",
    }
}

/// A text that no spreadsheet takes for a formula, without control characters.
#[must_use]
pub fn safe(text: &str) -> String {
    let shown = format::clean(text);
    let starts = |text: &str| text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if starts(text) || starts(&shown) { format!("'{shown}") } else { shown.into_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_can_be_taken_for_a_formula() {
        let cases = [
            ("=1+1", "'=1+1"),
            ("+7 701", "'+7 701"),
            ("-x", "'-x"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "' =1"),
            ("\r=1", "' =1"),
            ("\u{1b}=1", "'=1"),
            ("\u{200b}=1", "'=1"),
            ("Ана", "Ана"),
            ("", ""),
            ("a=1", "a=1"),
        ];
        for (text, expected) in cases {
            assert_eq!(safe(text), expected);
        }
    }
}
