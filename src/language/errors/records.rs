//! Explains why records cannot be written to a journal, and why lines cannot be read from a journal.

use crate::domain::event::TEXT_MAX;
use crate::journal::chain::EncodeError;
use crate::journal::line::{LINE_MAX, LineError};
use crate::journal::writer::WriteError;
use crate::language::Explain;
use crate::language::{Message, Text};

/// The text is shown after "NOT SAVED:".
impl Explain for WriteError {
    fn explain(&self) -> Text {
        let message = match self {
            Self::Short { wrote, of } => {
                Message::WriteShort { wrote: wrote.to_string().into(), of: of.to_string().into() }
            }
            Self::Replaced => Message::WriteReplaced,
            Self::NoStation(fault) => Message::WriteNoStation { reason: fault.explain() },
            Self::Write(error) => Message::WriteFailed { reason: error.explain() },
            Self::Sync(error) => Message::WriteNotSynced { reason: error.explain() },
            Self::Rebuild(error) => Message::WriteNotRebuilt { reason: error.explain() },
            Self::NoAnswer => Message::WriteNoAnswer,
            Self::Truncate(error) => Message::WriteNotCut { reason: error.explain() },
        };
        message.into()
    }
}

impl Explain for EncodeError {
    fn explain(&self) -> Text {
        let reason = match self {
            Self::Line(fault) => fault.explain(),
            Self::UnknownTicket(_) => Message::RecordUnknownTarget.into(),
        };
        Message::RecordRefused { reason }.into()
    }
}

/// The text is shown after the position of the line.
impl Explain for LineError {
    fn explain(&self) -> Text {
        let message = match self {
            Self::NotUtf8 => Message::LineNotUtf8,
            Self::Json { column } => Message::LineJson { column: column.to_string().into() },
            Self::TooLong { bytes } => Message::LineTooLong { bytes: (*bytes).into(), most: LINE_MAX.into() },
            Self::Missing { field } => Message::LineMissing { field: (*field).into() },
            Self::BadField { field } => Message::LineBadField { field: (*field).into() },
            Self::OutOfRange { field } => Message::LineOutOfRange { field: (*field).into() },
            Self::NetMismatch { net, gross, tare } => Message::LineNetMismatch {
                net: net.get().into(),
                gross: gross.get().into(),
                tare: tare.get().into(),
            },
            Self::LongText { field, chars } => Message::LineLongText {
                field: (*field).into(),
                chars: (*chars).into(),
                most: TEXT_MAX.into(),
            },
            Self::Format(format) => Message::LineFormat { format: format.to_string().into() },
        };
        message.into()
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;
    use crate::language::{Language, Texts};

    #[test]
    fn a_full_disk_is_named_in_every_language() {
        let error = WriteError::Write(io::ErrorKind::StorageFull.into());
        let cases = [
            (Language::Kk, "журналға жазылмады: дискіде орын жоқ"),
            (Language::Ru, "не удалось записать в журнал: на диске нет места"),
            (Language::En, "the journal cannot be written: the disk is full"),
        ];
        for (language, expected) in cases {
            assert_eq!(Texts::new(language).show(error.explain()), expected);
        }
    }
}
