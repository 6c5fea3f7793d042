//! Servers and running syncs for the tests.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use tempfile::TempDir;

use crate::harness::{DEADLINE, DataFolder};

/// Servers need ports and time, so that only one of these tests runs at a time.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// A server with its own store. It is killed when this value is dropped.
pub(super) struct Nats {
    folder: TempDir,
    port: u16,
    extra: String,
    child: Option<Child>,
    _one_at_a_time: Option<MutexGuard<'static, ()>>,
}

/// Returns whether the server's program is installed, and says aloud if it is not.
pub(super) fn is_installed() -> bool {
    let is_installed = Command::new("nats-server").arg("--version").output().is_ok();
    if !is_installed {
        println!("SKIPPED: nats-server is not installed");
    }
    is_installed
}

/// Returns a port that is free at this moment.
pub(super) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

impl Nats {
    /// Starts a server with JetStream, or returns `None` if none is installed.
    pub(super) fn start() -> Option<Self> {
        Self::with("")
    }

    /// Starts a server with this text added to its configuration.
    pub(super) fn with(extra: &str) -> Option<Self> {
        if !is_installed() {
            return None;
        }
        let guard = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        let mut server = Self {
            folder: TempDir::new().unwrap(),
            port: free_port(),
            extra: extra.to_owned(),
            child: None,
            _one_at_a_time: Some(guard),
        };
        server.restart();
        Some(server)
    }

    pub(super) fn url(&self) -> String {
        format!("nats://127.0.0.1:{}", self.port)
    }

    pub(super) const fn port(&self) -> u16 {
        self.port
    }

    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Starts the server again with the store that it has.
    pub(super) fn restart(&mut self) {
        self.kill();
        let config = self.path().join("server.conf");
        let store = self.path().join("store");
        let jetstream = if self.extra.contains("jetstream") {
            String::new()
        } else {
            format!("jetstream {{ store_dir: {store:?} }}\n")
        };
        let extra = self.extra.replace("FOLDER", self.path().to_str().unwrap());
        fs::write(&config, format!("listen: 127.0.0.1:{}\n{jetstream}{extra}", self.port)).unwrap();
        let log = File::create(self.path().join("log")).unwrap();
        let child = Command::new("nats-server")
            .arg("-c")
            .arg(&config)
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap();
        self.child = Some(child);
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            assert!(start.elapsed() < DEADLINE, "{}", self.log());
            thread::sleep(Duration::from_millis(20));
        }
    }

    pub(super) fn log(&self) -> String {
        fs::read_to_string(self.path().join("log")).unwrap_or_default()
    }

    /// Kills the server with SIGKILL.
    pub(super) fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    /// Publishes a message without a library, as an attacker may, and waits until the server has taken it.
    pub(super) fn publish(&self, subject: &str, headers: &str, payload: &[u8]) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let head = format!("NATS/1.0\r\n{headers}\r\n");
        let (length, total) = (head.len(), head.len() + payload.len());
        write!(stream, "CONNECT {{\"verbose\":false,\"headers\":true}}\r\n").unwrap();
        write!(stream, "HPUB {subject} {length} {total}\r\n{head}").unwrap();
        stream.write_all(payload).unwrap();
        stream.write_all(b"\r\nPING\r\n").unwrap();
        let answers = BufReader::new(stream).lines().map(Result::unwrap);
        let answers: Vec<String> = answers.take_while(|line| line != "PONG").collect();
        assert!(!answers.iter().any(|line| line.starts_with("-ERR")), "{answers:?}");
    }

    /// Sends a signal to the server.
    pub(super) fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(self.child.as_ref().unwrap()), signal).unwrap();
    }

    /// Kills the server and deletes its store.
    pub(super) fn lose_store(&mut self) {
        self.kill();
        fs::remove_dir_all(self.path().join("store")).unwrap();
    }
}

impl Drop for Nats {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A running `tarazy sync`. It is killed when this value is dropped.
pub(super) struct Syncing {
    child: Child,
    errors: PathBuf,
}

impl Syncing {
    /// Starts to synchronise the only event of a data folder.
    pub(super) fn start(data: &DataFolder, server: &Nats, arguments: &[&str]) -> Self {
        Self::start_at(data, &server.url(), arguments)
    }

    /// Like [`Self::start`], with a server at this address.
    pub(super) fn start_at(data: &DataFolder, url: &str, arguments: &[&str]) -> Self {
        let errors = data.path().join("sync.err");
        let slug = data.event_slugs().join(" ");
        let mut command = data.std_command();
        command.args(["sync", "--server", url]).args(arguments);
        if !slug.is_empty() && !arguments.contains(&"--all") && !arguments.contains(&"--event") {
            command.args(["--event", &slug]);
        }
        let child = command.stdout(Stdio::null()).stderr(File::create(&errors).unwrap()).spawn().unwrap();
        Self { child, errors }
    }

    /// Waits until it was connected once. A sync that cannot connect at all ends.
    #[track_caller]
    pub(super) fn connected(self) -> Self {
        wait_until("the sync has connected", || self.messages().contains("same lines"));
        self
    }

    pub(super) fn messages(&self) -> String {
        fs::read_to_string(&self.errors).unwrap_or_default()
    }

    /// Fails if the program has ended.
    #[track_caller]
    pub(super) fn assert_running(&mut self) {
        let ended = self.child.try_wait().unwrap();
        assert!(ended.is_none(), "{ended:?}: {}", self.messages());
    }

    /// Ends with SIGTERM, and returns the exit status.
    pub(super) fn end(mut self) -> i32 {
        kill_process(Pid::from_child(&self.child), Signal::TERM).unwrap();
        self.child.wait().unwrap().code().unwrap_or(-1)
    }
}

impl Drop for Syncing {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _ended = self.child.wait();
    }
}

/// Records an entry of paper.
#[track_caller]
pub(super) fn add(data: &DataFolder, station: &str, kilograms: &str) {
    assert!(try_add(data, station, kilograms), "station {station} cannot be used");
}

/// Records an entry, unless the station is in use or came from another machine.
#[track_caller]
pub(super) fn try_add(data: &DataFolder, station: &str, kilograms: &str) -> bool {
    let slug = data.event_slugs().join("");
    let run = data.run(&["--event", &slug, "add", "--station", station, "paper", kilograms]);
    assert!(matches!(run.status, 0 | 4), "{run:?}");
    run.status == 0
}

/// Runs `sync --once` on the only event.
#[track_caller]
pub(super) fn sync_once(data: &DataFolder, server: &Nats) -> Value {
    let slug = data.event_slugs().join("");
    let run = data.run(&["--event", &slug, "sync", "--server", &server.url(), "--once", "--json"]);
    assert_eq!(run.status, 0, "{run:?}\n{}", server.log());
    serde_json::from_str::<Value>(&run.out).unwrap()[0].clone()
}

/// Takes over the only event of the server into an empty data folder.
#[track_caller]
pub(super) fn join_event(data: &DataFolder, server: &Nats) {
    let list = data.run(&["sync", "--server", &server.url(), "--list", "--json"]);
    let id = serde_json::from_str::<Value>(&list.out).unwrap()[0]["id"].as_str().unwrap().to_owned();
    let run = data.run(&["sync", "--server", &server.url(), "--join", &id, "--once"]);
    assert_eq!(run.status, 0, "{run:?}");
}

/// Returns people, entries and grams of the only event.
pub(super) fn totals(data: &DataFolder) -> (i64, i64, i64) {
    let report = data.run(&["--event", &data.event_slugs().join(""), "report", "--format", "json"]);
    assert_eq!(report.status, 0, "{report:?}");
    let report: Value = serde_json::from_str(&report.out).unwrap();
    let number = |name: &str| report[name].as_i64().unwrap();
    (number("people"), number("entries"), number("total_net_g"))
}

/// Waits until all data folders have these totals, and returns how long that took.
#[track_caller]
pub(super) fn wait_for_totals(machines: &[&DataFolder], expected: (i64, i64, i64)) -> Duration {
    let start = Instant::now();
    loop {
        let found: Vec<_> = machines.iter().map(|data| totals(data)).collect();
        if found.iter().all(|found| *found == expected) {
            return start.elapsed();
        }
        let states = || machines.iter().map(|data| state(data)).collect::<String>();
        assert!(start.elapsed() < DEADLINE / 4, "{found:?} instead of {expected:?}\n{}", states());
        thread::sleep(Duration::from_millis(50));
    }
}

/// Returns what a data folder's sync says, for the message of a failed test.
fn state(data: &DataFolder) -> String {
    let read = |path: PathBuf| fs::read_to_string(path).unwrap_or_default();
    format!("{}{}\n", read(data.path().join("sync.err")), read(data.event_folder().join("sync.status")))
}

/// Waits for a condition.
#[track_caller]
pub(super) fn wait_until(what: &str, mut is_true: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_true() {
        assert!(start.elapsed() < DEADLINE, "{what}");
        thread::sleep(Duration::from_millis(20));
    }
}
