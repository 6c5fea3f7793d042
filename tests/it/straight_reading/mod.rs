//! Checks that every record is one that a straight reading of the bytes gives.
//!
//! `bytes`, `hands` and `reading` read the bytes by the rules of docs/input.md. They are short, and use no code of the
//! program. `generator` makes the input. The whole console reads the same input.

mod amount;
mod bytes;
mod examples;
mod generator;
mod hands;
mod reading;

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, SystemTime};

use tarazy::testing::{self, RecordRef};

use self::amount::{Amount, GRADES, MATERIALS, Measure};
use self::bytes::Read;
use self::reading::{Entry, Made, Op};
use crate::harness::byte_console::ByteConsole;

/// The number of strokes that one console receives. It is small, so that a failure has a short input.
const STROKES: usize = 300;

/// The pauses after which the console may decide something.
const PAUSES_MS: [u64; 6] = [30, 100, 120, 150, 300, 1_000];

/// Returns the records that a new console makes of these reads.
fn records(reads: &[Read]) -> Vec<Made> {
    let mut console = ByteConsole::new();
    let mut made = Vec::new();
    for (number, read) in reads.iter().enumerate() {
        if console.quits() > 0 {
            break;
        }
        console.read(Duration::from_millis(read.at_ms), &read.bytes);
        note(&console, read.at_ms, &mut made);
        let next_ms = reads.get(number + 1).map_or(u64::MAX, |next| next.at_ms);
        for at_ms in PAUSES_MS.map(|pause| read.at_ms + pause).into_iter().filter(|at_ms| *at_ms < next_ms) {
            console.quiet(Duration::from_millis(at_ms));
            note(&console, at_ms, &mut made);
        }
    }
    made
}

/// Adds the newest records with this time.
fn note(console: &ByteConsole, at_ms: u64, made: &mut Vec<Made>) {
    let newest = &console.records()[made.len()..];
    made.extend(newest.iter().map(|record| Made {
        at_ms,
        op: made_op(&record.op),
        typed: typed_text(&record.op),
    }));
}

/// Converts the content of a record to the types of the straight reading.
fn made_op(op: &testing::Op<RecordRef>) -> Op {
    match op {
        testing::Op::Entry(entry) => {
            let measure = match entry.measure {
                testing::Measure::Weight { gross, tare } => {
                    Measure::Weight { gross: gross.get(), tare: tare.get() }
                }
                testing::Measure::Pieces { count, weight } => {
                    Measure::Pieces { count: i64::from(count), grams: weight.map(|weight| weight.get()) }
                }
            };
            let made = Entry {
                material: MATERIALS.iter().position(|material| material.0 == entry.material).unwrap(),
                grade: entry
                    .grade
                    .as_ref()
                    .map(|grade| GRADES.iter().position(|name| name == grade).unwrap()),
                amount: Amount { measure, about: entry.about },
            };
            if entry.corrects.is_some() { Op::Correction(made) } else { Op::Entry(made) }
        }
        testing::Op::People { count } => Op::People(*count),
        testing::Op::Void { of, .. } => Op::Void(of.seq as usize - 1),
        testing::Op::Out { .. } => Op::HandOver,
        testing::Op::Operator { .. } => Op::Operator,
        other => panic!("{other:?}"),
    }
}

fn typed_text(op: &testing::Op<RecordRef>) -> Option<String> {
    if let testing::Op::Entry(entry) = op { entry.typed.clone() } else { None }
}

/// Removes every read without which the records are still wrong.
fn shortest(mut reads: Vec<Read>) -> Vec<Read> {
    let is_wrong = |reads: &[Read]| reading::check(reads, &records(reads)).is_err();
    let mut size = reads.len();
    while size > 0 {
        let mut start = 0;
        while start < reads.len() {
            let mut shorter = reads.clone();
            shorter.drain(start..(start + size).min(reads.len()));
            if is_wrong(&shorter) {
                reads = shorter;
            } else {
                start += size;
            }
        }
        size /= 2;
    }
    reads
}

/// Returns a report on input whose records are wrong: its shortest form, and what was recorded.
fn report(seed: u64, reads: Vec<Read>) -> String {
    let reads = shortest(reads);
    let mut lines = vec![format!("seed {seed}: no straight reading of these bytes gives these records")];
    lines.extend(reads.iter().map(|read| format!("{} ms  {}", read.at_ms, read.bytes.escape_ascii())));
    lines.extend(
        records(&reads).iter().map(|record| format!("recorded at {} ms: {:?}", record.at_ms, record.op)),
    );
    lines.join("\n")
}

/// The number of entries that were typed as volunteers are taught, and the number that the console recorded.
#[derive(Default)]
struct Counts {
    bytes: usize,
    typed: usize,
    recorded: usize,
}

/// Checks random input of at least this many bytes, on two threads. The first failure ends both.
#[track_caller]
fn check_random_input(first_seed: u64, bytes: usize) {
    let has_failed = AtomicBool::new(false);
    let half = |first_seed: u64| {
        let mut counts = Counts::default();
        let mut seed = first_seed;
        while counts.bytes < bytes / 2 && !has_failed.load(Ordering::Relaxed) {
            let input = generator::input(seed, STROKES);
            let made = records(&input.reads);
            if reading::check(&input.reads, &made).is_err() {
                has_failed.store(true, Ordering::Relaxed);
                return Err(report(seed, input.reads));
            }
            counts.bytes += input.reads.iter().map(|read| read.bytes.len()).sum::<usize>();
            counts.typed += input.typed_entries;
            counts.recorded += made.iter().filter(|record| matches!(record.op, Op::Entry(_))).count();
            seed += 2;
        }
        Ok(counts)
    };
    let halves = thread::scope(|scope| {
        let odd = scope.spawn(|| half(first_seed + 1));
        [half(first_seed), odd.join().unwrap()]
    });
    let reports: Vec<_> = halves.iter().filter_map(|half| half.as_ref().err()).map(String::as_str).collect();
    assert!(reports.is_empty(), "{}", reports.join("\n"));
    for counts in halves.into_iter().flatten() {
        // Without this check, a console that records nothing would pass.
        assert!(counts.recorded > counts.typed / 2, "{} of {} typed", counts.recorded, counts.typed);
    }
}

#[test]
fn every_record_is_one_that_a_straight_reading_of_the_bytes_gives() {
    check_random_input(0, 100_000);
}

/// Checks the same with 100 million bytes. The input is new in every run:
///
/// ```text
/// cargo test --release --test it -- --ignored a_hundred_million_bytes
/// ```
///
/// A failure prints its seed. `generator::input(seed, STROKES)` is the input.
#[test]
#[ignore = "takes more than half an hour"]
fn a_hundred_million_bytes_record_only_what_a_straight_reading_gives() {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    check_random_input(now.as_secs() << 20, 100_000_000);
}
