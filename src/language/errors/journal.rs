//! The words of what can be wrong with folders, stations and journals.

use std::io;
use std::path::Path;

use crate::domain::event::TEXT_MAX;
use crate::domain::record::{RecordRef, StationId};
use crate::journal::chain::EncodeError;
use crate::journal::fault::{Fault, Located, Note};
use crate::journal::folder_error::FolderError;
use crate::journal::line::{LINE_MAX, LineError};
use crate::journal::merge::{MergeError, SkipReason};
use crate::journal::open_error::{OpenError, OpenNote};
use crate::journal::station_lock::LockError;
use crate::journal::verify::{Issue, IssueKind};
use crate::journal::writer::WriteError;
use crate::language::errors::event_error;
use crate::language::{Message, Texts, format};

/// What the system says about a failed access, without a full stop; what it says rarely stays in its own
/// words.
#[must_use]
pub fn io_error(error: &io::Error, texts: &Texts) -> String {
    io_kind(error.kind(), texts).unwrap_or_else(|| format::clean(&error.to_string()).into_owned())
}

fn io_kind(kind: io::ErrorKind, texts: &Texts) -> Option<String> {
    let key = match kind {
        io::ErrorKind::NotFound => Message::IoNotFound,
        io::ErrorKind::PermissionDenied => Message::IoDenied,
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Message::IoFull,
        io::ErrorKind::ReadOnlyFilesystem => Message::IoReadOnly,
        io::ErrorKind::FileTooLarge => Message::IoTooLarge,
        _ => return None,
    };
    Some(texts.get(key))
}

/// A data folder, or an event in it, that cannot be used.
#[must_use]
pub fn folder_error(fault: &FolderError, texts: &Texts) -> String {
    match fault {
        FolderError::Io { path, error } => at_path(path, &io_error(error, texts), texts),
        FolderError::BadSlug(slug) => texts.get(Message::FolderBadSlug { slug: slug.into() }),
        FolderError::NoEvent { slug } => texts.get(Message::FolderNoEvent { slug: slug.into() }),
        FolderError::Link { path } => texts.get(Message::FolderLink { path: (&shown(path)).into() }),
        FolderError::OtherEvent { path } => {
            texts.get(Message::FolderOtherEvent { path: (&shown(path)).into() })
        }
        FolderError::NotAFile { path } => texts.get(Message::NotAFile { path: (&shown(path)).into() }),
        FolderError::Event { path, error } => at_path(path, &event_error(error, texts), texts),
        FolderError::Busy { path } => texts.get(Message::FolderBusy { path: (&shown(path)).into() }),
        FolderError::NewEvent(fault) => event_error(fault, texts),
        FolderError::Random(_) => texts.get(Message::FolderRandom),
    }
}

/// A copy that cannot be taken in at all.
#[must_use]
pub fn merge_error(fault: &MergeError, texts: &Texts) -> String {
    match fault {
        MergeError::Folder(fault) => folder_error(fault, texts),
        MergeError::NoCopy(path) => texts.get(Message::MergeNoCopy { path: (&shown(path)).into() }),
        MergeError::SeveralEvents { path, slugs } => {
            let (path, slugs) = (shown(path), slugs.join(", "));
            texts.get(Message::MergeSeveral { path: path.into(), slugs: slugs.into() })
        }
        MergeError::OtherEvent { slug, name } => {
            texts.get(Message::MergeAnotherEvent { slug: slug.into(), name: name.into() })
        }
        MergeError::UnknownEvent(path) => {
            texts.get(Message::MergeUnknownEvent { path: (&shown(path)).into() })
        }
        MergeError::SameFolder(path) => texts.get(Message::MergeItself { path: (&shown(path)).into() }),
    }
}

/// Why one file of a copy was not taken in.
#[must_use]
pub fn merge_skip_reason(why: &SkipReason, texts: &Texts) -> String {
    let key = match why {
        SkipReason::NotAFile => Message::MergeNotAFile,
        SkipReason::UnrecognizedName => Message::MergeStray,
        SkipReason::Empty => Message::MergeEmpty,
        SkipReason::OtherEvent { found } => {
            return texts.get(Message::MergeOtherEvent { found: found.into() });
        }
        SkipReason::Unreadable { kind } => match io_kind(*kind, texts) {
            Some(reason) => return texts.get(Message::MergeUnreadableBecause { reason: reason.into() }),
            None => Message::MergeUnreadable,
        },
        SkipReason::Changed => Message::MergeChanged,
        SkipReason::NoFreeName => Message::MergeNoName,
    };
    texts.get(key)
}

/// A station that cannot be opened for writing, and which one is free.
#[must_use]
pub fn open_error(fault: &OpenError, texts: &Texts) -> String {
    match fault {
        OpenError::Lock { station, error, operator, free } => {
            with_free(lock_error(*station, error, operator, texts), *free, texts)
        }
        OpenError::OtherAccount { station, user, free } => {
            with_free(other_account(*station, user, texts), *free, texts)
        }
        OpenError::OtherStation { station, found, free } => with_free(
            texts.get(Message::StationOtherStation {
                station: station.as_str().into(),
                found: found.as_str().into(),
            }),
            *free,
            texts,
        ),
        OpenError::Merged { station, free } => {
            let sentence = texts.get(Message::StationTakenIn { station: station.as_str().into() });
            with_free(sentence, *free, texts)
        }
        OpenError::OtherEvent { station, found } => {
            texts.get(Message::StationOtherEvent { station: station.as_str().into(), found: found.into() })
        }
        OpenError::NotAFile { path } => texts.get(Message::NotAFile { path: (&shown(path)).into() }),
        OpenError::NoFreeId => texts.get(Message::StationNoFree),
        OpenError::Io { path, error } => at_path(path, &io_error(error, texts), texts),
        OpenError::Random(_) => texts.get(Message::FolderRandom),
        OpenError::Line(fault) => line_error(fault, texts),
    }
}

/// A station that somebody else holds or owns.
fn lock_error(station: StationId, fault: &LockError, operator: &str, texts: &Texts) -> String {
    let name = station.as_str();
    match fault {
        LockError::Held { holder: None } => texts.get(Message::StationHeldUnknown { station: name.into() }),
        LockError::Held { holder: Some(holder) } => {
            let (pid, since) = (holder.pid.to_string(), format::date_time(holder.since));
            let account = match format::clean(operator) {
                name if name.is_empty() => holder.user.clone(),
                name => format!("{name} ({})", holder.user),
            };
            texts.get(Message::StationHeld {
                station: name.into(),
                account: account.into(),
                host: (&holder.host).into(),
                pid: pid.into(),
                since: since.into(),
            })
        }
        LockError::OtherAccount { user } => other_account(station, user, texts),
        LockError::NotAFile { path } => texts.get(Message::NotAFile { path: (&shown(path)).into() }) + ".",
        LockError::Io { path, error } => at_path(path, &io_error(error, texts), texts),
    }
}

fn other_account(station: StationId, user: &str, texts: &Texts) -> String {
    texts.get(Message::StationOtherAccount { station: station.as_str().into(), account: user.into() })
}

fn with_free(sentence: String, free: Option<StationId>, texts: &Texts) -> String {
    let Some(free) = free else { return sentence };
    sentence + " " + &texts.get(Message::StationFree { free: free.as_str().into() })
}

/// What the operator is to be told about an opened station.
#[must_use]
pub fn open_note(note: &OpenNote, texts: &Texts) -> String {
    texts.get(match note {
        OpenNote::TornTail { file, .. } => Message::OpenTornTail { file: file_name(file).into() },
        OpenNote::DamagedEnd { file, .. } => Message::OpenDamagedEnd { file: file_name(file).into() },
    })
}

/// Why the disk did not take what was to be written; it follows "NOT SAVED:".
#[must_use]
pub fn write_error(fault: &WriteError, texts: &Texts) -> String {
    let reason = |error| io_error(error, texts).into();
    texts.get(match fault {
        WriteError::Short { wrote, of } => {
            Message::WriteShort { wrote: wrote.to_string().into(), of: of.to_string().into() }
        }
        WriteError::Replaced => Message::WriteReplaced,
        WriteError::NoStation(fault) => Message::WriteNoStation { reason: open_error(fault, texts).into() },
        WriteError::Write(error) => Message::WriteFailed { reason: reason(error) },
        WriteError::Sync(error) => Message::WriteNotSynced { reason: reason(error) },
        WriteError::Removed(error) => Message::WriteRemoved { reason: reason(error) },
        WriteError::Truncate(error) => Message::WriteNotCut { reason: reason(error) },
    })
}

/// Weighing goes on at another station.
#[must_use]
pub fn station_moved(from: StationId, to: StationId, why: &WriteError, texts: &Texts) -> String {
    let reason = write_error(why, texts);
    texts.get(Message::StationMoved {
        from: from.as_str().into(),
        to: to.as_str().into(),
        reason: reason.into(),
    })
}

/// A removed journal stands under its name again.
#[must_use]
pub fn journal_restored(station: StationId, texts: &Texts) -> String {
    texts.get(Message::StationRestored { station: station.as_str().into() })
}

/// What was begun at the station and kept cannot be read.
#[must_use]
pub fn draft_unreadable(station: StationId, texts: &Texts) -> String {
    texts.get(Message::DraftUnreadable { station: station.as_str().into() })
}

/// A record that can never be written.
#[must_use]
pub fn encode_error(fault: &EncodeError, texts: &Texts) -> String {
    let reason = match fault {
        EncodeError::Line(fault) => line_error(fault, texts),
        EncodeError::UnknownTicket(_) => texts.get(Message::RecordUnknownTarget),
    };
    texts.get(Message::RecordRefused { reason: reason.into() })
}

/// What is wrong with a line of a journal; it follows the line's place.
#[must_use]
pub fn line_error(fault: &LineError, texts: &Texts) -> String {
    match fault {
        LineError::NotUtf8 => texts.get(Message::LineNotUtf8),
        LineError::Json { column } => texts.get(Message::LineJson { column: column.to_string().into() }),
        LineError::TooLong { bytes } => {
            let bytes = i64::try_from(*bytes).unwrap_or(i64::MAX);
            texts.get(Message::LineTooLong { bytes: bytes.into(), most: LINE_MAX.into() })
        }
        LineError::Missing { field } => texts.get(Message::LineMissing { field: (*field).into() }),
        LineError::BadField { field } => texts.get(Message::LineBadField { field: (*field).into() }),
        LineError::OutOfRange { field } => texts.get(Message::LineOutOfRange { field: (*field).into() }),
        LineError::NetMismatch { net, gross, tare } => texts.get(Message::LineNetMismatch {
            net: net.get().into(),
            gross: gross.get().into(),
            tare: tare.get().into(),
        }),
        LineError::LongText { field, chars } => texts.get(Message::LineLongText {
            field: (*field).into(),
            chars: (*chars).into(),
            most: TEXT_MAX.into(),
        }),
        LineError::Format(format) => texts.get(Message::LineFormat { format: format.to_string().into() }),
    }
}

/// What is wrong with a journal; it follows the place.
fn damage_alone(damage: &Fault, texts: &Texts) -> String {
    match damage {
        Fault::Unreadable { kind } => {
            let reason = io_kind(*kind, texts).unwrap_or_else(|| kind.to_string());
            texts.get(Message::DamageUnreadable { reason: reason.into() })
        }
        Fault::NotAFile => texts.get(Message::DamageNotAFile),
        Fault::Line(fault) => line_error(fault, texts),
        Fault::Chain { .. } => texts.get(Message::DamageChain),
        Fault::Sequence { expected, found } => {
            let (expected, found) = (expected.to_string(), found.to_string());
            texts.get(Message::DamageSequence { expected: expected.into(), found: found.into() })
        }
        Fault::NoOpen => texts.get(Message::DamageNoOpen),
        Fault::SecondOpen => texts.get(Message::DamageSecondOpen),
        Fault::OtherEvent { found } => texts.get(Message::DamageOtherEvent { found: found.into() }),
    }
}

/// What is damaged in a journal, with its place.
#[must_use]
pub fn damage(file: &Path, fault: &Located<Fault>, texts: &Texts) -> String {
    at_place(file, fault.line, fault.offset, &damage_alone(&fault.what, texts), texts)
}

/// What a damage means for the sums.
#[must_use]
pub fn damage_means(damage: &Fault, texts: &Texts) -> String {
    match damage {
        Fault::Line(_) => texts.get(Message::MeansLine),
        Fault::Chain { .. } => texts.get(Message::MeansChain),
        Fault::Sequence { .. } => texts.get(Message::MeansSequence),
        Fault::NoOpen | Fault::SecondOpen => texts.get(Message::MeansOpen),
        Fault::OtherEvent { .. } => texts.get(Message::MeansOtherEvent),
        Fault::Unreadable { .. } | Fault::NotAFile => texts.get(Message::MeansUnreadable),
    }
}

/// What a check of the journals found, with its place; what is no fault is called a note.
#[must_use]
pub fn finding(finding: &Issue, texts: &Texts) -> String {
    let what = finding_alone(&finding.kind, texts);
    let place = at_place(&finding.file, finding.line, finding.offset, &what, texts);
    if finding.is_fault() { place } else { texts.get(Message::FindingNote { finding: place.into() }) }
}

/// A sentence with the file it is about and, where it is about a line, the line.
fn at_place(file: &Path, line: u64, offset: u64, what: &str, texts: &Texts) -> String {
    let file = file_name(file);
    if line == 0 {
        return texts.get(Message::FindingAtFile { file: file.into(), what: what.into() });
    }
    let (line, offset) = (line.to_string(), offset.to_string());
    texts.get(Message::FindingAtLine {
        file: file.into(),
        line: line.into(),
        offset: offset.into(),
        what: what.into(),
    })
}

/// What a check of the journals found, without its place.
#[must_use]
pub fn finding_alone(what: &IssueKind, texts: &Texts) -> String {
    match what {
        IssueKind::Fault(fault) => damage_alone(fault, texts),
        IssueKind::Note(Note::Clock { from, to }) => {
            let (from, to) = (format::date_time(*from), format::date_time(*to));
            texts.get(Message::FindingClock { from: from.into(), to: to.into() })
        }
        IssueKind::Note(Note::Renamed { station }) => {
            texts.get(Message::FindingRenamed { station: station.as_str().into() })
        }
        IssueKind::TornTail { bytes, in_use } => {
            let bytes = bytes.to_string().into();
            texts.get(if *in_use {
                Message::FindingTornTailLive { bytes }
            } else {
                Message::FindingTornTail { bytes }
            })
        }
        IssueKind::Fork { seq, other } => {
            let (seq, other) = (seq.to_string(), file_name(other));
            texts.get(Message::FindingFork { seq: seq.into(), other: other.into() })
        }
        IssueKind::MissingTarget { target: RecordRef { station, seq, .. } } => {
            let record = format!("{station}:{seq}");
            texts.get(Message::FindingNamesNothing { record: record.into() })
        }
        IssueKind::MissingHead { station, head } => {
            let head = head.short().to_string();
            texts.get(Message::FindingHeadMissing { station: station.as_str().into(), head: head.into() })
        }
        IssueKind::Unrecognized => texts.get(Message::FindingStray),
    }
}

fn at_path(path: &Path, reason: &str, texts: &Texts) -> String {
    texts.get(Message::FolderIo { path: (&shown(path)).into(), reason: reason.into() })
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// The file's own name: people look for `A.jsonl`, not for the path to it.
fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| shown(path), |name| name.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::record::{Moment, ShortHash};
    use crate::journal::station_lock::Holder;
    use crate::language::Language;

    fn english() -> Texts {
        Texts::new(Language::En)
    }

    fn station(id: &str) -> StationId {
        StationId::parse(id).unwrap()
    }

    #[test]
    fn a_station_in_use_names_its_holder_and_a_free_one() {
        let holder = Holder {
            user: "aigerim".into(),
            pid: 4711,
            host: "hall12".into(),
            since: Moment::parse_from_rfc3339("2026-01-25T11:58:00+05:00").unwrap(),
        };
        let fault = OpenError::Lock {
            station: station("A"),
            error: LockError::Held { holder: Some(Box::new(holder)) },
            operator: "Айгерім".into(),
            free: Some(station("B")),
        };
        assert_eq!(
            open_error(&fault, &english()),
            "Station A is in use: Айгерім (aigerim), hall12, process 4711, since 25.01.2026 11:58. \
             A free one: --station B"
        );
    }

    #[test]
    fn a_full_disk_is_called_so_in_every_language() {
        let fault = || WriteError::Write(io::ErrorKind::StorageFull.into());
        let cases = [
            (Language::Kk, "журналға жазылмады: дискіде орын жоқ"),
            (Language::Ru, "журнал не записывается: на диске нет места"),
            (Language::En, "the journal cannot be written: the disk is full"),
        ];
        for (language, expected) in cases {
            assert_eq!(write_error(&fault(), &Texts::new(language)), expected);
        }
        let rare = io::Error::other("strange\u{1b}[31m");
        assert_eq!(io_error(&rare, &english()), "strange[31m");
    }

    #[test]
    fn a_finding_names_file_line_and_offset() {
        let at = |line, kind| Issue { file: "stations/A.jsonl".into(), line, offset: 812, kind };
        let cases = [
            (
                at(7, IssueKind::Fault(Fault::Line(LineError::Missing { field: "prev" }))),
                "A.jsonl, line 7 (byte 812): the field \"prev\" is missing",
            ),
            (
                at(0, IssueKind::Fault(Fault::Unreadable { kind: io::ErrorKind::PermissionDenied })),
                "A.jsonl: the file cannot be read: this account has no right to it: ask its owner",
            ),
            (
                at(
                    9,
                    IssueKind::MissingTarget {
                        target: RecordRef { station: station("B"), seq: 1287, hash: ShortHash(1) },
                    },
                ),
                "note: A.jsonl, line 9 (byte 812): the record B:1287 is in no journal here",
            ),
        ];
        for (found, expected) in cases {
            assert_eq!(finding(&found, &english()), expected);
        }
    }
}
