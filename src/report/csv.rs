//! The report as CSV for spreadsheets: one row for each entry or hand-over, oldest first.
//!
//! Invariants:
//! - The rows with the `standing` `counted` add up to the report's sums; other rows are in no sum. The
//!   weight of pieces has its own column, so a sum of `net_g` contains no pieces.
//! - The time of a correction is that of what was weighed, as in the sums of the hours.
//! - No cell can be read as a formula: text that begins with `=`, `+`, `-`, `@`, or a character that a spreadsheet
//!   takes for one of these, gets a `'` in front. So does such text after a `;`, which separates cells where the comma
//!   is the decimal mark.
//! - Columns have the same names in every language. Amounts are whole numbers, so they do not depend on the
//!   decimal mark that the spreadsheet expects.

use chrono::{DateTime, Utc};

use crate::domain::event::Event;
use crate::domain::ledger::{Ledger, RecordIndex, RecordKind, RecordStatus};
use crate::language::{Texts, format};
use crate::report::labels::ReportLabels;

const COLUMNS: [&str; 17] = [
    "record", "kind", "at", "station", "operator", "material", "name", "stream", "grade", "net_g", "gross_g",
    "tare_g", "pieces", "pieces_g", "about", "standing", "reason",
];
/// Index of the column that stays empty unless names are requested.
const OPERATOR_COLUMN: usize = 4;

/// Renders the entries of an event. Material names are in the language of `texts`; operators are included
/// only if `names` is set.
///
/// # Errors
/// Returns an error only if the text does not fit in memory.
pub(crate) fn render(
    event: &Event,
    ledger: &Ledger,
    names: bool,
    separator: Separator,
    texts: &Texts,
) -> Result<String, csv::Error> {
    let mut ids: Vec<RecordIndex> = ledger.newest_first().collect();
    ids.reverse();
    // A record of a paper sheet is as old as its time says, whenever it was typed.
    ids.sort_by_key(|id| ledger.weighed_ms(*id));
    let rows = ids.into_iter().filter_map(|id| row(event, ledger, id, ReportLabels { texts }));
    let header = COLUMNS.map(str::to_owned);
    let wanted = |cells: [String; COLUMNS.len()]| {
        let keep = move |place: &usize| names || *place != OPERATOR_COLUMN;
        cells.into_iter().enumerate().filter(move |(place, _)| keep(place)).map(|(_, cell)| cell)
    };
    write_rows(std::iter::once(header).chain(rows).map(|cells| wanted(cells).collect()), separator)
}

/// What separates the cells of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Separator {
    Comma,
    /// For spreadsheet programs of languages whose decimal mark is the comma.
    Semicolon,
    Tab,
}

impl Separator {
    const fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
        }
    }
}

/// Writes rows as CSV.
///
/// # Errors
/// Returns the errors of [`render`].
pub(crate) fn write_rows(
    rows: impl Iterator<Item = Vec<String>>,
    separator: Separator,
) -> Result<String, csv::Error> {
    let mut writer = csv::WriterBuilder::new().delimiter(separator.byte()).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row)?;
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    String::from_utf8(bytes).map_err(|error| std::io::Error::other(error).into())
}

/// Returns the row of a record, or `None` if it is neither an entry nor a hand-over.
fn row(
    event: &Event,
    ledger: &Ledger,
    id: RecordIndex,
    labels: ReportLabels<'_>,
) -> Option<[String; COLUMNS.len()]> {
    let view = ledger.view(id);
    let (kind, pieces) = match view.kind {
        RecordKind::Weight => ("entry", None),
        RecordKind::Pieces => ("entry", Some(view.count)),
        RecordKind::Out => ("out", None),
        RecordKind::OutPieces => ("out", Some(view.count)),
        RecordKind::People | RecordKind::Note => return None,
    };
    let material = ledger.material_id(usize::from(view.material?))?;
    let known = event.material(material).map(|(_, known)| known);
    let at =
        DateTime::<Utc>::from_timestamp_millis(ledger.weighed_ms(id))?.with_timezone(&event.utc_offset.0);
    let grams = |grams: i64| if pieces.is_some() { String::new() } else { grams.to_string() };
    let pieces_g = (pieces.is_some() && view.net.is_positive()).then(|| view.net.get().to_string());
    Some([
        view.label(),
        kind.to_owned(),
        at.format("%Y-%m-%d %H:%M:%S").to_string(),
        view.name.to_string(),
        escape_formula(view.operator),
        escape_formula(material),
        escape_formula(&known.map(|known| labels.name(&known.name, material)).unwrap_or_default()),
        escape_formula(known.map_or("", |known| &known.stream)),
        escape_formula(view.grade.unwrap_or_default()),
        grams(view.net.get()),
        grams(view.net.get() + view.tare.get()),
        grams(view.tare.get()),
        pieces.map(|count| count.to_string()).unwrap_or_default(),
        pieces_g.unwrap_or_default(),
        if view.about { "yes".to_owned() } else { String::new() },
        standing(ledger.status(id)).to_owned(),
        escape_formula(ledger.void_reason(id).unwrap_or_default()),
    ])
}

const fn standing(standing: RecordStatus) -> &'static str {
    match standing {
        RecordStatus::Counted => "counted",
        RecordStatus::Voided => "voided",
        RecordStatus::Corrected => "corrected",
        RecordStatus::Conflict => "conflict",
        RecordStatus::Copy => "copy",
    }
}

/// Characters that can begin a formula, and those that spreadsheets or input methods replace with them: the full-width,
/// small, superscript and subscript forms, and the minus sign.
const FORMULA_STARTS: [char; 18] =
    ['=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫', '⁼', '⁺', '⁻', '₌', '₊', '−'];

/// Returns the text without control characters, in a form that no spreadsheet reads as a formula.
#[must_use]
pub(crate) fn escape_formula(text: &str) -> String {
    let shown = format::clean(text);
    let mut escaped = String::with_capacity(shown.len() + 1);
    for (index, cell) in shown.split(';').enumerate() {
        if index > 0 {
            escaped.push(';');
        }
        // A spreadsheet may ignore spaces before a formula.
        if cell.trim_start().starts_with(FORMULA_STARTS) {
            escaped.push('\'');
        }
        escaped.push_str(cell);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_can_be_read_as_a_formula() {
        let cases = [
            ("=1+1", "'=1+1"),
            ("+7 701", "'+7 701"),
            ("-x", "'-x"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "' =1"),
            ("\r=1", "' =1"),
            ("\u{1b}=1", "'=1"),
            ("\u{200b}=1", "'=1"),
            ("\u{feff}＝1", "'＝1"),
            ("＋1", "'＋1"),
            ("－1", "'－1"),
            ("＠SUM", "'＠SUM"),
            ("﹦1", "'﹦1"),
            ("⁼1", "'⁼1"),
            ("−1", "'−1"),
            (" =1", "' =1"),
            ("\u{3000}=1", "'\u{3000}=1"),
            ("a;=1; @x", "a;'=1;' @x"),
            ("a;b", "a;b"),
            ("Ана", "Ана"),
            ("", ""),
            ("a=1", "a=1"),
        ];
        for (text, expected) in cases {
            assert_eq!(escape_formula(text), expected);
        }
    }
}
