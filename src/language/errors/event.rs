//! Explains why the description of an event (`event.json`) or its catalogue cannot be used.

use crate::domain::catalogue::{CatalogueError, MATERIALS_MAX};
use crate::domain::event::{ALSO_MAX, EventError, TEXT_MAX};
use crate::language::Explain;
use crate::language::errors::json::json_reason;
use crate::language::{Message, Text};

impl Explain for EventError {
    fn explain(&self) -> Text {
        let message = match self {
            Self::Json(error) => Message::EventJson { reason: json_reason(error) },
            Self::NotUtf8 => Message::ImportEncoding,
            Self::Format(format) => Message::EventFormat { format: format.to_string().into() },
            Self::Catalogue(fault) => return fault.explain(),
            Self::Name => Message::EventName { most: TEXT_MAX.into() },
            Self::UtcOffset => Message::EventBadOffset,
            Self::Target => Message::EventBadTarget,
            Self::Also(id) => Message::EventAlso { id: id.into(), most: ALSO_MAX.into() },
            Self::Division(division) => Message::EventDivision { division: (*division).into() },
        };
        message.into()
    }
}

impl Explain for CatalogueError {
    fn explain(&self) -> Text {
        let message = match self {
            Self::Count(count) => {
                Message::CatalogueCount { most: MATERIALS_MAX.into(), count: (*count).into() }
            }
            Self::BadId(id) => Message::CatalogueBadId { id: id.into() },
            Self::ReservedId(id) => Message::CatalogueReservedId { id: id.into() },
            Self::BadTare(id) => Message::CatalogueBadTare { id: id.into() },
            Self::DuplicateId(id) => Message::CatalogueDuplicateId { id: id.into() },
            Self::DuplicateKey { key, first, second } => Message::CatalogueDuplicateKey {
                key: (*key).into(),
                first: first.into(),
                second: second.into(),
            },
            Self::BadKey { id, key } => Message::CatalogueBadKey { id: id.into(), key: (*key).into() },
            Self::UnknownStream { id, stream } => {
                Message::CatalogueUnknownStream { id: id.into(), stream: stream.into() }
            }
            Self::UnknownGroup { id, group } => {
                Message::CatalogueUnknownGroup { id: id.into(), group: group.into() }
            }
            Self::BadLimit(id) => Message::CatalogueBadLimit { id: id.into() },
            Self::NoName(id) => Message::CatalogueNoName { id: id.into() },
        };
        message.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Language, Texts};

    #[test]
    fn an_unusable_event_is_reported_with_the_position_of_the_error() {
        let texts = Texts::new(Language::En);
        let json = serde_json::from_str::<serde_json::Value>("{").unwrap_err();
        assert_eq!(
            texts.show(EventError::Json(json).explain()),
            "event.json is faulty: line 1, byte 1: the text ends too early"
        );
        let duplicate =
            CatalogueError::DuplicateKey { key: 'Q', first: "paper".into(), second: "foam".into() };
        assert_eq!(
            texts.show(EventError::Catalogue(duplicate).explain()),
            "Two materials are on the key Q: paper and foam"
        );
    }
}
