//! Errors of decoding and encoding a line.

use crate::domain::event::TEXT_MAX;
use crate::domain::mass::Grams;

/// Why bytes are not a valid line, or why a record cannot be encoded as one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    /// The bytes are not UTF-8.
    #[error("the line is not UTF-8")]
    NotUtf8,
    /// The line is not a JSON object, or a field has the wrong type.
    #[error("the line is not a valid JSON object (byte {column})")]
    Json {
        /// The position of the error in bytes from the start of the line, starting at 1.
        column: usize,
    },
    /// The line, including its newline, is longer than [`LINE_MAX`](super::LINE_MAX).
    #[error("the line is too long: {bytes} bytes")]
    TooLong {
        /// Length in bytes, including the newline.
        bytes: u64,
    },
    /// A required field is absent.
    #[error("the field \"{field}\" is missing")]
    Missing {
        /// Name of the field.
        field: &'static str,
    },
    /// A value does not have the form that its field requires.
    #[error("the field \"{field}\" is not valid")]
    BadField {
        /// Name of the field.
        field: &'static str,
    },
    /// A number is not positive, or exceeds the maximum for one record.
    #[error("the number in the field \"{field}\" is out of range")]
    OutOfRange {
        /// Name of the field.
        field: &'static str,
    },
    /// The net weight is not gross minus tare.
    #[error("net {} g is not gross {} g minus tare {} g", .net.get(), .gross.get(), .tare.get())]
    NetMismatch {
        /// Net weight of the line.
        net: Grams,
        /// Gross weight of the line.
        gross: Grams,
        /// Tare weight of the line.
        tare: Grams,
    },
    /// A text is longer than [`TEXT_MAX`] characters. Only encoding checks this.
    #[error("the field \"{field}\" has {chars} characters, the maximum is {TEXT_MAX}")]
    LongText {
        /// Name of the field.
        field: &'static str,
        /// Length in characters.
        chars: usize,
    },
    /// The journal's opening line was written by a later version that changed the format.
    #[error("the journal has format {0}, which this version cannot read")]
    Format(u32),
}
