//! The texts of failures, for standard error.

use std::io;

use rustix::io::Errno;

use crate::cli::failure::Failure;
use crate::domain::event::{EventError, TEMPLATES};
use crate::language::{Explain, Message, Text, errors, format};
use crate::scale::wire::ScalePort;
use crate::screen::full_screen::TerminalError;

impl Failure {
    /// Returns the messages for standard error, usually one.
    #[must_use]
    pub(crate) fn lines(&self) -> Vec<Text> {
        match self {
            Self::Damaged | Self::Unreadable => Vec::new(),
            Self::BrokenEvents(errors) => errors.iter().map(Explain::explain).collect(),
            Self::Import(error) => error.lines(),
            _ => vec![self.message()],
        }
    }

    fn message(&self) -> Text {
        let message = match self {
            Self::Argument(error) => return error.explain(),
            Self::ConsoleOptions(options) => {
                Message::UsageConsoleOptions { options: options.join(", ").into() }
            }
            Self::NoDataFolder => Message::CliNoDataFolder,
            Self::NoEvent => Message::CliNoEvent,
            Self::EventChanged(slug) => Message::CliEventChanged { slug: slug.into() },
            Self::NoEventOfToday => Message::CliNoEventOfToday,
            Self::WhichEvent { slugs } => match slugs.as_slice() {
                [only] => Message::CliWhichEventOne { event: only.into() },
                several => Message::CliWhichEvent { events: format::list(several).into() },
            },
            Self::DoubtedClock { doubt, now, slugs } => {
                let doubt = errors::clock_doubt(doubt, *now).into();
                if slugs.is_empty() {
                    Message::CliDoubtedClockNoEvent { doubt }
                } else {
                    Message::CliDoubtedClock { doubt, events: format::list(slugs).into() }
                }
            }
            Self::Zone(error) => return error.explain(),
            Self::Terminal(TerminalError::NotATerminal) => Message::CliNotATerminal,
            Self::Terminal(TerminalError::Dumb) => Message::CliDumbTerminal,
            Self::PressFormat(format) => Message::CliPressFormat { format: format.into() },
            Self::PressNames => Message::CliPressNames,
            Self::PressOnly(option) => Message::CliPressOnly { option: (*option).into() },
            Self::ScaleOption(error) => return error.explain(),
            Self::ScalePort { port, error } => match (error.kind(), port) {
                (io::ErrorKind::NotFound, ScalePort::Serial { path, .. }) => {
                    Message::ScalePortMissing { port: path.into() }
                }
                (io::ErrorKind::PermissionDenied, ScalePort::Serial { path, .. }) => {
                    Message::ScalePortDenied { port: path.into() }
                }
                (io::ErrorKind::ResourceBusy, ScalePort::Serial { path, .. }) => {
                    Message::ScalePortBusy { port: path.into() }
                }
                (_, ScalePort::Serial { path, .. })
                    if error.kind() == io::ErrorKind::Other
                        || Errno::from_io_error(error)
                            .is_some_and(|error| matches!(error, Errno::NOTTY | Errno::INVAL)) =>
                {
                    Message::ScalePortNotSerial { port: path.into() }
                }
                (_, port) => {
                    Message::ScalePortFailed { port: port.to_string().into(), reason: error.explain() }
                }
            },
            Self::NoScale => Message::ScaleNone,
            Self::DemoEvent => Message::ScaleDemoEvent,
            Self::AutoInPlain => Message::ScaleAutoPlain,
            Self::AutoWithoutScale => Message::ScaleAutoAlone,
            Self::WorkbookToTerminal => Message::CliWorkbookToTerminal,
            Self::TooManyRecords(records) => Message::CliTooManyRecords { records: (*records).into() },
            Self::CsvOnly(option) => Message::CliCsvOnly { option: (*option).into() },
            Self::NothingToPublish => Message::CliNothingToPublish,
            Self::NoSeason { known, .. } if known.is_empty() => Message::CliNoEvent,
            Self::NoSeason { year, known } => {
                let known: Vec<_> = known.iter().map(i32::to_string).collect();
                Message::CliNoSeason { year: year.to_string().into(), known: known.join(", ").into() }
            }
            Self::UnknownTemplate(given) => {
                let known = TEMPLATES.map(|(name, _)| name).join(", ");
                Message::CliUnknownTemplate { template: format::quoted(given).into(), known: known.into() }
            }
            Self::Template { path, error } => {
                let reason = match error {
                    EventError::Json(error) => errors::json_reason(error),
                    error => error.explain(),
                };
                Message::CliTemplate { file: path.into(), reason }
            }
            Self::NothingToSet => Message::CliNothingToSet,
            Self::MaterialInUse(id) => Message::CliMaterialInUse { id: id.into() },
            Self::UnitInUse(id) => Message::CliUnitInUse { id: id.into() },
            Self::WideShort { name, most } => {
                Message::CliWideShort { name: format::quoted(name).into(), most: (*most).into() }
            }
            Self::AllHidden => Message::CliAllHidden,
            Self::OneLanguage => Message::CliOneLanguage,
            Self::Setting(rejected) => return rejected.explain(),
            Self::HeldAmount { plausibility, measure } => {
                let held = errors::held_amount(plausibility, measure).unwrap_or_default();
                Message::CliHeld { held }
            }
            Self::NoRecord(record) => Message::CliVoidNotFound { record: record.into() },
            Self::NotVoidable(record) => Message::CliVoidNotVoidable { record: record.into() },
            Self::AlreadyVoid(record) => Message::CliAlreadyVoid { record: record.into() },
            Self::NoReason => Message::CliNoReason,
            Self::KeyInUse { key, record } => {
                Message::CliKeyInUse { key: key.to_string().into(), record: record.into() }
            }
            Self::NoCollector => Message::CliNoCollector,
            Self::Merge(error) => return error.explain(),
            Self::IntoAndEvent => Message::MergeIntoAndEvent,
            Self::FilesSkipped { count, .. } => Message::MergeLeftOut { count: (*count).into() },
            Self::NewEvent(error) => return error.explain(),
            Self::Folder(error) | Self::EventPerhapsMade(error) => return error.explain(),
            Self::Open(error) => return error.explain(),
            Self::SealInUse(error) => Message::EventInUse { why: error.explain() },
            Self::NotSealed(event) => Message::EventNotSealed { event: event.into() },
            Self::Write { error, saved, of } => {
                Message::CliNotSaved { reason: error.explain(), saved: (*saved).into(), of: (*of).into() }
            }
            Self::PerhapsSaved { error, saved, of, is_repeatable } => {
                let (reason, saved, of) = (error.explain(), (*saved).into(), (*of).into());
                if *is_repeatable {
                    Message::CliPerhapsSavedRepeat { reason, saved, of }
                } else {
                    Message::CliPerhapsSaved { reason, saved, of }
                }
            }
            Self::Unanswered { record: Some(record), error } => {
                Message::CliSavedUnanswered { record: record.into(), reason: error.explain() }
            }
            Self::Unanswered { record: None, error } => Message::CliUnanswered { reason: error.explain() },
            Self::Output(error) => Message::CliOutput { reason: error.explain() },
            Self::Encode(error) => return error.explain(),
            #[cfg(feature = "sync")]
            Self::Sync(error) => return error.explain(),
            #[cfg(feature = "sync")]
            Self::SyncWaiting { event, count } => {
                let why = Message::SyncMissing { count: (*count).into() };
                Message::SyncLeft { event: event.into(), why: why.into() }
            }
            #[cfg(feature = "sync")]
            Self::SyncNothingHere => Message::SyncNothingHere,
            #[cfg(feature = "sync")]
            Self::SyncStopped => Message::SyncStopped,
            #[cfg(feature = "sync")]
            Self::SyncOptions(first, second) => {
                Message::SyncOptions { first: (*first).into(), second: (*second).into() }
            }
            #[cfg(not(feature = "sync"))]
            Self::SyncNotBuilt => Message::SyncNotBuilt,
            Self::MirrorInData { path } => Message::MirrorInData { dir: path.into() },
            Self::OutputInEvents { path } => Message::ReportInEvents { file: path.into() },
            Self::File { path, error } => Message::CliFile { file: path.into(), reason: error.explain() },
            Self::OwnJournal(error) | Self::Thread(error) => return error.explain(),
            Self::Damaged | Self::Unreadable | Self::BrokenEvents(_) | Self::Import(_) => {
                return Text::default();
            }
        };
        message.into()
    }
}
