//! Explains why copies of an event cannot be merged, wholly or in part.

use crate::journal::merge::{MergeError, SkipReason};
use crate::language::errors::files::io_kind;
use crate::language::{Explain, Message, Text, format};

impl Explain for MergeError {
    fn explain(&self) -> Text {
        let message = match self {
            Self::Folder(fault) => return fault.explain(),
            Self::NoCopy(path) => Message::MergeNoCopy { path: path.into() },
            Self::SeveralEvents { path, slugs } => {
                Message::MergeSeveral { path: path.into(), slugs: format::list(slugs).into() }
            }
            Self::OtherEvent { slug, name } => {
                Message::MergeAnotherEvent { slug: slug.into(), name: name.into() }
            }
            Self::SeveralHere { slugs } => Message::MergeSeveralHere { slugs: format::list(slugs).into() },
            Self::UnknownEvent(path) => Message::MergeUnknownEvent { path: path.into() },
            Self::SameFolder(path) => Message::MergeItself { path: path.into() },
        };
        message.into()
    }
}

impl Explain for SkipReason {
    fn explain(&self) -> Text {
        let message = match self {
            Self::NotAFile => Message::MergeNotAFile,
            Self::UnrecognizedName => Message::MergeStray,
            Self::Empty => Message::MergeEmpty,
            Self::OtherEvent { found } => Message::MergeOtherEvent { found: found.into() },
            Self::Unreadable { kind } => match io_kind(*kind) {
                Some(reason) => Message::MergeUnreadableBecause { reason: reason.into() },
                None => Message::MergeUnreadable,
            },
            Self::Changed => Message::MergeChanged,
            Self::LocalUnreadable { here } => Message::MergeLocalUnreadable { station: (*here).into() },
            Self::NoFreeName => Message::MergeNoName,
        };
        message.into()
    }
}
