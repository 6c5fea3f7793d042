//! The languages of the program, and how the locale selects one.

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

    /// Returns the language of the locale.
    ///
    /// `values` are those of `LC_ALL`, `LC_MESSAGES` and `LANG`, in this order; unset variables are empty.
    /// As in POSIX, the first value that is not empty selects the language. `kk…` is Kazakh, `ru…` is
    /// Russian, and any other locale, including `C`, is English. If all values are empty, the language is
    /// Kazakh, because nobody chose English.
    #[must_use]
    pub fn from_locale<'a>(values: impl IntoIterator<Item = &'a str>) -> Self {
        let Some(locale) = values.into_iter().find(|value| !value.is_empty()) else { return Self::Kk };
        let code = locale.split(['_', '-', '.', '@']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(code)).unwrap_or(Self::En)
    }
}
