//! Converts the rows of a table, one after the other.
//!
//! Invariant: every row below the header becomes records, a fault, a doubt, or a number in [`Counts`].

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};

use crate::domain::catalogue::Unit;
use crate::domain::event::{Event, TEXT_MAX};
use crate::domain::record::{Measure, StationId};
use crate::spreadsheet::amount::{self, AmountCells, CellAmount, Unclear};
use crate::spreadsheet::cell::{Cell, Row, Sheet};
use crate::spreadsheet::column::{ColumnMeaning, Header};
use crate::spreadsheet::date::When;
use crate::spreadsheet::doubt::{Doubts, Question};
use crate::spreadsheet::fault::RowFault;
use crate::spreadsheet::layout::{self, Place, Places, Proofs};
use crate::spreadsheet::mapping::{Mapping, NameAnswer};
use crate::spreadsheet::material::{FoundMaterial, MaterialNames, NotFound};
use crate::spreadsheet::meaning;
use crate::spreadsheet::number::NumberValue;
use crate::spreadsheet::own;
use crate::spreadsheet::suspicion::{self, Suspicions};
use crate::spreadsheet::table::{Action, Counts, TableEntry, TableRow};
use crate::spreadsheet::totals::Sums;
use crate::spreadsheet::words::{self, AmountUnit, Role};
use crate::spreadsheet::years::Years;

/// The value of our own column `typed` that undoes an earlier row.
const UNDO: &str = "undo";

/// The meaning of a name in the column of materials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FoundName {
    Material(FoundMaterial),
    People,
    NotImported,
    Doubt(Vec<usize>),
}

/// A row that is not read further.
pub(super) enum Stop {
    Fault(RowFault),
    Doubt(Question),
    LeftOut,
}

impl From<RowFault> for Stop {
    fn from(fault: RowFault) -> Self {
        Self::Fault(fault)
    }
}

impl From<Unclear> for Stop {
    fn from(unclear: Unclear) -> Self {
        match unclear {
            Unclear::Fault(fault) => Self::Fault(fault),
            Unclear::Mark(example) => Self::Doubt(Question::Decimal { example }),
        }
    }
}

/// Reads rows, with what the rows above them said.
pub(super) struct Reader<'a> {
    pub sheet: &'a Sheet,
    pub event: &'a Event,
    pub names: &'a MaterialNames<'a>,
    pub mapping: &'a Mapping,
    pub header: &'a Header,
    pub places: &'a Places,
    pub proofs: &'a Proofs,
    /// The day of all rows, if only a title has it.
    pub title_day: Option<NaiveDate>,
    /// Whether a row has a day.
    pub has_days: bool,
    pub last_day: Option<When>,
    pub last_station: Option<StationId>,
    /// The number of the last row with amounts in columns of materials.
    pub last_row: u32,
    /// The name of the material in the row above.
    pub last_material: Option<String>,
    pub suspicions: &'a Suspicions,
    /// The station that a title or a row above names.
    pub section_station: Option<StationId>,
    /// The day that a row above has alone.
    pub section_day: Option<When>,
    /// Whether a row has nothing but a day.
    pub has_day_sections: bool,
    /// A row above with a text that has a day and other words.
    pub dated_caption: Option<(u32, String)>,
    pub title_texts: &'a [String],
    pub years: Years,
    /// The number of unknown names for which materials may still be proposed.
    pub proposals_left: usize,
    pub materials: BTreeMap<String, FoundName>,
    pub rows: Vec<TableRow>,
    pub days: Vec<When>,
    pub faults: Vec<(u32, RowFault)>,
    pub doubts: Doubts,
    pub counts: Counts,
    pub sums: Sums,
    pub total_rows: Vec<u32>,
}

/// What the rows of one row of the table have in common.
pub(super) struct RowFrame {
    pub when: Option<When>,
    /// The time of day, also if the day is that of the event.
    pub time: Option<NaiveTime>,
    pub station: Option<StationId>,
    pub operator: String,
}

impl Reader<'_> {
    /// Reads a row below the header.
    pub(super) fn data_row(&mut self, row: &Row) {
        let was_day = self.last_day;
        let result = match (self.note_section(row), self.header) {
            (Ok(true), _) => {
                self.sums.begin_section();
                Ok(())
            }
            (Ok(false), Header { is_plain: false, .. }) if suspicion::is_remark(row) => {
                self.row_without_amount(row)
            }
            (Err(stop), _) => Err(stop),
            (Ok(false), Header { is_wide: true, .. }) => self.wide_row(row),
            (Ok(false), Header { has_parts: true, .. }) => self.row_of_parts(row),
            (Ok(false), Header { .. }) => self.narrow_row(row),
        };
        // A day in a row without an amount is also that of the rows below it.
        if self.last_day == was_day
            && let Ok(Some(when)) = self.day_of_cell(row)
        {
            self.last_day = Some(when);
        }
        if let Err(stop) = result {
            self.stop(row.number, stop);
        }
    }

    pub(super) fn stop(&mut self, row: u32, stop: Stop) {
        match stop {
            Stop::Fault(fault) => {
                if let RowFault::Date(example) | RowFault::Day(example) = &fault {
                    self.doubts.add(row, Question::BadDates { example: example.clone() });
                } else if fault == RowFault::NoDate {
                    self.doubts.add(row, Question::BadDates { example: String::new() });
                }
                self.faults.push((row, fault));
            }
            Stop::Doubt(question) => self.doubts.add(row, question),
            Stop::LeftOut => self.counts.left_out += 1,
        }
    }

    fn narrow_row(&mut self, row: &Row) -> Result<(), Stop> {
        self.check_fields(row)?;
        let material = layout::cell(row, self.places.material).text();
        let main_text = layout::cell(row, self.places.main).text();
        if self.header.is_plain && material.is_empty() && main_text == UNDO {
            let frame = self.frame(row)?;
            self.push(row, &frame, Action::Undo);
            return Ok(());
        }
        let people = amount::read(layout::cell(row, self.places.people))?;
        let amounts = self.amounts(row)?;
        let has_people = !matches!(people, CellAmount::Nothing) && !is_zero(&people);
        if amounts.is_nothing() && !has_people {
            self.check_merged(row, &material)?;
            return self.row_without_amount(row);
        }
        if self.is_named_total(row) {
            return Ok(());
        }
        if material.is_empty() && !has_people && self.is_unnamed_total(row) {
            self.total_row(row);
            return Ok(());
        }
        self.suspicions.check(row)?;
        self.check_merged(row, &material)?;
        // Both are looked up before either is refused, so that a file is refused once for all its doubts.
        let found = if amounts.is_nothing() { Ok(None) } else { self.material(&material).map(Some) };
        let (found, frame) = match (found, self.frame(row)) {
            (Ok(found), frame) => (found, frame?),
            (Err(stop), Ok(_)) => return Err(stop),
            (Err(stop), Err(other)) => {
                self.stop(row.number, stop);
                return Err(other);
            }
        };
        if has_people {
            let count = amount::people(&people)?;
            self.push(row, &frame, Action::People { count });
        }
        match found {
            None | Some(FoundName::Doubt(_)) => {}
            Some(FoundName::NotImported) => return Err(Stop::LeftOut),
            Some(FoundName::People) => {
                let cell = if matches!(amounts.main.0, CellAmount::Nothing) {
                    &amounts.pieces
                } else {
                    &amounts.main.0
                };
                let count = amount::people(cell)?;
                self.push(row, &frame, Action::People { count });
            }
            Some(FoundName::Material(found)) => {
                let grade = self.grade(row, &found, &material)?;
                self.entry(row, &frame, found.index, grade, &amounts)?;
            }
        }
        Ok(())
    }

    fn wide_row(&mut self, row: &Row) -> Result<(), Stop> {
        self.check_fields(row)?;
        let mut entries = Vec::new();
        let mut unclear = Vec::new();
        for column in &self.header.columns {
            let (found, unit) = match &column.meaning {
                ColumnMeaning::Material { found, unit } => (Some(found), *unit),
                ColumnMeaning::Unclear { proposals } => {
                    let amount = amount::read(row.cell(column.index));
                    if !matches!(amount, Ok(CellAmount::Nothing))
                        && !matches!(&amount, Ok(amount) if is_zero(amount))
                    {
                        unclear.push(Question::Column {
                            name: column.name.clone(),
                            proposals: proposals.clone(),
                        });
                    }
                    continue;
                }
                _ => continue,
            };
            let Some(found) = found else { continue };
            let main = (amount::read(row.cell(column.index))?, unit);
            let amounts = AmountCells { main, ..self.no_amounts() };
            if !amounts.is_nothing() {
                entries.push((found, amounts));
            }
        }
        for question in unclear {
            self.doubts.add(row.number, question);
        }
        let people = amount::read(layout::cell(row, self.places.people))?;
        let has_people = !matches!(people, CellAmount::Nothing) && !is_zero(&people);
        if entries.is_empty() && !has_people {
            return self.row_without_amount(row);
        }
        if self.is_named_total(row) {
            return Ok(());
        }
        let columns = self.stated_columns(row).unwrap_or_default();
        // Two rows with the same amounts look the same.
        if self.is_unnamed_total(row) || self.sums.is_sum_of_columns(&columns) {
            return Err(RowFault::PerhapsTotal.into());
        }
        if self.suspicions.is_below_table(row, self.last_row) {
            return Err(RowFault::NotWeighed(
                row.filled().next().map_or_else(String::new, |(_, cell)| cell.text().into_owned()),
            )
            .into());
        }
        self.sums.add_columns(&columns);
        self.last_row = row.number;
        self.suspicions.check(row)?;
        let frame = self.frame(row)?;
        if has_people {
            let count = amount::people(&people)?;
            self.push(row, &frame, Action::People { count });
        }
        for (found, amounts) in entries {
            if let Err(stop) = self.entry(row, &frame, found.index, found.grade.clone(), &amounts) {
                self.stop(row.number, stop);
            }
        }
        Ok(())
    }

    /// Reads a row in which nothing was weighed.
    pub(super) fn row_without_amount(&mut self, row: &Row) -> Result<(), Stop> {
        self.note_caption(row)?;
        self.note_nothing(row);
        Ok(())
    }

    /// Counts a row in which nothing was weighed, and notes it if another cell has a number that may be an amount.
    fn note_nothing(&mut self, row: &Row) {
        self.counts.nothing += 1;
        let is_read = |index: usize| {
            self.header.columns.iter().any(|column| {
                column.index == index
                    && matches!(&column.meaning, ColumnMeaning::Known { role, .. } if !matches!(role, Role::Note | Role::Operator))
            })
        };
        let has_number = |cell: &Cell| {
            matches!(cell, Cell::Number(_) | Cell::Shown { .. })
                || matches!(cell, Cell::Text(text) if text.contains(|c: char| c.is_ascii_digit()))
        };
        if row.filled().any(|(index, cell)| !is_read(index) && has_number(cell)) {
            self.counts.nothing_beside_numbers.push(row.number);
        }
    }

    /// Refuses an amount that is merged over rows with several materials.
    pub(super) fn check_merged(&mut self, row: &Row, material: &str) -> Result<(), RowFault> {
        let amounts = [self.places.main, self.places.gross, self.places.pieces];
        let is_merged = amounts.iter().any(|place| matches!(layout::cell(row, *place), Cell::Merged));
        let is_other = is_merged && self.last_material.as_deref() != Some(material);
        self.last_material = Some(material.to_owned());
        if is_other { Err(RowFault::MergedAmount) } else { Ok(()) }
    }

    /// Refuses a row of a text file that has more cells than the header, or too few for our own six columns.
    pub(super) fn check_fields(&self, row: &Row) -> Result<(), RowFault> {
        if !self.sheet.is_text() {
            return Ok(());
        }
        let expected =
            self.sheet.rows[self.header.end - 1].width.max(self.sheet.rows[self.header.first].width);
        let too_few = self.header.is_plain && row.width < self.header.columns.len();
        if row.cells.len() > expected || too_few {
            return Err(RowFault::Fields { expected, found: row.cells.len().max(row.width) });
        }
        Ok(())
    }

    pub(super) fn no_amounts(&self) -> AmountCells {
        AmountCells {
            main: (CellAmount::Nothing, None),
            gross: (CellAmount::Nothing, None),
            tare: (CellAmount::Nothing, None),
            pieces: CellAmount::Nothing,
            pieces_weight: (CellAmount::Nothing, None),
            unit: None,
            decimal: self.proofs.decimal,
            typed_decimals: self.event.decimals(),
            is_plain: self.header.is_plain,
        }
    }

    fn amounts(&self, row: &Row) -> Result<AmountCells, RowFault> {
        let read = |place: Place| -> Result<(CellAmount, Option<AmountUnit>), RowFault> {
            Ok((amount::read(layout::cell(row, place))?, place.and_then(|(_, unit)| unit)))
        };
        let unit_text = layout::cell(row, self.places.unit).text();
        let unit = match words::unit(&unit_text) {
            None if !words::is_nothing(&unit_text) => return Err(RowFault::Unit(unit_text.into_owned())),
            unit => unit,
        };
        let (gross, tare) = (read(self.places.gross)?, read(self.places.tare)?);
        let main = match read(self.places.main) {
            // Net is gross minus tare, so a formula without a result is not needed.
            Err(RowFault::Uncomputed) if gross.0 != CellAmount::Nothing => (CellAmount::Nothing, None),
            main => main?,
        };
        let (pieces, pieces_weight) = (read(self.places.pieces)?.0, read(self.places.pieces_weight)?);
        Ok(AmountCells { main, gross, tare, pieces, pieces_weight, unit, ..self.no_amounts() })
    }

    pub(super) fn entry(
        &mut self,
        row: &Row,
        frame: &RowFrame,
        index: usize,
        grade: Option<String>,
        amounts: &AmountCells,
    ) -> Result<(), Stop> {
        let Some(material) = self.event.materials.get(index) else { return Ok(()) };
        let read = amounts.measure(index, material)?;
        self.counts.rounded += usize::from(read.is_rounded);
        let stated = match read.measure {
            Measure::Weight { .. } => read.measure.net().get(),
            Measure::Pieces { count, weight } => match (material.unit, weight) {
                // Beside a column of pieces, the column of amounts has the weight.
                (Unit::Pcs, Some(weight)) => weight.get(),
                (Unit::Pcs, None) if self.header.is_wide || amounts.pieces != CellAmount::Nothing => 0,
                _ => i64::from(count) * 1_000,
            },
        };
        self.sums.add(stated);
        let about = read.about || own::is_yes(&layout::cell(row, self.places.about).text());
        let typed = read.typed;
        self.push(
            row,
            frame,
            Action::Entry(TableEntry { material: index, grade, measure: read.measure, about, typed }),
        );
        Ok(())
    }

    pub(super) fn push(&mut self, row: &Row, frame: &RowFrame, action: Action) {
        let RowFrame { when, time, station, operator } = frame;
        let has_time = match when {
            None => time.is_some(),
            Some(When::Local { time, .. }) => time.is_some(),
            Some(When::Moment(_)) => true,
        };
        self.counts.without_time += usize::from(!has_time);
        let (when, time, station, operator) = (*when, *time, *station, operator.clone());
        self.rows.push(TableRow { number: row.number, when, time, station, operator, action });
    }

    /// Finds the material of a name. Each name is looked up once.
    pub(super) fn material(&mut self, name: &str) -> Result<FoundName, Stop> {
        if name.is_empty() {
            return Err(RowFault::NoMaterial.into());
        }
        let known = self.materials.get(name).cloned();
        let found = known.unwrap_or_else(|| self.find_material(name));
        self.materials.entry(name.to_owned()).or_insert_with(|| found.clone());
        if let FoundName::Doubt(proposals) = found {
            return Err(Stop::Doubt(Question::Material { name: name.to_owned(), proposals }));
        }
        Ok(found)
    }

    fn find_material(&mut self, name: &str) -> FoundName {
        match self.mapping.material(name) {
            Some(NameAnswer::NotImported) => return FoundName::NotImported,
            Some(NameAnswer::Means(answer)) => {
                if let Some(found) = meaning::given_material(self.event, answer) {
                    return FoundName::Material(found);
                }
                if words::is_people(answer) {
                    return FoundName::People;
                }
            }
            None => {}
        }
        match self.names.find(unguarded(name)) {
            Ok(found) => FoundName::Material(found),
            Err(_) if words::is_people(name) => FoundName::People,
            Err(NotFound::Several(proposals)) => FoundName::Doubt(proposals),
            Err(NotFound::Unknown) if self.proposals_left == 0 => FoundName::Doubt(Vec::new()),
            Err(NotFound::Unknown) => {
                self.proposals_left -= 1;
                FoundName::Doubt(self.names.near(unguarded(name)))
            }
        }
    }

    pub(super) fn grade(
        &self,
        row: &Row,
        found: &FoundMaterial,
        name: &str,
    ) -> Result<Option<String>, RowFault> {
        let cell = layout::cell(row, self.places.grade).text();
        let given = unguarded(&cell);
        if words::is_nothing(given) {
            return Ok(found.grade.clone());
        }
        let Some(material) = self.event.materials.get(found.index) else { return Ok(None) };
        let bare = given.trim_start_matches('№').trim();
        let Some(known) = material.grades.iter().find(|known| *known == given || *known == bare) else {
            return Err(RowFault::Grade {
                material: material.name.clone(),
                grade: given.to_owned(),
                known: material.grades.clone(),
            });
        };
        match &found.grade {
            Some(other) if other != known => {
                Err(RowFault::TwoGrades { name: name.to_owned(), grade: given.to_owned() })
            }
            _ => Ok(Some(known.clone())),
        }
    }

    pub(super) fn frame(&mut self, row: &Row) -> Result<RowFrame, Stop> {
        let when = self.when(row)?;
        self.frame_at(row, when)
    }

    /// Returns what the records of a row of this day have in common.
    pub(super) fn frame_at(&mut self, row: &Row, when: Option<When>) -> Result<RowFrame, Stop> {
        self.note_day(when);
        let station_cell = layout::cell(row, self.places.station).text();
        let given = unguarded(&station_cell);
        let station = match given.is_empty() {
            false => Some(self.station(given)?),
            true if self.proofs.has_stations_filled_down && self.last_station.is_some() => {
                self.counts.stations_filled_down += 1;
                self.last_station
            }
            true => self.section_station,
        };
        self.last_station = station;
        let operator_cell = layout::cell(row, self.places.operator).text();
        let operator = unguarded(&operator_cell);
        if operator.chars().count() > TEXT_MAX || operator.chars().any(char::is_control) {
            return Err(RowFault::Operator(operator.to_owned()).into());
        }
        let time = self.time(row)?;
        Ok(RowFrame { when, time, station, operator: operator.to_owned() })
    }

    /// Notes the day of a row. Rows of one day that follow each other are noted once.
    fn note_day(&mut self, when: Option<When>) {
        let Some(when) = when else { return };
        let is_known = self.days.last().is_some_and(|last| match (last, when) {
            (When::Local { date, .. }, When::Local { date: other, .. }) => *date == other,
            (last, when) => *last == when,
        });
        if !is_known {
            self.days.push(when);
        }
    }

    fn station(&self, given: &str) -> Result<StationId, Stop> {
        if let Some(id) = self.mapping.station_named(given).or(Some(given)).and_then(StationId::parse) {
            return Ok(id);
        }
        if self.header.is_plain {
            return Err(RowFault::Station(given.to_owned()).into());
        }
        layout::named_station(given).ok_or_else(|| Stop::Doubt(Question::Station { name: given.to_owned() }))
    }
}

pub(super) fn is_zero(amount: &CellAmount) -> bool {
    matches!(amount, CellAmount::Number { value: NumberValue::Certain { value, .. }, .. } if value.is_zero())
}

/// Removes the `'` with which our own reports keep a text from being a formula.
fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if !rest.trim_start().starts_with(|c: char| c.is_alphanumeric()) => rest,
        _ => text,
    }
}
