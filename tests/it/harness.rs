//! Runs the program on a data folder of its own.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// The sample day.
pub const DAY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/almaty-2026-01-25.csv");
/// The slug of the event that [`Home::day`] makes.
pub const SLUG: &str = "2026-01-25-recycle-birge";

/// A data folder that is removed in the end.
pub struct Home {
    folder: TempDir,
}

/// How a command ended.
#[derive(Debug)]
pub struct Run {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Home {
    /// An empty folder.
    pub fn new() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    /// A folder with the event of the sample day, still empty.
    pub fn day() -> Self {
        let home = Self::new();
        let made = home.run(&["event", "new", "Recycle Бірге", "--date", "2026-01-25"]);
        assert_eq!((made.status, made.out.as_str()), (0, "2026-01-25-recycle-birge\n"), "{made:?}");
        home
    }

    /// A folder with the sample day taken in.
    pub fn imported() -> Self {
        let home = Self::day();
        let import = home.import(DAY);
        assert_eq!((import.status, import.err.as_str()), (0, ""), "{import:?}");
        home
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The program, in Almaty's time and in English, with this folder.
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tarazy"));
        command
            .env_clear()
            .env("HOME", self.path())
            .env("TZ", "<+05>-5")
            .env("TARAZY_LANG", "en")
            .env("TARAZY_DATA_DIR", self.path());
        command
    }

    pub fn run(&self, args: &[&str]) -> Run {
        let output = self.command().args(args).output().unwrap();
        Run {
            status: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// As [`Home::run`], with the sample day's event.
    pub fn on_day(&self, args: &[&str]) -> Run {
        self.run(&[&["--event", SLUG], args].concat())
    }

    /// Takes a file into the sample day's event.
    pub fn import(&self, file: &str) -> Run {
        self.on_day(&["import", file])
    }

    /// Writes a file outside the events.
    pub fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.path().join(name);
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }

    pub fn report(&self) -> Value {
        let report = self.on_day(&["report", "--format", "json"]);
        assert_eq!(report.status, 0, "{report:?}");
        serde_json::from_str(&report.out).unwrap()
    }

    /// The folder of the sample day's journals.
    pub fn stations(&self) -> PathBuf {
        self.path().join("events").join(SLUG).join("stations")
    }

    pub fn journal(&self, station: &str) -> PathBuf {
        self.stations().join(format!("{station}.jsonl"))
    }

    /// The bytes of every journal of every event.
    pub fn journals(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut all = BTreeMap::new();
        for event in fs::read_dir(self.path().join("events")).into_iter().flatten() {
            for file in fs::read_dir(event.unwrap().path().join("stations")).into_iter().flatten() {
                let path = file.unwrap().path();
                if path.extension().is_some_and(|extension| extension == "jsonl") {
                    all.insert(path.clone(), fs::read(path).unwrap());
                }
            }
        }
        all
    }

    /// The folder of the one event that there is.
    pub fn only_event(&self) -> PathBuf {
        let events = self.events();
        assert_eq!(events.len(), 1, "{events:?}");
        self.path().join("events").join(&events[0])
    }

    /// The slugs of all events.
    pub fn events(&self) -> Vec<String> {
        let mut events: Vec<_> = fs::read_dir(self.path().join("events"))
            .into_iter()
            .flatten()
            .map(|event| event.unwrap().file_name().into_string().unwrap())
            .filter(|name| !name.starts_with('.'))
            .collect();
        events.sort();
        events
    }
}

impl Run {
    /// Refused with one sentence that says this, and nothing on standard output.
    #[track_caller]
    pub fn refused(&self, says: &str) {
        assert_eq!((self.status, self.out.as_str()), (2, ""), "{self:?}");
        assert_eq!(self.err.lines().count(), 1, "{self:?}");
        assert!(self.err.contains(says), "{says:?} is not in {self:?}");
    }

    /// Done, with exactly this result.
    #[track_caller]
    pub fn says(&self, out: &str) {
        assert_eq!((self.status, self.out.as_str(), self.err.as_str()), (0, out, ""));
    }
}
