//! Helpers shared by the tests: a separate data folder for each test, and functions that run the program's
//! commands and screens on that folder.

pub(crate) mod byte_console;
pub(crate) mod picture;
pub(crate) mod sample_day;
pub(crate) mod terminal;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::thread;
use std::time::{Duration, Instant};

use assert_cmd::Command;
use chrono::{DateTime, FixedOffset, TimeDelta, Utc};
use portable_pty::CommandBuilder;
use serde_json::Value;
use tempfile::TempDir;

use crate::harness::terminal::Launch;

/// The path of the sample day: 4,101 rows of four stations.
pub(crate) const SAMPLE_CSV: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/almaty-2026-01-25.csv");
/// The slug of the sample day's event.
pub(crate) const SAMPLE_SLUG: &str = "2026-01-25-recycle-birge";
/// How long a test waits for a condition. After this time, the program is considered broken, not slow.
pub(crate) const DEADLINE: Duration = Duration::from_secs(60);
/// The time between two checks of a condition that must be polled.
const POLL: Duration = Duration::from_millis(5);

/// A data folder for one test. The folder is removed when this value is dropped.
pub(crate) struct DataFolder {
    folder: TempDir,
}

/// The result of a finished command.
#[derive(Debug)]
pub(crate) struct Run {
    /// The exit status, or -1 after a signal.
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl DataFolder {
    /// Creates an empty folder.
    pub(crate) fn new() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    /// Creates a folder with the sample day's event and without records.
    pub(crate) fn with_event() -> Self {
        let data = Self::new();
        assert_eq!(data.new_event(&["Recycle Бірге", "--date", "2026-01-25"]), SAMPLE_SLUG);
        data
    }

    /// Creates a folder with the sample day imported.
    pub(crate) fn with_sample_day() -> Self {
        let data = Self::with_event();
        let import = data.import(SAMPLE_CSV);
        assert_eq!((import.status, import.err.as_str()), (0, ""), "{import:?}");
        data
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Returns the program with this data folder, in English, in Almaty's time zone, and without any other
    /// environment variable of this machine.
    pub(crate) fn command(&self) -> Command {
        Command::from_std(self.std_command())
    }

    /// Like [`Self::command`], for a test that sets up the standard streams itself.
    pub(crate) fn std_command(&self) -> std::process::Command {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_tarazy"));
        command.env_clear().envs(self.environment());
        command
    }

    /// Returns a full-screen program with these arguments, ready to be started in a terminal. Without
    /// arguments the program is the console.
    pub(crate) fn screen(&self, arguments: &[&str]) -> Launch {
        let arguments = arguments.iter().map(|argument| (*argument).to_owned());
        self.screen_of(
            &std::iter::once(env!("CARGO_BIN_EXE_tarazy").to_owned()).chain(arguments).collect::<Vec<_>>(),
        )
    }

    /// Like [`Self::screen`], for another program that runs the program. The first argument is its path.
    pub(crate) fn screen_of(&self, arguments: &[String]) -> Launch {
        let mut command = CommandBuilder::new(&arguments[0]);
        command.args(&arguments[1..]);
        command.env_clear();
        for (name, value) in self.environment() {
            command.env(name, value);
        }
        command.env("LANG", "C.UTF-8");
        Launch::new(command)
    }

    fn environment(&self) -> [(&'static str, &str); 4] {
        let path = self.path().to_str().unwrap();
        [("HOME", path), ("TARAZY_DATA_DIR", path), ("TARAZY_LANG", "en"), ("TZ", "<+05>-5")]
    }

    /// Writes `config.json` with the settings of the station, and returns its path.
    pub(crate) fn write_settings(&self, content: &str) -> PathBuf {
        let folder = self.path().join(".config/tarazy");
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join("config.json");
        fs::write(&file, content).unwrap();
        file
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.command().args(arguments).output().unwrap().into()
    }

    /// Like [`Self::run`], but on the sample day's event.
    pub(crate) fn run_on_event(&self, arguments: &[&str]) -> Run {
        self.run(&[&["--event", SAMPLE_SLUG], arguments].concat())
    }

    /// Runs `event new` with these arguments, and returns the slug of the event.
    #[track_caller]
    pub(crate) fn new_event(&self, arguments: &[&str]) -> String {
        let new = self.run(&[&["event", "new"], arguments].concat());
        let slug = new.out.trim_end().to_owned();
        assert!(new.status == 0 && new.err.starts_with(&format!("New event {slug}: ")), "{new:?}");
        slug
    }

    /// Imports a file into the sample day's event.
    pub(crate) fn import(&self, file: &str) -> Run {
        self.run_on_event(&["import", file])
    }

    /// Writes a file outside the events and returns its path.
    pub(crate) fn write_file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.path().join(name);
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// Returns the JSON report of the newest event.
    pub(crate) fn report(&self) -> Value {
        let report = self.run(&["report", "--format", "json"]);
        assert_eq!(report.status, 0, "{report:?}");
        serde_json::from_str(&report.out).unwrap()
    }

    /// Fails if `tarazy verify` finds damage in the newest event.
    #[track_caller]
    pub(crate) fn assert_verified(&self) {
        let verify = self.run(&["verify"]);
        assert_eq!(verify.status, 0, "{verify:?}");
    }

    /// Returns the slugs of all events, sorted.
    pub(crate) fn event_slugs(&self) -> Vec<String> {
        let mut slugs: Vec<_> = fs::read_dir(self.path().join("events"))
            .into_iter()
            .flatten()
            .map(Result::unwrap)
            .filter(|event| event.file_type().unwrap().is_dir())
            .map(|event| event.file_name().into_string().unwrap())
            .filter(|name| !name.starts_with('.'))
            .collect();
        slugs.sort();
        slugs
    }

    /// Returns the folder of the only event.
    pub(crate) fn event_folder(&self) -> PathBuf {
        let slugs = self.event_slugs();
        assert_eq!(slugs.len(), 1, "{slugs:?}");
        self.path().join("events").join(&slugs[0])
    }

    /// Returns the folder of the only event's journals.
    pub(crate) fn stations(&self) -> PathBuf {
        self.event_folder().join("stations")
    }

    /// Returns the path of a station's journal in the only event.
    pub(crate) fn journal(&self, station: &str) -> PathBuf {
        self.stations().join(format!("{station}.jsonl"))
    }

    /// Returns the complete lines of a station's journal that are entries, counts of people or voids.
    pub(crate) fn operations(&self, station: &str) -> Vec<Value> {
        let text = fs::read_to_string(self.journal(station)).unwrap();
        let lines = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        lines.filter(|line| matches!(line["op"].as_str(), Some("entry" | "people" | "void"))).collect()
    }

    /// Returns the bytes of every journal of every event.
    pub(crate) fn journal_bytes(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut all = BTreeMap::new();
        for slug in self.event_slugs() {
            let stations = self.path().join("events").join(slug).join("stations");
            for file in fs::read_dir(stations).into_iter().flatten() {
                let path = file.unwrap().path();
                if path.extension().is_some_and(|extension| extension == "jsonl") {
                    all.insert(path.clone(), fs::read(path).unwrap());
                }
            }
        }
        all
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            status: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Run {
    /// Fails unless the command was rejected with status 2 and one line on standard error that contains
    /// `message`.
    #[track_caller]
    pub(crate) fn assert_rejected(&self, message: &str) {
        assert_eq!((self.status, self.out.as_str()), (2, ""), "{self:?}");
        assert_eq!(self.err.lines().count(), 1, "{self:?}");
        assert!(self.err.contains(message), "{message:?} is not in {self:?}");
    }

    /// Fails unless the command succeeded with exactly this output and these messages.
    #[track_caller]
    pub(crate) fn assert_prints_and_says(&self, out: &str, err: &str) {
        assert_eq!((self.status, self.out.as_str(), self.err.as_str()), (0, out, err));
    }

    /// Fails unless the command succeeded with exactly this output and nothing on standard error.
    #[track_caller]
    pub(crate) fn assert_prints(&self, out: &str) {
        self.assert_prints_and_says(out, "");
    }
}

/// Returns the current time in the time zone of the tests.
pub(crate) fn now() -> DateTime<FixedOffset> {
    DateTime::<Utc>::from(std::time::SystemTime::now())
        .with_timezone(&FixedOffset::east_opt(5 * 3600).unwrap())
}

/// Returns the day this many days from today, as `--date` takes it.
pub(crate) fn day(days: i64) -> String {
    (now().date_naive() + TimeDelta::days(days)).to_string()
}

/// Copies a folder and everything in it.
pub(crate) fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    fs::set_permissions(to, fs::metadata(from).unwrap().permissions()).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let new = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &new);
        } else {
            fs::copy(entry.path(), new).unwrap();
        }
    }
}

/// Compares a text with a file in `tests/data/golden`. With `UPDATE_GOLDEN=1` it writes the file instead, so that
/// a person can review the difference.
#[track_caller]
pub(crate) fn assert_golden(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, text).unwrap();
    }
    assert_eq!(text, fs::read_to_string(&path).unwrap_or_default(), "{name}");
}

/// Waits for a condition outside a terminal.
#[track_caller]
pub(crate) fn wait_until(what: &str, condition: impl Fn() -> bool) {
    let started = Instant::now();
    while !condition() {
        assert!(started.elapsed() < DEADLINE, "waited in vain for {what}");
        thread::sleep(POLL);
    }
}

/// Pseudo-random numbers, the same in every run.
pub(crate) struct Numbers(u64);

impl Numbers {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Returns the next number below `end`.
    pub(crate) const fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}
