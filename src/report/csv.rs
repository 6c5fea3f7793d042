//! The report as CSV for spreadsheets: one row for each entry or hand-over, oldest first.
//!
//! Invariants:
//! - The rows with the `standing` `counted` add up to the report's sums; other rows are in no sum. The
//!   weight of pieces has its own column, so a sum of `net_g` contains no pieces.
//! - No cell can be read as a formula: text that begins with `=`, `+`, `-`, `@`, or a character that a spreadsheet
//!   takes for one of these, gets a `'` in front. So does such text after a `;`, which separates cells where the comma
//!   is the decimal mark.
//! - Columns have the same names in every language. Amounts are whole grams, which do not depend on the decimal mark
//!   that the spreadsheet expects, or on request kilograms with a mark of the caller's choice.

use crate::domain::event::Event;
use crate::domain::ledger::{Ledger, RecordStatus};
use crate::domain::mass::Grams;
use crate::language::{Texts, format};
use crate::report::labels::ReportLabels;
use crate::report::records::{self, ListedKind, ListedRecord};

/// How amounts of mass are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MassForm {
    /// Whole grams, which no decimal mark can change.
    Grams,
    /// Kilograms with a point.
    Point,
    /// Kilograms with a comma, for spreadsheet programs of languages that use it.
    Comma,
}

impl MassForm {
    /// Returns the names of the columns. Their last letters are the unit.
    const fn columns(self) -> [&'static str; 17] {
        let [net, gross, tare, pieces] = match self {
            Self::Grams => ["net_g", "gross_g", "tare_g", "pieces_g"],
            Self::Point | Self::Comma => ["net_kg", "gross_kg", "tare_kg", "pieces_kg"],
        };
        [
            "record", "kind", "at", "station", "operator", "material", "name", "stream", "grade", net, gross,
            tare, "pieces", pieces, "about", "standing", "reason",
        ]
    }

    fn cell(self, mass: Grams) -> String {
        match self {
            Self::Grams => mass.get().to_string(),
            Self::Point => format::kilograms_plain(mass, '.'),
            Self::Comma => format::kilograms_plain(mass, ','),
        }
    }
}

/// Index of the column that stays empty unless names are requested.
const OPERATOR_COLUMN: usize = 4;

/// Form of the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CsvOptions {
    pub separator: Separator,
    pub mass: MassForm,
    /// Whether operators are included.
    pub names: bool,
}

/// Renders the entries of an event. Material names are in the language of `texts`.
///
/// # Errors
/// Returns an error only if the text does not fit in memory.
pub(crate) fn render(
    event: &Event,
    ledger: &Ledger,
    options: CsvOptions,
    texts: &Texts,
) -> Result<String, csv::Error> {
    let CsvOptions { separator, mass, names } = options;
    let listed = records::listed(event, ledger, ReportLabels { texts });
    let rows = listed.filter_map(|record| row(&record, mass));
    let header = mass.columns().map(str::to_owned);
    let wanted = |cells: [String; 17]| {
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

/// Returns the row of an entry or a hand-over, or `None` for people.
fn row(record: &ListedRecord<'_>, form: MassForm) -> Option<[String; 17]> {
    let kind = match record.kind {
        ListedKind::Entry => "entry",
        ListedKind::HandOver => "out",
        ListedKind::People => return None,
    };
    let mass = |mass: Grams| if record.pieces.is_some() { String::new() } else { form.cell(mass) };
    let pieces_mass = (record.pieces.is_some() && record.net.is_positive()).then(|| form.cell(record.net));
    Some([
        record.label.clone(),
        kind.to_owned(),
        record.at.format("%Y-%m-%d %H:%M:%S").to_string(),
        record.station.to_string(),
        escape_formula(record.operator),
        escape_formula(record.material),
        escape_formula(&record.name),
        escape_formula(record.stream),
        escape_formula(record.grade),
        mass(record.net),
        mass(record.gross()),
        mass(record.tare),
        record.pieces.map(|count| count.to_string()).unwrap_or_default(),
        pieces_mass.unwrap_or_default(),
        if record.about { "yes".to_owned() } else { String::new() },
        status(record.status).to_owned(),
        escape_formula(record.reason),
    ])
}

const fn status(status: RecordStatus) -> &'static str {
    match status {
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
