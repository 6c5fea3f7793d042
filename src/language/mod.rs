//! Texts in Kazakh, Russian and English; plurals; numbers and dates; error texts.
//!
//! The only floor that holds words for people; every other floor speaks in enums and keys. The texts
//! lie in `kk/`, `ru/` and `en/`, one Fluent file per area, embedded into the program.
//!
//! Invariants, each held by a test:
//! - every key exists in all three languages, with the same arguments;
//! - every key that the code asks for exists, and no key lies unused;
//! - what [`Texts`] returns holds no control, bidirectional or invisible character, whatever the
//!   arguments held, so it may go to a terminal;
//! - English is plain ASCII, because it serves terminals without UTF-8.
//!
//! How to add a text or a language: `docs/language.md`.

pub mod errors;
pub mod format;

use std::sync::Arc;

use std::borrow::Cow;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::domain::catalogue::{LocalText, Material};

/// A language of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    Kk,
    Ru,
    En,
}

impl Language {
    /// All of them, in the order in which the language key cycles.
    pub const ALL: [Self; 3] = [Self::Kk, Self::Ru, Self::En];

    /// The ISO 639-1 code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Kk => "kk",
            Self::Ru => "ru",
            Self::En => "en",
        }
    }

    /// Reads exactly one of the codes `kk`, `ru` and `en`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == text)
    }

    /// The language after this one: kk, ru, en, and kk again.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Kk => Self::Ru,
            Self::Ru => Self::En,
            Self::En => Self::Kk,
        }
    }

    /// The language's name in itself.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::Kk => "Қазақша",
            Self::Ru => "Русский",
            Self::En => "English",
        }
    }

    /// The language that the locale asks for. `values` are those of `LC_ALL`, `LC_MESSAGES` and `LANG`,
    /// in this order, empty where unset; the first that is not empty decides, as POSIX has it. `kk…` is
    /// Kazakh, `ru…` is Russian, any other locale, also `C`, is English. Where nothing is set at all
    /// nobody asked for English, and it is Kazakh.
    #[must_use]
    pub fn from_locale<'a>(values: impl IntoIterator<Item = &'a str>) -> Self {
        let Some(locale) = values.into_iter().find(|value| !value.is_empty()) else { return Self::Kk };
        let tongue = locale.split(['_', '-', '.', '@']).next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|language| language.code().eq_ignore_ascii_case(tongue))
            .unwrap_or(Self::En)
    }

    fn resources(self) -> [&'static str; 5] {
        macro_rules! embedded {
            ($code:literal) => {
                [
                    include_str!(concat!($code, "/console.ftl")),
                    include_str!(concat!($code, "/errors.ftl")),
                    include_str!(concat!($code, "/cli.ftl")),
                    include_str!(concat!($code, "/report.ftl")),
                    include_str!(concat!($code, "/board.ftl")),
                ]
            };
        }
        match self {
            Self::Kk => embedded!("kk"),
            Self::Ru => embedded!("ru"),
            Self::En => embedded!("en"),
        }
    }
}

/// An argument of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arg<'a> {
    /// Shown as it is, without characters that may not reach a terminal.
    Text(&'a str),
    /// A quantity: chooses the plural form and is shown with its thousands set apart. A number that is a
    /// name (a record's, a line's, a process's) is a [`Arg::Text`]. Exact up to 2^53.
    Number(i64),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Arg<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Arg<'_> {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<usize> for Arg<'_> {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

/// One language's texts. A clone shares what was parsed.
#[derive(Clone)]
pub struct Texts {
    language: Language,
    bundle: Arc<FluentBundle<FluentResource>>,
}

impl Texts {
    /// The texts of one language; the others stay unparsed. Never fails: the texts are embedded, and a
    /// test reads them all.
    #[must_use]
    pub fn new(language: Language) -> Self {
        let locale: LanguageIdentifier = language.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match language {
            Language::Kk => |value, _| quantity(value, Language::Kk),
            Language::Ru => |value, _| quantity(value, Language::Ru),
            Language::En => |value, _| quantity(value, Language::En),
        }));
        for text in language.resources() {
            let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(sound, _)| sound);
            bundle.add_resource_overriding(resource);
        }
        Self { language, bundle: Arc::new(bundle) }
    }

    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The text of a key that takes no arguments. A key that does not exist comes back as `⟨key⟩`.
    #[must_use]
    pub fn get(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The text of a key with these arguments. Characters that may not reach a terminal are taken out of
    /// them, and a line break becomes a space.
    #[must_use]
    pub fn with(&self, key: &str, args: &[(&'static str, Arg<'_>)]) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return format!("⟨{key}⟩");
        };
        let mut values = FluentArgs::with_capacity(args.len());
        for (name, arg) in args {
            let value = match *arg {
                Arg::Text(text) => FluentValue::String(format::clean(text)),
                Arg::Number(number) => FluentValue::from(number),
            };
            values.set(*name, value);
        }
        self.bundle.format_pattern(pattern, Some(&values), &mut Vec::new()).into_owned()
    }

    /// A text of the catalogue in this language, else in the nearest that it has; empty where it has
    /// none. It came from a file: [`format::clean`] it before it reaches a terminal.
    #[must_use]
    pub fn local<'a>(&self, text: &'a LocalText) -> &'a str {
        text.nearest(self.language.code()).map_or("", |(_, text)| text)
    }

    /// The short name of a material, else its full one, fit for a terminal.
    #[must_use]
    pub fn short<'a>(&self, material: &'a Material) -> Cow<'a, str> {
        let short = self.local_marked(&material.short);
        if short.is_empty() { self.local_marked(&material.name) } else { short }
    }

    /// As [`Texts::local`], fit for a terminal; a text that had to fall back says in which language it is:
    /// `Books (en)`.
    #[must_use]
    pub fn local_marked<'a>(&self, text: &'a LocalText) -> Cow<'a, str> {
        match text.nearest(self.language.code()) {
            Some((code, text)) if code == self.language.code() => format::clean(text),
            Some((code, text)) => Cow::Owned(format!("{} ({})", format::clean(text), format::clean(code))),
            None => Cow::Borrowed(""),
        }
    }
}

/// How a number within a text is shown.
fn quantity(value: &FluentValue<'_>, language: Language) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    Some(format::integer(number.value as i64, language))
}

#[cfg(test)]
mod tests;
