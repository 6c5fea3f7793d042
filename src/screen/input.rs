//! Terminal input: keys, pastes and size changes, read by a separate thread.
//!
//! Invariant: an input is never lost between two reads, and the end of the terminal is reported exactly once.

use std::collections::VecDeque;
use std::io;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Instant;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::entry::keyboard;
use crate::screen::clock::Timestamp;
use crate::screen::escape::EscapeJoiner;
use crate::screen::key::Key;
use crate::screen::shutdown::HANGUP_STATUS;

/// A key press.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct KeyPress {
    pub key: Key,
    /// Whether the terminal marked it as an automatic repeat.
    pub marked_repeat: bool,
}

/// When and in which read an event came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ReadAt {
    pub at: Timestamp,
    pub read: u64,
}

/// One terminal event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Input {
    /// A key press, or an automatic repeat of a key that is held down.
    Key(KeyPress),
    /// A bracketed paste.
    Paste(String),
    /// The new size in columns and rows.
    Resized(u16, u16),
    Quiet(std::time::Duration),
}

/// Starts a thread that sends each input as a message, and sends `ended` with [`HANGUP_STATUS`] once the
/// terminal is gone.
///
/// `to_message` returns `None` for an input that is to be ignored.
pub(crate) fn spawn_reader<T: Send + 'static>(
    sender: Sender<T>,
    to_message: impl Fn(Input) -> Option<T> + Send + 'static,
    ended: fn(u8) -> T,
) {
    thread::spawn(move || {
        let mut reader = InputReader::new();
        while let Ok(input) = reader.read() {
            if to_message(input).is_some_and(|message| sender.send(message).is_err()) {
                return;
            }
        }
        // Sending fails if the screen has already ended, so the result is ignored.
        let _ended = sender.send(ended(HANGUP_STATUS));
    });
}

/// Reads terminal events in order.
struct InputReader {
    started: Instant,
    joiner: EscapeJoiner,
    /// Inputs that were read together with an earlier input, and not yet returned.
    ready: VecDeque<Input>,
}

impl InputReader {
    fn new() -> Self {
        Self { started: Instant::now(), joiner: EscapeJoiner::default(), ready: VecDeque::new() }
    }

    /// Waits for the next input.
    ///
    /// # Errors
    /// The terminal is gone.
    fn read(&mut self) -> io::Result<Input> {
        loop {
            if let Some(input) = self.ready.pop_front() {
                return Ok(input);
            }
            let (keys, other) = match crossterm::event::read()? {
                Event::Key(event) if event.kind != KeyEventKind::Release => match key(event) {
                    Some(key) => (self.joiner.add(key, self.started.elapsed()), None),
                    None => continue,
                },
                Event::Paste(text) => (self.joiner.flush(), Some(Input::Paste(text))),
                Event::Resize(columns, rows) => (Vec::new(), Some(Input::Resized(columns, rows))),
                _ => continue,
            };
            self.ready.extend(keys.into_iter().map(Input::Key).chain(other));
        }
    }
}

/// Returns the key of an event, or `None` for a key that no screen uses.
fn key(event: KeyEvent) -> Option<Key> {
    let control = event.modifiers.contains(KeyModifiers::CONTROL);
    Some(match event.code {
        KeyCode::Char(c) if control => match keyboard::key_of(c)? {
            // Some terminals send Ctrl+J or Ctrl+M for Enter in a paste, and Ctrl+H for Backspace.
            'j' | 'm' => Key::Enter,
            'h' => Key::Backspace,
            key => Key::Ctrl(key),
        },
        KeyCode::Char(c) if event.modifiers.contains(KeyModifiers::ALT) => Key::Alt(c),
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::F(number) => Key::F(number),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        KeyCode::Tab => Key::Tab,
        KeyCode::BackTab => Key::BackTab,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_keys_are_the_same_in_every_layout() {
        let press = |c, modifiers| key(KeyEvent::new(KeyCode::Char(c), modifiers));
        assert_eq!(press('q', KeyModifiers::CONTROL), Some(Key::Ctrl('q')));
        assert_eq!(press('й', KeyModifiers::CONTROL), Some(Key::Ctrl('q')));
        assert_eq!(press('Я', KeyModifiers::CONTROL | KeyModifiers::SHIFT), Some(Key::Ctrl('z')));
        assert_eq!(press('j', KeyModifiers::CONTROL), Some(Key::Enter));
        assert_eq!(press('й', KeyModifiers::NONE), Some(Key::Char('й')));
        assert_eq!(press('1', KeyModifiers::ALT), Some(Key::Alt('1')));
    }
}
