//! `tarazy merge` adds the journals of another laptop to the event, each line only once.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::harness::{DataFolder, SAMPLE_SLUG};

/// Copies a folder as `cp -r` does.
fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// Merges a folder, and returns the command's JSON.
fn merge(data: &DataFolder, folder: &Path) -> Value {
    let run = data.run(&["merge", "--json", folder.to_str().unwrap()]);
    assert_eq!((run.status, &*run.err), (0, ""), "{run:?}");
    serde_json::from_str(&run.out).unwrap()
}

#[test]
fn a_merge_counts_both_sides_and_shows_in_a_running_console() {
    let host = DataFolder::with_sample_day();
    let laptop = DataFolder::new();
    copy_folder(host.path(), laptop.path());
    // Both computers continue: the host at station A, the laptop at A and at a new station.
    for (data, station, amount) in [(&host, "A", "1"), (&laptop, "A", "2"), (&laptop, "K", "4")] {
        let add = data.run_on_event(&["add", "paper", amount, "--station", station, "--yes"]);
        assert_eq!(add.status, 0, "{add:?}");
    }
    let mut console = host.screen(&["--event", SAMPLE_SLUG, "--station", "M"]).open();
    assert!(console.text().contains("6,116.4 kg"), "{}", console.text());
    let run = host.run(&["merge", laptop.event_folder().to_str().unwrap()]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.out.contains("A.jsonl") && run.out.contains("> A2.jsonl"), "{run:?}");
    assert!(run.out.contains("6,122.4 kg"), "{run:?}");
    // Both sides of the fork count, in the report and on every screen.
    console.wait_for_all(&["6,122.4 kg", "▲ 1 fault"]);
    console.quit();
    let again = merge(&host, &laptop.event_folder());
    assert_eq!((again["lines"].as_u64(), again["forks"].as_u64()), (Some(0), Some(1)), "{again}");
    assert_eq!(again["total_net_g"], 6_122_400);
    assert_eq!(host.run_on_event(&["verify"]).status, 1);
    // The host does not continue a journal that was merged from a copy.
    let add = host.run_on_event(&["add", "paper", "1", "--station", "K"]);
    assert_eq!(add.status, 4, "{add:?}");
    assert!(add.err.contains("came from a copy") && add.err.contains("--station"), "{add:?}");
}

/// After a merge, the name of a journal's file identifies the journal's sums, head and records, because two
/// stations may have the same letter.
#[test]
fn a_merged_journal_is_identified_by_its_file_name() {
    let (host, laptop) = (DataFolder::with_event(), DataFolder::new());
    copy_folder(host.path(), laptop.path());
    // Both laptops weigh at a station with the letter A.
    for (data, amounts) in [(&host, ["1", "2"]), (&laptop, ["4", "8"])] {
        for amount in amounts {
            assert_eq!(data.run_on_event(&["add", "paper", amount, "--station", "A"]).status, 0);
        }
    }
    let head = |report: &Value, station: &str| {
        let all = report["stations"].as_array().unwrap();
        let row = all.iter().find(|row| row["id"] == station).unwrap();
        (row["net_g"].as_i64().unwrap(), row["head"].as_str().unwrap().to_owned())
    };
    let (_, laptop_head) = head(&laptop.report(), "A");
    merge(&host, &laptop.event_folder());
    let report = host.report();
    assert_eq!(head(&report, "A").0, 3000);
    assert_eq!(head(&report, "A2"), (12_000, laptop_head.clone()));
    let printed = host.run_on_event(&["report"]);
    assert!(printed.out.contains(&laptop_head), "{printed:?}");
    let log = host.run_on_event(&["log", "--station", "A2"]);
    assert!(log.out.contains("A2:2") && log.out.contains("A2:3") && !log.out.contains("A:"), "{log:?}");

    // Each record has a unique name.
    host.run_on_event(&["void", "A2:3", "--reason", "twice"]).assert_prints("A:4\n");
    let report = host.report();
    assert_eq!((head(&report, "A").0, head(&report, "A2").0), (3000, 4000));
    assert_eq!(host.run_on_event(&["void", "A2:3", "--reason", "twice"]).status, 2);

    // A head that the laptop printed is also found on the host, until the journal is cut or removed.
    let check = |head: &str| host.run_on_event(&["verify", "--head", head]).status;
    let (host_head, old_head) = (format!("A2:{laptop_head}"), format!("A:{laptop_head}"));
    assert_eq!((check(&host_head), check(&old_head)), (0, 0));
    let file = host.journal("A2");
    let whole = fs::read_to_string(&file).unwrap();
    let cut = whole.trim_end().rfind('\n').unwrap() + 1;
    fs::write(&file, &whole[..cut]).unwrap();
    assert_eq!((check(&host_head), check(&old_head)), (1, 1));
    fs::remove_file(&file).unwrap();
    assert_eq!((check(&host_head), check(&old_head)), (1, 1));
}

#[test]
fn records_of_the_two_sides_of_a_fork_have_different_names() {
    let host = DataFolder::with_event();
    assert_eq!(host.run_on_event(&["add", "paper", "1"]).status, 0);
    let laptop = DataFolder::new();
    copy_folder(host.path(), laptop.path());
    for (data, amount) in [(&host, "2"), (&laptop, "4")] {
        assert_eq!(data.run_on_event(&["add", "paper", amount]).status, 0);
    }
    merge(&host, &laptop.event_folder());
    let log = host.run_on_event(&["log"]).out;
    for name in ["A:2", "A:3", "A2:3"] {
        assert_eq!(log.matches(&format!("{name} ")).count(), 1, "{log}");
    }
    // A record that both sides of the fork contain can be named by the journal of either side.
    host.run_on_event(&["void", "A2:2", "--reason", "twice"]).assert_prints("A:4\n");
    host.run_on_event(&["void", "A2:3", "--reason", "twice"]).assert_prints("A:5\n");
    let report = host.report();
    let stations: Vec<_> =
        report["stations"].as_array().unwrap().iter().map(|row| (&row["id"], &row["net_g"])).collect();
    assert_eq!(format!("{stations:?}"), r#"[(String("A"), Number(2000)), (String("A2"), Number(0))]"#);
}

#[test]
fn an_unknown_event_is_copied_whole() {
    let laptop = DataFolder::with_sample_day();
    let host = DataFolder::new();
    let stick = merge(&host, laptop.path());
    assert_eq!((&stick["created"], &stick["event"]), (&Value::Bool(true), &SAMPLE_SLUG.into()), "{stick}");
    assert_eq!(host.report()["materials"], laptop.report()["materials"]);
    assert_eq!(host.run_on_event(&["verify"]).status, 0);
    for (path, bytes) in laptop.journal_bytes() {
        let name = path.file_name().unwrap();
        assert_eq!(fs::read(host.stations().join(name)).unwrap(), bytes);
    }
}

#[test]
fn a_rejected_file_changes_the_exit_status() {
    let (host, laptop) = (DataFolder::with_event(), DataFolder::with_sample_day());
    std::os::unix::fs::symlink("/etc/passwd", laptop.journal("Z")).unwrap();
    let run = host.run(&["merge", laptop.path().to_str().unwrap()]);
    // The event has the same name and day, but another id.
    assert_eq!(run.status, 2, "{run:?}");
    assert!(run.out.contains("Z.jsonl") && run.out.contains("not merged: a link"), "{run:?}");
    assert!(!run.out.contains("root"), "{run:?}");
    let advice = "2026-01-25-recycle-birge is on the same day. To make them one event: \
                  tarazy merge --into 2026-01-25-recycle-birge ";
    let (first, second) = run.err.split_once('\n').unwrap();
    assert!(first.starts_with(advice), "{run:?}");
    assert_eq!(second, "1 file was not merged\n");
    for (folder, status, message) in [
        ("/nowhere", 3, "no such file"),
        (host.path().to_str().unwrap(), 2, "several events"),
        (laptop.path().join("events").to_str().unwrap(), 2, "holds no journals"),
    ] {
        let run = host.run(&["merge", folder]);
        assert_eq!(run.status, status, "{run:?}");
        assert!(run.err.contains(message), "{run:?}");
    }
}

#[test]
fn a_merge_says_that_a_journal_here_is_damaged() {
    let (host, laptop) = (DataFolder::with_event(), DataFolder::new());
    copy_folder(host.path(), laptop.path());
    for (data, station) in [(&host, "A"), (&laptop, "B")] {
        assert_eq!(data.run_on_event(&["add", "paper", "5", "--station", station]).status, 0);
    }
    let text = fs::read_to_string(host.journal("A")).unwrap();
    fs::write(host.journal("A"), text.replace(r#""net_g":5000"#, r#""net_g":x"#)).unwrap();
    let run = host.run(&["merge", "--json", laptop.event_folder().to_str().unwrap()]);
    let json: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(
        (run.status, json["total_net_g"].as_u64(), json["verified"].as_bool()),
        (0, Some(5000), Some(false))
    );
    assert!(run.err.contains("(stations/A.jsonl)") && run.err.lines().count() == 1, "{run:?}");
}
