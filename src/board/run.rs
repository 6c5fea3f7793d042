//! Runs the board: connects the model and the view to the terminal, the journals and the clock.
//!
//! Invariant: the loop never waits for a disk. A separate thread reads the files and sends a snapshot only
//! if something changed. If no message arrives, the board is redrawn only when the minute or the language
//! changes.

mod watch;

use std::io;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};

use crate::board::model::{Board, BoardMsg, update};
use crate::board::run::watch::EventWatch;
use crate::board::view::view;
use crate::domain::event::UtcOffset;
use crate::journal::data_dir::DataDir;
use crate::language::Language;
use crate::screen::clock::Clock;
use crate::screen::full_screen::{self, FullScreen};
use crate::screen::input::{self, Input};
use crate::screen::key::Key;
use crate::screen::setup::Features;
use crate::screen::shutdown::{self, HANGUP_STATUS};
use crate::screen::theme::Theme;

/// The options of the board: what it shows, and how it draws.
pub(crate) struct BoardOptions {
    /// The folder with the events.
    pub data: DataDir,
    /// The event to show. If `None`, the board shows today's event, or else the newest one.
    pub slug: Option<String>,
    /// The UTC offset of this machine, for the clock while there is no event.
    pub offset: UtcOffset,
    /// The languages to show in turn.
    pub languages: Vec<Language>,
    /// Colours and drawing characters.
    pub theme: Theme,
    /// What the terminal is used for.
    pub features: Features,
}

/// Runs the board until it ends, and returns its exit status: 0, or 128 + the signal.
///
/// # Errors
/// The terminal cannot be set up.
pub(crate) fn run(options: BoardOptions) -> io::Result<u8> {
    let BoardOptions { data, slug, offset, languages, theme, features } = options;
    let clock = Clock::start();
    let (sender, inbox) = mpsc::channel();
    let mut board = Board::new(&languages, theme, slug.clone(), offset, clock.now());
    shutdown::watch_signals(sender.clone(), BoardMsg::Ended)?;
    let mut screen = FullScreen::enter(features)?;
    shutdown::stop_on_panic(sender.clone(), BoardMsg::Ended);
    EventWatch::new(data, slug).start(sender.clone());
    let _reader = input::spawn_reader(sender, clock, |input, _| message(input), BoardMsg::Ended)?;
    Ok(main_loop(&mut board, &mut screen, &inbox, clock))
}

/// Draws, waits for messages and applies them, until there is an exit status.
fn main_loop(board: &mut Board, screen: &mut FullScreen, inbox: &Receiver<BoardMsg>, clock: Clock) -> u8 {
    loop {
        if screen.draw(|frame| view(board, frame)).is_err() {
            return HANGUP_STATUS;
        }
        let mut next = match inbox.recv_timeout(board.until_next_change()) {
            Ok(msg) => Some(msg),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => return HANGUP_STATUS,
        };
        while let Some(msg) = next {
            update(board, msg);
            next = inbox.try_recv().ok();
        }
        update(board, BoardMsg::Clock(clock.now()));
        if let Some(status) = board.exit_status {
            return status;
        }
    }
}

/// Returns the message for an input. A paste is ignored, because the board has no text field. A repeat counts as a
/// press, because every key of the board may act twice.
fn message(input: Input) -> Option<BoardMsg> {
    match input {
        Input::Key(press) if press.key == Key::Ctrl('l') => {
            full_screen::set_up_again();
            Some(BoardMsg::Resized)
        }
        Input::Key(press) => Some(BoardMsg::Key(press.key)),
        Input::Resized => Some(BoardMsg::Resized),
        Input::Background { is_light } => Some(BoardMsg::Background { is_light }),
        Input::Paste(_) | Input::Mouse(_) | Input::Quiet(_) | Input::Acted(_) => None,
    }
}
