//! Terminal input: keys, pastes and size changes, read by a thread of its own.
//!
//! Invariants:
//! - An input is never lost between two reads, and the end of the terminal is reported exactly once.
//! - The inputs are sent in the order in which the bytes came. A silence is sent only if no byte is waiting and no
//!   sequence is unfinished when it ends, so the receiver needs no timer and never decides too early.
//! - Without input the thread sleeps: an idle program does not wake up.
//! - Only one thread reads the terminal. If one screen follows another, the first stops its thread and hands over what it
//!   has read and not handled.

mod background;
mod coded_key;
mod csi;
mod decoded;
mod decoder;
mod paste;
mod ss3;
mod utf8;

use std::io::{self, Read, Write};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::sync::mpsc::{SendError, Sender};
use std::sync::{Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::io::Errno;
use signal_hook::SigId;
use signal_hook::consts::signal::SIGWINCH;

pub use crate::screen::input::decoded::{Decoded, KeyPress, MouseAction};
pub use crate::screen::input::decoder::Decoder;

use crate::screen::clock::{Clock, Timestamp};
use crate::screen::full_screen;
use crate::screen::key::Key;
use crate::screen::shutdown::HANGUP_STATUS;

/// The silences that are reported after each read, shortest first. After each of them, some gesture is decided
/// (docs/input.md, G1 to G7).
const SILENCES: [Duration; 4] = [
    Duration::from_millis(30),
    Duration::from_millis(120),
    Duration::from_millis(150),
    Duration::from_millis(300),
];
/// The size of a read. The kernel's buffer of a terminal has 4,095 bytes.
const READ_BYTES: usize = 4096;

/// One terminal event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Input {
    /// A key press, or an automatic repeat of a key that is held down.
    Key(KeyPress),
    /// A bracketed paste. It ends with U+FFFD if a part of it is missing.
    Paste(String),
    /// An action with the mouse, if the screen uses it.
    Mouse(MouseAction),
    /// The terminal has said the colour of its background.
    Background {
        /// Whether it is nearer to white than to black.
        is_light: bool,
    },
    /// The size of the terminal has changed, or the program was stopped and continued. Everything must be drawn again.
    Resized,
    /// No byte has come for this long since the last one, and no sequence is unfinished.
    Quiet(Duration),
    /// The screen before has acted on this key. It does nothing here, but the keyboard may repeat it.
    Acted(Key),
}

/// When an input was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadAt {
    /// The time of the read that brought the last byte of the input. For [`Input::Quiet`] and [`Input::Resized`], the
    /// current time.
    pub at: Timestamp,
    /// The number of that read, from 1. For [`Input::Quiet`] and [`Input::Resized`], the number of the last read. All
    /// inputs of one read have the same number.
    pub read: u64,
}

/// Starts a thread that sends each input as a message, and sends `ended` with [`HANGUP_STATUS`] once the
/// terminal is gone. Input that the screen before handed over comes first.
///
/// `to_message` returns `None` for an input to ignore.
///
/// The thread reads until the program ends, or until the returned value is asked to stop it.
///
/// # Errors
/// The signal handler for changes of the size cannot be installed.
pub(crate) fn spawn_reader<T: Send + 'static>(
    sender: Sender<T>,
    clock: Clock,
    to_message: impl Fn(Input, ReadAt) -> Option<T> + Send + 'static,
    ended: fn(u8) -> T,
) -> io::Result<RunningReader> {
    // A signal arrives as a byte, so that one thread waits for both and keeps them in order.
    let (resizes, resized) = UnixStream::pair()?;
    resizes.set_nonblocking(true)?;
    let (stops, stop) = UnixStream::pair()?;
    let resize_signal = signal_hook::low_level::pipe::register(SIGWINCH, resized)?;
    let (terminal, state) = (io::stdin(), ReadState::default());
    let mut reader = Reader { terminal, resizes, stops, sender, clock, to_message, state };
    let handed_over = HandedOver::take();
    // Nobody may ask this thread to stop. Its own end keeps the connection open.
    let open = stop.try_clone()?;
    let thread = thread::spawn(move || {
        let _open = open;
        if let Some(handed_over) = handed_over
            && reader.resume(handed_over).is_err()
        {
            return None;
        }
        reader.state.decoder.set_reads_mouse(full_screen::uses_mouse());
        // The terminal may have answered to the screen before.
        if let Some(is_light) = full_screen::background()
            && reader.send(Input::Background { is_light }, reader.now()).is_err()
        {
            return None;
        }
        reader.run(ended)
    });
    Ok(RunningReader { stop, thread, resize_signal })
}

/// A thread that reads the terminal. It goes on if this value is dropped.
#[derive(Debug)]
pub(crate) struct RunningReader {
    stop: UnixStream,
    thread: JoinHandle<Option<ReadState>>,
    resize_signal: SigId,
}

impl RunningReader {
    /// Stops the thread and waits for its end. Bytes that it has not read stay in the terminal.
    ///
    /// Returns `None` if the thread has ended before, because the terminal is gone.
    pub(crate) fn stop(mut self) -> Option<ReadState> {
        signal_hook::low_level::unregister(self.resize_signal);
        // Writing fails if the thread has ended. Its result says so.
        let _ended = self.stop.write_all(&[0]);
        self.thread.join().ok().flatten()
    }
}

/// The input for the next screen.
static HANDED_OVER: Mutex<Option<HandedOver>> = Mutex::new(None);

/// The input that a screen has read and not handled.
#[derive(Debug)]
pub(crate) struct HandedOver {
    /// The decoded inputs, oldest first.
    pub inputs: Vec<(Input, ReadAt)>,
    pub state: ReadState,
}

impl HandedOver {
    /// Keeps this input for the next thread that reads the terminal.
    pub(crate) fn keep(self) {
        *HANDED_OVER.lock().unwrap_or_else(PoisonError::into_inner) = Some(self);
    }

    fn take() -> Option<Self> {
        HANDED_OVER.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// What a thread has read so far, so that the thread of the next screen can go on in the middle of a key.
#[derive(Debug, Default)]
pub(crate) struct ReadState {
    decoder: Decoder,
    last_read: Option<LastRead>,
}

/// Why the thread stops reading.
#[derive(Debug)]
enum ReadEnd {
    /// The terminal is gone.
    HangUp,
    /// The receiver of the inputs is gone.
    NoReceiver,
    /// The thread was asked to stop.
    Stopped,
}

impl<T> From<SendError<T>> for ReadEnd {
    fn from(_: SendError<T>) -> Self {
        Self::NoReceiver
    }
}

/// What ended a wait.
enum WaitEnd {
    Bytes,
    Resize,
    Silence,
    Stop,
}

/// Reads the bytes of a terminal.
struct Reader<T, F, M> {
    terminal: F,
    /// A byte arrives here whenever the size changes.
    resizes: UnixStream,
    /// A byte arrives here to stop the thread.
    stops: UnixStream,
    sender: Sender<T>,
    clock: Clock,
    to_message: M,
    state: ReadState,
}

/// The last read that brought bytes.
#[derive(Debug)]
struct LastRead {
    ended: Instant,
    at: ReadAt,
    /// The longest silence since then that was handled.
    silence: Duration,
}

impl<T, F: AsFd, M: Fn(Input, ReadAt) -> Option<T>> Reader<T, F, M> {
    /// Sends the inputs that the screen before has not handled, and goes on where its thread stopped.
    fn resume(&mut self, handed_over: HandedOver) -> Result<(), ReadEnd> {
        let HandedOver { inputs, state } = handed_over;
        self.state = state;
        inputs.into_iter().try_for_each(|(input, at)| self.send(input, at))
    }

    /// Reads until the terminal hangs up, the receiver is dropped, or the thread is asked to stop. Returns the state for
    /// the next reader if the thread was asked to stop, else `None`.
    fn run(mut self, ended: fn(u8) -> T) -> Option<ReadState> {
        loop {
            match self.step() {
                Ok(()) => {}
                Err(ReadEnd::HangUp) => {
                    // Sending fails if the screen has already ended, so the result is ignored.
                    let _ended = self.sender.send(ended(HANGUP_STATUS));
                    return None;
                }
                Err(ReadEnd::NoReceiver) => return None,
                Err(ReadEnd::Stopped) => return Some(self.state),
            }
        }
    }

    /// Waits for bytes, a change of the size or the end of a silence, and handles it.
    fn step(&mut self) -> Result<(), ReadEnd> {
        let silence = self.next_silence();
        match self.wait(silence)? {
            WaitEnd::Bytes => self.read(),
            WaitEnd::Resize => self.resize(),
            WaitEnd::Silence => self.end_silence(silence),
            WaitEnd::Stop => Err(ReadEnd::Stopped),
        }
    }

    /// Returns the shortest silence since the last read that has not been handled.
    fn next_silence(&self) -> Option<Duration> {
        let handled = self.state.last_read.as_ref()?.silence;
        SILENCES.into_iter().chain(self.state.decoder.awaits()).filter(|silence| *silence > handled).min()
    }

    /// Waits until something happens, or until no byte has come for `silence`.
    ///
    /// Bytes have priority: a silence ends only if no byte is waiting, even if this thread runs late.
    fn wait(&self, silence: Option<Duration>) -> Result<WaitEnd, ReadEnd> {
        loop {
            let passed = self.state.last_read.as_ref().map_or(Duration::ZERO, |read| read.ended.elapsed());
            let timeout = silence.map(|silence| silence.saturating_sub(passed));
            // No silence is longer than a second, so the conversion does not fail.
            let timeout = timeout.and_then(|timeout| Timespec::try_from(timeout).ok());
            let mut sources = [
                PollFd::new(&self.terminal, PollFlags::IN),
                PollFd::new(&self.resizes, PollFlags::IN),
                PollFd::new(&self.stops, PollFlags::IN),
            ];
            match rustix::event::poll(&mut sources, timeout.as_ref()) {
                Ok(0) => return Ok(WaitEnd::Silence),
                Ok(_) if !sources[2].revents().is_empty() => return Ok(WaitEnd::Stop),
                Ok(_) if sources[0].revents().is_empty() => return Ok(WaitEnd::Resize),
                // A hang-up is included. The read reports it after the last bytes.
                Ok(_) => return Ok(WaitEnd::Bytes),
                Err(Errno::INTR) => {}
                Err(_) => return Err(ReadEnd::HangUp),
            }
        }
    }

    fn read(&mut self) -> Result<(), ReadEnd> {
        let mut buffer = [0; READ_BYTES];
        let length = match rustix::io::read(&self.terminal, &mut buffer) {
            Ok(0) => return Err(ReadEnd::HangUp),
            Ok(length) => length,
            // Another program on the same terminal may have read the bytes.
            Err(Errno::INTR | Errno::AGAIN) => return Ok(()),
            Err(_) => return Err(ReadEnd::HangUp),
        };
        let read = self.state.last_read.as_ref().map_or(0, |last| last.at.read) + 1;
        let at = ReadAt { at: self.clock.now(), read };
        let last = LastRead { ended: Instant::now(), at, silence: Duration::ZERO };
        let before = self.state.last_read.replace(last).map_or(at, |before| before.at);
        let mut events = Vec::new();
        if let Some((first, rest)) = buffer[..length].split_first() {
            // The first byte may show that a sequence of the read before had ended.
            let earlier = self.state.decoder.add(*first, &mut events);
            rest.iter().for_each(|byte| {
                self.state.decoder.add(*byte, &mut events);
            });
            let later = events.split_off(earlier);
            self.send_events(events, before)?;
            events = later;
        }
        self.send_events(events, at)
    }

    /// Handles the end of a silence. The decoder comes first, because it may complete a key.
    fn end_silence(&mut self, silence: Option<Duration>) -> Result<(), ReadEnd> {
        let (Some(silence), Some(last)) = (silence, &mut self.state.last_read) else { return Ok(()) };
        last.silence = silence;
        let at = last.at;
        if self.state.decoder.awaits().is_some_and(|awaited| awaited <= silence) {
            let mut events = Vec::new();
            self.state.decoder.silence(&mut events);
            self.send_events(events, at)?;
        }
        // An unfinished sequence may still become a key with the time of its bytes.
        if SILENCES.contains(&silence) && !self.state.decoder.is_unfinished() {
            self.send(Input::Quiet(silence), self.now())
        } else {
            Ok(())
        }
    }

    fn resize(&mut self) -> Result<(), ReadEnd> {
        // Several signals leave several bytes. One answer is enough.
        let mut signals = [0; 64];
        let _drained = self.resizes.read(&mut signals);
        // A new size may mean another terminal, as in tmux. The program may also have been stopped and continued.
        full_screen::set_up_again();
        self.send(Input::Resized, self.now())
    }

    fn now(&self) -> ReadAt {
        let read = self.state.last_read.as_ref().map_or(0, |last| last.at.read);
        ReadAt { at: self.clock.now(), read }
    }

    fn send_events(&self, events: Vec<Decoded>, at: ReadAt) -> Result<(), ReadEnd> {
        for event in events {
            match event {
                Decoded::Key(press) => self.send(Input::Key(press), at)?,
                Decoded::Paste(text) => self.send(Input::Paste(text), at)?,
                Decoded::Mouse(action) => self.send(Input::Mouse(action), at)?,
                Decoded::Background { is_light } => {
                    full_screen::note_background(is_light);
                    self.send(Input::Background { is_light }, at)?;
                }
                Decoded::KittyAnswer => full_screen::note_kitty_answer(),
                Decoded::StatusAnswer => full_screen::note_status_answer(),
            }
        }
        Ok(())
    }

    fn send(&self, input: Input, at: ReadAt) -> Result<(), ReadEnd> {
        (self.to_message)(input, at).map_or(Ok(()), |message| Ok(self.sender.send(message)?))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::mpsc::{self, Receiver};

    use super::*;
    use crate::screen::key::Key;

    /// An input with the number of its read, or the status of the end.
    type TestMessage = (Option<Input>, u64);
    type TestReader = Reader<TestMessage, UnixStream, fn(Input, ReadAt) -> Option<TestMessage>>;

    fn message(input: Input, at: ReadAt) -> Option<TestMessage> {
        Some((Some(input), at.read))
    }

    /// The other ends of a reader's channels.
    struct Outside {
        terminal: UnixStream,
        _resizes: UnixStream,
        stop: UnixStream,
        inbox: Receiver<TestMessage>,
    }

    /// Returns a reader of a socket in place of a terminal.
    fn reader() -> (TestReader, Outside) {
        let (terminal, outer_terminal) = UnixStream::pair().unwrap();
        let (resizes, outer_resizes) = UnixStream::pair().unwrap();
        let (stops, stop) = UnixStream::pair().unwrap();
        let (sender, inbox) = mpsc::channel();
        let (clock, to_message, state) = (Clock::start(), message as _, ReadState::default());
        let reader = Reader { terminal, resizes, stops, sender, clock, to_message, state };
        (reader, Outside { terminal: outer_terminal, _resizes: outer_resizes, stop, inbox })
    }

    /// Starts a reader's thread.
    fn started() -> Outside {
        let (reader, outside) = reader();
        thread::spawn(move || reader.run(|status| (None, status.into())));
        outside
    }

    fn key(key: Key) -> Option<Input> {
        Some(Input::Key(key.into()))
    }

    fn quiet(milliseconds: u64) -> Option<Input> {
        Some(Input::Quiet(Duration::from_millis(milliseconds)))
    }

    #[test]
    fn silences_are_sent_in_order_after_the_keys_of_a_read() {
        let mut outside = started();
        outside.terminal.write_all(b"q5").unwrap();
        let received: Vec<_> = outside.inbox.iter().take(6).collect();
        let expected =
            [key(Key::Char('q')), key(Key::Char('5')), quiet(30), quiet(120), quiet(150), quiet(300)];
        assert_eq!(received, expected.map(|input| (input, 1)));
        outside.terminal.write_all(b"\r").unwrap();
        assert_eq!(outside.inbox.recv().unwrap(), (key(Key::Enter), 2));
    }

    #[test]
    fn an_esc_by_itself_is_decided_before_the_first_silence() {
        let mut outside = started();
        outside.terminal.write_all(b"\x1b").unwrap();
        let received: Vec<_> = outside.inbox.iter().take(3).collect();
        assert_eq!(received, [key(Key::Esc), quiet(120), quiet(150)].map(|input| (input, 1)));
    }

    #[test]
    fn nothing_is_decided_before_a_byte_that_is_waiting() {
        let (mut reader, mut outside) = reader();
        outside.terminal.write_all(b"q\x1b[").unwrap();
        reader.step().unwrap();
        outside.terminal.write_all(b"D").unwrap();
        // The reader runs so late that it would give up the sequence without the next byte.
        thread::sleep(2 * SILENCES[2]);
        reader.step().unwrap();
        let received: Vec<_> = outside.inbox.try_iter().collect();
        assert_eq!(received, [(key(Key::Char('q')), 1), (key(Key::Left), 2)]);
    }

    #[test]
    fn a_reader_without_input_waits_for_nothing() {
        let (mut reader, mut outside) = reader();
        assert_eq!(reader.next_silence(), None);
        outside.terminal.write_all(b"q").unwrap();
        for _ in 0..=SILENCES.len() {
            reader.step().unwrap();
        }
        assert_eq!(reader.next_silence(), None);
        // Only an unfinished paste needs a longer wait.
        outside.terminal.write_all(b"\x1b[200~q1").unwrap();
        for _ in 0..=SILENCES.len() {
            reader.step().unwrap();
        }
        assert_eq!(reader.next_silence(), Some(Duration::from_secs(1)));
        // No silence is sent while the paste is unfinished.
        assert_eq!(outside.inbox.try_iter().last().unwrap(), (quiet(300), 1));
    }

    #[test]
    fn the_end_of_the_terminal_is_reported_once_after_its_last_bytes() {
        let Outside { mut terminal, _resizes, stop: _stop, inbox } = started();
        terminal.write_all(b"q").unwrap();
        drop(terminal);
        let is_quiet = |input: &Option<Input>| matches!(input, Some(Input::Quiet(_)));
        let received: Vec<_> = inbox.iter().filter(|(input, _)| !is_quiet(input)).collect();
        assert_eq!(received, [(key(Key::Char('q')), 1), (None, HANGUP_STATUS.into())]);
    }

    #[test]
    fn a_stopped_reader_leaves_unread_bytes_and_the_next_one_goes_on_in_the_middle_of_a_key() {
        let (mut reader, mut outside) = reader();
        outside.terminal.write_all(b"q\x1b[").unwrap();
        reader.step().unwrap();
        outside.terminal.write_all(b"D5").unwrap();
        outside.stop.write_all(&[0]).unwrap();
        let terminal = reader.terminal.try_clone().unwrap();
        let state = reader.run(|status| (None, status.into())).unwrap();
        let first: Vec<_> = outside.inbox.iter().collect();
        assert_eq!(first, [(key(Key::Char('q')), 1)]);

        let (mut next, outside) = self::reader();
        next.terminal = terminal;
        let at = ReadAt { at: Clock::start().now(), read: 1 };
        next.resume(HandedOver { inputs: vec![(Input::Acted(Key::Enter), at)], state }).unwrap();
        next.step().unwrap();
        let received: Vec<_> = outside.inbox.try_iter().collect();
        let acted = Some(Input::Acted(Key::Enter));
        assert_eq!(received, [(acted, 1), (key(Key::Left), 2), (key(Key::Char('5')), 2)]);
    }
}
