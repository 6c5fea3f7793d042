//! Collects the values of all settings from their sources.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use crate::settings::fault::{FileFault, RejectedValue};
use crate::settings::file;
use crate::settings::source::Source;
use crate::settings::table::{COUNT, SETTINGS, Setting, Settings};

/// The values of all settings, and where they come from.
#[derive(Debug)]
pub(crate) struct ResolvedSettings {
    pub settings: Settings,
    /// The sources of the values, in the order of [`SETTINGS`].
    pub sources: [Source; COUNT],
    /// The path of `config.json`, or `None` if the account has no home folder.
    pub file: Option<PathBuf>,
    /// Whether something with the name of the file exists.
    pub file_exists: bool,
    /// What is wrong with the file. The values concerned are ignored.
    pub file_faults: Vec<FileFault>,
    /// Wrong values of variables and options. They are ignored too, but a command must refuse them.
    pub rejected: Vec<RejectedValue>,
}

impl ResolvedSettings {
    /// Returns where the value of the setting with this key comes from.
    #[must_use]
    pub(crate) fn source(&self, key: &str) -> Source {
        Setting::index(key).map_or(Source::Default, |index| self.sources[index])
    }

    /// Returns whether the value was accepted.
    fn accept(&mut self, index: usize, text: &OsStr, source: Source) -> bool {
        let setting = &SETTINGS[index];
        match (setting.field)(&mut self.settings).accept(text, source) {
            Ok(()) => self.sources[index] = source,
            Err(error) => {
                let name = if source == Source::Option { setting.option } else { setting.variable };
                self.rejected.push(RejectedValue { name, error });
                return false;
            }
        }
        true
    }
}

/// Collects the values from the file at `path`, from the environment and from options, each stronger than the one
/// before.
///
/// `variable` returns the value of an environment variable; an empty one counts as unset. `options` are pairs of the
/// key of a setting and the value of its option.
#[must_use]
pub(crate) fn resolve(
    path: Option<&Path>,
    variable: impl Fn(&str) -> Option<OsString>,
    options: &[(&str, OsString)],
) -> ResolvedSettings {
    let mut settings = Settings::default();
    let read = path.map(|path| file::read(path, &mut settings)).unwrap_or_default();
    let mut resolved = ResolvedSettings {
        settings,
        sources: [Source::Default; COUNT],
        file: path.map(Path::to_owned),
        file_exists: read.exists,
        file_faults: read.faults,
        rejected: Vec::new(),
    };
    for index in read.found {
        resolved.sources[index] = Source::File;
    }
    for (index, setting) in SETTINGS.iter().enumerate() {
        let option = options.iter().find(|(key, _)| *key == setting.key).map(|(_, text)| text);
        // A variable that an option overrides is not used, so its value does not matter.
        let is_overridden = option.is_some_and(|text| resolved.accept(index, text, Source::Option));
        if is_overridden {
            continue;
        }
        if let Some(text) = variable(setting.variable).filter(|text| !text.is_empty()) {
            resolved.accept(index, &text, Source::Environment);
        }
    }
    resolved
}
