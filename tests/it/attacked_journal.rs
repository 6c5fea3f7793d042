//! A console weighs while its journal is removed, cut, emptied and replaced by older copies all the time, as by a careless
//! script or a tool that synchronises folders.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use crate::harness::DataFolder;

/// The number of attacks.
const ATTACKS: usize = 60;

/// Attacks the journals in a folder until it is told to stop, and counts the attacks. They follow from a fixed
/// seed, but meet the console in any state.
fn attack(stations: &Path, count: &AtomicUsize, stop: &AtomicBool) {
    let mut seed = 20_260_125_u64;
    let mut random = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let mut older: HashMap<PathBuf, Vec<u8>> = HashMap::new();
    while !stop.load(Ordering::Relaxed) {
        let names = ["A", "A", "A", "A2", "B", "B2", "C"];
        let name = names[usize::try_from(random(names.len() as u64)).unwrap()];
        let path = &stations.join(format!("{name}.jsonl"));
        // Each attack may fail, because the file is just being written again.
        let done = match random(5) {
            0 => fs::remove_file(path),
            1 => File::options().write(true).truncate(true).open(path).map(drop),
            2 => File::options().write(true).open(path).and_then(|file| {
                let len = file.metadata()?.len();
                file.set_len(random(len + 1))
            }),
            3 => match older.get(path) {
                Some(older) => {
                    let copy = path.with_extension("copy");
                    fs::write(&copy, older).and_then(|()| fs::rename(&copy, path))
                }
                None => Ok(()),
            },
            _ => fs::read(path).map(|bytes| drop(older.insert(path.clone(), bytes))),
        };
        count.fetch_add(usize::from(done.is_ok()), Ordering::Relaxed);
        thread::sleep(Duration::from_millis(5 + random(20)));
    }
}

/// Stops the attacks when it is dropped, also by a failed assertion.
struct Stop<'a>(&'a AtomicBool);

impl Drop for Stop<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[test]
fn a_journal_that_is_attacked_all_the_time_loses_nothing() {
    let data = DataFolder::new();
    data.new_event(&["Day"]);
    let mut console = data.std_command();
    console.args(["--plain", "--station", "A"]);
    let mut console =
        console.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut input = console.stdin.take().unwrap();
    let mut answers = BufReader::new(console.stdout.take().unwrap()).lines();
    answers.next().unwrap().unwrap();
    let (stop, count) = (AtomicBool::new(false), AtomicUsize::new(0));
    let stations = data.stations();
    let mut kilograms = 0;
    thread::scope(|scope| {
        let stop_at_end = Stop(&stop);
        scope.spawn(|| attack(&stations, &count, &stop));
        for number in [2, 3].into_iter().cycle().take_while(|_| count.load(Ordering::Relaxed) < ATTACKS) {
            writeln!(input, "q{number}").unwrap();
            kilograms += number;
            // Either it is saved, or the console says that it tries again.
            answers.next().unwrap().unwrap();
        }
        drop(stop_at_end);
    });
    drop(input);
    let output = console.wait_with_output().unwrap();
    let messages = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{messages}");
    assert!(messages.contains("Station A's journal was"), "{messages}");
    assert_eq!(data.report()["total_net_g"], 1_000 * kilograms);
    data.assert_verified();
}
