//! Machines, each with its own data folder, and a server that fails.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::time::Instant;

use serde_json::Value;

use crate::harness::DataFolder;
use crate::sync::nats::{
    Nats, Syncing, add, join_event, sync_once, totals, try_add, wait_for_totals, wait_until,
};

/// Returns every line of every journal, once.
fn lines(data: &DataFolder) -> BTreeSet<String> {
    let mut lines = BTreeSet::new();
    for entry in fs::read_dir(data.stations()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "jsonl") {
            lines.extend(fs::read_to_string(path).unwrap().lines().map(str::to_owned));
        }
    }
    lines
}

#[track_caller]
fn assert_intact(data: &DataFolder) {
    let verify = data.run(&["--event", &data.event_slugs().join(""), "verify"]);
    assert_eq!(verify.status, 0, "{verify:?}");
}

#[test]
fn the_sample_day_reaches_a_second_machine_and_nothing_is_sent_twice() {
    let Some(server) = Nats::start() else { return };
    let (first, second) = (DataFolder::with_sample_day(), DataFolder::new());
    let sent = sync_once(&first, &server);
    assert_eq!((sent["sent"].as_u64(), sent["lines"].as_u64()), (Some(4_109), Some(4_109)));
    join_event(&second, &server);
    assert_eq!(totals(&second), totals(&first));
    assert_eq!(lines(&second), lines(&first));
    assert_intact(&second);
    for data in [&first, &second] {
        let again = sync_once(data, &server);
        assert_eq!((again["sent"].as_u64(), again["received"].as_u64()), (Some(0), Some(0)));
    }
    // What was added on both sides is exchanged, also while a station of the same name exists there.
    add(&second, "X", "10");
    add(&first, "X", "20");
    for data in [&first, &second, &first] {
        sync_once(data, &server);
    }
    assert_eq!(totals(&second), totals(&first));
    assert_intact(&first);
}

#[test]
fn two_machines_agree_again_after_every_failure_of_the_server_and_of_the_sync() {
    let Some(mut server) = Nats::start() else { return };
    let (first, second) = (DataFolder::with_event(), DataFolder::new());
    add(&first, "A", "1");
    sync_once(&first, &server);
    join_event(&second, &server);
    let one = Syncing::start(&first, &server, &[]);
    let two = Syncing::start(&second, &server, &[]);
    add(&second, "B", "2");
    wait_for_totals(&[&first, &second], (0, 2, 3_000));
    // The server is killed and restarted. Meanwhile both weigh on.
    server.kill();
    add(&first, "A", "4");
    add(&second, "B", "8");
    server.restart();
    let slow = wait_for_totals(&[&first, &second], (0, 4, 15_000));
    assert!(slow.as_secs() < 10, "{slow:?}");
    // One sync is killed and restarted.
    drop(one);
    add(&first, "A", "16");
    add(&second, "B", "32");
    let one = Syncing::start(&first, &server, &[]);
    wait_for_totals(&[&first, &second], (0, 6, 63_000));
    // The server loses everything.
    server.lose_store();
    add(&first, "A", "64");
    server.restart();
    let slow = wait_for_totals(&[&first, &second], (0, 7, 127_000));
    assert!(slow.as_secs() < 10, "{slow:?}");
    // A third machine, that has never seen the first server's store, gets everything.
    let third = DataFolder::new();
    wait_until("the server is filled again", || {
        let list = third.run(&["sync", "--server", &server.url(), "--list", "--json"]);
        serde_json::from_str::<Value>(&list.out)
            .is_ok_and(|list| list.as_array().is_some_and(|l| l.len() == 1))
    });
    wait_until("every line is on the server", || {
        let id = fs::read_to_string(first.event_folder().join("event.json")).unwrap();
        let id = serde_json::from_str::<Value>(&id).unwrap()["id"].as_str().unwrap().to_owned();
        let run = third.run(&["sync", "--server", &server.url(), "--join", &id, "--once"]);
        assert_eq!(run.status, 0, "{run:?}");
        totals(&third) == (0, 7, 127_000)
    });
    assert_eq!((lines(&first), lines(&second)), (lines(&third), lines(&third)));
    for data in [&first, &second, &third] {
        assert_intact(data);
    }
    assert!(one.messages().contains("not in step"), "{}", one.messages());
    assert_eq!((one.end(), two.end()), (0, 0));
}

#[test]
fn more_short_lines_than_may_be_on_their_way_at_once_are_sent() {
    let Some(server) = Nats::start() else { return };
    let data = DataFolder::with_event();
    let entries: String = (0..5_500).map(|number| format!("q{}\n", 1 + number % 40)).collect();
    let slug = data.event_slugs().join("");
    let mut console = data.command();
    let console = console.args(["--event", &slug, "--station", "A", "--plain"]).write_stdin(entries);
    assert!(console.output().unwrap().status.success());
    let sent = sync_once(&data, &server);
    assert_eq!((sent["sent"].as_u64(), sent["waiting"].as_u64()), (Some(5_502), Some(0)));
}

#[test]
fn an_event_that_cannot_be_read_does_not_keep_the_others_from_being_synchronised() {
    let Some(server) = Nats::start() else { return };
    let (first, second) = (DataFolder::with_event(), DataFolder::new());
    let other = first.new_event(&["Other day", "--date", "2026-01-24"]);
    let url = server.url();
    let run = first.run(&["sync", "--server", &url, "--all", "--once"]);
    assert_eq!(run.status, 0, "{run:?}");
    let run = second.run(&["sync", "--server", &url, "--join", &other, "--once"]);
    assert_eq!(run.status, 0, "{run:?}");
    let all = Syncing::start(&first, &server, &["--all"]);
    wait_until("both events are synchronised", || all.messages().matches("same lines").count() == 2);
    let folder = first.path().join("events").join("2026-01-25-recycle-birge");
    fs::write(folder.join("event.json"), "damaged").unwrap();
    wait_until("the damage is reported", || all.messages().contains("not in step"));
    let run = first.run(&["--event", &other, "add", "--station", "A", "paper", "7"]);
    assert_eq!(run.status, 0, "{run:?}");
    let _second = Syncing::start(&second, &server, &[]);
    wait_for_totals(&[&second], (0, 1, 7_000));
}

#[test]
fn a_status_that_cannot_be_written_is_reported_once() {
    let Some(server) = Nats::start() else { return };
    let data = DataFolder::with_event();
    let sync = Syncing::start(&data, &server, &[]).connected();
    let status = data.event_folder().join("sync.status");
    fs::remove_file(&status).unwrap();
    fs::create_dir(&status).unwrap();
    wait_until("the failure is reported", || sync.messages().contains("sync.status"));
    fs::remove_dir(&status).unwrap();
    wait_until("it is written again", || status.is_file());
    assert_eq!(sync.messages().matches("sync.status").count(), 1, "{}", sync.messages());
}

#[test]
fn a_restored_backup_is_a_fork_that_both_machines_count_and_flag() {
    let Some(server) = Nats::start() else { return };
    let (first, second) = (DataFolder::with_event(), DataFolder::new());
    add(&first, "A", "1");
    let backup = fs::read(first.journal("A")).unwrap();
    add(&first, "A", "2");
    sync_once(&first, &server);
    join_event(&second, &server);
    fs::write(first.journal("A"), backup).unwrap();
    add(&first, "A", "4");
    for data in [&first, &second] {
        sync_once(data, &server);
        assert_eq!(totals(data), (0, 3, 7_000));
        let verify = data.run(&["--event", &data.event_slugs().join(""), "verify"]);
        assert!(verify.status == 1 && verify.out.contains("diverges"), "{verify:?}");
    }
    // Acknowledged on one machine, it is acknowledged everywhere.
    assert_eq!(lines(&first), lines(&second));
}

#[test]
fn what_a_station_saw_of_a_journal_elsewhere_is_checked_on_every_machine() {
    let Some(server) = Nats::start() else { return };
    let (first, second) = (DataFolder::with_event(), DataFolder::new());
    add(&first, "A", "1");
    sync_once(&first, &server);
    join_event(&second, &server);
    add(&second, "B", "2");
    sync_once(&second, &server);
    sync_once(&first, &server);
    assert!(fs::read_to_string(first.journal("B")).unwrap().contains("\"op\":\"seen\""));
    for data in [&first, &second] {
        assert_intact(data);
    }
}

#[test]
fn eight_machines_have_the_union_of_all_lines_after_random_failures() {
    const MACHINES: usize = 8;
    let Some(mut server) = Nats::start() else { return };
    let first = DataFolder::with_event();
    sync_once(&first, &server);
    let mut machines = vec![first];
    for _ in 1..MACHINES {
        let data = DataFolder::new();
        join_event(&data, &server);
        machines.push(data);
    }
    let mut syncs: Vec<Option<Syncing>> =
        machines.iter().map(|data| Some(Syncing::start(data, &server, &[]).connected())).collect();
    let seed = env::var("TARAZY_SYNC_SEED").map_or(0x7461_7261_7a79, |seed| seed.parse().unwrap());
    let mut random: u64 = seed;
    let mut next = |below: u64| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) % below
    };
    let (mut entries, mut grams, mut is_up) = (0, 0, true);
    for step in 0..60 {
        let machine = usize::try_from(next(MACHINES as u64)).unwrap();
        match next(10) {
            // A machine is cut off, or comes back.
            0 | 1 => match syncs[machine].take() {
                Some(sync) => drop(sync),
                None if is_up => {
                    let sync = Syncing::start(&machines[machine], &server, &[]).connected();
                    syncs[machine] = Some(sync);
                }
                None => {}
            },
            2 if step % 3 == 0 => {
                if is_up {
                    server.kill();
                } else {
                    server.restart();
                }
                is_up = !is_up;
            }
            3 if is_up && step % 4 == 0 => {
                server.lose_store();
                server.restart();
            }
            _ => {
                let kilograms = 1 + i64::try_from(next(50)).unwrap();
                // Two of the machines call their station the same, unless the other's is there already.
                let shared = format!("S{}", machine / 2);
                let is_merged = machines[machine].stations().join(format!("{shared}.merged")).exists();
                let station = if is_merged { format!("M{machine}") } else { shared };
                if !try_add(&machines[machine], &station, &kilograms.to_string()) {
                    // The other's journal came at this moment.
                    add(&machines[machine], &format!("M{machine}"), &kilograms.to_string());
                }
                entries += 1;
                grams += kilograms * 1000;
            }
        }
    }
    if !is_up {
        server.restart();
    }
    let healed = Instant::now();
    for (machine, sync) in syncs.iter_mut().enumerate() {
        if sync.is_none() {
            *sync = Some(Syncing::start(&machines[machine], &server, &[]));
        }
    }
    for sync in syncs.iter_mut().flatten() {
        sync.assert_running();
    }
    let all: Vec<&DataFolder> = machines.iter().collect();
    wait_for_totals(&all, (0, entries, grams));
    println!("eight machines agree {:.1} s after the last restart", healed.elapsed().as_secs_f32());
    let union = lines(all[0]);
    for data in all {
        assert!(lines(data) == union, "seed {seed}");
        assert_intact(data);
    }
}
