//! The board at work: connects the screen to journals and clock.
//!
//! Invariant: the screen's loop waits for no disk. A thread of its own looks at the files and sends a picture
//! only when something changed; without a message nothing is drawn but the clock and the turning languages.

mod feed;

use std::io;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};

use crate::board::model::{Model, Msg, update};
use crate::board::run::feed::Feed;
use crate::board::view::view;
use crate::domain::event::UtcOffset;
use crate::journal::data_dir::DataDir;
use crate::language::Language;
use crate::screen::clock::Clock;
use crate::screen::full_screen::FullScreen;
use crate::screen::input::{self, Input};
use crate::screen::shutdown::{self, HANGUP_STATUS};
use crate::screen::theme::{Environment, Theme};

/// What the board is started with.
pub struct Start {
    pub data: DataDir,
    /// The event to stay with; without it, today's, else the newest.
    pub slug: Option<String>,
    /// The machine's, for the clock while there is no event.
    pub offset: UtcOffset,
    /// They take turns.
    pub languages: Vec<Language>,
    pub environment: Environment,
    pub ascii: bool,
}

/// Runs the board until it is left; returns its status: 0, or 128 + the signal.
///
/// # Errors
/// Where the terminal cannot be set up.
pub fn run(start: Start) -> io::Result<u8> {
    let Start { data, slug, offset, languages, environment, ascii } = start;
    let clock = Clock::start();
    let (sender, inbox) = mpsc::channel();
    let mut model =
        Model::new(&languages, Theme::new(&environment, ascii), slug.clone(), offset, clock.now());
    shutdown::watch_signals(sender.clone(), Msg::Ended)?;
    let mut screen = FullScreen::enter()?;
    shutdown::watch_hangup(sender.clone(), Msg::Ended);
    shutdown::stop_on_panic(sender.clone(), Msg::Ended);
    Feed::new(data, slug).start(sender.clone());
    input::spawn_reader(sender, message, Msg::Ended);
    Ok(work(&mut model, &mut screen, &inbox, clock))
}

/// The loop: draw, wait, take in.
fn work(model: &mut Model, screen: &mut FullScreen, inbox: &Receiver<Msg>, clock: Clock) -> u8 {
    loop {
        if screen.draw(|frame| view(model, frame)).is_err() {
            return HANGUP_STATUS;
        }
        let mut next = match inbox.recv_timeout(model.calm()) {
            Ok(msg) => Some(msg),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => return HANGUP_STATUS,
        };
        while let Some(msg) = next {
            update(model, msg);
            next = inbox.try_recv().ok();
        }
        update(model, Msg::Clock(clock.now()));
        if let Some(status) = model.ended {
            return status;
        }
    }
}

/// The board has no text field: it ignores a paste.
fn message(input: Input) -> Option<Msg> {
    match input {
        Input::Key(key) => Some(Msg::Key(key)),
        Input::Resized(..) => Some(Msg::Resized),
        Input::Paste(_) => None,
    }
}
