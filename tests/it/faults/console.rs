//! One file operation of a console fails, hangs, or the console is killed before it. What the screen showed as saved is
//! in the journals once, and what the console asks to type again is not.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use assert_cmd::Command;

use crate::faults::injector::{self, Calls, Fault, Injection};
use crate::harness::terminal::Terminal;
use crate::harness::{DataFolder, Run, copy_folder};

/// The exit statuses of a console that was not killed: success, a file failed, no station, perhaps saved.
const STATUSES: [i32; 4] = [0, 3, 4, 5];
const KILLED: i32 = 128 + 9;
/// The time after which a console hangs.
const TIMEOUT: Duration = Duration::from_secs(90);
/// The text before the records that are not on the disk.
const NOT_SAVED: &str = "Not on the disk: ";
/// The text before the records that may be on the disk.
const PERHAPS_SAVED: &str = "Perhaps saved: ";

/// An entry that every session records.
struct Typed {
    keys: &'static str,
    line: &'static str,
    /// How rows, messages and lists end with it.
    shown: &'static str,
    grams: i64,
}

/// All amounts differ, so that each can be found.
const ENTRIES: [Typed; 3] = [
    Typed { keys: "q12.5<Enter>", line: "q12.5", shown: "12.5 kg", grams: 12_500 },
    Typed { keys: "w3<Enter>", line: "w3", shown: "3 kg", grams: 3_000 },
    Typed { keys: "q7.25<Enter>", line: "q7.25", shown: "7.25 kg", grams: 7_250 },
];

/// Which console is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    FullScreen,
    Plain,
}

/// What a console showed.
#[derive(Debug, Default)]
struct Shown {
    status: i32,
    /// The amounts that were shown as saved.
    saved: BTreeSet<&'static str>,
    /// The amounts that the operator is to type again.
    again: BTreeSet<&'static str>,
    text: String,
}

/// What a console finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Before {
    /// No event.
    Nothing,
    /// An event and a journal.
    Journal,
    /// A journal that is long enough for a checkpoint, which does not exist yet.
    LongJournal,
    /// A long journal and its checkpoint.
    Checkpoint,
}

/// The counts of people that make a journal long enough for a checkpoint.
const LONG: usize = 2_000;

/// The folder of checkpoints, below the home folder.
const CHECKPOINTS: &str = ".cache/tarazy/checkpoints";

/// A folder in which a console was not opened yet.
pub(super) struct Session {
    kind: Kind,
    folder: DataFolder,
    before: Before,
}

impl Session {
    /// Prepares a folder.
    pub(super) fn new(kind: Kind, before: Before) -> Self {
        let folder = DataFolder::new();
        if before != Before::Nothing {
            folder.new_event(&["Recycle Бірге"]);
            assert_eq!(folder.run(&["add", "cans", "1"]).status, 0);
        }
        if matches!(before, Before::LongJournal | Before::Checkpoint) {
            let lines = "+1\n".repeat(LONG);
            let typed = folder.command().arg("--plain").write_stdin(lines + ":quit\n").output().unwrap();
            assert!(typed.status.success(), "{typed:?}");
            std::fs::remove_dir_all(folder.path().join(CHECKPOINTS)).unwrap();
        }
        Self { kind, folder, before }
    }

    /// Returns the calls of a session without a fault, as the injector reports them.
    pub(super) fn calls(&self, calls: Calls) -> Vec<String> {
        let data = self.copy();
        let shown = self.run(&data, Injection::none(calls)).unwrap();
        assert_eq!((shown.status, shown.saved.len()), (0, ENTRIES.len()), "{}", shown.text);
        let is_stored = matches!(self.before, Before::LongJournal | Before::Checkpoint);
        assert_eq!(checkpoints(&data), usize::from(is_stored));
        let lines = injector::counted_calls(data.path());
        injector::remove_report(data.path());
        lines
    }

    fn copy(&self) -> DataFolder {
        let data = DataFolder::new();
        copy_folder(self.folder.path(), data.path());
        if self.before == Before::Checkpoint {
            // The file of a copy is another file, so it needs a checkpoint of its own.
            total(&data, true);
            assert_eq!(checkpoints(&data), 1);
        }
        data
    }

    fn run(&self, data: &DataFolder, injection: Injection) -> Result<Shown, String> {
        match self.kind {
            Kind::Plain => Ok(run_plain(data, injection)),
            Kind::FullScreen => run_full_screen(data, injection),
        }
    }

    /// Returns what a session with a fault printed.
    pub(super) fn text_of(&self, injection: Injection) -> Result<String, String> {
        self.run(&self.copy(), injection).map(|shown| shown.text)
    }

    /// Runs a session with a fault.
    ///
    /// # Errors
    /// Returns a description if something is lost, counted twice or reported wrongly.
    pub(super) fn check(&self, injection: Injection) -> Result<(), String> {
        let data = self.copy();
        let shown = self.run(&data, injection);
        let calls = injector::counted_calls(data.path());
        injector::remove_report(data.path());
        let failed = calls.iter().find(|call| call.starts_with('!')).cloned().unwrap_or_default();
        let what = format!("{:?}, before: {:?}, {injection} ({failed})", self.kind, self.before);
        let shown = shown.map_err(|error| format!("{what}: {error}"))?;
        let wrong = |error: &str| Err(format!("{what}: {error}\n{shown:?}"));
        if shown.text.contains("panicked") || shown.text.contains("RUST_BACKTRACE") {
            return wrong("panic");
        }
        let was_killed = shown.status == KILLED;
        if was_killed != (injection.fault == Fault::Kill && !failed.is_empty()) {
            return wrong("killed or not killed");
        }
        if !was_killed && !STATUSES.contains(&shown.status) {
            return wrong("unknown exit status");
        }
        if data.event_slugs().is_empty() {
            return if shown.saved.is_empty() { Ok(()) } else { wrong("no event") };
        }
        // The next console repairs what a crash left, so afterwards nothing is damaged.
        let next = data.command().arg("--plain").write_stdin(":total\n:quit\n").output().unwrap();
        let next = Run::from(next);
        if next.status != 0 {
            return wrong(&format!("the next console fails: {next:?}"));
        }
        let verify = data.run(&["verify"]);
        if verify.status != 0 {
            return wrong(&format!("damage: {verify:?}"));
        }
        // Whatever checkpoint is there now, a start from it shows what a reading of all journals shows.
        let (stored, read) = (total(&data, true), total(&data, false));
        if stored != read {
            return wrong(&format!("the total from checkpoints is {stored}, and {read} without"));
        }
        let counted = counted_grams(&data);
        for Typed { shown: amount, grams, .. } in &ENTRIES {
            let times = counted.iter().filter(|counted| *counted == grams).count();
            if times > 1 {
                return wrong(&format!("{amount} counts {times} times"));
            }
            if times == 0 && shown.saved.contains(amount) {
                return wrong(&format!("{amount} was shown as saved and is lost"));
            }
            if times == 1 && shown.again.contains(amount) {
                return wrong(&format!("{amount} is to be typed again and is there"));
            }
            if times == 0 && shown.status == 0 {
                return wrong(&format!("{amount} is missing after success"));
            }
        }
        // The full screen says so in the message line, where a later message may cover it.
        let recovered = shown.status == 0 && shown.text.contains("NOT SAVED");
        if self.kind == Kind::Plain && recovered && !shown.text.to_lowercase().contains("saved after all") {
            return wrong("not saved, says the console, and does not say that all is saved after all");
        }
        Ok(())
    }
}

/// Returns what the next console says about the total, with checkpoints or without.
fn total(data: &DataFolder, with_checkpoints: bool) -> String {
    let mut command = data.command();
    if !with_checkpoints {
        command.env("XDG_CACHE_HOME", "/nonexistent");
    }
    let run = Run::from(command.arg("--plain").write_stdin(":total\n:quit\n").output().unwrap());
    assert_eq!(run.status, 0, "{run:?}");
    run.out
}

/// Returns the number of checkpoints.
fn checkpoints(data: &DataFolder) -> usize {
    std::fs::read_dir(data.path().join(CHECKPOINTS)).map_or(0, Iterator::count)
}

/// Types all lines into a console without a screen.
fn run_plain(data: &DataFolder, injection: Injection) -> Shown {
    let wrapper = injector::wrapper(data.path(), injection);
    let mut command = std::process::Command::new(&wrapper[0]);
    command.args(&wrapper[1..]).arg("--plain").env_clear();
    let environment = data.std_command();
    command.envs(environment.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let [first, second, third] = ENTRIES.map(|entry| entry.line);
    let input = format!("{first}\n{second}\n+3\n:undo\n{third}\n:total\n:quit\n");
    let run = Run::from(Command::from_std(command).timeout(TIMEOUT).write_stdin(input).output().unwrap());
    let saved = |amount: &str| {
        run.out.lines().any(|line| line.contains("Saved: ") && line.contains(&format!(" {amount}")))
    };
    Shown {
        status: run.status,
        saved: ENTRIES.iter().map(|entry| entry.shown).filter(|amount| saved(amount)).collect(),
        again: to_type_again(&run.err),
        text: run.out + &run.err,
    }
}

/// Returns the amounts that a console asks to type again without looking.
fn to_type_again(text: &str) -> BTreeSet<&'static str> {
    let from_there = text.lines().skip_while(|line| !line.contains(NOT_SAVED));
    let lines: Vec<&str> = from_there.take_while(|line| !line.contains(PERHAPS_SAVED)).collect();
    let amounts = ENTRIES.iter().map(|entry| entry.shown);
    amounts
        .filter(|amount| lines.iter().any(|line| line.trim_end().ends_with(&format!(" {amount}"))))
        .collect()
}

/// Types all lines into a console in a terminal, and leaves it with F10. After a failure it tries to save once more.
fn run_full_screen(data: &DataFolder, injection: Injection) -> Result<Shown, String> {
    let wrapper = injector::wrapper(data.path(), injection);
    let mut console = data.screen_of(&wrapper).start();
    let mut shown = Shown::default();
    let mut open = wait(&mut console, &mut shown, |screen| screen.contains("select a material"))?;
    let mut steps = ENTRIES.iter().map(|entry| (entry.keys, entry.shown)).collect::<Vec<_>>();
    steps.insert(2, ("<F5>3<Enter>", "3 people"));
    steps.insert(3, ("<F8>", "Undone"));
    for (keys, text) in steps {
        if !open {
            break;
        }
        console.send(keys);
        open = wait(&mut console, &mut shown, |screen| {
            let rows = rows(screen);
            let row = rows.iter().find(|(_, row)| row.ends_with(text));
            screen.contains("NOT SAVED")
                || row.is_some_and(|(mark, _)| *mark == '✓')
                || text == "Undone" && !rows.iter().any(|(mark, row)| *mark == '✓' && row == "3 people")
        })?;
    }
    if open && console.text().contains("NOT SAVED") {
        console.send("<Enter>");
        // The retry succeeds, or fails for the same reason. Either way the console can be left.
        console.pause();
    }
    let started = Instant::now();
    while open && started.elapsed() < TIMEOUT {
        // The first F10 may open the question whether to leave.
        console.send("<F10>");
        console.pause();
        open = !console.has_ended();
        collect(&console.text(), &mut shown);
    }
    if open {
        return Err(format!("hangs after F10:\n{}", console.text()));
    }
    shown.status = console.wait_for_exit().try_into().unwrap_or(-1);
    shown.text = console.text();
    shown.again = to_type_again(&console.written());
    Ok(shown)
}

/// Waits for a screen that satisfies the condition, and collects what is saved. Returns `false` if the console ended.
fn wait(console: &mut Terminal, shown: &mut Shown, condition: impl Fn(&str) -> bool) -> Result<bool, String> {
    let started = Instant::now();
    while started.elapsed() < TIMEOUT {
        let ended = console.has_ended();
        let screen = console.text();
        collect(&screen, shown);
        if ended || condition(&screen) {
            return Ok(!ended);
        }
    }
    Err(format!("hangs:\n{}", console.text()))
}

fn collect(screen: &str, shown: &mut Shown) {
    for (mark, text) in rows(screen) {
        if mark == '✓' {
            shown.saved.extend(
                ENTRIES
                    .iter()
                    .map(|entry| entry.shown)
                    .filter(|amount| text.ends_with(&format!(" {amount}"))),
            );
        }
    }
}

/// Returns the marks and texts of the records above the entry line.
fn rows(screen: &str) -> Vec<(char, String)> {
    let line = screen.lines().find(|line| line.starts_with(" №")).unwrap_or_default();
    let row = |row: &str| {
        let mut words = row.split_whitespace().skip(1);
        let mark = words.next()?.chars().next()?;
        Some((mark, words.skip(1).collect::<Vec<_>>().join(" ")))
    };
    line.split('№').filter_map(row).collect()
}

/// Returns the weights of all entries that count.
fn counted_grams(data: &DataFolder) -> Vec<i64> {
    let csv = data.run(&["report", "--format", "csv"]);
    assert_eq!(csv.status, 0, "{csv:?}");
    let mut lines = csv.out.lines();
    let columns: Vec<&str> = lines.next().unwrap().split(',').collect();
    let column = |name: &str| columns.iter().position(|column| *column == name).unwrap();
    let (grams, standing) = (column("net_g"), column("standing"));
    let rows = lines.map(|line| line.split(',').collect::<Vec<_>>());
    rows.filter(|row| row[standing] == "counted").map(|row| row[grams].parse().unwrap()).collect()
}

/// Returns every fault of every call of a session.
pub(super) fn sweep(session: &Session) -> Vec<Injection> {
    let mut injections = Vec::new();
    for calls in [Calls::All, Calls::Changes, Calls::Writes] {
        let lines = session.calls(calls);
        for (index, line) in lines.iter().enumerate() {
            let once = |fault| Injection { fault, call: index + 1, later: false, calls };
            let later = |error| Injection { later: true, ..once(Fault::Error(error)) };
            match calls {
                Calls::All => {
                    injections.extend([Fault::Error("EIO"), Fault::Error("EINTR"), Fault::Kill].map(once));
                    injections.push(later("EIO"));
                }
                Calls::Changes => {
                    injections.extend(["ENOSPC", "EDQUOT", "EROFS"].map(|error| once(Fault::Error(error))));
                    injections.extend(["ENOSPC", "EROFS"].map(later));
                    // Before the first record is written, a disk that hangs stops the start.
                    let is_sync = line.ends_with(".jsonl") && line.contains("fdatasync");
                    if is_sync
                        && lines[..index]
                            .iter()
                            .any(|line| line.ends_with(".jsonl") && line.contains(" write "))
                    {
                        injections.push(once(Fault::Hang));
                    }
                }
                Calls::Writes | Calls::Output => injections.push(once(Fault::Short)),
            }
        }
    }
    injections
}
