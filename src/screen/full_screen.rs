//! Entering and leaving the full screen, and drawing on it with one write per frame.
//!
//! Invariants:
//! - [`leave`] always restores a usable terminal, and prints nothing if the terminal is gone.
//! - Entering never waits for a reply from the terminal.
//! - While the full screen is in use, only [`FullScreen::draw`] writes, so nothing is written into a frame.
//! - The numeric keypad sends digits (DECKPNM). In application mode the keypad's decimal key would be lost,
//!   so 12.5 would become 125.

use std::io::{self, IsTerminal, Stdout, Write};
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::{Duration, Instant};

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{cursor, execute, queue, style, terminal};
use ratatui::{Frame, Terminal};
use rustix::termios::{QueueSelector, tcflush};
use thiserror::Error;

use crate::screen::backend::CompactBackend;

/// DECKPNM: the numeric keypad sends digits.
const NUMERIC_KEYPAD: &str = "\u{1b}>";

/// BEL: the terminal beeps or flashes, depending on its settings.
const BELL: &str = "\u{7}";

/// Asks whether the terminal supports the kitty keyboard protocol. Other terminals ignore the question.
const QUERY_KITTY: &str = "\u{1b}[?u";
/// Switches on the kitty protocol's flags 1 and 4: Esc, Alt and Ctrl have sequences of their own, with the key in the
/// standard layout, so that Ctrl works in every layout.
///
/// Flag 2, which marks repeats, stays off: without flag 8, kitty sends the bytes of Enter, Tab and Backspace again when
/// the key is released (seen with 0.26.5, reported for 0.48.2), so one Backspace would remove two digits. Flag 8 stays
/// off, because after `kill -9` the keyboard could not type `reset`.
const PUSH_KITTY: &str = "\u{1b}[>5u";
/// Restores the flags that were in use before [`PUSH_KITTY`].
const POP_KITTY: &str = "\u{1b}[<u";

/// The state of the kitty keyboard protocol: one of the constants below. It is global because a panic in any thread
/// restores the terminal.
static KITTY: AtomicU8 = AtomicU8::new(KITTY_UNUSED);
/// There is no full screen.
const KITTY_UNUSED: u8 = 0;
/// The terminal was asked and has not answered.
const KITTY_ASKED: u8 = 1;
/// The terminal answered. The next frame switches the protocol on.
const KITTY_SUPPORTED: u8 = 2;
/// The protocol is on.
const KITTY_ON: u8 = 3;

/// Changes the state if it is `from`, and returns whether it was.
fn change_kitty(from: u8, to: u8) -> bool {
    KITTY.compare_exchange(from, to, Ordering::SeqCst, Ordering::SeqCst).is_ok()
}

/// Notes that the terminal answered the query of the kitty keyboard protocol.
///
/// The reading thread must not write, because a frame may be half written. The next frame switches the protocol on.
pub(crate) fn note_kitty_answer() {
    change_kitty(KITTY_ASKED, KITTY_SUPPORTED);
}

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

/// The longest time after which a terminal's answer to [`QUERY_KITTY`] is still expected.
const KITTY_ANSWER_TIME: Duration = Duration::from_secs(2);

/// The full screen. Dropping it restores the terminal.
pub(crate) struct FullScreen {
    terminal: Terminal<CompactBackend<Stdout>>,
    entered: Instant,
    /// Whether unread input is for another screen of this program.
    keeps_input: bool,
    /// Whether the bell rings with the next frame.
    rings: bool,
}

impl FullScreen {
    /// Enters the full screen.
    ///
    /// # Errors
    /// The terminal cannot be set up. Its previous state is restored.
    pub(crate) fn enter() -> io::Result<Self> {
        let terminal = Terminal::new(CompactBackend::new(io::stdout()))?;
        terminal::enable_raw_mode()?;
        // From here on an early return restores the terminal, because the return drops this value.
        let screen = Self { terminal, entered: Instant::now(), keeps_input: false, rings: false };
        KITTY.store(KITTY_ASKED, Ordering::SeqCst);
        // The query follows the alternate screen, which has flags of its own.
        execute!(
            io::stdout(),
            EnterAlternateScreen,
            EnableBracketedPaste,
            style::Print(NUMERIC_KEYPAD),
            style::Print(QUERY_KITTY),
            terminal::Clear(terminal::ClearType::All)
        )?;
        Ok(screen)
    }

    /// Rings the terminal's bell once, directly before the next frame.
    pub(crate) const fn ring_with_next_frame(&mut self) {
        self.rings = true;
    }

    /// Draws one frame with a single write, and returns its size in columns and rows.
    ///
    /// The caller interprets the next key by this size, because the operator looked at this frame before
    /// pressing the key. The event that reports a new size may arrive later.
    ///
    /// # Errors
    /// The terminal no longer accepts output.
    pub(crate) fn draw(&mut self, paint: impl FnOnce(&mut Frame<'_>)) -> io::Result<(u16, u16)> {
        if change_kitty(KITTY_SUPPORTED, KITTY_ON) {
            execute!(io::stdout(), style::Print(PUSH_KITTY))?;
        }
        if std::mem::take(&mut self.rings) {
            execute!(io::stdout(), style::Print(BELL))?;
        }
        self.terminal.draw(paint).map(|frame| (frame.area.width, frame.area.height))
    }

    /// Restores the terminal for another screen of this program. Unread input is kept, because it is typed for that
    /// screen.
    ///
    /// The terminal's answer to [`QUERY_KITTY`] may be among it. The next screen asks too, and reads both.
    pub(crate) fn leave_to_next_screen(mut self) {
        self.keeps_input = true;
    }
}

impl Drop for FullScreen {
    fn drop(&mut self) {
        let is_asked = KITTY.load(Ordering::SeqCst) == KITTY_ASKED;
        if is_asked && !self.keeps_input && self.entered.elapsed() < KITTY_ANSWER_TIME {
            // The answer may be unread. Discard it, because the shell would read it as typed text.
            let _gone = tcflush(io::stdin(), QueueSelector::IFlush);
        }
        leave();
    }
}

/// Restores the terminal. Errors are ignored: without a terminal there is nothing to restore.
pub(crate) fn leave() {
    let mut out = io::stdout();
    let kitty = KITTY.swap(KITTY_UNUSED, Ordering::SeqCst);
    let pop_kitty = if kitty == KITTY_ON { POP_KITTY } else { "" };
    let queued =
        queue!(out, style::Print(pop_kitty), DisableBracketedPaste, cursor::Show, LeaveAlternateScreen);
    if queued.is_ok() {
        let _gone = out.flush();
    }
    let _gone = terminal::disable_raw_mode();
}
