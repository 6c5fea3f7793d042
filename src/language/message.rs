//! Texts as data: a message with its arguments, not yet in any language.
//!
//! The build script generates [`Message`] from the Fluent files, so a missing text or argument is a compile
//! error.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use crate::domain::catalogue::LocalText;
use crate::domain::mass::Grams;
use crate::domain::record::{MOVED_REASON, StationId, UNDO_REASON};

include!(concat!(env!("OUT_DIR"), "/message.rs"));

/// A text that is formatted only when it is shown, in the language selected at that time.
///
/// It is an argument of a message, or a whole text of one or more messages. When the text is formatted,
/// characters that are unsafe for a terminal are removed, and a line break becomes a space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    /// A text that is the same in every language.
    Plain(String),
    /// A message of the program.
    Message(Box<Message>),
    /// A text of the catalogue. If it does not exist in the selected language, it is shown in English, or
    /// else in any language.
    Local(LocalText),
    /// A mass in kilograms without the unit: `12,5`.
    Kilograms(Grams),
    /// A mass with its unit: `12,5 кг`.
    Mass(Grams),
    /// A mass as an operator reads it aloud: `12 кг 500 г`, `800 г`, `1 004 кг`.
    KilogramsAndGrams(Grams),
    /// A number that does not select a plural form: `1 243`.
    Integer(i64),
    /// A number of pieces with its unit: `1 243 дана`.
    Pieces(i64),
    /// Several texts, joined without a separator.
    Joined(Vec<Text>),
}

impl Text {
    /// Returns the reason of a void. The reasons that the program gives itself are messages.
    #[must_use]
    pub fn void_reason(reason: &str) -> Self {
        match reason {
            UNDO_REASON => Message::VoidUndo.into(),
            MOVED_REASON => Message::VoidMoved.into(),
            given => given.into(),
        }
    }

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
/// A number that identifies something (a record, a line, a process) is a [`Text`]. Fluent shows values up to
/// 2^53 exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity(i64);

impl Quantity {
    /// Returns the number.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
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

/// An argument of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Argument<'a> {
    Text(&'a Text),
    Quantity(Quantity),
}

impl<'a> From<&'a Text> for Argument<'a> {
    fn from(text: &'a Text) -> Self {
        Self::Text(text)
    }
}

impl From<&Quantity> for Argument<'_> {
    fn from(quantity: &Quantity) -> Self {
        Self::Quantity(*quantity)
    }
}
