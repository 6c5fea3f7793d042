//! Watches the event for changes by others: lines in the journals, new journals, a changed `event.json`. It also does what the
//! writer needs once a second, so that an idle console has one thread that wakes up.
//!
//! Invariants:
//! - A partial line is read only after it is complete.
//! - A journal that cannot be read is reported.
//! - Our own journal is read too. Its records come from the writer, but a file that lacks saved lines must be
//!   noticed.
//! - The writer is woken to check its journals within a second after any journal of the event was changed.
//!
//! The watcher polls file sizes, which also works on network disks.

use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::SystemTime;

use crate::console::msg::{Msg, SyncState};
use crate::console::run::incoming::Incoming;
use crate::console::run::journal_faults::{FaultReporter, lost_fault};
use crate::journal::checkpoint::Unproven;
use crate::journal::event_folder::EventFolder;
use crate::journal::folder_stamps::FolderStamps;
use crate::journal::follow::{Follower, OwnProgress};
use crate::journal::heads::HeadReader;
use crate::journal::journal_state::JournalState;
use crate::journal::lost_line_watch::LostLineWatch;
use crate::journal::poll_timer::{Poll, PollTimer};
use crate::journal::seen::VisibleHeads;
use crate::journal::sync_status::{SyncMark, SyncStatus};
use crate::journal::writer::JournalChecker;
use crate::language::format;
use crate::screen::clock::{Clock, utc_now};

/// The journal that this console writes, and how far it is saved, or `None` if the console only watches.
#[derive(Clone)]
pub(super) struct OwnJournal(Arc<Mutex<Option<OwnProgress>>>);

impl OwnJournal {
    pub(super) fn new(own: Option<OwnProgress>) -> Self {
        Self(Arc::new(Mutex::new(own)))
    }

    /// Replaces the journal, because the station moved to another one. The console must have been informed
    /// before: until then, it takes lines of the old file only for copies of its own.
    pub(super) fn set(&self, own: OwnProgress) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(own);
    }

    /// Notes that the lines of our journal are saved up to this number.
    pub(super) fn acknowledge(&self, seq: u64) {
        if let Some(own) = &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            own.acknowledged = seq;
        }
    }

    pub(super) fn get(&self) -> Option<OwnProgress> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

pub(super) struct JournalWatcher {
    follower: Follower,
    own_journal: OwnJournal,
    faults: FaultReporter,
    lost_lines: LostLineWatch,
    /// What was last sent about the sync.
    sync: Option<SyncState>,
    /// What is done for the writer, or `None` if the console only watches.
    for_writer: Option<ForWriter>,
    sender: Sender<Incoming>,
}

/// What the writer needs once a second.
struct ForWriter {
    checker: JournalChecker,
    stamps: FolderStamps,
    /// The heads of the other journals, which the writer notes without reading files (docs/journal.md A1).
    heads: HeadReader,
    visible: VisibleHeads,
    clock: Clock,
}

impl ForWriter {
    /// Wakes the writer if its journals may have been changed.
    fn check_journals(&mut self, folder: &EventFolder) {
        if self.stamps.changed(folder) {
            self.checker.check();
        }
    }

    /// Looks at the heads as long as the writer uses them.
    fn look_at_heads(&mut self) {
        if self.visible.is_shared() {
            self.visible.set(self.heads.look(self.clock.now().since_start, SystemTime::now()));
        }
    }
}

impl JournalWatcher {
    /// Watches an event whose journals have been read as far as `states`, except those that are `unproven`.
    pub(super) fn new(
        folder: EventFolder,
        states: Vec<JournalState>,
        unproven: Vec<Unproven>,
        own_journal: OwnJournal,
        sender: Sender<Incoming>,
    ) -> Self {
        let faults = FaultReporter::new(&states);
        Self {
            follower: Follower::new(folder, states),
            own_journal,
            faults,
            lost_lines: LostLineWatch::comparing(unproven),
            sync: None,
            for_writer: None,
            sender,
        }
    }

    /// Also does what this writer needs, which notes the heads `visible`.
    pub(super) fn with_writer(self, checker: JournalChecker, visible: VisibleHeads, clock: Clock) -> Self {
        let heads = HeadReader::new(self.follower.folder.clone());
        let for_writer = ForWriter { checker, stamps: FolderStamps::default(), heads, visible, clock };
        Self { for_writer: Some(for_writer), ..self }
    }

    /// Polls in a separate thread until the console ends.
    pub(super) fn spawn(mut self) {
        thread::spawn(move || {
            let mut timer = PollTimer::default();
            self.for_writer.iter_mut().for_each(ForWriter::look_at_heads);
            loop {
                let own = self.own_journal.get();
                let own = own.as_ref().and_then(|own| own.file.file_name());
                let poll = timer.wait(Some(&self.follower.folder.stations()), own);
                if self.poll(poll).map(|msg| self.sender.send(msg.into())).any(|sent| sent.is_err()) {
                    return;
                }
                if poll == Poll::Complete {
                    self.for_writer.iter_mut().for_each(ForWriter::look_at_heads);
                }
            }
        });
    }

    fn poll(&mut self, poll: Poll) -> impl Iterator<Item = Msg> + use<> {
        // The writer comes first, because reading may take long.
        if let Some(for_writer) = self.for_writer.as_mut().filter(|_| poll == Poll::Complete) {
            for_writer.check_journals(&self.follower.folder);
        }
        let (event, journals) = (self.poll_event(), self.poll_journals());
        // `merge --into` changes `event.json` before it adds journals. Polling it again after the journals
        // were read avoids reporting these journals as those of another event.
        let changed_meanwhile = self.poll_event();
        let mut sync = None;
        if poll == Poll::Complete {
            if let Some(lost) = self.lost_lines.poll(&self.follower.folder) {
                self.faults.set_lost(lost.iter().map(lost_fault).collect());
                self.follower.doubt(self.lost_lines.take_disproved());
            }
            sync = self.poll_sync();
        }
        let faults = self.faults.changed(&self.follower.states).map(Msg::Faults);
        [event, journals, changed_meanwhile, faults, sync].into_iter().flatten()
    }

    fn poll_event(&mut self) -> Option<Msg> {
        let read = self.follower.changed_event()?;
        let event = self.faults.check_event(read)?;
        Some(Msg::Event(Box::new(event)))
    }

    /// Reads what `tarazy sync` says. It writes its file at least every few seconds, so the time passes without changes too.
    fn poll_sync(&mut self) -> Option<Msg> {
        let offset = self.follower.folder.event.utc_offset.0;
        let status = SyncStatus::read(&self.follower.folder);
        let state = status.map(|status| match status.mark(utc_now().with_timezone(&offset)) {
            SyncMark::Agreed(at) => SyncState::Agreed(format::time(at.with_timezone(&offset))),
            SyncMark::Since(at) => SyncState::Since(format::time(at.with_timezone(&offset))),
        });
        if state == self.sync {
            return None;
        }
        self.sync.clone_from(&state);
        Some(Msg::Sync(state))
    }

    fn poll_journals(&mut self) -> Option<Msg> {
        // Lines that are saved before the files are read must be in the files.
        let own = self.own_journal.get();
        let (changes, listed) = match self.follower.poll(own.as_ref()) {
            Ok(changes) => (changes, Ok(())),
            Err(error) => (Vec::new(), Err(error)),
        };
        self.faults.check_listing(listed)?;
        (!changes.is_empty()).then_some(Msg::Journals(changes))
    }
}
