//! The parts of a table: its titles, its rows, its totals, and what the rows together prove.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::domain::record::StationId;
use crate::spreadsheet::amount::{self, CellAmount};
use crate::spreadsheet::cell::{Cell, Row, Sheet};
use crate::spreadsheet::column::{ColumnMeaning, Header, Part};
use crate::spreadsheet::date::{self, DateOrder, ReadDate};
use crate::spreadsheet::mapping::{Answer, Mapping};
use crate::spreadsheet::number::{self, DecimalMark, NumberValue};
use crate::spreadsheet::own;
use crate::spreadsheet::words::{self, AmountUnit, Role};
use crate::spreadsheet::years;

/// A column of a role, and the unit of its name.
pub(super) type Place = Option<(usize, Option<AmountUnit>)>;

/// The indices of the columns, by role.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Places {
    pub day: Place,
    pub time: Place,
    pub station: Place,
    pub operator: Place,
    pub material: Place,
    pub grade: Place,
    pub main: Place,
    pub gross: Place,
    pub tare: Place,
    pub unit: Place,
    pub pieces: Place,
    pub pieces_weight: Place,
    pub people: Place,
    pub kind: Place,
    pub standing: Place,
    pub about: Place,
}

impl Places {
    pub(super) fn new(header: &Header) -> Self {
        let place = |role: Role| {
            let column = header.column(role)?;
            match column.meaning {
                ColumnMeaning::Known { unit, .. } => Some((column.index, unit)),
                _ => None,
            }
        };
        Self {
            day: place(Role::At).or_else(|| place(Role::Date)),
            time: place(Role::Time),
            station: place(Role::Station),
            operator: place(Role::Operator),
            material: place(Role::Material),
            grade: place(Role::Grade),
            main: place(Role::Net).or_else(|| place(Role::Amount)),
            gross: place(Role::Gross),
            tare: place(Role::Tare),
            unit: place(Role::Unit),
            pieces: place(Role::Pieces),
            pieces_weight: place(Role::PiecesWeight),
            people: place(Role::People),
            kind: place(Role::Kind),
            standing: place(Role::Standing),
            about: place(Role::About),
        }
    }

    /// Returns the columns of amounts.
    pub(super) fn amounts(&self, header: &Header) -> Vec<usize> {
        let narrow = [self.main, self.gross, self.tare, self.pieces, self.pieces_weight];
        let is_material = |meaning: &ColumnMeaning| {
            matches!(
                meaning,
                ColumnMeaning::Material { .. } | ColumnMeaning::Unclear { .. } | ColumnMeaning::Part { .. }
            )
        };
        let wide =
            header.columns.iter().filter(|column| is_material(&column.meaning)).map(|column| column.index);
        narrow.into_iter().flatten().map(|(index, _)| index).chain(wide).collect()
    }
}

/// Returns the cell of a role. A column that does not exist is empty.
pub(super) fn cell(row: &Row, place: Place) -> &Cell {
    const EMPTY: &Cell = &Cell::Empty;
    place.map_or(EMPTY, |(index, _)| row.cell(index))
}

/// Returns the cell of the day of a row that has nothing else, apart from the word for it: `25.01.2026`, or `Дата:` and
/// `25.01.2026`. A day in the column of days is not meant.
pub(super) fn day_of_section(row: &Row, days: Place) -> Option<&Cell> {
    let mut filled = row.filled();
    let (first, second, third) = (filled.next()?, filled.next(), filled.next());
    let is_word = |cell: &Cell| matches!(cell, Cell::Text(text) if matches!(words::column(text), Some(name) if name.role == Role::Date));
    let (index, cell) = match (first, second, third) {
        (only, None, None) => only,
        ((_, word), Some(day), None) if is_word(word) => day,
        _ => return None,
    };
    if days.is_some_and(|(days, _)| days == index) {
        return None;
    }
    let is_day = match cell {
        Cell::Moment(_) => true,
        Cell::Text(_) => date::read(cell).is_day(),
        _ => false,
    };
    is_day.then_some(cell)
}

/// Returns the station of a text such as `Пост A`, `Бекет: 2` or `Station B`.
pub(super) fn named_station(text: &str) -> Option<StationId> {
    let id = text.rsplit([' ', '-', '№', ':']).next()?;
    let word = words::normalise(text.strip_suffix(id)?);
    let is_word = matches!(word.trim_end_matches(" №"), "пост" | "бекет" | "station" | "weigh station");
    StationId::parse(id).filter(|_| is_word)
}

/// The purpose of a row below the header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowPurpose {
    Data,
    /// The row states sums.
    Total,
    /// The header again, as on each printed page.
    Header,
    /// A record of our own report that is not imported: a hand-over, or an entry that does not count.
    NotCounted,
}

/// Decides the purpose of a row.
pub(super) fn purpose(sheet: &Sheet, header: &Header, places: &Places, row: &Row) -> RowPurpose {
    let same = |first: &Row| row.cells.len() > 1 && row.cells == first.cells;
    if sheet.rows.get(header.first..header.end).is_some_and(|rows| rows.iter().any(same)) {
        return RowPurpose::Header;
    }
    if places.standing.is_some() && !own::is_counted(&cell(row, places.standing).text())
        || places.kind.is_some() && !own::is_imported(&cell(row, places.kind).text())
    {
        return RowPurpose::NotCounted;
    }
    // In a text file, numbers are texts too.
    let first_text = row.filled().find_map(|(index, cell)| match cell {
        Cell::Text(text) if number::read(text).is_none() => Some((index, text)),
        _ => None,
    });
    let Some((index, text)) = first_text else { return RowPurpose::Data };
    if !words::is_total(text) {
        return RowPurpose::Data;
    }
    let material = cell(row, places.material);
    let is_free = material.is_empty() || places.material.is_some_and(|(material, _)| material == index);
    // "Итого" in front of a material's name is the sum of that material, not a weighing.
    let names_sum = matches!(material, Cell::Text(_)) && cell(row, places.day).is_empty();
    if is_free || names_sum { RowPurpose::Total } else { RowPurpose::Data }
}

/// What the rows of a table prove together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Proofs {
    /// The decimal mark, if exactly one is proved or given.
    pub decimal: Option<DecimalMark>,
    /// The order of numbers with slashes, if exactly one is proved or given.
    pub dates: Option<DateOrder>,
    /// Whether days prove both orders, so that one of them is a mistake.
    pub has_both_orders: bool,
    /// Whether an empty cell of the column of days means the day above.
    pub is_filled_down: bool,
    /// Whether an empty cell of the column of stations means the station above.
    pub has_stations_filled_down: bool,
    /// The days that are certain without the other rows.
    pub certain_days: BTreeSet<NaiveDate>,
}

impl Proofs {
    /// Collects what these rows prove. Answers of the mapping come first. An answer that the rows disprove, such as one for an
    /// earlier file with the same header, does not count.
    pub(super) fn collect(rows: &[&Row], header: &Header, places: &Places, mapping: &Mapping) -> Self {
        let amounts = places.amounts(header);
        let (mut comma, mut point, mut dmy, mut mdy) = (false, false, false, false);
        let (mut perhaps_comma, mut perhaps_point, mut has_thousands) = (false, false, false);
        let mut certain_days = BTreeSet::new();
        let mut see_day = |read: ReadDate| {
            if let ReadDate::Certain { when, proves } = read {
                dmy |= proves == Some(DateOrder::Dmy);
                mdy |= proves == Some(DateOrder::Mdy);
                if proves.is_none() {
                    certain_days.insert(when.date());
                }
            }
        };
        for column in &header.columns {
            if let ColumnMeaning::Part { part: Part::Day(cell), .. } = &column.meaning {
                see_day(date::read(cell));
            }
        }
        for row in rows {
            for index in &amounts {
                let (Cell::Text(text), Ok(CellAmount::Number { value, .. })) =
                    (row.cell(*index), amount::read(row.cell(*index)))
                else {
                    continue;
                };
                match value {
                    NumberValue::Certain { proves, .. } => {
                        comma |= proves == Some(DecimalMark::Comma);
                        point |= proves == Some(DecimalMark::Point);
                        has_thousands |= proves.is_some() && text.matches([',', '.']).count() > 1;
                    }
                    NumberValue::Ambiguous { mark, .. } => {
                        perhaps_comma |= mark == DecimalMark::Comma;
                        perhaps_point |= mark == DecimalMark::Point;
                    }
                }
            }
            see_day(date::read(cell(row, places.day)));
            if let Some(day) = day_of_section(row, places.day) {
                see_day(date::read(day));
            }
        }
        let one = |first: bool, second: bool| first != second;
        if !has_thousands {
            // "12,5" and "1.668" may be two habits of one table, so "1.668" is not surely 1668.
            (comma, point) = (comma || point && perhaps_comma, point || comma && perhaps_point);
        }
        if own::has_plain_kilograms(header) {
            let has_comma = |row: &&Row| amounts.iter().any(|index| row.cell(*index).text().contains(','));
            (comma, point) = if rows.iter().any(has_comma) { (true, false) } else { (false, true) };
        }
        let proved_mark =
            one(comma, point).then_some(if comma { DecimalMark::Comma } else { DecimalMark::Point });
        let proved_order = one(dmy, mdy).then_some(if dmy { DateOrder::Dmy } else { DateOrder::Mdy });
        let given_mark = mapping.decimal.as_ref().and_then(Answer::given);
        let given_order = mapping.dates.as_ref().and_then(Answer::given);
        Self {
            decimal: agreed(given_mark, proved_mark),
            dates: agreed(given_order, proved_order),
            has_both_orders: dmy && mdy,
            is_filled_down: is_filled_down(rows, places.day),
            has_stations_filled_down: is_filled_down(rows, places.station),
            certain_days,
        }
    }
}

/// Returns what was given or is proved, or `None` if these differ.
fn agreed<T: Copy + PartialEq>(given: Option<T>, proved: Option<T>) -> Option<T> {
    match (given, proved) {
        (Some(given), Some(proved)) if given != proved => None,
        (given, proved) => given.or(proved),
    }
}

/// Returns whether each value of a column is written once, at the first of its rows. If a value is written in two rows one
/// after the other, an empty cell is an omission.
fn is_filled_down(rows: &[&Row], place: Place) -> bool {
    let Some(first) = rows.first() else { return false };
    if cell(first, place).is_empty() {
        return false;
    }
    let mut last: Option<&Cell> = None;
    for row in rows {
        let value = cell(row, place);
        if value.is_empty() {
            continue;
        }
        if last == Some(value) {
            return false;
        }
        last = Some(value);
    }
    true
}

/// What the rows above the header say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Titles {
    /// The numbers of the rows.
    pub rows: Vec<u32>,
    /// The texts in these rows.
    pub texts: Vec<String>,
    /// The first text that is more than a day or a total.
    pub name: Option<String>,
    /// The days in the titles, without duplicates.
    pub days: Vec<NaiveDate>,
    /// The years in the titles.
    pub years: BTreeSet<i32>,
    /// The index of a row that states the sum of the table.
    pub total: Option<usize>,
    /// The station that a title names, such as `Пост: A`.
    pub station: Option<StationId>,
}

impl Titles {
    pub(super) fn new(sheet: &Sheet, header: &Header) -> Self {
        let mut titles = Self::default();
        for (index, row) in sheet.rows.iter().enumerate().take(header.first) {
            titles.rows.push(row.number);
            let mut is_total = false;
            for (_, cell) in row.filled() {
                match cell {
                    Cell::Moment(at) => titles.days.push(at.date()),
                    Cell::Text(text) => {
                        titles.texts.push(text.clone());
                        is_total |= words::is_total(text);
                        titles.station = titles.station.or_else(|| named_station(text));
                        titles.days.extend(date::find_days(text));
                        titles.years.extend(years::in_title(text));
                        let is_name = !is_total && text.chars().filter(|c| c.is_alphabetic()).count() > 3;
                        if titles.name.is_none() && is_name && words::column(text).is_none() {
                            titles.name = Some(text.split_whitespace().collect::<Vec<_>>().join(" "));
                        }
                    }
                    _ => {}
                }
            }
            if is_total {
                titles.total = Some(index);
            }
        }
        titles.days.sort_unstable();
        titles.days.dedup();
        titles
    }
}
