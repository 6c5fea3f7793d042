//! How the values of settings are read and shown, one implementation for each type.

use std::ffi::OsStr;
use std::path::PathBuf;

use directories::BaseDirs;
use serde_json::Value;

use crate::domain::event::TEXT_MAX;
use crate::domain::record::StationId;
use crate::language::Language;
use crate::scale::option::StationScale;
use crate::settings::choice::{Alert, Choice, ThemeChoice};
use crate::settings::fault::WrongValue;
use crate::settings::source::Source;

/// The place where the typed value of a setting is kept.
pub(crate) trait Field {
    /// Replaces the value by the one that this text means. If the text is wrong, the value stays.
    ///
    /// # Errors
    /// [`WrongValue`].
    fn accept(&mut self, text: &OsStr, source: Source) -> Result<(), WrongValue>;

    /// Like [`Field::accept`], for a value of `config.json`.
    ///
    /// # Errors
    /// [`WrongValue`].
    fn accept_json(&mut self, value: &Value) -> Result<(), WrongValue> {
        match value {
            Value::String(text) => self.accept(OsStr::new(text), Source::File),
            _ => Err(WrongValue::NotAText),
        }
    }

    /// Returns the value as `config.json` would contain it, or null if there is none.
    fn to_json(&self) -> Value;
}

fn utf8(text: &OsStr) -> Result<&str, WrongValue> {
    text.to_str().ok_or(WrongValue::NotUtf8)
}

/// The languages in the order in which a public screen alternates them. The list is empty if the locale decides.
impl Field for Vec<Language> {
    fn accept(&mut self, text: &OsStr, _: Source) -> Result<(), WrongValue> {
        // A value that is not UTF-8 is shown as it is, with marks in place of what is not UTF-8.
        let given = text.to_string_lossy();
        let languages = given.split(',').map(|name| Language::parse(name.trim())).collect::<Option<_>>();
        *self = languages.ok_or_else(|| WrongValue::BadLanguage(given.into_owned()))?;
        Ok(())
    }

    fn to_json(&self) -> Value {
        if self.is_empty() {
            Value::Null
        } else {
            self.iter().map(|l| l.code()).collect::<Vec<_>>().join(",").into()
        }
    }
}

impl Field for bool {
    fn accept(&mut self, text: &OsStr, _: Source) -> Result<(), WrongValue> {
        *self = match text.to_str() {
            Some("true" | "1") => true,
            Some("false" | "0") => false,
            _ => return Err(WrongValue::NotASwitch),
        };
        Ok(())
    }

    fn accept_json(&mut self, value: &Value) -> Result<(), WrongValue> {
        *self = value.as_bool().ok_or(WrongValue::NotASwitch)?;
        Ok(())
    }

    fn to_json(&self) -> Value {
        (*self).into()
    }
}

fn parse_choice<T: Choice>(text: &OsStr) -> Result<T, WrongValue> {
    let text = utf8(text)?;
    T::parse(text).ok_or_else(|| WrongValue::UnknownChoice { given: text.to_owned(), known: T::names() })
}

impl Field for Alert {
    fn accept(&mut self, text: &OsStr, _: Source) -> Result<(), WrongValue> {
        *self = parse_choice(text)?;
        Ok(())
    }

    fn to_json(&self) -> Value {
        self.name().into()
    }
}

impl Field for ThemeChoice {
    fn accept(&mut self, text: &OsStr, _: Source) -> Result<(), WrongValue> {
        *self = parse_choice(text)?;
        Ok(())
    }

    fn to_json(&self) -> Value {
        self.name().into()
    }
}

impl Field for Option<StationId> {
    fn accept(&mut self, text: &OsStr, _: Source) -> Result<(), WrongValue> {
        let text = utf8(text)?;
        *self = Some(StationId::parse(text).ok_or_else(|| WrongValue::BadStation(text.to_owned()))?);
        Ok(())
    }

    fn to_json(&self) -> Value {
        self.as_ref().map(|station| station.as_str()).into()
    }
}

/// The name of an operator.
impl Field for Option<String> {
    fn accept(&mut self, text: &OsStr, _: Source) -> Result<(), WrongValue> {
        let name = utf8(text)?.trim();
        if name.chars().count() > TEXT_MAX || name.chars().any(char::is_control) {
            return Err(WrongValue::BadOperator(name.to_owned()));
        }
        *self = Some(name.to_owned()).filter(|name| !name.is_empty());
        Ok(())
    }

    fn to_json(&self) -> Value {
        self.clone().into()
    }
}

/// The scale of a station.
impl Field for Option<StationScale> {
    fn accept(&mut self, text: &OsStr, _: Source) -> Result<(), WrongValue> {
        *self = Some(StationScale::parse(utf8(text)?).map_err(WrongValue::BadScale)?);
        Ok(())
    }

    fn to_json(&self) -> Value {
        self.as_ref().map(ToString::to_string).into()
    }
}

/// The path of a folder.
impl Field for Option<PathBuf> {
    fn accept(&mut self, text: &OsStr, source: Source) -> Result<(), WrongValue> {
        let path = PathBuf::from(text);
        let given = || text.to_string_lossy().into_owned();
        if let (Ok(rest), Some(base)) = (path.strip_prefix("~"), BaseDirs::new()) {
            return Err(WrongValue::Tilde { given: given(), full: base.home_dir().join(rest) });
        }
        // A path of the command line begins at the current folder. The file has no current folder. No path begins with the
        // home folder of another account.
        let is_tilde = text.as_encoded_bytes().starts_with(b"~");
        // No path of the system has a NUL.
        let has_nul = text.as_encoded_bytes().contains(&0);
        if is_tilde || has_nul || source == Source::File && !path.is_absolute() {
            return Err(WrongValue::RelativePath(given()));
        }
        *self = Some(path);
        Ok(())
    }

    fn to_json(&self) -> Value {
        self.as_ref().map(|path| path.to_string_lossy()).into()
    }
}
