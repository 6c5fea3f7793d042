//! Several accounts in one shared folder (`docs/ssh.md`): each weighs at its own station, all read everything,
//! and nobody writes, moves or removes what another one wrote.
//!
//! Ignored unless asked for, because only root can be somebody else; `.ci/run` asks for it. The accounts are
//! numbers without a name, so that the machine needs none.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use portable_pty::CommandBuilder;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::harness::Run;
use crate::terminal::Terminal;

const GROUP: u32 = 65_100;
const FIRST: u32 = 65_101;
const SECOND: u32 = 65_102;
/// Not in the group.
const OUTSIDER: u32 = 65_103;

/// A folder that is shared with a group, and the program where every account can reach it.
struct Shared {
    folder: TempDir,
}

impl Shared {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
        fs::copy(env!("CARGO_BIN_EXE_tarazy"), folder.path().join("tarazy")).unwrap();
        let shared = Self { folder };
        fs::create_dir(shared.data()).unwrap();
        chown(shared.data(), Some(0), Some(GROUP)).unwrap();
        fs::set_permissions(shared.data(), Permissions::from_mode(0o2770)).unwrap();
        shared
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn event(&self) -> PathBuf {
        let mut events = fs::read_dir(self.data().join("events")).unwrap();
        events.next().unwrap().unwrap().path()
    }

    fn stations(&self) -> PathBuf {
        self.event().join("stations")
    }

    /// The words that run something as this account, which lets its group see nothing by itself.
    fn words(&self, account: u32, what: &[&str]) -> Vec<String> {
        let group = if account == OUTSIDER { OUTSIDER } else { GROUP };
        let start = ["setpriv", &format!("--reuid={account}"), &format!("--regid={group}"), "--clear-groups"]
            .map(str::to_owned);
        let mask = ["sh", "-c", "umask 077; exec \"$@\"", "sh"].map(str::to_owned);
        start.into_iter().chain(mask).chain(what.iter().map(|word| (*word).to_owned())).collect()
    }

    fn run_as(&self, account: u32, what: &[&str]) -> Run {
        let words = self.words(account, what);
        let output = Command::new(&words[0])
            .args(&words[1..])
            .env("LC_ALL", "C.UTF-8")
            .env("TARAZY_LANG", "en")
            .env("TARAZY_DATA_DIR", self.data())
            .current_dir("/")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        Run {
            status: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    fn tarazy(&self, account: u32, arguments: &[&str]) -> Run {
        let program = self.folder.path().join("tarazy");
        self.run_as(account, &[&[program.to_str().unwrap()], arguments].concat())
    }

    fn console(&self, account: u32, arguments: &[&str]) -> Terminal {
        let program = self.folder.path().join("tarazy");
        let words = self.words(account, &[&[program.to_str().unwrap()], arguments].concat());
        let mut command = CommandBuilder::new(&words[0]);
        command.args(&words[1..]);
        command.env("TERM", "xterm-256color");
        command.env("LC_ALL", "C.UTF-8");
        command.env("TARAZY_LANG", "en");
        command.env("TARAZY_DATA_DIR", self.data());
        command.cwd("/");
        Terminal::start(command, 80, 24)
    }
}

fn rights(path: &Path) -> (u32, u32, u32) {
    let meta = path.metadata().unwrap();
    (meta.mode() & 0o7777, meta.uid(), meta.gid())
}

#[test]
#[ignore = "needs the rights of root: run by .ci/run"]
fn everyone_in_the_group_reads_all_and_writes_only_their_own() {
    let shared = Shared::new();
    shared.tarazy(FIRST, &["add", "paper", "5"]).says("A:2\n");
    let event = shared.event();
    assert_eq!(rights(&shared.data().join("events")), (0o3770, FIRST, GROUP));
    assert_eq!(rights(&event), (0o2770, FIRST, GROUP));
    assert_eq!(rights(&shared.stations()), (0o3770, FIRST, GROUP));
    assert_eq!(rights(&event.join("event.json")), (0o640, FIRST, GROUP));
    let journal = shared.stations().join("A.jsonl");
    assert_eq!(rights(&journal), (0o640, FIRST, GROUP));
    assert_eq!(rights(&shared.stations().join("A.lock")), (0o600, FIRST, GROUP));
    let before = fs::read(&journal).unwrap();

    // The station belongs to the account that made it.
    let taken = shared.tarazy(SECOND, &["add", "paper", "1", "--station", "A"]);
    assert_eq!((taken.status, &*taken.out), (4, ""), "{taken:?}");
    assert_eq!(
        taken.err,
        format!("Station A belongs to another account: {FIRST}. A free one: --station B\n")
    );
    shared.tarazy(SECOND, &["add", "paper", "2", "--station", "B"]).says("B:2\n");
    assert_eq!(rights(&shared.stations().join("B.jsonl")), (0o640, SECOND, GROUP));
    // What another wrote is voided in one's own journal.
    shared.tarazy(SECOND, &["void", "A:2", "--reason", "twice"]).says("B:3\n");
    for account in [FIRST, SECOND] {
        let report = shared.tarazy(account, &["report", "--format", "json"]);
        let report: Value = serde_json::from_str(&report.out).unwrap();
        assert_eq!((&report["total_net_g"], &report["voided"]), (&json!(2000), &json!(1)));
        assert_eq!(shared.tarazy(account, &["verify"]).status, 0);
    }
    // Whoever leads changes the event, and all can still read it.
    let set = shared.tarazy(SECOND, &["event", "set", "--target", "paper=800"]);
    assert_eq!(set.status, 0, "{set:?}");
    assert_eq!(rights(&event.join("event.json")), (0o640, SECOND, GROUP));
    let set = shared.tarazy(FIRST, &["event", "set", "--target", "paper=900"]);
    assert_eq!(set.status, 0, "{set:?}");

    // With whatever tool: the modes forbid it.
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
    // Whoever is not in the group is told so, and nothing more.
    for arguments in [&["report"][..], &["log"], &["add", "paper", "1"], &["verify"]] {
        let run = shared.tarazy(OUTSIDER, arguments);
        assert_eq!((run.status, &*run.out, run.err.lines().count()), (3, "", 1), "{arguments:?}: {run:?}");
        assert!(run.err.contains("this account has no right to it: ask its owner"), "{run:?}");
    }
}

#[test]
#[ignore = "needs the rights of root: run by .ci/run"]
fn consoles_of_two_accounts_see_each_other() {
    let shared = Shared::new();
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
    assert_eq!(third.ended(), 4);
    assert!(third.text().contains(&format!("belongs to another account: {FIRST}")), "{}", third.text());
    first.quit();
    // Free, and still the first one's.
    let mut third = shared.console(SECOND, &["--station", "A"]);
    assert_eq!(third.ended(), 4);
    second.quit();
}

#[test]
#[ignore = "needs the rights of root: run by .ci/run"]
fn links_of_another_account_lead_nowhere() {
    let shared = Shared::new();
    shared.tarazy(FIRST, &["add", "paper", "5"]).says("A:2\n");
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
        assert!(run.err.contains(file) && run.err.contains("is no ordinary file: take it away"), "{run:?}");
    }
    let mut console = shared.console(FIRST, &["--station", "E"]);
    console.wait_for("station E");
    console.send("q1.5");
    console.wait_for("1 kg 500 g");
    console.send("<Enter>");
    console.wait_for(" 6.5 kg ");
    console.quit();
    assert_eq!(fs::read_to_string(secret).unwrap(), "kept\n");
    let verify = shared.tarazy(FIRST, &["verify"]);
    assert_eq!(verify.status, 1, "{verify:?}");
    assert!(verify.out.contains("C.jsonl"), "{verify:?}");
    // An event that is a link is none.
    let link = shared.data().join("events/2026-01-01-link");
    let made = shared.run_as(SECOND, &["ln", "-s", shared.event().to_str().unwrap(), link.to_str().unwrap()]);
    assert_eq!(made.status, 0, "{made:?}");
    let run = shared.tarazy(FIRST, &["add", "paper", "1", "--event", "2026-01-01-link"]);
    assert_eq!(run.status, 3, "{run:?}");
    assert!(run.err.contains("is a link and could lead anywhere"), "{run:?}");
}
