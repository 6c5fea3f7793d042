//! The terminal: entering and leaving the full screen, one write per frame, keys from a thread of their
//! own.
//!
//! Invariants:
//! - Whatever happens, [`leave`] gives back a usable terminal, and prints nothing where it is gone.
//! - No step of starting waits for an answer of the terminal.
//! - The numeric keypad is told to send digits (DECKPNM): in application mode its decimal key would
//!   vanish, and 12.5 would become 125.

use std::collections::VecDeque;
use std::io::{self, IsTerminal, Stdout, Write};
use std::time::Instant;

use crossterm::event::{
    DisableBracketedPaste, EnableBracketedPaste, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers,
};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{cursor, execute, queue, style, terminal};
use ratatui::{Frame, Terminal};

use crate::entry::layout;
use crate::screen::backend::Compact;
use crate::screen::key::Key;
use crate::screen::rejoin::Rejoin;

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

/// The full screen, from [`Screen::enter`] until it is dropped.
pub struct Screen(Terminal<Compact<Stdout>>);

impl Screen {
    /// Enters the full screen.
    ///
    /// # Errors
    /// Where the terminal cannot be set up; it is then as it was.
    pub fn enter() -> io::Result<Self> {
        let screen = Terminal::new(Compact::new(io::stdout()))?;
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

impl Drop for Screen {
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

/// What a terminal's event means.
pub enum Input {
    Key(Key),
    Paste(String),
    /// Columns and rows.
    Resized(u16, u16),
}

/// What the terminal sends, one after the other, without an end: an error says that the terminal is gone. The next one
/// is waited for, so it belongs into a thread of its own.
pub struct Inputs {
    started: Instant,
    rejoin: Rejoin,
    /// What is known already and was not asked for yet.
    ready: VecDeque<Input>,
}

impl Inputs {
    /// From now on.
    #[must_use]
    pub fn start() -> Self {
        Self { started: Instant::now(), rejoin: Rejoin::default(), ready: VecDeque::new() }
    }

    fn wait(&mut self) -> io::Result<Input> {
        loop {
            if let Some(input) = self.ready.pop_front() {
                return Ok(input);
            }
            let (keys, other) = match crossterm::event::read()? {
                Event::Key(event) if event.kind != KeyEventKind::Release => match key(event) {
                    Some(key) => (self.rejoin.take(key, self.started.elapsed()), None),
                    None => continue,
                },
                Event::Paste(text) => (self.rejoin.flush(), Some(Input::Paste(text))),
                Event::Resize(columns, rows) => (Vec::new(), Some(Input::Resized(columns, rows))),
                _ => continue,
            };
            self.ready.extend(keys.into_iter().map(Input::Key).chain(other));
        }
    }
}

impl Iterator for Inputs {
    type Item = io::Result<Input>;

    fn next(&mut self) -> Option<Self::Item> {
        Some(self.wait())
    }
}

fn key(event: KeyEvent) -> Option<Key> {
    let control = event.modifiers.contains(KeyModifiers::CONTROL);
    Some(match event.code {
        KeyCode::Char(c) if control => match layout::key_of(c)? {
            // What some terminals send for Enter in a paste, and for Backspace.
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
    fn control_keys_do_not_depend_on_the_layout() {
        let press = |c, modifiers| key(KeyEvent::new(KeyCode::Char(c), modifiers));
        assert_eq!(press('q', KeyModifiers::CONTROL), Some(Key::Ctrl('q')));
        assert_eq!(press('й', KeyModifiers::CONTROL), Some(Key::Ctrl('q')));
        assert_eq!(press('Я', KeyModifiers::CONTROL | KeyModifiers::SHIFT), Some(Key::Ctrl('z')));
        assert_eq!(press('j', KeyModifiers::CONTROL), Some(Key::Enter));
        assert_eq!(press('й', KeyModifiers::NONE), Some(Key::Char('й')));
        assert_eq!(press('1', KeyModifiers::ALT), Some(Key::Alt('1')));
    }
}
