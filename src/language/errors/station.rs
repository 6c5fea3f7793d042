//! Explains why stations cannot be opened, and what was repaired when a station was opened.

use crate::domain::record::StationId;
use crate::journal::names;
use crate::journal::open_error::{OpenError, OpenNote};
use crate::journal::station_lock::{Holder, LockError};
use crate::journal::writer::{FileChange, WriteError};
use crate::language::Explain;
use crate::language::errors::files::{at_path, file_name};
use crate::language::{Message, Text, format};

/// The text also names a free station, if there is one.
impl Explain for OpenError {
    fn explain(&self) -> Text {
        let (text, free) = match self {
            Self::Lock { station, error, operator, free } => (lock_error(*station, error, operator), *free),
            Self::OtherAccount { station, user, free } => (other_account(*station, user), *free),
            Self::OtherStation { station, found, free } => {
                let message =
                    Message::StationOtherStation { station: (*station).into(), found: (*found).into() };
                (message.into(), *free)
            }
            Self::Merged { station, free } => {
                (Message::StationTakenIn { station: (*station).into() }.into(), *free)
            }
            Self::OtherEvent { station, found } => {
                return Message::StationOtherEvent { station: (*station).into(), found: found.into() }.into();
            }
            Self::Sealed { slug, at } => {
                let (event, at) = (slug.into(), format::date_time(*at).into());
                return Message::EventSealed { event, at }.into();
            }
            Self::NotAFile { path } => return Message::NotAFile { path: path.into() }.into(),
            Self::NoFreeId => return Message::StationNoFree.into(),
            Self::Io { path, error } => return at_path(path, error).into(),
            Self::Random(_) => return Message::FolderRandom.into(),
            Self::Line(fault) => return fault.explain(),
        };
        match free {
            Some(free) => Text::sentences([text, Message::StationFree { free: free.into() }.into()]),
            None => text,
        }
    }
}

/// Explains why a station cannot be locked, for example because somebody else uses or owns it.
fn lock_error(station: StationId, error: &LockError, operator: &str) -> Text {
    match error {
        LockError::Held { holder: None } => Message::StationHeldUnknown { station: station.into() }.into(),
        LockError::Held { holder: Some(holder) } => station_held(station, holder, operator).into(),
        LockError::OtherAccount { user } => other_account(station, user),
        // This sentence needs a full stop, because a sentence about a free station may follow it.
        LockError::NotAFile { path } => {
            Text::Joined(vec![Message::NotAFile { path: path.into() }.into(), ".".into()])
        }
        LockError::Io { path, error } => at_path(path, error).into(),
    }
}

fn station_held(station: StationId, holder: &Holder, operator: &str) -> Message {
    let account = match format::clean(operator) {
        name if name.is_empty() => holder.user.clone(),
        name => format!("{name} ({})", holder.user),
    };
    Message::StationHeld {
        station: station.into(),
        account: account.into(),
        host: (&holder.host).into(),
        pid: holder.pid.to_string().into(),
        since: format::date_time(holder.since).into(),
    }
}

fn other_account(station: StationId, user: &str) -> Text {
    Message::StationOtherAccount { station: station.into(), account: user.into() }.into()
}

impl Explain for OpenNote {
    fn explain(&self) -> Text {
        let message = match self {
            Self::TornTail { file, .. } => Message::OpenTornTail { file: file_name(file) },
            Self::NewlineAdded { file, .. } => Message::OpenNewlineAdded { file: file_name(file) },
            Self::DamagedEnd { file, .. } => Message::OpenDamagedEnd { file: file_name(file) },
        };
        message.into()
    }
}

/// Explains that recording continues at another station, and why.
#[must_use]
pub(crate) fn station_moved(from: StationId, to: StationId, why: &WriteError) -> Message {
    Message::StationMoved { from: from.into(), to: to.into(), reason: why.explain() }
}

/// Says that a journal was changed from outside and written again at its own path, and what counts.
#[must_use]
pub(crate) fn journal_restored(station: StationId, change: FileChange, incomplete: bool) -> Message {
    let station = station.into();
    match change {
        _ if incomplete => Message::StationRestoredIncomplete { station },
        FileChange::Removed => Message::StationRestoredRemoved { station },
        FileChange::Replaced => Message::StationRestoredReplaced { station },
        FileChange::Cut => Message::StationRestoredCut { station },
    }
}

/// Says that another file took the place of a journal, under which name the journal was written again, and what counts.
#[must_use]
pub(crate) fn journal_rescued(station: StationId, name: StationId, incomplete: bool) -> Message {
    let (station, file) = (station.into(), names::journal(name).into());
    if incomplete {
        Message::StationRescuedIncomplete { station, file }
    } else {
        Message::StationRescued { station, file }
    }
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::*;
    use crate::domain::record::Moment;
    use crate::language::{Language, Texts};

    #[test]
    fn what_became_of_a_journal_fits_in_the_message_line() {
        let [station, name] = ["A", "A2"].map(|id| StationId::parse(id).unwrap());
        let restored = [FileChange::Removed, FileChange::Replaced, FileChange::Cut]
            .into_iter()
            .flat_map(|change| [false, true].map(|incomplete| journal_restored(station, change, incomplete)));
        let rescued = [false, true].map(|incomplete| journal_rescued(station, name, incomplete));
        for message in restored.chain(rescued) {
            for language in Language::ALL {
                // The mark of a warning and a space stand before it.
                let text = Texts::new(language).get(&message);
                assert!(text.width() <= 76, "{}: {text}", text.width());
            }
        }
    }

    #[test]
    fn a_station_in_use_names_its_holder_and_a_free_one() {
        let station = |id| StationId::parse(id).unwrap();
        let holder = Holder {
            user: "aigerim".into(),
            pid: 4711,
            host: "hall12".into(),
            since: Moment::parse_from_rfc3339("2026-01-25T11:58:00+05:00").unwrap(),
        };
        let error = OpenError::Lock {
            station: station("A"),
            error: LockError::Held { holder: Some(Box::new(holder)) },
            operator: "Айгерім".into(),
            free: Some(station("B")),
        };
        assert_eq!(
            Texts::new(Language::En).show(error.explain()),
            "Station A is in use: Айгерім (aigerim), hall12, process 4711, since 25.01.2026 11:58. \
             A free one: --station B"
        );
    }
}
