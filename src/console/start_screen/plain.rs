//! The question of the start screen, line by line: for `--plain` in a terminal.

use std::io::{self, BufRead, Read, Write};

use crate::console::start_screen::labels;
use crate::console::start_screen::model::{StartAnswer, StartQuestion};
use crate::language::{Message, Texts};

/// The maximum number of bytes of a line that are read. No answer is that long.
const LINE_BYTES: u64 = 256;

/// A line with more bytes than this ends the input. It is a file or a device, and might never end.
const ENDLESS_BYTES: u64 = 16 * 1024 * 1024;

/// Prints a numbered list, and reads lines until one of them is an answer. The end of the input is `:quit`.
///
/// `input` keeps the lines after the answer, so the console must read the rest from the same buffer.
///
/// # Errors
/// The input cannot be read, or the output cannot be written.
pub(crate) fn ask_plain(
    question: &StartQuestion,
    texts: &Texts,
    input: &mut impl BufRead,
    output: &mut impl Write,
) -> io::Result<StartAnswer> {
    writeln!(output, "{}", texts.get(Message::StartQuestion))?;
    let warnings = question.warnings.iter().map(|warning| texts.show(warning));
    for line in labels::clock_doubt(question, texts).into_iter().chain(warnings) {
        writeln!(output, "{line}")?;
    }
    let last = question.events.len() + 1;
    for (number, event) in (1..).zip(&question.events) {
        let details = labels::details(event, question, texts).join(", ");
        writeln!(output, "{number}. {}, {details}", texts.event_name(event.given_name.as_deref()))?;
    }
    writeln!(output, "{last}. {}", labels::new_event(question, texts, u16::MAX))?;
    writeln!(output, "{}", texts.get(Message::StartPlainHow))?;
    output.flush()?;
    while let Some(line) = read_line(input)? {
        match line.trim() {
            ":quit" => break,
            number => match row_number(number) {
                Some(number) if number == last => return Ok(StartAnswer::New),
                Some(number @ 1..) if number < last => return Ok(StartAnswer::Open(number - 1)),
                _ => {
                    let last = i64::try_from(last).unwrap_or(i64::MAX).into();
                    writeln!(output, "{}", texts.get(Message::StartPlainNumber { last }))?;
                    output.flush()?;
                }
            },
        }
    }
    Ok(StartAnswer::Quit { status: 0 })
}

/// Returns the number that a line of digits means. `+1` is not one: in the plain console it counts people.
fn row_number(line: &str) -> Option<usize> {
    line.bytes().all(|byte| byte.is_ascii_digit()).then(|| line.parse().ok()).flatten()
}

/// Reads a line, or returns `None` at the end of the input. A line without an end is no answer, because its rest is
/// missing. A line that is too long, or is not UTF-8, is returned as an empty one.
fn read_line(input: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    input.by_ref().take(LINE_BYTES).read_until(b'\n', &mut line)?;
    if line.ends_with(b"\n") {
        return Ok(Some(String::from_utf8(line).unwrap_or_default()));
    }
    if line.len() as u64 == LINE_BYTES {
        let mut rest = input.by_ref().take(ENDLESS_BYTES);
        if rest.skip_until(b'\n')? > 0 && rest.limit() > 0 {
            return Ok(Some(String::new()));
        }
    }
    Ok(None)
}
