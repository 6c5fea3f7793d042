//! What consoles and `event show` say about the sync.

use std::fs;

use serde_json::Value;

use crate::harness::DataFolder;
use crate::sync::nats::{Nats, Syncing, add, join_event, sync_once, wait_until};

#[test]
fn the_header_shows_when_the_server_had_the_same_lines() {
    let Some(mut server) = Nats::start() else { return };
    let data = DataFolder::with_event();
    sync_once(&data, &server);
    let slug = data.event_slugs().join("");
    let mut console = data.screen(&["--event", &slug, "--station", "A"]).open();
    console.wait_for("sync - since");
    let sync = Syncing::start(&data, &server, &[]);
    console.wait_for("sync ✓");
    console.send("q12.5<Enter>");
    console.wait_for("12.5 kg");
    server.kill();
    console.wait_for("sync - since");
    console.send("q7<Enter>");
    console.wait_for("19.5 kg");
    server.restart();
    console.wait_for("sync ✓");
    console.quit();
    let show = || data.run(&["--event", &slug, "event", "show", "--json"]);
    let shown: Value = serde_json::from_str(&show().out).unwrap();
    assert_eq!((&shown["sync"]["complete"], &shown["sync"]["server"]), (&true.into(), &server.url().into()));
    sync.end();
    wait_until("the end is shown", || {
        let shown: Value = serde_json::from_str(&show().out).unwrap();
        shown["sync"]["complete"] == false
    });
    let text = data.run(&["--event", &slug, "event", "show"]).out;
    assert!(text.contains("not in step with"), "{text}");
}

#[test]
fn a_seal_stops_a_console_on_another_machine() {
    let Some(server) = Nats::start() else { return };
    let (first, second) = (DataFolder::with_event(), DataFolder::new());
    add(&first, "A", "1");
    sync_once(&first, &server);
    join_event(&second, &server);
    let slug = second.event_slugs().join("");
    let mut console = second.screen(&["--event", &slug, "--station", "B"]).open();
    let seal = first.run(&["seal", "--event", &first.event_slugs().join("")]);
    assert_eq!(seal.status, 0, "{seal:?}");
    sync_once(&first, &server);
    sync_once(&second, &server);
    let event = fs::read_to_string(second.event_folder().join("event.json")).unwrap();
    assert!(event.contains("\"sealed\""), "{event}");
    // It reads the change within a second.
    console.repeat_until("The event is sealed", |console| console.send("q7<Enter>"));
}
