//! Drives the real program in a pseudo-terminal and reads its screen.
//!
//! Waiting is for something on the screen or in a file, never for a time: a slow machine only makes the
//! tests slower.

use std::fs::OpenOptions;
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::fs::OFlags;
use rustix::termios::{OptionalActions, SpecialCodeIndex, tcgetattr, tcsetattr};

/// After this long without what was waited for, something is broken, not slow.
pub const PATIENCE: Duration = Duration::from_secs(60);

pub struct Terminal {
    master: Option<Box<dyn MasterPty + Send>>,
    keys: Option<Box<dyn Write + Send>>,
    output: Receiver<Vec<u8>>,
    reader: Option<JoinHandle<()>>,
    stop: Arc<AtomicBool>,
    screen: vt100::Parser,
    pub child: Box<dyn Child + Send + Sync>,
    /// Everything that the program wrote.
    pub written: Vec<u8>,
}

/// How a console is started.
pub struct Setting<'a> {
    pub data: &'a Path,
    pub language: &'a str,
    pub columns: u16,
    pub rows: u16,
    pub arguments: &'a [&'a str],
}

impl<'a> Setting<'a> {
    pub fn new(data: &'a Path) -> Self {
        Self { data, language: "en", columns: 80, rows: 24, arguments: &[] }
    }

    pub fn start(&self) -> Terminal {
        Terminal::start(self.command(), self.columns, self.rows)
    }

    pub fn command(&self) -> CommandBuilder {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_tarazy"));
        command.args(self.arguments);
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        command.env("HOME", self.data);
        command.env("TARAZY_DATA_DIR", self.data);
        command.env("TARAZY_LANG", self.language);
        command
    }
}

impl Terminal {
    /// Starts any program in a terminal of this size.
    pub fn start(command: CommandBuilder, columns: u16, rows: u16) -> Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let keys = pair.master.take_writer().unwrap();
        let (sender, output) = mpsc::channel();
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let reader = thread::spawn(move || {
            let mut bytes = [0; 16 * 1024];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if sender.send(bytes[..count].to_vec()).is_err() || stopped.load(Ordering::SeqCst) {
                    return;
                }
            }
        });
        let screen = vt100::Parser::new(rows, columns, 0);
        Self {
            master: Some(pair.master),
            keys: Some(keys),
            output,
            reader: Some(reader),
            stop,
            screen,
            child,
            written: Vec::new(),
        }
    }

    /// Sends keys: plain text with `<Enter>`, `<Esc>`, `<F1>` … in it.
    pub fn send(&mut self, script: &str) {
        let mut bytes = Vec::new();
        let mut rest = script;
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
        self.raw(&bytes);
    }

    /// Sends bytes as they are. The program's answers are read meanwhile, so that neither side blocks.
    pub fn raw(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(1024) {
            self.keys.as_mut().unwrap().write_all(part).unwrap();
            self.take_in(Duration::ZERO);
        }
    }

    fn take_in(&mut self, wait: Duration) -> bool {
        let mut news = false;
        let mut next = self.output.recv_timeout(wait).ok();
        while let Some(bytes) = next {
            self.screen.process(&bytes);
            self.written.extend_from_slice(&bytes);
            news = true;
            next = self.output.try_recv().ok();
        }
        news
    }

    pub fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// Waits until the screen satisfies a condition, and returns its text.
    pub fn until(&mut self, what: &str, condition: impl Fn(&str) -> bool) -> String {
        let started = Instant::now();
        loop {
            let text = self.text();
            if condition(&text) {
                return text;
            }
            assert!(started.elapsed() < PATIENCE, "waited in vain for {what}:\n{text}");
            self.take_in(Duration::from_millis(50));
        }
    }

    /// Lets the program work, and takes in what it draws.
    pub fn rest(&mut self, time: Duration) {
        let started = Instant::now();
        while started.elapsed() < time {
            self.take_in(Duration::from_millis(50));
        }
    }

    pub fn wait_for(&mut self, text: &str) -> String {
        self.until(text, |screen| screen.contains(text))
    }

    pub fn resize(&mut self, columns: u16, rows: u16) {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.master.as_ref().unwrap().resize(size).unwrap();
        self.screen.screen_mut().set_size(rows, columns);
    }

    /// Ends the program without any warning. What it had written by then is on the screen.
    pub fn kill_9(&mut self) {
        let pid = i32::try_from(self.child.process_id().unwrap()).unwrap();
        let pid = rustix::process::Pid::from_raw(pid).unwrap();
        rustix::process::kill_process(pid, rustix::process::Signal::KILL).unwrap();
        self.child.wait().unwrap();
        // The thread that reads ends with the last byte.
        while let Ok(bytes) = self.output.recv_timeout(PATIENCE) {
            self.screen.process(&bytes);
            self.written.extend_from_slice(&bytes);
        }
    }

    pub fn signal(&mut self, signal: rustix::process::Signal) {
        let pid = i32::try_from(self.child.process_id().unwrap()).unwrap();
        rustix::process::kill_process(rustix::process::Pid::from_raw(pid).unwrap(), signal).unwrap();
    }

    /// Pulls the plug: the terminal is gone.
    pub fn hang_up(&mut self) {
        // The thread that reads holds the terminal too: one more frame lets it go.
        self.stop.store(true, Ordering::SeqCst);
        self.send("<F2>");
        self.reader.take().unwrap().join().unwrap();
        self.forget_end_of_input();
        self.keys = None;
        self.master = None;
    }

    /// Where a terminal has a key for the end of input, the library types a line feed and that key before it
    /// closes it. A lost line types nothing.
    fn forget_end_of_input(&self) {
        let tty = self.master.as_ref().unwrap().tty_name().unwrap();
        let flags = OFlags::NOCTTY.bits().cast_signed();
        let tty = OpenOptions::new().read(true).write(true).custom_flags(flags).open(tty).unwrap();
        let mut termios = tcgetattr(&tty).unwrap();
        termios.special_codes[SpecialCodeIndex::VEOF] = 0;
        tcsetattr(&tty, OptionalActions::Now, &termios).unwrap();
    }

    /// Waits for the program's end and returns its status.
    pub fn ended(&mut self) -> u32 {
        let started = Instant::now();
        loop {
            self.take_in(Duration::from_millis(20));
            if let Some(status) = self.child.try_wait().unwrap() {
                self.take_in(Duration::from_millis(100));
                return status.exit_code();
            }
            assert!(started.elapsed() < PATIENCE, "the program does not end:\n{}", self.text());
        }
    }

    /// Leaves the console in order.
    pub fn quit(&mut self) {
        self.send("<F10>");
        assert_eq!(self.ended(), 0, "{}", self.text());
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // A test that failed leaves no console behind.
        let _ended = self.child.kill();
    }
}

fn sequence(name: &str) -> &'static str {
    match name {
        "Enter" => "\r",
        "Esc" => "\u{1b}",
        "BS" => "\u{7f}",
        "F2" => "\u{1b}OQ",
        "F3" => "\u{1b}OR",
        "F5" => "\u{1b}[15~",
        "F8" => "\u{1b}[19~",
        "F10" => "\u{1b}[21~",
        "F11" => "\u{1b}[23~",
        other => panic!("no such key in a script: {other}"),
    }
}
