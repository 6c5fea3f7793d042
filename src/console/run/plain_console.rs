//! The plain console (`--plain`): it works line by line, for terminals without a full screen, for screen
//! readers and for pipes.
//!
//! A line is read like a pasted line on the full screen. The line contains a letter and an amount, or only
//! an amount, which is then for the last material. `+3` counts people, a word after a colon is a command,
//! and an empty line confirms a held amount. Each typed line is answered with one line of output, once the
//! disk has confirmed the record.
//!
//! Invariant: the plain console and the full screen use the same `update` function.

use std::io::{self, BufRead, Write};
use std::ops::ControlFlow;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use crate::console::model::Model;
use crate::console::msg::Msg;
use crate::console::run::effects::EffectRunner;
use crate::console::run::incoming::Incoming;
use crate::console::view::{message_text, total_text};
use crate::domain::limits::PEOPLE_MAX;
use crate::language::Message;
use crate::screen::clock::Clock;
use crate::screen::key::Key;

/// How long the answer to a line waits for the disk. After this time, the answer says that the record is
/// being saved.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(5);
/// The time between two checks for messages while no line is typed.
const POLL_INTERVAL: Duration = Duration::from_millis(200);

/// A parsed line.
enum PlainCommand {
    /// An amount, with or without a letter.
    Entry(String),
    /// A group of this many people.
    People(String),
    /// Does what this key does in the full-screen console.
    Key(Key),
    Total,
    Help,
    Quit,
    Unknown,
}

impl PlainCommand {
    fn parse(line: &str) -> Self {
        let line = line.trim();
        if let Some(count) = line.strip_prefix('+') {
            return Self::People(if count.is_empty() { "1".to_owned() } else { count.to_owned() });
        }
        let Some(command) = line.strip_prefix(':') else {
            return match line {
                "" => Self::Key(Key::Enter),
                "?" => Self::Help,
                _ => Self::Entry(line.to_owned()),
            };
        };
        match command.trim() {
            "undo" => Self::Key(Key::F(8)),
            "redo" => Self::Key(Key::Ctrl('y')),
            "lang" => Self::Key(Key::F(2)),
            "total" => Self::Total,
            "help" => Self::Help,
            "quit" => Self::Quit,
            _ => Self::Unknown,
        }
    }
}

/// Sends the lines of standard input until its end.
fn spawn_line_reader(sender: Sender<String>) {
    thread::spawn(move || {
        for line in io::stdin().lock().lines() {
            let Ok(line) = line else { return };
            if sender.send(line).is_err() {
                return;
            }
        }
    });
}

/// Answers each line until the input ends or asks to quit, and returns the exit status.
///
/// # Errors
/// Returns an error if standard output cannot be written.
pub(super) fn run(
    model: &mut Model,
    inbox: &Receiver<Incoming>,
    effects: &EffectRunner<'_>,
    clock: Clock,
) -> io::Result<u8> {
    let (sender, lines) = mpsc::channel();
    spawn_line_reader(sender);
    print_line(&format!("{}  {}", total_text(model), model.texts.get(Message::PlainWelcome)))?;
    let mut plain = PlainConsole { model, inbox, effects, clock, warnings_printed: 0 };
    loop {
        plain.print_new_warnings()?;
        match lines.recv_timeout(POLL_INTERVAL) {
            Ok(line) => {
                if plain.answer(&line)?.is_break() {
                    return Ok(0);
                }
            }
            Err(RecvTimeoutError::Disconnected) => return Ok(0),
            Err(RecvTimeoutError::Timeout) => {
                plain.handle_messages();
                if let Some(status) = plain.model.exit_status {
                    return Ok(status);
                }
            }
        }
    }
}

struct PlainConsole<'a> {
    model: &'a mut Model,
    inbox: &'a Receiver<Incoming>,
    effects: &'a EffectRunner<'a>,
    clock: Clock,
    /// How many of the model's warnings were printed.
    warnings_printed: usize,
}

impl PlainConsole<'_> {
    /// Runs a line and prints the answer. Returns `Break` if the line asks to quit.
    fn answer(&mut self, line: &str) -> io::Result<ControlFlow<()>> {
        match PlainCommand::parse(line) {
            PlainCommand::Quit => return Ok(ControlFlow::Break(())),
            PlainCommand::Total => print_line(&total_text(self.model))?,
            PlainCommand::Help => print_line(&self.model.texts.get(Message::PlainHelp))?,
            PlainCommand::Unknown => print_line(&self.model.texts.get(Message::PlainUnknown))?,
            PlainCommand::Key(key) => {
                self.press(key);
                self.print_result()?;
            }
            PlainCommand::People(count) => {
                self.press(Key::F(5));
                count.chars().for_each(|c| self.press(Key::Char(c)));
                self.press(Key::Enter);
                if self.model.overlays.is_empty() {
                    self.print_result()?;
                } else {
                    // The prompt is still open, because it rejected the number.
                    self.press(Key::Esc);
                    print_line(&self.model.texts.get(Message::RefusedGroup { most: PEOPLE_MAX.into() }))?;
                }
            }
            PlainCommand::Entry(text) => {
                self.apply(Msg::PlainLine(text, self.clock.now()));
                self.print_result()?;
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn press(&mut self, key: Key) {
        self.apply(Msg::Key(key, self.clock.now()));
    }

    fn apply(&mut self, msg: Msg) {
        // A signal has set the exit status, which ends the loop. Nothing else asks to quit here.
        let _quit = self.effects.apply(self.model, msg);
    }

    /// Handles the messages that came while no line was typed: news of other stations, or a signal.
    fn handle_messages(&mut self) {
        while let Ok(incoming) = self.inbox.try_recv() {
            incoming.into_msg().into_iter().for_each(|msg| self.apply(msg));
        }
    }

    /// Waits for the disk, then prints what happened to the line.
    fn print_result(&mut self) -> io::Result<()> {
        while !self.model.pending.is_empty() {
            let Ok(incoming) = self.inbox.recv_timeout(ANSWER_TIMEOUT) else { break };
            let Some(msg) = incoming.into_msg() else { continue };
            let failed = matches!(msg, Msg::NotSaved(_));
            self.apply(msg);
            if failed {
                break;
            }
        }
        print_line(&message_text(self.model))
    }

    /// Prints new warnings to standard error, because each line has exactly one answer on standard output.
    fn print_new_warnings(&mut self) -> io::Result<()> {
        for warning in self.model.warnings.iter().skip(self.warnings_printed) {
            writeln!(io::stderr(), "{}", self.model.texts.show(warning))?;
        }
        self.warnings_printed = self.model.warnings.len();
        Ok(())
    }
}

fn print_line(line: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_an_amount_people_or_a_command() {
        let parse = PlainCommand::parse;
        assert!(matches!(parse(" q12,5 "), PlainCommand::Entry(text) if text == "q12,5"));
        assert!(matches!(parse("+"), PlainCommand::People(count) if count == "1"));
        assert!(matches!(parse("+25"), PlainCommand::People(count) if count == "25"));
        assert!(matches!(parse(""), PlainCommand::Key(Key::Enter)));
        assert!(matches!(parse(":undo"), PlainCommand::Key(Key::F(8))));
        assert!(matches!(parse(":nonsense"), PlainCommand::Unknown));
        assert!(matches!(parse("?"), PlainCommand::Help));
    }
}
