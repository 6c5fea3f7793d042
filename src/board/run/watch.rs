//! The thread that watches the data folder and sends what the board shows.
//!
//! Invariants:
//! - If the folder disappears or becomes empty, the board keeps its snapshot and receives a message with the
//!   reason.
//! - If an event appears or becomes today's event, the board switches to that event.
//! - After a switch, the previous event does not stay in memory.

use std::io;
use std::mem;
use std::path::Path;
use std::sync::mpsc::Sender;
use std::thread;

use crate::board::model::{BoardMsg, EventSnapshot};
use crate::domain::ledger::{Ledger, MissingLines};
use crate::journal::anchors::LostLine;
use crate::journal::current_event::CurrentEvent;
use crate::journal::data_dir::DataDir;
use crate::journal::event_folder::EventFolder;
use crate::journal::event_query::Purpose;
use crate::journal::folder_error::FolderError;
use crate::journal::follow::Follower;
use crate::journal::journal_state::JournalState;
use crate::journal::lost_line_watch::LostLineWatch;
use crate::journal::names;
use crate::journal::poll_timer::{Poll, PollTimer};
use crate::journal::reader;
use crate::language::{Explain, Text};
use crate::screen::clock::utc_now;

/// The event is chosen again only at every second complete poll, because choosing reads the description of every
/// event.
const POLLS_PER_CHOICE: u32 = 2;

/// Watches the event that the board shows.
pub(super) struct EventWatch {
    data: DataDir,
    /// The value of `--event`.
    given: Option<String>,
    /// The event that is shown.
    watched: Option<WatchedEvent>,
    /// Why the last attempt to choose an event failed.
    choice_error: Option<Text>,
    /// Whether the board has received an error, but not yet the message that the error is over.
    error_reported: bool,
}

/// An event, and its journals as read so far.
struct WatchedEvent {
    follower: Follower,
    ledger: Ledger,
    lost_lines: LostLineWatch,
    /// The journals that lack a line that another station saw.
    lost: Vec<LostLine>,
    fault_count: usize,
}

impl EventWatch {
    pub(super) const fn new(data: DataDir, given: Option<String>) -> Self {
        Self { data, given, watched: None, choice_error: None, error_reported: false }
    }

    /// Starts a thread that polls until the board has ended.
    pub(super) fn start(mut self, sender: Sender<BoardMsg>) {
        thread::spawn(move || {
            let mut timer = PollTimer::default();
            let (mut poll, mut choose) = (Poll::Complete, true);
            let mut polls = 0_u32;
            loop {
                let messages = self.poll(poll, choose);
                if messages.into_iter().map(|msg| sender.send(msg)).any(|sent| sent.is_err()) {
                    return;
                }
                let stations = self.watched.as_ref().map(|watched| watched.follower.folder.stations());
                poll = timer.wait(stations.as_deref(), None);
                polls = polls.wrapping_add(u32::from(poll == Poll::Complete));
                choose = poll == Poll::Complete && polls.is_multiple_of(POLLS_PER_CHOICE);
            }
        });
    }

    /// Returns what changed since the last poll. If `choose` is set, it also chooses the event again.
    fn poll(&mut self, poll: Poll, choose: bool) -> Vec<BoardMsg> {
        let mut changed = false;
        if choose || self.watched.is_none() {
            let switched = self.choose_event();
            changed = matches!(switched, Ok(true));
            self.choice_error = switched.err().map(|error| error.explain());
        }
        let error = match self.read_changes(poll) {
            Ok(any) => {
                changed |= any;
                self.choice_error.clone()
            }
            Err(error) => Some(error.explain()),
        };
        let mut messages = Vec::new();
        if let Some(watched) = self.watched.as_ref().filter(|_| changed) {
            let event = &watched.follower.folder.event;
            let snapshot = EventSnapshot::new(event, &watched.ledger, watched.fault_count);
            messages.push(BoardMsg::Snapshot(Box::new(snapshot)));
        }
        let had_error = mem::replace(&mut self.error_reported, error.is_some());
        match error {
            Some(error) if !had_error => {
                messages.push(BoardMsg::Outage(Some(error)));
            }
            None if had_error => messages.push(BoardMsg::Outage(None)),
            _ => {}
        }
        messages
    }

    /// Chooses the event to show, and returns whether it changed.
    fn choose_event(&mut self) -> Result<bool, FolderError> {
        let found = match &self.given {
            Some(given) => match self.data.find(given, Purpose::Reading) {
                Err(FolderError::NoEvent { .. }) => None,
                found => Some(found?),
            },
            None => CurrentEvent::choose(&self.data, utc_now())?.shown().map(|shown| shown.folder),
        };
        let Some(found) = found else {
            return match &self.watched {
                None => Ok(false),
                // The displayed event disappeared together with its folder.
                Some(watched) => Err(missing(&watched.follower.folder)),
            };
        };
        if self.watched.as_ref().is_some_and(|watched| watched.follower.folder.event.id == found.event.id) {
            return Ok(false);
        }
        let (mut ledger, states) = reader::replay(&found)?;
        let fault_count = count_faults(&mut ledger, &states, &[]);
        self.watched = Some(WatchedEvent {
            follower: Follower::new(found, states),
            ledger,
            lost_lines: LostLineWatch::default(),
            lost: Vec::new(),
            fault_count,
        });
        Ok(true)
    }

    /// Reads the changes in the journals and in the event's description, and returns whether there were any
    /// changes.
    fn read_changes(&mut self, poll: Poll) -> Result<bool, FolderError> {
        let Some(WatchedEvent { follower, ledger, lost_lines, lost, fault_count }) = &mut self.watched else {
            return Ok(false);
        };
        // Unmounting a disk leaves an empty folder, so keep the data that was read before.
        if follower.folder.event_file().symlink_metadata().is_err() {
            return Err(missing(&follower.folder));
        }
        // A damaged description is reported when the event is chosen again, not here.
        let event_changed = matches!(follower.changed_event(), Some(Ok(_)));
        if event_changed {
            ledger.change_utc_offset(&follower.folder.event);
        }
        let changes = follower.poll(None)?;
        changes.iter().for_each(|change| ledger.apply_change(change));
        if poll == Poll::Complete
            && let Some(now) = lost_lines.poll(&follower.folder)
        {
            *lost = now;
        }
        let now = count_faults(ledger, &follower.states, lost);
        let faults_changed = mem::replace(fault_count, now) != now;
        Ok(event_changed || faults_changed || !changes.is_empty())
    }
}

/// Counts the faults as the console lists them. Lines that are gone count as one fault, even if several stations saw
/// them.
fn count_faults(ledger: &mut Ledger, states: &[JournalState], lost: &[LostLine]) -> usize {
    let missing = ledger.missing();
    let is_missing = |file: &Path, seq: u64| {
        let is_of = |missing: &MissingLines| file.file_name() == Some(names::journal(missing.name).as_ref());
        missing.iter().any(|missing| is_of(missing) && missing.numbers().contains(&seq))
    };
    let is_unreadable = |file: &Path| {
        states.iter().any(|state| state.file == file && state.faults.iter().any(|fault| fault.line == 0))
    };
    let seen = |lost: &&LostLine| !is_unreadable(&lost.file) && !is_missing(&lost.file, lost.seq);
    let of_files: usize = states.iter().map(|state| state.faults.len()).sum();
    of_files + lost.iter().filter(seen).count() + ledger.forks().len() + missing.len()
}

/// Returns the error for a folder that has disappeared.
fn missing(folder: &EventFolder) -> FolderError {
    FolderError::Io { path: folder.path.clone(), error: io::ErrorKind::NotFound.into() }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::domain::event::{Event, UtcOffset};
    use crate::journal::data_dir::SlugChoice;
    use crate::journal::testing;

    fn event(id: u128, day: u32) -> Event {
        let date = chrono::NaiveDate::from_ymd_opt(2026, 1, day).unwrap();
        Event::new(id, "Recycle", date, UtcOffset::parse("+05:00").unwrap()).unwrap()
    }

    /// Polls once and returns the messages as text: the day of the event for a snapshot, `!` for an error,
    /// and `.` for the end of an error.
    fn poll(watch: &mut EventWatch) -> String {
        let word = |msg| match msg {
            BoardMsg::Snapshot(snapshot) => snapshot.event.date.format("%d ").to_string(),
            BoardMsg::Outage(Some(_)) => "! ".into(),
            BoardMsg::Outage(None) => ". ".into(),
            _ => "? ".into(),
        };
        watch.poll(Poll::Complete, true).into_iter().map(word).collect()
    }

    #[test]
    fn an_event_may_appear_later_disappear_and_return() {
        let temp = tempfile::tempdir().unwrap();
        let data = DataDir::at(temp.path().join("data"));
        let mut watch = EventWatch::new(data.clone(), None);
        assert_eq!(poll(&mut watch), "");
        let first = data.create(&event(1, 24), SlugChoice::Day).unwrap();
        assert_eq!(poll(&mut watch), "24 ");
        assert_eq!(poll(&mut watch), "", "nothing changed");
        data.create(&event(2, 25), SlugChoice::Day).unwrap();
        assert_eq!(poll(&mut watch), "25 ");
        let away = temp.path().join("away");
        fs::rename(data.path(), &away).unwrap();
        assert_eq!(poll(&mut watch), "! ");
        assert_eq!(poll(&mut watch), "", "reported already");
        fs::create_dir(data.path()).unwrap();
        assert_eq!(poll(&mut watch), "", "the error lasts while the folder is empty");
        fs::remove_dir(data.path()).unwrap();
        fs::rename(&away, data.path()).unwrap();
        assert_eq!(poll(&mut watch), ". ");
        assert!(first.path.exists());
    }

    #[test]
    fn lines_that_are_gone_are_one_fault_whether_the_board_had_read_them_or_not() {
        let temp = tempfile::tempdir().unwrap();
        let folder = testing::folder(temp.path());
        ["A", "A", "B"].iter().for_each(|station| testing::count_people_and_note(&folder, station));
        let journal = folder.stations().join("A.jsonl");
        let whole = fs::read_to_string(&journal).unwrap();
        let short: String = whole.split_inclusive('\n').take(2).collect();
        let start = || EventWatch::new(DataDir::at(temp.path()), Some("2026-01-25".into()));
        let count = |watch: &mut EventWatch| {
            // The lines that others saw are looked for at every second complete poll.
            (0..2).for_each(|_| drop(watch.poll(Poll::Complete, true)));
            watch.watched.as_ref().unwrap().fault_count
        };
        let mut before = start();
        assert_eq!(count(&mut before), 0);
        let write = |content: Option<&str>| match content {
            Some(text) => fs::write(&journal, text).unwrap(),
            None => fs::remove_file(&journal).unwrap(),
        };
        // For a board that had read it, a file that is gone cannot be read, and its lines are gone.
        for (content, faults) in [(Some(short.as_str()), (1, 1)), (None, (2, 1))] {
            write(content);
            assert_eq!((count(&mut before), count(&mut start())), faults, "{content:?}");
            write(Some(&whole));
            assert_eq!((count(&mut before), count(&mut start())), (0, 0), "{content:?}");
        }
    }

    #[test]
    fn the_named_event_stays() {
        let temp = tempfile::tempdir().unwrap();
        let data = DataDir::at(temp.path());
        let mut watch = EventWatch::new(data.clone(), Some("2026-01-24".into()));
        data.create(&event(2, 25), SlugChoice::Day).unwrap();
        assert_eq!(poll(&mut watch), "");
        data.create(&event(1, 24), SlugChoice::Day).unwrap();
        assert_eq!(poll(&mut watch), "24 ");
        data.create(&event(3, 26), SlugChoice::Day).unwrap();
        assert_eq!(poll(&mut watch), "");
    }
}
