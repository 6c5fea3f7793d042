//! Why a command failed: data, exit status and message.
//!
//! Invariant: the exit statuses are those of `docs/cli.md`. The texts come from `language`.

use std::io;
use std::path::PathBuf;

use crate::cli::import::Refused;
use crate::domain::catalogue::{LocalText, Unit};
use crate::domain::event::{EventError, TEMPLATES, TEXT_MAX};
use crate::domain::guard::Plausibility;
use crate::domain::limits::PEOPLE_MAX;
use crate::domain::record::Measure;
use crate::entry::ValidationErrorKind;
use crate::journal::chain::EncodeError;
use crate::journal::folder_error::FolderError;
use crate::journal::merge::MergeError;
use crate::journal::open_error::OpenError;
use crate::journal::station_lock::LockError;
use crate::journal::writer::WriteError;
use crate::language::{Explain, Language, Message, Text, errors};
use crate::screen::full_screen::TerminalError;

/// The answer is no.
const NO: u8 = 1;
/// Wrong usage or refused input.
pub const REFUSED: u8 = 2;
/// A file could not be read or written.
pub const FILE: u8 = 3;
/// The station is in use.
const IN_USE: u8 = 4;

/// Why a command failed.
#[derive(Debug)]
pub enum Failure {
    /// `verify` found damage and has reported it.
    Damaged,
    NoDataFolder,
    /// There is no event to read.
    NoEvent,
    UnknownMaterial {
        given: String,
        known: Vec<String>,
    },
    UnknownGrade {
        material: LocalText,
        grade: String,
        known: Vec<String>,
    },
    /// Not one of the values of an option.
    UnknownChoice {
        option: &'static str,
        given: String,
        known: String,
    },
    /// The list for publication has no such format.
    PressFormat(String),
    PressNames,
    NothingToPublish,
    BadYear(String),
    /// There is no event in this year; `known` lists the years with events.
    NoSeason {
        year: i32,
        known: Vec<i32>,
    },
    BadStation(String),
    BadRecord(String),
    BadTime(String),
    BadDate(String),
    BadPeople(String),
    /// Not a `MATERIAL=AMOUNT` in the material's unit.
    BadTarget(String),
    /// The value of an option is malformed; `form` is an example of the right form.
    BadForm {
        option: &'static str,
        form: &'static str,
        given: String,
    },
    /// Neither the name of a template nor a path to one.
    UnknownTemplate(String),
    /// The file is not a template.
    Template {
        path: PathBuf,
        fault: EventError,
    },
    /// `event set` without an option.
    NothingToSet,
    /// A material with entries cannot be removed.
    MaterialInUse(String),
    /// A material with entries keeps its unit.
    UnitInUse(String),
    WideShort {
        name: String,
        most: usize,
    },
    /// No material would remain to choose from.
    AllHidden,
    /// The value of this option or variable is not a language.
    BadLanguage {
        place: &'static str,
        given: String,
    },
    /// Several languages for a command that takes only one.
    OneLanguage,
    /// Not an `ID:HASH` with 64 hex digits.
    BadHead(String),
    /// Longer than [`TEXT_MAX`] characters.
    LongText {
        option: &'static str,
    },
    Amount {
        typed: String,
        reason: ValidationErrorKind,
        unit: Unit,
    },
    /// The slip guard holds the amount, and `--yes` is missing.
    Held {
        verdict: Plausibility,
        measure: Measure,
    },
    /// The amount begins with the number of another material.
    OtherMaterial {
        typed: String,
    },
    /// The record to void does not exist.
    NoRecord(String),
    /// The record has no amount to void.
    NotVoidable(String),
    AlreadyVoid(String),
    NoReason,
    /// A hand-over without a collector.
    NoCollector,
    NewEvent(EventError),
    /// These events could not be listed.
    BrokenEvents(Vec<FolderError>),
    Import(Refused),
    Merge(MergeError),
    /// Some files of a copy were not merged; each was already reported. `unreadable`: one of them could not
    /// be read.
    LeftOut {
        count: usize,
        unreadable: bool,
    },
    Folder(FolderError),
    Open(OpenError),
    /// The system could not start a thread.
    Thread(io::Error),
    /// Not all records of the command are on the disk.
    Write {
        why: WriteError,
        saved: usize,
        of: usize,
    },
    /// The writer thread ended before everything was saved.
    WriterGone {
        saved: usize,
        of: usize,
    },
    /// A record that does not fit into a line.
    Encode(EncodeError),
    File {
        path: PathBuf,
        error: io::Error,
    },
    /// There is no suitable terminal for the console.
    Terminal(TerminalError),
    /// Standard output could not be written.
    Output(io::Error),
}

impl From<FolderError> for Failure {
    fn from(fault: FolderError) -> Self {
        Self::Folder(fault)
    }
}

impl From<MergeError> for Failure {
    fn from(fault: MergeError) -> Self {
        match fault {
            MergeError::Folder(fault) => Self::Folder(fault),
            fault => Self::Merge(fault),
        }
    }
}

impl From<OpenError> for Failure {
    fn from(fault: OpenError) -> Self {
        Self::Open(fault)
    }
}

impl Failure {
    /// Returns the exit status.
    #[must_use]
    pub const fn status(&self) -> u8 {
        match self {
            Self::Damaged => NO,
            Self::BrokenEvents(_)
            | Self::LeftOut { unreadable: true, .. }
            | Self::Thread(_)
            | Self::Write { .. }
            | Self::WriterGone { .. }
            | Self::File { .. }
            | Self::Output(_) => FILE,
            Self::Folder(fault) => match fault {
                FolderError::BadSlug(_) | FolderError::NoEvent { .. } | FolderError::NewEvent(_) => REFUSED,
                FolderError::Io { .. }
                | FolderError::Link { .. }
                | FolderError::NotAFile { .. }
                | FolderError::OtherEvent { .. }
                | FolderError::Event { .. }
                | FolderError::Busy { .. }
                | FolderError::Random(_) => FILE,
            },
            Self::Open(fault) => match fault {
                OpenError::Lock { error: LockError::Io { .. } | LockError::NotAFile { .. }, .. } => FILE,
                OpenError::Lock { .. }
                | OpenError::OtherAccount { .. }
                | OpenError::OtherStation { .. }
                | OpenError::Merged { .. }
                | OpenError::NoFreeId => IN_USE,
                OpenError::OtherEvent { .. }
                | OpenError::NotAFile { .. }
                | OpenError::Io { .. }
                | OpenError::Random(_)
                | OpenError::Line(_) => FILE,
            },
            Self::NoDataFolder
            | Self::Terminal(_)
            | Self::NoEvent
            | Self::UnknownMaterial { .. }
            | Self::UnknownGrade { .. }
            | Self::UnknownChoice { .. }
            | Self::PressFormat(_)
            | Self::PressNames
            | Self::NothingToPublish
            | Self::BadYear(_)
            | Self::NoSeason { .. }
            | Self::BadStation(_)
            | Self::BadRecord(_)
            | Self::BadTime(_)
            | Self::BadDate(_)
            | Self::BadPeople(_)
            | Self::BadTarget(_)
            | Self::BadForm { .. }
            | Self::UnknownTemplate(_)
            | Self::Template { .. }
            | Self::NothingToSet
            | Self::MaterialInUse(_)
            | Self::UnitInUse(_)
            | Self::WideShort { .. }
            | Self::AllHidden
            | Self::BadLanguage { .. }
            | Self::OneLanguage
            | Self::BadHead(_)
            | Self::LongText { .. }
            | Self::Amount { .. }
            | Self::Held { .. }
            | Self::OtherMaterial { .. }
            | Self::NoRecord(_)
            | Self::NotVoidable(_)
            | Self::AlreadyVoid(_)
            | Self::NoReason
            | Self::NoCollector
            | Self::NewEvent(_)
            | Self::Import(_)
            | Self::Merge(_)
            | Self::LeftOut { unreadable: false, .. }
            | Self::Encode(_) => REFUSED,
        }
    }

    /// Returns the messages for standard error: usually one sentence.
    #[must_use]
    pub fn lines(&self) -> Vec<Text> {
        match self {
            Self::Damaged => Vec::new(),
            Self::BrokenEvents(faults) => faults.iter().map(Explain::explain).collect(),
            Self::Import(refused) => refused.lines(),
            failure => vec![failure.sentence()],
        }
    }

    fn sentence(&self) -> Text {
        let message = match self {
            Self::NoDataFolder => Message::CliNoDataFolder,
            Self::NoEvent => Message::CliNoEvent,
            Self::Terminal(TerminalError::NotATerminal) => Message::CliNotATerminal,
            Self::Terminal(TerminalError::Dumb) => Message::CliDumbTerminal,
            Self::UnknownMaterial { given, known } => {
                Message::CliUnknownMaterial { material: given.into(), known: known.join(", ").into() }
            }
            Self::UnknownGrade { material, grade, known } => {
                let material = Text::Local(material.clone());
                if known.is_empty() {
                    Message::CliNoGrades { material }
                } else {
                    Message::CliUnknownGrade { material, grade: grade.into(), known: known.join(", ").into() }
                }
            }
            Self::UnknownChoice { option, given, known } => Message::CliUnknownChoice {
                option: (*option).into(),
                given: given.into(),
                known: known.into(),
            },
            Self::PressFormat(format) => Message::CliPressFormat { format: format.into() },
            Self::PressNames => Message::CliPressNames,
            Self::NothingToPublish => Message::CliNothingToPublish,
            Self::BadYear(given) => Message::CliBadYear { year: given.into() },
            Self::NoSeason { known, .. } if known.is_empty() => Message::CliNoEvent,
            Self::NoSeason { year, known } => {
                let known: Vec<_> = known.iter().map(i32::to_string).collect();
                Message::CliNoSeason { year: year.to_string().into(), known: known.join(", ").into() }
            }
            Self::BadStation(given) => Message::CliBadStation { station: given.into() },
            Self::BadRecord(given) => Message::CliBadRecord { record: given.into() },
            Self::BadTime(given) => Message::CliBadTime { time: given.into() },
            Self::BadDate(given) => Message::CliBadDate { date: given.into() },
            Self::BadPeople(given) => Message::CliBadPeople { typed: given.into(), most: PEOPLE_MAX.into() },
            Self::BadTarget(given) => Message::CliBadTarget { target: given.into() },
            Self::BadForm { option, form, given } => {
                Message::CliBadForm { option: (*option).into(), form: (*form).into(), given: given.into() }
            }
            Self::UnknownTemplate(given) => {
                let known = TEMPLATES.map(|(name, _)| name).join(", ");
                Message::CliUnknownTemplate { template: given.into(), known: known.into() }
            }
            Self::Template { path, fault } => {
                let reason = match fault {
                    EventError::Json(error) => error.to_string().into(),
                    fault => fault.explain(),
                };
                Message::CliTemplate { file: path.into(), reason }
            }
            Self::NothingToSet => Message::CliNothingToSet,
            Self::MaterialInUse(id) => Message::CliMaterialInUse { id: id.into() },
            Self::UnitInUse(id) => Message::CliUnitInUse { id: id.into() },
            Self::WideShort { name, most } => {
                Message::CliWideShort { name: name.into(), most: (*most).into() }
            }
            Self::AllHidden => Message::CliAllHidden,
            Self::BadLanguage { place, given } => {
                let known = Language::ALL.map(Language::code).join(", ");
                Message::CliBadLanguage { place: (*place).into(), given: given.into(), known: known.into() }
            }
            Self::OneLanguage => Message::CliOneLanguage,
            Self::BadHead(given) => Message::CliBadHead { head: given.into() },
            Self::LongText { option } => {
                Message::CliLongText { option: (*option).into(), most: TEXT_MAX.into() }
            }
            Self::Amount { typed, reason, unit } => {
                let reason = errors::validation_error(*reason, *unit).into();
                Message::ImportAmount { typed: typed.into(), reason }
            }
            Self::Held { verdict, measure } => {
                let held = errors::held_amount(verdict, measure).unwrap_or_default();
                Message::CliHeld { held }
            }
            Self::OtherMaterial { typed } => Message::ImportOtherMaterial { typed: typed.into() },
            Self::NoRecord(record) => Message::CliVoidNotFound { record: record.into() },
            Self::NotVoidable(record) => Message::CliVoidNotVoidable { record: record.into() },
            Self::AlreadyVoid(record) => Message::CliAlreadyVoid { record: record.into() },
            Self::NoReason => Message::CliNoReason,
            Self::NoCollector => Message::CliNoCollector,
            Self::Merge(fault) => return fault.explain(),
            Self::LeftOut { count, .. } => Message::MergeLeftOut { count: (*count).into() },
            Self::NewEvent(fault) => return fault.explain(),
            Self::Folder(fault) => return fault.explain(),
            Self::Open(fault) => return fault.explain(),
            Self::Write { why, saved, of } => {
                Message::CliNotSaved { reason: why.explain(), saved: (*saved).into(), of: (*of).into() }
            }
            Self::WriterGone { saved, of } => {
                let reason = Message::CliWriterGone.into();
                Message::CliNotSaved { reason, saved: (*saved).into(), of: (*of).into() }
            }
            Self::Encode(fault) => return fault.explain(),
            Self::File { path, error } => Message::CliFile { file: path.into(), reason: error.explain() },
            Self::Thread(error) | Self::Output(error) => return error.explain(),
            Self::Damaged | Self::BrokenEvents(_) | Self::Import(_) => return Text::default(),
        };
        message.into()
    }
}
