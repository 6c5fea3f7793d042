//! Keeps the second copy of the own journal complete, and reports while it is not.
//!
//! Invariants:
//! - Neither a key nor a record waits for the copy. One thread copies. Another one gives it work and waits for its answers,
//!   so a folder that does not answer is noticed too.
//! - A copy that fails is tried again by itself, and what is missing is copied then.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use crate::console::msg::{JournalFault, MirrorFault, Msg};
use crate::console::run::incoming::Incoming;
use crate::domain::event::UtcOffset;
use crate::domain::record::{LineHash, StationId};
use crate::journal::event_folder::EventFolder;
use crate::journal::mirror::{Mirror, MirrorError};
use crate::journal::writer::WriterEvent;
use crate::language::{Explain, Message, Text, format};
use crate::screen::clock::utc_now;

/// How long a copy may take before it is reported as late.
const ANSWER_TIME: Duration = Duration::from_secs(5);
/// The time between two looks at the copy while nothing is saved: it may have been removed, or be back.
const CHECK_TIME: Duration = Duration::from_secs(10);

/// A message to the thread that keeps the mirror.
enum Event {
    /// The journal of this station is on the disk up to this line.
    Saved(StationId, LineHash),
    /// The journal of the first station is now in the file of the second.
    Renamed(StationId, StationId),
    /// The answer of the thread that copies.
    Attempted(Result<(), MirrorError>),
    /// The console ends. The answer is why the copy is not complete, if it is not.
    Finish(Sender<Option<Text>>),
}

/// The handle of the threads.
pub(super) struct MirrorKeeper {
    events: Sender<Event>,
    root: PathBuf,
}

/// Tells the keeper what the writer has saved.
pub(super) struct MirrorFeed {
    events: Sender<Event>,
    station: StationId,
}

impl MirrorKeeper {
    /// Starts the threads. They copy the journal of `station`, which is on the disk up to `head`, to the folder `root`.
    pub(super) fn start(
        root: PathBuf,
        event: EventFolder,
        station: StationId,
        head: Option<LineHash>,
        console: Sender<Incoming>,
    ) -> (Self, MirrorFeed) {
        let (events, inbox) = mpsc::channel();
        let (work, jobs) = mpsc::channel();
        let answers = events.clone();
        let keeping = Keeping {
            root: root.clone(),
            offset: event.event.utc_offset,
            heads: head.map(|head| (station, head)).into_iter().collect(),
            console,
            work,
            is_stale: true,
            busy_since: None,
            fault: None,
            finish: None,
        };
        let mut mirror = Mirror::new(root.clone(), event);
        thread::spawn(move || {
            for heads in jobs {
                // Sending fails if the console has ended, and with it the need for an answer.
                let _ended = answers.send(Event::Attempted(mirror.copy(&heads)));
            }
        });
        thread::spawn(move || keeping.run(&inbox));
        (Self { events: events.clone(), root }, MirrorFeed { events, station })
    }

    /// Waits until the copy is complete, but no longer than this. Returns a sentence if it is not.
    pub(super) fn finish(self, time: Duration) -> Option<Text> {
        let (sender, answer) = mpsc::channel();
        // The thread ends only after the last sender is gone.
        let _running = self.events.send(Event::Finish(sender));
        let no_answer = || Some(MirrorError::NoAnswer { path: self.root.clone() }.explain());
        let reason = answer.recv_timeout(time).unwrap_or_else(|_| no_answer())?;
        Some(Message::MirrorNotComplete { dir: (&self.root).into(), reason }.into())
    }
}

impl MirrorFeed {
    /// Notes an event of the writer.
    pub(super) fn note(&mut self, event: &WriterEvent) {
        let saved = match event {
            WriterEvent::Saved(records) => records.last().map(|(_, record)| record),
            WriterEvent::Noted(record) => Some(record),
            WriterEvent::Moved { to, opened, .. } => {
                self.station = *to;
                opened.last()
            }
            WriterEvent::Rescued { station, name, .. } => {
                let _ended = self.events.send(Event::Renamed(*station, *name));
                None
            }
            _ => None,
        };
        if let Some(record) = saved {
            // Sending fails if the console has ended.
            let _ended = self.events.send(Event::Saved(self.station, record.hash));
        }
    }
}

/// The state of the thread that gives the work.
struct Keeping {
    root: PathBuf,
    /// The offset of the times that operators see.
    offset: UtcOffset,
    /// The last saved line of each journal.
    heads: BTreeMap<StationId, LineHash>,
    console: Sender<Incoming>,
    work: Sender<BTreeMap<StationId, LineHash>>,
    /// Whether something was saved since the last work was given.
    is_stale: bool,
    /// Since when the thread that copies has not answered.
    busy_since: Option<Instant>,
    /// Since when the copy is not complete, and why.
    fault: Option<(String, Text)>,
    /// Who waits for the end.
    finish: Option<Sender<Option<Text>>>,
}

impl Keeping {
    /// Runs until the console has ended.
    fn run(mut self, inbox: &Receiver<Event>) {
        loop {
            if self.is_stale && self.busy_since.is_none() {
                self.is_stale = false;
                self.busy_since = Some(Instant::now());
                // The thread that copies ends only after this one.
                let _running = self.work.send(self.heads.clone());
            }
            let wait = match self.busy_since {
                Some(since) => ANSWER_TIME.saturating_sub(since.elapsed()),
                None => CHECK_TIME,
            };
            // A late answer is waited for without a limit, once it was reported.
            let is_reported = self.busy_since.is_some() && wait.is_zero() && self.fault.is_some();
            let event = if is_reported {
                inbox.recv().map_err(|_| RecvTimeoutError::Disconnected)
            } else {
                inbox.recv_timeout(wait)
            };
            match event {
                Ok(Event::Saved(station, head)) => {
                    self.heads.insert(station, head);
                    self.is_stale = true;
                }
                Ok(Event::Renamed(station, name)) => {
                    if let Some(head) = self.heads.remove(&station) {
                        self.heads.insert(name, head);
                        self.is_stale = true;
                    }
                }
                Ok(Event::Attempted(result)) => {
                    self.busy_since = None;
                    self.report(result.err().map(|error| error.explain()));
                }
                Ok(Event::Finish(sender)) => {
                    self.finish = Some(sender);
                    self.is_stale |= self.fault.is_some();
                }
                Err(RecvTimeoutError::Timeout) if self.busy_since.is_some() => {
                    self.report(Some(MirrorError::NoAnswer { path: self.root.clone() }.explain()));
                }
                Err(RecvTimeoutError::Timeout) => self.is_stale = true,
                Err(RecvTimeoutError::Disconnected) => return,
            }
            if !self.is_stale && self.busy_since.is_none() {
                let why = self.fault.as_ref().map(|(_, why)| why.clone());
                // Sending fails if nobody waits any more.
                let _late = self.finish.take().map(|finish| finish.send(why));
            }
        }
    }

    /// Reports a change: since when the copy is not complete, or that it is complete again.
    fn report(&mut self, why: Option<Text>) {
        let before = self.fault.take();
        self.fault = why.map(|why| {
            let now = || format::time(utc_now().with_timezone(&self.offset.0));
            (before.as_ref().map_or_else(now, |(since, _)| since.clone()), why)
        });
        if self.fault == before {
            return;
        }
        let fault = self.fault.clone().map(|(since, reason)| MirrorFault {
            fault: JournalFault {
                file: self.root.display().to_string(),
                line: 0,
                what: Message::MirrorBehind { since: (&since).into(), dir: (&self.root).into(), reason }
                    .into(),
                means: Message::MeansMirror,
                fork: None,
                gone: None,
            },
            since,
        });
        // Sending fails if the console has ended.
        let _ended = self.console.send(Msg::Mirror(fault.map(Box::new)).into());
    }
}
