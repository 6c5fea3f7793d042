//! The thread that writes to the terminal, so that nothing else waits for a terminal that does not read.
//!
//! Invariants:
//! - While there is a full screen, only this thread writes to the terminal. It completes what it has begun before it
//!   begins anything else, so no escape sequence is split.
//! - At most one frame waits. A newer frame replaces it, so a terminal that reads again shows the newest one at once.
//! - The thread compares each frame with what the terminal has, also if frames between them were never written.
//! - On a slow line, no frame begins while the terminal has not drawn the ones before ([`pace`]).
//! - Without a new frame the thread sleeps.

mod pace;

use std::io::{self, Write};
use std::mem;
use std::os::fd::AsFd;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Size};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;

use crate::screen::drawing::pace::{Pace, QUESTION};
use crate::screen::encoder::FrameEncoder;

/// BEL: the terminal beeps or flashes, depending on its settings.
const BELL: u8 = 7;

/// A frame that was rendered and not written.
pub(super) struct RenderedFrame {
    /// The cells of the whole screen.
    pub buffer: Buffer,
    /// Where the cursor is shown, or `None` if it is hidden.
    pub cursor: Option<Position>,
}

/// What the thread has to write, and how far it is.
pub(super) struct Drawing {
    queue: Mutex<Queue>,
    changed: Condvar,
}

/// Whether there is a full screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ScreenState {
    Closed,
    Open,
    /// The program is stopped, or about to stop. Frames are dropped until the screen is opened again.
    Suspended,
}

struct Queue {
    /// The thread that writes, once it was started.
    thread: Option<ThreadId>,
    screen: ScreenState,
    /// Sequences to write before the next frame, in order.
    sequences: Vec<u8>,
    /// Whether `sequences` open a screen, so that the terminal shows nothing of the frames before.
    opens_screen: bool,
    /// Whether the bell rings with the next frame.
    rings: bool,
    frame: Option<RenderedFrame>,
    is_writing: bool,
    /// How fast frames may follow each other.
    pace: Pace,
    /// The size of the newest frame of this screen that the thread began to write.
    begun: Option<Size>,
    /// Why the last write failed, until a caller learns it.
    error: Option<io::Error>,
}

/// What one write sends.
struct Job {
    sequences: Vec<u8>,
    opens_screen: bool,
    frame: Option<RenderedFrame>,
}

impl Drawing {
    /// Returns a value without a thread.
    pub(super) const fn new() -> Self {
        let queue = Queue {
            thread: None,
            screen: ScreenState::Closed,
            sequences: Vec::new(),
            opens_screen: false,
            rings: false,
            frame: None,
            is_writing: false,
            pace: Pace::new(),
            begun: None,
            error: None,
        };
        Self { queue: Mutex::new(queue), changed: Condvar::new() }
    }

    /// Starts the thread, unless it was started before. It writes to `terminal` until the program ends.
    ///
    /// # Errors
    /// The system does not start a thread.
    pub(super) fn start(&'static self, terminal: impl AsFd + Send + 'static) -> io::Result<()> {
        let mut queue = self.lock();
        if queue.thread.is_none() {
            let thread =
                thread::Builder::new().name("drawing".to_owned()).spawn(move || self.run(&terminal))?;
            queue.thread = Some(thread.thread().id());
        }
        Ok(())
    }

    /// Opens a screen with these sequences. It shows nothing until the first frame.
    pub(super) fn open_screen(&self, sequences: &[u8]) {
        let mut queue = self.lock();
        queue.open(sequences);
        queue.begun = None;
        self.changed.notify_all();
    }

    /// Closes an open screen with these sequences until [`Self::reopen_screen`], and drops a frame that still waits.
    /// Returns whether the screen was open.
    pub(super) fn suspend_screen(&self, sequences: &[u8]) -> bool {
        let mut queue = self.lock();
        let is_open = queue.screen == ScreenState::Open;
        if is_open {
            queue.screen = ScreenState::Suspended;
            queue.frame = None;
            queue.sequences.extend(sequences);
            self.changed.notify_all();
        }
        is_open
    }

    /// Opens a suspended screen again, or sets up an open one, and writes the sequences that `set_up` returns.
    /// `set_up` receives whether the screen is suspended. The screen shows nothing until the next frame. A closed screen
    /// stays closed.
    pub(super) fn reopen_screen(&self, set_up: impl FnOnce(bool) -> String) {
        let mut queue = self.lock();
        if queue.screen != ScreenState::Closed {
            // No screen is closed meanwhile, so the terminal is not left with these modes.
            let sequences = set_up(queue.screen == ScreenState::Suspended);
            queue.open(sequences.as_bytes());
            self.changed.notify_all();
        }
    }

    /// Hands over the newest frame. These sequences, and the bell if it rings, precede it.
    ///
    /// # Errors
    /// An earlier write failed: the terminal is gone.
    pub(super) fn show(&self, sequences: &str, rings: bool, frame: RenderedFrame) -> io::Result<()> {
        let mut queue = self.lock();
        if let Some(error) = queue.error.take() {
            return Err(error);
        }
        if queue.screen != ScreenState::Open {
            return Ok(());
        }
        queue.sequences.extend(sequences.as_bytes());
        queue.rings |= rings;
        queue.frame = Some(frame);
        self.changed.notify_all();
        Ok(())
    }

    /// Returns the size of the newest frame that the terminal has begun to receive, which is the last that the operator
    /// can have seen. Returns `None` if it has received none of this screen.
    pub(super) fn begun_size(&self) -> Option<Size> {
        self.lock().begun
    }

    /// Closes the screen with these sequences, and drops a frame that still waits. A screen that is not open gets no
    /// sequences.
    pub(super) fn close_screen(&self, sequences: &[u8], terminal: impl AsFd) {
        let mut queue = self.lock();
        if mem::replace(&mut queue.screen, ScreenState::Closed) != ScreenState::Open {
            return;
        }
        queue.frame = None;
        queue.rings = false;
        queue.sequences.extend(sequences);
        if queue.thread == Some(thread::current().id()) {
            // The thread panicked, so nobody else writes.
            let sequences = mem::take(&mut queue.sequences);
            let _gone = Output(&terminal).write_all(&sequences);
        }
        self.changed.notify_all();
    }

    /// Notes that the terminal has drawn what was sent before the oldest question.
    pub(super) fn note_answer(&self) {
        self.lock().pace.answered(Instant::now());
        self.changed.notify_all();
    }

    /// Waits until everything was written, but no longer than this. Returns whether nothing is left to write.
    pub(super) fn wait_until_written(&self, time: Duration) -> bool {
        self.wait_while(time, |queue| queue.is_writing || queue.has_job())
    }

    /// Waits for answers of the terminal, but no longer than this. The program that reads its input next would take them for
    /// keys.
    pub(super) fn wait_for_answers(&self, time: Duration) {
        let _in_time = self.wait_while(time, |queue| queue.pace.awaits_answer(Instant::now()));
    }

    fn wait_while(&self, time: Duration, is_busy: impl Fn(&Queue) -> bool) -> bool {
        let is_busy = |queue: &mut Queue| is_busy(queue);
        let wait = self.changed.wait_timeout_while(self.lock(), time, is_busy);
        !wait.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes whatever comes, for ever.
    fn run(&self, terminal: &impl AsFd) {
        let _end = EndNote(self);
        let mut shown = None;
        loop {
            let job = self.next_job();
            let is_frame = job.frame.is_some();
            let mut written = write(&mut shown, Output(terminal), job);
            if let Ok(bytes) = written
                && is_frame
                && self.lock().pace.begins(bytes, Instant::now())
            {
                written = Output(terminal).write_all(QUESTION).map(|()| bytes);
            }
            let mut queue = self.lock();
            queue.is_writing = false;
            if let Err(error) = written {
                queue.error = Some(error);
            }
            self.changed.notify_all();
        }
    }

    /// Waits until there is something to write.
    fn next_job(&self) -> Job {
        let mut queue = self.lock();
        loop {
            let time = match &queue.frame {
                // What is not part of a frame is short, or closes the screen.
                None => (!queue.has_job()).then_some(Duration::MAX),
                Some(_) => queue.pace.time_to_begin(Instant::now()),
            };
            queue = match time {
                None => break,
                Some(Duration::MAX) => self.changed.wait(queue).unwrap_or_else(PoisonError::into_inner),
                Some(time) => {
                    let waited = self.changed.wait_timeout(queue, time);
                    waited.unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
        queue.is_writing = true;
        let frame = queue.frame.take();
        if let Some(frame) = &frame {
            queue.begun = Some(frame.buffer.area.as_size());
            if mem::take(&mut queue.rings) {
                queue.sequences.push(BELL);
            }
        }
        let opens_screen = mem::take(&mut queue.opens_screen);
        Job { sequences: mem::take(&mut queue.sequences), opens_screen, frame }
    }
}

impl Queue {
    /// Opens the screen with these sequences. What the terminal shows is no longer known.
    fn open(&mut self, sequences: &[u8]) {
        self.screen = ScreenState::Open;
        self.sequences.extend(sequences);
        self.opens_screen = true;
    }

    const fn has_job(&self) -> bool {
        !self.sequences.is_empty() || self.frame.is_some()
    }
}

/// Notes that the thread has ended by a panic, so that nobody waits for it.
struct EndNote<'a>(&'a Drawing);

impl Drop for EndNote<'_> {
    fn drop(&mut self) {
        let mut queue = self.0.lock();
        queue.is_writing = false;
        queue.sequences.clear();
        queue.frame = None;
        queue.error = Some(io::ErrorKind::BrokenPipe.into());
        self.0.changed.notify_all();
    }
}

/// Writes the sequences, and the difference between the frame and what the terminal has, with a single write. Returns the number
/// of bytes.
fn write(shown: &mut Option<FrameEncoder>, mut output: impl Write, job: Job) -> io::Result<usize> {
    let Job { mut sequences, opens_screen, frame } = job;
    if opens_screen {
        *shown = None;
    }
    if let Some(RenderedFrame { buffer, cursor }) = frame {
        let encoder = shown.get_or_insert_with(|| FrameEncoder::new(buffer.area.as_size()));
        sequences.extend(encoder.encode(buffer, cursor));
    }
    if !sequences.is_empty() {
        output.write_all(&sequences)?;
    }
    Ok(sequences.len())
}

/// The terminal. Writing waits until the terminal reads, whether its file is in blocking mode or not.
///
/// Nothing is locked while a write waits, so that a program that gives up can end.
struct Output<'a, F>(&'a F);

impl<F: AsFd> Write for Output<'_, F> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        loop {
            match rustix::io::write(self.0, bytes) {
                // Another program may have set the mode of the file that it shares with us.
                Err(Errno::AGAIN) => match poll(&mut [PollFd::new(self.0, PollFlags::OUT)], None) {
                    Ok(_) | Err(Errno::INTR) => {}
                    Err(error) => return Err(error.into()),
                },
                Err(Errno::INTR) => {}
                written => return Ok(written?),
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
