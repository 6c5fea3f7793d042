//! How a full screen ends without being asked: by a signal, a terminal that is gone, a panic.
//!
//! Invariant: each end becomes a message with the exit status, sent once; whoever runs the screen decides
//! what is still to be saved. Nothing here polls or prints.

use std::io;
use std::panic;
use std::sync::mpsc::Sender;
use std::thread;

use rustix::event::{PollFd, PollFlags};
use signal_hook::consts::signal::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::screen::full_screen;

/// The status after a hang-up: 128 + SIGHUP.
pub const HANGUP_STATUS: u8 = 129;
/// The status after a panic, which is also the language's own.
const PANIC_STATUS: u8 = 101;

/// Sends the status of every signal that asks to end: 128 + its number.
///
/// # Errors
/// Where the signals cannot be caught.
pub fn watch_signals<T: Send + 'static>(sender: Sender<T>, ended: fn(u8) -> T) -> io::Result<()> {
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

/// Where the terminal goes without a signal (no session leader, SIGHUP ignored), only polling tells.
pub fn watch_hangup<T: Send + 'static>(sender: Sender<T>, ended: fn(u8) -> T) {
    thread::spawn(move || {
        let stdin = io::stdin();
        let mut terminal = [PollFd::new(&stdin, PollFlags::empty())];
        loop {
            match rustix::event::poll(&mut terminal, None) {
                Ok(_) => break,
                Err(rustix::io::Errno::INTR) => {}
                Err(_) => return,
            }
        }
        // The screen may have ended meanwhile.
        let _ended = sender.send(ended(HANGUP_STATUS));
    });
}

/// A panic in any thread gives the terminal back, tells what happened, and ends the screen.
pub fn stop_on_panic<T: Send + 'static>(sender: Sender<T>, ended: fn(u8) -> T) {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        full_screen::leave();
        before(info);
        let _ended = sender.send(ended(PANIC_STATUS));
    }));
}
