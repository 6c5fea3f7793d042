//! `event.json` of several machines.

use std::fs;

use serde_json::Value;

use crate::harness::DataFolder;
use crate::sync::nats::{Nats, Syncing, join_event, sync_once, wait_until};

fn set(data: &DataFolder, arguments: &[&str]) {
    let run = data.run(&[&["--event", &data.event_slugs().join(""), "event", "set"], arguments].concat());
    assert_eq!(run.status, 0, "{run:?}");
}

fn event(data: &DataFolder) -> Value {
    serde_json::from_str(&fs::read_to_string(data.event_folder().join("event.json")).unwrap()).unwrap()
}

#[test]
fn different_fields_are_merged_and_a_conflict_keeps_the_local_side_in_a_file() {
    let Some(server) = Nats::start() else { return };
    let (first, second) = (DataFolder::with_event(), DataFolder::new());
    sync_once(&first, &server);
    join_event(&second, &server);
    assert_eq!(event(&second), event(&first));
    set(&first, &["--venue", "Hall"]);
    set(&second, &["--organiser", "Club"]);
    for data in [&first, &second, &first] {
        sync_once(data, &server);
    }
    for data in [&first, &second] {
        assert_eq!(
            (event(data)["venue"].as_str(), event(data)["organiser"].as_str()),
            (Some("Hall"), Some("Club"))
        );
    }
    set(&first, &["--venue", "North"]);
    set(&second, &["--venue", "South"]);
    sync_once(&first, &server);
    let slug = second.event_slugs().join("");
    let run = second.run(&["--event", &slug, "sync", "--server", &server.url(), "--once"]);
    assert!(run.status == 0 && run.err.contains("venue") && run.err.contains("event.ours-"), "{run:?}");
    assert_eq!(event(&second)["venue"].as_str(), Some("North"));
    let copies = fs::read_dir(second.event_folder()).unwrap().map(Result::unwrap);
    let copy = copies.map(|entry| entry.path()).find(|path| path.to_string_lossy().contains("event.ours-"));
    assert!(fs::read_to_string(copy.unwrap()).unwrap().contains("South"));
}

#[test]
fn a_running_sync_carries_a_change_within_seconds() {
    let Some(server) = Nats::start() else { return };
    let (first, second) = (DataFolder::with_event(), DataFolder::new());
    sync_once(&first, &server);
    join_event(&second, &server);
    let _syncs = [&first, &second].map(|data| Syncing::start(data, &server, &[]));
    set(&second, &["--name", "Other"]);
    wait_until("the name is there", || event(&first)["name"].as_str() == Some("Other"));
}
