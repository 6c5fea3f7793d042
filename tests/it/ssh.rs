//! Two stations over a real sshd on the loopback, each with a key that opens its console and nothing else
//! (`docs/ssh.md`): both weigh, one client is killed hard, the other goes on.
//!
//! Ignored unless asked for, because it needs the package openssh-server; `.ci/run` asks for it.

use std::fs::{self, DirBuilder, File, TryLockError};
use std::io::{self, BufRead, BufReader, Write};
use std::net::TcpListener;
use std::os::unix::fs::DirBuilderExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::CommandBuilder;
use serde_json::Value;

use crate::harness::Home;
use crate::terminal::{PATIENCE, Terminal};

const SSHD: &str = "/usr/sbin/sshd";
const STATIONS: [&str; 2] = ["A", "B"];
/// Units in which `/proc/PID/stat` counts a process's time: hundredths of a second on every Linux.
const TICK: Duration = Duration::from_millis(10);

/// A server of its own with the keys of two stations, in a folder that is removed in the end.
struct Server {
    home: Home,
    sshd: Child,
    port: u16,
    account: String,
}

impl Server {
    fn start() -> Self {
        let home = Home::new();
        let file = |name: &str| home.path().join(name).to_str().unwrap().to_owned();
        for key in ["host", "A", "B"] {
            run(Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f", &file(key)]));
        }
        let mut keys = String::new();
        for station in STATIONS {
            let key = fs::read_to_string(file(&format!("{station}.pub"))).unwrap();
            let variables =
                format!("LC_ALL=C.UTF-8 TARAZY_LANG=en TARAZY_DATA_DIR={}", home.path().display());
            let console = format!("env {variables} {} --station {station}", env!("CARGO_BIN_EXE_tarazy"));
            keys += &format!("restrict,pty,command=\"{console}\" {key}");
        }
        fs::write(file("keys"), keys).unwrap();
        let setting = [
            format!("HostKey {}", file("host")),
            format!("AuthorizedKeysFile {}", file("keys")),
            "PidFile none".into(),
            // The folder lies below one that everybody may write.
            "StrictModes no".into(),
            "UsePAM no".into(),
            "PasswordAuthentication no".into(),
            "KbdInteractiveAuthentication no".into(),
            "PermitRootLogin yes".into(),
            "Subsystem sftp internal-sftp".into(),
        ];
        fs::write(file("sshd_config"), setting.join("\n") + "\n").unwrap();
        lock_in();
        let account = String::from_utf8(run(Command::new("id").arg("-un"))).unwrap().trim().to_owned();
        let (sshd, port) = listening(&file("sshd_config"));
        Self { home, sshd, port, account }
    }

    /// What a station's laptop runs, without the last words.
    fn client(&self, station: &str) -> Vec<String> {
        let (key, port) = (self.home.path().join(station), self.port.to_string());
        let mut words = vec!["-F", "none", "-p", &port, "-i", key.to_str().unwrap()];
        for option in [
            "BatchMode=yes",
            "IdentitiesOnly=yes",
            "LogLevel=ERROR",
            "StrictHostKeyChecking=no",
            "UserKnownHostsFile=/dev/null",
        ] {
            words.extend(["-o", option]);
        }
        let at = format!("{}@127.0.0.1", self.account);
        words.into_iter().map(str::to_owned).chain([at]).collect()
    }

    /// Logs in as the volunteer at this station does.
    fn log_in(&self, station: &str) -> Terminal {
        let mut command = CommandBuilder::new("ssh");
        command.arg("-tt");
        command.args(self.client(station));
        command.env("TERM", "xterm-256color");
        Terminal::start(command, 80, 24)
    }

    fn lock(&self, station: &str) -> PathBuf {
        self.home.only_event().join(format!("stations/{station}.lock"))
    }

    /// The console that holds the station, by the note in the lock.
    fn holder(&self, station: &str) -> u64 {
        let note: Value = serde_json::from_slice(&fs::read(self.lock(station)).unwrap()).unwrap();
        note["pid"].as_u64().unwrap()
    }

    fn is_free(&self, station: &str) -> bool {
        match File::open(self.lock(station)).unwrap().try_lock_shared() {
            Ok(()) => true,
            Err(TryLockError::WouldBlock) => false,
            Err(TryLockError::Error(error)) => panic!("{error}"),
        }
    }

    /// Every process on this data folder: consoles, and shells around them. One that has ended and that
    /// nobody has asked about yet has neither words nor variables.
    fn processes(&self) -> Vec<u64> {
        let folder = self.home.path().to_str().unwrap().as_bytes();
        let names = |path: PathBuf| {
            let bytes = fs::read(path).unwrap_or_default();
            bytes.windows(folder.len()).any(|part| part == folder)
                && bytes.windows(16).any(|part| part == b"TARAZY_DATA_DIR=")
        };
        let all =
            fs::read_dir("/proc").unwrap().filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let all = all.filter_map(|name| name.parse::<u64>().ok());
        all.filter(|pid| {
            ["environ", "cmdline"].iter().any(|file| names(format!("/proc/{pid}/{file}").into()))
        })
        .collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ended = self.sshd.kill();
        let _ended = self.sshd.wait();
    }
}

/// Where sshd's unprivileged half is locked in. A machine that runs a server has it.
fn lock_in() {
    if rustix::process::geteuid().is_root() {
        DirBuilder::new().recursive(true).mode(0o755).create("/run/sshd").unwrap();
    }
}

/// Runs a helper that must succeed.
fn run(command: &mut Command) -> Vec<u8> {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {output:?}");
    output.stdout
}

/// A server that listens on a free port of the loopback. Another program may take the port first.
fn listening(setting: &str) -> (Child, u16) {
    let mut said = String::new();
    for _ in 0..10 {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let address = format!("ListenAddress=127.0.0.1:{port}");
        let mut sshd = Command::new(SSHD)
            .args(["-D", "-e", "-f", setting, "-o", &address])
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{SSHD}: {error}: install openssh-server"));
        let mut log = BufReader::new(sshd.stderr.take().unwrap()).lines().map_while(Result::ok);
        let ready = log
            .by_ref()
            .inspect(|line| said += &format!("{line}\n"))
            .any(|line| line.starts_with("Server listening on "));
        if ready {
            // A log that nobody reads would stop the server.
            thread::spawn(move || log.for_each(drop));
            return (sshd, port);
        }
        sshd.wait().unwrap();
    }
    panic!("sshd does not listen:\n{said}");
}

/// Waits for something that needs no screen, and returns how long it took.
fn until(what: &str, done: impl Fn() -> bool) -> Duration {
    let started = Instant::now();
    while !done() {
        assert!(started.elapsed() < Duration::from_secs(10), "waited in vain for {what}");
        thread::sleep(Duration::from_millis(2));
    }
    started.elapsed()
}

/// The processor time that a process has used.
fn used(pid: u64) -> Duration {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    // Fields 14 and 15 of proc(5); the first behind the name is field 3.
    let ticks: u32 = fields[11..13].iter().map(|field| field.parse::<u32>().unwrap()).sum();
    TICK * ticks
}

#[test]
#[ignore = "needs openssh-server: run by .ci/run"]
fn two_stations_over_ssh_outlive_a_client_that_is_killed() {
    let server = Server::start();
    let mut first = server.log_in("A");
    first.wait_for("station A");
    let mut second = server.log_in("B");
    second.wait_for("station B");
    first.send("q1.5<Enter>");
    second.send("ww2<Enter>");
    for client in [&mut first, &mut second] {
        client.wait_for(" 3.5 kg ");
    }
    // The station is taken: the message is still there when the connection is closed.
    let mut third = server.log_in("A");
    assert_eq!(third.ended(), 4);
    assert!(third.text().contains("Station A"), "{}", third.text());

    first.send("e4.2");
    first.wait_for("4 kg 200 g");
    let console = server.holder("A");
    assert!(!server.is_free("A") && server.processes().contains(&console));
    first.kill_9();
    // The requirement is two seconds; here it takes milliseconds. The limit is only wider so that a machine
    // which stands still for a moment proves nothing.
    let freed = until("the lock of station A", || server.is_free("A"));
    let gone = freed + until("the end of its console", || !server.processes().contains(&console));
    writeln!(io::stderr(), "station A was free after {freed:?}, its console gone after {gone:?}").unwrap();

    // What is left is the other console and its shell, and they rest.
    let rest = server.processes();
    assert!(rest.contains(&server.holder("B")), "{rest:?}");
    let before: Vec<Duration> = rest.iter().map(|pid| used(*pid)).collect();
    let started = Instant::now();
    thread::sleep(Duration::from_secs(2));
    for (pid, before) in rest.iter().zip(before) {
        let spent = used(*pid) - before;
        assert!(spent < started.elapsed() / 5, "process {pid} spent {spent:?} of {:?}", started.elapsed());
    }
    assert_eq!(server.processes(), rest);

    // The station opens again, with the line that was begun.
    let mut first = server.log_in("A");
    first.wait_for("Not saved: typed at");
    first.send("<Enter>");
    for client in [&mut first, &mut second] {
        client.wait_for(" 7.7 kg ");
    }
    second.send("w1<Enter>");
    first.wait_for(" 8.7 kg ");
    first.quit();
    second.quit();
    let verify = server.home.run(&["verify"]);
    assert_eq!(verify.status, 0, "{verify:?}");
    let report = server.home.run(&["report", "--format", "json"]);
    let report: Value = serde_json::from_str(&report.out).unwrap();
    assert_eq!((report["total_net_g"].as_u64(), report["entries"].as_u64()), (Some(8700), Some(4)));
    for (station, net) in report["stations"].as_array().unwrap().iter().zip([5700, 3000]) {
        assert_eq!(station["net_g"], net, "{station}");
    }
    until("the end of all", || server.processes().is_empty());
}

#[test]
#[ignore = "needs openssh-server: run by .ci/run"]
fn a_stations_key_opens_the_console_and_nothing_else() {
    let server = Server::start();
    // sshd passes on no messages of a subsystem.
    for (words, says) in [(&["echo", "outside"][..], "terminal"), (&[], "terminal"), (&["-s", "sftp"], "")] {
        let output =
            Command::new("ssh").args(server.client("A")).args(words).stdin(Stdio::null()).output().unwrap();
        assert_eq!((output.status.code(), &*output.stdout), (Some(2), &b""[..]), "{words:?}: {output:?}");
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(message.contains(says), "{words:?}: {message}");
    }
    // With a terminal a command is no command either.
    let mut command = CommandBuilder::new("ssh");
    command.arg("-tt");
    command.args(server.client("A"));
    command.args(["echo", "outside"]);
    command.env("TERM", "xterm-256color");
    let mut console = Terminal::start(command, 80, 24);
    console.wait_for("station A");
    console.quit();
    // A tunnel is opened by nobody: the port at this end hangs up at once.
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut command = CommandBuilder::new("ssh");
    command.args(["-tt", "-L", &format!("{port}:127.0.0.1:{}", server.port)]);
    command.args(server.client("A"));
    command.env("TERM", "xterm-256color");
    let mut console = Terminal::start(command, 80, 24);
    console.wait_for("station A");
    let mut tunnel = std::net::TcpStream::connect(("127.0.0.1", port)).unwrap();
    tunnel.set_read_timeout(Some(PATIENCE)).unwrap();
    assert_eq!(io::Read::read(&mut tunnel, &mut [0; 64]).unwrap(), 0);
    console.quit();
}

/// The manual's settings are those of a real server, and say what the manual promises.
#[test]
#[ignore = "needs openssh-server: run by .ci/run"]
fn sshd_takes_the_settings_of_the_manual() {
    let manual = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/ssh.md");
    let manual = fs::read_to_string(manual).unwrap();
    let setting = manual.split("```text\n").nth(1).unwrap().split("```").next().unwrap();
    lock_in();
    let home = Home::new();
    let key = home.path().join("host");
    run(Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f", key.to_str().unwrap()]));
    let file = home.file("sshd_config", format!("HostKey {}\n{setting}", key.display()).as_bytes());
    let of = |account: &str| {
        let who = format!("user={account},host=laptop,addr=127.0.0.1");
        String::from_utf8(run(Command::new(SSHD).args(["-T", "-f", &file, "-C", &who]))).unwrap()
    };
    for (account, command) in [
        ("station-a", "forcecommand exec env TARAZY_LANG=kk tarazy --station A\n"),
        ("station-b", "forcecommand exec env TARAZY_LANG=ru tarazy --station B\n"),
        ("board", "forcecommand exec tarazy board --lang kk,ru\n"),
    ] {
        let settings = of(account);
        for line in [
            command,
            "setenv TARAZY_DATA_DIR=/srv/tarazy\n",
            "disableforwarding yes\n",
            "passwordauthentication no\n",
            "clientaliveinterval 3\n",
        ] {
            assert!(settings.contains(line), "{account}: {line} is not in\n{settings}");
        }
    }
    assert!(of("lead").contains("forcecommand none\n"), "whoever leads has a shell");
}
