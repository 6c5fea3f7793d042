//! The table of all settings. A new setting is one line here and one field of [`Settings`].

use std::path::PathBuf;

use crate::domain::record::StationId;
use crate::language::{Language, Message};
use crate::scale::option::StationScale;
use crate::settings::choice::{Alert, ThemeChoice};
use crate::settings::field::Field;

/// The typed values of all settings. `default()` returns the defaults.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Settings {
    /// The languages of texts. If empty, the locale decides. Only the public screen uses more than the first.
    pub languages: Vec<Language>,
    /// Whether to draw with ASCII characters only.
    pub ascii: bool,
    /// The colours of the screen.
    pub theme: ThemeChoice,
    /// Whether a console uses the mouse.
    pub mouse: bool,
    /// What draws attention to a refusal.
    pub alert: Alert,
    /// The station of this computer or account.
    pub station: Option<StationId>,
    /// The operator of a station at which nobody is on duty yet.
    pub operator: Option<String>,
    /// The scale of this computer.
    pub scale: Option<StationScale>,
    /// Whether a weight is recorded without a key as soon as it is stable.
    pub auto: bool,
    /// The folder with all events.
    pub data_dir: Option<PathBuf>,
    /// The folder of the second copy of own journals.
    pub mirror: Option<PathBuf>,
}

/// One setting: how it is named, and where its value is kept.
pub(crate) struct Setting {
    /// The key in `config.json`.
    pub key: &'static str,
    /// The environment variable.
    pub variable: &'static str,
    /// The command-line option.
    pub option: &'static str,
    /// What the setting is, for people.
    pub label: Message,
    /// The place of its value. The type of that place decides which values are accepted.
    pub field: fn(&mut Settings) -> &mut dyn Field,
}

/// The number of settings.
pub(crate) const COUNT: usize = 11;

/// All settings, in the order in which they are shown.
#[rustfmt::skip]
pub(crate) static SETTINGS: [Setting; COUNT] = [
    Setting { key: "language", variable: "TARAZY_LANG", option: "--lang", label: Message::ConfigLanguage, field: |s| &mut s.languages },
    Setting { key: "ascii", variable: "TARAZY_ASCII", option: "--ascii", label: Message::ConfigAscii, field: |s| &mut s.ascii },
    Setting { key: "theme", variable: "TARAZY_THEME", option: "--theme", label: Message::ConfigTheme, field: |s| &mut s.theme },
    Setting { key: "mouse", variable: "TARAZY_MOUSE", option: "--mouse", label: Message::ConfigMouse, field: |s| &mut s.mouse },
    Setting { key: "alert", variable: "TARAZY_ALERT", option: "--alert", label: Message::ConfigAlert, field: |s| &mut s.alert },
    Setting { key: "station", variable: "TARAZY_STATION", option: "--station", label: Message::ConfigStation, field: |s| &mut s.station },
    Setting { key: "operator", variable: "TARAZY_OPERATOR", option: "--operator", label: Message::ConfigOperator, field: |s| &mut s.operator },
    Setting { key: "scale", variable: "TARAZY_SCALE", option: "--scale", label: Message::ConfigScale, field: |s| &mut s.scale },
    Setting { key: "auto", variable: "TARAZY_AUTO", option: "--auto", label: Message::ConfigAuto, field: |s| &mut s.auto },
    Setting { key: "data_dir", variable: "TARAZY_DATA_DIR", option: "--data-dir", label: Message::ConfigDataDir, field: |s| &mut s.data_dir },
    Setting { key: "mirror", variable: "TARAZY_MIRROR", option: "--mirror", label: Message::ConfigMirror, field: |s| &mut s.mirror },
];

impl Setting {
    /// Returns the index of the setting with this key in [`SETTINGS`].
    #[must_use]
    pub(crate) fn index(key: &str) -> Option<usize> {
        SETTINGS.iter().position(|setting| setting.key == key)
    }

    /// Returns the keys of all settings.
    #[must_use]
    pub(crate) fn keys() -> [&'static str; COUNT] {
        std::array::from_fn(|index| SETTINGS[index].key)
    }
}
