//! Converts an error into a sentence for people.

use crate::language::message::Text;

/// An error or a finding that people read about.
pub(crate) trait Explain {
    /// Returns what happened, then what to do.
    fn explain(&self) -> Text;
}
