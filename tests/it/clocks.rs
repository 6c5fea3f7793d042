//! Wrong clocks: a day is recorded with clocks from 1970 to 2200. No total depends on them.
//!
//! The clock of the program is changed with libfaketime (package faketime).

mod long {
    use std::fs;
    use std::path::PathBuf;
    use std::process::Command;

    use crate::harness::{DataFolder, Run};

    /// Times at which clocks stop, overflow or begin.
    const TIMES: [&str; 14] = [
        "1970-01-01 00:00:01",
        "1979-12-31 23:59:59",
        "1999-12-31 23:59:59",
        "2001-09-09 01:46:40",
        "2024-02-29 12:00:00",
        "2026-11-27 12:00:00",
        "2027-03-28 02:30:00",
        "2038-01-19 03:14:07",
        "2038-01-19 03:14:08",
        "2099-12-31 23:59:59",
        "2100-02-28 23:59:59",
        "2106-02-07 06:28:16",
        "2199-12-31 23:59:59",
        "2200-01-01 00:00:00",
    ];

    /// Returns the library that changes the clock of programs with threads, if it is installed.
    fn library() -> Option<PathBuf> {
        let folders = fs::read_dir("/usr/lib").ok()?.flatten().map(|folder| folder.path());
        folders.map(|folder| folder.join("faketime/libfaketimeMT.so.1")).find(|library| library.exists())
    }

    /// Runs a command with the clock at this time. The clock then goes on.
    fn at(data: &DataFolder, time: &str, arguments: &[&str], input: &str) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tarazy"));
        command.args(arguments).env_clear();
        let environment = data.std_command();
        command.envs(environment.get_envs().filter_map(|(name, value)| Some((name, value?))));
        command.env("LD_PRELOAD", library().unwrap()).env("FAKETIME", format!("@{time}"));
        command.env("FAKETIME_DISABLE_SHM", "1").env("DONT_FAKE_MONOTONIC", "1");
        let run = assert_cmd::Command::from_std(command).write_stdin(input).output().unwrap().into();
        assert!(!format!("{run:?}").contains("panicked"), "{time}: {run:?}");
        run
    }

    #[test]
    #[ignore = "needs faketime"]
    fn no_clock_changes_a_total() {
        if library().is_none() {
            println!("SKIPPED: libfaketime is not installed");
            return;
        }
        let data = DataFolder::new();
        let slug = data.new_event(&["Recycle Бірге", "--date", "2026-11-27"]);
        // Every order of two clocks, so that each jump occurs.
        let mut grams = 0;
        for first in TIMES {
            for second in TIMES {
                for time in [first, second] {
                    let add =
                        at(&data, time, &["--event", &slug, "add", "paper", "1.5", "--station", "A"], "");
                    assert_eq!(add.status, 0, "{time}: {add:?}");
                    let plain = at(&data, time, &["--event", &slug, "--plain", "--station", "B"], "q2.5\n");
                    assert!(plain.status == 0 && plain.out.contains("Saved: "), "{time}: {plain:?}");
                    grams += 4_000;
                }
            }
        }
        for time in TIMES {
            for format in ["json", "text", "html", "csv"] {
                let report = at(&data, time, &["--event", &slug, "report", "--format", format], "");
                assert_eq!(report.status, 0, "{time}: {report:?}");
            }
            // Without an event, a clock that cannot be right makes none.
            let other = DataFolder::new();
            let add = at(&other, time, &["add", "paper", "1"], "");
            assert!(add.status == 0 || add.status == 2 && other.event_slugs().is_empty(), "{time}: {add:?}");
        }
        let journal =
            fs::read_to_string(data.path().join("events").join(&slug).join("stations/A.jsonl")).unwrap();
        for year in [1970, 2038, 2106, 2200] {
            assert!(journal.contains(&format!("\"at\":\"{year}-")), "the clock was not changed to {year}");
        }
        let report = data.run(&["--event", &slug, "report", "--format", "json"]);
        let report: serde_json::Value = serde_json::from_str(&report.out).unwrap();
        assert_eq!(report["total_net_g"], grams);
        let verify = data.run(&["--event", &slug, "verify"]);
        assert_eq!(verify.status, 0, "{verify:?}");
        println!("{} clocks, {} pairs, {grams} g", TIMES.len(), TIMES.len() * TIMES.len());
    }
}
