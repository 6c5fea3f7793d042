//! A day at two laptops that come together on a stick.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::harness::{Home, SLUG};
use crate::terminal::Setting;

/// Copies a folder as `cp -r` does.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

fn event(home: &Home) -> PathBuf {
    home.path().join("events").join(SLUG)
}

fn merged(home: &Home, folder: &Path) -> Value {
    let run = home.run(&["merge", "--json", folder.to_str().unwrap()]);
    assert_eq!((run.status, &*run.err), (0, ""), "{run:?}");
    serde_json::from_str(&run.out).unwrap()
}

#[test]
fn two_laptops_come_together_and_a_console_sees_it() {
    let host = Home::imported();
    let laptop = Home::new();
    copy(host.path(), laptop.path());
    // Both go on: the host at station A, the laptop at one of its own and at A.
    for (home, station, amount) in [(&host, "A", "1"), (&laptop, "A", "2"), (&laptop, "K", "4")] {
        let add = home.on_day(&["add", "paper", amount, "--station", station, "--yes"]);
        assert_eq!(add.status, 0, "{add:?}");
    }
    let arguments = ["--event", SLUG, "--station", "M"];
    let mut console = Setting { arguments: &arguments, ..Setting::new(host.path()) }.start();
    console.wait_for("6,116.4 kg");
    let run = host.run(&["merge", event(&laptop).to_str().unwrap()]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.out.contains("A.jsonl") && run.out.contains("> A2.jsonl"), "{run:?}");
    assert!(run.out.contains("6,122.4 kg"), "{run:?}");
    // Both sides of what went on apart count, here and at everyone's screen.
    console.wait_for("6,122.4 kg");
    console.wait_for("▲ 1 fault");
    console.quit();
    let again = merged(&host, &event(&laptop));
    assert_eq!((again["lines"].as_u64(), again["forks"].as_u64()), (Some(0), Some(1)), "{again}");
    assert_eq!(again["total_net_g"], 6_122_400);
    assert_eq!(host.on_day(&["verify"]).status, 1);
    // Nobody goes on with what came in.
    let add = host.on_day(&["add", "paper", "1", "--station", "K"]);
    assert_eq!(add.status, 4, "{add:?}");
    assert!(add.err.contains("came in from a copy") && add.err.contains("--station"), "{add:?}");
}

/// Each journal has a name of its own here, whatever its station was called: its sums, its head, its records.
#[test]
fn a_journal_that_came_in_goes_by_its_files_name() {
    let (host, laptop) = (Home::day(), Home::new());
    copy(host.path(), laptop.path());
    // Two laptops that both called themselves A, and weighed other things.
    for (home, amounts) in [(&host, ["1", "2"]), (&laptop, ["4", "8"])] {
        for amount in amounts {
            assert_eq!(home.on_day(&["add", "paper", amount, "--station", "A"]).status, 0);
        }
    }
    let head = |report: &Value, station: &str| {
        let all = report["stations"].as_array().unwrap();
        let row = all.iter().find(|row| row["id"] == station).unwrap();
        (row["net_g"].as_i64().unwrap(), row["head"].as_str().unwrap().to_owned())
    };
    let (_, of_laptop) = head(&laptop.report(), "A");
    merged(&host, &event(&laptop));
    let report = host.report();
    assert_eq!(head(&report, "A").0, 3000);
    assert_eq!(head(&report, "A2"), (12_000, of_laptop.clone()));
    let printed = host.on_day(&["report"]);
    assert!(printed.out.contains(&of_laptop), "{printed:?}");
    let log = host.on_day(&["log", "--station", "A2"]);
    assert!(log.out.contains("A2:2") && log.out.contains("A2:3") && !log.out.contains("A:"), "{log:?}");

    // Each record can be named.
    host.on_day(&["void", "A2:3", "--reason", "twice"]).says("A:4\n");
    let report = host.report();
    assert_eq!((head(&report, "A").0, head(&report, "A2").0), (3000, 4000));
    assert_eq!(host.on_day(&["void", "A2:3", "--reason", "twice"]).status, 2);

    // A head that the laptop printed is found here too, and is missed once the journal is gone or cut.
    let check = |head: &str| host.on_day(&["verify", "--head", head]).status;
    let (printed_here, printed_there) = (format!("A2:{of_laptop}"), format!("A:{of_laptop}"));
    assert_eq!((check(&printed_here), check(&printed_there)), (0, 0));
    let file = host.journal("A2");
    let whole = fs::read_to_string(&file).unwrap();
    let cut = whole.trim_end().rfind('\n').unwrap() + 1;
    fs::write(&file, &whole[..cut]).unwrap();
    assert_eq!((check(&printed_here), check(&printed_there)), (1, 1));
    fs::remove_file(&file).unwrap();
    assert_eq!((check(&printed_here), check(&printed_there)), (1, 1));
}

#[test]
fn two_sides_of_a_fork_have_names_of_their_own() {
    let host = Home::day();
    assert_eq!(host.on_day(&["add", "paper", "1"]).status, 0);
    let laptop = Home::new();
    copy(host.path(), laptop.path());
    for (home, amount) in [(&host, "2"), (&laptop, "4")] {
        assert_eq!(home.on_day(&["add", "paper", amount]).status, 0);
    }
    merged(&host, &event(&laptop));
    let log = host.on_day(&["log"]).out;
    for name in ["A:2", "A:3", "A2:3"] {
        assert_eq!(log.matches(&format!("{name} ")).count(), 1, "{log}");
    }
    // What both sides share may be named by either.
    host.on_day(&["void", "A2:2", "--reason", "twice"]).says("A:4\n");
    host.on_day(&["void", "A2:3", "--reason", "twice"]).says("A:5\n");
    let report = host.report();
    let stations: Vec<_> =
        report["stations"].as_array().unwrap().iter().map(|row| (&row["id"], &row["net_g"])).collect();
    assert_eq!(format!("{stations:?}"), r#"[(String("A"), Number(2000)), (String("A2"), Number(0))]"#);
}

#[test]
fn an_event_comes_in_whole_where_it_is_not_known() {
    let laptop = Home::imported();
    let host = Home::new();
    let stick = merged(&host, laptop.path());
    assert_eq!((&stick["created"], &stick["event"]), (&Value::Bool(true), &SLUG.into()), "{stick}");
    assert_eq!(host.report()["materials"], laptop.report()["materials"]);
    assert_eq!(host.on_day(&["verify"]).status, 0);
    for (path, bytes) in laptop.journals() {
        let name = path.file_name().unwrap();
        assert_eq!(fs::read(host.stations().join(name)).unwrap(), bytes);
    }
}

#[test]
fn what_is_left_out_is_said_in_the_status_too() {
    let (host, laptop) = (Home::day(), Home::imported());
    let odd = laptop.journal("Z");
    std::os::unix::fs::symlink("/etc/passwd", &odd).unwrap();
    let run = host.run(&["merge", laptop.path().to_str().unwrap()]);
    // The same name and day, but another event.
    assert_eq!(run.status, 2, "{run:?}");
    assert!(run.out.contains("Z.jsonl") && run.out.contains("not taken in: a link"), "{run:?}");
    assert!(!run.out.contains("root"), "{run:?}");
    assert_eq!(run.err, "1 file was not taken in\n");
    for (folder, status, says) in [
        ("/nowhere", 3, "no such file"),
        (host.path().to_str().unwrap(), 2, "several events"),
        (laptop.path().join("events").to_str().unwrap(), 2, "holds no journals"),
    ] {
        let run = host.run(&["merge", folder]);
        assert_eq!(run.status, status, "{run:?}");
        assert!(run.err.contains(says), "{run:?}");
    }
}
