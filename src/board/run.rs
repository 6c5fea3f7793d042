//! The board at work: connects the screen to journals and clock.
//!
//! Invariant: the screen's loop waits for no disk. A thread of its own looks at the files and sends a picture
//! only when something changed; without a message nothing is drawn but the clock and the turning languages.

mod feed;

use std::io;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Instant;

use chrono::Utc;

use crate::board::model::{Model, Msg, Now, update};
use crate::board::run::feed::Feed;
use crate::board::view::view;
use crate::domain::event::UtcOffset;
use crate::journal::folder::DataDir;
use crate::language::Language;
use crate::screen::ends::{self, HUNG_UP};
use crate::screen::terminal::{Input, Inputs, Screen};
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
    let started = Instant::now();
    let now = move || Now { wall: Utc::now(), since_start: started.elapsed() };
    let (sender, inbox) = mpsc::channel();
    let mut model = Model::new(&languages, Theme::new(&environment, ascii), slug.clone(), offset, now());
    ends::watch_signals(sender.clone(), Msg::Ended)?;
    let mut screen = Screen::enter()?;
    ends::watch_hang_up(sender.clone(), Msg::Ended);
    ends::stop_on_panic(sender.clone(), Msg::Ended);
    Feed::new(data, slug).start(sender.clone());
    read_keys(sender);
    Ok(work(&mut model, &mut screen, &inbox, now))
}

/// The loop: draw, wait, take in.
fn work(model: &mut Model, screen: &mut Screen, inbox: &Receiver<Msg>, now: impl Fn() -> Now) -> u8 {
    loop {
        if screen.draw(|frame| view(model, frame)).is_err() {
            return HUNG_UP;
        }
        let mut next = match inbox.recv_timeout(model.calm()) {
            Ok(msg) => Some(msg),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => return HUNG_UP,
        };
        while let Some(msg) = next {
            update(model, msg);
            next = inbox.try_recv().ok();
        }
        update(model, Msg::Clock(now()));
        if let Some(status) = model.ended {
            return status;
        }
    }
}

fn read_keys(sender: Sender<Msg>) {
    thread::spawn(move || {
        for input in Inputs::start() {
            let msg = match input {
                Ok(Input::Key(key)) => Msg::Key(key),
                Ok(Input::Resized(..)) => Msg::Resized,
                Ok(Input::Paste(_)) => continue,
                Err(_) => Msg::Ended(HUNG_UP),
            };
            let ended = matches!(msg, Msg::Ended(_));
            if sender.send(msg).is_err() || ended {
                return;
            }
        }
    });
}
