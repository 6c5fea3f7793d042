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
