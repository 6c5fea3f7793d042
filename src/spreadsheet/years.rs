//! The year of days that are written without one, such as `вс 25.01`.
//!
//! Invariant: a year is taken only from what a person sees: an answer, other days of the table, its titles, or the event that
//! the command names. If these give different years, the day is a doubt.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::spreadsheet::date;

/// What a table says about the year of its days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Years {
    /// The year that a person gave.
    pub given: Option<i32>,
    /// Whole days of the rows, the titles and the named event.
    pub days: BTreeSet<NaiveDate>,
    /// Years in the titles.
    pub named: BTreeSet<i32>,
}

impl Years {
    /// Returns the day of a day and month, or `None` if its year is not certain.
    pub(super) fn day(&self, day: u32, month: u32) -> Option<NaiveDate> {
        if let Some(year) = self.given {
            return NaiveDate::from_ymd_opt(year, month, day);
        }
        let mut found: BTreeSet<Option<NaiveDate>> =
            self.days.iter().map(|other| date::near(*other, day, month)).collect();
        if found.is_empty() {
            found = self.named.iter().map(|year| NaiveDate::from_ymd_opt(*year, month, day)).collect();
        }
        let only = found.pop_first().flatten();
        only.filter(|_| found.is_empty())
    }
}

/// Returns the years in the text of a title.
pub(super) fn in_title(text: &str) -> impl Iterator<Item = i32> {
    let is_year = |word: &&str| word.len() == 4 && word.starts_with("20");
    text.split(|c: char| !c.is_alphanumeric()).filter(is_year).filter_map(|word| word.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_without_a_year_is_near_a_whole_day() {
        let near =
            |days: &[&str]| Years { days: days.iter().map(|day| date(day)).collect(), ..Years::default() };
        assert_eq!(near(&["2026-01-25"]).day(24, 1), Some(date("2026-01-24")));
        assert_eq!(near(&["2025-12-31"]).day(1, 1), Some(date("2026-01-01")));
        assert_eq!(near(&["2025-12-31", "2026-01-02"]).day(1, 1), Some(date("2026-01-01")));
        // Half a year away, either year may be meant.
        assert_eq!(near(&["2026-01-25"]).day(20, 7), None);
        assert_eq!(near(&["2024-01-25", "2026-01-25"]).day(24, 1), None);
        assert_eq!(near(&[]).day(24, 1), None);
    }

    #[test]
    fn a_year_in_a_title_or_an_answer_is_enough() {
        let named = Years {
            named: in_title("Сбор, январь 2026 г., 2500 кг").collect(), ..Years::default()
        };
        assert_eq!(named.day(24, 1), Some(date("2026-01-24")));
        let given = Years { given: Some(2025), ..named };
        assert_eq!(given.day(24, 1), Some(date("2025-01-24")));
    }
}
