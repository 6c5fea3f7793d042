//! The raw mode of the terminal: keys arrive one by one, unchanged, and are not shown.
//!
//! Invariant: [`leave`] restores the modes that the terminal had at the first [`enter`] since the last [`leave`].

use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};

/// The modes of the terminal before raw mode. It is global, because a panic in any thread restores the terminal.
static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);

fn before() -> MutexGuard<'static, Option<Termios>> {
    BEFORE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Switches raw mode on, also if another program has switched it off meanwhile.
///
/// A program in the background is stopped here by the system until it is in the foreground.
///
/// # Errors
/// Standard input is no terminal, or is gone.
pub(super) fn enter() -> io::Result<()> {
    let mut before = before();
    let mut modes = tcgetattr(io::stdin())?;
    if before.is_none() {
        *before = Some(modes.clone());
    }
    modes.make_raw();
    tcsetattr(io::stdin(), OptionalActions::Now, &modes)?;
    Ok(())
}

/// Restores the modes that the terminal had before. Errors are ignored: without a terminal there is nothing to restore.
pub(super) fn leave() {
    if let Some(modes) = before().take() {
        let _gone = tcsetattr(io::stdin(), OptionalActions::Now, &modes);
    }
}
