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
use crate::language::{Texts, format};

/// What the system says about a failed access, without a full stop; what it says rarely stays in its own
/// words.
#[must_use]
pub fn io_error(error: &io::Error, texts: &Texts) -> String {
    io_kind(error.kind(), texts).unwrap_or_else(|| format::clean(&error.to_string()).into_owned())
}

fn io_kind(kind: io::ErrorKind, texts: &Texts) -> Option<String> {
    let key = match kind {
        io::ErrorKind::NotFound => "io-not-found",
        io::ErrorKind::PermissionDenied => "io-denied",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "io-full",
        io::ErrorKind::ReadOnlyFilesystem => "io-read-only",
        io::ErrorKind::FileTooLarge => "io-too-large",
        _ => return None,
    };
    Some(texts.get(key))
}

/// A data folder, or an event in it, that cannot be used.
#[must_use]
pub fn folder_error(fault: &FolderError, texts: &Texts) -> String {
    match fault {
        FolderError::Io { path, error } => at_path(path, &io_error(error, texts), texts),
        FolderError::BadSlug(slug) => texts.with("folder-bad-slug", &[("slug", slug.into())]),
        FolderError::NoEvent { slug } => texts.with("folder-no-event", &[("slug", slug.into())]),
        FolderError::Link { path } => texts.with("folder-link", &[("path", (&shown(path)).into())]),
        FolderError::OtherEvent { path } => {
            texts.with("folder-other-event", &[("path", (&shown(path)).into())])
        }
        FolderError::NotAFile { path } => texts.with("not-a-file", &[("path", (&shown(path)).into())]),
        FolderError::Event { path, fault } => at_path(path, &event_error(fault, texts), texts),
        FolderError::Busy { path } => texts.with("folder-busy", &[("path", (&shown(path)).into())]),
        FolderError::NewEvent(fault) => event_error(fault, texts),
        FolderError::Random(_) => texts.get("folder-random"),
    }
}

/// A copy that cannot be taken in at all.
#[must_use]
pub fn merge_error(fault: &MergeError, texts: &Texts) -> String {
    match fault {
        MergeError::Folder(fault) => folder_error(fault, texts),
        MergeError::NoCopy(path) => texts.with("merge-no-copy", &[("path", (&shown(path)).into())]),
        MergeError::SeveralEvents { path, slugs } => {
            let (path, slugs) = (shown(path), slugs.join(", "));
            texts.with("merge-several", &[("path", (&path).into()), ("slugs", (&slugs).into())])
        }
        MergeError::OtherEvent { slug, name } => {
            texts.with("merge-another-event", &[("slug", slug.into()), ("name", name.into())])
        }
        MergeError::UnknownEvent(path) => {
            texts.with("merge-unknown-event", &[("path", (&shown(path)).into())])
        }
        MergeError::SameFolder(path) => texts.with("merge-itself", &[("path", (&shown(path)).into())]),
    }
}

/// Why one file of a copy was not taken in.
#[must_use]
pub fn merge_skip_reason(why: &SkipReason, texts: &Texts) -> String {
    let key = match why {
        SkipReason::NotAFile => "merge-not-a-file",
        SkipReason::UnrecognizedName => "merge-stray",
        SkipReason::Empty => "merge-empty",
        SkipReason::OtherEvent { found } => {
            return texts.with("merge-other-event", &[("found", found.into())]);
        }
        SkipReason::Unreadable { kind } => match io_kind(*kind, texts) {
            Some(reason) => return texts.with("merge-unreadable-because", &[("reason", (&reason).into())]),
            None => "merge-unreadable",
        },
        SkipReason::Changed => "merge-changed",
        SkipReason::NoFreeName => "merge-no-name",
    };
    texts.get(key)
}

/// A station that cannot be opened for writing, and which one is free.
#[must_use]
pub fn open_error(fault: &OpenError, texts: &Texts) -> String {
    match fault {
        OpenError::Lock { station, fault, operator, free } => {
            with_free(lock_error(*station, fault, operator, texts), *free, texts)
        }
        OpenError::OtherAccount { station, user, free } => {
            with_free(other_account(*station, user, texts), *free, texts)
        }
        OpenError::OtherStation { station, found, free } => {
            let args = [("station", station.as_str().into()), ("found", found.as_str().into())];
            with_free(texts.with("station-other-station", &args), *free, texts)
        }
        OpenError::Merged { station, free } => {
            let sentence = texts.with("station-taken-in", &[("station", station.as_str().into())]);
            with_free(sentence, *free, texts)
        }
        OpenError::OtherEvent { station, found } => {
            let args = [("station", station.as_str().into()), ("found", found.into())];
            texts.with("station-other-event", &args)
        }
        OpenError::NotAFile { path } => texts.with("not-a-file", &[("path", (&shown(path)).into())]),
        OpenError::NoFreeId => texts.get("station-no-free"),
        OpenError::Io { path, error } => at_path(path, &io_error(error, texts), texts),
        OpenError::Random(_) => texts.get("folder-random"),
        OpenError::Line(fault) => line_error(fault, texts),
    }
}

/// A station that somebody else holds or owns.
fn lock_error(station: StationId, fault: &LockError, operator: &str, texts: &Texts) -> String {
    let name = station.as_str();
    match fault {
        LockError::Held { holder: None } => texts.with("station-held-unknown", &[("station", name.into())]),
        LockError::Held { holder: Some(holder) } => {
            let (pid, since) = (holder.pid.to_string(), format::date_time(holder.since));
            let account = match format::clean(operator) {
                name if name.is_empty() => holder.user.clone(),
                name => format!("{name} ({})", holder.user),
            };
            let args = [
                ("station", name.into()),
                ("account", (&account).into()),
                ("host", (&holder.host).into()),
                ("pid", (&pid).into()),
                ("since", (&since).into()),
            ];
            texts.with("station-held", &args)
        }
        LockError::OtherAccount { user } => other_account(station, user, texts),
        LockError::NotAFile { path } => texts.with("not-a-file", &[("path", (&shown(path)).into())]) + ".",
        LockError::Io { path, error } => at_path(path, &io_error(error, texts), texts),
    }
}

fn other_account(station: StationId, user: &str, texts: &Texts) -> String {
    let args = [("station", station.as_str().into()), ("account", user.into())];
    texts.with("station-other-account", &args)
}

fn with_free(sentence: String, free: Option<StationId>, texts: &Texts) -> String {
    let Some(free) = free else { return sentence };
    sentence + " " + &texts.with("station-free", &[("free", free.as_str().into())])
}

/// What the operator is to be told about an opened station.
#[must_use]
pub fn open_note(note: &OpenNote, texts: &Texts) -> String {
    let (key, file) = match note {
        OpenNote::TornTail { file, .. } => ("open-torn-tail", file),
        OpenNote::DamagedEnd { file, .. } => ("open-damaged-end", file),
    };
    texts.with(key, &[("file", (&file_name(file)).into())])
}

/// Why the disk did not take what was to be written; it follows "NOT SAVED:".
#[must_use]
pub fn write_error(fault: &WriteError, texts: &Texts) -> String {
    let (key, error) = match fault {
        WriteError::Short { wrote, of } => {
            let (wrote, of) = (wrote.to_string(), of.to_string());
            return texts.with("write-short", &[("wrote", (&wrote).into()), ("of", (&of).into())]);
        }
        WriteError::Replaced => return texts.get("write-replaced"),
        WriteError::NoStation(fault) => {
            return texts.with("write-no-station", &[("reason", (&open_error(fault, texts)).into())]);
        }
        WriteError::Write(error) => ("write-failed", error),
        WriteError::Sync(error) => ("write-not-synced", error),
        WriteError::Removed(error) => ("write-removed", error),
        WriteError::Truncate(error) => ("write-not-cut", error),
    };
    texts.with(key, &[("reason", (&io_error(error, texts)).into())])
}

/// Weighing goes on at another station.
#[must_use]
pub fn station_moved(from: StationId, to: StationId, why: &WriteError, texts: &Texts) -> String {
    let reason = write_error(why, texts);
    let args = [("from", from.as_str().into()), ("to", to.as_str().into()), ("reason", (&reason).into())];
    texts.with("station-moved", &args)
}

/// A removed journal stands under its name again.
#[must_use]
pub fn journal_restored(station: StationId, texts: &Texts) -> String {
    texts.with("station-restored", &[("station", station.as_str().into())])
}

/// What was begun at the station and kept cannot be read.
#[must_use]
pub fn draft_unreadable(station: StationId, texts: &Texts) -> String {
    texts.with("draft-unreadable", &[("station", station.as_str().into())])
}

/// A record that can never be written.
#[must_use]
pub fn encode_error(fault: &EncodeError, texts: &Texts) -> String {
    let reason = match fault {
        EncodeError::Line(fault) => line_error(fault, texts),
        EncodeError::UnknownTicket(_) => texts.get("record-unknown-target"),
    };
    texts.with("record-refused", &[("reason", (&reason).into())])
}

/// What is wrong with a line of a journal; it follows the line's place.
#[must_use]
pub fn line_error(fault: &LineError, texts: &Texts) -> String {
    match fault {
        LineError::NotUtf8 => texts.get("line-not-utf8"),
        LineError::Json { column } => texts.with("line-json", &[("column", (&column.to_string()).into())]),
        LineError::TooLong { bytes } => {
            let bytes = i64::try_from(*bytes).unwrap_or(i64::MAX);
            texts.with("line-too-long", &[("bytes", bytes.into()), ("most", LINE_MAX.into())])
        }
        LineError::Missing { field } => texts.with("line-missing", &[("field", (*field).into())]),
        LineError::BadField { field } => texts.with("line-bad-field", &[("field", (*field).into())]),
        LineError::OutOfRange { field } => texts.with("line-out-of-range", &[("field", (*field).into())]),
        LineError::NetMismatch { net, gross, tare } => {
            let args =
                [("net", net.get().into()), ("gross", gross.get().into()), ("tare", tare.get().into())];
            texts.with("line-net-mismatch", &args)
        }
        LineError::LongText { field, chars } => {
            let args = [("field", (*field).into()), ("chars", (*chars).into()), ("most", TEXT_MAX.into())];
            texts.with("line-long-text", &args)
        }
        LineError::Format(format) => texts.with("line-format", &[("format", (&format.to_string()).into())]),
    }
}

/// What is wrong with a journal; it follows the place.
fn damage_alone(damage: &Fault, texts: &Texts) -> String {
    match damage {
        Fault::Unreadable { kind } => {
            let reason = io_kind(*kind, texts).unwrap_or_else(|| kind.to_string());
            texts.with("damage-unreadable", &[("reason", (&reason).into())])
        }
        Fault::NotAFile => texts.get("damage-not-a-file"),
        Fault::Line(fault) => line_error(fault, texts),
        Fault::Chain { .. } => texts.get("damage-chain"),
        Fault::Sequence { expected, found } => {
            let (expected, found) = (expected.to_string(), found.to_string());
            texts.with("damage-sequence", &[("expected", (&expected).into()), ("found", (&found).into())])
        }
        Fault::NoOpen => texts.get("damage-no-open"),
        Fault::SecondOpen => texts.get("damage-second-open"),
        Fault::OtherEvent { found } => texts.with("damage-other-event", &[("found", found.into())]),
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
        Fault::Line(_) => texts.get("means-line"),
        Fault::Chain { .. } => texts.get("means-chain"),
        Fault::Sequence { .. } => texts.get("means-sequence"),
        Fault::NoOpen | Fault::SecondOpen => texts.get("means-open"),
        Fault::OtherEvent { .. } => texts.get("means-other-event"),
        Fault::Unreadable { .. } | Fault::NotAFile => texts.get("means-unreadable"),
    }
}

/// What a check of the journals found, with its place; what is no fault is called a note.
#[must_use]
pub fn finding(finding: &Issue, texts: &Texts) -> String {
    let what = finding_alone(&finding.kind, texts);
    let place = at_place(&finding.file, finding.line, finding.offset, &what, texts);
    if finding.is_fault() { place } else { texts.with("finding-note", &[("finding", (&place).into())]) }
}

/// A sentence with the file it is about and, where it is about a line, the line.
fn at_place(file: &Path, line: u64, offset: u64, what: &str, texts: &Texts) -> String {
    let file = file_name(file);
    if line == 0 {
        return texts.with("finding-at-file", &[("file", (&file).into()), ("what", what.into())]);
    }
    let (line, offset) = (line.to_string(), offset.to_string());
    let args = [
        ("file", (&file).into()),
        ("line", (&line).into()),
        ("offset", (&offset).into()),
        ("what", what.into()),
    ];
    texts.with("finding-at-line", &args)
}

/// What a check of the journals found, without its place.
#[must_use]
pub fn finding_alone(what: &IssueKind, texts: &Texts) -> String {
    match what {
        IssueKind::Fault(fault) => damage_alone(fault, texts),
        IssueKind::Note(Note::Clock { from, to }) => {
            let (from, to) = (format::date_time(*from), format::date_time(*to));
            texts.with("finding-clock", &[("from", (&from).into()), ("to", (&to).into())])
        }
        IssueKind::Note(Note::Renamed { station }) => {
            texts.with("finding-renamed", &[("station", station.as_str().into())])
        }
        IssueKind::TornTail { bytes, in_use } => {
            let key = if *in_use { "finding-torn-tail-live" } else { "finding-torn-tail" };
            texts.with(key, &[("bytes", (&bytes.to_string()).into())])
        }
        IssueKind::Fork { seq, other } => {
            let (seq, other) = (seq.to_string(), file_name(other));
            texts.with("finding-fork", &[("seq", (&seq).into()), ("other", (&other).into())])
        }
        IssueKind::MissingTarget { target: RecordRef { station, seq, .. } } => {
            let record = format!("{station}:{seq}");
            texts.with("finding-names-nothing", &[("record", (&record).into())])
        }
        IssueKind::MissingHead { station, head } => {
            let head = head.short().to_string();
            texts.with(
                "finding-head-missing",
                &[("station", station.as_str().into()), ("head", (&head).into())],
            )
        }
        IssueKind::Unrecognized => texts.get("finding-stray"),
    }
}

fn at_path(path: &Path, reason: &str, texts: &Texts) -> String {
    texts.with("folder-io", &[("path", (&shown(path)).into()), ("reason", reason.into())])
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
            fault: LockError::Held { holder: Some(Box::new(holder)) },
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
