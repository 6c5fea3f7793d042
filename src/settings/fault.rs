//! What is wrong with a value or with `config.json`.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::domain::event::TEXT_MAX;
use crate::scale::option::StationScaleError;

/// The maximum size of `config.json` in bytes. A file with every setting has less than one kilobyte.
pub(crate) const FILE_MAX: u64 = 64 * 1024;

/// Why a value does not fit its setting.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub(crate) enum WrongValue {
    #[error("the value is not a text")]
    NotAText,
    /// The value is not true or false.
    #[error("the value is not true or false")]
    NotASwitch,
    /// The value of a variable or an option is not UTF-8.
    #[error("the value is not UTF-8")]
    NotUtf8,
    /// The value is not in this list.
    #[error("{given:?} is not one of {}", known.join(", "))]
    UnknownChoice { given: String, known: Vec<&'static str> },
    /// The value is no language and no list of languages.
    #[error("{0:?} is not a language")]
    BadLanguage(String),
    #[error("{0:?} is not a station id")]
    BadStation(String),
    #[error("the scale is not valid")]
    BadScale(#[source] StationScaleError),
    /// The name has a control character, or more than [`TEXT_MAX`] characters.
    #[error("{0:?} is not the name of an operator of at most {TEXT_MAX} characters")]
    BadOperator(String),
    /// The path of a folder in the file does not begin at the root.
    #[error("{0:?} is not an absolute path")]
    RelativePath(String),
    /// The path begins with `~`, which only a shell replaces. `full` is the path that is probably meant.
    #[error("{given:?} begins with ~, which means {}", full.display())]
    Tilde { given: String, full: PathBuf },
}

/// A wrong value of a variable or an option.
#[derive(Clone, Debug, Error)]
#[error("{name}: {error}")]
pub(crate) struct RejectedValue {
    /// The name of the variable or option.
    pub name: &'static str,
    #[source]
    pub error: WrongValue,
}

/// A fault of `config.json`.
#[derive(Debug, Error)]
#[error("{}{reason}", position(*line))]
pub(crate) struct FileFault {
    pub file: PathBuf,
    /// The line, from 1, or `None` if the whole file is affected.
    pub line: Option<usize>,
    #[source]
    pub reason: FaultReason,
}

fn position(line: Option<usize>) -> String {
    line.map(|line| format!("line {line}: ")).unwrap_or_default()
}

/// What is wrong with `config.json`.
#[derive(Debug, Error)]
pub(crate) enum FaultReason {
    #[error("the file cannot be read")]
    Io(#[source] io::Error),
    /// A folder, a pipe or a device has the file's name.
    #[error("this is not a file")]
    NotAFile,
    #[error("the file is larger than {FILE_MAX} bytes")]
    TooLarge,
    #[error("the text is not UTF-8")]
    NotUtf8,
    /// The text is not JSON.
    #[error("the text is not JSON")]
    Syntax,
    /// The text ends within the object.
    #[error("the text ends too early")]
    Unfinished,
    /// The text is empty, or JSON but no object.
    #[error("the text is not a JSON object")]
    NotAnObject,
    #[error("the key {0:?} is unknown")]
    UnknownKey(String),
    /// The key occurs more than once. None of its values counts.
    #[error("the key {key:?} is also in line {first_line}")]
    DuplicateKey { key: &'static str, first_line: usize },
    /// The value does not fit the key.
    #[error("{key}: {error}")]
    Value {
        key: &'static str,
        #[source]
        error: WrongValue,
    },
}
