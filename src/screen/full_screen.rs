//! Entering and leaving the full screen, and drawing on it with one write per frame.
//!
//! Invariants:
//! - [`leave`] always restores a usable terminal, and prints nothing if the terminal is gone.
//! - Entering never waits for a reply from the terminal.
//! - The numeric keypad sends digits (DECKPNM). In application mode the keypad's decimal key would be lost,
//!   so 12.5 would become 125.

use std::io::{self, IsTerminal, Stdout, Write};

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{cursor, execute, queue, style, terminal};
use ratatui::{Frame, Terminal};
use thiserror::Error;

use crate::screen::backend::CompactBackend;

/// DECKPNM: the numeric keypad sends digits.
const NUMERIC_KEYPAD: &str = "\u{1b}>";

/// The reason why no full screen can be shown.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub(crate) enum TerminalError {
    /// Standard input or output is a file or a pipe.
    #[error("standard input or output is not a terminal")]
    NotATerminal,
    /// `TERM` is `dumb`, empty or not set.
    #[error("the terminal cannot move its cursor (TERM is dumb or not set)")]
    Dumb,
}

/// Checks that there is a terminal to draw on. Callers run this check before they create anything.
///
/// `term` is the value of `TERM`, or empty if it is not set.
///
/// # Errors
/// [`TerminalError`] names what is missing.
pub(crate) fn check(term: &str) -> Result<(), TerminalError> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err(TerminalError::NotATerminal);
    }
    if matches!(term, "" | "dumb") {
        return Err(TerminalError::Dumb);
    }
    Ok(())
}

/// The full screen. Dropping it restores the terminal.
pub(crate) struct FullScreen(Terminal<CompactBackend<Stdout>>);

impl FullScreen {
    /// Enters the full screen.
    ///
    /// # Errors
    /// The terminal cannot be set up. Its previous state is restored.
    pub(crate) fn enter() -> io::Result<Self> {
        let terminal = Terminal::new(CompactBackend::new(io::stdout()))?;
        terminal::enable_raw_mode()?;
        // From here on an early return restores the terminal, because the return drops this value.
        let screen = Self(terminal);
        execute!(
            io::stdout(),
            EnterAlternateScreen,
            EnableBracketedPaste,
            style::Print(NUMERIC_KEYPAD),
            terminal::Clear(terminal::ClearType::All)
        )?;
        Ok(screen)
    }

    /// Draws one frame with a single write, and returns its size in columns and rows.
    ///
    /// The caller interprets the next key by this size, because the operator looked at this frame before
    /// pressing the key. The event that reports a new size may arrive later.
    ///
    /// # Errors
    /// The terminal no longer accepts output.
    pub(crate) fn draw(&mut self, paint: impl FnOnce(&mut Frame<'_>)) -> io::Result<(u16, u16)> {
        self.0.draw(paint).map(|frame| (frame.area.width, frame.area.height))
    }
}

impl Drop for FullScreen {
    fn drop(&mut self) {
        leave();
    }
}

/// Restores the terminal. Errors are ignored: without a terminal there is nothing to restore.
pub(crate) fn leave() {
    let mut out = io::stdout();
    let queued = queue!(out, DisableBracketedPaste, cursor::Show, LeaveAlternateScreen);
    if queued.is_ok() {
        let _gone = out.flush();
    }
    let _gone = terminal::disable_raw_mode();
}
