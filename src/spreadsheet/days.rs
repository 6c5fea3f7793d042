//! The day and time of each row.

use chrono::{Datelike, NaiveDate, NaiveTime};

use crate::spreadsheet::cell::{Cell, Row};
use crate::spreadsheet::date::{self, ReadDate, When};
use crate::spreadsheet::doubt::Question;
use crate::spreadsheet::fault::RowFault;
use crate::spreadsheet::layout;
use crate::spreadsheet::mapping::{Answer, BadDates};
use crate::spreadsheet::rows::{Reader, Stop};
use crate::spreadsheet::words;

impl Reader<'_> {
    /// Returns the day and time of a row.
    pub(super) fn when(&mut self, row: &Row) -> Result<Option<When>, Stop> {
        let time = self.time(row)?;
        if layout::cell(row, self.places.day).is_empty() {
            return self.when_of_empty_cell(time);
        }
        match self.day_of_cell(row) {
            Ok(when) => {
                let when = when.map(|when| with_time(when, time));
                self.last_day = when.or(self.last_day);
                Ok(when)
            }
            Err(Stop::Fault(fault @ (RowFault::Date(_) | RowFault::Day(_)))) => {
                match self.mapping.bad_dates.as_ref().and_then(Answer::given) {
                    None => Err(fault.into()),
                    Some(BadDates::Skip) => Err(Stop::LeftOut),
                    Some(BadDates::Above) => self.day_above(time),
                }
            }
            Err(stop) => Err(stop),
        }
    }

    fn when_of_empty_cell(&mut self, time: Option<NaiveTime>) -> Result<Option<When>, Stop> {
        let local = |date: NaiveDate| When::Local { date, time };
        if !self.has_days {
            self.check_dated_caption();
            if self.has_day_sections {
                // A row above the first of these days has none.
                return self.section_day.map(|day| Some(local(day.date()))).ok_or(RowFault::NoDate.into());
            }
        }
        if !self.has_days || self.last_day.is_none() {
            // The day of the title, or that of the event that the command names.
            return Ok(self.title_day.map(local));
        }
        if self.proofs.is_filled_down {
            return self.day_above(time);
        }
        match self.mapping.bad_dates.as_ref().and_then(Answer::given) {
            None => Err(RowFault::NoDate.into()),
            Some(BadDates::Skip) => Err(Stop::LeftOut),
            Some(BadDates::Above) => self.day_above(time),
        }
    }

    fn day_above(&mut self, time: Option<NaiveTime>) -> Result<Option<When>, Stop> {
        let when = self.last_day.ok_or(RowFault::NoDate)?;
        self.counts.filled_down += 1;
        Ok(Some(When::Local { date: when.date(), time }))
    }

    /// Returns what the cell of the day states, or `None` if it is empty.
    pub(super) fn day_of_cell(&self, row: &Row) -> Result<Option<When>, Stop> {
        let cell = layout::cell(row, self.places.day);
        if cell.is_empty() {
            return Ok(None);
        }
        self.day_of(cell).map(Some)
    }

    /// Returns the day of a cell.
    pub(super) fn day_of(&self, cell: &Cell) -> Result<When, Stop> {
        let example = cell.text().into_owned();
        match date::read(cell) {
            ReadDate::Certain { proves: Some(_), .. }
                if self.proofs.has_both_orders && self.proofs.dates.is_none() =>
            {
                Err(Stop::Doubt(Question::Dates { example }))
            }
            ReadDate::Certain { proves: Some(order), .. }
                if self.proofs.dates.is_some_and(|given| given != order) =>
            {
                Err(self.bad_day(example))
            }
            ReadDate::Certain { when, .. } => Ok(when),
            ReadDate::Ambiguous { first, second, year, time } => {
                let order =
                    self.proofs.dates.ok_or(Stop::Doubt(Question::Dates { example: example.clone() }))?;
                let date = date::ordered(order, first, second, year).ok_or_else(|| self.bad_day(example))?;
                Ok(When::Local { date, time })
            }
            ReadDate::NoYear { day, month, weekday, time } => match self.years.day(day, month) {
                None => Err(Stop::Doubt(Question::Year { example })),
                Some(date) if weekday.is_some_and(|day| day != date.weekday().num_days_from_monday()) => {
                    Err(self.bad_day(example))
                }
                Some(date) => Ok(When::Local { date, time }),
            },
            ReadDate::DayNumber { date, time } => {
                match self.mapping.day_numbers.as_ref().and_then(Answer::given) {
                    Some(true) => Ok(When::Local { date, time }),
                    Some(false) => Err(self.bad_day(example)),
                    None => Err(Stop::Doubt(Question::DayNumbers { example })),
                }
            }
            ReadDate::OnlyTime(_) | ReadDate::Unknown => Err(self.bad_day(example)),
        }
    }

    /// Returns the fault of a day that has no meaning. Our own six columns have a moment there.
    fn bad_day(&self, example: String) -> Stop {
        let fault = if self.header.is_plain { RowFault::Date(example) } else { RowFault::Day(example) };
        fault.into()
    }

    /// Returns the time that a row has in a column of its own.
    pub(super) fn time(&self, row: &Row) -> Result<Option<NaiveTime>, RowFault> {
        let cell = layout::cell(row, self.places.time);
        if cell.is_empty() || words::is_nothing(&cell.text()) {
            return Ok(None);
        }
        date::read_time(cell).map(Some).ok_or_else(|| RowFault::TimeOfDay(cell.text().into_owned()))
    }
}

/// Gives a day the time of a column of its own. A moment of the row itself keeps its time.
pub(super) fn with_time(when: When, time: Option<NaiveTime>) -> When {
    match when {
        When::Local { date, time: None } => When::Local { date, time },
        when => when,
    }
}
