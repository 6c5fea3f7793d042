//! The trait that turns errors into texts for people.

use crate::language::message::Text;

/// An error or other condition that can be explained to people.
pub(crate) trait Explain {
    /// Returns a text that states what happened, and then what to do.
    fn explain(&self) -> Text;
}
