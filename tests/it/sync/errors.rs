//! What goes wrong is one sentence in the operator's language, and has an exit status.

use std::fs;
use std::io::Write;
use std::net::TcpListener;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::harness::DataFolder;
use crate::sync::nats::{Nats, Syncing, add, free_port, is_installed, sync_once, totals};

/// How long one request to a server may take.
const REQUEST: Duration = Duration::from_secs(10);

/// Runs the command in each language, and expects one sentence with this status that contains the text.
#[track_caller]
fn assert_refused(data: &DataFolder, arguments: &[&str], status: i32, expected: &str) {
    let mut sentences = Vec::new();
    for language in ["en", "ru", "kk"] {
        let run = data.run(&[&["--lang", language, "sync"], arguments].concat());
        let sentence = run.err.trim_end().to_owned();
        assert_eq!((run.status, run.out.as_str(), sentence.lines().count()), (status, "", 1), "{run:?}");
        assert!(sentence.contains(expected), "{run:?}");
        sentences.push(sentence);
    }
    sentences.dedup();
    assert_eq!(sentences.len(), 3, "{sentences:?}");
}

/// A key of a user, made for these tests only: its seed and its public key.
const SEED: &str = "SUACWJMNU2I2Z7TIYYI62ZQ5XLALYX7URQLZ43ISVQP2GIWHFKI56JGJDQ";
const PUBLIC: &str = "UALEEMBW7S4VT56SGATMM3PXUZWM7KDTSU4TTSBJNU4ERL7VRY362VQH";

/// The public key of another user.
const OTHER: &str = "UCGI76RLVNNMDMR2FGYWP26Z5GVWO7UIHMBEAQ65YU4AXS3ICWO2DUXR";

#[test]
fn options_that_cannot_be_used_are_refused_without_a_server() {
    let data = DataFolder::with_event();
    let file = data.write_file("no-key", b"nothing");
    assert_refused(&data, &["--server", "http://hall", "--once"], 2, "nats://host:4222");
    assert_refused(&data, &["--server", "hall", "--nkey", &file], 2, "no-key");
    assert_refused(&data, &["--server", "hall", "--nkey", "/no/such/key"], 3, "/no/such/key");
    assert_refused(&data, &["--server", "hall", "--ca", &file], 3, "no-key");
    assert_refused(&data, &["--server", "hall", "--all", "--join", "x"], 2, "--all");
    assert_refused(&data, &["--server", "hall", "--list", "--once"], 2, "--once");
    let server = format!("nats://127.0.0.1:{}", free_port());
    assert_refused(&data, &["--server", &server, "--all", "--once"], 3, &server);
    assert_refused(&data, &["--server", &server, "--list"], 3, &server);
    assert_refused(&data, &["--server", "no-such-host.invalid", "--list"], 3, "no-such-host.invalid");
}

#[test]
fn a_server_without_jetstream_and_an_unknown_event_are_refused() {
    let data = DataFolder::with_event();
    let Some(server) = Nats::with("# no jetstream here\n") else { return };
    assert_refused(&data, &["--server", &server.url(), "--all", "--once"], 2, "JetStream");
    drop(server);
    let Some(server) = Nats::start() else { return };
    assert_refused(&data, &["--server", &server.url(), "--join", "no-such"], 2, "no-such");
    let empty = DataFolder::new();
    assert_refused(&empty, &["--server", &server.url(), "--once"], 2, "--join");
    assert_refused(&empty, &["--server", &server.url(), "--all"], 2, "--join");
    let list = data.run(&["sync", "--server", &server.url(), "--list"]);
    assert_eq!((list.status, list.out.as_str(), list.err.lines().count()), (0, "", 1), "{list:?}");
}

#[test]
fn a_key_that_the_server_does_not_know_is_refused() {
    let data = DataFolder::with_event();
    let users = format!("authorization {{ users: [ {{ nkey: {OTHER} }} ] }}\n");
    let Some(server) = Nats::with(&users) else { return };
    let file = data.write_file("key", SEED.as_bytes());
    assert_refused(&data, &["--server", &server.url(), "--all", "--once"], 2, "--nkey");
    assert_refused(&data, &["--server", &server.url(), "--all", "--once", "--nkey", &file], 2, "--nkey");
    drop(server);
    let users = format!("authorization {{ users: [ {{ nkey: {PUBLIC} }} ] }}\n");
    let Some(server) = Nats::with(&users) else { return };
    let run = data.run(&["sync", "--server", &server.url(), "--all", "--once", "--nkey", &file]);
    assert_eq!(run.status, 0, "{run:?}");
}

#[test]
fn a_certificate_of_another_authority_is_refused() {
    if !is_installed() {
        return;
    }
    let data = DataFolder::with_event();
    let path = |name: &str| data.path().join(name).to_str().unwrap().to_owned();
    let openssl = |arguments: &[&str]| {
        let made = Command::new("openssl").args(arguments).current_dir(data.path()).output().unwrap();
        assert!(made.status.success(), "{made:?}");
    };
    for authority in ["own", "foreign"] {
        let (key, pem) = (format!("{authority}.key"), format!("{authority}.pem"));
        let request =
            ["req", "-x509", "-newkey", "ed25519", "-nodes", "-days", "2", "-subj", "/CN=authority"];
        openssl(&[&request[..], &["-keyout", &key, "-out", &pem]].concat());
    }
    openssl(&[
        "req", "-newkey", "ed25519", "-nodes", "-subj", "/CN=hall", "-keyout", "hall.key", "-out", "hall.csr",
    ]);
    for (name, names, days) in
        [("good", "IP:127.0.0.1", "2"), ("expired", "IP:127.0.0.1", "-1"), ("other", "DNS:elsewhere", "2")]
    {
        let extensions = format!("subjectAltName={names}\nbasicConstraints=CA:FALSE\n");
        data.write_file("hall.ext", extensions.as_bytes());
        let sign =
            ["x509", "-req", "-in", "hall.csr", "-CA", "own.pem", "-CAkey", "own.key", "-CAcreateserial"];
        let file = format!("{name}.pem");
        openssl(&[&sign[..], &["-days", days, "-extfile", "hall.ext", "-out", &file]].concat());
    }
    let (own, foreign) = (path("own.pem"), path("foreign.pem"));
    let with_certificate = |name: &str| {
        let (certificate, key) = (path(name), path("hall.key"));
        Nats::with(&format!("tls {{ cert_file: {certificate:?}, key_file: {key:?} }}\n"))
    };
    let Some(server) = with_certificate("good.pem") else { return };
    assert_refused(&data, &["--server", &server.url(), "--all", "--once"], 3, "--ca");
    assert_refused(&data, &["--server", &server.url(), "--all", "--once", "--ca", &foreign], 3, "--ca");
    let run = data.run(&["sync", "--server", &server.url(), "--all", "--once", "--ca", &own]);
    assert_eq!(run.status, 0, "{run:?}");
    drop(server);
    for (certificate, expected) in [("expired.pem", "has expired"), ("other.pem", "has other names")] {
        let Some(server) = with_certificate(certificate) else { return };
        let run = data.run(&["sync", "--server", &server.url(), "--all", "--once", "--ca", &own]);
        assert!(run.status == 3 && run.err.contains(expected) && run.err.lines().count() == 1, "{run:?}");
    }
    let Some(server) = Nats::start() else { return };
    assert_refused(&data, &["--server", &server.url(), "--all", "--once", "--ca", &own], 3, "TLS");
}

#[test]
fn another_server_than_a_nats_server_is_named() {
    let data = DataFolder::with_event();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let server = format!("nats://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for client in listener.incoming() {
            client.unwrap().write_all(b"SSH-2.0-OpenSSH_9.2p1\r\n").unwrap();
        }
    });
    assert_refused(&data, &["--server", &server, "--all", "--once"], 3, "NATS");
    let free = format!("nats://127.0.0.1:{}", free_port());
    assert_refused(&data, &["--server", &free, "--all", "--once"], 3, "nats-server");
}

#[test]
fn a_server_without_room_and_an_unknown_domain_are_named() {
    let data = DataFolder::with_event();
    let Some(server) = Nats::with("jetstream { store_dir: \"FOLDER/store\", max_file_store: 1 }\n") else {
        return;
    };
    // The first message has room, whatever the limit is. After it, neither lines nor an event have.
    add(&data, "A", "1");
    assert_refused(&data, &["--server", &server.url(), "--all", "--once"], 3, "JetStream");
    let other = DataFolder::with_event();
    assert_refused(&other, &["--server", &server.url(), "--all", "--once"], 3, "JetStream");
    let domain = ["--server", &server.url(), "--all", "--once", "--domain", "elsewhere"];
    assert_refused(&data, &domain, 2, "elsewhere");
}

#[test]
fn a_user_and_a_password_are_accepted_in_the_address() {
    let data = DataFolder::with_event();
    let Some(server) = Nats::with("authorization { user: hall, password: secret }\n") else { return };
    let with = |password: &str| format!("nats://hall:{password}@127.0.0.1:{}", server.port());
    let run = data.run(&["sync", "--server", &with("wrong"), "--all", "--once"]);
    assert!(run.status == 2 && !run.err.contains("wrong"), "{run:?}");
    let run = data.run(&["sync", "--server", &with("secret"), "--all", "--once"]);
    assert!(run.status == 0 && !run.out.contains("secret"), "{run:?}");
}

#[test]
fn a_server_that_stands_still_does_not_keep_the_sync_from_ending() {
    let Some(server) = Nats::start() else { return };
    let data = DataFolder::with_event();
    let sync = Syncing::start(&data, &server, &[]).connected();
    server.signal(Signal::STOP);
    add(&data, "A", "1");
    let start = Instant::now();
    assert_eq!(sync.end(), 0);
    assert!(start.elapsed() < REQUEST, "{:?}", start.elapsed());
    server.signal(Signal::CONT);
}

#[test]
fn a_key_that_may_only_read_reads_and_is_told_so_for_many_lines_at_once() {
    let (data, reader) = (DataFolder::with_event(), DataFolder::new());
    let file = data.write_file("key", SEED.as_bytes());
    let Some(server) = Nats::with(&format!(
        "authorization {{ users: [ {{ nkey: {PUBLIC}, permissions: {{ publish: {{ deny: [\"tarazy.>\"] }} }} }}, \
         {{ user: hall, password: secret }} ] }}\n"
    )) else {
        return;
    };
    add(&data, "A", "1");
    let writer = format!("nats://hall:secret@127.0.0.1:{}", server.port());
    let run = data.run(&["sync", "--server", &writer, "--all", "--once"]);
    assert_eq!(run.status, 0, "{run:?}");
    let key = ["--server", &server.url(), "--nkey", &file, "--once"];
    let run = reader.run(&[&["sync", "--join", "2026-01-25-recycle-birge"], &key[..]].concat());
    assert_eq!((run.status, totals(&reader)), (0, (0, 1, 1_000)), "{run:?}");
    for kilograms in ["2", "3", "4"] {
        add(&reader, "B", kilograms);
    }
    // Every line that is forbidden must not take the time of a request.
    let start = Instant::now();
    assert_refused(&reader, &[&["--all"], &key[..]].concat(), 2, "tarazy.");
    assert!(start.elapsed() < 9 * REQUEST, "{:?}", start.elapsed());
    // Meanwhile it reads what others record.
    add(&data, "A", "5");
    assert_eq!(data.run(&["sync", "--server", &writer, "--all", "--once"]).status, 0);
    assert_eq!(reader.run(&[&["sync", "--all"], &key[..]].concat()).status, 2);
    assert_eq!(totals(&reader), (0, 5, 15_000));
}

#[test]
fn what_a_key_may_not_do_is_named() {
    let data = DataFolder::with_event();
    let file = data.write_file("key", SEED.as_bytes());
    let rights = |publish: &str| {
        format!(
            "authorization {{ users: [ {{ nkey: {PUBLIC}, permissions: {{ publish: {{ allow: [{publish}] }}, \
             subscribe: {{ allow: [\"_INBOX.>\"] }} }} }} ] }}\n"
        )
    };
    let Some(server) = Nats::with(&rights("\"$JS.API.STREAM.INFO.*\"")) else { return };
    assert_refused(
        &data,
        &["--server", &server.url(), "--all", "--once", "--nkey", &file],
        2,
        "tarazy sync --create",
    );
    drop(server);
    let Some(server) = Nats::with(&rights("\"other\"")) else { return };
    assert_refused(
        &data,
        &["--server", &server.url(), "--all", "--once", "--nkey", &file],
        2,
        "$JS.API.STREAM.INFO.TARAZY",
    );
}

#[test]
fn an_event_is_synchronised_by_one_process() {
    let Some(server) = Nats::start() else { return };
    let data = DataFolder::with_event();
    sync_once(&data, &server);
    let first = Syncing::start(&data, &server, &[]);
    crate::sync::nats::wait_until("the first runs", || first.messages().contains("same lines"));
    assert_refused(&data, &["--server", &server.url(), "--all", "--once"], 4, "2026-01-25-recycle-birge");
    let journals = fs::read_dir(data.stations()).unwrap().count();
    assert_eq!((journals, first.end()), (0, 0));
}
