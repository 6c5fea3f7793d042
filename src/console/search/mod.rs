//! The two searches of the console: records in the history, and materials by name.
//!
//! Both compare normalized text (see `normalize`), so `е` finds `ё`, and a Russian keyboard finds Kazakh names.

mod found_sum;
mod highlight;
mod history;
mod materials;
mod normalize;
mod pass;
mod prefix;
mod query;
#[cfg(test)]
mod tests;
mod word;

pub(crate) use highlight::{Highlight, finds};
pub(crate) use history::FoundRecords;
pub use history::find_records;
pub(crate) use materials::find_materials;
pub(crate) use word::typed_amount;
