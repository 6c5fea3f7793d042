//! Where the value of a setting comes from.

/// Where the value of a setting comes from, weakest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Source {
    /// No source has a value.
    #[default]
    Default,
    /// `config.json`.
    File,
    /// An environment variable.
    Environment,
    /// A command-line option.
    Option,
}

impl Source {
    /// Returns the name of the source in JSON.
    #[must_use]
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::File => "file",
            Self::Environment => "environment",
            Self::Option => "option",
        }
    }
}
