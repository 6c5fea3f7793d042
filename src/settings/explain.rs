//! The texts about wrong settings.

use unicode_width::UnicodeWidthStr;

use crate::domain::event::TEXT_MAX;
use crate::language::{Explain, Language, Message, Text, Texts, format};
use crate::settings::fault::{FILE_MAX, FaultReason, FileFault, RejectedValue, WrongValue};
use crate::settings::table::Setting;

/// The maximum number of columns of a wrong value in a message.
const VALUE_COLUMNS: usize = 40;

/// The columns that a sentence may have on a screen of 80 columns.
const SCREEN_COLUMNS: usize = 76;

/// The smallest example of a file.
const EXAMPLE: &str = r#"{"language":"kk"}"#;

fn shortened(given: &str) -> Text {
    format::fit(&format::clean(given), VALUE_COLUMNS).into()
}

fn codes() -> String {
    Language::ALL.map(Language::code).join(", ")
}

fn after(name: Text, reason: Text) -> Text {
    Text::Joined(vec![name, ": ".into(), reason])
}

impl Explain for WrongValue {
    fn explain(&self) -> Text {
        let message = match self {
            Self::NotAText => Message::SettingNotAText,
            Self::NotASwitch => Message::SettingNotASwitch,
            Self::NotUtf8 => Message::ImportEncoding,
            Self::UnknownChoice { given, known } => {
                Message::SettingUnknownChoice { given: shortened(given), known: known.join(", ").into() }
            }
            Self::BadLanguage(given) => {
                Message::SettingUnknownChoice { given: shortened(given), known: codes().into() }
            }
            Self::BadStation(given) => Message::CliBadStation { station: shortened(given) },
            Self::BadScale(error) => return error.explain(),
            Self::BadOperator(given) => {
                Message::ImportOperator { name: shortened(given), most: TEXT_MAX.into() }
            }
            Self::RelativePath(given) => Message::SettingRelativePath { path: shortened(given) },
            Self::Tilde { full, .. } => Message::SettingTilde { full: full.into() },
        };
        message.into()
    }
}

impl Explain for RejectedValue {
    fn explain(&self) -> Text {
        match &self.error {
            WrongValue::BadLanguage(given) => Message::CliBadLanguage {
                place: self.name.into(),
                given: given.into(),
                known: codes().into(),
            }
            .into(),
            error => after(self.name.into(), error.explain()),
        }
    }
}

impl Explain for FaultReason {
    fn explain(&self) -> Text {
        let message = match self {
            Self::Io(error) => return error.explain(),
            Self::NotAFile => Message::DamageNotAFile,
            Self::TooLarge => Message::SettingTooLarge { most: (FILE_MAX / 1024).into() },
            Self::NotUtf8 => Message::ImportEncoding,
            Self::Syntax => Message::SettingSyntax,
            Self::Unfinished => Message::SettingUnfinished { end: "}".into() },
            Self::NotAnObject => Message::SettingNotAnObject { example: EXAMPLE.into() },
            Self::UnknownKey(key) => {
                let known = Setting::keys().join(", ");
                Message::SettingUnknownKey { key: shortened(key), known: known.into() }
            }
            Self::DuplicateKey { key, first_line } => {
                Message::SettingDuplicateKey { key: (*key).into(), line: first_line.to_string().into() }
            }
            Self::Value { key, error } => return after((*key).into(), error.explain()),
        };
        message.into()
    }
}

impl Explain for FileFault {
    fn explain(&self) -> Text {
        self.explain_as(self.file.as_path().into())
    }
}

impl FileFault {
    fn explain_as(&self, file: Text) -> Text {
        let reason = self.reason.explain();
        match self.line {
            Some(line) => Message::SettingLine { file, line: line.to_string().into(), reason }.into(),
            None => after(file, reason),
        }
    }
}

/// Returns one sentence about the faults of `config.json` for a screen, or `None` if there are none.
///
/// The sentence names the file without its folder. A single fault that fits into one line is named itself.
#[must_use]
pub(crate) fn warning(faults: &[FileFault], texts: &Texts) -> Option<Text> {
    let first = faults.first()?;
    let file: Text = first.file.file_name().unwrap_or(first.file.as_os_str()).to_string_lossy().into();
    let only = (faults.len() == 1).then(|| first.explain_as(file.clone()));
    let fitting = only.filter(|text| texts.show(text).width() <= SCREEN_COLUMNS);
    Some(fitting.unwrap_or_else(|| Message::SettingFaults { file, count: faults.len().into() }.into()))
}
