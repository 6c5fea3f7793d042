//! Drives a program in a pseudo-terminal and reads its screen.
//!
//! A test waits for a condition, never for a fixed time, so a slow machine only makes the test slower. A wait
//! must prove that something happened: its condition must be false on the screen at the end of the previous
//! wait. If the condition is already true on that screen, the wait fails at once. If text that was already
//! there were accepted, a test could pass without asserting anything.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::fs::OFlags;
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::{Action, LocalModes, OptionalActions, SpecialCodeIndex, tcflow, tcgetattr, tcsetattr};

use crate::harness::DEADLINE;

/// The longest time between two checks of a condition while the program writes nothing.
const POLL: Duration = Duration::from_millis(20);
/// The time between two keys of a hand.
const KEY_TIME: Duration = Duration::from_millis(50);
/// The time between two presses of one key by a hand.
const PRESS_TIME: Duration = Duration::from_millis(200);
/// How often a slow line carries a part of its bytes, each second.
const PARTS: u64 = 50;
/// The question whether the terminal works, which it answers when it has drawn what came before.
const QUESTION: &[u8] = b"\x1b[5n";
/// The time between two attempts of [`Terminal::repeat_until`].
const ATTEMPT: Duration = Duration::from_millis(500);

/// A program that is ready to be started in a terminal of 80 columns and 24 rows.
pub(crate) struct Launch {
    command: CommandBuilder,
    columns: u16,
    rows: u16,
    /// Whether the terminal reports its size.
    reports_size: bool,
    /// The bytes that the line to the terminal carries each second. `None` is a fast line.
    bytes_per_second: Option<u64>,
}

impl Launch {
    pub(crate) fn new(mut command: CommandBuilder) -> Self {
        command.env("TERM", "xterm-256color");
        Self { command, columns: 80, rows: 24, reports_size: true, bytes_per_second: None }
    }

    /// Makes the terminal report a size of 0 columns and 0 rows, as a serial line does.
    pub(crate) fn unknown_size(self) -> Self {
        Self { reports_size: false, ..self }
    }

    /// Makes the line to the terminal slow. The terminal then answers what it is asked.
    pub(crate) fn slow(self, bytes_per_second: u64) -> Self {
        Self { bytes_per_second: Some(bytes_per_second), ..self }
    }

    /// Sets an environment variable.
    pub(crate) fn variable(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn size(self, columns: u16, rows: u16) -> Self {
        Self { columns, rows, ..self }
    }

    /// Sets the variable that chooses the language.
    pub(crate) fn language(mut self, language: &str) -> Self {
        self.command.env("TARAZY_LANG", language);
        self
    }

    /// Removes the locale, as sshd does if it is not configured otherwise.
    pub(crate) fn without_locale(mut self) -> Self {
        self.command.env_remove("LANG");
        self
    }

    /// Starts the program. The test itself must wait for the program's first output.
    pub(crate) fn start(self) -> Terminal {
        Terminal::start(self)
    }

    /// Starts a console and waits for its first complete frame.
    #[track_caller]
    pub(crate) fn open(self) -> Terminal {
        let rows = usize::from(self.rows);
        let mut console = self.start();
        console.wait_until("the first frame of a console", |screen| is_complete_frame(screen, rows));
        console
    }
}

/// Returns whether the first row ends with the clock, and the last row is present.
fn is_complete_frame(screen: &str, rows: usize) -> bool {
    let clock = screen.lines().next().and_then(|header| header.split_whitespace().next_back());
    let has_clock = clock.is_some_and(|clock| clock.len() == 5 && clock.as_bytes()[2] == b':');
    has_clock && screen.lines().count() == rows
}

/// A running program, its keyboard and its screen.
pub(crate) struct Terminal {
    master: Option<Box<dyn MasterPty + Send>>,
    keyboard: Option<Box<dyn Write + Send>>,
    output: Receiver<Vec<u8>>,
    reader: Option<JoinHandle<()>>,
    stop: Arc<AtomicBool>,
    /// Whether the reader pauses after its next read.
    pause: Arc<AtomicBool>,
    screen: vt100::Parser,
    child: Box<dyn Child + Send + Sync>,
    written: Vec<u8>,
    /// How many bytes of `written` were searched for questions, if the terminal answers them.
    answered: Option<usize>,
    /// The screen at the end of the previous wait.
    seen: String,
}

impl Terminal {
    fn start(launch: Launch) -> Self {
        let Launch { command, columns, rows, reports_size, bytes_per_second } = launch;
        let reported = |size: u16| if reports_size { size } else { 0 };
        let size = PtySize { rows: reported(rows), cols: reported(columns), pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut master = pair.master.try_clone_reader().unwrap();
        let keyboard = pair.master.take_writer().unwrap();
        let (sender, output) = mpsc::channel();
        let stop = Arc::new(AtomicBool::new(false));
        let pause = Arc::new(AtomicBool::new(false));
        let (stopped, paused) = (Arc::clone(&stop), Arc::clone(&pause));
        let reader = thread::spawn(move || {
            let mut bytes = vec![0; bytes_per_second.map_or(16 * 1024, |bytes| (bytes / PARTS) as usize)];
            while let Ok(count @ 1..) = master.read(&mut bytes) {
                if bytes_per_second.is_some() {
                    thread::sleep(Duration::from_secs(1) / PARTS as u32);
                }
                if sender.send(bytes[..count].to_vec()).is_err() || stopped.load(Ordering::SeqCst) {
                    return;
                }
                while paused.load(Ordering::SeqCst) {
                    thread::park_timeout(POLL);
                }
            }
        });
        Self {
            master: Some(pair.master),
            keyboard: Some(keyboard),
            output,
            reader: Some(reader),
            stop,
            pause,
            screen: vt100::Parser::new(rows, columns, 0),
            child,
            written: Vec::new(),
            answered: bytes_per_second.map(|_| 0),
            seen: String::new(),
        }
    }

    /// Sends keys: plain text that may contain names such as `<Enter>`, `<Esc>` and `<F1>`.
    pub(crate) fn send(&mut self, keys: &str) {
        let mut bytes = Vec::new();
        let mut rest = keys;
        while let Some(c) = rest.chars().next() {
            let length = match rest.strip_prefix('<').and_then(|tail| tail.split_once('>')) {
                Some((name, _)) => {
                    bytes.extend_from_slice(sequence(name).as_bytes());
                    name.len() + 2
                }
                None => {
                    bytes.extend_from_slice(c.to_string().as_bytes());
                    c.len_utf8()
                }
            };
            rest = &rest[length..];
        }
        self.send_bytes(&bytes);
    }

    /// Sends keys one by one, as a hand presses them. See [`Terminal::send`] for the names.
    ///
    /// On a busy machine the program may still receive two keys together. They are then one run.
    pub(crate) fn type_by_hand(&mut self, keys: &str) {
        let mut rest = keys;
        while let Some(c) = rest.chars().next() {
            let named = rest.strip_prefix('<').and_then(|tail| tail.split_once('>'));
            let length = named.map_or(c.len_utf8(), |(name, _)| name.len() + 2);
            self.send(&rest[..length]);
            self.listen(KEY_TIME);
            rest = &rest[length..];
        }
    }

    /// Waits as long as a hand does between two presses of one key. Faster presses are repeats of a held key.
    pub(crate) fn pause(&mut self) {
        self.listen(PRESS_TIME);
    }

    /// Sends bytes unchanged. Reads the program's output at the same time, so that neither side blocks.
    pub(crate) fn send_bytes(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(1024) {
            self.keyboard.as_mut().unwrap().write_all(part).unwrap();
            self.read_output(Duration::ZERO);
        }
    }

    /// Reads the output for this time.
    pub(crate) fn listen(&mut self, time: Duration) {
        let started = Instant::now();
        while let Some(rest) = time.checked_sub(started.elapsed()).filter(|rest| !rest.is_zero()) {
            self.read_output(rest);
        }
    }

    /// Waits for output, then reads all that is available. Returns `false` once the program has ended and everything
    /// was read.
    fn read_output(&mut self, wait: Duration) -> bool {
        let mut next = self.output.recv_timeout(wait);
        while let Ok(bytes) = next {
            self.screen.process(&bytes);
            self.written.extend_from_slice(&bytes);
            next = self.output.recv_timeout(Duration::ZERO);
        }
        self.answer_questions();
        next != Err(RecvTimeoutError::Disconnected)
    }

    /// Answers each question whether the terminal works.
    fn answer_questions(&mut self) {
        while let Some(from) = self.answered {
            let mut rest = self.written[from..].windows(QUESTION.len());
            let Some(found) = rest.position(|bytes| bytes == QUESTION) else { return };
            self.answered = Some(from + found + QUESTION.len());
            self.send_bytes(b"\x1b[0n");
        }
    }

    /// Returns the text of the screen, as far as it was read.
    pub(crate) fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// Reads the output that is there or comes soon. Returns whether the program has ended.
    pub(crate) fn has_ended(&mut self) -> bool {
        !self.read_output(POLL)
    }

    /// Returns everything that the program wrote, as far as it was read.
    pub(crate) fn written(&self) -> String {
        String::from_utf8_lossy(&self.written).into_owned()
    }

    /// Returns the number of bytes that the program wrote, as far as they were read.
    pub(crate) const fn byte_count(&self) -> usize {
        self.written.len()
    }

    /// Waits until the screen satisfies a condition, and returns its text. Panics if the screen of the
    /// previous wait satisfies it too.
    #[track_caller]
    pub(crate) fn wait_until(&mut self, what: &str, condition: impl Fn(&str) -> bool) -> String {
        assert!(!condition(&self.seen), "this wait proves nothing, {what} is there already:\n{}", self.seen);
        self.synchronise(what, condition)
    }

    /// Waits for a text that the screen of the previous wait does not contain.
    #[track_caller]
    pub(crate) fn wait_for(&mut self, text: &str) -> String {
        self.wait_until(&format!("{text:?}"), |screen| screen.contains(text))
    }

    /// Waits until the screen contains all these texts. The screen of the previous wait must not contain
    /// all of them.
    #[track_caller]
    pub(crate) fn wait_for_all(&mut self, texts: &[&str]) -> String {
        self.wait_until(&format!("{texts:?}"), |screen| texts.iter().all(|text| screen.contains(text)))
    }

    /// Waits until a text that the screen of the previous wait contains is gone.
    #[track_caller]
    pub(crate) fn wait_until_gone(&mut self, text: &str) -> String {
        self.wait_until(&format!("a screen without {text:?}"), |screen| !screen.contains(text))
    }

    /// Like [`Self::wait_until`], for a condition that may already hold. Such a wait proves nothing, but
    /// keeps the test synchronized with the program.
    #[track_caller]
    pub(crate) fn synchronise(&mut self, what: &str, condition: impl Fn(&str) -> bool) -> String {
        let started = Instant::now();
        loop {
            let text = self.text();
            if condition(&text) {
                self.seen.clone_from(&text);
                return text;
            }
            assert!(started.elapsed() < DEADLINE, "waited in vain for {what}:\n{text}");
            self.read_output(POLL);
        }
    }

    /// Waits for a condition outside the screen, such as the contents of a file. Keeps reading the output
    /// while it waits.
    #[track_caller]
    pub(crate) fn wait_outside(&mut self, what: &str, condition: impl Fn() -> bool) {
        let started = Instant::now();
        while !condition() {
            assert!(started.elapsed() < DEADLINE, "waited in vain for {what}:\n{}", self.text());
            self.read_output(POLL);
        }
    }

    /// Waits for a condition of the program or its terminal.
    #[track_caller]
    pub(crate) fn wait_outside_screen(&mut self, what: &str, condition: impl Fn(&Self) -> bool) {
        let started = Instant::now();
        while !condition(self) {
            assert!(started.elapsed() < DEADLINE, "waited in vain for {what}:\n{}", self.text());
            self.read_output(POLL);
        }
        self.read_output(POLL);
    }

    /// Returns whether the program is stopped by a signal.
    pub(crate) fn is_stopped(&self) -> bool {
        let status = std::fs::read_to_string(format!("/proc/{}/stat", self.process())).unwrap();
        // The state follows the name, which ends with the last parenthesis.
        status.rsplit_once(") ").is_some_and(|(_, rest)| rest.starts_with('T'))
    }

    /// Returns whether the terminal turns Ctrl+C into a signal, shows what is typed, and waits for whole lines. None of
    /// these holds in raw mode.
    pub(crate) fn modes_of_terminal(&self) -> [bool; 3] {
        let modes = tcgetattr(self.tty(OFlags::empty())).unwrap().local_modes;
        [LocalModes::ISIG, LocalModes::ECHO, LocalModes::ICANON].map(|mode| modes.contains(mode))
    }

    /// Clears the screen, as another program or noise on the line does.
    pub(crate) fn clear_screen(&mut self) {
        self.read_output(Duration::ZERO);
        self.screen.process(b"\x1b[2J");
        self.seen.clear();
    }

    /// Repeats an action until the screen contains a text that it does not contain before the first
    /// attempt.
    ///
    /// Use this function for an action that the program ignores if too little time has passed by the
    /// program's own clock, because the test cannot see that clock.
    #[track_caller]
    pub(crate) fn repeat_until(&mut self, text: &str, mut action: impl FnMut(&mut Self)) -> String {
        assert!(!self.text().contains(text), "{text:?} is there already:\n{}", self.text());
        let started = Instant::now();
        loop {
            action(self);
            let attempt = Instant::now();
            while attempt.elapsed() < ATTEMPT {
                if self.text().contains(text) {
                    self.seen = self.text();
                    return self.text();
                }
                self.read_output(POLL);
            }
            assert!(started.elapsed() < DEADLINE, "waited in vain for {text:?}:\n{}", self.text());
        }
    }

    /// Changes the size. The screen is cleared here, because the program redraws all of it.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        self.read_output(Duration::ZERO);
        self.screen.screen_mut().set_size(rows, columns);
        self.screen.process(b"\x1b[2J");
        self.seen.clear();
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.master.as_ref().unwrap().resize(size).unwrap();
    }

    /// Returns the number of the process.
    pub(crate) fn process(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    pub(crate) fn signal(&self, signal: Signal) {
        let pid = i32::try_from(self.process()).unwrap();
        kill_process(Pid::from_raw(pid).unwrap(), signal).unwrap();
    }

    /// Kills the program with a signal that it cannot catch, and reads what the program had written by then.
    #[track_caller]
    pub(crate) fn kill(&mut self) {
        self.signal(Signal::KILL);
        self.child.wait().unwrap();
        self.read_to_end();
    }

    /// Closes the terminal, as a lost connection does.
    pub(crate) fn hang_up(&mut self) {
        // The reader thread also keeps the terminal open. The thread ends after the program's next output, so
        // F2 is sent to cause an output.
        self.stop.store(true, Ordering::SeqCst);
        self.send("<F2>");
        self.reader.take().unwrap().join().unwrap();
        self.remove_end_of_file_key();
        self.keyboard = None;
        self.master = None;
    }

    /// Stops the terminal's output in the middle of whatever the program writes, as Ctrl+S does. What the program writes
    /// from here on waits.
    pub(crate) fn hold_output(&self) {
        tcflow(self.tty(OFlags::empty()), Action::OOff).unwrap();
    }

    /// Continues the terminal's output, as Ctrl+Q does.
    pub(crate) fn release_output(&self) {
        tcflow(self.tty(OFlags::empty()), Action::OOn).unwrap();
    }

    /// Stops reading, as a stalled connection does, and fills the terminal, so that the program's next write waits.
    pub(crate) fn stop_reading(&mut self) {
        self.pause.store(true, Ordering::SeqCst);
        let mut tty = self.tty(OFlags::NONBLOCK);
        // The terminal shows nothing of these bytes. The reader takes one more part of them, and then pauses.
        let started = Instant::now();
        let mut full = 0;
        while full < 3 {
            match tty.write(&[0; 1024]) {
                Ok(_) => full = 0,
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    full += 1;
                    thread::sleep(POLL);
                }
                Err(error) => panic!("{error}"),
            }
            assert!(started.elapsed() < DEADLINE, "the terminal is never full");
        }
    }

    /// Reads again after [`Self::stop_reading`].
    pub(crate) fn read_again(&self) {
        self.pause.store(false, Ordering::SeqCst);
        if let Some(reader) = &self.reader {
            reader.thread().unpark();
        }
    }

    /// Opens the program's side of the terminal.
    fn tty(&self, flags: OFlags) -> File {
        let path = self.master.as_ref().unwrap().tty_name().unwrap();
        let flags = (OFlags::NOCTTY | flags).bits().cast_signed();
        OpenOptions::new().read(true).write(true).custom_flags(flags).open(path).unwrap()
    }

    /// Removes the terminal's end-of-input key. portable-pty would type a line feed and that key before it closes
    /// the terminal, but a lost connection does not type anything.
    fn remove_end_of_file_key(&self) {
        let tty = self.tty(OFlags::empty());
        let mut termios = tcgetattr(&tty).unwrap();
        termios.special_codes[SpecialCodeIndex::VEOF] = 0;
        tcsetattr(&tty, OptionalActions::Now, &termios).unwrap();
    }

    /// Waits for the program's end and returns its exit status.
    #[track_caller]
    pub(crate) fn wait_for_exit(&mut self) -> u32 {
        let started = Instant::now();
        loop {
            self.read_output(POLL);
            if let Some(status) = self.child.try_wait().unwrap() {
                self.read_again();
                self.read_to_end();
                return status.exit_code();
            }
            assert!(started.elapsed() < DEADLINE, "the program does not end:\n{}", self.text());
        }
    }

    /// Reads the rest of the output of a program that has ended. The reader thread then ends too.
    #[track_caller]
    fn read_to_end(&mut self) {
        let started = Instant::now();
        while self.read_output(POLL) {
            assert!(started.elapsed() < DEADLINE, "the terminal stays open:\n{}", self.text());
        }
    }

    /// Leaves the program with F10, and fails unless its exit status is 0.
    #[track_caller]
    pub(crate) fn quit(&mut self) {
        self.send("<F10>");
        assert_eq!(self.wait_for_exit(), 0, "{}", self.text());
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // A failed test leaves no program running.
        let _killed = self.child.kill();
        let _waited = self.child.wait();
    }
}

/// The bytes of a key, as a terminal of type xterm sends them.
fn sequence(key: &str) -> &'static str {
    match key {
        "Enter" => "\r",
        "Esc" => "\u{1b}",
        "BS" => "\u{7f}",
        "Down" => "\u{1b}[B",
        "Right" => "\u{1b}[C",
        "F1" => "\u{1b}OP",
        "F2" => "\u{1b}OQ",
        "F3" => "\u{1b}OR",
        "F5" => "\u{1b}[15~",
        "F8" => "\u{1b}[19~",
        "F10" => "\u{1b}[21~",
        "F11" => "\u{1b}[23~",
        "C-l" => "\u{c}",
        "C-d" => "\u{4}",
        "C-r" => "\u{12}",
        other => panic!("no such key: {other}"),
    }
}
