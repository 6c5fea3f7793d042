//! Seals an event, and reopens it (docs/journal.md E1 to E5).
//!
//! Invariant: no station of this account is open when the event is sealed, and none opens afterwards. Sealing takes the
//! lock of each station. A station that opens meanwhile reads `event.json` after it has its lock, and sealing looks for
//! new locks after it has written `event.json`, so one of the two sees the other.

use thiserror::Error;

use crate::domain::event::Event;
use crate::domain::record::{Moment, StationId};
use crate::domain::seal::JournalHead;
use crate::journal::event_file;
use crate::journal::event_folder::EventFolder;
use crate::journal::folder_error::FolderError;
use crate::journal::fs::list;
use crate::journal::open_error::OpenError;
use crate::journal::station::last_operator;
use crate::journal::station_lock::{LockError, StationLock};
use crate::journal::{names, reader};

/// Why an event was not sealed or reopened.
#[derive(Debug, Error)]
pub(crate) enum SealError {
    /// A station is open.
    #[error("a station of the event is open")]
    InUse(#[source] OpenError),
    /// The event cannot be read or written, or a journal cannot be read to its end.
    #[error("the event cannot be changed")]
    Folder(#[from] FolderError),
    /// The event is not sealed, so it cannot be reopened.
    #[error("the event is not sealed")]
    NotSealed,
}

/// Seals the event. Returns the event, and whether it was sealed before.
///
/// # Errors
/// [`SealError`]. The event is then unchanged, except after [`FolderError::ChangeUnconfirmed`].
pub(crate) fn seal(folder: &EventFolder, now: Moment) -> Result<(EventFolder, bool), SealError> {
    let mut locks = Vec::new();
    let mut was_sealed = false;
    let sealed = event_file::change(folder, |event| {
        was_sealed = event.sealed.is_some();
        if !was_sealed {
            locks = lock_stations(folder, &[], now)?;
            event.seal(now, read_heads(folder)?);
        }
        Ok::<_, SealError>(())
    })?;
    if was_sealed {
        return Ok((sealed, true));
    }
    let locked: Vec<StationId> = locks.iter().map(|(station, _)| *station).collect();
    match lock_stations(folder, &locked, now) {
        Ok(_) => Ok((sealed, false)),
        Err(error) => {
            unseal(folder, &sealed.event).map_err(|error| error.after_change(&folder.slug))?;
            Err(error)
        }
    }
}

/// Reopens the event. Returns it as it is afterwards.
///
/// # Errors
/// [`SealError::NotSealed`], or the error that prevents changing the event.
pub(crate) fn reopen(folder: &EventFolder, now: Moment, reason: &str) -> Result<EventFolder, SealError> {
    event_file::change(folder, |event| match event.reopen(now, reason.to_owned()) {
        true => Ok(()),
        false => Err(SealError::NotSealed),
    })
}

/// Takes the locks of all stations except these. A station of another account cannot be locked, and whether it is open
/// is not known; its console stops when it reads that the event is sealed.
fn lock_stations(
    folder: &EventFolder,
    except: &[StationId],
    now: Moment,
) -> Result<Vec<(StationId, StationLock)>, SealError> {
    let stations = folder.stations();
    let entries = list(&stations).map_err(FolderError::from)?;
    let stations_with_lock = entries.iter().filter_map(|(name, _)| names::station_of_lock(name));
    let mut locks = Vec::new();
    for station in stations_with_lock.filter(|station| !except.contains(station)) {
        match StationLock::acquire(&stations, station, now) {
            Ok(lock) => locks.push((station, lock)),
            Err(error @ LockError::Held { .. }) => {
                let operator = last_operator(folder, station);
                return Err(SealError::InUse(OpenError::Lock { station, error, operator, free: None }));
            }
            // No station can be opened with such a lock.
            Err(LockError::OtherAccount { .. } | LockError::NotAFile { .. }) => {}
            Err(LockError::Io { path, error }) => return Err(FolderError::Io { path, error }.into()),
        }
    }
    Ok(locks)
}

/// Returns the last line of every journal.
fn read_heads(folder: &EventFolder) -> Result<Vec<JournalHead>, FolderError> {
    let mut heads = Vec::new();
    for (name, file) in folder.journals()? {
        let state = reader::read_file(name, file, folder.event.ids(), &mut |_, _| {});
        // The seal would name an older line than the journal has.
        if let Some(error) = state.read_error() {
            return Err(FolderError::Io { path: state.file, error });
        }
        heads.extend(state.journal_head());
    }
    Ok(heads)
}

/// Takes the seal back that was just written, because a station opened at the same time.
fn unseal(folder: &EventFolder, sealed: &Event) -> Result<(), FolderError> {
    event_file::change(folder, |event| {
        if event.sealed == sealed.sealed {
            event.sealed = None;
        }
        Ok::<_, FolderError>(())
    })
    .map(drop)
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;
    use crate::domain::record::Op;
    use crate::journal::station::{OpenStation, open_station};
    use crate::journal::testing::{append, folder, id, noon, weight};

    fn open(folder: &EventFolder) -> Result<OpenStation, OpenError> {
        open_station(folder, None, noon(), "0")
    }

    #[test]
    fn a_sealed_event_names_every_head_and_opens_no_station() {
        let data = tempfile::tempdir().unwrap();
        let mut folder = folder(data.path());
        for station in ["A", "B"] {
            append(&folder, id(station), noon(), Op::Entry(weight("paper", 1000)));
        }
        let (sealed, was_sealed) = seal(&folder, noon()).unwrap();
        let heads = &sealed.event.sealed.as_ref().unwrap().heads;
        assert!(!was_sealed);
        assert_eq!(
            heads.iter().map(|head| (head.station, head.seq)).collect::<Vec<_>>(),
            [(id("A"), 2), (id("B"), 2)]
        );
        let before = list(&folder.stations()).unwrap().len();
        // The old event in memory says nothing of the seal.
        for event in [folder.event.clone(), sealed.event.clone()] {
            folder.event = event;
            assert!(matches!(open(&folder), Err(OpenError::Sealed { .. })));
            assert!(matches!(
                open_station(&folder, Some(id("A")), noon(), "0"),
                Err(OpenError::Sealed { .. })
            ));
        }
        assert_eq!(list(&folder.stations()).unwrap().len(), before, "nothing is left behind");
        let again = seal(&folder, noon() + chrono::TimeDelta::hours(1)).unwrap();
        assert_eq!((again.1, again.0.event), (true, sealed.event));
        let reopened = reopen(&folder, noon(), "late").unwrap();
        assert!(matches!(reopen(&folder, noon(), "again"), Err(SealError::NotSealed)));
        assert!(open(&reopened).is_ok());
    }

    #[test]
    fn an_open_station_prevents_the_seal_and_is_named() {
        let data = tempfile::tempdir().unwrap();
        let folder = folder(data.path());
        append(&folder, id("A"), noon(), Op::Operator { name: "Айгерім".into() });
        let station = open(&folder).unwrap();
        match seal(&folder, noon()) {
            Err(SealError::InUse(OpenError::Lock { station, operator, .. })) => {
                assert_eq!((station, operator.as_str()), (id("A"), "Айгерім"));
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(event_file::read(&folder.path).unwrap().sealed, None);
        drop(station);
        assert!(seal(&folder, noon()).is_ok());
    }

    #[test]
    fn a_station_and_a_seal_at_the_same_time_never_both_succeed() {
        for _ in 0..20 {
            let data = tempfile::tempdir().unwrap();
            let folder = folder(data.path());
            thread::scope(|scope| {
                let stations = [0, 1].map(|_| scope.spawn(|| open(&folder)));
                let sealing = scope.spawn(|| seal(&folder, noon()));
                let sealed = sealing.join().unwrap();
                // A station that is still open at the end must have prevented the seal.
                let opened = stations.map(|station| station.join().unwrap());
                if opened.iter().any(Result::is_ok) {
                    assert!(matches!(sealed, Err(SealError::InUse(_))), "{sealed:?}");
                    assert_eq!(event_file::read(&folder.path).unwrap().sealed, None);
                }
            });
        }
    }
}
