//! The model of a collection day: mass, catalogue, event, record, ledger, tally.
//!
//! This module uses no clock, file, language or other module of this crate; the time is passed in as a value.
//! All sums come from [`ledger::Ledger`], which reduces the union of all journals into a [`tally::Tally`].

pub(crate) mod catalogue;
pub(crate) mod clock;
pub(crate) mod draft;
pub(crate) mod event;
pub(crate) mod event_choice;
pub(crate) mod guard;
pub(crate) mod ledger;
pub(crate) mod limits;
pub(crate) mod mass;
pub(crate) mod pace;
pub(crate) mod paper;
pub(crate) mod record;
pub(crate) mod scale_frame;
pub(crate) mod seal;
pub(crate) mod tally;
pub(crate) mod trend;
pub(crate) mod unknown_fields;
