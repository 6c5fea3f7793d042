//! The terminal: entering and leaving the full screen, one write per frame, keys from a thread of their
//! own.
//!
//! Invariants:
//! - Whatever happens, [`leave`] gives back a usable terminal, and prints nothing where it is gone.
//! - No step of starting waits for an answer of the terminal.
//! - The numeric keypad is told to send digits (DECKPNM): in application mode its decimal key would
//!   vanish, and 12.5 would become 125.

use std::io::{self, IsTerminal, Stdout, Write};

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{cursor, execute, queue, style, terminal};
use ratatui::{Frame, Terminal};

use crate::screen::backend::CompactBackend;

/// Keypad in numeric mode.
const DECKPNM: &str = "\u{1b}>";

/// Why no full screen can be shown here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TerminalError {
    /// Standard input or output is a file or a pipe.
    NotATerminal,
    /// `TERM=dumb`, or none.
    Dumb,
}

/// Checks, before anything is created, that there is a terminal to draw on.
///
/// # Errors
/// [`TerminalError`] says what is missing. `term` is the value of `TERM`.
pub fn check(term: &str) -> Result<(), TerminalError> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err(TerminalError::NotATerminal);
    }
    if matches!(term, "" | "dumb") {
        return Err(TerminalError::Dumb);
    }
    Ok(())
}

/// The full screen, from [`FullScreen::enter`] until it is dropped.
pub struct FullScreen(Terminal<CompactBackend<Stdout>>);

impl FullScreen {
    /// Enters the full screen.
    ///
    /// # Errors
    /// Where the terminal cannot be set up; it is then as it was.
    pub fn enter() -> io::Result<Self> {
        let screen = Terminal::new(CompactBackend::new(io::stdout()))?;
        terminal::enable_raw_mode()?;
        // From here on, dropping it gives the terminal back.
        let screen = Self(screen);
        execute!(
            io::stdout(),
            EnterAlternateScreen,
            EnableBracketedPaste,
            style::Print(DECKPNM),
            terminal::Clear(terminal::ClearType::All)
        )?;
        Ok(screen)
    }

    /// Draws one frame with a single write and says how many columns and rows it had: keys mean what was
    /// seen, also where the news of another size is still on its way.
    ///
    /// # Errors
    /// Where the terminal takes no output any more.
    pub fn draw(&mut self, paint: impl FnOnce(&mut Frame<'_>)) -> io::Result<(u16, u16)> {
        self.0.draw(paint).map(|frame| (frame.area.width, frame.area.height))
    }
}

impl Drop for FullScreen {
    fn drop(&mut self) {
        leave();
    }
}

/// Gives the terminal back. Errors are of no interest to anybody: there is nobody left to tell.
pub fn leave() {
    let mut out = io::stdout();
    let restored = queue!(out, DisableBracketedPaste, cursor::Show, LeaveAlternateScreen);
    if restored.is_ok() {
        let _gone = out.flush();
    }
    let _gone = terminal::disable_raw_mode();
}
