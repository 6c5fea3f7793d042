//! Reads any table in which a person can see what was weighed.
//!
//! The steps: [`open`] reads the cells of a file, [`header`] finds the header, [`layout`] the titles, totals and proofs, and
//! [`reading`] converts the rows. [`mapping`] has the answers of a person.
//!
//! Invariants:
//! - Nothing is guessed. What has two meanings is a doubt, with its rows and the possible answers.
//! - Nothing is dropped silently. Every row and column that is not read is counted or named.
//! - No floating point: amounts are exact decimal numbers.
//!
//! The module knows no files and no texts for people.

mod amount;
mod cell;
mod column;
mod compound;
mod date;
mod days;
mod delimited;
mod doubt;
mod encoding;
mod fault;
mod header;
mod kin;
mod layout;
mod mapping;
mod mapping_check;
mod material;
mod meaning;
mod number;
mod number_format;
mod open;
mod other_numbers;
mod own;
mod part_rows;
mod parts;
mod reading;
mod remarks;
mod roles;
mod rows;
mod sections;
mod sheet_error;
mod sum_of_grades;
mod suspicion;
mod table;
mod total_rows;
mod totals;
mod unseen;
mod words;
mod workbook;
mod years;

pub(crate) use cell::{FileKind, Sheet};
pub(crate) use column::{ColumnMeaning, Header, HeaderError, Part};
pub(crate) use date::{DateOrder, When, at_offset};
pub(crate) use doubt::{Doubt, Question};
pub(crate) use fault::RowFault;
pub(crate) use header::{NearestHeader, nearest};
pub(crate) use mapping::{Answer, BadDates, Mapping};
pub(crate) use number::DecimalMark;
pub(crate) use open::sheets;
pub(crate) use reading::read;
pub(crate) use sheet_error::SheetError;
pub(crate) use table::{Action, Reading, TableEntry, TableRow};
pub(crate) use totals::TotalCheck;
pub(crate) use words::Role;

#[cfg(test)]
mod tests;
