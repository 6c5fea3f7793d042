//! Reads workbooks of Excel and LibreOffice: XLSX, XLSB, XLS and ODS.
//!
//! Invariants:
//! - A number becomes its shortest decimal text, so no calculation uses floating point.
//! - Cells that are merged over several rows have their text or day in every one of these rows. A number is never repeated.

use std::collections::BTreeSet;
use std::io::Cursor;
use std::panic;

use calamine::{
    Data, DataRef, DataType, ExcelDateTime, Reader, SheetType, SheetVisible, Sheets, Xlsx,
    open_workbook_auto_from_rs,
};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use crate::spreadsheet::cell::{CELLS_MAX, Cell, FileKind, Row, Sheet};
use crate::spreadsheet::compound;
use crate::spreadsheet::number_format;
use crate::spreadsheet::sheet_error::SheetError;
use crate::spreadsheet::unseen;

type Bytes<'a> = Cursor<&'a [u8]>;

/// A cell with its row and column, from 0.
type Placed = (u32, usize, Cell);

/// Returns whether a file begins like a workbook: like a ZIP archive or a compound file.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
}

/// Reads the sheets with content, visible ones first, or the one of this name.
///
/// # Errors
/// [`SheetError`].
pub(super) fn read(bytes: &[u8], name: Option<&str>) -> Result<Vec<Sheet>, SheetError> {
    // calamine panics on some damaged records of XLS and, with overflow checks, on some references of XLSX. Such a file is
    // refused like every other damaged one, without the report of a panic. Nothing of the panic stays: all values of calamine
    // are dropped.
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let read = panic::catch_unwind(|| read_sheets(bytes, name));
    panic::set_hook(hook);
    read.unwrap_or(Err(SheetError::NotATable))
}

fn read_sheets(bytes: &[u8], name: Option<&str>) -> Result<Vec<Sheet>, SheetError> {
    let mut book = open(bytes)?;
    let mut known: Vec<(bool, String)> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| matches!(sheet.typ, SheetType::WorkSheet))
        .map(|sheet| (sheet.visible != SheetVisible::Visible, sheet.name.clone()))
        .collect();
    // The sort keeps the order of the visible sheets.
    known.sort_by_key(|(is_hidden, _)| *is_hidden);
    let names: Vec<String> = known.into_iter().map(|(_, name)| name).collect();
    let wanted: Vec<&String> = match name {
        None => names.iter().collect(),
        Some(given) => {
            let found = names.iter().find(|name| *name == given).or_else(|| {
                names.iter().find(|name| name.trim().to_lowercase() == given.trim().to_lowercase())
            });
            let missing = || SheetError::NoSheet { name: given.to_owned(), known: names.clone() };
            vec![found.ok_or_else(missing)?]
        }
    };
    let mut sheets = Vec::new();
    for name in wanted {
        let (mut rows, blank_rows) = rows(cells(&mut book, name)?);
        if !rows.is_empty() {
            mark_unseen(bytes, &mut book, name, &mut rows);
            let kind = FileKind::Workbook { sheet: name.clone(), others: Vec::new() };
            sheets.push(Sheet { kind, rows, blank_rows });
        }
    }
    let filled: Vec<String> = sheets.iter().filter_map(sheet_name).cloned().collect();
    for sheet in &mut sheets {
        if let FileKind::Workbook { sheet, others } = &mut sheet.kind {
            others.extend(filled.iter().filter(|name| *name != sheet).cloned());
        }
    }
    Ok(sheets)
}

/// Marks the rows of an XLSX file that are hidden, and the cells that are struck through.
fn mark_unseen(bytes: &[u8], book: &mut Sheets<Bytes<'_>>, name: &str, rows: &mut [Row]) {
    let place = book.sheets_metadata().iter().position(|sheet| sheet.name == *name);
    let Sheets::Xlsx(book) = book else { return };
    let hidden = place.map(|place| unseen::hidden_rows(bytes, place)).unwrap_or_default();
    let struck = struck_cells(book, name).unwrap_or_default();
    for row in rows {
        row.is_hidden = hidden.contains(&row.number);
        let of_row = (row.number.saturating_sub(1), 0)..(row.number, 0);
        row.struck = struck.range(of_row).map(|(_, column)| *column).collect();
    }
}

/// Returns the cells that are struck through, by row and column from 0.
fn struck_cells(book: &mut Xlsx<Bytes<'_>>, name: &str) -> Option<BTreeSet<(u32, usize)>> {
    let mut reader = book.worksheet_cells_reader(name).ok()?;
    let is_struck = |style: &calamine::Style| style.font.as_ref().is_some_and(|font| font.strikethrough);
    let styles: Vec<bool> = reader.styles().iter().map(is_struck).collect();
    let mut struck = BTreeSet::new();
    if !styles.contains(&true) {
        return Some(struck);
    }
    while let Some((row, column, style)) = reader.next_style_id().ok()? {
        if styles.get(style) == Some(&true) {
            struck.insert((row, column as usize));
        }
    }
    Some(struck)
}

const fn sheet_name(sheet: &Sheet) -> Option<&String> {
    match &sheet.kind {
        FileKind::Workbook { sheet, .. } => Some(sheet),
        FileKind::Text { .. } => None,
    }
}

fn open(bytes: &[u8]) -> Result<Sheets<Bytes<'_>>, SheetError> {
    let is_compound = !bytes.starts_with(b"PK");
    if is_compound && !compound::is_sound(bytes) {
        return Err(SheetError::NotATable);
    }
    open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|_| {
        // Excel wraps a workbook with a password into a compound file that contains this name.
        let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let is_encrypted = bytes.windows(name.len()).any(|window| window == name)
            || calamine::Xls::new(Cursor::new(bytes))
                .is_err_and(|error| matches!(error, calamine::XlsError::Password))
            || calamine::Ods::new(Cursor::new(bytes))
                .is_err_and(|error| matches!(error, calamine::OdsError::Password));
        if is_encrypted { SheetError::Password } else { SheetError::NotATable }
    })
}

/// Returns the cells of a sheet that are not empty.
fn cells(book: &mut Sheets<Bytes<'_>>, name: &str) -> Result<Vec<Placed>, SheetError> {
    match book {
        // The cells are read one by one, because one cell in the last row would need gigabytes otherwise.
        Sheets::Xlsx(book) => xlsx_cells(book, name),
        book => {
            let unreadable = |_| SheetError::NotATable;
            let values = book.worksheet_range(name).map_err(unreadable)?;
            let mut cells: Vec<Placed> = Vec::new();
            let (first_row, first_column) = values.start().unwrap_or_default();
            for (row, column, value) in values.used_cells() {
                cells.push((place(first_row, row), place(first_column, column) as usize, from_data(value)));
                if cells.len() > CELLS_MAX {
                    return Err(SheetError::TooLarge);
                }
            }
            let Ok(formulas) = book.worksheet_formula(name) else { return Ok(cells) };
            let (first_row, first_column) = formulas.start().unwrap_or_default();
            for (row, column, _) in formulas.used_cells() {
                let at = (place(first_row, row), place(first_column, column));
                if values.get_value(at).is_none_or(Data::is_empty) {
                    cells.push((at.0, at.1 as usize, Cell::Uncomputed));
                }
            }
            cells.sort_by_key(|(row, column, _)| (*row, *column));
            Ok(cells)
        }
    }
}

fn place(first: u32, offset: usize) -> u32 {
    first.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX))
}

fn xlsx_cells(book: &mut Xlsx<Bytes<'_>>, name: &str) -> Result<Vec<Placed>, SheetError> {
    let unreadable = |_| SheetError::NotATable;
    let mut cells: Vec<Placed> = Vec::new();
    let mut reader = book.worksheet_cells_reader(name).map_err(unreadable)?;
    while let Some(cell) = reader.next_cell_with_formula().map_err(unreadable)? {
        let value = match cell.value {
            DataRef::Empty if cell.formula.is_some() => Cell::Uncomputed,
            DataRef::SharedString(text) => Cell::from_text(text),
            value => from_data(&Data::from(value)),
        };
        if !value.is_empty() {
            cells.push((cell.pos.0, cell.pos.1 as usize, value));
        }
        if cells.len() > CELLS_MAX {
            return Err(SheetError::TooLarge);
        }
    }
    drop(reader);
    cells.sort_by_key(|(row, column, _)| (*row, *column));
    mark_shown_units(book, name, &mut cells)?;
    if let Ok(regions) = book.merge_cells_by_sheet_name(name) {
        repeat_merged(&mut cells, &regions);
    }
    Ok(cells)
}

/// Marks the numbers that the number format of their cell shows with a unit, as per cent, or divided by a thousand.
fn mark_shown_units(book: &mut Xlsx<Bytes<'_>>, name: &str, cells: &mut [Placed]) -> Result<(), SheetError> {
    let unreadable = |_| SheetError::NotATable;
    let mut reader = book.worksheet_cells_reader(name).map_err(unreadable)?;
    let code = |style: &calamine::Style| Some(style.number_format.as_ref()?.format_code.clone());
    let units: Vec<Option<String>> =
        reader.styles().iter().map(|style| number_format::shown_unit(&code(style)?)).collect();
    if units.iter().all(Option::is_none) {
        return Ok(());
    }
    while let Some((row, column, style)) = reader.next_style_id().map_err(unreadable)? {
        let Some(unit) = units.get(style).and_then(Option::as_ref) else { continue };
        let place = (row, column as usize);
        let Ok(found) = cells.binary_search_by_key(&place, |(row, column, _)| (*row, *column)) else {
            continue;
        };
        if let Cell::Number(number) = &cells[found].2 {
            cells[found].2 = Cell::Shown { number: number.clone(), unit: unit.clone() };
        }
    }
    Ok(())
}

/// Repeats the text or day of cells that are merged over several rows in each of these rows.
fn repeat_merged(cells: &mut Vec<Placed>, regions: &[calamine::Dimensions]) {
    let mut repeated = Vec::new();
    for region in regions {
        let ((first, column), (last, _)) = (region.start, region.end);
        let Ok(found) =
            cells.binary_search_by_key(&(first, column as usize), |(row, column, _)| (*row, *column))
        else {
            continue;
        };
        let value = match &cells[found].2 {
            value @ (Cell::Text(_) | Cell::Moment(_)) => value.clone(),
            Cell::Number(_) | Cell::Shown { .. } => Cell::Merged,
            _ => continue,
        };
        if last > first.saturating_add(100_000) {
            continue;
        }
        if repeated.len() > CELLS_MAX {
            break;
        }
        repeated.extend((first + 1..=last).map(|row| (row, column as usize, value.clone())));
    }
    cells.extend(repeated);
    cells.sort_by_key(|(row, column, _)| (*row, *column));
    // A cell that has a content of its own keeps it.
    cells.dedup_by_key(|(row, column, _)| (*row, *column));
}

/// Groups sorted cells into rows, and counts the blank rows between them.
fn rows(cells: Vec<Placed>) -> (Vec<Row>, usize) {
    let (mut rows, mut blank) = (Vec::new(), 0);
    let mut next_row = 0;
    let mut cells = cells.into_iter().peekable();
    while let Some((row, ..)) = cells.peek().cloned() {
        let mut content: Vec<Cell> = Vec::new();
        while let Some((_, column, cell)) = cells.next_if(|(other, ..)| *other == row) {
            if content.len() <= column {
                content.resize(column + 1, Cell::Empty);
            }
            content[column] = cell;
        }
        blank += usize::try_from(row.saturating_sub(next_row)).unwrap_or(usize::MAX);
        next_row = row.saturating_add(1);
        rows.extend(Row::new(row.saturating_add(1), content));
    }
    (rows, blank)
}

fn from_data(value: &Data) -> Cell {
    match value {
        Data::Empty => Cell::Empty,
        Data::Int(number) => Cell::Number(number.to_string()),
        Data::Float(number) => Cell::Number(number.to_string()),
        Data::String(text) => Cell::from_text(text),
        Data::Bool(value) => Cell::Text(if *value { "TRUE" } else { "FALSE" }.to_owned()),
        Data::DateTime(at) => from_serial(at),
        Data::DateTimeIso(text) => from_iso(text),
        Data::DurationIso(text) => from_iso_duration(text).map_or_else(|| Cell::from_text(text), Cell::Time),
        Data::Error(error) => Cell::Fault(error.to_string()),
    }
}

/// Converts a day number of a workbook. A number below one is a time of day.
fn from_serial(at: &ExcelDateTime) -> Cell {
    let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
    let time = NaiveTime::from_hms_opt(hour.into(), minute.into(), second.into());
    let date = NaiveDate::from_ymd_opt(year.into(), month.into(), day.into());
    match (date, time) {
        (_, Some(time)) if at.as_f64() < 1.0 => Cell::Time(time),
        (Some(date), Some(time)) if at.is_datetime() => Cell::Moment(date.and_time(time)),
        _ => Cell::Number(at.as_f64().to_string()),
    }
}

/// Reads a day, a time, or both, as ODS writes them: `2026-01-25`, `2026-01-25T14:05:00`.
fn from_iso(text: &str) -> Cell {
    let whole = text.split('.').next().unwrap_or(text);
    let date = || NaiveDate::parse_from_str(whole, "%Y-%m-%d").ok().map(|date| date.and_time(NaiveTime::MIN));
    let at = NaiveDateTime::parse_from_str(whole, "%Y-%m-%dT%H:%M:%S").ok();
    at.or_else(date).map_or_else(|| Cell::from_text(text), Cell::Moment)
}

/// Reads a time of day as ODS writes it: `PT14H05M00S`.
fn from_iso_duration(text: &str) -> Option<NaiveTime> {
    let (hours, rest) = text.strip_prefix("PT")?.split_once('H')?;
    let (minutes, rest) = rest.split_once('M')?;
    let seconds = rest.split(['.', ',', 'S']).next()?;
    NaiveTime::from_hms_opt(hours.parse().ok()?, minutes.parse().ok()?, seconds.parse().ok()?)
}
