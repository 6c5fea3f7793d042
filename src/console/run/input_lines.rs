//! Splits standard input into lines, for the plain console.
//!
//! Invariants: every byte belongs to exactly one line. A line that cannot be read as a whole is reported as such. The
//! memory is bounded, for lines of any length and at any speed.

use std::io::{self, BufRead};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread;

use crate::screen::clock::{Clock, Timestamp};

/// The maximum number of bytes of a line that are kept. The rest of a longer line is skipped. The longest entry is much
/// shorter.
const LINE_BYTES: usize = 4096;
/// A line with more bytes than this ends the input. It is a file or a device, and might never end.
const ENDLESS_BYTES: usize = 16 * 1024 * 1024;
/// The maximum number of lines that wait for an answer. Further lines stay in the pipe.
const WAITING_LINES: usize = 16;

/// A line of the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum InputLine {
    /// A whole line without its end (CR, LF, or CR LF). Bytes that are not UTF-8 are replaced with U+FFFD.
    Complete(String),
    /// The first [`LINE_BYTES`] bytes of a longer line.
    TooLong(String),
    /// The start of a line in which the input ended, such as `12` of `125`.
    Unfinished(String),
}

/// Splits bytes into lines.
#[derive(Default)]
struct LineSplitter {
    line: Vec<u8>,
    /// The number of bytes of the line that were skipped.
    skipped: usize,
    /// Whether the previous byte was a CR, so that an LF now belongs to the end of the same line.
    after_cr: bool,
}

impl LineSplitter {
    /// Adds bytes and returns the lines that they end.
    fn push(&mut self, bytes: &[u8]) -> Vec<InputLine> {
        let mut lines = Vec::new();
        for byte in bytes {
            let after_cr = std::mem::replace(&mut self.after_cr, *byte == b'\r');
            match byte {
                b'\n' if after_cr => {}
                b'\r' | b'\n' => lines.push(self.take()),
                _ if self.line.len() == LINE_BYTES => self.skipped += 1,
                byte => self.line.push(*byte),
            }
        }
        lines
    }

    /// Returns whether the line is so long that its end is not awaited.
    const fn is_endless(&self) -> bool {
        self.skipped > ENDLESS_BYTES
    }

    /// Returns the last line if it has no end.
    fn finish(mut self) -> Option<InputLine> {
        if self.line.is_empty() {
            return None;
        }
        Some(match self.take() {
            InputLine::Complete(line) => InputLine::Unfinished(line),
            line => line,
        })
    }

    fn take(&mut self) -> InputLine {
        let line = String::from_utf8_lossy(&std::mem::take(&mut self.line)).into_owned();
        if std::mem::take(&mut self.skipped) > 0 {
            InputLine::TooLong(line)
        } else {
            InputLine::Complete(line)
        }
    }
}

/// Starts a thread that reads standard input, and returns the channel of its lines and their times. The channel is
/// disconnected after the last line.
pub(super) fn spawn_reader(clock: Clock) -> Receiver<(InputLine, Timestamp)> {
    let (sender, lines) = mpsc::sync_channel(WAITING_LINES);
    thread::spawn(move || {
        // An error ends the input: the terminal is gone, or standard input is closed.
        let _ended = read(&mut io::stdin().lock(), clock, &sender);
    });
    lines
}

fn read(
    input: &mut impl BufRead,
    clock: Clock,
    sender: &SyncSender<(InputLine, Timestamp)>,
) -> io::Result<()> {
    let mut splitter = LineSplitter::default();
    loop {
        let bytes = match input.fill_buf() {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let (now, count) = (clock.now(), bytes.len());
        let lines = splitter.push(bytes);
        input.consume(count);
        for line in lines {
            if sender.send((line, now)).is_err() {
                return Ok(());
            }
        }
        if count == 0 || splitter.is_endless() {
            if let Some(line) = splitter.finish() {
                // Sending fails if the console has already ended, so the result is ignored.
                let _ended = sender.send((line, now));
            }
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn complete(line: &str) -> InputLine {
        InputLine::Complete(line.to_owned())
    }

    fn split(chunks: &[&[u8]]) -> Vec<InputLine> {
        let mut splitter = LineSplitter::default();
        let mut lines: Vec<_> = chunks.iter().flat_map(|chunk| splitter.push(chunk)).collect();
        lines.extend(splitter.finish());
        lines
    }

    #[test]
    fn every_kind_of_line_end_ends_one_line() {
        let expected = [complete("a"), complete("b"), complete(""), complete("c")];
        for text in ["a\nb\n\nc\n", "a\r\nb\r\n\r\nc\r\n", "a\rb\r\rc\r", "a\r\nb\n\rc\n"] {
            assert_eq!(split(&[text.as_bytes()]), expected, "{text:?}");
        }
    }

    #[test]
    fn a_line_without_an_end_is_unfinished() {
        assert_eq!(split(&[b"q1\nq12"]), [complete("q1"), InputLine::Unfinished("q12".to_owned())]);
        assert_eq!(split(&[b"q1\r"]), [complete("q1")]);
    }

    #[test]
    fn bytes_that_are_not_utf_8_stay_visible_and_end_no_line() {
        assert_eq!(split(&[b"q1\xe92\nq3\n"]), [complete("q1\u{fffd}2"), complete("q3")]);
        assert_eq!(split(&[b"\xff\n"]), [complete("\u{fffd}")]);
        assert_eq!(split(&["й1\n".as_bytes(), b"q\0\n"]), [complete("й1"), complete("q\0")]);
    }

    #[test]
    fn a_line_that_is_too_long_is_reported_once() {
        let long = vec![b'1'; 3 * LINE_BYTES];
        let most = "1".repeat(LINE_BYTES);
        let too_long = InputLine::TooLong(most.clone());
        assert_eq!(split(&[&long, &long, b"\nq1\n"]), [too_long.clone(), complete("q1")]);
        assert_eq!(split(&[&long]), [too_long]);
        assert_eq!(split(&[most.as_bytes(), b"\n"]), [complete(&most)]);
        let mut splitter = LineSplitter::default();
        assert!((0..100).all(|_| splitter.push(&long).is_empty()) && splitter.line.len() == LINE_BYTES);
    }

    #[test]
    fn a_line_without_end_ends_the_input() {
        let (sender, lines) = mpsc::sync_channel(WAITING_LINES);
        let mut input = io::BufReader::new(io::Read::chain(&b"q1\n"[..], io::repeat(0)));
        read(&mut input, Clock::start(), &sender).unwrap();
        drop(sender);
        let lines: Vec<_> = lines.into_iter().map(|(line, _)| line).collect();
        assert_eq!(lines, [complete("q1"), InputLine::TooLong("\0".repeat(LINE_BYTES))]);
    }

    proptest! {
        #[test]
        fn the_lines_do_not_depend_on_how_the_bytes_are_split(
            bytes in prop::collection::vec(prop::sample::select(vec![b'1', b'q', b'\r', b'\n', 0xd0, 0xb9, 0]), 0..40),
            at in 0_usize..40,
        ) {
            let (first, second) = bytes.split_at(at.min(bytes.len()));
            let single: Vec<&[u8]> = bytes.chunks(1).collect();
            prop_assert_eq!(split(&[&bytes]), split(&[first, second]));
            prop_assert_eq!(split(&[&bytes]), split(&single));
        }
    }
}
