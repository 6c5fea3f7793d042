//! The plain console (`--plain`): it works line by line, for terminals without a full screen, for screen
//! readers and for pipes.
//!
//! A line is read like a pasted line on the full screen. It has a letter and an amount, or only an amount,
//! which is then for the last material. `+3` counts people, and a word after a colon is a command. Each line
//! gets one line of output as its answer, after the disk has confirmed the record.
//!
//! Invariants:
//! - The plain console and the full screen use the same `update` function.
//! - Only `:yes`, or an empty line in a terminal, answers a question with yes. The empty line counts only if the operator
//!   can have read the question before. Any other entry withdraws the question, and the answer names the line that is
//!   not recorded.
//! - A reader that does not read the answers delays neither saving nor a signal.

use std::collections::VecDeque;
use std::io::{self, IsTerminal};
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use crate::console::model::Model;
use crate::console::msg::Msg;
use crate::console::notice::Notice;
use crate::console::run::disk_wait;
use crate::console::run::effects::EffectRunner;
use crate::console::run::incoming::Incoming;
use crate::console::run::input_lines::{self, InputLine};
use crate::console::view::{plain_message_text, total_text};
use crate::domain::limits::PEOPLE_MAX;
use crate::language::{Message, format};
use crate::scale::reader::ScaleNews;
use crate::screen::clock::{Clock, Timestamp};
use crate::screen::key::Key;
use crate::screen::line_printer::{LinePrinter, Stream, write_line};

/// The time between two checks for messages while no line is typed.
const POLL_INTERVAL: Duration = Duration::from_millis(200);
/// An empty line confirms only if it comes at least this long after the question was printed. An earlier line was typed
/// before the operator could read the question.
const READING_TIME: Duration = Duration::from_millis(200);
/// An empty line confirms only if no other line comes within this time after it. Otherwise Enter is held down, or a text
/// was pasted.
const SILENCE_AFTER: Duration = Duration::from_millis(300);
/// How long the next line waits until an answer was printed, if the answers before it were printed.
const PRINT_TIME: Duration = Duration::from_secs(1);
/// The maximum number of answers that wait to be printed. Further lines wait until somebody reads answers.
const WAITING_ANSWERS: usize = 10_000;
/// The maximum number of columns of a line that a message repeats.
const REPEATED_COLUMNS: usize = 40;

/// A parsed line.
#[derive(Debug, PartialEq, Eq)]
enum PlainCommand {
    /// An amount, with or without a letter, or the frame of a scale.
    Entry,
    /// A group of this many people, or `None` if the number is not valid.
    People(Option<u32>),
    /// An empty line.
    Empty,
    Yes,
    No,
    Undo,
    Redo,
    NextLanguage,
    Total,
    Help,
    Quit,
    Unknown,
}

impl PlainCommand {
    /// Parses a line. If the station has a scale, a line that begins with `+` may be the frame of that scale.
    fn parse(line: &str, has_scale: bool) -> Self {
        // A command must not have invisible characters. As an entry, the line is rejected with a reason.
        if line.chars().any(|c| format::is_unsafe(c) || c == char::REPLACEMENT_CHARACTER) {
            return Self::Entry;
        }
        let line = line.trim();
        if let Some(count) = line.strip_prefix('+') {
            // A number with leading zeros may be the frame of a scale.
            let may_be_frame = has_scale && count.starts_with('0');
            let is_number = !may_be_frame && !count.is_empty() && count.chars().all(|c| c.is_ascii_digit());
            return match count {
                "" => Self::People(Some(1)),
                _ if is_number => {
                    Self::People(count.parse().ok().filter(|count| (1..=PEOPLE_MAX).contains(count)))
                }
                _ if has_scale => Self::Entry,
                _ => Self::People(None),
            };
        }
        let Some(command) = line.strip_prefix(':') else {
            return match line {
                "" => Self::Empty,
                "?" => Self::Help,
                _ => Self::Entry,
            };
        };
        match command.trim() {
            "yes" => Self::Yes,
            "no" => Self::No,
            "undo" => Self::Undo,
            "redo" => Self::Redo,
            "lang" => Self::NextLanguage,
            "total" => Self::Total,
            "help" => Self::Help,
            "quit" => Self::Quit,
            _ => Self::Unknown,
        }
    }
}

/// Answers each line until the input ends or asks to quit, and returns the exit status.
///
/// # Errors
/// Returns an error if standard output cannot be written.
pub(super) fn run(
    model: &mut Model,
    inbox: &Receiver<Incoming>,
    effects: &EffectRunner<'_>,
    (clock, scale): (Clock, Option<&ScaleNews>),
) -> io::Result<u8> {
    let is_terminal = io::stdin().is_terminal();
    let lines = input_lines::spawn_reader(clock);
    let welcome = format!("{}  {}", total_text(model), model.texts.get(Message::PlainWelcome));
    let waiting = VecDeque::new();
    let printer = LinePrinter::start(write_line)?;
    let mut plain = PlainConsole {
        model,
        inbox,
        lines,
        waiting,
        printer,
        is_behind: false,
        effects,
        clock,
        scale,
        is_terminal,
        asked: None,
        warnings_printed: 0,
    };
    plain.print_line(&welcome)?;
    let mut is_open = true;
    while is_open && plain.model.exit_status.is_none() {
        plain.print_new_warnings();
        match plain.next_line(POLL_INTERVAL) {
            Ok((line, at)) => is_open = plain.answer(&line, at)?.is_continue(),
            Err(RecvTimeoutError::Disconnected) => {
                plain.print_withdrawn()?;
                is_open = false;
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
        plain.handle_messages();
    }
    plain.wait_for_reader(0)?;
    if let Some(status) = plain.model.exit_status {
        // The signal is the reason for the end, whether the last lines can be printed or not.
        let time = if plain.is_behind { Duration::ZERO } else { PRINT_TIME };
        let _unread = plain.printer.wait(0, time);
        return Ok(status);
    }
    Ok(0)
}

/// The line that caused the open question.
struct Asked {
    line: String,
    /// When the question was printed, since the start of the clock. `None` if other output follows it.
    printed_at: Option<Duration>,
}

struct PlainConsole<'a> {
    model: &'a mut Model,
    inbox: &'a Receiver<Incoming>,
    lines: Receiver<(InputLine, Timestamp)>,
    /// Lines that were received, but are not answered yet.
    waiting: VecDeque<(InputLine, Timestamp)>,
    /// Prints the answers.
    printer: LinePrinter,
    /// Whether nobody has read the last answer in time.
    is_behind: bool,
    effects: &'a EffectRunner<'a>,
    clock: Clock,
    /// What the scale on a wire sends, if the station has one.
    scale: Option<&'a ScaleNews>,
    /// Whether standard input is a terminal. The lines of a pipe may have been written before the question.
    is_terminal: bool,
    asked: Option<Asked>,
    /// The number of the model's warnings that were printed.
    warnings_printed: usize,
}

impl PlainConsole<'_> {
    fn next_line(&mut self, timeout: Duration) -> Result<(InputLine, Timestamp), RecvTimeoutError> {
        self.waiting.pop_front().map_or_else(|| self.lines.recv_timeout(timeout), Ok)
    }

    /// Runs a line and prints the answer. Returns `Break` if the line asks to quit.
    fn answer(&mut self, line: &InputLine, at: Timestamp) -> io::Result<ControlFlow<()>> {
        let (text, command) = match line {
            InputLine::Complete(text) => (text, PlainCommand::parse(text, self.model.scale.is_some())),
            // As an entry, the line is rejected because of its length.
            InputLine::TooLong(text) => (text, PlainCommand::Entry),
            InputLine::Unfinished(text) => {
                let withdrawn = self.withdraw();
                let line = repeated(text);
                self.print(
                    &withdrawn,
                    &self.model.texts.get(Message::PlainUnfinished { line: line.into() }),
                )?;
                return Ok(ControlFlow::Continue(()));
            }
        };
        match command {
            PlainCommand::Quit => {
                self.print_withdrawn()?;
                return Ok(ControlFlow::Break(()));
            }
            PlainCommand::Total => self.print_aside(&total_text(self.model))?,
            PlainCommand::Help => self.print_aside(&self.model.texts.get(Message::PlainHelp))?,
            PlainCommand::Unknown => self.print_aside(&self.model.texts.get(Message::PlainUnknown))?,
            PlainCommand::NextLanguage => {
                self.press(Key::F(2));
                self.print_result("", None)?;
            }
            PlainCommand::Empty if self.has_question() => {
                if self.is_confirmation(at) {
                    self.confirm();
                }
                self.print_result("", None)?;
            }
            PlainCommand::Yes if self.has_question() => {
                self.confirm();
                self.print_result("", None)?;
            }
            // While a question is open, `:undo` withdraws the question and keeps the last record.
            PlainCommand::No | PlainCommand::Undo if self.has_question() => self.print_withdrawn()?,
            PlainCommand::Yes | PlainCommand::No => {
                self.print_aside(&self.model.texts.get(Message::PlainNoQuestion))?;
            }
            // An empty line is the Enter that records the weight of a scale on a wire.
            PlainCommand::Empty if self.model.wire.is_some() => {
                self.look_at_scale();
                self.run_keys(&[Key::Enter], text)?;
            }
            // A terminal may send an empty line after each line of a scale. It is no press of a key.
            PlainCommand::Empty => self.print_result("", None)?,
            PlainCommand::Undo => self.run_keys(&[Key::F(8)], text)?,
            PlainCommand::Redo => self.run_keys(&[Key::Ctrl('y')], text)?,
            PlainCommand::People(None) => {
                let withdrawn = self.withdraw();
                self.print(
                    &withdrawn,
                    &self.model.texts.get(Message::RefusedGroup { most: PEOPLE_MAX.into() }),
                )?;
            }
            PlainCommand::People(Some(count)) => {
                let mut keys = vec![Key::F(5)];
                keys.extend(count.to_string().chars().map(Key::Char));
                keys.push(Key::Enter);
                self.run_keys(&keys, text)?;
            }
            PlainCommand::Entry => {
                let withdrawn = self.withdraw();
                self.apply(Msg::PlainLine(text.clone(), self.clock.now()));
                self.print_result(&withdrawn, Some(text))?;
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Presses keys on an empty entry line, and prints the result.
    fn run_keys(&mut self, keys: &[Key], line: &str) -> io::Result<()> {
        let withdrawn = self.withdraw();
        keys.iter().for_each(|key| self.press(*key));
        self.print_result(&withdrawn, Some(line))
    }

    fn has_question(&self) -> bool {
        self.model.snapshot().held
    }

    /// Returns whether an empty line that was read at this time answers the open question with yes. Waits for
    /// [`SILENCE_AFTER`] if needed.
    fn is_confirmation(&mut self, at: Timestamp) -> bool {
        let printed_at = self.asked.as_ref().and_then(|asked| asked.printed_at);
        let is_after = printed_at.is_some_and(|printed_at| at.since_start >= printed_at + READING_TIME);
        if !self.is_terminal || !is_after {
            return false;
        }
        match self.next_line(SILENCE_AFTER) {
            Ok(next) => {
                self.waiting.push_front(next);
                false
            }
            Err(RecvTimeoutError::Timeout) => true,
            Err(RecvTimeoutError::Disconnected) => false,
        }
    }

    fn confirm(&mut self) {
        self.press(Key::Enter);
    }

    /// Empties the entry line and closes the open question without recording. Returns a sentence that names the line that
    /// is not recorded, or an empty text if no question was open.
    fn withdraw(&mut self) -> String {
        let asked = self.asked.take();
        let had_question = self.has_question();
        // The weight of a scale was not typed.
        let weight = self.model.line.text.clone();
        self.clear();
        if !had_question {
            return String::new();
        }
        let line = asked.map(|asked| asked.line).filter(|line| !line.is_empty()).unwrap_or(weight);
        self.model.texts.get(Message::PlainNotRecorded { line: repeated(&line).into() })
    }

    /// Empties the entry line and closes the form of a group of people.
    fn clear(&mut self) {
        self.apply(Msg::PlainLine(String::new(), self.clock.now()));
        // In a form with a question, the first Esc closes only the question.
        for _ in 0..2 {
            if !self.model.overlays.is_empty() {
                self.press(Key::Esc);
            }
        }
    }

    fn press(&mut self, key: Key) {
        self.apply(Msg::Key(key, self.clock.now()));
    }

    fn apply(&mut self, msg: Msg) {
        let before = self.model.notice().cloned();
        // A signal has set the exit status, which ends the loop. Nothing else asks to quit here.
        let _quit = self.effects.apply(self.model, msg);
        let Some(before) = before else { return };
        if self.model.notice().is_some_and(|notice| notice.is_news() && *notice != before) {
            // The answer to a line is about its own record. A restored journal is among the warnings already.
            if !matches!(self.model.notice(), Some(Notice::JournalRestored(_))) {
                self.printer.print(Stream::Error, plain_message_text(self.model));
            }
            self.model.notify(before);
        }
    }

    /// Handles the messages that came while no line was typed: news of other stations, or a signal.
    fn handle_messages(&mut self) {
        while let Ok(incoming) = self.inbox.try_recv() {
            self.receive(incoming);
        }
    }

    /// Takes what the scale shows now. What it showed before this program was stopped does not count.
    fn look_at_scale(&mut self) {
        let Some(news) = self.scale else { return };
        let is_heard = news.is_heard();
        for live in news.take() {
            self.apply(Msg::Scale(Box::new(live), self.clock.now()));
        }
        if !is_heard {
            self.apply(Msg::ScaleUnheard(self.clock.now()));
        }
    }

    fn receive(&mut self, incoming: Incoming) {
        match incoming {
            Incoming::Msg(msg) => self.apply(msg),
            // It is taken before each line.
            Incoming::Scale(_) => self.look_at_scale(),
            Incoming::Input(..) => {}
        }
    }

    /// Waits for the disk, which is tried again if it failed before. Then prints `withdrawn`, and the result of the line or
    /// the question about it. `line` is `None` if the answer belongs to the open question.
    fn print_result(&mut self, withdrawn: &str, line: Option<&str>) -> io::Result<()> {
        if self.model.save_error.is_some() {
            self.effects.retry();
        }
        while !self.model.pending.is_empty() {
            let Ok(incoming) = self.inbox.recv_timeout(disk_wait::PATIENCE) else {
                self.apply(Msg::NoAnswer);
                break;
            };
            let failed = matches!(incoming, Incoming::Msg(Msg::NotSaved(_)));
            self.receive(incoming);
            if failed {
                break;
            }
        }
        let asked = self.asked.take().map(|asked| asked.line);
        let line = line.map(str::to_owned).or(asked).unwrap_or_default();
        let text = if self.model.overlays.is_empty() {
            plain_message_text(self.model)
        } else {
            // Only the form for a group of people can be open.
            let count = line.trim().trim_start_matches('+').parse::<u32>().unwrap_or(1);
            let people = self.model.texts.get(Message::PeopleCount { count: count.into() });
            format!("{people}? {}", self.model.texts.get(Message::PlainAnswers))
        };
        let is_printed = self.print(withdrawn, &text)?;
        if self.has_question() {
            let printed_at = is_printed.then(|| self.clock.now().since_start);
            self.asked = Some(Asked { line, printed_at });
        }
        Ok(())
    }

    /// Prints an answer that does not close an open question. After it, an empty line no longer confirms.
    fn print_aside(&mut self, text: &str) -> io::Result<()> {
        if let Some(asked) = &mut self.asked {
            asked.printed_at = None;
        }
        self.print_line(text).map(drop)
    }

    /// Withdraws the open question, if there is one, and prints the line that is not recorded.
    fn print_withdrawn(&mut self) -> io::Result<()> {
        match self.withdraw() {
            withdrawn if withdrawn.is_empty() => Ok(()),
            withdrawn => self.print_line(&withdrawn).map(drop),
        }
    }

    /// Prints an answer. Returns whether it was printed, and is not waiting for a reader.
    fn print(&mut self, withdrawn: &str, text: &str) -> io::Result<bool> {
        self.print_line(format!("{withdrawn} {text}").trim_start())
    }

    fn print_line(&mut self, line: &str) -> io::Result<bool> {
        // If nobody reads, only the first answer is waited for.
        let time = if self.is_behind && self.printer.waiting() > 0 { Duration::ZERO } else { PRINT_TIME };
        self.printer.print(Stream::Output, line.to_owned());
        self.is_behind = !self.printer.wait(0, time)?;
        self.wait_for_reader(WAITING_ANSWERS)?;
        Ok(!self.is_behind)
    }

    /// Waits until at most this many answers are not printed, or until a signal comes.
    fn wait_for_reader(&mut self, most: usize) -> io::Result<()> {
        while self.model.exit_status.is_none() && !self.printer.wait(most, POLL_INTERVAL)? {
            self.handle_messages();
        }
        Ok(())
    }

    /// Prints new warnings to standard error, because each line has exactly one answer on standard output.
    fn print_new_warnings(&mut self) {
        for warning in self.model.warnings.iter().skip(self.warnings_printed) {
            self.printer.print(Stream::Error, self.model.texts.show(warning));
        }
        self.warnings_printed = self.model.warnings.len();
    }
}

/// Returns the beginning of a line, for a message.
fn repeated(line: &str) -> String {
    format::fit(&format::clean(line.trim()), REPEATED_COLUMNS).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_an_amount_people_or_a_command() {
        let parse = |line| PlainCommand::parse(line, false);
        assert_eq!(parse(" q12,5 "), PlainCommand::Entry);
        assert_eq!(parse("+"), PlainCommand::People(Some(1)));
        assert_eq!(parse(" +25 "), PlainCommand::People(Some(25)));
        for line in ["+0", "+10001", "+2.5", "++2", "+ 2", "+2 3", "+99999999999"] {
            assert_eq!(parse(line), PlainCommand::People(None), "{line}");
        }
        assert_eq!(parse(" "), PlainCommand::Empty);
        assert_eq!(parse(":yes"), PlainCommand::Yes);
        assert_eq!(parse(":no"), PlainCommand::No);
        assert_eq!(parse(":undo"), PlainCommand::Undo);
        assert_eq!(parse(":nonsense"), PlainCommand::Unknown);
        assert_eq!(parse("?"), PlainCommand::Help);
    }

    #[test]
    fn a_command_has_no_invisible_character() {
        for line in ["+1\t2", "\u{feff}:yes", ":yes\0", "\t", "\u{200b}", "\u{fffd}", ":undo\u{fffd}", "?\r"]
        {
            assert_eq!(PlainCommand::parse(line, false), PlainCommand::Entry, "{line:?}");
        }
    }

    #[test]
    fn a_frame_with_a_plus_is_no_group_of_people() {
        let parse = |line| PlainCommand::parse(line, true);
        assert_eq!(parse("+     12.50 kg"), PlainCommand::Entry);
        assert_eq!(parse("?     12.50 kg"), PlainCommand::Entry);
        assert_eq!((parse("+3"), parse("?")), (PlainCommand::People(Some(3)), PlainCommand::Help));
    }
}
