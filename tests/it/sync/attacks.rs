//! Messages that no machine sends, as anyone may publish who reaches a server without rights.

use std::fs;

use serde_json::Value;

use crate::harness::DataFolder;
use crate::sync::nats::{Nats, Syncing, add, join_event, sync_once, totals, wait_for_totals, wait_until};

fn event_text(data: &DataFolder) -> String {
    fs::read_to_string(data.event_folder().join("event.json")).unwrap()
}

fn event_id(data: &DataFolder) -> String {
    let event: Value = serde_json::from_str(&event_text(data)).unwrap();
    event["id"].as_str().unwrap().to_owned()
}

#[test]
fn messages_that_are_no_lines_of_their_journal_change_nothing() {
    let Some(server) = Nats::start() else { return };
    let (first, second) = (DataFolder::with_event(), DataFolder::new());
    add(&first, "A", "1");
    sync_once(&first, &server);
    let event = event_id(&first);
    let journal = "ab".repeat(16);
    let subject = |journal: &str| format!("tarazy.{event}.evil.{journal}");
    for payload in [&b""[..], b"garbage", b"\xff\x00", &[b'{'; 60_000], &vec![b'x'; 900_000]] {
        server.publish(&subject(&journal), "", payload);
    }
    for journal in ["%2e%2e%2fetc", "/etc", "JOURNAL"] {
        server.publish(&subject(journal), "", b"x");
    }
    let open = |event: &str, journal: &str, station: &str| {
        format!(
            "{{\"seq\":1,\"at\":\"2026-01-25T12:00:00.000+05:00\",\"op\":\"open\",\"format\":1,\"event\":\"{event}\",\
             \"station\":\"{station}\",\"journal\":\"{journal}\",\"app\":\"0\",\"prev\":\"\"}}"
        )
    };
    server.publish(&subject(&journal), "", open(&"0".repeat(32), &journal, "B").as_bytes());
    server.publish(&subject(&journal), "", open(&event, &"cd".repeat(16), "B").as_bytes());
    server.publish(&subject(&journal), "", open(&event, &journal, "../B").as_bytes());
    join_event(&second, &server);
    assert_eq!(totals(&second), (0, 1, 1_000));
    assert_eq!(fs::read_dir(second.stations()).unwrap().count(), 3, "A, its lock and its mark");
    // A line that follows nothing waits, which is said, and keeps nothing else from being exchanged.
    let sync = Syncing::start(&second, &server, &[]).connected();
    let after = format!("Tarazy-After: {}\r\n", "0".repeat(64));
    server.publish(&subject(&journal), &after, b"follows nothing");
    add(&first, "A", "2");
    let _first = Syncing::start(&first, &server, &[]);
    wait_for_totals(&[&second], (0, 2, 3_000));
    wait_until("the line that waits is reported", || {
        sync.messages().contains("1 line from the server waits")
    });
}

#[test]
fn a_forged_event_changes_nothing_and_ends_nothing() {
    let Some(server) = Nats::start() else { return };
    let data = DataFolder::with_event();
    sync_once(&data, &server);
    let (text, id) = (event_text(&data), event_id(&data));
    let with_field = |json: &str| format!("{},\"later\":{json}}}", text.trim_end().trim_end_matches('}'));
    let long = format!("\"{}\"", "x".repeat(900_000));
    let other = text.replace(&id, &"0".repeat(32));
    for forged in ["nope".to_owned(), with_field(&long), other] {
        server.publish(&format!("$KV.tarazy.{id}"), "", forged.as_bytes());
        add(&data, "A", "1");
        let run = data.run(&["sync", "--server", &server.url(), "--all", "--once"]);
        assert!(run.status == 0 && run.err.contains("event.json"), "{run:?}");
        assert_eq!(event_text(&data), text);
    }
    // A field of any depth is one of a later version.
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    server.publish(&format!("$KV.tarazy.{id}"), "", with_field(&deep).as_bytes());
    sync_once(&data, &server);
    assert!(event_text(&data).contains("[[[["));
    assert_eq!(data.run(&["--event", "2026-01-25", "report"]).status, 0);
    // An event whose id leads elsewhere is not offered.
    let elsewhere = text.replace(&id, "../../elsewhere");
    server.publish("$KV.tarazy.elsewhere", "", elsewhere.as_bytes());
    let list = data.run(&["sync", "--server", &server.url(), "--list", "--json"]);
    assert_eq!(serde_json::from_str::<Value>(&list.out).unwrap().as_array().unwrap().len(), 1);
}
