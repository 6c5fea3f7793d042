//! The languages of the program, and the texts of one of them.

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

    /// The text of a message. Characters that may not reach a terminal are removed from its arguments, and
    /// a line break becomes a space.
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

    /// A text as it is shown in this language.
    #[must_use]
    pub fn show(&self, text: impl Borrow<Text>) -> String {
        text.borrow().format(self).into_owned()
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
