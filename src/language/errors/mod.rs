//! Explains errors and findings to people: what happened, and what to do about it.
//!
//! Each file covers the types of one area. A text is one sentence of at most 76 columns, because the console
//! shows it on one line. Only a text that names something long may be wider.

mod amount;
mod clock;
mod event;
mod files;
mod issues;
mod json;
mod merge;
mod records;
mod scale;
mod station;

pub(crate) use amount::{held_amount, validation_error};
pub(crate) use clock::clock_doubt;
pub(crate) use issues::{consequence, fault_in, later_records, lost_consequence, lost_in};
pub(crate) use json::json_reason;
pub(crate) use station::{journal_rescued, journal_restored, station_moved};
