//! Events that end a full screen without a key: a signal or a panic. [`crate::screen::input`] reports a lost terminal.
//!
//! Invariants:
//! - Each event is sent once, as a message with the exit status. The receiver decides what to save.
//! - Nothing here waits for a terminal that does not read, except for a limited time.

use std::io::{self, Write};
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use signal_hook::consts::signal::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::screen::full_screen;

/// The exit status after the terminal is gone: 128 + SIGHUP, as a shell reports it.
pub(crate) const HANGUP_STATUS: u8 = 129;
/// The exit status after a panic, the same as Rust's own.
const PANIC_STATUS: u8 = 101;

/// How long an ending program waits for somebody to read a message.
const MESSAGE_TIME: Duration = Duration::from_millis(400);

/// The screen that receives the signals.
static RECEIVER: Mutex<SignalReceiver> = Mutex::new(SignalReceiver::new());

/// Sends the status of a signal, and returns whether somebody received it.
type SendStatus = Box<dyn Fn(u8) -> bool + Send>;

/// The receiver of the signals. It changes when one screen follows another.
struct SignalReceiver {
    /// Whether the thread that waits for signals was started.
    is_watching: bool,
    send: Option<SendStatus>,
    /// The status of a signal that came while there was no receiver.
    unsent: Option<u8>,
}

impl SignalReceiver {
    const fn new() -> Self {
        Self { is_watching: false, send: None, unsent: None }
    }

    fn lock() -> MutexGuard<'static, Self> {
        RECEIVER.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends a status to the receiver. Without a receiver, the status is kept for the next one.
    fn send(&mut self, status: u8) {
        if !self.send.as_ref().is_some_and(|send| send(status)) {
            self.unsent = Some(status);
        }
    }

    /// Sets the receiver, and sends it the signal that came before.
    fn set(&mut self, send: SendStatus) {
        self.send = Some(send);
        if let Some(status) = self.unsent.take() {
            self.send(status);
        }
    }
}

/// Sends a message for every SIGTERM, SIGHUP, SIGINT and SIGQUIT, with the status 128 + the signal's number. A signal
/// that came since [`keep_signals`] is sent at once. The receiver before gets no further messages.
///
/// # Errors
/// The signal handlers cannot be installed.
pub(crate) fn watch_signals<T: Send + 'static>(sender: Sender<T>, ended: fn(u8) -> T) -> io::Result<()> {
    let mut receiver = SignalReceiver::lock();
    if !receiver.is_watching {
        let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT])?;
        thread::spawn(move || {
            for signal in signals.forever() {
                let status = u8::try_from(signal).map_or(u8::MAX, |signal| 128 + signal);
                SignalReceiver::lock().send(status);
            }
        });
        receiver.is_watching = true;
    }
    receiver.set(Box::new(move |status| sender.send(ended(status)).is_ok()));
    Ok(())
}

/// Keeps further signals for the next screen that watches them.
pub(crate) fn keep_signals() {
    SignalReceiver::lock().send = None;
}

/// Makes a panic in any thread restore the terminal, report itself, and end the screen.
pub(crate) fn stop_on_panic<T: Send + 'static>(sender: Sender<T>, ended: fn(u8) -> T) {
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        full_screen::leave();
        if can_write_errors() {
            report(info);
        }
        // Sending fails if the screen has already ended, so the result is ignored.
        let _ended = sender.send(ended(PANIC_STATUS));
    }));
}

/// Returns whether somebody reads standard error, or will within [`MESSAGE_TIME`].
fn can_write_errors() -> bool {
    let error = io::stderr();
    let mut sources = [PollFd::new(&error, PollFlags::OUT)];
    // The conversion of this time does not fail.
    let time = Timespec::try_from(MESSAGE_TIME).ok();
    !matches!(poll(&mut sources, time.as_ref()), Ok(0))
}

/// Returns whether signals are sent to a screen instead of ending the program. From then on, the program must not wait
/// for a terminal that does not read, because no signal would end the wait.
pub(crate) fn catches_signals() -> bool {
    SignalReceiver::lock().is_watching
}

/// Writes a line to standard error, and gives up after [`MESSAGE_TIME`] if nobody reads it. After that, no further line is
/// written.
pub(crate) fn write_error_line(line: String) {
    static GIVEN_UP: AtomicBool = AtomicBool::new(false);
    if GIVEN_UP.load(Ordering::SeqCst) {
        return;
    }
    let (sender, written) = mpsc::channel();
    // If there is no thread, the line is lost, because this thread must not wait.
    let _no_thread = thread::Builder::new().spawn(move || {
        // If standard error is closed, the line cannot be shown.
        let _closed = writeln!(io::stderr().lock(), "{line}");
        // Sending fails if nobody waits any more.
        let _late = sender.send(());
    });
    if written.recv_timeout(MESSAGE_TIME) == Err(RecvTimeoutError::Timeout) {
        GIVEN_UP.store(true, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn a_signal_between_two_screens_reaches_the_second() {
        let (first, first_inbox) = mpsc::channel();
        let (second, second_inbox) = mpsc::channel();
        let mut receiver = SignalReceiver::new();
        receiver.set(Box::new(move |status| first.send(status).is_ok()));
        receiver.send(143);
        receiver.send = None;
        receiver.send(130);
        receiver.set(Box::new(move |status| second.send(status).is_ok()));
        receiver.send(129);
        assert_eq!(first_inbox.iter().collect::<Vec<_>>(), [143]);
        assert_eq!(second_inbox.try_iter().collect::<Vec<_>>(), [130, 129]);
    }

    #[test]
    fn a_signal_for_a_screen_that_has_ended_reaches_the_next() {
        let (first, first_inbox) = mpsc::channel();
        let (second, second_inbox) = mpsc::channel();
        let mut receiver = SignalReceiver::new();
        receiver.set(Box::new(move |status| first.send(status).is_ok()));
        drop(first_inbox);
        receiver.send(143);
        receiver.set(Box::new(move |status| second.send(status).is_ok()));
        assert_eq!(second_inbox.try_iter().collect::<Vec<_>>(), [143]);
    }
}
