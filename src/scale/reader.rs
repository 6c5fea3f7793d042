//! Reads a scale in a thread of its own.
//!
//! Invariant: the thread sends the newest weight or none. Frames that nobody took are never delivered later: a backlog would
//! deliver the oldest weight first. Only the frames of a scale that prints are all delivered, because each is a load.

use std::collections::VecDeque;
use std::io::{self, ErrorKind};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::scale::live::LiveWeight;
use crate::scale::port::Connection;
use crate::scale::session::{Session, reopen_wait};
use crate::scale::tracker::LoadTracker;
use crate::scale::wire::WireScale;

/// The most loads of a scale that prints which wait for the console. It takes them at once.
const WAITING_MAX: usize = 1_000;

/// The weights that the console has not taken yet.
#[derive(Clone, Debug, Default)]
pub(crate) struct ScaleNews {
    waiting: Arc<Mutex<VecDeque<LiveWeight>>>,
    /// When the thread was last known to run.
    heard: Arc<Mutex<Option<Instant>>>,
}

/// After this time, nobody knows what the scale shows now.
const UNHEARD_TIME: Duration = Duration::from_secs(1);

impl ScaleNews {
    /// Adds a weight. Returns whether the console must be told, because no other weight waits.
    fn put(&self, live: LiveWeight, keeps_others: bool) -> bool {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let was_empty = waiting.is_empty();
        if !keeps_others || waiting.len() >= WAITING_MAX {
            waiting.pop_back();
        }
        waiting.push_back(live);
        was_empty
    }

    /// Takes the weights that wait, oldest first.
    #[must_use]
    pub(crate) fn take(&self) -> VecDeque<LiveWeight> {
        std::mem::take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Returns whether the thread ran a moment ago. What was put before is then visible to [`ScaleNews::take`].
    #[must_use]
    pub(crate) fn is_heard(&self) -> bool {
        let heard = *self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        heard.is_none_or(|heard| heard.elapsed() < UNHEARD_TIME)
    }

    fn note_heard(&self, heard: Option<Instant>) {
        *self.heard.lock().unwrap_or_else(PoisonError::into_inner) = heard;
    }
}

/// Starts the thread. `connection` is the port, or `None` if it is not there yet. `tell` is called when a weight waits; the
/// thread ends when it returns false.
///
/// # Errors
/// Returns the error of the system if no thread can be started.
pub(crate) fn spawn(
    scale: WireScale,
    connection: Option<Connection>,
    news: ScaleNews,
    tell: impl Fn() -> bool + Send + 'static,
) -> io::Result<()> {
    let reader = move || {
        let mut reader = Reader {
            tracker: LoadTracker::new(scale.prints, scale.division_mg),
            start: Instant::now(),
            sent: None,
            scale,
            news,
            tell,
        };
        let mut connection = connection;
        while reader.read(connection.take()).is_some() {}
    };
    thread::Builder::new().name("scale".to_owned()).spawn(reader).map(|_running| ())
}

struct Reader<T> {
    scale: WireScale,
    tracker: LoadTracker,
    start: Instant,
    /// The weight that was sent last.
    sent: Option<LiveWeight>,
    news: ScaleNews,
    tell: T,
}

impl<T: Fn() -> bool> Reader<T> {
    /// Opens the port if needed, and reads until it is gone. Returns `None` if nobody wants the weights any longer.
    fn read(&mut self, connection: Option<Connection>) -> Option<()> {
        let mut connection = match connection {
            Some(connection) => connection,
            None => self.wait_for_port()?,
        };
        if !self.scale.prints {
            // The port was opened before the start screen, which may have been open for long. The next read finds an error.
            let _error = connection.discard();
        }
        let mut session = Session::start(&self.scale, connection);
        self.tracker.opened(self.start.elapsed());
        self.send()?;
        while let Ok(step) = session.step() {
            let now = self.start.elapsed();
            if step.has_dropped {
                self.tracker.opened(now);
            }
            for frame in &step.frames {
                self.tracker.frame(frame, now);
                if self.scale.prints {
                    self.send()?;
                }
            }
            self.tracker.wait(now, session.has_noise());
            self.send()?;
            self.news.note_heard(Some(Instant::now()));
        }
        self.tracker.gone(false);
        // Without a port there is no weight that could become old.
        self.news.note_heard(None);
        self.send()
    }

    fn wait_for_port(&mut self) -> Option<Connection> {
        self.send()?;
        let mut failures = 0;
        loop {
            thread::sleep(reopen_wait(failures));
            match Connection::open(&self.scale.port) {
                Ok(connection) => return Some(connection),
                Err(error) => self.tracker.gone(error.kind() == ErrorKind::ResourceBusy),
            }
            self.send()?;
            failures += 1;
            if !(self.tell)() {
                return None;
            }
        }
    }

    /// Sends the weight if it is another one than the last.
    fn send(&mut self) -> Option<()> {
        let live = self.tracker.live();
        if self.sent.as_ref().is_some_and(|sent| !live.differs_from(sent)) {
            return Some(());
        }
        self.sent = Some(live.clone());
        if !self.news.put(live.clone(), self.scale.prints) || (self.tell)() { Some(()) } else { None }
    }
}
