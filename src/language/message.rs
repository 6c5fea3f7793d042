//! A text for people as data: the message, its arguments, and no language yet.
//!
//! The build script generates [`Message`] from the Fluent files, so a text that does not exist, or that
//! lacks an argument, does not compile.

use std::borrow::Cow;

use fluent_bundle::{FluentArgs, FluentValue};

use crate::domain::record::StationId;
use crate::language::Texts;
use crate::language::format;

include!(concat!(env!("OUT_DIR"), "/message.rs"));

/// An argument that is text. It is formatted when it is shown, so it follows the language.
///
/// Characters that may not reach a terminal are removed, and a line break becomes a space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    /// The same in every language.
    Plain(String),
    Message(Box<Message>),
}

impl Text {
    fn value(&self, texts: &Texts) -> FluentValue<'_> {
        FluentValue::String(match self {
            Self::Plain(text) => format::clean(text),
            Self::Message(message) => Cow::Owned(texts.get(&**message)),
        })
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::Plain(text.to_owned())
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::Plain(text)
    }
}

impl From<&String> for Text {
    fn from(text: &String) -> Self {
        Self::Plain(text.clone())
    }
}

impl From<Cow<'_, str>> for Text {
    fn from(text: Cow<'_, str>) -> Self {
        Self::Plain(text.into_owned())
    }
}

impl From<char> for Text {
    fn from(character: char) -> Self {
        Self::Plain(character.to_string())
    }
}

impl From<StationId> for Text {
    fn from(station: StationId) -> Self {
        Self::Plain(station.as_str().to_owned())
    }
}

impl From<Message> for Text {
    fn from(message: Message) -> Self {
        Self::Message(Box::new(message))
    }
}

/// An argument that is a quantity: it selects the plural form and is shown with its thousands set apart.
///
/// A number that is a name (of a record, a line, a process) is a [`Text`]. Exact up to 2^53.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity(i64);

impl Quantity {
    fn value(self, _: &Texts) -> FluentValue<'static> {
        FluentValue::from(self.0)
    }
}

impl From<i64> for Quantity {
    fn from(number: i64) -> Self {
        Self(number)
    }
}

impl From<u32> for Quantity {
    fn from(number: u32) -> Self {
        Self(number.into())
    }
}

impl From<u64> for Quantity {
    fn from(number: u64) -> Self {
        Self(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<usize> for Quantity {
    fn from(number: usize) -> Self {
        Self(i64::try_from(number).unwrap_or(i64::MAX))
    }
}
