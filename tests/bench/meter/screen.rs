//! A program in a pseudo-terminal, and when it answers.

use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, PtyPair, PtySize, native_pty_system};

/// The first screen is complete after this silence.
const FIRST_SILENCE: Duration = Duration::from_millis(250);
/// An answer is complete after this silence.
const SILENCE: Duration = Duration::from_millis(40);
/// No answer takes longer.
const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) struct Screen {
    child: Box<dyn Child + Send + Sync>,
    writer: Box<dyn Write + Send>,
    chunks: Receiver<Instant>,
    started: Instant,
    _pair: PtyPair,
}

impl Screen {
    /// Starts a program. Without a folder for its caches, it has none.
    pub(crate) fn open(program: &str, arguments: &[&str], caches: Option<&str>) -> Self {
        let size = PtySize { rows: 30, cols: 100, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.env_clear();
        for (name, value) in
            [("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("TZ", "<+05>-5"), ("HOME", "/nonexistent")]
        {
            command.env(name, value);
        }
        if let Some(caches) = caches {
            command.env("XDG_CACHE_HOME", caches);
        }
        command.cwd("/");
        let (sender, chunks) = channel();
        let mut reader = pair.master.try_clone_reader().unwrap();
        thread::spawn(move || {
            let mut bytes = [0; 65_536];
            while reader.read(&mut bytes).is_ok_and(|count| count > 0) {
                if sender.send(Instant::now()).is_err() {
                    return;
                }
            }
        });
        let started = Instant::now();
        let child = pair.slave.spawn_command(command).unwrap();
        let writer = pair.master.take_writer().unwrap();
        Self { child, writer, chunks, started, _pair: pair }
    }

    pub(crate) fn send(&mut self, bytes: &[u8]) {
        self.writer.write_all(bytes).unwrap();
    }

    /// Returns the milliseconds from the start of the program to the last chunk of its first screen.
    pub(crate) fn first_screen(&mut self) -> f64 {
        self.last_chunk(self.started, FIRST_SILENCE)
    }

    /// Sends a key, and returns the milliseconds to the last chunk of the answer.
    pub(crate) fn answer(&mut self, key: &[u8]) -> f64 {
        let sent = Instant::now();
        self.send(key);
        self.last_chunk(sent, SILENCE)
    }

    /// Leaves the program with F10, and waits until it has ended.
    pub(crate) fn leave(mut self) {
        self.send(b"\x1b[21~");
        assert!(self.child.wait().unwrap().success());
    }

    fn last_chunk(&self, since: Instant, silence: Duration) -> f64 {
        let mut last = self.chunks.recv_timeout(PATIENCE).unwrap();
        while let Ok(chunk) = self.chunks.recv_timeout(silence) {
            last = chunk;
        }
        last.duration_since(since).as_secs_f64() * 1e3
    }

    fn status(&self, path: &str, field: &str) -> f64 {
        let text = std::fs::read_to_string(path).unwrap();
        let value = text.lines().find_map(|line| line.strip_prefix(field)).unwrap();
        value.trim_start_matches(':').trim().trim_end_matches(" kB").parse().unwrap()
    }

    /// Returns the memory that the program uses now, in megabytes.
    pub(crate) fn memory_mb(&self) -> f64 {
        let process = self.child.process_id().unwrap();
        self.status(&format!("/proc/{process}/status"), "VmRSS") / 1024.0
    }

    /// Returns how often the threads of the program wake up in a second while nothing happens.
    pub(crate) fn idle_wakeups(&self, time: Duration) -> f64 {
        let process = self.child.process_id().unwrap();
        let switches = || -> f64 {
            let tasks = std::fs::read_dir(format!("/proc/{process}/task")).unwrap();
            tasks
                .map(|task| {
                    self.status(
                        task.unwrap().path().join("status").to_str().unwrap(),
                        "voluntary_ctxt_switches",
                    )
                })
                .sum()
        };
        // What the last key began has ended.
        thread::sleep(Duration::from_secs(3));
        let before = switches();
        thread::sleep(time);
        (switches() - before) / time.as_secs_f64()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _status = self.child.wait();
    }
}
