//! Rows that have nothing but a day or a station, which is that of the rows below them.

use crate::spreadsheet::cell::{Cell, Row};
use crate::spreadsheet::date;
use crate::spreadsheet::fault::RowFault;
use crate::spreadsheet::layout;
use crate::spreadsheet::remarks;
use crate::spreadsheet::rows::{Reader, Stop};
use crate::spreadsheet::suspicion;

impl Reader<'_> {
    /// Notes the station or the day of a row that has nothing else, such as `Пост A` or `25.01.2026`. It is that of the rows
    /// below. Returns whether the row is one.
    ///
    /// # Errors
    /// A doubt if the day is not certain.
    pub(super) fn note_section(&mut self, row: &Row) -> Result<bool, Stop> {
        if let Some(cell) = layout::day_of_section(row, self.places.day).filter(|_| !self.header.is_plain) {
            self.dated_caption = None;
            self.section_day = Some(self.day_of(cell)?);
            return Ok(true);
        }
        let mut filled = row.filled();
        if let (Some((_, Cell::Text(text))), None) = (filled.next(), filled.next())
            && let Some(station) = layout::named_station(text)
        {
            self.section_station = Some(station);
            return Ok(true);
        }
        Ok(false)
    }

    /// Notes the caption of a row without an amount, if it has a day and other words.
    ///
    /// # Errors
    /// [`RowFault::SecondTable`] if the row says that what follows was handed over.
    pub(super) fn note_caption(&mut self, row: &Row) -> Result<(), RowFault> {
        let Some(caption) = suspicion::caption(row) else { return Ok(()) };
        if remarks::is_not_collected(caption) {
            return Err(RowFault::SecondTable(caption.to_owned()));
        }
        let is_title = self.title_texts.iter().any(|title| title == caption);
        if !self.has_days && !is_title && !date::find_days(caption).is_empty() {
            self.dated_caption = Some((row.number, caption.to_owned()));
        }
        Ok(())
    }

    /// Refuses a caption with a day and other words, if rows without a day of their own follow it.
    pub(super) fn check_dated_caption(&mut self) {
        if let Some((row, caption)) = self.dated_caption.take() {
            self.faults.push((row, RowFault::PerhapsDay(caption)));
        }
    }
}
