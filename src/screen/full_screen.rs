//! Entering and leaving the full screen, and drawing on it.
//!
//! Invariants:
//! - Nobody waits for a terminal that does not read, except for a limited time when the screen is left. A thread writes
//!   (`screen::drawing`).
//! - [`leave`] restores a usable terminal if the terminal reads, and prints nothing if it is gone.
//! - Entering never waits for a reply from the terminal.
//! - While the full screen is in use, only frames are written, so nothing is written into a frame.
//! - All modes of the terminal are set again after the program was stopped, after a change of the size, and on request.

use std::io::{self, IsTerminal};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use ratatui::layout::Size;
use ratatui::{Frame, Terminal};
use rustix::termios::{QueueSelector, tcflush};
use thiserror::Error;

use crate::screen::canvas::Canvas;
use crate::screen::drawing::{Drawing, RenderedFrame};
use crate::screen::setup::{Features, Kitty, PUSH_KITTY, Setup};
use crate::screen::{job_control, raw_mode};

/// What the terminal is set up for, and when it was asked. It is global, because a panic or a signal in any thread
/// restores the terminal. It is `None` if there is no full screen.
static SETUP: Mutex<Option<OpenSetup>> = Mutex::new(None);

struct OpenSetup {
    setup: Setup,
    asked_at: Instant,
}

fn open_setup() -> MutexGuard<'static, Option<OpenSetup>> {
    SETUP.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Changes the state of the kitty protocol if it is `from`, and returns whether it was.
fn change_kitty(from: Kitty, to: Kitty) -> bool {
    open_setup().as_mut().is_some_and(|open| {
        let changes = open.setup.kitty == from;
        if changes {
            open.setup.kitty = to;
        }
        changes
    })
}

/// Notes that the terminal answered the query of the kitty keyboard protocol.
///
/// The reading thread must not write, because a frame may be half written. The next frame switches the protocol on.
pub(crate) fn note_kitty_answer() {
    change_kitty(Kitty::Asked, Kitty::Supported);
}

/// Notes the answer of the terminal about its background.
pub(crate) fn note_background(is_light: bool) {
    if let Some(open) = open_setup().as_mut() {
        open.setup.background = Some(is_light);
    }
}

/// Returns whether the background is light, if the terminal has said so to this program.
pub(super) fn background() -> Option<bool> {
    open_setup().as_ref().and_then(|open| open.setup.background)
}

/// Notes that the terminal has drawn what it received before a question.
pub(crate) fn note_status_answer() {
    DRAWING.note_answer();
}

/// Returns whether the mouse is reported to this screen.
pub(super) fn uses_mouse() -> bool {
    open_setup().as_ref().is_some_and(|open| open.setup.features.mouse)
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

/// The longest time after which a terminal's answer to the query of the kitty protocol is still expected.
const KITTY_ANSWER_TIME: Duration = Duration::from_secs(2);

/// How long a program that leaves the screen waits for the terminal's answers.
const ANSWER_TIME: Duration = Duration::from_secs(1);
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
    /// Whether unread input is for another screen of this program.
    keeps_input: bool,
    /// Whether the bell rings with the next frame.
    rings: bool,
    /// The sequence that sets a changed title, for the next frame.
    title_sequence: String,
}

impl FullScreen {
    /// Enters the full screen.
    ///
    /// # Errors
    /// The terminal cannot be set up. Its previous state is restored.
    pub(crate) fn enter(features: Features) -> io::Result<Self> {
        let canvas = Terminal::new(Canvas::default())?;
        DRAWING.start(io::stdout())?;
        job_control::start(suspend)?;
        raw_mode::enter()?;
        // From here on an early return restores the terminal, because the return drops this value.
        let drawn = canvas.size()?;
        let screen = Self { canvas, drawn, keeps_input: false, rings: false, title_sequence: String::new() };
        let setup = Setup::new(features);
        DRAWING.open_screen(setup.open().as_bytes());
        *open_setup() = Some(OpenSetup { setup, asked_at: Instant::now() });
        Ok(screen)
    }

    /// Changes the title of the window, if the terminal has one. It is written with the next frame.
    pub(crate) fn set_title(&mut self, title: &str) {
        if let Some(open) = open_setup().as_mut() {
            self.title_sequence += &open.setup.change_title(title);
        }
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
        let mut sequences = std::mem::take(&mut self.title_sequence);
        if change_kitty(Kitty::Supported, Kitty::On) {
            sequences += PUSH_KITTY;
        }
        let buffer = self.canvas.draw(paint)?.buffer.clone();
        self.drawn = buffer.area.as_size();
        let cursor = self.canvas.backend().cursor();
        DRAWING.show(&sequences, std::mem::take(&mut self.rings), RenderedFrame { buffer, cursor })
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
    /// The terminal's answer to the query of the kitty protocol may be among it. The next screen asks too, and reads both.
    pub(crate) fn leave_to_next_screen(mut self) {
        self.keeps_input = true;
    }
}

impl Drop for FullScreen {
    fn drop(&mut self) {
        if !self.keeps_input {
            discard_late_answer();
        }
        leave();
    }
}

/// Discards unread input if the terminal's answer may be among it, because the shell would read it as typed text.
fn discard_late_answer() {
    let awaits =
        |open: &OpenSetup| open.setup.kitty == Kitty::Asked && open.asked_at.elapsed() < KITTY_ANSWER_TIME;
    if open_setup().as_ref().is_some_and(awaits) {
        let _gone = tcflush(io::stdin(), QueueSelector::IFlush);
    }
}

/// Restores the terminal. Errors are ignored: without a terminal there is nothing to restore.
///
/// If the terminal does not read, the output that it has not read is discarded, because that may leave room for the
/// sequences that restore it. If it still does not read, they are not waited for.
pub(crate) fn leave() {
    let setup = open_setup().take();
    let sequences = setup.map(|open| open.setup.close()).unwrap_or_default();
    DRAWING.close_screen(sequences.as_bytes(), io::stdout());
    wait_for_terminal();
    raw_mode::leave();
}

/// Gives the terminal back for as long as the program is stopped. Does nothing without a full screen.
fn suspend() {
    discard_late_answer();
    let Some(sequences) = open_setup().as_ref().map(|open| open.setup.close()) else { return };
    if DRAWING.suspend_screen(sequences.as_bytes()) {
        wait_for_terminal();
        raw_mode::leave();
    }
}

/// Sets all modes of the terminal again, and has the next frame drawn as a whole. Does nothing without a full screen.
pub(crate) fn set_up_again() {
    let mut setup = open_setup();
    let Some(open) = setup.as_mut() else { return };
    DRAWING.reopen_screen(|was_suspended| {
        // If the terminal is gone, the thread that reads it reports that.
        let _gone = raw_mode::enter();
        if was_suspended {
            open.asked_at = Instant::now();
            open.setup.open()
        } else {
            open.setup.again()
        }
    });
}

fn wait_for_terminal() {
    if DRAWING.wait_until_written(LEAVE_TIME) {
        DRAWING.wait_for_answers(ANSWER_TIME);
    } else {
        let _gone = tcflush(io::stdout(), QueueSelector::OFlush);
        DRAWING.wait_until_written(LEAVE_TIME_AFTER_DISCARD);
    }
}
