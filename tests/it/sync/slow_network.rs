//! A network with a long way: each byte takes 150 ms in each direction, and now and then much longer, as after a lost
//! packet. Where the kernel can do it, the loss is a real one (netem in a network namespace of its own).

use std::collections::VecDeque;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::process::Command;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use crate::harness::DataFolder;
use crate::sync::nats::{Nats, Syncing, add, join_event, sync_once, totals, wait_for_totals, wait_until};

/// The time of one direction.
const DELAY: Duration = Duration::from_millis(150);

/// Of every this many pieces, one takes as long as a packet that is lost and sent again.
const LOST: u32 = 20;
const RESENT: Duration = Duration::from_millis(300);

/// Starts to pass connections on to a port, slowly, and returns its own port.
fn slow_way_to(port: u16) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let own = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for client in listener.incoming().flatten() {
            let Ok(server) = TcpStream::connect(("127.0.0.1", port)) else { continue };
            let (to_client, to_server) = (client.try_clone().unwrap(), server.try_clone().unwrap());
            pass_on(client, to_server);
            pass_on(server, to_client);
        }
    });
    own
}

/// Copies what comes from one side to the other, each piece after its time. No piece overtakes another one.
fn pass_on(mut from: TcpStream, mut to: TcpStream) {
    let (sender, pieces) = mpsc::channel::<(Instant, Vec<u8>)>();
    thread::spawn(move || {
        let mut buffer = [0; 1400];
        let mut count = 0_u32;
        while let Ok(read) = from.read(&mut buffer) {
            count += 1;
            let lost = if count.is_multiple_of(LOST) { RESENT } else { Duration::ZERO };
            if read == 0 || sender.send((Instant::now() + DELAY + lost, buffer[..read].to_vec())).is_err() {
                break;
            }
        }
    });
    thread::spawn(move || {
        let mut waiting: VecDeque<(Instant, Vec<u8>)> = VecDeque::new();
        loop {
            let next = waiting
                .front()
                .map_or(Duration::from_secs(60), |(due, _)| due.saturating_duration_since(Instant::now()));
            match pieces.recv_timeout(next) {
                Ok(piece) => waiting.push_back(piece),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) if waiting.is_empty() => break,
                Err(RecvTimeoutError::Disconnected) => thread::sleep(next),
            }
            while waiting.front().is_some_and(|(due, _)| *due <= Instant::now()) {
                let Some((_, piece)) = waiting.pop_front() else { break };
                if to.write_all(&piece).is_err() {
                    return;
                }
            }
        }
        let _closed = to.shutdown(Shutdown::Both);
    });
}

#[test]
fn over_a_long_way_a_line_arrives_soon_and_an_offline_day_catches_up() {
    let Some(server) = Nats::start() else { return };
    let (first, second) = (DataFolder::with_event(), DataFolder::new());
    sync_once(&first, &server);
    join_event(&second, &server);
    let far = format!("nats://127.0.0.1:{}", slow_way_to(server.port()));
    let one = Syncing::start_at(&first, &far, &[]).connected();
    let two = Syncing::start_at(&second, &far, &[]).connected();
    let mut slowest = Duration::ZERO;
    for number in 1..=5 {
        add(&first, "X", "1");
        let start = Instant::now();
        let path = second.journal("X");
        wait_until("the line arrives", || {
            std::fs::read_to_string(&path)
                .is_ok_and(|text| text.matches("\"op\":\"entry\"").count() == number)
        });
        slowest = slowest.max(start.elapsed());
    }
    println!("slowest of five lines over 300 ms: {slowest:?}");
    // An offline day.
    drop(two);
    let import = second.import(crate::harness::SAMPLE_CSV);
    assert_eq!(import.status, 0, "{import:?}");
    let expected = totals(&second);
    let start = Instant::now();
    let _two = Syncing::start_at(&second, &far, &[]);
    wait_for_totals(&[&first], expected);
    println!("a day of 4,101 records over 300 ms: {:?}", start.elapsed());
    drop(one);
}

/// Returns whether a command succeeded.
fn works(program: &str, arguments: &[&str]) -> bool {
    Command::new(program).args(arguments).output().is_ok_and(|output| output.status.success())
}

#[test]
fn over_a_network_that_loses_packets_both_machines_agree() {
    if !crate::sync::nats::is_installed() {
        return;
    }
    let name = format!("tarazy{}", std::process::id());
    let in_namespace = |arguments: &[&str]| works("ip", &[&["netns", "exec", &name], arguments].concat());
    let lossy = works("ip", &["netns", "add", &name])
        && in_namespace(&["ip", "link", "set", "lo", "up"])
        && in_namespace(&["tc", "qdisc", "add", "dev", "lo", "root", "netem", "delay", "75ms", "loss", "5%"]);
    if lossy {
        let (first, second) = (DataFolder::with_event(), DataFolder::new());
        let store = first.path().join("nats");
        let mut server = Command::new("ip")
            .args(["netns", "exec", &name, "nats-server", "-a", "127.0.0.1", "-p", "4222", "-js", "-sd"])
            .arg(&store)
            .spawn()
            .unwrap();
        add(&first, "A", "1");
        let sync = |data: &DataFolder, arguments: &[&str]| {
            let program = env!("CARGO_BIN_EXE_tarazy");
            let folder = data.path().to_str().unwrap();
            let start = ["netns", "exec", &name, program, "--data-dir", folder];
            let rest = ["sync", "--server", "nats://127.0.0.1:4222", "--once"];
            works("ip", &[&start[..], arguments, &rest].concat())
        };
        wait_until("the first machine has sent its line", || {
            sync(&first, &["--event", &first.event_slugs().join("")])
        });
        let list = Command::new("ip")
            .args([
                "netns",
                "exec",
                &name,
                env!("CARGO_BIN_EXE_tarazy"),
                "sync",
                "--server",
                "nats://127.0.0.1:4222",
            ])
            .args([
                "--join",
                "2026-01-25-recycle-birge",
                "--once",
                "--data-dir",
                second.path().to_str().unwrap(),
            ])
            .output()
            .unwrap();
        let _killed = server.kill();
        let _ended = server.wait();
        assert!(list.status.success(), "{list:?}");
        assert_eq!(totals(&second), totals(&first));
    } else {
        println!(
            "SKIPPED: no network namespace with netem can be made here (rights, or the kernel has no netem)"
        );
    }
    works("ip", &["netns", "del", &name]);
}
