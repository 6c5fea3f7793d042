//! Reads `config.json`: one JSON object with a value for each key.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use directories::ProjectDirs;
use serde_json::error::Category;
use serde_json::value::RawValue;
use serde_json::{Value, from_str};

use crate::domain::unknown_fields::Members;
use crate::settings::fault::{FILE_MAX, FaultReason, FileFault, WrongValue};
use crate::settings::table::{SETTINGS, Setting, Settings};

/// Returns the path of the file for this account, or `None` if the account has no home folder.
#[must_use]
pub(crate) fn platform_path() -> Option<PathBuf> {
    ProjectDirs::from("", "", "tarazy").map(|dirs| dirs.config_dir().join("config.json"))
}

/// What `config.json` contains.
#[derive(Debug, Default)]
pub(crate) struct ConfigFile {
    /// Whether something with the name of the file exists.
    pub exists: bool,
    /// The indexes in [`SETTINGS`] of the settings that have a valid value.
    pub found: Vec<usize>,
    /// What is wrong, in the order of the lines.
    pub faults: Vec<FileFault>,
}

/// Reads the file at this path, and stores its valid values in `settings`. A missing file has no values.
#[must_use]
pub(crate) fn read(path: &Path, settings: &mut Settings) -> ConfigFile {
    match read_bytes(path) {
        Err(FaultReason::Io(error)) if error.kind() == io::ErrorKind::NotFound => ConfigFile::default(),
        Err(reason) => ConfigFile { exists: true, ..ConfigFile::faulty(path, None, reason) },
        Ok(bytes) => ConfigFile { exists: true, ..parse(path, &bytes, settings) },
    }
}

fn read_bytes(path: &Path) -> Result<Vec<u8>, FaultReason> {
    // Opening a named pipe would block.
    if !fs::metadata(path).map_err(FaultReason::Io)?.is_file() {
        return Err(FaultReason::NotAFile);
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(FaultReason::Io)?;
    file.take(FILE_MAX + 1).read_to_end(&mut bytes).map_err(FaultReason::Io)?;
    if bytes.len() as u64 > FILE_MAX { Err(FaultReason::TooLarge) } else { Ok(bytes) }
}

impl ConfigFile {
    fn faulty(path: &Path, line: Option<usize>, reason: FaultReason) -> Self {
        let mut file = Self::default();
        file.add_fault(path, line, reason);
        file
    }

    fn add_fault(&mut self, path: &Path, line: Option<usize>, reason: FaultReason) {
        self.faults.push(FileFault { file: PathBuf::from(path), line, reason });
    }
}

fn parse(path: &Path, bytes: &[u8], settings: &mut Settings) -> ConfigFile {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let line = line_at(&bytes[..error.valid_up_to()]);
            return ConfigFile::faulty(path, Some(line), FaultReason::NotUtf8);
        }
    };
    // Some editors write a byte order mark.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return ConfigFile::faulty(path, None, FaultReason::NotAnObject);
    }
    let members = match from_str::<Members<'_>>(text) {
        Ok(Members(members)) => members,
        Err(error) => {
            let reason = match error.classify() {
                Category::Data => FaultReason::NotAnObject,
                Category::Eof => FaultReason::Unfinished,
                Category::Syntax | Category::Io => FaultReason::Syntax,
            };
            return ConfigFile::faulty(path, Some(error.line().max(1)), reason);
        }
    };
    let line_of = |value: &RawValue| {
        let offset = (value.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
        line_at(text.as_bytes().get(..offset).unwrap_or_default())
    };
    let mut file = ConfigFile::default();
    for (position, (key, value)) in members.iter().enumerate() {
        let line = Some(line_of(value));
        let Some(index) = Setting::index(key) else {
            file.add_fault(path, line, FaultReason::UnknownKey(key.clone()));
            continue;
        };
        let setting = &SETTINGS[index];
        let mut same_key = members.iter().enumerate().filter(|(_, (other, _))| other == key);
        let first = same_key.next();
        if let Some((_, (_, first))) = first.filter(|(first, _)| *first < position) {
            let first_line = line_of(first);
            file.add_fault(path, line, FaultReason::DuplicateKey { key: setting.key, first_line });
            continue;
        }
        let is_duplicate = same_key.next().is_some();
        let result = from_str::<Value>(value.get()).map_err(|_| WrongValue::NotAText).and_then(|value| {
            // A duplicate value is checked too, so that all faults are found at once.
            let mut unused = Settings::default();
            let target = if is_duplicate { &mut unused } else { &mut *settings };
            (setting.field)(target).accept_json(&value)
        });
        match result {
            Ok(()) if is_duplicate => {}
            Ok(()) => file.found.push(index),
            Err(error) => file.add_fault(path, line, FaultReason::Value { key: setting.key, error }),
        }
    }
    file
}

/// Returns the number of the line after these bytes, from 1.
fn line_at(before: &[u8]) -> usize {
    before.iter().filter(|byte| **byte == b'\n').count() + 1
}
