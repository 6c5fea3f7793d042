//! Names of the files and folders below the data folder.
//!
//! Invariant: every such name is built and parsed in this module and nowhere else. docs/journal.md lists the
//! names.

use std::ffi::OsStr;
use std::fmt::Display;

use crate::domain::record::StationId;

/// The folder of events in the data folder.
pub(crate) const EVENTS: &str = "events";

/// The file that describes an event, in the event's folder.
pub(crate) const EVENT_FILE: &str = "event.json";

/// The folder of journals in an event's folder.
pub(crate) const STATIONS: &str = "stations";

/// The list of reports that were written to a file, in the event's folder.
pub(super) const PUBLISHED: &str = "published.json";

/// The lock that is held while `event.json` is changed.
pub(super) const EVENT_LOCK: &str = "event.lock";

/// The lock that is held while copies are merged.
pub(super) const MERGE_LOCK: &str = "merge.lock";

/// The state of `tarazy sync` for people and consoles, in the event's folder.
pub(super) const SYNC_STATUS: &str = "sync.status";

/// What `tarazy sync` last agreed on with the server, in the event's folder.
#[cfg(feature = "sync")]
pub(super) const SYNC_AGREED: &str = ".sync.json";

/// The lock of the one process that synchronises an event.
#[cfg(feature = "sync")]
pub(super) const SYNC_LOCK: &str = "sync.lock";

/// The name of this machine on servers, in the folder of events.
#[cfg(feature = "sync")]
pub(super) const SYNC_MACHINE: &str = "sync.machine";

/// The lock that is held while a record with a key is looked up and written.
pub(super) const KEY_LOCK: &str = "id.lock";

/// Name prefixes of files and folders that are renamed to their real names once they are complete.
pub(super) const TEMPORARY_EVENT: &str = ".new-";
pub(super) const TEMPORARY_EVENT_FILE: &str = ".event-";
pub(super) const TEMPORARY_PUBLISHED: &str = ".published-";
pub(super) const TEMPORARY_JOURNAL: &str = ".journal-";
pub(super) const TEMPORARY_MERGE: &str = ".merge-";
#[cfg(feature = "sync")]
pub(super) const TEMPORARY_SYNC: &str = ".sync-";
pub(super) const TEMPORARY_TORN_TAIL: &str = ".torn-";

/// The name prefix of a file outside the data folder that is renamed once it is complete.
pub(super) const TEMPORARY_OUTPUT: &str = ".tarazy-";

/// The name prefixes of temporary files in a folder of stations.
pub(super) const TEMPORARY_IN_STATIONS: [&str; 3] = [TEMPORARY_JOURNAL, TEMPORARY_MERGE, TEMPORARY_TORN_TAIL];

const JOURNAL_SUFFIX: &str = ".jsonl";
const LOCK_SUFFIX: &str = ".lock";

/// Returns the file name of a station's journal, `<ID>.jsonl`.
#[must_use]
pub(crate) fn journal(station: StationId) -> String {
    format!("{station}{JOURNAL_SUFFIX}")
}

/// Returns the file name of a station's lock, `<ID>.lock`.
pub(super) fn lock(station: StationId) -> String {
    format!("{station}{LOCK_SUFFIX}")
}

/// Returns the file name of a station's draft, `<ID>.draft`.
pub(super) fn draft(station: StationId) -> String {
    format!("{station}.draft")
}

/// Returns the file name of the mark of a merged journal, `<ID>.merged`.
pub(super) fn merged_mark(station: StationId) -> String {
    format!("{station}.merged")
}

/// Returns the file name of a torn tail, `<ID>.jsonl.torn-<offset>-<hash>`.
///
/// `journal` is the file name of the journal, `offset` the length of its whole lines in bytes, and `hash` the
/// short hash of the tail.
pub(super) fn torn_tail(journal: &OsStr, offset: u64, hash: impl Display) -> String {
    format!("{}.torn-{offset}-{hash}", journal.to_string_lossy())
}

/// Returns the name of a copy of `event.json` that lost a conflict, `event.ours-<hash>.json`.
#[cfg(feature = "sync")]
pub(super) fn event_copy(hash: impl Display) -> String {
    format!("event.ours-{hash}.json")
}

/// Returns the station whose journal has this file name, or `None` if this is not the file name of a journal.
pub(super) fn station_of_journal(file_name: &str) -> Option<StationId> {
    StationId::parse(file_name.strip_suffix(JOURNAL_SUFFIX)?)
}

/// Returns the station whose lock has this file name, or `None` if this is not the file name of a lock.
pub(super) fn station_of_lock(file_name: &str) -> Option<StationId> {
    StationId::parse(file_name.strip_suffix(LOCK_SUFFIX)?)
}

/// Returns whether a file has the extension of a journal and a name that is not a station id, such as
/// `A (1).jsonl`.
pub(super) fn is_misnamed_journal(file_name: &str) -> bool {
    file_name.ends_with(JOURNAL_SUFFIX) && station_of_journal(file_name).is_none()
}

/// Returns the station ids in the order in which they are assigned: A to Z, then A1, A2 …
pub(super) fn station_ids() -> impl Iterator<Item = StationId> {
    let letters = ('A'..='Z').map(String::from);
    letters.chain((1..=999).map(|n| format!("A{n}"))).filter_map(|text| StationId::parse(&text))
}

/// Returns the names that the journal of a station may get if the name of the station is in use: the name with a number
/// appended, then any other name.
pub(super) fn names_beside(station: StationId) -> impl Iterator<Item = StationId> {
    let numbered = (2..=999).filter_map(move |n| StationId::parse(&format!("{station}{n}")));
    numbered.chain(station_ids())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::testing::id;

    #[test]
    fn station_ids_are_letters_before_numbered_letters() {
        let ids: Vec<_> = station_ids().map(|id| id.to_string()).collect();
        assert_eq!((ids[0].as_str(), ids[25].as_str(), ids[26].as_str()), ("A", "Z", "A1"));
    }

    #[test]
    fn only_the_name_of_a_station_is_the_name_of_a_journal() {
        assert_eq!(station_of_journal("A2.jsonl"), Some(id("A2")));
        for (name, misnamed) in
            [("A (1).jsonl", true), (".jsonl", true), ("A.lock", false), ("A.jsonl.torn-1-2", false)]
        {
            assert_eq!((station_of_journal(name), is_misnamed_journal(name)), (None, misnamed), "{name}");
        }
        assert!(!is_misnamed_journal("A2.jsonl"));
        assert_eq!((station_of_lock("A2.lock"), station_of_lock("event.lock")), (Some(id("A2")), None));
    }
}
