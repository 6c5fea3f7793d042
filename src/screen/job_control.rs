//! Stopping and continuing the program: SIGTSTP and SIGCONT.
//!
//! Raw mode does not turn Ctrl+Z into SIGTSTP, because Ctrl+Z is a key of the console. The signal comes from `kill -TSTP`.
//!
//! Invariants:
//! - A program that stops gives the terminal back as the shell had it.
//! - A program that continues sets all modes of the terminal again and draws everything.
//! - A SIGCONT that comes while the program is about to stop keeps it from stopping.

use std::io;
use std::sync::Mutex;
use std::thread;

use rustix::process::{Signal, getpid, kill_process};
use signal_hook::consts::signal::{SIGCONT, SIGTSTP};
use signal_hook::iterator::Signals;

/// Starts the thread that handles the signals, unless it was started before. `suspend` gives the terminal back before the
/// program stops.
///
/// # Errors
/// The signal handlers cannot be installed.
pub(super) fn start(suspend: fn()) -> io::Result<()> {
    static IS_STARTED: Mutex<bool> = Mutex::new(false);
    let Ok(mut is_started) = IS_STARTED.lock() else { return Ok(()) };
    if !*is_started {
        let mut signals = Signals::new([SIGTSTP, SIGCONT])?;
        thread::Builder::new().name("job control".to_owned()).spawn(move || run(&mut signals, suspend))?;
        *is_started = true;
    }
    Ok(())
}

fn run(signals: &mut Signals, suspend: fn()) {
    loop {
        let (mut stops, mut continues) = (false, false);
        for signal in signals.wait() {
            stops |= signal == SIGTSTP;
            continues |= signal == SIGCONT;
        }
        if stops && !continues {
            suspend();
            continues = signals.pending().any(|signal| signal == SIGCONT);
            if !continues {
                // The whole program stops here. The SIGCONT that continues it comes with the next wait.
                send_to_self(Signal::STOP);
            }
        }
        if continues {
            // The thread that reads the terminal sets it up again and has everything drawn, as after a new size. The size
            // may have changed while the program was stopped.
            send_to_self(Signal::WINCH);
        }
    }
}

fn send_to_self(signal: Signal) {
    // A process may always send a signal to itself.
    let _sent = kill_process(getpid(), signal);
}
