//! The settings that have a fixed list of values.

/// A setting with a fixed list of values.
pub(crate) trait Choice: Copy + PartialEq + 'static {
    /// All values with their names.
    const ALL: &'static [(&'static str, Self)];

    /// Returns the names of all values.
    #[must_use]
    fn names() -> Vec<&'static str> {
        Self::ALL.iter().map(|(name, _)| *name).collect()
    }

    /// Returns the name of a value.
    #[must_use]
    fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, value)| *value == self).map_or("", |(name, _)| *name)
    }

    /// Parses a name.
    #[must_use]
    fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }
}

/// The colours of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ThemeChoice {
    /// For a dark background.
    Dark,
    /// For a light background.
    Light,
    /// As much contrast as possible, on any background.
    Contrast,
    /// Dark or light, as the terminal says. Dark if it says nothing.
    #[default]
    Auto,
}

impl Choice for ThemeChoice {
    const ALL: &'static [(&'static str, Self)] =
        &[("dark", Self::Dark), ("light", Self::Light), ("contrast", Self::Contrast), ("auto", Self::Auto)];
}

/// What draws attention to a refusal, besides its message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Alert {
    /// Nothing.
    None,
    /// The terminal's bell.
    Bell,
    /// The entry line is reversed for a moment. This is the default, because a tired operator looks at the scale, and
    /// a sound annoys the others.
    #[default]
    Flash,
    /// The bell and the flash.
    Both,
}

impl Choice for Alert {
    const ALL: &'static [(&'static str, Self)] =
        &[("none", Self::None), ("bell", Self::Bell), ("flash", Self::Flash), ("both", Self::Both)];
}

impl Alert {
    /// Returns whether the bell rings.
    #[must_use]
    pub(crate) const fn rings(self) -> bool {
        matches!(self, Self::Bell | Self::Both)
    }

    /// Returns whether the entry line flashes.
    #[must_use]
    pub(crate) const fn flashes(self) -> bool {
        matches!(self, Self::Flash | Self::Both)
    }
}
