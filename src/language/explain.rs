//! The trait that turns errors into texts for people.

use crate::language::message::Text;

/// An error, or another event, that is explained to people.
pub(crate) trait Explain {
    /// Returns what happened, then what to do.
    fn explain(&self) -> Text;
}
