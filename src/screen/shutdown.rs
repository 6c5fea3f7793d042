//! Events that end a full screen without a key: a signal or a panic. [`crate::screen::input`] reports a lost terminal.
//!
//! Invariant: each event is sent once, as a message with the exit status. The receiver decides what to save. This
//! module prints nothing.

use std::io;
use std::panic;
use std::sync::mpsc::Sender;
use std::thread;

use signal_hook::consts::signal::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::screen::full_screen;

/// The exit status after the terminal is gone: 128 + SIGHUP, as a shell reports it.
pub(crate) const HANGUP_STATUS: u8 = 129;
/// The exit status after a panic, the same as Rust's own.
const PANIC_STATUS: u8 = 101;

/// Starts a thread that sends a message for every SIGTERM, SIGHUP, SIGINT and SIGQUIT, with the status 128 + the
/// signal's number.
///
/// # Errors
/// The signal handlers cannot be installed.
pub(crate) fn watch_signals<T: Send + 'static>(sender: Sender<T>, ended: fn(u8) -> T) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT])?;
    thread::spawn(move || {
        for signal in signals.forever() {
            let status = u8::try_from(signal).map_or(u8::MAX, |signal| 128 + signal);
            if sender.send(ended(status)).is_err() {
                return;
            }
        }
    });
    Ok(())
}

/// Makes a panic in any thread restore the terminal, report itself, and end the screen.
pub(crate) fn stop_on_panic<T: Send + 'static>(sender: Sender<T>, ended: fn(u8) -> T) {
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        full_screen::leave();
        report(info);
        // Sending fails if the screen has already ended, so the result is ignored.
        let _ended = sender.send(ended(PANIC_STATUS));
    }));
}
