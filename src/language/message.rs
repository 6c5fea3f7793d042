//! Texts as data: a message with its arguments, not yet in any language.
//!
//! The build script generates [`Message`] from the Fluent files, so a missing text or argument is a compile
//! error.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use fluent_bundle::{FluentArgs, FluentValue};

use crate::domain::catalogue::LocalText;
use crate::domain::mass::Grams;
use crate::domain::record::StationId;
use crate::language::format;
use crate::language::texts::Texts;

include!(concat!(env!("OUT_DIR"), "/message.rs"));

/// A text that is formatted only when it is shown, in the language selected at that time.
///
/// It is an argument of a message, or a whole text of one or more messages. Characters that are unsafe for a
/// terminal are then removed, and a line break becomes a space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    /// The same in every language.
    Plain(String),
    /// A text of the program.
    Message(Box<Message>),
    /// A text of the catalogue, shown in the nearest language that it has.
    Local(LocalText),
    /// A mass in kilograms without the unit: `12,5`.
    Kilograms(Grams),
    /// A mass with its unit: `12,5 кг`.
    Mass(Grams),
    /// A number without a plural form: `1 243`.
    Integer(i64),
    /// A number of pieces with its unit: `1 243 дана`.
    Pieces(i64),
    /// Several texts, joined without a separator.
    Joined(Vec<Text>),
}

impl Text {
    /// Joins sentences with a space.
    pub fn sentences(sentences: impl IntoIterator<Item = Self>) -> Self {
        let mut parts = Vec::new();
        for sentence in sentences {
            if !parts.is_empty() {
                parts.push(" ".into());
            }
            parts.push(sentence);
        }
        Self::Joined(parts)
    }

    /// Formats the text, safe for a terminal.
    pub(super) fn format(&self, texts: &Texts) -> Cow<'_, str> {
        let language = texts.language();
        let with_unit = |number: String, unit| Cow::Owned(format!("{number} {}", texts.get(unit)));
        match self {
            Self::Plain(text) => format::clean(text),
            Self::Message(message) => Cow::Owned(texts.get(&**message)),
            Self::Local(text) => Cow::Owned(format::clean(texts.local(text)).into_owned()),
            Self::Kilograms(grams) => Cow::Owned(format::kilograms(*grams, language)),
            Self::Mass(grams) => with_unit(format::kilograms(*grams, language), Message::UnitKg),
            Self::Integer(number) => Cow::Owned(format::integer(*number, language)),
            Self::Pieces(number) => with_unit(format::integer(*number, language), Message::UnitPcs),
            Self::Joined(parts) => Cow::Owned(parts.iter().map(|part| part.format(texts)).collect()),
        }
    }

    fn value(&self, texts: &Texts) -> FluentValue<'_> {
        FluentValue::String(self.format(texts))
    }
}

impl Default for Text {
    fn default() -> Self {
        Self::Plain(String::new())
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

impl From<&Path> for Text {
    fn from(path: &Path) -> Self {
        Self::Plain(path.display().to_string())
    }
}

impl From<&PathBuf> for Text {
    fn from(path: &PathBuf) -> Self {
        path.as_path().into()
    }
}

impl From<Message> for Text {
    fn from(message: Message) -> Self {
        Self::Message(Box::new(message))
    }
}

/// A numeric argument that selects the plural form and is shown with separated thousands.
///
/// A number that identifies something (a record, a line, a process) is a [`Text`]. Exact up to 2^53.
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
