//! What a collection day is: mass, catalogue, event, record, ledger, tally.
//!
//! Pure: no clock, no files, no language; time arrives as a value. Everything that is counted passes
//! through [`ledger::Ledger`], the one fold over the union of all journals, and ends in
//! [`tally::Tally`]. Nothing of ours is imported here.

pub mod catalogue;
pub mod draft;
pub mod event;
pub mod guard;
pub mod ledger;
pub mod mass;
pub mod pace;
pub mod record;
pub mod tally;
