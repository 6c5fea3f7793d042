//! A tally becomes text and JSON: one file per format.
//!
//! Invariant: every format says the same sums, those of [`summary::Summary`]; formats only differ in
//! how they say them. No operator is named unless names are asked for. What comes from files is cleaned
//! of control characters before it stands in text that a terminal may show.

pub mod balance;
pub mod columns;
pub mod json;
pub mod sheet;
pub mod sheet_html;
pub mod summary;
pub mod text;

use crate::domain::event::Event;
use crate::report::summary::Summary;

/// One fault of a journal, or of the folder that holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// The file's name within the event's folder.
    pub file: String,
    /// The line, from 1; `None` where the whole file is meant.
    pub line: Option<u64>,
    /// One sentence.
    pub reason: String,
}

/// One event's result and the state of its journals.
pub struct Report<'a> {
    pub event: &'a Event,
    pub slug: &'a str,
    pub summary: Summary,
    /// Every journal is whole and its chain unbroken.
    pub verified: bool,
    pub damage: Vec<Flaw>,
}
