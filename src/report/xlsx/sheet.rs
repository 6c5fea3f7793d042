//! One sheet of the workbook: typed cells, their number formats, and the widths of the columns.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};
use rust_xlsxwriter::{Color, ExcelDateTime, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

use crate::domain::mass::Grams;
use crate::language::{Language, format};
use crate::report::labels::permille;

/// Characters that a cell of a spreadsheet can have.
const TEXT_MAX: usize = 32_767;
/// Characters that the name of a sheet can have.
pub(super) const NAME_MAX: usize = 31;
/// Widths of a column, in characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 6..=66;

/// Content of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Empty,
    Text(String),
    /// A mass in kilograms, and whether it contains estimates.
    Mass(Grams, bool),
    /// A number of pieces, people or records, and whether it contains estimates.
    Count(i64, bool),
    /// A share in thousandths.
    Share(i64),
    Day(NaiveDate),
    /// A local time to the second, with its day.
    Moment(NaiveDateTime),
    /// A time of day, for a table whose times are all of one day.
    Time(NaiveDateTime),
}

impl Value {
    /// Returns a text without control characters, or an empty cell.
    pub(super) fn text(text: &str) -> Self {
        let clean: String = format::clean(text).chars().take(TEXT_MAX).collect();
        if clean.is_empty() { Self::Empty } else { Self::Text(clean) }
    }

    pub(super) const fn count(count: i64) -> Self {
        Self::Count(count, false)
    }

    /// Returns the mass, or an empty cell if it is zero.
    pub(super) fn mass_if_any(mass: Grams, about: bool) -> Self {
        if mass == Grams::ZERO { Self::Empty } else { Self::Mass(mass, about) }
    }

    /// Returns the share of a whole, or an empty cell if there is no positive whole.
    pub(super) fn share(part: i64, whole: Option<i64>) -> Self {
        whole.and_then(|whole| permille(part, whole)).map_or(Self::Empty, Self::Share)
    }

    /// Returns the columns that the value needs on a screen.
    fn width(&self) -> usize {
        match self {
            Self::Empty => 0,
            Self::Text(text) => text.width(),
            Self::Mass(mass, about) => format::kilograms(*mass, Language::En).len() + 1 + usize::from(*about),
            Self::Count(count, about) => format::integer(*count, Language::En).len() + usize::from(*about),
            Self::Share(_) => 6,
            Self::Day(_) => 10,
            Self::Moment(_) => 19,
            Self::Time(_) => 5,
        }
    }
}

/// One table, which becomes one sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SheetTable {
    pub name: String,
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Value>>,
    /// Whether the last row is a sum.
    pub has_sum: bool,
    /// Whether a person may want to filter the rows.
    pub has_filter: bool,
}

/// Writes a table as a whole sheet: a header that stays in view, then the rows.
///
/// # Errors
/// [`XlsxError`] if the workbook cannot have the sheet.
pub(super) fn write(sheet: &mut Worksheet, table: &SheetTable) -> Result<(), XlsxError> {
    sheet.set_name(sheet_name(&table.name))?;
    write_table(sheet, 0, 0, table)?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_repeat_rows(0, 0)?;
    prepare_print(sheet);
    for (column, width) in widths(table).into_iter().enumerate() {
        set_width(sheet, column, width)?;
    }
    if table.has_filter && !table.rows.is_empty() {
        sheet.autofilter(0, 0, row_number(table.rows.len()), column_number(table.columns.len() - 1))?;
    }
    Ok(())
}

/// Returns a name that a sheet can have.
pub(super) fn sheet_name(name: &str) -> String {
    name.chars().filter(|c| !r"[]:*?/\'".contains(*c)).take(NAME_MAX).collect()
}

/// Sets up A4 in landscape, as wide as the page.
pub(super) fn prepare_print(sheet: &mut Worksheet) {
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
}

/// Writes a table with its header at a place of a sheet.
///
/// # Errors
/// Returns the errors of [`write()`].
pub(super) fn write_table(
    sheet: &mut Worksheet,
    first_row: usize,
    first_column: usize,
    table: &SheetTable,
) -> Result<(), XlsxError> {
    let header = Format::new()
        .set_bold()
        .set_background_color(Color::RGB(0x00E7_EFE9))
        .set_border_bottom(FormatBorder::Thin);
    for (index, title) in table.columns.iter().enumerate() {
        let is_number = table.rows.iter().all(|row| !matches!(row.get(index), Some(Value::Text(_))));
        let align = if is_number { FormatAlign::Right } else { FormatAlign::Left };
        let (row, column) = (row_number(first_row), column_number(first_column + index));
        sheet.write_string_with_format(row, column, title, &header.clone().set_align(align))?;
    }
    let formats = Formats::new(&Format::new());
    let sums = Formats::new(&Format::new().set_bold().set_border_top(FormatBorder::Thin));
    for (index, values) in table.rows.iter().enumerate() {
        let is_sum = table.has_sum && index + 1 == table.rows.len();
        for (column, value) in values.iter().enumerate() {
            let formats = if is_sum { &sums } else { &formats };
            write_value(sheet, first_row + 1 + index, first_column + column, value, formats)?;
        }
    }
    Ok(())
}

/// The formats of all kinds of values.
pub(super) struct Formats {
    text: Format,
    mass: Format,
    mass_about: Format,
    count: Format,
    count_about: Format,
    share: Format,
    day: Format,
    moment: Format,
    time: Format,
}

impl Formats {
    /// Derives the formats from one. Number formats are written as in English; a spreadsheet program shows them with the marks
    /// of its own language.
    pub(super) fn new(base: &Format) -> Self {
        let with = |code: &str| base.clone().set_num_format(code).set_align(FormatAlign::Right);
        Self {
            text: base.clone(),
            mass: with("#,##0.0##"),
            mass_about: with("\"~\"#,##0.0##"),
            count: with("#,##0"),
            count_about: with("\"~\"#,##0"),
            share: with("0.0%"),
            day: with("dd.mm.yyyy"),
            moment: with("dd.mm.yyyy hh:mm:ss"),
            time: with("hh:mm"),
        }
    }
}

/// Writes one cell.
///
/// # Errors
/// Returns the errors of [`write()`].
pub(super) fn write_value(
    sheet: &mut Worksheet,
    row: usize,
    column: usize,
    value: &Value,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let at = (row_number(row), column_number(column));
    let (row, column) = at;
    match value {
        Value::Empty => sheet.write_blank(row, column, &formats.text)?,
        Value::Text(text) => sheet.write_string_with_format(row, column, text, &formats.text)?,
        Value::Mass(mass, about) => {
            let format = if *about { &formats.mass_about } else { &formats.mass };
            sheet.write_number_with_format(
                row,
                column,
                number(&format::kilograms_plain(*mass, '.')),
                format,
            )?
        }
        Value::Count(count, about) => {
            let format = if *about { &formats.count_about } else { &formats.count };
            sheet.write_number_with_format(row, column, number(&count.to_string()), format)?
        }
        Value::Share(permille) => {
            // Thousandths of a whole are written like grams of a kilogram.
            let share = number(&format::kilograms_plain(Grams::new(*permille), '.'));
            sheet.write_number_with_format(row, column, share, &formats.share)?
        }
        Value::Day(day) => write_moment(sheet, at, (*day).into(), &formats.day)?,
        Value::Moment(moment) => write_moment(sheet, at, *moment, &formats.moment)?,
        Value::Time(moment) => write_moment(sheet, at, *moment, &formats.time)?,
    };
    Ok(())
}

fn write_moment<'a>(
    sheet: &'a mut Worksheet,
    (row, column): (u32, u16),
    moment: NaiveDateTime,
    format: &Format,
) -> Result<&'a mut Worksheet, XlsxError> {
    let Some(day) = excel_day(moment.date()) else {
        // A spreadsheet has no days before 1900 and after 9999.
        return sheet.write_string(row, column, moment.format("%Y-%m-%d %H:%M:%S").to_string());
    };
    let narrow = |part: u32| u8::try_from(part).unwrap_or(0);
    let time = moment.time();
    let moment =
        day.and_hms(u16::try_from(time.hour()).unwrap_or(0), narrow(time.minute()), narrow(time.second()))?;
    sheet.write_datetime_with_format(row, column, &moment, format)
}

/// Returns a day that a spreadsheet can have.
pub(super) fn excel_day(day: NaiveDate) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok().filter(|year| *year > 1900)?;
    ExcelDateTime::from_ymd(year, u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?).ok()
}

/// Returns the number of the spreadsheet that is nearest to a decimal text. Such a number keeps 15 digits, more than any
/// mass of an event has in grams.
fn number(text: &str) -> f64 {
    text.parse().unwrap_or(0.0)
}

/// Returns the width of each column, in characters.
pub(super) fn widths(table: &SheetTable) -> Vec<usize> {
    let title = |index: usize| table.columns.get(index).map_or(0, |title| title.width());
    let content = |index: usize| {
        table.rows.iter().filter_map(|row| row.get(index)).map(Value::width).max().unwrap_or(0)
    };
    // A filter draws its button over the title.
    let button = if table.has_filter { 3 } else { 1 };
    (0..table.columns.len()).map(|index| (title(index) + button).max(content(index) + 1)).collect()
}

/// Sets the width of a column, in characters, within limits.
///
/// # Errors
/// Returns the errors of [`write()`].
pub(super) fn set_width(sheet: &mut Worksheet, column: usize, width: usize) -> Result<(), XlsxError> {
    let width = u32::try_from(width.clamp(*WIDTHS.start(), *WIDTHS.end())).unwrap_or(0);
    sheet.set_column_width(column_number(column), f64::from(width))?;
    Ok(())
}

/// Returns a row as the crate counts it. A row beyond the sheet is refused there.
pub(super) fn row_number(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX)
}

/// Returns a column as the crate counts it. A column beyond the sheet is refused there.
pub(super) fn column_number(column: usize) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}
