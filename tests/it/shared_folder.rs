//! Several accounts in one shared folder (`docs/ssh.md`): each account weighs at its own station and reads all
//! journals, and no account can write, move or remove another account's files.
//!
//! These tests are ignored by default, because only root can switch accounts. `.ci/run` runs them. The accounts are
//! numbers without names, so that the machine needs no setup.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use portable_pty::CommandBuilder;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::harness::Run;
use crate::harness::terminal::{Launch, Terminal};

const GROUP: u32 = 65_100;
const FIRST: u32 = 65_101;
const SECOND: u32 = 65_102;
/// An account outside the group.
const OUTSIDER: u32 = 65_103;

/// A data folder that belongs to a group, and a copy of the program that every account can run.
struct SharedFolder {
    folder: TempDir,
}

impl SharedFolder {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
        // Copy in a separate process. If this process wrote the file, a child process that another test
        // starts meanwhile could also have it open, and a file that is open for writing cannot be run.
        let copy = Command::new("cp").arg(env!("CARGO_BIN_EXE_tarazy")).arg(folder.path()).status().unwrap();
        assert!(copy.success());
        let shared = Self { folder };
        fs::create_dir(shared.data()).unwrap();
        chown(shared.data(), Some(0), Some(GROUP)).unwrap();
        fs::set_permissions(shared.data(), Permissions::from_mode(0o2770)).unwrap();
        shared
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Returns the folder of the only event.
    fn event(&self) -> PathBuf {
        let mut events = fs::read_dir(self.data().join("events")).unwrap();
        events.next().unwrap().unwrap().path()
    }

    fn stations(&self) -> PathBuf {
        self.event().join("stations")
    }

    fn environment(&self) -> [(&'static str, String); 4] {
        let data = self.data().to_str().unwrap().to_owned();
        // The account's own settings must not count.
        let home = self.folder.path().join("config").to_str().unwrap().to_owned();
        [
            ("LC_ALL", "C.UTF-8".into()),
            ("TARAZY_LANG", "en".into()),
            ("TARAZY_DATA_DIR", data),
            ("XDG_CONFIG_HOME", home),
        ]
    }

    /// Returns the command line that runs a command as this account, with a umask that hides new files from
    /// the group.
    fn as_account(account: u32, command: &[&str]) -> Vec<String> {
        let group = if account == OUTSIDER { OUTSIDER } else { GROUP };
        let user = ["setpriv", &format!("--reuid={account}"), &format!("--regid={group}"), "--clear-groups"]
            .map(str::to_owned);
        let mask = ["sh", "-c", "umask 077; exec \"$@\"", "sh"].map(str::to_owned);
        user.into_iter().chain(mask).chain(command.iter().map(|word| (*word).to_owned())).collect()
    }

    fn program(&self, arguments: &[&str]) -> Vec<String> {
        let program = self.folder.path().join("tarazy").to_str().unwrap().to_owned();
        [program].into_iter().chain(arguments.iter().map(|word| (*word).to_owned())).collect()
    }

    /// Runs any command as this account.
    fn run_as(&self, account: u32, command: &[&str]) -> Run {
        let words = Self::as_account(account, command);
        let mut command = Command::new(&words[0]);
        command.args(&words[1..]).envs(self.environment()).current_dir("/").stdin(Stdio::null());
        command.output().unwrap().into()
    }

    /// Runs a command of the program as this account.
    fn tarazy(&self, account: u32, arguments: &[&str]) -> Run {
        let words = self.program(arguments);
        self.run_as(account, &words.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// Starts a console as this account.
    fn console(&self, account: u32, arguments: &[&str]) -> Terminal {
        let words = self.program(arguments);
        let words = Self::as_account(account, &words.iter().map(String::as_str).collect::<Vec<_>>());
        let mut command = CommandBuilder::from_argv(words.into_iter().map(Into::into).collect());
        for (name, value) in self.environment() {
            command.env(name, value);
        }
        command.cwd("/");
        Launch::new(command).start()
    }
}

/// Returns mode, owner and group.
fn rights(path: &Path) -> (u32, u32, u32) {
    let meta = path.metadata().unwrap();
    (meta.mode() & 0o7777, meta.uid(), meta.gid())
}

#[test]
#[ignore = "needs root: run by .ci/run"]
fn each_account_reads_all_journals_and_writes_only_its_own() {
    let shared = SharedFolder::new();
    let first = shared.tarazy(FIRST, &["add", "paper", "5"]);
    assert_eq!((first.status, first.out.as_str()), (0, "A:2\n"), "{first:?}");
    let event = shared.event();
    assert_eq!(rights(&shared.data().join("events")), (0o3770, FIRST, GROUP));
    assert_eq!(rights(&event), (0o2770, FIRST, GROUP));
    assert_eq!(rights(&shared.stations()), (0o3770, FIRST, GROUP));
    assert_eq!(rights(&event.join("event.json")), (0o640, FIRST, GROUP));
    let journal = shared.stations().join("A.jsonl");
    assert_eq!(rights(&journal), (0o640, FIRST, GROUP));
    assert_eq!(rights(&shared.stations().join("A.lock")), (0o600, FIRST, GROUP));
    let before = fs::read(&journal).unwrap();

    // The station belongs to the account that created it.
    let taken = shared.tarazy(SECOND, &["add", "paper", "1", "--station", "A"]);
    assert_eq!((taken.status, &*taken.out), (4, ""), "{taken:?}");
    assert_eq!(
        taken.err,
        format!("Station A belongs to another account: {FIRST}. A free one: --station B\n")
    );
    shared.tarazy(SECOND, &["add", "paper", "2", "--station", "B"]).assert_prints("B:2\n");
    assert_eq!(rights(&shared.stations().join("B.jsonl")), (0o640, SECOND, GROUP));
    // An account voids another account's record by adding a line to the journal of its own station.
    shared.tarazy(SECOND, &["void", "A:2", "--reason", "twice"]).assert_prints("B:3\n");
    for account in [FIRST, SECOND] {
        let report = shared.tarazy(account, &["report", "--format", "json"]);
        let report: Value = serde_json::from_str(&report.out).unwrap();
        assert_eq!((&report["total_net_g"], &report["voided"]), (&json!(2000), &json!(1)));
        assert_eq!(shared.tarazy(account, &["verify"]).status, 0);
    }
    // Any account of the group can change the event, and all can still read it.
    let set = shared.tarazy(SECOND, &["event", "set", "--target", "paper=800"]);
    assert_eq!(set.status, 0, "{set:?}");
    assert_eq!(rights(&event.join("event.json")), (0o640, SECOND, GROUP));
    let set = shared.tarazy(FIRST, &["event", "set", "--target", "paper=900"]);
    assert_eq!(set.status, 0, "{set:?}");

    // The file modes protect the first account's journal, whichever tool the second account uses.
    let path = journal.to_str().unwrap();
    let stations = shared.stations();
    let away = stations.join("X.jsonl");
    for attack in [
        &["rm", "-f", path][..],
        &["mv", path, away.to_str().unwrap()],
        &["truncate", "-s", "0", path],
        &["sh", "-c", &format!("echo {{}} >> {path}")],
        &["rm", "-rf", event.to_str().unwrap()],
        &["mv", event.to_str().unwrap(), shared.data().to_str().unwrap()],
    ] {
        shared.run_as(SECOND, attack);
        assert_eq!(fs::read(&journal).unwrap(), before, "{attack:?}");
    }
    // An account outside the group gets one line with the reason, and nothing else.
    for arguments in [&["report"][..], &["log"], &["add", "paper", "1"], &["verify"]] {
        let run = shared.tarazy(OUTSIDER, arguments);
        assert_eq!((run.status, &*run.out, run.err.lines().count()), (3, "", 1), "{arguments:?}: {run:?}");
        assert!(run.err.contains("this account has no right to it: ask its owner"), "{run:?}");
    }
}

#[test]
#[ignore = "needs root: run by .ci/run"]
fn consoles_of_two_accounts_show_each_others_entries() {
    let shared = SharedFolder::new();
    let mut first = shared.console(FIRST, &[]);
    first.wait_for("station A");
    let mut second = shared.console(SECOND, &[]);
    second.wait_for("station B");
    first.send("q1.5<Enter>");
    second.send("ww2<Enter>");
    for console in [&mut first, &mut second] {
        console.wait_for(" 3.5 kg ");
    }
    let mut third = shared.console(SECOND, &["--station", "A"]);
    assert_eq!(third.wait_for_exit(), 4);
    assert!(third.text().contains(&format!("belongs to another account: {FIRST}")), "{}", third.text());
    first.quit();
    // The station is free, but it still belongs to the first account.
    let mut third = shared.console(SECOND, &["--station", "A"]);
    assert_eq!(third.wait_for_exit(), 4);
    second.quit();
}

#[test]
#[ignore = "needs root: run by .ci/run"]
fn symbolic_links_of_another_account_are_not_followed() {
    let shared = SharedFolder::new();
    let first = shared.tarazy(FIRST, &["add", "paper", "5"]);
    assert_eq!((first.status, first.out.as_str()), (0, "A:2\n"), "{first:?}");
    let secret = shared.folder.path().join("secret");
    fs::write(&secret, "kept\n").unwrap();
    chown(&secret, Some(FIRST), Some(GROUP)).unwrap();
    let secret = secret.to_str().unwrap();
    for name in ["C.jsonl", "D.lock", "E.draft"] {
        let link = shared.stations().join(name);
        let made = shared.run_as(SECOND, &["ln", "-s", secret, link.to_str().unwrap()]);
        assert_eq!(made.status, 0, "{made:?}");
    }
    for (station, file) in [("C", "C.jsonl"), ("D", "D.lock")] {
        let run = shared.tarazy(FIRST, &["add", "paper", "1", "--station", station]);
        assert_eq!((run.status, &*run.out, run.err.lines().count()), (3, "", 1), "{run:?}");
        assert!(run.err.contains(file) && run.err.contains("is not a regular file: remove it"), "{run:?}");
    }
    let mut console = shared.console(FIRST, &["--station", "E"]);
    console.wait_for("station E");
    console.send("q1.5");
    console.wait_for("= 1 kg 500 g");
    console.send("<Enter>");
    console.wait_for(" 6.5 kg ");
    console.quit();
    assert_eq!(fs::read_to_string(secret).unwrap(), "kept\n");
    let verify = shared.tarazy(FIRST, &["verify"]);
    assert_eq!(verify.status, 1, "{verify:?}");
    assert!(verify.out.contains("C.jsonl"), "{verify:?}");
    // An event that is a link is rejected.
    let link = shared.data().join("events/2026-01-01-link");
    let made = shared.run_as(SECOND, &["ln", "-s", shared.event().to_str().unwrap(), link.to_str().unwrap()]);
    assert_eq!(made.status, 0, "{made:?}");
    let run = shared.tarazy(FIRST, &["add", "paper", "1", "--event", "2026-01-01-link"]);
    assert_eq!(run.status, 3, "{run:?}");
    assert!(run.err.contains("is a link and could lead anywhere"), "{run:?}");
}

/// The memory of a process behaves like a file on a bad disk: it is a regular file, and reading its start fails.
#[test]
#[ignore = "needs root: run by .ci/run"]
fn verify_reports_a_journal_on_a_bad_disk() {
    let shared = SharedFolder::new();
    // The first record makes the event, and a message says so.
    assert_eq!(shared.tarazy(FIRST, &["add", "paper", "5"]).out, "A:2\n");
    shared.tarazy(FIRST, &["add", "paper", "6", "--station", "B"]).assert_prints("B:2\n");
    let journal = shared.stations().join("B.jsonl");
    let script = "mount --bind /proc/$$/mem \"$0\" && exec \"$@\"";
    let run = |arguments: &[&str]| {
        let mut command = Command::new("unshare");
        command.args(["--mount", "sh", "-c", script]).arg(&journal).args(shared.program(arguments));
        Run::from(command.envs(shared.environment()).stdin(Stdio::null()).output().unwrap())
    };
    let verified = run(&["verify"]);
    assert_eq!((verified.status, verified.err.as_str()), (3, ""), "{verified:?}");
    assert!(
        verified.out.contains("B.jsonl: the file cannot be read: the disk or its cable fails"),
        "{verified:?}"
    );
    assert!(verified.out.contains("could not be read to the end: 1"), "{verified:?}");
    assert!(!verified.out.contains("sound"), "{verified:?}");
    let json: Value = serde_json::from_str(&run(&["verify", "--json"]).out).unwrap();
    assert_eq!((&json["verified"], &json["records"]), (&json!(false), &json!(2)));
}
