//! What goes wrong is one sentence in the operator's language, and has an exit status.

use std::fs;
use std::process::Command;

use crate::harness::DataFolder;
use crate::sync::nats::{Nats, Syncing, free_port, is_installed, sync_once};

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
    data.write_file("hall.ext", b"subjectAltName=IP:127.0.0.1\nbasicConstraints=CA:FALSE\n");
    openssl(&[
        "x509",
        "-req",
        "-in",
        "hall.csr",
        "-CA",
        "own.pem",
        "-CAkey",
        "own.key",
        "-CAcreateserial",
        "-days",
        "2",
        "-extfile",
        "hall.ext",
        "-out",
        "hall.pem",
    ]);
    let (certificate, key, own, foreign) =
        (path("hall.pem"), path("hall.key"), path("own.pem"), path("foreign.pem"));
    let tls = format!("tls {{ cert_file: {certificate:?}, key_file: {key:?} }}\n");
    let Some(server) = Nats::with(&tls) else { return };
    assert_refused(&data, &["--server", &server.url(), "--all", "--once"], 3, "--ca");
    assert_refused(&data, &["--server", &server.url(), "--all", "--once", "--ca", &foreign], 3, "--ca");
    let run = data.run(&["sync", "--server", &server.url(), "--all", "--once", "--ca", &own]);
    assert_eq!(run.status, 0, "{run:?}");
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
