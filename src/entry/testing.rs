//! Helpers that several tests of this module share.

use proptest::prelude::*;

use crate::domain::catalogue::Material;
use crate::domain::event::{Event, UtcOffset};
use crate::entry::lexer;

/// Returns the raw rows of a CSV file, beginning with the header row.
pub(super) fn csv_rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Returns the single character of a text.
pub(super) fn only_character(text: &str) -> char {
    let mut chars = text.chars();
    let first = chars.next().unwrap();
    assert_eq!(chars.next(), None, "{text}");
    first
}

/// Returns a material of the default catalogue that is measured in kilograms and has a maximum of 2000 kg.
pub(super) fn paper() -> Material {
    material("paper")
}

/// Returns a material of the default catalogue that is counted in pieces and has a maximum of 10 000 pieces.
pub(super) fn tyres() -> Material {
    material("tyres")
}

fn material(id: &str) -> Material {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 1, 25).unwrap();
    let event = Event::new(1, "R", day, UtcOffset::parse("+05:00").unwrap()).unwrap();
    event.material(id).unwrap().1.clone()
}

/// Returns a text without its leading `N*`.
pub(super) fn without_selector(typed: &str) -> String {
    let Some(selector) = lexer::find_selector(typed) else { return typed.to_owned() };
    let kept = |(column, _): &(usize, char)| !(selector.span.start..selector.span.end).contains(column);
    typed.chars().enumerate().filter(kept).map(|(_, c)| c).collect()
}

/// Generates texts of characters that are likely in an amount, and of a few that are not.
pub(super) fn likely_text() -> impl Strategy<Value = String> {
    proptest::string::string_regex("[0-9.,юБ+*/~ kgкглп\"әқө\u{a0}-]{0,70}").unwrap()
}
