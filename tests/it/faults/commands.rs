//! One file operation of a command fails, or the command is killed before it. Afterwards the journals are sound, and
//! the exit status says truthfully what was recorded.

use std::fs;
use std::time::Duration;

use assert_cmd::Command;
use serde_json::Value;

use crate::faults::injector::{self, Calls, Fault, Injection};
use crate::harness::{DataFolder, Run, copy_folder};

/// The exit status of a command whose record may be saved or not.
const PERHAPS_SAVED: i32 = 5;
/// The exit status of a command that was killed.
const KILLED: i32 = 128 + 9;
/// The time after which a command hangs.
const TIMEOUT: Duration = Duration::from_secs(60);

/// A command that writes.
pub(super) struct Scenario {
    pub(super) name: &'static str,
    /// Makes the data folder in which the command runs.
    prepare: fn(&DataFolder),
    /// The arguments; `FOLDER` stands for the data folder.
    arguments: &'static [&'static str],
    repeat: Repeat,
    /// Returns what the command changes, apart from sums.
    state: fn(&DataFolder) -> String,
}

/// What a person does after a failure.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Repeat {
    /// The command may be repeated after any failure, also if it was killed.
    Always,
    /// The command may be repeated if its exit status says that nothing was recorded. After the statuses "perhaps
    /// saved" and "killed" a person looks first.
    IfNotRecorded,
    /// As `IfNotRecorded`, but the command names a key, so it may be repeated after any failure.
    WithKey,
}

/// What the folder holds, as the program reports it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct State {
    people: i64,
    entries: i64,
    voided: i64,
    grams: i64,
    out_grams: i64,
    other: String,
}

const NOTHING: fn(&DataFolder) -> String = |_| String::new();

/// All commands that write.
pub(super) const SCENARIOS: &[Scenario] = &[
    Scenario {
        name: "the first entry of a day",
        prepare: |_| (),
        arguments: &["add", "paper", "12.5", "--operator", "Айгерім"],
        repeat: Repeat::IfNotRecorded,
        state: |data| format!("{} events", data.event_slugs().len().max(1)),
    },
    Scenario {
        name: "an entry after other entries",
        prepare: day_with_records,
        arguments: &["add", "cans", "3.25", "--station", "B"],
        repeat: Repeat::IfNotRecorded,
        state: NOTHING,
    },
    Scenario {
        name: "an entry with a key",
        prepare: day_with_records,
        arguments: &["add", "cans", "3.25", "--station", "B", "--operator", "Олжас", "--id", "scale-7-0001"],
        repeat: Repeat::WithKey,
        state: NOTHING,
    },
    Scenario {
        name: "a hand-over with a key",
        prepare: day_with_records,
        arguments: &["out", "paper", "7", "--to", "Qagaz", "--station", "A", "--id", "truck-1"],
        repeat: Repeat::WithKey,
        state: NOTHING,
    },
    Scenario {
        name: "an entry after a torn line",
        prepare: |data| {
            day_with_records(data);
            let mut journal = fs::read(data.journal("A")).unwrap();
            journal.extend(b"{\"seq\":9,\"at\":\"2026");
            fs::write(data.journal("A"), journal).unwrap();
        },
        arguments: &["add", "cans", "3.25", "--station", "A"],
        repeat: Repeat::IfNotRecorded,
        state: NOTHING,
    },
    Scenario {
        name: "people",
        prepare: day_with_records,
        arguments: &["people", "3", "--station", "A"],
        repeat: Repeat::IfNotRecorded,
        state: NOTHING,
    },
    Scenario {
        name: "a hand-over",
        prepare: day_with_records,
        arguments: &["out", "paper", "7", "--to", "Qagaz", "--operator", "Олжас", "--station", "A"],
        repeat: Repeat::IfNotRecorded,
        state: NOTHING,
    },
    Scenario {
        name: "a void",
        prepare: day_with_records,
        arguments: &["void", "A:3", "--reason", "twice", "--station", "B"],
        repeat: Repeat::IfNotRecorded,
        state: NOTHING,
    },
    Scenario {
        name: "an import",
        prepare: |data| {
            day_with_records(data);
            data.write_file("day.csv", table().as_bytes());
        },
        arguments: &["import", "FOLDER/day.csv"],
        repeat: Repeat::Always,
        state: NOTHING,
    },
    Scenario {
        name: "a merge that continues one journal and adds another",
        prepare: |data| {
            day_with_records(data);
            let other = DataFolder::new();
            copy_folder(&data.path().join("events"), &other.path().join("events"));
            assert_eq!(other.run(&["add", "paper", "5", "--station", "B"]).status, 0);
            assert_eq!(other.run(&["add", "cans", "6", "--station", "C"]).status, 0);
            copy_folder(&other.path().join("events"), &data.path().join("copy/events"));
        },
        arguments: &["merge", "FOLDER/copy"],
        repeat: Repeat::Always,
        state: NOTHING,
    },
    Scenario {
        name: "a merge of two events",
        prepare: |data| {
            day_with_records(data);
            let other = DataFolder::new();
            other.new_event(&["Second"]);
            assert_eq!(other.run(&["add", "paper", "5", "--operator", "Олжас"]).status, 0);
            copy_folder(&other.path().join("events"), &data.path().join("copy/events"));
        },
        arguments: &["merge", "--into", "recycle", "FOLDER/copy"],
        repeat: Repeat::Always,
        state: NOTHING,
    },
    Scenario {
        name: "a new event",
        prepare: |_| (),
        arguments: &["event", "new", "Recycle Бірге", "--target", "paper=800"],
        repeat: Repeat::IfNotRecorded,
        state: |data| format!("{:?}", data.event_slugs()),
    },
    Scenario {
        name: "a changed event",
        prepare: day_with_records,
        arguments: &["event", "set", "--name", "Another name", "--target", "total=6000"],
        repeat: Repeat::IfNotRecorded,
        state: |data| {
            let event = event(data);
            format!("{} {}", event["name"], event["target_g"])
        },
    },
    Scenario {
        name: "a sealed event",
        prepare: day_with_records,
        arguments: &["seal"],
        repeat: Repeat::IfNotRecorded,
        state: |data| {
            let event = event(data);
            format!("sealed with heads: {}", event["sealed"]["heads"])
        },
    },
    Scenario {
        name: "a reopened event",
        prepare: |data| {
            day_with_records(data);
            let run = data.run(&["seal"]);
            assert_eq!(run.status, 0, "{run:?}");
        },
        arguments: &["reopen", "--reason", "a truck came late"],
        repeat: Repeat::IfNotRecorded,
        state: |data| {
            let event = event(data);
            format!(
                "sealed: {}, reopened {} times",
                !event["sealed"].is_null(),
                event["reopened"].as_array().map_or(0, Vec::len)
            )
        },
    },
    Scenario {
        name: "a report in a file",
        prepare: |data| {
            day_with_records(data);
            data.write_file("report.md", b"the old report");
        },
        arguments: &["report", "--format", "markdown", "--output", "FOLDER/report.md"],
        repeat: Repeat::Always,
        state: |data| {
            let report = fs::read_to_string(data.path().join("report.md")).unwrap();
            let complete = report.contains("Recycle Бірге") && report.trim_end().contains("Stations");
            assert!(report == "the old report" || complete, "half a report:\n{report}");
            complete.to_string()
        },
    },
];

/// Returns the content of `event.json`.
fn event(data: &DataFolder) -> Value {
    serde_json::from_slice(&fs::read(data.event_folder().join("event.json")).unwrap()).unwrap()
}

/// An event with journals A (four records) and B (two).
pub(super) fn day_with_records(data: &DataFolder) {
    data.new_event(&["Recycle Бірге"]);
    for arguments in [
        &["add", "paper", "12.5", "--operator", "Айгерім"][..],
        &["add", "cans", "4"],
        &["people", "2"],
        &["add", "plastic", "2.5", "--grade", "1", "--station", "B"],
    ] {
        let run = data.run(arguments);
        assert_eq!(run.status, 0, "{run:?}");
    }
}

/// A day of two stations.
fn table() -> String {
    let day = crate::harness::day(0);
    let mut table = "at,station,operator,material,grade,typed\n".to_owned();
    for minute in 10..40 {
        let station = ["A", "C"][minute % 2];
        let (material, typed) = match minute % 6 {
            0 => ("participants", "+1".to_owned()),
            1 => ("", "undo".to_owned()),
            _ => ("paper", format!("{minute}.5")),
        };
        table += &format!("{day}T14:{minute}:00+05:00,{station},Олжас,{material},,{typed}\n");
    }
    table
}

/// A scenario with its prepared folder.
pub(super) struct Prepared {
    scenario: &'static Scenario,
    folder: DataFolder,
    before: State,
    after: State,
}

impl Prepared {
    pub(super) fn new(scenario: &'static Scenario) -> Self {
        let folder = DataFolder::new();
        (scenario.prepare)(&folder);
        let before = state(scenario, &folder);
        let mut prepared = Self { scenario, folder, before: before.clone(), after: before };
        let data = prepared.copy();
        let run = prepared.run(&data, None);
        assert_eq!(run.status, 0, "{}: {run:?}", scenario.name);
        prepared.after = state(scenario, &data);
        prepared
    }

    /// Returns a new folder in which the command was not run yet.
    fn copy(&self) -> DataFolder {
        let data = DataFolder::new();
        copy_folder(self.folder.path(), data.path());
        data
    }

    fn run(&self, data: &DataFolder, injection: Option<Injection>) -> Run {
        let folder = data.path().to_str().unwrap();
        let arguments = self.scenario.arguments.iter().map(|argument| argument.replace("FOLDER", folder));
        let mut command = match injection {
            None => data.std_command(),
            Some(injection) => {
                let wrapper = injector::wrapper(data.path(), injection);
                let mut command = std::process::Command::new(&wrapper[0]);
                command.args(&wrapper[1..]).env_clear();
                let environment = data.std_command();
                command.envs(environment.get_envs().filter_map(|(name, value)| Some((name, value?))));
                command
            }
        };
        command.args(arguments);
        Command::from_std(command).timeout(TIMEOUT).output().unwrap().into()
    }

    /// Returns how many calls of this kind the command makes.
    pub(super) fn calls(&self, calls: Calls) -> usize {
        let data = self.copy();
        let run = self.run(&data, Some(Injection::none(calls)));
        assert_eq!(run.status, 0, "{run:?}");
        let count = injector::counted_calls(data.path()).len();
        injector::remove_report(data.path());
        count
    }

    /// Runs the command with a fault, and repeats it without one if its exit status allows that.
    ///
    /// # Errors
    /// Returns a description if something is lost, counted twice or reported wrongly.
    pub(super) fn check(&self, injection: Injection) -> Result<(), String> {
        let Self { scenario, before, after, .. } = self;
        let data = self.copy();
        let run = self.run(&data, Some(injection));
        let calls = injector::counted_calls(data.path());
        injector::remove_report(data.path());
        let failed = calls.iter().find(|call| call.starts_with('!')).cloned().unwrap_or_default();
        let wrong = |what: &str| Err(format!("{}, {injection} ({failed}): {what}\n{run:?}", scenario.name));
        let text = run.out.clone() + &run.err;
        if text.contains("panicked") || text.contains("RUST_BACKTRACE") {
            return wrong("panic");
        }
        if !matches!(run.status, 0 | 2..=5 | KILLED) {
            return wrong("unknown exit status");
        }
        if (run.status == KILLED) != (injection.fault == Fault::Kill && !failed.is_empty()) {
            return wrong("killed or not killed");
        }
        if !matches!(run.status, 0 | KILLED) && run.err.trim().is_empty() {
            return wrong("a failure without a sentence");
        }
        let verify = data.run(&["verify"]);
        // A merge that was interrupted may have taken in what another station saw of a journal that is still missing.
        let explained = |line: &str| {
            line.contains("unfinished")
                || line.contains("torn")
                || !line.contains(".jsonl")
                || run.status != 0 && scenario.repeat == Repeat::Always && line.contains("seen by station")
        };
        let is_explained = verify.status == 1 && verify.out.lines().chain(verify.err.lines()).all(explained);
        if verify.status != 0 && !is_explained && !data.event_slugs().is_empty() {
            return wrong(&format!("damage: {verify:?}"));
        }
        let now = state(scenario, &data);
        let single = scenario.repeat != Repeat::Always;
        match run.status {
            0 if now != *after => return wrong(&format!("success, but {now:?} instead of {after:?}")),
            2..=4 if single && now != *before => {
                return wrong(&format!("NOT SAVED, but {now:?} instead of {before:?}"));
            }
            _ if single && now != *before && now != *after => {
                return wrong(&format!("{now:?} is neither {before:?} nor {after:?}"));
            }
            _ => {}
        }
        let looks = scenario.repeat == Repeat::IfNotRecorded;
        let looked = matches!(run.status, PERHAPS_SAVED | KILLED) && looks && now == *after;
        if run.status != 0 && !looked {
            let repeated = self.run(&data, None);
            let finally = state(scenario, &data);
            if repeated.status != 0 || finally != *after {
                return wrong(&format!("repeated: {repeated:?}, {finally:?} instead of {after:?}"));
            }
            let verify = data.run(&["verify"]);
            if verify.status != 0 {
                return wrong(&format!("damage after the repeat: {verify:?}"));
            }
        }
        Ok(())
    }

    /// Returns every fault of every call.
    pub(super) fn sweep(&self) -> Vec<Injection> {
        sweep(
            [Calls::All, Calls::Changes, Calls::Writes, Calls::Output]
                .map(|calls| (calls, self.calls(calls))),
        )
    }
}

/// Returns every fault of this many calls of each kind.
pub(super) fn sweep(counts: impl IntoIterator<Item = (Calls, usize)>) -> Vec<Injection> {
    let mut injections = Vec::new();
    for (calls, count) in counts {
        for call in 1..=count {
            let once = |fault| Injection { fault, call, later: false, calls };
            let (errors, later): (&[&str], &[&str]) = match calls {
                Calls::All => (&["EIO", "EINTR"], &["EIO"]),
                Calls::Changes => (&["ENOSPC", "EDQUOT", "EROFS"], &["ENOSPC", "EROFS"]),
                Calls::Writes => (&[], &[]),
                Calls::Output => (&["EIO", "ENOSPC", "EPIPE"], &[]),
            };
            injections.extend(errors.iter().map(|error| once(Fault::Error(error))));
            injections
                .extend(later.iter().map(|error| Injection { later: true, ..once(Fault::Error(error)) }));
            match calls {
                Calls::All => injections.push(once(Fault::Kill)),
                Calls::Writes => injections.push(once(Fault::Short)),
                _ => {}
            }
        }
    }
    injections
}

/// Returns what the folder holds.
fn state(scenario: &Scenario, data: &DataFolder) -> State {
    let other = (scenario.state)(data);
    let report = if data.event_slugs().is_empty() { Value::Null } else { data.report() };
    let number = |value: &Value| value.as_i64().unwrap_or_default();
    let out =
        report["materials"].as_array().into_iter().flatten().map(|material| number(&material["out_g"])).sum();
    State {
        people: number(&report["people"]),
        entries: number(&report["entries"]),
        voided: number(&report["voided"]),
        grams: number(&report["total_net_g"]),
        out_grams: out,
        other,
    }
}
