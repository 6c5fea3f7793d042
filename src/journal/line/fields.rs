//! Limits and names that encoding and decoding share.

use crate::domain::mass::Grams;
use crate::domain::record::Source;
use crate::journal::line::error::LineError;

/// The maximum length of a line in bytes, including its newline (docs/journal.md L1).
pub(crate) const LINE_MAX: usize = 4096;

/// Returns the value of the field `source`, or `None` if the field is absent.
pub(super) const fn source_name(source: Source) -> Option<&'static str> {
    Some(match source {
        Source::Typed => return None,
        Source::Scale => "scale",
        Source::Wedge => "wedge",
        Source::Paper => "paper",
        Source::Import => "import",
    })
}

/// Checks that a weight is positive and at most [`Grams::RECORD_MAX`].
pub(super) fn positive(grams: i64, field: &'static str) -> Result<Grams, LineError> {
    let grams = Grams::new(grams);
    let valid = grams.is_positive() && grams <= Grams::RECORD_MAX;
    if valid { Ok(grams) } else { Err(LineError::OutOfRange { field }) }
}

/// Checks that a number of pieces, people or lines is positive and at most `u32::MAX`.
pub(super) fn positive_count(count: i64, field: &'static str) -> Result<u32, LineError> {
    u32::try_from(count).ok().filter(|count| *count > 0).ok_or(LineError::OutOfRange { field })
}
