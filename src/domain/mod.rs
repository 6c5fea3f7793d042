//! The model of a collection day: mass, catalogue, event, record, ledger, tally.
//!
//! Nothing here uses a clock, a file, a language or another module of this crate; the time is passed in as a
//! value. All sums come from [`ledger::Ledger`], which folds the union of all journals into a
//! [`tally::Tally`].

pub mod catalogue;
pub mod draft;
pub mod event;
pub mod guard;
pub mod ledger;
pub mod limits;
pub mod mass;
pub mod pace;
pub mod record;
pub mod tally;
