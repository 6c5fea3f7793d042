//! The commands of the README, typed one after the other on an empty home.

use std::fs;
use std::process::Stdio;

use crate::harness::{DataFolder, Run, SAMPLE_CSV};

/// Returns the commands in the README's code blocks, without their comments.
fn commands() -> Vec<String> {
    let readme = include_str!("../../README.md");
    let lines = readme.lines().filter_map(|line| line.strip_prefix("    "));
    let commands = lines.filter(|line| line.starts_with("tarazy "));
    commands.map(|line| line.split(" #").next().unwrap_or(line).trim_end().to_owned()).collect()
}

/// Runs a line in a shell. There is no terminal, and the data folder is the default one of this home.
fn type_in_shell(data: &DataFolder, line: &str) -> Run {
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_tarazy")).parent().unwrap().to_owned();
    let mut shell = std::process::Command::new("/bin/sh");
    shell.args(["-c", line]).current_dir(data.path()).stdin(Stdio::null()).env_clear();
    shell.env("PATH", program).env("HOME", data.path()).env("TZ", "<+05>-5").env("LANG", "C.UTF-8");
    shell.output().unwrap().into()
}

#[test]
fn the_commands_of_the_readme_work_one_after_the_other() {
    let data = DataFolder::new();
    fs::create_dir_all(data.path().join("tests/data")).unwrap();
    fs::copy(SAMPLE_CSV, data.path().join("tests/data/almaty-2026-01-25.csv")).unwrap();
    let commands = commands();
    assert!(commands.len() > 12, "{commands:?}");
    for command in &commands {
        let verb = command.split(' ').nth(1).unwrap();
        if verb == "merge" {
            // The stick of another laptop holds a copy of the day.
            let event = data.path().join(".local/share/tarazy/events/2026-01-25");
            let copy = data.path().join("stick/2026-01-25");
            fs::create_dir_all(copy.join("stations")).unwrap();
            for file in ["event.json", "stations/A.jsonl"] {
                fs::copy(event.join(file), copy.join(file)).unwrap();
            }
        }
        let run = type_in_shell(&data, &command.replace("/media/stick", "stick"));
        let message = match verb {
            // These need a terminal, and their own tests open them in one.
            "watch" | "board" => {
                assert_eq!((run.status, run.err.lines().count()), (2, 1), "{command}: {run:?}");
                continue;
            }
            "event" | "import" => run.err.starts_with("New event "),
            _ => run.err.is_empty(),
        };
        assert!(run.status == 0 && message, "{command}: {run:?}");
    }
    // Today's event and the imported day, and no other one.
    let list = type_in_shell(&data, "tarazy event list").out;
    let lines: Vec<&str> = list.lines().collect();
    assert_eq!(lines.len(), 2, "{list}");
    assert!(lines[0].contains("Recycle") && lines[0].contains("3 people"), "{list}");
    assert!(lines[1].starts_with("2026-01-25 ") && lines[1].contains("6,115.4 kg"), "{list}");
    for file in ["sheet.html", "result.html", "entries.csv"] {
        assert!(fs::metadata(data.path().join(file)).unwrap().len() > 200, "{file}");
    }
}
