//! Entering and leaving the full screen, and drawing on it.
//!
//! Invariants:
//! - Nobody waits for a terminal that does not read, except for a limited time when the screen is left. A thread writes
//!   (`screen::drawing`).
//! - [`leave`] restores a usable terminal if the terminal reads, and prints nothing if it is gone.
//! - Entering never waits for a reply from the terminal.
//! - While the full screen is in use, only frames are written, so nothing is written into a frame.
//! - The numeric keypad sends digits (DECKPNM). In application mode the keypad's decimal key would be lost,
//!   so 12.5 would become 125.

use std::io::{self, IsTerminal};
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::{Duration, Instant};

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{cursor, queue, style, terminal};
use ratatui::layout::Size;
use ratatui::{Frame, Terminal};
use rustix::termios::{QueueSelector, tcflush};
use thiserror::Error;

use crate::screen::canvas::Canvas;
use crate::screen::drawing::{Drawing, RenderedFrame};

/// DECKPNM: the numeric keypad sends digits.
const NUMERIC_KEYPAD: &str = "\u{1b}>";

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

/// How long leaving the screen waits for the terminal to read.
const LEAVE_TIME: Duration = Duration::from_secs(1);
/// How long leaving waits again, after what the terminal has not read was discarded.
const LEAVE_TIME_AFTER_DISCARD: Duration = Duration::from_millis(500);

/// What is written. It is global, because a panic in any thread restores the terminal, and because a screen that follows
/// another must not write before the other has ended.
static DRAWING: Drawing = Drawing::new();

/// The full screen. Dropping it restores the terminal.
pub(crate) struct FullScreen {
    canvas: Terminal<Canvas>,
    /// The size of the last frame.
    drawn: Size,
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
        let canvas = Terminal::new(Canvas::default())?;
        DRAWING.start(io::stdout())?;
        terminal::enable_raw_mode()?;
        // From here on an early return restores the terminal, because the return drops this value.
        let drawn = canvas.size()?;
        let screen = Self { canvas, drawn, entered: Instant::now(), keeps_input: false, rings: false };
        KITTY.store(KITTY_ASKED, Ordering::SeqCst);
        let mut sequences = Vec::new();
        // The query follows the alternate screen, which has flags of its own.
        queue!(
            sequences,
            EnterAlternateScreen,
            EnableBracketedPaste,
            style::Print(NUMERIC_KEYPAD),
            style::Print(QUERY_KITTY),
            terminal::Clear(terminal::ClearType::All)
        )?;
        DRAWING.open_screen(&sequences);
        Ok(screen)
    }

    /// Rings the terminal's bell once, directly before the next frame.
    pub(crate) const fn ring_with_next_frame(&mut self) {
        self.rings = true;
    }

    /// Draws one frame and hands it over to be written. A frame that still waits for the terminal is dropped.
    ///
    /// # Errors
    /// The terminal no longer accepts output.
    pub(crate) fn draw(&mut self, paint: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        let sequences = if change_kitty(KITTY_SUPPORTED, KITTY_ON) { PUSH_KITTY } else { "" };
        let buffer = self.canvas.draw(paint)?.buffer.clone();
        self.drawn = buffer.area.as_size();
        let cursor = self.canvas.backend().cursor();
        DRAWING.show(sequences, std::mem::take(&mut self.rings), RenderedFrame { buffer, cursor })
    }

    /// Returns the size of the frame that the operator sees, in columns and rows.
    ///
    /// The caller interprets the next key by this size, because the operator looked at this frame before pressing the
    /// key. The event that reports a new size may arrive later, and a frame of that size may still wait for the terminal.
    pub(crate) fn shown_size(&self) -> (u16, u16) {
        let Size { width, height } = DRAWING.begun_size().unwrap_or(self.drawn);
        (width, height)
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
///
/// If the terminal does not read, the output that it has not read is discarded, because that may leave room for the
/// sequences that restore it. If it still does not read, they are not waited for.
pub(crate) fn leave() {
    let kitty = KITTY.swap(KITTY_UNUSED, Ordering::SeqCst);
    let pop_kitty = if kitty == KITTY_ON { POP_KITTY } else { "" };
    let mut sequences = Vec::new();
    // Writing to memory cannot fail.
    let _ =
        queue!(sequences, style::Print(pop_kitty), DisableBracketedPaste, cursor::Show, LeaveAlternateScreen);
    DRAWING.close_screen(&sequences, io::stdout());
    if !DRAWING.wait_until_written(LEAVE_TIME) {
        let _gone = tcflush(io::stdout(), QueueSelector::OFlush);
        DRAWING.wait_until_written(LEAVE_TIME_AFTER_DISCARD);
    }
    let _gone = terminal::disable_raw_mode();
}
