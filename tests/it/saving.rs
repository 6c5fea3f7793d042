//! What a command that writes reports if its answer cannot be printed: the work is done, so it must not be repeated.

use std::fs::{self, File};
use std::process::Stdio;

use crate::harness::{DataFolder, Run};

/// Runs a command whose standard output is on a full disk.
fn run_without_room(data: &DataFolder, arguments: &[&str]) -> Run {
    let full = File::options().write(true).open("/dev/full").unwrap();
    let mut command = data.std_command();
    command.args(arguments).stdout(full).stderr(Stdio::piped());
    command.spawn().unwrap().wait_with_output().unwrap().into()
}

/// Runs a command whose reader has closed standard output.
fn run_without_reader(data: &DataFolder, arguments: &[&str]) -> Run {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = data.std_command();
    command.args(arguments).stdout(writer).stderr(Stdio::piped());
    command.spawn().unwrap().wait_with_output().unwrap().into()
}

#[test]
fn a_record_whose_name_cannot_be_printed_is_reported_as_saved() {
    let data = DataFolder::new();
    let commands: [&[&str]; 4] = [
        &["add", "paper", "12.5"],
        &["people", "3"],
        &["out", "paper", "5", "--to", "KK"],
        &["void", "A:2", "--reason", "twice"],
    ];
    let mut seq = 2;
    for command in commands {
        for run in [run_without_room, run_without_reader] {
            if command[0] == "void" && seq > 8 {
                continue;
            }
            let run = run(&data, command);
            let saved = format!("Saved as A:{seq}, but the answer could not be printed: ");
            assert!(run.status == 5 && run.err.contains(&saved), "{command:?}: {run:?}");
            assert!(!run.err.contains("NOT SAVED"), "{run:?}");
            seq += 1;
        }
    }
    assert_eq!(data.operations("A").len(), 5, "two entries, two counts of people, and a void");
    data.assert_verified();
}

#[test]
fn work_whose_answer_cannot_be_printed_is_reported_as_done() {
    let data = DataFolder::with_event();
    let file = data.write_file(
        "day.csv",
        b"at,station,operator,material,grade,typed\n2026-01-25T12:00:00+05:00,A,,paper,,5\n",
    );
    let other = DataFolder::with_event();
    fs::copy(data.event_folder().join("event.json"), other.event_folder().join("event.json")).unwrap();
    assert_eq!(other.run_on_event(&["add", "paper", "7", "--station", "B"]).status, 0);
    let copy = other.event_folder().to_str().unwrap().to_owned();
    let commands: [&[&str]; 4] = [
        &["--event", "2026-01-25", "import", &file],
        &["--event", "2026-01-25", "event", "set", "--target", "paper=800"],
        &["merge", &copy],
        &["event", "new", "Swap", "--date", "2026-02-01"],
    ];
    for command in commands {
        let run = run_without_room(&data, command);
        let done = "Done, but the answer could not be printed: the disk is full";
        assert!(run.status == 5 && run.err.contains(done), "{command:?}: {run:?}");
    }
    assert_eq!(data.event_slugs().len(), 2);
    let report = data.run(&["--event", "2026-01-25", "report", "--format", "json"]);
    assert!(report.out.contains("\"total_net_g\": 12000,"), "{}", report.out);
}

/// A command that only reads has changed nothing, so its reader may leave early.
#[test]
fn a_reading_command_without_a_reader_ends_without_an_error() {
    let data = DataFolder::new();
    assert_eq!(data.run(&["add", "paper", "1"]).status, 0);
    let run = run_without_reader(&data, &["log"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    assert_eq!(run_without_room(&data, &["log"]).status, 3);
}

#[test]
fn a_repeated_command_with_a_key_records_once() {
    let data = DataFolder::new();
    data.new_event(&["Day"]);
    let commands: [&[&str]; 3] = [
        &["add", "paper", "12,5", "--id", "scale-1:17"],
        &["people", "3", "--id", "gate.4"],
        &["out", "paper", "5", "--to", "KK", "--id", "lorry_1"],
    ];
    for (command, name) in commands.into_iter().zip(["A:2", "A:3", "A:4"]) {
        for _ in 0..3 {
            data.run(command).assert_prints(&format!("{name}\n"));
        }
    }
    // The amount is the same, and another station is only another place to record it.
    data.run(&["add", "paper", "12.5", "--id", "scale-1:17", "--station", "B"]).assert_prints("A:2\n");
    assert!(!data.journal("B").exists());
    for other in [
        &["add", "paper", "13", "--id", "scale-1:17"][..],
        &["add", "plastic", "12,5", "--id", "scale-1:17"],
        &["add", "paper", "12,5", "--at", "2026-01-25T14:05:00+05:00", "--id", "scale-1:17"],
        &["people", "3", "--id", "scale-1:17"],
    ] {
        let slug = &data.event_slugs()[0];
        let run = data.run(&[&["--event", slug], other].concat());
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{other:?}: {run:?}");
        assert!(run.err.contains("--id scale-1:17 belongs to A:2, which holds something else"), "{run:?}");
    }
    assert_eq!(data.operations("A").len(), 2, "an entry and a count of people");
    data.assert_verified();
}

#[test]
fn a_voided_record_keeps_its_key() {
    let data = DataFolder::new();
    data.new_event(&["Day"]);
    let add = ["add", "paper", "5", "--id", "k"];
    data.run(&add).assert_prints("A:2\n");
    assert_eq!(data.run(&["void", "A:2", "--reason", "mistake"]).status, 0);
    let again = data.run(&add);
    assert_eq!((again.status, again.out.as_str()), (0, "A:2\n"), "{again:?}");
    assert!(
        again.err.contains("A:2 has since been voided or corrected, and is not recorded again"),
        "{again:?}"
    );
    assert_eq!(data.report()["total_net_g"], 0);
}

#[test]
fn a_key_that_is_not_valid_is_refused_before_anything_is_made() {
    let data = DataFolder::new();
    for key in ["", "a b", "кілт", &"k".repeat(65)] {
        let run = data.run(&["add", "paper", "5", "--id", key]);
        assert!(run.status == 2 && run.err.contains("is not a key for --id"), "{run:?}");
    }
    assert!(data.event_slugs().is_empty());
}

/// A script whose connection broke may repeat a command while the first one still runs.
#[test]
fn processes_that_use_the_same_key_at_once_record_once() {
    let data = DataFolder::new();
    data.new_event(&["Day"]);
    let stations = ["A", "B", "C", "D", "E", "F"];
    let spawn = |station: &&str| {
        let mut command = data.std_command();
        command.args(["add", "paper", "5", "--id", "once", "--station", station]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let children: Vec<_> = stations.iter().map(spawn).collect();
    let names: Vec<String> = children
        .into_iter()
        .map(|child| {
            let run: Run = child.wait_with_output().unwrap().into();
            assert_eq!(run.status, 0, "{run:?}");
            run.out
        })
        .collect();
    assert!(names.iter().all(|name| *name == names[0]), "{names:?}");
    assert_eq!(data.report()["total_net_g"], 5_000);
}
