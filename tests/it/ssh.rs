//! Two stations over a real sshd on this machine, each with a key that opens only the console of that station
//! (`docs/ssh.md`). Both weigh, one client is killed, and the other continues.
//!
//! These tests are ignored by default, because they need the package openssh-server. `.ci/run` runs them.

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

use crate::harness::terminal::{Launch, Terminal};
use crate::harness::{DEADLINE, DataFolder, wait_until};

const SSHD: &str = "/usr/sbin/sshd";
const STATIONS: [&str; 2] = ["A", "B"];
/// The unit of processor time in `/proc/PID/stat`: a hundredth of a second on every Linux.
const TICK: Duration = Duration::from_millis(10);

/// A server with the keys of two stations. Its files are in the data folder.
struct Server {
    data: DataFolder,
    sshd: Child,
    port: u16,
    account: String,
}

impl Server {
    fn start() -> Self {
        let data = DataFolder::new();
        let file = |name: &str| data.path().join(name).to_str().unwrap().to_owned();
        for key in ["host", "A", "B"] {
            run(Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f", &file(key)]));
        }
        let mut keys = String::new();
        for station in STATIONS {
            let key = fs::read_to_string(file(&format!("{station}.pub"))).unwrap();
            // The account's own settings must not count.
            let variables = format!(
                "LC_ALL=C.UTF-8 TARAZY_LANG=en TARAZY_DATA_DIR={0} XDG_CONFIG_HOME={0}",
                data.path().display()
            );
            let console = format!("env {variables} {} --station {station}", env!("CARGO_BIN_EXE_tarazy"));
            keys += &format!("restrict,pty,command=\"{console}\" {key}");
        }
        fs::write(file("keys"), keys).unwrap();
        let settings = [
            format!("HostKey {}", file("host")),
            format!("AuthorizedKeysFile {}", file("keys")),
            "PidFile none".into(),
            // The strict check would fail, because the parent folder is writable for everyone.
            "StrictModes no".into(),
            "UsePAM no".into(),
            "PasswordAuthentication no".into(),
            "KbdInteractiveAuthentication no".into(),
            "PermitRootLogin yes".into(),
            "Subsystem sftp internal-sftp".into(),
        ];
        fs::write(file("sshd_config"), settings.join("\n") + "\n").unwrap();
        create_privilege_separation_folder();
        let account = String::from_utf8(run(Command::new("id").arg("-un"))).unwrap().trim().to_owned();
        let (sshd, port) = start_sshd(&file("sshd_config"));
        Self { data, sshd, port, account }
    }

    /// Returns the arguments with which a station's laptop runs `ssh`, without a command for the server.
    fn client_arguments(&self, station: &str) -> Vec<String> {
        let (key, port) = (self.data.path().join(station), self.port.to_string());
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

    /// Logs in like the volunteer at this station.
    fn log_in(&self, station: &str) -> Terminal {
        self.log_in_with(station, &[], &[])
    }

    /// Like [`Self::log_in`], with options of `ssh` and a command for the server.
    fn log_in_with(&self, station: &str, options: &[&str], remote: &[&str]) -> Terminal {
        let mut command = CommandBuilder::new("ssh");
        command.arg("-tt");
        command.args(options);
        command.args(self.client_arguments(station));
        command.args(remote);
        Launch::new(command).start()
    }

    fn lock(&self, station: &str) -> PathBuf {
        self.data.journal(station).with_extension("lock")
    }

    /// Returns the id of the process that uses the station, as noted in the station's lock file.
    fn station_process(&self, station: &str) -> u64 {
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

    /// Returns every process that uses this data folder: the consoles and their shells. A process that has
    /// ended but still has an entry in `/proc` has no command line and no environment there, so it is left
    /// out.
    fn processes(&self) -> Vec<u64> {
        let folder = self.data.path().to_str().unwrap().as_bytes();
        let mentions = |path: PathBuf| {
            let bytes = fs::read(path).unwrap_or_default();
            bytes.windows(folder.len()).any(|part| part == folder)
                && bytes.windows(16).any(|part| part == b"TARAZY_DATA_DIR=")
        };
        let all =
            fs::read_dir("/proc").unwrap().filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let all = all.filter_map(|name| name.parse::<u64>().ok());
        all.filter(|pid| {
            ["environ", "cmdline"].iter().any(|file| mentions(format!("/proc/{pid}/{file}").into()))
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

/// Creates the folder to which sshd's unprivileged process is confined. The folder already exists on
/// machines that run an SSH server.
fn create_privilege_separation_folder() {
    if rustix::process::geteuid().is_root() {
        DirBuilder::new().recursive(true).mode(0o755).create("/run/sshd").unwrap();
    }
}

/// Runs a tool that must succeed, and returns its output.
fn run(command: &mut Command) -> Vec<u8> {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {output:?}");
    output.stdout
}

/// Starts a server on a free port, and returns the server and the port. It tries several times, because another
/// program may take the port first.
fn start_sshd(config: &str) -> (Child, u16) {
    let mut messages = String::new();
    for _ in 0..10 {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let address = format!("ListenAddress=127.0.0.1:{port}");
        let mut sshd = Command::new(SSHD)
            .args(["-D", "-e", "-f", config, "-o", &address])
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{SSHD}: {error}: install openssh-server"));
        let mut log = BufReader::new(sshd.stderr.take().unwrap()).lines().map_while(Result::ok);
        let ready = log
            .by_ref()
            .inspect(|line| messages += &format!("{line}\n"))
            .any(|line| line.starts_with("Server listening on "));
        if ready {
            // A full pipe would block the server, so its log is read to the end.
            thread::spawn(move || log.for_each(drop));
            return (sshd, port);
        }
        sshd.wait().unwrap();
    }
    panic!("sshd does not listen:\n{messages}");
}

/// Returns the processor time that a process has used.
fn processor_time(pid: u64) -> Duration {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    // Fields 14 and 15 of proc(5) are the processor time. The first field after the process name is field 3.
    let ticks: u32 = fields[11..13].iter().map(|field| field.parse::<u32>().unwrap()).sum();
    TICK * ticks
}

#[test]
#[ignore = "needs openssh-server: run by .ci/run"]
fn two_stations_over_ssh_survive_a_killed_client() {
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
    // The station is in use. The message arrives before the connection is closed.
    let mut third = server.log_in("A");
    assert_eq!(third.wait_for_exit(), 4);
    assert!(third.text().contains("Station A"), "{}", third.text());

    first.send("e4.2");
    first.wait_for("= 4 kg 200 g");
    let console = server.station_process("A");
    assert!(!server.is_free("A") && server.processes().contains(&console));
    first.kill();
    // The station must be released within two seconds; normally this takes milliseconds. The test's limit
    // is higher, because a busy machine may pause everything for a moment.
    let killed = Instant::now();
    wait_until("the lock of station A", || server.is_free("A"));
    let free = killed.elapsed();
    wait_until("the end of its console", || !server.processes().contains(&console));
    let gone = killed.elapsed();
    writeln!(io::stderr(), "station A was free after {free:?}, its console gone after {gone:?}").unwrap();
    assert!(gone < Duration::from_secs(10), "its console ended after {gone:?}");

    // Only the other console and its shell are left, and they use little processor time. The sleep is the
    // length of the measurement.
    let rest = server.processes();
    assert!(rest.contains(&server.station_process("B")), "{rest:?}");
    let before: Vec<Duration> = rest.iter().map(|pid| processor_time(*pid)).collect();
    let started = Instant::now();
    thread::sleep(Duration::from_secs(2));
    for (pid, before) in rest.iter().zip(before) {
        let spent = processor_time(*pid) - before;
        assert!(spent < started.elapsed() / 5, "process {pid} spent {spent:?} of {:?}", started.elapsed());
    }
    assert_eq!(server.processes(), rest);

    // The station opens again and restores the draft.
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
    server.data.assert_verified();
    let report = server.data.report();
    assert_eq!((report["total_net_g"].as_u64(), report["entries"].as_u64()), (Some(8700), Some(4)));
    for (station, net) in report["stations"].as_array().unwrap().iter().zip([5700, 3000]) {
        assert_eq!(station["net_g"], net, "{station}");
    }
    wait_until("the end of all consoles", || server.processes().is_empty());
}

#[test]
#[ignore = "needs openssh-server: run by .ci/run"]
fn the_key_of_a_station_opens_only_its_console() {
    let server = Server::start();
    // sshd forwards no messages of a subsystem.
    for (words, expected) in
        [(&["echo", "outside"][..], "terminal"), (&[], "terminal"), (&["-s", "sftp"], "")]
    {
        let output = Command::new("ssh")
            .args(server.client_arguments("A"))
            .args(words)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert_eq!((output.status.code(), &*output.stdout), (Some(2), &b""[..]), "{words:?}: {output:?}");
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(message.contains(expected), "{words:?}: {message}");
    }
    // A command is also ignored if there is a terminal.
    let mut console = server.log_in_with("A", &[], &["echo", "outside"]);
    console.wait_for("station A");
    console.quit();
    // The server opens no tunnel: a connection to the local end is closed at once.
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let tunnel = format!("{port}:127.0.0.1:{}", server.port);
    let mut console = server.log_in_with("A", &["-L", &tunnel], &[]);
    console.wait_for("station A");
    let mut tunnel = std::net::TcpStream::connect(("127.0.0.1", port)).unwrap();
    tunnel.set_read_timeout(Some(DEADLINE)).unwrap();
    assert_eq!(io::Read::read(&mut tunnel, &mut [0; 64]).unwrap(), 0);
    console.quit();
}

/// Checks the effect of the settings, as described in `docs/ssh.md`.
#[test]
#[ignore = "needs openssh-server: run by .ci/run"]
fn a_real_sshd_accepts_the_settings_of_the_documentation() {
    let manual = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/ssh.md");
    let manual = fs::read_to_string(manual).unwrap();
    let settings = manual.split("```text\n").nth(1).unwrap().split("```").next().unwrap();
    create_privilege_separation_folder();
    let data = DataFolder::new();
    let key = data.path().join("host");
    run(Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f", key.to_str().unwrap()]));
    let file = data.write_file("sshd_config", format!("HostKey {}\n{settings}", key.display()).as_bytes());
    let effective_settings = |account: &str| {
        let who = format!("user={account},host=laptop,addr=127.0.0.1");
        String::from_utf8(run(Command::new(SSHD).args(["-T", "-f", &file, "-C", &who]))).unwrap()
    };
    for (account, command) in [
        ("station-a", "forcecommand exec env TARAZY_LANG=kk tarazy --station A\n"),
        ("station-b", "forcecommand exec env TARAZY_LANG=ru tarazy --station B\n"),
        ("board", "forcecommand exec tarazy board --lang kk,ru\n"),
    ] {
        let settings = effective_settings(account);
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
    assert!(effective_settings("lead").contains("forcecommand none\n"), "the organiser has a shell");
}
