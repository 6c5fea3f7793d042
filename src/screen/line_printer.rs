//! Prints lines in a thread of its own, so that the program does not wait for a reader that does not read.
//!
//! Invariant: the lines are printed in the order in which they were handed over, whatever stream they are for.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// Where a line is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stream {
    Output,
    Error,
}

/// A handle to the thread that prints.
#[derive(Clone)]
pub(crate) struct LinePrinter(Arc<Shared>);

#[derive(Default)]
struct Shared {
    queue: Mutex<Queue>,
    changed: Condvar,
}

#[derive(Default)]
struct Queue {
    lines: VecDeque<(Stream, String)>,
    is_printing: bool,
    /// Why standard output cannot be written, until a caller learns it.
    error: Option<io::Error>,
}

impl Queue {
    /// Returns the number of lines that are not printed.
    fn len(&self) -> usize {
        self.lines.len() + usize::from(self.is_printing)
    }
}

impl LinePrinter {
    /// Starts the thread. `write` prints a line.
    ///
    /// # Errors
    /// The system does not start a thread.
    pub(crate) fn start(
        write: impl FnMut(Stream, &str) -> io::Result<()> + Send + 'static,
    ) -> io::Result<Self> {
        let printer = Self(Arc::default());
        let thread = printer.clone();
        thread::Builder::new().name("printer".to_owned()).spawn(move || thread.run(write))?;
        Ok(printer)
    }

    /// Hands over a line.
    pub(crate) fn print(&self, stream: Stream, line: String) {
        self.lock().lines.push_back((stream, line));
        self.0.changed.notify_all();
    }

    /// Returns the number of lines that are not printed.
    pub(crate) fn waiting(&self) -> usize {
        self.lock().len()
    }

    /// Waits until at most `most` lines are not printed, but no longer than this. Returns whether that is so.
    ///
    /// # Errors
    /// A line for standard output could not be printed.
    pub(crate) fn wait(&self, most: usize, time: Duration) -> io::Result<bool> {
        let waited = self.0.changed.wait_timeout_while(self.lock(), time, |queue| queue.len() > most);
        let (mut queue, _) = waited.unwrap_or_else(PoisonError::into_inner);
        match queue.error.take() {
            Some(error) => Err(error),
            None => Ok(queue.len() <= most),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.0.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Prints whatever comes, for ever.
    fn run(&self, mut write: impl FnMut(Stream, &str) -> io::Result<()>) {
        loop {
            let queue = self.lock();
            let waited = self.0.changed.wait_while(queue, |queue| queue.lines.is_empty());
            let mut queue = waited.unwrap_or_else(PoisonError::into_inner);
            let Some((stream, line)) = queue.lines.pop_front() else { continue };
            queue.is_printing = true;
            drop(queue);
            let printed = write(stream, &line);
            let mut queue = self.lock();
            queue.is_printing = false;
            if let Err(error) = printed
                && stream == Stream::Output
            {
                queue.error = Some(error);
            }
            drop(queue);
            self.0.changed.notify_all();
        }
    }
}

/// Prints a line to one of the standard streams.
pub(crate) fn write_line(stream: Stream, line: &str) -> io::Result<()> {
    match stream {
        Stream::Output => {
            let mut out = io::stdout().lock();
            writeln!(out, "{line}")?;
            out.flush()
        }
        Stream::Error => writeln!(io::stderr(), "{line}"),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    #[test]
    fn lines_keep_their_order_and_nobody_waits_for_a_reader_that_does_not_read() {
        let (read, reads) = mpsc::channel::<()>();
        let (sender, printed) = mpsc::channel();
        let printer = LinePrinter::start(move |stream, line| {
            reads.recv().unwrap();
            sender.send((stream, line.to_owned())).unwrap();
            Ok(())
        })
        .unwrap();
        printer.print(Stream::Output, "1".to_owned());
        printer.print(Stream::Error, "2".to_owned());
        printer.print(Stream::Output, "3".to_owned());
        assert!(!printer.wait(0, Duration::ZERO).unwrap());
        assert_eq!(printer.waiting(), 3);
        read.send(()).unwrap();
        assert!(printer.wait(2, LONG).unwrap());
        read.send(()).unwrap();
        read.send(()).unwrap();
        assert!(printer.wait(0, LONG).unwrap());
        let printed: Vec<_> = printed.try_iter().collect();
        let line = |stream, line: &str| (stream, line.to_owned());
        assert_eq!(printed, [line(Stream::Output, "1"), line(Stream::Error, "2"), line(Stream::Output, "3")]);
    }

    #[test]
    fn only_a_closed_standard_output_is_an_error() {
        let printer = LinePrinter::start(|_, _| Err(io::ErrorKind::BrokenPipe.into())).unwrap();
        printer.print(Stream::Error, "1".to_owned());
        assert!(printer.wait(0, LONG).unwrap());
        printer.print(Stream::Output, "2".to_owned());
        assert_eq!(printer.wait(0, LONG).unwrap_err().kind(), io::ErrorKind::BrokenPipe);
        assert!(printer.wait(0, LONG).unwrap(), "the error is reported once");
    }
}
