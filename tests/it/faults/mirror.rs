//! One file operation on the second copy fails or hangs, or the program is killed before it. Nothing of it may reach the
//! records, and the next command with a copy completes it.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use tempfile::TempDir;

use crate::faults::commands::{self, day_with_records};
use crate::faults::injector::{self, Calls, Fault, Injection};
use crate::harness::{DataFolder, Run, copy_folder};

/// The exit status of a command that was killed.
const KILLED: i32 = 128 + 9;
/// The time after which a program hangs.
const TIMEOUT: Duration = Duration::from_secs(60);

/// A program that keeps a second copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Add,
    PlainConsole,
}

/// A data folder, and a stick on which the copy is.
struct Folders {
    data: DataFolder,
    stick: TempDir,
}

impl Folders {
    fn copy_folder(&self) -> PathBuf {
        self.stick.path().join("copy")
    }

    fn command(&self, injection: Option<Injection>) -> Command {
        let mut command = match injection {
            None => self.data.std_command(),
            Some(injection) => {
                let wrapper = injector::wrapper(self.stick.path(), injection);
                let mut command = Command::new(&wrapper[0]);
                let environment = self.data.std_command();
                command.args(&wrapper[1..]).env_clear();
                command.envs(environment.get_envs().filter_map(|(name, value)| Some((name, value?))));
                command
            }
        };
        command.env("TARAZY_MIRROR", self.copy_folder());
        command
    }

    fn run(&self, kind: Kind, injection: Option<Injection>) -> Run {
        let mut command = self.command(injection);
        let output = match kind {
            Kind::Add => {
                command.args(["add", "cans", "3.25", "--station", "A"]);
                assert_cmd::Command::from_std(command).timeout(TIMEOUT).output()
            }
            Kind::PlainConsole => {
                command.args(["--plain", "--station", "A"]);
                let mut command = assert_cmd::Command::from_std(command);
                command.timeout(TIMEOUT).write_stdin("w3.25\n:quit\n").output()
            }
        };
        output.unwrap().into()
    }

    /// Returns the grams of the event.
    fn grams(&self) -> i64 {
        self.data.report()["total_net_g"].as_i64().unwrap()
    }

    /// Returns how the copy differs from the data folder, as `merge` takes it back.
    fn difference(&self) -> Option<String> {
        let taken_back = DataFolder::new();
        let merge = taken_back.run(&["merge", self.copy_folder().to_str().unwrap()]);
        if merge.status != 0 {
            return Some(format!("not taken back: {merge:?}"));
        }
        // The command that writes copies its own journal only.
        let name = self.data.journal("A");
        let same = fs::read(&name).unwrap() == fs::read(taken_back.journal("A")).unwrap();
        let verify = taken_back.run(&["verify"]);
        (!same || verify.status != 0).then(|| format!("the same: {same}, {verify:?}"))
    }
}

/// Folders in which the program was not run yet.
pub(super) struct Copying {
    kind: Kind,
    folders: Folders,
}

impl Copying {
    /// Prepares a day with records. With `copied`, the second copy has them; otherwise it is an empty folder.
    pub(super) fn new(kind: Kind, copied: bool) -> Self {
        let folders = Folders { data: DataFolder::new(), stick: TempDir::new().unwrap() };
        day_with_records(&folders.data);
        fs::create_dir(folders.copy_folder()).unwrap();
        if copied {
            let run =
                Run::from(folders.command(None).args(["people", "2", "--station", "A"]).output().unwrap());
            assert_eq!((run.status, folders.difference()), (0, None), "{run:?}");
        }
        Self { kind, folders }
    }

    fn copy(&self) -> Folders {
        let folders = Folders { data: DataFolder::new(), stick: TempDir::new().unwrap() };
        copy_folder(self.folders.data.path(), folders.data.path());
        copy_folder(self.folders.stick.path(), folders.stick.path());
        folders
    }

    fn calls(&self, calls: Calls) -> usize {
        let folders = self.copy();
        let run = folders.run(self.kind, Some(Injection::none(calls)));
        assert_eq!((run.status, folders.difference()), (0, None), "{run:?}");
        let count = injector::counted_calls(folders.stick.path()).len();
        injector::remove_report(folders.stick.path());
        count
    }

    /// Returns every fault of every call on the copy.
    pub(super) fn sweep(&self) -> Vec<Injection> {
        let counts = [Calls::All, Calls::Changes, Calls::Writes].map(|calls| (calls, self.calls(calls)));
        let hanging = (1..=counts[0].1).map(|call| Injection {
            fault: Fault::Hang,
            call,
            later: false,
            calls: Calls::All,
        });
        commands::sweep(counts).into_iter().chain(hanging).collect()
    }

    /// Runs the program with a fault of the copy, and then once without.
    ///
    /// # Errors
    /// Returns a description if the fault reached the records, was not reported, or the copy is not completed.
    pub(super) fn check(&self, injection: Injection) -> Result<(), String> {
        let folders = self.copy();
        let before = folders.grams();
        let run = folders.run(self.kind, Some(injection));
        let calls = injector::counted_calls(folders.stick.path());
        injector::remove_report(folders.stick.path());
        let failed = calls.iter().find(|call| call.starts_with('!')).cloned().unwrap_or_default();
        let wrong = |what: &str| Err(format!("{:?}, {injection} ({failed}): {what}\n{run:?}", self.kind));
        if (run.out.clone() + &run.err).contains("panicked") {
            return wrong("panic");
        }
        if (run.status == KILLED) != (injection.fault == Fault::Kill && !failed.is_empty()) {
            return wrong("killed or not killed");
        }
        if !matches!(run.status, 0 | KILLED) {
            return wrong("the copy changed the exit status");
        }
        let counted = folders.grams() - before;
        // The copy is made of lines that are on the disk. A console that is killed may have copied only older ones.
        if counted != 3250 && (run.status == 0 || self.kind == Kind::Add) {
            return wrong(&format!("{counted} g counted"));
        }
        if run.status == 0
            && run.err.is_empty()
            && self.kind == Kind::Add
            && let Some(difference) = folders.difference()
        {
            return wrong(&format!("a copy that is not complete was not reported: {difference}"));
        }
        let next = folders.run(Kind::Add, None);
        if (next.status, next.err.as_str()) != (0, "") {
            return wrong(&format!("the next command: {next:?}"));
        }
        match folders.difference() {
            Some(difference) => wrong(&format!("the next command did not complete the copy: {difference}")),
            None => Ok(()),
        }
    }
}
