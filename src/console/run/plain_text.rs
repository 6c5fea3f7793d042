//! The console line by line (`--plain`): for terminals without a full screen, for screen readers, for a
//! pipe.
//!
//! Each line is what a pasted line is in the full screen: a letter and an amount, or an amount for the
//! material before. `+3` counts people, a word behind a colon is a command, an empty line answers a
//! question. Every line is answered with one line, after the disk has taken it.
//!
//! Invariant: the same update decides as in the full screen; only what is drawn is a line.

use std::io::{self, BufRead, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use crate::console::model::Model;
use crate::console::msg::{Effect, Msg};
use crate::console::update::update;
use crate::console::view::{message_words, total_words};
use crate::journal::writer::Writer;
use crate::language::Message;
use crate::screen::clock::Clock;
use crate::screen::key::Key;

/// How long the disk may take before the line is answered with "saving".
const PATIENCE: Duration = Duration::from_secs(5);

/// What a line asks for.
enum Line {
    /// A letter and an amount.
    Weigh(String),
    People(String),
    Keys(Vec<Key>),
    Total,
    Help,
    Quit,
    Unknown,
}

impl Line {
    fn read(text: &str) -> Self {
        let text = text.trim();
        if let Some(count) = text.strip_prefix('+') {
            return Self::People(if count.is_empty() { "1".to_owned() } else { count.to_owned() });
        }
        let Some(command) = text.strip_prefix(':') else {
            return match text {
                "" => Self::Keys(vec![Key::Enter]),
                "?" => Self::Help,
                _ => Self::Weigh(text.to_owned()),
            };
        };
        match command.trim() {
            "undo" => Self::Keys(vec![Key::F(8)]),
            "redo" => Self::Keys(vec![Key::Ctrl('y')]),
            "lang" => Self::Keys(vec![Key::F(2)]),
            "total" => Self::Total,
            "help" => Self::Help,
            "quit" => Self::Quit,
            _ => Self::Unknown,
        }
    }
}

/// Lines of standard input as messages of their own, so that the disk and other stations go on meanwhile.
pub(super) enum Input {
    Line(String),
    /// The input has ended.
    End,
}

fn read_lines(sender: Sender<Input>) {
    thread::spawn(move || {
        for line in io::stdin().lock().lines() {
            let Ok(line) = line else { break };
            if sender.send(Input::Line(line)).is_err() {
                return;
            }
        }
        // Nobody listens any more where the console has ended by itself.
        let _ended = sender.send(Input::End);
    });
}

/// Answers line after line until the input ends or `:quit`; the status to end with.
///
/// # Errors
/// Where standard output cannot be written.
pub(super) fn work(
    model: &mut Model,
    inbox: &Receiver<Msg>,
    writer: &Writer,
    clock: Clock,
) -> io::Result<u8> {
    let (sender, lines) = std::sync::mpsc::channel();
    read_lines(sender);
    say(&format!("{}  {}", total_words(model), model.texts.get(Message::PlainWelcome)))?;
    let mut warned = 0;
    loop {
        warn(model, &mut warned)?;
        let line = match lines.recv_timeout(Duration::from_millis(200)) {
            Ok(Input::Line(line)) => line,
            Ok(Input::End) | Err(RecvTimeoutError::Disconnected) => return Ok(0),
            Err(RecvTimeoutError::Timeout) => {
                // Others go on weighing, and a signal may ask to end.
                while let Ok(msg) = inbox.try_recv() {
                    carry_out(model, msg, writer);
                }
                match model.exit_status {
                    Some(status) => return Ok(status),
                    None => continue,
                }
            }
        };
        let held = model.line.held.is_some();
        match Line::read(&line) {
            Line::Quit => return Ok(0),
            Line::Total => say(&total_words(model))?,
            Line::Help => say(&model.texts.get(Message::PlainHelp))?,
            Line::Unknown => say(&model.texts.get(Message::PlainUnknown))?,
            Line::Keys(keys) => {
                press(model, &keys, writer, clock);
                answer(model, inbox, writer)?;
            }
            Line::People(count) => {
                let keys = [Key::F(5)].into_iter().chain(count.chars().map(Key::Char)).chain([Key::Enter]);
                press(model, &keys.collect::<Vec<_>>(), writer, clock);
                if model.overlays.pop().is_some() {
                    let most = crate::domain::limits::PEOPLE_MAX;
                    say(&model.texts.get(Message::RefusedGroup { most: most.into() }))?;
                } else {
                    answer(model, inbox, writer)?;
                }
            }
            Line::Weigh(text) => {
                // What was refused stands in the lines above; what was asked about goes to the list.
                if !held {
                    model.line.text.clear();
                }
                carry_out(model, Msg::Paste(text + "\n", clock.now()), writer);
                answer(model, inbox, writer)?;
            }
        }
    }
}

fn press(model: &mut Model, keys: &[Key], writer: &Writer, clock: Clock) {
    for key in keys {
        carry_out(model, Msg::Key(*key, clock.now()), writer);
    }
}

fn carry_out(model: &mut Model, msg: Msg, writer: &Writer) {
    for effect in update(model, msg) {
        match effect {
            Effect::Append(pending) => writer.append(*pending),
            Effect::Retry => writer.retry(),
            // The plain console has commands for neither; reports are made by the command line.
            Effect::Quit | Effect::Report { .. } => {}
        }
    }
}

/// Waits for the disk, then says what became of the line.
fn answer(model: &mut Model, inbox: &Receiver<Msg>, writer: &Writer) -> io::Result<()> {
    while !model.pending.is_empty() {
        match inbox.recv_timeout(PATIENCE) {
            Ok(msg) => {
                let failed = matches!(msg, Msg::NotSaved(_));
                carry_out(model, msg, writer);
                if failed {
                    break;
                }
            }
            Err(_) => break,
        }
    }
    say(&message_words(model))
}

/// Says the warnings that came since. Not among the answers, of which each line has one.
fn warn(model: &Model, warned: &mut usize) -> io::Result<()> {
    for warning in model.warnings.iter().skip(*warned) {
        writeln!(io::stderr(), "{}", model.texts.show(warning))?;
    }
    *warned = model.warnings.len();
    Ok(())
}

fn say(line: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_an_amount_people_or_a_command() {
        assert!(matches!(Line::read(" q12,5 "), Line::Weigh(text) if text == "q12,5"));
        assert!(matches!(Line::read("+"), Line::People(count) if count == "1"));
        assert!(matches!(Line::read("+25"), Line::People(count) if count == "25"));
        assert!(matches!(Line::read(""), Line::Keys(keys) if keys == [Key::Enter]));
        assert!(matches!(Line::read(":undo"), Line::Keys(keys) if keys == [Key::F(8)]));
        assert!(matches!(Line::read(":nonsense"), Line::Unknown));
        assert!(matches!(Line::read("?"), Line::Help));
    }
}
