//! Why a command failed, and its exit status.
//!
//! Invariant: the exit statuses are those of `docs/cli.md`. The user sees the texts of the module `explain`;
//! `Display` is for logs.

mod explain;

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::cli::argument::error::ArgumentError;
use crate::cli::import::error::ImportError;
use crate::cli::local_zone::ZoneError;
use crate::domain::clock::ClockDoubt;
use crate::domain::event::EventError;
use crate::domain::guard::Plausibility;
use crate::domain::record::{Measure, Moment, RecordKey};
use crate::journal::chain::EncodeError;
use crate::journal::folder_error::FolderError;
use crate::journal::merge::MergeError;
use crate::journal::open_error::OpenError;
use crate::journal::station_lock::LockError;
use crate::journal::writer::WriteError;
use crate::scale::wire::{ScalePort, WireOptionError};
use crate::screen::full_screen::TerminalError;
use crate::settings::fault::RejectedValue;
#[cfg(feature = "sync")]
use crate::sync::error::SyncError;

/// `verify` found damage.
const DAMAGED: u8 = 1;
/// The usage or the input is invalid.
pub(super) const REFUSED: u8 = 2;
/// A file could not be read or written.
pub(super) const FILE: u8 = 3;
/// The station is in use.
const IN_USE: u8 = 4;
/// The record may be in the journal, or it is there and this could not be said.
pub(super) const UNKNOWN: u8 = 5;

/// Why a command failed.
#[derive(Debug, Error)]
pub(super) enum Failure {
    /// `verify` found damage and has reported it.
    #[error("the journals are damaged")]
    Damaged,
    /// `verify` could not read a journal to its end and has reported it.
    #[error("a journal cannot be read to its end")]
    Unreadable,
    #[error("there is no data folder")]
    NoDataFolder,
    /// There is no event to read.
    #[error("there is no event")]
    NoEvent,
    /// There are only older events, and the command creates none.
    #[error("there is no event today")]
    NoEventOfToday,
    /// The event was changed by another process at the same time.
    #[error("the event {0} was changed at the same time")]
    EventChanged(String),
    /// One of these events may be meant, or a new one.
    #[error("it is not clear which event is meant: {}", slugs.join(", "))]
    WhichEvent { slugs: Vec<String> },
    /// The clock cannot be right, so it chooses no event. One of these may be meant.
    #[error("the clock says {now}, which cannot be right: {doubt:?}")]
    DoubtedClock { doubt: ClockDoubt, now: Moment, slugs: Vec<String> },
    /// The time zone of this machine is not known.
    #[error("the time zone is not known")]
    Zone(#[from] ZoneError),
    /// These options of the console were given before a command.
    #[error("options of the console before a command: {}", .0.join(", "))]
    ConsoleOptions(Vec<String>),
    #[error("an argument is not valid")]
    Argument(#[from] ArgumentError),
    /// The text for publication has no such format.
    #[error("the text for publication has no format {0:?}")]
    PressFormat(String),
    #[error("the text for publication names no operators")]
    PressNames,
    /// This option needs `--style press`.
    #[error("{0} belongs to the text for publication")]
    PressOnly(&'static str),
    /// This option needs `--format csv`.
    #[error("{0} belongs to the format csv")]
    CsvOnly(&'static str),
    /// The value of `--scale` names no scale on a wire.
    #[error("the scale is not valid")]
    ScaleOption(#[from] WireOptionError),
    /// The port of a scale cannot be opened.
    #[error("{port} cannot be opened")]
    ScalePort { port: ScalePort, error: io::Error },
    /// A command that reads a scale was given none.
    #[error("no scale is given")]
    NoScale,
    /// `--auto` was given without a scale on a wire.
    #[error("--auto needs a scale on a wire")]
    AutoWithoutScale,
    /// `--auto` was given with `--plain`.
    #[error("--auto needs the full screen")]
    AutoInPlain,
    /// `--event` was given with a simulated scale.
    #[error("a simulated scale has an event of its own")]
    DemoEvent,
    /// A workbook is not text.
    #[error("a workbook cannot be shown on a terminal")]
    WorkbookToTerminal,
    /// A sheet of a workbook has fewer rows.
    #[error("a sheet has no place for {0} records")]
    TooManyRecords(usize),
    #[error("there is nothing to publish")]
    NothingToPublish,
    /// There is no event in this year; `known` lists the years with events.
    #[error("there is no event in {year}")]
    NoSeason { year: i32, known: Vec<i32> },
    /// The value is neither the name of a template nor a path to one.
    #[error("there is no template {0:?}")]
    UnknownTemplate(String),
    /// The file is not a template.
    #[error("{} is not a template", path.display())]
    Template {
        path: PathBuf,
        #[source]
        error: EventError,
    },
    /// `event set` was called without an option.
    #[error("there is nothing to change")]
    NothingToSet,
    /// A material with entries cannot be removed.
    #[error("material {0:?} has entries and cannot be removed")]
    MaterialInUse(String),
    /// A material with entries keeps its unit.
    #[error("material {0:?} has entries and keeps its unit")]
    UnitInUse(String),
    #[error("the short name {name:?} is wider than {most} columns")]
    WideShort { name: String, most: usize },
    /// No visible material would remain.
    #[error("every material is hidden")]
    AllHidden,
    /// Several languages were given to a command that takes only one.
    #[error("this command takes one language")]
    OneLanguage,
    /// The value of an environment variable or an option is not valid.
    #[error("a setting is not valid")]
    Setting(#[source] RejectedValue),
    /// The slip guard holds the amount, and `--yes` is missing.
    #[error("the amount is far from usual")]
    HeldAmount { plausibility: Plausibility, measure: Measure },
    /// The record to void does not exist.
    #[error("there is no record {0}")]
    NoRecord(String),
    /// The record has no amount to void.
    #[error("the record {0} has no amount")]
    NotVoidable(String),
    #[error("the record {0} is already void")]
    AlreadyVoid(String),
    #[error("the reason is missing")]
    NoReason,
    /// The key of `--id` belongs to a record with another content.
    #[error("the key {key} belongs to the record {record}")]
    KeyInUse { key: RecordKey, record: String },
    /// The hand-over has no collector.
    #[error("the collector is missing")]
    NoCollector,
    #[error("the event cannot be created")]
    NewEvent(#[source] EventError),
    /// These events could not be listed.
    #[error("{} events cannot be read", .0.len())]
    BrokenEvents(Vec<FolderError>),
    #[error("the file was not imported")]
    Import(#[source] ImportError),
    #[error("the copy was not merged")]
    Merge(#[source] MergeError),
    /// Both `--into` and `--event` were given to `merge`.
    #[error("both --into and --event name the event")]
    IntoAndEvent,
    /// Some files of a copy were not merged; each was already reported. `unreadable` is set if one of them
    /// could not be read.
    #[error("{count} files of the copy were not merged")]
    FilesSkipped { count: usize, unreadable: bool },
    #[error("the event cannot be used")]
    Folder(#[from] FolderError),
    #[error("the station cannot be opened")]
    Open(#[from] OpenError),
    /// A station is open, so the event cannot be sealed.
    #[error("a station is open")]
    SealInUse(#[source] OpenError),
    /// The event is not sealed, so it cannot be reopened.
    #[error("the event {0} is not sealed")]
    NotSealed(String),
    /// The journal of the console's station was opened, but could not be read.
    #[error("the journal of the station cannot be read")]
    OwnJournal(#[source] io::Error),
    /// The system could not start a thread.
    #[error("a thread cannot be started")]
    Thread(#[source] io::Error),
    /// Not all records of the command are on the disk. The journal does not hold the others.
    #[error("{saved} of {of} records are on the disk")]
    Write {
        #[source]
        error: WriteError,
        saved: usize,
        of: usize,
    },
    /// Not all records of the command are known to be on the disk, and the journal may hold some of the others.
    #[error("{saved} of {of} records are on the disk, others may be")]
    PerhapsSaved {
        #[source]
        error: WriteError,
        saved: usize,
        of: usize,
        /// Whether repeating the command makes no record twice.
        is_repeatable: bool,
    },
    /// The new event may be on the disk.
    #[error("the disk did not confirm the new event")]
    EventPerhapsMade(#[source] FolderError),
    /// The command has done its work, but its answer could not be printed. `record` is the name of the record that it
    /// saved, if it saves one.
    #[error("the work is done ({record:?}), but the answer cannot be printed")]
    Unanswered {
        record: Option<String>,
        #[source]
        error: io::Error,
    },
    /// A record does not fit into a journal line.
    #[error("the record does not fit into a journal line")]
    Encode(#[source] EncodeError),
    #[error("the file {} cannot be used", path.display())]
    File {
        path: PathBuf,
        #[source]
        error: io::Error,
    },
    /// `--output` names a file in the folder of events.
    #[error("{} is in the folder of events", path.display())]
    OutputInEvents { path: PathBuf },
    /// The folder of the second copy is the data folder, or in it.
    #[error("{} is in the data folder", path.display())]
    MirrorInData { path: PathBuf },
    /// Two options that exclude each other.
    #[cfg(feature = "sync")]
    #[error("{0} and {1} exclude each other")]
    SyncOptions(&'static str, &'static str),
    /// The events cannot be synchronised.
    #[cfg(feature = "sync")]
    #[error("the events cannot be synchronised")]
    Sync(#[from] SyncError),
    /// This many lines from the server wait for lines before them.
    #[cfg(feature = "sync")]
    #[error("{count} lines from the server wait for lines before them")]
    SyncWaiting { event: String, count: usize },
    /// There is no event here that could be synchronised.
    #[cfg(feature = "sync")]
    #[error("there is no event here")]
    SyncNothingHere,
    /// `sync --once` was stopped before both sides had the same lines.
    #[cfg(feature = "sync")]
    #[error("stopped before both sides had the same lines")]
    SyncStopped,
    /// This build has no `tarazy sync`.
    #[cfg(not(feature = "sync"))]
    #[error("this build cannot synchronise")]
    SyncNotBuilt,
    /// There is no suitable terminal for the console.
    #[error("the full screen cannot be shown")]
    Terminal(#[source] TerminalError),
    /// Standard output could not be written.
    #[error("standard output cannot be written")]
    Output(#[source] io::Error),
}

impl From<MergeError> for Failure {
    fn from(error: MergeError) -> Self {
        match error {
            MergeError::Folder(error) => Self::Folder(error),
            error => Self::Merge(error),
        }
    }
}

/// Returns the exit status of an event's folder that cannot be used.
const fn folder_status(error: &FolderError) -> u8 {
    match error {
        FolderError::BadSlug(_)
        | FolderError::NoEvent { .. }
        | FolderError::SeveralEvents { .. }
        | FolderError::Absorbed { .. }
        | FolderError::NewEvent(_) => REFUSED,
        FolderError::ChangeUnconfirmed { .. } => UNKNOWN,
        FolderError::Io { .. }
        | FolderError::Link { .. }
        | FolderError::AbsentTarget { .. }
        | FolderError::NotAFile { .. }
        | FolderError::OtherEvent { .. }
        | FolderError::Event { .. }
        | FolderError::Unconfirmed { .. }
        | FolderError::Busy { .. }
        | FolderError::Random(_) => FILE,
    }
}

#[cfg(feature = "sync")]
const fn sync_status(error: &SyncError) -> u8 {
    match error {
        SyncError::Address(_)
        | SyncError::Denied { .. }
        | SyncError::NoJetStream { .. }
        | SyncError::NoDomain { .. }
        | SyncError::NoStream { .. }
        | SyncError::Forbidden { .. }
        | SyncError::NoSuchEvent { .. }
        | SyncError::SeveralEvents { .. }
        | SyncError::UnreadableEvent { .. }
        | SyncError::NoKey(_) => REFUSED,
        SyncError::Unreachable { .. }
        | SyncError::Tls { .. }
        | SyncError::File { .. }
        | SyncError::Server { .. }
        | SyncError::Full { .. }
        | SyncError::LinesMissing { .. }
        | SyncError::Start(_) => FILE,
        SyncError::AlreadyRunning(_) => IN_USE,
        SyncError::Folder(error) => folder_status(error),
    }
}

impl Failure {
    /// Returns the exit status.
    #[must_use]
    pub(super) const fn status(&self) -> u8 {
        match self {
            Self::Damaged => DAMAGED,
            Self::Unreadable
            | Self::BrokenEvents(_)
            | Self::FilesSkipped { unreadable: true, .. }
            | Self::OwnJournal(_)
            | Self::Thread(_)
            | Self::Write { .. }
            | Self::File { .. }
            | Self::ScalePort { .. }
            | Self::Output(_) => FILE,
            Self::PerhapsSaved { .. } | Self::EventPerhapsMade(_) | Self::Unanswered { .. } => UNKNOWN,
            Self::Folder(error) => folder_status(error),
            #[cfg(feature = "sync")]
            Self::Sync(error) => sync_status(error),
            #[cfg(feature = "sync")]
            Self::SyncWaiting { .. } | Self::SyncStopped => FILE,
            #[cfg(feature = "sync")]
            Self::SyncOptions(..) | Self::SyncNothingHere => REFUSED,
            #[cfg(not(feature = "sync"))]
            Self::SyncNotBuilt => REFUSED,
            Self::SealInUse(_) => IN_USE,
            Self::NotSealed(_) => REFUSED,
            Self::Open(error) => match error {
                OpenError::Lock { error: LockError::Io { .. } | LockError::NotAFile { .. }, .. } => FILE,
                OpenError::Lock { .. }
                | OpenError::OtherAccount { .. }
                | OpenError::OtherStation { .. }
                | OpenError::Merged { .. }
                | OpenError::NoFreeId => IN_USE,
                OpenError::Sealed { .. } => REFUSED,
                OpenError::OtherEvent { .. }
                | OpenError::NotAFile { .. }
                | OpenError::Io { .. }
                | OpenError::Random(_)
                | OpenError::Line(_) => FILE,
            },
            Self::NoDataFolder
            | Self::Terminal(_)
            | Self::NoEvent
            | Self::NoEventOfToday
            | Self::EventChanged(_)
            | Self::WhichEvent { .. }
            | Self::DoubtedClock { .. }
            | Self::Zone(_)
            | Self::ConsoleOptions(_)
            | Self::Argument(_)
            | Self::PressFormat(_)
            | Self::PressNames
            | Self::PressOnly(_)
            | Self::CsvOnly(_)
            | Self::WorkbookToTerminal
            | Self::ScaleOption(_)
            | Self::NoScale
            | Self::AutoWithoutScale
            | Self::AutoInPlain
            | Self::DemoEvent
            | Self::TooManyRecords(_)
            | Self::NothingToPublish
            | Self::NoSeason { .. }
            | Self::UnknownTemplate(_)
            | Self::Template { .. }
            | Self::NothingToSet
            | Self::MaterialInUse(_)
            | Self::UnitInUse(_)
            | Self::WideShort { .. }
            | Self::AllHidden
            | Self::OneLanguage
            | Self::Setting(_)
            | Self::HeldAmount { .. }
            | Self::NoRecord(_)
            | Self::NotVoidable(_)
            | Self::AlreadyVoid(_)
            | Self::NoReason
            | Self::KeyInUse { .. }
            | Self::NoCollector
            | Self::NewEvent(_)
            | Self::Import(_)
            | Self::Merge(_)
            | Self::IntoAndEvent
            | Self::OutputInEvents { .. }
            | Self::MirrorInData { .. }
            | Self::FilesSkipped { unreadable: false, .. }
            | Self::Encode(_) => REFUSED,
        }
    }
}
