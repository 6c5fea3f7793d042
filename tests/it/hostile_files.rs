//! Files of any size, endless devices and silent pipes: every command ends, in bounded memory, and everything else of the
//! event counts.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::harness::{DataFolder, Run};

/// The memory that a command may use, in kilobytes of address space.
const MEMORY_KB: u32 = 900_000;

/// Runs a command with limited memory. Its standard input is `input`.
fn run_from(data: &DataFolder, input: Stdio, arguments: &[&str]) -> Run {
    let program = data.std_command();
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("ulimit -v {MEMORY_KB}; exec \"$0\" \"$@\"")]).arg(program.get_program());
    shell.env_clear().envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))));
    shell.args(arguments).stdin(input).output().unwrap().into()
}

fn run(data: &DataFolder, arguments: &[&str]) -> Run {
    run_from(data, Stdio::null(), arguments)
}

/// Makes a file so long that it can only be a sparse one.
fn grow(path: &Path) {
    OpenOptions::new().create(true).append(true).open(path).unwrap().set_len(1 << 40).unwrap();
}

fn report(data: &DataFolder) -> Value {
    let report = run(data, &["report", "--format", "json"]);
    assert_eq!(report.status, 0, "{report:?}");
    serde_json::from_str(&report.out).unwrap()
}

/// Adds a weight and returns the answer, which names the record.
fn add(data: &DataFolder, kilograms: &str) -> String {
    let add = run(data, &["add", "paper", kilograms, "--station", "A"]);
    assert_eq!(add.status, 0, "{add:?}");
    add.out
}

#[test]
fn lines_around_a_huge_line_and_a_hole_of_a_terabyte_count() {
    let data = DataFolder::new();
    add(&data, "1");
    let journal = data.journal("A");
    let mut file = OpenOptions::new().append(true).open(&journal).unwrap();
    file.write_all(&[b'x'; 20 << 20]).unwrap();
    file.write_all(b"\n").unwrap();
    // The damaged line uses up the number 3.
    assert!(add(&data, "2").contains("A:4"));
    grow(&journal);
    // The hole holds nothing, so it is cut off before the next line.
    assert!(add(&data, "4").contains("A:5"));
    assert!(journal.metadata().unwrap().len() < 1 << 30);
    assert_eq!(report(&data)["total_net_g"], 7_000);
    let verify = run(&data, &["verify"]);
    assert_eq!(verify.status, 1, "{verify:?}");
    assert!(verify.out.contains("A.jsonl, line 3 (byte "), "{verify:?}");
    // A hole in the middle is named, and the lines after it count.
    let lines = fs::read(&journal).unwrap();
    let last = lines[..lines.len() - 1].iter().rposition(|byte| *byte == b'\n').unwrap() + 1;
    OpenOptions::new().write(true).open(&journal).unwrap().set_len(last as u64).unwrap();
    grow(&journal);
    file.write_all(&lines[last..]).unwrap();
    assert_eq!(report(&data)["total_net_g"], 7_000);
    assert!(add(&data, "8").contains("A:6"));
    let verify = run(&data, &["verify"]);
    assert!(verify.out.contains("note: A.jsonl, line 5 (byte "), "{verify:?}");
    assert_eq!(report(&data)["total_net_g"], 15_000);
    let mut console = data.screen(&["--station", "A"]).open();
    console.send("q16<Enter>");
    console.wait_for(" 31.0 kg ");
    console.quit();
}

#[test]
fn endless_and_huge_files_that_a_person_names_are_refused() {
    let data = DataFolder::with_event();
    let at = |name: &str| data.path().join(name).to_str().unwrap().to_owned();
    symlink("/dev/zero", at("zero.json")).unwrap();
    grow(Path::new(&at("huge.json")));
    grow(Path::new(&at("huge.csv")));
    for arguments in [
        &["import", "/dev/zero"][..],
        &["import", &at("huge.csv")],
        &["event", "new", "X", "--template", &at("zero.json")],
        &["event", "new", "X", "--template", &at("huge.json")],
    ] {
        let refused = run(&data, arguments);
        assert_eq!((refused.status, refused.out.as_str()), (3, ""), "{refused:?}");
        assert!(refused.err.contains("the file is too large"), "{refused:?}");
    }
    assert_eq!(fs::read_dir(data.path().join("events")).unwrap().count(), 1);
}

#[test]
fn huge_files_of_an_event_are_not_read_to_their_end() {
    let data = DataFolder::new();
    add(&data, "1");
    let journal = data.journal("A");
    let beside = |suffix: &str| journal.with_extension(suffix);
    for suffix in ["draft", "lock", "merged"] {
        grow(&beside(suffix));
    }
    // A mark that names no journal may be of this one, so the station is closed. Others are open.
    let add_to = |station| run(&data, &["add", "paper", "2", "--station", station]);
    assert_eq!(add_to("A").status, 4);
    assert_eq!(add_to("B").status, 0);
    fs::remove_file(beside("merged")).unwrap();
    assert_eq!(add_to("A").status, 0);
    grow(&beside("draft"));
    let console = run_from(&data, Stdio::null(), &["--plain", "--station", "A"]);
    assert_eq!(console.status, 0, "{console:?}");
    let folder = journal.parent().unwrap().parent().unwrap();
    let event = folder.join("event.json");
    grow(&event);
    let refused = run(&data, &["report", "--event", folder.file_name().unwrap().to_str().unwrap()]);
    assert!(refused.status == 3 && refused.err.contains("the file is too large"), "{refused:?}");
    let settings = data.write_settings("{}");
    grow(&settings);
    let config = run(&data, &["config"]);
    assert!(config.err.contains("too large") || config.out.contains("too large"), "{config:?}");
}

#[test]
fn an_endless_line_ends_the_plain_console() {
    let data = DataFolder::new();
    add(&data, "1");
    for arguments in [&["--plain", "--station", "A"][..], &["--plain"]] {
        let zero = File::open("/dev/zero").unwrap();
        let console = run_from(&data, zero.into(), arguments);
        assert_ne!(console.status, -1, "{console:?}");
        assert!(console.out.len() + console.err.len() < 100_000, "{}", console.out.len());
    }
    assert_eq!(report(&data)["total_net_g"], 1_000);
}

#[test]
fn a_folder_of_events_that_is_a_link_is_refused() {
    let data = DataFolder::new();
    add(&data, "1");
    let (events, away) = (data.path().join("events"), data.path().join("away"));
    fs::rename(&events, &away).unwrap();
    symlink(&away, &events).unwrap();
    for arguments in [&["add", "paper", "5"][..], &["report"], &["event", "list"], &["--plain"], &["verify"]]
    {
        let refused = run(&data, arguments);
        assert_eq!((refused.status, refused.out.as_str()), (3, ""), "{arguments:?}: {refused:?}");
        assert!(refused.err.contains("events is a link"), "{refused:?}");
    }
}
