//! The languages of the program, and the texts in one of them.

use std::borrow::{Borrow, Cow};
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::domain::catalogue::{LocalText, Material};
use crate::language::format;
use crate::language::message::{Message, Text};

/// A language of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// Kazakh.
    Kk,
    /// Russian.
    Ru,
    /// English.
    En,
}

impl Language {
    /// All languages, in the order in which the language key cycles.
    pub const ALL: [Self; 3] = [Self::Kk, Self::Ru, Self::En];

    /// Returns the ISO 639-1 code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Kk => "kk",
            Self::Ru => "ru",
            Self::En => "en",
        }
    }

    /// Parses a code, or returns `None` if it is not exactly `kk`, `ru` or `en`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == text)
    }

    /// Returns the next language: Kazakh, Russian, English, and Kazakh again.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Kk => Self::Ru,
            Self::Ru => Self::En,
            Self::En => Self::Kk,
        }
    }

    /// Returns the name of the language in the language itself.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::Kk => "Қазақша",
            Self::Ru => "Русский",
            Self::En => "English",
        }
    }

    /// Returns the language of the locale.
    ///
    /// `values` are those of `LC_ALL`, `LC_MESSAGES` and `LANG`, in this order; unset ones are empty. The
    /// first value that is not empty decides, as in POSIX. `kk…` is Kazakh, `ru…` is Russian, and any other
    /// locale, including `C`, is English. If all are empty, the user has chosen no language, and Kazakh is
    /// used.
    #[must_use]
    pub fn from_locale<'a>(values: impl IntoIterator<Item = &'a str>) -> Self {
        let Some(locale) = values.into_iter().find(|value| !value.is_empty()) else { return Self::Kk };
        let code = locale.split(['_', '-', '.', '@']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(code)).unwrap_or(Self::En)
    }

    /// Returns the contents of the Fluent files.
    pub(super) fn resources(self) -> [&'static str; 5] {
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

/// The texts of one language. A clone shares the parsed files.
#[derive(Clone)]
pub struct Texts {
    language: Language,
    bundle: Arc<FluentBundle<FluentResource>>,
}

impl Texts {
    /// Parses the texts of one language.
    ///
    /// This never fails, because the files are embedded and the build script has parsed them.
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
            let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(valid, _)| valid);
            bundle.add_resource_overriding(resource);
        }
        Self { language, bundle: Arc::new(bundle) }
    }

    /// Returns the language of the texts.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// Returns the text of a message, safe for a terminal.
    ///
    /// Unsafe characters are removed from its arguments, and a line break becomes a space.
    #[must_use]
    pub fn get(&self, message: impl Borrow<Message>) -> String {
        let message = message.borrow();
        let key = message.key();
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return format!("⟨{key}⟩");
        };
        let arguments = message.arguments(self);
        self.bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned()
    }

    /// Returns the text in this language, safe for a terminal.
    #[must_use]
    pub fn show(&self, text: impl Borrow<Text>) -> String {
        text.borrow().format(self).into_owned()
    }

    /// Returns a text of the catalogue in this language, or else in the nearest language that it has; empty if
    /// it has none.
    ///
    /// The text comes from a file: [`format::clean`] it before it reaches a terminal.
    #[must_use]
    pub fn local<'a>(&self, text: &'a LocalText) -> &'a str {
        text.nearest(self.language.code()).map_or("", |(_, text)| text)
    }

    /// Returns the short name of a material, or else its full name, safe for a terminal.
    #[must_use]
    pub fn short<'a>(&self, material: &'a Material) -> Cow<'a, str> {
        let short = self.local_marked(&material.short);
        if short.is_empty() { self.local_marked(&material.name) } else { short }
    }

    /// Returns a text of the catalogue, safe for a terminal. A text in another language is marked with its code:
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

/// Formats a number within a text.
fn quantity(value: &FluentValue<'_>, language: Language) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    Some(format::integer(number.value as i64, language))
}
