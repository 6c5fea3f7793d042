//! Reads tables in text files: cells separated by a comma, a semicolon, a tab or a bar.
//!
//! Invariants:
//! - A cell may be quoted; a quote inside it is doubled. A quote that is not closed is an error, because every later row
//!   would become part of one cell.
//! - Lines end with LF, CR LF or CR. A blank line is a row, as in a spreadsheet program.
//! - Some editors also end lines at invisible characters such as U+2028. A file with no other line end is read so. Elsewhere
//!   such a character may be part of a text, but between cells it is refused, because a person may see two rows there.

use std::borrow::Cow;

use crate::spreadsheet::cell::{self, CELLS_MAX, Cell, Row};
use crate::spreadsheet::words;

/// The separators, in the order in which they are preferred if the content does not decide.
const SEPARATORS: [char; 4] = [',', ';', '\t', '|'];

/// The number of rows from which the separator is recognised.
const PROBED_ROWS: usize = 300;

/// The rows of a text file.
#[derive(Debug)]
pub(super) struct DelimitedRows {
    pub separator: char,
    pub rows: Vec<Row>,
    pub blank_rows: usize,
}

/// Why a text is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DelimitedError {
    /// The quote that is opened in this row is not closed.
    UnclosedQuote { row: u32 },
    /// The row has this line end outside of quotes, and cells after it.
    HiddenLineEnd { row: u32, character: char },
    /// The text has more than [`CELLS_MAX`] cells.
    TooLarge,
}

/// Characters at which some editors end a line, and spreadsheet programs do not.
const HIDDEN_ENDS: [char; 5] = ['\u{2028}', '\u{2029}', '\u{85}', '\u{b}', '\u{c}'];

/// Reads a whole text.
///
/// # Errors
/// [`DelimitedError`].
pub(super) fn read(text: &str) -> Result<DelimitedRows, DelimitedError> {
    let (stated, text) = stated_separator(text);
    let converted;
    let text = match text.contains(['\n', '\r']) {
        true => text,
        false => {
            converted = text.replace(HIDDEN_ENDS, "\n");
            &converted
        }
    };
    // The row that states the separator is counted.
    let first = if stated.is_some() { 2 } else { 1 };
    let separator = stated.unwrap_or_else(|| find_separator(text));
    let mut reader = Fields { text, at: 0, separator, unclosed: false };
    let (mut rows, mut blank_rows, mut number, mut cells) = (Vec::new(), 0, first, 0_usize);
    while let Some(fields) = reader.next_row() {
        if reader.unclosed {
            return Err(DelimitedError::UnclosedQuote { row: number });
        }
        if let Some(character) = hidden_end(&fields) {
            return Err(DelimitedError::HiddenLineEnd { row: number, character });
        }
        cells += fields.len();
        if cells > CELLS_MAX {
            return Err(DelimitedError::TooLarge);
        }
        match Row::new(number, fields.iter().map(|field| Cell::from_text(field)).collect()) {
            Some(row) => rows.push(row),
            None => blank_rows += 1,
        }
        number = number.saturating_add(1);
    }
    Ok(DelimitedRows { separator, rows, blank_rows })
}

/// Returns a hidden line end in a cell without quotes, if another cell with content follows it.
fn hidden_end(fields: &[Cow<'_, str>]) -> Option<char> {
    // A quoted cell is owned.
    let end_of = |field: &Cow<'_, str>| match field {
        Cow::Borrowed(text) => cell::trim(text).chars().find(|c| HIDDEN_ENDS.contains(c)),
        Cow::Owned(_) => None,
    };
    let (index, end) = fields.iter().enumerate().find_map(|(index, field)| Some((index, end_of(field)?)))?;
    fields[index + 1..].iter().any(|field| !cell::trim(field).is_empty()).then_some(end)
}

/// Reads the line `sep=;` that Excel understands at the start of a file.
fn stated_separator(text: &str) -> (Option<char>, &str) {
    let stated = || {
        let rest = text.strip_prefix("sep=").or_else(|| text.strip_prefix("\"sep="))?;
        let separator = rest.chars().next().filter(|c| SEPARATORS.contains(c))?;
        let rest = rest[separator.len_utf8()..].trim_start_matches('"');
        let end = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\n', '\r']))?;
        Some((separator, end))
    };
    stated().map_or((None, text), |(separator, rest)| (Some(separator), rest))
}

/// Recognises the separator: the one that gives the most names of columns in one row, then the one with which the most rows
/// have the same number of cells, then the most cells.
fn find_separator(text: &str) -> char {
    let score = |separator: char| {
        let mut reader = Fields { text, at: 0, separator, unclosed: false };
        let (mut names, mut widths) = (0, Vec::new());
        while let Some(fields) = reader.next_row() {
            if widths.len() >= PROBED_ROWS {
                break;
            }
            if fields.len() < 2 {
                continue;
            }
            names = names.max(fields.iter().filter(|field| words::column(field).is_some()).count());
            widths.push(fields.len());
        }
        let same = |width: usize| widths.iter().filter(|other| **other == width).count();
        let (rows, width) = widths.iter().map(|width| (same(*width), *width)).max().unwrap_or_default();
        (names, rows, width)
    };
    let mut best = ((0, 0, 0), ',');
    for separator in SEPARATORS {
        let score = score(separator);
        if score > best.0 {
            best = (score, separator);
        }
    }
    best.1
}

/// Reads fields one row after another.
struct Fields<'a> {
    text: &'a str,
    at: usize,
    separator: char,
    /// Whether a quote of the last row is not closed.
    unclosed: bool,
}

impl<'a> Fields<'a> {
    /// Returns the fields of the next row, or `None` at the end.
    fn next_row(&mut self) -> Option<Vec<Cow<'a, str>>> {
        if self.at >= self.text.len() {
            return None;
        }
        let mut fields = Vec::new();
        loop {
            fields.push(self.field());
            match self.text[self.at..].chars().next() {
                Some(c) if c == self.separator => self.at += c.len_utf8(),
                Some('\r') => {
                    self.at += if self.text[self.at..].starts_with("\r\n") { 2 } else { 1 };
                    return Some(fields);
                }
                Some(_) => {
                    self.at += 1;
                    return Some(fields);
                }
                None => return Some(fields),
            }
        }
    }

    /// Reads one field. Afterwards the separator, a line end or the end of the text follows.
    fn field(&mut self) -> Cow<'a, str> {
        let rest = &self.text[self.at..];
        if let Some(quoted) = rest.strip_prefix('"') {
            return self.quoted(quoted);
        }
        let end = rest.find([self.separator, '\n', '\r']).unwrap_or(rest.len());
        self.at += end;
        Cow::Borrowed(&rest[..end])
    }

    /// Reads a quoted field. `rest` begins after its quote.
    fn quoted(&mut self, rest: &'a str) -> Cow<'a, str> {
        self.at += 1;
        let mut content = String::new();
        let mut from = 0;
        loop {
            let Some(quote) = rest[from..].find('"') else {
                self.unclosed = true;
                self.at = self.text.len();
                content.push_str(&rest[from..]);
                return Cow::Owned(content);
            };
            content.push_str(&rest[from..from + quote]);
            from += quote + 1;
            if rest[from..].starts_with('"') {
                content.push('"');
                from += 1;
                continue;
            }
            let after = &rest[from..];
            let end = after.find([self.separator, '\n', '\r']).unwrap_or(after.len());
            // The quote of another cell closes this one: this one was never closed.
            self.unclosed |= !after[..end].trim().is_empty() && content.contains(['\n', '\r']);
            content.push_str(&after[..end]);
            self.at += from + end;
            return Cow::Owned(content);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> (char, Vec<(u32, Vec<String>)>) {
        let read = read(text).unwrap();
        let cells = |row: &Row| row.cells.iter().map(|cell| cell.text().into_owned()).collect();
        (read.separator, read.rows.iter().map(|row| (row.number, cells(row))).collect())
    }

    fn row(number: u32, cells: &[&str]) -> (u32, Vec<String>) {
        (number, cells.iter().map(|cell| (*cell).to_owned()).collect())
    }

    #[test]
    fn the_separator_is_recognised_from_the_content() {
        for separator in SEPARATORS {
            let text = "Дата#Материал#Вес\n25.01.2026#Картон#\"12,5\"\n25.01.2026#Пластик#\"1,65\"\n";
            let (found, rows) = table(&text.replace('#', &separator.to_string()));
            assert_eq!(found, separator);
            assert_eq!(rows[1], row(2, &["25.01.2026", "Картон", "12,5"]));
        }
        // Decimal commas are in every row, but not in the header.
        assert_eq!(table("a;b\n1,5;2,5\n1,5;2,5\n").0, ';');
        assert_eq!(table("Дата;Материал;Вес\n25.01.2026;Картон;12,5\n25.01.2026;Пластик;1,5\n").0, ';');
        assert_eq!(table("bag;kg_total;kg_glass;\na;6,2;1,8;\nb;5;0;\n").0, ';');
    }

    #[test]
    fn a_file_may_state_its_separator() {
        let (separator, rows) = table("sep=;\r\na,b;c\r\n");
        assert_eq!((separator, rows), (';', vec![row(2, &["a,b", "c"])]));
    }

    #[test]
    fn every_line_end_is_one_row_and_blank_rows_are_counted() {
        for end in ["\n", "\r\n", "\r"] {
            let read = read(&["a,b", "", "c,d", ",,", ""].join(end)).unwrap();
            assert_eq!(read.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 3], "{end:?}");
            assert_eq!(read.blank_rows, 2, "{end:?}");
        }
    }

    #[test]
    fn an_invisible_line_end_never_joins_or_breaks_rows_silently() {
        for end in HIDDEN_ENDS {
            let hidden = |text: &str| text.replace('#', &end.to_string());
            // No other line end: a person sees rows.
            assert_eq!(table(&hidden("a;b#c;d#")).1, [row(1, &["a", "b"]), row(2, &["c", "d"])], "{end:?}");
            let error = DelimitedError::HiddenLineEnd { row: 2, character: end };
            assert_eq!(read(&hidden("a;b;c;d;;\nx;1;ok#y;2;;\n")).unwrap_err(), error, "{end:?}");
            // Within a text at the end of a row, and within quotes, it is no row.
            let (_, rows) = table(&hidden("a;b#\nx;y#z\n\"y#z\";2\n"));
            assert_eq!(rows.iter().map(|(_, cells)| cells.len()).collect::<Vec<_>>(), [2, 2, 2], "{end:?}");
        }
    }

    #[test]
    fn quotes_hold_separators_line_ends_and_quotes() {
        let (_, rows) = table("a,\"x, \"\"y\"\"\nz\",b\nc,d,5\" e\n");
        assert_eq!(rows, [row(1, &["a", "x, \"y\"\nz", "b"]), row(2, &["c", "d", "5\" e"])]);
    }

    #[test]
    fn an_unclosed_quote_is_found_at_its_row() {
        let unclosed = |text| read(text).unwrap_err();
        assert_eq!(unclosed("a,b,c\nx,\"y,z\nx,y,z\n"), DelimitedError::UnclosedQuote { row: 2 });
        assert_eq!(unclosed("a,b,c\nx,y,z\nx,\"y,z\nx,\"y,z\n"), DelimitedError::UnclosedQuote { row: 3 });
    }
}
