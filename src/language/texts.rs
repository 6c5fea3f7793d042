//! The texts in one language.

use std::borrow::{Borrow, Cow};
use std::sync::{Arc, OnceLock};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::domain::catalogue::{LocalText, Material};
use crate::domain::mass::Grams;
use crate::language::format;
use crate::language::locale::Language;
use crate::language::message::{Argument, Message, Text, TextFile};

/// Returns the content of a Fluent file.
pub(super) const fn source(language: Language, file: TextFile) -> &'static str {
    macro_rules! embedded {
        ($code:literal) => {
            match file {
                TextFile::Board => include_str!(concat!($code, "/board.ftl")),
                TextFile::Cli => include_str!(concat!($code, "/cli.ftl")),
                TextFile::Console => include_str!(concat!($code, "/console.ftl")),
                TextFile::Errors => include_str!(concat!($code, "/errors.ftl")),
                TextFile::Import => include_str!(concat!($code, "/import.ftl")),
                TextFile::Report => include_str!(concat!($code, "/report.ftl")),
                TextFile::Settings => include_str!(concat!($code, "/settings.ftl")),
                TextFile::Start => include_str!(concat!($code, "/start.ftl")),
                TextFile::Usage => include_str!(concat!($code, "/usage.ftl")),
            }
        };
    }
    match language {
        Language::Kk => embedded!("kk"),
        Language::Ru => embedded!("ru"),
        Language::En => embedded!("en"),
    }
}

/// The texts of one file.
type Bundle = FluentBundle<FluentResource>;

/// The texts of one language. A clone shares the parsed files.
#[derive(Clone)]
pub struct Texts {
    language: Language,
    /// Each file is parsed when its first text is needed. No text refers to one of another file.
    files: Arc<[OnceLock<Bundle>; TextFile::ALL.len()]>,
}

impl Texts {
    /// Returns the texts of one language.
    #[must_use]
    pub fn new(language: Language) -> Self {
        Self { language, files: Arc::default() }
    }

    /// Returns the texts of a language: these, if it is theirs.
    #[must_use]
    pub fn in_language(&self, language: Language) -> Self {
        if language == self.language { self.clone() } else { Self::new(language) }
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
        let bundle = self.bundle(message.file());
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return format!("⟨{key}⟩");
        };
        let arguments: FluentArgs<'_> = message
            .arguments()
            .into_iter()
            .map(|(name, argument)| match argument {
                Argument::Text(text) => (name, FluentValue::String(self.format(text))),
                Argument::Quantity(quantity) => (name, FluentValue::from(quantity.get())),
            })
            .collect();
        bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned()
    }

    /// Returns the texts of a file.
    fn bundle(&self, file: TextFile) -> &Bundle {
        self.files[file as usize].get_or_init(|| parse(self.language, file))
    }

    /// Returns the text of a message without arguments by its key ([`Message::key`]), or `None` if there is no such key.
    #[must_use]
    pub fn by_key(&self, key: &str) -> Option<String> {
        TextFile::ALL.into_iter().find_map(|file| {
            let bundle = self.bundle(file);
            let pattern = bundle.get_message(key)?.value()?;
            Some(bundle.format_pattern(pattern, None, &mut Vec::new()).into_owned())
        })
    }

    /// Returns the text in this language, safe for a terminal.
    #[must_use]
    pub fn show(&self, text: impl Borrow<Text>) -> String {
        self.format(text.borrow()).into_owned()
    }

    fn format<'a>(&self, text: &'a Text) -> Cow<'a, str> {
        let with_unit = |number: String, unit| Cow::Owned(format!("{number} {}", self.get(unit)));
        match text {
            Text::Plain(text) => format::clean(text),
            Text::Message(message) => Cow::Owned(self.get(&**message)),
            Text::Local(text) => format::clean(self.local(text)),
            Text::Kilograms(grams) => Cow::Owned(format::kilograms(*grams, self.language)),
            Text::Mass(grams) => with_unit(format::kilograms(*grams, self.language), Message::UnitKg),
            Text::KilogramsAndGrams(grams) => Cow::Owned(self.kilograms_and_grams(*grams)),
            Text::Integer(number) => Cow::Owned(format::integer(*number, self.language)),
            Text::Pieces(number) => with_unit(format::integer(*number, self.language), Message::UnitPcs),
            Text::Joined(parts) => Cow::Owned(parts.iter().map(|part| self.format(part)).collect()),
        }
    }

    fn kilograms_and_grams(&self, mass: Grams) -> String {
        let grams = mass.get();
        let (whole, rest) = (grams / 1_000, grams % 1_000);
        let kilograms = format!("{} {}", format::integer(whole, self.language), self.get(Message::UnitKg));
        match (whole, rest) {
            (_, 0) => kilograms,
            (0, rest) => format!("{rest} {}", self.get(Message::UnitG)),
            (_, rest) => format!("{kilograms} {} {}", rest.abs(), self.get(Message::UnitG)),
        }
    }

    /// Returns the name of an event, safe for a terminal. Without a given name it is a name in this language.
    #[must_use]
    pub fn event_name<'a>(&self, given: Option<&'a str>) -> Cow<'a, str> {
        given.map_or_else(|| self.get(Message::EventUnnamed).into(), format::clean)
    }

    /// Returns a text of the catalogue in this language, or else in English, or else in any language.
    /// Returns an empty text if it exists in no language.
    ///
    /// The text comes from a file, so clean it with [`format::clean`] before it reaches a terminal.
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

    /// Returns a text of the catalogue, safe for a terminal. A text in another language is marked with its
    /// code: `Books (en)`.
    #[must_use]
    pub fn local_marked<'a>(&self, text: &'a LocalText) -> Cow<'a, str> {
        match text.nearest(self.language.code()) {
            Some((code, text)) if code == self.language.code() => format::clean(text),
            Some((code, text)) => Cow::Owned(format!("{} ({})", format::clean(text), format::clean(code))),
            None => Cow::Borrowed(""),
        }
    }
}

#[cfg(test)]
impl Texts {
    pub(super) fn shares_files_with(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.files, &other.files)
    }
}

/// Parses a file.
///
/// This never fails, because the files are embedded and the build script has already parsed them without errors.
fn parse(language: Language, file: TextFile) -> Bundle {
    let locale: LanguageIdentifier = language.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match language {
        Language::Kk => |value, _| quantity(value, Language::Kk),
        Language::Ru => |value, _| quantity(value, Language::Ru),
        Language::En => |value, _| quantity(value, Language::En),
    }));
    let text = source(language, file).to_owned();
    bundle.add_resource_overriding(FluentResource::try_new(text).unwrap_or_else(|(valid, _)| valid));
    bundle
}

/// Formats a numeric argument of a text, or returns `None` if the value is not a number.
fn quantity(value: &FluentValue<'_>, language: Language) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    Some(format::integer(number.value as i64, language))
}
